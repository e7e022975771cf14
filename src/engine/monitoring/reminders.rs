//! What falls due within a stretch of days and is not done: reports of units, deadlines of tasks, duties of all.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::due;
use crate::engine::listing::{Key, Position, SortedList};
use crate::engine::{QueryError, View};
use crate::model::{
    Date, Deadline, Plan, PlanId, ProgressReport, ProgressStatus, TaskId, TextSpan, UnitId,
};
use crate::store::{PlanEntry, Segment};

/// Whose reminders are meant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ReminderFilter {
    /// Of these plans; `None` for all.
    pub plans: Option<Vec<PlanId>>,
    /// What concerns this unit: its reports, the tasks in which it has a part, and the duties of all; `None` for any.
    pub unit: Option<UnitId>,
}

/// What falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReminderKind {
    /// A unit's reports on a year.
    Report,
    /// A task.
    Task,
    /// A duty of the plan's own requirements.
    Duty,
}

/// Something that falls due and is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// What it is.
    pub kind: ReminderKind,
    /// The last day.
    pub due_on: Date,
    /// The plan.
    pub plan: PlanId,
    /// The unit that has to report; `None` for anything but reports.
    pub unit: Option<UnitId>,
    /// The year that is reported on; `None` for anything but reports.
    pub year: Option<u16>,
    /// The tasks that are not yet reported on, or the task that falls due; none for a duty.
    pub tasks: Vec<TaskId>,
    /// The deadline of the task or duty; `None` for reports.
    pub deadline: Option<Deadline>,
    /// The words that set the day; `None` when the plan sets no day for reports and the end of February is assumed.
    pub span: Option<TextSpan>,
}

/// Reminders by day, on one day reports before tasks before duties.
pub type Reminders = SortedList<Reminder>;

/// What is looked for in one plan.
struct Search<'a> {
    plan: &'a Plan,
    filter: &'a ReminderFilter,
    from: Date,
    until: Date,
    found: Vec<Reminder>,
}

impl View {
    /// What falls due on `from`, on `until` or between.
    ///
    /// Reports are due on the years of a plan's period, and recurring deadlines within them, so that a plan whose time
    /// is over reminds of nothing; one of no known period reminds of reports only when it sets their day itself. A task is
    /// done when the newest report on it says so.
    pub fn reminders(
        &self,
        filter: &ReminderFilter,
        from: Date,
        until: Date,
    ) -> Result<Reminders, QueryError> {
        let wanted = filter.plans.as_ref();
        let plans = self.plans_that(|entry| wanted.is_none_or(|plans| plans.contains(&entry.id)));
        let mut items = Vec::new();
        self.segments(&plans, |entry, segment| {
            let Some(plan) = self.plan(entry.id)? else {
                return Ok(());
            };
            let mut search = Search {
                plan: &plan,
                filter,
                from,
                until,
                found: Vec::new(),
            };
            let reports = self.progress_of_plan(entry.id);
            search.reports(segment, &reports, |unit| self.can_report(unit));
            search.duties();
            self.due_tasks(entry, segment, &reports, &mut search)?;
            items.extend(search.found);
            Ok(())
        })?;
        let place = |reminder: Reminder| (position(&reminder), reminder);
        Ok(SortedList::new(items.into_iter().map(place).collect()))
    }

