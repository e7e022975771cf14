//! Type `TextSpan`, and what a fact rests on.

use async_graphql::{Context, Enum, Object};

use crate::graphql::error::Result;
use crate::graphql::scope::Scope;
use crate::model;

/// What a fact rests on (依据).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Basis")]
pub(crate) enum Basis {
    /// Said at the fact's own span (原文写明).
    Stated,
    /// Follows from a rule sentence of the document (通则): 列第一位者为牵头单位，下同.
    Rule,
    /// Taken over from the statement of a sibling task (承接同级任务).
    Inherited,
    /// From the manifest of the document, or derived (推定).
    Inferred,
    /// Put right by a person, who signed why (人工更正); counts wherever statements and rules do.
    Corrected,
}

/// A stretch of a plan's source text.
pub(crate) struct TextSpan {
    range: model::SourceRange,
    quote: Quote,
}

/// Where the quote of a span is.
enum Quote {
    /// Kept with the fact.
    Kept(String),
    /// In the source text of this plan.
    Of(model::PlanId),
}

impl TextSpan {
    /// A span whose quote is read from the plan's text when it is asked for.
    pub(crate) fn of(plan: model::PlanId, range: model::SourceRange) -> Self {
        Self {
            range,
            quote: Quote::Of(plan),
        }
    }
}

impl From<&model::TextSpan> for TextSpan {
    fn from(span: &model::TextSpan) -> Self {
        Self {
            range: span.range,
            quote: Quote::Kept(span.quote.clone()),
        }
    }
}

/// A stretch of a plan's source text that proves a fact (原文出处). Offsets count Unicode scalar values in
/// `Plan.sourceText`.
#[Object(serial)]
impl TextSpan {
    /// Offset of the first character (起始位置), from 0.
    async fn start(&self) -> u32 {
        self.range.start
    }

    /// Offset behind the last character (结束位置).
    async fn end(&self) -> u32 {
        self.range.end
    }

    /// Line of the first character (行号), counted by line feeds from 1.
    async fn line(&self) -> u32 {
        self.range.line
    }

    /// Page of the first character (页码), from 1; null for formats without pages.
    async fn page(&self) -> Option<u32> {
        self.range.page
    }

    /// What stands there, as published (原文): `sourceText` from `start` to `end`.
    async fn quote(&self, context: &Context<'_>) -> Result<String> {
        match &self.quote {
            Quote::Kept(quote) => Ok(quote.clone()),
            Quote::Of(plan) => Scope::of(context).quote(*plan, self.range).await,
        }
    }
}
