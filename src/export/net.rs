//! A network with everything that a file says of its nodes and edges.

use super::labels::labels;
use super::rows::Cell;
use super::words::{STANDINGS, name_of};
use super::{ExportError, Request};
use crate::engine::{Edge, View, total_weight};
use crate::model::NodeId;
use crate::text::pinyin::readings;

/// A network ready to be written.
pub(super) struct Net {
    pub(super) is_directed: bool,
    pub(super) task_count: u64,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
}

/// A node with its attributes.
pub(super) struct Node {
    pub(super) id: String,
    pub(super) name: String,
    /// The name as no other node of the network has it.
    pub(super) label: String,
    /// The name in Latin letters: Sheng Caizheng Ting has no agreed form, so syllables stand apart.
    pub(super) latin: String,
    pub(super) values: Vec<Cell>,
}

/// The attributes of a node and their types, in the order of [`Node::values`].
pub(super) const ATTRIBUTES: &[(&str, &str)] = &[
    ("kind", "string"),
    ("degree", "integer"),
    ("inDegree", "integer"),
    ("outDegree", "integer"),
    ("weightedDegree", "double"),
    ("betweenness", "double"),
    ("closeness", "double"),
    ("eigenvector", "double"),
    ("pageRank", "double"),
    ("constraint", "double"),
    ("effectiveSize", "double"),
    ("coreNumber", "integer"),
    ("clustering", "double"),
    ("community", "integer"),
    ("standing", "string"),
];

impl Net {
    pub(super) fn read(view: &View, request: &Request) -> Result<Self, ExportError> {
        let network = view.network(&request.filter)?;
        let measures = network.measures(view)?;
        let graph = network.graph();
        let mut labels = labels(view, network.units().iter().copied().map(NodeId::Unit))?;
        let mut nodes = Vec::with_capacity(network.units().len());
        for (node, id) in (0..).zip(network.units()) {
            let unit = view.unit(*id);
            let at = node as usize;
            let real = |values: &[f64]| Cell::maybe(values.get(at).copied());
            let local = measures.local.get(at).copied().unwrap_or_default();
            let whole = |count: usize| Cell::Whole(u32::try_from(count).unwrap_or(u32::MAX));
            let values = vec![
                unit.map_or(Cell::Empty, |unit| unit.kind.word().into()),
                whole(graph.degree(node)),
                whole(graph.entering(node).len()),
                whole(graph.out(node).len()),
                Cell::Number(graph.weighted_degree(node)),
                real(&measures.betweenness),
                real(&measures.closeness),
                measures.eigenvector.as_deref().map_or(Cell::Empty, real),
                real(&measures.page_rank),
                Cell::maybe(local.constraint),
                Cell::maybe(local.effective_size),
                whole(measures.core_numbers.get(at).copied().unwrap_or(0)),
                Cell::Number(local.clustering),
                measures.communities.get(at).copied().unwrap_or(0).into(),
                Cell::Text(name_of(STANDINGS, &network.standings().of(node))),
            ];
            let name = view.unit_name(*id);
            nodes.push(Node {
                id: id.to_string(),
                latin: latin(&name),
                name,
                label: labels.remove(&NodeId::Unit(*id)).unwrap_or_default(),
                values,
            });
        }
        Ok(Self {
            is_directed: graph.is_directed(),
            task_count: network.task_count(),
            nodes,
            edges: network.edges().to_vec(),
        })
    }

    /// The word that GEXF and `GraphML` have for whether its edges have a direction.
    pub(super) fn kind(&self) -> &'static str {
        if self.is_directed {
            "directed"
        } else {
            "undirected"
        }
    }

    pub(super) fn total_weight(&self) -> f64 {
        total_weight(&self.edges)
    }

    /// Each edge with its ends.
    pub(super) fn ends(&self) -> impl Iterator<Item = (&Edge, &Node, &Node)> {
        self.edges.iter().filter_map(|edge| {
            let source = self.nodes.get(edge.source as usize)?;
            Some((edge, source, self.nodes.get(edge.target as usize)?))
        })
    }
}

/// The usual reading of a name, syllables apart.
pub(super) fn latin(name: &str) -> String {
    let usual = readings(name).into_iter().next();
    usual.map_or_else(String::new, |reading| reading.full())
}
