//! Identities of everything that can be asked for by id.
//!
//! An id is opaque to its users: a word for the kind and lower-case hexadecimal digits. The parts of a plan carry the
//! plan's digits first, so that a store finds them without an index from id to place; the rest is a digest of content
//! (ARCHITECTURE.md, “Identity”), never a position and never a unit's name in clear.

use std::fmt;
use std::str::FromStr;

/// A text that is no id of ours, with the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidId(pub String);

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not an id", self.0)
    }
}

impl std::error::Error for InvalidId {}

/// Writes `word_` and each part as sixteen hexadecimal digits.
fn write_id(f: &mut fmt::Formatter<'_>, word: &str, parts: &[u64]) -> fmt::Result {
    write!(f, "{word}_")?;
    for part in parts {
        write!(f, "{part:016x}")?;
    }
    Ok(())
}

/// Reads what [`write_id`] wrote; nothing else is accepted, so that one thing has one id.
fn read_id<const N: usize>(text: &str, word: &str) -> Result<[u64; N], InvalidId> {
    let invalid = || InvalidId(text.to_owned());
    let digits = text
        .strip_prefix(word)
        .and_then(|rest| rest.strip_prefix('_'))
        .ok_or_else(invalid)?;
    if digits.len() != 16 * N
        || !digits
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    {
        return Err(invalid());
    }
    let mut parts = [0; N];
    for (index, part) in parts.iter_mut().enumerate() {
        let digits = digits.get(16 * index..16 * (index + 1)).unwrap_or_default();
        *part = u64::from_str_radix(digits, 16).map_err(|_invalid_digit| invalid())?;
    }
    Ok(parts)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $word:literal, { $($(#[$field_doc:meta])* $field:ident),+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name { $($(#[$field_doc])* pub $field: u64),+ }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id(f, $word, &[$(self.$field),+])
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let [$($field),+] = read_id(text, $word)?;
                Ok(Self { $($field),+ })
            }
        }
    };
}

id!(
    /// A plan: the digest of (issuer, document number), else of the manifest's key, else of the bytes.
    PlanId, "plan", { /** Digest of the plan's key. */ digest }
);
id!(
    /// A unit: the digest of (jurisdiction, canonical name); for placeholders and groups of (plan, name).
    UnitId, "unit", { /** Digest of the unit's key. */ digest }
);
id!(
    /// An API key: a random number.
    KeyId, "key", { /** The number. */ number }
);
id!(
    /// A report of progress: the number of its journal record.
    ReportId, "report", { /** The record. */ sequence }
);
id!(
    /// An observation: the number of its journal record.
    ObservationId, "observation", { /** The record. */ sequence }
);
id!(
    /// A correction: the number of its journal record.
    CorrectionId, "correction", { /** The record. */ sequence }
);

macro_rules! part_id {
    ($(#[$doc:meta])* $name:ident, $word:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name {
            /// The plan that the part belongs to.
            pub plan: PlanId,
            /// Digest of the part's content and of its occurrence among equal ones.
            pub digest: u64,
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id(f, $word, &[self.plan.digest, self.digest])
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let [plan, digest] = read_id(text, $word)?;
                Ok(Self { plan: PlanId { digest: plan }, digest })
            }
        }
    };
}

part_id!(
    /// A chapter of a plan.
    ChapterId, "chapter"
);
part_id!(
    /// A section of a chapter.
    SectionId, "section"
);
part_id!(
    /// A clause of a plan: a principle, a requirement or another paragraph without a statement.
    ClauseId, "clause"
);
part_id!(
    /// A diagnostic of a plan.
    DiagnosticId, "diagnostic"
);
part_id!(
    /// Something odd about a plan: digest of the rule and of what it found.
    FindingId, "finding"
);
part_id!(
    /// A task: digest of chapter title, normalised text and occurrence; kept through small edits.
    TaskId, "task"
);

macro_rules! leaf_id {
    ($(#[$doc:meta])* $name:ident, $word:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name {
            /// The plan that the fact belongs to.
            pub plan: PlanId,
            /// Digest of the task or clause that the fact was read from.
            pub owner: u64,
            /// Digest of the fact within its owner.
            pub digest: u64,
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id(f, $word, &[self.plan.digest, self.owner, self.digest])
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let [plan, owner, digest] = read_id(text, $word)?;
                Ok(Self { plan: PlanId { digest: plan }, owner, digest })
            }
        }
    };
}

