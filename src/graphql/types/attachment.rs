//! Type `Attachment`.

use async_graphql::Object;

use super::TextSpan;
use crate::model;

/// An attachment of a plan.
pub(crate) struct Attachment(pub(crate) model::Attachment);

/// An attachment that a cover notice lists (附件); its text is not part of the document.
#[Object(serial)]
impl Attachment {
    /// Its title (附件名称).
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Where it is listed (出处).
    async fn span(&self) -> TextSpan {
        (&self.0.span).into()
    }
}
