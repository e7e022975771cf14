//! Faults of the server: told to the log, not to clients.

use std::sync::atomic::Ordering;
use std::time::Duration;

use plangraph::graphql::{Limits, Request};
use plangraph::store::{Change, Store};
use serde_json::{Value, json};

use super::sample::{Sample, plan};
use crate::faulty_store::FaultyStore;

#[test]
fn what_failed_inside_is_not_told() {
    let store = FaultyStore::default();
    store.has_damaged_tasks.store(true, Ordering::Relaxed);
    store
        .commit(0, 0, vec![Change::Put(Box::new(plan(1, 3)))])
        .unwrap();
    let sample = Sample::over(store);
    let response = sample.execute(
        "{ serverInfo { taskCount } tasks { nodes { id } } }",
        json!({}),
    );
    assert!(response.executed);
    assert!(response.body.contains("\"INTERNAL\""), "{}", response.body);
    assert!(!response.body.contains("secret"), "{}", response.body);
    assert_eq!(response.causes.len(), 3);
    for cause in &response.causes {
        assert!(cause.contains("secret/task/7"), "{cause}");
    }
    let counted = sample.data("{ tasks { totalCount } }");
    assert_eq!(counted["tasks"]["totalCount"], 3);
}

/// The ids of the second and the third task of `plan(1, _)`.
const SECOND: &str = "task_00000000000000010000000000000002";
const THIRD: &str = "task_00000000000000010000000000000003";

/// Checks which numbers of tasks a field of the answer has, and the places of the errors beside it.
fn check_damaged(field: &str, expected: &Value, places: &Value) {
    let store = FaultyStore::default();
    store.damaged_task.store(2, Ordering::Relaxed);
    let facts = Box::new(plan(1, 3));
    store.commit(0, 0, vec![Change::Put(facts)]).unwrap();
    let sample = Sample::over(store);
    let query = format!("{{ {field} bad: task(id: \"{SECOND}\") {{ id }} }}");
    let mut answer = sample.answer(&query, Value::Null);
    let data = answer["data"].take();
    assert_eq!(data["found"], *expected, "{field}: {answer}");
    assert_eq!(data["bad"], Value::Null);
    let errors = answer["errors"].as_array().unwrap();
    let others = errors.iter().map(|error| &error["path"]);
    let others: Vec<_> = others.filter(|path| **path != json!(["bad"])).collect();
    assert_eq!(json!(others), *places, "{field}: {answer}");
    assert_eq!(errors.len(), others.len() + 1, "{field}: {answer}");
    assert!(
        errors
            .iter()
            .all(|error| error["extensions"]["code"] == "INTERNAL")
    );
}

#[test]
fn a_damaged_task_costs_its_neighbours_nothing() {
    let (one, both) = (
        json!({ "number": 1 }),
        json!([{ "number": 1 }, { "number": 3 }]),
    );
    let list = json!({ "totalCount": 3, "nodes": both });
    check_damaged(
        "found: tasks { totalCount nodes { number } }",
        &list,
        &json!([["found"]]),
    );
    // Whether the text holds for it cannot be told.
    check_damaged(
        "found: tasks(filter: { text: \"任务\" }) { totalCount nodes { number } }",
        &json!({ "totalCount": 2, "nodes": both }),
        &json!([["found"]]),
    );
    check_damaged(
        "found: indicators(filter: { text: \"覆盖率\" }) { nodes { task { number } } }",
        &json!({ "nodes": [{ "task": one }, { "task": { "number": 3 } }, { "task": null }] }),
        &json!([["found"]]),
    );
    check_damaged(
        &format!("found: nodes(ids: [\"{SECOND}\", \"{THIRD}\"]) {{ ... on Task {{ number }} }}"),
        &json!([null, { "number": 3 }]),
        &json!([["found"]]),
    );
    check_damaged(
        "found: taskStats(groupBy: [], filter: { text: \"任务\" }) { taskCount }",
        &json!([{ "taskCount": 2 }]),
        &json!([["found"]]),
    );
    // What a filter alone means is known without the index.
    check_damaged(
        "found: search(query: \"\", types: [TASK]) { totalCount nodes { ... on Task { number } } }",
        &list,
        &json!([["found"]]),
    );
    // The index was made without it.
    check_damaged(
        "found: search(query: \"任务\", types: [TASK]) { nodes { ... on Task { number } } }",
        &json!({ "nodes": both }),
        &json!([]),
    );
}

#[test]
fn time_that_is_over_is_an_error_of_its_own() {
    let sample = Sample::of(vec![plan(1, 3)]);
    let limits = Limits {
        time: Duration::ZERO,
        ..Default::default()
    };
    let query = "{ tasks { totalCount } }".to_owned();
    let response = sample.execute_within(
        &limits,
        Request {
            query,
            ..Default::default()
        },
    );
    assert!(response.body.contains("\"TIMED_OUT\""), "{}", response.body);
    assert!(response.executed);
}
