//! One pinned state of the index, and how it is searched.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use tantivy::query::EnableScoring;
use tantivy::schema::{Field as Place, Value};
use tantivy::{IndexReader, Searcher, TERMINATED, TantivyDocument, TantivyError, Term};

use super::analyzer::{Analyzer, Word, plain};
use super::best::Best;
use super::fields::{Fields, whole};
use super::found::{Found, Keys};
use super::index::engine;
use super::lexicon::Lexicon;
use super::plan::traces::longer;
use super::plan::{Leaf, Plan, Planner, Step, phrase};
use super::scoring::{Boards, Postings, Scoring, postings};
use super::spelling::{HEARINGS, Speller, TRIES, Tries};
use super::tokens::WHOLE;
use super::weighed::Scored;
use super::{
    Completion, Expression, Hit, Hits, Kind, Part, Reader, Request, SearchError, Similar, TermMatch,
};
use crate::text::is_han;
use crate::text::pinyin::readings;

/// The most words that a prefix stands for.
const MOST_WORDS: usize = 200;

/// What is looked at in tasks, and in whatever has a name.
const TASK_PARTS: &[Part] = &[
    Part::Text,
    Part::Label,
    Part::Heading,
    Part::Indicator,
    Part::City,
];
const NAME_PARTS: &[Part] = &[Part::Name];

/// One pinned state.
pub(super) struct TantivyReader {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) analyzer: Analyzer,
    generation: Option<u64>,
    /// Han characters of task texts and titles by how they are read, and what can be typed by sound: made when first asked for.
    sounds: OnceLock<HashMap<String, Vec<char>>>,
    lexicon: OnceLock<Lexicon>,
    /// Kinds and ordinals, read once for a state.
    keys: OnceLock<Keys>,
    pub(super) boards: Arc<Boards>,
    pub(super) postings: Postings,
}

impl TantivyReader {
    pub(super) fn new(
        source: &IndexReader,
        fields: &Fields,
        analyzer: &Analyzer,
        generation: Option<u64>,
        boards: &Arc<Boards>,
    ) -> Self {
        Self {
            searcher: source.searcher(),
            fields: fields.clone(),
            analyzer: analyzer.clone(),
            generation,
            sounds: OnceLock::new(),
            lexicon: OnceLock::new(),
            keys: OnceLock::new(),
            boards: Arc::clone(boards),
            postings: postings(),
        }
    }

    /// Han characters of task texts and titles by how they are read.
    pub(super) fn sounds(&self) -> &HashMap<String, Vec<char>> {
        self.sounds.get_or_init(|| {
            let mut sounds: HashMap<String, Vec<char>> = HashMap::new();
            for character in self.characters() {
                for reading in readings(&character.to_string()) {
                    sounds.entry(reading.full()).or_default().push(character);
                }
            }
            sounds
        })
    }

