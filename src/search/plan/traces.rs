//! What is left where neither a word nor what means the same stands in the corpus: the words of what means the same, the
//! longer word that it is short for, and its single characters, for those of Chinese mean something each.

use tantivy::query::{BooleanQuery, BoostQuery, Query};
use tantivy::schema::Field;

use super::leaves::phrase_within;
use super::stretches::FARTHEST;
use super::{Group, Leaf, Planner, Way, leaf, phrase};
use crate::search::analyzer::Word;
use crate::search::{MatchKind, Part};
use crate::text::is_han;

/// Characters of a short form.
pub(in crate::search) const SHORT_FORM: std::ops::RangeInclusive<usize> = 2..=3;

/// The most characters that a short form of so many leaves out between them: 普高 is 普通高中, 医改 医药卫生体制改革.
///
/// Each way to leave some out is a search of its own, and there are the more ways the more characters are kept.
fn left_out(count: usize) -> usize {
    12_usize.checked_div(count).unwrap_or_default()
}

impl Planner<'_> {
    /// A word as the short form of a longer one: its characters in order, some left out between.
    pub(super) fn longer(&self, chars: &[char]) -> Option<Way> {
        if !SHORT_FORM.contains(&chars.len()) || !chars.iter().all(|c| is_han(*c)) {
            return None;
        }
        // A label stands in the text as well.
        let parts = [Part::Text, Part::Heading];
        let weights = self.weights().filter(|(part, _)| parts.contains(part));
        let leaves = weights.flat_map(|(part, weight)| {
            longer(self.fields.of(part), chars).map(move |query| {
                let weight = self.ranking().short * weight;
                leaf(
                    chars.iter().collect(),
                    part,
                    MatchKind::Bigram,
                    query,
                    weight,
                )
            })
        });
        let leaves: Vec<_> = leaves.collect();
        (!leaves.is_empty()).then(|| Way::of(leaves, 0.0))
    }

    /// Whether texts have what some characters may be short for.
    pub(super) fn is_short_form(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().collect();
        let mut longer = longer(self.fields.text, &chars);
        SHORT_FORM.contains(&chars.len()) && longer.any(|query| (self.finds)(&*query))
    }

    /// The words of a term, a long one that stands nowhere as those within it.
    pub(super) fn words_of(&self, chars: &[char]) -> Vec<Word> {
        let words = self.analyzer.words(chars).into_iter();
        let parts = words.flat_map(|word| {
            let stretch = chars.get(word.start..word.end).unwrap_or_default();
            if (self.holds)(stretch) {
                return vec![word];
            }
            self.analyzer.split(&word, stretch)
        });
        parts.collect()
    }

    /// What stands nowhere as it is, as its words, all of them: 药品安全 as 药品 and 安全.
    pub(super) fn together(&self, words: &[Word], chars: &[char], weight: f32) -> Option<Way> {
        let words = words
            .iter()
            .filter_map(|word| chars.get(word.start..word.end));
        let words: Vec<&[char]> = words.collect();
        // 碳, 中 and 和 stand apart in any long text.
        let characters = words.iter().filter(|word| word.len() == 1).count();
        let are_words = words.len() > 1 && characters < 2;
        if !are_words || !words.iter().all(|word| (self.holds)(word)) {
            return None;
        }
        let each = words.iter().map(|word| -> Box<dyn Query> {
            let leaves = self.everywhere(word, MatchKind::Synonym, 1.0).into_iter();
            let weighted = leaves.map(|leaf| -> Box<dyn Query> {
                Box::new(BoostQuery::new(leaf.query, leaf.weight))
            });
            Box::new(BooleanQuery::union(weighted.collect()))
        });
        let query: Box<dyn Query> = Box::new(BooleanQuery::intersection(each.collect()));
        if !(self.finds)(&*query) {
            return None;
        }
        let weight = weight * self.ranking().together;
        let term = chars.iter().collect();
        let leaves = vec![leaf(term, Part::Text, MatchKind::Synonym, query, weight)];
        Some(Way::of(leaves, 0.0))
    }

    /// What is done to something, said the other way round: 改造一批老旧小区 for 老旧小区改造.
    pub(super) fn turned(&self, chars: &[char]) -> Option<Leaf> {
        let words = self.words_of(chars);
        let (object, act) = chars.split_at_checked(words.last()?.start)?;
        if object.len() < 2 || act.len() < 2 || !self.parts.contains(&Part::Text) {
            return None;
        }
        let query = phrase_within(self.fields.text, &[(0, act), (act.len(), object)], FARTHEST)?;
        if !(self.finds)(&*query) {
            return None;
        }
        let term = chars.iter().collect();
        let how = MatchKind::Phrase;
        Some(leaf(term, Part::Text, how, query, self.ranking().text))
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

/// The stretches of a field that `chars` may be short for.
pub(in crate::search) fn longer(
    field: Field,
    chars: &[char],
) -> impl Iterator<Item = Box<dyn Query>> {
    let places = spread(chars.len()).into_iter();
    places.filter_map(move |places| {
        let each: Vec<(usize, &[char])> = places.into_iter().zip(chars.chunks(1)).collect();
        phrase(field, &each)
    })
}

/// Where the characters of a short form may stand, the first at 0: never all side by side.
fn spread(count: usize) -> Vec<Vec<usize>> {
    let mut places = vec![vec![0]];
    for place in 1..count {
        let longer = places.iter().flat_map(|before: &Vec<usize>| {
            let next = before.last().copied().unwrap_or_default() + 1;
            (next..=place + left_out(count)).map(move |next| [before.as_slice(), &[next]].concat())
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
        check(3, 14, &[0, 1, 3], &[0, 5, 6]);
    }
}
