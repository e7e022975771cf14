//! Tests of `graphql`.

mod contract;
mod guard;
mod names;
mod operations;
mod pages;
mod reads;
mod sample;
