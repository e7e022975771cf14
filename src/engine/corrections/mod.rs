//! Corrections: signed, with a reason, kept apart from what was read, and made whenever a document is read.
//!
//! A correction is a record of the journal. What is stored of a plan is what its document says with the corrections that
//! stand ([`Book`]) made in it ([`make`]), so every reader sees them: store, filters, counts, search, networks, exports. To
//! sign one or take one back is to read the plans concerned again, from their documents, and to commit them as a whole.
//! Targets are named by ids that last through new versions of a document; one that is gone, or that an earlier correction
//! speaks against, is kept as a conflict and made as soon as that is no more so.

mod book;
mod evidence;
mod making;
mod proposal;

use std::collections::HashMap;
use std::sync::Arc;

use super::fold::keep_ids;
use super::ingest::{in_parallel, read_with_head};
use super::writing::{Conflict, Step, Writing, check_text, reported};
use super::{Engine, EngineError, Submission, View, WriteError};
use crate::journal::{Entry, Journal};
use crate::model::words::words;
use crate::model::{
    Amendment, Assignment, Basis, CorrectionId, CorrectionOutcome, FactCorrection, Facts, PlanId,
    Reversal, TaskId,
};
use crate::store::{Change, Sequence};

pub(super) use book::Book;
use making::{Made, MadeAll, added, make};

pub use proposal::Proposal;

/// How a correction stands in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CorrectionState {
    /// It is made wherever it is due.
    Applied,
    /// It was taken back.
    Reverted,
    /// What it is about is not there any more.
    TargetGone,
    /// An earlier correction says otherwise.
    Contradicted,
}

words! {
    CorrectionState {
        Applied = "APPLIED",
        Reverted = "REVERTED",
        TargetGone = "TARGET_GONE",
        Contradicted = "CONTRADICTED",
    }
}

/// A correction as a state has it.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedCorrection {
    /// The correction.
    pub correction: Arc<FactCorrection>,
    /// Its taking back; `None` while it stands.
    pub reversal: Option<Arc<Reversal>>,
    /// How it stands.
    pub state: CorrectionState,
    /// The earlier correction that says otherwise.
    pub contradicted_by: Option<CorrectionId>,
}

impl Engine {
    /// Puts something right. It is refused when it changes nothing, or when an earlier correction says otherwise.
    pub fn apply_correction(
        &self,
        proposal: &Proposal,
        writing: &Writing<'_>,
    ) -> Result<FactCorrection, WriteError> {
        check_text("reason", &proposal.reason, 1)?;
        let mut journal = self.journal();
        self.catch_up_with(&journal)?;
        let view = self.view();
        let correction = view.correction_of(proposal)?;
        let candidate = Arc::new(FactCorrection {
            id: CorrectionId {
                sequence: journal.last_sequence() + 1,
            },
            at: 0,
            author: writing.author.unwrap_or_default().to_owned(),
            what: correction.clone(),
        });
        let mut standing = self.shared.ledger.active_corrections();
        standing.push(Arc::clone(&candidate));
        let book = Book::of(standing, self.gazetteer());
        let plans = book.concerned(view.snapshot(), &[&candidate], self.gazetteer());
        writing.step(Step::Reading);
        let read = self.read_again(&journal, &view, &plans, &book);
        let read: Vec<_> = read.into_iter().collect::<Result<_, _>>()?;
        self.judge(&read, &candidate)?;
        let changes = changed(&view, read);
        let entry = Entry::CorrectionApplied(correction.clone());
        let written = self.write(&mut journal, &[entry], changes, writing)?;
        reported(written, correction, |sequence| CorrectionId { sequence })
    }

    /// Takes a correction back. It is kept, and so is who took it back, when and why.
    pub fn revert_correction(
        &self,
        id: CorrectionId,
        reason: &str,
        writing: &Writing<'_>,
    ) -> Result<(), WriteError> {
        check_text("reason", reason, 1)?;
        let mut journal = self.journal();
        self.catch_up_with(&journal)?;
        let view = self.view();
        let ledger = &self.shared.ledger;
        let correction = match ledger.correction(id) {
            Some((correction, None)) => correction,
            Some((_, Some(_))) => return Err(WriteError::RevertedAlready(id)),
            None => return Err(WriteError::UnknownCorrection(id)),
        };
        let mut standing = ledger.active_corrections();
        let before = Book::of(standing.clone(), self.gazetteer());
        let plans = before.concerned(view.snapshot(), &[&correction], self.gazetteer());
        standing.retain(|known| known.id != id);
        let book = Book::of(standing, self.gazetteer());
        writing.step(Step::Reading);
        let read = self.read_again(&journal, &view, &plans, &book);
        let read: Vec<_> = read.into_iter().collect::<Result<_, _>>()?;
        let changes = changed(&view, read);
        let entry = Entry::CorrectionReverted {
            correction: id,
            reason: reason.to_owned(),
        };
        self.write(&mut journal, &[entry], changes, writing)?;
        Ok(())
    }

