//! Counting what found tasks have in common: counters that are kept from answer to answer, for making and walking those of
//! all units takes longer than counting.

use std::cmp::Reverse;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::facets::Facets;
use super::packed::{Numbers, ThingKind};
use crate::model::{NodeId, UnitId};
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

/// How many tasks something has a part in, and how many of these it leads.
#[derive(Clone, Copy, Default)]
struct Count {
    parts: u32,
    leads: u32,
}

/// Numbers that are told together whether one of them has a count.
const BLOCK: usize = 64;

/// Counts by number, and which blocks of numbers have some: a corpus has many times more units than an answer meets. Empty
/// between two answers.
#[derive(Default)]
pub(super) struct Tally {
    counts: Vec<Count>,
    met: Vec<bool>,
}

impl Tally {
    /// Makes room for these things.
    pub(super) fn fit(&mut self, numbers: &Numbers) {
        let room = self.counts.len().max(numbers.things.len());
        self.counts.resize(room, Count::default());
        self.met.resize(room.div_ceil(BLOCK), false);
    }

    /// Counts what a task is linked to.
    pub(super) fn add(&mut self, links: &[u32]) {
        for link in links {
            let place = (link >> 1) as usize;
            if let (Some(count), Some(met)) =
                (self.counts.get_mut(place), self.met.get_mut(place / BLOCK))
            {
                count.parts += 1;
                count.leads += link & 1;
                *met = true;
            }
        }
    }

    /// The numbers that may have a count, with it.
    fn met(&self) -> impl Iterator<Item = (usize, &Count)> {
        let blocks = self.counts.chunks(BLOCK).zip(&self.met).enumerate();
        let blocks = blocks.filter(|(_, (_, met))| **met);
        blocks.flat_map(|(block, (counts, _))| (block * BLOCK..).zip(counts))
    }

    /// The largest counts of each kind of thing, at most `first`; equal ones in the order of ids.
    pub(super) fn facets(&self, numbers: &Numbers, first: usize) -> Facets {
        let [mut plans, mut chapters, mut units, mut cities, mut leads] =
            std::array::from_fn(|_| Top::new(first));
        for (number, count) in self.met() {
            let top = match numbers.kinds.get(number) {
                Some(ThingKind::Plan) => &mut plans,
                Some(ThingKind::Chapter) => &mut chapters,
                Some(ThingKind::Unit) => &mut units,
                Some(ThingKind::City) => &mut cities,
                None => continue,
            };
            // Most counts are too small, and what they count need not be looked up.
            if count.parts < top.least && count.leads < leads.least {
                continue;
            }
            if let Some(thing) = numbers.things.get(number) {
                top.push(count.parts, *thing);
                leads.push(count.leads, *thing);
            }
        }
        Facets {
            plans: counted(plans, |thing| match thing {
                NodeId::Plan(id) => Some(id),
                _ => None,
            }),
            chapters: counted(chapters, |thing| match thing {
                NodeId::Chapter(id) => Some(id),
                _ => None,
            }),
            lead_units: counted(leads, unit),
            units: counted(units, unit),
            cities: counted(cities, |thing| match thing {
                NodeId::City(id) => Some(id),
                _ => None,
            }),
        }
    }

    /// Empties it; its room stays.
    fn clear(&mut self) {
        for (counts, met) in self.counts.chunks_mut(BLOCK).zip(&mut self.met) {
            if std::mem::take(met) {
                counts.fill(Count::default());
            }
        }
    }
}

/// The largest counts of one kind.
struct Top {
    best: Best<Ranked>,
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

    fn push(&mut self, count: u32, thing: NodeId) {
        if count >= self.least {
            self.best.push((Reverse(count), thing));
            self.least = self.best.last().map_or(1, |(last, _)| last.0);
        }
    }
}

/// A count and what has it: the largest first, equal ones in the order of ids.
type Ranked = (Reverse<u32>, NodeId);

fn unit(thing: NodeId) -> Option<UnitId> {
    match thing {
        NodeId::Unit(id) => Some(id),
        _ => None,
    }
}

fn counted<Id>(top: Top, id: fn(NodeId) -> Option<Id>) -> Vec<(Id, u32)> {
    let ranked = top.best.into_sorted().into_iter();
    let counted = ranked.filter_map(|(Reverse(count), thing)| Some((id(thing)?, count)));
    counted.collect()
}
