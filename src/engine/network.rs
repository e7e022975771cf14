//! Networks of units: a projection of tasks, made when somebody asks for one and kept while the state lasts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::chance::float;
use super::{QueryError, TaskFilter, TaskSet, View};
use crate::graph::{self, Edge, Graph, Measures, Parts, Projection, Weighting};
use crate::model::{Basis, Role, UnitId, UnitKind};
use crate::store::Generation;

/// The most edges that a question through the API may have in its answer.
pub const EDGE_LIMIT: usize = 20_000;

/// Bytes of networks that are kept.
const KEPT_BYTES: u64 = 96 << 20;

/// Which network is meant.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkFilter {
    /// Only these tasks make edges.
    pub tasks: TaskFilter,
    /// Which units an edge joins.
    pub projection: Projection,
    /// What its weight is.
    pub weighting: Weighting,
    /// Units of these kinds; `None` for all but local governments and placeholders.
    pub kinds: Option<Vec<UnitKind>>,
    /// Edges of at least this weight; nodes stay.
    pub min_weight: Option<f64>,
    /// Parts on one of these bases.
    pub basis: Vec<Basis>,
    /// Parts of one of these roles; `None` for any.
    pub roles: Option<Vec<Role>>,
}

impl Default for NetworkFilter {
    fn default() -> Self {
        Self {
            tasks: TaskFilter::default(),
            projection: Projection::default(),
            weighting: Weighting::default(),
            kinds: None,
            min_weight: None,
            basis: Basis::COUNTED.to_vec(),
            roles: None,
        }
    }
}

impl NetworkFilter {
    /// The network of these tasks with its defaults.
    #[must_use]
    pub fn of_tasks(tasks: TaskFilter) -> Self {
        Self {
            tasks,
            ..Self::default()
        }
    }

    /// Whether units of this kind are nodes.
    #[must_use]
    pub fn holds(&self, kind: UnitKind) -> bool {
        match &self.kinds {
            Some(kinds) => kinds.contains(&kind),
            None => !matches!(kind, UnitKind::LocalGovernment | UnitKind::Placeholder),
        }
    }

    /// Whether a part of this role on this basis joins its unit to others.
    #[must_use]
    pub fn joins(&self, role: Role, basis: Basis) -> bool {
        let roles = self.roles.as_ref();
        self.basis.contains(&basis) && roles.is_none_or(|roles| roles.contains(&role))
    }
}

/// A network of units.
#[derive(Debug)]
pub struct Network {
    filter: NetworkFilter,
    task_count: u64,
    units: Vec<UnitId>,
    nodes: HashMap<UnitId, u32>,
    edges: Vec<Edge>,
    graph: Graph,
    /// Ordinals of the tasks in which some node has a part, ascending, and these parts.
    ordinals: Vec<u32>,
    parts: Parts,
    /// For each node its tasks, and those that it leads, by place in `ordinals`; made when first wanted.
    standing: OnceLock<Vec<Vec<u32>>>,
    leading: OnceLock<Vec<Vec<u32>>>,
    measures: OnceLock<Arc<Measures>>,
    standings: OnceLock<Standings>,
}

/// What kind of collaborator a unit is, by breadth (number of partners) and depth (mean number of tasks shared with each).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Breadth and depth both reach their means.
    Leading,
    /// One of them does.
    Key,
    /// Neither does, or it has no partner.
    Auxiliary,
}

/// Breadth and depth of all units.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standings {
    /// The mean breadth of units with a partner; `None` when none has one.
    pub breadth_cut_off: Option<f64>,
    /// The mean depth of units with a partner; `None` when none has one.
    pub depth_cut_off: Option<f64>,
    /// By node: number of partners, and mean number of tasks shared with each, `None` without a partner.
    pub nodes: Vec<(u32, Option<f64>)>,
}

impl Standings {
    /// What kind of collaborator the unit of a node is.
    #[must_use]
    pub fn of(&self, node: u32) -> Standing {
        let found = self.nodes.get(node as usize).copied();
        let (breadth, depth) = found.unwrap_or_default();
        let is_broad = self
            .breadth_cut_off
            .is_some_and(|mean| f64::from(breadth) >= mean);
        let is_deep = depth
            .zip(self.depth_cut_off)
            .is_some_and(|(depth, mean)| depth >= mean);
        match (is_broad, is_deep) {
            (true, true) => Standing::Leading,
            (false, false) => Standing::Auxiliary,
            _ => Standing::Key,
        }
    }
}

impl Network {
    /// What was asked.
    #[must_use]
    pub fn filter(&self) -> &NetworkFilter {
        &self.filter
    }

