//! Answers to queries, kept for whoever asks the same of the same state on the same day: a page that many open, a search
//! whose link was sent around.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest as _, Sha256};

use super::{OperationKind, Prepared, Response};
use crate::engine::{self, View};
use crate::model::Date;

/// Bytes that an answer is taken to have beside its body.
const OVERHEAD: u64 = 256;

/// Bytes of an answer as most have it, for the cache to begin with.
const LIKELY_BYTES: u64 = 8 << 10;

/// What an answer follows from: it stays the same for as long as this does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Occasion {
    question: [u8; 32],
    state: u64,
    /// Who is late changes at midnight.
    day: i64,
}

impl Occasion {
    /// The occasion of a request that is answered from `view`; `None` for one that is not a query.
    #[must_use]
    pub fn of(prepared: &Prepared, view: &View) -> Option<Self> {
        let is_query = prepared.kind() == OperationKind::Query;
        is_query.then(|| Self {
            question: question(prepared),
            state: view.sequence(),
            day: today(),
        })
    }
}

/// Names what a request asks: the same for the same document, operation, variables and extras.
fn question(prepared: &Prepared) -> [u8; 32] {
    let asked = (
        &prepared.document.digest,
        &prepared.operation_name,
        &prepared.variables,
        (prepared.extras.cost, prepared.extras.data_version),
    );
    let mut digest = Sha256::new();
    // These are values of JSON, and a digest takes whatever is written.
    let _written = serde_json::to_writer(&mut digest, &asked);
    digest.finalize().into()
}

/// The day in China, as answers know it.
#[must_use]
pub fn today() -> i64 {
    let today = Date::in_china(engine::now()).unwrap_or(Date::LAST);
    today.day_number()
}

/// The answers that were asked for last.
pub struct Answers {
    kept: Cache<Occasion, Arc<Response>, ByLength>,
    hits: AtomicU64,
    misses: AtomicU64,
}

#[derive(Clone)]
struct ByLength;

impl Weighter<Occasion, Arc<Response>> for ByLength {
    fn weight(&self, _: &Occasion, response: &Arc<Response>) -> u64 {
        response.body.len() as u64 + OVERHEAD
    }
}

impl Answers {
    /// Keeps answers of up to `bytes` together; of none when it is 0.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        let items = usize::try_from(bytes / LIKELY_BYTES).unwrap_or(usize::MAX);
        Self {
            kept: Cache::with_weighter(items.clamp(1, 1 << 16), bytes, ByLength),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        }
    }

    /// The answer of an earlier request on the same occasion.
    #[must_use]
    pub fn get(&self, occasion: &Occasion) -> Option<Arc<Response>> {
        let found = self.kept.get(occasion);
        let counter = if found.is_some() {
            &self.hits
        } else {
            &self.misses
        };
        counter.fetch_add(1, Ordering::Relaxed);
        found
    }

    /// Keeps an answer without errors: what could not be read may be readable again.
    pub fn keep(&self, occasion: Occasion, response: &Arc<Response>) {
        if response.executed && response.errors == 0 {
            self.kept.insert(occasion, Arc::clone(response));
        }
    }

    /// How often an answer was there, and how often not.
    #[must_use]
    pub fn hits_and_misses(&self) -> (u64, u64) {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        (count(&self.hits), count(&self.misses))
    }
}
