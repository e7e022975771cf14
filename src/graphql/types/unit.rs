//! Types `Unit` and `UnitConnection`.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};

use super::task::narrowed;
use super::{
    ChapterCount, ChapterEmphasis, City, CollaboratorConnection, Role, TaskConnection,
    TermEmphasis, UnitChange,
};
use crate::engine;
use crate::graphql::error::{Fault, Result};
use crate::graphql::filters::{NetworkFilter, TaskFilter, TaskOrder, UnitOrder};
use crate::graphql::page::{PAGE_DEFAULT, Page, PageArguments, connection, size};
use crate::graphql::scope::Scope;
use crate::model;

/// What kind of body a unit is (单位类别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::UnitKind")]
pub(crate) enum UnitKind {
    /// A department of the government (厅、委).
    Department,
    /// A bureau (局).
    Bureau,
    /// An office (办公厅、办).
    Office,
    /// An institute or a school (院、所、学校).
    Institution,
    /// An enterprise (公司、银行).
    Enterprise,
    /// A cooperative (供销社、农信联社).
    Cooperative,
    /// A mass organisation (总工会、妇联、团省委、科协).
    MassOrganization,
    /// A body of the Party (党委部门).
    PartyBody,
    /// A local government, or the place that stands for it (地方政府).
    LocalGovernment,
    /// The members of a group (成员单位).
    Group,
    /// An unnamed body (未具名单位): 相关各市, 省委有关部门, 各地区.
    Placeholder,
    /// Anything else (其他).
    Other,
}

connection! {
    /// One page of a list of units (单位列表).
    UnitConnection,
    /// A unit in its place in a list (单位条目).
    UnitEdge,
    Unit
}

impl UnitConnection {
    /// The page of the units that `filter` means.
    pub(crate) fn new(
        context: &Context<'_>,
        filter: &engine::UnitFilter,
        order: Option<UnitOrder>,
        page: &PageArguments,
    ) -> Result<Self> {
        let order = order.map(Into::into).unwrap_or_default();
        let list = Scope::of(context)
            .view()
            .unit_list(filter, order)
            .map_err(|error| Fault::from(error).named_in("filter.jurisdiction"))?;
        Self::of(
            context,
            page.page(context, &("units", filter, order), &list)?,
        )
    }

    /// The page of the units of these ids.
    pub(crate) fn of(context: &Context<'_>, page: Page<model::UnitId>) -> Result<Self> {
        let scope = Scope::of(context);
        let units: Result<Vec<_>> = page
            .keys()
            .into_iter()
            .map(|id| scope.unit(id).map(|unit| Some(Unit(unit))))
            .collect();
        Ok(page.with(units?).into())
    }
}

/// A unit.
pub(crate) struct Unit(pub(crate) Arc<model::Unit>);

/// A body within a jurisdiction (单位): 省财政厅 of Liaoning and of Henan are two units. PLACEHOLDER and GROUP belong to one
/// plan. Its tasks count by statement, rule or correction.
#[Object(serial)]
impl Unit {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The form that notices print (名称), prefix restored, second name plate taken off: 省农委.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The same as it can stand among those of other plans (可区分的名称): with the division in brackets where plans of several
    /// divisions are kept, 省财政厅（四川省）; a body of no division stands alone, and one of the nation but beside such a one.
    /// `unit(name:)` takes it where one body bears it.
    async fn distinct_name(&self, context: &Context<'_>) -> String {
        Scope::of(context).view().distinct_unit(&self.0)
    }

    /// The official name in full (全称); null when it is not known.
    async fn full_name(&self) -> Option<&str> {
        self.0.full_name.as_deref()
    }

    /// Official names, second name plates and short forms (别名), each once.
    async fn aliases(&self) -> &[String] {
        &self.0.aliases
    }

    /// What kind of body it is (类别).
    async fn kind(&self) -> UnitKind {
        self.0.kind.into()
    }

    /// The division whose body it is (所属行政区); null only for enterprises, schools and the like of no level.
    async fn jurisdiction(&self, context: &Context<'_>) -> Result<Option<City>> {
        self.0
            .jurisdiction
            .map(|city| City::named(context, city))
            .transpose()
    }

    /// The division that it governs (所辖地区), for a local government; null for other kinds.
    async fn city(&self, context: &Context<'_>) -> Result<Option<City>> {
        self.0
            .city
            .map(|city| City::named(context, city))
            .transpose()
    }

    /// What became of it in reorganisations (后继单位).
    async fn successors(&self, context: &Context<'_>) -> Vec<UnitChange> {
        let changes = Scope::of(context).view().successors(self.0.id);
        changes
            .iter()
            .map(|change| UnitChange::to(change.to, change))
            .collect()
    }

