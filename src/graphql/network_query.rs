//! The root fields that ask how units, tasks and places hang together.

use async_graphql::{Context, ID, Object};

use super::error::{Code, Fault, Result};
use super::filters::{NetworkFilter, TaskFilter, no_id_of, parse_id};
use super::page::PageArguments;
use super::scope::Scope;
use super::types::{
    Finding, MatrixBy, NeighborConnection, NetworkEdge, Path, Relation, ResponsibilityMatrix,
    UnitNetwork,
};
use crate::model::NodeId;

/// Hops of a path when `maxLength` is not given.
const PATH_LENGTH: usize = 6;

/// The most hops that may be asked for.
const PATH_LIMIT: usize = 20;

/// Networks and ways through the graph.
#[derive(Debug, Default)]
pub(crate) struct NetworkQuery;

/// Networks and ways through the graph.
#[Object]
impl NetworkQuery {
    /// The network of the units that share tasks (单位网络), or that lead tasks of others. Above 20,000 edges it is the error
    /// `NETWORK_TOO_LARGE`, which names a `minWeight` that is enough.
    async fn network(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which network (网络筛选); null for all plans with the defaults.")]
        filter: Option<NetworkFilter>,
    ) -> Result<UnitNetwork> {
        let filter = filter.unwrap_or_default().try_into()?;
        let scope = Scope::of(context);
        let network = scope.view().network(&filter);
        let network = network.map_err(|error| Fault::from(error).named_in("filter.tasks"))?;
        scope.report_damage(context);
        network.check_size()?;
        Ok(UnitNetwork(network))
    }

    /// One edge of the network (网络中的一条边), in a directed one the arc from `source` to `target`; null when there is none.
    async fn network_edge(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id of one unit (起点单位).")] source: ID,
        #[graphql(desc = "The id of the other unit (终点单位).")] target: ID,
        #[graphql(desc = "Which network (网络筛选); null for all plans with the defaults.")]
        filter: Option<NetworkFilter>,
    ) -> Result<Option<NetworkEdge>> {
        let source = parse_id(&source, "unit", "source")?;
        let target = parse_id(&target, "unit", "target")?;
        let filter = filter.unwrap_or_default().try_into()?;
        let scope = Scope::of(context);
        let network = scope.view().network(&filter);
        let network = network.map_err(|error| Fault::from(error).named_in("filter.tasks"))?;
        scope.report_damage(context);
        Ok(NetworkEdge::between(network, source, target))
    }

    /// The responsibility matrix (责任矩阵): units by chapters, sections, cities or plans, with the counts of `taskStats`. A unit
    /// counts by statement, rule or correction. Above 20,000 cells it is the error `TOO_MANY_GROUPS`.
    async fn matrix(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which tasks (任务筛选); null for all.")] filter: Option<TaskFilter>,
        #[graphql(
            desc = "What the columns are (列); null as if left out.",
            default_with = "Some(MatrixBy::Chapter)"
        )]
        by: Option<MatrixBy>,
    ) -> Result<ResponsibilityMatrix> {
        let filter = filter.unwrap_or_default().try_into()?;
        let by = by.unwrap_or(MatrixBy::Chapter).into();
        let scope = Scope::of(context);
        let matrix = scope.view().matrix(&filter, by)?;
        scope.report_damage(context);
        ResponsibilityMatrix::new(scope, matrix)
    }

    /// What is odd about a plan (异常发现), rule by rule: each with its quotes and a query that shows the same. No scores: a rule
    /// holds or it does not.
    async fn findings(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id of the plan (方案).")] plan: ID,
    ) -> Result<Vec<Finding>> {
        let id = parse_id(&plan, "plan", "plan")?;
        let found = Scope::of(context).view().findings(id)?;
        let found = found.ok_or_else(|| Fault::unknown_plan(id))?;
        Ok(found.into_iter().map(Finding).collect())
    }

    /// The shortest path (最短路径) between two units, divisions, chapters, sections, plans or tasks; null when there is none of
    /// at most `maxLength` hops. Two things are one hop apart when a task ties both; what lies between them is a unit,
    /// neither a local government nor a placeholder. Of equally short paths the one with most tasks on its hops is taken.
    /// A hop without tasks is the succession of two units.
    async fn path(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id of one end (起点).")] from: ID,
        #[graphql(desc = "The id of the other end (终点).")] to: ID,
        #[graphql(desc = "Ids of plans (方案) within which it runs; null for all.")] plans: Option<
            Vec<ID>,
        >,
        #[graphql(
            desc = "The most hops (最大长度), at most 20; null as if left out.",
            default_with = "Some(6)"
        )]
        max_length: Option<i32>,
    ) -> Result<Option<Path>> {
        let from = end(&from, "from")?;
        let to = end(&to, "to")?;
        let plans = Scope::of(context).plan_ids(plans)?;
        let most = match max_length.map(usize::try_from) {
            None => PATH_LENGTH,
            Some(Ok(most)) if most <= PATH_LIMIT => most,
            Some(_) => {
                let message = format!("a path has between 0 and {PATH_LIMIT} hops");
                return Err(Fault::new(Code::BadUserInput, message).at("maxLength"));
            }
        };
        let view = Scope::of(context).view();
        let path = view.path(from, to, plans.as_deref(), most)?;
        Ok(path.map(Path))
    }

    /// What is tied to a unit, division, task, section, chapter or plan (邻接对象), relation by relation. A list of one relation is
    /// whole; one of several holds at most 25 of each, and `relations` says how many there are.
    async fn neighbors(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id of the thing (对象).")] id: ID,
        #[graphql(desc = "Only these relations (关系); null for all.")] relations: Option<
            Vec<Relation>,
        >,
        #[graphql(desc = "Ids of plans (方案) whose tasks count; null for all.")] plans: Option<
            Vec<ID>,
        >,
        #[graphql(desc = "Items from the start: at most 100; null for 20.")] first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
    ) -> Result<NeighborConnection> {
        let node = end(&id, "id")?;
        let relations: Option<Vec<_>> =
            relations.map(|relations| relations.into_iter().map(Into::into).collect());
        let plans = Scope::of(context).plan_ids(plans)?;
        let page = PageArguments::new(first, after, None, None);
        NeighborConnection::new(context, node, relations, plans, &page).await
    }
}

/// The id of something that has ties.
fn end(id: &str, argument: &str) -> Result<NodeId> {
    let what = "unit, division, task, section, chapter or plan";
    let node = parse_id(id, what, argument)?;
    match node {
        NodeId::Unit(_)
        | NodeId::City(_)
        | NodeId::Task(_)
        | NodeId::Section(_)
        | NodeId::Chapter(_)
        | NodeId::Plan(_) => Ok(node),
        _ => {
            let message = no_id_of(id, what);
            Err(Fault::new(Code::InvalidId, message).at(argument))
        }
    }
}
