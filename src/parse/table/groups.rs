//! Columns whose words group the rows beside and below them, and cells that span such a column and the text.

use super::header::Column;
use super::{DITTO, Table, rows_of};
use crate::model::TextRange;
use crate::parse::line::{Line, slice};

/// Columns of which those before a column of text group rows, when they are empty where that is not: merged cells of which
/// a copy keeps the first row alone. Their heads may be any words: 战略, 重点任务 before 具体举措.
pub(super) fn grouped(text: &str, lines: &[Line], columns: &[Column]) -> Vec<Column> {
    let printed = |cells: &[TextRange], at: usize| cells.get(at).map_or("", |&c| slice(text, c));
    let is_filled = |cells: &[TextRange], at: usize| {
        let printed = printed(cells, at);
        !printed.is_empty() && !DITTO.contains(&printed)
    };
    let mut grouped = columns.to_vec();
    let mut above: Vec<TextRange> = Vec::new();
    for cells in rows_of(text, lines, columns) {
        // No group goes on where one that stands before it is new.
        let mut is_new = false;
        for (at, pair) in columns.windows(2).enumerate() {
            let is_filled = |at: usize| is_filled(&cells, at);
            let may_group = matches!(pair, [Column::Text | Column::Unknown, Column::Text]);
            let others = || (at + 2..cells.len()).any(is_filled);
            if may_group
                && !is_new
                && !is_filled(at)
                && is_filled(at + 1)
                && others()
                && let Some(column) = grouped.get_mut(at)
            {
                *column = Column::Category;
            }
            let groups = matches!(pair, [Column::Category | Column::Text | Column::Unknown, _]);
            is_new |= groups && is_filled(at) && printed(&cells, at) != printed(&above, at);
        }
        above = cells;
    }
    grouped
}

/// The columns of task text, with the one before them where a cell of its spans them: 一级任务, 二级任务 above one cell.
pub(super) fn with_merged(
    table: &Table<'_>,
    cells: &[(TextRange, bool)],
    texts: Vec<usize>,
) -> Vec<usize> {
    let is_filled = |at: usize| {
        let cell = cells.get(at).copied();
        cell.is_some_and(|(cell, is_ditto)| !is_ditto && !table.is_nothing(cell))
    };
    let is_empty = |&at: &usize| {
        let cell = cells
            .get(at)
            .map_or("", |&(cell, _)| slice(table.text, cell));
        cell.is_empty()
    };
    let before = texts.first().and_then(|at| at.checked_sub(1));
    let spans = |&at: &usize| {
        let is_text = table.heads.get(at) == Some(&Column::Text);
        let is_grouped = table.columns.get(at) == Some(&Column::Category);
        is_text && is_grouped && is_filled(at)
    };
    match before.filter(spans) {
        Some(before) if texts.iter().all(is_empty) => vec![before],
        _ => texts,
    }
}