leaf_id!(
    /// An assignment of a task.
    AssignmentId, "assignment"
);
leaf_id!(
    /// A link from a task to a city.
    CityLinkId, "citylink"
);
leaf_id!(
    /// An indicator of a task or of a clause.
    IndicatorId, "indicator"
);
leaf_id!(
    /// A deadline of a task or of a clause.
    DeadlineId, "deadline"
);

/// A division: its GB/T 2260 code and the first year of its present name and code, 0 when older than the tables.
///
/// The year is there because codes are given anew: 210112 was 东陵区 until 2016 and is 浑南区 since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CityId {
    /// GB/T 2260 code: 000000 for the nation, six digits otherwise.
    pub code: u32,
    /// First year in force, 0 when the table does not say.
    pub since: u16,
}

impl fmt::Display for CityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_id(
            f,
            "city",
            &[(u64::from(self.code) << 16) | u64::from(self.since)],
        )
    }
}

impl FromStr for CityId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let [packed] = read_id(text, "city")?;
        let invalid = || InvalidId(text.to_owned());
        let code = u32::try_from(packed >> 16).map_err(|_too_large| invalid())?;
        let since = u16::try_from(packed & 0xffff).map_err(|_too_large| invalid())?;
        Ok(Self { code, since })
    }
}

macro_rules! node_id {
    ($($(#[$doc:meta])* $variant:ident($id:ident), $word:literal;)+) => {
        /// The id of anything that `node(id:)` finds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum NodeId { $($(#[$doc])* $variant($id)),+ }

        impl fmt::Display for NodeId {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Self::$variant(id) => id.fmt(f)),+ }
            }
        }

        impl FromStr for NodeId {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                match text.split_once('_').map(|(word, _)| word) {
                    $(Some($word) => text.parse().map(Self::$variant),)+
                    _ => Err(InvalidId(text.to_owned())),
                }
            }
        }
    };
}

impl NodeId {
    /// The plan of which it is the whole, a chapter or a section; `None` for anything else.
    #[must_use]
    pub fn plan_of_outline(self) -> Option<PlanId> {
        match self {
            Self::Plan(id) => Some(id),
            Self::Chapter(id) => Some(id.plan),
            Self::Section(id) => Some(id.plan),
            _ => None,
        }
    }
}

node_id! {
    /// A plan.
    Plan(PlanId), "plan";
    /// A chapter.
    Chapter(ChapterId), "chapter";
    /// A section.
    Section(SectionId), "section";
    /// A clause.
    Clause(ClauseId), "clause";
    /// A diagnostic.
    Diagnostic(DiagnosticId), "diagnostic";
    /// A task.
    Task(TaskId), "task";
    /// An assignment.
    Assignment(AssignmentId), "assignment";
    /// A link from a task to a city.
    CityLink(CityLinkId), "citylink";
    /// An indicator.
    Indicator(IndicatorId), "indicator";
    /// A deadline.
    Deadline(DeadlineId), "deadline";
    /// A unit.
    Unit(UnitId), "unit";
    /// A city.
    City(CityId), "city";
    /// Something odd about a plan.
    Finding(FindingId), "finding";
    /// A report of progress.
    Report(ReportId), "report";
    /// An observation.
    Observation(ObservationId), "observation";
    /// A correction.
    Correction(CorrectionId), "correction";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_itself() {
        let plan = PlanId { digest: 0x2a };
        let ids = [
            NodeId::Plan(plan),
            NodeId::Task(TaskId {
                plan,
                digest: u64::MAX,
            }),
            NodeId::Indicator(IndicatorId {
                plan,
                owner: 1,
                digest: 2,
            }),
            NodeId::City(CityId {
                code: 210_112,
                since: 2016,
            }),
        ];
        for id in ids {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn other_texts_are_no_ids() {
        for text in [
            "",
            "task",
            "task_",
            "task_2a",
            "plan_000000000000002A",
            "plan_000000000000002g",
            "plan_000000000000002a0",
            "任务_000000000000002a",
            "city_ffffffffffffffff",
        ] {
            assert_eq!(text.parse::<NodeId>(), Err(InvalidId(text.to_owned())));
        }
    }
}
