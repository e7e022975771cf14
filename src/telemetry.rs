//! Tracing set-up: log events go to standard error, which is for people and for the machine that collects logs.

use std::io::{self, IsTerminal as _};
use std::panic;
use std::sync::Once;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

use crate::config::LogFormat;

/// Starts logging for this process; called once, from the command that begins.
///
/// Fails when `filter` is no filter. A second call changes nothing.
pub fn init(format: LogFormat, filter: &str) -> Result<(), ParseError> {
    static HOOK: Once = Once::new();
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
    HOOK.call_once(log_panics);
    Ok(())
}

/// Puts panics into the log, where they bear the number of their request, beside what is printed of them anyway.
fn log_panics() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string);
        let message = panic
            .payload_as_str()
            .unwrap_or("of another kind than text");
        tracing::error!(place, message, "a thread panicked");
        before(panic);
    }));
}
