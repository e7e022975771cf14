//! Names and ids that stand for nothing, or for several things.

use serde_json::{Value, json};

use super::sample::{Sample, plan};

#[track_caller]
fn check(query: &str, expected: &Value) {
    let sample = Sample::of(vec![plan(1, 3)]);
    let mut error = sample.error(query);
    if let Some(candidates) = error.get_mut("candidates").and_then(Value::as_array_mut) {
        for candidate in candidates {
            *candidate = candidate["name"].take();
        }
    }
    assert_eq!(error, *expected, "{query}");
}

#[test]
fn an_unknown_unit_brings_the_nearest_name() {
    let expected = |argument: &str, nearest: &[&str]| json!({ "code": "UNKNOWN_UNIT", "argument": argument, "didYouMean": nearest });
    check(
        "{ unit(name: \"省发改委局\") { id } }",
        &expected("name", &["省发展改革委"]),
    );
    check(
        "{ tasks(filter: { units: { all: [\"省发改委局\"] } }) { totalCount } }",
        &expected("filter.units", &["省发展改革委"]),
    );
}

#[test]
fn an_unknown_division_is_named_by_its_argument() {
    let code = |query: &str| {
        let error = Sample::of(Vec::new()).error(query);
        (error["code"].clone(), error["argument"].clone())
    };
    let expected = |argument: &str| (json!("UNKNOWN_CITY"), json!(argument));
    assert_eq!(
        code("{ city(by: { name: \"大莲市\" }) { id } }"),
        expected("by.name")
    );
    assert_eq!(
        code("{ city(by: { code: \"999999\" }) { id } }"),
        expected("by.code")
    );
    assert_eq!(
        code("{ cities(parent: \"大莲市\") { totalCount } }"),
        expected("parent")
    );
    assert_eq!(
        code("{ tasks(filter: { cities: { any: [\"大莲市\"] } }) { totalCount } }"),
        expected("filter.cities"),
    );
}

#[test]
fn what_is_no_id_is_refused_where_an_id_is_needed() {
    let expected = |argument: &str| json!({ "code": "INVALID_ID", "argument": argument });
    check("{ task(id: \"7\") { id } }", &expected("id"));
    check(
        "{ task(id: \"plan_0000000000000001\") { id } }",
        &expected("id"),
    );
    check("{ plan(by: { id: \"？\" }) { id } }", &expected("by.id"));
    check("{ city(by: { id: \"\" }) { id } }", &expected("by.id"));
    check(
        "{ tasks(filter: { plans: [\"x\"] }) { totalCount } }",
        &expected("filter.plans"),
    );
    check(
        "{ tasks(filter: { not: { sections: [\"x\"] } }) { totalCount } }",
        &expected("filter.sections"),
    );
}

#[test]
fn a_plan_that_is_not_there_is_told_in_one_way() {
    let id = "plan_0000000000000009";
    let expected = |argument: &str| json!({ "code": "UNKNOWN_PLAN", "argument": argument });
    let filter = format!("filter: {{ plans: [\"{id}\"] }}");
    let tasks = format!("filter: {{ tasks: {{ plans: [\"{id}\"] }} }}");
    for (query, argument) in [
        (format!("tasks({filter}) {{ __typename }}"), "filter.plans"),
        (format!("units({filter}) {{ __typename }}"), "filter.plans"),
        (
            format!("indicators({filter}) {{ __typename }}"),
            "filter.plans",
        ),
        (
            format!("taskStats(groupBy: [], {filter}) {{ __typename }}"),
            "filter.plans",
        ),
        (format!("matrix({filter}) {{ __typename }}"), "filter.plans"),
        (
            format!("search(query: \"a\", {filter}) {{ __typename }}"),
            "filter.plans",
        ),
        (format!("network({tasks}) {{ __typename }}"), "filter.plans"),
        (
            format!(
                "ask(question: \"省农委牵头的任务有哪些\", plans: [\"{id}\"]) {{ __typename }}"
            ),
            "plans",
        ),
        (
            format!("reminders(plans: [\"{id}\"]) {{ __typename }}"),
            "plans",
        ),
        (
            format!("path(from: \"{ONE}\", to: \"{ONE}\", plans: [\"{id}\"]) {{ __typename }}"),
            "plans",
        ),
        (
            format!("corrections(plan: \"{id}\") {{ __typename }}"),
            "plan",
        ),
        (format!("findings(plan: \"{id}\") {{ __typename }}"), "plan"),
        (
            format!("monitoring(plan: \"{id}\", year: 2012) {{ __typename }}"),
            "plan",
        ),
        (
            format!("comparePlans(base: \"{id}\", target: \"{ONE}\") {{ __typename }}"),
            "base",
        ),
    ] {
        check(&format!("{{ {query} }}"), &expected(argument));
    }
}

/// The plan of the sample.
const ONE: &str = "plan_0000000000000001";

#[test]
fn divisions_of_one_name_are_told_apart() {
    let sample = Sample::of(Vec::new());
    let error = sample.error("{ city(by: { name: \"朝阳区\" }) { id } }");
    let names = error["candidates"].as_array().unwrap().iter();
    let names: Vec<_> = names.map(|it| it["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"朝阳区（长春市，220104）"), "{names:?}");
    assert!(names.contains(&"朝阳区（北京市，110105）"), "{names:?}");
}

#[test]
fn a_unit_that_another_division_has_is_not_offered() {
    let sample = Sample::bundled();
    let answer = sample.answer(
        "{ unit(name: \"省财政厅\", jurisdiction: \"大连\") { id } }",
        Value::Null,
    );
    let error = &answer["errors"][0];
    let message = error["message"].as_str().unwrap();
    assert!(
        message.starts_with("no unit of 大连 is named “省财政厅”"),
        "{message}"
    );
    assert!(
        !error["extensions"]["didYouMean"]
            .to_string()
            .contains("省财政厅"),
        "{error}"
    );
}

#[test]
fn what_is_not_there_is_null() {
    let sample = Sample::of(vec![plan(1, 3)]);
    let data = sample.data(
        "{ node(id: \"nonsense\") { id }
           nodes(ids: [\"plan_00000000000000ff\", \"plan_0000000000000001\", \"\"]) { id }
           plan(by: { documentNumber: \"辽委办发〔2011〕23号\" }) { id }
           task(id: \"task_00000000000000010000000000000063\") { id }
           city(by: { id: \"city_0000000000000063\" }) { id } }",
    );
    let expected = json!({
        "node": null, "nodes": [null, { "id": "plan_0000000000000001" }, null],
        "plan": null, "task": null, "city": null,
    });
    assert_eq!(data, expected);
}

#[test]
fn a_body_of_the_plans_has_the_name_that_they_print_whatever_it_is_asked_by() {
    let sample = Sample::bundled();
    let unit = |name: &str| {
        let query = "query($name: String!) { unit(name: $name) { id name } }";
        sample.data_with(query, json!({ "name": name }))["unit"].take()
    };
    for (asked, printed) in [
        ("人社厅", "省人力资源社会保障厅"),
        ("国土厅", "省国土资源厅"),
        ("辽宁省农委", "省农委"),
    ] {
        assert_eq!(unit(asked), unit(printed), "{asked}");
        assert_eq!(unit(asked)["name"], printed, "{asked}");
    }
}
