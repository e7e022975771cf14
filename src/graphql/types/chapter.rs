//! Type `Chapter`.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::{Plan, Section, TaskConnection, TextSpan};
use crate::engine;
use crate::graphql::error::{Fault, Result};
use crate::graphql::filters::{TaskFilter, TaskOrder};
use crate::graphql::page::PageArguments;
use crate::graphql::scope::Scope;
use crate::model;

/// A chapter with its plan.
pub(crate) struct Chapter {
    plan: Arc<model::Plan>,
    content: model::Chapter,
}

impl Chapter {
    /// The chapters of a plan, in order.
    pub(crate) fn all(plan: &Arc<model::Plan>) -> Vec<Self> {
        let chapter = |chapter: &model::Chapter| Self {
            plan: Arc::clone(plan),
            content: chapter.clone(),
        };
        plan.chapters.iter().map(chapter).collect()
    }

    /// Its title, as the field of that name gives it.
    pub(super) fn heading(&self) -> &str {
        &self.content.title
    }

    /// The chapter of an id; `None` when the plan has none such.
    pub(crate) fn find(plan: Arc<model::Plan>, id: model::ChapterId) -> Option<Self> {
        let content = plan
            .chapters
            .iter()
            .find(|chapter| chapter.id == id)?
            .clone();
        Some(Self { plan, content })
    }

    /// The chapter that something of this state belongs to.
    pub(crate) async fn of(scope: &Scope, id: model::ChapterId) -> Result<Self> {
        let plan = scope.plan(id.plan).await?;
        Self::find(plan, id).ok_or_else(|| Fault::dangling("chapter", id))
    }

    /// The chapter around a line of a plan's text; `None` outside of chapters.
    pub(crate) fn around(plan: Arc<model::Plan>, offset: u32) -> Option<Self> {
        let around =
            |chapter: &&model::Chapter| (chapter.body.start..chapter.body.end).contains(&offset);
        let content = plan.chapters.iter().find(around)?.clone();
        Some(Self { plan, content })
    }
}

/// A chapter of a plan (章): the highest heading level with two or more headings that have tasks.
#[Object(serial)]
impl Chapter {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.content.id.into()
    }

    /// Its place among the chapters (章序), from 1.
    async fn number(&self) -> u32 {
        self.content.number
    }

    /// Its title without marker and final 。 (标题).
    async fn title(&self) -> &str {
        &self.content.title
    }

    /// The plan (方案).
    async fn plan(&self) -> Plan {
        Plan(Arc::clone(&self.plan))
    }

    /// Its sections in order (节).
    async fn sections(&self) -> Vec<Section> {
        Section::all(&self.plan, &self.content)
    }

    /// Its tasks (任务), those of its sections included.
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
        let within = engine::TaskFilter {
            chapter_ids: Some(vec![self.content.id]),
            ..Default::default()
        };
        TaskConnection::new(context, Some(within), filter, order_by, page).await
    }

    /// The heading line (标题出处).
    async fn span(&self) -> TextSpan {
        (&self.content.span).into()
    }

    /// The whole chapter (全章出处).
    async fn body_span(&self) -> TextSpan {
        TextSpan::of(self.plan.id, self.content.body)
    }
}
