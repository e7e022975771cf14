//! The domain: what a plan division notice says, in the words of the field.
//!
//! Plain values without I/O, serialisation or third-party types. A document enters as [`Document`], is read into an
//! [`Outline`] and becomes [`Facts`]: one [`Plan`] with its tree, its [`Task`]s with everything that hangs on them, and
//! the [`Unit`]s that they name. Every fact carries the [`TextSpan`] that proves it.

mod city;
mod correction;
mod date;
mod deadline;
mod diagnostic;
mod document;
mod id;
mod indicator;
mod key;
mod moment;
mod monitoring;
mod name;
mod outline;
mod plan;
mod span;
mod task;
mod told;
mod unit;
pub(crate) mod words;

pub use city::{City, DivisionLevel};
pub use correction::{
    Amendment, Correction, CorrectionKind, CorrectionNote, CorrectionOutcome, FactCorrection,
    Reversal,
};
pub use date::{Date, InvalidDate};
pub use deadline::{Deadline, Recurrence};
pub use diagnostic::{Diagnostic, DiagnosticCode, RecordedDiagnostic, Severity};
pub use document::{CleanText, Document, Encoding, Format};
pub use id::{
    AssignmentId, ChapterId, CityId, CityLinkId, ClauseId, CorrectionId, DeadlineId, DiagnosticId,
    FindingId, IndicatorId, InvalidId, KeyId, NodeId, ObservationId, PlanId, ReportId, SectionId,
    TaskId, UnitId,
};
pub use indicator::{Comparator, Indicator, IndicatorKind, Measure};
pub use key::{ApiKey, KeyRole};
pub use moment::Moment;
pub use monitoring::{
    Observation, ObservedValue, Progress, ProgressReport, ProgressStatus, Reported, YEARS,
};
pub use name::{LONGEST_NAME, is_name};
pub use outline::{
    Block, ClauseBlock, FigureRow, Heading, HeadingText, Layout, NameMention, Outline,
    OutlineChapter, OutlineHead, OutlineSection, RuleEffect, RuleSentence, Statement,
};
pub use plan::{
    Attachment, Chapter, Clause, ClauseKind, Facts, HeadFact, HeadField, ImplicitUnit, Plan,
    PlanManifest, Section,
};
pub use span::{Basis, SourceRange, TextRange, TextSpan};
pub use task::{
    Assignment, CityLink, Commitment, CommitmentStrength, Role, Task, TaskHeading, Via,
};
pub use told::Told;
pub use unit::{Unit, UnitChange, UnitChangeKind, UnitKind};
