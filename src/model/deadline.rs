//! Deadlines of tasks and duties.

use super::{Date, DeadlineId, TextSpan};

/// How often a duty falls due, as an RFC 5545 RRULE value: `FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence(pub String);

/// When a task or duty is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Its id.
    pub id: DeadlineId,
    /// The words: 2012年3月底前.
    pub text: String,
    /// The day; `None` for a recurring or ongoing one.
    pub date: Option<Date>,
    /// How often; `None` for a single or ongoing one.
    pub recurrence: Option<Recurrence>,
    /// 长期 持续推进.
    pub is_ongoing: bool,
    /// Where it stands.
    pub span: TextSpan,
}
