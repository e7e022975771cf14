//! Plangraph reads Chinese government plan division notices (五年规划纲要主要目标和任务分工), keeps them as a graph of
//! tasks, units, cities and indicators, and serves that graph over GraphQL, every fact proved by the sentence it came
//! from.
//!
//! A document walks from `source` through `parse`, `extract`, `journal` and `store` to `engine`; `graphql`, `export`, `http` and
//! `cli` answer from there. `ARCHITECTURE.md` is the map, and says which room may use which.

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
