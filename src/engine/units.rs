//! Units as all plans and the gazetteer together know them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::kept::Keep;
use super::listing::{Key, Position, SortedList};
use super::tasks::Direction;
use super::{Network, NetworkFilter, QueryError, TaskFilter, View};
use crate::model::{Basis, ChapterId, CityId, PlanId, Role, Unit, UnitChange, UnitId, UnitKind};

use crate::text::fold::fold;

/// What a unit weighs beside its aliases, and what an alias does beside its text.
const UNIT_BYTES: u64 = 320;
const NAME_BYTES: u64 = 32;

/// How many tasks a unit has in a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChapterShare {
    /// The chapter.
    pub chapter: ChapterId,
    /// Number of tasks in which the unit has a part there.
    pub task_count: u64,
    /// Number of those that it leads.
    pub lead_count: u64,
}

/// Which units are meant. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct UnitFilter {
    /// A literal stretch of name, full name or an alias, compared after folding.
    pub text: Option<String>,
    /// Units of these kinds.
    pub kinds: Option<Vec<UnitKind>>,
    /// Units of the division with this name or code.
    pub jurisdiction: Option<String>,
    /// Units that these plans name.
    pub plans: Option<Vec<PlanId>>,
    /// Units that have a part of this role in some task, by statement, rule or correction.
    pub role: Option<Role>,
    /// Also units without a part in any task by statement, rule or correction: issuers, and, without `plans`, bodies that
    /// only the gazetteer knows.
    pub include_unused: bool,
}

/// What a list of units is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum UnitOrderField {
    /// The name, by code point.
    Name,
    /// Number of tasks that it leads.
    LeadCount,
    /// Number of tasks in which it has a part.
    #[default]
    TaskCount,
    /// Number of units with which it shares a task, in the network with its defaults.
    Degree,
}

/// The order of a list of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnitOrder {
    /// What it is sorted by.
    pub field: UnitOrderField,
    /// Which way.
    pub direction: Direction,
}

impl Default for UnitOrder {
    fn default() -> Self {
        Self {
            field: UnitOrderField::default(),
            direction: Direction::Descending,
        }
    }
}

