//! Lines that are rows of a table: cells between tabs, pipes or the strokes of a drawn box.

use crate::model::TextRange;
use crate::parse::line::{Line, slice, trimmed};
use crate::parse::steps;

/// Strokes between the cells of a row.
const STROKES: [char; 4] = ['|', '│', '┃', '｜'];

/// The cells of a line; one cell for a line without any separator.
pub(super) fn cells(text: &str, line: &Line) -> Vec<TextRange> {
    let printed = slice(text, line.range);
    if printed.contains(STROKES) {
        return piped(text, line.range);
    }
    let raw = slice(text, line.raw);
    if !raw.contains('\t') {
        return vec![line.range];
    }
    // A tab at the start of a line closes an empty cell; a program that saves tables encloses what holds a mark.
    let cells = split(text, line.raw, |character| character == '\t');
    cells.into_iter().map(|cell| unquoted(text, cell)).collect()
}

/// A cell without the quotation marks that enclose it: those of "放管服"改革和"互联网+" are its own.
pub(super) fn unquoted(text: &str, cell: TextRange) -> TextRange {
    const QUOTE: char = '"';
    let inner = slice(text, cell)
        .strip_prefix(QUOTE)
        .and_then(|inner| inner.strip_suffix(QUOTE))
        .filter(|inner| !inner.replace("\"\"", "").contains(QUOTE));
    inner.map_or(cell, |inner| {
        let start = cell.start + QUOTE.len_utf8();
        trimmed(text, TextRange::new(start, start + inner.len()))
    })
}

/// The cells of a short line with white space between them.
pub(super) fn spaced(text: &str, line: &Line) -> Vec<TextRange> {
    const LONGEST: usize = 120;
    if slice(text, line.range).chars().nth(LONGEST).is_some() {
        return vec![line.range];
    }
    let cells = split(text, line.range, char::is_whitespace);
    cells.into_iter().filter(|cell| !cell.is_empty()).collect()
}

/// The cells of a line with more than one space between them, or one where there is no more anywhere.
pub(super) fn parted(text: &str, line: TextRange) -> Vec<TextRange> {
    let printed = slice(text, line);
    let is_wide = printed.contains("  ") || printed.contains('　');
    let spaces: Vec<_> = split(text, line, char::is_whitespace);
    let mut cells: Vec<TextRange> = Vec::new();
    for piece in spaces.into_iter().filter(|piece| !piece.is_empty()) {
        let is_near =
            |last: &TextRange| is_wide && slice(text, TextRange::new(last.end, piece.start)) == " ";
        match cells.last_mut().filter(|last| is_near(last)) {
            Some(last) => last.end = piece.end,
            None => cells.push(piece),
        }
    }
    cells
}

/// Whether a line is divided into cells.
pub(super) fn is_row(text: &str, line: &Line) -> bool {
    let printed = slice(text, line.range);
    printed.contains('\t') || printed.contains(STROKES)
}

/// Whether a line is a rule between rows: |---|:--:| or ├──┼──┤.
pub(super) fn is_rule(text: &str, line: &Line) -> bool {
    let printed = slice(text, line.range);
    !printed.is_empty()
        && printed.chars().all(|character| {
            STROKES.contains(&character)
                || matches!(character, '-' | ':' | '=' | '+' | '\u{2500}'..='\u{257F}')
                || character.is_whitespace()
        })
}

/// Cells between strokes; what stands before the first and behind the last stroke of a closed row is none.
fn piped(text: &str, line: TextRange) -> Vec<TextRange> {
    let printed = slice(text, line);
    let mut cells = split(text, line, |character| STROKES.contains(&character));
    if printed.starts_with(STROKES) {
        cells.remove(0);
    }
    if printed.ends_with(STROKES) {
        cells.pop();
    }
    cells
}

fn split(text: &str, line: TextRange, is_separator: impl Fn(char) -> bool) -> Vec<TextRange> {
    let mut cells = Vec::new();
    let mut start = 0;
    let printed = slice(text, line);
    steps::count(printed.len());
    for (at, character) in printed
        .char_indices()
        .filter(|&(_, character)| is_separator(character))
    {
        cells.push(TextRange::new(start, at));
        start = at + character.len_utf8();
    }
    cells.push(TextRange::new(start, printed.len()));
    cells
        .into_iter()
        .map(|cell| trimmed(text, cell.shifted(line.start)))
        .collect()
}
