//! What the pages of a document print besides its text: heads that run along its pages.

use super::line::{Line, slice};
use super::paragraph::is_page_mark;
use crate::model::TextRange;

/// How many lines at the top of a document may be printed again at the top of its pages.
const MOST_HEADS: usize = 8;

/// The fewest characters of such a line.
const SHORTEST: usize = 4;

/// Which of `lines` are heads that a page prints again below the mark of the page before it.
pub(super) fn running_heads(text: &str, lines: &[Line]) -> Vec<bool> {
    let printed = |line: &Line| slice(text, line.range);
    let top: Vec<&str> = lines.iter().take(MOST_HEADS).map(printed).collect();
    let is_head = |at: usize, line: &Line| {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        let words = printed(line);
        at >= MOST_HEADS
            && above.is_some_and(|above| is_page_mark(printed(above)))
            && words.chars().nth(SHORTEST - 1).is_some()
            && top.contains(&words)
    };
    let lines = lines.iter().enumerate();
    lines.map(|(at, line)| is_head(at, line)).collect()
}

/// The gaps that these heads leave when they are left out.
pub(super) fn gaps(lines: &[Line], is_head: &[bool]) -> Vec<TextRange> {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let heads = pairs.zip(is_head.iter().skip(1));
    heads
        .filter(|&(_, &is_head)| is_head)
        .map(|((above, head), _)| TextRange::new(above.range.end, head.range.end))
        .collect()
}
