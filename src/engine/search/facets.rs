//! What found tasks have in common: plans, chapters, units, cities, each counting distinct tasks.

use std::collections::HashMap;
use std::hash::Hash;

use crate::engine::{QueryError, TaskSet, View};
use crate::model::{ChapterId, CityId, PlanId, Role, UnitId};
use crate::store::{Segment, TaskRow, counts};

/// Counts of distinct tasks by what they belong to, the largest first; equal counts stand in the order of ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By plan.
    pub plans: Vec<(PlanId, u32)>,
    /// By chapter.
    pub chapters: Vec<(ChapterId, u32)>,
    /// By unit that leads by statement or rule.
    pub lead_units: Vec<(UnitId, u32)>,
    /// By unit that has a part by statement or rule.
    pub units: Vec<(UnitId, u32)>,
    /// By city that the task is tied to.
    pub cities: Vec<(CityId, u32)>,
}

impl View {
    /// The facets of a set of tasks, each with at most `first` values, from one pass over the links of their plans.
    pub fn facets(&self, tasks: &TaskSet, first: usize) -> Result<Facets, QueryError> {
        let mut plans = HashMap::new();
        let mut chapters = HashMap::new();
        let mut lead_units = HashMap::new();
        let mut units = HashMap::new();
        let mut cities = HashMap::new();
        self.segments(&self.plans_of(tasks), |entry, segment| {
            let mut tally = Tally::of(segment);
            for (row, ordinal) in segment.tasks.iter().zip(entry.first..) {
                if tasks.contains(ordinal) {
                    tally.add(row);
                }
            }
            plans.insert(entry.id, tally.tasks);
            merge(&mut chapters, &segment.chapters, &tally.chapters);
            merge(&mut lead_units, &segment.units, &tally.lead_units);
            merge(&mut units, &segment.units, &tally.units);
            merge(&mut cities, &segment.cities, &tally.cities);
            Ok(())
        })?;
        Ok(Facets {
            plans: largest(plans, first),
            chapters: largest(chapters, first),
            lead_units: largest(lead_units, first),
            units: largest(units, first),
            cities: largest(cities, first),
        })
    }
}

/// Counts within one plan, by the places of its segment.
struct Tally {
    tasks: u32,
    chapters: Vec<Count>,
    lead_units: Vec<Count>,
    units: Vec<Count>,
    cities: Vec<Count>,
}

/// A count of tasks that remembers the last one, which may come several times.
#[derive(Clone, Copy, Default)]
struct Count {
    tasks: u32,
    last: u32,
}

impl Tally {
    fn of(segment: &Segment) -> Self {
        let none = |length| vec![Count::default(); length];
        Self {
            tasks: 0,
            chapters: none(segment.chapters.len()),
            lead_units: none(segment.units.len()),
            units: none(segment.units.len()),
            cities: none(segment.cities.len()),
        }
    }

    fn add(&mut self, row: &TaskRow) {
        self.tasks += 1;
        let task = self.tasks;
        count(&mut self.chapters, row.chapter, task);
        for link in row.links.iter().filter(|link| counts(link.basis)) {
            count(&mut self.units, link.unit, task);
            if link.role == Role::Lead {
                count(&mut self.lead_units, link.unit, task);
            }
        }
        for place in &row.places {
            count(&mut self.cities, place.city, task);
        }
    }
}

/// Counts `task`, numbered from 1 in the order of counting, at `index`.
fn count(counts: &mut [Count], index: u32, task: u32) {
    if let Some(count) = counts.get_mut(index as usize)
        && count.last != task
    {
        count.last = task;
        count.tasks += 1;
    }
}

fn merge<Id: Copy + Eq + Hash>(all: &mut HashMap<Id, u32>, ids: &[Id], counts: &[Count]) {
    for (id, count) in ids.iter().zip(counts).filter(|(_, count)| count.tasks > 0) {
        *all.entry(*id).or_default() += count.tasks;
    }
}

fn largest<Id: Copy + Ord>(counts: HashMap<Id, u32>, first: usize) -> Vec<(Id, u32)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
    counts.truncate(first);
    counts
}
