//! Bodies that issue, under the names that they sign with.

use plangraph::model::DiagnosticCode;

use super::{has, read};
use crate::support::gazetteer;

/// The name and the other names of the unit that a notice signed so, with its number, is of.
fn check(number: &str, issuer: &str, alias: &str) {
    let facts = read(&format!(
        "{issuer}关于分解任务的通知\n{number}\n\n一、农业\n1.种粮。\n责任单位：财政部\n\n{issuer}\n2021年4月2日\n"
    ));
    let names = |unit: &&plangraph::model::Unit| {
        unit.name == issuer || unit.aliases.contains(&issuer.to_owned())
    };
    let unit = facts.units.iter().find(names).unwrap();
    assert!(
        unit.aliases.contains(&alias.to_owned()),
        "{issuer}: {unit:?}"
    );
    assert!(!has(&facts, DiagnosticCode::UnknownUnit), "{issuer}");
}

#[test]
fn what_bodies_of_the_state_issue_is_for_all_of_it() {
    let check = |issuer: &str, expected: Option<&str>| {
        let facts = read(&format!(
            "{issuer}关于分解任务的通知\n\n一、农业\n1.种粮。\n责任单位：财政部\n"
        ));
        let gazetteer = gazetteer();
        let region = facts.plan.region.and_then(|id| gazetteer.city(id));
        let region = region.map(|city| city.name.as_str());
        assert_eq!(region, expected, "{issuer}");
    };
    for issuer in [
        "教育部办公厅等四部门",
        "科技部、财政部",
        "财政部和教育部",
        "人力资源社会保障部",
        "交通运输部办公厅",
        "中国人民银行等六部门",
        "国家发展改革委等部门",
    ] {
        check(issuer, Some("中国"));
    }
    check("沈阳铁路局", None);
    check("财政局", None);
    check("发展改革委、财政厅", None);
    check("烟草专卖局、财政局", None);
    check("县教育局等四部门", None);
}

#[test]
fn an_issuer_may_name_the_places_above_its_own() {
    check(
        "闵府办发〔2021〕7号",
        "上海市闵行区人民政府办公室",
        "区政府办公室",
    );
    check("盐办发〔2021〕33号", "中共盐城市委办公室", "市委办公厅");
    check(
        "和行办发〔2021〕26号",
        "和田地区行政公署办公室",
        "地区政府办公室",
    );
}
