//! Who works with a unit, and how much.

use super::listing::{Key, Position, SortedList};
use super::network::NetworkFilter;
use super::{QueryError, TaskSet, View};
use crate::model::{UnitId, UnitKind};

/// A unit that shares tasks with another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Collaborator {
    /// The other unit.
    pub unit: UnitId,
    /// The weight of the edge between both; of both arcs together in a directed network.
    pub weight: f64,
    /// The tasks that make the edge.
    pub tasks: TaskSet,
}

impl View {
    /// The units that share tasks with `unit`, those of the heaviest edge first, then by name.
    ///
    /// The unit itself is part of the network whatever its kind.
    pub fn collaborators(
        &self,
        unit: UnitId,
        filter: &NetworkFilter,
    ) -> Result<SortedList<Collaborator>, QueryError> {
        let mut wanted = filter.clone();
        let own = self.snapshot().unit(unit).map(|entry| entry.unit.kind);
        let own = own.filter(|kind| !filter.holds(*kind));
        if let Some(own) = own {
            let kinds = UnitKind::ALL.iter().copied();
            let kinds = kinds.filter(|kind| *kind == own || filter.holds(*kind));
            wanted.kinds = Some(kinds.collect());
        }
        let network = self.network(&wanted)?;
        let Some(node) = network.node(unit) else {
            return Ok(SortedList::new(Vec::new()));
        };
        let graph = network.graph();
        let mut items = Vec::new();
        for &other in graph.joined(node).nodes {
            let Some(id) = network.unit(other) else {
                continue;
            };
            let Some(entry) = self.snapshot().unit(id) else {
                continue;
            };
            if own == Some(entry.unit.kind) {
                continue;
            }
            let weight_to = |from: u32, to: u32| {
                let mut edges = graph.out(from).iter();
                edges.find(|(end, _)| *end == to).map(|(_, weight)| weight)
            };
            let (forth, back) = (weight_to(node, other), weight_to(other, node));
            let mut tasks = TaskSet::new();
            if forth.is_some() {
                tasks.extend(&network.tasks_of_edge(node, other));
            }
            let weight = if graph.is_directed() {
                if back.is_some() {
                    tasks.extend(&network.tasks_of_edge(other, node));
                }
                forth.unwrap_or(0.0) + back.unwrap_or(0.0)
            } else {
                forth.unwrap_or(0.0)
            };
            let key = format!("{:020} {}", i64::MAX + descending(weight), entry.unit.name);
            let position = Position {
                key: Key::Text(key),
                tie: id.digest,
            };
            items.push((
                position,
                Collaborator {
                    unit: id,
                    weight,
                    tasks,
                },
            ));
        }
        Ok(SortedList::new(items))
    }
}

/// A whole number that falls as the weight, which is not negative, grows.
pub(super) fn descending(weight: f64) -> i64 {
    // The bits of floats that are not negative are ordered as they are.
    -i64::try_from(weight.max(0.0).to_bits()).unwrap_or(i64::MAX)
}
