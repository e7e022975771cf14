//! Slips that are clear enough to answer what is meant and say so: 省民正厅 for 省民政厅.

use std::ops::Range;

use super::Answer;
use crate::engine::View;
use crate::text::characters;
use crate::text::pinyin::{Reading, readings};

impl View {
    /// Whether a text is `meant` with one character that sounds the same, and can be nothing else that is known.
    pub(super) fn is_slip(&self, text: &str, meant: &str) -> bool {
        let Some((wrong, right)) = only_difference(text, meant) else {
            return false;
        };
        let sounds = |character: char| {
            let readings = readings(character.encode_utf8(&mut [0; 4]));
            let sounds = readings.iter().map(Reading::joined);
            sounds.collect::<Vec<_>>()
        };
        let right = sounds(right);
        sounds(wrong).iter().any(|sound| right.contains(sound)) && !self.may_be_another(text)
    }

    /// Whether a text is a name itself, though of nothing in the plans, or near to the names of several bodies.
    fn may_be_another(&self, text: &str) -> bool {
        let gazetteer = self.gazetteer();
        let regions = self.snapshot().plans().filter_map(|entry| entry.region);
        let is_body = |region| gazetteer.unit_in_year(text, region, None).is_some();
        if !gazetteer.cities_named(text).is_empty() || regions.into_iter().any(is_body) {
            return true;
        }
        let is_near = |name: &String| only_difference(text, name).is_some();
        let near = self.snapshot().units().filter(|entry| {
            let mut names = std::iter::once(&entry.unit.name).chain(&entry.unit.aliases);
            names.any(is_near)
        });
        near.count() > 1
    }
}

/// The one character in which two texts differ.
fn only_difference(one: &str, other: &str) -> Option<(char, char)> {
    if one.chars().count() != other.chars().count() {
        return None;
    }
    let mut different = one.chars().zip(other.chars()).filter(|(a, b)| a != b);
    let first = different.next()?;
    different.next().is_none().then_some(first)
}

/// The question without the slips; `None` when they are not all that was not understood.
pub(super) fn corrected(
    question: &str,
    not_understood: &[Range<usize>],
    slips: &[(Range<usize>, String)],
) -> Option<String> {
    let is_slip = |range: &Range<usize>| slips.iter().any(|(slip, _)| slip == range);
    if !not_understood.iter().all(is_slip) {
        return None;
    }
    let mut characters: Vec<char> = question.chars().collect();
    for (range, meant) in slips {
        let stretch = characters.get_mut(range.clone())?;
        if stretch.len() != meant.chars().count() {
            return None;
        }
        for (place, character) in stretch.iter_mut().zip(meant.chars()) {
            *place = character;
        }
    }
    Some(characters.into_iter().collect())
}

/// The answer to what was meant, which says that it is; `None` when that was not understood either.
pub(super) fn told(
    question: &str,
    slips: &[(Range<usize>, String)],
    meant: Answer,
) -> Option<Answer> {
    meant.operation.as_ref()?;
    let read = slips.iter().map(|(range, meant)| {
        let typed = characters(question, range);
        format!("“{typed}”读作“{meant}”")
    });
    let read: Vec<_> = read.collect();
    Some(Answer {
        question: question.to_owned(),
        summary: format!("{}：{}", read.join("，"), meant.summary),
        ..meant
    })
}
