//! Types `Plan` and `PlanConnection`.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::{
    Attachment, Chapter, City, Clause, ClauseKind, Date, Deadline, Diagnostic, HeadFact,
    ImplicitUnit, IndicatorConnection, TaskConnection, Unit, UnitConnection,
};
use crate::engine;
use crate::graphql::error::Result;
use crate::graphql::filters::{IndicatorFilter, TaskFilter, TaskOrder, UnitFilter, UnitOrder};
use crate::graphql::page::{PageArguments, connection};
use crate::graphql::scope::Scope;
use crate::model;

connection! {
    /// One page of a list of plans (方案列表).
    PlanConnection,
    /// A plan in its place in a list (方案条目).
    PlanEdge,
    Plan
}

/// A plan.
pub(crate) struct Plan(pub(crate) Arc<model::Plan>);

/// A plan division notice (分工方案): the document that divides a plan's tasks among units.
#[Object(serial)]
impl Plan {
    /// Its id, for `node` and `plan`.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// Its title (标题).
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Its own document number (文号), never a cited one: simplified, year in 〔〕, no spaces; null when none is known.
    async fn document_number(&self) -> Option<&str> {
        self.0.document_number.as_deref()
    }

    /// Its issuer (发文机关); null when none is known.
    async fn issuer(&self, context: &Context<'_>) -> Result<Option<Unit>> {
        let scope = Scope::of(context);
        self.0
            .issuer
            .map(|unit| scope.unit(unit).map(Unit))
            .transpose()
    }

    /// The date of signature (成文日期); null when none is known.
    async fn issued_on(&self) -> Option<Date> {
        self.0.issued_on.map(Date)
    }

    /// First year of the planning period (规划期起始年): 2011; null when none is known.
    async fn period_start(&self) -> Option<u16> {
        self.0.period_start
    }

    /// Last year of the planning period (规划期结束年): 2015; null when none is known.
    async fn period_end(&self) -> Option<u16> {
        self.0.period_end
    }

    /// The division that it governs (适用地区); the nation, code 000000, for documents of the State Council; null when
    /// none is known.
    async fn region(&self, context: &Context<'_>) -> Result<Option<City>> {
        self.0
            .region
            .map(|city| City::named(context, city))
            .transpose()
    }

    /// Where each part of its head comes from (文头出处).
    async fn head(&self) -> Vec<HeadFact> {
        self.0.head.iter().cloned().map(HeadFact).collect()
    }

    /// SHA-256 of its bytes as given, in lower-case hexadecimal digits (源文件校验值).
    async fn source_sha256(&self) -> String {
        engine::hex(&self.0.source_sha256)
    }

    /// Its text as published (原文): decoded, byte order mark dropped, line ends kept. All spans count in it.
    async fn source_text(&self, context: &Context<'_>) -> Result<String> {
        let text = Scope::of(context).source_text(self.0.id).await?;
        Ok(text.as_str().to_owned())
    }

    /// Paragraphs that are no tasks (条款), in the order of the document.
    async fn clauses(
        &self,
        #[graphql(desc = "Only clauses of this kind (类别); null for all.")] kind: Option<
            ClauseKind,
        >,
    ) -> Vec<Clause> {
        self.clauses_of(kind.map(Into::into))
    }

    /// Its principles (分工原则), in the order of the document.
    async fn principles(&self) -> Vec<Clause> {
        self.clauses_of(Some(model::ClauseKind::Principle))
    }

    /// Its requirements (工作要求), in the order of the document.
    async fn requirements(&self) -> Vec<Clause> {
        self.clauses_of(Some(model::ClauseKind::Requirement))
    }

    /// Its chapters in order (章).
    async fn chapters(&self) -> Vec<Chapter> {
        Chapter::all(&self.0)
    }

    /// Attachments that it lists (附件).
    async fn attachments(&self) -> Vec<Attachment> {
        self.0.attachments.iter().cloned().map(Attachment).collect()
    }

    /// Bodies that a rule sentence adds to every task (默认责任单位); they add no assignments.
    async fn implicit_units(&self) -> Vec<ImplicitUnit> {
        self.0
            .implicit_units
            .iter()
            .cloned()
            .map(ImplicitUnit)
            .collect()
    }

