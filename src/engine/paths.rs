//! The shortest way from one thing to another through tasks and the units that share them.

use std::sync::Arc;

use super::network::{Network, NetworkFilter};
use super::relation::Relation;
use super::{CityMatch, QueryError, TaskFilter, TaskSet, UnitMatch, View};
use crate::graph::strongest_shortest;
use crate::model::{NodeId, PlanId, UnitId, Via};

/// Tasks of one hop that are looked at and given out.
pub const HOP_TASKS: usize = 100;

/// A way through the graph. Going nowhere has no hops.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Path {
    /// The steps in order.
    pub hops: Vec<Hop>,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Hop {
    /// Where it begins.
    pub from: NodeId,
    /// Where it ends.
    pub to: NodeId,
    /// How both are tied: by the strongest role of a unit, an assignment before a mention of a division.
    pub relation: Relation,
    /// The tasks that tie them, the first [`HOP_TASKS`] in the order of the documents.
    pub tasks: Vec<u32>,
}

/// One end of a path.
struct End {
    node: NodeId,
    /// Its tasks.
    tasks: TaskSet,
    /// The units that it meets in them, and how often; itself when it is a node of the network.
    units: Vec<(u32, f64)>,
    /// Whether it is a node of the network.
    is_unit: bool,
    /// Whether its units are met by a reorganisation instead.
    succeeds: bool,
}

impl View {
    /// The shortest path between two units, divisions, chapters, sections, plans or tasks within `plans` (all when
    /// `None`), of at most `most` hops; `None` when there is none.
    ///
    /// Two things are one hop apart when a task ties both; what lies between is a unit, neither a local government nor a
    /// placeholder. Of equally short paths the one with most tasks on its hops is taken.
    pub fn path(
        &self,
        from: NodeId,
        to: NodeId,
        plans: Option<&[PlanId]>,
        most: usize,
    ) -> Result<Option<Path>, QueryError> {
        if from == to {
            return Ok(Some(Path::default()));
        }
        let within = TaskFilter::of_plans(plans.map(<[PlanId]>::to_vec));
        let network = self.network(&NetworkFilter::of_tasks(within.clone()))?;
        let start = self.end(&network, &within, from)?;
        let end = self.end(&network, &within, to)?;
        let shared = start.tasks.common(&end.tasks);
        if !shared.is_empty() && most > 0 {
            let hop = self.hop(from, to, &shared)?;
            return Ok(Some(Path { hops: vec![hop] }));
        }
        if self.are_successors(from, to) && most > 0 {
            let hop = Hop {
                from,
                to,
                relation: Relation::Succeeds,
                tasks: Vec::new(),
            };
            return Ok(Some(Path { hops: vec![hop] }));
        }
        let outside = usize::from(!start.is_unit) + usize::from(!end.is_unit);
        let Some(inside) = most.checked_sub(outside) else {
            return Ok(None);
        };
        let way = strongest_shortest(network.graph(), &start.units, &end.units, inside);
        way.map(|way| self.along(&network, &start, &end, &way))
            .transpose()
    }

    fn end(
        &self,
        network: &Arc<Network>,
        within: &TaskFilter,
        node: NodeId,
    ) -> Result<End, QueryError> {
        if let NodeId::Unit(id) = node
            && let Some(place) = network.node(id)
        {
            return Ok(End {
                node,
                tasks: network.tasks_of(place),
                units: vec![(place, 0.0)],
                is_unit: true,
                succeeds: false,
            });
        }
        let tasks = self.tasks_at(node, within)?;
        let shares = network.shares(&tasks).into_iter();
        let mut units: Vec<_> = shares
            .map(|(unit, count)| (unit, f64::from(count)))
            .collect();
        let succeeds = units.is_empty();
        if let NodeId::Unit(id) = node
            && succeeds
        {
            let related = self.successions(id).into_iter();
            units.extend(related.filter_map(|other| Some((network.node(other)?, 0.0))));
            units.sort_unstable_by_key(|(unit, _)| *unit);
            units.dedup_by_key(|(unit, _)| *unit);
        }
        Ok(End {
            node,
            tasks,
            units,
            is_unit: false,
            succeeds,
        })
    }

