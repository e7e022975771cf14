//! From tasks and the units that have a part in them to edges between units.

use super::{Edge, float};

/// Which units an edge joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Projection {
    /// Two units that stand in the same task, in any role.
    #[default]
    CoResponsible,
    /// From each unit that leads a task to every other unit of the task.
    LeadToResponsible,
}

/// What the weight of an edge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Weighting {
    /// The number of shared tasks.
    #[default]
    Count,
    /// Each shared task adds 1/(k−1), k being the number of its units: Newman, Phys. Rev. E 64, 016132 (2001).
    Newman,
    /// Shared tasks by the tasks of either unit: |A∩B| / |A∪B|.
    Jaccard,
    /// Shared tasks by the geometric mean of the tasks of both: |A∩B| / √(|A|·|B|).
    Salton,
}

/// Who has a part in which task: a list of tasks, each with its units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// For each task the place of its first part; and the number of parts at the end.
    starts: Vec<usize>,
    units: Vec<u32>,
    leads: Vec<bool>,
}

impl Parts {
    /// Adds a task with its units and whether each of them leads; a unit that is given twice counts once and leads when
    /// one of the two does.
    pub fn push(&mut self, parts: &mut Vec<(u32, bool)>) {
        parts.sort_unstable_by_key(|&(unit, leads)| (unit, !leads));
        parts.dedup_by_key(|(unit, _)| *unit);
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.units.extend(parts.iter().map(|(unit, _)| *unit));
        self.leads.extend(parts.iter().map(|(_, leads)| *leads));
        self.starts.push(self.units.len());
    }

    /// Number of tasks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are no tasks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The units of a task, ascending.
    #[must_use]
    pub fn units(&self, task: usize) -> &[u32] {
        self.units.get(self.range(task)).unwrap_or_default()
    }

    /// For each unit of a task, in the order of [`Self::units`], whether it leads.
    #[must_use]
    pub fn leads(&self, task: usize) -> &[bool] {
        self.leads.get(self.range(task)).unwrap_or_default()
    }

    fn range(&self, task: usize) -> std::ops::Range<usize> {
        let bounds = self.starts.get(task).zip(self.starts.get(task + 1));
        bounds.map_or(0..0, |(&start, &end)| start..end)
    }

    /// For each of `units` units its tasks, ascending; only those that it leads when `leading`.
    #[must_use]
    pub fn tasks_of_units(&self, units: usize, leading: bool) -> Vec<Vec<u32>> {
        let mut tasks = vec![Vec::new(); units];
        for (task, number) in (0..self.len()).zip(0..) {
            for (&unit, &leads) in self.units(task).iter().zip(self.leads(task)) {
                if (leads || !leading)
                    && let Some(list) = tasks.get_mut(unit as usize)
                {
                    list.push(number);
                }
            }
        }
        tasks
    }
}

/// The edges between `units` units, by source and target; an undirected edge has its smaller end as source.
///
/// In the directed projection the tasks of a source are those that it leads, also in the weights by sets.
#[must_use]
pub fn project(
    parts: &Parts,
    units: usize,
    projection: Projection,
    weighting: Weighting,
) -> Vec<Edge> {
    let is_directed = projection == Projection::LeadToResponsible;
    let standing = parts.tasks_of_units(units, false);
    let leading = is_directed.then(|| parts.tasks_of_units(units, true));
    let sources = leading.as_ref().unwrap_or(&standing);
    let mut edges = Vec::new();
    // One row at a time: what a unit shares with every other one, and whom it shares anything with.
    let mut row = vec![(0_u32, 0.0); units];
    let mut touched = Vec::new();
    for (source, tasks) in (0..).zip(sources) {
        for &task in tasks {
            let members = parts.units(task as usize);
            let share = 1.0 / float(members.len().saturating_sub(1)).max(1.0);
            let from = if is_directed {
                0
            } else {
                members.partition_point(|unit| *unit <= source)
            };
            for &other in members.get(from..).unwrap_or_default() {
                if other == source {
                    continue;
                }
                let Some((count, newman)) = row.get_mut(other as usize) else {
                    continue;
                };
                if *count == 0 {
                    touched.push(other);
                }
                *count += 1;
                *newman += share;
            }
        }
        touched.sort_unstable();
        for target in touched.drain(..) {
            let Some(cell) = row.get_mut(target as usize) else {
                continue;
            };
            let (shared, newman) = std::mem::take(cell);
            let of = |lists: &[Vec<u32>], unit: u32| lists.get(unit as usize).map_or(0, Vec::len);
            let sizes = (of(sources, source), of(&standing, target));
            edges.push(Edge {
                source,
                target,
                weight: weight(weighting, shared, newman, sizes),
                tasks: shared,
            });
        }
    }
    edges
}

fn weight(weighting: Weighting, shared: u32, newman: f64, (one, other): (usize, usize)) -> f64 {
    let shared = f64::from(shared);
    match weighting {
        Weighting::Count => shared,
        Weighting::Newman => newman,
        Weighting::Jaccard => shared / (float(one + other) - shared),
        Weighting::Salton => shared / (float(one) * float(other)).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        let mut parts = Parts::default();
        parts.push(&mut vec![(2, false), (0, true), (1, false), (0, false)]);
        parts.push(&mut vec![(0, false), (1, true)]);
        parts.push(&mut vec![(3, true)]);
        parts.push(&mut Vec::new());
        parts
    }

    fn check(projection: Projection, weighting: Weighting, expected: &[(u32, u32, f64)]) {
        let edges = project(&parts(), 4, projection, weighting);
        let edges: Vec<_> = edges
            .iter()
            .map(|edge| (edge.source, edge.target, edge.weight))
            .collect();
        assert_eq!(edges, expected, "{projection:?} {weighting:?}");
    }

    #[test]
    fn an_edge_counts_shared_tasks_in_its_weighting() {
        let co = Projection::CoResponsible;
        check(
            co,
            Weighting::Count,
            &[(0, 1, 2.0), (0, 2, 1.0), (1, 2, 1.0)],
        );
        check(
            co,
            Weighting::Newman,
            &[(0, 1, 1.5), (0, 2, 0.5), (1, 2, 0.5)],
        );
        check(
            co,
            Weighting::Jaccard,
            &[(0, 1, 1.0), (0, 2, 0.5), (1, 2, 0.5)],
        );
        let salton = 1.0 / 2.0_f64.sqrt();
        check(
            co,
            Weighting::Salton,
            &[(0, 1, 1.0), (0, 2, salton), (1, 2, salton)],
        );
    }

    #[test]
    fn an_arc_leads_from_each_lead_to_every_other_unit() {
        let lead = Projection::LeadToResponsible;
        check(
            lead,
            Weighting::Count,
            &[(0, 1, 1.0), (0, 2, 1.0), (1, 0, 1.0)],
        );
        check(
            lead,
            Weighting::Jaccard,
            &[(0, 1, 0.5), (0, 2, 1.0), (1, 0, 0.5)],
        );
    }

    #[test]
    fn a_unit_counts_once_per_task() {
        assert_eq!(parts().units(0), [0, 1, 2]);
        assert_eq!(parts().leads(0), [true, false, false]);
        assert_eq!(parts().tasks_of_units(4, false)[0], [0, 1]);
        assert_eq!(parts().tasks_of_units(4, true)[0], [0]);
    }
}
