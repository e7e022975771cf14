//! Ids, dates, and the places of facts.

use super::{Stored, record, vocabulary};
use crate::model::{
    AssignmentId, Basis, ChapterId, CityId, CityLinkId, ClauseId, Date, DeadlineId, DiagnosticId,
    IndicatorId, PlanId, SectionId, SourceRange, TaskId, TextSpan, UnitId,
};
use crate::store::Revision;

record! {
    PlanId as PlanIdRecord { digest: u64 }
    UnitId as UnitIdRecord { digest: u64 }
    CityId as CityIdRecord { code: u32, since: u16 }
    ChapterId as ChapterIdRecord { plan: PlanId, digest: u64 }
    SectionId as SectionIdRecord { plan: PlanId, digest: u64 }
    ClauseId as ClauseIdRecord { plan: PlanId, digest: u64 }
    DiagnosticId as DiagnosticIdRecord { plan: PlanId, digest: u64 }
    TaskId as TaskIdRecord { plan: PlanId, digest: u64 }
    AssignmentId as AssignmentIdRecord { plan: PlanId, owner: u64, digest: u64 }
    CityLinkId as CityLinkIdRecord { plan: PlanId, owner: u64, digest: u64 }
    IndicatorId as IndicatorIdRecord { plan: PlanId, owner: u64, digest: u64 }
    DeadlineId as DeadlineIdRecord { plan: PlanId, owner: u64, digest: u64 }
    SourceRange as SourceRangeRecord { start: u32, end: u32, line: u32, page: Option<u32> }
    TextSpan as TextSpanRecord { range: SourceRange, quote: String }
}

vocabulary! {
    Basis { Stated = 0, Rule = 1, Inherited = 2, Inferred = 3, Corrected = 4 }
}

impl Stored for Revision {
    type Record = u64;

    fn into_record(self) -> u64 {
        self.0
    }

    fn restore(record: u64) -> Option<Self> {
        Some(Self(record))
    }
}

impl Stored for Date {
    type Record = (u16, u8, u8);

    fn into_record(self) -> Self::Record {
        (self.year(), self.month(), self.day())
    }

    fn restore((year, month, day): Self::Record) -> Option<Self> {
        Self::new(year, month, day)
    }
}
