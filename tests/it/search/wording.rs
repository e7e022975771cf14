//! How what is typed may be worded: parts of words said otherwise, letters, and the words that are shown for it.

use plangraph::model::Task;
use plangraph::search::{Change, Index, Passage, Similar, TantivyIndex};

use super::{commit, containing, corpus, search, search_in, settings};

#[test]
fn a_part_of_a_word_said_otherwise_makes_no_nonsense() {
    let check = |query: &str, shown: &str, is_shown: bool| {
        let to = search(query).expansions.into_iter().flat_map(|one| one.to);
        let all: Vec<_> = to.collect();
        let is_found = all.iter().any(|to| to == shown);
        assert_eq!(is_found, is_shown, "{query}: {all:?}");
    };
    check("辽河流域", "辽河道域", false);
    check("坡耕地", "坡基本农田", false);
    check("海洋能", "海洋经济能", false);
    check("打篮球", "打体育", false);
    check("打篮球", "体育", true);
    check("打篮球", "乒乓球", false);
    // A body is known for what it does, whatever its level.
    check("省纪委", "省廉政建设", false);
    check("省纪委", "廉政建设", true);
}

#[test]
fn a_verb_and_its_object_are_one_word_however_they_stand() {
    let check = |query: &str, meant: &str| {
        let hits = search(query);
        let expected = containing(meant);
        assert!(
            expected.contains(&hits.items[0].ordinal),
            "{query}: {:?}",
            hits.items
        );
    };
    check("车没地方停", "停车");
    check("药买不到", "药品");
    check("卖鱼", "渔业");
    // The vocabulary knows 丢工作.
    check("丢了工作", "就业");
}

#[test]
fn what_denies_or_is_cut_out_of_a_word_is_no_slip() {
    for query in [
        "打工没签合同",
        "小企业借不到钱",
        "银行不给贷款",
        "没有直达火车",
    ] {
        let corrections = search(query).corrections;
        let applied = corrections.iter().filter(|one| one.is_applied);
        assert_eq!(applied.count(), 0, "{query}: {corrections:?}");
    }
}

#[test]
fn what_is_alike_is_explained_and_typing_goes_on_with_whole_words() {
    let reader = corpus().index.reader();
    let of = |task: &&Task| task.text.contains("高校毕业生");
    let texts: Vec<_> = (corpus().facts.tasks.iter().filter(of))
        .map(|task| (task.text.clone(), 1.0))
        .collect();
    assert!(texts.len() > 1);
    let hits = reader.similar(&Similar {
        texts: &texts,
        allowed: &|_, _| true,
        offset: 0,
        limit: 20,
        is_explained: true,
    });
    let hits = hits.unwrap().items;
    let said = |word: &str| {
        hits.iter()
            .flat_map(|hit| &hit.matches)
            .any(|one| one.term == word)
    };
    assert!(said("毕业生") && !said("业生"));
    let goes_on = |typed: &str, word: &str| {
        let found = reader.complete(typed, 20).unwrap();
        found.iter().any(|one| one.text == word)
    };
    assert!(goes_on("毕", "毕业生") && goes_on("业", "业务") && !goes_on("业", "业生"));
}

#[test]
fn a_rare_word_that_sounds_like_a_usual_one_is_put_right() {
    let applied = |typed: &str| {
        let corrections = search(typed).corrections.into_iter();
        let applied = corrections.filter(|one| one.is_applied);
        applied.map(|one| one.to).collect::<Vec<_>>()
    };
    assert_eq!(applied("防讯"), ["防汛"]);
    assert_eq!(applied("海洋鱼业"), ["渔业"]);
    // Many speakers do not tell one from the other.
    assert_eq!(applied("全民健生"), ["全民健身"]);
    // A word of the language, and a figure with what is counted.
    assert!(applied("假药").is_empty());
    assert!(applied("沿海六市").is_empty());
    // 设区 sounds like 社区, but is part of what the vocabulary knows.
    assert!(applied("撤县设区").is_empty());
}

#[test]
fn what_was_meant_is_before_what_only_looks_like_it() {
    let check = |query: &str, meant: &str, alike: &str| {
        let hits = search(query).items;
        let place = |text: &str| {
            let found = containing(text);
            hits.iter().position(|hit| found.contains(&hit.ordinal))
        };
        let (meant, alike) = (place(meant), place(alike));
        assert!(meant.is_some() && alike.is_some(), "{query}: {hits:?}");
        assert!(meant < alike, "{query}: {hits:?}");
    };
    // Two characters that are short for something, and the end of one word with the beginning of the next.
    check("康养", "养老服务", "健康养殖");
    // Neighbouring characters of another word: 卫生资源.
    check("再生资源", "循环经济", "卫生资源");
}

#[test]
fn words_near_one_another_are_before_words_far_apart() {
    let far = "就业形势总体稳定，各项政策措施得到落实，坚持儿童优先。";
    let near = "各项政策措施得到落实，坚持把就业摆在优先位置，总体稳定。";
    let passage = |(ordinal, text): (u32, &str)| Passage {
        ordinal,
        text: text.to_owned(),
        ..Passage::default()
    };
    let index = TantivyIndex::in_memory(settings("")).unwrap();
    let passages = [(0, far), (1, near)].map(passage).to_vec();
    commit(&index, 1, vec![Change::Put { group: 1, passages }]);
    let hits = search_in(&index, "就业优先", &|_| true).items;
    let order: Vec<u32> = hits.iter().map(|hit| hit.ordinal).collect();
    assert_eq!(order, [1, 0], "{hits:?}");
}

#[test]
fn letters_are_read_with_tones_and_with_a_slip() {
    let check = |typed: &str, meant: &str| {
        let corrections = search(typed).corrections;
        let to: Vec<_> = corrections.iter().filter(|one| one.is_applied).collect();
        assert!(
            to.iter().any(|one| one.to == meant),
            "{typed}: {corrections:?}"
        );
    };
    check("shěnyáng", "沈阳");
    check("ǎnshān", "鞍山");
    check("lǜsè chǎnpǐn", "绿色产品");
    check("lu\u{308}\u{300}se", "绿色");
    check("shneyang", "沈阳");
    check("gaosugonlu", "高速公路");
    check("nongcun xinyongseh", "信用社");
    // It can be read as pinyin, but nothing sounds so; 大 is read in two ways.
    check("dailan", "大连");
    // No entry of its own, and only in titles.
    check("linqan", "林权");
    check("rencaiqiangsheng", "人才强省");
    // No plan has the word, and the vocabulary leads it to what one has.
    check("gaotie", "高铁");
    check("dibao", "低保");
    check("xnh", "新农合");
    assert!(search("software").corrections.is_empty());
    // Nobody marks the tone of what is cut short.
    assert!(search("shěn").corrections.is_empty());
}
