//! Accepting documents: read, appended to the journal, then folded into the store; and folding what is behind.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Engine, EngineError, IngestReport, QueryError, View, identity};
use crate::extract;
use crate::gazetteer::Gazetteer;
use crate::journal::{Entry, Journal, JournalError, Record};
use crate::model::{DiagnosticCode, Facts, PlanId, PlanManifest};
use crate::parse;
use crate::source::{self, Refusal};
use crate::store::{Change, Sequence, Snapshot};
use crate::text::fold::fold;

/// How many documents are read, appended and committed together when there are many.
const BATCH: usize = 32;

/// A document to be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The file's name, for messages.
    pub name: String,
    /// The document as given.
    pub bytes: Vec<u8>,
    /// What is known of it from outside its text.
    pub manifest: PlanManifest,
}

/// How documents are accepted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IngestOptions {
    /// Whether other bytes for a known plan take its place.
    pub replace: bool,
}

/// Why a document was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// It cannot be read, or is no plan.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Other bytes are known for its plan.
    #[error(
        "{name} is another version of the plan “{title}” ({plan}): give --replace to put it in its place"
    )]
    PlanExists {
        /// The file's name.
        name: String,
        /// The known plan.
        plan: PlanId,
        /// The title of the plan as this document gives it.
        title: String,
    },
    /// It is in the journal, and the store could not take it.
    #[error(
        "{name} is accepted and safe in the journal, but cannot be asked for before the program starts again"
    )]
    NotFolded {
        /// The file's name.
        name: String,
        /// Why.
        #[source]
        source: Arc<EngineError>,
    },
    /// It could not be kept.
    #[error("{name} was not kept")]
    NotKept {
        /// The file's name.
        name: String,
        /// Why.
        #[source]
        source: Arc<EngineError>,
    },
}

/// How far a long piece of work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all.
    pub total: u64,
}

/// Reads a document without keeping it.
pub fn read_plan(submission: &Submission, gazetteer: &Gazetteer) -> Result<Facts, Refusal> {
    let document = source::read(&submission.name, &submission.bytes)?;
    let outline = parse::parse(&document);
    let refusal = outline
        .diagnostics
        .iter()
        .find(|diagnostic| diagnostic.code == DiagnosticCode::NotAPlan);
    if let Some(diagnostic) = refusal {
        return Err(Refusal {
            code: diagnostic.code,
            name: submission.name.clone(),
            problem: diagnostic.message.clone(),
            way_out: "give the text of a plan division notice",
        });
    }
    Ok(extract::extract(
        &document,
        &outline,
        &submission.manifest,
        gazetteer,
    ))
}

/// Reads documents on all cores; the results are in the order of the documents.
fn read_plans(submissions: &[Submission], gazetteer: &Gazetteer) -> Vec<Result<Facts, Refusal>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    if submissions.len() < 2 || threads < 2 {
        return submissions
            .iter()
            .map(|submission| read_plan(submission, gazetteer))
            .collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut read = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(submission) = submissions.get(index) else {
                return read;
            };
            read.push((index, read_plan(submission, gazetteer)));
        }
    };
    let mut read: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let finished = workers.into_iter().map(|worker| {
            worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        finished.flatten().collect()
    });
    read.sort_unstable_by_key(|(index, _)| *index);
    read.into_iter().map(|(_, result)| result).collect()
}

impl Engine {
    /// Accepts documents: each is kept whole or not at all, and one that is refused does not stop the others.
    ///
    /// The same bytes are accepted once; a report says so. `progress` hears of every document.
    pub fn ingest(
        &self,
        submissions: &[Submission],
        options: IngestOptions,
        progress: &mut dyn FnMut(Progress),
    ) -> Vec<Result<IngestReport, IngestError>> {
        let total = submissions.len() as u64;
        let mut results = Vec::with_capacity(submissions.len());
        for batch in submissions.chunks(BATCH) {
            let read = read_plans(batch, self.gazetteer());
            results.extend(self.accept(batch, read, options));
            progress(Progress {
                done: results.len() as u64,
                total,
            });
        }
        results
    }

    /// Keeps what was read of a batch, in its order.
    fn accept(
        &self,
        batch: &[Submission],
        read: Vec<Result<Facts, Refusal>>,
        options: IngestOptions,
    ) -> Vec<Result<IngestReport, IngestError>> {
        let mut journal = self.journal();
        let mut pending = Pending::default();
        let mut results = Vec::with_capacity(batch.len());
        for (submission, read) in batch.iter().zip(read) {
            let result = match read {
                Ok(facts) => {
                    if pending.plans.contains(&facts.plan.id) {
                        self.keep(&mut pending, &mut journal, &mut results);
                    }
                    self.classify(submission, facts, options, &mut pending)
                }
                Err(refusal) => Err(refusal.into()),
            };
            results.push(result);
        }
        self.keep(&mut pending, &mut journal, &mut results);
        results
    }

