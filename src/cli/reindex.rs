//! `plangraph reindex`: the search index anew from the store.

use anyhow::Context as _;
use serde_json::json;

use super::context::Context;
use super::{Outcome, messages, output};
use crate::engine::QueryError;

pub(super) fn run(context: &Context) -> anyhow::Result<Outcome> {
    // The journal is opened first: its lock says that nobody is using the index.
    let journal = context.journal()?;
    context.index_folder().remove()?;
    let view = context.engine_over(journal)?.view();
    if !view.is_indexed() {
        return Err(QueryError::IndexBehind).context("the store cannot be read whole");
    }
    let statistics = view.statistics()?;
    if context.json {
        output::json(&json!({"plans": statistics.plans, "tasks": statistics.tasks}))?;
    }
    let (tasks, plans) = (statistics.tasks, statistics.plans);
    output::note(messages::reindexed(context.language(), tasks, plans));
    Ok(Outcome::Done)
}
