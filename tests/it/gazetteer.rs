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
fn a_later_name_leads_back_to_the_earlier_bodies() {
    let gazetteer = bundled();
    let check = |later: &str, earlier: &[&str]| {
        let [id] = gazetteer.units_named(later)[..] else {
            panic!("{later} is not one body");
        };
        let names: Vec<&str> = gazetteer
            .predecessors(id)
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
    })
    .unwrap_err();
    assert_eq!((error.table, error.line), ("divisions", 2));
}
