//! The table of corrections: what was put right, by whom, when and why, and how it stands.

use std::collections::BTreeMap;

use super::Request;
use super::rows::{Cell, Table, names};
use crate::engine::{SignedCorrection, View};
use crate::model::Moment;

const HEADER: [&str; 17] = [
    "id",
    "kind",
    "state",
    "subject",
    "target",
    "others",
    "value",
    "role",
    "headField",
    "reason",
    "author",
    "at",
    "revertedAt",
    "revertedBy",
    "revertReason",
    "contradictedBy",
    "plan",
];

/// The corrections of the plans asked for, or all, in the order in which they were signed.
pub(super) fn table(view: &View, request: &Request) -> Table {
    let plans: Vec<_> = match &request.filter.tasks.plans {
        Some(plans) => plans.iter().copied().map(Some).collect(),
        None => vec![None],
    };
    let signed = plans.into_iter().flat_map(|plan| view.corrections(plan));
    let signed: BTreeMap<_, _> = signed.map(|it| (it.correction.id, it)).collect();
    (names(&HEADER), signed.values().map(row).collect())
}

fn row(signed: &SignedCorrection) -> Vec<Cell> {
    let correction = &signed.correction;
    let amendment = &correction.what.amendment;
    let reversal = signed.reversal.as_ref();
    let others: Vec<_> = amendment.others().iter().map(ToString::to_string).collect();
    let maybe = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
    let time = |at: u64| Moment(at).to_string();
    vec![
        Cell::Text(correction.id.to_string()),
        amendment.kind().word().into(),
        signed.state.word().into(),
        correction.what.subject.as_str().into(),
        Cell::Text(amendment.target().to_string()),
        Cell::Text(others.join(" ")),
        maybe(amendment.value()),
        amendment
            .role()
            .map_or(Cell::Empty, |role| role.word().into()),
        amendment
            .head_field()
            .map_or(Cell::Empty, |field| field.word().into()),
        correction.what.reason.as_str().into(),
        correction.author.as_str().into(),
        Cell::Text(time(correction.at)),
        maybe(reversal.map(|reversal| time(reversal.at))),
        maybe(reversal.map(|reversal| reversal.author.clone())),
        maybe(reversal.map(|reversal| reversal.reason.clone())),
        maybe(signed.contradicted_by.map(|earlier| earlier.to_string())),
        maybe(amendment.plan().map(|plan| plan.to_string())),
    ]
}
