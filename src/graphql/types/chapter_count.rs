//! Type `ChapterCount`.

use async_graphql::{Context, Object};

use super::Chapter;
use crate::engine;
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;

/// A unit's tasks in a chapter.
pub(crate) struct ChapterCount(pub(crate) engine::ChapterShare);

/// How many tasks a unit has in a chapter (单位在章内的任务数).
#[Object(serial)]
impl ChapterCount {
    /// The chapter (章).
    async fn chapter(&self, context: &Context<'_>) -> Result<Chapter> {
        Chapter::of(Scope::of(context), self.0.chapter).await
    }

    /// Number of tasks that the unit leads there (牵头任务数).
    async fn lead_count(&self) -> u64 {
        self.0.lead_count
    }

    /// Number of tasks in which the unit has a part there (任务数).
    async fn task_count(&self) -> u64 {
        self.0.task_count
    }
}
