//! The one room that sees journal, store and index together: typed questions in, plain results out.
//!
//! An [`Engine`] is opened once and shared. Whoever asks takes a [`View`], one pinned state, and asks that; whoever
//! writes goes through [`Engine::ingest`], [`Engine::delete`] and their like, which append to the journal before anything
//! else.
//! Every question lives in a file of its own that knows the view and the filter and none of its neighbours.

mod ask;
mod chance;
mod check;
mod cities;
mod collaborators;
mod compare;
mod corrections;
mod distinct;
mod emphasis;
mod error;
mod filter;
mod findings;
mod fold;
mod identity;
mod indicators;
mod ingest;
mod jobs;
mod kept;
mod keys;
mod ledger;
mod links;
mod listing;
mod manifest;
mod matrix;
mod monitoring;
mod names;
mod neighbors;
mod network;
mod paths;
mod plans;
mod relation;
mod report;
mod search;
mod stats;
mod tasks;
mod titles;
mod units;
mod unpacking;
mod view;
mod writing;

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use arc_swap::ArcSwap;

use crate::gazetteer::Gazetteer;
use crate::journal::Journal;
use crate::model::{Unit, UnitId};
use crate::search::{Index, Reader};
use crate::store::{Generation, Revision, Sequence, Snapshot, Store};

pub use crate::graph::SEED as COMMUNITY_SEED;
pub use crate::graph::{Edge, Local, Measures, Projection, Weighting, Whole, total_weight};
pub use crate::journal::now;
pub use crate::search::{
    Correction, Expansion, Fragment, Hit, Hits, Kind as SearchKind, MatchKind, Part, TermMatch,
};
pub use ask::{Answer, AnswerRow, AskOperation, TopicGroup, TopicQuery};
pub use check::CheckReport;
pub use cities::CitiesOf;
pub use collaborators::Collaborator;
pub use compare::{ComparedTask, Comparison, TaskChange, TaskChangeKind, UnitShift};
pub use corrections::{CorrectionState, Proposal, SignedCorrection};
pub use emphasis::{ChapterEmphasis, EMPHASIS_CUT_OFF, Odds, TermEmphasis};
pub use error::{EngineError, QueryError, with_ids};
pub use filter::{CityMatch, TaskFilter, UnitMatch};
pub use findings::Finding;
pub use indicators::{IndicatorFilter, IndicatorPlace};
pub use ingest::{IngestError, IngestOptions, Progress, Submission, read_plan};
pub use jobs::{JobPlace, JobStep};
pub use keys::{Access, Caller, KeyError, Secret, new_key};
pub use ledger::{ChangeKind, ChangeNote};
pub use links::TaskLinks;
pub use listing::{Key, Listing, Position, SortedList};
pub use matrix::{Matrix, MatrixBy, MatrixCell};
pub use monitoring::{
    Bound, Duty, DutyYear, Evaluation, IndicatorMonitoring, Monitoring, PlacedIndicator, Reminder,
    ReminderFilter, ReminderKind, Reminders, Rule, UnitMonitoring, Way,
};
pub use neighbors::{Neighbor, Neighbors, RELATION_CAP};
pub use network::{EDGE_LIMIT, Network, NetworkFilter, Standing, Standings};
pub use paths::{HOP_TASKS, Hop, Path};
pub use plans::{PlanBy, hex};
pub use relation::Relation;
pub use report::{IngestReport, PartReport};
pub use search::{
    Applied, Facets, InterpretedTerm, Judgement, Quality, SearchAnswer, SearchRequest, Suggestion,
};
pub use stats::{Statistics, TaskDimension, TaskStat, TaskStatKey};
pub use tasks::{Direction, TaskList, TaskOrder, TaskOrderField, TaskSet};
pub use units::{ChapterShare, UnitFilter, UnitOrder, UnitOrderField};
pub use unpacking::{Beside, Unpacked, unpack};
pub use view::View;
pub use writing::{Conflict, Step, WriteError, Writing};

use jobs::Jobs;
use kept::Kept;
use keys::Remembered;
use ledger::Ledger;
use names::NameIndex;
use network::KeptNetworks;
use search::{KeptVocabulary, Meant, PackedLinks, Question, Tallies};
use titles::Titles;

/// Everything that answers and everything that is written.
pub struct Engine {
    shared: Arc<Shared>,
}

