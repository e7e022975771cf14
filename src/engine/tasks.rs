//! Sets and lists of tasks.

use std::ops::Range;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::listing::{Key, Listing, Position, SortedList};
use super::{QueryError, TaskFilter, View};
use crate::model::{Task, TaskId};
use crate::search::Ordinals;
use crate::store::{PlanEntry, Segment, StoreError, TaskPlace, TaskRow, readable_tasks};

/// A set of tasks by ordinal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TaskSet(RoaringBitmap);

impl TaskSet {
    /// The empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of tasks.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.0.len()
    }

    /// Whether it has no tasks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the task of this ordinal is in it.
    #[must_use]
    pub fn contains(&self, ordinal: u32) -> bool {
        self.0.contains(ordinal)
    }

    /// The ordinals, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter()
    }

    /// The tasks of both.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        Self(&self.0 & &other.0)
    }

    /// Adds the tasks of the other.
    pub(super) fn extend(&mut self, other: &Self) {
        self.0 |= &other.0;
    }

    /// Bytes that the set takes, about.
    pub(super) fn bytes(&self) -> u64 {
        self.0.serialized_size() as u64
    }

    pub(super) fn insert(&mut self, ordinal: u32) {
        self.0.insert(ordinal);
    }

    pub(super) fn insert_range(&mut self, ordinals: Range<u32>) {
        self.0.insert_range(ordinals);
    }
}

impl FromIterator<u32> for TaskSet {
    fn from_iter<T: IntoIterator<Item = u32>>(ordinals: T) -> Self {
        let ordinals: Vec<u32> = ordinals.into_iter().collect();
        // What the index finds comes in order, and is then appended without looking for its place.
        let sorted = RoaringBitmap::from_sorted_iter(ordinals.iter().copied());
        Self(sorted.unwrap_or_else(|_unsorted| ordinals.into_iter().collect()))
    }
}

impl From<&Ordinals> for TaskSet {
    fn from(ordinals: &Ordinals) -> Self {
        let bytes: Vec<u8> = (ordinals.bits().iter())
            .flat_map(|bits| bits.to_le_bytes())
            .collect();
        Self(RoaringBitmap::from_lsb0_bytes(0, &bytes))
    }
}

/// Which way a list runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// The smallest first.
    #[default]
    Ascending,
    /// The largest first.
    Descending,
}

/// What a list of tasks is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TaskOrderField {
    /// Plans as they were accepted, tasks as they are printed.
    #[default]
    Document,
    /// Number of units that have a part by statement, rule or correction.
    UnitCount,
    /// The earliest dated deadline; tasks without one come last in both directions.
    Deadline,
}

/// The order of a list of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TaskOrder {
    /// What it is sorted by.
    pub field: TaskOrderField,
    /// Which way.
    pub direction: Direction,
}

/// A list of tasks by ordinal.
#[derive(Debug, Clone)]
pub enum TaskList {
    /// In the order of the documents.
    Document(TaskSet),
    /// In any other order.
    Sorted(SortedList<u32>),
}

impl Listing for TaskList {
    type Item = u32;

    fn len(&self) -> usize {
        match self {
            Self::Document(set) => usize::try_from(set.len()).unwrap_or(usize::MAX),
            Self::Sorted(list) => list.len(),
        }
    }

    fn up_to(&self, position: &Position) -> usize {
        match self {
            Self::Document(set) => {
                let ordinal = u32::try_from(position.tie).unwrap_or(u32::MAX);
                usize::try_from(set.0.rank(ordinal)).unwrap_or(usize::MAX)
            }
            Self::Sorted(list) => list.up_to(position),
        }
    }

    fn before(&self, position: &Position) -> usize {
        match self {
            Self::Document(set) => {
                let ordinal = u32::try_from(position.tie).unwrap_or(u32::MAX);
                self.up_to(position) - usize::from(set.contains(ordinal))
            }
            Self::Sorted(list) => list.before(position),
        }
    }

    fn slice(&self, range: Range<usize>) -> Vec<(Position, u32)> {
        match self {
            Self::Document(set) => range
                .map_while(|index| set.0.select(u32::try_from(index).ok()?))
                .map(|ordinal| (Position::number(u64::from(ordinal)), ordinal))
                .collect(),
            Self::Sorted(list) => list.slice(range),
        }
    }
}

impl View {
    /// The tasks that a filter means, in an order.
    pub fn task_list(&self, filter: &TaskFilter, order: TaskOrder) -> Result<TaskList, QueryError> {
        self.in_order(self.task_set(filter)?, order)
    }

