//! Faults of the server: told to the log, not to clients.

use std::sync::atomic::Ordering;
use std::time::Duration;

use plangraph::graphql::{Limits, Request};
use plangraph::store::{Change, Store};
use serde_json::json;

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
    assert_eq!(response.causes.len(), 1);
    assert!(
        response.causes[0].contains("secret/task/7"),
        "{:?}",
        response.causes
    );
    let counted = sample.data("{ tasks { totalCount } }");
    assert_eq!(counted["tasks"]["totalCount"], 3);
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
