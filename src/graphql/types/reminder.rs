//! Types `Reminder` and `ReminderConnection`.

use async_graphql::{Context, Enum, ID, Object};

use super::{Date, Deadline, Plan, TaskConnection, TextSpan, Unit};
use crate::engine;
use crate::graphql::error::{Code, Fault, Result};
use crate::graphql::page::{PageArguments, connection};
use crate::graphql::scope::Scope;
use crate::graphql::today;

/// Days that are looked ahead when nobody says how many.
pub(crate) const DAYS: u32 = 30;

/// The most days that are looked ahead or behind.
const MOST_DAYS: i64 = 3_660;

/// What falls due (提醒类别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::ReminderKind")]
pub(crate) enum ReminderKind {
    /// The reports of a unit on a year (进展报告).
    Report,
    /// A task whose text names a deadline (任务时限).
    Task,
    /// A duty that the plan's requirements give to all (工作要求时限).
    Duty,
}

/// Something that falls due.
#[derive(Clone)]
pub(crate) struct Reminder(pub(crate) engine::Reminder);

/// Something that falls due and is not done (提醒).
#[Object(serial)]
impl Reminder {
    /// What falls due (类别).
    async fn kind(&self) -> ReminderKind {
        self.0.kind.into()
    }

    /// The last day (到期日).
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }

    /// Days from today in China to that day (剩余天数); negative when it is over.
    async fn days_left(&self) -> i64 {
        self.0.due_on.day_number() - today().day_number()
    }

    /// The plan (方案).
    async fn plan(&self, context: &Context<'_>) -> Result<Plan> {
        Ok(Plan(Scope::of(context).plan(self.0.plan).await?))
    }

    /// The unit that has to report (报送单位); null for anything but a report.
    async fn unit(&self, context: &Context<'_>) -> Result<Option<Unit>> {
        let scope = Scope::of(context);
        self.0
            .unit
            .map(|unit| scope.unit(unit).map(Unit))
            .transpose()
    }

    /// The year that is reported on (报告年度); null for anything but a report.
    async fn year(&self) -> Option<u16> {
        self.0.year
    }

    /// Number of tasks that are still to be reported on, or that fall due (未完成任务数); 0 for a duty.
    async fn open_count(&self) -> usize {
        self.0.tasks.len()
    }

    /// The tasks that are still to be reported on, or the one that falls due (未完成任务), in the order of the document.
    async fn tasks(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Items from the start: at most 100; null for 20.")] first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
    ) -> Result<TaskConnection> {
        let Self(reminder) = self;
        let found = Scope::of(context).view().task_ordinals(&reminder.tasks)?;
        let set = found.into_iter().flatten().collect();
        let question = (
            "reminder",
            reminder.plan,
            reminder.kind,
            reminder.due_on,
            reminder.unit,
            reminder.deadline.as_ref().map(|deadline| deadline.id),
        );
        let page = PageArguments::new(first, after, None, None);
        TaskConnection::of(context, &question, &engine::TaskList::Document(set), &page).await
    }

    /// The deadline of the task or of the duty (时限); null for a report.
    async fn deadline(&self) -> Option<Deadline> {
        self.0.deadline.clone().map(Deadline)
    }

    /// The words that set the day (期限依据); null when the plan sets no day for reports, and the end of February is assumed.
    async fn span(&self) -> Option<TextSpan> {
        self.0.span.as_ref().map(Into::into)
    }
}

connection! {
    /// One page of what falls due (提醒列表).
    ReminderConnection,
    /// Something that falls due in its place in a list (提醒条目).
    ReminderEdge,
    Reminder
}

impl ReminderConnection {
    pub(crate) fn new(
        context: &Context<'_>,
        filter: &engine::ReminderFilter,
        from: Option<Date>,
        until: Option<Date>,
        page: &PageArguments,
    ) -> Result<Self> {
        let from = from.map_or_else(today, |from| from.0);
        let until = until.map_or_else(|| from.plus(DAYS), |until| until.0);
        if until.day_number() - from.day_number() > MOST_DAYS {
            let message = format!("`until` lies more than {MOST_DAYS} days after `from`");
            return Err(Fault::new(Code::BadUserInput, message).at("until"));
        }
        let list = Scope::of(context).view().reminders(filter, from, until)?;
        let page = page.page(context, &("reminders", filter, from, until), &list)?;
        let nodes = page.keys();
        let nodes = nodes.into_iter().map(|found| Some(Reminder(found)));
        Ok(page.with(nodes).into())
    }
}

/// What the arguments of the query and of the subscription mean.
pub(crate) fn filter(
    scope: &Scope,
    plans: Option<Vec<ID>>,
    unit: Option<&str>,
) -> Result<engine::ReminderFilter> {
    let unit = unit.map(|name| scope.view().find_unit(name, None));
    let unit = unit.transpose();
    Ok(engine::ReminderFilter {
        plans: scope.plan_ids(plans)?,
        unit: unit.map_err(|error| Fault::from(error).at("unit"))?,
    })
}

/// The number of days that a subscription looks ahead.
pub(crate) fn days(asked: Option<i32>) -> Result<u32> {
    let Some(asked) = asked else { return Ok(DAYS) };
    let days = u32::try_from(asked).ok();
    days.filter(|days| i64::from(*days) <= MOST_DAYS)
        .ok_or_else(|| {
            let message = format!("`days` is {asked}: it must lie between 0 and {MOST_DAYS}");
            Fault::new(Code::BadUserInput, message).at("days")
        })
}
