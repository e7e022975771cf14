//! Type `Suggestion`.

use async_graphql::{Context, Object};

use super::interpretation::TextRange;
use super::{Node, SearchType};
use crate::engine;
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;

/// A suggestion.
pub(crate) struct Suggestion(pub(crate) engine::Suggestion);

/// A way to go on from what was typed (检索建议).
#[Object(serial)]
impl Suggestion {
    /// The text to search for (文字).
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// What it names (节点); null for a word.
    async fn node(&self, context: &Context<'_>) -> Result<Option<Node>> {
        Node::maybe(Scope::of(context), self.0.node).await
    }

    /// What kind of thing it names (对象类型); null for a word.
    #[graphql(name = "type")]
    async fn kind(&self) -> Option<SearchType> {
        self.0.kind.map(Into::into)
    }

    /// What was typed of it (匹配范围), in characters; empty when it was another name or another script.
    async fn ranges(&self) -> Vec<TextRange> {
        self.0.ranges.iter().cloned().map(Into::into).collect()
    }
}
