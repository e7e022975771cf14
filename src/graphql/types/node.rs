//! Interface `Node`.

use std::sync::Arc;

use async_graphql::{ID, Interface};

use super::{
    Assignment, Chapter, City, CityLink, Clause, Deadline, Diagnostic, FactCorrection, Finding,
    Indicator, Observation, Plan, ProgressReport, Section, Task, Unit,
};
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;
use crate::model::{self, NodeId, PlanId, TaskId};

/// Anything that has an id of its own (节点).
#[derive(Interface)]
#[graphql(field(
    name = "id",
    ty = "ID",
    desc = "Its id, opaque and lasting, for `node`."
))]
pub(crate) enum Node {
    Plan(Plan),
    Chapter(Chapter),
    Section(Section),
    Clause(Clause),
    Diagnostic(Diagnostic),
    Task(Task),
    Assignment(Assignment),
    CityLink(CityLink),
    Indicator(Indicator),
    Deadline(Deadline),
    Unit(Unit),
    City(City),
    Finding(Finding),
    ProgressReport(ProgressReport),
    Observation(Observation),
    FactCorrection(FactCorrection),
}

impl Node {
    /// What bears an id as printed; `None` when nothing does.
    pub(crate) async fn find(scope: &Scope, id: &str) -> Result<Option<Self>> {
        match id.parse() {
            Ok(id) => Self::of(scope, id).await,
            Err(_) => Ok(None),
        }
    }

    /// What bears an id, where there is one; `None` when nothing does.
    pub(crate) async fn maybe(scope: &Scope, id: Option<NodeId>) -> Result<Option<Self>> {
        match id {
            Some(id) => Self::of(scope, id).await,
            None => Ok(None),
        }
    }

    /// What bears an id; `None` when nothing does.
    pub(crate) async fn of(scope: &Scope, id: NodeId) -> Result<Option<Self>> {
        let plan = |id: PlanId| scope.find_plan(id);
        let owner = |plan: PlanId, digest: u64| scope.task(TaskId { plan, digest });
        Ok(match id {
            NodeId::Plan(id) => plan(id).await?.map(|plan| Self::Plan(Plan(plan))),
            NodeId::Chapter(id) => plan(id.plan)
                .await?
                .and_then(|plan| Chapter::find(plan, id))
                .map(Self::Chapter),
            NodeId::Section(id) => plan(id.plan)
                .await?
                .and_then(|plan| Section::find(plan, id))
                .map(Self::Section),
            NodeId::Clause(id) => {
                let plan = plan(id.plan).await?;
                let mut clauses = plan.iter().flat_map(|plan| &plan.clauses);
                clauses
                    .find(|clause| clause.id == id)
                    .cloned()
                    .map(|it| Self::Clause(Clause(it)))
            }
            NodeId::Diagnostic(id) => {
                let plan = plan(id.plan).await?;
                let mut diagnostics = plan.iter().flat_map(|plan| &plan.diagnostics);
                let found = diagnostics.find(|diagnostic| diagnostic.id == id).cloned();
                found.map(|it| Self::Diagnostic(Diagnostic(it)))
            }
            NodeId::Task(id) => scope.task(id).await?.map(|task| Self::Task(Task(task))),
            NodeId::Assignment(id) => owner(id.plan, id.owner).await?.and_then(|task| {
                let assignment = task.assignments.iter().find(|it| it.id == id)?.clone();
                Some(Self::Assignment(Assignment { task, assignment }))
            }),
            NodeId::CityLink(id) => owner(id.plan, id.owner).await?.and_then(|task| {
                let link = task.cities.iter().find(|it| it.id == id)?.clone();
                Some(Self::CityLink(CityLink { task, link }))
            }),
            NodeId::Indicator(id) => {
                let task = owner(id.plan, id.owner).await?;
                let plan = plan(id.plan).await?;
                let indicator = find_indicator(task.as_ref(), plan.as_ref(), id);
                indicator.map(|indicator| Self::Indicator(Indicator { task, indicator }))
            }
            NodeId::Deadline(id) => {
                let task = owner(id.plan, id.owner).await?;
                let plan = plan(id.plan).await?;
                let of_task = task.iter().flat_map(|task| &task.deadlines);
                let clauses = plan.iter().flat_map(|plan| &plan.clauses);
                let mut all = of_task.chain(clauses.flat_map(|clause| &clause.deadlines));
                all.find(|it| it.id == id)
                    .cloned()
                    .map(|it| Self::Deadline(Deadline(it)))
            }
            NodeId::Unit(id) => scope.view().unit(id).map(|unit| Self::Unit(Unit(unit))),
            NodeId::City(id) => {
                let city = scope.view().gazetteer().city(id);
                city.cloned().map(|city| Self::City(City(city)))
            }
            NodeId::Finding(id) => scope
                .view()
                .finding(id)?
                .map(|finding| Self::Finding(Finding(finding))),
            NodeId::Report(id) => {
                let report = scope.view().progress_report(id);
                report.map(|report| Self::ProgressReport(ProgressReport(report)))
            }
            NodeId::Observation(id) => {
                let observation = scope.view().observation(id);
                observation.map(|it| Self::Observation(Observation(it)))
            }
            NodeId::Correction(id) => {
                let correction = scope.view().correction(id);
                correction.map(|it| Self::FactCorrection(FactCorrection(it)))
            }
        })
    }
}

/// The indicator of an id: one of the task's, or of those that the plan has outside tasks.
fn find_indicator(
    task: Option<&Arc<model::Task>>,
    plan: Option<&Arc<model::Plan>>,
    id: model::IndicatorId,
) -> Option<model::Indicator> {
    let of_task = task.into_iter().flat_map(|task| &task.indicators);
    let of_plan = plan.into_iter().flat_map(|plan| &plan.indicators);
    of_task
        .chain(of_plan)
        .find(|indicator| indicator.id == id)
        .cloned()
}