    /// The tasks that a thing is tied to by statement, rule or correction, divisions with what lies within them.
    pub(super) fn tasks_at(
        &self,
        node: NodeId,
        within: &TaskFilter,
    ) -> Result<TaskSet, QueryError> {
        let mut filter = TaskFilter::default();
        match node {
            NodeId::Unit(id) if self.snapshot().unit(id).is_some() => {
                filter.units = Some(UnitMatch::any_of(vec![id.to_string()]));
            }
            NodeId::City(id) => {
                filter.cities = Some(CityMatch::any_of(vec![id.to_string()]));
            }
            NodeId::Chapter(id) => filter.chapter_ids = Some(vec![id]),
            NodeId::Section(id) => filter.sections = Some(vec![id]),
            NodeId::Plan(id) if self.snapshot().plan(id).is_some() => filter.plans = Some(vec![id]),
            NodeId::Task(id) => {
                let own: TaskSet = self.task_ordinals(&[id])?.into_iter().flatten().collect();
                return Ok(own.common(&self.task_set(within)?));
            }
            _ => return Ok(TaskSet::new()),
        }
        self.task_set(&TaskFilter {
            and: Some(vec![filter, within.clone()]),
            ..TaskFilter::default()
        })
    }

    fn along(
        &self,
        network: &Network,
        start: &End,
        end: &End,
        way: &[u32],
    ) -> Result<Path, QueryError> {
        let mut hops = Vec::new();
        let units: Vec<_> = way
            .iter()
            .filter_map(|node| Some((*node, network.unit(*node)?)))
            .collect();
        if let (false, Some((node, unit))) = (start.is_unit, units.first()) {
            hops.push(self.end_hop(network, start, *node, *unit, true)?);
        }
        for pair in units.windows(2) {
            if let [(one, from), (other, to)] = pair {
                let tasks = network.tasks_of_edge(*one.min(other), *one.max(other));
                hops.push(self.hop(NodeId::Unit(*from), NodeId::Unit(*to), &tasks)?);
            }
        }
        if let (false, Some((node, unit))) = (end.is_unit, units.last()) {
            hops.push(self.end_hop(network, end, *node, *unit, false)?);
        }
        Ok(Path { hops })
    }

    /// The hop between an end outside the network and the unit next to it.
    fn end_hop(
        &self,
        network: &Network,
        end: &End,
        node: u32,
        unit: UnitId,
        is_first: bool,
    ) -> Result<Hop, QueryError> {
        let unit = NodeId::Unit(unit);
        let (from, to) = if is_first {
            (end.node, unit)
        } else {
            (unit, end.node)
        };
        if end.succeeds {
            return Ok(Hop {
                from,
                to,
                relation: Relation::Succeeds,
                tasks: Vec::new(),
            });
        }
        self.hop(from, to, &end.tasks.common(&network.tasks_of(node)))
    }

    fn hop(&self, from: NodeId, to: NodeId, tasks: &TaskSet) -> Result<Hop, QueryError> {
        let tasks: Vec<u32> = tasks.iter().take(HOP_TASKS).collect();
        let relation = match (from, to) {
            (NodeId::Unit(_), NodeId::Unit(_)) => Relation::Collaborates,
            (city @ NodeId::City(_), _) | (_, city @ NodeId::City(_)) => {
                let read = self.readable_tasks(&tasks)?;
                let assigned = Some(Relation::of_via(Via::Assigned));
                let is_assigned = |task: &Arc<_>| !self.naming(task, city, assigned).is_empty();
                if read.iter().any(is_assigned) {
                    Relation::AssignedTo
                } else {
                    Relation::Mentions
                }
            }
            (unit @ NodeId::Unit(_), _) | (_, unit @ NodeId::Unit(_)) => {
                let read = self.readable_tasks(&tasks)?;
                let plays = |relation: &&Relation| {
                    let mut tasks = read.iter();
                    tasks.any(|task| !self.naming(task, unit, Some(**relation)).is_empty())
                };
                let roles = [Relation::Leads, Relation::Shares];
                let strongest = roles.iter().find(plays).copied();
                strongest.unwrap_or(Relation::Supports)
            }
            _ => Relation::PartOf,
        };
        Ok(Hop {
            from,
            to,
            relation,
            tasks,
        })
    }

    /// Units that came before or after this one in a reorganisation.
    pub(super) fn successions(&self, unit: UnitId) -> Vec<UnitId> {
        let after = self.successors(unit).into_iter().map(|change| change.to);
        let before = self
            .predecessors(unit)
            .into_iter()
            .map(|change| change.from);
        let mut related: Vec<_> = after.chain(before).filter(|other| *other != unit).collect();
        related.sort_unstable();
        related.dedup();
        related
    }

    fn are_successors(&self, from: NodeId, to: NodeId) -> bool {
        match (from, to) {
            (NodeId::Unit(from), NodeId::Unit(to)) => self.successions(from).contains(&to),
            _ => false,
        }
    }
}
