//! What people report of a plan while it is carried out. It is added to and never changed.

use std::ops::RangeInclusive;

use super::words::words;
use super::{IndicatorId, ObservationId, ReportId, TaskId, UnitId};

/// The years that plans are made for, reported on and monitored in: no notice is older, and a day by which reports are due
/// has to follow.
pub const YEARS: RangeInclusive<u16> = 1949..=2198;

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProgressStatus {
    /// 未启动.
    NotStarted,
    /// 按计划推进.
    OnTrack,
    /// 有风险.
    AtRisk,
    /// 滞后.
    Delayed,
    /// 已完成.
    Done,
}

words! {
    ProgressStatus {
        NotStarted = "NOT_STARTED",
        OnTrack = "ON_TRACK",
        AtRisk = "AT_RISK",
        Delayed = "DELAYED",
        Done = "DONE",
    }
}

/// What a unit says of a task in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The task.
    pub task: TaskId,
    /// The unit that reports.
    pub unit: UnitId,
    /// The year that is reported on.
    pub year: u16,
    /// How the task stands.
    pub status: ProgressStatus,
    /// What was done.
    pub text: String,
    /// Where an attachment lies.
    pub attachment_url: Option<String>,
}

/// A value that was observed of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedValue {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The year whose end the value describes.
    pub year: u16,
    /// The value, in the unit that the indicator is printed in.
    pub value: f64,
    /// What has to be known besides.
    pub note: Option<String>,
    /// Where the value is from.
    pub source: Option<String>,
}

/// Something reported, with who reported it and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Reported<Id, T> {
    /// Its id.
    pub id: Id,
    /// Milliseconds since 1970-01-01 UTC.
    pub at: u64,
    /// The name of the key that it was reported with.
    pub author: String,
    /// What was reported.
    pub what: T,
}

/// A report of progress.
pub type ProgressReport = Reported<ReportId, Progress>;

/// An observation.
pub type Observation = Reported<ObservationId, ObservedValue>;
