//! What is left of a word that neither the corpus nor the vocabulary knows: the longer word that it is short for, and its
//! single characters, for those of Chinese mean something each.

use super::{Group, Planner, Way, leaf, phrase};
use crate::search::{MatchKind, Part};
use crate::text::is_han;

/// Characters of a short form.
const SHORT_FORM: std::ops::RangeInclusive<usize> = 2..=3;

/// The most characters left out between two that a short form keeps: 普高 is 普通高中, 医改 医药卫生体制改革.
const LEFT_OUT: usize = 6;

impl Planner<'_> {
    /// A word as the short form of a longer one: its characters in order, some left out between.
    pub(super) fn longer(&self, chars: &[char]) -> Option<Way> {
        if !SHORT_FORM.contains(&chars.len()) || !chars.iter().all(|c| is_han(*c)) {
            return None;
        }
        let parts = [Part::Text, Part::Label, Part::Heading];
        let weights = self.weights().filter(|(part, _)| parts.contains(part));
        let places = spread(chars.len());
        let leaves = weights.flat_map(|(part, weight)| {
            places.iter().filter_map(move |places| {
                let each: Vec<(usize, &[char])> =
                    places.iter().copied().zip(chars.chunks(1)).collect();
                let query = phrase(self.fields.of(part), &each)?;
                let weight = self.ranking().short * weight;
                Some(leaf(
                    chars.iter().collect(),
                    part,
                    MatchKind::Bigram,
                    query,
                    weight,
                ))
            })
        });
        let leaves: Vec<_> = leaves.collect();
        (!leaves.is_empty()).then_some(Way { leaves, lead: 0.0 })
    }

    /// The characters that say something.
    pub(super) fn traces(&mut self, stretches: &[Vec<char>]) -> Vec<Group> {
        let mut characters: Vec<char> = Vec::new();
        for stretch in stretches {
            let words = self.analyzer.words(stretch).into_iter();
            let words = words.filter(|word| !self.analyzer.settings.stopwords.contains(&word.text));
            characters.extend(words.flat_map(|word| word.text.chars().collect::<Vec<_>>()));
        }
        characters.retain(|c| is_han(*c) && (self.holds)(&[*c]));
        characters.sort_unstable();
        characters.dedup();
        let weight = self.ranking().trace;
        let trace = |character: &char| {
            let leaves = self.everywhere(&[*character], MatchKind::Bigram, weight);
            Group::of(leaves, self.ranking().tie)
        };
        let traces = characters.iter().map(trace).collect();
        self.terms.extend(characters.iter().map(char::to_string));
        traces
    }
}

/// Where the characters of a short form may stand, the first at 0: never all side by side.
fn spread(count: usize) -> Vec<Vec<usize>> {
    let mut places = vec![vec![0]];
    for place in 1..count {
        let longer = places.iter().flat_map(|before: &Vec<usize>| {
            let next = before.last().copied().unwrap_or_default() + 1;
            (next..=place + LEFT_OUT).map(move |next| [before.as_slice(), &[next]].concat())
        });
        places = longer.collect();
    }
    places.retain(|places| places.last().is_some_and(|last| *last >= count));
    places
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn a_short_form_leaves_something_out_and_not_much() {
        let check = |count, all: usize, first: &[usize], last: &[usize]| {
            let places = spread(count);
            assert_eq!(places.len(), all, "{count}");
            assert_eq!(places.first().map(Vec::as_slice), Some(first), "{count}");
            assert_eq!(places.last().map(Vec::as_slice), Some(last), "{count}");
        };
        check(2, 6, &[0, 2], &[0, 7]);
        check(3, 27, &[0, 1, 3], &[0, 7, 8]);
    }
}
