//! Counting what found tasks have in common: counters that are kept from answer to answer, for making and walking those of
//! all units takes longer than counting.

use std::cmp::Reverse;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::facets::Facets;
use super::numbers::{BLOCK, Counted, KINDS, Numbers};
use crate::search::Best;

/// Tallies that nobody counts with: their room is used again.
#[derive(Default)]
pub(in crate::engine) struct Tallies(Mutex<Vec<Tally>>);

impl Tallies {
    /// An empty tally.
    pub(super) fn take(&self) -> Tally {
        self.idle().pop().unwrap_or_default()
    }

    /// Takes a tally back, and empties it.
    pub(super) fn give_back(&self, mut tally: Tally) {
        tally.clear();
        self.idle().push(tally);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Tally>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts by number, and which blocks of numbers may have some: a corpus has many times more units than an answer meets.
/// Empty between two answers.
#[derive(Default)]
pub(super) struct Tally {
    counts: Vec<u32>,
    met: Vec<bool>,
}

impl Tally {
    /// Makes room for these numbers.
    pub(super) fn fit(&mut self, numbers: &Numbers) {
        let room = self.counts.len().max(numbers.places());
        self.counts.resize(room, 0);
        self.met.resize(room / BLOCK, false);
    }

    /// Tells of blocks that numbers are counted of.
    pub(super) fn meet(&mut self, blocks: &[usize]) {
        for block in blocks {
            if let Some(met) = self.met.get_mut(*block) {
                *met = true;
            }
        }
    }

    /// Counts each of these numbers for so many tasks.
    pub(super) fn add(&mut self, numbers: &[u32], tasks: u32) {
        for number in numbers {
            if let Some(count) = self.counts.get_mut(*number as usize) {
                *count += tasks;
            }
        }
    }

    /// The largest counts of each kind, at most `first`; equal ones in the order of ids.
    pub(super) fn facets(&self, numbers: &Numbers, first: usize) -> Facets {
        let mut tops: [Top; KINDS] = std::array::from_fn(|_| Top::new(first));
        let blocks = numbers.blocks().zip(self.counts.chunks(BLOCK));
        for ((block, counts), _) in blocks.zip(&self.met).filter(|(_, met)| **met) {
            let kind = block.iter().flatten().next().map(|counted| counted.kind());
            if let Some(top) = kind.and_then(|kind| tops.get_mut(kind)) {
                top.push(block, counts);
            }
        }
        let mut facets = Facets::default();
        let ranked = tops.into_iter().flat_map(|top| top.best.into_sorted());
        for (Reverse(count), counted) in ranked {
            match counted {
                Counted::Plan(id) => facets.plans.push((id, count)),
                Counted::Chapter(id) => facets.chapters.push((id, count)),
                Counted::LeadUnit(id) => facets.lead_units.push((id, count)),
                Counted::Unit(id) => facets.units.push((id, count)),
                Counted::City(id) => facets.cities.push((id, count)),
            }
        }
        facets
    }

    /// Empties it; its room stays.
    fn clear(&mut self) {
        for (counts, met) in self.counts.chunks_mut(BLOCK).zip(&mut self.met) {
            if std::mem::take(met) {
                counts.fill(0);
            }
        }
    }
}

/// The largest counts of one kind: the largest first, equal ones in the order of ids.
struct Top {
    best: Best<(Reverse<u32>, Counted)>,
    /// What a count must be at least to be among them.
    least: u32,
}

impl Top {
    fn new(first: usize) -> Self {
        Self {
            best: Best::new(first),
            least: 1,
        }
    }

    /// Tells the counts of a block. Most are too small, which a look at the largest tells of all.
    fn push(&mut self, block: &[Option<Counted>], counts: &[u32]) {
        if counts.iter().copied().fold(0, u32::max) < self.least {
            return;
        }
        for (counted, count) in block.iter().zip(counts) {
            if *count >= self.least
                && let Some(counted) = counted
            {
                self.best.push((Reverse(*count), *counted));
                self.least = self.best.last().map_or(1, |(last, _)| last.0);
            }
        }
    }
}
