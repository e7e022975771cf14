//! Rows on lines of their own that begin with a number, with spaces between their cells.
//!
//! As many pieces as the head has columns are its cells. Where a cell is left out or holds spaces, the form of the words
//! tells, as where nothing stands between the cells.

use super::header::{self, Column};
use super::loose::heads;
use super::rows::Rows;
use super::{NOTHING, Table, commas, figures, grid, is_due, stream};
use crate::model::{Role, TextRange};
use crate::parse::bodies::is_person;
use crate::parse::label;
use crate::parse::line::{Line, slice, trimmed};
use crate::parse::marker::{self, Marker, MarkerKind};
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
    let parted = || {
        let cells = grid::parted(text, line);
        let columns = header::columns(text, &cells)?;
        columns
            .contains(&Column::Number)
            .then_some((columns, cells))
    };
    let glued = || {
        let (columns, cells) = heads(text, line)?;
        let is_whole = cells.last().is_some_and(|last| last.end == line.end);
        is_whole.then_some((columns, cells))
    };
    parted().or_else(glued)
}

/// Whether a line is the heads of such a table whose rows have numbers, or of one with marks between its cells.
pub(in crate::parse) fn heads_rows(text: &str, line: TextRange) -> bool {
    let whole = Line {
        range: line,
        raw: line,
        after_blank: false,
        level: 0,
    };
    let columns = if grid::is_row(text, &whole) {
        header::columns(text, &grid::cells(text, &whole))
    } else {
        heads_of(text, line).map(|(columns, _)| columns)
    };
    columns.is_some_and(|columns| columns.contains(&Column::Number))
}

/// The row that a line opens: its number, how much that is, and what stands behind it and its point.
///
/// What follows a number at once may be what it counts, 35个村, unless the number is the next one.
fn row(text: &str, line: &Line, columns: &[Column], above: u64) -> Option<Opened> {
    let pointed = || {
        let marker = marker::read(text, line.range)?;
        let is_row = marker.kind == MarkerKind::Arabic && columns.contains(&Column::Number);
        is_row.then_some((marker.range, marker.content))
    };
    let behind = |number: TextRange| (number, TextRange::new(number.end, line.range.end));
    let (number, rest) = stream::number(text, line.range)
        .map(behind)
        .or_else(pointed)?;
    let digits = slice(text, number).trim_end_matches(|c: char| !c.is_ascii_digit());
    let count = digits.parse().unwrap_or_default();
    let is_next = count == 1 || count == above + 1;
    let is_apart = rest.start > number.end || slice(text, rest).starts_with(char::is_whitespace);
    (is_next || is_apart).then_some(Opened {
        number,
        rest,
        count,
        is_next,
    })
}

/// A row that a line opens.
struct Opened {
    number: TextRange,
    rest: TextRange,
    count: u64,
    /// Whether its number follows that of the row above, or begins a new count.
    is_next: bool,
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
        let next = row(text, line, columns, *count).filter(|row| row.is_next);
        *count = next.as_ref().map_or(*count, |row| row.count);
        next.is_some() || numbered_heading(text, line).is_some()
    };
    let mut rows: Vec<bool> = lines.iter().map(is_row).collect();
    commas::mark(text, lines, &mut rows);
    rows
}

/// The table that begins at the first of `lines`, and how many lines it takes.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let first = lines.first()?;
    let (columns, cells) = heads_of(text, first.range)?;
    let places = places(text, first, &cells);
    let mut rows = Rows::new(text, columns.clone());
    let figures = figures::Heads::of_tasks(text, &cells);
    rows.table.frame(first);
    let (mut taken, mut count) = (1, 0);
    // What stands below headings of some levels.
    let below = |at: usize| {
        let mut below = lines.iter().skip(at + 1).take(MOST_LEVELS);
        below.find(|line| heading(text, line).is_none())
    };
    while let Some(line) = lines.get(taken) {
        if is_frame(text, first, line) {
            rows.table.frame(line);
        } else if let Some(opened) = row(text, line, &columns, count) {
            let Opened { number, rest, .. } = opened;
            count = opened.count;
            let found = by_column(&rows.table, rest);
            match found.or_else(|| by_place(&rows.table, line, rest, &places)) {
                Some((words, found)) => {
                    rows.whole(line, number, words, found);
                    let own = grid::parted(text, line.range);
                    let figures = figures.as_ref().filter(|_| own.len() == cells.len());
                    let figures = figures.and_then(|heads| heads.row(text, line.range, &own));
                    if let Some(row) = rows.table.paragraphs.last_mut() {
                        row.figures = figures;
                    }
                }
                None => rows.chunk(line, number, rest),
            }
        } else if let Some(marker) = heading(text, line)
            && below(taken).is_some_and(|below| {
                row(text, below, &columns, count).is_some() || is_frame(text, first, below)
            })
        {
            rows.table.open(line, line.range, marker);
        } else if let Some(cells) = further(&rows.table, lines.get(taken..)?, &places, count) {
            rows.further(line, &cells);
        } else {
            break;
        }
        taken += 1;
    }
    (rows.count > 0).then_some((rows.table.paragraphs, taken))
}

