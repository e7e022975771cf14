//! One pinned state of the index, and how it is searched.

use std::cmp::Ordering;
use std::sync::OnceLock;

use tantivy::query::{EnableScoring, Query};
use tantivy::schema::{Field as Place, Value};
use tantivy::{DocAddress, IndexReader, Searcher, TERMINATED, TantivyDocument, TantivyError};

use super::analyzer::{Analyzer, WordKind, is_han, plain};
use super::fields::{Fields, KEY, of_key, whole};
use super::index::engine;
use super::plan::{Leaf, Plan, Planner, phrase};
use super::spelling::Speller;
use super::{Expression, Hit, Hits, Kind, Part, Reader, Request, SearchError, TermMatch};

/// As long as fewer are found, the ladder is climbed down: a page.
const ENOUGH: usize = 20;

/// The most words that a prefix stands for.
const MOST_WORDS: usize = 200;

/// One pinned state.
pub(super) struct TantivyReader {
    searcher: Searcher,
    fields: Fields,
    analyzer: Analyzer,
    generation: Option<u64>,
    /// Han characters of task texts, read when first asked for.
    characters: OnceLock<Vec<char>>,
}

/// A passage found.
struct Found {
    kind: Kind,
    ordinal: u32,
    score: f32,
    address: DocAddress,
}

impl TantivyReader {
    pub(super) fn new(
        source: &IndexReader,
        fields: &Fields,
        analyzer: &Analyzer,
        generation: Option<u64>,
    ) -> Self {
        Self {
            searcher: source.searcher(),
            fields: fields.clone(),
            analyzer: analyzer.clone(),
            generation,
            characters: OnceLock::new(),
        }
    }

    /// Han characters of task texts.
    pub(super) fn characters(&self) -> &[char] {
        self.characters.get_or_init(|| {
            let terms = self.terms_with(self.fields.text, "");
            let mut characters: Vec<char> = terms
                .iter()
                .filter_map(|(term, _)| term.chars().next())
                .filter(|character| is_han(*character))
                .collect();
            characters.dedup();
            characters
        })
    }

    fn answer(&self, request: &Request<'_>) -> Result<Hits, TantivyError> {
        let speller = Speller {
            dictionary: self,
            analyzer: &self.analyzer,
        };
        let (expression, corrections) = speller.correct(request.expression, request.keep_as_text);
        let (plan, mut hits) = self.planned(&expression, request);
        hits.corrections = corrections;
        let mut found = Vec::new();
        for step in plan.steps() {
            found = self.find(&*plan.query(step), request)?;
            if found.len() >= ENOUGH {
                break;
            }
        }
        hits.total = found.len() as u64;
        hits.tasks = found
            .iter()
            .filter(|one| one.kind == Kind::Task)
            .map(|one| one.ordinal)
            .collect();
        hits.tasks.sort_unstable();
        hits.tasks.dedup();
        let place = |kind| request.kinds.iter().position(|other| *other == kind);
        let in_order = |one: &Found, other: &Found| {
            (place(one.kind).cmp(&place(other.kind)))
                .then(other.score.total_cmp(&one.score))
                .then(one.ordinal.cmp(&other.ordinal))
                .then(one.address.cmp(&other.address))
        };
        let end = request
            .offset
            .saturating_add(request.limit)
            .min(found.len());
        if end > 0 && end < found.len() {
            found.select_nth_unstable_by(end - 1, in_order);
            found.truncate(end);
        }
        found.sort_unstable_by(in_order);
        let page = found.get(request.offset.min(end)..end).unwrap_or_default();
        hits.items = self.describe(page, &plan.leaves())?;
        Ok(hits)
    }

