//! Tests of `graphql`.

mod contract;
mod reads;
mod sample;
