//! Type `UnitNetwork` and its parts. Every measure is that of the call which its description names.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object};

use super::{TaskConnection, Unit};
use crate::engine::{self, Measures, Network, TaskList, TaskSet};
use crate::graphql::error::{Fault, Result};
use crate::graphql::page::PageArguments;
use crate::graphql::scope::Scope;
use crate::model::UnitId;

/// Which units an edge joins (投影方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::Projection")]
pub(crate) enum Projection {
    /// Two units are joined once per task in which both stand, in any role (共同负责); undirected.
    CoResponsible,
    /// From each lead to every other unit of the task (牵头→责任); directed, without loops.
    LeadToResponsible,
}

/// What the weight of an edge is (权重). Sets of tasks and numbers of units are those after the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::Weighting")]
pub(crate) enum Weighting {
    /// The number of shared tasks (共同任务数).
    Count,
    /// Each shared task adds 1/(k−1), k being the number of its units (Newman 加权).
    Newman,
    /// Shared tasks by the tasks of either unit, |A∩B|/|A∪B| (Jaccard 系数); A are the tasks that the source leads in a directed
    /// network.
    Jaccard,
    /// Shared tasks by the geometric mean of the tasks of both, |A∩B|/√(|A|·|B|) (Salton 余弦); A as for JACCARD.
    Salton,
}

/// What kind of collaborator a unit is (合作类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::Standing")]
pub(crate) enum Standing {
    /// Breadth and depth both reach their cut-offs (主导型).
    Leading,
    /// One of them does (关键型).
    Key,
    /// Neither does, or it has no partner (辅助型).
    Auxiliary,
}

/// A network of units.
pub(crate) struct UnitNetwork(pub(crate) Arc<Network>);

/// A network of units (单位网络): a projection of tasks, named with its weighting. Measures are those of NetworkX 3.6; degree,
/// betweenness, closeness, core number, clustering, constraint, effective size and density leave weights aside,
/// `PageRank`, eigenvector, modularity and communities use them.
#[Object(serial)]
impl UnitNetwork {
    /// Which units an edge joins (投影方式).
    async fn projection(&self) -> Projection {
        self.0.filter().projection.into()
    }

    /// What the weight of an edge is (权重).
    async fn weighting(&self) -> Weighting {
        self.0.filter().weighting.into()
    }

    /// Number of tasks that the filter means (任务数).
    async fn task_count(&self) -> u64 {
        self.0.task_count()
    }

    /// Whether its edges have a direction (是否有向).
    async fn is_directed(&self) -> bool {
        self.0.graph().is_directed()
    }

    /// The units with a part in one of the tasks, also those without an edge (节点), in the order of the documents.
    async fn nodes(&self) -> Vec<NetworkNode> {
        let nodes = self.0.graph().nodes();
        nodes
            .map(|node| NetworkNode {
                network: Arc::clone(&self.0),
                node,
            })
            .collect()
    }

    /// The edges (边), the heaviest first.
    async fn edges(&self) -> Vec<NetworkEdge> {
        let edges = self.0.edges().iter();
        edges
            .map(|edge| NetworkEdge {
                network: Arc::clone(&self.0),
                edge: *edge,
            })
            .collect()
    }

    /// Number of nodes (节点数).
    async fn node_count(&self) -> usize {
        self.0.units().len()
    }

    /// Number of edges (边数).
    async fn edge_count(&self) -> usize {
        self.0.edges().len()
    }

    /// Sum of the weights of all edges (总权重).
    async fn total_weight(&self) -> f64 {
        self.0.total_weight()
    }

    /// Edges by those that there could be (密度): `nx.density`, 0 for fewer than two nodes; never null.
    async fn density(&self, context: &Context<'_>) -> Result<Option<f64>> {
        Ok(Some(self.measures(context)?.whole.density))
    }

