//! Divisions, and the units that work in them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::listing::{Position, SortedList};
use super::{QueryError, View};
use crate::model::{City, CityId, Date, DivisionLevel, NodeId, UnitId};
use crate::store::PlanEntry;
use crate::text::near;

/// Which divisions a list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct CitiesOf {
    /// Divisions of this level.
    pub level: Option<DivisionLevel>,
    /// Divisions directly under the one with this id, code or name.
    pub parent: Option<String>,
}

impl View {
    /// Every division that an id, a GB/T 2260 code, a name or a short name stands for.
    pub fn cities_named(&self, name: &str) -> Result<Vec<CityId>, QueryError> {
        let gazetteer = self.gazetteer();
        let cities = match (name.parse(), name.parse()) {
            (Ok(NodeId::City(id)), _) if gazetteer.city(id).is_some() => vec![id],
            (_, Ok(code)) => gazetteer.cities_with_code(code),
            _ => gazetteer.cities_named(name),
        };
        if !cities.is_empty() {
            return Ok(cities);
        }
        let names = gazetteer.cities().map(|city| city.name.as_str());
        let nearest = near::nearest(name, names, 3)
            .into_iter()
            .map(str::to_owned)
            .collect();
        Err(QueryError::UnknownCity {
            name: name.to_owned(),
            nearest,
        })
    }

    /// A division's name, of a county behind that of what it lies in: there are three 朝阳区.
    pub(super) fn placed_name(&self, city: &City) -> String {
        let parent = city.parent.filter(|_| city.level == DivisionLevel::County);
        let parent = parent.and_then(|parent| self.gazetteer().city(parent));
        let parent = parent.map_or("", |parent| parent.name.as_str());
        format!("{parent}{}", city.name)
    }

    /// What tells a division from others of its name: 朝阳区（长春市，220104）.
    #[must_use]
    pub fn city_in_words(&self, city: &City) -> String {
        let parent = city.parent.and_then(|parent| self.gazetteer().city(parent));
        let parent = parent.map(|parent| format!("{}，", parent.name));
        let parent = parent.unwrap_or_default();
        format!("{}（{parent}{:06}）", city.name, city.id.code)
    }

    /// Every division that a name stands for, with all divisions within.
    pub fn cities_within(&self, name: &str) -> Result<HashSet<CityId>, QueryError> {
        let mut open = self.cities_named(name)?;
        let mut within = HashSet::new();
        while let Some(city) = open.pop() {
            if within.insert(city) {
                open.extend(self.gazetteer().children(city));
            }
        }
        Ok(within)
    }

    /// Divisions by code: those in force, and those that some plan is tied to.
    pub fn city_list(&self, wanted: &CitiesOf) -> Result<SortedList<CityId>, QueryError> {
        let parents = match &wanted.parent {
            Some(name) => Some(self.cities_named(name)?),
            None => None,
        };
        let tied: HashSet<_> = self
            .snapshot()
            .plans()
            .flat_map(|entry| &entry.cities)
            .copied()
            .collect();
        let cities = self.gazetteer().cities().filter(|city| {
            (city.until.is_none() || tied.contains(&city.id))
                && wanted.level.is_none_or(|level| city.level == level)
                && parents.as_ref().is_none_or(|parents| {
                    city.parent.is_some_and(|parent| parents.contains(&parent))
                })
        });
        let number = |id: CityId| (u64::from(id.code) << 16) | u64::from(id.since);
        Ok(SortedList::new(
            cities
                .map(|city| (Position::number(number(city.id)), city.id))
                .collect(),
        ))
    }

    /// The divisions directly below one, by code: those in force, now or in the year of some plan.
    #[must_use]
    pub fn cities_below(&self, city: CityId) -> Vec<City> {
        let gazetteer = self.gazetteer();
        let below = gazetteer.children(city).iter();
        let below: Vec<&City> = below.filter_map(|id| gazetteer.city(*id)).collect();
        let mut years = BTreeSet::new();
        if below.iter().any(|city| city.until.is_some()) {
            let dates = self.snapshot().plans().filter_map(|entry| entry.issued_on);
            years.extend(dates.map(Date::year));
        }
        let stood = |city: &City| match city.until {
            None => true,
            Some(last) => years
                .iter()
                .any(|year| (city.id.since..=last).contains(year)),
        };
        let listed = below.into_iter().filter(|city| stood(city));
        listed.cloned().collect()
    }

    /// Units that have a part in tasks tied to a city itself, most tasks first, with the number of those tasks.
    pub fn units_of_city(&self, city: CityId) -> Result<SortedList<(UnitId, u32)>, QueryError> {
        let entries = self.plans_that(|entry| entry.cities.contains(&city));
        let mut counts: BTreeMap<UnitId, u32> = BTreeMap::new();
        self.segments(&entries, |_, segment| {
            let tied = segment.tasks_of_city(city, None);
            for row in tied.filter_map(|number| segment.task(number)) {
                let units = segment.parts_of(row).map(|(unit, _)| unit);
                for unit in units.collect::<BTreeSet<_>>() {
                    *counts.entry(unit).or_default() += 1;
                }
            }
            Ok(())
        })?;
        let place = |unit: UnitId, count: u32| Position {
            key: super::Key::Number(-i64::from(count)),
            tie: unit.digest,
        };
        Ok(SortedList::new(
            counts
                .into_iter()
                .map(|(unit, count)| (place(unit, count), (unit, count)))
                .collect(),
        ))
    }

    /// The plans that name a unit.
    pub(super) fn plans_naming(&self, unit: UnitId) -> Vec<Arc<PlanEntry>> {
        let uses = self
            .snapshot()
            .unit(unit)
            .map(|entry| entry.uses.as_slice());
        let plans = uses.unwrap_or_default().iter();
        let mut entries: Vec<_> = plans
            .filter_map(|used| self.snapshot().plan(used.plan))
            .cloned()
            .collect();
        entries.sort_unstable_by_key(|entry| entry.first);
        entries
    }
}
