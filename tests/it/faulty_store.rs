//! A store that fails when it is told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use plangraph::model::{Plan, Task};
use plangraph::store::{
    Change, Generation, MemoryStore, Revision, Segment, Sequence, Snapshot, Store, StoreError,
    TaskPlace,
};

/// A store in memory.
#[derive(Default)]
pub(crate) struct FaultyStore {
    store: MemoryStore,
    pub(crate) refuses_commits: AtomicBool,
    pub(crate) has_damaged_plans: AtomicBool,
    pub(crate) has_damaged_tasks: AtomicBool,
    /// The number of the one task of each plan that is damaged; 0 for none.
    pub(crate) damaged_task: AtomicU32,
    pub(crate) panics: AtomicBool,
}

fn damaged(record: &str) -> StoreError {
    let (record, fault) = (record.to_owned(), "wrong checksum".to_owned());
    StoreError::Corrupt { record, fault }
}

impl FaultyStore {
    fn panic_if_told(&self) {
        assert!(!self.panics.load(Ordering::Relaxed), "told to panic");
    }
}

impl Store for FaultyStore {
    fn snapshot(&self) -> Arc<Snapshot> {
        self.store.snapshot()
    }

    fn commit(
        &self,
        expected: Generation,
        sequence: Sequence,
        changes: Vec<Change>,
    ) -> Result<Arc<Snapshot>, StoreError> {
        if self.refuses_commits.load(Ordering::Relaxed) {
            return Err(StoreError::Poisoned);
        }
        self.store.commit(expected, sequence, changes)
    }

    fn plans(&self, revisions: &[Revision]) -> Result<Vec<Option<Arc<Plan>>>, StoreError> {
        if self.has_damaged_plans.load(Ordering::Relaxed) {
            return Err(damaged("secret/plan/7"));
        }
        self.store.plans(revisions)
    }

    fn source_text(&self, revision: Revision) -> Result<Option<Arc<str>>, StoreError> {
        self.panic_if_told();
        self.store.source_text(revision)
    }

    fn segments(&self, revisions: &[Revision]) -> Result<Vec<Option<Arc<Segment>>>, StoreError> {
        self.store.segments(revisions)
    }

    fn tasks(&self, places: &[TaskPlace]) -> Result<Vec<Option<Arc<Task>>>, StoreError> {
        self.panic_if_told();
        let damaged_task = self.damaged_task.load(Ordering::Relaxed);
        if self.has_damaged_tasks.load(Ordering::Relaxed)
            || places.iter().any(|place| place.number == damaged_task)
        {
            return Err(damaged("secret/task/7"));
        }
        self.store.tasks(places)
    }

    fn reads(&self) -> u64 {
        self.store.reads()
    }

    fn bytes_on_disk(&self) -> Result<u64, StoreError> {
        self.store.bytes_on_disk()
    }

    fn verify(&self, fault: &mut dyn FnMut(StoreError)) -> Result<(), StoreError> {
        match self.tasks(&[]) {
            Err(error) => fault(error),
            Ok(_) => self.store.verify(fault)?,
        }
        Ok(())
    }
}
