//! The list of attachments of a cover notice.

use super::line::{slice, trimmed, without_final_stop};
use super::marker::{self, MarkerKind};
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
