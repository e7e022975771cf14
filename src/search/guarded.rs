//! A pinned state of the index whose damage is told as damage: on bytes that it did not write tantivy fails or panics.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::reader::TantivyReader;
use super::{Completion, Hits, Reader, Request, SearchError, Similar};

/// The reader of tantivy, asked so that it cannot panic.
pub(super) struct Guarded(pub(super) Arc<TantivyReader>);

impl Guarded {
    /// Nothing is written while it is asked, so a panic leaves no half state behind; the log tells where it came from.
    fn ask<T>(
        &self,
        ask: impl FnOnce(&TantivyReader) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let source = match catch_unwind(AssertUnwindSafe(|| ask(&self.0))) {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(fault)) => fault.into(),
            Err(_logged) => "tantivy panicked".into(),
        };
        Err(SearchError::Damaged { source })
    }
}

impl Reader for Guarded {
    fn generation(&self) -> Option<u64> {
        self.0.generation()
    }

    fn search(&self, request: &Request<'_>) -> Result<Hits, SearchError> {
        self.ask(|reader| reader.search(request))
    }

    fn similar(&self, request: &Similar<'_>) -> Result<Hits, SearchError> {
        self.ask(|reader| reader.similar(request))
    }

    fn complete(&self, typed: &str, at_most: usize) -> Result<Vec<Completion>, SearchError> {
        self.ask(|reader| reader.complete(typed, at_most))
    }

    fn words(&self, prefix: &str, at_most: usize) -> Result<Vec<(String, u64)>, SearchError> {
        self.ask(|reader| reader.words(prefix, at_most))
    }

    fn terms(&self, text: &str) -> Result<Vec<String>, SearchError> {
        self.ask(|reader| reader.terms(text))
    }

    fn word_ranges(&self, text: &str) -> Vec<Range<usize>> {
        self.0.word_ranges(text)
    }
}
