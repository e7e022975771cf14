//! Tests of `graphql`.

mod ask;
mod budget;
mod contract;
mod corrections;
mod counted;
mod faults;
mod findings;
mod generated;
mod guard;
mod links;
mod listening;
mod meaning;
mod monitoring;
mod names;
mod network;
mod operations;
mod pages;
mod ranked;
mod reads;
mod reminders;
pub(crate) mod sample;
mod search;
mod shape;
mod validation;
pub(crate) mod writing;
