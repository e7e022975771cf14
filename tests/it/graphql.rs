//! Tests of `graphql`.

mod contract;
mod guard;
mod pages;
mod reads;
mod sample;
