//! Types `CollaboratorConnection` and `CollaboratorEdge`.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::{TaskConnection, Unit};
use crate::engine::{self, TaskList};
use crate::graphql::error::{Fault, Result};
use crate::graphql::page::{PageArguments, PageInfo};
use crate::graphql::scope::Scope;
use crate::model::UnitId;

/// One page of collaborators.
pub(crate) struct CollaboratorConnection {
    of: UnitId,
    filter: Arc<engine::NetworkFilter>,
    edges: Vec<(String, engine::Collaborator)>,
    info: PageInfo,
    total_count: usize,
}

impl CollaboratorConnection {
    pub(crate) fn new(
        context: &Context<'_>,
        of: UnitId,
        filter: &engine::NetworkFilter,
        page: &PageArguments,
    ) -> Result<Self> {
        let list = Scope::of(context).view().collaborators(of, filter);
        let list = list.map_err(|error| Fault::from(error).named_in("filter.tasks"))?;
        let page = page.page(context, &("collaborators", of, filter), &list)?;
        Ok(Self {
            of,
            filter: Arc::new(filter.clone()),
            edges: page.items,
            info: page.info,
            total_count: page.total_count,
        })
    }
}

/// One page of the units with which a unit shares tasks (合作单位列表).
#[Object(serial)]
impl CollaboratorConnection {
    /// The items of the page with their cursors (带游标的条目).
    async fn edges(&self) -> Vec<CollaboratorEdge> {
        let edges = self.edges.iter();
        edges
            .map(|(cursor, collaborator)| CollaboratorEdge {
                of: self.of,
                filter: Arc::clone(&self.filter),
                cursor: cursor.clone(),
                collaborator: collaborator.clone(),
            })
            .collect()
    }

    /// The items of the page without their cursors (条目).
    async fn nodes(&self, context: &Context<'_>) -> Result<Vec<Unit>> {
        let scope = Scope::of(context);
        let units = self.edges.iter();
        units
            .map(|(_, found)| scope.unit(found.unit).map(Unit))
            .collect()
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

/// A collaborator in its place in a list.
pub(crate) struct CollaboratorEdge {
    of: UnitId,
    filter: Arc<engine::NetworkFilter>,
    cursor: String,
    collaborator: engine::Collaborator,
}

/// A unit that shares tasks with another one, in its place in a list (合作单位条目).
#[Object(serial)]
impl CollaboratorEdge {
    /// The place of the item in this list (游标), for `after` and `before`.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The other unit (单位).
    async fn node(&self, context: &Context<'_>) -> Result<Unit> {
        Scope::of(context).unit(self.collaborator.unit).map(Unit)
    }

    /// The weight of the edge between both (权重); of both arcs together in a directed network.
    async fn weight(&self) -> f64 {
        self.collaborator.weight
    }

    /// Number of distinct tasks that make the edge (共同任务数).
    async fn shared_task_count(&self) -> u64 {
        self.collaborator.tasks.len()
    }

    /// The tasks that make the edge (任务), in the order of the documents.
    async fn tasks(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Items from the start: at most 100; null for 20.")] first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
    ) -> Result<TaskConnection> {
        let page = PageArguments::new(first, after, None, None);
        let question = ("shared", self.of, self.collaborator.unit, &*self.filter);
        let list = TaskList::Document(self.collaborator.tasks.clone());
        TaskConnection::of(context, &question, &list, &page).await
    }
}
