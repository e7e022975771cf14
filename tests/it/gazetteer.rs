//! Tests of `gazetteer` on the tables of `data/gazetteer`.

use std::sync::LazyLock;

use plangraph::gazetteer::{Gazetteer, Tables};
use plangraph::model::UnitKind;

use crate::support::gazetteer;

/// The gazetteer of this repository, read once.
pub(crate) fn bundled() -> &'static Gazetteer {
    static BUNDLED: LazyLock<Gazetteer> = LazyLock::new(gazetteer);
    &BUNDLED
}

#[test]
fn a_name_is_read_with_the_divisions_of_its_year() {
    let gazetteer = bundled();
    let liaoning = gazetteer.cities_with_code(210_000)[0];
    let check = |name, year, expected: Option<u32>| {
        let found = gazetteer.division_in_year(name, year, liaoning);
        assert_eq!(found.map(|id| id.code), expected, "{name} {year}");
    };
    check("朝阳", 2012, Some(211_300));
    check("朝阳县", 2012, Some(211_321));
    check("辽中县", 2012, Some(210_122));
    check("辽中县", 2020, None);
    check("辽中", 2020, Some(210_115));
    check("东陵区", 2012, Some(210_112));
    check("赤峰", 2012, None);
    assert_eq!(gazetteer.city(gazetteer.nation()).unwrap().name, "中国");
}

#[test]
fn a_division_lies_under_the_last_bearer_of_a_code_and_lay_under_each() {
    let gazetteer = bundled();
    let county = gazetteer.cities_with_code(420_683)[0];
    let parent = gazetteer.city(county).unwrap().parent.unwrap();
    assert_eq!(gazetteer.city(parent).unwrap().name, "襄阳市");
    for name in ["襄樊市", "襄阳市"] {
        let prefecture = gazetteer.cities_named(name)[0];
        assert!(gazetteer.children(prefecture).contains(&county), "{name}");
    }
}

#[test]
fn an_autonomous_division_is_known_by_the_plain_word_of_its_level() {
    let check = |name: &str, expected: &str| {
        let found = bundled().cities_named(name).into_iter();
        let names = found.filter_map(|id| Some(&*bundled().city(id)?.name));
        assert_eq!(names.collect::<Vec<_>>(), [expected], "{name}");
    };
    check("岫岩县", "岫岩满族自治县");
    check("恩施州", "恩施土家族苗族自治州");
    check("恩施市", "恩施市");
}

#[test]
fn what_only_looks_like_the_word_of_a_level_is_none() {
    let gazetteer = bundled();
    for (name, expected) in [
        ("市场监管局", true),
        ("区域合作办", true),
        ("军民融合办", true),
        ("市财政局", false),
        ("省市场监管局", false),
        ("", false),
    ] {
        assert_eq!(gazetteer.only_looks_leveled(name), expected, "{name}");
    }
}

#[test]
fn a_later_name_leads_back_to_the_earlier_bodies() {
    let gazetteer = bundled();
    let check = |later: &str, earlier: &[&str]| {
        let [id] = gazetteer.units_named(later)[..] else {
            panic!("{later} is not one body");
        };
        let names: Vec<&str> = gazetteer
            .predecessors(gazetteer.unit(id).unwrap().jurisdiction, id)
            .iter()
            .map(|change| gazetteer.unit(change.from).unwrap().name.as_str())
            .collect();
        for name in earlier {
            assert!(names.contains(name), "{later} from {name}");
        }
    };
    check("省自然资源厅", &["省国土资源厅"]);
    check("省农业农村厅", &["省农委"]);
    check("省生态环境厅", &["省环保厅"]);
    check("省卫生计生委", &["省人口计生委", "省卫生厅"]);
    check("省卫生健康委", &["省卫生计生委"]);
    check("省工业和信息化厅", &["省经济和信息化委"]);
    check(
        "省市场监管局",
        &["省工商局", "省质监局", "省食品药品监管局"],
    );
}

#[test]
fn a_body_has_one_identity_under_all_its_names() {
    let gazetteer = bundled();
    for name in [
        "发改委",
        "省发改委",
        "辽宁省发展和改革委员会",
        "省发展改革委",
    ] {
        let names: Vec<_> = gazetteer
            .units_named(name)
            .into_iter()
            .map(|id| gazetteer.unit(id).unwrap().name.clone())
            .collect();
        assert_eq!(names, ["省发展改革委"], "{name}");
    }
}

