//! What the journal holds.

use crate::model::{
    ApiKey, Correction, CorrectionId, KeyId, ObservedValue, PlanId, PlanManifest, Progress,
};

/// Number of a record, from 1 without gaps.
pub type Sequence = u64;

/// Something that was accepted.
#[derive(Debug, Clone, PartialEq)]
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
    /// A unit reported on a task.
    ProgressRecorded(Progress),
    /// A value of an indicator was observed.
    ObservationRecorded(ObservedValue),
    /// Something that was read was put right.
    CorrectionApplied(Correction),
    /// A correction was taken back.
    CorrectionReverted {
        /// The correction.
        correction: CorrectionId,
        /// Why.
        reason: String,
    },
    /// A key was given out.
    KeyCreated(ApiKey),
    /// A key is valid no more.
    KeyRevoked {
        /// The key.
        key: KeyId,
    },
}

impl Entry {
    /// Whether it changes what the store holds: which documents are known, or how they are read.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        match self {
            Self::PlanAccepted { .. }
            | Self::PlanDeleted { .. }
            | Self::CorrectionApplied(_)
            | Self::CorrectionReverted { .. } => true,
            Self::ProgressRecorded(_)
            | Self::ObservationRecorded(_)
            | Self::KeyCreated(_)
            | Self::KeyRevoked { .. } => false,
        }
    }
}

/// An entry in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its number.
    pub sequence: Sequence,
    /// When it was accepted, in milliseconds since 1970-01-01 UTC.
    pub at: u64,
    /// The name of the key that it was accepted with; `None` for what the command line wrote.
    pub author: Option<String>,
    /// What was accepted.
    pub entry: Entry,
}

/// A record without the bytes of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// Its number.
    pub sequence: Sequence,
    /// When it was accepted, in milliseconds since 1970-01-01 UTC.
    pub at: u64,
    /// The name of the key that it was accepted with; `None` for what the command line wrote.
    pub author: Option<String>,
    /// What was accepted.
    pub subject: Subject,
}

/// What a headline is about.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "headlines are read one at a time and folded at once"
)]
pub enum Subject {
    /// A document was accepted as this plan.
    PlanAccepted(PlanId),
    /// Anything else.
    Other(Entry),
}

impl Subject {
    /// What an entry is about.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        match entry {
            Entry::PlanAccepted { plan, .. } => Self::PlanAccepted(*plan),
            other => Self::Other(other.clone()),
        }
    }

    /// As [`Entry::is_stored`] of the entry.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        match self {
            Self::PlanAccepted(_) => true,
            Self::Other(entry) => entry.is_stored(),
        }
    }
}