    /// What it was before (前身单位).
    async fn predecessors(&self, context: &Context<'_>) -> Vec<UnitChange> {
        let changes = Scope::of(context).view().predecessors(self.0.id);
        changes
            .iter()
            .map(|change| UnitChange::to(change.from, change))
            .collect()
    }

    /// The tasks in which it has a part by statement, rule or correction (任务).
    async fn tasks(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only tasks in which it has this role (角色); null for any.")]
        role: Option<Role>,
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
        TaskConnection::new(context, Some(self.tasks_in(role)), filter, order_by, page).await
    }

    /// Number of distinct tasks in which it has a part by statement, rule or correction (任务数).
    async fn task_count(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only tasks in which it has this role (角色); null for any.")]
        role: Option<Role>,
        #[graphql(desc = "Only these tasks (筛选); null for all.")] filter: Option<TaskFilter>,
    ) -> Result<u64> {
        let view = Scope::of(context).view();
        if role.is_none() && filter.is_none() {
            let uses = view
                .snapshot()
                .unit(self.0.id)
                .map(|entry| entry.uses.as_slice());
            return Ok(uses
                .unwrap_or_default()
                .iter()
                .map(|used| u64::from(used.task_count))
                .sum());
        }
        Ok(view
            .task_set(&narrowed(Some(self.tasks_in(role)), filter)?)?
            .len())
    }

    /// The units with which it shares tasks (合作单位), those of the heaviest edge first. It is part of the network itself whatever
    /// its kind.
    async fn collaborators(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which network (网络筛选); null for the whole with its defaults.")]
        filter: Option<NetworkFilter>,
        #[graphql(desc = "Items from the start: at most 100; null for 20 unless `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null to count from the start.")]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<CollaboratorConnection> {
        let page = PageArguments::new(first, after, last, before);
        let filter = filter.unwrap_or_default().try_into()?;
        CollaboratorConnection::new(context, self.0.id, &filter, &page)
    }

    /// Chapters in which it has more tasks than chance would give it (偏重的章), the least likely first: one-sided Fisher's exact
    /// test (hypergeometric) per chapter, adjusted for their number by Benjamini and Hochberg, below 0.05.
    async fn overrepresented_chapters(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The tasks that are compared with (比较范围); null for all of the plans that name the unit."
        )]
        filter: Option<TaskFilter>,
    ) -> Result<Vec<ChapterEmphasis>> {
        let filter = filter.map(TryInto::try_into).transpose()?;
        let view = Scope::of(context).view();
        let found = view.emphasised_chapters(self.0.id, filter.as_ref())?;
        Ok(found.into_iter().map(ChapterEmphasis).collect())
    }

    /// Words that stand in more of its tasks than chance would give it (偏重的词语), the least likely first: the test of
    /// `overrepresentedChapters` on the number of tasks that hold the word.
    async fn overrepresented_terms(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The tasks that are compared with (比较范围); null for all of the plans that name the unit."
        )]
        filter: Option<TaskFilter>,
        #[graphql(desc = "The most words, at most 100; null for 20.")] first: Option<i32>,
    ) -> Result<Vec<TermEmphasis>> {
        let filter = filter.map(TryInto::try_into).transpose()?;
        let first = size(first, "first")?.unwrap_or(PAGE_DEFAULT);
        let view = Scope::of(context).view();
        let found = view.emphasised_terms(self.0.id, filter.as_ref())?;
        Ok(found.into_iter().take(first).map(TermEmphasis).collect())
    }

    /// Cities that its tasks are tied to (涉及地区), in the order of the documents.
    async fn cities(&self, context: &Context<'_>) -> Result<Vec<City>> {
        let cities = Scope::of(context).view().cities_of_unit(self.0.id)?;
        cities
            .into_iter()
            .map(|city| City::named(context, city))
            .collect()
    }

    /// Chapters in which it has tasks (涉及章节), those with most tasks first.
    async fn chapters(&self, context: &Context<'_>) -> Result<Vec<ChapterCount>> {
        let shares = Scope::of(context).view().chapters_of_unit(self.0.id)?;
        Ok(shares.into_iter().map(ChapterCount).collect())
    }
}

impl Unit {
    fn tasks_in(&self, role: Option<Role>) -> engine::TaskFilter {
        let units = engine::UnitMatch {
            role: role.map(Into::into),
            ..engine::UnitMatch::any_of(vec![self.0.id.to_string()])
        };
        engine::TaskFilter {
            units: Some(units),
            ..Default::default()
        }
    }
}
