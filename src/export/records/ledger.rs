//! The ledger (台账): each part of a unit in a task, unit by unit.
//!
//! A task stands in the ledger of each of its units. What is kept is which tasks those are; they are read once for each unit.

use std::collections::HashMap;

use super::{Records, distinct, rows_of};
use crate::export::rows::{Cell, Row, Rows, names};
use crate::export::{ExportError, What, Wording};
use crate::model::{Assignment, NodeId, Role, Task, UnitId};

const HEADER: [&str; 16] = [
    "unit",
    "role",
    "basis",
    "plan",
    "number",
    "chapter",
    "section",
    "label",
    "text",
    "partners",
    "indicators",
    "deadlines",
    "nameAsWritten",
    "line",
    "task",
    "unitId",
];

/// The tasks in which each unit has a part, the units by name, the tasks in the order of the file.
pub(super) struct Ledgers(Vec<Own>);

/// The tasks of one unit.
pub(super) struct Own {
    unit: UnitId,
    ordinals: Vec<u32>,
    /// One for each of its roles in each of them.
    row_count: usize,
}

impl Own {
    pub(super) fn of(unit: UnitId) -> Self {
        Self {
            unit,
            ordinals: Vec::new(),
            row_count: 0,
        }
    }

    /// One of its roles in a task; those in the same task follow each other.
    pub(super) fn push(&mut self, ordinal: u32) {
        self.row_count += 1;
        if self.ordinals.last() != Some(&ordinal) {
            self.ordinals.push(ordinal);
        }
    }
}

impl Ledgers {
    /// The ledgers of units whose tasks come by ordinal; `ordinals` is the order of the file.
    pub(super) fn of(
        parts: HashMap<UnitId, Own>,
        ordinals: &[u32],
        labels: &HashMap<NodeId, String>,
    ) -> Self {
        let mut ledgers: Vec<_> = parts.into_values().collect();
        if !ordinals.is_sorted() {
            let places: HashMap<u32, usize> = ordinals.iter().copied().zip(0..).collect();
            for own in &mut ledgers {
                own.ordinals
                    .sort_unstable_by_key(|ordinal| places.get(ordinal));
            }
        }
        ledgers.sort_unstable_by_key(|own| (labels.get(&NodeId::Unit(own.unit)), own.unit));
        Self(ledgers)
    }

    pub(super) fn row_count(&self) -> usize {
        self.0.iter().map(|own| own.row_count).sum()
    }
}

impl Records {
    /// The parts of all units that were asked for.
    pub(super) fn ledger(&self) -> Rows<'_> {
        let rows = self.ledgers.0.iter().flat_map(|own| self.parts_of(own));
        Rows::new(names(&HEADER), self.ledgers.row_count(), rows)
    }

    /// The ledger of each unit that was asked for, the units by name.
    pub(in crate::export) fn ledgers(
        &self,
        wording: Wording,
    ) -> impl ExactSizeIterator<Item = (UnitId, Rows<'_>)> {
        self.ledgers.0.iter().map(move |own| {
            let rows = Rows::new(names(&HEADER), own.row_count, self.parts_of(own));
            (own.unit, wording.of(What::Ledger, rows))
        })
    }

    fn parts_of<'a>(
        &'a self,
        own: &'a Own,
    ) -> impl Iterator<Item = Result<Row, ExportError>> + use<'a> {
        let tasks = self.read_tasks(&own.ordinals);
        tasks.flat_map(|task| rows_of(task, |task| self.parts_in(task, own.unit)))
    }

    /// The parts of a unit in a task; a role that rests on two grounds stands once.
    fn parts_in(&self, task: &Task, unit: UnitId) -> Vec<Row> {
        let mut seen: Vec<Role> = Vec::new();
        let mut rows = Vec::new();
        for assignment in &task.assignments {
            let role = assignment.role;
            let is_own = assignment.unit == unit && self.part.holds(unit, role, assignment.basis);
            if is_own && !seen.contains(&role) {
                seen.push(role);
                rows.push(self.part_row(task, assignment));
            }
        }
        rows
    }

    fn part_row(&self, task: &Task, assignment: &Assignment) -> Row {
        let others = task.assignments.iter();
        let others = others.filter(|other| other.unit != assignment.unit);
        let chapter = self.chapter(task);
        vec![
            self.unit(assignment.unit).into(),
            assignment.role.word().into(),
            assignment.basis.word().into(),
            self.plan_title(task.id.plan).into(),
            task.number.into(),
            chapter.map_or("", |chapter| chapter.title.as_str()).into(),
            self.section(task).into(),
            task.label.as_deref().unwrap_or_default().into(),
            task.text.as_str().into(),
            Cell::Text(distinct(others.map(|other| self.unit(other.unit)))),
            Cell::Text(distinct(
                task.indicators.iter().map(|it| it.phrase.as_str()),
            )),
            Cell::Text(distinct(task.deadlines.iter().map(|it| it.text.as_str()))),
            assignment.name_as_written.as_str().into(),
            assignment.span.range.line.into(),
            Cell::Text(task.id.to_string()),
            Cell::Text(assignment.unit.to_string()),
        ]
    }
}
