//! What hangs together, and what would fall apart without one node or edge.

use super::Graph;

/// A place where the network would fall apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weakness {
    /// `nx.bridges(G)`: an edge that alone joins two parts, with the number of nodes on the side of its second end.
    Bridge(u32, u32, usize),
    /// `nx.articulation_points(G)`: a node without which its component falls into this many parts.
    Cut(u32, usize),
}

/// `nx.connected_components(G)`, in a directed graph `nx.weakly_connected_components(G)`: for each node the number of its
/// component, from 0 by first node, and the size of each.
#[must_use]
pub fn components(graph: &Graph) -> (Vec<u32>, Vec<usize>) {
    let mut numbers = vec![u32::MAX; graph.node_count()];
    let mut sizes = Vec::new();
    let mut open = Vec::new();
    for (first, number) in graph.nodes().zip(0_usize..) {
        if numbers.get(number).is_none_or(|found| *found != u32::MAX) {
            continue;
        }
        let component = u32::try_from(sizes.len()).unwrap_or(u32::MAX);
        let mut size = 0;
        open.push(first);
        while let Some(node) = open.pop() {
            let Some(found) = numbers.get_mut(node as usize) else {
                continue;
            };
            if *found != u32::MAX {
                continue;
            }
            *found = component;
            size += 1;
            open.extend(graph.joined(node).nodes);
        }
        sizes.push(size);
    }
    (numbers, sizes)
}

/// Bridges and cut nodes, directions left aside (Tarjan, without recursion): bridges first, each kind by node.
#[must_use]
pub fn weaknesses(graph: &Graph) -> Vec<Weakness> {
    let count = graph.node_count();
    let mut walk = Walk {
        reached: vec![0; count],
        lowest: vec![0; count],
        below: vec![1; count],
        parts: vec![0; count],
        clock: 0,
    };
    let mut found = Vec::new();
    for root in graph.nodes() {
        if walk.reached[root as usize] == 0 {
            walk.from(graph, root, &mut found);
        }
    }
    found.sort_unstable();
    found
}

/// A walk in depth: when each node was reached, the earliest node that its part of the tree leads back to, how many
/// nodes stand below it, and how many of its branches hang on it alone.
struct Walk {
    reached: Vec<usize>,
    lowest: Vec<usize>,
    below: Vec<usize>,
    parts: Vec<usize>,
    clock: usize,
}

impl Walk {
    fn from(&mut self, graph: &Graph, root: u32, found: &mut Vec<Weakness>) {
        // Each open node with its parent and the number of neighbours already seen.
        let mut open = vec![(root, root, 0)];
        self.reach(root);
        while let Some((node, parent, seen)) = open.last_mut() {
            let (node, parent) = (*node, *parent);
            if let Some(&next) = graph.joined(node).nodes.get(*seen) {
                *seen += 1;
                if self.reached[next as usize] == 0 {
                    self.reach(next);
                    open.push((next, node, 0));
                } else if next != parent {
                    let back = self.reached[next as usize];
                    let lowest = &mut self.lowest[node as usize];
                    *lowest = back.min(*lowest);
                }
                continue;
            }
            open.pop();
            let branches = self.parts[node as usize];
            if node == root {
                if branches > 1 {
                    found.push(Weakness::Cut(root, branches));
                }
                break;
            }
            if branches > 0 {
                found.push(Weakness::Cut(node, branches + 1));
            }
            let (low, size) = (self.lowest[node as usize], self.below[node as usize]);
            self.below[parent as usize] += size;
            let lowest = &mut self.lowest[parent as usize];
            *lowest = low.min(*lowest);
            let above = self.reached[parent as usize];
            if low > above {
                found.push(Weakness::Bridge(parent, node, size));
            }
            if low >= above {
                self.parts[parent as usize] += 1;
            }
        }
    }

    fn reach(&mut self, node: u32) {
        self.clock += 1;
        self.reached[node as usize] = self.clock;
        self.lowest[node as usize] = self.clock;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: usize, pairs: &[(u32, u32)]) -> Graph {
        Graph::of_pairs(nodes, true, pairs)
    }

    #[test]
    fn components_are_numbered_by_their_first_node() {
        let graph = graph(5, &[(3, 1), (4, 0)]);
        assert_eq!(components(&graph), (vec![0, 1, 2, 1, 0], vec![2, 2, 1]));
    }

    #[test]
    fn what_alone_joins_two_parts_is_found() {
        // Two triangles joined by the edge 2 - 3, and a tail 5 - 6.
        let pairs = [
            (0, 1),
            (1, 2),
            (2, 0),
            (2, 3),
            (3, 4),
            (4, 5),
            (5, 3),
            (5, 6),
        ];
        let expected = [
            Weakness::Bridge(2, 3, 4),
            Weakness::Bridge(5, 6, 1),
            Weakness::Cut(2, 2),
            Weakness::Cut(3, 2),
            Weakness::Cut(5, 2),
        ];
        assert_eq!(weaknesses(&graph(7, &pairs)), expected);
        // A star falls apart into all of its rays.
        let star = [(0, 1), (0, 2), (0, 3)];
        assert_eq!(
            weaknesses(&graph(4, &star)).last(),
            Some(&Weakness::Cut(0, 3))
        );
    }
}
