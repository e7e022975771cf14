//! Type `Section`.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::{Chapter, TaskConnection, TextSpan};
use crate::engine;
use crate::graphql::error::{Fault, Result};
use crate::graphql::filters::{TaskFilter, TaskOrder};
use crate::graphql::page::PageArguments;
use crate::model;

/// A section with its plan.
pub(crate) struct Section {
    plan: Arc<model::Plan>,
    chapter: model::ChapterId,
    content: model::Section,
}

impl Section {
    /// The sections of a chapter, in order.
    pub(crate) fn all(plan: &Arc<model::Plan>, chapter: &model::Chapter) -> Vec<Self> {
        let section = |section: &model::Section| Self {
            plan: Arc::clone(plan),
            chapter: chapter.id,
            content: section.clone(),
        };
        chapter.sections.iter().map(section).collect()
    }

    /// Its title, as the field of that name gives it.
    pub(super) fn heading(&self) -> &str {
        &self.content.title
    }

    /// The section of an id; `None` when the plan has none such.
    pub(crate) fn find(plan: Arc<model::Plan>, id: model::SectionId) -> Option<Self> {
        let sections = plan
            .chapters
            .iter()
            .flat_map(|chapter| chapter.sections.iter().map(|section| (chapter.id, section)));
        let found = sections.clone().find(|(_, section)| section.id == id)?;
        let (chapter, content) = (found.0, found.1.clone());
        Some(Self {
            plan,
            chapter,
            content,
        })
    }
}

/// A section of a chapter (节): the heading level below the chapter. Deeper ones are `Task.headings`.
#[Object(serial)]
impl Section {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.content.id.into()
    }

    /// Its place among the sections of its chapter (节序), from 1.
    async fn number(&self) -> u32 {
        self.content.number
    }

    /// Its title without marker and final 。 (标题).
    async fn title(&self) -> &str {
        &self.content.title
    }

    /// The chapter (章).
    async fn chapter(&self) -> Result<Chapter> {
        Chapter::find(Arc::clone(&self.plan), self.chapter)
            .ok_or_else(|| Fault::dangling("chapter", self.chapter))
    }

    /// Its tasks (任务).
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
            sections: Some(vec![self.content.id]),
            ..Default::default()
        };
        TaskConnection::new(context, Some(within), filter, order_by, page).await
    }

    /// The heading line (标题出处).
    async fn span(&self) -> TextSpan {
        (&self.content.span).into()
    }

    /// The whole section (全节出处).
    async fn body_span(&self) -> TextSpan {
        TextSpan::of(self.plan.id, self.content.body)
    }
}