    /// What can be typed by sound.
    pub(super) fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::of(self))
    }

    /// Whether what can be typed by sound has been asked for: then it will be again.
    pub(super) fn is_spoken_to(&self) -> bool {
        self.lexicon.get().is_some()
    }

    fn answer(&self, request: &Request<'_>) -> Result<Hits, TantivyError> {
        let speller = Speller {
            dictionary: self,
            analyzer: &self.analyzer,
            keep: request.keep_as_text,
            places: request.places,
            tries: Tries::new(TRIES),
            hearings: Tries::new(HEARINGS),
        };
        let (expression, corrections) = speller.correct(request.expression);
        let (plan, mut hits) = self.planned(&expression, request)?;
        hits.corrections = corrections;
        let end = request.offset.saturating_add(request.limit);
        let mut best = Best::new(end.max(plan.enough()));
        let scoring = Scoring::new(self);
        let mut tell = |found: Found| {
            hits.close += 1;
            if request.kind == Kind::Task {
                hits.tasks.insert(found.ordinal);
            }
            best.push(found);
        };
        if matches!(plan, Plan::Everything) {
            // There is nothing to score, and a list of all there is would be the longest.
            self.each(self.everything(), request.kind, request.allowed, &mut tell)?;
        } else {
            let scored = plan.found(Step::Strict, &scoring, None)?;
            self.each(scored.each(), request.kind, request.allowed, &mut tell)?;
            scoring.board().give_back([scored]);
        }
        let mut found = best.into_sorted();
        hits.total = hits.close;
        if found.len() < plan.enough() {
            found = self.loosened(&plan, &scoring, found, request)?;
            hits.total = found.len() as u64;
            if request.kind == Kind::Task {
                hits.tasks = found.iter().map(|one| one.ordinal).collect();
            }
        }
        hits.is_open = plan.is_open();
        hits.is_wide = !plan.is_said();
        hits.items = self.page(&found, request, &plan.leaves())?;
        Ok(hits)
    }

    /// The page that was asked for of what was found, which stands in order.
    pub(super) fn page(
        &self,
        found: &[Found],
        request: &Request<'_>,
        leaves: &[&Leaf],
    ) -> Result<Vec<Hit>, TantivyError> {
        let page = found.get(request.offset..).unwrap_or_default();
        let page = page.get(..request.limit).unwrap_or(page);
        let leaves = if request.is_explained { leaves } else { &[] };
        self.describe(page, request.kind, leaves)
    }

    fn planned(
        &self,
        expression: &Expression,
        request: &Request<'_>,
    ) -> Result<(Plan, Hits), TantivyError> {
        let keys = self.keys()?;
        let among = |set: usize| {
            let set = request.sets.get(set).copied();
            set.map_or_else(Scored::new, |set| self.among(keys, set))
        };
        let stated = self.stated();
        let (parts, fields) = match request.kind {
            // The names of units say nothing of where a task stands.
            Kind::Task => (TASK_PARTS, stated.get(..2).unwrap_or_default()),
            _ => (NAME_PARTS, &stated[..]),
        };
        let kept = request.keep_as_text.iter().map(|text| plain(text));
        let kept: Vec<_> = kept.collect();
        let is_kept = |chars: &[char]| kept.iter().any(|kept| kept == chars);
        let mut planner = Planner {
            fields: &self.fields,
            analyzer: &self.analyzer,
            parts,
            is_name: &|name| !is_kept(name) && self.is_name(name),
            is_kept: &is_kept,
            holds: &|stretch| self.holds_in(fields, stretch),
            count: &|term| self.searcher.doc_freq(term).unwrap_or_default(),
            finds: &|query| self.finds(query),
            places: request.places,
            words_with: &|prefix| {
                let words = self.words_with(prefix, MOST_WORDS).into_iter();
                words.map(|(word, _)| word).collect()
            },
            names_with: &|field, stretch| self.names_with(field, stretch),
            among: &among,
            is_literal: false,
            terms: Vec::new(),
            joint: Vec::new(),
            expansions: Vec::new(),
            named: Vec::new(),
        };
        let plan = planner.plan(expression);
        let mut terms = planner.terms;
        terms.sort_unstable_by_key(|term| std::cmp::Reverse(term.len()));
        terms.dedup();
        let hits = Hits {
            terms,
            joint: planner.joint,
            expansions: planner.expansions,
            places: planner.named,
            ..Hits::default()
        };
        Ok((plan, hits))
    }

    /// Kinds and ordinals.
    pub(super) fn keys(&self) -> Result<&Keys, TantivyError> {
        if let Some(keys) = self.keys.get() {
            return Ok(keys);
        }
        let all = Keys::of(self.searcher.segment_readers())?;
        Ok(self.keys.get_or_init(|| all))
    }

    fn describe(
        &self,
        page: &[Found],
        kind: Kind,
        leaves: &[&Leaf],
    ) -> Result<Vec<Hit>, TantivyError> {
        let mut order: Vec<usize> = (0..page.len()).collect();
        order.sort_unstable_by_key(|&index| page.get(index).map(|found| found.number));
        let mut matches: Vec<Vec<TermMatch>> = page.iter().map(|_| Vec::new()).collect();
        for leaf in leaves {
            let weight = leaf
                .query
                .weight(EnableScoring::enabled_from_searcher(&self.searcher))?;
            let mut open = None;
            for &index in &order {
                let (Some(found), Some(list)) = (page.get(index), matches.get_mut(index)) else {
                    continue;
                };
                let address = self.address(found.number);
                let segment = address.segment_ord;
                if open.as_ref().is_none_or(|(other, _)| *other != segment) {
                    open = Some((
                        segment,
                        weight.scorer(self.searcher.segment_reader(segment), leaf.weight)?,
                    ));
                }
                let Some((_, scorer)) = open.as_mut() else {
                    continue;
                };
                if scorer.doc() < address.doc_id {
                    scorer.seek(address.doc_id);
                }
                if scorer.doc() == address.doc_id && scorer.doc() != TERMINATED {
                    list.push(TermMatch {
                        term: leaf.term.clone(),
                        part: leaf.part,
                        how: leaf.how,
                        weight: scorer.score(),
                    });
                }
            }
        }
        page.iter()
            .zip(matches)
            .map(|(found, matches)| self.hit(kind, found, matches))
            .collect()
    }

    fn hit(
        &self,
        kind: Kind,
        found: &Found,
        mut matches: Vec<TermMatch>,
    ) -> Result<Hit, TantivyError> {
        let id = if kind == Kind::Task {
            None
        } else {
            let document: TantivyDocument = self.searcher.doc(self.address(found.number))?;
            let id = document.get_first(self.fields.id);
            id.and_then(|value| value.as_str()?.parse().ok())
        };
        matches.sort_by(|one, other| {
            other
                .weight
                .partial_cmp(&one.weight)
                .unwrap_or(Ordering::Equal)
        });
        Ok(Hit {
            kind,
            ordinal: found.ordinal,
            id,
            score: found.score.0,
            is_close: !found.is_loose,
            matches,
        })
    }

    /// Words that begin with `prefix`, most frequent first.
    fn words_with(&self, prefix: &str, at_most: usize) -> Vec<(String, u64)> {
        let mut words = self.terms_with(self.fields.words, prefix);
        words.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        words.truncate(at_most);
        words
    }

    /// Han characters that terms of texts and titles begin with. Each is looked up from the one before: there are thousands
    /// of characters, and of their pairs hundreds of thousands.
    fn characters(&self) -> BTreeSet<char> {
        let mut characters = BTreeSet::new();
        let readers = self.searcher.segment_readers().iter();
        let fields = [self.fields.text, self.fields.heading];
        for (reader, field) in readers.flat_map(|reader| fields.map(|field| (reader, field))) {
            let Ok(inverted) = reader.inverted_index(field) else {
                continue;
            };
            let next = |from: char| {
                let from = from.to_string();
                let mut terms = inverted.terms().range().ge(from).into_stream().ok()?;
                let (term, _) = terms.next()?;
                std::str::from_utf8(term).ok()?.chars().next()
            };
            let mut from = Some(char::MIN);
            while let Some(character) = from.and_then(next) {
                characters.insert(character);
                from = (character..=char::MAX).nth(1);
            }
        }
        characters.retain(|character| is_han(*character));
        characters
    }

    /// Terms of a field that begin with `prefix`, with the number of passages that hold them.
    pub(super) fn terms_with(&self, field: Place, prefix: &str) -> Vec<(String, u64)> {
        let mut counts = std::collections::BTreeMap::new();
        for reader in self.searcher.segment_readers() {
            let Ok(inverted) = reader.inverted_index(field) else {
                continue;
            };
            let Ok(mut terms) = inverted.terms().range().ge(prefix).into_stream() else {
                continue;
            };
            while let Some((term, info)) = terms.next() {
                if !term.starts_with(prefix.as_bytes()) {
                    break;
                }
                if let Ok(term) = std::str::from_utf8(term) {
                    *counts.entry(term.to_owned()).or_default() += u64::from(info.doc_freq);
                }
            }
        }
        counts.into_iter().collect()
    }

    /// Names in a field of whole names that hold a stretch.
    fn names_with(&self, field: Place, stretch: &[char]) -> Vec<Term> {
        let stretch: String = stretch.iter().collect();
        let names = self.terms_with(field, &WHOLE.to_string()).into_iter();
        let names = names.filter(|(name, _)| {
            name.get(WHOLE.len_utf8()..)
                .is_some_and(|it| it.contains(&stretch))
        });
        names
            .map(|(name, _)| Term::from_field_text(field, &name))
            .collect()
    }

    fn is_name(&self, name: &[char]) -> bool {
        [self.fields.unit, self.fields.city]
            .into_iter()
            .any(|field| {
                self.searcher
                    .doc_freq(&whole(field, name))
                    .is_ok_and(|count| count > 0)
            })
    }

    /// Number of passages that hold these very characters in text, label, headings or a name.
    pub(super) fn count(&self, chars: &[char]) -> usize {
        let count = |field| phrase(field, &[(0, chars)])?.count(&self.searcher).ok();
        self.stated().into_iter().filter_map(count).sum()
    }

    /// The fields of what passages say themselves.
    fn stated(&self) -> [Place; 3] {
        [self.fields.text, self.fields.heading, self.fields.name]
    }

    /// Whether some passage holds these very characters in text, label, headings or a name; far cheaper than to count.
    pub(super) fn holds(&self, chars: &[char]) -> bool {
        self.holds_in(&self.stated(), chars)
    }

    fn holds_in(&self, fields: &[Place], chars: &[char]) -> bool {
        let is_met = |term: &Term| self.searcher.doc_freq(term).is_ok_and(|count| count > 0);
        if let [_] | [_, _] = chars {
            let text: String = chars.iter().collect();
            let mut terms = (fields.iter()).map(|field| Term::from_field_text(*field, &text));
            return terms.any(|term| is_met(&term));
        }
        let text: String = chars.iter().collect();
        is_met(&Term::from_field_text(self.fields.words, &text))
            || fields
                .iter()
                .any(|field| phrase(*field, &[(0, chars)]).is_some_and(|query| self.finds(&*query)))
    }

    /// Whether task texts have something that `chars` may be short for.
    pub(super) fn holds_longer(&self, chars: &[char]) -> bool {
        longer(self.fields.text, chars).any(|query| self.finds(&*query))
    }

    /// Characters that stand before one in task texts.
    pub(super) fn leaders(&self, character: char) -> Vec<char> {
        let characters = self.sounds().values().flatten().copied();
        let leads = |other: &char| self.holds(&[*other, character]);
        characters.filter(leads).collect()
    }

    /// Characters that follow one in task texts and titles above them, each once.
    pub(super) fn followers(&self, character: char) -> BTreeSet<char> {
        let fields = [self.fields.text, self.fields.heading].into_iter();
        let terms = fields.flat_map(|field| self.terms_with(field, &character.to_string()));
        let followers = terms.filter_map(|(term, _)| term.chars().nth(1));
        followers.collect()
    }
}

