//! Answers about deadlines: when something is due, and what is due by a day.

use super::AskOperation;
use super::TopicQuery;
use super::answers::{Answers, Found, listed};
use super::rows::{deadline_rows, deadline_words};
use crate::engine::{
    Listing as _, QueryError, SearchKind, TaskFilter, TaskOrder, TaskOrderField, TaskSet, View,
};
use crate::model::Date;

impl Answers<'_> {
    pub(super) fn deadlines(&self) -> Result<Option<Found>, QueryError> {
        let mut dated = TaskFilter {
            has_deadline: Some(true),
            ..TaskFilter::default()
        };
        if self.filter != TaskFilter::default() {
            dated.and = Some(vec![self.filter.clone()]);
        }
        let order = TaskOrder {
            field: TaskOrderField::Deadline,
            ..TaskOrder::default()
        };
        if let Some((_, due)) = &self.reading.due {
            return self.due_by(*due, dated, order).map(Some);
        }
        let (operation, tasks, list, meant) = if let Some(query) = &self.asked.query {
            let meant = self.search(&self.topic(query), SearchKind::Task)?.total;
            let topic = TopicQuery {
                filter: dated,
                ..self.topic(query)
            };
            let answer = self.search(&topic, SearchKind::Task)?;
            let tasks = self.hits(&answer)?;
            let list = self.view.in_order(answer.tasks, order)?;
            (AskOperation::TopicDeadlines(topic), tasks, list, meant)
        } else {
            if !self.reading.has_subject() && !self.reading.counts && self.reading.rank().is_none()
            {
                // 什么时候完成: of what?
                return Ok(None);
            }
            let list = self.view.task_list(&dated, order)?;
            let ordinals: Vec<_> = list
                .slice(0..self.first)
                .into_iter()
                .map(|(_, task)| task)
                .collect();
            let meant = self.view.task_set(&self.filter)?.len();
            let operation = AskOperation::Deadlines {
                filter: dated,
                first: self.first,
            };
            let tasks = self.view.tasks(&ordinals)?;
            (operation, tasks, list, meant)
        };
        let written = list.len();
        let rows: Vec<_> = tasks.iter().flat_map(|task| deadline_rows(task)).collect();
        let conditions = self.conditions();
        let summary = match rows.as_slice() {
            [] if meant == 0 => self.none(),
            [] => format!("{conditions}任务共 {meant} 项，都没有写明完成时限。"),
            _ => {
                // Of all, not of those that are shown; and a task may have several deadlines.
                let first = list.slice(0..1).into_iter().map(|(_, task)| task);
                let first = self.view.tasks(&first.collect::<Vec<_>>())?;
                let deadlines = first
                    .iter()
                    .flat_map(|task| task.deadlines.iter().map(move |it| (it, task)));
                let earliest = deadlines
                    .filter(|(deadline, _)| deadline.date.is_some())
                    .min_by_key(|(deadline, _)| deadline.date);
                let earliest = earliest.map(|(deadline, task)| deadline_words(deadline, task));
                let earliest = match earliest {
                    Some(words) => format!("，最早的是{words}"),
                    None => String::new(),
                };
                let listed = listed(tasks.len(), written, "项");
                format!(
                    "{conditions}任务共 {meant} 项，其中 {written} 项写明时限{listed}{earliest}。"
                )
            }
        };
        Ok(Some(Found {
            operation,
            summary,
            rows,
        }))
    }

    /// Tasks with a day up to `due`: the first ones in the order of their deadlines.
    fn due_by(&self, due: Date, dated: TaskFilter, order: TaskOrder) -> Result<Found, QueryError> {
        let total = self.view.due_by(&self.view.task_set(&dated)?, due)?;
        let first = total.min(self.first);
        let list = self.view.task_list(&dated, order)?;
        let tasks = list.slice(0..first).into_iter().map(|(_, task)| task);
        let tasks = self.view.tasks(&tasks.collect::<Vec<_>>())?;
        let conditions = self.conditions();
        let summary = if total == 0 {
            format!("没有写明{conditions}任务。")
        } else {
            let listed = listed(tasks.len(), total, "项");
            format!("{conditions}任务共 {total} 项{listed}。")
        };
        Ok(Found {
            operation: AskOperation::Deadlines {
                filter: dated,
                first,
            },
            summary,
            rows: tasks.iter().flat_map(|task| deadline_rows(task)).collect(),
        })
    }
}

impl View {
    /// How many tasks of a set have their first day up to `due`.
    fn due_by(&self, set: &TaskSet, due: Date) -> Result<usize, QueryError> {
        let mut total = 0;
        self.rows(set, |_, _, row, _| {
            total += usize::from(row.due.is_some_and(|first| first <= due));
            Ok(())
        })?;
        Ok(total)
    }
}
