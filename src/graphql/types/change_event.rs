//! Types `ChangeEvent` and `IngestEvent`.

use async_graphql::{Context, Enum, ID, Object};

use super::{DateTime, IngestReport, Node, Plan};
use crate::engine::{self, JobStep, Step};
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;

/// What happened to the data (变更类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::ChangeKind")]
pub(crate) enum ChangeEventKind {
    /// A document was accepted as a plan (入库).
    PlanIngested,
    /// A plan was deleted (删除).
    PlanDeleted,
    /// A unit reported on a task (填报进展).
    ProgressRecorded,
    /// A value of an indicator was observed (填报指标完成值).
    ObservationRecorded,
    /// Something was put right (更正).
    CorrectionApplied,
    /// A correction was taken back (撤销更正).
    CorrectionReverted,
}

/// A change.
pub(crate) struct ChangeEvent(pub(crate) engine::ChangeNote);

/// A change of the data (数据变更).
#[Object(serial)]
impl ChangeEvent {
    /// The state that it led to (数据版本), for `since`.
    async fn data_version(&self) -> String {
        self.0.sequence.to_string()
    }

    /// What happened (变更类型).
    async fn kind(&self) -> ChangeEventKind {
        self.0.kind.into()
    }

    /// What was added or taken back, or the plan itself (变更对象), in the state of now; null when it is gone.
    async fn node(&self, context: &Context<'_>) -> Result<Option<Node>> {
        Node::of(Scope::of(context), self.0.node).await
    }

    /// The plan concerned (方案), in the state of now; null when it is gone, and for corrections of units, which any plan may name.
    async fn plan(&self, context: &Context<'_>) -> Result<Option<Plan>> {
        let Some(plan) = self.0.plan else {
            return Ok(None);
        };
        let plan = Scope::of(context).find_plan(plan).await?;
        Ok(plan.map(Plan))
    }

    /// When it was accepted (时刻).
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }
}

/// Steps of an ingest in all.
const STEPS: i32 = 4;

/// A step of a job.
pub(crate) struct IngestEvent {
    pub(crate) job: ID,
    pub(crate) step: JobStep,
}

/// How far an ingest is (入库进度).
#[Object(serial)]
impl IngestEvent {
    /// The job's name (任务号).
    async fn job_id(&self) -> &ID {
        &self.job
    }

    /// What has begun (步骤): `READING`, `ACCEPTING`, `STORING`, `INDEXING`, and `DONE` at the end, whatever it came to.
    async fn step(&self) -> &str {
        match self.step.step {
            Some(Step::Reading) => "READING",
            Some(Step::Accepting) => "ACCEPTING",
            Some(Step::Storing) => "STORING",
            Some(Step::Indexing) => "INDEXING",
            None => "DONE",
        }
    }

    /// Steps done (已完成步数).
    async fn done(&self) -> i32 {
        match self.step.step {
            Some(Step::Reading) => 0,
            Some(Step::Accepting) => 1,
            Some(Step::Storing) => 2,
            Some(Step::Indexing) => 3,
            None => STEPS,
        }
    }

    /// Steps in all (总步数).
    async fn total(&self) -> i32 {
        STEPS
    }

    /// What was read (报告); null before the end, and when the document was refused.
    async fn report(&self) -> Option<IngestReport> {
        self.step.report.clone().map(IngestReport)
    }
}
