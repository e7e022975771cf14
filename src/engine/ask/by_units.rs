//! Tasks by the number of units that have a part in them: 参与单位最多的任务, 只有省公安厅负责的任务.

use std::collections::HashSet;

use super::AskOperation;
use super::answers::{Answers, Found, MOST, listed};
use super::reading::Rank;
use crate::engine::{Direction, Listing as _, QueryError, TaskFilter, TaskOrder, TaskOrderField};
use crate::model::Task;

impl Answers<'_> {
    /// `None` when the tasks are found by a search, which has an order of its own.
    pub(super) fn tasks_by_units(&self) -> Result<Option<Found>, QueryError> {
        if self.asked.query.is_some() {
            return Ok(None);
        }
        let is_sole = self.reading.is_sole.is_some();
        let is_least = is_sole || self.reading.rank() == Some(Rank::Least);
        let mut filter = TaskFilter {
            has_assignment: Some(true),
            ..TaskFilter::default()
        };
        if self.filter != TaskFilter::default() {
            filter.and = Some(vec![self.filter.clone()]);
        }
        let direction = if is_least {
            Direction::Ascending
        } else {
            Direction::Descending
        };
        let order = TaskOrder {
            field: TaskOrderField::UnitCount,
            direction,
        };
        let list = self.view.task_list(&filter, order)?;
        let ordinals: Vec<_> = list
            .slice(0..MOST)
            .into_iter()
            .map(|(_, task)| task)
            .collect();
        let tasks = self.view.tasks(&ordinals)?;
        let ranked: Vec<_> = tasks.iter().map(|task| ((), unit_count(task))).collect();
        let best = ranked.first().map_or(0, |((), count)| *count);
        let level = ranked
            .iter()
            .take_while(|((), count)| *count == best)
            .count();
        let total = match (is_sole, best) {
            (true, 1) => level,
            (true, _) => 0,
            (false, _) if self.reading.first().is_some() => self.reach(&ranked),
            (false, _) => level,
        };
        let shown = if is_sole {
            total.min(self.first)
        } else {
            total
        };
        let proof = self.proof();
        let mut rows = Vec::new();
        for (task, ((), count)) in tasks.iter().zip(&ranked).take(shown) {
            let mut row = self.view.task_row(task, &proof)?;
            row.text = format!("{}（{count} 个单位）", row.text);
            rows.push(row);
        }
        let conditions = match self.conditions() {
            conditions if conditions.is_empty() => "全部".to_owned(),
            conditions => conditions,
        };
        let end = if is_least { "最少" } else { "最多" };
        let summary = match (is_sole, rows.first()) {
            (true, None) => format!("没有只写明一个单位的任务：{conditions}任务都不止一个单位。"),
            (true, Some(_)) => {
                let listed = listed(shown, total, "项");
                format!("{conditions}任务中，只写明一个单位的共 {total} 项{listed}。")
            }
            (false, None) => self.none(),
            (false, Some(first)) => {
                let listed = match self.reading.first() {
                    Some(_) => self.listed(shown, list.len(), "项"),
                    None => String::new(),
                };
                if level > 1 {
                    format!(
                        "{conditions}任务中，单位{end}的有 {level} 项，各 {best} 个单位{listed}。"
                    )
                } else {
                    format!("{conditions}任务中，单位{end}的是{}{listed}。", first.text)
                }
            }
        };
        Ok(Some(Found {
            operation: AskOperation::TasksByUnits {
                filter,
                direction,
                first: shown,
            },
            summary,
            rows,
        }))
    }
}

/// How many units have a part in a task.
fn unit_count(task: &Task) -> u64 {
    let parts = task.assignments.iter();
    let units = parts
        .filter(|part| part.basis.counts())
        .map(|part| part.unit);
    units.collect::<HashSet<_>>().len() as u64
}
