//! Routes, health, metrics, listening and downloads over HTTP/1.1.
//!
//! [`router()`] is the one place where routes are listed; tests mount the same function. [`Server`] binds first and runs
//! then, so that its address is known before it answers. Everything that reads the store runs on the blocking pool,
//! downloads on threads of their own.

mod access_log;
mod answering;
mod app;
mod body;
mod client;
mod cors;
mod documents;
mod downloads;
mod fault;
mod graphql;
mod listening;
mod metrics;
mod negotiation;
mod page;
mod pieces;
mod rate;
mod readers;
mod request;
mod router;
mod server;
mod text_page;

pub use app::App;
pub use router::router;
pub use server::{Server, stop_signal};
