//! Tables of indicators, as plans print them in boxes: 指标 | 2015年 | 2020年 | 属性. They hold no tasks.

use super::{grid, header};
use crate::model::{FigureRow, TextRange};
use crate::parse::label;
use crate::parse::line::{Line, slice};
use crate::parse::paragraph::{Paragraph, Place};
use crate::parse::vocabulary::Slot;

/// What a column of a table of indicators holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Unit,
    Figure,
    Attribute,
    Other,
}

/// The longest head of a column, in characters.
const LONGEST_HEAD: usize = 24;

/// The table that begins at the first of `lines`, and how many lines it takes.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let first = lines.first()?;
    // 指标 or 名称, however it is padded.
    if !slice(text, first.range).contains(['指', '名']) {
        return None;
    }
    let is_spaced = !grid::is_row(text, first);
    let cells_of = |line: &Line| {
        if is_spaced {
            grid::spaced(text, line)
        } else {
            grid::cells(text, line)
        }
    };
    let heads = cells_of(first);
    let columns = columns(text, &heads)?;
    let mut rows = vec![Paragraph::aside(
        first.range,
        first.after_blank,
        Place::Frame,
    )];
    for line in lines.iter().skip(1) {
        let cells = cells_of(line);
        let is_row = if is_spaced {
            cells.len() == heads.len()
        } else {
            grid::is_row(text, line) || grid::is_rule(text, line)
        };
        if !is_row {
            break;
        }
        if header::columns(text, &cells).is_some() {
            break;
        }
        let mut row = Paragraph::aside(line.range, line.after_blank, Place::Frame);
        row.figures = figures(text, line, &columns, &heads, &cells);
        rows.push(row);
    }
    let taken = rows.len();
    (taken > 1).then_some((rows, taken))
}

fn columns(text: &str, heads: &[TextRange]) -> Option<Vec<Column>> {
    let column = |head: &TextRange| {
        let printed = slice(text, *head);
        let word = label::tight(printed, LONGEST_HEAD)?;
        let is_figure = word.contains('年')
            || ["目标", "现状", "基期", "规划值", "累计", "实绩"]
                .iter()
                .any(|part| word.contains(part))
            || (word.is_empty() && printed.contains("累计"));
        Some(if word == "单位" || word == "计量单位" {
            Column::Unit
        } else if word.contains("属性") {
            Column::Attribute
        } else if is_figure {
            Column::Figure
        } else if word.contains("指标") || word == "名称" {
            Column::Name
        } else {
            Column::Other
        })
    };
    // Whose indicators are given to bodies is a table of tasks.
    let names_bodies = |head: &TextRange| {
        let column = header::column(slice(text, *head));
        matches!(
            column,
            Some(header::Column::Clause(
                Slot::Bodies(_) | Slot::MainlyResponsible
            ))
        )
    };
    if heads.iter().any(names_bodies) {
        return None;
    }
    let columns: Vec<Column> = heads.iter().map(column).collect::<Option<_>>()?;
    let has = |wanted| columns.contains(&wanted);
    (has(Column::Name) && has(Column::Figure)).then_some(columns)
}

/// What a row says; `None` for a row that groups others.
fn figures(
    text: &str,
    line: &Line,
    columns: &[Column],
    heads: &[TextRange],
    cells: &[TextRange],
) -> Option<FigureRow> {
    let of = |wanted: Column| {
        columns
            .iter()
            .zip(cells)
            .filter(move |&(&column, cell)| column == wanted && !slice(text, *cell).is_empty())
            .map(|(_, &cell)| cell)
    };
    let values: Vec<(TextRange, TextRange)> = columns
        .iter()
        .zip(heads.iter().zip(cells))
        .filter(|&(&column, (_, cell))| {
            column == Column::Figure && slice(text, *cell).contains(|c: char| c.is_ascii_digit())
        })
        .map(|(_, (&head, &cell))| (head, cell))
        .collect();
    (!values.is_empty()).then_some(FigureRow {
        range: line.range,
        name: of(Column::Name).next_back()?,
        unit: of(Column::Unit).next(),
        values,
        attribute: of(Column::Attribute).next(),
    })
}
