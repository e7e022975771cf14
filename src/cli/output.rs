//! Where a command writes: results to standard output, everything for people to standard error.

use std::fmt::Display;
use std::io::{self, Write as _};

use serde_json::Value;

/// Nobody reads standard output any more: `plangraph stats | head -1`. No failure of ours.
#[derive(Debug, thiserror::Error)]
#[error("standard output is closed")]
pub(super) struct OutputClosed;

/// Writes a line of results.
pub(super) fn line(text: impl Display) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    match writeln!(output, "{text}").and_then(|()| output.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(OutputClosed.into()),
        Err(error) => Err(anyhow::Error::new(error).context("cannot write to standard output")),
    }
}

/// Writes a result for machines, on one line.
pub(super) fn json(value: &Value) -> anyhow::Result<()> {
    line(value)
}

/// Tells people something; whether anyone listens does not matter.
pub(super) fn note(text: impl Display) {
    let _unheard = writeln!(io::stderr().lock(), "{text}");
}
