//! Counting what found tasks have in common: counters that are kept from answer to answer, for making and walking those of
//! all units takes longer than counting.

use std::cmp::Reverse;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::columns::{Numbers, Page};
use super::facets::Facets;
use crate::model::{ChapterId, PlanId};
use crate::store::PlanEntry;

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

/// Counts in the making; units and cities by their numbers. Empty between two answers.
#[derive(Default)]
pub(super) struct Tally {
    plans: Vec<(PlanId, u32)>,
    chapters: Vec<(ChapterId, u32)>,
    units: Counts,
    cities: Counts,
    /// Counts of one plan by the place of the chapter.
    of_chapters: Vec<u32>,
}

impl Tally {
    /// Counts the tasks of one plan at `indices`.
    pub(super) fn add(
        &mut self,
        entry: &Arc<PlanEntry>,
        page: &Page,
        indices: impl Iterator<Item = u32>,
    ) {
        self.of_chapters.clear();
        self.of_chapters.resize(page.chapters.len(), 0);
        let mut tasks = 0;
        for index in indices {
            let index = index as usize;
            tasks += 1;
            let chapter = page.chapter_of.get(index);
            let chapter = chapter.and_then(|chapter| self.of_chapters.get_mut(*chapter as usize));
            if let Some(count) = chapter {
                *count += 1;
            }
            for unit in page.units_of(index) {
                self.units.add(unit >> 1, unit & 1);
            }
            for city in page.cities_of(index) {
                self.cities.add(*city, 0);
            }
        }
        self.plans.push((entry.id, tasks));
        let counted = page.chapters.iter().zip(&self.of_chapters);
        let counted = counted.filter(|(_, count)| **count > 0);
        self.chapters
            .extend(counted.map(|(id, count)| (*id, *count)));
    }

    /// The largest counts of each, at most `first`.
    pub(super) fn facets(&mut self, numbers: &Numbers, first: usize) -> Facets {
        let (units, cities) = (&numbers.units.items, &numbers.cities.items);
        Facets {
            plans: largest(&mut self.plans, first),
            chapters: largest(&mut self.chapters, first),
            lead_units: self.units.largest(|count| count.leads, units, first),
            units: self.units.largest(|count| count.parts, units, first),
            cities: self.cities.largest(|count| count.parts, cities, first),
        }
    }

    /// Empties it; its room stays.
    fn clear(&mut self) {
        self.plans.clear();
        self.chapters.clear();
        self.units.clear();
        self.cities.clear();
    }
}

/// How many tasks something has a part in, and how many of these it leads.
#[derive(Clone, Copy, Default)]
struct Count {
    parts: u32,
    leads: u32,
}

/// Counts by number, and which numbers have one: a corpus has many times more units than an answer meets.
#[derive(Default)]
struct Counts {
    of: Vec<Count>,
    met: Vec<u32>,
}

impl Counts {
    /// Counts one part, and as many leads.
    fn add(&mut self, number: u32, leads: u32) {
        let place = number as usize;
        if place >= self.of.len() {
            self.of.resize(place + 1, Count::default());
        }
        if let Some(count) = self.of.get_mut(place) {
            if count.parts == 0 {
                self.met.push(number);
            }
            count.parts += 1;
            count.leads += leads;
        }
    }

    /// The largest counts of one kind, by id.
    fn largest<Id: Copy + Ord>(
        &mut self,
        kind: fn(&Count) -> u32,
        ids: &[Id],
        first: usize,
    ) -> Vec<(Id, u32)> {
        let Self { of, met } = self;
        let count = |number: u32| of.get(number as usize).map_or(0, kind);
        let id = |number: u32| ids.get(number as usize).copied();
        let top = top(met, first, |&number| (Reverse(count(number)), id(number)));
        let counted = top.iter().filter(|&&number| count(number) > 0);
        counted
            .filter_map(|&number| Some((id(number)?, count(number))))
            .collect()
    }

    fn clear(&mut self) {
        for number in self.met.drain(..) {
            if let Some(count) = self.of.get_mut(number as usize) {
                *count = Count::default();
            }
        }
    }
}

fn largest<Id: Copy + Ord>(counts: &mut [(Id, u32)], first: usize) -> Vec<(Id, u32)> {
    top(counts, first, |&(id, count)| (Reverse(count), id)).to_vec()
}

/// The first of some items in an order; the others are left in none.
fn top<T, K: Ord>(items: &mut [T], first: usize, order: impl Fn(&T) -> K) -> &mut [T] {
    if first > 0 && first < items.len() {
        items.select_nth_unstable_by_key(first - 1, &order);
    }
    let end = first.min(items.len());
    let top = items.get_mut(..end).unwrap_or_default();
    top.sort_unstable_by_key(order);
    top
}
