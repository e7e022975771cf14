//! Type `Heading`.

use async_graphql::Object;

use super::TextSpan;
use crate::model;

/// A heading of a task.
pub(crate) struct Heading(pub(crate) model::TaskHeading);

/// A heading between section and task (小标题).
#[Object(serial)]
impl Heading {
    /// Its title without marker and final 。 (标题).
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The heading line (出处).
    async fn span(&self) -> TextSpan {
        (&self.0.span).into()
    }
}
