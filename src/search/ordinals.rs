//! Sets of task ordinals as a search finds them.

/// A set of ordinals, a bit for each up to the last: a search may find most tasks of a corpus, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ordinals(Vec<u64>);

impl Ordinals {
    /// Adds an ordinal.
    pub fn insert(&mut self, ordinal: u32) {
        let place = ordinal as usize / 64;
        if place >= self.0.len() {
            self.0.resize(place + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(place) {
            *bits |= 1 << (ordinal % 64);
        }
    }

    /// Number of ordinals.
    #[must_use]
    pub fn len(&self) -> u64 {
        let bits = self.0.iter();
        bits.map(|bits| u64::from(bits.count_ones())).sum()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bits, those of the lowest ordinals first.
    #[must_use]
    pub fn bits(&self) -> &[u64] {
        &self.0
    }

    /// The ordinals, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.0).flat_map(|(place, bits): (u32, &u64)| {
            let held = (0..64).filter(move |bit| bits >> bit & 1 == 1);
            held.map(move |bit| 64 * place + bit)
        })
    }

    /// Adds those of another set.
    pub fn extend(&mut self, mut other: Self) {
        if other.0.len() > self.0.len() {
            std::mem::swap(&mut self.0, &mut other.0);
        }
        for (bits, others) in self.0.iter_mut().zip(other.0) {
            *bits |= others;
        }
    }
}

impl FromIterator<u32> for Ordinals {
    fn from_iter<T: IntoIterator<Item = u32>>(ordinals: T) -> Self {
        let mut set = Self::default();
        ordinals.into_iter().for_each(|ordinal| set.insert(ordinal));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ordinal_is_told_once_and_in_order() {
        let set: Ordinals = [130, 3, 64, 3, 0].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 3, 64, 130]);
        assert!(!set.is_empty() && Ordinals::default().is_empty());
        assert_eq!((set.len(), set.bits()), (4, &[9, 1, 4][..]));
    }

    #[test]
    fn a_set_takes_in_another() {
        let check = |one: &[u32], other: &[u32], expected: &[u64]| {
            let mut set: Ordinals = one.iter().copied().collect();
            set.extend(other.iter().copied().collect());
            assert_eq!(set.bits(), expected, "{one:?} {other:?}");
        };
        check(&[], &[], &[]);
        check(&[], &[0, 64], &[1, 1]);
        check(&[0, 64], &[], &[1, 1]);
        check(&[1], &[0, 64], &[3, 1]);
        check(&[0, 64], &[1, 64], &[3, 1]);
    }
}
