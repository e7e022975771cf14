//! `plangraph rebuild`: store and search index anew from the journal.

use serde_json::json;

use super::context::Context;
use super::{Outcome, messages, output};

pub(super) fn run(context: &Context) -> anyhow::Result<Outcome> {
    let journal = context.journal()?;
    context.remove_derived()?;
    let statistics = context.engine_over(journal)?.view().statistics()?;
    if context.json {
        output::json(&json!({"plans": statistics.plans, "tasks": statistics.tasks}))?;
    }
    let (tasks, plans) = (statistics.tasks, statistics.plans);
    output::note(messages::rebuilt(context.language(), tasks, plans));
    Ok(Outcome::Done)
}
