//! Measures that are fixed points: eigenvector centrality and `PageRank`, by power iteration.

use super::{Graph, Stop, Stopped, float};

/// Iterations end when the change of all nodes together is below this per node.
const TOLERANCE: f64 = 1e-14;

/// What needs more iterations than this is not going to settle.
const MOST_ITERATIONS: usize = 1_000;

/// Share of a rank that follows the arcs.
const DAMPING: f64 = 0.85;

/// `nx.eigenvector_centrality(G, weight="weight", tol=1e-14, max_iter=1000)`: power iteration from equal values on the
/// arcs that enter a node; `None` when it does not settle.
pub fn eigenvector(graph: &Graph, stop: Stop<'_>) -> Result<Option<Vec<f64>>, Stopped> {
    let nodes = graph.node_count();
    let mut values = vec![1.0 / float(nodes.max(1)); nodes];
    for _ in 0..MOST_ITERATIONS {
        Stopped::check(stop)?;
        let next = |node: u32| {
            let entering = graph.entering(node).iter();
            let sum: f64 = entering
                .map(|(from, weight)| at(&values, from) * weight)
                .sum();
            at(&values, node) + sum
        };
        let mut sums: Vec<f64> = graph.nodes().map(next).collect();
        let norm = sums.iter().map(|sum| sum * sum).sum::<f64>().sqrt();
        if norm > 0.0 {
            for sum in &mut sums {
                *sum /= norm;
            }
        }
        let settled = change(&values, &sums) < float(nodes) * TOLERANCE;
        values = sums;
        if settled || nodes == 0 {
            return Ok(Some(values));
        }
    }
    Ok(None)
}

/// `nx.pagerank(G, alpha=0.85, weight="weight", tol=1e-14, max_iter=1000)`: nodes without outgoing arcs hand their rank
/// to all nodes alike.
pub fn page_rank(graph: &Graph, stop: Stop<'_>) -> Result<Vec<f64>, Stopped> {
    let nodes = graph.node_count();
    let equal = 1.0 / float(nodes.max(1));
    let leaving: Vec<f64> = graph.nodes().map(|node| graph.out(node).weight()).collect();
    let mut ranks = vec![equal; nodes];
    for _ in 0..MOST_ITERATIONS {
        Stopped::check(stop)?;
        let mut dangling = 0.0;
        let mut shares = Vec::with_capacity(nodes);
        for (rank, leaving) in ranks.iter().zip(&leaving) {
            if *leaving > 0.0 {
                shares.push(rank / leaving);
            } else {
                dangling += rank;
                shares.push(0.0);
            }
        }
        let next = |node: u32| {
            let entering = graph.entering(node).iter();
            let sum: f64 = entering
                .map(|(from, weight)| at(&shares, from) * weight)
                .sum();
            DAMPING * (sum + dangling * equal) + (1.0 - DAMPING) * equal
        };
        let sums: Vec<f64> = graph.nodes().map(next).collect();
        let settled = change(&ranks, &sums) < float(nodes) * TOLERANCE;
        ranks = sums;
        if settled {
            break;
        }
    }
    Ok(ranks)
}

fn at(values: &[f64], node: u32) -> f64 {
    values.get(node as usize).copied().unwrap_or(0.0)
}

fn change(before: &[f64], after: &[f64]) -> f64 {
    before
        .iter()
        .zip(after)
        .map(|(one, other)| (one - other).abs())
        .sum()
}
