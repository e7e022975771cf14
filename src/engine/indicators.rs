//! Lists of indicators over all plans.

use std::collections::HashMap;

use super::listing::{Position, SortedList};
use super::{QueryError, TaskFilter, View};
use crate::model::{Indicator, IndicatorKind, PlanId};
use crate::store::IndicatorRow;
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
        let tasks = match &filter.tasks {
            Some(tasks) => Some(self.task_set(tasks)?),
            None => None,
        };
        let reads_text = filter.is_assigned_by_state.is_some()
            || filter.text.is_some()
            || filter.subjects.is_some()
            || filter.unit.is_some();
        let wanted_plan = |id| {
            filter
                .plans
                .as_ref()
                .is_none_or(|plans| plans.contains(&id))
        };
        let entries: Vec<_> = self
            .snapshot()
            .plans()
            .filter(|entry| entry.indicator_count > 0 && wanted_plan(entry.id))
            .cloned()
            .collect();
        let mut items = Vec::new();
        let mut push = |first: u64, index: usize, place| {
            items.push((Position::number((first << 24) | index as u64), place));
        };
        self.segments(&entries, |entry, segment| {
            let mut found = Vec::new();
            let mut in_tasks = 0;
            for (row, ordinal) in segment.tasks.iter().zip(entry.first..) {
                in_tasks += row.indicators.len();
                if tasks.as_ref().is_some_and(|tasks| !tasks.contains(ordinal)) {
                    continue;
                }
                for (indicator, index) in row.indicators.iter().zip(0..) {
                    if filter.row_matches(indicator) {
                        found.push((ordinal, index));
                    }
                }
            }
            if reads_text {
                let mut ordinals: Vec<_> = found.iter().map(|&(ordinal, _)| ordinal).collect();
                ordinals.dedup();
                let read: HashMap<_, _> = self
                    .readable_tasks(&ordinals)?
                    .into_iter()
                    .map(|task| (entry.first + task.number - 1, task))
                    .collect();
                found.retain(|(ordinal, index)| {
                    read.get(ordinal)
                        .and_then(|task| task.indicators.get(*index as usize))
                        .is_some_and(|indicator| filter.text_matches(indicator))
                });
            }
            for (ordinal, index) in found {
                push(
                    u64::from(ordinal),
                    index as usize,
                    IndicatorPlace::Task(ordinal, index),
                );
            }
            if tasks.is_none() && in_tasks < entry.indicator_count as usize {
                let last = u64::from(entry.first + entry.task_count.max(1) - 1);
                let plan = self.plan(entry.id)?;
                let outside = plan.iter().flat_map(|plan| &plan.indicators).enumerate();
                for (index, indicator) in outside {
                    if filter.row_matches(&row_of(indicator)) && filter.text_matches(indicator) {
                        let place = u32::try_from(index).unwrap_or(u32::MAX);
                        // Behind every indicator of the plan's last task.
                        push(
                            last,
                            (1 << 23) + index,
                            IndicatorPlace::Plan(entry.id, place),
                        );
                    }
                }
            }
            Ok(())
        })?;
        Ok(SortedList::new(items))
    }
}

impl IndicatorFilter {
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

/// What a segment would hold of an indicator.
fn row_of(indicator: &Indicator) -> IndicatorRow {
    IndicatorRow {
        kind: indicator.kind,
        normalized_value: indicator.normalized_value,
        comparator: indicator.comparator,
        is_binding: indicator.is_binding,
        period_start: indicator.period_start,
        period_end: indicator.period_end,
    }
}
