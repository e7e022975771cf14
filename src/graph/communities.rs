//! Communities: groups of nodes with more weight among them than chance would put there.
//!
//! Louvain's method (Blondel et al., J. Stat. Mech. P10008, 2008) with the queue of Leiden's local moves (Traag et al.,
//! Sci. Rep. 9, 5233, 2019): nodes move while modularity grows, communities become nodes, and so on; the outcome is the
//! start of another round on the nodes themselves until nothing grows any more. Of several seeded rounds the best stays,
//! and a community that does not hang together is taken apart, which never lowers modularity.

use std::collections::VecDeque;

use rayon::prelude::*;

use super::{Graph, Stop, Stopped};

/// Where the order in which nodes are looked at begins.
pub const SEED: u64 = 42;

/// Rounds on a small network, from different orders.
const ROUNDS: u64 = 12;

/// Arcs above which fewer rounds are made, so that all of them together stay affordable.
const ROUND_ARCS: usize = 400_000;

/// A move that gains less than this is rounding.
const LEAST_GAIN: f64 = 1e-12;

/// The communities by modularity: for each node the number of its community from 1, the largest first and of equal ones
/// that with the first node.
pub fn communities(graph: &Graph, stop: Stop<'_>) -> Result<Vec<u32>, Stopped> {
    let flow = Flow::of(graph);
    if flow.total <= 0.0 {
        return Ok(numbered(&(0..graph.node_count()).collect::<Vec<_>>()));
    }
    let affordable = (ROUND_ARCS / graph.edge_count().max(1)) as u64;
    let rounds: Result<Vec<_>, Stopped> = (0..ROUNDS.min(affordable.max(2)))
        .into_par_iter()
        .map(|round| {
            let found = flow.partition(SEED + round, stop)?;
            Ok((flow.modularity(&found), found))
        })
        .collect();
    let mut best: Option<(f64, Vec<usize>)> = None;
    for (quality, found) in rounds? {
        let is_better = |(known, _): &(f64, _)| quality > known + LEAST_GAIN;
        if best.as_ref().is_none_or(is_better) {
            best = Some((quality, found));
        }
    }
    let best = best.map(|(_, found)| found).unwrap_or_default();
    Ok(numbered(&hanging_together(graph, &best)))
}

/// `nx.community.modularity(G, communities, weight="weight")`; `None` without edges.
#[must_use]
pub fn modularity(graph: &Graph, communities: &[u32]) -> Option<f64> {
    let flow = Flow::of(graph);
    let communities: Vec<_> = communities.iter().map(|number| *number as usize).collect();
    (flow.total > 0.0).then(|| flow.modularity(&communities))
}

/// A network as modularity sees it: for each node the weight to and from each neighbour together, and the weight that
/// leaves and enters it in all. An undirected edge is an arc each way.
struct Flow {
    rows: Vec<Vec<(usize, f64)>>,
    leaving: Vec<f64>,
    entering: Vec<f64>,
    /// Weight within each node, once nodes stand for communities.
    within: Vec<f64>,
    total: f64,
}

impl Flow {
    fn of(graph: &Graph) -> Self {
        let row = |node: u32| {
            let mut row: Vec<(usize, f64)> = graph
                .out(node)
                .iter()
                .chain(graph.entering(node).iter())
                .map(|(other, weight)| (other as usize, weight))
                .collect();
            row.sort_by_key(|(other, _)| *other);
            row.dedup_by(|later, first| {
                let same = later.0 == first.0;
                if same {
                    first.1 += later.1;
                }
                same
            });
            row
        };
        let leaving: Vec<_> = graph.nodes().map(|node| graph.out(node).weight()).collect();
        Self {
            rows: graph.nodes().map(row).collect(),
            entering: graph
                .nodes()
                .map(|node| graph.entering(node).weight())
                .collect(),
            within: vec![0.0; graph.node_count()],
            total: leaving.iter().sum(),
            leaving,
        }
    }

