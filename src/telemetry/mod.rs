//! Tracing set-up: log events go to standard error, which is for people and for the machine that collects logs; spans go to
//! an OpenTelemetry collector when one is named.

mod collector;
mod spans;

use std::io::{self, IsTerminal as _};
use std::panic;
use std::sync::Once;

use tracing::Level;
use tracing_subscriber::filter::{ParseError, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::config::{Config, LogFormat};
use collector::Collector;
use spans::Spans;

pub use collector::Delivery;

/// Why there is no telemetry.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter of the log is none.
    #[error("the setting `log_filter` cannot be used")]
    Filter(#[from] ParseError),
    /// The address of the collector is none.
    #[error(
        "the setting `otlp_endpoint` is “{0}”: it must be an address like http://127.0.0.1:4318, of a collector that takes OTLP over plain HTTP"
    )]
    Endpoint(String),
    /// The thread that delivers spans cannot begin.
    #[error("spans cannot be delivered")]
    Thread(#[source] io::Error),
}

/// Starts logging for this process, and the delivery of spans when a collector is named; called once, from the command that
/// begins. What is returned delivers the last spans when it is dropped.
///
/// A second call changes nothing.
pub fn init(config: &Config) -> Result<Option<Delivery>, TelemetryError> {
    static HOOK: Once = Once::new();
    let filter: EnvFilter = config.log_filter.parse()?;
    let collector = match config.otlp_endpoint.as_str() {
        "" => None,
        endpoint => Some(
            Collector::at(endpoint).ok_or_else(|| TelemetryError::Endpoint(endpoint.to_owned()))?,
        ),
    };
    // A subscriber that is already there stays: tests start several commands in one process.
    let delivery = if let Some(collector) = collector {
        let (queue, delivery) = collector.start().map_err(TelemetryError::Thread)?;
        // The filter is the log's: spans are delivered whatever it holds back.
        let own = filter_fn(|metadata| {
            metadata.target().starts_with("plangraph") && *metadata.level() <= Level::INFO
        });
        let logs = logs(config.log_format).with_filter(filter);
        let layers = tracing_subscriber::registry()
            .with(logs)
            .with(Spans::new(queue).with_filter(own));
        let _first_call_wins = layers.try_init();
        Some(delivery)
    } else {
        let layers = tracing_subscriber::registry().with(logs(config.log_format));
        let _first_call_wins = layers.with(filter).try_init();
        None
    };
    HOOK.call_once(log_panics);
    Ok(delivery)
}

/// The lines of the log.
fn logs(format: LogFormat) -> Box<dyn Layer<Registry> + Send + Sync> {
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false);
    match format {
        LogFormat::Compact => layer.compact().boxed(),
        LogFormat::Json => layer.json().boxed(),
    }
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