impl Reader for TantivyReader {
    fn generation(&self) -> Option<u64> {
        self.generation
    }

    fn search(&self, request: &Request<'_>) -> Result<Hits, SearchError> {
        self.answer(request)
            .map_err(|fault| engine("answer", fault))
    }

    fn similar(&self, request: &Similar<'_>) -> Result<Hits, SearchError> {
        self.alike(request)
            .map_err(|fault| engine("tell what is alike", fault))
    }

    fn complete(&self, typed: &str, at_most: usize) -> Result<Vec<Completion>, SearchError> {
        Ok(self.lexicon().complete(typed, at_most))
    }

    fn words(&self, prefix: &str, at_most: usize) -> Result<Vec<(String, u64)>, SearchError> {
        Ok(self.words_with(prefix, at_most))
    }

    fn terms(&self, text: &str) -> Result<Vec<String>, SearchError> {
        let stopwords = &self.analyzer.settings.stopwords;
        let chars = plain(text);
        let words = self.analyzer.words(&chars).into_iter();
        let says = |word: &Word| word.end - word.start > 1 && !stopwords.contains(&word.text);
        Ok(words.filter(says).map(|word| word.text).collect())
    }

    fn word_ranges(&self, text: &str) -> Vec<Range<usize>> {
        self.analyzer.word_ranges(text)
    }
}
