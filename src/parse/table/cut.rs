//! Cells that are narrower than what they hold: 县文体广电新 ⏎ 闻出版局, 2013年12月 ⏎ 底前.

use std::collections::BTreeSet;

use super::is_due;
use super::stream::{opens_as_name, opens_with_level};
use crate::model::TextRange;
use crate::parse::bodies::is_body;
use crate::parse::layout::Part;
use crate::parse::line::{Line, slice, trimmed};
use crate::parse::marker;
use crate::parse::paragraph::{Paragraph, Place};
use crate::parse::steps;

/// The most lines that a list is looked at over which has a name cut at the end of each.
const MOST_LINES: usize = 8;

/// The longest line of a cut name, and the longest end of a name that only its table vouches for, in characters.
const LONGEST_LINE: usize = 20;
const LONGEST_END: usize = 5;

/// What parts the names of a list.
const SEPARATORS: [char; 3] = ['、', '，', ','];

/// Marks that close a sentence or a part of it.
const STOPS: [char; 4] = ['。', '；', '！', '：'];

/// What shows that a line may begin with the name of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// The task text above has come to its end.
    Sentence,
    /// Other names of the table begin in the same way.
    Names,
    Nothing,
}

/// How many of `lines` a list of names takes of which one at least is cut at the end of its line; `None` when the first
/// of them ends with no cut name.
pub(super) fn taken(text: &str, lines: &[Line], evidence: Evidence) -> Option<usize> {
    let first = lines.first()?;
    let printed = slice(text, first.range);
    let (before, name) = printed
        .rsplit_once(SEPARATORS)
        .map_or((None, printed), |(before, name)| (Some(before), name));
    let is_of_list = match before {
        Some(before) => before.split(SEPARATORS).all(is_body),
        None => evidence != Evidence::Nothing && opens_with_level(name),
    };
    if !is_of_list || !may_be_cut(printed, name) {
        return None;
    }
    // Names of a list vouch for the one behind them.
    let mut is_only_of_table = before.is_none() && evidence == Evidence::Names;
    let mut joined = name.to_owned();
    for (at, line) in lines.iter().enumerate().take(MOST_LINES).skip(1) {
        let printed = slice(text, line.range);
        steps::count(printed.len());
        let mut names = printed.split_terminator(SEPARATORS);
        let end = names.next().unwrap_or_default();
        let is_other_cell = opens_as_name(end)
            || marker::read(text, line.range).is_some()
            || is_due(text, line.range)
            || !may_be_name(end);
        // A whole name may stand below the text of a task that no full stop closes.
        let is_long = end.chars().nth(LONGEST_END).is_some();
        if is_other_cell || (is_only_of_table && is_long && is_body(end)) {
            return None;
        }
        joined.push_str(end);
        match (is_whole(&joined), names.next_back()) {
            (true, None) => return Some(at + 1),
            // Of the names behind it the last may be cut again.
            (true, Some(last)) if names.all(is_body) => {
                if is_whole(last) || printed.ends_with(SEPARATORS) {
                    return Some(at + 1);
                }
                last.clone_into(&mut joined);
                is_only_of_table = false;
            }
            (false, None) if !printed.ends_with(SEPARATORS) => {}
            _ => return None,
        }
    }
    None
}

/// Whether a line may end with the first part of `name`.
fn may_be_cut(line: &str, name: &str) -> bool {
    line.chars().nth(LONGEST_LINE).is_none()
        && may_be_name(name)
        && name.chars().nth(1).is_some()
        && !is_whole(name)
}

/// Whether a name has come to its end: 市住房和城乡 has the form of a township's name and is none.
fn is_whole(name: &str) -> bool {
    is_body(name) && !name.ends_with("城乡") && !name.ends_with("社会")
}

/// Whether a stretch holds nothing but what names of bodies hold.
fn may_be_name(part: &str) -> bool {
    !part.is_empty()
        && part
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '（' | '）' | '(' | ')'))
}

/// The breaks within the cells of `paragraphs`, in order, with what a new page prints between their lines.
///
/// A text that no full stop closes may hold several items, each on a line of its own: these stay apart.
pub(in crate::parse) fn breaks(text: &str, paragraphs: &[Paragraph]) -> Vec<TextRange> {
    let frames = paragraphs.iter().filter(|p| p.place == Place::Frame);
    let frames: BTreeSet<usize> = frames.map(|frame| frame.range.start).collect();
    let mut breaks = Vec::new();
    let rows = paragraphs.iter().filter(|p| p.is_of_table);
    for part in rows.flat_map(|row| &row.parts) {
        let cell = part.range();
        let printed = slice(text, cell);
        steps::count(printed.len());
        let is_wrapped = matches!(part, Part::Clause(_)) || printed.ends_with('。');
        let mut start = cell.start;
        let mut above: Option<TextRange> = None;
        let mut is_behind_frame = false;
        for line in printed.split_inclusive('\n') {
            let range = trimmed(text, TextRange::new(start, start + line.len()));
            start += line.len();
            if range.is_empty() {
                continue;
            }
            if frames.contains(&range.start) && range != cell {
                is_behind_frame = true;
                continue;
            }
            if let Some(above) = above
                && (is_behind_frame || is_wrapped)
                && !slice(text, above).ends_with(STOPS)
            {
                breaks.push(TextRange::new(above.end, range.start));
            }
            above = Some(range);
            is_behind_frame = false;
        }
    }
    breaks.sort_unstable();
    breaks
}

/// Whether a line is the end of the cell above it, which says when or names a body: 底前, 员会.
pub(super) fn is_end(text: &str, above: TextRange, line: TextRange) -> bool {
    let (above, end) = (slice(text, above), slice(text, line));
    let is_end_of_name = above.ends_with('委') && end.split(SEPARATORS).next() == Some("员会");
    let is_day = || crate::parse::due::is_due(above) && !above.ends_with(['前', '内']);
    is_end_of_name || (ends_day(end) && is_day())
}

/// Whether a text is nothing but the end of a day: 月底前, 日前完成.
fn ends_day(text: &str) -> bool {
    const PARTS: [&[&str]; 4] = [
        &["年", "月", "日"],
        &["底", "末", "上旬", "中旬", "下旬"],
        &["前", "内", "之前"],
        &["完成", "建成", "开工", "动工"],
    ];
    let rest = PARTS.iter().fold(text, |rest, words| {
        let behind = words.iter().find_map(|word| rest.strip_prefix(word));
        behind.unwrap_or(rest)
    });
    rest.is_empty() && !text.is_empty()
}
