//! Types `NeighborConnection`, `NeighborEdge` and `RelationCount`.

use async_graphql::{Context, Object, SimpleObject};

use super::path::node;
use super::{Node, Relation, TextSpan};
use crate::engine;
use crate::graphql::error::Result;
use crate::graphql::page::{PageArguments, PageInfo};
use crate::graphql::scope::Scope;
use crate::model::{NodeId, PlanId};

/// One page of neighbours.
pub(crate) struct NeighborConnection {
    edges: Vec<(String, engine::Neighbor)>,
    info: PageInfo,
    total_count: usize,
    relations: Vec<RelationCount>,
}

/// How many neighbours there are of one relation (某种关系的数量).
#[derive(Debug, Clone, Copy, SimpleObject)]
#[graphql(serial)]
pub(crate) struct RelationCount {
    /// The relation (关系).
    relation: Relation,
    /// Number of neighbours (数量), whatever the list holds of them.
    count: usize,
}

impl NeighborConnection {
    pub(crate) async fn new(
        context: &Context<'_>,
        node: NodeId,
        relations: Option<Vec<engine::Relation>>,
        plans: Option<Vec<PlanId>>,
        page: &PageArguments,
    ) -> Result<Self> {
        let scope = Scope::of(context);
        let found = scope
            .view()
            .neighbors(node, relations.as_deref(), plans.as_deref())?;
        let question = ("neighbors", node, relations, plans);
        let page = page.page(context, &question, &found.list)?;
        let counts = found.counts.into_iter();
        Ok(Self {
            edges: page.items,
            info: page.info,
            total_count: page.total_count,
            relations: counts
                .map(|(relation, count)| RelationCount {
                    relation: relation.into(),
                    count,
                })
                .collect(),
        })
    }
}

/// One page of what is tied to a thing (邻接列表), by relation in the order of the enum, within one the strongest ties first or in
/// the order of the documents.
#[Object(serial)]
impl NeighborConnection {
    /// The items of the page with their cursors (带游标的条目).
    async fn edges(&self) -> Vec<NeighborEdge> {
        let edges = self.edges.iter();
        edges
            .map(|(cursor, neighbor)| NeighborEdge {
                cursor: cursor.clone(),
                neighbor: neighbor.clone(),
            })
            .collect()
    }

    /// The items of the page without their cursors (条目).
    async fn nodes(&self, context: &Context<'_>) -> Result<Vec<Node>> {
        let scope = Scope::of(context);
        let nodes = self.edges.iter();
        futures_util::future::try_join_all(nodes.map(|(_, found)| node(scope, found.node))).await
    }

    /// Where the page lies in the list (分页信息).
    async fn page_info(&self) -> &PageInfo {
        &self.info
    }

    /// Number of items of the whole list, whatever the page (总数).
    async fn total_count(&self) -> usize {
        self.total_count
    }

    /// How many neighbours there are of each relation asked for (各关系的数量), also beyond what the list holds.
    async fn relations(&self) -> &[RelationCount] {
        &self.relations
    }
}

/// A neighbour in its place in a list.
pub(crate) struct NeighborEdge {
    cursor: String,
    neighbor: engine::Neighbor,
}

/// A thing tied to another one, in its place in a list (邻接条目).
#[Object(serial)]
impl NeighborEdge {
    /// The place of the item in this list (游标), for `after`.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The thing (节点).
    async fn node(&self, context: &Context<'_>) -> Result<Node> {
        node(Scope::of(context), self.neighbor.node).await
    }

    /// How it is tied (关系).
    async fn relation(&self) -> Relation {
        self.neighbor.relation.into()
    }

    /// Where the text says so (原文出处): the names in the statements of at most three tasks, a heading, or a task's text; none for
    /// what the tables of divisions and reorganisations say.
    async fn evidence(&self, context: &Context<'_>) -> Result<Vec<TextSpan>> {
        let scope = Scope::of(context);
        let mut spans: Vec<_> = self.neighbor.spans.iter().map(TextSpan::from).collect();
        let relation = Some(self.neighbor.relation);
        for task in scope
            .tasks(context, &self.neighbor.tasks)
            .await?
            .iter()
            .flatten()
        {
            let naming = scope.view().naming(task, self.neighbor.node, relation);
            spans.extend(naming.into_iter().map(TextSpan::from));
            if matches!(self.neighbor.node, NodeId::Task(_)) {
                spans.push((&task.span).into());
            }
        }
        Ok(spans)
    }
}
