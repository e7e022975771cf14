//! Proving the state: every quote equals its span, every link has its ends, journal and store agree.

use std::collections::HashSet;
use std::fmt;

use super::{Engine, EngineError, Progress, View};
use crate::journal::{Entry, JournalError};
use crate::model::{Facts, Plan, SourceRange, Task, TextSpan};
use crate::store::{PlanEntry, Segment, StoreError, TaskPlace};

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Number of plans that were read.
    pub plans: u64,
    /// Number of tasks that were read.
    pub tasks: u64,
    /// Number of quotes that were compared with the source text.
    pub quotes: u64,
    /// Everything that is not as it should be, each with the thing, the place and the way out.
    pub faults: Vec<String>,
}

impl CheckReport {
    /// Notes a fault that goes away when the store is made anew from the journal.
    fn rebuild(&mut self, fault: fmt::Arguments<'_>) {
        self.faults
            .push(format!("{fault}: run `plangraph rebuild`"));
    }
}

impl Engine {
    /// Reads everything once and reports what is wrong; repairs nothing.
    pub fn check(&self, progress: &mut dyn FnMut(Progress)) -> Result<CheckReport, EngineError> {
        let mut report = CheckReport::default();
        let view = self.check_journal(&mut report)?;
        self.shared
            .store
            .verify(&mut |fault| report.faults.push(fault.to_string()))?;
        if !view.is_indexed() {
            let fault =
                "the search index is not in the state of the store: run `plangraph reindex`";
            report.faults.push(fault.to_owned());
        }
        let damaged = self.shared.index.damaged()?.into_iter();
        report.faults.extend(damaged.map(|file| {
            format!("the file {file} of the search index is damaged: run `plangraph reindex`")
        }));
        let total = view.snapshot().plan_count() as u64;
        for entry in view.snapshot().plans() {
            match check_plan(&view, entry, &mut report) {
                // The store has told of it, record by record.
                Err(EngineError::Store(StoreError::Corrupt { .. })) => {}
                checked => checked?,
            }
            report.plans += 1;
            progress(Progress {
                done: report.plans,
                total,
            });
        }
        Ok(report)
    }

    /// Compares the journal with the state that holds it, which the rest is checked in.
    fn check_journal(&self, report: &mut CheckReport) -> Result<View, EngineError> {
        let journal = self.journal();
        let view = self.view();
        let mut accepted = HashSet::new();
        for record in journal.records(1)? {
            match record {
                Ok(record) => match record.entry {
                    Entry::PlanAccepted { plan, .. } => {
                        accepted.insert(plan);
                    }
                    Entry::PlanDeleted { plan } => {
                        accepted.remove(&plan);
                    }
                    _ => {}
                },
                Err(JournalError::Damaged(damage)) => report.faults.push(damage.to_string()),
                Err(error) => return Err(error.into()),
            }
        }
        let (held, folded) = (journal.last_sequence(), view.snapshot().sequence());
        // What people report is no part of the store; what they correct is.
        if folded < journal.last_stored() || folded > held {
            report.rebuild(format_args!(
                "the store holds the journal up to record {folded} of {held}"
            ));
        }
        for entry in view.snapshot().plans() {
            if !accepted.remove(&entry.id) {
                report.faults.push(format!(
                    "{} is in the store but not in the journal: run `plangraph rebuild`, and ingest its document again if it shall stay",
                    entry.id
                ));
            }
        }
        for plan in accepted {
            report.rebuild(format_args!(
                "{plan} is in the journal but not in the store"
            ));
        }
        Ok(view)
    }
}

