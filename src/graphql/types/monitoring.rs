//! Types `Monitoring`, `UnitMonitoring` and `IndicatorMonitoring`.

use async_graphql::{Context, Object};

use super::{
    Date, Indicator, Language, Observation, Plan, ProgressReport, ProgressStatus, TaskConnection,
    TextSpan, Unit,
};
use crate::engine;
use crate::graphql::error::{Code, Fault, Result};
use crate::graphql::page::PageArguments;
use crate::graphql::scope::Scope;
use crate::model;

/// How a plan stood.
pub(crate) struct Monitoring(engine::Monitoring);

impl Monitoring {
    pub(crate) fn of(context: &Context<'_>, plan: model::PlanId, year: i32) -> Result<Self> {
        let year = u16::try_from(year)
            .ok()
            .filter(|year| model::YEARS.contains(year));
        let year = year.ok_or_else(|| {
            let (first, last) = model::YEARS.into_inner();
            let message = format!("a year that can be monitored lies between {first} and {last}");
            Fault::new(Code::BadUserInput, message).at("year")
        })?;
        let found = Scope::of(context)
            .view()
            .monitoring(plan, year, engine::now())?;
        found.map(Self).ok_or_else(|| Fault::unknown_plan(plan))
    }
}

/// How a plan stood in a year (监测): who had to report, who has, and how far its targets were.
#[Object(serial)]
impl Monitoring {
    /// The plan (方案).
    async fn plan(&self, context: &Context<'_>) -> Result<Plan> {
        Ok(Plan(Scope::of(context).plan(self.0.plan).await?))
    }

    /// The year that is reported on (报告年度).
    async fn year(&self) -> u16 {
        self.0.year
    }

    /// The day by which the reports on that year have to be in (报送期限), as the plan's own requirement sets it (每年2月底前将上年度进展情况
    /// 送…); the end of the next February when it sets none.
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }

    /// Whether reports on that year are due at all (是否应报): on the years of the plan's period they are, and without a known period
    /// when the plan sets the day itself. Of a year in which none is due nothing is late.
    async fn is_due(&self) -> bool {
        self.0.is_due
    }

    /// The words that set the day (期限依据); null when the plan sets none.
    async fn due_span(&self) -> Option<TextSpan> {
        self.0.due_span.as_ref().map(Into::into)
    }

    /// The units that have to report (报送单位), those with the most tasks first; placeholders and groups are none.
    async fn units(&self) -> Vec<UnitMonitoring> {
        let plan = self.0.plan;
        let year = self.0.year;
        let row = |row: &engine::UnitMonitoring| UnitMonitoring {
            plan,
            year,
            row: row.clone(),
        };
        self.0.units.iter().map(row).collect()
    }

    /// The targets (指标完成情况), in the order of the document, those outside tasks last.
    async fn indicators(&self) -> Vec<IndicatorMonitoring> {
        let targets = self.0.indicators.iter().cloned();
        targets.map(IndicatorMonitoring).collect()
    }

    /// Reports of any year on tasks that the plan has no more, or in which the unit has no part any more (失效任务的报告).
    async fn orphaned_reports(&self) -> Vec<ProgressReport> {
        let reports = self.0.orphaned_reports.iter().cloned();
        reports.map(ProgressReport).collect()
    }

    /// Observations of any year of indicators that the plan has no more (失效指标的数值).
    async fn orphaned_observations(&self) -> Vec<Observation> {
        let observations = self.0.orphaned_observations.iter().cloned();
        observations.map(Observation).collect()
    }
}

/// What a unit has reported.
pub(crate) struct UnitMonitoring {
    plan: model::PlanId,
    year: u16,
    row: engine::UnitMonitoring,
}

/// What a unit has reported of a plan in a year (单位报送情况).
#[Object(serial)]
impl UnitMonitoring {
    /// The unit (单位).
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Scope::of(context).unit(self.row.unit).map(Unit)
    }

    /// Number of tasks that it has to report on (应报任务数): those in which it has a part by statement, rule or correction; unless
    /// `isDue`, those on which it may.
    async fn due_count(&self) -> u64 {
        self.row.due.len()
    }

    /// Number of those that it has reported on (已报任务数).
    async fn reported_count(&self) -> u64 {
        self.row.reported.len()
    }

    /// Number of those that it reported on after the day, or not at all though the day is over (逾期任务数); 0 unless `isDue`.
    async fn late_count(&self) -> u64 {
        self.row.late.len()
    }

    /// The tasks that it has to report on (应报任务), in the order of the document.
    async fn tasks(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Only tasks of which its newest report says this (状态); null for all, reported on or not."
        )]
        status: Option<ProgressStatus>,
        #[graphql(desc = "Items from the start: at most 100; null for 20.")] first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
    ) -> Result<TaskConnection> {
        let status = status.map(model::ProgressStatus::from);
        let set = match status {
            Some(status) => self.row.by_status.get(&status).cloned().unwrap_or_default(),
            None => self.row.due.clone(),
        };
        let question = ("monitoring", self.plan, self.year, self.row.unit, status);
        let page = PageArguments::new(first, after, None, None);
        TaskConnection::of(context, &question, &engine::TaskList::Document(set), &page).await
    }
}

/// How far a target was.
pub(crate) struct IndicatorMonitoring(engine::IndicatorMonitoring);

/// How far a target was at the end of a year (指标完成情况).
#[Object(serial)]
impl IndicatorMonitoring {
    /// The target (指标).
    async fn indicator(&self) -> Indicator {
        Indicator {
            task: self.0.task.clone(),
            indicator: self.0.indicator.clone(),
        }
    }

    /// The newest observation of the latest year up to the one asked for (最新完成值); null when nothing was observed.
    async fn latest(&self) -> Option<Observation> {
        self.0.latest.clone().map(Observation)
    }

    /// What is missing to the target, in the unit that the indicator is printed in; 0 or less when it is reached (距目标); null
    /// without an observation or a figure.
    async fn distance(&self) -> Option<f64> {
        self.0.distance
    }

    /// Whether the value is where it should be by `rule` (是否达到进度); null when that cannot be told.
    async fn on_track(&self) -> Option<bool> {
        self.0.on_track
    }

    /// What the value should be by `rule` at the end of the year of `latest`, without one of the year asked for (应达值); null when that
    /// cannot be told.
    async fn expected(&self) -> Option<f64> {
        self.0.rule.expected()
    }

    /// What is compared with what (判断规则), as a sentence.
    async fn rule(
        &self,
        #[graphql(
            default_with = "Some(Language::En)",
            desc = "The language that it is told in (语言); null as if left out."
        )]
        language: Option<Language>,
    ) -> String {
        match language.unwrap_or_default() {
            Language::En => self.0.rule.to_string(),
            Language::Zh => self.0.rule.in_chinese(),
        }
    }
}
