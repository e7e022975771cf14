//! `plangraph backup`: everything accepted, in one file with a checksum.
//!
//! A damaged journal is backed up as it is, for nothing must be lost; that it is damaged is told and is the exit status, so
//! that a backup by night does not go on as if all were well.

use serde_json::{Value, json};

use super::args::Backup;
use super::context::Context;
use super::{Outcome, messages, output};
use crate::config::Language;
use crate::journal::{self, Copied};

pub(super) fn run(context: &Context, arguments: &Backup) -> anyhow::Result<Outcome> {
    context.check_loaded()?;
    let copied = journal::backup(&context.config.data_dir, &arguments.file)?;
    let language = context.language();
    for damage in &copied.damages {
        output::note(messages::warning(language, damage));
    }
    if context.json {
        output::json(&told(&copied))?;
    }
    let file = arguments.file.display();
    output::note(messages::backed_up(language, copied.records, file));
    Ok(outcome(language, &copied))
}

/// What was copied, for machines.
pub(super) fn told(copied: &Copied) -> Value {
    json!({
        "records": copied.records,
        "lastSequence": copied.last_sequence,
        "damaged": copied.damages.len(),
    })
}

/// Whether all that was copied can be read; says so when it cannot.
pub(super) fn outcome(language: Language, copied: &Copied) -> Outcome {
    if copied.damages.is_empty() {
        return Outcome::Done;
    }
    output::note(messages::copied_damaged(language, copied.damages.len()));
    Outcome::Faulty
}
