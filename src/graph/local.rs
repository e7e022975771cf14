//! Measures of a node's own surroundings: structural holes, clustering, cores.

use rayon::prelude::*;

use super::{Graph, Stop, Stopped, float};

/// What the neighbours of a node and the ties among them come to.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Local {
    /// `nx.constraint(G)`: Burt's constraint; `None` for a node without neighbours.
    pub constraint: Option<f64>,
    /// `nx.effective_size(G, nodes=G)`: Burt's effective size; `None` for a node without neighbours.
    pub effective_size: Option<f64>,
    /// `nx.clustering(G)`: the share of pairs of neighbours that are joined, in a directed graph Fagiolo's; 0 when there
    /// are no pairs.
    pub clustering: f64,
}

/// The surroundings of every node, without weights. In a directed graph a tie counts as often as it has arcs.
pub fn local(graph: &Graph, stop: Stop<'_>) -> Result<Vec<Local>, Stopped> {
    let ties = Ties::of(graph);
    let nodes: Vec<u32> = graph.nodes().collect();
    let around = |marks: &mut Vec<f64>, &node: &u32| {
        Stopped::check(stop)?;
        Ok(ties.around(node, marks))
    };
    nodes
        .par_iter()
        .with_min_len(16)
        .map_init(|| vec![0.0; nodes.len()], around)
        .collect()
}

/// The ties of all nodes and what they are divided by.
struct Ties<'a> {
    graph: &'a Graph,
    /// Sum of the ties of each node.
    sums: Vec<f64>,
    /// The strongest tie of each node.
    greatest: Vec<f64>,
}

impl<'a> Ties<'a> {
    fn of(graph: &'a Graph) -> Self {
        let mut ties = Self {
            graph,
            sums: Vec::new(),
            greatest: Vec::new(),
        };
        ties.sums = graph
            .nodes()
            .map(|node| ties.of_node(node).map(|(_, tie)| tie).sum())
            .collect();
        ties.greatest = graph
            .nodes()
            .map(|node| ties.of_node(node).map(|(_, tie)| tie).fold(1.0, f64::max))
            .collect();
        ties
    }

    /// The neighbours of a node in either direction with the number of arcs between; 1 in an undirected graph.
    fn of_node(&self, node: u32) -> impl Iterator<Item = (u32, f64)> {
        let is_directed = self.graph.is_directed();
        let joined = self.graph.joined(node).iter();
        joined.map(move |(other, count)| (other, if is_directed { count } else { 1.0 }))
    }

    fn around(&self, node: u32, marks: &mut [f64]) -> Local {
        let at = |values: &[f64], node: u32| values.get(node as usize).copied().unwrap_or(1.0);
        let sum = at(&self.sums, node);
        for (other, tie) in self.of_node(node) {
            if let Some(mark) = marks.get_mut(other as usize) {
                *mark = tie;
            }
        }
        let (mut constraint, mut size, mut triangles) = (0.0, 0.0, 0.0);
        for (other, tie) in self.of_node(node) {
            let (mut indirect, mut shared) = (0.0, 0.0);
            for (third, far) in self.of_node(other) {
                let mark = marks.get(third as usize).copied().unwrap_or(0.0);
                if mark > 0.0 {
                    indirect += mark * far / at(&self.sums, third);
                    shared += mark * far;
                }
            }
            let local = (tie + indirect) / sum;
            constraint += local * local;
            size += 1.0 - shared / (sum * at(&self.greatest, other));
            triangles += tie * shared;
        }
        for (other, _) in self.of_node(node) {
            if let Some(mark) = marks.get_mut(other as usize) {
                *mark = 0.0;
            }
        }
        let has_neighbours = sum > 0.0;
        Local {
            constraint: has_neighbours.then_some(constraint),
            effective_size: has_neighbours.then_some(size),
            clustering: self.clustering(node, triangles),
        }
    }

    /// The triangles, each counted in both directions round, by those that there could be.
    fn clustering(&self, node: u32, triangles: f64) -> f64 {
        if triangles == 0.0 {
            return 0.0;
        }
        let degree = float(self.graph.degree(node));
        if self.graph.is_directed() {
            let both_ways = self.of_node(node).filter(|(_, tie)| *tie > 1.0).count();
            triangles / (2.0 * (degree * (degree - 1.0) - 2.0 * float(both_ways)))
        } else {
            triangles / (degree * (degree - 1.0))
        }
    }
}

/// `nx.core_number(G)`: the greatest k such that the node belongs to a part of the network in which everyone has k
/// edges; in a directed graph arcs of both directions count.
///
/// Batagelj and Zaveršnik's peeling in linear time (arXiv cs/0310049).
#[must_use]
pub fn core_numbers(graph: &Graph) -> Vec<usize> {
    let mut cores: Vec<usize> = graph.nodes().map(|node| graph.degree(node)).collect();
    // Nodes by what is left of their degree, the place of each in that order, and where each degree begins.
    let mut order: Vec<u32> = graph.nodes().collect();
    order.sort_by_key(|node| cores.get(*node as usize).copied());
    let mut places = vec![0; order.len()];
    for (place, node) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(*node as usize) {
            *slot = place;
        }
    }
    let most = cores.iter().max().copied().unwrap_or(0);
    let degree = |node: &u32| cores.get(*node as usize).copied().unwrap_or(0);
    let mut starts: Vec<usize> = (0..=most + 1)
        .map(|bound| order.partition_point(|node| degree(node) < bound))
        .collect();
    for place in 0..order.len() {
        let Some(&node) = order.get(place) else {
            continue;
        };
        let own = cores.get(node as usize).copied().unwrap_or(0);
        for (other, count) in graph.joined(node).iter() {
            let times = if graph.is_directed() && count > 1.0 {
                2
            } else {
                1
            };
            for _ in 0..times {
                let theirs = cores.get(other as usize).copied().unwrap_or(0);
                if theirs <= own {
                    break;
                }
                // The first of those with the same degree changes places with the other and leaves them.
                let (from, to) = (places[other as usize], starts[theirs]);
                order.swap(from, to);
                places[order[from] as usize] = from;
                places[other as usize] = to;
                starts[theirs] += 1;
                cores[other as usize] -= 1;
            }
        }
    }
    cores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cores_are_what_peeling_leaves() {
        let triangle_with_tail = [(0, 1), (1, 2), (0, 2), (2, 3)];
        let cores = |directed| core_numbers(&Graph::of_pairs(5, directed, &triangle_with_tail));
        assert_eq!(cores(false), [2, 2, 2, 1, 0]);
        assert_eq!(
            core_numbers(&Graph::of_pairs(2, true, &[(0, 1), (1, 0)])),
            [2, 2]
        );
    }

    #[test]
    fn a_node_alone_has_no_constraint() {
        let found = local(&Graph::of_pairs(3, false, &[(0, 1)]), &|| false).unwrap();
        assert_eq!(found[2], Local::default());
        assert_eq!(found[0].constraint, Some(1.0));
        assert_eq!(found[0].effective_size, Some(1.0));
    }

    #[test]
    fn whoever_is_not_wanted_stops() {
        assert_eq!(
            local(&Graph::of_pairs(3, false, &[(0, 1)]), &|| true),
            Err(Stopped)
        );
    }
}
