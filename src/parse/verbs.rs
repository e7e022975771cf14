//! The phrase of verbs that closes a list of bodies, and the role that it gives: 按职责分工负责, 配合落实.

use super::bodies::{is_body, is_named_body};
use super::line::{ends_with, slice};
use super::vocabulary::{COORDINATING, VERB_TRIMMINGS, VERBS};
use crate::model::{Role, TextRange};
use crate::text::is_han;

/// A piece without the phrase of verbs that closes it, and the role that the phrase gives.
pub(super) fn without_verb(text: &str, piece: TextRange) -> (TextRange, Option<Role>) {
    let mut printed = slice(text, piece);
    let mut role = None;
    if let Some(rest) = COORDINATING
        .iter()
        .find_map(|word| printed.strip_suffix(word))
    {
        (printed, role) = (rest.trim_end(), Some(Role::Lead));
    }
    loop {
        let verb = VERBS
            .iter()
            .filter(|(verb, _)| ends_with(printed, verb))
            .filter_map(|&(verb, role)| {
                let rest = printed.strip_suffix(verb)?;
                // 市政协办 is the office of the 政协, but 省贸促会具体承办 does something.
                let who = trimming_of(rest).unwrap_or(rest);
                let is_name = verb.ends_with('办') && !rest.is_empty() && !is_body(who);
                (!is_name).then_some((rest, role))
            })
            .min_by_key(|(rest, _)| rest.len());
        // A trimming counts where a verb follows or precedes it, never alone: 省委组织部 holds one.
        match (verb, trimming_of(printed)) {
            (Some((rest, found)), other) if other.is_none_or(|other| rest.len() <= other.len()) => {
                printed = rest;
                role = Some(stronger(role, found));
            }
            (_, Some(rest)) if role.is_some() || holds_verb(rest) => printed = rest,
            _ => break,
        }
        printed = printed.trim_end();
    }
    match role {
        Some(role) => {
            let end = piece.start + printed.len();
            (TextRange::new(piece.start, end), Some(role))
        }
        None => (piece, None),
    }
}

/// A phrase without the words that trim its verb: 按职责分工, 按对口帮扶关系.
fn trimming_of(printed: &str) -> Option<&str> {
    const RELATION: &str = "关系";
    let by_relation = || {
        let (before, relation) = printed.strip_suffix(RELATION)?.rsplit_once('按')?;
        let is_short = relation.chars().nth(LONGEST_PART).is_none();
        (is_short && is_body(before)).then_some(before)
    };
    let trimmings = VERB_TRIMMINGS
        .iter()
        .filter(|word| ends_with(printed, word))
        .filter_map(|word| printed.strip_suffix(word));
    trimmings.min_by_key(|rest| rest.len()).or_else(by_relation)
}

/// The longest words for a part of a task, in characters.
const LONGEST_PART: usize = 12;

/// What stands behind 负责 without being a part: 负责同志 are persons, 负责解释 is said of the notice.
const NO_PARTS: &[&str] = &["同志", "解释"];

/// The body of a piece that says which part it has, and its role; within brackets nothing else is said that way:
/// （省农业农村厅负责建设，省财政厅负责资金保障）.
pub(super) fn own_part(text: &str, piece: TextRange, role: Role) -> (TextRange, Option<Role>) {
    let says_part = |(body, part): &(&str, &str)| {
        let is_short = part.chars().nth(LONGEST_PART).is_none();
        let is_other = NO_PARTS.iter().any(|word| part.starts_with(word)) || part.contains('的');
        is_named_body(body) && is_short && !is_other && part.chars().nth(1).is_some_and(is_han)
    };
    let printed = slice(text, piece);
    match printed.split_once("负责").filter(says_part) {
        Some((body, _)) => (
            TextRange::new(piece.start, piece.start + body.len()),
            Some(role),
        ),
        None => (piece, None),
    }
}

/// Whether a verb closes what is left: 配合推进.
fn holds_verb(text: &str) -> bool {
    let mut text = text;
    loop {
        if VERBS.iter().any(|(verb, _)| text.ends_with(verb)) {
            return true;
        }
        let trimming = VERB_TRIMMINGS
            .iter()
            .find_map(|word| text.strip_suffix(word));
        match trimming {
            Some(rest) => text = rest,
            None => return false,
        }
    }
}

/// The role of a phrase of two verbs: 牵头负责 leads, 配合落实 supports.
fn stronger(known: Option<Role>, found: Role) -> Role {
    match (known, found) {
        (Some(Role::Lead), _) | (_, Role::Lead) => Role::Lead,
        (Some(Role::Supporting), _) | (_, Role::Supporting) => Role::Supporting,
        _ => Role::Responsible,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Role, TextRange};
    use crate::parse::line::slice;
    use crate::parse::names::read;

    #[test]
    fn what_is_done_with_a_task_is_no_name() {
        /// The names of a list with the first letter of their roles.
        fn check(list: &str, expected: &str) {
            let read = read(list, TextRange::new(0, list.len()), Role::Responsible, &[]);
            let names = read.names.iter().map(|name| {
                let role = match name.role {
                    Role::Lead => "L:",
                    Role::Responsible => "R:",
                    Role::Supporting => "S:",
                };
                [role, slice(list, name.range)].concat()
            });
            assert_eq!(names.collect::<Vec<_>>().join(" "), expected, "{list}");
        }
        check("省商务厅会同省统计局负责跟踪落实", "L:省商务厅 S:省统计局");
        check("省商务厅会同省统计局负责跟踪监测", "L:省商务厅 S:省统计局");
        check(
            "省商务厅、省贸促会具体承办，4月举办",
            "R:省商务厅 R:省贸促会",
        );
        check("苏南各市按对口帮扶关系负责落实", "R:苏南各市");
        check(
            "省商务厅、滨海新区管理局等重点园区配合",
            "S:省商务厅 S:滨海新区管理局",
        );
    }
}
