//! Which task of one plan is which of another.
//!
//! What is alike is found through pieces of text that few tasks share, so that the work grows with the number of tasks
//! and not with its square. A pair counts from a threshold on, the most alike first, and every task is in one pair at
//! most.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::bodies::Body;

/// From this likeness on, two tasks are one.
const ALIKE: f64 = 0.4;

/// What text, bodies and subjects of targets weigh.
const WEIGHTS: [f64; 3] = [0.7, 0.15, 0.15];

/// How many tasks that share the most are looked at for each task.
const CANDIDATES: usize = 12;

/// Pieces of text in more than this share of the tasks find no candidates: 1 in 8.
const COMMON_SHARE: usize = 8;

/// Pieces of text in no more tasks than this always do.
const RARE: usize = 16;

/// What a task is known by.
#[derive(Debug, Clone, Default)]
pub(super) struct Features {
    /// Character pairs of the text, each with how often it stands there.
    pairs: BTreeMap<(char, char), u32>,
    text: String,
    bodies: BTreeSet<Body>,
    subjects: BTreeSet<String>,
}

/// Two tasks that are one, as indices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) similarity: f64,
}

impl Features {
    pub(super) fn new(
        text: &str,
        bodies: impl Iterator<Item = Body>,
        subjects: impl Iterator<Item = String>,
    ) -> Self {
        let mut pairs = BTreeMap::new();
        for pair in text.chars().zip(text.chars().skip(1)) {
            *pairs.entry(pair).or_default() += 1;
        }
        Self {
            pairs,
            text: text.to_owned(),
            bodies: bodies.collect(),
            subjects: subjects.collect(),
        }
    }
}

/// The pairs of tasks that are one, by the later task.
pub(super) fn pairs(old: &[&Features], new: &[&Features]) -> Vec<Pair> {
    let weights = Weights::of(old, new);
    let mut found = Vec::new();
    let index = Index::of(old);
    for (at, features) in new.iter().enumerate() {
        for before in index.candidates(features, &weights, old.len()) {
            let Some(other) = old.get(before) else {
                continue;
            };
            let similarity = similarity(other, features, &weights);
            if similarity >= ALIKE {
                found.push(Pair {
                    old: before,
                    new: at,
                    similarity,
                });
            }
        }
    }
    found.sort_by(|one, other| {
        let distance = |pair: &Pair| pair.old.abs_diff(pair.new);
        other
            .similarity
            .total_cmp(&one.similarity)
            .then(distance(one).cmp(&distance(other)))
            .then((one.old, one.new).cmp(&(other.old, other.new)))
    });
    let (mut taken_old, mut taken_new) = (BTreeSet::new(), BTreeSet::new());
    found.retain(|pair| {
        let is_free = !taken_old.contains(&pair.old) && !taken_new.contains(&pair.new);
        if is_free {
            taken_old.insert(pair.old);
            taken_new.insert(pair.new);
        }
        is_free
    });
    found.sort_by_key(|pair| pair.new);
    found
}

/// How much a piece of text says of a task: the more, the fewer tasks have it.
struct Weights(HashMap<(char, char), f64>);

impl Weights {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of tasks are far below 2^52"
    )]
    fn of(old: &[&Features], new: &[&Features]) -> Self {
        let mut counts: HashMap<(char, char), u32> = HashMap::new();
        for pair in old
            .iter()
            .chain(new)
            .flat_map(|features| features.pairs.keys())
        {
            *counts.entry(*pair).or_default() += 1;
        }
        let all = (old.len() + new.len()) as f64;
        let weight = |count: u32| (1.0 + all / f64::from(count)).ln();
        Self(
            counts
                .into_iter()
                .map(|(pair, count)| (pair, weight(count)))
                .collect(),
        )
    }

    fn of_pair(&self, pair: (char, char)) -> f64 {
        self.0.get(&pair).copied().unwrap_or(1.0)
    }

    fn total(&self, features: &Features) -> f64 {
        let pairs = features.pairs.iter();
        pairs
            .map(|(&pair, &count)| self.of_pair(pair) * f64::from(count))
            .sum()
    }
}

/// Which tasks have a piece of text.
struct Index(HashMap<(char, char), Vec<usize>>);

impl Index {
    fn of(tasks: &[&Features]) -> Self {
        let mut index: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, features) in tasks.iter().enumerate() {
            for pair in features.pairs.keys() {
                index.entry(*pair).or_default().push(at);
            }
        }
        Self(index)
    }

    /// The tasks that share most with one, the best first.
    fn candidates(&self, features: &Features, weights: &Weights, all: usize) -> Vec<usize> {
        let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
        for pair in features.pairs.keys() {
            let tasks = self.0.get(pair).map(Vec::as_slice).unwrap_or_default();
            if tasks.len() > RARE.max(all / COMMON_SHARE) {
                continue;
            }
            for &task in tasks {
                *shared.entry(task).or_default() += weights.of_pair(*pair);
            }
        }
        let mut candidates: Vec<_> = shared.into_iter().collect();
        candidates.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        candidates.truncate(CANDIDATES);
        candidates.into_iter().map(|(task, _)| task).collect()
    }
}

/// How alike two tasks are, 0 to 1. What neither of them has weighs nothing.
fn similarity(old: &Features, new: &Features, weights: &Weights) -> f64 {
    let text = if old.text == new.text {
        1.0
    } else {
        text_similarity(old, new, weights)
    };
    let [of_text, of_bodies, of_subjects] = WEIGHTS;
    let parts = [
        (of_text, Some(text)),
        (of_bodies, common_share(&old.bodies, &new.bodies)),
        (of_subjects, common_share(&old.subjects, &new.subjects)),
    ];
    let known = || {
        parts
            .iter()
            .filter_map(|&(weight, share)| Some((weight, share?)))
    };
    let sum: f64 = known().map(|(weight, share)| weight * share).sum();
    sum / known().map(|(weight, _)| weight).sum::<f64>()
}

/// Twice the weight of the common pieces over the weight of all.
fn text_similarity(old: &Features, new: &Features, weights: &Weights) -> f64 {
    let common: f64 = old
        .pairs
        .iter()
        .filter_map(|(pair, &count)| {
            let other = *new.pairs.get(pair)?;
            Some(weights.of_pair(*pair) * f64::from(count.min(other)))
        })
        .sum();
    let all = weights.total(old) + weights.total(new);
    if all > 0.0 { 2.0 * common / all } else { 0.0 }
}

/// What is in both over what is in one of them; `None` when both are empty.
#[expect(
    clippy::cast_precision_loss,
    reason = "a task has few bodies and targets"
)]
fn common_share<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> Option<f64> {
    let all = one.union(other).count();
    (all > 0).then(|| one.intersection(other).count() as f64 / all as f64)
}