impl View {
    /// A unit that some plan or the gazetteer knows, with every alias that one of them gives it.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> Option<Arc<Unit>> {
        if let Some(unit) = self.kept_units().get(&id) {
            return Some(Arc::clone(unit));
        }
        let key = (self.snapshot().generation(), id);
        let make = |_: &_| self.gather_unit(id).ok_or(());
        let unit = self.shared().units.get_or_make(key, make).ok()?;
        self.kept_units().insert(id, Arc::clone(&unit));
        Some(unit)
    }

    fn gather_unit(&self, id: UnitId) -> Option<Unit> {
        let gazetteer = self.gazetteer();
        let Some(entry) = self.snapshot().unit(id) else {
            return gazetteer.unit_of(None, id).or_else(|| {
                let mut divisions = self.jurisdictions_in_plans().into_iter();
                divisions.find_map(|division| gazetteer.unit_of(Some(division), id))
            });
        };
        let known = gazetteer.unit_of(entry.unit.jurisdiction, id);
        let mut unit = entry.unit.clone();
        if let Some(known) = &known {
            unit.full_name.clone_from(&known.full_name);
        }
        let aliases = entry.uses.iter().flat_map(|used| &used.aliases).chain(
            known
                .iter()
                .flat_map(|known| std::iter::once(&known.name).chain(&known.aliases)),
        );
        for alias in aliases {
            if *alias != unit.name && !unit.aliases.contains(alias) {
                unit.aliases.push(alias.clone());
            }
        }
        Some(unit)
    }

    /// What became of a unit.
    #[must_use]
    pub fn successors(&self, unit: UnitId) -> Vec<UnitChange> {
        let jurisdiction = self.unit(unit).and_then(|unit| unit.jurisdiction);
        let changes = self.gazetteer().successors(jurisdiction, unit);
        self.keep_known(jurisdiction, changes.iter().map(|change| change.to));
        changes
    }

    /// What a unit was before.
    #[must_use]
    pub fn predecessors(&self, unit: UnitId) -> Vec<UnitChange> {
        let jurisdiction = self.unit(unit).and_then(|unit| unit.jurisdiction);
        let changes = self.gazetteer().predecessors(jurisdiction, unit);
        self.keep_known(jurisdiction, changes.iter().map(|change| change.from));
        changes
    }

    /// Keeps bodies that only the gazetteer knows, so that their ids are understood without a search for them.
    fn keep_known(&self, jurisdiction: Option<CityId>, units: impl Iterator<Item = UnitId>) {
        let only_known = units.filter(|&unit| self.snapshot().unit(unit).is_none());
        let known: Vec<_> = only_known
            .filter_map(|unit| self.gazetteer().unit_of(jurisdiction, unit))
            .collect();
        self.keep_units(known);
    }

    /// Keeps units for later questions about their ids.
    pub(super) fn keep_units(&self, units: Vec<Unit>) {
        let mut kept = self.kept_units();
        for unit in units {
            kept.entry(unit.id).or_insert_with(|| Arc::new(unit));
        }
    }

    /// The units that a filter means, in an order.
    pub fn unit_list(
        &self,
        filter: &UnitFilter,
        order: UnitOrder,
    ) -> Result<SortedList<UnitId>, QueryError> {
        self.check_plans(filter.plans.as_deref().unwrap_or_default())?;
        let is_meant = self.unit_test(filter)?;
        let is_by_degree = order.field == UnitOrderField::Degree;
        let network = is_by_degree.then(|| self.network_of(filter.plans.clone()));
        let network = network.transpose()?;
        let degree = |unit: UnitId| {
            let network = network.as_ref()?;
            u32::try_from(network.graph().degree(network.node(unit)?)).ok()
        };
        let mut items = Vec::new();
        let mut consider = |unit: &Unit, lead_count: u32, task_count: u32| {
            if !is_meant(unit) {
                return;
            }
            let count = match order.field {
                UnitOrderField::Name => 0,
                UnitOrderField::LeadCount => lead_count,
                UnitOrderField::TaskCount => task_count,
                UnitOrderField::Degree => degree(unit.id).unwrap_or(0),
            };
            let position = Position {
                key: sort_key(&unit.name, count, order),
                tie: unit.id.digest,
            };
            items.push((position, unit.id));
        };
        for entry in self.snapshot().units() {
            let uses = entry.uses.iter().filter(|used| {
                filter
                    .plans
                    .as_ref()
                    .is_none_or(|plans| plans.contains(&used.plan))
            });
            let (mut plans, mut lead_count, mut task_count) = (0, 0, 0);
            for used in uses {
                plans += 1;
                lead_count += used.lead_count;
                task_count += used.task_count;
            }
            if plans > 0 && (task_count > 0 || filter.include_unused) {
                consider(&entry.unit, lead_count, task_count);
            }
        }
        // A unit that no plan names is none that these plans name.
        if filter.include_unused && filter.plans.is_none() {
            for unit in self.gazetteer().units() {
                if self.snapshot().unit(unit.id).is_none() {
                    consider(unit, 0, 0);
                }
            }
        }
        Ok(SortedList::new(items))
    }

    /// Tells of a unit whether it is of the kind, the division, the role and the name that a filter means.
    fn unit_test<'a>(
        &'a self,
        filter: &'a UnitFilter,
    ) -> Result<impl Fn(&Unit) -> bool + 'a, QueryError> {
        let text = filter.text.as_deref().map(fold);
        let division = filter.jurisdiction.as_deref();
        let divisions = division.map(|name| self.cities_named(name)).transpose()?;
        let plans = filter.plans.as_deref();
        let playing = filter.role.map(|role| self.units_in_role(role, plans));
        let playing = playing.transpose()?;
        Ok(move |unit: &Unit| {
            let kinds = filter.kinds.as_ref();
            let is_within = |cities: &Vec<CityId>| {
                let own = unit.jurisdiction;
                own.is_some_and(|city| cities.contains(&city))
            };
            kinds.is_none_or(|kinds| kinds.contains(&unit.kind))
                && divisions.as_ref().is_none_or(is_within)
                && playing
                    .as_ref()
                    .is_none_or(|units| units.contains(&unit.id))
                && text.as_ref().is_none_or(|text| self.bears(unit.id, text))
        })
    }

    /// The network of the tasks of `plans` (all when `None`) with its defaults.
    fn network_of(&self, plans: Option<Vec<PlanId>>) -> Result<Arc<Network>, QueryError> {
        self.network(&NetworkFilter::of_tasks(TaskFilter::of_plans(plans)))
    }

    /// Units that have a part of this role in some task of `plans` (all when `None`), by statement, rule or correction.
    fn units_in_role(
        &self,
        role: Role,
        plans: Option<&[PlanId]>,
    ) -> Result<HashSet<UnitId>, QueryError> {
        let entries = self.plans_that(|entry| plans.is_none_or(|plans| plans.contains(&entry.id)));
        let mut units = HashSet::new();
        self.segments(&entries, |_, segment| {
            let parts = segment.tasks.iter().flat_map(|row| segment.parts_of(row));
            let playing = parts.filter(|(_, own)| *own == role);
            units.extend(playing.map(|(unit, _)| unit));
            Ok(())
        })?;
        Ok(units)
    }

    /// Whether a folded stretch of text stands in one of a unit's names.
    fn bears(&self, id: UnitId, text: &str) -> bool {
        self.unit(id).is_some_and(|unit| {
            std::iter::once(&unit.name)
                .chain(&unit.full_name)
                .chain(&unit.aliases)
                .any(|name| fold(name).contains(text))
        })
    }

    /// The cities that the tasks are tied to in which a unit has a part by statement, rule or correction, in the
    /// order of the plans.
    pub fn cities_of_unit(&self, unit: UnitId) -> Result<Vec<CityId>, QueryError> {
        let mut cities = Vec::new();
        let mut seen = HashSet::new();
        self.segments(&self.plans_naming(unit), |_, segment| {
            let rows = segment.tasks_of_unit(unit, None, Basis::COUNTED);
            let places = rows
                .filter_map(|number| segment.task(number))
                .flat_map(|row| &row.places);
            let named = places.filter_map(|place| segment.city_of(place));
            cities.extend(named.filter(|city| seen.insert(*city)));
            Ok(())
        })?;
        Ok(cities)
    }

    /// A unit's tasks by chapter, by statement, rule or correction: the chapters with most tasks first, then as the
    /// plans have them.
    pub fn chapters_of_unit(&self, unit: UnitId) -> Result<Vec<ChapterShare>, QueryError> {
        let mut shares = Vec::new();
        self.segments(&self.plans_naming(unit), |_, segment| {
            let mut counts = BTreeMap::<u32, (u64, u64)>::new();
            let mut count = |role, add: fn(&mut (u64, u64))| {
                let rows = segment.tasks_of_unit(unit, role, Basis::COUNTED);
                for row in rows.filter_map(|number| segment.task(number)) {
                    add(counts.entry(row.chapter).or_default());
                }
            };
            count(None, |counts| counts.0 += 1);
            count(Some(Role::Lead), |counts| counts.1 += 1);
            let share = |(index, (task_count, lead_count)): (u32, _)| {
                let chapter = *segment.chapters.get(index as usize)?;
                Some(ChapterShare {
                    chapter,
                    task_count,
                    lead_count,
                })
            };
            shares.extend(counts.into_iter().filter_map(share));
            Ok(())
        })?;
        shares.sort_by_key(|share| Reverse(share.task_count));
        Ok(shares)
    }
}

/// A unit that a thousand plans name has a thousand lists of aliases to be gathered from.
impl Keep for Unit {
    const MOST_BYTES: u64 = 8 << 20;
    const LIKELY: usize = 4_096;

    fn weight(&self) -> u64 {
        let aliases = self.aliases.iter().map(|alias| alias.len() as u64);
        UNIT_BYTES + aliases.map(|length| length + NAME_BYTES).sum::<u64>()
    }
}

fn sort_key(name: &str, count: u32, order: UnitOrder) -> Key {
    let descends = order.direction == Direction::Descending;
    match (order.field, descends) {
        (UnitOrderField::Name, false) => Key::Text(name.to_owned()),
        (UnitOrderField::Name, true) => Key::Reversed(Reverse(name.to_owned())),
        (_, false) => Key::Number(i64::from(count)),
        (_, true) => Key::Number(-i64::from(count)),
    }
}
