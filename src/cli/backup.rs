//! `plangraph backup`: everything accepted, in one file with a checksum.

use serde_json::json;

use super::args::Backup;
use super::context::Context;
use super::{Outcome, messages, output};
use crate::journal;

pub(super) fn run(context: &Context, arguments: &Backup) -> anyhow::Result<Outcome> {
    context.check_loaded()?;
    let copied = journal::backup(&context.config.data_dir, &arguments.file)?;
    let language = context.language();
    for damage in &copied.damages {
        output::note(messages::warning(language, damage));
    }
    if context.json {
        output::json(&json!({"records": copied.records, "lastSequence": copied.last_sequence}))?;
    }
    let file = arguments.file.display();
    output::note(messages::backed_up(language, copied.records, file));
    Ok(Outcome::Done)
}
