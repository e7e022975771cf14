//! Tests of `graphql`.
