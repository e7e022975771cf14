//! Folding the journal into store and index: what a write changes, and what is behind.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError};

use super::corrections::{Book, changed};
use super::ingest::{BATCH, Submission, read_plans};
use super::writing::{Step, Writing};
use super::{Engine, EngineError, Progress, View, identity};
use crate::journal::{Entry, Headline, Journal, JournalError, Record};
use crate::model::Facts;
use crate::store::{Change, Sequence, Snapshot};
use crate::text::fold::fold;

impl Engine {
    /// Appends entries, which accepts them, and folds what they change. A failure is remembered until a write succeeds.
    pub(super) fn write(
        &self,
        journal: &mut Journal,
        entries: &[Entry],
        changes: Vec<Change>,
        writing: &Writing<'_>,
    ) -> Result<Vec<Headline>, EngineError> {
        let written = self.write_through(journal, entries, changes, writing);
        let fault = written.as_ref().err().map(ToString::to_string);
        *self
            .shared
            .fault
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = fault;
        written
    }

    fn write_through(
        &self,
        journal: &mut Journal,
        entries: &[Entry],
        changes: Vec<Change>,
        writing: &Writing<'_>,
    ) -> Result<Vec<Headline>, EngineError> {
        // A store that has missed a record must not be given a later one: it would never hear of the missed one again.
        self.catch_up_with(journal)?;
        writing.step(Step::Accepting);
        let headlines = journal.append_as(writing.author, entries)?;
        self.shared.ledger.extend(&headlines);
        // Who reports of a task changes nothing of the documents, nor how they are read.
        if changes.is_empty() && !entries.iter().any(Entry::is_stored) {
            self.shared.pin();
        } else {
            writing.step(Step::Storing);
            self.keep_changes(journal.last_sequence(), changes, writing)?;
        }
        self.shared.tell();
        Ok(headlines)
    }

    /// Commits changes to store and index, and shows them.
    ///
    /// What was committed to the store counts as kept: an index that could not follow is filled anew by the next commit
    /// or start, and until then search says that it is behind.
    fn keep_changes(
        &self,
        sequence: Sequence,
        changes: Vec<Change>,
        writing: &Writing<'_>,
    ) -> Result<(), EngineError> {
        let before = self.shared.store.snapshot();
        let step = self.shared.index_step(&changes);
        let after = self.fold(sequence, changes)?;
        writing.step(Step::Indexing);
        if let Err(error) = self.shared.follow(&before, &after, step) {
            tracing::error!(error = %error, "the search index is behind");
        }
        self.shared.pin();
        Ok(())
    }

    fn fold(&self, sequence: Sequence, changes: Vec<Change>) -> Result<Arc<Snapshot>, EngineError> {
        let store = &self.shared.store;
        Ok(store.commit(store.snapshot().generation(), sequence, changes)?)
    }

    /// Commits to the store what it was behind with; the index follows when all is there.
    fn fold_behind(&self, sequence: Sequence, changes: Vec<Change>) -> Result<(), EngineError> {
        self.fold(sequence, changes)?;
        self.shared.pin();
        Ok(())
    }

    /// Folds the records that the store does not hold yet.
    pub(super) fn catch_up(&self, progress: &mut dyn FnMut(Progress)) -> Result<(), EngineError> {
        self.fold_journal(&self.journal(), progress)
    }

    /// Folds the records that the store does not hold yet, for whoever holds the journal.
    pub(super) fn catch_up_with(&self, journal: &Journal) -> Result<(), EngineError> {
        self.fold_journal(journal, &mut |_| {})
    }

    fn fold_journal(
        &self,
        journal: &Journal,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), EngineError> {
        let (held, last) = (
            self.shared.store.snapshot().sequence(),
            journal.last_sequence(),
        );
        if held > last {
            return Err(EngineError::StoreAhead { held, last });
        }
        // What people report is no part of the store.
        if journal.last_stored() <= held {
            return Ok(());
        }
        let total = last - held;
        let book = self.book();
        self.fold_corrections(journal, &book, held, last)?;
        let mut done = 0;
        let mut batch = Vec::new();
        for record in journal.records(held + 1)? {
            match record {
                Ok(record) => batch.push(record),
                // Told when the journal was opened; the others are not lost for it.
                Err(JournalError::Damaged(_)) => {}
                Err(error) => return Err(error.into()),
            }
            if batch.len() == BATCH {
                done += batch.len() as u64;
                self.fold_records(&book, std::mem::take(&mut batch))?;
                progress(Progress { done, total });
            }
        }
        self.fold_records(&book, batch)?;
        // The last records may be damaged ones.
        if self.shared.store.snapshot().sequence() < last {
            self.fold_behind(last, Vec::new())?;
        }
        progress(Progress { done: total, total });
        Ok(())
    }

