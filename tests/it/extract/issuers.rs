//! Bodies that issue, under the names that they sign with.

use plangraph::model::DiagnosticCode;

use super::{has, read};

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