    /// Number of tasks that the filter means.
    #[must_use]
    pub fn task_count(&self) -> u64 {
        self.task_count
    }

    /// The units, in the order in which the documents name them; a node is a place in this list.
    #[must_use]
    pub fn units(&self) -> &[UnitId] {
        &self.units
    }

    /// The edges, the heaviest first, of equal ones by source and target.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The sum of all weights.
    #[must_use]
    pub fn total_weight(&self) -> f64 {
        graph::total_weight(&self.edges)
    }

    /// The network as numbers.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The node of a unit.
    #[must_use]
    pub fn node(&self, unit: UnitId) -> Option<u32> {
        self.nodes.get(&unit).copied()
    }

    /// The unit of a node.
    #[must_use]
    pub fn unit(&self, node: u32) -> Option<UnitId> {
        self.units.get(node as usize).copied()
    }

    /// The tasks in which a node has a part.
    #[must_use]
    pub fn tasks_of(&self, node: u32) -> TaskSet {
        self.ordinals_of(self.standing().get(node as usize))
    }

    /// The tasks that make an edge.
    #[must_use]
    pub fn tasks_of_edge(&self, source: u32, target: u32) -> TaskSet {
        let sources = if self.graph.is_directed() {
            self.leading()
        } else {
            self.standing()
        };
        let ends = sources
            .get(source as usize)
            .zip(self.standing().get(target as usize));
        ends.map(|(one, other)| self.ordinals_of(Some(&common(one, other))))
            .unwrap_or_default()
    }

    /// How many of these tasks each node has a part in, by node, those with none left out.
    #[must_use]
    pub fn shares(&self, tasks: &TaskSet) -> Vec<(u32, u32)> {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for ordinal in tasks.iter() {
            if let Ok(task) = self.ordinals.binary_search(&ordinal) {
                for unit in self.parts.units(task) {
                    *counts.entry(*unit).or_default() += 1;
                }
            }
        }
        let mut shares: Vec<_> = counts.into_iter().collect();
        shares.sort_unstable();
        shares
    }

    /// Fails when the network has more edges than one answer of the API holds.
    pub fn check_size(&self) -> Result<(), QueryError> {
        if self.edges.len() <= EDGE_LIMIT {
            return Ok(());
        }
        // The edges come heaviest first: this weight lets fewer than the limit through.
        let first_out = self.edges.get(EDGE_LIMIT).map_or(0.0, |edge| edge.weight);
        let mut kept = self.edges.iter().rev();
        let lightest = kept.find(|edge| edge.weight > first_out);
        let enough = lightest.map_or(first_out, |edge| edge.weight);
        Err(QueryError::NetworkTooLarge {
            edges: self.edges.len(),
            limit: EDGE_LIMIT,
            enough,
        })
    }

    /// All measures, computed once.
    pub fn measures(&self, view: &View) -> Result<Arc<Measures>, QueryError> {
        if let Some(measures) = self.measures.get() {
            return Ok(Arc::clone(measures));
        }
        let stop = || view.check_time().is_err();
        match graph::measures(&self.graph, &stop) {
            Ok(found) => Ok(Arc::clone(self.measures.get_or_init(|| Arc::new(found)))),
            Err(graph::Stopped) => Err(view.timed_out()),
        }
    }

    /// Breadth and depth of every unit, computed once.
    #[must_use]
    pub fn standings(&self) -> &Standings {
        self.standings.get_or_init(|| {
            let mut shared = vec![0_u64; self.units.len()];
            for edge in &self.edges {
                for end in [edge.source, edge.target] {
                    if let Some(sum) = shared.get_mut(end as usize) {
                        *sum += u64::from(edge.tasks);
                    }
                }
            }
            let node = |(node, shared): (u32, u64)| {
                let partners = self.graph.joined(node).len();
                let partners = u32::try_from(partners).unwrap_or(u32::MAX);
                let depth = (partners > 0).then(|| float(shared) / f64::from(partners));
                (partners, depth)
            };
            let nodes: Vec<_> = (0..).zip(shared).map(node).collect();
            let with = nodes.iter().filter(|(partners, _)| *partners > 0);
            let count = float(with.clone().count() as u64);
            let mean = |sum: f64| (count > 0.0).then(|| sum / count);
            Standings {
                breadth_cut_off: mean(with.clone().map(|(partners, _)| f64::from(*partners)).sum()),
                depth_cut_off: mean(with.filter_map(|(_, depth)| *depth).sum()),
                nodes,
            }
        })
    }

    fn standing(&self) -> &[Vec<u32>] {
        let make = || self.parts.tasks_of_units(self.units.len(), false);
        self.standing.get_or_init(make)
    }

