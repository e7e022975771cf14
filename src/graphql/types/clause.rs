//! Type `Clause`.

use async_graphql::{Enum, ID, Object};

use super::{Deadline, TextSpan};
use crate::model;

/// What kind of paragraph a clause is (条款类别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::ClauseKind")]
pub(crate) enum ClauseKind {
    /// A principle of the division of work (分工原则).
    Principle,
    /// A requirement on the work (工作要求).
    Requirement,
    /// Any other paragraph without a responsibility statement (其他段落).
    Other,
}

/// A clause of a plan.
pub(crate) struct Clause(pub(crate) model::Clause);

/// A paragraph that is no task (条款): a principle, a requirement or another one without a statement.
#[Object(serial)]
impl Clause {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// What kind of paragraph it is (类别).
    async fn kind(&self) -> ClauseKind {
        self.0.kind.into()
    }

    /// Its enumerator as printed (序号): （一）; empty when it has none.
    async fn number(&self) -> &str {
        &self.0.number
    }

    /// Its run-in heading (标题); empty when it has none.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Its text, run-in heading included (正文).
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// Where it stands (出处).
    async fn span(&self) -> TextSpan {
        (&self.0.span).into()
    }

    /// Deadlines of duties that it names (时限), in the order of the text.
    async fn deadlines(&self) -> Vec<Deadline> {
        self.0.deadlines.iter().cloned().map(Deadline).collect()
    }
}
