//! Accepting documents: read, appended to the journal, then folded into the store.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::corrections::Book;
use super::manifest;
use super::writing::{Conflict, Step, Writing};
use super::{Engine, EngineError, IngestReport, View};
use crate::extract;
use crate::gazetteer::Gazetteer;
use crate::journal::{Entry, Journal};
use crate::model::{Diagnostic, DiagnosticCode, Facts, HeadField, PlanId, PlanManifest};
use crate::parse;
use crate::source::{self, Problem, Refusal};
use crate::store::{Change, Sequence};

/// How many documents are read, appended and committed together when there are many.
pub(super) const BATCH: usize = 32;

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
    /// The state that the writer has seen: a plan that has changed since is not replaced. `None` replaces any.
    pub seen: Option<Sequence>,
}

/// Why a document was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// It cannot be read, or is no plan.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something is given with it that is true of no document.
    #[error("{name}: “{value}”, given with it as its {}, is not {}", field.in_words(), manifest::wanted(*field))]
    Impossible {
        /// The file's name.
        name: String,
        /// Which part of the head.
        field: HeadField,
        /// What is given.
        value: String,
    },
    /// Other bytes are known for its plan.
    #[error(
        "{name} is another version of the plan “{title}” ({plan}), which is left as it is unless it is to be replaced"
    )]
    PlanExists {
        /// The file's name.
        name: String,
        /// The known plan.
        plan: PlanId,
        /// The title of the plan as this document gives it.
        title: String,
    },
    /// The plan has changed since the writer looked.
    #[error(transparent)]
    Conflict(#[from] Conflict),
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
pub fn read_plan(submission: &Submission, gazetteer: &Gazetteer) -> Result<Facts, IngestError> {
    if let Some((field, value)) = manifest::impossible(&submission.manifest, gazetteer) {
        return Err(IngestError::Impossible {
            name: submission.name.clone(),
            field,
            value,
        });
    }
    Ok(read_with_head(submission, gazetteer, &[])?)
}

/// Reads a document, parts of whose head somebody has put right.
pub(super) fn read_with_head(
    submission: &Submission,
    gazetteer: &Gazetteer,
    head: &[(HeadField, &str)],
) -> Result<Facts, Refusal> {
    let document = source::read(&submission.name, &submission.bytes)?;
    let outline = parse::parse(&document);
    let is_plan = |found: &Diagnostic| found.code != DiagnosticCode::NotAPlan;
    if !outline.diagnostics.iter().all(is_plan) {
        return Err(Refusal {
            name: submission.name.clone(),
            problem: Problem::NotAPlan,
        });
    }
    Ok(extract::extract_corrected(
        &document,
        &outline,
        &submission.manifest,
        gazetteer,
        head,
    ))
}

/// Reads documents that were accepted before, on all cores; the results are in the order of the documents.
pub(super) fn read_plans(
    submissions: &[Submission],
    gazetteer: &Gazetteer,
) -> Vec<Result<Facts, Refusal>> {
    in_parallel(submissions, |submission| {
        read_with_head(submission, gazetteer, &[])
    })
}

/// Does `work` for each item on all cores; the results are in the order of the items.
pub(super) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    if items.len() < 2 || threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return done;
            };
            done.push((index, work(item)));
        }
    };
    let mut done: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let finished = workers.into_iter().map(|worker| {
            worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        finished.flatten().collect()
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
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
            let read = in_parallel(batch, |submission| read_plan(submission, self.gazetteer()));
            results.extend(self.accept(batch, read, options, &Writing::quiet()));
            progress(Progress {
                done: results.len() as u64,
                total,
            });
        }
        results
    }

    /// Accepts one document, or with `keeps` false only reads it.
    pub fn ingest_one(
        &self,
        submission: &Submission,
        options: IngestOptions,
        keeps: bool,
        writing: &Writing<'_>,
    ) -> Result<IngestReport, IngestError> {
        writing.step(Step::Reading);
        let read = read_plan(submission, self.gazetteer());
        if !keeps {
            let facts = self.corrected(&self.view(), &self.book(), submission, read?)?;
            return Ok(IngestReport::of(&submission.name, &facts, false));
        }
        let batch = std::slice::from_ref(submission);
        let mut results = self.accept(batch, vec![read], options, writing);
        results.pop().unwrap_or_else(|| {
            Err(IngestError::NotKept {
                name: submission.name.clone(),
                source: Arc::new(EngineError::Query("nothing was read".to_owned())),
            })
        })
    }

    /// Keeps what was read of a batch, in its order.
    fn accept(
        &self,
        batch: &[Submission],
        read: Vec<Result<Facts, IngestError>>,
        options: IngestOptions,
        writing: &Writing<'_>,
    ) -> Vec<Result<IngestReport, IngestError>> {
        let mut journal = self.journal();
        let mut pending = Pending::default();
        let book = self.book();
        let mut results = Vec::with_capacity(batch.len());
        for (submission, read) in batch.iter().zip(read) {
            let result = match read {
                Ok(facts) => {
                    if pending.plans.contains(&facts.plan.id) {
                        self.keep(&mut pending, &mut journal, &mut results, writing);
                    }
                    self.classify(submission, facts, options, &book, &mut pending)
                }
                Err(error) => Err(error),
            };
            results.push(result);
        }
        self.keep(&mut pending, &mut journal, &mut results, writing);
        results
    }

    /// Decides about one document and puts it among the pending ones when it is new.
    fn classify(
        &self,
        submission: &Submission,
        facts: Facts,
        options: IngestOptions,
        book: &Book,
        pending: &mut Pending,
    ) -> Result<IngestReport, IngestError> {
        let name = &submission.name;
        let view = self.view();
        let sha256 = facts.plan.source_sha256;
        if let Some(waiting) = pending.of(sha256) {
            return Ok(IngestReport::of(name, waiting, false));
        }
        let mut plans = view.snapshot().plans();
        if let Some(known) = plans.find(|entry| entry.source_sha256 == sha256) {
            return known_report(&view, known.id, submission, &facts);
        }
        if view.snapshot().plan(facts.plan.id).is_some() {
            if !options.replace {
                return Err(IngestError::PlanExists {
                    name: name.clone(),
                    plan: facts.plan.id,
                    title: facts.plan.title,
                });
            }
            self.check_unchanged(facts.plan.id, options.seen)?;
        }
        let facts = self.corrected(&view, book, submission, facts)?;
        let report = IngestReport::of(name, &facts, true);
        pending.plans.insert(facts.plan.id);
        pending.entries.push(Entry::PlanAccepted {
            plan: facts.plan.id,
            name: name.clone(),
            manifest: submission.manifest.clone(),
            bytes: submission.bytes.clone(),
        });
        pending.changes.push(Change::Put(Box::new(facts)));
        Ok(report)
    }

    /// What was read of a document, with the ids that its parts had and the corrections made.
    fn corrected(
        &self,
        view: &View,
        book: &Book,
        submission: &Submission,
        facts: Facts,
    ) -> Result<Facts, IngestError> {
        let corrected = self.put_right(view, book, submission, facts);
        let (facts, _) = corrected.map_err(|error| IngestError::NotKept {
            name: submission.name.clone(),
            source: Arc::new(error),
        })?;
        Ok(facts)
    }

    /// Appends and folds what is pending; when that fails, the results of the documents concerned say so.
    fn keep(
        &self,
        pending: &mut Pending,
        journal: &mut Journal,
        results: &mut [Result<IngestReport, IngestError>],
        writing: &Writing<'_>,
    ) {
        let kept = std::mem::take(pending);
        pending.first_result = results.len();
        if kept.entries.is_empty() {
            return;
        }
        let before = journal.last_sequence();
        let Err(error) = self.write(journal, &kept.entries, kept.changes, writing) else {
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

    /// A plan's document as it was given; `None` when there is no such plan.
    pub fn original(&self, plan: PlanId) -> Result<Option<Vec<u8>>, EngineError> {
        Ok(self.journal().original(plan)?)
    }
}

/// The report of a document whose bytes are kept already: of the plan that they are kept as, which has another id when more
/// was known of it then.
fn known_report(
    view: &View,
    plan: PlanId,
    submission: &Submission,
    facts: &Facts,
) -> Result<IngestReport, IngestError> {
    let kept = view.plan(plan).map_err(|error| IngestError::NotKept {
        name: submission.name.clone(),
        source: Arc::new(EngineError::Query(error.to_string())),
    })?;
    let report = IngestReport::of(&submission.name, facts, false);
    Ok(match kept {
        Some(kept) => IngestReport {
            issuer: kept
                .issuer
                .and_then(|unit| Some(view.unit(unit)?.name.clone())),
            plan: (*kept).clone(),
            ..report
        },
        None => report,
    })
}

/// Documents that were read and wait to be kept together.
#[derive(Default)]
struct Pending {
    entries: Vec<Entry>,
    changes: Vec<Change>,
    plans: HashSet<PlanId>,
    /// Index of the first result that is about one of them.
    first_result: usize,
}

impl Pending {
    /// What was read of the bytes with this digest.
    fn of(&self, sha256: [u8; 32]) -> Option<&Facts> {
        self.changes.iter().find_map(|change| match change {
            Change::Put(facts) if facts.plan.source_sha256 == sha256 => Some(&**facts),
            _ => None,
        })
    }
}
