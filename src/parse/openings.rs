//! What stands before the first name of a list: 由省农委负责, 以上任务由省农委负责.

use super::bodies::is_named_body;
use super::due::is_due;
use super::line::{OPENING, slice, trimmed, without_final_stop};
use super::vocabulary::{LIST_OPENINGS, SPOKEN_OF};
use crate::model::TextRange;

/// Words for what stands above a statement.
const ABOVE: &[&str] = &["以上", "上述"];

/// Words for what stands below a statement.
const BELOW: &[&str] = &["以下", "下列"];

/// The longest words for what stands above, in characters: 以上第1至3项重点工作.
const LONGEST_ABOVE: usize = 12;

/// Whether a statement opens by saying that it is about what stands above it: 以上任务由省农委负责.
pub(super) fn speaks_of_above(statement: &str) -> bool {
    let said = statement.trim_start_matches(OPENING);
    ABOVE.iter().any(|word| said.starts_with(word)) && made_lead(said).is_none()
}

/// When what stands above is due, by a sentence that speaks of it and says nothing else: 以上任务年底前完成。 What is to be
/// reported or handed in by then is something else.
pub(super) fn due_of_above(text: &str, sentence: TextRange) -> Option<TextRange> {
    const SAYS_MORE: [char; 4] = ['的', '将', '把', '报'];
    let sentence = without_final_stop(text, sentence);
    let said = slice(text, sentence);
    if !speaks_of_above(said) || said.contains(SAYS_MORE) {
        return None;
    }
    let places = said.char_indices().take(LONGEST_ABOVE).map(|(at, _)| at);
    let last = said.rsplit_once(['，', ',']);
    let places = places.chain(last.map(|(_, last)| said.len() - last.len()));
    let mut dues = places.map(|at| TextRange::new(sentence.start + at, sentence.end));
    dues.find(|&due| is_due(slice(text, due)))
}

/// A piece without the word that opens a list: 由省农委.
pub(super) fn without_opening(text: &str, piece: TextRange) -> TextRange {
    let printed = slice(text, piece);
    // 此项工作由省农委负责.
    let mut spoken = printed;
    while let Some(rest) = SPOKEN_OF.iter().find_map(|word| spoken.strip_prefix(word)) {
        spoken = rest;
    }
    LIST_OPENINGS
        .iter()
        .find_map(|word| printed.strip_prefix(word))
        .or_else(|| spoken.strip_prefix('由'))
        .or_else(|| spoken_of_others(printed))
        .or_else(|| made_lead(printed))
        .filter(|rest| !rest.is_empty())
        .map_or(piece, |rest| {
            trimmed(text, TextRange::new(piece.end - rest.len(), piece.end))
        })
}

/// What stands behind the 以 of 以市教育局为牵头单位, and of 以上海市教委为牵头单位.
fn made_lead(printed: &str) -> Option<&str> {
    let rest = printed.strip_prefix('以')?;
    let name = rest.split_once('为').map_or(rest, |(name, _)| name);
    is_named_body(name).then_some(rest)
}

/// What stands behind the 由 of 以上3项工作由省农委负责, and of 以下任务由省农委负责.
fn spoken_of_others(printed: &str) -> Option<&str> {
    let (spoken, rest) = printed.split_once('由')?;
    let is_below = BELOW.iter().any(|word| spoken.starts_with(word));
    let is_of_others = is_below || speaks_of_above(spoken);
    (is_of_others && spoken.chars().nth(LONGEST_ABOVE).is_none()).then_some(rest)
}
