//! Tables of tasks: a head that names columns of tasks and of bodies, and the rows below it.
//!
//! `grid` reads rows with marks between their cells, `spaced` rows with spaces between them, `loose` rows whose cells
//! stand on lines of their own or behind nothing at all. Each gives cells by column; this file makes paragraphs of them:
//! a row is an item with its text and its clauses, a row of one cell and a new word in a column that groups rows are
//! headings.

mod commas;
mod cut;
mod figures;
mod glued;
mod grid;
mod groups;
mod header;
mod loose;
mod rows;
mod spaced;
mod stream;

pub(super) use cut::breaks;
use header::Column;
pub(super) use spaced::{heads_rows, rows as spaced_rows};

use super::layout::Part;
use super::line::{Line, slice};
use super::marker::{self, Marker, MarkerKind};
use super::paragraph::{Paragraph, Place, is_continuation};
use super::vocabulary::{NOTHING, Slot};
use super::{due, layout, metadata};
use crate::model::{Layout, TextRange};

/// The paragraphs of the table that begins at the first of `lines`, and how many lines it takes.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    drawn(text, lines)
        .or_else(|| commas::read(text, lines))
        .or_else(|| figures::read(text, lines))
        .or_else(|| glued::read(text, lines))
        .or_else(|| loose::read(text, lines))
}

/// The cells of a line with marks between them.
pub(super) fn cells(text: &str, line: &Line) -> Option<Vec<TextRange>> {
    grid::is_row(text, line).then(|| grid::cells(text, line))
}

/// What a cell says that repeats the one above it.
const DITTO: &[&str] = &["〃", "″", "同上", "\"", "”"];

/// How many lines of text may stand between rows, for a heading that takes no cells.
const MOST_BETWEEN: usize = 1;

/// A table whose rows have marks between their cells.
fn drawn(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let first = lines.first().filter(|line| grid::is_row(text, line))?;
    let heads = grid::cells(text, first);
    let below = lines.get(1).filter(|line| grid::is_row(text, line));
    let divided = below.and_then(|line| header::divided(text, &heads, &grid::cells(text, line)));
    let mut taken = if divided.is_some() { 2 } else { 1 };
    let heads = divided.unwrap_or(heads);
    let columns = header::columns(text, &heads)?;
    let grouped = groups::grouped(text, lines, &columns);
    let mut table = Table::new(text, timed(text, lines, &columns, grouped));
    table.heads.clone_from(&columns);
    table.figures = figures::Heads::of_tasks(text, &heads);
    for line in lines.iter().take(taken) {
        table.frame(line);
    }
    while let Some(line) = lines.get(taken) {
        if grid::is_rule(text, line) {
            table.frame(line);
        } else if grid::is_row(text, line) {
            let cells = grid::cells(text, line);
            if is_other_head(text, &cells, &columns) || is_metadata(text, line) {
                break;
            }
            let cells = table.shifted(cells);
            table.row(line, &cells);
        } else if is_continuation(slice(text, line.range)) {
            table.frame(line);
        } else if is_between(text, lines, taken) {
            table.row(line, &[line.range]);
        } else {
            break;
        }
        taken += 1;
    }
    Some((table.paragraphs, taken))
}

/// Columns of which those hold deadlines whose head does not tell, but each of whose cells does: 进度.
fn timed(text: &str, lines: &[Line], heads: &[Column], mut columns: Vec<Column>) -> Vec<Column> {
    let rows: Vec<_> = rows_of(text, lines, heads).collect();
    for (at, column) in columns.iter_mut().enumerate() {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let says_nothing = |printed| NOTHING.contains(&printed) || DITTO.contains(&printed);
        let mut cells = cells.filter(|&&cell| !says_nothing(slice(text, cell)));
        let is_timed = *column == Column::Unknown && cells.clone().next().is_some();
        if is_timed && cells.all(|&cell| is_due(text, cell)) {
            *column = Column::Clause(Slot::Deadline);
        }
    }
    columns
}

/// The rows of the table whose head, of `columns`, is the first of `lines`, no farther than it goes: the next one looks at
/// its own. The head that the next page repeats is no row.
fn rows_of<'t>(
    text: &'t str,
    lines: &'t [Line],
    columns: &'t [Column],
) -> impl Iterator<Item = Vec<TextRange>> + 't {
    let rows = lines.iter().skip(1);
    rows.take_while(move |line| grid::is_row(text, line) || grid::is_rule(text, line))
        .filter(move |line| !grid::is_rule(text, line))
        .map(move |line| grid::cells(text, line))
        .map(move |cells| (header::columns(text, &cells), cells))
        .take_while(move |(head, _)| head.as_deref().is_none_or(|head| head == columns))
        .filter(|(head, _)| head.is_none())
        .map(|(_, cells)| cells)
}

