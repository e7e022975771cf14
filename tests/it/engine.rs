//! Tests of `engine`.

mod compare;
mod corrections;
mod facets;
mod filters;
mod index;
mod names;
mod people;
mod pinning;
mod writing;
