//! The first few of many things, without sorting all of them.

/// The first few things in their order, told one by one: what cannot be among them costs one comparison.
#[derive(Debug)]
pub struct Best<T> {
    most: usize,
    items: Vec<T>,
    /// The last that can still be among them, once there are enough.
    last: Option<T>,
}

impl<T: Ord + Copy> Best<T> {
    /// Room for the first `most`.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            most,
            items: Vec::new(),
            last: None,
        }
    }

    /// Tells of one more.
    pub fn push(&mut self, item: T) {
        if self.last.is_some_and(|last| item >= last) {
            return;
        }
        self.items.push(item);
        if self.items.len() > self.most.saturating_mul(2) {
            self.cut();
        }
    }

    /// What comes behind this one cannot be among them; `None` as long as anything can.
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.last.as_ref()
    }

    fn cut(&mut self) {
        if let Some(last) = self.most.checked_sub(1)
            && last < self.items.len()
        {
            let (_, last, _) = self.items.select_nth_unstable(last);
            self.last = Some(*last);
        }
        self.items.truncate(self.most);
    }

    /// Them in order.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<T> {
        self.cut();
        self.items.sort_unstable();
        self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn they_are_the_beginning_of_all_in_order(items in proptest::collection::vec(0_u8..40, 0..300), most in 0_usize..50) {
            let mut best = Best::new(most);
            for item in &items {
                best.push(*item);
            }
            let mut all = items;
            all.sort_unstable();
            all.truncate(most);
            proptest::prop_assert_eq!(best.into_sorted(), all);
        }
    }
}
