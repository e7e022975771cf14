//! What people complain about in other engines, in the threads of their issues, each as a test.

use plangraph::search::{
    Change, Index, Kind, Passage, Request, TantivyIndex, highlight, query::parse,
};

use super::settings;

/// The texts that a query finds among `texts`, what fits it only loosely left out.
fn found(query: &str, texts: &[&'static str]) -> Vec<&'static str> {
    let index = TantivyIndex::in_memory(settings("")).unwrap();
    let passages = texts.iter().zip(0..).map(|(text, ordinal)| Passage {
        ordinal,
        text: (*text).to_owned(),
        ..Passage::default()
    });
    let passages = passages.collect();
    super::commit(&index, 1, vec![Change::Put { group: 1, passages }]);
    let parsed = parse(query).unwrap();
    let request = Request {
        expression: &parsed.expression,
        kind: Kind::Task,
        allowed: &|_, _| true,
        sets: &[],
        keep_as_text: &[],
        places: &[],
        offset: 0,
        limit: 100,
        is_explained: true,
    };
    let hits = index.reader().search(&request).unwrap();
    let mut ordinals: Vec<u32> = hits
        .items
        .iter()
        .filter(|hit| hit.is_close)
        .map(|hit| hit.ordinal)
        .collect();
    ordinals.sort_unstable();
    ordinals
        .iter()
        .map(|ordinal| texts[*ordinal as usize])
        .collect()
}

/// Of two texts the query finds the first and not the second.
fn check(query: &str, text: &'static str, other: &'static str) {
    assert_eq!(found(query, &[text, other]), [text], "{query}");
}

#[test]
fn words_within_words_are_found() {
    check("处理", "有三件待处理事项", "有三件事");
    check("工程", "本市在建工程", "本市在建");
    check("简单", "安装简单", "安装困难");
    check("发展银行", "中国农业发展银行", "中国农业");
    check("农业银行", "农业发展银行和农业银行", "工业");
    check("银行", "农业发展银行", "农业");
    check("工具", "工具箱", "家具");
    check("清华", "清华大学", "北京大学");
    check("改革委", "省发展改革委", "省农委");
    check("经济和信息化委", "省经济和信息化委", "省农委");
}

#[test]
fn single_characters_are_found() {
    check("灯", "大灯", "大树");
    check("蝶", "蝴蝶", "蜜蜂");
    check("花", "棉花", "棉布");
    check("诗", "唐诗三百首", "宋词三百首");
    check("啊", "多好啊", "多好");
}

#[test]
fn lists_of_single_characters_are_found_with_and_without_marks() {
    check("港澳台", "与港、澳、台地区合作", "港口和台风");
    check("港、澳、台", "与港澳台合作", "港口和台风");
    check("老少边", "支持老、少、边、穷地区", "老年和少年");
    check("脏乱差", "改变脏、乱、差状况", "脏水");
    check("“港、澳、台”", "与港、澳、台地区合作", "与港澳台合作");
}

#[test]
fn words_that_share_the_end_of_a_list_are_found_as_if_written_out() {
    check(
        "养老保险",
        "扩大养老、医疗、失业保险覆盖面",
        "发展养老、保险",
    );
    check("医疗保险", "养老、医疗和失业保险", "医疗服务与保险公司");
    check("垃圾处理", "垃圾与污水处理", "垃圾；污水处理");
    check("养老保险", "基本养老、基本医疗保险", "优先养老，医疗保险");
    // Who quotes means the very characters.
    assert!(found("“养老保险”", &["养老、医疗保险"]).is_empty());
}

#[test]
fn characters_that_are_shared_are_not_enough() {
    check("本田", "本田汽车", "本地汽车");
    let marks = highlight("中国国家", &["中华人民共和国".to_owned()], 3);
    assert!(marks.is_empty(), "{marks:?}");
    let marks = highlight("中华人民共和国国家", &["中华人民共和国".to_owned()], 3);
    assert_eq!(marks[0].marks, [0..7]);
}

#[test]
fn phrases_are_the_very_characters() {
    check("“前次募集”", "前次募集资金使用情况", "前次资金募集");
    check("“前次募集资金”", "前次募集资金使用情况", "前次资金募集");
    check("“小化妆”", "一个小化妆包", "一个小包化妆");
    check("“小化妆” -手机", "一个小化妆包", "小化妆包和手机");
    check("“现代农业”", "发展现代农业", "现代的农业");
    check("现代 NEAR/1 农业", "现代的农业", "现代化的新型农业");
}

#[test]
fn a_query_without_spaces_is_no_phrase() {
    check("农业现代", "农业要现代", "工业要发展");
    check("每個月都", "每个月都下雨", "今年");
}

#[test]
fn quantities_keep_their_units() {
    check("10万", "投资10万元", "投资20万元");
    check("1.5匹", "大1.5匹空调", "大2匹空调");
    check("2.5%", "增长2.5%", "增长2%和5%");
    check("97%", "达到百分之九十七", "达到九十七分");
    check("45亿斤", "新增45亿斤粮食", "新增45万斤粮食");
    check("５００万亩", "改善五百万亩", "改善五百亩");
    check("“2020”", "编号20200101", "编号2021");
    check("WES-5.4.5", "型号WES-5.4.5", "型号WES-5.4");
}

#[test]
fn latin_names_and_signs_are_words() {
    check("C#", "用C#编写", "用C编写");
    check("R&D", "R&D投入", "投入");
    check("gdp", "ＧＤＰ增长", "增长");
    check("PM2.5", "pm2.5浓度", "pm10浓度");
    // A letter is no first letter of a rare reading.
    assert!(found("b", &["排水"]).is_empty());
}

#[test]
fn scripts_and_spaces_make_no_difference() {
    check("國際論壇", "国际论坛", "国内");
    check("现代　农业", "现代化农业", "现代工业");
    check("现代农业", "发展现代 农业", "发展农业");
    check("“一县一业”", "⼀县⼀业", "一县");
}

#[test]
fn signs_alone_are_looked_for_as_they_stand_or_mean_nothing() {
    check("（一）", "（一）总则，一是", "二是");
    for query in ["(", "\"", "“”", "-", "　", "NOT", "*"] {
        assert!(parse(query).is_ok(), "{query}");
    }
    assert_eq!(found("-农业", &["农业", "工业"]), ["工业"]);
}
