//! Rows on lines of their own that begin with a number, with spaces between their cells.
//!
//! As many pieces as the head has columns are its cells. Where a cell is left out or holds spaces, the form of the words
//! tells, as where nothing stands between the cells.

use super::header::Column;
use super::loose::heads;
use super::rows::Rows;
use super::{NOTHING, Table, is_due, stream};
use crate::model::{Role, TextRange};
use crate::parse::bodies::is_person;
use crate::parse::line::{Line, slice, trimmed};
use crate::parse::marker::{self, MarkerKind};
use crate::parse::names;
use crate::parse::paragraph::{Paragraph, is_continuation, is_page_mark};
use crate::parse::steps;
use crate::parse::vocabulary::Slot;

/// The longest line of heads, in characters, whatever pads it.
const LONGEST_LINE: usize = 80;

/// How far from its head a cell may begin, in half characters: who typed the table counted the spaces by eye.
const JITTER: usize = 4;

/// The heads of a line that opens such a table, each with what its column holds.
fn heads_of(text: &str, line: TextRange) -> Option<(Vec<Column>, Vec<TextRange>)> {
    let printed = slice(text, line);
    let is_long = || {
        let mut words = printed.chars().filter(|c| !c.is_whitespace());
        words.nth(LONGEST_LINE).is_some()
    };
    if !printed.contains([' ', '　']) || printed.contains(['。', '，', '：']) || is_long() {
        return None;
    }
    let (columns, cells) = heads(text, line)?;
    let is_whole = cells.last().is_some_and(|last| last.end == line.end);
    is_whole.then_some((columns, cells))
}

/// Whether a line is the heads of such a table whose rows have numbers.
pub(in crate::parse) fn heads_rows(text: &str, line: TextRange) -> bool {
    heads_of(text, line).is_some_and(|(columns, _)| columns.contains(&Column::Number))
}

/// The number that opens a row, and what stands behind it and its point.
fn number(text: &str, line: &Line, columns: &[Column]) -> Option<(TextRange, TextRange)> {
    if let Some(number) = stream::number(text, line.range) {
        return Some((number, TextRange::new(number.end, line.range.end)));
    }
    let marker = marker::read(text, line.range)?;
    let is_row = marker.kind == MarkerKind::Arabic && columns.contains(&Column::Number);
    is_row.then_some((marker.range, marker.content))
}

/// Which of `lines` are heads and rows of such tables: a page width cuts none of them off the line above.
pub(in crate::parse) fn rows(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut above: Option<(Vec<Column>, u64)> = None;
    let is_row = |line: &Line| {
        if let Some((columns, _)) = heads_of(text, line.range) {
            // Heads that a new page repeats begin no new count.
            let count = above.take().map_or(0, |(_, count)| count);
            above = Some((columns, count));
            return true;
        }
        let Some((columns, count)) = &mut above else {
            return false;
        };
        let printed = number(text, line, columns).map(|(number, _)| slice(text, number));
        let digits = printed.map(|number| number.trim_end_matches(|c: char| !c.is_ascii_digit()));
        let next = digits.and_then(|digits| digits.parse().ok());
        let is_next = next.is_some_and(|next: u64| next == 1 || next == *count + 1);
        *count = next.filter(|_| is_next).unwrap_or(*count);
        is_next
    };
    lines.iter().map(is_row).collect()
}

/// The table that begins at the first of `lines`, and how many lines it takes.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let first = lines.first()?;
    let (columns, cells) = heads_of(text, first.range)?;
    let places = places(text, first, &cells);
    let mut rows = Rows::new(text, columns.clone());
    rows.table.frame(first);
    let mut taken = 1;
    while let Some(line) = lines.get(taken) {
        let below = lines.get(taken + 1);
        if is_frame(text, first, line) {
            rows.table.frame(line);
        } else if let Some((number, rest)) = number(text, line, &columns) {
            let found = by_column(&rows.table, rest);
            match found.or_else(|| by_place(&rows.table, line, rest, &places)) {
                Some((words, cells)) => rows.whole(line, number, words, cells),
                None => rows.chunk(line, number, rest),
            }
        } else if marker::read(text, line.range)
            .is_some_and(|marker| marker.kind < MarkerKind::Arabic)
            && below.is_some_and(|below| {
                number(text, below, &columns).is_some() || is_frame(text, first, below)
            })
        {
            rows.table
                .heading(line, line.range, line.range, MarkerKind::Category(0));
        } else {
            break;
        }
        taken += 1;
    }
    (rows.count > 0).then_some((rows.table.paragraphs, taken))
}

/// Where cells begin on their line, in half characters.
fn places(text: &str, line: &Line, cells: &[TextRange]) -> Vec<usize> {
    let before = |cell: &TextRange| slice(text, TextRange::new(line.raw.start, cell.start));
    cells.iter().map(|cell| width(before(cell))).collect()
}