    /// Number of connected components, isolated units included (连通分量数): `nx.number_connected_components`,
    /// `nx.number_weakly_connected_components` of a directed network.
    async fn component_count(&self, context: &Context<'_>) -> Result<usize> {
        Ok(self.measures(context)?.whole.component_count)
    }

    /// The mean of all clustering coefficients, those of 0 included (平均聚类系数): `nx.average_clustering`; null without nodes.
    async fn average_clustering(&self, context: &Context<'_>) -> Result<Option<f64>> {
        Ok(self.measures(context)?.whole.average_clustering)
    }

    /// How much more weight lies within communities than chance would put there (模块度):
    /// `nx.community.modularity(weight="weight")` of the communities found; null without edges.
    async fn modularity(&self, context: &Context<'_>) -> Result<Option<f64>> {
        Ok(self.measures(context)?.whole.modularity)
    }

    /// Freeman's degree centralisation (度中心势), as `centr_degree(loops = FALSE)` of igraph for R counts it; null for fewer than
    /// three nodes.
    async fn centralization(&self, context: &Context<'_>) -> Result<Option<f64>> {
        Ok(self.measures(context)?.whole.centralization)
    }

    /// The share of arcs that have one back (互惠性): `nx.overall_reciprocity`; null for an undirected network and without arcs.
    async fn reciprocity(&self, context: &Context<'_>) -> Result<Option<f64>> {
        Ok(self.measures(context)?.whole.reciprocity)
    }

    /// The greatest distance within the largest component, directions left aside (直径): `nx.diameter`; null without nodes.
    async fn diameter(&self, context: &Context<'_>) -> Result<Option<u32>> {
        Ok(self.measures(context)?.whole.diameter)
    }

    /// The mean distance within the largest component, directions left aside (平均距离): `nx.average_shortest_path_length`; null
    /// without nodes.
    async fn mean_distance(&self, context: &Context<'_>) -> Result<Option<f64>> {
        Ok(self.measures(context)?.whole.mean_distance)
    }

    /// Groups of units with more weight among them than chance would put there (社群), the largest first: Louvain's method, the
    /// best of several seeded rounds, always the same for the same network.
    async fn communities(&self, context: &Context<'_>) -> Result<Vec<NetworkCommunity>> {
        let measures = self.measures(context)?;
        let count = measures.communities.iter().max().copied().unwrap_or(0);
        let mut communities: Vec<_> = (1..=count)
            .map(|number| NetworkCommunity {
                number,
                units: Vec::new(),
            })
            .collect();
        for (number, unit) in measures.communities.iter().zip(self.0.units()) {
            let place = (*number as usize).checked_sub(1);
            if let Some(community) = place.and_then(|place| communities.get_mut(place)) {
                community.units.push(*unit);
            }
        }
        Ok(communities)
    }

    /// The mean breadth of the units with a partner (广度分界): from it on a unit counts as broad; null when no unit has a partner.
    async fn breadth_cut_off(&self) -> Option<f64> {
        self.0.standings().breadth_cut_off
    }

    /// The mean depth of the units with a partner (深度分界): from it on a unit counts as deep; null when no unit has a partner.
    async fn depth_cut_off(&self) -> Option<f64> {
        self.0.standings().depth_cut_off
    }

    /// Where the orders begin in which communities are looked for (随机种子).
    async fn seed(&self) -> u64 {
        engine::COMMUNITY_SEED
    }

    /// The state of the data (数据版本).
    async fn data_version(&self, context: &Context<'_>) -> String {
        Scope::of(context).view().data_version()
    }
}

impl UnitNetwork {
    fn measures(&self, context: &Context<'_>) -> Result<Arc<Measures>> {
        Ok(self.0.measures(Scope::of(context).view())?)
    }
}

/// A unit in a network.
pub(crate) struct NetworkNode {
    network: Arc<Network>,
    node: u32,
}

