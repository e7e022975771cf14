//! Tables of contents: they repeat every heading of a plan, and are none.

use super::line::slice;
use super::paragraph::{Paragraph, Place};

/// Puts the lines of a table of contents aside: from its title to the line that opens what it lists.
pub(super) fn mark(text: &str, paragraphs: &mut [Paragraph]) {
    let is_title = |p: &Paragraph| {
        let line = slice(text, p.range);
        line.starts_with('目') && matches!(entry(line).as_str(), "目录" | "目次")
    };
    let Some(title) = paragraphs.iter().position(is_title) else {
        return;
    };
    let Some(first) = paragraphs
        .get(title + 1)
        .map(|p| entry(slice(text, p.range)))
    else {
        return;
    };
    let again = paragraphs
        .iter()
        .skip(title + 2)
        .position(|p| entry(slice(text, p.range)) == first);
    let Some(length) = again else { return };
    for paragraph in paragraphs.iter_mut().skip(title).take(length + 2) {
        paragraph.place = Place::Frame;
    }
}

/// A line without white space and without the page that it leads to: 第一章 总则……3.
fn entry(line: &str) -> String {
    let title = line.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '…' | '·' | '-' | '—' | '－')
    });
    title.chars().filter(|c| !c.is_whitespace()).collect()
}
