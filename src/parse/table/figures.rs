//! Tables of indicators, as plans print them in boxes: 指标 | 2015年 | 2020年 | 属性. Where bodies stand beside them, each
//! row is a task.

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

/// Heads of columns that hold units of measurement, and of those that hold how much is to be done.
const UNITS: &[&str] = &["单位", "计量单位"];
const AMOUNTS: &[&str] = &[
    "数量",
    "任务数",
    "任务数量",
    "任务量",
    "目标数量",
    "计划数量",
    "建设数量",
    "年度数量",
];

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
    let below = lines
        .get(1)
        .filter(|line| !is_spaced && grid::is_row(text, line));
    let divided = below.and_then(|line| header::divided(text, &heads, &cells_of(line)));
    let framed = if divided.is_some() { 2 } else { 1 };
    let heads = divided.unwrap_or(heads);
    let table =
        Heads::of(text, &heads).filter(|_| !heads.iter().any(|&head| names_bodies(text, head)))?;
    let frame = |line: &Line| Paragraph::aside(line.range, line.after_blank, Place::Frame);
    let mut rows: Vec<Paragraph> = lines.iter().take(framed).map(frame).collect();
    for line in lines.iter().skip(framed) {
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
        row.figures = table.row(text, line.range, &cells);
        rows.push(row);
    }
    let taken = rows.len();
    (taken > framed).then_some((rows, taken))
}

/// Whether the cells below a head name bodies.
fn names_bodies(text: &str, head: TextRange) -> bool {
    matches!(
        header::column(slice(text, head)),
        Some(header::Column::Clause(
            Slot::Bodies(_) | Slot::MainlyResponsible
        ))
    )
}

/// The heads of a table of indicators, each with what its column holds.
pub(super) struct Heads {
    heads: Vec<TextRange>,
    columns: Vec<Column>,
}

impl Heads {
    /// Reads the heads; `None` when they name no indicators or no figures.
    pub(super) fn of(text: &str, heads: &[TextRange]) -> Option<Self> {
        let columns: Vec<Column> = heads
            .iter()
            .map(|&head| column(slice(text, head)))
            .collect::<Option<_>>()?;
        let has = |wanted| columns.contains(&wanted);
        (has(Column::Name) && has(Column::Figure)).then(|| Self {
            heads: heads.to_vec(),
            columns,
        })
    }

    /// The same for a table of tasks: only what calls itself an indicator is measured, other names are those of projects.
    pub(super) fn of_tasks(text: &str, heads: &[TextRange]) -> Option<Self> {
        let measures = |&head: &TextRange| {
            let printed = slice(text, head);
            let word = label::tight(printed, LONGEST_HEAD).unwrap_or_default();
            column(printed) == Some(Column::Name) && word.contains("指标")
        };
        Self::of(text, heads)
            .filter(|_| heads.iter().any(measures))
            .or_else(|| Self::of_amounts(text, heads))
    }

    /// The same for tasks that a column of its own counts: 任务, 单位, 数量.
    fn of_amounts(text: &str, heads: &[TextRange]) -> Option<Self> {
        let word = |head: &TextRange| label::tight(slice(text, *head), LONGEST_HEAD);
        let is_amount =
            |head: &TextRange| word(head).is_some_and(|w| AMOUNTS.contains(&w.as_str()));
        let is_unit = |head: &TextRange| word(head).is_some_and(|w| UNITS.contains(&w.as_str()));
        let is_text =
            |head: &TextRange| header::column(slice(text, *head)) == Some(header::Column::Text);
        let name = heads
            .iter()
            .position(|head| is_text(head) && !is_amount(head))?;
        let columns = heads.iter().enumerate().map(|(at, head)| match head {
            _ if at == name => Column::Name,
            head if is_amount(head) => Column::Figure,
            head if is_unit(head) => Column::Unit,
            _ => Column::Other,
        });
        heads.iter().any(is_amount).then(|| Self {
            heads: heads.to_vec(),
            columns: columns.collect(),
        })
    }

    /// What a row says; `None` for a row that groups others.
    pub(super) fn row(
        &self,
        text: &str,
        line: TextRange,
        cells: &[TextRange],
    ) -> Option<FigureRow> {
        let of = |wanted: Column| {
            let cells = self.columns.iter().zip(cells);
            cells
                .filter(move |&(&column, cell)| column == wanted && !slice(text, *cell).is_empty())
                .map(|(_, &cell)| cell)
        };
        let columns = self.columns.iter().zip(self.heads.iter().zip(cells));
        let values: Vec<(TextRange, TextRange)> = columns
            .filter(|&(&column, _)| column == Column::Figure)
            .map(|(_, (&head, &cell))| (head, cell))
            .collect();
        let has_figure =
            |&(_, cell): &(_, TextRange)| slice(text, cell).contains(|c: char| c.is_ascii_digit());
        values.iter().any(has_figure).then_some(FigureRow {
            range: line,
            name: of(Column::Name).next_back()?,
            unit: of(Column::Unit).next(),
            values,
            attribute: of(Column::Attribute).next(),
        })
    }
}

/// What the column below a head holds; `None` when the words are too long for a head.
fn column(printed: &str) -> Option<Column> {
    let word = label::tight(printed, LONGEST_HEAD)?;
    let is_figure = word.contains('年')
        || ["目标", "现状", "基期", "规划值", "累计", "实绩"]
            .iter()
            .any(|part| word.contains(part))
        || (word.is_empty() && printed.contains("累计"));
    let is_clause = matches!(header::column(printed), Some(header::Column::Clause(_)));
    Some(if is_clause {
        Column::Other
    } else if UNITS.contains(&word.as_str()) {
        Column::Unit
    } else if word.contains("属性") {
        Column::Attribute
    } else if is_figure && !word.ends_with("指标") {
        Column::Figure
    } else if word.contains("指标") || word == "名称" {
        Column::Name
    } else {
        Column::Other
    })
}
