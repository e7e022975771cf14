//! Type `CityLink`.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};

use super::{City, Task, TextSpan};
use crate::graphql::error::Result;
use crate::model;

/// How a place is tied to a task (关联方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Via")]
pub(crate) enum Via {
    /// A local government in the statement (列为责任单位).
    Assigned,
    /// A place named in the task text (正文提及).
    Mentioned,
}

/// A link to a city with its task.
pub(crate) struct CityLink {
    pub(crate) task: Arc<model::Task>,
    pub(crate) link: model::CityLink,
}

/// A place tied to a task (任务涉及的地区): the place itself (瓦房店市), not its prefecture.
#[Object(serial)]
impl CityLink {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.link.id.into()
    }

    /// The task (任务).
    async fn task(&self) -> Task {
        Task(Arc::clone(&self.task))
    }

    /// The place (地区).
    async fn city(&self, context: &Context<'_>) -> Result<City> {
        City::named(context, self.link.city)
    }

    /// How it is tied to the task (关联方式).
    async fn via(&self) -> Via {
        self.link.via.into()
    }

    /// Where it is named (出处).
    async fn span(&self) -> TextSpan {
        (&self.link.span).into()
    }
}
