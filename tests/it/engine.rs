//! Tests of `engine`.

mod compare;
mod filters;
mod index;
mod names;
mod pinning;
mod writing;
