//! More of the same: tasks that share the words which tell what some texts are about.

use std::collections::{HashMap, HashSet};

use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{TantivyError, Term};

use super::best::Best;
use super::plan::{Leaf, leaf, shared};
use super::reader::TantivyReader;
use super::scoring::Scoring;
use super::{Hits, Kind, MatchKind, Part, Request, Similar};

/// How many words tell what a text is about, shared among the texts.
const WORDS: usize = 30;

/// How many of these words a task must share.
const SHARED: usize = 2;

/// How often a word may stand in a text and still count more than the time before.
const SATURATION: f32 = 1.2;

/// The most tasks that are alike.
pub(super) const MOST_ALIKE: usize = 100;

impl TantivyReader {
    /// Tasks that are like some texts, the most alike first.
    pub(super) fn alike(&self, request: &Similar<'_>) -> Result<Hits, TantivyError> {
        let leaves = self.telling(request.texts);
        let scoring = Scoring::new(self);
        let scored = shared(&leaves, SHARED, &scoring, None)?;
        let (mut total, mut best) = (0, Best::new(MOST_ALIKE));
        self.each(scored.each(), Kind::Task, request.allowed, &mut |found| {
            total += 1;
            best.push(found);
        })?;
        scoring.board().give_back([scored]);
        let asked = Request {
            expression: &super::Expression::Nothing,
            sets: &[],
            kind: Kind::Task,
            allowed: request.allowed,
            keep_as_text: &[],
            places: &[],
            offset: request.offset.min(MOST_ALIKE),
            limit: request.limit.min(MOST_ALIKE.saturating_sub(request.offset)),
            is_explained: request.is_explained,
        };
        let total = total.min(MOST_ALIKE as u64);
        // Fragments of words say the same again, and tell nobody anything.
        let explained = request.is_explained.then_some(request.texts);
        let whole = explained.unwrap_or_default().iter();
        let whole: HashSet<String> = whole
            .flat_map(|(text, _)| self.analyzer.whole_words(text))
            .collect();
        let is_whole = |leaf: &&Leaf| whole.contains(&leaf.term);
        let leaves: Vec<_> = leaves.iter().filter(is_whole).collect();
        let items = self.page(&best.into_sorted(), &asked, &leaves)?;
        Ok(Hits {
            total,
            close: total,
            tasks: items.iter().map(|hit| hit.ordinal).collect(),
            items,
            ..Hits::default()
        })
    }

    /// The words that tell what texts are about: often in them, and seldom elsewhere.
    fn telling(&self, texts: &[(String, f32)]) -> Vec<Leaf> {
        let each = WORDS.div_ceil(texts.len().max(1));
        let mut weights: HashMap<String, f32> = HashMap::new();
        for (text, share) in texts {
            let words = self.analyzer.telling_words(text).into_iter();
            let mut words: Vec<(f32, f32, String)> = words
                .filter_map(|(word, count)| {
                    let often = f32::from(count) / (f32::from(count) + SATURATION);
                    Some((often * self.rarity(&word)?, often, word))
                })
                .collect();
            words.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.2.cmp(&other.2)));
            for (_, often, word) in words.into_iter().take(each) {
                *weights.entry(word).or_default() += share * often;
            }
        }
        let mut weights: Vec<_> = weights.into_iter().collect();
        weights.sort_by(|one, other| one.0.cmp(&other.0));
        let of = |(word, weight): (String, f32)| {
            let term = Term::from_field_text(self.fields.words, &word);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            let key = word.clone();
            let leaf = leaf(word, Part::Text, MatchKind::Word, Box::new(query), weight);
            leaf.kept(self.fields.words, key)
        };
        weights.into_iter().map(of).collect()
    }

    /// How seldom a word is; `None` when it tells nothing, for it stands in one text or in every second one.
    fn rarity(&self, word: &str) -> Option<f32> {
        let term = Term::from_field_text(self.fields.words, word);
        let count = self.searcher.doc_freq(&term).ok()?;
        let all = self.searcher.num_docs();
        (count > 1 && count * 2 < all).then(|| (float(all) / float(count)).ln())
    }
}

/// A number of passages as a factor; half a digit is enough.
fn float(number: u64) -> f32 {
    u16::try_from(number).map_or_else(
        |_| f32::from(u16::try_from(number >> 16).unwrap_or(u16::MAX)) * 65_536.0,
        f32::from,
    )
}
