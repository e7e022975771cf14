//! Faults of the server: told to the log, not to clients.

use std::sync::Arc;
use std::time::Duration;

use plangraph::graphql::{Limits, Request};
use plangraph::model::{Plan, Task};
use plangraph::store::{
    Change, Generation, MemoryStore, Revision, Segment, Sequence, Snapshot, Store, StoreError,
    TaskPlace,
};
use serde_json::json;

use super::sample::{Sample, plan};

/// A store whose tasks are damaged.
struct Damaged(MemoryStore);

impl Store for Damaged {
    fn snapshot(&self) -> Arc<Snapshot> {
        self.0.snapshot()
    }

    fn commit(
        &self,
        expected: Generation,
        sequence: Sequence,
        changes: Vec<Change>,
    ) -> Result<Arc<Snapshot>, StoreError> {
        self.0.commit(expected, sequence, changes)
    }

    fn plans(&self, revisions: &[Revision]) -> Result<Vec<Option<Arc<Plan>>>, StoreError> {
        self.0.plans(revisions)
    }

    fn source_text(&self, revision: Revision) -> Result<Option<Arc<str>>, StoreError> {
        self.0.source_text(revision)
    }

    fn segments(&self, revisions: &[Revision]) -> Result<Vec<Option<Arc<Segment>>>, StoreError> {
        self.0.segments(revisions)
    }

    fn tasks(&self, _places: &[TaskPlace]) -> Result<Vec<Option<Arc<Task>>>, StoreError> {
        let (record, fault) = ("secret/task/7".to_owned(), "wrong checksum".to_owned());
        Err(StoreError::Corrupt { record, fault })
    }

    fn reads(&self) -> u64 {
        self.0.reads()
    }

    fn bytes_on_disk(&self) -> Result<u64, StoreError> {
        self.0.bytes_on_disk()
    }

    fn verify(&self, fault: &mut dyn FnMut(StoreError)) -> Result<(), StoreError> {
        self.0.verify(fault)
    }
}

#[test]
fn what_failed_inside_is_not_told() {
    let store = MemoryStore::new();
    store
        .commit(0, 0, vec![Change::Put(Box::new(plan(1, 3)))])
        .unwrap();
    let sample = Sample::over(Damaged(store));
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