/// The width of a text in half characters.
fn width(text: &str) -> usize {
    steps::count(text.len());
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The same as [`by_column`] where a cell is empty: each piece stands below the head of its column.
fn by_place(
    table: &Table<'_>,
    line: &Line,
    rest: TextRange,
    heads: &[usize],
) -> Option<(TextRange, Vec<(usize, TextRange)>)> {
    let pieces = pieces(table.text, rest);
    let (&words, cells) = pieces.split_first()?;
    let text = table.columns.iter().position(|c| *c == Column::Text)?;
    let below = |place: usize| {
        heads
            .iter()
            .position(|&head| place.abs_diff(head) <= JITTER)
    };
    let columns = places(table.text, line, cells).into_iter().map(below);
    let columns: Vec<usize> = columns.collect::<Option<_>>()?;
    let is_in_order = columns.iter().is_sorted_by(|one, next| one < next)
        && columns.first().is_some_and(|&first| first > text);
    let cells: Vec<_> = columns.into_iter().zip(cells.iter().copied()).collect();
    (is_in_order && fits(table, &cells, true)).then_some((words, cells))
}

/// Whether a line is what a new page prints: its number, 续表, the heads again.
fn is_frame(text: &str, heads: &Line, line: &Line) -> bool {
    let printed = slice(text, line.range);
    is_page_mark(printed)
        || is_continuation(printed)
        || printed
            .split_whitespace()
            .eq(slice(text, heads.range).split_whitespace())
}

/// The text of a row and the cells behind it, each with its column; `None` where the spaces do not tell them.
fn by_column(table: &Table<'_>, rest: TextRange) -> Option<(TextRange, Vec<(usize, TextRange)>)> {
    let columns = &table.columns;
    let at = columns.iter().rposition(|c| *c == Column::Text)?;
    let (before, behind) = columns.split_at_checked(at + 1)?;
    let is_clause = |column: &Column| matches!(column, Column::Clause(_));
    if before.iter().any(is_clause) || !behind.iter().any(is_clause) {
        return None;
    }
    let pieces = pieces(table.text, rest);
    // Remarks at the end of a row are often left out.
    let last = behind.iter().rposition(is_clause)? + 1;
    let found = [behind.len(), last].into_iter().find_map(|count| {
        let (words, cells) = pieces.split_at_checked(pieces.len().checked_sub(count)?)?;
        let cells: Vec<_> = (at + 1..).zip(cells.iter().copied()).collect();
        let is_whole = words.len() == 1;
        fits(table, &cells, is_whole).then_some((words, cells))
    });
    let (words, cells) = found?;
    let words = TextRange::new(words.first()?.start, words.last()?.end);
    Some((words, cells))
}

/// Whether cells have the form of what their columns hold. Where the text is one piece, `is_whole`, the first of them
/// vouches for the others, whatever their names look like.
fn fits(table: &Table<'_>, cells: &[(usize, TextRange)], is_whole: bool) -> bool {
    let text = table.text;
    cells.iter().enumerate().all(|(count, &(at, cell))| {
        let printed = slice(text, cell);
        let is_nothing = NOTHING.contains(&printed);
        let is_list = || names::read(text, cell, Role::Responsible, &[]).names_bodies(text);
        let is_vouched = is_whole && count > 0;
        match table.columns.get(at) {
            Some(Column::Clause(Slot::Deadline)) => {
                is_nothing || is_due(text, cell) || (is_vouched && !is_list())
            }
            Some(Column::Clause(Slot::Persons)) => is_nothing || is_person(printed),
            Some(Column::Clause(_)) => {
                is_nothing || is_list() || (is_vouched && !is_due(text, cell))
            }
            _ => true,
        }
    })
}

/// The pieces of a row between its spaces, those that a space inside a cell parts put together again.
fn pieces(text: &str, rest: TextRange) -> Vec<TextRange> {
    let printed = slice(text, rest);
    steps::count(printed.len());
    let mut pieces: Vec<TextRange> = Vec::new();
    let mut start = rest.start;
    for piece in printed.split_inclusive(char::is_whitespace) {
        let range = trimmed(text, TextRange::new(start, start + piece.len()));
        start += piece.len();
        if range.is_empty() {
            continue;
        }
        match pieces.last_mut() {
            Some(last) if belong_together(slice(text, *last), slice(text, range)) => {
                last.end = range.end;
            }
            _ => pieces.push(range),
        }
    }
    pieces
}

/// Whether a space between two pieces parts no cells: 李 华, 市财政局、 市水利局, 2031 年 10 月底前.
fn belong_together(before: &str, after: &str) -> bool {
    let is_one =
        |piece: &str| piece.chars().all(char::is_alphabetic) && piece.chars().nth(1).is_none();
    let ends_with_digit = before.ends_with(|c: char| c.is_ascii_digit());
    let goes_on_with_day = ends_with_digit && after.starts_with(['年', '月', '日'])
        || before.ends_with("年") && opens_with_month(after);
    before.ends_with(['、', '，', ','])
        || after.starts_with(['、', '，', ','])
        || is_one(before) && is_one(after)
        || goes_on_with_day
}

/// Whether a piece opens with the month of a day: 10, 10月底前.
fn opens_with_month(piece: &str) -> bool {
    let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < piece.len() && (rest.is_empty() || rest.starts_with('月'))
}
