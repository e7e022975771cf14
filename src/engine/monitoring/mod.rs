//! Who has to report on a plan, who has, and how far its targets are: part three of a notice.

mod due;
mod evaluation;
mod reminders;
mod rule;
mod target;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::{QueryError, TaskSet, View};
use crate::model::{
    Date, Indicator, IndicatorId, IndicatorKind, Observation, PlanId, ProgressReport,
    ProgressStatus, Task, TaskId, TextSpan, UnitId, UnitKind,
};

pub use evaluation::{Duty, DutyYear, Evaluation};
pub use reminders::{Reminder, ReminderFilter, ReminderKind, Reminders};
pub use rule::{Bound, Rule, Way};

/// How a plan stood in a year.
#[derive(Debug, Clone)]
pub struct Monitoring {
    /// The plan.
    pub plan: PlanId,
    /// The year that is reported on.
    pub year: u16,
    /// The day by which the reports on that year have to be in.
    pub due_on: Date,
    /// Whether any are due: on the years of the plan's period they are, and without a known period when the plan sets the day.
    pub is_due: bool,
    /// The words that set the day; `None` when the plan sets none and the end of February is assumed.
    pub due_span: Option<TextSpan>,
    /// The units that have to report, those with the most tasks first.
    pub units: Vec<UnitMonitoring>,
    /// The targets, in the order of the document.
    pub indicators: Vec<IndicatorMonitoring>,
    /// Reports on tasks that the plan has no more, or in which the unit has no part any more.
    pub orphaned_reports: Vec<Arc<ProgressReport>>,
    /// Observations of indicators that the plan has no more.
    pub orphaned_observations: Vec<Arc<Observation>>,
}

/// What a unit has reported.
#[derive(Debug, Clone)]
pub struct UnitMonitoring {
    /// The unit.
    pub unit: UnitId,
    /// Tasks in which it has a part by statement, rule or correction: it reports on each.
    pub due: TaskSet,
    /// Those that it has reported on.
    pub reported: TaskSet,
    /// Those that it reported on after the day, or not at all though the day is over; none of a year in which none is due.
    pub late: TaskSet,
    /// Those that it has reported on, by what its newest report says.
    pub by_status: BTreeMap<ProgressStatus, TaskSet>,
}

/// An indicator with its task, when it stands in one.
pub type PlacedIndicator = (Option<Arc<Task>>, Indicator);

/// How far a target is.
#[derive(Debug, Clone)]
pub struct IndicatorMonitoring {
    /// The task; `None` for a target outside tasks.
    pub task: Option<Arc<Task>>,
    /// The target.
    pub indicator: Indicator,
    /// The newest observation of the latest year up to the year asked for.
    pub latest: Option<Arc<Observation>>,
    /// What is missing to the target, 0 or less when it is reached; `None` without an observation or a figure.
    pub distance: Option<f64>,
    /// Whether the observation is where it should be by then; `None` when that cannot be told.
    pub on_track: Option<bool>,
    /// What is compared with what.
    pub rule: Rule,
}

impl View {
    /// How a plan stood in a year, as seen at `now`, in milliseconds since 1970-01-01 UTC; `None` when there is no such
    /// plan.
    pub fn monitoring(
        &self,
        plan: PlanId,
        year: u16,
        now: u64,
    ) -> Result<Option<Monitoring>, QueryError> {
        let (Some(entry), Some(head)) = (self.snapshot().plan(plan).cloned(), self.plan(plan)?)
        else {
            return Ok(None);
        };
        let tasks = self.tasks_of_plan(&entry)?;
        let (due_on, due_span) = due::report_day(&head, year);
        let is_due = due::is_due(&head, year);
        let by_id: HashMap<TaskId, &Arc<Task>> = tasks.iter().map(|task| (task.id, task)).collect();
        let reports = self.progress_of_plan(plan);
        let observations = self.observations_of_plan(plan);
        let mut indicators = targets(&tasks, year, &observations);
        let outside = head.indicators.iter().filter(|it| is_target(it));
        indicators.extend(
            outside.map(|indicator| target::measure(None, indicator.clone(), year, &observations)),
        );
        let known: HashSet<IndicatorId> = tasks
            .iter()
            .flat_map(|task| &task.indicators)
            .chain(&head.indicators)
            .map(|indicator| indicator.id)
            .collect();
        let is_orphan = |it: &&Arc<Observation>| !known.contains(&it.what.indicator);
        Ok(Some(Monitoring {
            plan,
            year,
            due_on,
            is_due,
            due_span,
            units: {
                let day = is_due.then_some(due_on);
                self.reporting_units(&tasks, entry.first, &reports, year, day, now)
            },
            indicators,
            orphaned_reports: reports
                .iter()
                .filter(|report| {
                    let task = by_id.get(&report.what.task);
                    task.is_none_or(|task| !task.has_part(report.what.unit))
                })
                .cloned()
                .collect(),
            orphaned_observations: observations.iter().filter(is_orphan).cloned().collect(),
        }))
    }

