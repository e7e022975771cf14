//! Entities and links on disk: revisioned, atomic per plan, checksummed.
//!
//! A store is a fold of the journal and can be deleted at any time. It speaks the domain: a plan's [`Facts`] are
//! committed whole under a new [`Revision`], and what readers see is a [`Snapshot`]: which revision of each plan is
//! current, and which units and cities each of them names. A reader pins the snapshot it began with; the data of a
//! revision goes when no snapshot names it any more.
//!
//! What a store holds per revision: the [`Plan`] with its tree, the source text, one record per [`Task`] with all its
//! links, and one [`Segment`] with the packed links of the whole plan in both directions.

mod disk;
mod memory;
mod segment;
mod snapshot;

use std::sync::Arc;

use crate::model::{Facts, Plan, PlanId, Task};

pub use disk::{Opened, SetAside, SledStore};
pub use memory::MemoryStore;
pub use segment::{IndicatorRow, Link, Place, Segment, TaskRow};
pub use snapshot::{PlanEntry, Snapshot, UnitEntry, UnitUse};

/// Number of a committed state; grows by one with every commit.
pub type Generation = u64;

/// Number of a journal record; 0 before the first one.
pub type Sequence = u64;

/// Names one stored version of one plan; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Revision(pub u64);

/// Where a task is stored: its plan's revision and its number in the plan, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskPlace {
    /// The plan's revision.
    pub revision: Revision,
    /// [`Task::number`].
    pub number: u32,
}

/// One step of the fold.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A plan in place of what was known under its id, if anything.
    Put(Box<Facts>),
    /// A plan is gone.
    Delete(PlanId),
}

impl Change {
    /// The plan concerned.
    #[must_use]
    pub fn plan(&self) -> PlanId {
        match self {
            Self::Put(facts) => facts.plan.id,
            Self::Delete(plan) => *plan,
        }
    }
}

/// Why a store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another commit came first.
    #[error("the store is at generation {found}, not {expected}: read again and retry")]
    Conflict {
        /// The generation that the caller had seen.
        expected: Generation,
        /// The store's generation.
        found: Generation,
    },
    /// The engine below failed.
    #[error("the store cannot {action}")]
    Engine {
        /// What was tried.
        action: &'static str,
        /// Why it failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An earlier commit failed, so what the disk holds is not certain.
    #[error("the store takes no commits after a failed one: start again")]
    Poisoned,
    /// A record is not what was written. It stays where it is and says so at every read; the rest stays readable.
    #[error("record {record} of the store is damaged ({fault}): run `plangraph rebuild`")]
    Corrupt {
        /// The record's name.
        record: String,
        /// What is wrong with it.
        fault: String,
    },
}

/// The tasks at `places` that can be read, in that order; `damaged` hears of each of the others by its index.
///
/// A damaged record costs its neighbours nothing: the store is then read task by task.
pub fn readable_tasks(
    store: &dyn Store,
    places: &[TaskPlace],
    damaged: &mut dyn FnMut(usize, StoreError),
) -> Result<Vec<Arc<Task>>, StoreError> {
    match store.tasks(places) {
        Err(StoreError::Corrupt { .. }) => {}
        tasks => return Ok(tasks?.into_iter().flatten().collect()),
    }
    let mut tasks = Vec::with_capacity(places.len());
    for (index, place) in places.iter().enumerate() {
        match store.tasks(&[*place]) {
            Ok(task) => tasks.extend(task.into_iter().flatten()),
            Err(fault @ StoreError::Corrupt { .. }) => damaged(index, fault),
            Err(error) => return Err(error),
        }
    }
    Ok(tasks)
}

/// What every engine under the seam does; one conformance suite runs on all of them.
pub trait Store: Send + Sync {
    /// The current state, to be pinned by a reader for as long as it reads.
    fn snapshot(&self) -> Arc<Snapshot>;

    /// Applies `changes` in one atomic step that also records `sequence` as folded.
    ///
    /// Durable when it returns. Fails with [`StoreError::Conflict`] when the store is no longer at `expected`, and then
    /// has changed nothing.
    fn commit(
        &self,
        expected: Generation,
        sequence: Sequence,
        changes: Vec<Change>,
    ) -> Result<Arc<Snapshot>, StoreError>;

    /// The plans stored under `revisions`, in that order; `None` for a revision that is not there.
    fn plans(&self, revisions: &[Revision]) -> Result<Vec<Option<Arc<Plan>>>, StoreError>;

    /// The source text of a plan.
    fn source_text(&self, revision: Revision) -> Result<Option<Arc<str>>, StoreError>;

    /// The packed links of plans, in the order of `revisions`.
    fn segments(&self, revisions: &[Revision]) -> Result<Vec<Option<Arc<Segment>>>, StoreError>;

    /// The tasks at `places`, in that order; one read however many they are.
    fn tasks(&self, places: &[TaskPlace]) -> Result<Vec<Option<Arc<Task>>>, StoreError>;

    /// Number of calls of the reading methods since the store was opened, for tests and metrics.
    fn reads(&self) -> u64;

    /// Bytes on disk, 0 for a store in memory.
    fn bytes_on_disk(&self) -> Result<u64, StoreError>;

    /// Reads every record once and tells `fault` of each that is damaged or missing, by name.
    fn verify(&self, fault: &mut dyn FnMut(StoreError)) -> Result<(), StoreError>;
}
