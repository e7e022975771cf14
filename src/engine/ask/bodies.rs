//! Answers to questions about units: who leads and shares, who has most, who works with whom, what became of one.

use std::collections::HashSet;
use std::sync::Arc;

use super::answers::{Answers, Found, QUOTED};
use super::reading::Rank;
use super::rows::Quotes;
use super::slots::only;
use super::words::Part;
use super::{AnswerRow, AskOperation, TopicGroup, TopicQuery};
use crate::engine::{
    Direction, Listing as _, NetworkFilter, QueryError, SearchKind, TaskDimension, TaskFilter,
    TaskStatKey, UnitFilter, UnitMatch, UnitOrder, UnitOrderField,
};
use crate::model::{NodeId, Role, Task, UnitChange, UnitChangeKind, UnitId};

/// Rows of a ranking when the question does not say how many.
const RANKED: usize = 10;

impl Answers<'_> {
    pub(super) fn units(&self, part: Part) -> Result<Found, QueryError> {
        let role = match part.roles() {
            [only] => Some(*only),
            _ => None,
        };
        let is_supporting = role == Some(Role::Supporting);
        match (part.roles(), &self.asked.query) {
            (_, Some(query)) if is_supporting || self.asked.is_near => {
                let first = if self.asked.is_near {
                    self.first
                } else {
                    QUOTED
                };
                let topic = TopicQuery {
                    first,
                    ..self.topic(query)
                };
                let answer = self.search(&topic, SearchKind::Task)?;
                let tasks = self.hits(&answer)?;
                let operation = AskOperation::TopicParts { topic, role };
                Ok(self.parts(operation, &tasks, answer.total, role))
            }
            ([Role::Supporting], None) if !self.is_everything() => {
                let set = self.view.task_set(&self.filter)?;
                let tasks = self.quoted(&set)?;
                let operation = AskOperation::Parts {
                    filter: self.filter.clone(),
                    role: Role::Supporting,
                    first: QUOTED,
                };
                Ok(self.parts(operation, &tasks, set.len(), role))
            }
            (_, Some(query)) => self.topic_units(query, part),
            ([Role::Supporting], None) => self.supporting_units(),
            (roles, None) if self.is_everything() => self.ranked_units(roles),
            (_, None) if part == Part::Lead => {
                self.groups(TaskDimension::LeadUnit, TopicGroup::LeadUnit, "牵头单位")
            }
            _ => self.groups(TaskDimension::Unit, TopicGroup::Unit, "单位"),
        }
    }

    /// Whether the filter lets every task of some plans through.
    fn is_everything(&self) -> bool {
        let plans = TaskFilter {
            plans: None,
            ..self.filter.clone()
        };
        plans == TaskFilter::default()
    }

    /// Units with a part of a role, or any, in tasks, in the order of the tasks.
    ///
    /// `tasks` are the first ones of `all`.
    fn parts(
        &self,
        operation: AskOperation,
        tasks: &[Arc<Task>],
        all: u64,
        role: Option<Role>,
    ) -> Found {
        let mut rows: Vec<AnswerRow> = Vec::new();
        let mut seen = HashSet::new();
        for assignment in tasks.iter().flat_map(|task| &task.assignments) {
            let fits = role.is_none_or(|role| assignment.role == role);
            if assignment.basis.counts() && fits && seen.insert(assignment.unit) {
                let verb = match assignment.role {
                    Role::Lead => "牵头",
                    Role::Responsible => "负责",
                    Role::Supporting => "配合",
                };
                rows.push(AnswerRow {
                    text: format!("{}：{verb}", self.view.unit_words(assignment.unit)),
                    node: Some(NodeId::Unit(assignment.unit)),
                    evidence: vec![assignment.statement_span.clone()],
                });
            }
        }
        let conditions = self.conditions();
        let near = if self.asked.is_near {
            "没有任务写明原话，"
        } else {
            ""
        };
        let summary = match rows.first() {
            None => format!("{near}{conditions}任务没有写明这样的单位。"),
            Some(first) => {
                let looked = tasks.len();
                let of_all = if (looked as u64) < all && !self.asked.is_near {
                    format!("任务共 {all} 项，其中前 {looked} 项")
                } else {
                    format!(" {looked} 项任务")
                };
                format!(
                    "{near}{conditions}{of_all}涉及 {} 个单位，首先是{}。",
                    rows.len(),
                    first.text
                )
            }
        };
        Found {
            operation,
            summary,
            rows,
        }
    }

    fn topic_units(&self, query: &str, part: Part) -> Result<Found, QueryError> {
        let topic = self.topic(query);
        let answer = self.search(&topic, SearchKind::Task)?;
        let facets = self.view.facets(&answer.tasks, self.first)?;
        let counted = facets.lead_units.iter().chain(&facets.units);
        let ids: Vec<_> = counted.map(|(unit, _)| NodeId::Unit(*unit)).collect();
        let mut tasks = self.hits(&answer)?;
        let covering = self.view.covering(&answer.tasks, &ids, false)?;
        tasks.extend(self.view.tasks(&covering)?);
        let quotes = Quotes::of(&tasks);
        let asks_leads = part == Part::Lead && !facets.lead_units.is_empty();
        let leads = facets
            .lead_units
            .iter()
            .map(|(unit, count)| (*unit, format!("牵头 {count} 项")));
        let is_lead = |unit: &UnitId| facets.lead_units.iter().any(|(lead, _)| lead == unit);
        let others = (facets.units.iter())
            .filter(|(unit, _)| !asks_leads && !is_lead(unit))
            .map(|(unit, count)| (*unit, format!("参与 {count} 项")));
        let rows = leads.chain(others).map(|(unit, words)| AnswerRow {
            text: format!("{}：{words}", self.view.unit_words(unit)),
            node: Some(NodeId::Unit(unit)),
            evidence: quotes.of_unit(unit, asks_leads),
        });
        let rows: Vec<_> = rows.collect();
        let names: Vec<_> = (facets.lead_units.iter())
            .take(3)
            .map(|(unit, _)| self.view.unit_words(*unit))
            .collect();
        let total = answer.total;
        let conditions = self.conditions();
        let summary = match (total, names.as_slice()) {
            (0, _) => format!("没有{conditions}任务。"),
            (_, []) => {
                format!("{conditions}任务共 {total} 项，没有写明牵头单位，列出的是有分工的单位。")
            }
            (_, names) => {
                let more = if facets.lead_units.len() > names.len() {
                    "等"
                } else {
                    ""
                };
                format!(
                    "{conditions}任务共 {total} 项，由{}{more}牵头。",
                    names.join("、")
                )
            }
        };
        let by = if asks_leads {
            TopicGroup::LeadUnit
        } else {
            TopicGroup::Unit
        };
        Ok(Found {
            operation: AskOperation::TopicGroups { topic, by },
            summary,
            rows,
        })
    }

    /// Units over all tasks, by the number of theirs.
    fn ranked_units(&self, roles: &[Role]) -> Result<Found, QueryError> {
        let is_lead = roles == [Role::Lead];
        let order = UnitOrder {
            field: if is_lead {
                UnitOrderField::LeadCount
            } else {
                UnitOrderField::TaskCount
            },
            direction: match self.reading.rank {
                Some(Rank::Least) => Direction::Ascending,
                _ => Direction::Descending,
            },
        };
        let filter = UnitFilter {
            plans: self.filter.plans.clone(),
            role: match roles {
                [only] => Some(*only),
                _ => None,
            },
            ..UnitFilter::default()
        };
        let first = match (self.reading.first, self.reading.rank) {
            (Some(first), _) => first.clamp(1, 100),
            (None, Some(_)) => RANKED,
            (None, None) => 100,
        };
        let list = self.view.unit_list(&filter, order)?;
        let total = list.len();
        let mut rows = Vec::new();
        for (_, unit) in list.slice(0..first) {
            let filter = TaskFilter {
                units: Some(UnitMatch {
                    any: Some(vec![unit.to_string()]),
                    role: is_lead.then_some(Role::Lead),
                    ..UnitMatch::default()
                }),
                ..self.filter.clone()
            };
            let set = self.view.task_set(&filter)?;
            let few: Vec<_> = set.iter().take(3).collect();
            let quotes = Quotes::of(&self.view.tasks(&few)?);
            let verb = if is_lead { "牵头 " } else { "" };
            rows.push(AnswerRow {
                text: format!("{}：{verb}{} 项", self.view.unit_words(unit), set.len()),
                node: Some(NodeId::Unit(unit)),
                evidence: quotes.of_unit(unit, is_lead),
            });
        }
        let what = if is_lead { "牵头任务" } else { "任务" };
        let end = match self.reading.rank {
            Some(Rank::Least) => "最少",
            _ => "最多",
        };
        let summary = match rows.first() {
            None => "没有这样的单位。".to_owned(),
            Some(best) => format!("有{what}的单位共 {total} 个，{end}的是{}。", best.text),
        };
        let operation = AskOperation::Units {
            filter,
            order,
            first,
        };
        Ok(Found {
            operation,
            summary,
            rows,
        })
    }

    /// Units over all tasks, by the number of those that they support.
    fn supporting_units(&self) -> Result<Found, QueryError> {
        let dimensions = [TaskDimension::Unit, TaskDimension::Role];
        let stats = self.view.task_stats(&self.filter, &dimensions)?;
        let shares = stats.iter().filter_map(|stat| match stat.keys.as_slice() {
            [
                TaskStatKey::Node(_, NodeId::Unit(unit)),
                TaskStatKey::Role(Role::Supporting),
            ] => Some((*unit, stat.task_count)),
            _ => None,
        });
        let mut ranked: Vec<(UnitId, u64)> = shares.collect();
        let all = ranked.len();
        let (end, is_least) = match self.reading.rank {
            Some(Rank::Least) => ("最少", true),
            _ => ("最多", false),
        };
        ranked.sort_unstable_by_key(|(unit, count)| {
            (if is_least { *count } else { u64::MAX - count }, *unit)
        });
        ranked.truncate(self.reading.first.unwrap_or(RANKED).clamp(1, 100));
        let role = Some(Role::Supporting);
        let mut rows = Vec::with_capacity(ranked.len());
        for (unit, count) in &ranked {
            let set = self.view.tasks_of_unit(*unit, role, &self.filter)?;
            let few: Vec<_> = set.iter().take(3).collect();
            let quotes = Quotes::of(&self.view.tasks(&few)?);
            rows.push(AnswerRow {
                text: format!("{}：配合 {count} 项", self.view.unit_words(*unit)),
                node: Some(NodeId::Unit(*unit)),
                evidence: quotes.of_unit(*unit, false),
            });
        }
        let summary = match rows.first() {
            None => "没有这样的单位。".to_owned(),
            Some(best) => format!("有配合任务的单位共 {all} 个，{end}的是{}。", best.text),
        };
        let operation = AskOperation::UnitCounts {
            units: ranked.into_iter().map(|(unit, _)| unit).collect(),
            role,
            filter: self.filter.clone(),
        };
        Ok(Found {
            operation,
            summary,
            rows,
        })
    }

    pub(super) fn compare(&self, fewer: bool, part: Part) -> Result<Found, QueryError> {
        let role = match part.roles() {
            [only] => Some(*only),
            _ => None,
        };
        let units: Vec<UnitId> = (self.reading.units.iter())
            .filter_map(|slot| only(&slot.units))
            .collect();
        let verb = role.map_or("承担", |_| part.verb());
        let mut counted = Vec::new();
        let mut rows = Vec::new();
        for unit in &units {
            let set = self.view.tasks_of_unit(*unit, role, &self.filter)?;
            let quotes = Quotes::of(&self.quoted(&set)?);
            let name = self.view.unit_words(*unit);
            rows.push(AnswerRow {
                text: format!("{name}{verb} {} 项", set.len()),
                node: Some(NodeId::Unit(*unit)),
                evidence: quotes.of_unit(*unit, role == Some(Role::Lead)),
            });
            counted.push((set.len(), name));
        }
        let best = if fewer {
            counted.iter().map(|(count, _)| *count).min()
        } else {
            counted.iter().map(|(count, _)| *count).max()
        };
        let winners: Vec<_> = (counted.iter())
            .filter(|(count, _)| Some(*count) == best)
            .map(|(_, name)| name.as_str())
            .collect();
        let counts: Vec<_> = rows.iter().map(|row| row.text.as_str()).collect();
        let summary = if winners.len() == counted.len() {
            format!("{}，一样多。", counts.join("，"))
        } else {
            format!(
                "{}{}：{}。",
                winners.join("、"),
                if fewer { "较少" } else { "较多" },
                counts.join("，")
            )
        };
        let operation = AskOperation::UnitCounts {
            units,
            role,
            filter: self.filter.clone(),
        };
        Ok(Found {
            operation,
            summary,
            rows,
        })
    }

    pub(super) fn partners(&self) -> Result<Option<Found>, QueryError> {
        let Some(slot) = self.reading.units.first() else {
            return Ok(None);
        };
        let Some(unit) = only(&slot.units) else {
            return Ok(None);
        };
        let network = NetworkFilter {
            tasks: self.filter.clone(),
            ..NetworkFilter::default()
        };
        let list = self.view.collaborators(unit, &network)?;
        let first = self.reading.first.unwrap_or(RANKED).clamp(1, 100);
        let mut rows = Vec::new();
        for (_, partner) in list.slice(0..first) {
            let few: Vec<_> = partner.tasks.iter().take(3).collect();
            let quotes = Quotes::of(&self.view.tasks(&few)?);
            let name = self.view.unit_words(partner.unit);
            rows.push(AnswerRow {
                text: format!("{name}：共同承担 {} 项", partner.tasks.len()),
                node: Some(NodeId::Unit(partner.unit)),
                evidence: quotes.of_unit(partner.unit, false),
            });
        }
        let name = self.view.unit_words(unit);
        let summary = match rows.first() {
            None => format!("{name}没有与其他单位共同承担的任务。"),
            Some(best) => format!("与{name}合作最多的是{}。", best.text),
        };
        Ok(Some(Found {
            operation: AskOperation::Partners {
                unit,
                tasks: self.filter.clone(),
                first,
            },
            summary,
            rows,
        }))
    }

    pub(super) fn changes(&self, later: bool) -> Option<Found> {
        let unit = only(&self.reading.units.first()?.units)?;
        let changes = if later {
            self.view.successors(unit)
        } else {
            self.view.predecessors(unit)
        };
        let other = |change: &UnitChange| if later { change.to } else { change.from };
        let rows: Vec<_> = (changes.iter())
            .map(|change| AnswerRow {
                text: format!(
                    "{}（{}，{}）",
                    self.view.unit_words(other(change)),
                    kind_of_change(change.kind),
                    change.date
                ),
                node: Some(NodeId::Unit(other(change))),
                evidence: Vec::new(),
            })
            .collect();
        let name = self.view.unit_words(unit);
        let names: Vec<_> = changes
            .iter()
            .map(|change| self.view.unit_words(other(change)))
            .collect();
        let summary = match (names.as_slice(), later) {
            ([], true) => format!("没有{name}后来变更的记录。"),
            ([], false) => format!("没有{name}此前变更的记录。"),
            (names, true) => format!("{name}后来的职责归{}。", names.join("、")),
            (names, false) => format!("{name}的前身是{}。", names.join("、")),
        };
        let operation = if later {
            AskOperation::Successors(unit)
        } else {
            AskOperation::Predecessors(unit)
        };
        Some(Found {
            operation,
            summary,
            rows,
        })
    }
}

fn kind_of_change(kind: UnitChangeKind) -> &'static str {
    match kind {
        UnitChangeKind::Renamed => "更名",
        UnitChangeKind::Merged => "合并",
        UnitChangeKind::Split => "分设",
        UnitChangeKind::Transferred => "划转",
        UnitChangeKind::Established => "组建",
        UnitChangeKind::Abolished => "撤销",
    }
}
