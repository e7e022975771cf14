//! What people have written, in memory: reports, observations, corrections, keys, and the order in which everything was accepted.
//!
//! The ledger is a fold of the journal like the store, made when the engine opens and added to by every write. People
//! write by hand, so it is small beside the documents. Nothing in it is ever changed: a view shows what its pinned
//! state had, by the number of the record.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use super::{Engine, View};
use crate::journal::{Entry, Headline, Subject};
use crate::model::{
    ApiKey, CorrectionId, FactCorrection, IndicatorId, KeyId, NodeId, Observation, ObservationId,
    PlanId, ProgressReport, ReportId, Reported, Reversal, TaskId,
};
use crate::store::Sequence;

/// Something that changed what can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeNote {
    /// The state that it led to.
    pub sequence: Sequence,
    /// Milliseconds since 1970-01-01 UTC.
    pub at: u64,
    /// What happened.
    pub kind: ChangeKind,
    /// The plan concerned; `None` for a correction of units, which any plan may name.
    pub plan: Option<PlanId>,
    /// What was added, or the plan itself.
    pub node: NodeId,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// A document was accepted as a plan.
    PlanIngested,
    /// A plan was deleted.
    PlanDeleted,
    /// A unit reported.
    ProgressRecorded,
    /// A value was observed.
    ObservationRecorded,
    /// Something was put right.
    CorrectionApplied,
    /// A correction was taken back.
    CorrectionReverted,
}

/// The fold.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    state: RwLock<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The last record that was folded.
    last: Sequence,
    /// The last record that changes what the store holds.
    last_stored: Sequence,
    /// In the order of acceptance.
    changes: Vec<ChangeNote>,
    /// When the document of a plan last changed.
    documents: HashMap<PlanId, Sequence>,
    /// By plan, task and id, each list in the order of acceptance.
    progress: HashMap<PlanId, Vec<Arc<ProgressReport>>>,
    progress_of_tasks: HashMap<TaskId, Vec<Arc<ProgressReport>>>,
    reports: HashMap<ReportId, Arc<ProgressReport>>,
    observed: HashMap<PlanId, Vec<Arc<Observation>>>,
    observed_of_indicators: HashMap<IndicatorId, Vec<Arc<Observation>>>,
    observations: HashMap<ObservationId, Arc<Observation>>,
    corrections: BTreeMap<CorrectionId, Arc<FactCorrection>>,
    reversals: HashMap<CorrectionId, Arc<Reversal>>,
    keys: BTreeMap<KeyId, ApiKey>,
}

