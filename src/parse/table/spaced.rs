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

/// The longest line of heads, in characters.
const LONGEST_LINE: usize = 80;

/// The table that begins at the first of `lines`, and how many lines it takes.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let first = lines.first()?;
    let printed = slice(text, first.range);
    let may_be_heads = printed.contains([' ', '　'])
        && printed.chars().nth(LONGEST_LINE).is_none()
        && !printed.contains(['。', '，', '：']);
    if !may_be_heads {
        return None;
    }
    let columns = heads(text, first.range)
        .filter(|(_, end)| *end == first.range.end)?
        .0;
    let mut rows = Rows::new(text, columns);
    rows.table.frame(first);
    let mut taken = 1;
    while let Some(line) = lines.get(taken) {
        let below = lines.get(taken + 1);
        let is_number = |line: &Line| stream::number(text, line.range).is_some();
        if is_frame(text, first, line) {
            rows.table.frame(line);
        } else if let Some(number) = stream::number(text, line.range) {
            let rest = TextRange::new(number.end, line.range.end);
            match by_column(&rows.table, rest) {
                Some((words, cells)) => rows.whole(line, number, words, cells),
                None => rows.chunk(line, number, rest),
            }
        } else if marker::read(text, line.range)
            .is_some_and(|marker| marker.kind < MarkerKind::Arabic)
            && below.is_some_and(|below| is_number(below) || is_frame(text, first, below))
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
