//! What people put right in what was read from the documents.
//!
//! A correction stands apart from the facts: it says what is to be made of them, and is made anew whenever a document is
//! read. It is added to and taken back, never changed.

use std::fmt;

use super::words::words;
use super::{
    AssignmentId, CorrectionId, HeadField, IndicatorId, NodeId, PlanId, Reported, Role, TaskId,
    Unit, UnitId,
};

/// What a correction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CorrectionKind {
    /// Several units are one.
    MergeUnits,
    /// What was read as one unit is others.
    SplitUnit,
    /// A unit has another name.
    RenameUnit,
    /// A unit has a further name.
    AddAlias,
    /// A unit has another role in a task.
    SetRole,
    /// A unit has a part in a task that was not read.
    AddAssignment,
    /// A unit has no such part in a task.
    RejectAssignment,
    /// There is no such target.
    RejectIndicator,
    /// A part of the head is another.
    SetHead,
}

words! {
    CorrectionKind {
        MergeUnits = "MERGE_UNITS",
        SplitUnit = "SPLIT_UNIT",
        RenameUnit = "RENAME_UNIT",
        AddAlias = "ADD_ALIAS",
        SetRole = "SET_ROLE",
        AddAssignment = "ADD_ASSIGNMENT",
        RejectAssignment = "REJECT_ASSIGNMENT",
        RejectIndicator = "REJECT_INDICATOR",
        SetHead = "SET_HEAD",
    }
}

impl fmt::Display for CorrectionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What is to be made of the facts. Units that need not be named by the plan in hand are described in full, so that a
/// correction means the same whatever becomes of other plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amendment {
    /// `others` are `into`, wherever they are named.
    MergeUnits {
        /// The one that stays.
        into: Unit,
        /// Those that it is.
        others: Vec<UnitId>,
    },
    /// Where `unit` was read, the units `into` are meant.
    SplitUnit {
        /// What was read.
        unit: Unit,
        /// What is meant, in each place all of them.
        into: Vec<Unit>,
        /// The places; empty for all.
        assignments: Vec<AssignmentId>,
    },
    /// `unit` is called `name`. The name that it had becomes an alias.
    RenameUnit {
        /// The unit.
        unit: Unit,
        /// Its name from now on.
        name: String,
    },
    /// `unit` is also called `alias`.
    AddAlias {
        /// The unit.
        unit: Unit,
        /// The further name.
        alias: String,
    },
    /// The unit of `assignment` has the role `role`.
    SetRole {
        /// The assignment.
        assignment: AssignmentId,
        /// Its role.
        role: Role,
    },
    /// `unit` has the role `role` in `task`.
    AddAssignment {
        /// The task.
        task: TaskId,
        /// The unit.
        unit: Unit,
        /// Its role.
        role: Role,
        /// The name by which it was given.
        name: String,
    },
    /// `assignment` is none.
    RejectAssignment {
        /// The assignment.
        assignment: AssignmentId,
    },
    /// `indicator` is none.
    RejectIndicator {
        /// The indicator.
        indicator: IndicatorId,
    },
    /// A part of a plan's head is another, and with it all that is read by it.
    SetHead {
        /// The plan.
        plan: PlanId,
        /// Which part.
        field: HeadField,
        /// Its value in canonical form.
        value: String,
    },
}

impl Amendment {
    /// What it does.
    #[must_use]
    pub fn kind(&self) -> CorrectionKind {
        match self {
            Self::MergeUnits { .. } => CorrectionKind::MergeUnits,
            Self::SplitUnit { .. } => CorrectionKind::SplitUnit,
            Self::RenameUnit { .. } => CorrectionKind::RenameUnit,
            Self::AddAlias { .. } => CorrectionKind::AddAlias,
            Self::SetRole { .. } => CorrectionKind::SetRole,
            Self::AddAssignment { .. } => CorrectionKind::AddAssignment,
            Self::RejectAssignment { .. } => CorrectionKind::RejectAssignment,
            Self::RejectIndicator { .. } => CorrectionKind::RejectIndicator,
            Self::SetHead { .. } => CorrectionKind::SetHead,
        }
    }

