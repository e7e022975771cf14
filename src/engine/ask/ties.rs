//! What ties bodies to each other: which two share most tasks, and what lies between two.

use super::answers::{Answers, Found, MOST};
use super::groups::NAMED;
use super::rows::Quotes;
use super::slots::only;
use super::{AnswerRow, AskOperation};
use crate::engine::{NetworkFilter, QueryError, TaskFilter, TaskSet};
use crate::model::{NodeId, TextSpan, UnitId};

/// Pairs that are shown when the question does not say how many.
const PAIRS: usize = 10;
/// The longest way between two bodies, as `path` has it.
const HOPS: usize = 6;
/// Tasks that the quotes of a row are taken from.
const FEW: usize = 3;

impl Answers<'_> {
    /// The pairs of units that share most tasks.
    pub(super) fn pairs(&self) -> Result<Found, QueryError> {
        let mut filter = NetworkFilter {
            tasks: self.filter.clone(),
            ..NetworkFilter::default()
        };
        let network = self.view.network(&filter)?;
        let wanted = self.reading.first().unwrap_or(PAIRS).clamp(1, MOST);
        let edges = network.edges();
        // The heaviest come first; all that are level with the last one wanted are shown.
        let least = edges
            .get(wanted - 1)
            .or(edges.last())
            .map(|edge| edge.weight);
        filter.min_weight = least;
        let shown = edges.iter().take_while(|edge| Some(edge.weight) >= least);
        let mut rows = Vec::new();
        let mut best = Vec::new();
        for edge in shown {
            let (Some(one), Some(other)) = (network.unit(edge.source), network.unit(edge.target))
            else {
                continue;
            };
            let both = [one, other]
                .map(|unit| self.view.unit_words(unit))
                .join("和");
            if edges.first().is_some_and(|first| first.tasks == edge.tasks) {
                best.push(both.clone());
            }
            let tasks = network.tasks_of_edge(edge.source, edge.target);
            rows.push(AnswerRow {
                text: format!("{both}：共同承担 {} 项", edge.tasks),
                node: None,
                evidence: self.of_both(&tasks, [one, other])?,
            });
        }
        let within = self.within();
        let summary = match edges.first() {
            None => format!("{within}没有两个单位共同承担任务。"),
            Some(first) => {
                let level = best.len();
                best.truncate(NAMED);
                let more = if level > NAMED {
                    format!("等 {level} 对")
                } else {
                    String::new()
                };
                format!(
                    "{within}共同承担任务最多的是{}{more}：{} 项。",
                    best.join("，"),
                    first.tasks
                )
            }
        };
        Ok(Found {
            operation: AskOperation::Pairs(filter),
            summary,
            rows,
        })
    }

    /// The shortest way from one named body to the other; `None` when it is asked within some tasks only.
    pub(super) fn path(&self) -> Result<Option<Found>, QueryError> {
        let ends: Vec<UnitId> = (self.asked.bodies.iter())
            .filter_map(|units| only(units))
            .collect();
        let plans = TaskFilter {
            plans: self.filter.plans.clone(),
            ..TaskFilter::default()
        };
        let &[from, to] = ends.as_slice() else {
            return Ok(None);
        };
        if self.filter != plans {
            return Ok(None);
        }
        let (start, end) = (NodeId::Unit(from), NodeId::Unit(to));
        let path = self.view.path(start, end, plans.plans.as_deref(), HOPS)?;
        let hops = path.map(|path| path.hops);
        let mut rows = Vec::new();
        for hop in hops.iter().flatten() {
            let both = [
                self.view.node_words(hop.from)?,
                self.view.node_words(hop.to)?,
            ];
            let units = [hop.from, hop.to].map(|node| match node {
                NodeId::Unit(unit) => unit,
                _ => from,
            });
            let tasks: TaskSet = hop.tasks.iter().copied().collect();
            rows.push(AnswerRow {
                text: format!("{}：共同承担 {} 项", both.join("和"), tasks.len()),
                node: Some(hop.to),
                evidence: self.of_both(&tasks, units)?,
            });
        }
        let names = [from, to].map(|unit| self.view.unit_words(unit)).join("和");
        let summary = match hops.as_deref() {
            None => format!("{names}之间没有由共同任务连成的路径。"),
            Some([] | [_]) => format!("{names}有共同承担的任务，不经过其他单位。"),
            Some([between @ .., _]) => {
                let between: Result<Vec<_>, _> = between
                    .iter()
                    .map(|hop| self.view.node_words(hop.to))
                    .collect();
                format!(
                    "{names}没有共同承担的任务，最短的联系经过{}。",
                    between?.join("、")
                )
            }
        };
        Ok(Some(Found {
            operation: AskOperation::Path {
                from,
                to,
                plans: plans.plans,
            },
            summary,
            rows,
        }))
    }

    /// The statements of a few tasks that name two bodies.
    fn of_both(&self, tasks: &TaskSet, units: [UnitId; 2]) -> Result<Vec<TextSpan>, QueryError> {
        let few: Vec<_> = tasks.iter().take(FEW).collect();
        let quotes = Quotes::of(&self.view.tasks(&few)?);
        let mut spans: Vec<TextSpan> = Vec::new();
        for span in units.iter().flat_map(|unit| quotes.of_unit(*unit, false)) {
            if !spans.contains(&span) {
                spans.push(span);
            }
        }
        Ok(spans)
    }
}
