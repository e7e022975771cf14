//! Which task of a new version is which task of the one before.
//!
//! Tasks with the same id, or in the same chapter with the same text, are the same wherever they stand now. The longest
//! run of these that kept its order are the fixed points. Between two fixed points, edited tasks are paired in order so
//! that the sum of their similarities is largest; a pair below the threshold is none (ARCHITECTURE.md, “Identity”).

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Task, TaskId};

/// From this share of common character pairs on, an edited block is the same task.
const SIMILAR: f64 = 0.8;

/// Between two fixed points no more pairs than this are compared; a rewritten plan is a new one.
const COMPARISONS: usize = 250_000;

/// Gives tasks among `later` the ids that they had among `earlier`; `text` is what is compared.
pub(super) fn keep(earlier: &[Arc<Task>], later: &mut [Task], text: impl Fn(&Task) -> String) {
    let old: Vec<_> = earlier.iter().map(|task| text(task)).collect();
    let new: Vec<_> = later.iter().map(text).collect();
    let mut origins = unchanged(earlier, &old, later, &new);
    let taken: HashSet<_> = origins.iter().flatten().copied().collect();
    for (old_gap, new_gap) in gaps(&origins, earlier.len()) {
        let before: Vec<_> = old_gap.filter(|index| !taken.contains(index)).collect();
        let after: Vec<_> = new_gap
            .filter(|&index| origins.get(index) == Some(&None))
            .collect();
        if before.len() * after.len() > COMPARISONS {
            continue;
        }
        for (from, to) in align(&pairs_at(&old, &before), &pairs_at(&new, &after)) {
            let origin = after.get(to).and_then(|&index| origins.get_mut(index));
            if let Some(origin) = origin {
                *origin = before.get(from).copied();
            }
        }
    }
    for (task, origin) in later.iter_mut().zip(origins) {
        if let Some(from) = origin.and_then(|origin| earlier.get(origin)) {
            task.rename(from.id);
        }
    }
}

/// For each later task the index of the earlier one that it is by id, or by chapter and text; `None` for an edited one.
///
/// An id alone does not tell: a task that was edited once bears the id of the text that it had before.
fn unchanged(
    earlier: &[Arc<Task>],
    old: &[String],
    later: &[Task],
    new: &[String],
) -> Vec<Option<usize>> {
    let by_id: HashMap<TaskId, usize> = earlier.iter().map(|task| task.id).zip(0..).collect();
    let mut origins: Vec<_> = later
        .iter()
        .map(|task| by_id.get(&task.id).copied())
        .collect();
    let taken: HashSet<_> = origins.iter().flatten().copied().collect();
    let mut by_text = HashMap::new();
    for (index, (task, text)) in earlier.iter().zip(old).enumerate().rev() {
        if !taken.contains(&index) {
            let places: &mut Vec<_> = by_text.entry((task.chapter, text)).or_default();
            places.push(index);
        }
    }
    for ((origin, task), text) in origins.iter_mut().zip(later).zip(new) {
        if origin.is_none() {
            *origin = by_text.get_mut(&(task.chapter, text)).and_then(Vec::pop);
        }
    }
    origins
}

/// The stretches of earlier and of later tasks between the fixed points, in order.
fn gaps(origins: &[Option<usize>], earlier: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let known: Vec<_> = origins
        .iter()
        .enumerate()
        .filter_map(|(index, origin)| Some((origin.as_ref().copied()?, index)))
        .collect();
    let mut gaps = Vec::new();
    let (mut from_earlier, mut from_later) = (0, 0);
    let end = (earlier, origins.len());
    for (to_earlier, to_later) in longest_in_order(&known).into_iter().chain([end]) {
        gaps.push((from_earlier..to_earlier, from_later..to_later));
        (from_earlier, from_later) = (to_earlier + 1, to_later + 1);
    }
    gaps
}

