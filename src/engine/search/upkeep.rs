//! Keeping the index where the store is.
//!
//! The index records the [`stamp`] of the state that it holds. A commit to the store is followed by one to the index,
//! both on the path of whoever writes, and readers see the two together or not at all. An index that is behind, or was
//! made of another store or with other settings, is filled anew when the engine opens.

use std::collections::HashSet;
use std::iter;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::passages;
use crate::engine::{EngineError, Progress, Shared};
use crate::model::{Facts, PlanId, Task, Unit, UnitId};
use crate::search::{Change as IndexChange, Interrupted, Kind, Names, Passage};
use crate::store::{Change, PlanEntry, Snapshot, TaskPlace, readable_tasks};

/// Names a state: equal for two states only if their catalogues are equal.
pub(in crate::engine) fn stamp(snapshot: &Snapshot) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(snapshot.generation().to_be_bytes());
    hasher.update(snapshot.sequence().to_be_bytes());
    for entry in snapshot.plans() {
        hasher.update(entry.id.digest.to_be_bytes());
        hasher.update(entry.revision.0.to_be_bytes());
        hasher.update(entry.first.to_be_bytes());
        hasher.update(entry.source_sha256);
    }
    let digest = hasher.finalize();
    let first = digest.iter().take(8);
    first.fold(0, |stamp, byte| (stamp << 8) | u64::from(*byte))
}

/// What a commit to the store means to the index, taken down before the facts are handed over.
pub(in crate::engine) struct Step {
    plans: Vec<(PlanId, Option<Vec<Passage>>)>,
}

impl Shared {
    /// Takes down what `changes` mean to the index.
    pub(in crate::engine) fn index_step(&self, changes: &[Change]) -> Step {
        let plans = changes.iter().map(|change| match change {
            Change::Put(facts) => (facts.plan.id, Some(self.passages_of_facts(facts))),
            Change::Delete(id) => (*id, None),
        });
        Step {
            plans: plans.collect(),
        }
    }

    /// Brings the index from one state to the next; one that does not hold the first is filled anew.
    pub(in crate::engine) fn follow(
        &self,
        before: &Snapshot,
        after: &Snapshot,
        step: Step,
    ) -> Result<(), EngineError> {
        if self.index.generation() != Some(stamp(before)) {
            return self.fill_index(after, &mut |_| {});
        }
        let mut changes = passages::between(before, after, &self.gazetteer);
        for (plan, passages) in step.plans {
            let first = after.plan(plan).map(|entry| entry.first);
            changes.push(match passages.zip(first) {
                Some((mut passages, first)) => {
                    shift(&mut passages, first);
                    put(plan, passages)
                }
                None => IndexChange::Delete(plan.digest),
            });
        }
        let mut changes = changes.into_iter().map(Ok);
        Ok(self.index.commit(stamp(after), &mut changes)?)
    }

    /// Fills the index anew with what the store holds, if it does not hold just that.
    pub(in crate::engine) fn catch_up_index(
        &self,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), EngineError> {
        let snapshot = self.store.snapshot();
        if self.index.generation() == Some(stamp(&snapshot)) {
            return Ok(());
        }
        self.fill_index(&snapshot, progress)
    }

    fn fill_index(
        &self,
        snapshot: &Snapshot,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), EngineError> {
        let total = snapshot.plan_count() as u64;
        let names = passages::between(&Snapshot::default(), snapshot, &self.gazetteer);
        let mut fault = None;
        let plans = snapshot.plans().zip(1..).filter_map(|(entry, done)| {
            let change = self.passages_of_entry(snapshot, entry);
            progress(Progress { done, total });
            let change = change.map_err(|error| {
                fault = Some(error);
                Interrupted
            });
            change.transpose()
        });
        let first = iter::once(IndexChange::Clear).chain(names);
        let mut changes = first.map(Ok).chain(plans);
        let filled = self.index.commit(stamp(snapshot), &mut changes);
        drop(changes);
        match fault {
            Some(fault) => Err(fault),
            None => Ok(filled?),
        }
    }

    fn passages_of_facts(&self, facts: &Facts) -> Vec<Passage> {
        let names = passages::names_of_units(&facts.units, &self.gazetteer);
        passages::of_plan(&facts.plan, &facts.tasks, &names, &self.gazetteer, 0)
    }

    /// `None` for a plan that is not stored whole; `check` says so.
    fn passages_of_entry(
        &self,
        snapshot: &Snapshot,
        entry: &PlanEntry,
    ) -> Result<Option<IndexChange>, EngineError> {
        let Some(plan) = self.store.plans(&[entry.revision])?.pop().flatten() else {
            return Ok(None);
        };
        let places: Vec<_> = (1..=entry.task_count)
            .map(|number| TaskPlace {
                revision: entry.revision,
                number,
            })
            .collect();
        let tasks: Vec<Arc<Task>> = readable_tasks(&*self.store, &places, &mut |_, fault| {
            tracing::error!(error = %fault, "a damaged task is left out of the search index");
        })?;
        let assignments = tasks.iter().flat_map(|task| &task.assignments);
        let units: HashSet<UnitId> = assignments.map(|assignment| assignment.unit).collect();
        let names = |unit| Some((unit, self.names_within(snapshot, unit, entry.id)?));
        let units = units.into_iter().filter_map(names).collect();
        let tasks = tasks.iter().map(AsRef::as_ref);
        let passages = passages::of_plan(&plan, tasks, &units, &self.gazetteer, entry.first);
        Ok(Some(put(entry.id, passages)))
    }

    /// The names of a unit as one plan gives them, as if the plan had just been read.
    fn names_within(&self, snapshot: &Snapshot, unit: UnitId, plan: PlanId) -> Option<Names> {
        let entry = snapshot.unit(unit)?;
        let used = entry.uses.iter().find(|used| used.plan == plan)?;
        let unit = Unit {
            aliases: used.aliases.clone(),
            ..entry.unit.clone()
        };
        let names = passages::names_of_unit(&unit, &self.gazetteer);
        Some(Names::new(names))
    }
}

fn put(plan: PlanId, passages: Vec<Passage>) -> IndexChange {
    IndexChange::Put {
        group: plan.digest,
        passages,
    }
}

/// Moves task ordinals from counting within a plan to counting over all.
fn shift(passages: &mut [Passage], first: u32) {
    for passage in passages {
        let counts_tasks = matches!(passage.kind, Kind::Task | Kind::Indicator);
        if counts_tasks && passage.ordinal != passages::NO_TASK {
            passage.ordinal += first;
        }
    }
}
