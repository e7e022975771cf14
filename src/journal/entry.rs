//! What the journal holds.

use crate::model::{PlanId, PlanManifest};

/// Number of a record, from 1 without gaps.
pub type Sequence = u64;

/// Something that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Entry {
    /// A document was accepted as a plan, in place of what was known under the plan's id, if anything.
    PlanAccepted {
        /// The plan that it is.
        plan: PlanId,
        /// The file's name as given.
        name: String,
        /// What is known of it from outside its text.
        manifest: PlanManifest,
        /// The document as given.
        bytes: Vec<u8>,
    },
    /// A plan was deleted.
    PlanDeleted {
        /// The plan.
        plan: PlanId,
    },
}

/// An entry in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its number.
    pub sequence: Sequence,
    /// When it was accepted, in milliseconds since 1970-01-01 UTC.
    pub at: u64,
    /// What was accepted.
    pub entry: Entry,
}
