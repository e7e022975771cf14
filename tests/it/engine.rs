//! Tests of `engine`.

mod filters;
mod names;
mod pinning;
mod writing;
