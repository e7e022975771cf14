//! The list of attachments of a cover notice.

use std::collections::HashSet;

use super::head;
use super::line::{slice, trimmed, without_final_stop};
use super::marker::{self, MarkerKind, is_han_numeral};
use super::paragraph::{Paragraph, Place};
use crate::model::TextRange;

/// Titles of attachments: 附件：1．… and the numbered lines below it. Marks their paragraphs.
pub(super) fn read(text: &str, paragraphs: &mut [Paragraph]) -> Vec<TextRange> {
    let mut titles = Vec::new();
    let mut in_list = false;
    for paragraph in paragraphs.iter_mut().filter(|p| p.place == Place::Body) {
        let opened = opened_list(text, paragraph.range);
        let continued = paragraph.marker.filter(|marker| {
            in_list && !paragraph.after_blank && marker.kind == MarkerKind::Arabic
        });
        in_list = opened.is_some() || continued.is_some();
        let title = opened.or(continued.map(|marker| marker.content));
        if let Some(title) = title {
            paragraph.place = Place::Attachment;
            titles.push(without_ending(text, without_final_stop(text, title)));
        }
    }
    titles
}

/// Marks the lines that open an attachment printed behind others: 附件2 and its title. What stands below them goes on with
/// nothing above.
pub(super) fn mark_openings(text: &str, paragraphs: &mut [Paragraph], titles: &[TextRange]) {
    let listed: HashSet<&str> = titles.iter().map(|&title| slice(text, title)).collect();
    let is_title =
        |line: &str| listed.contains(line) || head::closes_title(line) || line.ends_with('表');
    for at in 0..paragraphs.len() {
        let opens = |p: &Paragraph| p.is_plain() && is_opening(slice(text, p.range));
        if !paragraphs.get(at).is_some_and(opens) {
            continue;
        }
        let below = paragraphs.get(at + 1..).unwrap_or_default();
        let title = below
            .iter()
            .take(MOST_TITLE_LINES)
            .take_while(|p| p.is_plain() && !slice(text, p.range).contains('。'))
            .position(|p| is_title(slice(text, p.range)));
        let end = at + title.map_or(1, |last| last + 2);
        let opening = paragraphs.get_mut(at..end).unwrap_or_default();
        for paragraph in opening {
            paragraph.place = Place::Attachment;
        }
    }
}

/// The most lines that the title of an attachment breaks over.
const MOST_TITLE_LINES: usize = 3;

/// Whether a line is the number of an attachment and nothing else: 附件2, 附 件, 附表一.
fn is_opening(line: &str) -> bool {
    let is_number = |c: char| c.is_numeric() || is_han_numeral(c);
    let word: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let word = word
        .trim_end_matches(['：', ':'])
        .trim_end_matches(is_number);
    matches!(word, "附件" | "附表" | "附")
}

/// A title without the ending of the file that it stands for.
fn without_ending(text: &str, title: TextRange) -> TextRange {
    const ENDINGS: &[&str] = &[
        ".docx", ".doc", ".xlsx", ".xls", ".pdf", ".wps", ".zip", ".rar", ".et",
    ];
    let printed = slice(text, title);
    let base = ENDINGS
        .iter()
        .find_map(|ending| printed.strip_suffix(ending));
    TextRange::new(title.start, title.start + base.unwrap_or(printed).len())
}

/// The first title of a list of attachments.
fn opened_list(text: &str, line: TextRange) -> Option<TextRange> {
    let printed = slice(text, line).strip_prefix('附')?;
    let printed = printed.strip_prefix('件').unwrap_or(printed);
    let printed = printed.trim_start_matches(char::is_numeric);
    let rest = printed.trim_start().strip_prefix(['：', ':'])?;
    let title = trimmed(text, TextRange::new(line.end - rest.len(), line.end));
    let title = marker::read(text, title).map_or(title, |marker| marker.content);
    (!title.is_empty()).then_some(title)
}
