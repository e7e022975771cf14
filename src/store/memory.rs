//! A store in memory, for tests and dry runs.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::{
    Change, Generation, Revision, Segment, Sequence, Snapshot, Store, StoreError, TaskPlace,
};
use crate::model::{Plan, Task};

/// A store that lives as long as its value.
#[derive(Debug, Default)]
pub struct MemoryStore {
    state: Mutex<State>,
    reads: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    current: Arc<Snapshot>,
    /// Earlier snapshots that a reader may still hold.
    earlier: Vec<Weak<Snapshot>>,
    stored: HashMap<Revision, Stored>,
}

#[derive(Debug)]
struct Stored {
    plan: Arc<Plan>,
    source_text: Arc<str>,
    segment: Arc<Segment>,
    tasks: Vec<Arc<Task>>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The state; a thread that panicked while holding it cannot have left it half changed, for every change is one assignment.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is found of each thing that is wanted, in one read.
    fn read<K, T>(
        &self,
        wanted: &[K],
        find: impl Fn(&HashMap<Revision, Stored>, &K) -> Option<T>,
    ) -> Vec<Option<T>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let state = self.state();
        wanted.iter().map(|it| find(&state.stored, it)).collect()
    }
}

impl State {
    /// Drops the data of revisions that no snapshot names any more.
    fn collect(&mut self) {
        self.earlier.retain(|snapshot| snapshot.strong_count() > 0);
        let mut named = HashSet::new();
        for snapshot in self.earlier.iter().filter_map(Weak::upgrade) {
            named.extend(snapshot.plans().map(|entry| entry.revision));
        }
        named.extend(self.current.plans().map(|entry| entry.revision));
        self.stored.retain(|revision, _| named.contains(revision));
    }
}

impl Store for MemoryStore {
    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.state().current)
    }

    fn commit(
        &self,
        expected: Generation,
        sequence: Sequence,
        changes: Vec<Change>,
    ) -> Result<Arc<Snapshot>, StoreError> {
        let mut state = self.state();
        let found = state.current.generation();
        if found != expected {
            return Err(StoreError::Conflict { expected, found });
        }
        let (next, revisions) = state.current.apply(sequence, &changes);
        let facts = changes.into_iter().filter_map(|change| match change {
            Change::Put(facts) => Some(facts),
            Change::Delete(_) => None,
        });
        for (revision, facts) in revisions.into_iter().zip(facts) {
            let segment = Arc::new(Segment::of(&facts));
            let stored = Stored {
                plan: Arc::new(facts.plan),
                source_text: facts.source_text.into(),
                segment,
                tasks: facts.tasks.into_iter().map(Arc::new).collect(),
            };
            state.stored.insert(revision, stored);
        }
        let earlier = std::mem::replace(&mut state.current, Arc::new(next));
        state.earlier.push(Arc::downgrade(&earlier));
        drop(earlier);
        state.collect();
        Ok(Arc::clone(&state.current))
    }

    fn plans(&self, revisions: &[Revision]) -> Result<Vec<Option<Arc<Plan>>>, StoreError> {
        Ok(self.read(revisions, |stored, revision| {
            Some(Arc::clone(&stored.get(revision)?.plan))
        }))
    }

    fn source_text(&self, revision: Revision) -> Result<Option<Arc<str>>, StoreError> {
        let mut found = self.read(&[revision], |stored, revision| {
            Some(Arc::clone(&stored.get(revision)?.source_text))
        });
        Ok(found.pop().flatten())
    }

    fn segments(&self, revisions: &[Revision]) -> Result<Vec<Option<Arc<Segment>>>, StoreError> {
        Ok(self.read(revisions, |stored, revision| {
            Some(Arc::clone(&stored.get(revision)?.segment))
        }))
    }

    fn tasks(&self, places: &[TaskPlace]) -> Result<Vec<Option<Arc<Task>>>, StoreError> {
        Ok(self.read(places, |stored, place| {
            let index = place.number.checked_sub(1)? as usize;
            stored.get(&place.revision)?.tasks.get(index).cloned()
        }))
    }

    fn reads(&self) -> u64 {
        self.reads.load(Ordering::Relaxed)
    }

    fn bytes_on_disk(&self) -> Result<u64, StoreError> {
        Ok(0)
    }

    fn verify(&self, _fault: &mut dyn FnMut(StoreError)) -> Result<(), StoreError> {
        Ok(())
    }
}
