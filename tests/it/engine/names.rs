//! Which unit a name stands for, on the bundled plan.

use std::sync::LazyLock;

use plangraph::engine::{QueryError, View};

use crate::graphql::sample::Sample;

static VIEW: LazyLock<View> = LazyLock::new(|| Sample::bundled().engine.view());

#[test]
fn a_name_leads_to_the_unit_of_the_plans() {
    for (name, expected) in [
        ("省财政厅", "省财政厅"),
        ("辽宁省财政厅", "省财政厅"),
        ("省发展改革委", "省发展改革委"),
        ("省发改委", "省发展改革委"),
        ("发改委", "省发展改革委"),
        ("省扶贫办", "省农委"),
        ("省农信社", "省农信联社"),
        ("省自然资源厅", "省国土资源厅"),
        ("省农业农村厅", "省农委"),
        ("省生态环境厅", "省环保厅"),
        ("省工业和信息化厅", "省经济和信息化委"),
        ("沈阳市政府", "沈阳市"),
        ("沈阳市人民政府", "沈阳市"),
        ("省委有关部门", "省委有关部门"),
    ] {
        let unit = VIEW
            .find_unit(name, None)
            .map(|id| VIEW.unit(id).unwrap().name.clone());
        assert!(
            matches!(&unit, Ok(unit) if unit == expected),
            "{name}: {unit:?}"
        );
    }
}

#[test]
fn a_later_name_of_several_units_names_them_all() {
    let error = VIEW.find_unit("省市场监管局", None).unwrap_err();
    let QueryError::AmbiguousName { candidates, .. } = error else {
        panic!("{error}");
    };
    for name in ["省工商局", "省质监局", "省食品药品监管局"] {
        let named = format!("{name}（辽宁省）");
        assert!(candidates.contains(&named), "{name}: {candidates:?}");
    }
}

#[test]
fn a_jurisdiction_rules_the_others_out() {
    assert!(VIEW.find_unit("省财政厅", Some("辽宁省")).is_ok());
    assert!(VIEW.find_unit("省财政厅", Some("210000")).is_ok());
    let elsewhere = VIEW.find_unit("省环保厅", Some("大连市"));
    assert!(
        matches!(elsewhere, Err(QueryError::UnknownUnit { .. })),
        "{elsewhere:?}"
    );
}

#[test]
fn an_id_that_nobody_bears_is_unknown() {
    let id = "unit_0000000000000001";
    assert!(matches!(
        VIEW.find_unit(id, None),
        Err(QueryError::UnknownUnit { .. })
    ));
    assert!(matches!(
        VIEW.units_bearing(id),
        Err(QueryError::UnknownUnit { .. })
    ));
}
