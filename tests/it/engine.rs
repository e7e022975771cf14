//! Tests of `engine`.

mod compare;
mod filters;
mod index;
mod names;
mod people;
mod pinning;
mod writing;
