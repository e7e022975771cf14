//! What tells little comes behind what tells more: characters of two words behind a word, what is said in any text behind
//! what is said seldom, where something is done behind what it is.

use plangraph::search::{Change, Hits, Kind, Passage, TantivyIndex};

use super::{commit, containing, search, search_in, settings};

/// What a query finds among texts, the texts by their places.
fn found(query: &str, texts: &[&str]) -> Hits {
    found_under(
        query,
        &texts.iter().map(|text| ("", *text)).collect::<Vec<_>>(),
    )
}

/// The same of texts with the titles above them; those that name 盘锦 are tied to it.
fn found_under(query: &str, texts: &[(&str, &str)]) -> Hits {
    let index = TantivyIndex::in_memory(settings("")).unwrap();
    let passages = texts
        .iter()
        .zip(0..)
        .map(|((title, text), ordinal)| Passage {
            kind: Kind::Task,
            ordinal,
            headings: vec![(*title).to_owned()],
            text: (*text).to_owned(),
            cities: text
                .contains("盘锦")
                .then(|| "盘锦".to_owned())
                .into_iter()
                .collect(),
            ..Passage::default()
        });
    let passages = passages.collect();
    commit(&index, 1, vec![Change::Put { group: 1, passages }]);
    search_in(&index, query, &|_| true)
}

#[test]
fn characters_of_two_words_are_found_behind_the_word_that_they_are() {
    let hits = search("水利");
    let places = |stretch: &str| {
        let tasks = containing(stretch).into_iter();
        let place = |task| hits.items.iter().position(|hit| hit.ordinal == task);
        tasks.map(place).collect::<Option<Vec<_>>>().unwrap()
    };
    let first_across = places("海水利用").into_iter().min();
    let last_word = places("水利设施").into_iter().max();
    assert!(last_word.is_some() && last_word < first_across, "{hits:?}");
    // A figure is no word of its text, and is found as well as one.
    let hits = found("十二", &["十二五规划", "第十二届全运会", "第十三届全运会"]);
    let scores: Vec<f32> = hits.items.iter().map(|hit| hit.score).collect();
    assert!(scores.len() == 2 && scores[1] > scores[0] / 2.0, "{hits:?}");
}

#[test]
fn what_is_said_in_any_text_is_behind_what_is_said_seldom() {
    // Of these few texts one has 改造 and three have 棚户区; of all texts far more have 改造.
    let texts = ["改造电网", "清理棚户区", "登记棚户区", "巡查棚户区", "修路"];
    let hits = found("棚户区 改造", &texts);
    let order: Vec<u32> = hits.items.iter().map(|hit| hit.ordinal).collect();
    assert_eq!((hits.close, order.len()), (0, 4), "{hits:?}");
    assert_eq!(order[3], 0, "{hits:?}");
}

#[test]
fn where_something_is_done_is_behind_what_is_done() {
    let texts = ["盘锦物流", "盘锦港口", "储备大米", "加工大米", "修路"];
    let order: Vec<u32> = (found("盘锦 大米", &texts).items.iter())
        .map(|hit| hit.ordinal)
        .collect();
    assert_eq!(order, [2, 3, 0, 1]);
}

#[test]
fn one_of_several_stretches_is_not_the_whole_query() {
    // 林权 is two words to the dictionary, and a stretch as typed.
    let hits = found("林权 农民", &["明晰林权", "农民增收"]);
    assert_eq!((hits.close, hits.total), (0, 2), "{hits:?}");
    assert_eq!(found("林权改革", &["林权改革", "农民增收"]).close, 1);
}

#[test]
fn of_a_long_word_the_part_that_tells_fills_up() {
    let texts = ["棚户区改造", "电网改造", "清理棚户区"];
    let hits = found("棚户区改造", &texts);
    assert!(hits.tasks.iter().eq([0, 2]), "{hits:?}");
}

#[test]
fn a_short_form_is_where_it_stands_and_not_across_two_words() {
    // Where it stands as it is meant, the other comes far behind.
    let hits = found("康养", &["推进水产健康养殖。", "建设康养基地十个。"]);
    assert_eq!(hits.items[0].ordinal, 1, "{hits:?}");
    assert!(hits.items[0].score > 3.0 * hits.items[1].score, "{hits:?}");
}

#[test]
fn what_is_done_to_something_may_be_said_the_other_way_round() {
    let texts = [
        "推进城市棚户区改造工程。",
        "改造一批老旧小区庭院22个。",
        "改造电网。清点老旧小区。",
        "不断改善城镇人居环境。",
    ];
    let hits = found("老旧小区改造", &texts);
    assert_eq!((hits.items[0].ordinal, hits.items[0].is_close), (1, true));
    let close = hits.items.iter().filter(|hit| hit.is_close).count();
    assert_eq!(close, 1, "{hits:?}");
    // Where it is said as it is asked for, that is the thing.
    let hits = found("危房改造", &["改造危房", "危房改造"]);
    assert_eq!(hits.items[0].ordinal, 1, "{hits:?}");
}

#[test]
fn what_is_about_the_same_is_before_what_mentions_the_word() {
    let texts = [
        ("发展新兴产业", "在新材料、环保等领域培育产业。"),
        ("加大环境保护力度", "到五年末，空气优良天数达到九成。"),
        ("加强财政管理", "优化支出结构。"),
    ];
    let hits = found_under("环保", &texts);
    let order: Vec<u32> = hits.items.iter().map(|hit| hit.ordinal).collect();
    assert_eq!(order, [1, 0], "{hits:?}");
    // What is only meant as well is not the thing.
    let hits = found_under(
        "环境保护",
        &[("开展污染防治", "清理河道。"), ("", "做好环境保护。")],
    );
    assert_eq!(hits.items[0].ordinal, 1, "{hits:?}");
}