impl Ledger {
    /// Folds further records.
    pub(super) fn extend(&self, headlines: &[Headline]) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        for headline in headlines {
            state.fold(headline);
        }
    }

    /// The last record whose effects can be seen when the store holds all records up to `held`.
    pub(super) fn visible(&self, held: Sequence) -> Sequence {
        let state = self.state();
        if state.last_stored > held {
            held
        } else {
            state.last.max(held)
        }
    }

    /// The state in which the document of a plan last changed.
    pub(super) fn document_of(&self, plan: PlanId) -> Sequence {
        self.state().documents.get(&plan).copied().unwrap_or(0)
    }

    /// What was signed or taken back behind the state `since`, the newest first, each with the state that it led to.
    pub(super) fn corrected_since(&self, since: Sequence) -> Vec<(Sequence, Arc<FactCorrection>)> {
        let state = self.state();
        let first = state.changes.partition_point(|it| it.sequence <= since);
        let later = state.changes.get(first..).unwrap_or_default();
        let corrected = later.iter().rev().filter_map(|change| match change.node {
            NodeId::Correction(id) => Some((change.sequence, state.corrections.get(&id)?)),
            _ => None,
        });
        corrected
            .map(|(sequence, correction)| (sequence, Arc::clone(correction)))
            .collect()
    }

    /// The corrections that were not taken back, in the order in which they were signed.
    pub(super) fn active_corrections(&self) -> Vec<Arc<FactCorrection>> {
        let state = self.state();
        let stands = |id: &CorrectionId| !state.reversals.contains_key(id);
        let active = state.corrections.iter().filter(|(id, _)| stands(id));
        active
            .map(|(_, correction)| Arc::clone(correction))
            .collect()
    }

    /// A correction, and its taking back.
    pub(super) fn correction(
        &self,
        id: CorrectionId,
    ) -> Option<(Arc<FactCorrection>, Option<Arc<Reversal>>)> {
        let state = self.state();
        let known = state.corrections.get(&id).cloned()?;
        Some((known, state.reversals.get(&id).cloned()))
    }

    /// All corrections up to the state `end`, each with its taking back by then, in the order in which they were signed.
    pub(super) fn corrections(
        &self,
        end: Sequence,
    ) -> Vec<(Arc<FactCorrection>, Option<Arc<Reversal>>)> {
        let state = self.state();
        let by_then = |id| {
            let reversal = state.reversals.get(id).cloned();
            reversal.filter(|reversal: &Arc<Reversal>| reversal.sequence <= end)
        };
        let signed = state.corrections.iter();
        let signed = signed.take_while(|(id, _)| id.sequence <= end);
        signed
            .map(|(id, correction)| (Arc::clone(correction), by_then(id)))
            .collect()
    }

    /// The keys that are valid.
    pub(super) fn keys(&self) -> Vec<ApiKey> {
        self.state().keys.values().cloned().collect()
    }

    pub(super) fn key(&self, id: KeyId) -> Option<ApiKey> {
        self.state().keys.get(&id).cloned()
    }

    pub(super) fn has_keys(&self) -> bool {
        !self.state().keys.is_empty()
    }

    /// The first changes behind the state `since` and up to `end`, at most `most`. Those of units concern every plan.
    fn changes(
        &self,
        since: Sequence,
        end: Sequence,
        plan: Option<PlanId>,
        most: usize,
    ) -> Vec<ChangeNote> {
        let state = self.state();
        let first = state.changes.partition_point(|it| it.sequence <= since);
        let later = state.changes.get(first..).unwrap_or_default().iter();
        later
            .take_while(|change| change.sequence <= end)
            .filter(|change| {
                let (wanted, concerned) = (plan, change.plan);
                wanted.is_none() || concerned.is_none() || wanted == concerned
            })
            .take(most)
            .cloned()
            .collect()
    }

    /// Each record is folded by several insertions, and readers see none of them before the state that has all.
    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn fold(&mut self, headline: &Headline) {
        let sequence = headline.sequence;
        self.last = sequence;
        match &headline.subject {
            Subject::PlanAccepted(plan) => {
                self.document_changed(headline, *plan, ChangeKind::PlanIngested);
            }
            Subject::Other(Entry::PlanDeleted { plan }) => {
                self.document_changed(headline, *plan, ChangeKind::PlanDeleted);
            }
            Subject::Other(Entry::ProgressRecorded(progress)) => {
                let id = ReportId { sequence };
                let report = Arc::new(reported(headline, id, progress.clone()));
                let (task, plan) = (progress.task, progress.task.plan);
                push(&mut self.progress, plan, &report);
                push(&mut self.progress_of_tasks, task, &report);
                self.reports.insert(id, report);
                let kind = ChangeKind::ProgressRecorded;
                self.note(headline, Some(plan), kind, NodeId::Report(id));
            }
            Subject::Other(Entry::ObservationRecorded(observed)) => {
                let id = ObservationId { sequence };
                let observation = Arc::new(reported(headline, id, observed.clone()));
                let (indicator, plan) = (observed.indicator, observed.indicator.plan);
                push(&mut self.observed, plan, &observation);
                push(&mut self.observed_of_indicators, indicator, &observation);
                self.observations.insert(id, observation);
                let kind = ChangeKind::ObservationRecorded;
                self.note(headline, Some(plan), kind, NodeId::Observation(id));
            }
            Subject::Other(Entry::CorrectionApplied(correction)) => {
                self.last_stored = sequence;
                let id = CorrectionId { sequence };
                let plan = correction.amendment.plan();
                let correction = Arc::new(reported(headline, id, correction.clone()));
                self.corrections.insert(id, correction);
                let kind = ChangeKind::CorrectionApplied;
                self.note(headline, plan, kind, NodeId::Correction(id));
            }
            Subject::Other(Entry::CorrectionReverted { correction, reason }) => {
                self.last_stored = sequence;
                let Some(known) = self.corrections.get(correction) else {
                    return;
                };
                let plan = known.what.amendment.plan();
                let reversal = Arc::new(Reversal {
                    sequence,
                    at: headline.at,
                    author: headline.author.clone().unwrap_or_default(),
                    reason: reason.clone(),
                });
                // What was taken back once cannot be taken back again.
                self.reversals.entry(*correction).or_insert(reversal);
                let kind = ChangeKind::CorrectionReverted;
                self.note(headline, plan, kind, NodeId::Correction(*correction));
            }
            Subject::Other(Entry::KeyCreated(key)) => {
                self.keys.insert(key.id, key.clone());
            }
            Subject::Other(Entry::KeyRevoked { key }) => {
                self.keys.remove(key);
            }
            Subject::Other(_) => {}
        }
    }

    fn document_changed(&mut self, headline: &Headline, plan: PlanId, kind: ChangeKind) {
        self.last_stored = headline.sequence;
        self.documents.insert(plan, headline.sequence);
        self.note(headline, Some(plan), kind, NodeId::Plan(plan));
    }

    fn note(&mut self, headline: &Headline, plan: Option<PlanId>, kind: ChangeKind, node: NodeId) {
        self.changes.push(ChangeNote {
            sequence: headline.sequence,
            at: headline.at,
            kind,
            plan,
            node,
        });
    }
}

