//! Names as written: the unit that each stands for, and whether anything explains it.

use plangraph::model::DiagnosticCode;

use super::{has, one_task, read};

#[test]
fn names_are_read_in_the_form_that_notices_print() {
    let check = |written: &str, name: &str, code: Option<DiagnosticCode>| {
        let facts = one_task("发展农业。", &format!("责任单位：{written}。"));
        let assignment = &facts.tasks[0].assignments[0];
        assert_eq!(assignment.name_as_written, written);
        let unit = facts
            .units
            .iter()
            .find(|unit| unit.id == assignment.unit)
            .unwrap();
        assert_eq!(unit.name, name, "{written}");
        assert!(code.is_none_or(|code| has(&facts, code)), "{written}");
    };
    check("省农委（省扶贫办）", "省农委", Some(DiagnosticCode::Alias));
    check(
        "省工商局〔省物价局〕",
        "省工商局",
        Some(DiagnosticCode::Alias),
    );
    check("省农信社", "省农信联社", None);
    check("省发改委", "省发展改革委", None);
    check("财政厅", "省财政厅", Some(DiagnosticCode::PrefixExpanded));
    check(
        "发改委",
        "省发展改革委",
        Some(DiagnosticCode::PrefixExpanded),
    );
    check("团省委", "团省委", None);
    check("大连海关", "大连海关", None);
    check("人行沈阳分行", "人行沈阳分行", None);
    check("内蒙古电力（集团）公司", "内蒙古电力（集团）公司", None);
    check("各县（市）、区人民政府", "各县（市）、区人民政府", None);
    check(
        "各市（地）人民政府（行署）",
        "各市（地）人民政府（行署）",
        None,
    );
    check("沈阳市人民政府", "沈阳市人民政府", None);
    check(
        "省发改委局",
        "省发改委局",
        Some(DiagnosticCode::UnknownUnit),
    );
}

#[test]
fn a_name_is_unknown_where_neither_tables_nor_its_form_explain_it() {
    let check = |written: &str, is_unknown: bool| {
        let facts = one_task("发展农业。", &format!("责任单位：{written}。"));
        assert_eq!(
            has(&facts, DiagnosticCode::UnknownUnit),
            is_unknown,
            "{written}"
        );
    };
    for name in [
        "规划司",
        "基础教育处",
        "省人民医院",
        "省城投集团",
        "省农商银行",
        "黄桥乡",
        "沙河街道",
        "国家统计局阜新调查队",
        "国家税务总局沈阳市税务局",
    ] {
        check(name, false);
    }
    check("省发改委局", true);
    check("省会展局", true);
    check("省甲乙丙", true);
}

#[test]
fn the_bodies_of_a_zone_bear_no_word_of_a_level() {
    let facts = read(
        "南京市江北新区管理委员会关于分解任务的通知\n宁新区管发〔2019〕21号\n各部局：\n一、科技\n1.建园。\n责任单位：科技创新局、教育和社会保障局\n南京市江北新区管理委员会\n2019年3月4日\n",
    );
    let names: Vec<_> = facts.units.iter().map(|unit| unit.name.as_str()).collect();
    assert!(names.contains(&"科技创新局"), "{names:?}");
    assert!(names.contains(&"教育和社会保障局"), "{names:?}");
}

#[test]
fn autonomous_counties_are_governed_under_their_short_names() {
    for written in ["岫岩县人民政府", "岫岩县政府", "岫岩等县政府"] {
        let facts = one_task("发展农业。", &format!("责任单位：{written}。"));
        let names = facts.units.iter().filter_map(|unit| unit.full_name.clone());
        let names: Vec<_> = names.collect();
        assert!(
            names.contains(&"岫岩满族自治县人民政府".to_owned()),
            "{written}: {names:?}"
        );
    }
}

#[test]
fn places_have_the_names_that_they_go_by() {
    let check = |issuer: &str, year: u16, written: &str, expected: (&str, Option<&str>)| {
        let facts = read(&format!(
            "{issuer}人民政府关于分解任务的通知\n一、农业\n1.种粮。\n责任单位：{written}\n{issuer}人民政府\n{year}年3月4日\n"
        ));
        let unit = &facts.units[0];
        let found = (unit.name.as_str(), unit.full_name.as_deref());
        assert_eq!(found, expected, "{written}");
    };
    check(
        "通辽市",
        2016,
        "科左后旗政府",
        ("科左后旗政府", Some("科尔沁左翼后旗人民政府")),
    );
    check(
        "青海省",
        2011,
        "海东行署",
        ("海东行署", Some("海东地区人民政府")),
    );
    // A zone of 许昌, no district of 北京.
    check("许昌市", 2021, "东城区", ("东城区", None));
}
