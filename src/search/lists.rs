//! Single characters that a text lists with marks between them, 港、澳、台, which others write without: 港澳台.

use std::ops::Range;

use super::analyzer::Word;

/// What stands between them.
pub(super) const MARK: char = '、';

/// The fewest characters of a list: two words of one character (土地、水、电) are often no list by themselves.
pub(super) const SHORTEST: usize = 3;

/// Whether a character stands alone between two marks, so that a list may be there.
pub(super) fn may_list(chars: &[char]) -> bool {
    let mut windows = chars.windows(SHORTEST);
    windows.any(|around| matches!(around, [MARK, _, MARK]))
}

/// The lists of a text, as stretches of its words.
pub(super) fn lists(chars: &[char], words: &[Word]) -> Vec<Range<usize>> {
    let goes_on = |one: &Word, next: &Word| {
        let is_next = one.end + 1 == next.start && chars.get(one.end) == Some(&MARK);
        is_next && one.is_character() && next.is_character()
    };
    let mut start = 0;
    let runs = words.chunk_by(goes_on).map(|run| {
        let begin = start;
        start += run.len();
        begin..start
    });
    let mut runs: Vec<_> = runs.collect();
    runs.retain(|run| run.len() >= SHORTEST);
    runs
}

/// The characters of a list as one word.
pub(super) fn joined(list: &[Word]) -> String {
    list.iter().map(|word| word.text.as_str()).collect()
}

/// The same as texts list them.
pub(super) fn listed(chars: &[char]) -> String {
    let mut listed = String::new();
    for (at, character) in chars.iter().enumerate() {
        listed.extend((at > 0).then_some(MARK));
        listed.push(*character);
    }
    listed
}
