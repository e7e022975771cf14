//! Type `Commitment`.

use async_graphql::{Enum, Object};

use super::TextSpan;
use crate::model;

/// How strongly a word commits (力度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::CommitmentStrength")]
pub(crate) enum CommitmentStrength {
    /// It has to be done (确保、必须).
    Must,
    /// It is striven for (力争、争取).
    Strive,
    /// It is moved forward (加快、推进).
    Advance,
    /// It is tried (探索、试行).
    Explore,
    /// It is encouraged (支持、鼓励).
    Support,
}

/// A commitment of a task.
pub(crate) struct Commitment(pub(crate) model::Commitment);

/// A word of commitment as it stands in a task (承诺用语): 确保 力争 加快 探索.
#[Object(serial)]
impl Commitment {
    /// The word (用语).
    async fn word(&self) -> &str {
        &self.0.word
    }

    /// How strongly it commits (力度).
    async fn strength(&self) -> CommitmentStrength {
        self.0.strength.into()
    }

    /// Where it stands (出处).
    async fn span(&self) -> TextSpan {
        (&self.0.span).into()
    }
}
