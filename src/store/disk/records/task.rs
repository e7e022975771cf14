//! Tasks and what hangs on them.

use super::{Stored, record, vocabulary};
use crate::model::{
    Assignment, AssignmentId, Basis, ChapterId, CityId, CityLink, CityLinkId, Commitment,
    CommitmentStrength, Comparator, Date, Deadline, DeadlineId, Indicator, IndicatorId,
    IndicatorKind, Measure, Recurrence, Role, SectionId, Task, TaskHeading, TaskId, TextSpan,
    UnitId, Via,
};

record! {
    Task as TaskRecord {
        id: TaskId,
        number: u32,
        chapter: ChapterId,
        section: Option<SectionId>,
        headings: Vec<TaskHeading>,
        label: Option<String>,
        text: String,
        span: TextSpan,
        assignments: Vec<Assignment>,
        is_open_list: bool,
        cities: Vec<CityLink>,
        indicators: Vec<Indicator>,
        deadlines: Vec<Deadline>,
        commitments: Vec<Commitment>,
    }
    TaskHeading as TaskHeadingRecord { title: String, span: TextSpan }
    Assignment as AssignmentRecord {
        id: AssignmentId,
        unit: UnitId,
        role: Role,
        basis: Basis,
        position: u32,
        name_as_written: String,
        qualifier: Option<String>,
        span: TextSpan,
        statement_span: TextSpan,
        rule_span: Option<TextSpan>,
    }
    CityLink as CityLinkRecord { id: CityLinkId, city: CityId, via: Via, span: TextSpan }
    Commitment as CommitmentRecord {
        word: String,
        strength: CommitmentStrength,
        span: TextSpan,
    }
    Deadline as DeadlineRecord {
        id: DeadlineId,
        text: String,
        date: Option<Date>,
        recurrence: Option<Recurrence>,
        is_ongoing: bool,
        span: TextSpan,
    }
    Indicator as IndicatorRecord {
        id: IndicatorId,
        kind: IndicatorKind,
        subject: String,
        phrase: String,
        value: Option<f64>,
        value_max: Option<f64>,
        unit: Option<String>,
        normalized_value: Option<f64>,
        normalized_value_max: Option<f64>,
        normalized_unit: Option<String>,
        comparator: Comparator,
        measure: Measure,
        is_aspirational: bool,
        is_binding: bool,
        is_assigned_by_state: bool,
        period_start: Option<u16>,
        period_end: Option<u16>,
        period_basis: Basis,
        span: TextSpan,
    }
}

vocabulary! {
    Role { Lead = 0, Responsible = 1, Supporting = 2 }
    Via { Assigned = 0, Mentioned = 1 }
    CommitmentStrength { Must = 0, Strive = 1, Advance = 2, Explore = 3, Support = 4 }
    Comparator { Equal = 0, AtLeast = 1, AtMost = 2, About = 3 }
    Measure { Level = 0, Increase = 1, Decrease = 2, AnnualRate = 3, Count = 4 }
    IndicatorKind {
        Outcome = 0,
        Output = 1,
        PerUnit = 2,
        Threshold = 3,
        Grade = 4,
        Scope = 5,
        Universal = 6,
    }
}

impl Stored for Recurrence {
    type Record = String;

    fn into_record(self) -> String {
        self.0
    }

    fn restore(record: String) -> Option<Self> {
        Some(Self(record))
    }
}
