//! Type `ImplicitUnit`.

use async_graphql::{Context, Object};

use super::{TextSpan, Unit};
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;
use crate::model;

/// An implicit unit of a plan.
pub(crate) struct ImplicitUnit(pub(crate) model::ImplicitUnit);

/// A local body that a rule sentence adds to every task without listing it (默认责任单位). It adds no assignment.
#[Object(serial)]
impl ImplicitUnit {
    /// The body (单位).
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Ok(Unit(Scope::of(context).unit(self.0.unit)?))
    }

    /// The rule sentence (出处).
    async fn span(&self) -> TextSpan {
        (&self.0.span).into()
    }
}
