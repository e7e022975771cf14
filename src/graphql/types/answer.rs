//! Types `Answer` and `AnswerRow`.

use async_graphql::{Context, Object};

use super::interpretation::{InterpretedTerm, TextRange};
use super::{Node, TextSpan};
use crate::engine;
use crate::graphql::asked::NamedOperation;
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;

/// An answer.
pub(crate) struct Answer(pub(crate) engine::Answer);

impl Answer {
    fn named(&self) -> Option<NamedOperation> {
        self.0.operation.as_ref().map(Into::into)
    }
}

/// The answer to a question (问答).
#[Object(serial)]
impl Answer {
    /// The question as asked (问题).
    async fn question(&self) -> &str {
        &self.0.question
    }

    /// What was understood of it (已理解): names, chapters, roles and the text that it is about, in the order of the question.
    async fn understood(&self) -> Vec<InterpretedTerm<'_>> {
        self.0.understood.iter().map(InterpretedTerm).collect()
    }

    /// What was not understood of it (未理解), in characters of the question; there are no rows then.
    async fn not_understood(&self) -> Vec<TextRange> {
        let ranges = self.0.not_understood.iter().cloned();
        ranges.map(Into::into).collect()
    }

    /// The operation of `schema/operations` that gives the same rows (等价查询); null when the question was not understood.
    async fn operation(&self) -> Option<&str> {
        self.named().map(|operation| operation.name)
    }

    /// The variables for that operation as JSON (查询变量); null when the question was not understood.
    async fn variables(&self) -> Option<String> {
        self.named()
            .map(|operation| operation.variables.to_string())
    }

    /// The answer in a Chinese sentence (概述), or what was not understood.
    async fn summary(&self) -> &str {
        &self.0.summary
    }

    /// What was asked for, each with what proves it (条目).
    async fn rows(&self) -> Vec<AnswerRow<'_>> {
        self.0.rows.iter().map(AnswerRow).collect()
    }
}

/// A row of an answer.
pub(crate) struct AnswerRow<'a>(&'a engine::AnswerRow);

/// One thing that was asked for (条目).
#[Object(serial)]
impl AnswerRow<'_> {
    /// What it is, in words (文字).
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The thing (节点); null when it is none.
    async fn node(&self, context: &Context<'_>) -> Result<Option<Node>> {
        Node::maybe(Scope::of(context), self.0.node).await
    }

    /// What proves it (依据); empty for what the gazetteer knows of a unit.
    async fn evidence(&self) -> Vec<TextSpan> {
        self.0.evidence.iter().map(TextSpan::from).collect()
    }
}
