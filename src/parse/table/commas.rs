//! Tables saved with commas between their cells: 序号,任务,责任单位 ⏎ 1,种粮,"省农委、省财政厅".

use super::{Table, figures, grid, header};
use crate::model::TextRange;
use crate::parse::line::{Line, slice, trimmed};
use crate::parse::paragraph::Paragraph;
use crate::parse::steps;

/// What parts the cells. The full-width comma belongs to the words.
const COMMA: char = ',';

/// What encloses a cell that may hold commas.
const QUOTE: char = '"';

/// The fewest cells of a row.
const FEWEST: usize = 3;

/// The paragraphs of the table that begins at the first of `lines`, and how many lines it takes.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let first = lines.first()?;
    let heads = heads(text, first)?;
    let columns = header::columns(text, &heads)?;
    let rows: Vec<_> = lines
        .iter()
        .skip(1)
        .map_while(|line| Some((line, row(text, line, heads.len())?)))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let taken = rows.len() + 1;
    let mut table = Table::new(text, columns);
    table.figures = figures::Heads::of_tasks(text, &heads);
    table.frame(first);
    for (line, cells) in rows {
        table.row(line, &cells);
    }
    Some((table.paragraphs, taken))
}

/// Which of `lines` are heads and rows of such tables: none goes on with the line above it.
pub(super) fn mark(text: &str, lines: &[Line], is_row: &mut [bool]) {
    let mut width = None;
    for (line, is_row) in lines.iter().zip(is_row) {
        let columns = heads(text, line).and_then(|heads| header::columns(text, &heads));
        let goes_on = |&width: &usize| row(text, line, width).is_some();
        width = columns
            .map(|columns| columns.len())
            .or_else(|| width.filter(goes_on));
        *is_row |= width.is_some();
    }
}

/// The cells of a line that may be the heads of such a table.
fn heads(text: &str, line: &Line) -> Option<Vec<TextRange>> {
    let printed = slice(text, line.range);
    let is_short = printed.split(COMMA).all(|head| {
        let mut characters = head.chars();
        characters.nth(header::LONGEST).is_none()
    });
    if !printed.contains(COMMA) || !is_short {
        return None;
    }
    let cells = cells(text, line);
    (cells.len() >= FEWEST).then_some(cells)
}

/// The cells of a line that has as many as the table is wide.
fn row(text: &str, line: &Line, width: usize) -> Option<Vec<TextRange>> {
    let cells = cells(text, line);
    (cells.len() == width).then_some(cells)
}

/// The cells of a line, without the quotation marks around them.
fn cells(text: &str, line: &Line) -> Vec<TextRange> {
    let printed = slice(text, line.range);
    steps::count(printed.len());
    let mut cells = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    let mut close = |start: usize, end: usize| {
        let cell = trimmed(text, TextRange::new(start, end).shifted(line.range.start));
        cells.push(grid::unquoted(text, cell));
    };
    for (at, character) in printed.char_indices() {
        if character == QUOTE {
            is_quoted = !is_quoted;
        } else if character == COMMA && !is_quoted {
            close(start, at);
            start = at + COMMA.len_utf8();
        }
    }
    close(start, printed.len());
    cells
}
