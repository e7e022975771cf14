//! Small numbers for what is counted: one for each thing in all plans, so that a count is one addition.

use std::collections::HashMap;

use crate::model::{ChapterId, CityId, PlanId, UnitId};

/// Numbers that lie side by side and are of one kind.
pub(super) const BLOCK: usize = 64;

/// What tasks are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Counted {
    Plan(PlanId),
    Chapter(ChapterId),
    /// A unit that leads.
    LeadUnit(UnitId),
    Unit(UnitId),
    City(CityId),
}

/// Number of kinds of what is counted.
pub(super) const KINDS: usize = 5;

impl Counted {
    /// The place of its kind.
    pub(super) fn kind(self) -> usize {
        match self {
            Self::Plan(_) => 0,
            Self::Chapter(_) => 1,
            Self::LeadUnit(_) => 2,
            Self::Unit(_) => 3,
            Self::City(_) => 4,
        }
    }
}

/// Everything that was ever numbered, in blocks of one kind and within a kind as it was met, so that what the tasks of a plan
/// count lies side by side.
#[derive(Default)]
pub(super) struct Numbers {
    /// By number; `None` where a block is not full.
    counted: Vec<Option<Counted>>,
    /// The last number of each kind.
    last: [Option<usize>; KINDS],
    known: HashMap<Counted, u32>,
}

impl Numbers {
    /// The number of something, which it keeps.
    pub(super) fn of(&mut self, counted: Counted) -> u32 {
        if let Some(known) = self.known.get(&counted) {
            return *known;
        }
        let place = self.place(counted.kind());
        if let Some(free) = self.counted.get_mut(place) {
            *free = Some(counted);
        }
        let number = u32::try_from(place).unwrap_or(u32::MAX);
        self.known.insert(counted, number);
        number
    }

    /// A free place in a block of a kind.
    fn place(&mut self, kind: usize) -> usize {
        let end = self.counted.len();
        let last = self.last.get(kind).copied().flatten();
        let next = last.map(|last| last + 1);
        let place = next.filter(|next| next % BLOCK != 0).unwrap_or(end);
        if place == end {
            self.counted.resize(end + BLOCK, None);
        }
        if let Some(last) = self.last.get_mut(kind) {
            *last = Some(place);
        }
        place
    }

    /// Number of all places.
    pub(super) fn places(&self) -> usize {
        self.counted.len()
    }

    /// What the numbers of each block stand for.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &[Option<Counted>]> {
        self.counted.chunks(BLOCK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_of_one_kind_and_a_number_of_one_thing() {
        let mut numbers = Numbers::default();
        let unit = |digest| UnitId { digest };
        for digest in 0..200 {
            let (unit, lead) = (Counted::Unit(unit(digest)), Counted::LeadUnit(unit(digest)));
            let both = [numbers.of(unit), numbers.of(lead)];
            assert_eq!([numbers.of(unit), numbers.of(lead)], both);
            let kept = both.map(|number| numbers.counted[number as usize]);
            assert_eq!(kept, [Some(unit), Some(lead)]);
        }
        assert_eq!(numbers.places(), 8 * BLOCK);
        for block in numbers.blocks() {
            let first = block[0].unwrap().kind();
            assert!(
                block
                    .iter()
                    .flatten()
                    .all(|counted| counted.kind() == first)
            );
        }
    }
}
