//! Lists of indicators over all plans.

use std::collections::HashMap;

use super::listing::{Position, SortedList};
use super::{QueryError, TaskFilter, TaskSet, View};
use crate::model::{Indicator, IndicatorKind, PlanId};
use crate::store::{IndicatorRow, PlanEntry, Segment};
use crate::text::fold::fold;

/// Which indicators are meant. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IndicatorFilter {
    /// Indicators of these plans.
    pub plans: Option<Vec<PlanId>>,
    /// A literal stretch of subject or phrase, compared after folding.
    pub text: Option<String>,
    /// Indicators with one of these subjects, compared after folding.
    pub subjects: Option<Vec<String>>,
    /// Indicators of these kinds.
    pub kinds: Option<Vec<IndicatorKind>>,
    /// Indicators whose printed or scale-free unit is this: %, 万亩, 亩.
    pub unit: Option<String>,
    /// Indicators with a scale-free value of at least this.
    pub min: Option<f64>,
    /// Indicators with a scale-free value of at most this.
    pub max: Option<f64>,
    /// Indicators whose period holds this year.
    pub year: Option<u16>,
    /// Binding or other indicators.
    pub is_binding: Option<bool>,
    /// Indicators whose figure the state sets, or the others.
    pub is_assigned_by_state: Option<bool>,
    /// Indicators of these tasks.
    pub tasks: Option<TaskFilter>,
}

/// Where an indicator is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndicatorPlace {
    /// The indicator at this index of the task of this ordinal.
    Task(u32, u32),
    /// The indicator at this index of those that the plan has outside tasks.
    Plan(PlanId, u32),
}

impl View {
    /// The indicators that a filter means, in the order of the documents; those outside tasks follow a plan's tasks.
    pub fn indicator_list(
        &self,
        filter: &IndicatorFilter,
    ) -> Result<SortedList<IndicatorPlace>, QueryError> {
        self.check_plans(filter.plans.as_deref().unwrap_or_default())?;
        let tasks = filter.tasks.as_ref().map(|tasks| self.task_set(tasks));
        let tasks = tasks.transpose()?;
        let plans = filter.plans.as_ref();
        let entries = self.plans_that(|entry| {
            entry.indicator_count > 0 && plans.is_none_or(|plans| plans.contains(&entry.id))
        });
        let mut items = Vec::new();
        self.segments(&entries, |entry, segment| {
            for (ordinal, index) in
                self.indicators_of_tasks(filter, tasks.as_ref(), entry, segment)?
            {
                let place = IndicatorPlace::Task(ordinal, index);
                items.push((position(ordinal, index), place));
            }
            let rows = segment.tasks.iter();
            let in_tasks: usize = rows.map(|row| row.indicators.len()).sum();
            if tasks.is_none() && in_tasks < entry.indicator_count as usize {
                let last = entry.first + entry.task_count.max(1) - 1;
                let plan = self.plan(entry.id)?;
                let outside = plan.iter().flat_map(|plan| &plan.indicators);
                for (indicator, index) in outside.zip(0..) {
                    if filter.row_matches(&IndicatorRow::of(indicator))
                        && filter.text_matches(indicator)
                    {
                        let place = IndicatorPlace::Plan(entry.id, index);
                        items.push((position(last, OUTSIDE + index), place));
                    }
                }
            }
            Ok(())
        })?;
        Ok(SortedList::new(items))
    }

    /// The indicators of the tasks of a plan, of those in `within` where there is such a set: ordinal, and place in the task.
    fn indicators_of_tasks(
        &self,
        filter: &IndicatorFilter,
        within: Option<&TaskSet>,
        entry: &PlanEntry,
        segment: &Segment,
    ) -> Result<Vec<(u32, u32)>, QueryError> {
        let rows = segment.tasks.iter().zip(entry.first..);
        let rows = rows.filter(|(_, ordinal)| within.is_none_or(|set| set.contains(*ordinal)));
        let indicators = rows.flat_map(|(row, ordinal)| {
            let indicators = row.indicators.iter().zip(0..);
            indicators.map(move |(indicator, index)| (indicator, ordinal, index))
        });
        let found = indicators.filter(|(indicator, ..)| filter.row_matches(indicator));
        let mut found: Vec<_> = found.map(|(_, ordinal, index)| (ordinal, index)).collect();
        if filter.reads_text() {
            let mut ordinals: Vec<_> = found.iter().map(|&(ordinal, _)| ordinal).collect();
            ordinals.dedup();
            let read = self.readable_tasks(&ordinals)?.into_iter();
            let read = read.map(|task| (entry.ordinal(task.number), task));
            let read: HashMap<_, _> = read.collect();
            found.retain(|(ordinal, index)| {
                let task = read.get(ordinal);
                let indicator = task.and_then(|task| task.indicators.get(*index as usize));
                indicator.is_some_and(|indicator| filter.text_matches(indicator))
            });
        }
        Ok(found)
    }
}

/// Where the indicators outside tasks begin among those of a plan's last task: behind all of them.
const OUTSIDE: u32 = 1 << 23;

/// The place of the indicator at `index` of the task of an ordinal.
fn position(ordinal: u32, index: u32) -> Position {
    Position::number((u64::from(ordinal) << 24) | u64::from(index))
}

impl IndicatorFilter {
    /// Whether the packed links do not tell all that it asks for.
    fn reads_text(&self) -> bool {
        self.is_assigned_by_state.is_some()
            || self.text.is_some()
            || self.subjects.is_some()
            || self.unit.is_some()
    }

    fn row_matches(&self, row: &IndicatorRow) -> bool {
        let bounded = |bound: Option<f64>, holds: fn(f64, f64) -> bool| match bound {
            Some(bound) => row
                .normalized_value
                .is_some_and(|value| holds(value, bound)),
            None => true,
        };
        let in_period = |year: u16| match (row.period_start, row.period_end) {
            (Some(start), Some(end)) => (start..=end).contains(&year),
            (None, Some(end)) => end == year,
            (Some(start), None) => start <= year,
            (None, None) => false,
        };
        self.kinds
            .as_ref()
            .is_none_or(|kinds| kinds.contains(&row.kind))
            && self
                .is_binding
                .is_none_or(|wanted| row.is_binding == wanted)
            && bounded(self.min, |value, bound| value >= bound)
            && bounded(self.max, |value, bound| value <= bound)
            && self.year.is_none_or(in_period)
    }

    fn text_matches(&self, indicator: &Indicator) -> bool {
        let in_words = |text: &String| {
            let text = fold(text);
            fold(&indicator.subject).contains(&text) || fold(&indicator.phrase).contains(&text)
        };
        let in_unit = |unit: &String| {
            let unit = fold(unit);
            [&indicator.unit, &indicator.normalized_unit]
                .into_iter()
                .flatten()
                .any(|other| fold(other) == unit)
        };
        let is_subject = |subjects: &Vec<String>| {
            let own = fold(&indicator.subject);
            subjects.iter().any(|subject| fold(subject) == own)
        };
        let is_assigned = indicator.is_assigned_by_state;
        self.is_assigned_by_state
            .is_none_or(|wanted| is_assigned == wanted)
            && self.text.as_ref().is_none_or(in_words)
            && self.subjects.as_ref().is_none_or(is_subject)
            && self.unit.as_ref().is_none_or(in_unit)
    }
}