#[test]
fn the_form_of_a_name_gives_its_kind() {
    let gazetteer = bundled();
    let check = |name, kind| assert_eq!(gazetteer.kind_of(name), kind, "{name}");
    check("市住建局", UnitKind::Bureau);
    check("团市委", UnitKind::MassOrganization);
    check("相关各市", UnitKind::Placeholder);
    check("省委有关部门", UnitKind::Placeholder);
    check("各市（地）人民政府（行署）", UnitKind::Placeholder);
    check("省减灾委成员单位", UnitKind::Group);
    check("国网宜昌供电公司", UnitKind::Enterprise);
    check("哈尔滨市人民政府", UnitKind::LocalGovernment);
    check("中科院", UnitKind::Institution);
    check("沙河街道", UnitKind::LocalGovernment);
    check("黄桥乡", UnitKind::LocalGovernment);
    check("中马钦州产业园区管委", UnitKind::LocalGovernment);
    check("水资源司", UnitKind::Department);
    check("财务处", UnitKind::Department);
    check("甲乙丙公司", UnitKind::Enterprise);
    check("兰州大学附属中学", UnitKind::Institution);
    check("区招商引资工作专班", UnitKind::Office);
    check("国家统计局阜阳调查队", UnitKind::Bureau);
    check("甲乙丙", UnitKind::Other);
}

#[test]
fn a_fault_names_table_and_line() {
    let header = "a\n";
    let error = Gazetteer::parse(&Tables {
        divisions: "code\tname\n21\t辽宁省\n",
        units: header,
        changes: header,
        kinds: header,
        false_friends: header,
        commitments: header,
        issuers: header,
        offices: header,
        reforms: header,
    })
    .unwrap_err();
    assert_eq!((error.table, error.line), ("divisions", 2));
}

/// The usual name, full name and kind of the body that a name means in the division of a code.
fn body(code: u32, name: &str, year: u16) -> Option<(String, Option<String>, UnitKind)> {
    let gazetteer = bundled();
    let division = match code {
        0 => gazetteer.nation(),
        code => *gazetteer.cities_with_code(code).last().unwrap(),
    };
    let unit = gazetteer.unit_in_year(name, division, Some(year))?;
    assert_eq!(unit.jurisdiction, Some(division), "{name}");
    let usual = gazetteer.unit_of(Some(division), unit.id).unwrap();
    assert_eq!(usual.id, gazetteer.unit_id(Some(division), &usual.name));
    Some((usual.name, usual.full_name, unit.kind))
}

/// Code and year, the name that is looked up, the usual name, the full name and the kind.
const BODIES: &str = "
430000 2019 省发改委 省发展改革委 湖南省发展和改革委员会 Department
430000 2019 发展改革委 省发展改革委 湖南省发展和改革委员会 Department
430000 2019 湖南省自然资源厅 省自然资源厅 湖南省自然资源厅 Department
640000 2012 自治区农牧厅 自治区农牧厅 宁夏回族自治区农牧厅 Department
450000 2022 自治区党委宣传部 自治区党委宣传部 中共广西壮族自治区委员会宣传部 PartyBody
450000 2022 团区委 团自治区委 共青团广西壮族自治区委员会 MassOrganization
440100 2021 市发改委 市发展改革委 广州市发展和改革委员会 Department
440100 2021 广州市人社局 市人力资源社会保障局 广州市人力资源和社会保障局 Bureau
532900 2021 州住建局 州住房城乡建设局 大理白族自治州住房和城乡建设局 Bureau
430121 2021 县住建局 县住房城乡建设局 长沙县住房和城乡建设局 Bureau
500000 2019 市规划自然资源局 市规划和自然资源局 重庆市规划和自然资源局 Bureau
330200 2021 团市委 团市委 共青团宁波市委员会 MassOrganization
330200 2021 人行宁波市中心支行 人民银行宁波市分行 中国人民银行宁波市分行 Bureau
330200 2021 国家税务总局宁波市税务局 市税务局 国家税务总局宁波市税务局 Bureau
0 2021 国家发展改革委 发展改革委 中华人民共和国国家发展和改革委员会 Department
0 2021 中国气象局 气象局 中国气象局 Institution
430000 2016 省药监局 省食品药品监管局 湖南省食品药品监督管理局 Bureau
430000 2021 省药监局 省药监局 湖南省药品监督管理局 Bureau
0 2010 广电总局 广播电影电视总局 国家广播电影电视总局 Bureau
0 2020 广电总局 广电总局 国家广播电视总局 Bureau
";

