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

/// The tasks that a filter means: the set, and a flag for each ordinal up to the last of it, for a search asks of every
/// passage that it meets whether it is let through.
pub(in crate::engine) struct Meant {
    pub(super) tasks: TaskSet,
    flags: Vec<bool>,
}

impl Meant {
    fn of(tasks: TaskSet) -> Self {
        let mut flags = Vec::new();
        for ordinal in tasks.iter() {
            flags.resize(ordinal as usize, false);
            flags.push(true);
        }
        Self { tasks, flags }
    }

    /// Whether the task of this ordinal is among them.
    pub(super) fn holds(&self, ordinal: u32) -> bool {
        self.flags.get(ordinal as usize) == Some(&true)
    }
}

impl Keep for Meant {
    const MOST_BYTES: u64 = 16 << 20;
    const LIKELY: usize = 256;

    fn weight(&self) -> u64 {
        self.tasks.bytes() + self.flags.len() as u64 + FILTER_BYTES
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
    pub(super) fn meant_tasks(&self, filter: &TaskFilter) -> Result<Arc<Meant>, QueryError> {
        let key = (self.snapshot().generation(), filter.clone());
        let sets = &self.shared().sets;
        sets.get_or_make(key, |_| Ok(Meant::of(self.task_set(filter)?)))
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
