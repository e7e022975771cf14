//! Filters that were searched with, with the tasks that they mean, and searches with what they found: who narrows a
//! search types on within the same filter, and who turns pages, comes back or follows a link asks the same again.

use std::sync::Arc;
use std::time::Instant;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::{SearchAnswer, SearchRequest};
use crate::engine::{QueryError, TaskFilter, TaskSet, View};
use crate::store::Generation;

/// Bytes of sets that are kept.
const SET_BYTES: u64 = 8 << 20;

/// Sets that are likely to be kept, for the cache to begin with.
const LIKELY_SETS: usize = 256;

/// What a filter with its names is taken to weigh beside its set.
const FILTER_BYTES: u64 = 512;

/// Bytes of answers that are kept.
const ANSWER_BYTES: u64 = 16 << 20;

/// Answers that are likely to be kept, for the cache to begin with.
const LIKELY_ANSWERS: usize = 1_024;

/// What an answer is taken to weigh beside its set: its terms, its marks, its facets; and what each hit does.
const READING_BYTES: u64 = 8 << 10;
const HIT_BYTES: u64 = 1 << 10;

/// The tasks that filters mean, each in one state.
pub(in crate::engine) struct KeptSets(Cache<(Generation, TaskFilter), Arc<TaskSet>, ByWeight>);

/// A request, where its page begins, how many hits it has at most, and whether they are explained.
pub(super) type Question = (SearchRequest, usize, usize, bool);

/// What searches found, each in one state.
pub(in crate::engine) struct KeptAnswers(
    Cache<(Generation, Question), Arc<SearchAnswer>, ByWeight>,
);

#[derive(Clone)]
struct ByWeight;

impl Default for KeptSets {
    fn default() -> Self {
        Self(Cache::with_weighter(LIKELY_SETS, SET_BYTES, ByWeight))
    }
}

impl Default for KeptAnswers {
    fn default() -> Self {
        Self(Cache::with_weighter(LIKELY_ANSWERS, ANSWER_BYTES, ByWeight))
    }
}

impl View {
    /// The tasks that a filter means, as they were found the last time in this very state.
    pub(super) fn kept_task_set(&self, filter: &TaskFilter) -> Result<Arc<TaskSet>, QueryError> {
        let kept = &self.shared().sets.0;
        let key = (self.snapshot().generation(), filter.clone());
        if let Some(set) = kept.get(&key) {
            return Ok(set);
        }
        let set = Arc::new(self.task_set(filter)?);
        kept.insert(key, Arc::clone(&set));
        Ok(set)
    }

    /// What a search found, as it was found the last time in this very state.
    pub(super) fn kept_answer(
        &self,
        question: Question,
        find: impl FnOnce(&Question) -> Result<SearchAnswer, QueryError>,
    ) -> Result<SearchAnswer, QueryError> {
        let begun = Instant::now();
        let kept = &self.shared().answers.0;
        let key = (self.snapshot().generation(), question);
        if let Some(answer) = kept.get(&key).filter(|_| self.is_indexed()) {
            return Ok(SearchAnswer {
                took: begun.elapsed(),
                ..SearchAnswer::clone(&answer)
            });
        }
        let answer = find(&key.1)?;
        kept.insert(key, Arc::new(answer.clone()));
        Ok(answer)
    }
}

impl Weighter<(Generation, TaskFilter), Arc<TaskSet>> for ByWeight {
    fn weight(&self, _: &(Generation, TaskFilter), set: &Arc<TaskSet>) -> u64 {
        set.bytes() + FILTER_BYTES
    }
}

impl Weighter<(Generation, Question), Arc<SearchAnswer>> for ByWeight {
    fn weight(&self, _: &(Generation, Question), answer: &Arc<SearchAnswer>) -> u64 {
        answer.tasks.bytes() + READING_BYTES + HIT_BYTES * answer.hits.len() as u64
    }
}