#[test]
fn the_usual_bodies_of_any_division_are_known() {
    for line in BODIES.lines().filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split(' ').collect();
        let [code, year, name, usual, full, kind] = cells[..] else {
            panic!("{line}");
        };
        let (found, found_full, found_kind) =
            body(code.parse().unwrap(), name, year.parse().unwrap()).expect(line);
        assert_eq!(
            (found.as_str(), found_full.as_deref()),
            (usual, Some(full)),
            "{line}"
        );
        assert_eq!(format!("{found_kind:?}"), kind, "{line}");
    }
    assert_eq!(body(430_000, "省发改委局", 2019), None);
    assert_eq!(body(430_000, "市发改委", 2019), None);
}

#[test]
fn a_body_that_a_pattern_knows_keeps_the_name_that_is_printed() {
    let gazetteer = bundled();
    let guangzhou = gazetteer.cities_with_code(440_100)[0];
    let named = |name| gazetteer.unit_in_year(name, guangzhou, Some(2021)).unwrap();
    assert_eq!(named("市发改委").name, "市发改委");
    assert_eq!(named("发改委").name, "市发改委");
    assert_eq!(named("市发改委").aliases[0], "市发展改革委");
    assert_eq!(named("市发改委").id, named("广州市发展和改革委员会").id);
    // What the lists say of a body of theirs comes first.
    let liaoning = gazetteer.cities_with_code(210_000)[0];
    let listed = gazetteer.unit_in_year("省发改委", liaoning, Some(2012));
    assert_eq!(listed.unwrap().name, "省发展改革委");
}

#[test]
fn reforms_hold_for_the_bodies_that_patterns_know() {
    let gazetteer = bundled();
    let check = |code, name: &str, year, later: &[&str]| {
        let division = *gazetteer.cities_with_code(code).last().unwrap();
        let unit = gazetteer.unit_in_year(name, division, Some(year)).unwrap();
        let changes = gazetteer.successors(Some(division), unit.id);
        let names: Vec<String> = changes
            .iter()
            .map(|change| gazetteer.unit_of(Some(division), change.to).unwrap().name)
            .collect();
        assert_eq!(names, later, "{name}");
        for change in changes {
            assert!(change.date.year() >= year, "{name}");
            let back = gazetteer.predecessors(Some(division), change.to);
            assert!(back.contains(&change), "{name}");
        }
    };
    check(430_000, "省国土资源厅", 2016, &["省自然资源厅"]);
    check(430_000, "省卫生厅", 2012, &["省卫生计生委"]);
    check(450_000, "自治区人民防空办公室", 2020, &["自治区国动办"]);
    check(440_100, "市国税局", 2016, &["市税务局"]);
    check(0, "国土资源部", 2016, &["自然资源部"]);
    check(0, "铁道部", 2012, &["交通运输部", "铁路局", "铁路总公司"]);
}

#[test]
fn a_fault_in_the_patterns_names_table_and_line() {
    let header = "a\n";
    let check = |offices, reforms, table, line| {
        let tables = Tables {
            divisions: header,
            units: header,
            changes: header,
            kinds: header,
            false_friends: header,
            commitments: header,
            issuers: header,
            offices,
            reforms,
        };
        let error = Gazetteer::parse(&tables).unwrap_err();
        assert_eq!((error.table, error.line), (table, line), "{error}");
    };
    check("a\nQ\t教育厅\t\t\tDEPARTMENT\t\t\n", header, "offices", 2);
    let twice = "a\nP\t教育厅\t\t\tDEPARTMENT\t\t\nPC\t教育厅\t\t\tDEPARTMENT\t\t\n";
    check(twice, header, "offices", 3);
    let one = "a\nP\t教育厅\t\t\tDEPARTMENT\t\t\n";
    check(
        one,
        "a\nP\t教育厅\t教委\tRENAMED\t2000-01-01\tx\n",
        "reforms",
        2,
    );
}
