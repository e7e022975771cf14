//! Types `Interpretation` and its parts: how a query was read.

use std::ops::Range;

use async_graphql::{Context, Enum, Object, SimpleObject};

use super::{Node, Role};
use crate::engine::{self, SearchAnswer};
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;

/// What an answer says of its query.
pub(crate) struct Interpretation<'a>(pub(super) &'a SearchAnswer);

/// How a query was read (查询理解).
#[Object(serial)]
impl Interpretation<'_> {
    /// The query with every operator written out (解读).
    async fn text(&self) -> &str {
        &self.0.reading
    }

    /// Names that were recognised, in the order of the query (识别的名称).
    async fn terms(&self) -> Vec<InterpretedTerm<'_>> {
        self.0.terms.iter().map(InterpretedTerm).collect()
    }

    /// What was or could be searched in place of what was typed (纠错).
    async fn corrections(&self) -> Vec<Correction> {
        let corrections = self.0.corrections.iter();
        let corrections = corrections.map(|correction| Correction {
            range: correction.range.clone().into(),
            from: correction.from.clone(),
            to: correction.to.clone(),
            applied: correction.is_applied,
        });
        corrections.collect()
    }

    /// What was searched beside what was typed (扩展).
    async fn expansions(&self) -> Vec<Expansion> {
        let expansions = self.0.expansions.iter();
        let expansions = expansions.map(|expansion| Expansion {
            term: expansion.term.clone(),
            to: expansion.to.clone(),
        });
        expansions.collect()
    }
}

/// A recognised name.
pub(crate) struct InterpretedTerm<'a>(pub(super) &'a engine::InterpretedTerm);

/// A name recognised in a query (识别的名称). It filters only with a role word or field word beside it.
#[Object(serial)]
impl InterpretedTerm<'_> {
    /// Where it stands in the query, with the role word that goes with it (位置).
    async fn range(&self) -> TextRange {
        self.0.range.clone().into()
    }

    /// The name as typed (文字).
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// What it names (节点); null when several things bear the name.
    async fn node(&self, context: &Context<'_>) -> Result<Option<Node>> {
        Node::maybe(Scope::of(context), self.0.node).await
    }

    /// The role that was typed beside it (角色); null when none was.
    async fn role(&self) -> Option<Role> {
        self.0.role.map(Into::into)
    }

    /// Whether it is ruled out (排除): 非省农委牵头, -省农委牵头.
    async fn is_negated(&self) -> bool {
        self.0.is_negated
    }

    /// What became of it (用途).
    async fn applied(&self) -> Applied {
        self.0.applied.into()
    }
}

/// What becomes of a recognised name (用途).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::Applied")]
pub(crate) enum Applied {
    /// It narrows what is found, and is no text any more (筛选).
    Filter,
    /// It stays text, and lifts what belongs to what it names (加权).
    Boost,
    /// It is text and nothing else (仅作文字).
    None,
}

/// A stretch of a query that was or could be searched as something else (纠错).
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct Correction {
    /// Where it stands in the query (位置).
    range: TextRange,
    /// As typed (原文).
    from: String,
    /// What was probably meant (更正).
    to: String,
    /// Whether it was searched so; if not, it is a proposal (是否已应用).
    applied: bool,
}

/// A term and what was searched beside it (扩展).
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct Expansion {
    /// The term (词项).
    term: String,
    /// What means the same, or nearly (同义词).
    to: Vec<String>,
}

/// A stretch of a text in characters, end exclusive (字符范围).
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct TextRange {
    /// Its first character (起).
    start: usize,
    /// The first character behind it (止).
    end: usize,
}

impl From<Range<usize>> for TextRange {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}