/// The heading of rows that a line is: 一、经济发展, or its number as a cell of its own.
fn heading(text: &str, line: &Line) -> Option<Marker> {
    marker::read(text, line.range)
        .filter(|marker| marker.kind < MarkerKind::Arabic)
        .or_else(|| numbered_heading(text, line))
}

/// The heading that a line is whose number is a cell of its own: 一　经济发展.
fn numbered_heading(text: &str, line: &Line) -> Option<Marker> {
    let (number, title) = slice(text, line.range).split_once(char::is_whitespace)?;
    let end = line.range.start + number.len();
    let is_number = number.chars().all(marker::is_han_numeral);
    let is_title = !title.trim().contains(char::is_whitespace);
    (is_number && is_title).then(|| Marker {
        kind: MarkerKind::Han,
        range: TextRange::new(line.range.start, end),
        content: trimmed(text, TextRange::new(end, line.range.end)),
    })
}

/// How many levels of headings may stand above a row.
const MOST_LEVELS: usize = 3;

/// How many lines of a row may stand between its first line and the next row.
const MOST_FURTHER: usize = 4;

/// The cells of a further line of the row above, each below its head or, where a row follows, told by its form.
fn further(
    table: &Table<'_>,
    lines: &[Line],
    heads: &[usize],
    count: u64,
) -> Option<Vec<(usize, TextRange)>> {
    let text = table.text;
    let (line, below) = lines.split_first()?;
    let is_of_row = table.paragraphs.last().is_some_and(|p| p.layout.is_some());
    if !is_of_row || line.after_blank {
        return None;
    }
    let mut below = below
        .iter()
        .take(MOST_FURTHER)
        .take_while(|line| !line.after_blank);
    let is_within = below.any(|line| row(text, line, &table.columns, count).is_some());
    let cells = pieces(text, line.range);
    let bodies = |column: &Column| matches!(column, Column::Clause(Slot::Bodies(_)));
    let placed = in_columns(table, line, &cells, heads);
    let fits = |cells: &Vec<(usize, TextRange)>| {
        let may_hold = |at: usize| match table.columns.get(at) {
            Some(Column::Clause(_)) => true,
            Some(Column::Number) => false,
            _ => is_within,
        };
        cells.iter().all(|&(at, _)| may_hold(at)) && fits(table, cells, false)
    };
    let by_form = || {
        let is_list =
            |cell: TextRange| names::read(text, cell, Role::Responsible, &[]).names_bodies(text);
        let last = table.columns.iter().rposition(bodies)?;
        let words = table.columns.iter().position(|c| *c == Column::Text)?;
        let column = |cell: TextRange| if is_list(cell) { last } else { words };
        let cells = cells.iter().map(|&cell| (column(cell), cell));
        is_within.then(|| cells.collect())
    };
    placed.filter(fits).or_else(by_form)
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
    let cells = in_columns(table, line, cells, heads)?;
    let is_behind = cells.first().is_some_and(|&(first, _)| first > text);
    (is_behind && fits(table, &cells, true)).then_some((words, cells))
}

/// Cells with the columns whose heads they begin below; `None` where one begins below none or two below one.
fn in_columns(
    table: &Table<'_>,
    line: &Line,
    cells: &[TextRange],
    heads: &[usize],
) -> Option<Vec<(usize, TextRange)>> {
    let below = |place: usize| {
        let far = heads.iter().map(|head| head.abs_diff(place)).enumerate();
        let nearest = far.min_by_key(|&(_, far)| far);
        nearest.filter(|&(_, far)| far <= JITTER).map(|(at, _)| at)
    };
    let columns = places(table.text, line, cells).into_iter().map(below);
    let columns: Vec<usize> = columns.collect::<Option<_>>()?;
    let is_in_order = columns.iter().is_sorted_by(|one, next| one < next);
    is_in_order.then(|| columns.into_iter().zip(cells.iter().copied()).collect())
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
                let is_labelled = label::opening(printed).is_some();
                is_nothing || is_labelled || is_list() || (is_vouched && !is_due(text, cell))
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

/// Whether a space between two pieces parts no cells: 李 华, 市财政局、 市水利局, 2031 年 10 月底前, 60 以上.
fn belong_together(before: &str, after: &str) -> bool {
    let is_one =
        |piece: &str| piece.chars().all(char::is_alphabetic) && piece.chars().nth(1).is_none();
    let ends_with_digit = before.ends_with(|c: char| c.is_ascii_digit());
    let goes_on_with_day = ends_with_digit && after.starts_with(['年', '月', '日'])
        || before.ends_with("年") && opens_with_month(after);
    let is_compared = ends_with_digit && ["以上", "以下", "以内", "左右"].contains(&after);
    before.ends_with(['、', '，', ','])
        || is_compared
        || after.starts_with(['、', '，', ','])
        || is_one(before) && is_one(after)
        || goes_on_with_day
}

/// Whether a piece opens with the month of a day: 10, 10月底前.
fn opens_with_month(piece: &str) -> bool {
    let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < piece.len() && (rest.is_empty() || rest.starts_with('月'))
}