    fn due_tasks(
        &self,
        entry: &PlanEntry,
        segment: &Segment,
        reports: &[Arc<ProgressReport>],
        search: &mut Search<'_>,
    ) -> Result<(), QueryError> {
        let rows = segment.tasks.iter().zip(entry.first..);
        let own = search.filter.unit.map(|unit| segment.unit(unit));
        let concerns = |row: &crate::store::TaskRow| match own {
            None => true,
            Some(own) => row.parts().any(|link| Some(link.unit) == own),
        };
        let dated: Vec<u32> = rows
            .filter(|(row, _)| row.has_deadline && concerns(row))
            .map(|(_, ordinal)| ordinal)
            .collect();
        for task in self.readable_tasks(&dated)? {
            for deadline in &task.deadlines {
                for day in search.days_of(deadline) {
                    // What comes again every year is done once for each.
                    let year = deadline.recurrence.is_some().then(|| day.year());
                    if !is_done(task.id, year, reports) {
                        search.add(ReminderKind::Task, day, vec![task.id], deadline);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether the newest report on a task, on a year or on any, says that it is done.
fn is_done(task: TaskId, year: Option<u16>, reports: &[Arc<ProgressReport>]) -> bool {
    let mut newest_first = reports.iter().rev();
    let newest = newest_first.find(|report| {
        let what = &report.what;
        what.task == task && year.is_none_or(|year| what.year == year)
    });
    newest.is_some_and(|report| report.what.status == ProgressStatus::Done)
}

impl Search<'_> {
    fn holds(&self, day: Date) -> bool {
        (self.from..=self.until).contains(&day)
    }

    /// The years of the plan's period that `years` holds.
    fn within_period(&self, years: RangeInclusive<u16>) -> RangeInclusive<u16> {
        let own = due::years(self.plan);
        *own.start().max(years.start())..=*own.end().min(years.end())
    }

    /// The days of a deadline that are looked for.
    fn days_of(&self, deadline: &Deadline) -> Vec<Date> {
        let years = self.within_period(self.from.year()..=self.until.year());
        let recurring = deadline.recurrence.iter();
        let recurring =
            recurring.flat_map(|rule| years.clone().flat_map(move |year| rule.dates_in(year)));
        let days = recurring.chain(deadline.date);
        days.filter(|day| self.holds(*day)).collect()
    }

    /// The reports that units still owe on the years whose day is looked for.
    fn reports(
        &mut self,
        segment: &Segment,
        reports: &[Arc<ProgressReport>],
        can_report: impl Fn(UnitId) -> bool,
    ) {
        // A year is reported on within itself or in the next one.
        for year in self.within_period(self.from.year().saturating_sub(1)..=self.until.year()) {
            let (day, span) = due::report_day(self.plan, year);
            if !due::is_due(self.plan, year) || !self.holds(day) {
                continue;
            }
            let of_year = reports.iter().filter(|report| report.what.year == year);
            let reported: HashSet<(TaskId, UnitId)> = of_year
                .map(|report| (report.what.task, report.what.unit))
                .collect();
            let mut open: HashMap<UnitId, Vec<TaskId>> = HashMap::new();
            for row in &segment.tasks {
                for (unit, _) in segment.parts_of(row) {
                    let is_wanted = self.filter.unit.is_none_or(|wanted| wanted == unit);
                    if is_wanted && !reported.contains(&(row.id, unit)) {
                        let own = open.entry(unit).or_default();
                        // A unit may stand in a task in several roles.
                        if own.last() != Some(&row.id) {
                            own.push(row.id);
                        }
                    }
                }
            }
            let open = open.into_iter().filter(|(unit, _)| can_report(*unit));
            self.found.extend(open.map(|(unit, tasks)| Reminder {
                kind: ReminderKind::Report,
                due_on: day,
                plan: self.plan.id,
                unit: Some(unit),
                year: Some(year),
                tasks,
                deadline: None,
                span: span.clone(),
            }));
        }
    }

    /// The duties of the plan's requirements, all but the one that sets the day of the reports.
    fn duties(&mut self) {
        let (_, of_reports) = due::report_day(self.plan, self.from.year());
        for clause in &self.plan.clauses {
            for deadline in &clause.deadlines {
                if Some(&deadline.span) == of_reports.as_ref() {
                    continue;
                }
                for day in self.days_of(deadline) {
                    self.add(ReminderKind::Duty, day, Vec::new(), deadline);
                }
            }
        }
    }

    fn add(&mut self, kind: ReminderKind, day: Date, tasks: Vec<TaskId>, deadline: &Deadline) {
        self.found.push(Reminder {
            kind,
            due_on: day,
            plan: self.plan.id,
            unit: None,
            year: None,
            tasks,
            deadline: Some(deadline.clone()),
            span: Some(deadline.span.clone()),
        });
    }
}

/// The place of a reminder in its list, the same in every state.
fn position(reminder: &Reminder) -> Position {
    let unit = reminder.unit.map_or(0, |unit| unit.digest);
    let deadline = reminder.deadline.as_ref();
    let (owner, digest) = deadline.map_or((0, unit), |it| (it.id.owner, it.id.digest));
    Position {
        key: Key::Text(format!(
            "{} {} {:016x} {owner:016x}",
            reminder.due_on, reminder.kind as u8, reminder.plan.digest
        )),
        tie: digest,
    }
}