/// Whether a row is the head of another table than the one of `columns`.
fn is_other_head(text: &str, cells: &[TextRange], columns: &[Column]) -> bool {
    header::columns(text, cells).is_some_and(|other| other != columns)
}

/// Whether a row is the metadata of the page: 索引号：| 1134 | 成文日期：| 2022-10-08.
fn is_metadata(text: &str, line: &Line) -> bool {
    let fields = metadata::read(text, line.range);
    let opens_line = fields.first().is_some_and(|(_, value)| {
        let before = slice(text, TextRange::new(line.range.start, value.start));
        before.contains(['：', ':'])
    });
    fields.len() > 1 && opens_line
}

/// Whether a line without marks stands between rows of one table.
fn is_between(text: &str, lines: &[Line], at: usize) -> bool {
    let below = lines.get(at + 1..).unwrap_or_default();
    let line = lines
        .get(at)
        .filter(|line| line.level == 0 && !line.after_blank);
    line.is_some()
        && below.iter().take(MOST_BETWEEN).any(|line| {
            !line.after_blank
                && grid::is_row(text, line)
                && header::columns(text, &grid::cells(text, line)).is_none()
        })
}

/// A table while it is read.
struct Table<'t> {
    text: &'t str,
    columns: Vec<Column>,
    /// What the heads alone say of the columns.
    heads: Vec<Column>,
    /// The cells of the row above, dittos resolved.
    above: Vec<TextRange>,
    paragraphs: Vec<Paragraph>,
    /// Which of them the last task is.
    last_task: Option<usize>,
    /// The heads of its figures, where its tasks are indicators.
    figures: Option<figures::Heads>,
}

impl<'t> Table<'t> {
    fn new(text: &'t str, columns: Vec<Column>) -> Self {
        Self {
            text,
            above: vec![TextRange::new(0, 0); columns.len()],
            heads: Vec::new(),
            columns,
            paragraphs: Vec::new(),
            last_task: None,
            figures: None,
        }
    }

    /// A line that holds nothing of its own: the head or a rule.
    fn frame(&mut self, line: &Line) {
        self.paragraphs
            .push(Paragraph::aside(line.range, line.after_blank, Place::Frame));
    }

    /// The cells of a row, with an empty one before them where a copy left out the merged cell that groups it with the
    /// row above: its first item then stands under the group, not under the item above.
    fn shifted(&self, cells: Vec<TextRange>) -> Vec<TextRange> {
        let is_item = |cell: Option<&TextRange>| {
            let marker = cell.and_then(|&cell| marker::read(self.text, cell));
            marker.is_some_and(|marker| marker.kind == MarkerKind::Arabic)
        };
        let filled = cells.iter().rposition(|&cell| !self.is_nothing(cell));
        let is_shorter = filled.is_some_and(|last| last + 1 < self.columns.len());
        let is_of_group = !is_item(self.above.first()) && is_item(self.above.get(1));
        match cells.first() {
            Some(&first) if is_shorter && is_of_group && is_item(Some(&first)) => {
                let group = TextRange::new(first.start, first.start);
                std::iter::once(group)
                    .chain(cells)
                    .take(self.columns.len())
                    .collect()
            }
            _ => cells,
        }
    }

    fn row(&mut self, line: &Line, cells: &[TextRange]) {
        let is_repeated_head = header::columns(self.text, cells).is_some();
        let filled: Vec<usize> = (0..cells.len())
            .filter(|&at| cells.get(at).is_some_and(|&cell| !self.is_nothing(cell)))
            .collect();
        match filled[..] {
            _ if is_repeated_head => self.frame(line),
            [] => self.frame(line),
            [only] if self.is_heading(cells, only) => {
                let cell = cells.get(only).copied().unwrap_or(line.range);
                self.heading(line, line.range, cell, MarkerKind::Category(0));
            }
            [number, only] if self.is_numbered_heading(cells, number) => {
                if let (Some(&number), Some(&title)) = (cells.get(number), cells.get(only)) {
                    let marker = Marker {
                        kind: MarkerKind::Han,
                        range: number,
                        content: title,
                    };
                    self.open(line, line.range, marker);
                }
            }
            _ => self.task(line, cells),
        }
    }

