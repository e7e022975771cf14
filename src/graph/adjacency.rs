//! A graph in compressed rows.

/// An edge, or an arc of a directed graph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The node that it leaves; for an undirected edge either end.
    pub source: u32,
    /// The node that it enters.
    pub target: u32,
    /// How strong it is.
    pub weight: f64,
    /// Number of tasks that made it; what no measure looks at.
    pub tasks: u32,
}

/// The sum of all weights.
#[must_use]
pub fn total_weight(edges: &[Edge]) -> f64 {
    // The sum of no numbers is -0.
    edges.iter().map(|edge| edge.weight).sum::<f64>() + 0.0
}

/// A graph without loops and without parallel edges.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    is_directed: bool,
    edge_count: usize,
    out: Rows,
    /// The arcs that enter each node; empty for an undirected graph, where they are those that leave it.
    into: Rows,
    /// For each pair of joined nodes the number of arcs between them; empty for an undirected graph.
    mutual: Rows,
}

/// For each node its neighbours, ascending, and a weight for each.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Rows {
    starts: Vec<usize>,
    ends: Vec<u32>,
    weights: Vec<f64>,
}

/// The neighbours of a node with the weights of the edges to them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbours<'a> {
    /// The neighbours, ascending.
    pub nodes: &'a [u32],
    /// The weight of the edge to each.
    pub weights: &'a [f64],
}

impl<'a> Neighbours<'a> {
    /// Number of neighbours.
    #[must_use]
    pub fn len(self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.nodes.is_empty()
    }

    /// Each neighbour with the weight of the edge to it.
    pub fn iter(self) -> impl Iterator<Item = (u32, f64)> + 'a {
        let weights = self.weights.iter().copied();
        self.nodes.iter().copied().zip(weights)
    }

    /// The sum of the weights.
    #[must_use]
    pub fn weight(self) -> f64 {
        self.weights.iter().sum()
    }
}

impl Graph {
    /// The graph of `nodes` nodes with these edges. Loops and edges of nodes that there are not are left out; of several
    /// edges between the same two nodes in the same direction the first stays.
    #[must_use]
    pub fn new(nodes: usize, is_directed: bool, edges: &[Edge]) -> Self {
        let there = |node: u32| (node as usize) < nodes;
        let arcs = edges
            .iter()
            .filter(|edge| edge.source != edge.target && there(edge.source) && there(edge.target));
        let forward = arcs.map(|edge| (edge.source, edge.target, edge.weight));
        if !is_directed {
            let both = forward.flat_map(|(one, other, weight)| {
                [(one, other, weight), (other, one, weight)].into_iter()
            });
            let out = Rows::of(nodes, both.collect());
            return Self {
                is_directed,
                edge_count: out.ends.len() / 2,
                out,
                ..Self::default()
            };
        }
        let out = Rows::of(nodes, forward.collect());
        let into = Rows::of(
            nodes,
            out.arcs().map(|(one, other, w)| (other, one, w)).collect(),
        );
        let mutual = Rows::mutual(nodes, &out, &into);
        Self {
            is_directed,
            edge_count: out.ends.len(),
            out,
            into,
            mutual,
        }
    }

    /// Whether its edges have a direction.
    #[must_use]
    pub fn is_directed(&self) -> bool {
        self.is_directed
    }

    /// Number of nodes.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.out.len()
    }

    /// Number of edges.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.edge_count
    }

    /// The nodes.
    #[must_use]
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = u32> + use<> {
        0..u32::try_from(self.node_count()).unwrap_or(u32::MAX)
    }

    /// The nodes that arcs lead to from `node`; the neighbours in an undirected graph.
    #[must_use]
    pub fn out(&self, node: u32) -> Neighbours<'_> {
        self.out.get(node)
    }

    /// The nodes from which arcs lead to `node`; the neighbours in an undirected graph.
    #[must_use]
    pub fn entering(&self, node: u32) -> Neighbours<'_> {
        self.rows_into().get(node)
    }

    /// The nodes joined with `node` in either direction, with the number of arcs between them.
    ///
    /// In an undirected graph the numbers are the weights of the edges, and to be ignored.
    #[must_use]
    pub fn joined(&self, node: u32) -> Neighbours<'_> {
        self.rows_joined().get(node)
    }

    /// Number of edges at `node`; in a directed graph of those that leave and those that enter it.
    #[must_use]
    pub fn degree(&self, node: u32) -> usize {
        let entering = if self.is_directed {
            self.entering(node).len()
        } else {
            0
        };
        self.out(node).len() + entering
    }

    /// The sum of the weights of the edges at `node`, counted as [`Self::degree`] counts them.
    #[must_use]
    pub fn weighted_degree(&self, node: u32) -> f64 {
        let entering = if self.is_directed {
            self.entering(node).weight()
        } else {
            0.0
        };
        self.out(node).weight() + entering
    }

    pub(super) fn rows_out(&self) -> &Rows {
        &self.out
    }

    pub(super) fn rows_into(&self) -> &Rows {
        if self.is_directed {
            &self.into
        } else {
            &self.out
        }
    }

    pub(super) fn rows_joined(&self) -> &Rows {
        if self.is_directed {
            &self.mutual
        } else {
            &self.out
        }
    }
}

