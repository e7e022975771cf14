//! Lists of passages with scores: what of them counts how much, and what of them is wanted.

use std::borrow::Cow;

/// Passages by number, ascending, each with its score.
pub(super) type Scored = Vec<(u32, f32)>;

/// A list with what its scores count: that many times, and that much more.
pub(super) struct Weighed<'a> {
    pub(super) list: Cow<'a, [(u32, f32)]>,
    weight: f32,
    lead: f32,
}

/// How many times longer than another a list is that is looked up in for each of the other's passages, not read.
const LONGER: usize = 3;

impl<'a> Weighed<'a> {
    /// A list of which each score counts `weight` times.
    pub(super) fn new(list: impl Into<Cow<'a, [(u32, f32)]>>, weight: f32) -> Self {
        Self {
            list: list.into(),
            weight,
            lead: 0.0,
        }
    }

    /// The same, with so much more for each passage.
    pub(super) fn ahead(self, lead: f32) -> Self {
        Self {
            lead: self.lead + lead,
            ..self
        }
    }

    /// The same, counted so many times.
    pub(super) fn times(self, factor: f32) -> Self {
        Self {
            weight: factor * self.weight,
            lead: factor * self.lead,
            ..self
        }
    }

    /// The passages, with scores that are not weighed.
    pub(super) fn passages(&self) -> &[(u32, f32)] {
        &self.list
    }

    /// The passages with their scores.
    pub(super) fn each(&self) -> impl Iterator<Item = (u32, f32)> {
        let each = self.list.iter();
        each.map(|(number, score)| (*number, self.counted(*score)))
    }

    /// What a score of the list counts.
    pub(super) fn counted(&self, score: f32) -> f32 {
        self.weight * score + self.lead
    }

    /// What it holds of these passages, and of others if it is not much longer.
    pub(super) fn within(self, passages: &[(u32, f32)]) -> Self {
        if self.list.len() / LONGER <= passages.len() {
            return self;
        }
        let mut rest = &*self.list;
        let mut held = Vec::with_capacity(passages.len());
        for (number, _) in passages {
            rest = from(rest, *number);
            if let [found, ..] = rest
                && found.0 == *number
            {
                held.push(*found);
            }
        }
        Self {
            list: held.into(),
            ..self
        }
    }
}

/// How many places of a list are looked at one by one before it is looked further on.
const NEAR: usize = 8;

/// What stands in a list from a number on; the nearer it stands, the sooner it is found.
fn from(list: &[(u32, f32)], number: u32) -> &[(u32, f32)] {
    let is_before = |(other, _): &(u32, f32)| *other < number;
    let near = list.iter().take(NEAR).position(|one| !is_before(one));
    let passed = near.unwrap_or_else(|| {
        let mut end = NEAR;
        while list.get(end).is_some_and(is_before) {
            end *= 2;
        }
        list.get(..end).unwrap_or(list).partition_point(is_before)
    });
    list.get(passed..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: [(u32, f32); 3] = [(0, 1.0), (3, 2.0), (40_000, 4.0)];

    #[test]
    fn a_list_counts_as_it_is_weighed() {
        let list = Weighed::new(&LIST, 2.0).ahead(1.0).times(0.5);
        let each: Vec<_> = list.each().collect();
        assert_eq!(each, [(0, 1.5), (3, 2.5), (40_000, 4.5)]);
    }

    #[test]
    fn of_a_long_list_only_what_is_wanted_is_left() {
        let long: Scored = (0..1_000).map(|number| (3 * number, 1.0)).collect();
        for step in [1_u32, 7, 12, 90, 600] {
            let wanted: Scored = (0..3_100)
                .step_by(step as usize)
                .map(|number| (number, 0.0))
                .collect();
            let list = Weighed::new(&long, 1.0).within(&wanted);
            let held = list.passages().iter().map(|(number, _)| *number);
            let held: Vec<_> = held.filter(|number| number.is_multiple_of(step)).collect();
            let expected: Vec<_> = (0..3_000_u32)
                .step_by(step as usize)
                .filter(|number| number.is_multiple_of(3))
                .collect();
            assert_eq!(held, expected, "{step}");
            assert!(
                list.passages().len() <= long.len().min(LONGER * wanted.len()),
                "{step}"
            );
        }
    }
}
