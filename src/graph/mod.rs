//! Pure algorithms on adjacency: which units stand together, how strongly, and what their places in the network are.
//!
//! A task stays an n-ary thing: [`project`] makes edges of [`Parts`] only when somebody asks for a network. A [`Graph`]
//! holds its edges in compressed rows; nodes are numbers, what they stand for is the caller's affair. Every measure is
//! the one of the `NetworkX` 3.6 call that its documentation names, so that a reader can repeat it; a test compares them.
//!
//! No function here reads a clock or a store. Whoever may want to stop a long one hands in a [`Stop`].

mod adjacency;
mod communities;
mod components;
mod local;
mod measures;
mod projection;
mod route;
mod spectral;
mod sweep;

pub use adjacency::{Edge, Graph, Neighbours, total_weight};
pub use communities::{SEED, communities, modularity};
pub use components::{Weakness, components, weaknesses};
pub use local::{Local, core_numbers, local};
pub use measures::{Measures, Whole, centralization, density, measures, reciprocity};
pub use projection::{Parts, Projection, Weighting, project};
pub use route::strongest_shortest;
pub use spectral::{eigenvector, page_rank};
pub use sweep::{Sweep, sweep};

/// Asked now and then whether the answer is still wanted.
pub type Stop<'a> = &'a (dyn Fn() -> bool + Sync);

/// A long computation was stopped by its [`Stop`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

impl Stopped {
    /// Fails once `stop` says so.
    fn check(stop: Stop<'_>) -> Result<(), Self> {
        if stop() { Err(Self) } else { Ok(()) }
    }
}

/// A number of nodes or arcs as a float; exact far beyond anything that fits in memory.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of nodes, arcs and steps stay far below 2^53"
)]
fn float(count: usize) -> f64 {
    count as f64
}
