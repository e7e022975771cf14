//! Types `Task` and `TaskConnection`.

use std::fmt::Debug;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};

use super::{
    Assignment, Basis, Chapter, CityLink, Commitment, Deadline, Heading, Indicator, Plan,
    ProgressReport, Role, Section, TermMatch, TextSpan, Unit, Via,
};
use crate::engine;
use crate::graphql::cursor::Cursors;
use crate::graphql::error::{Fault, Result};
use crate::graphql::filters::{TaskFilter, TaskOrder};
use crate::graphql::page::{PAGE_DEFAULT, Page, PageArguments, PageInfo, size};
use crate::graphql::scope::Scope;
use crate::model;

/// A task in its place in a list (任务条目).
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct TaskEdge {
    /// The place of the item in this list (游标), for `after` and `before`.
    cursor: String,
    /// The item itself (节点).
    node: Task,
    /// Why it is like the task that was asked for (相似依据); null in lists of any other kind.
    likeness: Option<Likeness>,
}

/// Why one task is like another (相似依据).
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Likeness {
    /// How much it is (得分), comparable within one list only.
    score: f64,
    /// The telling words that both share (共有词), heaviest first.
    terms: Vec<TermMatch>,
}

/// One page of a list of tasks.
pub(crate) struct TaskConnection {
    edges: Vec<TaskEdge>,
    info: PageInfo,
    total_count: usize,
}

impl From<Page<Task>> for TaskConnection {
    fn from(page: Page<Task>) -> Self {
        let edge = |(cursor, node)| TaskEdge {
            cursor,
            node,
            likeness: None,
        };
        Self {
            edges: page.items.into_iter().map(edge).collect(),
            info: page.info,
            total_count: page.total_count,
        }
    }
}

/// One page of a list of tasks (任务列表).
#[Object(serial)]
impl TaskConnection {
    /// The items of the page with their cursors (带游标的条目).
    async fn edges(&self) -> &[TaskEdge] {
        &self.edges
    }

    /// The items of the page without their cursors (条目).
    async fn nodes(&self) -> Vec<&Task> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where the page lies in the list (分页信息).
    async fn page_info(&self) -> &PageInfo {
        &self.info
    }

    /// Number of items of the whole list, whatever the page (总数).
    async fn total_count(&self) -> usize {
        self.total_count
    }
}

impl TaskConnection {
    /// The page of the tasks that `within` and the client's own filter mean.
    pub(crate) async fn new(
        context: &Context<'_>,
        within: Option<engine::TaskFilter>,
        filter: Option<TaskFilter>,
        order: Option<TaskOrder>,
        page: PageArguments,
    ) -> Result<Self> {
        let filter = narrowed(within, filter)?;
        let order = order.map(Into::into).unwrap_or_default();
        let scope = Scope::of(context);
        let list = scope.view().task_list(&filter, order)?;
        Self::of(context, &("tasks", &filter, order), &list, &page).await
    }

    /// The page of a list of tasks that `question` tells from every other one.
    pub(crate) async fn of(
        context: &Context<'_>,
        question: &impl Debug,
        list: &engine::TaskList,
        page: &PageArguments,
    ) -> Result<Self> {
        let page = page.page(context, question, list)?;
        let tasks = Scope::of(context).tasks(context, &page.keys()).await?;
        Ok(page
            .with(tasks.into_iter().map(|task| task.map(Task)))
            .into())
    }

    /// A page of the tasks that are like `task`, the most alike first.
    async fn similar(
        context: &Context<'_>,
        task: &model::Task,
        across_plans: bool,
        first: Option<i32>,
        after: Option<&str>,
    ) -> Result<Self> {
        let scope = Scope::of(context);
        let limit = size(first, "first")?.unwrap_or(PAGE_DEFAULT);
        let cursors = Cursors::new(scope.view(), &("similar", task.id, across_plans));
        let offset = cursors.offset(after)?;
        let found = scope.view().similar(task, across_plans, offset, limit)?;
        let ordinals: Vec<_> = found.items.iter().map(|hit| hit.ordinal).collect();
        let tasks = scope.tasks(context, &ordinals).await?;
        let places = offset..offset.saturating_add(found.items.len());
        let mut edges = Vec::with_capacity(tasks.len());
        for ((hit, node), place) in found.items.into_iter().zip(tasks).zip(offset as u64 + 1..) {
            let Some(node) = node else { continue };
            edges.push(TaskEdge {
                cursor: cursors.encode(&engine::Position::number(place)),
                node: Task(node),
                likeness: Some(Likeness {
                    score: f64::from(hit.score),
                    terms: hit.matches.into_iter().map(Into::into).collect(),
                }),
            });
        }
        let total_count = usize::try_from(found.total).unwrap_or(usize::MAX);
        Ok(Self {
            info: PageInfo::of(&places, total_count, edges.iter().map(|edge| &edge.cursor)),
            edges,
            total_count,
        })
    }
}

/// The filter that holds where `within` and the client's own filter hold.
pub(crate) fn narrowed(
    within: Option<engine::TaskFilter>,
    filter: Option<TaskFilter>,
) -> Result<engine::TaskFilter> {
    let filter = filter.map(engine::TaskFilter::try_from).transpose()?;
    Ok(match (within, filter) {
        (Some(within), Some(filter)) => engine::TaskFilter {
            and: Some(vec![within, filter]),
            ..Default::default()
        },
        (one, other) => one.or(other).unwrap_or_default(),
    })
}

/// A task.
pub(crate) struct Task(pub(crate) Arc<model::Task>);

