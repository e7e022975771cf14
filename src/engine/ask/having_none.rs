//! What has none of something: 哪些单位没有牵头任务, 哪几章没有指标.

use super::answers::{Answers, Found, MOST, listed};
use super::reading::Lacking;
use super::rows::Quotes;
use super::{AnswerRow, AskOperation};
use crate::engine::{Listing as _, QueryError, TaskFilter, UnitFilter, UnitOrder, View};
use crate::model::{NodeId, PlanId, Role, UnitId};

impl Answers<'_> {
    /// `None` when they are asked for within some of the tasks only.
    pub(super) fn lacking(&self, lacking: Lacking) -> Result<Option<Found>, QueryError> {
        let is_narrowed = self.asked.conditions.len() > 1 || self.asked.query.is_some();
        if is_narrowed || self.reading.rank().is_some() {
            return Ok(None);
        }
        match lacking {
            Lacking::Units => self.idle_units(),
            Lacking::Chapters => self.empty_chapters(),
        }
        .map(Some)
    }

    fn idle_units(&self) -> Result<Found, QueryError> {
        let filter = UnitFilter {
            plans: self.filter.plans.clone(),
            ..UnitFilter::default()
        };
        let list = self.view.unit_list(&filter, UnitOrder::default())?;
        let mut units = Vec::new();
        for (_, unit) in list.slice(0..list.len()) {
            let role = Some(Role::Lead);
            if self
                .view
                .tasks_of_unit(unit, role, &self.filter)?
                .is_empty()
            {
                units.push(unit);
            }
        }
        let all = units.len();
        units.truncate(MOST);
        let rows: Result<Vec<_>, _> = units.iter().map(|unit| self.idle(*unit)).collect();
        let rows = rows?;
        let listed = listed(rows.len(), all, "个");
        Ok(Found {
            operation: AskOperation::UnitCounts {
                units,
                role: Some(Role::Lead),
                filter: self.filter.clone(),
            },
            summary: format!(
                "有任务的单位共 {} 个，其中 {all} 个没有牵头任务{listed}。",
                list.len()
            ),
            rows,
        })
    }

    /// A unit that leads nothing, with what it does.
    fn idle(&self, unit: UnitId) -> Result<AnswerRow, QueryError> {
        let plans = TaskFilter {
            plans: self.filter.plans.clone(),
            ..TaskFilter::default()
        };
        let set = self.view.tasks_of_unit(unit, None, &plans)?;
        let quotes = Quotes::of(&self.quoted(&set)?);
        Ok(AnswerRow {
            text: format!(
                "{}：牵头 0 项，参与 {} 项",
                self.view.unit_words(unit),
                set.len()
            ),
            node: Some(NodeId::Unit(unit)),
            evidence: quotes.of_unit(unit, false),
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
