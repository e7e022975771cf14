//! Tests of `graphql`.

mod ask;
mod contract;
mod faults;
mod findings;
mod guard;
mod links;
mod names;
mod network;
mod operations;
mod pages;
mod reads;
pub(crate) mod sample;
mod search;