    /// Whether the column of numbers holds that of a heading: 一, （二）. The other cell is its title then.
    fn is_numbered_heading(&self, cells: &[TextRange], number: usize) -> bool {
        let printed = cells.get(number).map_or("", |&cell| slice(self.text, cell));
        let is_of_numbers = self.columns.get(number) == Some(&Column::Number);
        let is_mark = |c: char| matches!(c, '（' | '）' | '(' | ')' | '、' | '.' | '．');
        let digits = printed.trim_matches(is_mark);
        let is_han = !digits.is_empty() && digits.chars().all(marker::is_han_numeral);
        is_of_numbers && is_han
    }

    fn is_nothing(&self, cell: TextRange) -> bool {
        NOTHING.contains(&slice(self.text, cell))
    }

    /// Whether the only filled cell of a row is a heading of the rows below it.
    fn is_heading(&self, cells: &[TextRange], at: usize) -> bool {
        let Some(&cell) = cells.get(at) else {
            return false;
        };
        // A list that goes on from the row above.
        let is_list = at > 0
            && matches!(
                self.columns.get(at),
                Some(Column::Clause(Slot::Bodies(_) | Slot::MainlyResponsible))
            );
        if is_list {
            return false;
        }
        let printed = slice(self.text, cell);
        let is_own_text = self.columns.get(at) == Some(&Column::Text) && at > 0 && cells.len() > 1;
        let is_marked =
            marker::read(self.text, cell).is_some_and(|marker| marker.kind < MarkerKind::Arabic);
        !DITTO.contains(&printed) && (is_marked || !(is_own_text || printed.ends_with('。')))
    }

    /// Adds the heading that a cell makes; `range` is what it stands for, the whole row or the cell alone.
    fn heading(&mut self, line: &Line, range: TextRange, cell: TextRange, kind: MarkerKind) {
        let marker = marker::read(self.text, cell).unwrap_or(Marker {
            kind,
            range: TextRange::new(cell.start, cell.start),
            content: cell,
        });
        self.open(line, range, marker);
    }

    /// Adds a heading.
    fn open(&mut self, line: &Line, range: TextRange, marker: Marker) {
        self.paragraphs.push(Paragraph {
            range,
            after_blank: line.after_blank,
            place: Place::Body,
            marker: Some(marker),
            layout: None,
            parts: vec![Part::Text(marker.content)],
            figures: None,
            is_of_table: true,
        });
    }

    fn task(&mut self, line: &Line, cells: &[TextRange]) {
        let cells: Vec<(TextRange, bool)> = (0..self.columns.len())
            .map(|at| {
                self.cell(
                    cells
                        .get(at)
                        .copied()
                        .unwrap_or(TextRange::new(line.range.end, line.range.end)),
                    at,
                )
            })
            .collect();
        let ranges: Vec<TextRange> = cells.iter().map(|&(cell, _)| cell).collect();
        let figures = self.figures.as_ref();
        let figures = figures.and_then(|heads| heads.row(self.text, line.range, &ranges));
        let texts = groups::with_merged(self, &cells, self.texts(&cells));
        self.categories(line, &cells, &texts);
        let own_text = self.own_text(&cells, &texts);
        let mut parts: Vec<Part> = own_text.map(Part::Text).into_iter().collect();
        let has_columns = self
            .columns
            .iter()
            .any(|column| matches!(column, Column::Clause(_)));
        if let Some(range) = own_text
            && let Some((_, inner)) = layout::read(self.text, range)
            && has_columns
        {
            parts = inner;
        }
        parts.extend(self.clauses(&cells));
        self.above = ranges;
        // A row that goes on with the task above it adds its clauses.
        if own_text.is_none()
            && let Some(last) = self.last_task.and_then(|at| self.paragraphs.get_mut(at))
        {
            // What a cell repeats from the row above, the task has already.
            let is_own = |part: &Part| part.range().start >= line.range.start;
            last.parts.extend(parts.into_iter().filter(is_own));
            self.frame(line);
            return;
        }
        let number = self
            .columns
            .iter()
            .position(|column| *column == Column::Number)
            .and_then(|at| cells.get(at))
            .filter(|(_, is_ditto)| !is_ditto)
            .map(|&(cell, _)| cell);
        let content = own_text.unwrap_or(line.range);
        self.last_task = Some(self.paragraphs.len());
        self.paragraphs.push(Paragraph {
            range: line.range,
            after_blank: line.after_blank,
            place: Place::Body,
            marker: Some(Marker {
                kind: MarkerKind::Row,
                range: number.unwrap_or(TextRange::new(content.start, content.start)),
                content,
            }),
            layout: Some(Layout::Table),
            parts,
            figures,
            is_of_table: true,
        });
    }

