//! Answers to queries, kept for whoever asks the same of the same state on the same day: a page that many open, a search
//! whose link was sent around.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::kept::{Kept, Text};
use super::{OperationKind, Prepared, Response};
use crate::engine::{self, View};
use crate::model::Date;

/// Bytes of an answer as most have it.
const LIKELY_BYTES: u64 = 8 << 10;

/// What an answer follows from: it stays the same for as long as this does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Occasion {
    question: [u8; 32],
    state: u64,
    /// Who is late changes at midnight.
    day: Date,
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

/// The day in China.
#[must_use]
pub fn today() -> Date {
    Date::in_china(engine::now()).unwrap_or(Date::LAST)
}

/// The answers that were asked for last.
pub struct Answers(Kept<Occasion, Response>);

impl Text for Response {
    fn text(&self) -> &str {
        &self.body
    }
}

impl Answers {
    /// Keeps answers of up to `bytes` together; of none when it is 0.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        Self(Kept::new(bytes, LIKELY_BYTES))
    }

    /// The answer of an earlier request on the same occasion.
    #[must_use]
    pub fn get(&self, occasion: &Occasion) -> Option<Arc<Response>> {
        self.0.get(occasion)
    }

    /// Keeps an answer without errors: what could not be read may be readable again.
    pub fn keep(&self, occasion: Occasion, response: &Arc<Response>) {
        if response.executed && response.errors == 0 {
            self.0.keep(occasion, response);
        }
    }

    /// How often an answer was there, and how often not.
    #[must_use]
    pub fn hits_and_misses(&self) -> (u64, u64) {
        self.0.hits_and_misses()
    }
}