/// A unit in a network (网络节点).
#[Object(serial)]
impl NetworkNode {
    /// The unit (单位).
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        unit_of(context, &self.network, self.node)
    }

    /// Number of edges (度): `G.degree`; those in and out together in a directed network.
    async fn degree(&self) -> usize {
        self.network.graph().degree(self.node)
    }

    /// Number of edges that enter it (入度): `G.in_degree`; all of them in an undirected network.
    async fn in_degree(&self) -> usize {
        self.network.graph().entering(self.node).len()
    }

    /// Number of edges that leave it (出度): `G.out_degree`; all of them in an undirected network.
    async fn out_degree(&self) -> usize {
        self.network.graph().out(self.node).len()
    }

    /// Sum of the weights of its edges (加权度): `G.degree(weight="weight")`.
    async fn weighted_degree(&self) -> f64 {
        self.network.graph().weighted_degree(self.node)
    }

    /// The share of shortest paths between others that run through it (中介中心性): `nx.betweenness_centrality`, normalised.
    async fn betweenness(&self, context: &Context<'_>) -> Result<f64> {
        Ok(at(&self.measures(context)?.betweenness, self.node))
    }

    /// How near all others are (接近中心性): `nx.closeness_centrality`, along arcs that lead to it, scaled by the share of units
    /// that reach it; 0 when none does.
    async fn closeness(&self, context: &Context<'_>) -> Result<f64> {
        Ok(at(&self.measures(context)?.closeness, self.node))
    }

    /// Its value in the leading eigenvector, weights counted, along arcs that lead to it (特征向量中心性):
    /// `nx.eigenvector_centrality(weight="weight", tol=1e-14, max_iter=1000)`; null when that does not settle.
    async fn eigenvector(&self, context: &Context<'_>) -> Result<Option<f64>> {
        let measures = self.measures(context)?;
        Ok(measures
            .eigenvector
            .as_ref()
            .map(|values| at(values, self.node)))
    }

    /// The share of time that a walk along the edges spends at it (PageRank): `nx.pagerank(alpha=0.85, weight="weight")`.
    async fn page_rank(&self, context: &Context<'_>) -> Result<f64> {
        Ok(at(&self.measures(context)?.page_rank, self.node))
    }

    /// Burt's constraint (结构洞约束): `nx.constraint`; null for a unit without edges.
    async fn constraint(&self, context: &Context<'_>) -> Result<Option<f64>> {
        Ok(self.local(context)?.constraint)
    }

    /// Burt's effective size (有效规模): `nx.effective_size(G, nodes=G)`; null for a unit without edges.
    async fn effective_size(&self, context: &Context<'_>) -> Result<Option<f64>> {
        Ok(self.local(context)?.effective_size)
    }

    /// The greatest k such that it belongs to a part in which everyone has k edges (核数): `nx.core_number`.
    async fn core_number(&self, context: &Context<'_>) -> Result<usize> {
        let measures = self.measures(context)?;
        let core = measures.core_numbers.get(self.node as usize);
        Ok(core.copied().unwrap_or(0))
    }

    /// The share of pairs of its neighbours that are joined (聚类系数): `nx.clustering`; 0 when there are no pairs.
    async fn clustering(&self, context: &Context<'_>) -> Result<f64> {
        Ok(self.local(context)?.clustering)
    }

    /// Number of units that share a task with it (合作广度).
    async fn breadth(&self) -> u32 {
        let nodes = &self.network.standings().nodes;
        nodes
            .get(self.node as usize)
            .map_or(0, |(breadth, _)| *breadth)
    }

    /// Mean number of tasks that it shares with each of them (合作深度); null without any.
    async fn depth(&self) -> Option<f64> {
        let nodes = &self.network.standings().nodes;
        nodes.get(self.node as usize).and_then(|(_, depth)| *depth)
    }

    /// What kind of collaborator it is (合作类型), by the cut-offs of the network.
    async fn standing(&self) -> Standing {
        self.network.standings().of(self.node).into()
    }

    /// The number of its community (社群编号), from 1.
    async fn community(&self, context: &Context<'_>) -> Result<u32> {
        let measures = self.measures(context)?;
        let community = measures.communities.get(self.node as usize);
        Ok(community.copied().unwrap_or(0))
    }
}

