//! Lines of the clean text and what is cut out of them.

use crate::model::TextRange;

/// A line with something on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// The line without the white space around it.
    pub(super) range: TextRange,
    /// Whether a blank line precedes it.
    pub(super) after_blank: bool,
}

/// The lines of `text` that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut after_blank) = (0, false);
    for line in text.split_inclusive('\n') {
        let range = trimmed(text, TextRange::new(start, start + line.len()));
        start += line.len();
        if !range.is_empty() {
            lines.push(Line { range, after_blank });
        }
        after_blank = range.is_empty();
    }
    lines
}

/// What stands at `range`; empty when there is no such stretch.
pub(super) fn slice(text: &str, range: TextRange) -> &str {
    text.get(range.start..range.end).unwrap_or_default()
}

/// The stretch without the white space around it; empty at its start when there is nothing else.
pub(super) fn trimmed(text: &str, range: TextRange) -> TextRange {
    trimmed_of(text, range, char::is_whitespace)
}

/// The stretch without the characters around it that `is_padding` names.
pub(super) fn trimmed_of(
    text: &str,
    range: TextRange,
    is_padding: impl Fn(char) -> bool,
) -> TextRange {
    let whole = slice(text, range);
    let from_start = whole.trim_start_matches(&is_padding);
    let kept = from_start.trim_end_matches(&is_padding);
    let start = range.end - from_start.len();
    if kept.is_empty() {
        TextRange::new(range.start, range.start)
    } else {
        TextRange::new(start, start + kept.len())
    }
}

/// The stretch without the full stop, colon or semicolon that closes it.
pub(super) fn without_final_stop(text: &str, range: TextRange) -> TextRange {
    let stops = ['。', '；', '：', ';', ':', '.'];
    let kept = slice(text, range).trim_end_matches(|character: char| {
        stops.contains(&character) || character.is_whitespace()
    });
    TextRange::new(range.start, range.start + kept.len())
}

/// Everything up to the first 。, which is included; the whole stretch when there is none.
pub(super) fn first_sentence(text: &str, range: TextRange) -> TextRange {
    let end = slice(text, range)
        .find('。')
        .map_or(range.end, |at| range.start + at + '。'.len_utf8());
    TextRange::new(range.start, end)
}

/// The visible characters of a stretch.
pub(super) fn visible_count(text: &str) -> usize {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .count()
}
