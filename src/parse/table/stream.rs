//! Cells that nothing marks: where text ends and names begin, and where one name ends and the next begins.

use super::is_due;
use crate::model::{Role, TextRange};
use crate::parse::bodies::{
    LEVELS, government_at, is_body, is_named_body, is_person, without_brackets,
};
use crate::parse::due;
use crate::parse::line::{slice, trimmed};
use crate::parse::marker::{self, MarkerKind};
use crate::parse::names;
use crate::parse::steps;

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
                && marker::read(text, rest)
                    .is_some_and(|marker| marker.kind <= MarkerKind::HanBracketed)
        })
        .unwrap_or(range.end)
}

/// Where the names begin that close a stretch: behind its last full stop, or at the first name of the list at its end.
pub(super) fn list_start(text: &str, range: TextRange) -> usize {
    const STARTS: &[&str] = &["省", "市", "县", "区", "州", "盟", "旗", "各", "国家"];
    const REACH: usize = 120;
    let printed = slice(text, range);
    if let Some(at) = printed.rfind('。') {
        let start = range.start + at + '。'.len_utf8();
        return start;
    }
    if let Some(at) = printed.rfind([' ', '　']) {
        let start = range.start + at;
        let list = names::read(
            text,
            trimmed(text, TextRange::new(start, range.end)),
            Role::Responsible,
            &[],
        );
        if list.names_bodies(text) {
            // Further names may stand before it, each behind a space.
            let mut first = start;
            while let Some(at) = slice(text, TextRange::new(range.start, first))
                .trim_end()
                .rfind([' ', '　'])
            {
                let piece = trimmed(text, TextRange::new(range.start + at, first));
                let list = names::read(text, piece, Role::Responsible, &[]);
                let is_cell =
                    list.names_bodies(text) || is_due(text, piece) || is_person(slice(text, piece));
                if !is_cell || piece.is_empty() {
                    break;
                }
                first = range.start + at;
            }
            return first;
        }
    }
    // The leftmost place from which all is names that begin as the names of bodies do.
    let candidates: Vec<usize> = printed
        .char_indices()
        .rev()
        .take(REACH)
        .filter(|&(at, _)| {
            printed
                .get(at..)
                .is_some_and(|rest| STARTS.iter().any(|start| rest.starts_with(start)))
        })
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

/// How many bytes the name of a person takes that the name of a body follows at once: 陈正平县民政局.
pub(super) fn behind_person(cell: &str) -> usize {
    const STARTS: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];
    let places = cell.char_indices().skip(2).take(2);
    places
        .map(|(at, _)| at)
        .find(|&at| {
            let (person, body) = cell.split_at_checked(at).unwrap_or_default();
            is_person(person) && body.starts_with(STARTS) && is_body(last_piece(body))
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
    const STARTS: &[&str] = &["省", "市", "县", "区", "州", "盟", "旗", "各", "国家", "团"];
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
        let opens = STARTS.iter().any(|start| rest.starts_with(start))
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