    /// A cell and whether it repeats the one above it, which stands for it then.
    fn cell(&self, cell: TextRange, at: usize) -> (TextRange, bool) {
        let printed = slice(self.text, cell);
        let is_number = self.columns.get(at) == Some(&Column::Number);
        // In a column that groups rows an empty cell goes on with the group.
        let goes_on = self.columns.get(at) == Some(&Column::Category) && printed.is_empty();
        if (DITTO.contains(&printed) || goes_on) && !is_number {
            (self.above.get(at).copied().unwrap_or(cell), true)
        } else {
            (cell, false)
        }
    }

    /// The columns of task text: those that stand next to each other and end with the last one. One before them whose
    /// cells span several rows groups these.
    fn texts(&self, cells: &[(TextRange, bool)]) -> Vec<usize> {
        let mut texts: Vec<usize> = (0..self.columns.len())
            .filter(|&at| self.columns.get(at) == Some(&Column::Text))
            .collect();
        while texts.len() > 1 {
            let is_ditto = texts
                .first()
                .and_then(|&at| cells.get(at))
                .is_some_and(|&(_, is_ditto)| is_ditto);
            let is_apart = texts
                .first()
                .zip(texts.get(1))
                .is_some_and(|(one, next)| one + 1 != *next);
            let is_group = texts
                .first()
                .and_then(|&at| cells.get(at))
                .is_some_and(|&(cell, _)| {
                    marker::read(self.text, cell)
                        .is_some_and(|marker| marker.kind < MarkerKind::Arabic)
                });
            if !(is_ditto || is_apart || is_group) {
                break;
            }
            texts.remove(0);
        }
        texts
    }

    /// Adds the headings that the row's words in columns of groups make, where they are new.
    fn categories(&mut self, line: &Line, cells: &[(TextRange, bool)], texts: &[usize]) {
        let first_text = texts.first().copied().unwrap_or_default();
        let mut depth = 0;
        for at in 0..first_text {
            let is_group = matches!(self.columns.get(at), Some(Column::Category | Column::Text));
            let Some(&(cell, is_ditto)) = cells.get(at).filter(|_| is_group) else {
                continue;
            };
            let is_known = is_ditto || self.is_nothing(cell) || self.repeats(cell, at);
            if !is_known {
                self.heading(line, cell, cell, MarkerKind::Category(depth));
            }
            depth += 1;
        }
    }

    /// Whether a cell prints once more what the cell above it says.
    fn repeats(&self, cell: TextRange, at: usize) -> bool {
        let above = self.above.get(at).copied().unwrap_or(TextRange::new(0, 0));
        slice(self.text, above) == slice(self.text, cell)
    }

    /// The text of a row: from its first text cell to its last.
    fn own_text(&self, cells: &[(TextRange, bool)], texts: &[usize]) -> Option<TextRange> {
        let own = texts
            .iter()
            .filter_map(|&at| cells.get(at))
            .filter(|&&(cell, is_ditto)| !is_ditto && !self.is_nothing(cell))
            .map(|&(cell, _)| cell);
        let (first, last) = own.fold((None, None), |(first, _), cell| {
            (first.or(Some(cell)), Some(cell))
        });
        let range = TextRange::new(first?.start, last?.end);
        // An enumerator at its start is no part of the text.
        let is_item = |marker: &Marker| {
            let is_low = marker.kind >= MarkerKind::HanBracketed && marker.kind != MarkerKind::Box;
            is_low && marker.content.end == range.end
        };
        Some(
            marker::read(self.text, range)
                .filter(is_item)
                .map_or(range, |marker| marker.content),
        )
    }

    fn clauses(&self, cells: &[(TextRange, bool)]) -> Vec<Part> {
        let clauses = |(column, &(cell, _)): (&Column, &(TextRange, bool))| match column {
            Column::Clause(slot) if !self.is_nothing(cell) => {
                layout::of_cell(self.text, *slot, cell)
            }
            _ => Vec::new(),
        };
        self.columns.iter().zip(cells).flat_map(clauses).collect()
    }
}

/// Whether a cell without a head to tell holds a deadline.
fn is_due(text: &str, cell: TextRange) -> bool {
    due::is_due(slice(text, cell))
}
