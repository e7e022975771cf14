//! What was asked for last, up to a number of bytes, with a count of how often it was still there.

use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Bytes that a thing is taken to have beside its text.
const OVERHEAD: u64 = 256;

/// The most things that a cache is made for; it takes more.
const MOST_LIKELY: usize = 1 << 16;

/// What has a text by whose length it is weighed.
pub(super) trait Text {
    fn text(&self) -> &str;
}

/// Things by name.
pub(super) struct Kept<K, V> {
    things: Cache<K, Arc<V>, ByLength>,
    hits: AtomicU64,
    misses: AtomicU64,
}

#[derive(Clone)]
struct ByLength;

impl<K, V: Text> Weighter<K, Arc<V>> for ByLength {
    fn weight(&self, _: &K, thing: &Arc<V>) -> u64 {
        thing.text().len() as u64 + OVERHEAD
    }
}

impl<K: Eq + Hash, V: Text> Kept<K, V> {
    /// Keeps things of up to `bytes` together, most of which have `likely` bytes; none when `bytes` is 0.
    pub(super) fn new(bytes: u64, likely: u64) -> Self {
        let things = usize::try_from(bytes / likely).unwrap_or(usize::MAX);
        Self {
            things: Cache::with_weighter(things.clamp(1, MOST_LIKELY), bytes, ByLength),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        }
    }

    /// The thing of a name.
    pub(super) fn get(&self, name: &K) -> Option<Arc<V>> {
        let found = self.things.get(name);
        let counter = if found.is_some() {
            &self.hits
        } else {
            &self.misses
        };
        counter.fetch_add(1, Ordering::Relaxed);
        found
    }

    /// Keeps a thing that is not kept yet.
    pub(super) fn keep(&self, name: K, thing: &Arc<V>) {
        if self.things.peek(&name).is_none() {
            self.things.insert(name, Arc::clone(thing));
        }
    }

    /// How often something was there, and how often not.
    pub(super) fn hits_and_misses(&self) -> (u64, u64) {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        (count(&self.hits), count(&self.misses))
    }
}
