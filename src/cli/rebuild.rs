//! `plangraph rebuild`: store and search index anew from the journal.

use serde_json::json;

use super::context::Context;
use super::reindex::remove;
use super::{Outcome, messages, output};

pub(super) fn run(context: &Context) -> anyhow::Result<Outcome> {
    // The journal is opened first: its lock says that nobody is using the store.
    let journal = context.journal()?;
    remove(&context.store_folder())?;
    remove(&context.index_folder())?;
    let statistics = context.engine_over(journal)?.view().statistics()?;
    if context.json {
        output::json(&json!({"plans": statistics.plans, "tasks": statistics.tasks}))?;
    }
    let (tasks, plans) = (statistics.tasks, statistics.plans);
    output::note(messages::rebuilt(context.language(), tasks, plans));
    Ok(Outcome::Done)
}