    /// What it is about.
    #[must_use]
    pub fn target(&self) -> NodeId {
        match self {
            Self::MergeUnits { into: unit, .. }
            | Self::SplitUnit { unit, .. }
            | Self::RenameUnit { unit, .. }
            | Self::AddAlias { unit, .. } => NodeId::Unit(unit.id),
            Self::SetRole { assignment, .. } | Self::RejectAssignment { assignment } => {
                NodeId::Assignment(*assignment)
            }
            Self::AddAssignment { task, .. } => NodeId::Task(*task),
            Self::RejectIndicator { indicator } => NodeId::Indicator(*indicator),
            Self::SetHead { plan, .. } => NodeId::Plan(*plan),
        }
    }

    /// The plan whose part it is about; `None` when it is about units, which any plan may name.
    #[must_use]
    pub fn plan(&self) -> Option<PlanId> {
        match self {
            Self::MergeUnits { .. }
            | Self::SplitUnit { .. }
            | Self::RenameUnit { .. }
            | Self::AddAlias { .. } => None,
            Self::SetRole { assignment, .. } | Self::RejectAssignment { assignment } => {
                Some(assignment.plan)
            }
            Self::AddAssignment { task, .. } => Some(task.plan),
            Self::RejectIndicator { indicator } => Some(indicator.plan),
            Self::SetHead { plan, .. } => Some(*plan),
        }
    }

    /// What else it is about: the units that are merged, the assignments that are split off, the unit that is added.
    #[must_use]
    pub fn others(&self) -> Vec<NodeId> {
        match self {
            Self::MergeUnits { others, .. } => others.iter().copied().map(NodeId::Unit).collect(),
            Self::SplitUnit { assignments, .. } => {
                let assignments = assignments.iter().copied();
                assignments.map(NodeId::Assignment).collect()
            }
            Self::AddAssignment { unit, .. } => vec![NodeId::Unit(unit.id)],
            _ => Vec::new(),
        }
    }

    /// The name or value that it gives; names of several units are apart by 、.
    #[must_use]
    pub fn value(&self) -> Option<String> {
        match self {
            Self::SplitUnit { into, .. } => {
                let names: Vec<_> = into.iter().map(|unit| unit.name.as_str()).collect();
                Some(names.join("、"))
            }
            Self::RenameUnit { name: value, .. }
            | Self::AddAlias { alias: value, .. }
            | Self::AddAssignment { name: value, .. }
            | Self::SetHead { value, .. } => Some(value.clone()),
            _ => None,
        }
    }

    /// The role that it gives.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::SetRole { role, .. } | Self::AddAssignment { role, .. } => Some(*role),
            _ => None,
        }
    }

    /// The part of the head that it is about.
    #[must_use]
    pub fn head_field(&self) -> Option<HeadField> {
        match self {
            Self::SetHead { field, .. } => Some(*field),
            _ => None,
        }
    }

    /// The units that it describes.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        let (one, more): (Option<&Unit>, &[Unit]) = match self {
            Self::MergeUnits { into: unit, .. }
            | Self::RenameUnit { unit, .. }
            | Self::AddAlias { unit, .. }
            | Self::AddAssignment { unit, .. } => (Some(unit), &[]),
            Self::SplitUnit { unit, into, .. } => (Some(unit), into),
            _ => (None, &[]),
        };
        one.into_iter().chain(more)
    }
}

/// A correction as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What is to be made of the facts.
    pub amendment: Amendment,
    /// What its target was when it was signed, in words: its target may go.
    pub subject: String,
    /// Why.
    pub reason: String,
}

/// A correction with who signed it and when.
pub type FactCorrection = Reported<CorrectionId, Correction>;

/// The taking back of a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversal {
    /// The journal record that it is.
    pub sequence: u64,
    /// Milliseconds since 1970-01-01 UTC.
    pub at: u64,
    /// The name of the key that it was signed with.
    pub author: String,
    /// Why.
    pub reason: String,
}

/// What became of a correction in the reading of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CorrectionOutcome {
    /// It was made.
    Applied,
    /// What it is about is not there any more.
    TargetGone,
    /// An earlier correction says otherwise.
    Contradicted(CorrectionId),
}

/// A correction that concerns a plan, and what became of it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CorrectionNote {
    /// The correction.
    pub correction: CorrectionId,
    /// What became of it.
    pub outcome: CorrectionOutcome,
}
