//! Type `ChapterCount`.

use async_graphql::{Context, Object};

use super::Chapter;
use crate::engine;
use crate::graphql::error::{Fault, Result};
use crate::graphql::scope::Scope;
use crate::model::{self, NodeId, UnitId};

/// A unit's tasks in a chapter.
pub(crate) struct ChapterCount {
    chapter: model::ChapterId,
    lead_count: u64,
    task_count: u64,
}

impl ChapterCount {
    /// A unit's tasks by chapter; `tasks` are the unit's.
    pub(crate) fn of(
        context: &Context<'_>,
        unit: UnitId,
        tasks: &engine::TaskFilter,
    ) -> Result<Vec<Self>> {
        let dimensions = [engine::TaskDimension::Unit, engine::TaskDimension::Chapter];
        let stats = Scope::of(context).view().task_stats(tasks, &dimensions)?;
        // The unit's tasks are grouped by all units that stand in them.
        let counts = stats
            .into_iter()
            .filter_map(|stat| match stat.keys.as_slice() {
                [
                    engine::TaskStatKey::Node(_, NodeId::Unit(of)),
                    engine::TaskStatKey::Node(_, NodeId::Chapter(chapter)),
                ] if *of == unit => Some(Self {
                    chapter: *chapter,
                    lead_count: stat.lead_count,
                    task_count: stat.task_count,
                }),
                _ => None,
            });
        Ok(counts.collect())
    }
}

/// How many tasks a unit has in a chapter (单位在章内的任务数).
#[Object]
impl ChapterCount {
    /// The chapter (章).
    async fn chapter(&self, context: &Context<'_>) -> Result<Chapter> {
        let plan = Scope::of(context).plan(self.chapter.plan).await?;
        Chapter::find(plan, self.chapter).ok_or_else(|| Fault::dangling("chapter", self.chapter))
    }

    /// Number of tasks that the unit leads there (牵头任务数).
    async fn lead_count(&self) -> u64 {
        self.lead_count
    }

    /// Number of tasks in which the unit has a part there (任务数).
    async fn task_count(&self) -> u64 {
        self.task_count
    }
}
