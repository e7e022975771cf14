//! What is read at opening: the state's numbers, the catalogue of plans, the units.

use super::{Stored, record, vocabulary};
use crate::model::{
    CityId, CorrectionId, CorrectionNote, CorrectionOutcome, Date, PlanId, Unit, UnitId, UnitKind,
};
use crate::store::{PlanEntry, Revision};

/// The numbers of a committed state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::store::disk) struct State {
    pub(in crate::store::disk) generation: u64,
    pub(in crate::store::disk) sequence: u64,
    pub(in crate::store::disk) next_revision: u64,
    pub(in crate::store::disk) next_ordinal: u32,
}

/// A plan in the catalogue, with the parts that units have in it.
///
/// A unit's list of plans is put together from these rows, so that a commit writes nothing of other plans.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store::disk) struct CatalogueRow {
    pub(in crate::store::disk) entry: PlanEntry,
    pub(in crate::store::disk) uses: Vec<UnitUseRow>,
}

/// A unit's part in the plan of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store::disk) struct UnitUseRow {
    pub(in crate::store::disk) unit: UnitId,
    pub(in crate::store::disk) lead_count: u32,
    pub(in crate::store::disk) task_count: u32,
    pub(in crate::store::disk) aliases: Vec<String>,
}

record! {
    State as StateRecord {
        generation: u64,
        sequence: u64,
        next_revision: u64,
        next_ordinal: u32,
    }
    CatalogueRow as CatalogueRowRecord { entry: PlanEntry, uses: Vec<UnitUseRow> }
    UnitUseRow as UnitUseRecord {
        unit: UnitId,
        lead_count: u32,
        task_count: u32,
        aliases: Vec<String>,
    }
    PlanEntry as PlanEntryRecord {
        id: PlanId,
        revision: Revision,
        first: u32,
        task_count: u32,
        assignment_count: u32,
        indicator_count: u32,
        document_number: Option<String>,
        source_sha256: [u8; 32],
        region: Option<CityId>,
        issued_on: Option<Date>,
        cities: Vec<CityId>;
        beside corrections
    }
    CorrectionId as CorrectionIdRecord { sequence: u64 }
    CorrectionNote as CorrectionNoteRecord {
        correction: CorrectionId,
        outcome: CorrectionOutcome,
    }
    Unit as UnitRecord {
        id: UnitId,
        name: String,
        full_name: Option<String>,
        aliases: Vec<String>,
        kind: UnitKind,
        jurisdiction: Option<CityId>,
        city: Option<CityId>,
        plan: Option<PlanId>,
    }
}

vocabulary! {
    UnitKind {
        Department = 0,
        Bureau = 1,
        Office = 2,
        Institution = 3,
        Enterprise = 4,
        Cooperative = 5,
        MassOrganization = 6,
        PartyBody = 7,
        LocalGovernment = 8,
        Group = 9,
        Placeholder = 10,
        Other = 11,
    }
}

impl Stored for CorrectionOutcome {
    /// A number of its own, and the correction that says otherwise, or 0.
    type Record = (u8, u64);

    fn into_record(self) -> Self::Record {
        match self {
            Self::Applied => (0, 0),
            Self::TargetGone => (1, 0),
            Self::Contradicted(CorrectionId { sequence }) => (2, sequence),
        }
    }

    fn restore((outcome, sequence): Self::Record) -> Option<Self> {
        match outcome {
            0 => Some(Self::Applied),
            1 => Some(Self::TargetGone),
            2 => Some(Self::Contradicted(CorrectionId { sequence })),
            _ => None,
        }
    }
}