    fn modularity(&self, communities: &[usize]) -> f64 {
        let count = communities.iter().max().map_or(0, |most| most + 1);
        let (mut inside, mut leaving, mut entering) =
            (vec![0.0; count], vec![0.0; count], vec![0.0; count]);
        for (node, &own) in communities.iter().enumerate() {
            leaving[own] += self.leaving[node];
            entering[own] += self.entering[node];
            let same = self.rows[node]
                .iter()
                .filter(|(other, _)| communities[*other] == own);
            // Each tie is seen from both ends, and each end has both of its arcs.
            inside[own] += same.map(|(_, weight)| weight / 2.0).sum::<f64>() + self.within[node];
        }
        let each = inside.iter().zip(leaving.iter().zip(&entering));
        each.map(|(inside, (leaving, entering))| {
            inside / self.total - (leaving / self.total) * (entering / self.total)
        })
        .sum()
    }

    /// Rounds of moving and joining from one seed until modularity grows no more.
    fn partition(&self, seed: u64, stop: Stop<'_>) -> Result<Vec<usize>, Stopped> {
        let mut random = Random(seed);
        let mut found: Vec<usize> = (0..self.rows.len()).collect();
        loop {
            let mut has_grown = self.improve(&mut found, &mut random, stop)?;
            let (mut communities, mut members) = self.joined(&found);
            loop {
                let mut outer: Vec<usize> = (0..communities.rows.len()).collect();
                if !communities.improve(&mut outer, &mut random, stop)? {
                    break;
                }
                has_grown = true;
                let (joined, places) = communities.joined(&outer);
                for own in &mut members {
                    *own = places[*own];
                }
                communities = joined;
            }
            found = members;
            if !has_grown {
                return Ok(found);
            }
        }
    }

    /// Moves nodes while that gains anything; whether any moved.
    fn improve(
        &self,
        communities: &mut [usize],
        random: &mut Random,
        stop: Stop<'_>,
    ) -> Result<bool, Stopped> {
        let nodes = self.rows.len();
        let mut sums = Sums::of(self, communities);
        let mut queue: VecDeque<usize> = random.order(nodes).into();
        let mut is_queued = vec![true; nodes];
        let mut weights = vec![0.0; sums.leaving.len()];
        let mut near = Vec::new();
        let (mut has_moved, mut steps) = (false, 0_usize);
        while let Some(node) = queue.pop_front() {
            steps += 1;
            if steps.is_multiple_of(1_024) {
                Stopped::check(stop)?;
            }
            is_queued[node] = false;
            let own = communities[node];
            for (other, weight) in &self.rows[node] {
                let community = communities[*other];
                if weights[community] == 0.0 {
                    near.push(community);
                }
                weights[community] += weight;
            }
            sums.take(self, node, own);
            let (leaving, entering) = (self.leaving[node], self.entering[node]);
            let gain = |community: usize| {
                let chance =
                    leaving * sums.entering[community] + entering * sums.leaving[community];
                weights[community] - chance / self.total
            };
            // Staying where it was wins over an equal gain elsewhere; being alone gains nothing.
            let (mut best, mut most) = (own, gain(own));
            for &community in &near {
                let found = gain(community);
                if found > most + LEAST_GAIN * self.total {
                    (best, most) = (community, found);
                }
            }
            if most < -LEAST_GAIN * self.total
                && let Some(empty) = sums.empty.last()
            {
                best = *empty;
            }
            near.drain(..)
                .for_each(|community| weights[community] = 0.0);
            sums.give(self, node, best);
            if best == own {
                continue;
            }
            has_moved = true;
            communities[node] = best;
            for (other, _) in &self.rows[node] {
                if communities[*other] != best && !is_queued[*other] {
                    is_queued[*other] = true;
                    queue.push_back(*other);
                }
            }
        }
        Ok(has_moved)
    }

