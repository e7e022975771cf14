//! What can go wrong with a question, and with the engine as a whole.

use crate::journal::JournalError;
use crate::model::{PlanId, UnitId};
use crate::search::SearchError;
use crate::search::query::QueryFault;
use crate::store::{Sequence, StoreError};

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// No unit bears this name.
    #[error(
        "no unit{} is named “{name}”{}",
        place(.within.as_deref()),
        suggestion(.nearest)
    )]
    UnknownUnit {
        /// The name as given.
        name: String,
        /// The division in which it was looked for; `None` for everywhere.
        within: Option<String>,
        /// The nearest names that some unit bears.
        nearest: Vec<String>,
    },
    /// Several units bear this name.
    #[error("“{name}” may be any of {}: name one of them by its id", with_ids(.candidates, .units))]
    AmbiguousName {
        /// The name as given.
        name: String,
        /// Names of the units with their jurisdictions.
        candidates: Vec<String>,
        /// The units, in the same order.
        units: Vec<UnitId>,
    },
    /// No division bears this name or code.
    #[error("no division is named “{name}”{}", suggestion(.nearest))]
    UnknownCity {
        /// The name as given.
        name: String,
        /// The nearest names.
        nearest: Vec<String>,
    },
    /// No plan has this id.
    #[error("no plan has the id {0}")]
    UnknownPlan(PlanId),
    /// A grouping names a dimension twice.
    #[error("the grouping names a dimension twice: name each once")]
    RepeatedDimension,
    /// The answer would hold too many rows.
    #[error(
        "the grouping has more than {limit} groups: narrow the filter or group by fewer dimensions"
    )]
    TooManyGroups {
        /// The most that is given out.
        limit: usize,
    },
    /// The matrix would hold too many cells.
    #[error("the matrix has more than {limit} cells: narrow the filter or ask by larger parts")]
    TooManyCells {
        /// The most that is given out.
        limit: usize,
    },
    /// The network has too many edges.
    #[error(
        "the network has {edges} edges, at most {limit} are given out: narrow the filter or raise `minWeight` ({enough} is enough)"
    )]
    NetworkTooLarge {
        /// How many it has.
        edges: usize,
        /// The most that is given out.
        limit: usize,
        /// A least weight with which it is given out.
        enough: f64,
    },
    /// The time for the question is over.
    #[error("the question took longer than {seconds} s: narrow the filter or ask for less")]
    TimedOut {
        /// The time that it had.
        seconds: f64,
    },
    /// The search query is too long or nests too deep.
    #[error(transparent)]
    BadQuery(#[from] QueryFault),
    /// The index does not hold the state that is asked.
    #[error("the search index is behind the store: run `plangraph reindex`")]
    IndexBehind,
    /// The index failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why the engine cannot open or write.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The journal failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// A question about the state before failed.
    #[error("{0}")]
    Query(String),
    /// The store was made from another journal, or from more of this one.
    #[error(
        "the store holds record {held}, but the journal ends with record {last}: bring the journal back, or run `plangraph rebuild` to keep what this one holds"
    )]
    StoreAhead {
        /// The last record that the store holds.
        held: Sequence,
        /// The last record of the journal.
        last: Sequence,
    },
    /// There is no such plan.
    #[error("no plan has the id {0}")]
    UnknownPlan(PlanId),
    /// The document of a plan is needed again and cannot be read.
    #[error("the document of {plan} cannot be read again ({why}): ingest it anew")]
    Unreadable {
        /// The plan.
        plan: PlanId,
        /// Why.
        why: String,
    },
}

impl From<QueryError> for EngineError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Store(error) => Self::Store(error),
            other => Self::Query(other.to_string()),
        }
    }
}

/// Where something was looked for.
fn place(division: Option<&str>) -> String {
    division.map_or_else(String::new, |division| format!(" of {division}"))
}

/// Names that are told apart by the ids beside them.
#[must_use]
pub fn with_ids(names: &[String], units: &[UnitId]) -> String {
    let both = units.iter().zip(names);
    let both: Vec<_> = both.map(|(id, name)| format!("{name} {id}")).collect();
    both.join("、")
}

fn suggestion(nearest: &[String]) -> String {
    match nearest {
        [] => String::new(),
        names => format!(": did you mean {}?", names.join(", ")),
    }
}
