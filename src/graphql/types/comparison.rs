//! Types `Comparison`, `ComparedTask` and `UnitShift`.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};

use super::{Plan, Task, TextSpan, Unit};
use crate::engine;
use crate::graphql::error::{Fault, Result};
use crate::graphql::filters::parse_id;
use crate::graphql::page::{PageArguments, connection};
use crate::graphql::scope::Scope;
use crate::model::PlanId;

connection! {
    /// One page of compared tasks (对比任务列表).
    ComparedTaskConnection,
    /// A compared task in its place in the list (对比任务条目).
    ComparedTaskEdge,
    ComparedTask
}

/// What became of a task (变化类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::TaskChangeKind")]
pub(crate) enum ChangeKind {
    /// It stands in both plans with the same text, bodies and targets (保留).
    Kept,
    /// It stands only in the base (取消).
    Dropped,
    /// It stands only in the target (新增).
    New,
    /// Other bodies lead it (牵头单位变更).
    LeadChanged,
    /// A body has a part in it that had none (新增参与单位).
    PartnerAdded,
    /// A body has no part in it any more (退出单位).
    PartnerRemoved,
    /// One of its targets asks for more (指标提高): a higher figure, a greater fall, a lower upper bound.
    TargetRaised,
    /// One of its targets asks for less (指标降低): a lower figure, a smaller fall, a higher upper bound.
    TargetLowered,
    /// Its text is another (表述变更).
    TextChanged,
}

/// Two plans side by side (方案对比).
pub(crate) struct Comparison(engine::Comparison);

impl Comparison {
    pub(crate) fn new(scope: &Scope, base: &ID, target: &ID) -> Result<Self> {
        let base: PlanId = parse_id(base, "plan", "base")?;
        let target: PlanId = parse_id(target, "plan", "target")?;
        let compared = scope.view().compare(base, target).map_err(|error| {
            let argument = match &error {
                engine::QueryError::UnknownPlan(id) if *id == base => Some("base"),
                engine::QueryError::UnknownPlan(_) => Some("target"),
                _ => None,
            };
            match argument {
                Some(argument) => Fault::from(error).at(argument),
                None => Fault::from(error),
            }
        })?;
        Ok(Self(compared))
    }
}

/// Two plans side by side (方案对比).
#[Object(serial)]
impl Comparison {
    /// The plan that the other one is held against (基准方案).
    async fn base(&self) -> Plan {
        Plan(Arc::clone(&self.0.base))
    }

    /// The plan that is held against it (对比方案).
    async fn target(&self) -> Plan {
        Plan(Arc::clone(&self.0.target))
    }

    /// The tasks of both plans, each once (对比任务), in the order of the target; dropped ones stand behind what preceded them in
    /// the base.
    async fn changes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only tasks with one of these changes (变化类型); null for all.")]
        kinds: Option<Vec<ChangeKind>>,
        #[graphql(desc = "Items from the start: at most 100; null for 20 unless `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null to count from the start.")]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<ComparedTaskConnection> {
        let kinds: Option<Vec<engine::TaskChangeKind>> =
            kinds.map(|kinds| kinds.into_iter().map(Into::into).collect());
        let wanted = |task: &engine::ComparedTask| {
            let kinds = kinds.as_ref();
            kinds.is_none_or(|kinds| {
                task.changes
                    .iter()
                    .any(|change| kinds.contains(&change.kind))
            })
        };
        let tasks = (0..).zip(&self.0.tasks).filter(|(_, task)| wanted(task));
        let tasks = tasks.map(|(number, task)| (engine::Position::number(number), task.clone()));
        let list = engine::SortedList::new(tasks.collect());
        let question = ("comparison", self.0.base.id, self.0.target.id, &kinds);
        let page =
            PageArguments::new(first, after, last, before).page(context, &question, &list)?;
        let tasks = page.keys().into_iter().map(|task| Some(ComparedTask(task)));
        Ok(page.with(tasks).into())
    }

    /// How the work of each unit has shifted (单位任务量变化), the greatest shifts first; unnamed bodies such as 有关部门 are left out.
    async fn unit_shifts(&self) -> Vec<UnitShift> {
        self.0.unit_shifts.iter().copied().map(UnitShift).collect()
    }
}

/// A task of one plan or of both, and what became of it (对比任务).
#[derive(Clone)]
pub(crate) struct ComparedTask(engine::ComparedTask);

/// A task of one plan or of both, and what became of it (对比任务).
#[Object(serial)]
impl ComparedTask {
    /// The task of the base (基准任务); null for a new one.
    async fn base(&self) -> Option<Task> {
        self.0.base.clone().map(Task)
    }

    /// The task of the target (对比任务); null for a dropped one.
    async fn target(&self) -> Option<Task> {
        self.0.target.clone().map(Task)
    }

    /// What has changed (变化类型), each kind once.
    async fn kinds(&self) -> Vec<ChangeKind> {
        let mut kinds: Vec<_> = self.0.changes.iter().map(|change| change.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.into_iter().map(Into::into).collect()
    }

    /// What has changed, each with what both plans say (变化明细).
    async fn details(&self) -> Vec<ChangeDetail> {
        let detail = |change: &engine::TaskChange| ChangeDetail {
            kind: change.kind.into(),
            base: change.base.as_ref().map(Into::into),
            target: change.target.as_ref().map(Into::into),
        };
        self.0.changes.iter().map(detail).collect()
    }

    /// How alike the two tasks are, by text, bodies and subjects of targets (相似度), 0 to 1; null for a task of one plan only.
    async fn similarity(&self) -> Option<f64> {
        self.0.similarity
    }

    /// What proves the changes (证据): the base's and then the target's stretch of each, without repetition.
    async fn evidence(&self) -> Vec<TextSpan> {
        let mut spans: Vec<(bool, &crate::model::TextSpan)> = Vec::new();
        for change in &self.0.changes {
            let of_base = change.base.iter().map(|span| (false, span));
            for span in of_base.chain(change.target.iter().map(|span| (true, span))) {
                if !spans.contains(&span) {
                    spans.push(span);
                }
            }
        }
        spans.into_iter().map(|(_, span)| span.into()).collect()
    }
}

/// One change of a task (变化明细).
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ChangeDetail {
    /// What has changed (变化类型).
    kind: ChangeKind,
    /// What the base says (基准原文); null where it says nothing.
    base: Option<TextSpan>,
    /// What the target says (对比原文); null where it says nothing.
    target: Option<TextSpan>,
}

/// How the work of a unit has shifted.
pub(crate) struct UnitShift(engine::UnitShift);

/// How the work of a unit has shifted (单位任务量变化), by statement, rule or correction.
#[Object(serial)]
impl UnitShift {
    /// The unit as the target has it, or as the base has it when the target does not name it (单位).
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Scope::of(context).unit(self.0.unit).map(Unit)
    }

    /// Tasks of the base that it leads (基准牵头数).
    async fn base_leads(&self) -> u32 {
        self.0.base_leads
    }

    /// Tasks of the target that it leads (对比牵头数).
    async fn target_leads(&self) -> u32 {
        self.0.target_leads
    }

    /// Tasks of the base in which it has a part (基准任务数).
    async fn base_tasks(&self) -> u32 {
        self.0.base_tasks
    }

    /// Tasks of the target in which it has a part (对比任务数).
    async fn target_tasks(&self) -> u32 {
        self.0.target_tasks
    }
}
