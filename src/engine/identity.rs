//! Which task of a new version is which task of the one before.
//!
//! Tasks whose text is unchanged have the same id by construction and are the fixed points. Between two fixed points,
//! edited tasks are paired in order so that the sum of their similarities is largest; a pair below the threshold is
//! none (ARCHITECTURE.md, “Identity”).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::model::{Task, TaskId};

/// From this share of common character pairs on, an edited block is the same task.
const SIMILAR: f64 = 0.8;

/// Between two fixed points no more pairs than this are compared; a rewritten plan is a new one.
const COMPARISONS: usize = 250_000;

/// Gives edited tasks among `later` the ids that they had among `earlier`.
pub(super) fn keep(earlier: &[Arc<Task>], later: &mut [Task], text: impl Fn(&Task) -> String) {
    let places: HashMap<TaskId, usize> = earlier
        .iter()
        .enumerate()
        .map(|(index, task)| (task.id, index))
        .collect();
    let known: HashSet<TaskId> = later.iter().map(|task| task.id).collect();
    let mut renamed = Vec::new();
    let (mut from_earlier, mut from_later) = (0, 0);
    for index in 0..=later.len() {
        let fixed = later
            .get(index)
            .and_then(|task| places.get(&task.id).copied());
        let is_end = index == later.len();
        if fixed.is_none_or(|place| place < from_earlier) && !is_end {
            continue;
        }
        let to_earlier = fixed.unwrap_or(earlier.len());
        let before: Vec<_> = earlier
            .get(from_earlier..to_earlier)
            .unwrap_or_default()
            .iter()
            .filter(|task| !known.contains(&task.id))
            .collect();
        let after: Vec<_> = (from_later..index)
            .filter(|index| {
                later
                    .get(*index)
                    .is_some_and(|task| !places.contains_key(&task.id))
            })
            .collect();
        if before.len() * after.len() <= COMPARISONS {
            let old: Vec<_> = before.iter().map(|task| Pairs::of(&text(task))).collect();
            let new: Vec<_> = after
                .iter()
                .filter_map(|index| later.get(*index))
                .map(|task| Pairs::of(&text(task)))
                .collect();
            for (old, new) in align(&old, &new) {
                renamed.extend(
                    before
                        .get(old)
                        .map(|task| task.id)
                        .zip(after.get(new).copied()),
                );
            }
        }
        (from_earlier, from_later) = (to_earlier + 1, index + 1);
    }
    for (id, index) in renamed {
        if let Some(task) = later.get_mut(index) {
            task.rename(id);
        }
    }
}

/// The character pairs of a text, sorted.
struct Pairs(Vec<(char, char)>);

impl Pairs {
    fn of(text: &str) -> Self {
        let mut pairs: Vec<_> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// Dice's coefficient: twice the common pairs over all pairs.
    fn similarity(&self, other: &Self) -> f64 {
        let (mut common, mut one, mut two) =
            (0_u32, self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(left), Some(right)) = (one.peek(), two.peek()) {
            match left.cmp(right) {
                std::cmp::Ordering::Less => drop(one.next()),
                std::cmp::Ordering::Greater => drop(two.next()),
                std::cmp::Ordering::Equal => {
                    common += 1;
                    one.next();
                    two.next();
                }
            }
        }
        let all = u32::try_from(self.0.len() + other.0.len()).unwrap_or(u32::MAX);
        if all == 0 {
            0.0
        } else {
            2.0 * f64::from(common) / f64::from(all)
        }
    }
}

/// Pairs of indices in order, with the largest sum of similarities, each at least [`SIMILAR`].
fn align(old: &[Pairs], new: &[Pairs]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let at = |row: usize, column: usize| row * width + column;
    let mut best = vec![0.0_f64; (old.len() + 1) * width];
    let mut paired = vec![false; best.len()];
    let value = |best: &[f64], index: usize| best.get(index).copied().unwrap_or(0.0);
    for (row, one) in old.iter().enumerate().rev() {
        for (column, other) in new.iter().enumerate().rev() {
            let skip = value(&best, at(row + 1, column)).max(value(&best, at(row, column + 1)));
            let similarity = one.similarity(other);
            let pair = similarity + value(&best, at(row + 1, column + 1));
            let takes = similarity >= SIMILAR && pair > skip;
            if let Some((best, paired)) = best
                .get_mut(at(row, column))
                .zip(paired.get_mut(at(row, column)))
            {
                *best = if takes { pair } else { skip };
                *paired = takes;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < old.len() && column < new.len() {
        if paired.get(at(row, column)) == Some(&true) {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if value(&best, at(row + 1, column)) >= value(&best, at(row, column + 1)) {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}
