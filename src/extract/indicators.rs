//! Indicators of tasks and clauses: what the grammar found, as facts with ids and spans.

use super::ids::Occurrences;
use super::indicator::{self, Context, Found};
use crate::model::{ClauseKind, Diagnostic, Document, Indicator, IndicatorId, Outline, PlanId};
use crate::text::stretch::Stretch;

/// A heading that makes the indicators below it binding.
pub(super) const BINDING_HEADING: &str = "约束性";

/// What the whole document says about its indicators.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    /// First and last year of the plan.
    pub(super) plan: Option<(u16, u16)>,
    /// Year of the notice.
    pub(super) year: Option<u16>,
}

/// The indicators of a stretch of text, which belongs to `owner` and stands below `headings`.
pub(super) fn read(
    document: &Document,
    stretch: &Stretch<'_>,
    headings: &[&str],
    period: Period,
    owner: (PlanId, u64),
) -> (Vec<Indicator>, Vec<Diagnostic>) {
    let context = Context {
        is_binding: headings
            .iter()
            .any(|heading| heading.contains(BINDING_HEADING)),
        headings,
        period_start: period.plan.map(|(first, _)| first),
        period_end: period.plan.map(|(_, last)| last),
        year: period.year,
    };
    let reading = indicator::find(&stretch.text, &context);
    let mut seen = Occurrences::default();
    let indicators = reading
        .found
        .into_iter()
        .map(|found| indicator_of(document, found, stretch, owner, &mut seen))
        .collect();
    let noticed = reading
        .noticed
        .into_iter()
        .map(|noticed| {
            let span = document.span(stretch.place(noticed.range));
            Diagnostic::new(noticed.code, noticed.message, Some(span))
        })
        .collect();
    (indicators, noticed)
}

/// Indicators that a plan names outside its tasks, in paragraphs that are neither principle nor requirement.
pub(super) fn outside_tasks(
    document: &Document,
    text: &str,
    outline: &Outline,
    period: Period,
    plan: PlanId,
) -> (Vec<Indicator>, Vec<Diagnostic>) {
    let (mut indicators, mut noticed) = (Vec::new(), Vec::new());
    let mut seen = Occurrences::default();
    for clause in outline
        .clauses
        .iter()
        .filter(|clause| clause.kind == ClauseKind::Other)
    {
        let owner = (plan, seen.digest(&["clause", document.get(clause.text)]));
        let stretch = Stretch::of(text, clause.text, &outline.gaps);
        let (found, diagnostics) = read(document, &stretch, &[], period, owner);
        indicators.extend(found);
        noticed.extend(diagnostics);
    }
    (indicators, noticed)
}

/// What was found in a stretch, as a fact of its owner.
fn indicator_of(
    document: &Document,
    found: Found,
    stretch: &Stretch<'_>,
    (plan, owner): (PlanId, u64),
    seen: &mut Occurrences,
) -> Indicator {
    Indicator {
        id: IndicatorId {
            plan,
            owner,
            digest: seen.digest(&[&found.phrase, &found.subject]),
        },
        kind: found.kind,
        subject: found.subject,
        phrase: found.phrase,
        value: found.value,
        value_max: found.value_max,
        unit: found.unit,
        normalized_value: found.normalized_value,
        normalized_value_max: found.normalized_value_max,
        normalized_unit: found.normalized_unit,
        comparator: found.comparator,
        measure: found.measure,
        is_aspirational: found.is_aspirational,
        is_binding: found.is_binding,
        is_assigned_by_state: found.is_assigned_by_state,
        period_start: found.period_start,
        period_end: found.period_end,
        period_basis: found.period_basis,
        span: document.span(stretch.place(found.range)),
    }
}
