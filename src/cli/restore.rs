//! `plangraph restore`: an empty data folder filled from a backup.

use super::args::Restore;
use super::context::Context;
use super::{Outcome, backup, messages, output};
use crate::journal;

pub(super) fn run(context: &Context, arguments: &Restore) -> anyhow::Result<Outcome> {
    // What must be in nobody's way later is looked at before anything is written.
    context.store_folder().ours()?;
    context.index_folder().ours()?;
    let copied = journal::restore(&arguments.file, &context.config.data_dir)?;
    let journal = context.journal()?;
    // A store that lies here is that of another journal. The new one is built now, so that what the backup holds is
    // seen to be readable.
    context.remove_derived()?;
    drop(context.engine_over(journal)?);
    if context.json {
        output::json(&backup::told(&copied))?;
    }
    let folder = context.config.data_dir.display();
    let language = context.language();
    output::note(messages::restored(language, copied.records, folder));
    Ok(backup::outcome(language, &copied))
}