impl Rows {
    /// The rows of these arcs.
    pub(super) fn of(nodes: usize, mut arcs: Vec<(u32, u32, f64)>) -> Self {
        arcs.sort_by_key(|(one, other, _)| (*one, *other));
        arcs.dedup_by_key(|(one, other, _)| (*one, *other));
        let mut starts = vec![0; nodes + 1];
        for (one, _, _) in &arcs {
            if let Some(start) = starts.get_mut(*one as usize + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self {
            starts,
            ends: arcs.iter().map(|(_, other, _)| *other).collect(),
            weights: arcs.iter().map(|(_, _, weight)| *weight).collect(),
        }
    }

    /// The number of arcs between each two joined nodes.
    fn mutual(nodes: usize, out: &Self, into: &Self) -> Self {
        let mut pairs: Vec<_> = out.arcs().chain(into.arcs()).collect();
        pairs.sort_by_key(|(one, other, _)| (*one, *other));
        let mut counted: Vec<(u32, u32, f64)> = Vec::with_capacity(pairs.len());
        for (one, other, _) in pairs {
            match counted.last_mut() {
                Some((a, b, count)) if (*a, *b) == (one, other) => *count += 1.0,
                _ => counted.push((one, other, 1.0)),
            }
        }
        Self::of(nodes, counted)
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(super) fn get(&self, node: u32) -> Neighbours<'_> {
        let row = node as usize;
        let bounds = self.starts.get(row).zip(self.starts.get(row + 1));
        let range = bounds.map_or(0..0, |(&start, &end)| start..end);
        Neighbours {
            nodes: self.ends.get(range.clone()).unwrap_or_default(),
            weights: self.weights.get(range).unwrap_or_default(),
        }
    }

    fn arcs(&self) -> impl Iterator<Item = (u32, u32, f64)> {
        (0..)
            .take(self.len())
            .flat_map(|node| self.get(node).iter().map(move |(end, w)| (node, end, w)))
    }
}

#[cfg(test)]
impl Graph {
    /// A graph with an edge of weight 1 for each pair.
    pub(super) fn of_pairs(nodes: usize, is_directed: bool, pairs: &[(u32, u32)]) -> Self {
        let edge = |&(source, target): &(u32, u32)| Edge {
            source,
            target,
            weight: 1.0,
            tasks: 1,
        };
        let edges: Vec<_> = pairs.iter().map(edge).collect();
        Self::new(nodes, is_directed, &edges)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(source: u32, target: u32) -> Edge {
        Edge {
            source,
            target,
            weight: 2.0,
            tasks: 1,
        }
    }

    #[test]
    fn an_edge_stands_in_the_rows_of_both_ends() {
        let graph = Graph::new(3, false, &[edge(2, 0)]);
        assert_eq!(graph.out(0).nodes, [2]);
        assert_eq!(graph.out(2).nodes, [0]);
        assert_eq!((graph.degree(1), graph.edge_count()), (0, 1));
    }

    #[test]
    fn arcs_are_counted_between_joined_nodes() {
        let graph = Graph::new(3, true, &[edge(0, 1), edge(1, 0), edge(2, 0)]);
        assert_eq!(graph.entering(0).nodes, [1, 2]);
        assert_eq!(graph.joined(0).weights, [2.0, 1.0]);
        assert_eq!((graph.degree(0), graph.weighted_degree(0)), (3, 6.0));
    }

    #[test]
    fn what_is_no_edge_is_left_out() {
        let graph = Graph::new(2, false, &[edge(0, 0), edge(0, 7), edge(0, 1), edge(0, 1)]);
        assert_eq!(graph.edge_count(), 1);
        assert!(graph.out(9).is_empty());
    }
}
