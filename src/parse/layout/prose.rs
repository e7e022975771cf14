//! Sentences that state responsibility: 由省水利厅会同省卫生厅负责落实。 Everything before the words is the task.

use super::{Clause, Part};
use crate::model::{Role, TextRange};
use crate::parse::line::{slice, trimmed};
use crate::parse::names;
use crate::parse::vocabulary::Slot;

/// Verbs that a stating sentence holds one of.
const VERBS: &[&str] = &["负责", "牵头", "落实", "主办", "承办"];

/// The longest statement, in bytes.
const LONGEST: usize = 1500;

/// How many places of a sentence are tried.
const MOST_TRIED: usize = 24;

/// Marks that a statement may follow.
const BREAKS: [char; 6] = ['，', '；', '：', ',', ';', ':'];

/// Text and statements of a line with a sentence that states responsibility.
pub(super) fn read(text: &str, line: TextRange) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut open = line.start;
    let mut has_statement = false;
    let mut start = line.start;
    for sentence in slice(text, line).split_inclusive(['。', '！', '\n']) {
        let end = start + sentence.len();
        if let Some(at) = statement(text, TextRange::new(start, end)) {
            let before = trimmed(text, TextRange::new(open, at));
            let kept = slice(text, before).trim_end_matches(BREAKS);
            let before = TextRange::new(before.start, before.start + kept.len());
            if !before.is_empty() {
                parts.push(Part::Text(before));
            }
            let range = trimmed(text, TextRange::new(at, end));
            let words = slice(text, range).trim_end_matches(['。', '！', '；']);
            parts.push(Part::Clause(Clause {
                slot: Slot::Bodies(Role::Responsible),
                range,
                value: TextRange::new(range.start, range.start + words.len()),
            }));
            has_statement = true;
            open = end;
        }
        start = end;
    }
    if !has_statement {
        return None;
    }
    let rest = trimmed(text, TextRange::new(open, line.end));
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    Some(parts)
}

/// Where the statement starts that closes a sentence.
fn statement(text: &str, sentence: TextRange) -> Option<usize> {
    let printed = slice(text, sentence);
    let words = printed.trim_end_matches(['。', '！', '\n']).trim_end();
    if !VERBS.iter().any(|verb| words.contains(verb)) {
        return None;
    }
    let end = sentence.start + words.len();
    let earliest = words.len().saturating_sub(LONGEST);
    let mut starts = vec![0];
    let mut after_break = true;
    for (at, character) in words.char_indices() {
        if character == '由' && !after_break {
            starts.push(at);
        }
        after_break = BREAKS.contains(&character);
        if after_break {
            starts.push(at + character.len_utf8());
        }
    }
    let tried = starts.into_iter().filter(|&at| at >= earliest);
    tried.take(MOST_TRIED).find_map(|at| {
        let range = trimmed(text, TextRange::new(sentence.start + at, end));
        let list = names::read(text, range, Role::Responsible, &[]);
        let is_named = list
            .names
            .iter()
            .any(|name| names::is_named_body(slice(text, name.range)));
        let all_bodies = list.names.iter().all(|name| {
            name.shared.is_some() || crate::parse::bodies::is_body(slice(text, name.range))
        });
        (list.is_statement(text) && all_bodies && is_named).then_some(range.start)
    })
}
