//! Bodies that act together with others: 省财政厅会同省教育厅, 财政部商发展改革委.

use std::ops::Range;

use super::bodies::is_named_body;
use super::line::slice;
use super::names::Name;
use super::shared::is_joined;
use super::verbs::without_verb;
use super::vocabulary::{CONSULTS, JOINTLY};
use crate::model::{Role, TextRange};

/// What stands before and after 会同; nothing before it where the piece opens with it.
pub(super) fn divided_by_joint_word(
    text: &str,
    piece: TextRange,
) -> (Option<TextRange>, TextRange) {
    let printed = slice(text, piece);
    // 农村信用社联合社 is one name.
    let joins = |at: usize, word: &str| {
        let behind = printed.get(at + word.len()..).unwrap_or_default();
        // 会同县 is a county, 会同县财政局 says with whom.
        let is_county = at == 0 && ["县", "县人民政府", "县政府"].contains(&behind);
        (*word != *"联合" || is_named_body(behind)) && !is_county
    };
    let found = JOINTLY.iter().find_map(|word| {
        let at = printed.find(word).filter(|&at| joins(at, word))?;
        Some((at, word.len()))
    });
    let found = found.or_else(|| Some((consults_at(printed)?, CONSULTS.len_utf8())));
    let Some((at, length)) = found.map(|(at, length)| (piece.start + at, length)) else {
        return (None, piece);
    };
    let mut before = slice(text, TextRange::new(piece.start, at)).trim_end();
    // 民政部分别会同, 省农委负责会同.
    while let Some(rest) = HOW.iter().find_map(|word| before.strip_suffix(word)) {
        before = rest.trim_end();
    }
    let before = TextRange::new(piece.start, piece.start + before.len());
    (Some(before), TextRange::new(at + length, piece.end))
}

/// What may stand between a name and 会同.
const HOW: &[&str] = &["分别", "共同", "具体", "负责", "牵头"];

/// What makes a word of the 商 before it: 商务厅, and places as in 农发行商城县支行.
const BEHIND_CONSULTS: &[&str] = &[
    "务", "业", "会", "贸", "投", "行", "城县", "丘", "洛", "水县", "河县", "南县", "州区", "州市",
];

/// Where 商 stands between two names: 财政部商发展改革委, but not 省商务厅.
fn consults_at(printed: &str) -> Option<usize> {
    let places = printed.char_indices().filter(|&(_, c)| c == CONSULTS);
    places.map(|(at, _)| at).find(|&at| {
        let (before, after) = printed.split_at_checked(at).unwrap_or_default();
        let after = after.strip_prefix(CONSULTS).unwrap_or_default();
        is_named_body(before)
            && is_named_body(after)
            && !BEHIND_CONSULTS.iter().any(|word| after.starts_with(word))
    })
}

/// Whether a comma or a semicolon stands before a piece of a list.
pub(super) fn is_apart(text: &str, range: TextRange, all: &[TextRange], index: usize) -> bool {
    let above = index.checked_sub(1).and_then(|above| all.get(above));
    let end = above.map_or(range.start, |above| above.end);
    let start = all.get(index).map_or(end, |piece| piece.start);
    slice(text, TextRange::new(end, start)).contains(['，', ',', '；', ';'])
}

/// How many pieces behind a comma are looked at for a verb.
const MOST_PIECES: usize = 40;

/// Whether the bodies behind the pieces `joined`, the first of which holds 会同, are responsible by a verb of their own,
/// with the only comma before them: 省发展改革委会同省财政厅，各市落实.
pub(super) fn acts_alone(
    text: &str,
    range: TextRange,
    all: &[TextRange],
    joined: Range<usize>,
) -> bool {
    let index = joined.end;
    let mut within = joined.skip(1).take(MOST_PIECES);
    if within.any(|at| is_apart(text, range, all, at)) {
        return false;
    }
    let first = all.get(index).map_or("", |&piece| slice(text, piece));
    let mut rest = all.iter().enumerate().skip(index).take(MOST_PIECES);
    let closing = rest.find_map(|(at, &piece)| {
        let (name, verb) = without_verb(text, piece);
        Some((at, slice(text, name), verb?))
    });
    closing.is_some_and(|(last, name, verb)| {
        let is_divided = (index + 1..=last).any(|at| is_apart(text, range, all, at));
        let first = if last == index { name } else { first };
        verb == Role::Responsible && !is_divided && is_named_body(first)
    })
}

/// Makes those lead who stand in one list with the last name: 省财政厅、省教育厅 before 会同.
pub(super) fn lead_together(text: &str, names: &mut [Name]) {
    let mut next: Option<Name> = None;
    for name in names.iter_mut().rev() {
        let is_lead = |next: Name| {
            next.role == Role::Lead && is_joined(text, name.range.end, next.range.start)
        };
        if next.is_some_and(is_lead) {
            name.role = Role::Lead;
        }
        next = Some(*name);
    }
}