    /// Decides about one document and puts it among the pending ones when it is new.
    fn classify(
        &self,
        submission: &Submission,
        mut facts: Facts,
        options: IngestOptions,
        pending: &mut Pending,
    ) -> Result<IngestReport, IngestError> {
        let name = &submission.name;
        let view = self.view();
        let sha256 = facts.plan.source_sha256;
        let is_known = view
            .snapshot()
            .plans()
            .any(|entry| entry.source_sha256 == sha256)
            || pending.digests.contains(&sha256);
        if is_known {
            return Ok(IngestReport::of(name, &facts, false));
        }
        if view.snapshot().plan(facts.plan.id).is_some() {
            if !options.replace {
                return Err(IngestError::PlanExists {
                    name: name.clone(),
                    plan: facts.plan.id,
                    title: facts.plan.title,
                });
            }
            keep_ids(&view, &mut facts).map_err(|error| IngestError::NotKept {
                name: name.clone(),
                source: Arc::new(error),
            })?;
        }
        let report = IngestReport::of(name, &facts, true);
        pending.plans.insert(facts.plan.id);
        pending.digests.insert(sha256);
        pending.entries.push(Entry::PlanAccepted {
            plan: facts.plan.id,
            name: name.clone(),
            manifest: submission.manifest.clone(),
            bytes: submission.bytes.clone(),
        });
        pending.changes.push(Change::Put(Box::new(facts)));
        Ok(report)
    }

    /// Appends and folds what is pending; when that fails, the results of the documents concerned say so.
    fn keep(
        &self,
        pending: &mut Pending,
        journal: &mut Journal,
        results: &mut [Result<IngestReport, IngestError>],
    ) {
        let kept = std::mem::take(pending);
        pending.first_result = results.len();
        if kept.entries.is_empty() {
            return;
        }
        let before = journal.last_sequence();
        let Err(error) = self.write(journal, &kept.entries, kept.changes) else {
            return;
        };
        let is_accepted = journal.last_sequence() > before;
        let error = Arc::new(error);
        for result in results.iter_mut().skip(kept.first_result) {
            if let Ok(report) = result
                && report.is_stored
            {
                let (name, source) = (report.name.clone(), Arc::clone(&error));
                *result = Err(if is_accepted {
                    IngestError::NotFolded { name, source }
                } else {
                    IngestError::NotKept { name, source }
                });
            }
        }
    }

    /// Appends entries, which accepts them, and folds what they change.
    fn write(
        &self,
        journal: &mut Journal,
        entries: &[Entry],
        changes: Vec<Change>,
    ) -> Result<(), EngineError> {
        // A store that has missed a record must not be given a later one: it would never hear of the missed one again.
        self.fold_journal(journal, &mut |_| {})?;
        let sequence = journal.append(entries)?;
        self.keep_changes(sequence, changes)
    }

    /// Deletes a plan.
    pub fn delete(&self, plan: PlanId) -> Result<(), EngineError> {
        let mut journal = self.journal();
        if self.view().snapshot().plan(plan).is_none() {
            return Err(EngineError::UnknownPlan(plan));
        }
        self.write(
            &mut journal,
            &[Entry::PlanDeleted { plan }],
            vec![Change::Delete(plan)],
        )
    }

    /// A plan's document as it was given; `None` when there is no such plan.
    pub fn original(&self, plan: PlanId) -> Result<Option<Vec<u8>>, EngineError> {
        Ok(self.journal().original(plan)?)
    }

    /// Commits changes to store and index, and shows them.
    ///
    /// What was committed to the store counts as kept: an index that could not follow is filled anew by the next commit
    /// or start, and until then search says that it is behind.
    fn keep_changes(&self, sequence: Sequence, changes: Vec<Change>) -> Result<(), EngineError> {
        let before = self.shared.store.snapshot();
        let step = self.shared.index_step(&changes);
        let after = self.fold(sequence, changes)?;
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
        let total = last - held;
        if total == 0 {
            return Ok(());
        }
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
                self.fold_records(std::mem::take(&mut batch))?;
                progress(Progress { done, total });
            }
        }
        self.fold_records(batch)?;
        // The last records may be damaged ones.
        if self.shared.store.snapshot().sequence() < last {
            self.fold_behind(last, Vec::new())?;
        }
        progress(Progress { done: total, total });
        Ok(())
    }

    fn fold_records(&self, records: Vec<Record>) -> Result<(), EngineError> {
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
            }
        }
        let mut read = read_plans(&submissions, self.gazetteer())
            .into_iter()
            .zip(&submissions);
        let mut changes = Vec::new();
        let mut touched = HashSet::new();
        let mut last = None;
        for (sequence, plan, is_accepted) in steps {
            if touched.contains(&plan) {
                self.fold_behind(sequence - 1, std::mem::take(&mut changes))?;
                touched.clear();
            }
            last = Some(sequence);
            if !is_accepted {
                changes.push(Change::Delete(plan));
                touched.insert(plan);
                continue;
            }
            match read.next() {
                Some((Ok(mut facts), _)) => {
                    let view = self.view();
                    if view.snapshot().plan(facts.plan.id).is_some() {
                        keep_ids(&view, &mut facts)?;
                    }
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
        if let Some(sequence) = last {
            self.fold_behind(sequence, changes)?;
        }
        Ok(())
    }
}

/// Documents that were read and wait to be kept together.
#[derive(Default)]
struct Pending {
    entries: Vec<Entry>,
    changes: Vec<Change>,
    plans: HashSet<PlanId>,
    digests: HashSet<[u8; 32]>,
    /// Index of the first result that is about one of them.
    first_result: usize,
}

/// Gives the tasks of a new version the ids that they had.
fn keep_ids(view: &View, facts: &mut Facts) -> Result<(), EngineError> {
    let Some(entry) = view.snapshot().plan(facts.plan.id) else {
        return Ok(());
    };
    let ordinals: Vec<_> = (entry.first..entry.first + entry.task_count).collect();
    let earlier = view.tasks(&ordinals)?;
    identity::keep(&earlier, &mut facts.tasks, |task| fold(&task.text));
    Ok(())
}

impl From<QueryError> for EngineError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Store(error) => Self::Store(error),
            other => Self::Query(other.to_string()),
        }
    }
}
