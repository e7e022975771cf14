//! Tasks by the number of units that have a part in them: 参与单位最多的任务, 只有省公安厅负责的任务.

use super::AskOperation;
use super::amounts::measure;
use super::answers::{Answers, Found, MOST, listed};
use super::focus::is_passed;
use super::lexer::{Bound, Kind, Token};
use super::reading::{Focus, Rank, Reader};
use super::words::{Part, Word};
use crate::engine::{
    Direction, Key, Listing as _, Position, QueryError, TaskFilter, TaskOrder, TaskOrderField,
};

impl Reader<'_> {
    /// 参与单位最多的任务, 责任单位超过10个的任务, 只有省公安厅负责的任务: tasks by the number of their units.
    pub(super) fn by_units(&self, focus: Option<Focus>) -> Option<Focus> {
        let said = |token: &&Token| !is_passed(&token.kind);
        let said: Vec<_> = self.tokens.iter().filter(said).collect();
        let is_units = |token: &Token| {
            matches!(
                token.kind,
                Kind::Word(Word::Unit | Word::PartUnit(Part::Any | Part::Responsible))
            )
        };
        let bounds = |token: &Token| matches!(&token.kind, Kind::Amount(amount) if amount.bodies().is_some());
        let ranks = |token: &Token| {
            matches!(
                token.kind,
                Kind::Word(Word::Most | Word::Least) | Kind::First(_, Some(_))
            )
        };
        let by_units = said.windows(2).any(|both| match both {
            [one, other] => {
                (is_units(one) && (ranks(other) || bounds(other)))
                    || (bounds(one) && is_units(other))
            }
            _ => false,
        });
        // 单位最多的任务有几个单位: its row says so.
        let counts_units = said.windows(3).any(|three| match three {
            [units, end, task] => {
                is_units(units) && ranks(end) && task.kind == Kind::Word(Word::Task)
            }
            _ => false,
        });
        match focus {
            Some(Focus::Tasks) if by_units || self.reading.is_sole.is_some() => {
                Some(Focus::TasksByUnits)
            }
            Some(Focus::Units(Part::Any)) if counts_units => Some(Focus::TasksByUnits),
            focus => focus,
        }
    }

    /// In what unit a figure is asked for, and not a number of targets or bodies: 机场有多少个, but not 指标有多少个.
    pub(super) fn measure(&self) -> Option<String> {
        let amounts = self.tokens.iter().enumerate();
        let mut amounts = amounts.filter(|(_, token)| {
            matches!(token.kind, Kind::Word(Word::HowMany | Word::HowManyTasks))
        });
        let (at, token) = amounts.next()?;
        let text = self.question.text(&token.bytes);
        // 条 counts tasks as well as rivers.
        let unit = measure(text).or_else(|| text.ends_with('条').then_some("条"))?;
        self.asks_for(at).is_none().then(|| unit.to_owned())
    }
}

impl Answers<'_> {
    pub(super) fn tasks_by_units(&self) -> Result<Found, QueryError> {
        let is_sole = self.reading.is_sole.is_some();
        let amount = self.reading.amount.as_ref();
        let bound = amount.and_then(|(_, amount)| amount.bodies());
        let is_least = is_sole
            || self.reading.rank() == Some(Rank::Least)
            || bound.is_some_and(Bound::is_from_least);
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
        let ranked: Vec<_> = (list.slice(0..MOST).into_iter())
            .map(|(position, task)| (task, count_at(&position)))
            .collect();
        let best = ranked.first().map_or(0, |(_, count)| *count);
        // What is told as a number is counted over the whole list, whatever part of it is shown.
        let until = |count: u64| list.up_to(&last_of(count, is_least));
        let level = until(best);
        let total = match (is_sole, best) {
            _ if let Some(bound) = bound => until(if is_least { bound.most } else { bound.least }),
            (true, 1) => level,
            (true, _) => 0,
            (false, _) if self.reading.first().is_some() => self.reach(&ranked),
            (false, _) => level,
        };
        let shown = if is_sole || bound.is_some() {
            total.min(self.first)
        } else {
            total.min(MOST)
        };
        let shown_tasks: Vec<_> = ranked.iter().take(shown).map(|(task, _)| *task).collect();
        let tasks = self.view.tasks(&shown_tasks)?;
        let proof = self.proof();
        let mut rows = Vec::new();
        for (task, (_, count)) in tasks.iter().zip(&ranked) {
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
            _ if let Some((_, amount)) = amount => {
                let listed = listed(shown, total, "项");
                let compared = amount.compared();
                format!("{conditions}任务中，单位数{compared}的共 {total} 项{listed}。")
            }
            (true, None) => format!("没有只写明一个单位的任务：{conditions}任务都不止一个单位。"),
            (true, Some(_)) => {
                let listed = listed(shown, total, "项");
                format!("{conditions}任务中，只写明一个单位的共 {total} 项{listed}。")
            }
            (false, None) => self.none(),
            (false, Some(first)) => {
                let listed = match self.reading.first() {
                    Some(_) => self.listed(shown, list.len(), "项"),
                    None => listed(shown, total, "项"),
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
        Ok(Found {
            operation: AskOperation::TasksByUnits {
                filter,
                direction,
                first: shown,
            },
            summary,
            rows,
        })
    }
}

/// How many units have a part in the task at a place of a list that is in the order of that number.
fn count_at(position: &Position) -> u64 {
    match position.key {
        Key::Number(number) => number.unsigned_abs(),
        _ => 0,
    }
}

/// The last place in such a list of a task with so many units.
fn last_of(count: u64, is_least: bool) -> Position {
    let number = i64::try_from(count).unwrap_or(i64::MAX);
    Position {
        key: Key::Number(if is_least { number } else { -number }),
        tie: u64::MAX,
    }
}
