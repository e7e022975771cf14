//! Filters that were searched with, and the tasks that they mean: who narrows a search types on within the same filter.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::engine::{QueryError, TaskFilter, TaskSet, View};
use crate::store::Generation;

/// Bytes of sets that are kept.
const KEPT_BYTES: u64 = 8 << 20;

/// Sets that are likely to be kept, for the cache to begin with.
const LIKELY_SETS: usize = 256;

/// What a filter with its names is taken to weigh beside its set.
const FILTER_BYTES: u64 = 512;

/// The tasks that filters mean, each in one state.
pub(in crate::engine) struct KeptSets(Cache<(Generation, TaskFilter), Arc<TaskSet>, ByWeight>);

#[derive(Clone)]
struct ByWeight;

impl Default for KeptSets {
    fn default() -> Self {
        Self(Cache::with_weighter(LIKELY_SETS, KEPT_BYTES, ByWeight))
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
}

impl Weighter<(Generation, TaskFilter), Arc<TaskSet>> for ByWeight {
    fn weight(&self, _: &(Generation, TaskFilter), set: &Arc<TaskSet>) -> u64 {
        set.bytes() + FILTER_BYTES
    }
}
