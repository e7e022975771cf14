//! Counts of distinct tasks.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{QueryError, TaskFilter, View};
use crate::model::{NodeId, Role, UnitId};
use crate::store::{PlanEntry, Segment, TaskRow};

/// The most groups that one answer holds.
const GROUP_LIMIT: usize = 20_000;

/// What tasks are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskDimension {
    /// The plan.
    Plan,
    /// The chapter.
    Chapter,
    /// The section; tasks outside sections are in no group.
    Section,
    /// Each unit that has a part by statement, rule or correction.
    Unit,
    /// Each unit that leads by statement, rule or correction.
    LeadUnit,
    /// Each city that the task is tied to.
    City,
    /// Each role that a unit has by statement, rule or correction; beside a unit, the roles of that unit.
    Role,
    /// The division that the plan governs; tasks of plans without one are in no group.
    Region,
}

/// One value of one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskStatKey {
    /// A plan, chapter, section, unit or city.
    Node(TaskDimension, NodeId),
    /// A role.
    Role(Role),
}

/// A group of tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskStat {
    /// The group's values, in the order of the dimensions asked for.
    pub keys: Vec<TaskStatKey>,
    /// Number of distinct tasks.
    pub task_count: u64,
    /// Number of those that the group's unit leads, or that have a lead when the group has no unit.
    pub lead_count: u64,
}

/// Counts per kind, and what they take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// Number of plans.
    pub plans: u64,
    /// Number of tasks.
    pub tasks: u64,
    /// Number of assignments.
    pub assignments: u64,
    /// Number of indicators.
    pub indicators: u64,
    /// Number of units that some plan names.
    pub units: u64,
    /// Number of divisions that some task is tied to.
    pub cities: u64,
    /// Number of the committed state.
    pub generation: u64,
    /// Number of the last journal record that can be seen.
    pub sequence: u64,
    /// Bytes that the store takes on disk.
    pub store_bytes: u64,
}

impl View {
    /// Distinct tasks by any dimensions, largest groups first.
    pub fn task_stats(
        &self,
        filter: &TaskFilter,
        dimensions: &[TaskDimension],
    ) -> Result<Vec<TaskStat>, QueryError> {
        // Every repetition would multiply the groups of a task by its units once more.
        let distinct: HashSet<_> = dimensions.iter().collect();
        if distinct.len() < dimensions.len() {
            return Err(QueryError::RepeatedDimension);
        }
        let set = self.task_set(filter)?;
        let mut groups: HashMap<Vec<TaskStatKey>, (u64, u64)> = HashMap::new();
        self.rows(&set, |entry, segment, row, _| {
            for (keys, unit) in groups_of(entry, segment, row, dimensions) {
                let leads = match unit {
                    Some(unit) => leads(segment, row, unit),
                    None => row.has_lead(),
                };
                let (task_count, lead_count) = groups.entry(keys).or_default();
                *task_count += 1;
                *lead_count += u64::from(leads);
            }
            if groups.len() > GROUP_LIMIT {
                return Err(QueryError::TooManyGroups { limit: GROUP_LIMIT });
            }
            Ok(())
        })?;
        let mut stats: Vec<_> = groups
            .into_iter()
            .map(|(keys, (task_count, lead_count))| TaskStat {
                keys,
                task_count,
                lead_count,
            })
            .collect();
        stats.sort_unstable_by(|one, other| {
            (other.task_count, &one.keys).cmp(&(one.task_count, &other.keys))
        });
        Ok(stats)
    }

    /// Counts over everything.
    pub fn statistics(&self) -> Result<Statistics, QueryError> {
        let snapshot = self.snapshot();
        let sum = |count: fn(&PlanEntry) -> u32| {
            snapshot.plans().map(|entry| u64::from(count(entry))).sum()
        };
        let cities: HashSet<_> = snapshot.plans().flat_map(|entry| &entry.cities).collect();
        Ok(Statistics {
            plans: snapshot.plan_count() as u64,
            tasks: snapshot.task_count(),
            assignments: sum(|entry| entry.assignment_count),
            indicators: sum(|entry| entry.indicator_count),
            units: snapshot.unit_count() as u64,
            cities: cities.len() as u64,
            generation: snapshot.generation(),
            sequence: self.sequence(),
            store_bytes: self.store().bytes_on_disk()?,
        })
    }
}

/// The groups that a task falls into, each once, with the unit that stands in the group.
fn groups_of(
    entry: &PlanEntry,
    segment: &Segment,
    row: &TaskRow,
    dimensions: &[TaskDimension],
) -> Vec<(Vec<TaskStatKey>, Option<UnitId>)> {
    // Units first, so that a role beside a unit is the unit's role wherever it was asked for.
    let mut places: Vec<_> = (0..dimensions.len()).collect();
    places.sort_by_key(|place| dimensions.get(*place) == Some(&TaskDimension::Role));
    let mut groups = BTreeMap::from([(vec![None; dimensions.len()], None)]);
    for place in places {
        let Some(&dimension) = dimensions.get(place) else {
            continue;
        };
        let mut wider = BTreeMap::new();
        for (keys, unit) in groups {
            for (key, named) in values(entry, segment, row, dimension, unit) {
                let mut keys = keys.clone();
                if let Some(slot) = keys.get_mut(place) {
                    *slot = Some(key);
                }
                wider.insert(keys, unit.or(named));
            }
        }
        groups = wider;
    }
    groups
        .into_iter()
        .map(|(keys, unit)| (keys.into_iter().flatten().collect(), unit))
        .collect()
}

/// The values of one dimension for a task, with the unit when the value is one.
fn values(
    entry: &PlanEntry,
    segment: &Segment,
    row: &TaskRow,
    dimension: TaskDimension,
    beside: Option<UnitId>,
) -> Vec<(TaskStatKey, Option<UnitId>)> {
    let node = |id| (TaskStatKey::Node(dimension, id), None);
    let parts = segment.parts_of(row);
    let unit = |id| (TaskStatKey::Node(dimension, NodeId::Unit(id)), Some(id));
    match dimension {
        TaskDimension::Plan => vec![node(NodeId::Plan(row.id.plan))],
        TaskDimension::Region => {
            let region = entry.region.into_iter();
            region.map(|id| node(NodeId::City(id))).collect()
        }
        TaskDimension::Chapter => {
            let chapter = segment.chapter_of(row).into_iter();
            chapter.map(|id| node(NodeId::Chapter(id))).collect()
        }
        TaskDimension::Section => {
            let section = segment.section_of(row).into_iter();
            section.map(|id| node(NodeId::Section(id))).collect()
        }
        TaskDimension::Unit => parts.map(|(id, _)| unit(id)).collect(),
        TaskDimension::LeadUnit => parts
            .filter(|(_, role)| *role == Role::Lead)
            .map(|(id, _)| unit(id))
            .collect(),
        TaskDimension::City => {
            let cities = row.places.iter().filter_map(|it| segment.city_of(it));
            cities.map(|id| node(NodeId::City(id))).collect()
        }
        TaskDimension::Role => parts
            .filter(|(id, _)| beside.is_none_or(|beside| beside == *id))
            .map(|(_, role)| (TaskStatKey::Role(role), None))
            .collect(),
    }
}

fn leads(segment: &Segment, row: &TaskRow, unit: UnitId) -> bool {
    segment.parts_of(row).any(|part| part == (unit, Role::Lead))
}