    /// An indicator, with its task when it stands in one; `None` when this state does not hold it.
    pub fn indicator(&self, id: IndicatorId) -> Result<Option<PlacedIndicator>, QueryError> {
        let owner = TaskId {
            plan: id.plan,
            digest: id.owner,
        };
        if let Some(task) = self.task(owner)? {
            let found = task.indicators.iter().find(|it| it.id == id).cloned();
            if let Some(indicator) = found {
                return Ok(Some((Some(task), indicator)));
            }
        }
        let plan = self.plan(id.plan)?;
        let outside = plan.iter().flat_map(|plan| &plan.indicators);
        let mut outside = outside.filter(|it| it.id == id);
        Ok(outside.next().map(|indicator| (None, indicator.clone())))
    }

    /// What units have reported on a year on these tasks, of which `first` is the ordinal of the first; late is nobody when there is no day.
    fn reporting_units(
        &self,
        tasks: &[Arc<Task>],
        first: u32,
        reports: &[Arc<ProgressReport>],
        year: u16,
        day: Option<Date>,
        now: u64,
    ) -> Vec<UnitMonitoring> {
        let mut by_part: HashMap<(TaskId, UnitId), Vec<&ProgressReport>> = HashMap::new();
        for report in reports.iter().filter(|report| report.what.year == year) {
            let part = (report.what.task, report.what.unit);
            by_part.entry(part).or_default().push(report);
        }
        let is_after = |moment: u64| day.is_some() && Date::in_china(moment) > day;
        let mut units: BTreeMap<UnitId, UnitMonitoring> = BTreeMap::new();
        for (task, ordinal) in tasks.iter().zip(first..) {
            for part in task.parts().filter(|part| self.can_report(part.unit)) {
                let row = units
                    .entry(part.unit)
                    .or_insert_with(|| UnitMonitoring::of(part.unit));
                row.due.insert(ordinal);
                let Some(own) = by_part.get(&(task.id, part.unit)) else {
                    if is_after(now) {
                        row.late.insert(ordinal);
                    }
                    continue;
                };
                row.reported.insert(ordinal);
                // Reports are kept in the order of acceptance.
                if own.first().is_some_and(|report| is_after(report.at)) {
                    row.late.insert(ordinal);
                }
                if let Some(newest) = own.last() {
                    let status = newest.what.status;
                    row.by_status.entry(status).or_default().insert(ordinal);
                }
            }
        }
        let mut units: Vec<_> = units.into_values().collect();
        units.sort_by_key(|row| (std::cmp::Reverse(row.due.len()), row.unit));
        units
    }

    /// Whether a unit is a body that can be held to a report: 相关各市 and …成员单位 are none.
    fn can_report(&self, unit: UnitId) -> bool {
        self.snapshot().unit(unit).is_some_and(|entry| {
            !matches!(entry.unit.kind, UnitKind::Placeholder | UnitKind::Group)
        })
    }
}

impl UnitMonitoring {
    fn of(unit: UnitId) -> Self {
        Self {
            unit,
            due: TaskSet::new(),
            reported: TaskSet::new(),
            late: TaskSet::new(),
            by_status: BTreeMap::new(),
        }
    }
}

/// The targets of the tasks of a plan.
fn targets(
    tasks: &[Arc<Task>],
    year: u16,
    observations: &[Arc<Observation>],
) -> Vec<IndicatorMonitoring> {
    let mut targets = Vec::new();
    for task in tasks {
        for indicator in task.indicators.iter().filter(|it| is_target(it)) {
            let task = Some(Arc::clone(task));
            targets.push(target::measure(task, indicator.clone(), year, observations));
        }
    }
    targets
}

/// A number that only sets the scene or selects is no target.
fn is_target(indicator: &Indicator) -> bool {
    !matches!(
        indicator.kind,
        IndicatorKind::Scope | IndicatorKind::Threshold
    )
}
