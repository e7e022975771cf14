//! Shortest paths from every node at once: betweenness, closeness, eccentricity.
//!
//! Brandes' algorithm (J. Math. Sociology 25, 2001), level by level. Between two levels the arcs are walked from the
//! side that has fewer of them, as Beamer's direction-optimising search does (SC 2012): in a dense network nearly all
//! nodes lie two steps away, and their arcs to each other, which are nearly all arcs, are never looked at.

use rayon::prelude::*;

use super::adjacency::Rows;
use super::{Stop, Stopped, float};

/// Searches are summed up in this many portions, whatever the number of threads: the sums are always the same.
const PORTIONS: usize = 64;

/// Not reached.
const FAR: u32 = u32::MAX;

/// What the shortest paths between all nodes come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sweep {
    /// For each node the number of shortest paths between two others that it lies on, each pair counted as one.
    pub betweenness: Vec<f64>,
    /// For each node the sum of the distances to it from the nodes that reach it.
    pub distance_sum: Vec<u64>,
    /// For each node the number of nodes that reach it, itself included.
    pub reached_from: Vec<u64>,
    /// For each node the greatest distance from it.
    pub eccentricity: Vec<u32>,
}

/// Searches along the arcs from every node. Without `paths` only distances are found, and betweenness stays zero.
pub fn sweep(graph: &super::Graph, paths: bool, stop: Stop<'_>) -> Result<Sweep, Stopped> {
    sweep_rows(graph.rows_out(), graph.rows_into(), paths, stop)
}

pub(super) fn sweep_rows(
    out: &Rows,
    into: &Rows,
    paths: bool,
    stop: Stop<'_>,
) -> Result<Sweep, Stopped> {
    let nodes = out.len();
    let sources: Vec<u32> = (0..).take(nodes).collect();
    let portions = sources.par_chunks(nodes.div_ceil(PORTIONS).max(1));
    let partial: Result<Vec<Sweep>, Stopped> = portions
        .map(|sources| {
            let mut search = Search::new(out, into);
            let mut sum = Sweep::zero(nodes);
            for &source in sources {
                Stopped::check(stop)?;
                search.from(source, paths, &mut sum);
            }
            Ok(sum)
        })
        .collect();
    let mut whole = Sweep::zero(nodes);
    for part in partial? {
        whole.add(&part);
    }
    Ok(whole)
}

impl Sweep {
    fn zero(nodes: usize) -> Self {
        Self {
            betweenness: vec![0.0; nodes],
            distance_sum: vec![0; nodes],
            reached_from: vec![0; nodes],
            eccentricity: vec![0; nodes],
        }
    }

    fn add(&mut self, part: &Self) {
        fn sum<T: Copy + std::ops::AddAssign>(whole: &mut [T], part: &[T]) {
            for (whole, part) in whole.iter_mut().zip(part) {
                *whole += *part;
            }
        }
        sum(&mut self.betweenness, &part.betweenness);
        sum(&mut self.distance_sum, &part.distance_sum);
        sum(&mut self.reached_from, &part.reached_from);
        // Each node is the source of one search only.
        sum(&mut self.eccentricity, &part.eccentricity);
    }

    /// `nx.betweenness_centrality(G)`: of all ordered pairs of other nodes, the share of their shortest paths.
    #[must_use]
    pub fn betweenness_centrality(&self) -> Vec<f64> {
        let nodes = self.betweenness.len();
        if nodes <= 2 {
            return vec![0.0; nodes];
        }
        let pairs = float(nodes - 1) * float(nodes - 2);
        self.betweenness.iter().map(|sum| sum / pairs).collect()
    }