    /// Its tasks (任务).
    async fn tasks(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which tasks (筛选); null for all.")] filter: Option<TaskFilter>,
        #[graphql(desc = "Their order (排序); null for the order of the document.")]
        order_by: Option<TaskOrder>,
        #[graphql(desc = "Items from the start: at most 100; null for 20 unless `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null to count from the start.")]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<TaskConnection> {
        let page = PageArguments::new(first, after, last, before);
        let within = engine::TaskFilter::of_plans(Some(vec![self.0.id]));
        TaskConnection::new(context, Some(within), filter, order_by, page).await
    }

    /// The units that it names (单位).
    async fn units(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which units (筛选); null for all that some plan names.")] filter: Option<
            UnitFilter,
        >,
        #[graphql(desc = "Their order (排序); null for most tasks first.")] order_by: Option<
            UnitOrder,
        >,
        #[graphql(desc = "Items from the start: at most 100; null for 20 unless `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null to count from the start.")]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<UnitConnection> {
        let page = PageArguments::new(first, after, last, before);
        let filter = engine::UnitFilter::try_from(filter.unwrap_or_default())?;
        let filter = engine::UnitFilter {
            plans: Some(self.only(filter.plans)),
            ..filter
        };
        UnitConnection::new(context, &filter, order_by, &page)
    }

    /// Its indicators (指标), in the order of the document; those outside tasks come last.
    async fn indicators(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which indicators (筛选); null for all.")] filter: Option<IndicatorFilter>,
        #[graphql(desc = "Items from the start: at most 100; null for 20 unless `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null to count from the start.")]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<IndicatorConnection> {
        let page = PageArguments::new(first, after, last, before);
        let filter = engine::IndicatorFilter::try_from(filter.unwrap_or_default())?;
        let filter = engine::IndicatorFilter {
            plans: Some(self.only(filter.plans)),
            ..filter
        };
        IndicatorConnection::new(context, &filter, page).await
    }

    /// Every deadline of its tasks and clauses (时限), in the order of the document.
    async fn deadlines(&self, context: &Context<'_>) -> Result<Vec<Deadline>> {
        let scope = Scope::of(context);
        let entry = scope.view().snapshot().plan(self.0.id);
        let ordinals: Vec<_> = entry.map_or(0..0, |entry| entry.ordinals()).collect();
        let tasks = scope.tasks(context, &ordinals).await?;
        let of_tasks = tasks.iter().flatten().flat_map(|task| &task.deadlines);
        let of_clauses = self.0.clauses.iter().flat_map(|clause| &clause.deadlines);
        let mut deadlines: Vec<_> = of_tasks.chain(of_clauses).cloned().collect();
        deadlines.sort_by_key(|deadline| deadline.span.range.start);
        Ok(deadlines.into_iter().map(Deadline).collect())
    }

    /// What was noticed while the document was read (诊断), in the order of the document.
    async fn diagnostics(&self) -> Vec<Diagnostic> {
        self.0.diagnostics.iter().cloned().map(Diagnostic).collect()
    }

    /// Share of the visible characters that went into a task, a heading, a statement or a known clause (覆盖率), 0 to 1.
    async fn coverage(&self) -> f64 {
        self.0.coverage
    }

    /// The state of all data that this answer comes from (数据版本).
    async fn data_version(&self, context: &Context<'_>) -> String {
        Scope::of(context).view().data_version()
    }
}

impl Plan {
    fn clauses_of(&self, kind: Option<model::ClauseKind>) -> Vec<Clause> {
        let wanted = self
            .0
            .clauses
            .iter()
            .filter(|clause| kind.is_none_or(|kind| clause.kind == kind));
        wanted.cloned().map(Clause).collect()
    }

    /// This plan alone, and none when a filter rules it out.
    fn only(&self, plans: Option<Vec<model::PlanId>>) -> Vec<model::PlanId> {
        let is_allowed = plans.is_none_or(|plans| plans.contains(&self.0.id));
        is_allowed.then_some(self.0.id).into_iter().collect()
    }
}