    fn leading(&self) -> &[Vec<u32>] {
        let make = || self.parts.tasks_of_units(self.units.len(), true);
        self.leading.get_or_init(make)
    }

    fn ordinals_of(&self, tasks: Option<&Vec<u32>>) -> TaskSet {
        let tasks = tasks.into_iter().flatten();
        tasks
            .filter_map(|task| self.ordinals.get(*task as usize).copied())
            .collect()
    }

    /// About how many bytes it takes, with what it may come to hold.
    fn bytes(&self) -> u64 {
        let parts: usize = (0..self.parts.len())
            .map(|task| self.parts.units(task).len())
            .sum();
        64 * (self.edges.len() + 8 * self.units.len()) as u64
            + 16 * (parts + self.ordinals.len()) as u64
    }
}

impl View {
    /// The network that a filter means.
    pub fn network(&self, filter: &NetworkFilter) -> Result<Arc<Network>, QueryError> {
        let generation = self.snapshot().generation();
        let kept = &self.shared().networks;
        if let Some(network) = kept.find(generation, filter) {
            return Ok(network);
        }
        let network = Arc::new(self.make_network(filter)?);
        kept.keep(generation, &network);
        Ok(network)
    }

    fn make_network(&self, filter: &NetworkFilter) -> Result<Network, QueryError> {
        let set = self.task_set(&filter.tasks)?;
        let mut units = Vec::new();
        let mut nodes = HashMap::new();
        let (mut ordinals, mut parts) = (Vec::new(), Parts::default());
        let is_node = |id: UnitId| {
            let entry = self.snapshot().unit(id);
            entry.is_some_and(|entry| filter.holds(entry.unit.kind))
        };
        let mut row_parts = Vec::new();
        self.segments(&self.plans_of(&set), |entry, segment| {
            let is_node: Vec<_> = segment.units.iter().map(|id| is_node(*id)).collect();
            for (row, ordinal) in segment.tasks.iter().zip(entry.first..) {
                if !set.contains(ordinal) {
                    continue;
                }
                for link in &row.links {
                    let unit = link.unit as usize;
                    let counts =
                        is_node.get(unit) == Some(&true) && filter.joins(link.role, link.basis);
                    if let Some(id) = segment.units.get(unit).filter(|_| counts) {
                        let node = *nodes.entry(*id).or_insert_with(|| {
                            units.push(*id);
                            u32::try_from(units.len() - 1).unwrap_or(u32::MAX)
                        });
                        row_parts.push((node, link.role == Role::Lead));
                    }
                }
                if !row_parts.is_empty() {
                    ordinals.push(ordinal);
                    parts.push(&mut row_parts);
                    row_parts.clear();
                }
            }
            Ok(())
        })?;
        self.check_time()?;
        let mut edges = graph::project(&parts, units.len(), filter.projection, filter.weighting);
        if let Some(least) = filter.min_weight {
            edges.retain(|edge| edge.weight >= least);
        }
        self.check_time()?;
        let is_directed = filter.projection == Projection::LeadToResponsible;
        let graph = Graph::new(units.len(), is_directed, &edges);
        // A stable sort: of equal weights the order by source and target stays.
        edges.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        Ok(Network {
            filter: filter.clone(),
            task_count: set.len(),
            units,
            nodes,
            edges,
            graph,
            ordinals,
            parts,
            standing: OnceLock::new(),
            leading: OnceLock::new(),
            measures: OnceLock::new(),
            standings: OnceLock::new(),
        })
    }
}

/// Networks of the newest states, the last asked for at the end.
#[derive(Debug, Default)]
pub(super) struct KeptNetworks(Mutex<Vec<(Generation, Arc<Network>)>>);

impl KeptNetworks {
    fn find(&self, generation: Generation, filter: &NetworkFilter) -> Option<Arc<Network>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept
            .iter()
            .position(|(of, network)| *of == generation && network.filter == *filter)?;
        let found = kept.remove(place);
        let network = Arc::clone(&found.1);
        kept.push(found);
        Some(network)
    }

    fn keep(&self, generation: Generation, network: &Arc<Network>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, _)| *of >= generation);
        kept.push((generation, Arc::clone(network)));
        let mut bytes: u64 = kept.iter().map(|(_, network)| network.bytes()).sum();
        while bytes > KEPT_BYTES && kept.len() > 1 {
            let (_, oldest) = kept.remove(0);
            bytes -= oldest.bytes();
        }
    }
}

/// What two ascending lists have in common.
fn common(one: &[u32], other: &[u32]) -> Vec<u32> {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    short
        .iter()
        .filter(|item| long.binary_search(item).is_ok())
        .copied()
        .collect()
}
