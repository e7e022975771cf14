//! What was probably meant by characters that stand nowhere in the corpus.
//!
//! A slip is looked for only where no known word covers the query, and taken only when the corpus holds the result as it
//! stands. One character is replaced, left out, put in, or swapped with its neighbour.

use std::collections::BTreeSet;
use std::ops::Range;

use super::analyzer::{Analyzer, WordKind, is_han};
use super::reader::TantivyReader;
use super::{Correction, Expression, Form, Literal, MatchKind};
use crate::text::normalize::Normalized;
use crate::text::pinyin::{readings, segment};

/// The stretches around a slip that are compared with the corpus, in characters, the surest first.
const WINDOWS: &[usize] = &[6, 5, 4, 3];

/// The shortest stretch in which a slip may be put right by what looks or sounds different.
const SURE: usize = 4;

/// Looks for slips.
pub(super) struct Speller<'a> {
    pub(super) dictionary: &'a TantivyReader,
    pub(super) analyzer: &'a Analyzer,
}

impl Speller<'_> {
    /// The expression as it was probably meant, and what was put right in it.
    pub(super) fn correct(
        &self,
        expression: &Expression,
        keep: &[String],
    ) -> (Expression, Vec<Correction>) {
        let mut corrections = Vec::new();
        let meant = self.meant(expression, keep, &mut corrections);
        (meant, corrections)
    }

    fn meant(
        &self,
        expression: &Expression,
        keep: &[String],
        corrections: &mut Vec<Correction>,
    ) -> Expression {
        let mut each = |parts: &[Expression]| -> Vec<Expression> {
            parts
                .iter()
                .map(|part| self.meant(part, keep, corrections))
                .collect()
        };
        match expression {
            Expression::Literal(literal) => {
                if let Some((literal, correction)) =
                    self.spelled(std::slice::from_ref(expression), keep)
                {
                    corrections.push(correction);
                    return Expression::Literal(literal);
                }
                Expression::Literal(self.literal(literal, keep, corrections))
            }
            Expression::Together(parts) => match self.spelled(parts, keep) {
                Some((literal, correction)) => {
                    corrections.push(correction);
                    Expression::Literal(literal)
                }
                None => Expression::Together(each(parts)),
            },
            Expression::All(parts) => Expression::All(each(parts)),
            Expression::Any(parts) => Expression::Any(each(parts)),
            other => other.clone(),
        }
    }

    fn literal(
        &self,
        literal: &Literal,
        keep: &[String],
        corrections: &mut Vec<Correction>,
    ) -> Literal {
        let is_open =
            literal.form == Form::Words && literal.field.is_none() && !keep.contains(&literal.text);
        let found = is_open.then(|| self.slip(&literal.text)).flatten();
        let Some((from, to)) = found else {
            return literal.clone();
        };
        let chars: Vec<char> = literal.text.chars().collect();
        let typed: String = chars.get(from.clone()).unwrap_or_default().iter().collect();
        if keep.contains(&typed) {
            return literal.clone();
        }
        let part = |range: Range<usize>| {
            chars
                .get(range)
                .unwrap_or_default()
                .iter()
                .collect::<String>()
        };
        let text = format!("{}{to}{}", part(0..from.start), part(from.end..chars.len()));
        let first = literal.range.start;
        corrections.push(Correction {
            range: first + from.start..first + from.end,
            from: typed,
            to,
            is_applied: true,
            how: MatchKind::Correction,
        });
        Literal {
            text,
            ..literal.clone()
        }
    }

    /// Latin words that stand nowhere, read as the sounds of a stretch of the corpus.
    fn spelled(&self, parts: &[Expression], keep: &[String]) -> Option<(Literal, Correction)> {
        let literals: Vec<&Literal> = parts
            .iter()
            .map(|part| match part {
                Expression::Literal(literal) => Some(literal),
                _ => None,
            })
            .collect::<Option<_>>()?;
        let (first, last) = (*literals.first()?, *literals.last()?);
        let is_open = |literal: &&Literal| {
            literal.form == Form::Words
                && literal.field.is_none()
                && !keep.contains(&literal.text)
                && literal
                    .text
                    .chars()
                    .all(|c| c.is_ascii_alphabetic() || c == '\'')
        };
        let typed: Vec<&str> = literals.iter().map(|literal| &*literal.text).collect();
        let typed = typed.join(" ");
        if !literals.iter().all(is_open) || keep.contains(&typed) {
            return None;
        }
        let is_known = |literal: &&Literal| {
            let chars: Vec<char> = Normalized::of(&literal.text).text().chars().collect();
            self.dictionary.count(&chars) > 0
        };
        if literals.iter().any(is_known) {
            return None;
        }
        let to = segment(&typed.to_lowercase())
            .iter()
            .find_map(|syllables| self.sung(syllables))?;
        let range = first.range.start..last.range.end;
        let literal = Literal {
            text: to.clone(),
            range: range.clone(),
            ..first.clone()
        };
        let correction = Correction {
            range,
            from: typed,
            to,
            is_applied: true,
            how: MatchKind::Pinyin,
        };
        Some((literal, correction))
    }

    /// The most frequent stretch of the corpus that sounds like `syllables`.
    fn sung(&self, syllables: &[String]) -> Option<String> {
        let (first, rest) = syllables.split_first()?;
        let mut stretches: Vec<Vec<char>> =
            self.sounding(first).into_iter().map(|c| vec![c]).collect();
        for syllable in rest {
            let sounding = self.sounding(syllable);
            let longer = stretches.iter().flat_map(|stretch| {
                let followers = stretch
                    .last()
                    .map(|last| self.dictionary.followers(*last))
                    .unwrap_or_default();
                let fitting = followers
                    .into_iter()
                    .filter(|(follower, _)| sounding.contains(follower));
                let fitting: Vec<_> = fitting
                    .map(|(follower, _)| stretch.iter().copied().chain([follower]).collect())
                    .collect();
                fitting
            });
            stretches = longer.collect();
        }
        let counted = stretches
            .into_iter()
            .map(|stretch| (self.dictionary.count(&stretch), stretch));
        let (count, best) =
            counted.max_by(|one, other| one.0.cmp(&other.0).then_with(|| other.1.cmp(&one.1)))?;
        (count > 0 && best.len() > 1).then(|| best.into_iter().collect())
    }

    /// Characters of the corpus that are read as `syllable`.
    fn sounding(&self, syllable: &str) -> Vec<char> {
        let is_read = |character: &char| {
            readings(&character.to_string())
                .iter()
                .any(|reading| reading.full() == syllable)
        };
        self.dictionary
            .characters()
            .iter()
            .copied()
            .filter(is_read)
            .collect()
    }

    /// Where a text slips, in its own characters, and what stands in the corpus in that place.
    fn slip(&self, text: &str) -> Option<(Range<usize>, String)> {
        let normal = Normalized::of(text);
        let chars: Vec<char> = normal.text().chars().collect();
        let strange = self.strange(&chars);
        strange.first()?;
        if chars.iter().all(|c| is_han(*c)) && self.dictionary.count(&chars) > 0 {
            return None;
        }
        for &size in WINDOWS.iter().filter(|size| **size <= chars.len()) {
            for &place in &strange {
                for start in (place + 1).saturating_sub(size)..=place {
                    let Some(window) = chars.get(start..start + size) else {
                        continue;
                    };
                    if !window.iter().all(|c| is_han(*c)) || self.dictionary.count(window) > 0 {
                        continue;
                    }
                    if let Some(meant) = self.nearest(window, place - start) {
                        return Some((normal.source_range(start..start + size), meant));
                    }
                }
            }
        }
        None
    }

    /// Places that no word of two characters or more covers which the corpus or the vocabulary knows.
    fn strange(&self, chars: &[char]) -> Vec<usize> {
        let mut strange: BTreeSet<usize> = (0..chars.len())
            .filter(|&at| chars.get(at).is_some_and(|c| is_han(*c)))
            .collect();
        if strange.len() < 3 {
            return Vec::new();
        }
        for word in self.analyzer.words(chars) {
            let Some(stretch) = chars.get(word.start..word.end) else {
                continue;
            };
            let settings = &self.analyzer.settings;
            let is_known = word.kind != WordKind::Han
                || settings.stopwords.contains(&word.text)
                || (stretch.len() > 1
                    && (settings.synonyms.contains_key(&word.text)
                        || self.dictionary.count(stretch) > 0));
            if is_known {
                strange.retain(|at| !(word.start..word.end).contains(at));
            }
        }
        for start in 0..chars.len() {
            for end in start + 2..=chars.len() {
                let stretch: String = chars.get(start..end).unwrap_or_default().iter().collect();
                if self.analyzer.settings.synonyms.contains_key(&stretch) {
                    strange.retain(|at| !(start..end).contains(at));
                }
            }
        }
        strange.into_iter().collect()
    }

    /// The most frequent stretch of the corpus that is one slip at `place` away.
    fn nearest(&self, window: &[char], place: usize) -> Option<String> {
        let mut candidates: Vec<Vec<char>> = Vec::new();
        let replaced = |with: Option<char>, from: usize, to: usize| -> Vec<char> {
            let (before, after) = (window.iter().take(from), window.iter().skip(to));
            before.copied().chain(with).chain(after.copied()).collect()
        };
        if window.len() >= SURE {
            let before = place.checked_sub(1).and_then(|at| window.get(at));
            if let Some(&before) = before {
                for (character, _) in self.dictionary.followers(before) {
                    candidates.push(replaced(Some(character), place, place + 1));
                    candidates.push(replaced(Some(character), place, place));
                }
            }
            candidates.push(replaced(None, place, place + 1));
        }
        if let Some(&typed) = window.get(place) {
            for reading in readings(&typed.to_string()) {
                for character in self.sounding(&reading.full()) {
                    candidates.push(replaced(Some(character), place, place + 1));
                }
            }
        }
        for other in [place.checked_sub(1), Some(place + 1)]
            .into_iter()
            .flatten()
        {
            let mut swapped = window.to_vec();
            if other < window.len() && window.len() >= 3 {
                swapped.swap(place, other);
                candidates.push(swapped);
            }
        }
        let counted = candidates
            .into_iter()
            .filter(|candidate| candidate != window)
            .map(|candidate| {
                let count = self.dictionary.count(&candidate);
                (count, candidate)
            });
        let (count, best) =
            counted.max_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)))?;
        (count > 0).then(|| best.into_iter().collect())
    }
}
