//! What has none of something: 哪些单位没有牵头任务, 哪几章没有指标, 哪几章没有省农委的任务.

use std::collections::HashSet;

use super::answers::{Answers, Found, MOST, listed};
use super::reading::Lacking;
use super::rows::Quotes;
use super::{AnswerRow, AskOperation};
use crate::engine::{QueryError, View};
use crate::model::{NodeId, PlanId, Role};

impl Answers<'_> {
    /// `None` when what has none is ranked.
    pub(super) fn lacking(&self, lacking: Lacking) -> Result<Option<Found>, QueryError> {
        if self.reading.rank().is_some() {
            return Ok(None);
        }
        match lacking {
            Lacking::Units => self.idle_units(),
            Lacking::Chapters => self.empty_chapters(),
        }
        .map(Some)
    }

    /// Units with a part in the tasks meant that lead none of them, those with most parts first.
    fn idle_units(&self) -> Result<Found, QueryError> {
        let set = self.view.task_set(&self.filter)?;
        let facets = self.view.facets(&set, usize::MAX)?;
        let leads: HashSet<_> = facets.lead_units.iter().map(|(unit, _)| unit).collect();
        let idle = facets
            .units
            .iter()
            .filter(|(unit, _)| !leads.contains(unit));
        let mut idle: Vec<_> = idle.copied().collect();
        let all = idle.len();
        idle.truncate(MOST);
        let nodes: Vec<_> = idle.iter().map(|(unit, _)| NodeId::Unit(*unit)).collect();
        let covering = self.view.covering(&set, &nodes, false)?;
        let quotes = Quotes::of(&self.view.tasks(&covering)?);
        let rows = idle.iter().map(|(unit, parts)| AnswerRow {
            text: format!(
                "{}：牵头 0 项，参与 {parts} 项",
                self.view.unit_words(*unit)
            ),
            node: Some(NodeId::Unit(*unit)),
            evidence: quotes.of_unit(*unit, false),
        });
        let rows: Vec<_> = rows.collect();
        let listed = listed(rows.len(), all, "个");
        Ok(Found {
            operation: AskOperation::UnitCounts {
                units: idle.iter().map(|(unit, _)| *unit).collect(),
                role: Some(Role::Lead),
                filter: self.filter.clone(),
            },
            summary: format!(
                "{}有任务的单位共 {} 个，其中 {all} 个没有牵头任务{listed}。",
                self.within(),
                facets.units.len()
            ),
            rows,
        })
    }

    fn empty_chapters(&self) -> Result<Found, QueryError> {
        let set = self.view.task_set(&self.filter)?;
        let held = self.view.facets(&set, usize::MAX)?.chapters;
        let mut all = 0;
        let mut groups = Vec::new();
        let mut rows = Vec::new();
        for plan in self.view.plans_asked(self.filter.plans.as_deref()) {
            let plan = self.view.plan(plan)?;
            for chapter in plan.iter().flat_map(|plan| &plan.chapters) {
                all += 1;
                if held.iter().any(|(id, _)| *id == chapter.id) {
                    continue;
                }
                let node = NodeId::Chapter(chapter.id);
                groups.push(node);
                rows.push(AnswerRow {
                    text: format!("{}：0 项", self.view.node_words(node)?),
                    node: Some(node),
                    evidence: vec![chapter.span.clone()],
                });
            }
        }
        let found = rows.len();
        groups.truncate(MOST);
        rows.truncate(MOST);
        let conditions = self.conditions();
        let listed = listed(rows.len(), found, "章");
        Ok(Found {
            operation: AskOperation::GroupCounts {
                groups,
                filter: self.filter.clone(),
            },
            summary: format!("{all} 章中，{conditions}任务一项都没有的共 {found} 章{listed}。"),
            rows,
        })
    }
}

impl View {
    /// The plans that are asked, or all there are.
    pub(super) fn plans_asked(&self, plans: Option<&[PlanId]>) -> Vec<PlanId> {
        let all = || self.snapshot().plans().map(|entry| entry.id).collect();
        plans.map_or_else(all, <[PlanId]>::to_vec)
    }
}
