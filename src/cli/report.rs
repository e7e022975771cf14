//! What an ingest says of one document.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::context::Context;
use super::{messages, output};
use crate::config::Language;
use crate::engine::{IngestError, IngestReport, PartReport};
use crate::model::{Diagnostic, HeadFact, Severity};
use crate::text::opening;

/// The most characters of a quote that are shown.
const QUOTED: usize = 40;

/// Prints what was read of a document.
pub(super) fn accepted(
    context: &Context,
    report: &IngestReport,
    is_dry_run: bool,
) -> anyhow::Result<()> {
    if context.json {
        return output::json(&accepted_json(context.language(), report, is_dry_run));
    }
    let language = context.language();
    let (name, plan) = (&report.name, report.plan.id);
    output::line(if is_dry_run {
        messages::read_only(language, name, plan)
    } else if report.is_stored {
        messages::stored(language, name, plan)
    } else {
        messages::already_there(language, name, plan)
    })?;
    output::line(format_args!("  {}", report.plan.title))?;
    let head = [
        report.plan.document_number.clone(),
        report.issuer.clone(),
        report.plan.issued_on.map(|date| date.to_string()),
        period(report),
    ];
    let head: Vec<_> = head.into_iter().flatten().collect();
    output::line(format_args!("  {}", head.join("  ")))?;
    let sections: usize = report.plan.chapters.iter().map(|c| c.sections.len()).sum();
    let counts = messages::plan_counts(
        language,
        report.plan.chapters.len(),
        sections,
        report.task_count,
        report.assignment_count,
        report.indicator_count,
    );
    let coverage = messages::coverage(language, per_cent(report.plan.coverage));
    output::line(format_args!("  {counts}; {coverage}"))?;
    parts(context, report)?;
    for attachment in &report.plan.attachments {
        let title = messages::attachment(language, &attachment.title);
        output::line(format_args!("  {title}"))?;
    }
    diagnostics(context, report)
}

/// Prints the chapters: how many tasks each has, and how they say who is responsible.
fn parts(context: &Context, report: &IngestReport) -> anyhow::Result<()> {
    let language = context.language();
    for part in report.parts.iter().filter(|part| part.section.is_none()) {
        let line = messages::at_line(language, part.line);
        let tasks = messages::part_tasks(language, part.task_count);
        let layouts: Vec<_> = part.layouts.iter().map(|layout| layout.name()).collect();
        let mut said = vec![tasks];
        said.extend((!layouts.is_empty()).then(|| layouts.join(" ")));
        said.extend(
            (part.unstated_count > 0)
                .then(|| messages::part_unstated(language, part.unstated_count)),
        );
        output::line(format_args!(
            "  {line}: {} ({})",
            part.title,
            said.join(", ")
        ))?;
    }
    Ok(())
}

/// Prints the diagnostics that deserve a look, and how many others there are.
fn diagnostics(context: &Context, report: &IngestReport) -> anyhow::Result<()> {
    let language = context.language();
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in report.plan.diagnostics.iter().map(|d| &d.diagnostic) {
        let word = diagnostic.code.word();
        if diagnostic.code.severity() == Severity::Info {
            *others.entry(word).or_default() += 1;
            continue;
        }
        let message = messages::told(language, &diagnostic.message);
        match &diagnostic.span {
            Some(span) => {
                let line = messages::at_line(language, span.range.line);
                let quote = opening(&span.quote, QUOTED);
                // Most messages quote what they are about.
                if quote.is_empty() || message.contains(quote.trim_end_matches('…')) {
                    output::line(format_args!("  {line}: {word}: {message}"))?;
                } else {
                    output::line(format_args!("  {line}: {word}: {message}: “{quote}”"))?;
                }
            }
            None => output::line(format_args!("  {word}: {message}"))?,
        }
    }
    if others.is_empty() {
        return Ok(());
    }
    let count = messages::more_diagnostics(language, others.values().sum::<usize>());
    let kinds: Vec<_> = others
        .iter()
        .map(|(word, count)| format!("{word} {count}"))
        .collect();
    output::line(format_args!("  {count}: {}", kinds.join(", ")))
}