/// A block of text that shares one responsibility statement (任务). A block without a statement is a task too when its
/// chapter has at least one statement.
#[Object(serial)]
impl Task {
    /// Its id, for `node` and `task`.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// Its place in the plan (序号), from 1 in the order of the document.
    async fn number(&self) -> u32 {
        self.0.number
    }

    /// Its run-in heading (小标题): 铁路建设; null when it has none.
    async fn label(&self) -> Option<&str> {
        self.0.label.as_deref()
    }

    /// Headings between section and task (下级标题), from the outside in.
    async fn headings(&self) -> Vec<Heading> {
        self.0.headings.iter().cloned().map(Heading).collect()
    }

    /// The text, cleaned, run-in heading included (正文); as published it stands in `span.quote`.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// Where it stands (出处): first character after indentation and enumerator to last visible character.
    async fn span(&self) -> TextSpan {
        (&self.0.span).into()
    }

    /// The plan (方案).
    async fn plan(&self, context: &Context<'_>) -> Result<Plan> {
        Ok(Plan(Scope::of(context).plan(self.0.id.plan).await?))
    }

    /// The chapter (章).
    async fn chapter(&self, context: &Context<'_>) -> Result<Chapter> {
        Chapter::of(Scope::of(context), self.0.chapter).await
    }

    /// The section (节); null when the task hangs on the chapter itself.
    async fn section(&self, context: &Context<'_>) -> Result<Option<Section>> {
        let Some(id) = self.0.section else {
            return Ok(None);
        };
        let plan = Scope::of(context).plan(self.0.id.plan).await?;
        Section::find(plan, id)
            .map(Some)
            .ok_or_else(|| Fault::dangling("section", id))
    }

    /// The units with their parts (分工), one per printed mention, in the order of the document.
    async fn assignments(
        &self,
        #[graphql(desc = "Only assignments of this role (角色); null for all.")] role: Option<Role>,
        #[graphql(desc = "Only assignments on this basis (依据); null for all.")] basis: Option<
            Basis,
        >,
    ) -> Vec<Assignment> {
        let (role, basis) = (role.map(Into::into), basis.map(Into::into));
        let wanted = self.0.assignments.iter().filter(|assignment| {
            role.is_none_or(|role: model::Role| assignment.role == role)
                && basis.is_none_or(|basis: model::Basis| assignment.basis == basis)
        });
        let assignment = |assignment: &model::Assignment| Assignment {
            task: Arc::clone(&self.0),
            assignment: assignment.clone(),
        };
        wanted.map(assignment).collect()
    }

    /// Units that lead by statement, rule or correction (牵头单位), each once.
    async fn leads(&self, context: &Context<'_>) -> Result<Vec<Unit>> {
        let scope = Scope::of(context);
        self.0
            .leads()
            .into_iter()
            .map(|unit| scope.unit(unit).map(Unit))
            .collect()
    }

    /// Whether 等 closes one of its lists of units (名单未尽), so that more may be meant.
    async fn is_open_list(&self) -> bool {
        self.0.is_open_list
    }

    /// Places tied to it (涉及地区), in the order of the document.
    async fn cities(
        &self,
        #[graphql(desc = "Only ties of this kind (关联方式); null for both kinds.")] via: Option<
            Via,
        >,
    ) -> Vec<CityLink> {
        let via = via.map(Into::into);
        let wanted = self
            .0
            .cities
            .iter()
            .filter(|link| via.is_none_or(|via: model::Via| link.via == via));
        let link = |link: &model::CityLink| CityLink {
            task: Arc::clone(&self.0),
            link: link.clone(),
        };
        wanted.map(link).collect()
    }

    /// Quantities to be reached, built, treated or tried (指标), in the order of the document.
    async fn indicators(&self) -> Vec<Indicator> {
        let indicator = |indicator: &model::Indicator| Indicator {
            task: Some(Arc::clone(&self.0)),
            indicator: indicator.clone(),
        };
        self.0.indicators.iter().map(indicator).collect()
    }

    /// When it is due (时限), in the order of the document.
    async fn deadlines(&self) -> Vec<Deadline> {
        self.0.deadlines.iter().cloned().map(Deadline).collect()
    }

    /// Words of commitment as they stand (承诺用语), in the order of the document.
    async fn commitments(&self) -> Vec<Commitment> {
        self.0.commitments.iter().cloned().map(Commitment).collect()
    }

    /// What units have reported of it (进展报告), the oldest first; the newest of a unit and a year stands.
    async fn progress(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only reports on this year (报告年度); null for all years.")] year: Option<
            i32,
        >,
    ) -> Vec<ProgressReport> {
        let reports = Scope::of(context).view().progress_of_task(self.0.id);
        let wanted = reports
            .into_iter()
            .filter(|report| year.is_none_or(|year| i32::from(report.what.year) == year));
        wanted.map(ProgressReport).collect()
    }

    /// Tasks that share the words which tell what it is about (相似任务), the most alike first, at most a hundred; each edge says
    /// by its `likeness` why. A cursor is good until the data change (`STALE_CURSOR`).
    async fn similar(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The most items of the page, at most 100; null for 20.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
        #[graphql(
            desc = "Whether tasks of other plans are looked at too (跨方案); null for true.",
            default_with = "Some(true)"
        )]
        across_plans: Option<bool>,
    ) -> Result<TaskConnection> {
        let across_plans = across_plans.unwrap_or(true);
        TaskConnection::similar(context, &self.0, across_plans, first, after.as_deref()).await
    }
}
