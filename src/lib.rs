//! Plangraph reads Chinese government plan division notices (五年规划纲要主要目标和任务分工), keeps them as a graph of
//! tasks, units, cities and indicators, and serves that graph over GraphQL, every fact proved by the sentence it came
//! from.
//!
//! The rooms stand in the order in which a document walks through them; a room uses only rooms before it.
//! `ARCHITECTURE.md` is the map.

pub mod assets;
pub mod cli;
pub mod config;
pub mod engine;
pub mod export;
pub mod extract;
pub mod gazetteer;
pub mod graph;
pub mod graphql;
pub mod http;
pub mod journal;
pub mod model;
pub mod parse;
pub mod search;
pub mod source;
pub mod store;
pub mod telemetry;
pub mod text;