    /// `nx.closeness_centrality(G)`: along arcs that lead to the node, scaled by the share of nodes that reach it
    /// (Wasserman and Faust).
    #[must_use]
    pub fn closeness_centrality(&self) -> Vec<f64> {
        let others = float(self.reached_from.len().saturating_sub(1));
        let closeness = |(&sum, &reached): (&u64, &u64)| {
            let reached = float(usize::try_from(reached).unwrap_or(usize::MAX)) - 1.0;
            let sum = float(usize::try_from(sum).unwrap_or(usize::MAX));
            if sum > 0.0 && others > 0.0 {
                (reached / sum) * (reached / others)
            } else {
                0.0
            }
        };
        self.distance_sum
            .iter()
            .zip(&self.reached_from)
            .map(closeness)
            .collect()
    }
}

/// The room that one search after the other uses.
struct Search<'a> {
    out: &'a Rows,
    into: &'a Rows,
    /// Number of arcs in all.
    arcs: usize,
    distance: Vec<u32>,
    /// Number of shortest paths from the source.
    paths: Vec<f64>,
    /// Share of a node in the paths behind it; behind the last level (1 + share) / paths.
    share: Vec<f64>,
    /// Nodes in the order in which they were reached.
    order: Vec<u32>,
    levels: Vec<Level>,
    /// Nodes not yet reached, once somebody wanted them.
    unreached: Vec<u32>,
}

/// Nodes at the same distance: a stretch of the order, and the arcs that leave and enter them.
#[derive(Debug, Clone, Copy, Default)]
struct Level {
    start: usize,
    end: usize,
    leaving: usize,
    entering: usize,
}

impl<'a> Search<'a> {
    fn new(out: &'a Rows, into: &'a Rows) -> Self {
        let nodes = out.len();
        Self {
            out,
            into,
            arcs: (0..).take(nodes).map(|node| out.get(node).len()).sum(),
            distance: vec![FAR; nodes],
            paths: vec![0.0; nodes],
            share: vec![0.0; nodes],
            order: Vec::with_capacity(nodes),
            levels: Vec::new(),
            unreached: Vec::new(),
        }
    }

    fn from(&mut self, source: u32, paths: bool, sum: &mut Sweep) {
        self.spread(source);
        let last = self.levels.len().saturating_sub(1);
        put(
            &mut sum.eccentricity,
            source,
            u32::try_from(last).unwrap_or(u32::MAX),
        );
        for &node in &self.order {
            let at = node as usize;
            let distance = self.distance.get(at).copied().unwrap_or(0);
            if let Some(total) = sum.distance_sum.get_mut(at) {
                *total += u64::from(distance);
            }
            if let Some(count) = sum.reached_from.get_mut(at) {
                *count += 1;
            }
        }
        if paths {
            self.gather(source, &mut sum.betweenness);
        }
        for node in self.order.drain(..) {
            put(&mut self.distance, node, FAR);
            put(&mut self.paths, node, 0.0);
            put(&mut self.share, node, 0.0);
        }
        self.levels.clear();
        self.unreached.clear();
    }

    /// Reaches node after node, level by level, and counts the shortest paths to each.
    fn spread(&mut self, source: u32) {
        put(&mut self.distance, source, 0);
        put(&mut self.paths, source, 1.0);
        self.order.push(source);
        let mut level = self.level(0);
        let mut unentered = self.arcs - level.entering;
        let mut depth = 0;
        loop {
            self.levels.push(level);
            if unentered == 0 || level.leaving == 0 {
                return;
            }
            if level.leaving <= unentered {
                self.push(level, depth);
            } else {
                self.pull(depth);
            }
            depth += 1;
            level = self.level(level.end);
            if level.start == level.end {
                return;
            }
            unentered -= level.entering;
        }
    }

    fn level(&self, start: usize) -> Level {
        let mut level = Level {
            start,
            end: self.order.len(),
            ..Level::default()
        };
        for &node in self.nodes(level) {
            level.leaving += self.out.get(node).len();
            level.entering += self.into.get(node).len();
        }
        level
    }

    fn nodes(&self, level: Level) -> &[u32] {
        self.order.get(level.start..level.end).unwrap_or_default()
    }

