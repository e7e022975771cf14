//! Type `HeadFact`.

use async_graphql::{Enum, Object};

use super::{Basis, TextSpan};
use crate::model;

/// The parts of a document's head (文头).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::HeadField")]
pub(crate) enum HeadField {
    /// The title (标题).
    Title,
    /// The document number (文号).
    DocumentNumber,
    /// The issuing body (发文机关).
    Issuer,
    /// The date of signature (成文日期).
    IssuedOn,
    /// The planning period (规划期).
    Period,
    /// What the issuer governs (适用地区).
    Region,
}

/// A head fact of a plan.
pub(crate) struct HeadFact(pub(crate) model::HeadFact);

/// A part of a document's head and where it comes from (文头要素).
#[Object(serial)]
impl HeadFact {
    /// Which part of the head it is (要素).
    async fn field(&self) -> HeadField {
        self.0.field.into()
    }

    /// Its value in canonical form (值); as printed it stands in `span.quote`.
    async fn value(&self) -> &str {
        &self.0.value
    }

    /// What it rests on (依据).
    async fn basis(&self) -> Basis {
        self.0.basis.into()
    }

    /// Where it stands (出处); null when it is from the manifest or derived.
    async fn span(&self) -> Option<TextSpan> {
        self.0.span.as_ref().map(Into::into)
    }
}
