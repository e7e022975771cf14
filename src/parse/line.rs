//! Lines of the clean text and what is cut out of them.

use crate::model::TextRange;

/// A printed paragraph: a line with something on it, and the lines that it was wrapped into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// The line without the white space and the Markdown marks around it.
    pub(super) range: TextRange,
    /// The line as printed, without its line end.
    pub(super) raw: TextRange,
    /// Whether a blank line precedes it.
    pub(super) after_blank: bool,
    /// The level of a Markdown heading; 0 for any other line.
    pub(super) level: u8,
}

/// The lines of `text` that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut after_blank) = (0, false);
    for line in text.split_inclusive('\n') {
        let raw = TextRange::new(start, start + line.trim_end_matches('\n').len());
        start += line.len();
        let (range, level) = unmarked(text, trimmed(text, raw));
        if !range.is_empty() {
            lines.push(Line {
                range,
                raw,
                after_blank,
                level,
            });
        }
        after_blank = range.is_empty();
    }
    // Where every line is set apart, blank lines part nothing.
    let apart = lines.iter().filter(|line| line.after_blank).count();
    if lines.len() > FEWEST_LINES && apart * 10 >= (lines.len() - 1) * 9 {
        for line in &mut lines {
            line.after_blank = false;
        }
    }
    lines
}

/// The fewest lines of a text that show whether blank lines part anything.
const FEWEST_LINES: usize = 12;

/// The deepest level of Markdown headings.
const DEEPEST_LEVEL: usize = 6;

/// A line without the marks of Markdown that open it: heading, quotation, bullet.
fn unmarked(text: &str, line: TextRange) -> (TextRange, u8) {
    let printed = slice(text, line);
    let rest = printed.trim_start_matches('#');
    let level = printed.len() - rest.len();
    if (1..=DEEPEST_LEVEL).contains(&level) && !rest.starts_with(|c: char| c.is_ascii_digit()) {
        let title = trimmed_of(text, TextRange::new(line.end - rest.len(), line.end), |c| {
            c.is_whitespace() || c == '#'
        });
        return (title, u8::try_from(level).unwrap_or(u8::MAX));
    }
    let bullet = ["> ", "- ", "* ", "+ ", "• ", ">"]
        .iter()
        .find_map(|mark| printed.strip_prefix(mark))
        // - 3 - is the mark of a page.
        .filter(|rest| !rest.ends_with(['-', '－', '—']));
    let is_rule = printed
        .chars()
        .all(|c| matches!(c, '-' | '*' | '_' | '=' | ' '));
    match bullet {
        _ if is_rule => (TextRange::new(line.end, line.end), 0),
        Some(rest) => (
            trimmed(text, TextRange::new(line.end - rest.len(), line.end)),
            0,
        ),
        None => (line, 0),
    }
}

/// Brackets that open and close a stretch, in the same order.
pub(super) const OPENING: [char; 8] = ['（', '(', '〔', '[', '【', '〈', '｛', '{'];
pub(super) const CLOSING: [char; 8] = ['）', ')', '〕', ']', '】', '〉', '｝', '}'];

/// How many brackets are open behind a character.
pub(super) fn depth_behind(depth: usize, character: char) -> usize {
    if OPENING.contains(&character) {
        depth + 1
    } else if CLOSING.contains(&character) {
        depth.saturating_sub(1)
    } else {
        depth
    }
}

/// How many brackets, quotation marks and marks of titles are open behind a character.
pub(super) fn depth_in_quotes(depth: usize, character: char) -> usize {
    match character {
        '《' | '“' => depth + 1,
        '》' | '”' => depth.saturating_sub(1),
        _ => depth_behind(depth, character),
    }
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

/// Whether a text ends with one of `words`. Their last bytes tell most of them apart at once.
pub(super) fn ends_with_one(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| ends_with(text, word))
}

/// Whether a text ends with a word, the last byte looked at first.
pub(super) fn ends_with(text: &str, word: &str) -> bool {
    text.as_bytes().last() == word.as_bytes().last() && text.ends_with(word)
}

/// The visible characters of a stretch.
pub(super) fn visible_count(text: &str) -> usize {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .count()
}