    fn planned(&self, expression: &Expression, request: &Request<'_>) -> (Plan, Hits) {
        let mut parts = Vec::new();
        if request.kinds.contains(&Kind::Task) {
            parts.extend([Part::Text, Part::Label, Part::Heading, Part::Indicator]);
        }
        if request.kinds.iter().any(|kind| *kind != Kind::Task) {
            parts.push(Part::Name);
        }
        let mut planner = Planner {
            fields: &self.fields,
            analyzer: &self.analyzer,
            parts,
            is_name: &|name| self.is_name(name),
            words_with: &|prefix| {
                self.words_with(prefix, MOST_WORDS)
                    .into_iter()
                    .map(|(word, _)| word)
                    .collect()
            },
            terms: Vec::new(),
            expansions: Vec::new(),
        };
        let plan = planner.plan(expression);
        let mut terms = planner.terms;
        terms.sort_unstable_by_key(|term| std::cmp::Reverse(term.len()));
        terms.dedup();
        let hits = Hits {
            terms,
            expansions: planner.expansions,
            ..Hits::default()
        };
        (plan, hits)
    }

    /// Everything that a query finds and the request allows.
    fn find(&self, query: &dyn Query, request: &Request<'_>) -> Result<Vec<Found>, TantivyError> {
        let weight = query.weight(EnableScoring::enabled_from_searcher(&self.searcher))?;
        let mut found = Vec::new();
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            let keys = reader.fast_fields().u64(KEY)?;
            weight.for_each(reader, &mut |doc, score| {
                let key = keys.first(doc).filter(|_| !reader.is_deleted(doc));
                let Some((kind, ordinal)) = key.and_then(of_key) else {
                    return;
                };
                if request.kinds.contains(&kind) && (request.allowed)(kind, ordinal) {
                    found.push(Found {
                        kind,
                        ordinal,
                        score,
                        address: DocAddress::new(segment, doc),
                    });
                }
            })?;
        }
        Ok(found)
    }

    fn describe(&self, page: &[Found], leaves: &[&Leaf]) -> Result<Vec<Hit>, TantivyError> {
        let mut order: Vec<usize> = (0..page.len()).collect();
        order.sort_unstable_by_key(|&index| page.get(index).map(|found| found.address));
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
                let segment = found.address.segment_ord;
                if open.as_ref().is_none_or(|(other, _)| *other != segment) {
                    open = Some((
                        segment,
                        weight.scorer(self.searcher.segment_reader(segment), 1.0)?,
                    ));
                }
                let Some((_, scorer)) = open.as_mut() else {
                    continue;
                };
                if scorer.doc() < found.address.doc_id {
                    scorer.seek(found.address.doc_id);
                }
                if scorer.doc() == found.address.doc_id && scorer.doc() != TERMINATED {
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
            .map(|(found, matches)| self.hit(found, matches))
            .collect()
    }

    fn hit(&self, found: &Found, mut matches: Vec<TermMatch>) -> Result<Hit, TantivyError> {
        let document: TantivyDocument = self.searcher.doc(found.address)?;
        let id = document
            .get_first(self.fields.id)
            .and_then(|value| value.as_str())
            .unwrap_or_default();
        matches.sort_by(|one, other| {
            other
                .weight
                .partial_cmp(&one.weight)
                .unwrap_or(Ordering::Equal)
        });
        Ok(Hit {
            kind: found.kind,
            ordinal: found.ordinal,
            id: id.to_owned(),
            score: found.score,
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
        let fields = [self.fields.text, self.fields.heading, self.fields.name];
        let counts = fields
            .into_iter()
            .filter_map(|field| phrase(field, &[(0, chars)])?.count(&self.searcher).ok());
        counts.sum()
    }

    /// Characters that follow one in task texts, with the number of tasks.
    pub(super) fn followers(&self, character: char) -> Vec<(char, u64)> {
        let terms = self.terms_with(self.fields.text, &character.to_string());
        terms
            .into_iter()
            .filter_map(|(term, count)| Some((term.chars().nth(1)?, count)))
            .collect()
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

    fn words(&self, prefix: &str, at_most: usize) -> Result<Vec<(String, u64)>, SearchError> {
        Ok(self.words_with(prefix, at_most))
    }

    fn divide(&self, text: &str) -> Vec<String> {
        let words = self.analyzer.words(&plain(text)).into_iter();
        let stopwords = &self.analyzer.settings.stopwords;
        words
            .filter(|word| word.kind == WordKind::Han && word.end - word.start > 1)
            .map(|word| word.text)
            .filter(|word| !stopwords.contains(word))
            .collect()
    }
}
