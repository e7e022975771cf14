//! The shortest way between two sets of nodes, of equal ones the strongest.

use super::Graph;

/// The nodes of the shortest way from one of `starts` to one of `ends` over at most `most` edges of an undirected graph.
///
/// Each start and end has a weight of its own, that of the tie by which it was reached. Of the shortest ways that with the
/// greatest sum of weights stays; of equal ones that with the smaller nodes. `None` when there is no way.
#[must_use]
pub fn strongest_shortest(
    graph: &Graph,
    starts: &[(u32, f64)],
    ends: &[(u32, f64)],
    most: usize,
) -> Option<Vec<u32>> {
    let count = graph.node_count();
    let mut ending = vec![None; count];
    for &(node, weight) in ends {
        *ending.get_mut(node as usize)? = Some(weight);
    }
    let mut reached: Vec<Option<Reached>> = vec![None; count];
    let mut level = Vec::new();
    for &(node, weight) in starts {
        let slot = reached.get_mut(node as usize)?;
        if slot.is_none() {
            level.push(node);
        }
        *slot = Some(Reached {
            step: 0,
            weight,
            from: None,
        });
    }
    for step in 0..=most {
        level.sort_unstable();
        let done = level.iter().filter_map(|&node| {
            let weight = reached.get(node as usize)?.as_ref()?.weight;
            let ended: f64 = (*ending.get(node as usize)?)?;
            Some((node, weight + ended))
        });
        let best = done.fold(
            None,
            |best: Option<(u32, f64)>, (node, weight)| match best {
                Some((_, most)) if most >= weight => best,
                _ => Some((node, weight)),
            },
        );
        if let Some((last, _)) = best {
            return Some(way(&reached, last));
        }
        let mut next = Vec::new();
        for &node in &level {
            let here = reached.get(node as usize)?.as_ref()?.weight;
            for (other, weight) in graph.out(node).iter() {
                let slot = reached.get_mut(other as usize)?;
                let found = Reached {
                    step: step + 1,
                    weight: here + weight,
                    from: Some(node),
                };
                match slot {
                    None => {
                        next.push(other);
                        *slot = Some(found);
                    }
                    Some(known) if known.step == step + 1 && known.weight < found.weight => {
                        *slot = Some(found);
                    }
                    Some(_) => {}
                }
            }
        }
        if next.is_empty() {
            return None;
        }
        level = next;
    }
    None
}

/// How a node was reached.
#[derive(Debug, Clone, Copy)]
struct Reached {
    step: usize,
    weight: f64,
    from: Option<u32>,
}

fn way(reached: &[Option<Reached>], last: u32) -> Vec<u32> {
    let mut way = vec![last];
    let mut node = last;
    while let Some(Some(Reached {
        from: Some(from), ..
    })) = reached.get(node as usize)
    {
        way.push(*from);
        node = *from;
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Edge;

    fn check(starts: &[(u32, f64)], ends: &[(u32, f64)], most: usize, expected: Option<&[u32]>) {
        let pairs = [
            (0, 1, 1.0),
            (0, 2, 3.0),
            (1, 3, 4.0),
            (2, 3, 1.0),
            (3, 4, 1.0),
        ];
        let edges: Vec<_> = pairs
            .iter()
            .map(|&(source, target, weight)| Edge {
                source,
                target,
                weight,
                tasks: 1,
            })
            .collect();
        let graph = Graph::new(6, false, &edges);
        let found = strongest_shortest(&graph, starts, ends, most);
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn of_the_shortest_ways_the_strongest_is_taken() {
        check(&[(0, 0.0)], &[(3, 0.0)], 6, Some(&[0, 1, 3]));
        check(&[(0, 0.0)], &[(4, 0.0)], 3, Some(&[0, 1, 3, 4]));
        check(&[(0, 0.0)], &[(4, 0.0)], 2, None);
        check(&[(0, 0.0)], &[(5, 0.0)], 6, None);
        check(&[(0, 0.0)], &[(0, 0.0)], 0, Some(&[0]));
        check(&[(1, 1.0), (2, 6.0)], &[(3, 0.0)], 6, Some(&[2, 3]));
    }
}
