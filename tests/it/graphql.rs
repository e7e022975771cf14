//! Tests of `graphql`.

mod ask;
mod contract;
mod corrections;
mod faults;
mod findings;
mod guard;
mod links;
mod listening;
mod monitoring;
mod names;
mod network;
mod operations;
mod pages;
mod ranked;
mod reads;
pub(crate) mod sample;
mod search;
mod writing;