    /// Fails when a plan has changed since the state that a writer has seen; whoever names none takes any.
    pub(super) fn check_unchanged(
        &self,
        plan: PlanId,
        seen: Option<Sequence>,
    ) -> Result<(), Conflict> {
        let Some(seen) = seen else { return Ok(()) };
        let changed = self.last_changed(plan);
        if changed <= seen {
            return Ok(());
        }
        Err(Conflict {
            plan,
            seen,
            changed,
        })
    }

    /// The state in which a plan last changed: its document, or what corrections may make of it.
    fn last_changed(&self, plan: PlanId) -> Sequence {
        let ledger = &self.shared.ledger;
        let (view, book) = (self.view(), self.book());
        let document = ledger.document_of(plan);
        let concerns = |correction: &FactCorrection| {
            let plans = book.concerned(view.snapshot(), &[correction], self.gazetteer());
            plans.contains(&plan)
        };
        let corrected = ledger.corrected_since(document).into_iter();
        let mut corrected = corrected.filter(|(_, correction)| concerns(correction));
        corrected.next().map_or(document, |(sequence, _)| sequence)
    }

    /// The corrections that stand.
    pub(super) fn book(&self) -> Book {
        Book::of(self.shared.ledger.active_corrections(), self.gazetteer())
    }

    /// What was read of a document, with the ids that its parts had and the corrections made.
    pub(super) fn put_right(
        &self,
        view: &View,
        book: &Book,
        submission: &Submission,
        facts: Facts,
    ) -> Result<(Facts, MadeAll), EngineError> {
        let mut facts = facts;
        let head = book.head(facts.plan.id);
        if !head.is_empty() {
            // What was read once is read again: only the time before can have been wrong about the head.
            if let Ok(again) = read_with_head(submission, self.gazetteer(), &head) {
                facts = again;
            }
        }
        self.made(view, book, facts)
    }

    fn made(
        &self,
        view: &View,
        book: &Book,
        mut facts: Facts,
    ) -> Result<(Facts, MadeAll), EngineError> {
        keep_ids(view, &mut facts)?;
        let made = make(book, &mut facts, self.gazetteer());
        Ok((facts, made))
    }

    /// What the documents of plans say with the corrections made, in the order of the plans.
    pub(super) fn read_again(
        &self,
        journal: &Journal,
        view: &View,
        plans: &[PlanId],
        book: &Book,
    ) -> Vec<Result<(Facts, MadeAll), EngineError>> {
        in_parallel(plans, |plan| {
            let unreadable = |why: &dyn std::fmt::Display| EngineError::Unreadable {
                plan: *plan,
                why: why.to_string(),
            };
            let submission = submission_of(journal, *plan).map_err(|error| unreadable(&error))?;
            let read = read_with_head(&submission, self.gazetteer(), &book.head(*plan));
            self.made(view, book, read.map_err(|refusal| unreadable(&refusal))?)
        })
    }

    /// Whether a correction that is to be signed makes sense, going by what it would make of the plans concerned.
    fn judge(
        &self,
        read: &[(Facts, MadeAll)],
        candidate: &FactCorrection,
    ) -> Result<(), WriteError> {
        let outcomes = read.iter().flat_map(|(_, made)| made);
        let outcomes = outcomes.filter(|(id, _)| *id == candidate.id);
        let mut changes_something = false;
        for (_, made) in outcomes {
            match made {
                Made::Changed => changes_something = true,
                Made::Same => {}
                Made::Gone => {
                    return Err(WriteError::UnknownTarget(candidate.what.amendment.target()));
                }
                Made::Against(earlier) => {
                    let known = self.shared.ledger.correction(*earlier);
                    if let Some((known, _)) = &known
                        && known.what.amendment == candidate.what.amendment
                    {
                        return Err(WriteError::ChangesNothing);
                    }
                    let author = known.map(|(known, _)| known.author.clone());
                    return Err(WriteError::Contradicts {
                        earlier: *earlier,
                        author: author.unwrap_or_default(),
                    });
                }
            }
        }
        if changes_something {
            Ok(())
        } else {
            Err(WriteError::ChangesNothing)
        }
    }
}

impl View {
    /// A correction; `None` when this state has none of that id.
    #[must_use]
    pub fn correction(&self, id: CorrectionId) -> Option<SignedCorrection> {
        let (correction, reversal) = self.shared().ledger.correction(id)?;
        if correction.id.sequence > self.sequence() {
            return None;
        }
        let reversal = reversal.filter(|reversal| reversal.sequence <= self.sequence());
        Some(Self::standing(correction, reversal, &self.outcomes()))
    }