    /// The tasks of a set, in an order.
    pub(super) fn in_order(&self, set: TaskSet, order: TaskOrder) -> Result<TaskList, QueryError> {
        if order == TaskOrder::default() {
            return Ok(TaskList::Document(set));
        }
        let descends = order.direction == Direction::Descending;
        let signed = |number: i64| if descends { -number } else { number };
        let mut items = Vec::new();
        self.rows(&set, |_, _, row, ordinal| {
            let key = match order.field {
                TaskOrderField::Document => signed(i64::from(ordinal)),
                TaskOrderField::UnitCount => {
                    signed(i64::try_from(row.unit_count()).unwrap_or(i64::MAX))
                }
                TaskOrderField::Deadline => {
                    row.due.map_or(i64::MAX, |due| signed(due.day_number()))
                }
            };
            let position = Position {
                key: Key::Number(key),
                tie: u64::from(ordinal),
            };
            items.push((position, ordinal));
            Ok(())
        })?;
        Ok(TaskList::Sorted(SortedList::new(items)))
    }

    /// The tasks of `ordinals`, in that order, in one read of the store; what this state does not hold is left out.
    ///
    /// Fails when one of them is damaged: what is made of all of them would be wrong without it.
    pub fn tasks(&self, ordinals: &[u32]) -> Result<Vec<Arc<Task>>, QueryError> {
        let places: Vec<_> = self.places(ordinals).map(|(_, place)| place).collect();
        Ok(self.store().tasks(&places)?.into_iter().flatten().collect())
    }

    /// The tasks of a plan, as they are printed.
    pub(super) fn tasks_of_plan(&self, entry: &PlanEntry) -> Result<Vec<Arc<Task>>, QueryError> {
        self.tasks(&entry.ordinals().collect::<Vec<_>>())
    }

    /// The tasks of `ordinals` without those whose records are damaged: [`View::damaged_tasks`] then tells of them.
    pub fn readable_tasks(&self, ordinals: &[u32]) -> Result<Vec<Arc<Task>>, QueryError> {
        let (known, places): (Vec<u32>, Vec<_>) = self.places(ordinals).unzip();
        let mut note = |index: usize, fault: StoreError| {
            if let Some(ordinal) = known.get(index) {
                self.damaged().insert(*ordinal, fault.to_string());
            }
        };
        Ok(readable_tasks(self.store(), &places, &mut note)?)
    }

    /// Where the tasks of `ordinals` are stored.
    fn places(&self, ordinals: &[u32]) -> impl Iterator<Item = (u32, TaskPlace)> {
        ordinals.iter().filter_map(move |&ordinal| {
            let (entry, number) = self.snapshot().plan_of_ordinal(ordinal)?;
            let revision = entry.revision;
            Some((ordinal, TaskPlace { revision, number }))
        })
    }

    /// The ordinals of tasks by id, in that order; `None` for one that this state does not hold.
    pub fn task_ordinals(&self, ids: &[TaskId]) -> Result<Vec<Option<u32>>, QueryError> {
        let mut entries: Vec<_> = ids
            .iter()
            .filter_map(|id| self.snapshot().plan(id.plan))
            .map(Arc::clone)
            .collect();
        entries.sort_unstable_by_key(|entry| entry.first);
        entries.dedup_by_key(|entry| entry.first);
        let mut ordinals = vec![None; ids.len()];
        self.segments(&entries, |entry, segment| {
            for (id, ordinal) in ids.iter().zip(&mut ordinals) {
                if id.plan == entry.id {
                    *ordinal = segment.number_of(*id).map(|number| entry.ordinal(number));
                }
            }
            Ok(())
        })?;
        Ok(ordinals)
    }

    /// A task; `None` when this state does not hold it.
    pub fn task(&self, id: TaskId) -> Result<Option<Arc<Task>>, QueryError> {
        let ordinals: Vec<_> = self.task_ordinals(&[id])?.into_iter().flatten().collect();
        Ok(self.tasks(&ordinals)?.pop())
    }

    /// Tells `each` the packed links of the tasks of a set, with their ordinals, ascending.
    pub(super) fn rows(
        &self,
        set: &TaskSet,
        mut each: impl FnMut(&PlanEntry, &Segment, &TaskRow, u32) -> Result<(), QueryError>,
    ) -> Result<(), QueryError> {
        self.segments(&self.plans_of(set), |entry, segment| {
            let rows = segment.tasks.iter().zip(entry.first..);
            for (row, ordinal) in rows.filter(|(_, ordinal)| set.contains(*ordinal)) {
                each(entry, segment, row, ordinal)?;
            }
            Ok(())
        })
    }

    /// The plans that the tasks of a set belong to.
    pub(super) fn plans_of(&self, set: &TaskSet) -> Vec<Arc<PlanEntry>> {
        let mut ordinals = set.0.iter();
        let mut next = ordinals.next();
        // The tasks of plans stand in the order of plans.
        self.plans_that(|entry| {
            if next.is_some_and(|ordinal| ordinal < entry.first) {
                ordinals.advance_to(entry.first);
                next = ordinals.next();
            }
            next.is_some_and(|ordinal| ordinal < entry.ordinals().end)
        })
    }
}
