//! Tracing set-up: log events go to standard error, which is for people and for the machine that collects logs.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

use crate::config::LogFormat;

/// Starts logging for this process; called once, from the command that begins.
///
/// Fails when `filter` is no filter. A second call changes nothing.
pub fn init(format: LogFormat, filter: &str) -> Result<(), ParseError> {
    let filter: EnvFilter = filter.parse()?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false);
    // A subscriber that is already there stays: tests start several commands in one process.
    let _first_call_wins = match format {
        LogFormat::Compact => builder.compact().try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
    Ok(())
}
