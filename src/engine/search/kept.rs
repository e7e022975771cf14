//! Filters that were searched with, with the tasks that they mean, and searches with what they found: who narrows a
//! search types on within the same filter, and who turns pages, comes back or follows a link asks the same again.

use std::sync::Arc;
use std::time::Instant;

use super::{SearchAnswer, SearchRequest};
use crate::engine::kept::Keep;
use crate::engine::{QueryError, TaskFilter, TaskSet, View};

/// What a filter with its names is taken to weigh beside its set.
const FILTER_BYTES: u64 = 512;

/// What an answer is taken to weigh beside its set: its terms, its marks, its facets; and what each hit does.
const READING_BYTES: u64 = 8 << 10;
const HIT_BYTES: u64 = 1 << 10;

/// A request, where its page begins, how many hits it has at most, and whether they are explained.
pub(in crate::engine) type Question = (SearchRequest, usize, usize, bool);

impl Keep for TaskSet {
    const MOST_BYTES: u64 = 8 << 20;
    const LIKELY: usize = 256;

    fn weight(&self) -> u64 {
        self.bytes() + FILTER_BYTES
    }
}

impl Keep for SearchAnswer {
    const MOST_BYTES: u64 = 16 << 20;
    const LIKELY: usize = 1_024;

    fn weight(&self) -> u64 {
        self.tasks.bytes() + READING_BYTES + HIT_BYTES * self.hits.len() as u64
    }
}

impl View {
    /// The tasks that a filter means, as they were found the last time in this very state.
    pub(super) fn kept_task_set(&self, filter: &TaskFilter) -> Result<Arc<TaskSet>, QueryError> {
        let key = (self.snapshot().generation(), filter.clone());
        let sets = &self.shared().sets;
        sets.get_or_make(key, |_| self.task_set(filter))
    }

    /// What a search found, as it was found the last time in this very state.
    pub(super) fn kept_answer(
        &self,
        question: Question,
        find: impl FnOnce(&Question) -> Result<SearchAnswer, QueryError>,
    ) -> Result<SearchAnswer, QueryError> {
        let begun = Instant::now();
        let kept = &self.shared().answers;
        let key = (self.snapshot().generation(), question);
        if let Some(answer) = kept.get(&key).filter(|_| self.is_indexed()) {
            return Ok(SearchAnswer {
                took: begun.elapsed(),
                ..SearchAnswer::clone(&answer)
            });
        }
        let answer = find(&key.1)?;
        kept.keep(key, answer.clone());
        Ok(answer)
    }
}
