//! The shape of answers: what failed is null up to the nearest place that may be null, what selects nothing is empty.

use plangraph::graphql::{Extras, Limits, Request};
use serde_json::{Value, json};

use super::sample::{Sample, plan};

/// Checks the data of an answer, as it is written, and how many errors stand beside it.
fn check(query: &str, variables: Value, expected: &Value, errors: usize) {
    let sample = Sample::of(vec![plan(1, 3)]);
    let response = sample.execute(query, variables);
    assert!(response.executed, "{query}: {}", response.body);
    let answer: Value = serde_json::from_str(&response.body).unwrap();
    assert_eq!(answer.get("data"), Some(expected), "{query}: {answer}");
    let told = answer["errors"].as_array().map_or(0, Vec::len);
    assert_eq!(told, errors, "{query}: {answer}");
}

const TASK: &str = "task_00000000000000010000000000000002";

#[test]
fn what_failed_is_null_up_to_the_nearest_place_that_may_be() {
    let check = |query: &str, expected, errors| check(query, Value::Null, &expected, errors);
    check(
        "{ tasks(first: -1) { totalCount } serverInfo { planCount } }",
        Value::Null,
        1,
    );
    check(
        "{ bad: tasks(first: -1) { totalCount } task(id: \"x\") { id } }",
        Value::Null,
        2,
    );
    check("{ task(id: \"x\") { id } }", json!({ "task": null }), 1);
    check(
        "{ task(id: \"x\") { id } serverInfo { planCount } }",
        json!({ "task": null, "serverInfo": { "planCount": 1 } }),
        1,
    );
    check(
        "{ units(first: 2) { nodes { name tasks(first: 101) { totalCount } } } }",
        Value::Null,
        2,
    );
    check(
        "{ plans { nodes { chapters { tasks(first: -1) { totalCount } } } } }",
        Value::Null,
        1,
    );
    // Through lists, fragments and other names.
    let failing = "tasks(first: -1) { totalCount }";
    check(
        &format!(
            "{{ one: task(id: \"{TASK}\") {{ ...F }} }} fragment F on Task {{ plan {{ id all: {failing} }} }}"
        ),
        json!({ "one": null }),
        1,
    );
    check(
        &format!(
            "{{ nodes(ids: [\"{TASK}\", \"plan_0000000000000001\", \"plan_0000000000000001\"]) {{
                ... on Task {{ number }} ... on Plan {{ {failing} }}
            }} }}"
        ),
        json!({ "nodes": [{ "number": 2 }, null, null] }),
        2,
    );
}

#[test]
fn what_selects_nothing_is_empty() {
    let check = |query: &str, expected| {
        let on = json!({ "on": true, "off": false });
        let query = format!("query($on: Boolean!, $off: Boolean!) {query}");
        check(&query, on, &expected, 0);
    };
    check(
        "{ serverInfo @skip(if: $on) { planCount } tasks @include(if: $off) { totalCount } }",
        json!({}),
    );
    check(
        "{ serverInfo @skip(if: $off) { planCount @include(if: $off) } tasks @skip(if: $on) { totalCount } }",
        json!({ "serverInfo": {} }),
    );
    check(
        "{ ...F @include(if: $off) tasks @skip(if: $on) { totalCount } } fragment F on Query { serverInfo { planCount } }",
        json!({}),
    );
    check(
        "{ serverInfo { ...F } tasks @skip(if: $on) { totalCount } } fragment F on ServerInfo { planCount @include(if: $off) }",
        json!({ "serverInfo": {} }),
    );
    check(
        "{ plans { nodes { title @skip(if: $on) chapters { number @include(if: $off) } } } }",
        json!({ "plans": { "nodes": [{ "chapters": [{}] }] } }),
    );
    // What is not there stays null.
    let other = "task_00000000000000010000000000000009";
    check(
        &format!(
            "{{ node(id: \"{TASK}\") {{ ... on Plan {{ title @skip(if: $on) @include(if: $off) }} }} task(id: \"{other}\") {{ id @skip(if: $on) }} }}"
        ),
        json!({ "node": {}, "task": null }),
    );
}

#[test]
fn a_fragment_that_is_on_something_else_leaves_an_object() {
    check(
        &format!("{{ node(id: \"{TASK}\") {{ ... on Plan {{ title }} }} }}"),
        Value::Null,
        &json!({ "node": {} }),
        0,
    );
}

#[test]
fn the_mark_of_empty_objects_costs_nothing() {
    let sample = Sample::of(vec![plan(1, 3)]);
    let cost = |query: &str| {
        let request = Request {
            query: query.to_owned(),
            extras: Extras {
                cost: true,
                data_version: false,
            },
            ..Default::default()
        };
        let response = sample.execute_within(&Limits::default(), request);
        let answer: Value = serde_json::from_str(&response.body).unwrap();
        answer["extensions"]["cost"].clone()
    };
    assert_eq!(
        cost("{ serverInfo @include(if: true) { planCount } }"),
        cost("{ serverInfo { planCount } }")
    );
}
