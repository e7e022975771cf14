//! Tests of `engine`.

mod filters;
mod index;
mod names;
mod people;
mod pinning;
mod writing;
