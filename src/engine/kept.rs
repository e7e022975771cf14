//! What follows from a pinned state, kept for whoever asks next.

use std::hash::Hash;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// What may be kept, within a number of bytes for all things of its kind.
pub(super) trait Keep {
    /// Bytes of all that are kept.
    const MOST_BYTES: u64;

    /// How many are likely to be kept, for the cache to begin with.
    const LIKELY: usize;

    /// About how many bytes it takes with its key, at least one.
    fn weight(&self) -> u64;
}

/// Things by what they follow from: the number of a state or of a plan's revision is part of every key, so nothing ever
/// has to be taken back.
pub(super) struct Kept<K, V>(Cache<K, Arc<V>, ByBytes>);

#[derive(Clone)]
struct ByBytes;

impl<K, V: Keep> Weighter<K, Arc<V>> for ByBytes {
    fn weight(&self, _: &K, value: &Arc<V>) -> u64 {
        value.weight()
    }
}

impl<K: Eq + Hash, V: Keep> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Cache::with_weighter(V::LIKELY, V::MOST_BYTES, ByBytes))
    }
}

impl<K: Eq + Hash, V: Keep> Kept<K, V> {
    /// What is kept under a key.
    pub(super) fn get(&self, key: &K) -> Option<Arc<V>> {
        self.0.get(key)
    }

    /// Keeps something.
    pub(super) fn keep(&self, key: K, value: V) -> Arc<V> {
        let value = Arc::new(value);
        self.0.insert(key, Arc::clone(&value));
        value
    }

    /// What is kept under a key, or else what `make` makes, which is kept then.
    pub(super) fn get_or_make<E>(
        &self,
        key: K,
        make: impl FnOnce(&K) -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        if let Some(kept) = self.get(&key) {
            return Ok(kept);
        }
        let value = make(&key)?;
        Ok(self.keep(key, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Keep for u64 {
        const MOST_BYTES: u64 = 100;
        const LIKELY: usize = 4;

        fn weight(&self) -> u64 {
            *self
        }
    }

    #[test]
    fn a_thing_is_made_once_and_what_is_kept_is_bounded() {
        let kept = Kept::<u32, u64>::default();
        let make = |bytes: u64| move |_: &u32| Ok::<_, ()>(bytes);
        assert_eq!(kept.get_or_make(1, make(10)).as_deref(), Ok(&10));
        assert_eq!(kept.get_or_make(1, make(20)).as_deref(), Ok(&10));
        assert_eq!(kept.get_or_make(2, |_| Err("fails")), Err("fails"));
        assert_eq!(kept.get(&2), None);
        for key in 10..100 {
            kept.keep(key, 30);
        }
        let bytes: u64 = (0..100)
            .filter_map(|key| kept.get(&key))
            .map(|it| *it)
            .sum();
        assert!(bytes <= 100, "{bytes}");
        // What is larger than all that may be kept is made, and not kept.
        assert_eq!(*kept.keep(200, 101), 101);
        assert_eq!(kept.get(&200), None);
    }
}
