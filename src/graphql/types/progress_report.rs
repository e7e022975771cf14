//! Types `ProgressReport` and `Observation`.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};

use super::{DateTime, Indicator, Task, Unit};
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;
use crate::model;

/// How a task stands (进展状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::ProgressStatus")]
pub(crate) enum ProgressStatus {
    /// Nothing has begun (未启动).
    NotStarted,
    /// As planned (按计划推进).
    OnTrack,
    /// In danger of being late (有风险).
    AtRisk,
    /// Late (滞后).
    Delayed,
    /// Done (已完成).
    Done,
}

/// A report of progress.
pub(crate) struct ProgressReport(pub(crate) Arc<model::ProgressReport>);

/// What a unit says of a task in a year (进展报告). Reports are added, never changed; the newest of a year stands.
#[Object(serial)]
impl ProgressReport {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The task (任务); null when a later version of the plan has it no more.
    async fn task(&self, context: &Context<'_>) -> Result<Option<Task>> {
        let task = Scope::of(context).task(self.0.what.task).await?;
        Ok(task.map(Task))
    }

    /// The unit that reports (报告单位).
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Scope::of(context).unit(self.0.what.unit).map(Unit)
    }

    /// The year that is reported on (报告年度).
    async fn year(&self) -> u16 {
        self.0.what.year
    }

    /// How the task stands (状态).
    async fn status(&self) -> ProgressStatus {
        self.0.what.status.into()
    }

    /// What was done (进展情况).
    async fn text(&self) -> &str {
        &self.0.what.text
    }

    /// Where an attachment lies (附件地址); null when there is none.
    async fn attachment_url(&self) -> Option<&str> {
        self.0.what.attachment_url.as_deref()
    }

    /// When it came in (报告时间).
    async fn reported_at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// The name of the key that it came in with (报告人).
    async fn author(&self) -> &str {
        &self.0.author
    }

    /// Whether the plan has its task no more (任务已不存在).
    async fn is_orphaned(&self, context: &Context<'_>) -> Result<bool> {
        let task = Scope::of(context).task(self.0.what.task).await?;
        Ok(task.is_none())
    }
}

/// An observation.
pub(crate) struct Observation(pub(crate) Arc<model::Observation>);

/// A value that was observed of an indicator (指标完成值). Observations are added, never changed; the newest of a year stands.
#[Object(serial)]
impl Observation {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The indicator (指标); null when a later version of the plan has it no more.
    async fn indicator(&self, context: &Context<'_>) -> Result<Option<Indicator>> {
        let found = Scope::of(context).view().indicator(self.0.what.indicator)?;
        Ok(found.map(|(task, indicator)| Indicator { task, indicator }))
    }

    /// The year whose end the value describes (年度).
    async fn year(&self) -> u16 {
        self.0.what.year
    }

    /// The value, in the unit that the indicator is printed in (数值).
    async fn value(&self) -> f64 {
        self.0.what.value
    }

    /// What has to be known besides (说明); null when nothing was said.
    async fn note(&self) -> Option<&str> {
        self.0.what.note.as_deref()
    }

    /// Where the value is from (数据来源); null when nothing was said.
    async fn source(&self) -> Option<&str> {
        self.0.what.source.as_deref()
    }

    /// When it came in (报告时间).
    async fn reported_at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// The name of the key that it came in with (报告人).
    async fn author(&self) -> &str {
        &self.0.author
    }

    /// Whether the plan has its indicator no more (指标已不存在).
    async fn is_orphaned(&self, context: &Context<'_>) -> Result<bool> {
        let found = Scope::of(context).view().indicator(self.0.what.indicator)?;
        Ok(found.is_none())
    }
}
