//! Decoded values that are kept for the next reader, up to a number of bytes.

use std::fmt;
use std::hash::Hash;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::store::StoreError;

/// A decoded value takes about this many times the bytes of its stored form.
const DECODED_FACTOR: usize = 3;

/// Decoded parts of revisions, by where they are stored.
pub(super) struct DecodedCache<K, T> {
    cache: Cache<K, Decoded<T>, ByWeight>,
}

struct Decoded<T> {
    value: Arc<T>,
    weight: u64,
}

#[derive(Clone)]
struct ByWeight;

impl<K: Eq + Hash, T> DecodedCache<K, T> {
    /// A cache for values of about `bytes` together.
    pub(super) fn new(bytes: u64) -> Self {
        Self {
            cache: Cache::with_weighter(1_000, bytes, ByWeight),
        }
    }

    /// The value at a key, from the cache or as `read` returns it with its stored length.
    pub(super) fn get_or_read(
        &self,
        key: K,
        read: impl FnOnce() -> Result<(T, usize), StoreError>,
    ) -> Result<Arc<T>, StoreError> {
        if let Some(found) = self.cache.get(&key) {
            return Ok(found.value);
        }
        let (value, length) = read()?;
        let value = Arc::new(value);
        let decoded = Decoded {
            value: Arc::clone(&value),
            weight: (length * DECODED_FACTOR) as u64 + 1,
        };
        self.cache.insert(key, decoded);
        Ok(value)
    }

    /// Forgets the value at a key.
    pub(super) fn remove(&self, key: &K) {
        self.cache.remove(key);
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

impl<K, T> Weighter<K, Decoded<T>> for ByWeight {
    fn weight(&self, _: &K, decoded: &Decoded<T>) -> u64 {
        decoded.weight
    }
}

impl<K: Eq + Hash, T> fmt::Debug for DecodedCache<K, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedCache")
            .field("values", &self.cache.len())
            .field("bytes", &self.cache.weight())
            .finish()
    }
}
