//! All measures of a network in one go, and those of the network as a whole.

use super::{
    Graph, Local, Stop, Stopped, communities, components, core_numbers, eigenvector, float, local,
    modularity, page_rank, sweep,
};
use crate::graph::sweep::sweep_rows;

/// What every node is in the network, by node, and what the network is as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measures {
    /// [`super::Sweep::betweenness_centrality`].
    pub betweenness: Vec<f64>,
    /// [`super::Sweep::closeness_centrality`].
    pub closeness: Vec<f64>,
    /// [`eigenvector`].
    pub eigenvector: Option<Vec<f64>>,
    /// [`page_rank`].
    pub page_rank: Vec<f64>,
    /// [`fn@super::local`].
    pub local: Vec<Local>,
    /// [`core_numbers`].
    pub core_numbers: Vec<usize>,
    /// [`fn@super::communities`].
    pub communities: Vec<u32>,
    /// The network as a whole.
    pub whole: Whole,
}

/// What the network is as a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Whole {
    /// [`density`].
    pub density: f64,
    /// [`fn@super::components`].
    pub component_count: usize,
    /// `nx.average_clustering(G)`; `None` without nodes.
    pub average_clustering: Option<f64>,
    /// [`modularity`] of the communities found; `None` without edges.
    pub modularity: Option<f64>,
    /// [`centralization`].
    pub centralization: Option<f64>,
    /// [`reciprocity`].
    pub reciprocity: Option<f64>,
    /// `nx.diameter` of the largest component, directions left aside, of equal ones that with the first node; `None`
    /// without nodes.
    pub diameter: Option<u32>,
    /// `nx.average_shortest_path_length` of the same component; `None` without nodes.
    pub mean_distance: Option<f64>,
}

/// Computes everything.
pub fn measures(graph: &Graph, stop: Stop<'_>) -> Result<Measures, Stopped> {
    let (paths, others) = rayon::join(|| sweep(graph, true, stop), || beside_paths(graph, stop));
    let (paths, mut all) = (paths?, others?);
    all.betweenness = paths.betweenness_centrality();
    all.closeness = paths.closeness_centrality();
    let either_way = if graph.is_directed() {
        sweep_rows(graph.rows_joined(), graph.rows_joined(), false, stop)?
    } else {
        paths
    };
    let (numbers, sizes) = components(graph);
    let largest = (0..)
        .zip(&sizes)
        .fold(None, |best, (number, size)| match best {
            Some((_, most)) if most >= *size => best,
            _ => Some((number, *size)),
        });
    if let Some((largest, size)) = largest {
        let inside = numbers.iter().zip(0..).filter(|(own, _)| **own == largest);
        let (mut diameter, mut sum) = (0, 0);
        for (_, node) in inside {
            let node: usize = node;
            diameter = diameter.max(either_way.eccentricity.get(node).copied().unwrap_or(0));
            sum += either_way.distance_sum.get(node).copied().unwrap_or(0);
        }
        let pairs = float(size) * float(size - 1);
        let sum = float(usize::try_from(sum).unwrap_or(usize::MAX));
        all.whole.diameter = Some(diameter);
        all.whole.mean_distance = Some(if size > 1 { sum / pairs } else { 0.0 });
    }
    all.whole.component_count = sizes.len();
    Ok(all)
}

fn beside_paths(graph: &Graph, stop: Stop<'_>) -> Result<Measures, Stopped> {
    let local = local(graph, stop)?;
    let communities = communities(graph, stop)?;
    let clustering = local.iter().map(|local| local.clustering).sum::<f64>();
    let whole = Whole {
        density: density(graph),
        average_clustering: (!local.is_empty()).then(|| clustering / float(local.len())),
        modularity: modularity(graph, &communities),
        centralization: centralization(graph),
        reciprocity: reciprocity(graph),
        ..Whole::default()
    };
    Ok(Measures {
        eigenvector: eigenvector(graph, stop)?,
        page_rank: page_rank(graph, stop)?,
        core_numbers: core_numbers(graph),
        local,
        communities,
        whole,
        ..Measures::default()
    })
}

/// `nx.density(G)`: edges by those that there could be; 0 for fewer than two nodes.
#[must_use]
pub fn density(graph: &Graph) -> f64 {
    let nodes = float(graph.node_count());
    if nodes < 2.0 {
        return 0.0;
    }
    let arcs = float(graph.edge_count()) * if graph.is_directed() { 1.0 } else { 2.0 };
    arcs / (nodes * (nodes - 1.0))
}

/// Freeman's degree centralisation, as `centr_degree(mode = "all", loops = FALSE)` of igraph for R counts it (Social
/// Networks 1, 1978): how far all degrees stay behind the greatest, by how far they could; `None` for fewer than three nodes.
#[must_use]
pub fn centralization(graph: &Graph) -> Option<f64> {
    let nodes = float(graph.node_count());
    if nodes < 3.0 {
        return None;
    }
    let degrees: Vec<_> = graph.nodes().map(|node| graph.degree(node)).collect();
    let most = degrees.iter().max().copied().unwrap_or(0);
    let behind: usize = degrees.iter().map(|degree| most - degree).sum();
    let ways = if graph.is_directed() { 2.0 } else { 1.0 };
    Some(float(behind) / (ways * (nodes - 1.0) * (nodes - 2.0)))
}

/// `nx.overall_reciprocity(G)`: the share of arcs that have one back; `None` without arcs and for an undirected graph.
#[must_use]
pub fn reciprocity(graph: &Graph) -> Option<f64> {
    if !graph.is_directed() || graph.edge_count() == 0 {
        return None;
    }
    let pairs = graph.nodes().flat_map(|node| graph.joined(node).weights);
    let returned = pairs.filter(|count| **count > 1.0).count();
    Some(float(returned) / float(graph.edge_count()))
}