impl NetworkNode {
    fn measures(&self, context: &Context<'_>) -> Result<Arc<Measures>> {
        Ok(self.network.measures(Scope::of(context).view())?)
    }

    fn local(&self, context: &Context<'_>) -> Result<engine::Local> {
        let measures = self.measures(context)?;
        let local = measures.local.get(self.node as usize);
        Ok(local.copied().unwrap_or_default())
    }
}

fn at(values: &[f64], node: u32) -> f64 {
    values.get(node as usize).copied().unwrap_or(0.0)
}

/// The unit that a node stands for.
fn unit_of(context: &Context<'_>, network: &Network, node: u32) -> Result<Unit> {
    let id = network.unit(node);
    let id = id.ok_or_else(|| Fault::dangling("the unit of node", node))?;
    Scope::of(context).unit(id).map(Unit)
}

/// An edge of a network.
pub(crate) struct NetworkEdge {
    network: Arc<Network>,
    edge: engine::Edge,
}

impl NetworkEdge {
    /// The edge between two units, from the first to the second in a directed network.
    pub(crate) fn between(network: Arc<Network>, source: UnitId, target: UnitId) -> Option<Self> {
        let ends = (network.node(source)?, network.node(target)?);
        let is_directed = network.graph().is_directed();
        let mut edges = network.edges().iter();
        let joins = |edge: &&engine::Edge| {
            let found = (edge.source, edge.target);
            found == ends || (!is_directed && found == (ends.1, ends.0))
        };
        let edge = *edges.find(joins)?;
        Some(Self { network, edge })
    }

    fn tasks_behind(&self) -> TaskSet {
        let engine::Edge { source, target, .. } = self.edge;
        self.network.tasks_of_edge(source, target)
    }
}

/// An edge of a network (网络的边).
#[Object(serial)]
impl NetworkEdge {
    /// The unit that it leaves (起点); in an undirected network the one that the documents name first.
    async fn source(&self, context: &Context<'_>) -> Result<Unit> {
        unit_of(context, &self.network, self.edge.source)
    }

    /// The unit that it enters (终点).
    async fn target(&self, context: &Context<'_>) -> Result<Unit> {
        unit_of(context, &self.network, self.edge.target)
    }

    /// Its weight (权重).
    async fn weight(&self) -> f64 {
        self.edge.weight
    }

    /// Number of tasks that make it (任务数).
    async fn task_count(&self) -> u32 {
        self.edge.tasks
    }

    /// The tasks that make it (任务), in the order of the documents.
    async fn tasks(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Items from the start: at most 100; null for 20.")] first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
    ) -> Result<TaskConnection> {
        let page = PageArguments::new(first, after, None, None);
        let units = [self.edge.source, self.edge.target].map(|node| self.network.unit(node));
        let question = ("networkEdge", self.network.filter(), units);
        let list = TaskList::Document(self.tasks_behind());
        TaskConnection::of(context, &question, &list, &page).await
    }
}

/// A community of units.
pub(crate) struct NetworkCommunity {
    number: u32,
    units: Vec<UnitId>,
}

/// A community of a network (社群).
#[Object(serial)]
impl NetworkCommunity {
    /// Its number (编号), from 1, the largest first.
    async fn number(&self) -> u32 {
        self.number
    }

    /// Its units (单位), in the order of the documents.
    async fn units(&self, context: &Context<'_>) -> Result<Vec<Unit>> {
        let scope = Scope::of(context);
        let units = self.units.iter();
        units.map(|id| scope.unit(*id).map(Unit)).collect()
    }
}