    /// The network whose nodes are the communities, and the new number of each node's community.
    fn joined(&self, communities: &[usize]) -> (Self, Vec<usize>) {
        let mut numbers = vec![usize::MAX; self.rows.len().max(communities.len())];
        let mut count = 0;
        let places: Vec<usize> = communities
            .iter()
            .map(|own| {
                if numbers[*own] == usize::MAX {
                    numbers[*own] = count;
                    count += 1;
                }
                numbers[*own]
            })
            .collect();
        let mut members = vec![Vec::new(); count];
        for (node, place) in places.iter().enumerate() {
            members[*place].push(node);
        }
        let mut joined = Self {
            rows: Vec::with_capacity(count),
            leaving: vec![0.0; count],
            entering: vec![0.0; count],
            within: vec![0.0; count],
            total: self.total,
        };
        let mut weights = vec![0.0; count];
        let mut near: Vec<usize> = Vec::new();
        for (own, members) in members.iter().enumerate() {
            for &node in members {
                joined.leaving[own] += self.leaving[node];
                joined.entering[own] += self.entering[node];
                joined.within[own] += self.within[node];
                for (other, weight) in &self.rows[node] {
                    let community = places[*other];
                    if community == own {
                        joined.within[own] += weight / 2.0;
                        continue;
                    }
                    if weights[community] == 0.0 {
                        near.push(community);
                    }
                    weights[community] += weight;
                }
            }
            near.sort_unstable();
            let row = near.drain(..);
            let row = row.map(|community| (community, std::mem::take(&mut weights[community])));
            joined.rows.push(row.collect());
        }
        (joined, places)
    }
}

/// What the members of each community have together, and which communities have none.
struct Sums {
    leaving: Vec<f64>,
    entering: Vec<f64>,
    sizes: Vec<usize>,
    empty: Vec<usize>,
}

impl Sums {
    fn of(flow: &Flow, communities: &[usize]) -> Self {
        let count = flow.rows.len();
        let mut sums = Self {
            leaving: vec![0.0; count],
            entering: vec![0.0; count],
            sizes: vec![0; count],
            empty: Vec::new(),
        };
        for (node, own) in communities.iter().enumerate() {
            sums.leaving[*own] += flow.leaving[node];
            sums.entering[*own] += flow.entering[node];
            sums.sizes[*own] += 1;
        }
        sums.empty = (0..count).filter(|own| sums.sizes[*own] == 0).collect();
        sums
    }

    fn take(&mut self, flow: &Flow, node: usize, own: usize) {
        self.leaving[own] -= flow.leaving[node];
        self.entering[own] -= flow.entering[node];
        self.sizes[own] -= 1;
        if self.sizes[own] == 0 {
            self.leaving[own] = 0.0;
            self.entering[own] = 0.0;
            self.empty.push(own);
        }
    }

    fn give(&mut self, flow: &Flow, node: usize, own: usize) {
        if self.sizes[own] == 0 {
            self.empty.retain(|empty| *empty != own);
        }
        self.leaving[own] += flow.leaving[node];
        self.entering[own] += flow.entering[node];
        self.sizes[own] += 1;
    }
}

/// The same communities with those taken apart that do not hang together.
fn hanging_together(graph: &Graph, communities: &[usize]) -> Vec<usize> {
    let mut parts = vec![usize::MAX; communities.len()];
    let mut open = Vec::new();
    for first in graph.nodes() {
        if parts[first as usize] != usize::MAX {
            continue;
        }
        parts[first as usize] = first as usize;
        open.push(first);
        while let Some(node) = open.pop() {
            for &other in graph.joined(node).nodes {
                let same = communities[other as usize] == communities[node as usize];
                if same && parts[other as usize] == usize::MAX {
                    parts[other as usize] = first as usize;
                    open.push(other);
                }
            }
        }
    }
    parts
}

/// Communities numbered from 1, the largest first, of equal ones that with the first node.
fn numbered(communities: &[usize]) -> Vec<u32> {
    let count = communities.iter().max().map_or(0, |most| most + 1);
    let mut sizes = vec![(0_usize, 0_usize); count];
    for (node, own) in communities.iter().enumerate().rev() {
        let (size, first) = &mut sizes[*own];
        *size += 1;
        *first = node;
    }
    let mut order: Vec<usize> = (0..count).filter(|own| sizes[*own].0 > 0).collect();
    order.sort_by_key(|own| (std::cmp::Reverse(sizes[*own].0), sizes[*own].1));
    let mut numbers = vec![0; count];
    for (own, number) in order.into_iter().zip(1..) {
        numbers[own] = number;
    }
    communities.iter().map(|own| numbers[*own]).collect()
}

/// A small seeded source of numbers (`splitmix64`): the same everywhere and for ever.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The numbers below `count` in a drawn order.
    fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for place in (1..count).rev() {
            let other = self.next() % (place as u64 + 1);
            order.swap(place, usize::try_from(other).unwrap_or(0));
        }
        order
    }
}
