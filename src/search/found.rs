//! What a query finds: every passage that a request allows, told one by one.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::slice::Iter;

use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, SegmentReader, TantivyError};

use super::best::Best;
use super::fields::{KEY, of_key};
use super::plan::{Plan, Step};
use super::reader::TantivyReader;
use super::scoring::Scoring;
use super::weighed::Scored;
use super::{Allowed, FILLED, Kind, Request};

/// Kind and ordinal of every passage of a state, by its number: a search asks for those of all that it finds, so they are
/// packed.
#[derive(Default)]
pub(super) struct Keys {
    /// A task's ordinal; what is no task has [`OTHER`] and its place in `others`.
    codes: Vec<u32>,
    /// `None` for what is deleted.
    others: Vec<Option<(Kind, u32)>>,
}

const OTHER: u32 = 1 << 31;

/// Passages whose codes are read before any is told: memory brings many in the time of one.
const AT_ONCE: usize = 128;

impl Keys {
    pub(super) fn of(segments: &[SegmentReader]) -> Result<Self, TantivyError> {
        let mut keys = Self::default();
        for segment in segments {
            let column = segment.fast_fields().u64(KEY)?;
            for doc in 0..segment.max_doc() {
                let key = column.first(doc).filter(|_| !segment.is_deleted(doc));
                keys.push(key.and_then(of_key));
            }
        }
        Ok(keys)
    }

    fn push(&mut self, key: Option<(Kind, u32)>) {
        let code = match key {
            Some((Kind::Task, ordinal)) if ordinal & OTHER == 0 => ordinal,
            other => {
                let place = u32::try_from(self.others.len()).unwrap_or(u32::MAX);
                self.others.push(other);
                OTHER | place
            }
        };
        self.codes.push(code);
    }

    /// The code of a passage; that of nothing when there is no such passage.
    fn code(&self, number: u32) -> u32 {
        self.codes.get(number as usize).copied().unwrap_or(u32::MAX)
    }

    /// What a code stands for.
    fn key(&self, code: u32) -> Option<(Kind, u32)> {
        if code & OTHER == 0 {
            return Some((Kind::Task, code));
        }
        self.others.get((code & !OTHER) as usize).copied().flatten()
    }
}

/// A passage found. In order: what fits the whole query, then by score; what is the same in both, as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// Whether it fits only loosely.
    pub(super) is_loose: bool,
    pub(super) score: Score,
    pub(super) ordinal: u32,
    /// Its number in the index.
    pub(super) number: u32,
}

/// A score; the higher one comes first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Score(pub(super) f32);

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.total_cmp(&self.0)
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Score {}

/// What a passage counts that has nothing of a query but neighbouring characters, beside those that have what it means: 生资
/// of 卫生资源 is not what 再生资源 asks for.
const ALIKE: f32 = 0.2;

/// Whether numbers in order hold one, asked in the same order.
fn holds(numbers: &mut Peekable<Iter<'_, u32>>, number: u32) -> bool {
    while numbers.next_if(|one| **one < number).is_some() {}
    numbers.peek() == Some(&&number)
}

/// The numbers of what was found, in order.
fn numbers(found: &[Found]) -> Vec<u32> {
    let mut numbers: Vec<u32> = found.iter().map(|one| one.number).collect();
    numbers.sort_unstable();
    numbers
}

impl TantivyReader {
    /// What fits the whole query, and what fits it loosely, as many as fill up.
    pub(super) fn loosened(
        &self,
        plan: &Plan,
        scoring: &Scoring<'_>,
        close: Vec<Found>,
        request: &Request<'_>,
    ) -> Result<Vec<Found>, TantivyError> {
        let fitting = numbers(&close);
        let mut found = close;
        for step in plan.looser() {
            let met = numbers(&found);
            let (mut fits, mut meets) = (fitting.iter().peekable(), met.iter().peekable());
            let (mut best, mut count) = (Best::new(FILLED), 0);
            let scored = plan.found(*step, scoring, None)?;
            let mut tell = |mut one: Found| {
                count += 1;
                one.is_loose = !holds(&mut fits, one.number);
                if *step == Step::Grams && !holds(&mut meets, one.number) {
                    one.score.0 *= ALIKE;
                }
                best.push(one);
            };
            self.each(scored.each(), request.kind, request.allowed, &mut tell)?;
            scoring.board().give_back([scored]);
            found = best.into_sorted();
            if count >= plan.enough() {
                break;
            }
        }
        Ok(found)
    }

    /// Tells everything of a kind that was scored and is allowed, in the order of the index.
    pub(super) fn each(
        &self,
        mut scored: impl Iterator<Item = (u32, f32)>,
        kind: Kind,
        allowed: Allowed<'_>,
        found: &mut impl FnMut(Found),
    ) -> Result<(), TantivyError> {
        let keys = self.keys()?;
        let mut coded = Vec::with_capacity(AT_ONCE);
        loop {
            let some = scored.by_ref().take(AT_ONCE);
            coded.clear();
            coded.extend(some.map(|(number, score)| (number, score, keys.code(number))));
            if coded.is_empty() {
                return Ok(());
            }
            for &(number, score, code) in &coded {
                let key = keys.key(code).filter(|(other, _)| *other == kind);
                if let Some((_, ordinal)) = key
                    && allowed(kind, ordinal)
                {
                    found(Found {
                        is_loose: false,
                        score: Score(score),
                        ordinal,
                        number,
                    });
                }
            }
        }
    }

    /// The passages of a set, each with the score 1.
    pub(super) fn among(&self, keys: &Keys, set: Allowed<'_>) -> Scored {
        let holds = |(number, _): &(u32, f32)| {
            let key = keys.key(keys.code(*number));
            key.is_some_and(|(kind, ordinal)| set(kind, ordinal))
        };
        self.everything().filter(holds).collect()
    }

    /// Everything there is, each with the score of what was not looked for.
    pub(super) fn everything(&self) -> impl Iterator<Item = (u32, f32)> {
        let count = u32::try_from(self.passage_count()).unwrap_or(u32::MAX);
        (0..count).map(|number| (number, 1.0))
    }

    /// Number of all passages, the deleted ones included that are still in the index.
    pub(super) fn passage_count(&self) -> usize {
        let segments = self.searcher.segment_readers().iter();
        segments.map(|segment| segment.max_doc() as usize).sum()
    }

    /// Where a passage stands in the index.
    pub(super) fn address(&self, number: u32) -> DocAddress {
        let mut doc = number;
        for (place, segment) in (0..).zip(self.searcher.segment_readers()) {
            match doc.checked_sub(segment.max_doc()) {
                Some(rest) => doc = rest,
                None => return DocAddress::new(place, doc),
            }
        }
        DocAddress::new(u32::MAX, doc)
    }

    /// Whether a query finds anything.
    pub(super) fn finds(&self, query: &dyn Query) -> bool {
        let scoring = EnableScoring::disabled_from_searcher(&self.searcher);
        let Ok(weight) = query.weight(scoring) else {
            return false;
        };
        self.searcher.segment_readers().iter().any(|reader| {
            let Ok(mut scorer) = weight.scorer(reader, 1.0) else {
                return false;
            };
            let mut doc = scorer.doc();
            while doc != tantivy::TERMINATED && reader.is_deleted(doc) {
                doc = scorer.advance();
            }
            doc != tantivy::TERMINATED
        })
    }
}
