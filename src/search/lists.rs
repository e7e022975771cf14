//! Lists that are said once and meant apiece: single characters with marks between them, 港、澳、台, which others write without
//! (港澳台), and words that share the end of the last, 养老、医疗和失业保险, which others write out (养老保险).

use std::ops::Range;

use super::analyzer::{Word, WordKind};
use super::query::words::JOINING_WORDS;

/// What stands between them.
pub(super) const MARK: char = '、';

/// The fewest characters of a list: two words of one character (土地、水、电) are often no list by themselves.
pub(super) const SHORTEST: usize = 3;

/// The most things that a list of words names, and the most words of one of them.
const LONGEST: usize = 8;
const LONGEST_ITEM: usize = 3;

/// What ends a list.
const ENDS: &[char] = &[',', '.', ';', ':', '。'];

/// The stretches of a text in which lists may be.
pub(super) fn clauses(chars: &[char]) -> impl Iterator<Item = &[char]> {
    let joins = |c: &char| {
        let mut encoded = [0; 4];
        *c == MARK || JOINING_WORDS.contains(&&*c.encode_utf8(&mut encoded))
    };
    let clauses = chars.split(|c| ENDS.contains(c));
    clauses.filter(move |clause| clause.iter().any(joins))
}

/// Tells the words of lists with what they share with a later one, whatever it is: 养老保险 and 医疗保险 of 养老、医疗和失业保险.
pub(super) fn shared(chars: &[char], words: &[Word], mut found: impl FnMut(String)) {
    let ends = |word: &Word| word.kind == WordKind::Han && !word.is_character();
    for (place, first) in words.iter().enumerate().filter(|(_, word)| ends(word)) {
        let mut last = place;
        for _ in 0..LONGEST {
            let Some(next) = linked(chars, words, last) else {
                break;
            };
            let rest = words.get(next..).unwrap_or_default();
            let item = rest.chunk_by(|one, next| one.end == next.start).next();
            let item = item.unwrap_or_default();
            let item = item.get(..LONGEST_ITEM).unwrap_or(item);
            let length = first.end - first.start;
            let within = item.iter();
            let within = within.map(|word| word.text.chars().skip(length).collect());
            let behind = item.iter().skip(1).map(|word| word.text.clone());
            for end in within.chain(behind) {
                if end.chars().nth(1).is_some() {
                    found(format!("{}{end}", first.text));
                }
            }
            let mut item = next..next + item.len();
            let Some(goes_on) = item.find(|at| linked(chars, words, *at).is_some()) else {
                break;
            };
            last = goes_on;
        }
    }
}

/// The word that a mark or a joining word behind another leads to.
fn linked(chars: &[char], words: &[Word], place: usize) -> Option<usize> {
    let (one, next) = (words.get(place)?, words.get(place + 1)?);
    if one.end + 1 == next.start && chars.get(one.end) == Some(&MARK) {
        return Some(place + 1);
    }
    let after = words.get(place + 2)?;
    let is_joint = one.end == next.start && next.end == after.start;
    (is_joint && JOINING_WORDS.contains(&&*next.text)).then_some(place + 2)
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
