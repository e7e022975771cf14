//! The plan that an argument names, by id, document number or title.

use super::messages;
use crate::config::Language;
use crate::engine::{PlanBy, QueryError, View};
use crate::model::{NodeId, PlanId};

/// The plan of an id, document number or title.
pub(super) fn plan(view: &View, name: &str, language: Language) -> anyhow::Result<PlanId> {
    let plan = match name.parse() {
        Ok(NodeId::Plan(id)) => Some(id),
        _ => plan_named(view, name)?,
    };
    plan.ok_or_else(|| anyhow::Error::msg(messages::no_plan(language, name)))
}

/// The plans to keep to: the one that is named, or `None` for all.
pub(super) fn plans(
    view: &View,
    name: Option<&str>,
    language: Language,
) -> anyhow::Result<Option<Vec<PlanId>>> {
    let plan = name.map(|name| plan(view, name, language)).transpose()?;
    Ok(plan.map(|plan| vec![plan]))
}

/// The plan with this document number or title.
pub(super) fn plan_named(view: &View, name: &str) -> Result<Option<PlanId>, QueryError> {
    if let Some(entry) = view.find_plan(&PlanBy::DocumentNumber(name.to_owned())) {
        return Ok(Some(entry.id));
    }
    for entry in view.snapshot().plans() {
        let title = view.title(NodeId::Plan(entry.id))?;
        if title.is_some_and(|title| title == name) {
            return Ok(Some(entry.id));
        }
    }
    Ok(None)
}
