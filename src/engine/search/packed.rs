//! The links of tasks packed for counting: which chapter, units and cities each task of a plan has, by small numbers.
//!
//! Counting what ten thousand tasks have in common visits every link of each. A segment would be walked over three
//! levels of lists, with every unit looked up by its id in every plan; here the links of a plan lie side by side, and a
//! unit has one number in all plans, so that a count is one addition. A plan is packed when it is first counted and
//! kept in a bounded cache.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use crate::engine::kept::{Keep, Kept};
use crate::engine::{QueryError, View};
use crate::model::{ChapterId, CityId, Role, UnitId};
use crate::store::{PlanEntry, Revision, Segment, TaskRow};

/// Packed links of all plans, and the numbers that units and cities have in them.
#[derive(Default)]
pub(in crate::engine) struct Columns {
    pages: Kept<Revision, Page>,
    numbers: RwLock<Numbers>,
}

/// The packed links of one plan.
pub(super) struct Page {
    pub(super) chapters: Vec<ChapterId>,
    /// For each task the place of its chapter.
    pub(super) chapter_of: Vec<u32>,
    /// For each task where its units begin in `units`, and at last where they end.
    unit_starts: Vec<u32>,
    /// Twice the number of a unit, and one more when it leads.
    units: Vec<u32>,
    city_starts: Vec<u32>,
    cities: Vec<u32>,
}

/// The number of every unit and city that was ever packed.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) units: Numbered<UnitId>,
    pub(super) cities: Numbered<CityId>,
}

/// Things in the order in which they were first met.
pub(super) struct Numbered<T> {
    pub(super) items: Vec<T>,
    places: HashMap<T, u32>,
}

impl Columns {
    /// Reads the numbers; what was numbered once keeps its number.
    pub(super) fn with_numbers<R>(&self, read: impl FnOnce(&Numbers) -> R) -> R {
        let numbers = self.numbers.read();
        read(&numbers.unwrap_or_else(PoisonError::into_inner))
    }

    fn pack(&self, segment: &Segment) -> Page {
        let numbers = self.numbers.write();
        let mut numbers = numbers.unwrap_or_else(PoisonError::into_inner);
        let units: Vec<u32> = (segment.units.iter())
            .map(|unit| numbers.units.number(*unit))
            .collect();
        let cities: Vec<u32> = (segment.cities.iter())
            .map(|city| numbers.cities.number(*city))
            .collect();
        Page::of(segment, &units, &cities)
    }
}

impl View {
    /// The packed links of plans, in that order; `None` for one that is not stored.
    pub(super) fn pages(
        &self,
        plans: &[Arc<PlanEntry>],
    ) -> Result<Vec<Option<Arc<Page>>>, QueryError> {
        let columns = &self.shared().columns;
        let mut pages: Vec<_> = (plans.iter())
            .map(|entry| columns.pages.get(&entry.revision))
            .collect();
        let missing: Vec<_> = (plans.iter().zip(&pages))
            .filter(|(_, page)| page.is_none())
            .map(|(entry, _)| Arc::clone(entry))
            .collect();
        if missing.is_empty() {
            return Ok(pages);
        }
        let mut packed = HashMap::new();
        self.segments(&missing, |entry, segment| {
            let page = columns.pages.keep(entry.revision, columns.pack(segment));
            packed.insert(entry.revision, page);
            Ok(())
        })?;
        for (entry, page) in plans.iter().zip(&mut pages) {
            if page.is_none() {
                *page = packed.get(&entry.revision).cloned();
            }
        }
        Ok(pages)
    }
}

impl Page {
    /// Packs a segment whose units and cities have these numbers.
    fn of(segment: &Segment, units: &[u32], cities: &[u32]) -> Self {
        let tasks = segment.tasks.len();
        let mut page = Self {
            chapters: segment.chapters.clone(),
            chapter_of: segment.tasks.iter().map(|row| row.chapter).collect(),
            unit_starts: Vec::with_capacity(tasks + 1),
            units: Vec::new(),
            city_starts: Vec::with_capacity(tasks + 1),
            cities: Vec::new(),
        };
        for row in &segment.tasks {
            page.unit_starts.push(length(&page.units));
            page.city_starts.push(length(&page.cities));
            page.add(row, units, cities);
        }
        page.unit_starts.push(length(&page.units));
        page.city_starts.push(length(&page.cities));
        page.units.shrink_to_fit();
        page.cities.shrink_to_fit();
        page
    }

    /// Adds each unit and city of a task once.
    fn add(&mut self, row: &TaskRow, units: &[u32], cities: &[u32]) {
        let first = self.units.len();
        for link in row.links.iter().filter(|link| link.basis.counts()) {
            let Some(number) = units.get(link.unit as usize) else {
                continue;
            };
            let leads = u32::from(link.role == Role::Lead);
            let mut added = self.units.iter_mut().skip(first);
            match added.find(|other| **other >> 1 == *number) {
                Some(known) => *known |= leads,
                None => self.units.push(number << 1 | leads),
            }
        }
        let first = self.cities.len();
        for place in &row.places {
            let Some(number) = cities.get(place.city as usize) else {
                continue;
            };
            let added = self.cities.get(first..).unwrap_or_default();
            if !added.contains(number) {
                self.cities.push(*number);
            }
        }
    }

    /// The units of the task at `index`: twice the number of each, and one more when it leads.
    pub(super) fn units_of(&self, index: usize) -> &[u32] {
        slice(&self.units, &self.unit_starts, index)
    }

    /// The numbers of the cities of the task at `index`.
    pub(super) fn cities_of(&self, index: usize) -> &[u32] {
        slice(&self.cities, &self.city_starts, index)
    }
}

fn slice<'a>(values: &'a [u32], starts: &[u32], index: usize) -> &'a [u32] {
    match starts.get(index..index + 2) {
        Some([start, end]) => values
            .get(*start as usize..*end as usize)
            .unwrap_or_default(),
        _ => &[],
    }
}

fn length(values: &[u32]) -> u32 {
    u32::try_from(values.len()).unwrap_or(u32::MAX)
}

impl<T: Copy + Eq + Hash> Numbered<T> {
    fn number(&mut self, item: T) -> u32 {
        let next = u32::try_from(self.items.len()).unwrap_or(u32::MAX >> 1);
        *self.places.entry(item).or_insert_with(|| {
            self.items.push(item);
            next
        })
    }
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl Keep for Page {
    /// Those of some five thousand plans.
    const MOST_BYTES: u64 = 32 << 20;
    const LIKELY: usize = 1_000;

    fn weight(&self) -> u64 {
        let numbers = self.chapter_of.len()
            + self.unit_starts.len()
            + self.units.len()
            + self.city_starts.len()
            + self.cities.len();
        (numbers * size_of::<u32>() + self.chapters.len() * size_of::<ChapterId>()) as u64 + 1
    }
}