fn push<K: std::hash::Hash + Eq, T>(lists: &mut HashMap<K, Vec<Arc<T>>>, key: K, item: &Arc<T>) {
    lists.entry(key).or_default().push(Arc::clone(item));
}

fn reported<Id, T>(headline: &Headline, id: Id, what: T) -> Reported<Id, T> {
    Reported {
        id,
        at: headline.at,
        author: headline.author.clone().unwrap_or_default(),
        what,
    }
}

impl Engine {
    /// The first changes behind the state `since` that can be seen now, at most `most`, of one plan or of all; and the
    /// state up to which there are no others.
    #[must_use]
    pub fn changes(
        &self,
        since: Sequence,
        plan: Option<PlanId>,
        most: usize,
    ) -> (Vec<ChangeNote>, Sequence) {
        let end = self.view().sequence();
        let changes = self.shared.ledger.changes(since, end, plan, most);
        let until = match changes.last() {
            Some(last) if changes.len() == most => last.sequence,
            _ => end.max(since),
        };
        (changes, until)
    }

    /// When something of this kind last happened, in milliseconds since 1970-01-01 UTC; `None` when it never did.
    #[must_use]
    pub fn last_change(&self, kind: ChangeKind) -> Option<u64> {
        let state = self.shared.ledger.state();
        let mut newest_first = state.changes.iter().rev();
        let last = newest_first.find(|change| change.kind == kind);
        last.map(|change| change.at)
    }

    /// The keys that are valid.
    #[must_use]
    pub fn keys(&self) -> Vec<ApiKey> {
        self.shared.ledger.keys()
    }
}

impl View {
    /// A report of progress; `None` when this state has none of that id.
    #[must_use]
    pub fn progress_report(&self, id: ReportId) -> Option<Arc<ProgressReport>> {
        let known = self.shared().ledger.state().reports.get(&id).cloned();
        known.filter(|report| report.id.sequence <= self.sequence())
    }

    /// An observation; `None` when this state has none of that id.
    #[must_use]
    pub fn observation(&self, id: ObservationId) -> Option<Arc<Observation>> {
        let known = self.shared().ledger.state().observations.get(&id).cloned();
        known.filter(|observation| observation.id.sequence <= self.sequence())
    }

    /// What was reported of a task, the oldest first.
    #[must_use]
    pub fn progress_of_task(&self, task: TaskId) -> Vec<Arc<ProgressReport>> {
        let state = self.shared().ledger.state();
        let all = state.progress_of_tasks.get(&task);
        self.seen(all, |report| report.id.sequence)
    }

    /// What was reported of the tasks of a plan, also of those that it has no more, the oldest first.
    #[must_use]
    pub fn progress_of_plan(&self, plan: PlanId) -> Vec<Arc<ProgressReport>> {
        let state = self.shared().ledger.state();
        self.seen(state.progress.get(&plan), |report| report.id.sequence)
    }

    /// What was observed of an indicator, the oldest first.
    #[must_use]
    pub fn observations_of(&self, indicator: IndicatorId) -> Vec<Arc<Observation>> {
        let state = self.shared().ledger.state();
        let all = state.observed_of_indicators.get(&indicator);
        self.seen(all, |observation| observation.id.sequence)
    }

    /// What was observed of the indicators of a plan, also of those that it has no more, the oldest first.
    #[must_use]
    pub fn observations_of_plan(&self, plan: PlanId) -> Vec<Arc<Observation>> {
        let state = self.shared().ledger.state();
        self.seen(state.observed.get(&plan), |it| it.id.sequence)
    }

    /// Whether somebody may write.
    #[must_use]
    pub fn takes_changes(&self) -> bool {
        self.shared().ledger.has_keys()
    }

    /// What this state had of a list.
    fn seen<T>(&self, all: Option<&Vec<Arc<T>>>, sequence: impl Fn(&T) -> u64) -> Vec<Arc<T>> {
        let all = all.map(Vec::as_slice).unwrap_or_default();
        let end = all.partition_point(|item| sequence(item) <= self.sequence());
        all.get(..end).unwrap_or_default().to_vec()
    }
}
