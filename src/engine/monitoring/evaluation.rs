//! How a plan stood over several years: what a mid-term evaluation (中期评估) puts together.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Monitoring;
use crate::engine::{QueryError, View};
use crate::model::{
    Assignment, Clause, Date, IndicatorId, Observation, Plan, PlanId, ProgressReport, Task, TaskId,
    TextSpan, UnitId,
};

/// More years than any plan runs: a period that is misread makes no endless report.
const MOST_YEARS: u16 = 20;

/// How a plan stood from the beginning of its period to the end of a year.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The requirements of the plan that ask for such an evaluation.
    pub demands: Vec<TextSpan>,
    /// Each year as [`View::monitoring`] tells it, in order; the last one is the year that is evaluated. There is one at
    /// least.
    pub years: Vec<Monitoring>,
    /// What each unit had to report on: units as in the last year, each one's tasks in the order of the document.
    pub duties: Vec<Duty>,
    /// What was observed of each target up to the end of the last year, in the order of years and of acceptance.
    pub observations: HashMap<IndicatorId, Vec<Arc<Observation>>>,
    /// How many numbers of the plan are no targets: they set the scene or select.
    pub other_indicators: usize,
    /// How many units with a part in its tasks report on none: 相关各市 is no body.
    pub other_units: usize,
}

/// A unit's part in a task, and what it reported of it.
#[derive(Debug, Clone)]
pub struct Duty {
    /// The unit.
    pub unit: UnitId,
    /// The task.
    pub task: Arc<Task>,
    /// One for every year of the evaluation.
    pub years: Vec<DutyYear>,
}

/// What a unit reported of a task in a year.
#[derive(Debug, Clone)]
pub struct DutyYear {
    /// The newest report; `None` when there is none.
    pub report: Option<Arc<ProgressReport>>,
    /// The day in China on which the first one came in.
    pub reported_on: Option<Date>,
    /// Whether that was after the day on which it was due, or the day is over and there is none.
    pub is_late: bool,
}

impl Evaluation {
    /// The year that is evaluated.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.years.last().map_or(0, |last| last.year)
    }
}

impl Duty {
    /// The mentions of the unit in the task's statement, by statement, rule or correction.
    pub fn mentions(&self) -> impl Iterator<Item = &Assignment> {
        self.task.parts().filter(|part| part.unit == self.unit)
    }
}

impl View {
    /// How a plan stood from the beginning of its period to the end of `year`, as seen at `now`, in milliseconds since
    /// 1970-01-01 UTC; `None` when there is no such plan.
    pub fn evaluation(
        &self,
        id: PlanId,
        year: u16,
        now: u64,
    ) -> Result<Option<Evaluation>, QueryError> {
        let (Some(entry), Some(plan)) = (self.snapshot().plan(id).cloned(), self.plan(id)?) else {
            return Ok(None);
        };
        let first = plan.period_start.unwrap_or(year);
        let first = first.clamp(year.saturating_sub(MOST_YEARS), year);
        let mut years = Vec::new();
        for year in first..=year {
            self.check_time()?;
            years.extend(self.monitoring(id, year, now)?);
        }
        let tasks = self.tasks_of_plan(&entry)?;
        let mut observations: HashMap<_, Vec<_>> = HashMap::new();
        for observation in self.observations_of_plan(id) {
            if observation.what.year <= year {
                let own = observations.entry(observation.what.indicator).or_default();
                own.push(observation);
            }
        }
        for own in observations.values_mut() {
            own.sort_by_key(|observation| observation.what.year);
        }
        let last = years.last();
        let reporting = last.map_or(0, |last| last.units.len());
        let targets = last.map_or(0, |last| last.indicators.len());
        let in_tasks: usize = tasks.iter().map(|task| task.indicators.len()).sum();
        let parts = tasks.iter().flat_map(|task| task.parts());
        let units: HashSet<UnitId> = parts.map(|part| part.unit).collect();
        Ok(Some(Evaluation {
            other_indicators: in_tasks + plan.indicators.len() - targets,
            other_units: units.len() - reporting,
            demands: plan
                .clauses
                .iter()
                .filter(|clause| asks_for_evaluation(clause))
                .map(|clause| clause.span.clone())
                .collect(),
            duties: self.duties(id, &tasks, &years, now),
            plan,
            years,
            observations,
        }))
    }

    fn duties(
        &self,
        plan: PlanId,
        tasks: &[Arc<Task>],
        years: &[Monitoring],
        now: u64,
    ) -> Vec<Duty> {
        let mut reports: HashMap<(TaskId, UnitId, u16), Vec<Arc<ProgressReport>>> = HashMap::new();
        for report in self.progress_of_plan(plan) {
            let key = (report.what.task, report.what.unit, report.what.year);
            reports.entry(key).or_default().push(report);
        }
        let today = Date::in_china(now);
        let rows = years.last().map(|last| last.units.as_slice());
        let places: HashMap<UnitId, usize> = rows
            .unwrap_or_default()
            .iter()
            .enumerate()
            .map(|(place, row)| (row.unit, place))
            .collect();
        let mut duties = Vec::new();
        for task in tasks {
            let mut seen = HashSet::new();
            for part in &task.assignments {
                let unit = part.unit;
                if !places.contains_key(&unit) || !task.has_part(unit) || !seen.insert(unit) {
                    continue;
                }
                let of_year = |monitoring: &Monitoring| {
                    let own = reports.get(&(task.id, unit, monitoring.year));
                    // Reports are kept in the order of acceptance.
                    let first = own.and_then(|own| own.first());
                    let reported_on = first.and_then(|report| Date::in_china(report.at));
                    DutyYear {
                        report: own.and_then(|own| own.last()).cloned(),
                        reported_on,
                        is_late: monitoring.is_due
                            && reported_on.or(today) > Some(monitoring.due_on),
                    }
                };
                duties.push(Duty {
                    unit,
                    task: Arc::clone(task),
                    years: years.iter().map(of_year).collect(),
                });
            }
        }
        duties.sort_by_key(|duty| places.get(&duty.unit).copied());
        duties
    }
}

/// Whether a requirement asks for an evaluation in the middle of the period.
fn asks_for_evaluation(clause: &Clause) -> bool {
    clause.text.contains("中期") && clause.text.contains("评估")
}
