//! The integration tests: one binary, one module per room boundary.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cli;
mod engine;
mod export;
mod extract;
mod faulty_store;
mod gazetteer;
mod graph;
mod graphql;
mod http;
mod journal;
mod memory_index;
mod mutations;
mod parse;
mod samples;
mod search;
mod source;
mod store;
mod support;
mod tidy;
