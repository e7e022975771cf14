//! Types `Path` and `PathHop`.

use async_graphql::{Context, Enum, Object};

use super::{Node, Task, TextSpan};
use crate::engine;
use crate::graphql::error::{Fault, Result};
use crate::graphql::scope::Scope;
use crate::model::NodeId;

/// How two things are tied (关系).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::Relation")]
pub(crate) enum Relation {
    /// A unit leads a task (牵头), or some task of a chapter, section or plan.
    Leads,
    /// A unit is responsible for it beside others (责任).
    Shares,
    /// A unit supports it (配合).
    Supports,
    /// A task is assigned to the government of a division (责任地区).
    AssignedTo,
    /// A task names a division in its text (提及地区).
    Mentions,
    /// One is a part of the other (从属).
    PartOf,
    /// One unit came after the other in a reorganisation (沿革).
    Succeeds,
    /// Two units have parts in the same tasks (合作).
    Collaborates,
}

/// A way through the graph.
pub(crate) struct Path(pub(crate) engine::Path);

/// The shortest way between two things (最短路径).
#[Object(serial)]
impl Path {
    /// Number of hops (长度); 0 from a thing to itself.
    async fn length(&self) -> usize {
        self.0.hops.len()
    }

    /// The hops in order (路径上的步骤).
    async fn hops(&self) -> Vec<PathHop> {
        self.0.hops.iter().cloned().map(PathHop).collect()
    }
}

/// One step of a path.
pub(crate) struct PathHop(engine::Hop);

/// One step of a path (路径上的一步).
#[Object(serial)]
impl PathHop {
    /// Where it begins (起点).
    async fn from(&self, context: &Context<'_>) -> Result<Node> {
        node(Scope::of(context), self.0.from).await
    }

    /// Where it ends (终点).
    async fn to(&self, context: &Context<'_>) -> Result<Node> {
        node(Scope::of(context), self.0.to).await
    }

    /// How both are tied (关系): by the strongest role of a unit, an assignment before a mention of a division.
    async fn relation(&self) -> Relation {
        self.0.relation.into()
    }

    /// The tasks that tie them (任务), the first 100 in the order of the documents; none between a unit and its successor.
    async fn tasks(&self, context: &Context<'_>) -> Result<Vec<Task>> {
        let tasks = Scope::of(context).tasks(context, &self.0.tasks).await?;
        Ok(tasks.into_iter().flatten().map(Task).collect())
    }

    /// Where these tasks name the two ends (原文出处).
    async fn evidence(&self, context: &Context<'_>) -> Result<Vec<TextSpan>> {
        let scope = Scope::of(context);
        let mut spans = Vec::new();
        for task in scope.tasks(context, &self.0.tasks).await?.iter().flatten() {
            for end in [self.0.from, self.0.to] {
                let naming = scope.view().naming(task, end, None);
                spans.extend(naming.into_iter().map(TextSpan::from));
            }
        }
        Ok(spans)
    }
}

/// What bears an id that this state gave out.
pub(super) async fn node(scope: &Scope, id: NodeId) -> Result<Node> {
    let found = Node::of(scope, id).await?;
    found.ok_or_else(|| Fault::dangling("the thing", id))
}
