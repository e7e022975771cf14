//! A line cut into what states apart: its sentences, and the parts of one that states more than once.

use super::{BREAKS, opening, statement, states, with_duty};
use crate::model::TextRange;
use crate::parse::line::{depth_in_quotes, slice, trimmed, without_final_stop};

/// The sentences of a line, and the parts of a sentence that states more than once: 建设园区，由市经信局负责；改造管网，由市住建局牵头。
pub(super) fn stretches(text: &str, line: TextRange) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut start = line.start;
    for sentence in slice(text, line).split_inclusive(['。', '！', '\n']) {
        let sentence = TextRange::new(start, start + sentence.len());
        start = sentence.end;
        found.extend(stated_parts(text, sentence));
    }
    found
}

/// Marks behind which a sentence may say another thing.
const PARTING: [char; 2] = ['；', ';'];

/// A stretch without the marks that part it from what follows.
pub(super) fn told(text: &str, stretch: TextRange) -> TextRange {
    let stretch = trimmed(text, stretch);
    let kept = slice(text, stretch).trim_end_matches(BREAKS);
    TextRange::new(stretch.start, stretch.start + kept.len())
}

/// The pieces of a sentence up to each of [`PARTING`] that stands outside brackets and quotation marks.
fn pieces(text: &str, sentence: TextRange) -> Vec<TextRange> {
    let (mut found, mut start, mut depth) = (Vec::new(), sentence.start, 0);
    for (at, character) in slice(text, sentence).char_indices() {
        depth = depth_in_quotes(depth, character);
        if depth == 0 && PARTING.contains(&character) {
            let end = sentence.start + at + character.len_utf8();
            found.push(TextRange::new(start, end));
            start = end;
        }
    }
    found.push(TextRange::new(start, sentence.end));
    found.retain(|piece| !piece.is_empty());
    found
}

/// A sentence cut behind each part that states who does what it says; the whole of one that does so once.
fn stated_parts(text: &str, sentence: TextRange) -> Vec<TextRange> {
    let pieces = pieces(text, sentence);
    if pieces.len() < 2 {
        return vec![sentence];
    }
    let mut parts: Vec<TextRange> = Vec::new();
    let (mut stating, mut is_stated) = (0, false);
    for piece in pieces {
        let closing = statement(text, piece);
        // 由市经信局牵头；市财政局配合: goes on with the statement before it.
        let goes_on = || states(text, without_final_stop(text, told(text, piece)));
        let is_told = closing != Some(trimmed(text, piece).start) && !(is_stated && goes_on());
        let is_statement =
            closing.is_some() || opening(text, piece).is_some() || with_duty(text, piece).is_some();
        match parts.last_mut().filter(|_| !(is_stated && is_told)) {
            Some(last) => last.end = piece.end,
            None => parts.push(piece),
        }
        stating += usize::from(is_statement && (is_told || !is_stated));
        is_stated = is_statement || (is_stated && !is_told);
    }
    if stating > 1 { parts } else { vec![sentence] }
}
