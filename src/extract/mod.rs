//! [`Outline`] to [`Facts`]: units, cities, indicators, deadlines and commitments.

mod assignments;
mod calendar;
mod cities;
mod deadlines;
mod elision;
mod figures;
mod forms;
mod government;
mod head;
mod ids;
mod indicator;
mod indicators;
mod noted;
mod task;
mod tree;
mod units;

use std::borrow::Cow;

use rayon::prelude::*;

use cities::Scope;
use ids::Occurrences;
use indicators::Period;
use task::Reader;
use units::Registry;

use crate::gazetteer::Gazetteer;
use crate::model::{
    CityId, Diagnostic, DiagnosticId, Document, Facts, HeadField, ImplicitUnit, Outline, Plan,
    PlanId, PlanManifest, RecordedDiagnostic, RuleEffect, TextRange, Unit,
};
use crate::text::script;
use crate::text::stretch::Stretch;

pub(crate) use calendar::name_of_five_years;
pub(crate) use head::canonical as canonical_head;
pub(crate) use ids::digest;

/// Everything that a document says, each fact with its span.
#[must_use]
pub fn extract(
    document: &Document,
    outline: &Outline,
    manifest: &PlanManifest,
    gazetteer: &Gazetteer,
) -> Facts {
    extract_corrected(document, outline, manifest, gazetteer, &[])
}

/// The same where somebody has put parts of the head right: they hold in place of what it prints, for everything that is
/// read by it too.
#[must_use]
pub fn extract_corrected(
    document: &Document,
    outline: &Outline,
    manifest: &PlanManifest,
    gazetteer: &Gazetteer,
    head_corrections: &[(HeadField, &str)],
) -> Facts {
    let reading = script::reading(document.text());
    let text = reading.text.as_ref();
    let mut head = head::read(document, text, outline, manifest, gazetteer);
    for (field, value) in head_corrections {
        head.correct(*field, value, gazetteer);
    }
    let (plan, year) = (head.id, head.year());
    let period = Period {
        plan: head.period,
        year,
    };
    let chapters = tree::chapters(document, outline, plan);
    let mut reader = Reader {
        document,
        text,
        outline,
        gazetteer,
        plan,
        chapters: &chapters,
        scope: head.region.map(|region| Scope {
            gazetteer,
            region,
            year,
        }),
        year,
        period,
        units: Registry::new(gazetteer, plan, head.region, year),
        seen: Occurrences::default(),
    };
    reader.units.issued_by(head.issuer.as_deref());
    let statements = outline.blocks.iter().flat_map(|block| &block.statement);
    for statement in statements.clone() {
        let names = statement.mentions.iter();
        let names = names.map(|mention| read_at(text, mention.name, outline));
        reader.units.tell_apart(&names.collect::<Vec<_>>());
    }
    let mentions = statements.flat_map(|statement| &statement.mentions);
    reader
        .units
        .learn(mentions.map(|mention| read_at(text, mention.name, outline)));
    let stated: Vec<_> = (1..)
        .zip(&outline.blocks)
        .filter_map(|(number, block)| reader.stated(number, block))
        .collect();
    let tasks = stated.into_par_iter().map(|stated| reader.task(stated));
    let (tasks, of_tasks): (Vec<_>, Vec<_>) = tasks.unzip();
    let mut units = reader.units;
    let implicit_units = implicit_units(document, text, outline, &mut units);
    let issuer = head.issuer.as_deref().map(|name| units.resolve(name, None));
    let (units, of_units) = units.finish();
    let (mut indicators, of_indicators) =
        indicators::outside_tasks(document, text, outline, period, plan);
    indicators.extend(figures::read(document, text, outline, period, plan));
    let found = document
        .diagnostics()
        .iter()
        .chain(&outline.diagnostics)
        .chain(head.diagnostics())
        .chain(of_tasks.iter().flatten())
        .chain(&of_units)
        .chain(&of_indicators);
    let diagnostics = record(plan, found);
    Facts {
        plan: Plan {
            id: plan,
            title: head.title,
            document_number: head.document_number,
            issuer,
            issued_on: head.issued_on,
            period_start: head.period.map(|(first, _)| first),
            period_end: head.period.map(|(_, last)| last),
            region: head.region,
            head: head.facts,
            name: document.name().to_owned(),
            format: document.format(),
            encoding: document.encoding(),
            source_sha256: document.sha256(),
            layouts: outline.layouts.clone(),
            clauses: tree::clauses(document, text, outline, plan, year),
            attachments: tree::attachments(document, outline),
            implicit_units,
            indicators,
            diagnostics,
            coverage: outline.coverage,
            chapters,
        },
        source_text: document.source().to_owned(),
        tasks,
        units,
        corrections: Vec::new(),
    }
}

/// The unit that a name means, as if a plan of this region and year printed it.
pub(crate) fn unit_named(
    name: &str,
    plan: PlanId,
    region: Option<CityId>,
    year: Option<u16>,
    gazetteer: &Gazetteer,
) -> Option<Unit> {
    let mut units = Registry::new(gazetteer, plan, region, year);
    units.resolve(name, None);
    units.finish().0.into_iter().next()
}

/// A stretch of the text as it is read, without the breaks within it; empty when there is no such stretch.
fn read_at<'t>(text: &'t str, range: TextRange, outline: &Outline) -> Cow<'t, str> {
    Stretch::of(text, range, &outline.gaps).text
}

/// The bodies that rule sentences add to every task.
fn implicit_units(
    document: &Document,
    text: &str,
    outline: &Outline,
    units: &mut Registry<'_>,
) -> Vec<ImplicitUnit> {
    outline
        .rules
        .iter()
        .filter(|rule| rule.effect == RuleEffect::ImplicitUnits)
        .flat_map(|rule| rule.units.iter().map(move |&name| (rule, name)))
        .map(|(rule, name)| ImplicitUnit {
            unit: units.resolve(&read_at(text, name, outline), Some(&document.span(name))),
            span: document.span(rule.range),
        })
        .collect()
}

/// Gives every diagnostic its id.
fn record<'a>(
    plan: PlanId,
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
) -> Vec<RecordedDiagnostic> {
    let mut seen = Occurrences::default();
    diagnostics
        .map(|diagnostic| RecordedDiagnostic {
            id: DiagnosticId {
                plan,
                digest: seen.digest(&[diagnostic.code.word(), &diagnostic.message.english]),
            },
            diagnostic: diagnostic.clone(),
        })
        .collect()
}
