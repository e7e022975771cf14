//! Headings without enumerator: lines that stand alone above a table, or above tasks in a text without other headings;
//! and those with a number that only the ones below it show to be one: 1 基础设施 above 1.1.

use super::head::closes_title;
use super::layout::Part;
use super::line::{CLOSING, OPENING, slice, trimmed};
use super::marker::{Marker, MarkerKind};
use super::paragraph::{Paragraph, Place};
use crate::model::TextRange;

/// The longest heading, in characters.
const LONGEST: usize = 25;

/// The level of a heading that nothing marks, below those of Markdown.
const LEVEL: u8 = 7;

/// Marks that a heading does not hold.
const NO_MARKS: [char; 12] = [
    '。', '，', '；', '：', '！', '？', '、', ',', ';', ':', '〔', '|',
];

/// Marks the lines that are headings.
pub(super) fn mark(text: &str, paragraphs: &mut [Paragraph]) {
    number(text, paragraphs);
    let has_headings = paragraphs.iter().any(|p| {
        p.marker
            .is_some_and(|marker| marker.kind < MarkerKind::Arabic && marker.kind.is_enumerator())
    });
    let titles: Vec<usize> = (1..paragraphs.len())
        .filter(|&at| {
            let line = paragraphs
                .get(at)
                .filter(|p| p.is_plain() && p.marker.is_none());
            let next = paragraphs.get(at + 1);
            line.zip(next)
                .is_some_and(|(line, next)| is_title(text, line, next, has_headings))
        })
        .collect();
    for at in titles {
        if let Some(paragraph) = paragraphs.get_mut(at) {
            paragraph.marker = Some(Marker {
                kind: MarkerKind::Title(LEVEL),
                range: TextRange::new(paragraph.range.start, paragraph.range.start),
                content: paragraph.range,
            });
        }
    }
}

/// Marks the headings with a number that the number of the next line goes on from.
fn number(text: &str, paragraphs: &mut [Paragraph]) {
    let mut below: Option<TextRange> = None;
    for paragraph in paragraphs.iter_mut().rev() {
        let numbered = below
            .filter(|_| paragraph.is_plain())
            .and_then(|below| numbered(text, paragraph.range, slice(text, below)));
        if let Some(marker) = numbered {
            paragraph.marker = Some(marker);
            paragraph.parts = vec![Part::Text(marker.content)];
        }
        below = paragraph.marker.map(|marker| marker.range);
    }
}

/// The number and the title of a heading above an enumerator that goes on from its number.
fn numbered(text: &str, line: TextRange, below: &str) -> Option<Marker> {
    let printed = slice(text, line);
    let (number, title) = printed.split_once(char::is_whitespace)?;
    let goes_on = below.strip_prefix(number)?.starts_with(['.', '．']);
    let is_number = number.chars().all(|c| c.is_ascii_digit());
    let is_title = title.chars().nth(LONGEST).is_none() && !title.contains(['。', '；']);
    (goes_on && is_number && is_title).then(|| Marker {
        kind: MarkerKind::Arabic,
        range: TextRange::new(line.start, line.start + number.len()),
        content: trimmed(text, TextRange::new(line.end - title.len(), line.end)),
    })
}

fn is_title(text: &str, line: &Paragraph, next: &Paragraph, has_headings: bool) -> bool {
    let printed = slice(text, line.range);
    let is_short = printed.chars().nth(1).is_some() && printed.chars().nth(LONGEST).is_none();
    // （排第一位的为牵头单位） is a note on what follows.
    let is_note = printed.starts_with(OPENING) && printed.ends_with(CLOSING);
    if !is_short
        || is_note
        || printed.contains(NO_MARKS)
        || closes_title(printed)
        || printed.ends_with('表')
        || printed.starts_with('附')
    {
        return false;
    }
    let opens_table = next.place == Place::Frame
        && printed.chars().any(char::is_alphabetic)
        && is_table_head(text, next);
    let opens_tasks = next.place == Place::Body
        && next.layout.is_some()
        && matches!(next.parts.first(), Some(Part::Text(_)));
    opens_table || (opens_tasks && !has_headings)
}

/// Whether a frame is the head of a table rather than the mark of a page.
fn is_table_head(text: &str, frame: &Paragraph) -> bool {
    let printed = slice(text, frame.range);
    printed.contains(['\t', '|']) || printed.contains("序号") || printed.contains("单位")
}