    /// Folds records with all corrections that stand by now: a state between is shown to nobody.
    fn fold_records(&self, book: &Book, records: Vec<Record>) -> Result<(), EngineError> {
        let Some(end) = records.last().map(|record| record.sequence) else {
            return Ok(());
        };
        let mut submissions = Vec::new();
        let mut steps = Vec::new();
        for record in records {
            match record.entry {
                Entry::PlanAccepted {
                    plan,
                    name,
                    manifest,
                    bytes,
                } => {
                    submissions.push(Submission {
                        name,
                        bytes,
                        manifest,
                    });
                    steps.push((record.sequence, plan, true));
                }
                Entry::PlanDeleted { plan } => steps.push((record.sequence, plan, false)),
                _ => {}
            }
        }
        let mut read = read_plans(&submissions, self.gazetteer())
            .into_iter()
            .zip(&submissions);
        let mut changes = Vec::new();
        let mut touched = HashSet::new();
        for (sequence, plan, is_accepted) in steps {
            if touched.contains(&plan) {
                self.fold_behind(sequence - 1, std::mem::take(&mut changes))?;
                touched.clear();
            }
            if !is_accepted {
                changes.push(Change::Delete(plan));
                touched.insert(plan);
                continue;
            }
            match read.next() {
                Some((Ok(facts), submission)) => {
                    let (facts, _) = self.put_right(&self.view(), book, submission, facts)?;
                    touched.insert(facts.plan.id);
                    changes.push(Change::Put(Box::new(facts)));
                }
                Some((Err(refusal), submission)) => {
                    tracing::warn!(
                        name = submission.name,
                        sequence,
                        error = %refusal,
                        "a document of the journal is not read as a plan any more"
                    );
                }
                None => {}
            }
        }
        self.fold_behind(end, changes)
    }

    /// Reads again what corrections signed or taken back since `held` concern of a store that holds everything up to it.
    ///
    /// A plan whose document came or has changed since is left to the record of its document.
    fn fold_corrections(
        &self,
        journal: &Journal,
        book: &Book,
        held: Sequence,
        last: Sequence,
    ) -> Result<(), EngineError> {
        let all = self.shared.ledger.corrections(last).into_iter();
        let since = all.filter(|(correction, reversal)| {
            let reversal = reversal.as_ref().map(|reversal| reversal.sequence);
            correction.id.sequence > held || reversal > Some(held)
        });
        let since: Vec<_> = since.map(|(correction, _)| correction).collect();
        if since.is_empty() {
            return Ok(());
        }
        let view = self.view();
        let corrections: Vec<_> = since.iter().map(AsRef::as_ref).collect();
        let mut plans = book.concerned(view.snapshot(), &corrections, self.gazetteer());
        plans.retain(|plan| journal.accepted(*plan).is_some_and(|at| at <= held));
        let mut read = Vec::new();
        for outcome in self.read_again(journal, &view, &plans, book) {
            match outcome {
                // The plan stays as it was read; the others are not lost for it.
                Err(error @ EngineError::Unreadable { .. }) => {
                    tracing::warn!(error = %error, "a correction cannot be made");
                }
                outcome => read.push(outcome?),
            }
        }
        self.fold_behind(held, changed(&view, read))
    }
}

/// Gives the tasks of a new version the ids that they had.
pub(super) fn keep_ids(view: &View, facts: &mut Facts) -> Result<(), EngineError> {
    let Some(entry) = view.snapshot().plan(facts.plan.id) else {
        return Ok(());
    };
    let ordinals: Vec<_> = entry.ordinals().collect();
    // What is damaged keeps no id, and does not stand in the way of the version that mends it.
    let earlier = view.readable_tasks(&ordinals)?;
    identity::keep(&earlier, &mut facts.tasks, |task| fold(&task.text));
    Ok(())
}
