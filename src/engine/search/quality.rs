//! How good a ranking is, against judgements.

/// What was judged of one query: tasks named by where they begin in their plan's source text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Tasks that matter, with their grades: 2 answers the query, 1 touches it.
    pub relevant: Vec<(u32, u8)>,
    /// Tasks about which either answer is fine; they are taken out of a ranking before it is scored.
    pub ignored: Vec<u32>,
}

/// The quality of one ranking, or the mean over several; each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Quality {
    /// Normalised discounted cumulative gain of the first ten, gain 2^grade − 1.
    pub ndcg_at_10: f64,
    /// Share of the tasks that matter (at most twenty) found among the first twenty.
    pub recall_at_20: f64,
    /// Whether the first one matters.
    pub success_at_1: f64,
}

impl Judgement {
    /// Number of hits that a ranking needs to be scored.
    #[must_use]
    pub fn depth(&self) -> usize {
        RECALL_DEPTH + self.ignored.len()
    }

    /// The quality of a ranking, best first.
    #[must_use]
    pub fn quality(&self, ranking: &[u32]) -> Quality {
        let grade = |start: &u32| {
            let judged = self.relevant.iter().find(|(judged, _)| judged == start);
            judged.map_or(0, |(_, grade)| *grade)
        };
        let found: Vec<u8> = ranking
            .iter()
            .filter(|start| !self.ignored.contains(start))
            .take(RECALL_DEPTH)
            .map(grade)
            .collect();
        let mut ideal: Vec<u8> = self.relevant.iter().map(|(_, grade)| *grade).collect();
        ideal.sort_unstable_by_key(|grade| std::cmp::Reverse(*grade));
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
        let hits = found.iter().filter(|grade| **grade > 0).count();
        Quality {
            ndcg_at_10: share(gain(&found), gain(&ideal)),
            recall_at_20: share(count(hits), count(ideal.len().min(RECALL_DEPTH))),
            success_at_1: f64::from(u8::from(
                found.first().is_some_and(|grade| *grade > 0) || ideal.is_empty(),
            )),
        }
    }
}

impl Quality {
    /// The mean over several rankings; all zero for none.
    #[must_use]
    pub fn mean(qualities: &[Self]) -> Self {
        let mean = |part: fn(&Self) -> f64| {
            let sum = qualities.iter().map(part).fold(0.0, |sum, part| sum + part);
            sum / count(qualities.len().max(1))
        };
        Self {
            ndcg_at_10: mean(|quality| quality.ndcg_at_10),
            recall_at_20: mean(|quality| quality.recall_at_20),
            success_at_1: mean(|quality| quality.success_at_1),
        }
    }
}

/// How many hits recall looks at.
const RECALL_DEPTH: usize = 20;

/// How many hits gain looks at.
const GAIN_DEPTH: usize = 10;

fn gain(grades: &[u8]) -> f64 {
    let discounted = grades.iter().take(GAIN_DEPTH).zip(2_u8..);
    discounted
        .map(|(grade, place)| (f64::from(*grade).exp2() - 1.0) / f64::from(place).log2())
        .fold(0.0, |sum, gain| sum + gain)
}

/// A number of hits as a fraction's part; counts beyond what a `u32` holds do not occur.
fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{Judgement, Quality};

    fn check(ranking: &[u32], expected: (f64, f64, f64)) {
        let judgement = Judgement {
            relevant: vec![(10, 2), (20, 1)],
            ignored: vec![30],
        };
        let quality = judgement.quality(ranking);
        let close = |one: f64, other: f64| (one - other).abs() < 1e-4;
        assert!(
            close(quality.ndcg_at_10, expected.0)
                && close(quality.recall_at_20, expected.1)
                && close(quality.success_at_1, expected.2),
            "{ranking:?}: {quality:?}"
        );
    }

    #[test]
    fn the_first_places_count_most() {
        check(&[10, 20], (1.0, 1.0, 1.0));
        check(&[20, 10], (0.7967, 1.0, 1.0));
        check(&[40, 10], (0.5213, 0.5, 0.0));
        check(&[], (0.0, 0.0, 0.0));
    }

    #[test]
    fn what_is_ignored_takes_no_place() {
        check(&[30, 10, 20], (1.0, 1.0, 1.0));
    }

    #[test]
    fn a_mean_is_over_queries() {
        let one = Quality {
            ndcg_at_10: 1.0,
            recall_at_20: 0.5,
            success_at_1: 0.0,
        };
        assert_eq!(
            Quality::mean(&[one, Quality::default()]),
            Quality {
                ndcg_at_10: 0.5,
                recall_at_20: 0.25,
                success_at_1: 0.0
            }
        );
        assert_eq!(Quality::mean(&[]), Quality::default());
    }
}
