//! Decoded values that are kept for the next reader, up to a number of bytes.

use std::fmt;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::store::{Revision, StoreError};

/// A decoded value takes about this many times the bytes of its stored form.
const DECODED_FACTOR: usize = 3;

/// Decoded parts of revisions.
pub(super) struct DecodedCache<T> {
    cache: Cache<Revision, Decoded<T>, ByWeight>,
}

struct Decoded<T> {
    value: Arc<T>,
    weight: u64,
}

#[derive(Clone)]
struct ByWeight;

impl<T> DecodedCache<T> {
    /// A cache for values of about `bytes` together.
    pub(super) fn new(bytes: u64) -> Self {
        Self {
            cache: Cache::with_weighter(1_000, bytes, ByWeight),
        }
    }

    /// The value for a revision, from the cache or as `read` returns it with its stored length.
    pub(super) fn get_or_read(
        &self,
        revision: Revision,
        read: impl FnOnce() -> Result<(T, usize), StoreError>,
    ) -> Result<Arc<T>, StoreError> {
        if let Some(found) = self.cache.get(&revision) {
            return Ok(found.value);
        }
        let (value, length) = read()?;
        let value = Arc::new(value);
        let decoded = Decoded {
            value: Arc::clone(&value),
            weight: (length * DECODED_FACTOR) as u64 + 1,
        };
        self.cache.insert(revision, decoded);
        Ok(value)
    }

    /// Forgets a revision.
    pub(super) fn remove(&self, revision: Revision) {
        self.cache.remove(&revision);
    }
}

impl<T> Clone for Decoded<T> {
    fn clone(&self) -> Self {
        Self {
            value: Arc::clone(&self.value),
            weight: self.weight,
        }
    }
}

impl<T> Weighter<Revision, Decoded<T>> for ByWeight {
    fn weight(&self, _: &Revision, decoded: &Decoded<T>) -> u64 {
        decoded.weight
    }
}

impl<T> fmt::Debug for DecodedCache<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedCache")
            .field("values", &self.cache.len())
            .field("bytes", &self.cache.weight())
            .finish()
    }
}