    /// The corrections that stand or stood in this state, the oldest first: of one plan, or all. Those of a plan are those
    /// of its parts, and those of units that took effect in it.
    #[must_use]
    pub fn corrections(&self, plan: Option<PlanId>) -> Vec<SignedCorrection> {
        let outcomes = self.outcomes();
        let entry = plan.and_then(|plan| self.snapshot().plan(plan));
        let takes_effect = |id: CorrectionId| {
            let mut notes = entry.iter().flat_map(|entry| &entry.corrections);
            notes.any(|note| note.correction == id)
        };
        let concerns = |correction: &FactCorrection| match plan {
            None => true,
            Some(plan) => {
                correction.what.amendment.plan() == Some(plan) || takes_effect(correction.id)
            }
        };
        let all = self.shared().ledger.corrections(self.sequence());
        all.into_iter()
            .filter(|(correction, _)| concerns(correction))
            .map(|(correction, reversal)| Self::standing(correction, reversal, &outcomes))
            .collect()
    }

    /// The correction that gave an assignment its role, or added it; `None` unless its basis says so.
    #[must_use]
    pub fn correction_behind(&self, assignment: &Assignment) -> Option<SignedCorrection> {
        if assignment.basis != Basis::Corrected {
            return None;
        }
        let id = assignment.id;
        let task = TaskId {
            plan: id.plan,
            digest: id.owner,
        };
        let gave = |amendment: &Amendment| match amendment {
            Amendment::SetRole { assignment, .. } => *assignment == id,
            Amendment::AddAssignment {
                task: of,
                unit,
                role,
                ..
            } => *of == task && added(task, unit.id, *role) == id,
            _ => false,
        };
        let entry = self.snapshot().plan(id.plan)?;
        let applied = entry.corrections.iter();
        let applied = applied.filter(|note| note.outcome == CorrectionOutcome::Applied);
        let ledger = &self.shared().ledger;
        let mut known = applied.filter_map(|note| ledger.correction(note.correction));
        let (found, _) = known.find(|(correction, _)| gave(&correction.what.amendment))?;
        self.correction(found.id)
    }

    fn standing(
        correction: Arc<FactCorrection>,
        reversal: Option<Arc<Reversal>>,
        outcomes: &HashMap<CorrectionId, CorrectionOutcome>,
    ) -> SignedCorrection {
        let (state, contradicted_by) = match (&reversal, outcomes.get(&correction.id)) {
            (Some(_), _) => (CorrectionState::Reverted, None),
            (None, Some(CorrectionOutcome::Applied)) => (CorrectionState::Applied, None),
            (None, Some(CorrectionOutcome::Contradicted(earlier))) => {
                (CorrectionState::Contradicted, Some(*earlier))
            }
            (None, Some(CorrectionOutcome::TargetGone) | None) => {
                (CorrectionState::TargetGone, None)
            }
        };
        SignedCorrection {
            correction,
            reversal,
            state,
            contradicted_by,
        }
    }

    /// What became of the corrections in this state; of several plans the outcome that has to be looked at most.
    fn outcomes(&self) -> HashMap<CorrectionId, CorrectionOutcome> {
        let mut outcomes = HashMap::new();
        let notes = self.snapshot().plans().flat_map(|entry| &entry.corrections);
        for note in notes {
            let worst = outcomes.entry(note.correction).or_insert(note.outcome);
            *worst = note.outcome.max(*worst);
        }
        outcomes
    }
}

/// What a commit has to change: plans whose corrections, or what became of them, are others than the state's.
pub(super) fn changed(view: &View, read: Vec<(Facts, MadeAll)>) -> Vec<Change> {
    let is_other = |facts: &Facts| {
        let entry = view.snapshot().plan(facts.plan.id);
        entry.is_some_and(|entry| entry.corrections != facts.corrections)
    };
    let other = read.into_iter().map(|(facts, _)| facts).filter(is_other);
    other.map(|facts| Change::Put(Box::new(facts))).collect()
}

/// The newest document of a plan.
fn submission_of(journal: &Journal, plan: PlanId) -> Result<Submission, String> {
    let entry = match journal.accepted(plan) {
        Some(sequence) => journal.entry(sequence).map_err(|error| error.to_string())?,
        None => None,
    };
    match entry {
        Some(Entry::PlanAccepted {
            name,
            manifest,
            bytes,
            ..
        }) => Ok(Submission {
            name,
            bytes,
            manifest,
        }),
        _ => Err("the journal does not hold it".to_owned()),
    }
}
