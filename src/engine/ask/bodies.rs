//! Answers to questions about units: who leads and has a part in what is asked about.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::answers::{Answers, Found, MOST, QUOTED};
use super::groups::NAMED;
use super::rows::Quotes;
use super::words::Part;
use super::{AnswerRow, AskOperation, TopicGroup, TopicQuery};
use crate::engine::{QueryError, SearchKind, TaskDimension, TaskFilter, TaskSet, View};
use crate::model::{NodeId, Role, Task, UnitId};

/// In how many tasks a unit is responsible or leads, and in how many it only supports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) responsible: u64,
    pub(super) supporting: u64,
}

impl Share {
    /// Both numbers in words.
    fn words(self) -> String {
        match (self.responsible, self.supporting) {
            (responsible, 0) => format!("负责 {responsible} 项"),
            (0, supporting) => format!("配合 {supporting} 项"),
            (responsible, supporting) => format!("负责 {responsible} 项、配合 {supporting} 项"),
        }
    }

    /// What is said behind the number of all.
    pub(super) fn remark(self) -> String {
        match (self.responsible, self.supporting) {
            (_, 0) => String::new(),
            (0, _) => "（都是配合）".to_owned(),
            (_, supporting) => format!("（其中配合 {supporting} 项）"),
        }
    }
}

/// What a sentence says of the units that only support.
pub(super) fn only_support(shares: &HashMap<UnitId, Share>) -> String {
    match shares
        .values()
        .filter(|share| share.responsible == 0)
        .count()
    {
        0 => String::new(),
        count => format!("（{count} 个只配合）"),
    }
}

impl View {
    /// What the units of tasks have of them.
    pub(super) fn shares(&self, set: &TaskSet) -> Result<HashMap<UnitId, Share>, QueryError> {
        let mut shares: HashMap<UnitId, Share> = HashMap::new();
        self.rows(set, |_, segment, row, _| {
            // A lead that is named as responsible too is one body.
            let mut only_supports: HashMap<UnitId, bool> = HashMap::new();
            for (unit, role) in segment.parts_of(row) {
                *only_supports.entry(unit).or_insert(true) &= role == Role::Supporting;
            }
            for (unit, only) in only_supports {
                let share = shares.entry(unit).or_default();
                let count = if only {
                    &mut share.supporting
                } else {
                    &mut share.responsible
                };
                *count += 1;
            }
            Ok(())
        })?;
        Ok(shares)
    }
}

impl Answers<'_> {
    /// `None` when the part asked for cannot be counted.
    pub(super) fn units(&self, part: Part) -> Result<Option<Found>, QueryError> {
        // 谁负责: what?
        let is_open = part == Part::Responsible
            && self.asked.query.is_none()
            && self.is_everything()
            && self.reading.rank().is_none()
            && !self.reading.counts;
        if is_open {
            return Ok(None);
        }
        self.units_with(part).map(Some)
    }

    fn units_with(&self, part: Part) -> Result<Found, QueryError> {
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
            ([Role::Supporting], None)
                if !self.is_everything() && self.reading.rank().is_none() =>
            {
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
            (_, None)
                if part == Part::Responsible
                    && (self.is_everything() || self.reading.rank().is_some()) =>
            {
                self.responsible_units()
            }
            (_, None) if self.is_everything() && self.reading.bound.is_none() => {
                self.ranked_units(part)
            }
            (_, None) if part == Part::Lead => {
                self.groups(TaskDimension::LeadUnit, TopicGroup::LeadUnit, "个牵头单位")
            }
            _ => self.groups(TaskDimension::Unit, TopicGroup::Unit, "个单位"),
        }
    }

    /// Whether every task and every body of some plans is meant.
    fn is_everything(&self) -> bool {
        let plans = TaskFilter {
            plans: None,
            ..self.filter.clone()
        };
        plans == TaskFilter::default() && self.asked.left_out.is_empty()
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
        for assignment in tasks.iter().flat_map(|task| task.parts()) {
            let fits = role.is_none_or(|role| assignment.role == role);
            if fits && seen.insert(assignment.unit) {
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
            None => {
                let instead = match role {
                    Some(Role::Supporting) => self.only_responsible(tasks),
                    _ => String::new(),
                };
                format!("{near}{conditions}任务没有写明这样的单位{instead}。")
            }
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
        let mut topic = self.topic(query);
        let answer = self.search(&topic, SearchKind::Task)?;
        let mut facets = self.view.facets(&answer.tasks, usize::MAX)?;
        let (all_leads, all_units) = (facets.lead_units.len(), facets.units.len());
        let ranked: Vec<_> = (facets.lead_units.iter())
            .map(|(unit, count)| (NodeId::Unit(*unit), u64::from(*count)))
            .collect();
        topic.first = match self.reading.first() {
            Some(_) => self.reach(&ranked).max(1),
            None => MOST,
        };
        facets.lead_units.truncate(topic.first);
        facets.units.truncate(topic.first);
        let counted = facets.lead_units.iter().chain(&facets.units);
        let ids: Vec<_> = counted.map(|(unit, _)| NodeId::Unit(*unit)).collect();
        let mut tasks = self.hits(&answer)?;
        let covering = self.view.covering(&answer.tasks, &ids, false)?;
        tasks.extend(self.view.tasks(&covering)?);
        let quotes = Quotes::of(&tasks);
        let shares = self.view.shares(&answer.tasks)?;
        let asks_leads = part == Part::Lead && !facets.lead_units.is_empty();
        let leads = facets
            .lead_units
            .iter()
            .map(|(unit, count)| (*unit, format!("牵头 {count} 项")));
        let is_lead = |unit: &UnitId| facets.lead_units.iter().any(|(lead, _)| lead == unit);
        let others = (facets.units.iter())
            .filter(|(unit, _)| !asks_leads && !is_lead(unit))
            .map(|(unit, _)| (*unit, shares.get(unit).copied().unwrap_or_default().words()));
        let rows = leads.chain(others).map(|(unit, words)| AnswerRow {
            text: format!("{}：{words}", self.view.unit_words(unit)),
            node: Some(NodeId::Unit(unit)),
            evidence: quotes.of_unit(unit, asks_leads),
        });
        let rows: Vec<_> = rows.collect();
        let names: Vec<_> = (facets.lead_units.iter())
            .take(NAMED)
            .map(|(unit, _)| self.view.unit_words(*unit))
            .collect();
        let total = answer.total;
        let conditions = self.conditions();
        let cut = rows.len() < if asks_leads { all_leads } else { all_units };
        let cut = if cut {
            format!("，这里列出 {} 个", rows.len())
        } else {
            String::new()
        };
        let only_support = only_support(&shares);
        let summary = match (total, names.join("、")) {
            (0, _) => self.none(),
            (_, names) if names.is_empty() => format!(
                "{conditions}任务共 {total} 项，没有写明牵头单位，有分工的单位共 {all_units} 个{only_support}{cut}。"
            ),
            (_, names) => {
                let more = if all_leads > NAMED {
                    format!("等 {all_leads} 个单位")
                } else {
                    String::new()
                };
                let all = if asks_leads {
                    String::new()
                } else {
                    format!("，有分工的单位共 {all_units} 个{only_support}")
                };
                let best = match self.reading.rank() {
                    Some(_) => self.best(&ranked, true)?.map(|best| format!("，{best}")),
                    None => None,
                };
                let best = best.unwrap_or_default();
                format!("{conditions}任务共 {total} 项，由{names}{more}牵头{best}{all}{cut}。")
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
}
