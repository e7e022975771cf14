//! The root of all queries.

use async_graphql::{Context, ID, MergedObject, Object};
use futures_util::future::try_join_all;

use super::error::{Code, Fault, Result};
use super::filters::{
    CityBy, IndicatorFilter, PlanBy, TaskFilter, TaskOrder, UnitFilter, UnitOrder, parse_id,
};
use super::network_query::NetworkQuery;
use super::page::{PAGE_LIMIT, PageArguments, size, too_many};
use super::scope::{Scope, beside};
use super::types::{
    Answer, City, CityConnection, Comparison, CorrectionState, Date, DivisionLevel,
    FactCorrectionConnection, IndicatorConnection, Monitoring, Node, Plan, PlanConnection,
    ReminderConnection, SearchConnection, SearchType, ServerInfo, Suggestion, Task, TaskConnection,
    TaskDimension, TaskStat, Unit, UnitConnection, reminder,
};
use crate::engine;
use crate::model::PlanId;

/// Suggestions when `first` is not given.
const SUGGESTIONS: usize = 8;

/// Everything that can be asked (查询).
#[derive(Debug, Default, MergedObject)]
pub(crate) struct Query(Records, NetworkQuery);

/// What asks for records as the documents have them, and searches them.
#[derive(Debug, Default)]
pub(crate) struct Records;