    /// From the nodes of a level along their arcs.
    fn push(&mut self, level: Level, depth: u32) {
        for at in level.start..level.end {
            let Some(&node) = self.order.get(at) else {
                continue;
            };
            let here = self.paths.get(node as usize).copied().unwrap_or(0.0);
            for &next in self.out.get(node).nodes {
                let Some(distance) = self.distance.get_mut(next as usize) else {
                    continue;
                };
                if *distance == FAR {
                    *distance = depth + 1;
                    self.order.push(next);
                }
                if *distance == depth + 1
                    && let Some(paths) = self.paths.get_mut(next as usize)
                {
                    *paths += here;
                }
            }
        }
    }

    /// From the nodes not yet reached back along the arcs that enter them.
    fn pull(&mut self, depth: u32) {
        let distance = &mut self.distance;
        if self.unreached.is_empty() {
            let all = (0..).zip(&*distance);
            let far = all.filter(|(_, distance)| **distance == FAR);
            self.unreached.extend(far.map(|(node, _)| node));
        }
        let (into, paths, order) = (self.into, &mut self.paths, &mut self.order);
        self.unreached.retain(|&node| {
            if distance.get(node as usize) != Some(&FAR) {
                return false;
            }
            let mut found = 0.0;
            for &before in into.get(node).nodes {
                if distance.get(before as usize) == Some(&depth) {
                    found += paths.get(before as usize).copied().unwrap_or(0.0);
                }
            }
            if found > 0.0 {
                put(distance, node, depth + 1);
                put(paths, node, found);
                order.push(node);
            }
            found <= 0.0
        });
    }

    /// Adds to every node its share in the paths from the source, from the farthest level back.
    fn gather(&mut self, source: u32, betweenness: &mut [f64]) {
        for depth in (0..self.levels.len().saturating_sub(1)).rev() {
            let (Some(&near), Some(&far)) = (self.levels.get(depth), self.levels.get(depth + 1))
            else {
                continue;
            };
            for at in far.start..far.end {
                let Some(&node) = self.order.get(at) else {
                    continue;
                };
                let paths = self.paths.get(node as usize).copied().unwrap_or(1.0);
                if let Some(share) = self.share.get_mut(node as usize) {
                    if let Some(sum) = betweenness.get_mut(node as usize) {
                        *sum += *share;
                    }
                    *share = (1.0 + *share) / paths;
                }
            }
            let depth = u32::try_from(depth).unwrap_or(FAR);
            if near.leaving <= far.entering {
                self.gather_forwards(near, depth);
            } else {
                self.gather_backwards(far, depth);
            }
        }
        debug_assert_eq!(self.order.first(), Some(&source));
    }

    fn gather_forwards(&mut self, near: Level, depth: u32) {
        for at in near.start..near.end {
            let Some(&node) = self.order.get(at) else {
                continue;
            };
            let mut sum = 0.0;
            for &next in self.out.get(node).nodes {
                if self.distance.get(next as usize) == Some(&(depth + 1)) {
                    sum += self.share.get(next as usize).copied().unwrap_or(0.0);
                }
            }
            let paths = self.paths.get(node as usize).copied().unwrap_or(0.0);
            put(&mut self.share, node, paths * sum);
        }
    }

    fn gather_backwards(&mut self, far: Level, depth: u32) {
        for at in far.start..far.end {
            let Some(&node) = self.order.get(at) else {
                continue;
            };
            let behind = self.share.get(node as usize).copied().unwrap_or(0.0);
            for &before in self.into.get(node).nodes {
                if self.distance.get(before as usize) == Some(&depth) {
                    let paths = self.paths.get(before as usize).copied().unwrap_or(0.0);
                    if let Some(share) = self.share.get_mut(before as usize) {
                        *share += paths * behind;
                    }
                }
            }
        }
    }
}

fn put<T>(items: &mut [T], node: u32, value: T) {
    if let Some(item) = items.get_mut(node as usize) {
        *item = value;
    }
}