fn check_plan(view: &View, entry: &PlanEntry, report: &mut CheckReport) -> Result<(), EngineError> {
    let store = view.store();
    let places: Vec<_> = (1..=entry.task_count)
        .map(|number| TaskPlace {
            revision: entry.revision,
            number,
        })
        .collect();
    let plan = store.plans(&[entry.revision])?.pop().flatten();
    let text = store.source_text(entry.revision)?;
    let segment = store.segments(&[entry.revision])?.pop().flatten();
    let tasks: Vec<_> = store.tasks(&places)?.into_iter().flatten().collect();
    let (Some(plan), Some(text), Some(segment)) = (plan, text, segment) else {
        report.rebuild(format_args!("{} is not whole", entry.id));
        return Ok(());
    };
    if tasks.len() != places.len() {
        report.rebuild(format_args!(
            "{} has {} of its {} tasks",
            entry.id,
            tasks.len(),
            places.len()
        ));
    }
    report.tasks += tasks.len() as u64;
    let source: Vec<char> = text.chars().collect();
    let mut quotes = Quotes {
        source: &source,
        owner: entry.id.to_string(),
        report,
    };
    quotes.of_plan(&plan);
    for task in &tasks {
        quotes.owner = task.id.to_string();
        quotes.of_task(task);
    }
    let known = |unit| view.unit(unit).is_some();
    for task in &tasks {
        let stray = task.assignments.iter().filter(|it| !known(it.unit));
        for assignment in stray {
            report.rebuild(format_args!("{} leads to no unit", assignment.id));
        }
        let cities = task.cities.iter();
        for link in cities.filter(|link| view.gazetteer().city(link.city).is_none()) {
            report.rebuild(format_args!("{} leads to no division", link.id));
        }
    }
    let facts = Facts {
        plan: Plan::clone(&plan),
        source_text: String::new(),
        tasks: tasks.iter().map(|task| Task::clone(task)).collect(),
        units: Vec::new(),
        corrections: Vec::new(),
    };
    if Segment::of(&facts) != *segment {
        report.rebuild(format_args!(
            "the links of {} are not those of its tasks",
            entry.id
        ));
    }
    Ok(())
}

/// Compares quotes with the text that they are from.
struct Quotes<'a> {
    source: &'a [char],
    owner: String,
    report: &'a mut CheckReport,
}

impl Quotes<'_> {
    fn of_plan(&mut self, plan: &Plan) {
        let chapters = plan.chapters.iter();
        let spans = plan
            .head
            .iter()
            .filter_map(|fact| fact.span.as_ref())
            .chain(plan.clauses.iter().map(|clause| &clause.span))
            .chain(
                plan.clauses
                    .iter()
                    .flat_map(|clause| &clause.deadlines)
                    .map(|deadline| &deadline.span),
            )
            .chain(chapters.clone().map(|chapter| &chapter.span))
            .chain(
                chapters
                    .flat_map(|chapter| &chapter.sections)
                    .map(|section| &section.span),
            )
            .chain(plan.attachments.iter().map(|attachment| &attachment.span))
            .chain(plan.implicit_units.iter().map(|implicit| &implicit.span))
            .chain(plan.indicators.iter().map(|indicator| &indicator.span))
            .chain(
                plan.diagnostics
                    .iter()
                    .filter_map(|recorded| recorded.diagnostic.span.as_ref()),
            );
        for span in spans {
            self.compare(span);
        }
        for chapter in &plan.chapters {
            self.bounds(chapter.body);
            for section in &chapter.sections {
                self.bounds(section.body);
            }
        }
    }

    fn of_task(&mut self, task: &Task) {
        self.compare(&task.span);
        for heading in &task.headings {
            self.compare(&heading.span);
        }
        for assignment in &task.assignments {
            self.compare(&assignment.span);
            self.compare(&assignment.statement_span);
            if let Some(span) = &assignment.rule_span {
                self.compare(span);
            }
        }
        for link in &task.cities {
            self.compare(&link.span);
        }
        for indicator in &task.indicators {
            self.compare(&indicator.span);
        }
        for deadline in &task.deadlines {
            self.compare(&deadline.span);
        }
        for commitment in &task.commitments {
            self.compare(&commitment.span);
        }
    }

    fn compare(&mut self, span: &TextSpan) {
        self.report.quotes += 1;
        let stretch = self
            .source
            .get(span.range.start as usize..span.range.end as usize);
        let equal = stretch.is_some_and(|stretch| stretch.iter().copied().eq(span.quote.chars()));
        if !equal {
            self.report.rebuild(format_args!(
                "{}: the quote “{}” does not stand at {} to {} of the source text",
                self.owner, span.quote, span.range.start, span.range.end
            ));
        }
    }

    fn bounds(&mut self, range: SourceRange) {
        if range.start > range.end || range.end as usize > self.source.len() {
            self.report.rebuild(format_args!(
                "{}: {} to {} is no stretch of the source text",
                self.owner, range.start, range.end
            ));
        }
    }
}
