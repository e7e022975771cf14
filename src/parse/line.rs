//! Lines of the clean text and what is cut out of them.

use super::marker;
use crate::model::TextRange;

/// A printed paragraph: a line with something on it, and the lines that it was wrapped into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// The line without the white space around it.
    pub(super) range: TextRange,
    /// Whether a blank line precedes it.
    pub(super) after_blank: bool,
}

/// The fewest characters of a line that may have been cut by a page width.
const NARROWEST_PAGE: usize = 30;

/// The lines of `text` that are not blank. What a page width cut is put together again: a line that breaks off in
/// mid-sentence in an indented paragraph, and the next that is not indented.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut start, mut after_blank) = (0, false);
    // Whether the paragraph is indented and its last line breaks off.
    let (mut is_indented, mut breaks_off) = (false, false);
    for line in text.split_inclusive('\n') {
        let range = trimmed(text, TextRange::new(start, start + line.len()));
        start += line.len();
        let printed = slice(text, range);
        let opens_indented = line.starts_with(char::is_whitespace);
        let continues = breaks_off && !opens_indented && marker::read(text, range).is_none();
        if range.is_empty() {
            is_indented = false;
        } else if let Some(paragraph) = lines.last_mut().filter(|_| continues) {
            paragraph.range.end = range.end;
        } else {
            lines.push(Line { range, after_blank });
            is_indented = opens_indented;
        }
        after_blank = range.is_empty();
        breaks_off = is_indented
            && !printed.ends_with(['。', '！', '？', '：', '；', '!', '?', ':', ';'])
            && printed.chars().count() >= NARROWEST_PAGE;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let lines: Vec<_> = lines(text)
            .iter()
            .map(|line| slice(text, line.range))
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn wrapped_lines_are_one() {
        let long = "加强农业综合生产能力建设，全面实施新增四十五亿斤粮食生产能力建设规划";
        check(
            &format!("　　{long}\n加快建设。\n　　二\n"),
            &[&format!("{long}\n加快建设。"), "二"],
        );
        // Blank lines, new paragraphs, enumerators and pages without indentation end a line.
        for text in [
            format!("　　{long}\n\n加快建设。"),
            format!("　　{long}\n　　加快建设。"),
            format!("{long}\n加快建设。"),
            format!("　　{long}。\n加快建设。"),
        ] {
            assert_eq!(lines(&text).len(), 2, "{text}");
        }
        assert_eq!(lines(&format!("　　{long}\n一、加快建设。")).len(), 2);
    }
}
