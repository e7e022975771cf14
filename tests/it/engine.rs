//! Tests of `engine`.

mod filters;
mod index;
mod names;
mod pinning;
mod writing;
