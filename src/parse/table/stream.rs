//! Cells that nothing marks: where text ends and names begin, and where one name ends and the next begins.

use super::{NOTHING, is_due};
use crate::model::{Role, TextRange};
use crate::parse::bodies::{
    LEVELS, government_at, is_body, is_named_body, is_person, without_brackets,
};
use crate::parse::due;
use crate::parse::line::{slice, trimmed};
use crate::parse::marker::{self, MarkerKind};
use crate::parse::names;
use crate::parse::steps;

/// Words for a level before the name of a body. One inside another is none: 自治区交通厅 is no 区交通厅.
const LEVEL_STARTS: &[&str] = &[
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
];

/// Whether a text begins with a word for a level, as names of bodies do.
pub(super) fn opens_with_level(text: &str) -> bool {
    LEVEL_STARTS.iter().any(|start| text.starts_with(start))
}

/// Whether a text begins as names of bodies do.
pub(super) fn opens_as_name(text: &str) -> bool {
    opens_with_level(text) || text.starts_with('各') || text.starts_with("国家")
}

/// Whether the last words of a text have the form of a body's name.
pub(super) fn ends_with_body(text: &str) -> bool {
    is_named_body(last_piece(text)) || due::is_due(last_piece(text))
}

/// What stands behind the last separator.
fn last_piece(text: &str) -> &str {
    const REACH: usize = 40;
    let start = text
        .char_indices()
        .rev()
        .take(REACH)
        .find(|&(_, c)| "、，。；,;".contains(c))
        .map_or_else(
            || {
                text.char_indices()
                    .rev()
                    .take(REACH)
                    .last()
                    .map_or(0, |(at, _)| at)
            },
            |(at, c)| at + c.len_utf8(),
        );
    text.get(start..).unwrap_or_default().trim()
}

/// The number that opens a line and nothing but text behind it.
pub(super) fn number(text: &str, line: TextRange) -> Option<TextRange> {
    let printed = slice(text, line);
    let digits = printed.len()
        - printed
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let rest = printed.get(digits..)?;
    let opens = rest.starts_with(char::is_whitespace)
        || rest.starts_with(|c: char| !"年月日.．%％、".contains(c));
    ((1..=3).contains(&digits) && opens && !rest.is_empty())
        .then(|| TextRange::new(line.start, line.start + digits))
}

/// Where the heading begins that closes a row in one run; its end when there is none.
pub(super) fn heading_at_end(text: &str, range: TextRange) -> usize {
    const LONGEST_HEADING: usize = 30;
    let printed = slice(text, range);
    printed
        .char_indices()
        .rev()
        .take(LONGEST_HEADING)
        .map(|(at, _)| range.start + at)
        .find(|&at| {
            let rest = TextRange::new(at, range.end);
            let before = slice(text, TextRange::new(range.start, at));
            !slice(text, rest).contains(['。', '，'])
                && before.ends_with(|c: char| is_body(last_piece(before)) || c == '前' || c == '。')
                && marker::read(text, rest).is_some_and(|marker| marker.kind <= MarkerKind::Box)
        })
        .unwrap_or(range.end)
}

/// Where the names begin that close a stretch: behind its last full stop, or at the first name of the list at its end.
pub(super) fn list_start(text: &str, range: TextRange) -> usize {
    const REACH: usize = 120;
    let printed = slice(text, range);
    if let Some(at) = printed.rfind('。') {
        let start = range.start + at + '。'.len_utf8();
        return start;
    }
    if let Some(start) = spaced_start(text, range) {
        return start;
    }
    // The leftmost place from which all is names that begin as the names of bodies do.
    let candidates: Vec<usize> = printed
        .char_indices()
        .rev()
        .take(REACH)
        .filter(|&(at, _)| printed.get(at..).is_some_and(opens_as_name))
        .map(|(at, _)| range.start + at)
        .collect();
    let mut best = range.end;
    for at in candidates {
        let cells = cells(text, TextRange::new(at, range.end));
        let all_names = cells.iter().all(|&cell| {
            let list = names::read(text, cell, Role::Responsible, &[]);
            is_due(text, cell)
                || (list.names_bodies(text)
                    && list
                        .names
                        .iter()
                        .all(|name| is_body(slice(text, name.range))))
        });
        if !all_names {
            break;
        }
        best = at;
    }
    best
}

/// Where the cells begin that close a stretch, each behind a space: names, persons, days and marks of empty cells, of
/// which one names bodies at least.
fn spaced_start(text: &str, range: TextRange) -> Option<usize> {
    let mut first = range.end;
    let mut names_bodies = false;
    while let Some(at) = slice(text, TextRange::new(range.start, first))
        .trim_end()
        .rfind(char::is_whitespace)
    {
        let piece = trimmed(text, TextRange::new(range.start + at, first));
        let printed = slice(text, piece);
        let is_list = names::read(text, piece, Role::Responsible, &[]).names_bodies(text);
        let is_cell =
            is_list || is_due(text, piece) || is_person(printed) || NOTHING.contains(&printed);
        if !is_cell || piece.is_empty() {
            break;
        }
        names_bodies |= is_list;
        first = range.start + at;
    }
    names_bodies.then_some(first)
}

/// How many bytes the name of a person takes that the name of a body follows at once: 陈正平县民政局.
pub(super) fn behind_person(cell: &str) -> usize {
    let places = cell.char_indices().skip(2).take(2);
    places
        .map(|(at, _)| at)
        .find(|&at| {
            let (person, body) = cell.split_at_checked(at).unwrap_or_default();
            is_person(person) && opens_with_level(body) && is_body(last_piece(body))
        })
        .unwrap_or_default()
}

/// Whether a collective name goes on with a word for another level: 各县（市）|区政府, 有关市|县政府.
fn is_open_collective(name: &str, rest: &str) -> bool {
    ["各", "有关", "相关"]
        .iter()
        .any(|word| name.starts_with(word))
        && without_brackets(name).ends_with(LEVELS)
        && rest.starts_with(LEVELS)
}

/// The cells of a stretch of names that nothing separates: 市发改委市统计局、市财政局年底前.
pub(super) fn cells(text: &str, range: TextRange) -> Vec<TextRange> {
    steps::count(range.end - range.start);
    let printed = slice(text, range);
    let mut cells = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, character) in printed.char_indices() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let before = printed.get(start..at).unwrap_or_default();
        let name = last_piece(before);
        let rest = printed.get(at..).unwrap_or_default();
        let opens = opens_as_name(rest)
            || character == '团'
            || government_at(rest).is_some()
            || character.is_ascii_digit()
            || rest.starts_with("年底")
            || rest.starts_with("长期")
            || rest.starts_with("全年")
            || rest.starts_with("每年");
        let is_cut = depth == 0
            && name.chars().nth(2).is_some()
            && is_body(name)
            && opens
            && !is_open_collective(name, rest);
        if is_cut || character.is_whitespace() {
            let cell = trimmed(text, TextRange::new(start, at).shifted(range.start));
            if !cell.is_empty() {
                cells.push(cell);
            }
            start = at;
        }
    }
    let cell = trimmed(
        text,
        TextRange::new(start, printed.len()).shifted(range.start),
    );
    if !cell.is_empty() {
        cells.push(cell);
    }
    cells
}