/// Prints why a document was not accepted.
pub(super) fn refused(
    context: &Context,
    name: &str,
    code: &str,
    error: &anyhow::Error,
) -> anyhow::Result<()> {
    let language = context.language();
    let reasons: Vec<_> = error
        .chain()
        .map(|error| messages::explain(language, error))
        .collect();
    let reason = reasons.join(": ");
    if context.json {
        return output::json(&json!({
            "name": name,
            "outcome": "refused",
            "code": code,
            "message": reason,
        }));
    }
    let reason = reason.strip_prefix(&format!("{name}: ")).unwrap_or(&reason);
    output::note(messages::refused(language, name, reason));
    Ok(())
}

/// The word for an error in `--json`.
pub(super) fn code_of(error: &IngestError) -> &'static str {
    match error {
        IngestError::Refused(refusal) => refusal.problem.code().word(),
        IngestError::Impossible { .. } => "BAD_MANIFEST",
        IngestError::PlanExists { .. } => "PLAN_EXISTS",
        IngestError::NotFolded { .. } => "NOT_FOLDED",
        IngestError::NotKept { .. } => "NOT_KEPT",
        IngestError::Conflict(_) => "CONFLICT",
    }
}

fn accepted_json(language: Language, report: &IngestReport, is_dry_run: bool) -> Value {
    let plan = &report.plan;
    let outcome = match (is_dry_run, report.is_stored) {
        (true, _) => "read",
        (false, true) => "stored",
        (false, false) => "unchanged",
    };
    let chapters = plan.chapters.iter();
    let sections: usize = chapters.map(|chapter| chapter.sections.len()).sum();
    let diagnostics = plan
        .diagnostics
        .iter()
        .map(|d| diagnostic_json(language, &d.diagnostic));
    json!({
        "name": report.name,
        "outcome": outcome,
        "plan": plan.id.to_string(),
        "title": plan.title,
        "documentNumber": plan.document_number,
        "issuer": plan.issuer.map(|unit| unit.to_string()),
        "issuerName": report.issuer,
        "format": plan.format.name(),
        "pages": report.page_count,
        "head": plan.head.iter().map(head_json).collect::<Vec<_>>(),
        "issuedOn": plan.issued_on.map(|date| date.to_string()),
        "periodStart": plan.period_start,
        "periodEnd": plan.period_end,
        "layouts": layouts(report),
        "chapters": plan.chapters.len(),
        "sections": sections,
        "tasks": report.task_count,
        "assignments": report.assignment_count,
        "indicators": report.indicator_count,
        "units": report.unit_count,
        "parts": report.parts.iter().map(part_json).collect::<Vec<_>>(),
        "attachments": plan.attachments.iter().map(|a| &a.title).collect::<Vec<_>>(),
        "coverage": plan.coverage,
        "diagnostics": diagnostics.collect::<Vec<_>>(),
    })
}

fn head_json(fact: &HeadFact) -> Value {
    let span = fact.span.as_ref();
    json!({
        "field": fact.field.word(),
        "value": fact.value,
        "basis": fact.basis.word(),
        "line": span.map(|span| span.range.line),
        "quote": span.map(|span| &span.quote),
    })
}

fn part_json(part: &PartReport) -> Value {
    json!({
        "chapter": part.chapter,
        "section": part.section,
        "title": part.title,
        "line": part.line,
        "layouts": part.layouts.iter().map(|layout| layout.name()).collect::<Vec<_>>(),
        "tasks": part.task_count,
        "withoutStatement": part.unstated_count,
    })
}

fn diagnostic_json(language: Language, diagnostic: &Diagnostic) -> Value {
    let span = diagnostic.span.as_ref();
    json!({
        "code": diagnostic.code.word(),
        "severity": diagnostic.code.severity().word(),
        "message": messages::told(language, &diagnostic.message),
        "line": span.map(|span| span.range.line),
        "page": span.and_then(|span| span.range.page),
        "quote": span.map(|span| &span.quote),
    })
}

fn layouts(report: &IngestReport) -> Vec<&'static str> {
    report
        .plan
        .layouts
        .iter()
        .map(|layout| layout.name())
        .collect()
}

fn period(report: &IngestReport) -> Option<String> {
    let (start, end) = report.plan.period_start.zip(report.plan.period_end)?;
    Some(format!("{start}–{end}"))
}

/// A share as per cent with one decimal, rounded down: 100 means all.
fn per_cent(share: f64) -> f64 {
    (share * 1000.0).floor() / 10.0
}
