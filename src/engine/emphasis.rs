//! What a unit has more of than chance gives: chapters and words.

use std::collections::{HashMap, HashSet};

use super::chance::{adjusted, float, hypergeometric_tail};
use super::{QueryError, TaskFilter, TaskSet, View};
use crate::model::{ChapterId, NodeId, UnitId};

/// The adjusted probability below which something counts as more than chance.
pub const EMPHASIS_CUT_OFF: f64 = 0.05;

/// A word that stands in fewer of the unit's tasks says nothing about it.
const LEAST_TASKS: u64 = 2;

/// Tasks that are read at a time.
const PORTION: usize = 500;

/// Observed and expected numbers of tasks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Odds {
    /// Tasks of the unit that have it.
    pub observed: u64,
    /// Tasks of the unit.
    pub unit_tasks: u64,
    /// Tasks that have it.
    pub marked_tasks: u64,
    /// All tasks compared.
    pub all_tasks: u64,
    /// P(X ≥ observed), hypergeometric: Fisher's exact test, one-sided.
    pub p_value: f64,
    /// The same adjusted by Benjamini and Hochberg.
    pub adjusted: f64,
}

impl Odds {
    /// How many tasks of the unit would have it by chance.
    #[must_use]
    pub fn expected(&self) -> f64 {
        if self.all_tasks == 0 {
            return 0.0;
        }
        float(self.unit_tasks) * float(self.marked_tasks) / float(self.all_tasks)
    }
}

/// A chapter in which a unit has more tasks than chance gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChapterEmphasis {
    /// The chapter.
    pub chapter: ChapterId,
    /// How likely that is.
    pub odds: Odds,
}

/// A word that stands in more tasks of a unit than chance gives.
#[derive(Debug, Clone, PartialEq)]
pub struct TermEmphasis {
    /// The word.
    pub term: String,
    /// How likely that is.
    pub odds: Odds,
}

impl View {
    /// Chapters in which a unit has more tasks than chance gives, the least likely first.
    ///
    /// Compared with the tasks that `filter` means; with all of the plans that name the unit when `None`.
    pub fn emphasised_chapters(
        &self,
        unit: UnitId,
        filter: Option<&TaskFilter>,
    ) -> Result<Vec<ChapterEmphasis>, QueryError> {
        let (all, own) = self.compared(unit, filter)?;
        let mut counts: HashMap<ChapterId, (u64, u64)> = HashMap::new();
        self.rows(&all, |_, segment, row, ordinal| {
            if let Some(chapter) = segment.chapter_of(row) {
                let (marked, observed) = counts.entry(chapter).or_default();
                *marked += 1;
                *observed += u64::from(own.contains(ordinal));
            }
            Ok(())
        })?;
        let found = unlikely(counts, &all, &own);
        let found = found.into_iter();
        Ok(found
            .map(|(chapter, odds)| ChapterEmphasis { chapter, odds })
            .collect())
    }

    /// Words that stand in more tasks of a unit than chance gives, the least likely first; compared as chapters are.
    pub fn emphasised_terms(
        &self,
        unit: UnitId,
        filter: Option<&TaskFilter>,
    ) -> Result<Vec<TermEmphasis>, QueryError> {
        let (all, own) = self.compared(unit, filter)?;
        let mut counts: HashMap<String, (u64, u64)> = HashMap::new();
        let ordinals: Vec<u32> = all.iter().collect();
        for portion in ordinals.chunks(PORTION) {
            let tasks = self.tasks(portion)?;
            for (task, ordinal) in tasks.iter().zip(portion) {
                self.check_time()?;
                let words = self.reader().terms(&task.text)?.into_iter();
                // Years and figures say nothing about what a unit does.
                let words: HashSet<_> = words.filter(|word| !word.is_ascii()).collect();
                let is_own = u64::from(own.contains(*ordinal));
                for word in words {
                    let (marked, observed) = counts.entry(word).or_default();
                    *marked += 1;
                    *observed += is_own;
                }
            }
        }
        counts.retain(|_, (_, observed)| *observed >= LEAST_TASKS);
        let found = unlikely(counts, &all, &own);
        let found = found.into_iter();
        Ok(found
            .map(|(term, odds)| TermEmphasis { term, odds })
            .collect())
    }

    /// The tasks compared, and those of them in which the unit has a part by statement, rule or correction.
    fn compared(
        &self,
        unit: UnitId,
        filter: Option<&TaskFilter>,
    ) -> Result<(TaskSet, TaskSet), QueryError> {
        let naming = || {
            let entry = self.snapshot().unit(unit);
            let uses = entry.iter().flat_map(|entry| &entry.uses);
            TaskFilter::of_plans(Some(uses.map(|used| used.plan).collect()))
        };
        let filter = filter.cloned().unwrap_or_else(naming);
        let all = self.task_set(&filter)?;
        let own = self.tasks_at(NodeId::Unit(unit), &filter)?;
        Ok((all, own))
    }
}

/// The things that are more than chance, with (marked, observed) counts for each; the least likely first.
fn unlikely<T: Ord + Clone>(
    counts: HashMap<T, (u64, u64)>,
    all: &TaskSet,
    own: &TaskSet,
) -> Vec<(T, Odds)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(one, _), (other, _)| one.cmp(other));
    let odds = |(thing, (marked_tasks, observed)): (T, (u64, u64))| {
        let (all_tasks, unit_tasks) = (all.len(), own.len());
        let p_value = hypergeometric_tail(all_tasks, marked_tasks, unit_tasks, observed);
        let odds = Odds {
            observed,
            unit_tasks,
            marked_tasks,
            all_tasks,
            p_value,
            adjusted: p_value,
        };
        (thing, odds)
    };
    let mut found: Vec<(T, Odds)> = counts.into_iter().map(odds).collect();
    let values: Vec<f64> = found.iter().map(|(_, odds)| odds.p_value).collect();
    for ((_, odds), adjusted) in found.iter_mut().zip(adjusted(&values)) {
        odds.adjusted = adjusted;
    }
    found.retain(|(_, odds)| odds.adjusted < EMPHASIS_CUT_OFF);
    found.sort_by(|(_, one), (_, other)| one.p_value.total_cmp(&other.p_value));
    found
}
