//! The responsibility matrix: units by chapters, sections, cities or plans.

use std::collections::{BTreeMap, HashMap};

use super::{QueryError, TaskFilter, View};
use crate::model::{NodeId, Role, UnitId};
use crate::store::{Segment, TaskRow};

/// The most cells that one answer holds.
const CELL_LIMIT: usize = 20_000;

/// What the columns of a matrix are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MatrixBy {
    /// Chapters.
    #[default]
    Chapter,
    /// Sections; tasks outside sections are in no column.
    Section,
    /// Cities that tasks are tied to.
    City,
    /// Plans.
    Plan,
}

/// Units by columns. Only cells with a task are there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The units, those with most tasks first, then by id.
    pub rows: Vec<UnitId>,
    /// The columns in the order of the documents, cities by code.
    pub columns: Vec<NodeId>,
    /// The cells, by row and column.
    pub cells: Vec<MatrixCell>,
}

/// Distinct tasks of one unit in one column, by the unit's role; a task in which it has two roles counts for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MatrixCell {
    /// Place in [`Matrix::rows`].
    pub row: u32,
    /// Place in [`Matrix::columns`].
    pub column: u32,
    /// Tasks that it leads.
    pub lead_count: u32,
    /// Tasks for which it is responsible.
    pub responsible_count: u32,
    /// Tasks that it supports.
    pub supporting_count: u32,
}

impl View {
    /// The units' parts in the tasks that a filter means, by statement, rule or correction.
    pub fn matrix(&self, filter: &TaskFilter, by: MatrixBy) -> Result<Matrix, QueryError> {
        let set = self.task_set(filter)?;
        let mut counted: HashMap<(UnitId, NodeId), [u32; 3]> = HashMap::new();
        let mut columns: Vec<NodeId> = Vec::new();
        let mut places: HashMap<NodeId, u32> = HashMap::new();
        let mut totals: HashMap<UnitId, u32> = HashMap::new();
        self.rows(&set, |_, segment, row, _| {
            let parts = parts(segment, row);
            for unit in parts.keys() {
                *totals.entry(*unit).or_default() += 1;
            }
            for column in columns_of(segment, row, by) {
                places.entry(column).or_insert_with(|| {
                    columns.push(column);
                    u32::try_from(columns.len() - 1).unwrap_or(u32::MAX)
                });
                for (unit, roles) in &parts {
                    let by_role = counted.entry((*unit, column)).or_default();
                    for (count, plays) in by_role.iter_mut().zip(roles) {
                        *count += u32::from(*plays);
                    }
                }
            }
            if counted.len() > CELL_LIMIT {
                return Err(QueryError::TooManyCells { limit: CELL_LIMIT });
            }
            Ok(())
        })?;
        if by == MatrixBy::City {
            columns.sort_unstable();
            places = columns.iter().copied().zip(0..).collect();
        }
        let mut rows: Vec<_> = totals.into_iter().collect();
        rows.sort_unstable_by_key(|(unit, count)| (std::cmp::Reverse(*count), *unit));
        let row_of: HashMap<UnitId, u32> = rows.iter().map(|(unit, _)| *unit).zip(0..).collect();
        let cell = |((unit, column), by_role): ((UnitId, NodeId), [u32; 3])| {
            let [lead_count, responsible_count, supporting_count] = by_role;
            Some(MatrixCell {
                row: *row_of.get(&unit)?,
                column: *places.get(&column)?,
                lead_count,
                responsible_count,
                supporting_count,
            })
        };
        let mut cells: Vec<_> = counted.into_iter().filter_map(cell).collect();
        cells.sort_unstable_by_key(|cell| (cell.row, cell.column));
        Ok(Matrix {
            rows: rows.into_iter().map(|(unit, _)| unit).collect(),
            columns,
            cells,
        })
    }
}

/// The units of a task by statement, rule or correction, with the roles that each has: lead, responsible, supporting.
fn parts(segment: &Segment, row: &TaskRow) -> BTreeMap<UnitId, [bool; 3]> {
    let mut parts: BTreeMap<UnitId, [bool; 3]> = BTreeMap::new();
    for (unit, role) in segment.parts_of(row) {
        let [leads, responds, supports] = parts.entry(unit).or_default();
        match role {
            Role::Lead => *leads = true,
            Role::Responsible => *responds = true,
            Role::Supporting => *supports = true,
        }
    }
    parts
}

fn columns_of(segment: &Segment, row: &TaskRow, by: MatrixBy) -> Vec<NodeId> {
    match by {
        MatrixBy::Plan => vec![NodeId::Plan(row.id.plan)],
        MatrixBy::Chapter => {
            let chapter = segment.chapter_of(row).into_iter();
            chapter.map(NodeId::Chapter).collect()
        }
        MatrixBy::Section => {
            let section = segment.section_of(row).into_iter();
            section.map(NodeId::Section).collect()
        }
        MatrixBy::City => {
            let cities = row.places.iter().filter_map(|it| segment.city_of(it));
            let mut cities: Vec<_> = cities.map(NodeId::City).collect();
            cities.sort_unstable();
            cities.dedup();
            cities
        }
    }
}
