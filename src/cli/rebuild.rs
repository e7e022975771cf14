//! `plangraph rebuild`: the store anew from the journal.

use std::{fs, io};

use anyhow::Context as _;
use serde_json::json;

use super::context::Context;
use super::{Outcome, messages, output};

pub(super) fn run(context: &Context) -> anyhow::Result<Outcome> {
    // The journal is opened first: its lock says that nobody is using the store.
    let journal = context.journal()?;
    let folder = context.store_folder();
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot remove {}", folder.display()));
        }
        _ => {}
    }
    let statistics = context.engine_over(journal)?.view().statistics()?;
    if context.json {
        output::json(&json!({"plans": statistics.plans, "tasks": statistics.tasks}))?;
    }
    let (tasks, plans) = (statistics.tasks, statistics.plans);
    output::note(messages::rebuilt(context.language(), tasks, plans));
    Ok(Outcome::Done)
}
