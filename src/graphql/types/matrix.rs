//! Type `ResponsibilityMatrix` and its parts.

use async_graphql::{ComplexObject, Context, Enum, ID, Object, SimpleObject};

use super::Unit;
use super::task_stat::{distinct_name_of, name_of};
use crate::engine;
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;
use crate::model::{NodeId, UnitId};

/// What the columns of a responsibility matrix are (矩阵的列).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::MatrixBy")]
pub(crate) enum MatrixBy {
    /// Chapters (章).
    Chapter,
    /// Sections (节); tasks outside sections are in no column.
    Section,
    /// Cities that tasks are tied to (市、县).
    City,
    /// Plans (方案).
    Plan,
}

/// Units by columns.
pub(crate) struct ResponsibilityMatrix {
    rows: Vec<UnitId>,
    columns: Vec<MatrixColumn>,
    cells: Vec<MatrixCell>,
}

/// A column of a responsibility matrix (矩阵的列).
#[derive(Debug, SimpleObject)]
#[graphql(serial, complex)]
pub(crate) struct MatrixColumn {
    /// The id of the thing, for `node`.
    id: ID,
    /// Its name or title (名称).
    name: String,
    #[graphql(skip)]
    node: NodeId,
}

#[ComplexObject]
impl MatrixColumn {
    /// The same as it can stand among those of other plans (可区分的名称): a body with its division, a county with what it lies
    /// in, a chapter or section with its plan, where there are others.
    async fn distinct_name(&self, context: &Context<'_>) -> Result<String> {
        distinct_name_of(Scope::of(context), self.node)
    }
}

/// A unit's tasks in one column, each counted once per role (矩阵的单元格).
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct MatrixCell {
    /// Place of the unit in `rows` (行号), from 0.
    row: u32,
    /// Place in `columns` (列号), from 0.
    column: u32,
    /// Number of tasks that the unit leads (牵头任务数).
    lead_count: u32,
    /// Number of tasks for which it is responsible beside others (责任任务数).
    responsible_count: u32,
    /// Number of tasks that it supports (配合任务数).
    supporting_count: u32,
}

impl ResponsibilityMatrix {
    pub(crate) fn new(scope: &Scope, matrix: engine::Matrix) -> Result<Self> {
        scope
            .view()
            .prefetch_titles(matrix.columns.iter().copied())?;
        let column = |node: NodeId| {
            Ok(MatrixColumn {
                id: node.into(),
                name: name_of(scope, node)?,
                node,
            })
        };
        let cell = |cell: engine::MatrixCell| MatrixCell {
            row: cell.row,
            column: cell.column,
            lead_count: cell.lead_count,
            responsible_count: cell.responsible_count,
            supporting_count: cell.supporting_count,
        };
        Ok(Self {
            rows: matrix.rows,
            columns: matrix
                .columns
                .into_iter()
                .map(column)
                .collect::<Result<_>>()?,
            cells: matrix.cells.into_iter().map(cell).collect(),
        })
    }
}

/// The responsibility matrix (责任矩阵): units by chapters, sections, cities or plans.
#[Object(serial)]
impl ResponsibilityMatrix {
    /// The units (行), those with most tasks first.
    async fn rows(&self, context: &Context<'_>) -> Result<Vec<Unit>> {
        let scope = Scope::of(context);
        let rows = self.rows.iter();
        rows.map(|id| scope.unit(*id).map(Unit)).collect()
    }

    /// The columns (列), in the order of the documents, cities by code.
    async fn columns(&self) -> &[MatrixColumn] {
        &self.columns
    }

    /// The cells that hold a task (单元格), by row and column.
    async fn cells(&self) -> &[MatrixCell] {
        &self.cells
    }
}
