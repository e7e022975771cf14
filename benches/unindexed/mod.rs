//! An index that takes everything in and holds nothing, to time the rest of ingesting without it.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use plangraph::search::{Changes, Completion, Hits, Index, Reader, Request, SearchError, Similar};

/// Knows only which state it was last told of; 0 for none.
#[derive(Default)]
pub(crate) struct Unindexed {
    generation: AtomicU64,
}

/// A state of it.
struct Nothing(Option<u64>);

impl Index for Unindexed {
    fn generation(&self) -> Option<u64> {
        Some(self.generation.load(Ordering::Acquire)).filter(|generation| *generation != 0)
    }

    fn commit(&self, generation: u64, changes: Changes<'_>) -> Result<(), SearchError> {
        changes.for_each(drop);
        self.generation.store(generation, Ordering::Release);
        Ok(())
    }

    fn reader(&self) -> Arc<dyn Reader> {
        Arc::new(Nothing(self.generation()))
    }

    fn damaged(&self) -> Result<Vec<String>, SearchError> {
        Ok(Vec::new())
    }
}

impl Reader for Nothing {
    fn generation(&self) -> Option<u64> {
        self.0
    }

    fn search(&self, _: &Request<'_>) -> Result<Hits, SearchError> {
        Ok(Hits::default())
    }

    fn similar(&self, _: &Similar<'_>) -> Result<Hits, SearchError> {
        Ok(Hits::default())
    }

    fn complete(&self, _: &str, _: usize) -> Result<Vec<Completion>, SearchError> {
        Ok(Vec::new())
    }

    fn words(&self, _: &str, _: usize) -> Result<Vec<(String, u64)>, SearchError> {
        Ok(Vec::new())
    }

    fn terms(&self, _: &str) -> Result<Vec<String>, SearchError> {
        Ok(Vec::new())
    }

    fn word_ranges(&self, _: &str) -> Vec<Range<usize>> {
        Vec::new()
    }
}