/// The longest part of `points` whose first members ascend.
fn longest_in_order(points: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the run of it that ends lowest, as the index of its last point.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; points.len()];
    let first = |index: &usize| points.get(*index).map(|point| point.0);
    for (index, point) in points.iter().enumerate() {
        let length = ends.partition_point(|end| first(end) < Some(point.0));
        if let Some(previous) = previous.get_mut(index) {
            *previous = length
                .checked_sub(1)
                .and_then(|shorter| ends.get(shorter).copied());
        }
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut run = Vec::new();
    let mut last = ends.last().copied();
    while let Some(index) = last {
        run.extend(points.get(index).copied());
        last = previous.get(index).copied().flatten();
    }
    run.reverse();
    run
}

fn pairs_at(texts: &[String], indices: &[usize]) -> Vec<Pairs> {
    let texts = indices.iter().filter_map(|&index| texts.get(index));
    texts.map(|text| Pairs::of(text)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ChapterId, PlanId, SourceRange, TextSpan};

    const LONG: &str = "加快推进沿海经济带重点园区基础设施建设";

    fn task(digest: u64, text: &str) -> Task {
        let plan = PlanId { digest: 1 };
        let range = SourceRange {
            start: 0,
            end: 0,
            line: 1,
            page: None,
        };
        Task {
            id: TaskId { plan, digest },
            number: 1,
            chapter: ChapterId { plan, digest: 1 },
            section: None,
            headings: Vec::new(),
            label: None,
            text: text.to_owned(),
            span: TextSpan {
                range,
                quote: String::new(),
            },
            assignments: Vec::new(),
            is_open_list: false,
            cities: Vec::new(),
            indicators: Vec::new(),
            deadlines: Vec::new(),
            commitments: Vec::new(),
        }
    }

    /// The ids that tasks get; each is given as the id that its text alone would have and its text.
    fn check(earlier: &[(u64, &str)], later: &[(u64, &str)], expected: &[u64]) {
        let of = |tasks: &[(u64, &str)]| -> Vec<_> {
            tasks
                .iter()
                .map(|(digest, text)| task(*digest, text))
                .collect()
        };
        let earlier: Vec<_> = of(earlier).into_iter().map(Arc::new).collect();
        let mut later = of(later);
        keep(&earlier, &mut later, |task| task.text.clone());
        let ids: Vec<_> = later.iter().map(|task| task.id.digest).collect();
        assert_eq!(ids, expected);
    }

    #[test]
    fn an_edited_task_keeps_its_id() {
        let edited = LONG.replace("加快", "着力");
        check(
            &[(1, "甲"), (2, LONG), (3, "丙")],
            &[(1, "甲"), (9, &edited), (3, "丙")],
            &[1, 2, 3],
        );
    }

    #[test]
    fn a_rewritten_task_is_a_new_one() {
        check(
            &[(1, "甲"), (2, LONG)],
            &[(1, "甲"), (9, "支持企业技术改造")],
            &[1, 9],
        );
    }

    #[test]
    fn a_task_that_another_one_is_moved_past_keeps_its_id() {
        let edited = LONG.replace("加快", "着力");
        check(
            &[(1, "甲"), (2, LONG), (3, "丙"), (4, "丁")],
            &[(4, "丁"), (1, "甲"), (9, &edited), (3, "丙")],
            &[4, 1, 2, 3],
        );
    }

    #[test]
    fn what_was_edited_before_keeps_its_id_when_it_moves() {
        // The second task bears the id 2 of an earlier text; its text alone would give it 9.
        check(
            &[(1, "甲"), (2, LONG), (3, "丙"), (4, "丁")],
            &[(1, "甲"), (3, "丙"), (4, "丁"), (9, LONG)],
            &[1, 3, 4, 2],
        );
    }

    #[test]
    fn deleted_and_added_tasks_leave_the_others_alone() {
        check(
            &[(1, "甲"), (2, "乙"), (3, "丙")],
            &[(1, "甲"), (3, "丙"), (5, "戊")],
            &[1, 3, 5],
        );
    }

    #[test]
    fn one_id_goes_to_one_task() {
        let one = LONG.replace("加快", "着力");
        let other = LONG.replace("加快", "大力");
        check(&[(1, LONG)], &[(8, &one), (9, &other)], &[8, 1]);
    }

    #[test]
    fn the_longest_run_in_order_is_kept() {
        let run = longest_in_order(&[(3, 0), (0, 1), (1, 2), (2, 3), (1, 4)]);
        assert_eq!(run, [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(longest_in_order(&[]), []);
    }
}
