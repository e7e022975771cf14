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
        // Whatever these pages hold was numbered before.
        let (units, cities) = self
            .shared()
            .columns
            .with_numbers(|numbers| (numbers.units.items.len(), numbers.cities.items.len()));
        let mut tally = Tally {
            lead_units: vec![0; units],
            units: vec![0; units],
            cities: vec![0; cities],
            ..Tally::default()
        };
        let mut ordinals = tasks.iter().peekable();
        for (entry, page) in plans.iter().zip(&pages) {
            let end = entry.first + entry.task_count;
            let within = std::iter::from_fn(|| ordinals.next_if(|ordinal| *ordinal < end));
            let within = within.filter(|ordinal| *ordinal >= entry.first);
            if let Some(page) = page {
                tally.add(entry, page, within.map(|ordinal| ordinal - entry.first));
            }
        }
        Ok(self.shared().columns.with_numbers(|numbers| Facets {
            plans: largest(tally.plans, first),
            chapters: largest(tally.chapters, first),
            lead_units: largest(named(&tally.lead_units, &numbers.units.items), first),
            units: largest(named(&tally.units, &numbers.units.items), first),
            cities: largest(named(&tally.cities, &numbers.cities.items), first),
        }))
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

/// Counts in the making; units and cities by their numbers.
#[derive(Default)]
struct Tally {
    plans: Vec<(PlanId, u32)>,
    chapters: Vec<(ChapterId, u32)>,
    lead_units: Vec<u32>,
    units: Vec<u32>,
    cities: Vec<u32>,
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
                count(&mut self.units, unit >> 1);
                if unit & 1 == 1 {
                    count(&mut self.lead_units, unit >> 1);
                }
            }
            for city in page.cities_of(index) {
                count(&mut self.cities, *city);
            }
        }
        self.plans.push((entry.id, tasks));
        let counted = page.chapters.iter().zip(&self.of_chapters);
        let counted = counted.filter(|(_, count)| **count > 0);
        self.chapters
            .extend(counted.map(|(id, count)| (*id, *count)));
    }
}

fn count(counts: &mut [u32], number: u32) {
    if let Some(count) = counts.get_mut(number as usize) {
        *count += 1;
    }
}

/// Counts by number as counts by id.
fn named<Id: Copy>(counts: &[u32], ids: &[Id]) -> Vec<(Id, u32)> {
    let counts = ids.iter().zip(counts).filter(|(_, count)| **count > 0);
    counts.map(|(id, count)| (*id, *count)).collect()
}

fn largest<Id: Copy + Ord>(mut counts: Vec<(Id, u32)>, first: usize) -> Vec<(Id, u32)> {
    let order = |&(id, count): &(Id, u32)| (Reverse(count), id);
    if first > 0 && first < counts.len() {
        counts.select_nth_unstable_by_key(first - 1, order);
    }
    counts.truncate(first);
    counts.sort_unstable_by_key(order);
    counts
}
