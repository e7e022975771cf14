//! The one room that sees journal and store together: typed questions in, plain results out.
//!
//! An [`Engine`] is opened once and shared. Whoever asks takes a [`View`], one pinned state, and asks that; whoever
//! writes goes through [`Engine::ingest`] and [`Engine::delete`], which append to the journal before anything else.
//! Every question lives in a file of its own that knows the view and the filter and none of its neighbours.

mod check;
mod cities;
mod error;
mod filter;
mod identity;
mod indicators;
mod ingest;
mod listing;
mod names;
mod plans;
mod stats;
mod tasks;
mod units;
mod view;

use std::sync::{Arc, Mutex, PoisonError};

use crate::gazetteer::Gazetteer;
use crate::journal::Journal;
use crate::store::Store;

pub use check::CheckReport;
pub use cities::CitiesOf;
pub use error::{EngineError, QueryError};
pub use filter::{CityMatch, TaskFilter, UnitMatch};
pub use indicators::{IndicatorFilter, IndicatorPlace};
pub use ingest::{IngestError, IngestOptions, IngestReport, Progress, Submission, read_plan};
pub use listing::{Key, Listing, Position, SortedList};
pub use plans::{PlanBy, hex};
pub use stats::{Statistics, TaskDimension, TaskStat, TaskStatKey};
pub use tasks::{Direction, TaskList, TaskOrder, TaskOrderField, TaskSet};
pub use units::{ChapterShare, UnitFilter, UnitOrder, UnitOrderField};
pub use view::View;

use names::NameIndex;

/// Everything that answers and everything that is written.
pub struct Engine {
    shared: Arc<Shared>,
}

/// What all views of an engine share.
pub(crate) struct Shared {
    store: Arc<dyn Store>,
    gazetteer: Gazetteer,
    /// The one writer: whoever holds it may append and commit.
    journal: Mutex<Journal>,
    /// Names of the units of the newest state that was asked for a name.
    names: Mutex<Arc<NameIndex>>,
}

impl Engine {
    /// An engine over a journal and a store, after the store has caught up with what the journal holds.
    ///
    /// `progress` hears of every document that is read anew.
    pub fn open(
        journal: Journal,
        store: Arc<dyn Store>,
        gazetteer: Gazetteer,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, EngineError> {
        let shared = Shared {
            store,
            gazetteer,
            journal: Mutex::new(journal),
            names: Mutex::new(Arc::default()),
        };
        let engine = Self {
            shared: Arc::new(shared),
        };
        engine.catch_up(progress)?;
        Ok(engine)
    }

    /// The current state, pinned.
    #[must_use]
    pub fn view(&self) -> View {
        View::new(Arc::clone(&self.shared))
    }

    /// What is known of divisions and units from outside the plans.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.shared.gazetteer
    }

    /// Number of reads of the store since it was opened, for tests and metrics.
    #[must_use]
    pub fn store_reads(&self) -> u64 {
        self.shared.store.reads()
    }

    /// The journal, held by one writer at a time; a writer that panicked leaves it as its last append did.
    fn journal(&self) -> std::sync::MutexGuard<'_, Journal> {
        self.shared
            .journal
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
