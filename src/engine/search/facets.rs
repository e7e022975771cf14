//! What found tasks have in common: plans, chapters, units, cities, each counting distinct tasks.

use std::cmp::Reverse;
use std::sync::Arc;

use super::SearchAnswer;
use super::columns::Page;
use crate::engine::{QueryError, TaskSet, View};
use crate::model::{ChapterId, CityId, PlanId, UnitId};
use crate::store::PlanEntry;

/// Counts of distinct tasks by what they belong to, the largest first; equal counts stand in the order of ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By plan.
    pub plans: Vec<(PlanId, u32)>,
    /// By chapter.
    pub chapters: Vec<(ChapterId, u32)>,
    /// By unit that leads by statement, rule or correction.
    pub lead_units: Vec<(UnitId, u32)>,
    /// By unit that has a part by statement, rule or correction.
    pub units: Vec<(UnitId, u32)>,
    /// By city that the task is tied to.
    pub cities: Vec<(CityId, u32)>,
}

/// The most values of each facet that are kept with an answer.
const KEPT_VALUES: usize = 100;

impl View {
    /// The facets of what a search found, each with at most `first` values; kept with the answer.
    pub fn facets_of(&self, answer: &SearchAnswer, first: usize) -> Result<Facets, QueryError> {
        if first > KEPT_VALUES {
            return self.facets(&answer.tasks, first);
        }
        if let Some(kept) = answer.facets.get() {
            return Ok(kept.cut(first));
        }
        let facets = self.facets(&answer.tasks, KEPT_VALUES)?;
        Ok(answer.facets.get_or_init(|| facets).cut(first))
    }

    /// The facets of a set of tasks, each with at most `first` values, from one pass over the packed links of their plans.
    pub fn facets(&self, tasks: &TaskSet, first: usize) -> Result<Facets, QueryError> {
        let plans = self.plans_of(tasks);
        self.check_time()?;
        let pages = self.pages(&plans)?;
        let columns = &self.shared().columns;
        let mut tally = columns.tally();
        let mut ordinals = tasks.iter().peekable();
        for (entry, page) in plans.iter().zip(&pages) {
            let end = entry.first + entry.task_count;
            let within = std::iter::from_fn(|| ordinals.next_if(|ordinal| *ordinal < end));
            let within = within.filter(|ordinal| *ordinal >= entry.first);
            if let Some(page) = page {
                tally.add(entry, page, within.map(|ordinal| ordinal - entry.first));
            }
        }
        let facets = columns.with_numbers(|numbers| Facets {
            plans: largest(&mut tally.plans, first),
            chapters: largest(&mut tally.chapters, first),
            lead_units: tally.units.largest(LEADS, &numbers.units.items, first),
            units: tally.units.largest(PARTS, &numbers.units.items, first),
            cities: tally.cities.largest(PARTS, &numbers.cities.items, first),
        });
        tally.clear();
        columns.give_back(tally);
        Ok(facets)
    }
}

impl Facets {
    /// At most `first` values of each.
    fn cut(&self, first: usize) -> Self {
        fn cut<Id: Copy>(counts: &[(Id, u32)], first: usize) -> Vec<(Id, u32)> {
            counts.iter().take(first).copied().collect()
        }
        Self {
            plans: cut(&self.plans, first),
            chapters: cut(&self.chapters, first),
            lead_units: cut(&self.lead_units, first),
            units: cut(&self.units, first),
            cities: cut(&self.cities, first),
        }
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
    fn add(&mut self, entry: &Arc<PlanEntry>, page: &Page, indices: impl Iterator<Item = u32>) {
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

    /// Empties it; its room stays.
    fn clear(&mut self) {
        self.plans.clear();
        self.chapters.clear();
        self.units.clear();
        self.cities.clear();
    }
}

/// How many tasks something has a part in, and how many of these it leads.
const PARTS: usize = 0;
const LEADS: usize = 1;

/// Counts by number, and which numbers have one: a corpus has many times more units than an answer meets.
#[derive(Default)]
struct Counts {
    /// [`PARTS`] and [`LEADS`] side by side.
    of: Vec<[u32; 2]>,
    met: Vec<u32>,
}

impl Counts {
    /// Counts one part, and as many leads.
    fn add(&mut self, number: u32, leads: u32) {
        let place = number as usize;
        if place >= self.of.len() {
            self.of.resize(place + 1, [0; 2]);
        }
        if let Some([parts, of_leads]) = self.of.get_mut(place) {
            if *parts == 0 {
                self.met.push(number);
            }
            *parts += 1;
            *of_leads += leads;
        }
    }

    /// The largest counts of one kind, by id.
    fn largest<Id: Copy + Ord>(&mut self, kind: usize, ids: &[Id], first: usize) -> Vec<(Id, u32)> {
        let Self { of, met } = self;
        let count = |number: u32| {
            let counts = of.get(number as usize)?;
            counts.get(kind).copied()
        };
        let id = |number: u32| ids.get(number as usize).copied();
        let top = top(met, first, |&number| (Reverse(count(number)), id(number)));
        let named = top.iter().filter_map(|&number| {
            let count = count(number).filter(|count| *count > 0)?;
            Some((id(number)?, count))
        });
        named.collect()
    }

    fn clear(&mut self) {
        for number in self.met.drain(..) {
            if let Some(counts) = self.of.get_mut(number as usize) {
                *counts = [0; 2];
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
