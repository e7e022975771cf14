//! Keys: one tree, a byte for the table, then big-endian numbers, so that keys sort as what they name.
//!
//! | key | value |
//! | --- | --- |
//! | `f` | the store's format, in plain words |
//! | `s` | the numbers of the committed state |
//! | `c` plan | a plan in the catalogue, with the parts of units in it |
//! | `u` unit | a unit |
//! | `k` plan | the corrections that concern a plan; nothing when none does |
//! | `r` revision part number | a part of a stored plan: its head and tree, links, text, and task of this number |
//!
//! A value longer than [`PIECE`] goes on under its key followed by 1, 2, …, until a piece is shorter.

use std::fmt;

use crate::model::{PlanId, UnitId};
use crate::store::Revision;

/// Length of a full piece; sled keeps values above half a mebibyte in files of their own, which are not atomic.
pub(super) const PIECE: usize = 128 * 1024;

/// The first byte of the keys of plans in the catalogue.
pub(super) const CATALOGUE: &[u8] = b"c";

/// The first byte of the keys of units.
pub(super) const UNITS: &[u8] = b"u";

/// The first byte of the keys of corrections of plans.
pub(super) const CORRECTIONS: &[u8] = b"k";

const REVISIONS: u8 = b'r';

/// The name of a stored value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Format,
    State,
    Catalogue(PlanId),
    Unit(UnitId),
    Corrections(PlanId),
    Plan(Revision),
    Segment(Revision),
    SourceText(Revision),
    Task(Revision, u32),
}

impl Key {
    /// The key's bytes.
    pub(super) fn bytes(self) -> Vec<u8> {
        match self {
            Self::Format => b"f".to_vec(),
            Self::State => b"s".to_vec(),
            Self::Catalogue(plan) => [CATALOGUE, &plan.digest.to_be_bytes()].concat(),
            Self::Unit(unit) => [UNITS, &unit.digest.to_be_bytes()].concat(),
            Self::Corrections(plan) => [CORRECTIONS, &plan.digest.to_be_bytes()].concat(),
            Self::Plan(revision) => part(revision, b'p', 0),
            Self::Segment(revision) => part(revision, b'l', 0),
            Self::SourceText(revision) => part(revision, b's', 0),
            Self::Task(revision, number) => part(revision, b't', number),
        }
    }

    /// The key of a further piece of the value, from 1.
    pub(super) fn piece(self, piece: u32) -> Vec<u8> {
        let mut bytes = self.bytes();
        bytes.extend(piece.to_be_bytes());
        bytes
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format => write!(f, "format"),
            Self::State => write!(f, "state"),
            Self::Catalogue(plan) => write!(f, "catalogue/{plan}"),
            Self::Unit(unit) => write!(f, "unit/{unit}"),
            Self::Corrections(plan) => write!(f, "corrections/{plan}"),
            Self::Plan(revision) => write!(f, "plan/{}", revision.0),
            Self::Segment(revision) => write!(f, "links/{}", revision.0),
            Self::SourceText(revision) => write!(f, "text/{}", revision.0),
            Self::Task(revision, number) => write!(f, "task/{}/{number}", revision.0),
        }
    }
}

fn part(revision: Revision, part: u8, number: u32) -> Vec<u8> {
    let mut bytes = revision_prefix(revision);
    bytes.push(part);
    bytes.extend(number.to_be_bytes());
    bytes
}

/// What the keys of a revision begin with.
pub(super) fn revision_prefix(revision: Revision) -> Vec<u8> {
    let mut bytes = vec![REVISIONS];
    bytes.extend(revision.0.to_be_bytes());
    bytes
}

/// The revision of a key; `None` for a key of another table.
pub(super) fn revision_of(key: &[u8]) -> Option<Revision> {
    let (&[table], rest) = key.split_first_chunk::<1>()?;
    let (&revision, _) = rest.split_first_chunk::<8>()?;
    (table == REVISIONS).then_some(Revision(u64::from_be_bytes(revision)))
}

/// The number in a key of the catalogue or of the units that names a first piece.
pub(super) fn digest_of(key: &[u8]) -> Option<u64> {
    let (_, rest) = key.split_first_chunk::<1>()?;
    rest.try_into().ok().map(u64::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_as_what_they_name() {
        let revision = Revision(255);
        let keys = [
            Key::Task(revision, 1).bytes(),
            Key::Task(revision, 1).piece(1),
            Key::Task(revision, 2).bytes(),
            Key::Task(revision, 256).bytes(),
            Key::Plan(Revision(256)).bytes(),
        ];
        assert!(keys.is_sorted());
        assert_eq!(revision_of(&keys[1]), Some(revision));
        assert_eq!(revision_of(&Key::State.bytes()), None);
    }
}