/// Everything that can be asked (查询).
#[Object]
impl Records {
    /// Anything by its id (节点); null when there is nothing of that id.
    async fn node(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "An id that some answer gave out.")] id: ID,
    ) -> Result<Option<Node>> {
        Node::find(Scope::of(context), &id).await
    }

    /// Several things by their ids (多个节点), in that order; null in place of each that is not there.
    async fn nodes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "At most 100 ids that answers gave out.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > PAGE_LIMIT {
            return Err(too_many(ids.len(), "ids"));
        }
        let scope = Scope::of(context);
        let found = ids.iter().map(|id| async move {
            let node = beside(context, Node::find(scope, id).await)?;
            Ok::<_, Fault>(node.flatten())
        });
        try_join_all(found).await
    }

    /// A plan (方案); null when there is none such.
    async fn plan(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What names the plan (方案标识).")] by: PlanBy,
    ) -> Result<Option<Plan>> {
        let scope = Scope::of(context);
        let by = match by {
            PlanBy::Id(id) => engine::PlanBy::Id(parse_id(&id, "plan", "by.id")?),
            PlanBy::DocumentNumber(number) => engine::PlanBy::DocumentNumber(number),
            PlanBy::SourceSha256(digits) => {
                engine::PlanBy::SourceSha256(digits.to_ascii_lowercase())
            }
        };
        match scope.view().find_plan(&by) {
            Some(entry) => Ok(scope.find_plan(entry.id).await?.map(Plan)),
            None => Ok(None),
        }
    }

    /// All plans (方案列表), in the order in which they were accepted.
    async fn plans(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Items from the start: at most 100; null for 20 unless `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null to count from the start.")]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<PlanConnection> {
        let page = PageArguments::new(first, after, last, before);
        let scope = Scope::of(context);
        let plans = scope.view().snapshot().plans();
        let plans = plans.map(|entry| (engine::Position::number(entry.first.into()), entry.id));
        let list = engine::SortedList::new(plans.collect());
        let page = page.page(context, &"plans", &list)?;
        let plans = scope.plans(&page.keys()).await?;
        Ok(page
            .with(plans.into_iter().map(|plan| plan.map(Plan)))
            .into())
    }

    /// A task by its id (任务); null when there is none such.
    async fn task(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id of a task (任务).")] id: ID,
    ) -> Result<Option<Task>> {
        let id = parse_id(&id, "task", "id")?;
        Ok(Scope::of(context).task(id).await?.map(Task))
    }

    /// Tasks of all plans (任务列表).
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
        TaskConnection::new(context, None, filter, order_by, page).await
    }

    /// The unit that a name stands for (单位): by name, alias, former or later name. A name that nobody bears is the error
    /// `UNKNOWN_UNIT` with the nearest names, one of several units `AMBIGUOUS_NAME` with the candidates; null with an error.
    async fn unit(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The name (名称), any alias, a former or a later name.")] name: String,
        #[graphql(
            desc = "The division whose body is meant (所属行政区), by id, name or code; null when the name is enough."
        )]
        jurisdiction: Option<String>,
    ) -> Result<Option<Unit>> {
        let scope = Scope::of(context);
        let found = scope.view().find_unit(&name, jurisdiction.as_deref());
        let id = found.map_err(|error| {
            let argument = match &error {
                engine::QueryError::UnknownCity { .. } => "jurisdiction",
                _ => "name",
            };
            Fault::from(error).named_in(argument)
        })?;
        Ok(scope.view().unit(id).map(Unit))
    }

    /// Units (单位列表).
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
        let filter = filter.unwrap_or_default().try_into()?;
        UnitConnection::new(context, &filter, order_by, &page)
    }

    /// A division (行政区); null when no division has the id. A name or code that nobody bears is the error `UNKNOWN_CITY` with
    /// the nearest names, one of several divisions `AMBIGUOUS_NAME` with the candidates.
    async fn city(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What names the division (行政区标识).")] by: CityBy,
    ) -> Result<Option<City>> {
        let scope = Scope::of(context);
        let (name, argument) = match by {
            CityBy::Id(id) => {
                let id = parse_id(&id, "division", "by.id")?;
                return Ok(scope.view().gazetteer().city(id).cloned().map(City));
            }
            CityBy::Code(code) => (code, "by.code"),
            CityBy::Name(name) => (name, "by.name"),
        };
        let found = scope.view().cities_named(&name);
        let ids = found.map_err(|error| Fault::from(error).named_in(argument))?;
        let cities: Result<Vec<_>> = ids.into_iter().map(|id| City::named(context, id)).collect();
        only(scope.view(), &name, cities?)
            .map(Some)
            .map_err(|fault| fault.named_in(argument))
    }

    /// Administrative divisions (行政区列表), by code: those in force, and those that some plan is tied to.
    async fn cities(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only divisions of this level (级别); null for all.")] level: Option<
            DivisionLevel,
        >,
        #[graphql(
            desc = "Only divisions directly under the one of this id, name or code (上级行政区); null for all."
        )]
        parent: Option<String>,
        #[graphql(desc = "Items from the start: at most 100; null for 20 unless `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null to count from the start.")]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<CityConnection> {
        let page = PageArguments::new(first, after, last, before);
        let wanted = engine::CitiesOf {
            level: level.map(Into::into),
            parent,
        };
        CityConnection::new(context, &wanted, &page)
    }

    /// Indicators of all plans (指标列表), in the order of the documents.
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
        let filter = filter.unwrap_or_default().try_into()?;
        IndicatorConnection::new(context, &filter, page).await
    }

    /// Distinct tasks by one or more dimensions (任务统计), largest groups first.
    async fn task_stats(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which tasks (筛选); null for all.")] filter: Option<TaskFilter>,
        #[graphql(desc = "What the tasks are grouped by (分组维度); empty for one group of all.")]
        group_by: Vec<TaskDimension>,
    ) -> Result<Vec<TaskStat>> {
        let filter = filter.unwrap_or_default().try_into()?;
        let scope = Scope::of(context);
        let stats = TaskStat::all(scope, &filter, &group_by)?;
        scope.report_damage(context);
        Ok(stats)
    }

    /// Full-text search (全文检索). Any text can be typed: words, “…” for the very characters, AND 且, OR 或, NOT 非 -, parentheses,
    /// NEAR/n, prefix*, and field words such as 牵头:, 单位:, 城市:, 章:, 指标:. After a change of the data an old cursor is the error
    /// `STALE_CURSOR`.
    async fn search(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "What is looked for (查询), at most 512 characters; empty for everything that the filter means."
        )]
        query: String,
        #[graphql(
            desc = "What is searched, in the order in which hits are grouped (检索对象); null for tasks."
        )]
        types: Option<Vec<SearchType>>,
        #[graphql(
            desc = "Only these tasks, and other things that one of them belongs to or is tied to (筛选); null for all."
        )]
        filter: Option<TaskFilter>,
        #[graphql(
            desc = "Words of the query that are to be text, whatever they could mean besides (保留为文字); null for none."
        )]
        keep_as_text: Option<Vec<String>>,
        #[graphql(
            desc = "The order of the hits (排序), where tasks are all that is searched; null for the best first."
        )]
        order_by: Option<TaskOrder>,
        #[graphql(desc = "Hits from the start: at most 100; null for 20.")] first: Option<i32>,
        #[graphql(desc = "Only hits behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
    ) -> Result<SearchConnection> {
        let mut kinds: Vec<engine::SearchKind> = Vec::new();
        for kind in types.unwrap_or_else(|| vec![SearchType::Task]) {
            if !kinds.contains(&kind.into()) {
                kinds.push(kind.into());
            }
        }
        let request = engine::SearchRequest {
            query,
            kinds,
            filter: filter.unwrap_or_default().try_into()?,
            keep_as_text: keep_as_text.unwrap_or_default(),
        };
        if order_by.is_some() && request.kinds != [engine::SearchKind::Task] {
            let message = "an order is one of tasks: leave `types` out, or ask for TASK alone";
            return Err(Fault::new(Code::BadUserInput, message).at("orderBy"));
        }
        let order = order_by.map(Into::into);
        SearchConnection::new(context, &request, order, first, after.as_deref()).await
    }

    /// Ways to go on from half a typed word (检索建议): units and divisions by their characters, their pinyin or its first letters,
    /// then chapters, sections and frequent words.
    async fn suggest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What was typed so far (已输入文字).")] prefix: String,
        #[graphql(desc = "The most suggestions, at most 100; null for 8.")] first: Option<i32>,
    ) -> Result<Vec<Suggestion>> {
        let first = size(first, "first")?.unwrap_or(SUGGESTIONS);
        let suggestions = Scope::of(context).view().suggest(&prefix, first)?;
        Ok(suggestions.into_iter().map(Suggestion).collect())
    }

    /// Two plans side by side (方案对比): which tasks were kept, dropped or are new, whose lead, partners, targets or text have
    /// changed, and how the work of each unit has shifted. Works between periods, provinces, and levels: bodies are the same
    /// when one became the other, and between jurisdictions when they have the same duties.
    async fn compare_plans(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The id of the plan that is the base (基准方案): the earlier one, or the higher one."
        )]
        base: ID,
        #[graphql(desc = "The id of the plan that is held against it (对比方案).")] target: ID,
    ) -> Result<Comparison> {
        Comparison::new(Scope::of(context), &base, &target)
    }

    /// The answer to a question in Chinese (提问): 省农委牵头的任务有哪些, 谁负责医疗改革. What was not understood is said, and nothing
    /// is made up: a question without a known intent has no rows.
    async fn ask(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The question (问题), at most 512 characters.")] question: String,
        #[graphql(desc = "Only these plans (方案); null for all.")] plans: Option<Vec<ID>>,
    ) -> Result<Answer> {
        let scope = Scope::of(context);
        let plans = scope.plan_ids(plans)?;
        let answer = scope.view().ask(&question, plans.as_deref());
        answer.map(Answer).map_err(|error| match error {
            engine::QueryError::BadQuery(_) => Fault::from(error).at("question"),
            error => error.into(),
        })
    }

    /// How a plan stood in a year (监测): which units had to report and have, and how far its targets were.
    async fn monitoring(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The plan (方案).")] plan: ID,
        #[graphql(desc = "The year that is reported on (报告年度): 2012.")] year: i32,
    ) -> Result<Monitoring> {
        Monitoring::of(context, parse_id(&plan, "plan", "plan")?, year)
    }

    /// Corrections (更正列表), in the order in which they were signed, also those that were taken back or are in conflict.
    async fn corrections(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Only corrections of this plan's parts, and those of units that take effect in it (方案); null for all."
        )]
        plan: Option<ID>,
        #[graphql(desc = "Only corrections that stand so (更正状态); null for all.")]
        states: Option<Vec<CorrectionState>>,
        #[graphql(desc = "Items from the start: at most 100; null for 20 unless `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null to count from the start.")]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<FactCorrectionConnection> {
        let page = PageArguments::new(first, after, last, before);
        let plan: Option<PlanId> = plan
            .map(|plan| parse_id(&plan, "plan", "plan"))
            .transpose()?;
        if let Some(id) = plan
            && Scope::of(context).view().snapshot().plan(id).is_none()
        {
            return Err(Fault::unknown_plan(id));
        }
        FactCorrectionConnection::new(context, plan, states.as_deref(), &page)
    }

    /// What falls due and is not done (提醒): reports that units owe, tasks and duties with a deadline. The earliest day comes first, on
    /// one day reports before tasks before duties. A plan reminds of reports on the years of its period only; without a known one only
    /// when it sets their day itself.
    async fn reminders(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Ids of plans (方案); null for all.")] plans: Option<Vec<ID>>,
        #[graphql(
            desc = "The unit (单位) concerned, by id, name or alias: its reports, the tasks in which it has a part, and the duties of all; null for any."
        )]
        unit: Option<String>,
        #[graphql(
            desc = "The first day (起始日期); null for today in China. A day of the past brings what is overdue."
        )]
        from: Option<Date>,
        #[graphql(desc = "The last day (截止日期); null for 30 days after `from`.")] until: Option<
            Date,
        >,
        #[graphql(desc = "Items from the start: at most 100; null for 20.")] first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null for none.")] last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<ReminderConnection> {
        let filter = reminder::filter(Scope::of(context), plans, unit.as_deref())?;
        let page = PageArguments::new(first, after, last, before);
        ReminderConnection::new(context, &filter, from, until, &page)
    }

    /// What this server is and holds (服务信息).
    async fn server_info(&self) -> ServerInfo {
        ServerInfo
    }
}

/// The one division of several of a name or code: the only one, or the only one in force.
fn only(view: &engine::View, name: &str, cities: Vec<City>) -> Result<City> {
    let in_force = |city: &&City| city.0.until.is_none();
    let candidates = cities
        .iter()
        .map(|city| (city.0.id.to_string(), view.city_in_words(&city.0)));
    let candidates: Vec<_> = candidates.collect();
    let sole = cities.len() == 1 || cities.iter().filter(in_force).count() == 1;
    let found = cities.into_iter().max_by_key(|city| city.0.until.is_none());
    match found {
        Some(city) if sole => Ok(city),
        _ => {
            let names: Vec<_> = candidates.iter().map(|(_, name)| name.as_str()).collect();
            let message = format!("“{name}” may be any of {}: ask by id", names.join("、"));
            Err(Fault::ambiguous(message, candidates))
        }
    }
}
