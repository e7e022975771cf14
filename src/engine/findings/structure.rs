//! Places where the network of a plan hangs by one thread.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Case, Found, Rule};
use crate::engine::QueryError;
use crate::graph::{Weakness, weaknesses};
use crate::model::{ChapterId, NodeId, TextSpan, Told, UnitId};

const BRIDGE: Rule = Rule {
    name: "BRIDGE",
    title: "an edge whose removal splits the network (桥)",
};

const CUT: Rule = Rule {
    name: "CUT_UNIT",
    title: "a unit whose removal splits the network (割点单位)",
};

const ONE_UNIT: Rule = Rule {
    name: "CHAPTERS_JOINED_BY_ONE_UNIT",
    title: "two chapters with a single unit in common (仅靠一个单位相连的章)",
};

/// Tasks of a cut unit that are given out.
const TASKS: usize = 100;

impl Case<'_> {
    /// Bridges and cut units of the network with its defaults.
    pub(super) fn weak_places(&mut self) -> Result<(), QueryError> {
        let network = self.view.network(&self.network_filter())?;
        let plans = format!("filter: {{ tasks: {{ plans: [\"{}\"] }} }}", self.plan.id);
        for weakness in weaknesses(network.graph()) {
            self.view.check_time()?;
            match weakness {
                Weakness::Bridge(one, other, behind) => {
                    let (Some(from), Some(to)) = (network.unit(one), network.unit(other)) else {
                        continue;
                    };
                    let tasks = network.tasks_of_edge(one.min(other), one.max(other));
                    let tasks: Vec<u32> = tasks.iter().collect();
                    let found = Found {
                        detail: Told::new(
                            format!(
                                "without the tasks that {} and {} share, {behind} of {} units are cut off",
                                self.view.unit_name(from),
                                self.view.unit_name(to),
                                network.units().len()
                            ),
                            format!(
                                "去掉{}与{}的共同任务，{} 个单位中有 {behind} 个与其余脱离",
                                self.view.unit_name(from),
                                self.view.unit_name(to),
                                network.units().len()
                            ),
                        ),
                        units: vec![from, to],
                        evidence: self.naming(&tasks, &[from, to]),
                        query: format!(
                            "{{ networkEdge(source: \"{from}\", target: \"{to}\", {plans}) {{ taskCount source {{ id name }} target {{ id name }} tasks(first: 100) {{ nodes {{ id number text }} }} }} }}"
                        ),
                        tasks,
                    };
                    self.note(BRIDGE, &format!("{from} {to}"), found);
                }
                Weakness::Cut(node, parts) => {
                    let Some(unit) = network.unit(node) else {
                        continue;
                    };
                    let tasks: Vec<u32> = network.tasks_of(node).iter().take(TASKS).collect();
                    let found = Found {
                        detail: Told::new(
                            format!(
                                "without {} its part of the network falls into {parts} parts",
                                self.view.unit_name(unit)
                            ),
                            format!(
                                "去掉{}，其所在部分断为 {parts} 块",
                                self.view.unit_name(unit)
                            ),
                        ),
                        units: vec![unit],
                        evidence: self.naming(&tasks, &[unit]),
                        query: format!(
                            "{{ network({plans}) {{ componentCount nodes {{ unit {{ id name }} degree }} edges {{ source {{ id }} target {{ id }} }} }} }}"
                        ),
                        tasks,
                    };
                    self.note(CUT, &unit.to_string(), found);
                }
            }
        }
        Ok(())
    }

    /// Pairs of chapters that have exactly one unit in common, local governments and placeholders left aside.
    pub(super) fn chapters_joined_by_one_unit(&mut self) -> Result<(), QueryError> {
        let filter = self.network_filter();
        let mut chapters: BTreeMap<UnitId, Vec<ChapterId>> = BTreeMap::new();
        for task in &self.tasks {
            for assignment in task.parts() {
                let entry = self.view.snapshot().unit(assignment.unit);
                if entry.is_some_and(|entry| filter.holds(entry.unit.kind)) {
                    let own = chapters.entry(assignment.unit).or_default();
                    if !own.contains(&task.chapter) {
                        own.push(task.chapter);
                    }
                }
            }
        }
        let plan = Arc::clone(&self.plan);
        for (place, one) in plan.chapters.iter().enumerate() {
            self.view.check_time()?;
            for other in plan.chapters.iter().skip(place + 1) {
                let mut common = chapters
                    .iter()
                    .filter(|(_, own)| own.contains(&one.id) && own.contains(&other.id));
                let (Some((unit, _)), None) = (common.next(), common.next()) else {
                    continue;
                };
                let tasks: Vec<u32> = self
                    .tasks
                    .iter()
                    .filter(|task| task.chapter == one.id || task.chapter == other.id)
                    .filter(|task| task.has_part(*unit))
                    .map(|task| self.ordinal(task))
                    .collect();
                let found = Found {
                    detail: Told::new(
                        format!(
                            "chapters {} “{}” and {} “{}” have only {} in common",
                            one.number,
                            one.title,
                            other.number,
                            other.title,
                            self.view.unit_name(*unit)
                        ),
                        format!(
                            "第 {} 章“{}”与第 {} 章“{}”仅有{}一个共同单位",
                            one.number,
                            one.title,
                            other.number,
                            other.title,
                            self.view.unit_name(*unit)
                        ),
                    ),
                    units: vec![*unit],
                    evidence: self.naming(&tasks, &[*unit]),
                    query: format!(
                        "{{ matrix(filter: {{ chapterIds: [\"{}\", \"{}\"] }}) {{ rows {{ id name kind }} columns {{ id name }} cells {{ row column }} }} }}",
                        one.id, other.id
                    ),
                    tasks,
                };
                self.note(ONE_UNIT, &format!("{} {}", one.id, other.id), found);
            }
        }
        Ok(())
    }

    /// Where tasks name these units.
    fn naming(&self, tasks: &[u32], units: &[UnitId]) -> Vec<TextSpan> {
        let mut spans = Vec::new();
        for task in self.tasks_at(tasks) {
            for unit in units {
                let found = self.view.naming(&task, NodeId::Unit(*unit), None);
                spans.extend(found.into_iter().cloned());
            }
        }
        spans
    }
}
