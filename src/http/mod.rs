//! Routes, health and downloads over HTTP/1.1.
//!
//! [`router()`] is the one place where routes are listed; tests mount the same function. [`Server`] binds first and runs
//! then, so that its address is known before it answers. Everything that reads the store runs on the blocking pool.

mod access_log;
mod documents;
mod downloads;
mod fault;
mod graphql;
mod negotiation;
mod request;
mod router;
mod server;
mod text_page;

use std::sync::Arc;
use std::time::Duration;

use crate::config::Config;
use crate::engine::Engine;
use crate::graphql::{Limits, Schema, schema, sdl};

pub use router::router;
pub use server::{Server, stop_signal};

/// What all routes share.
pub struct App {
    engine: Arc<Engine>,
    schema: Schema,
    sdl: String,
    limits: Limits,
    /// Bytes that a body may have.
    body_limit: usize,
}

impl App {
    /// The routes over an engine that is open and current.
    #[must_use]
    pub fn new(engine: Arc<Engine>, config: &Config) -> Self {
        Self {
            engine,
            schema: schema(),
            sdl: sdl(),
            limits: Limits {
                time: Duration::from_millis(config.request_timeout_ms.into()),
                ..Limits::default()
            },
            body_limit: usize::try_from(config.body_limit_kib)
                .unwrap_or(usize::MAX)
                .saturating_mul(1024),
        }
    }
}