/// What all views of an engine share.
pub(crate) struct Shared {
    store: Arc<dyn Store>,
    index: Arc<dyn Index>,
    gazetteer: Gazetteer,
    /// What a new view sees: store and index in the same state.
    pinned: ArcSwap<Pinned>,
    /// The one writer: whoever holds it may append and commit.
    journal: Mutex<Journal>,
    /// Names of the units of the newest state that was asked for a name.
    names: Mutex<Arc<NameIndex>>,
    /// What the newest state that was searched can be asked for by.
    vocabulary: Mutex<KeptVocabulary>,
    /// The links of tasks packed for counting.
    packed: PackedLinks,
    /// Counters for facets.
    tallies: Tallies,
    /// The tasks that filters of searches mean.
    sets: Kept<(Generation, TaskFilter), Meant>,
    /// What searches found.
    answers: Kept<(Generation, Question), SearchAnswer>,
    /// Titles within plans.
    titles: Kept<Revision, Titles>,
    /// Units with their names from every plan.
    units: Kept<(Generation, UnitId), Unit>,
    /// What people have written.
    ledger: Ledger,
    /// Why the last write could not be folded; `None` when it was.
    fault: Mutex<Option<String>>,
    remembered: Remembered,
    jobs: Jobs,
    /// Who wants to hear that something has changed.
    listeners: RwLock<Vec<Listener>>,
    /// Networks that were asked for.
    networks: KeptNetworks,
}

/// Called after every change, on the thread of whoever wrote: it must not take long.
pub type Listener = Box<dyn Fn() + Send + Sync>;

/// One state of store and index.
pub(crate) struct Pinned {
    snapshot: Arc<Snapshot>,
    reader: Arc<dyn Reader>,
    /// Whether they are the same state; if not, only the store can be asked.
    is_indexed: bool,
    /// The last journal record whose effects are in this state.
    sequence: Sequence,
}

impl Engine {
    /// An engine over a journal, a store and an index, after the store has caught up with what the journal holds and the
    /// index with the store.
    ///
    /// `progress` hears of every document that is read anew and of every plan that is indexed anew.
    pub fn open(
        mut journal: Journal,
        store: Arc<dyn Store>,
        index: Arc<dyn Index>,
        gazetteer: Gazetteer,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, EngineError> {
        let ledger = Ledger::default();
        ledger.extend(&journal.take_headlines());
        let pinned = Pinned::of(&*store, &*index, &ledger);
        let shared = Shared {
            store,
            index,
            gazetteer,
            pinned: ArcSwap::from_pointee(pinned),
            journal: Mutex::new(journal),
            names: Mutex::new(Arc::default()),
            vocabulary: Mutex::default(),
            packed: PackedLinks::default(),
            tallies: Tallies::default(),
            sets: Kept::default(),
            answers: Kept::default(),
            titles: Kept::default(),
            units: Kept::default(),
            ledger,
            fault: Mutex::default(),
            remembered: Remembered::default(),
            jobs: Jobs::default(),
            listeners: RwLock::default(),
            networks: KeptNetworks::default(),
        };
        let engine = Self {
            shared: Arc::new(shared),
        };
        engine.catch_up(progress)?;
        // A store with a damaged record still answers everything that does not need it; search says that it cannot.
        if let Err(error) = engine.shared.catch_up_index(progress) {
            tracing::error!(error = %error, "the search index cannot be filled");
        }
        engine.shared.pin();
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

    /// Calls `listener` after every change from now on.
    pub fn listen(&self, listener: Listener) {
        let mut listeners = self
            .shared
            .listeners
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        listeners.push(listener);
    }

    /// Why nothing more can be written; `None` when all is well.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let fault = self.shared.fault.lock();
        fault.unwrap_or_else(PoisonError::into_inner).clone()
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

impl Shared {
    /// Shows the committed state to views taken from now on.
    fn pin(&self) {
        let pinned = Pinned::of(&*self.store, &*self.index, &self.ledger);
        self.pinned.store(Arc::new(pinned));
    }

    /// Tells the listeners that something has changed.
    fn tell(&self) {
        let listeners = self.listeners.read();
        for listener in &*listeners.unwrap_or_else(PoisonError::into_inner) {
            listener();
        }
    }
}

impl Pinned {
    fn of(store: &dyn Store, index: &dyn Index, ledger: &Ledger) -> Self {
        let (snapshot, reader) = (store.snapshot(), index.reader());
        Self {
            sequence: ledger.visible(snapshot.sequence()),
            is_indexed: reader.generation() == Some(search::stamp(&snapshot)),
            snapshot,
            reader,
        }
    }
}
