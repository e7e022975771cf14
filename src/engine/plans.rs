//! Finding plans.

use std::sync::Arc;

use super::View;
use crate::model::PlanId;
use crate::store::PlanEntry;
use crate::text::fold::fold;

/// What names a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanBy {
    /// Its id.
    Id(PlanId),
    /// Its own 文号, in any bracket form.
    DocumentNumber(String),
    /// SHA-256 of its bytes as given, in lower-case hexadecimal digits.
    SourceSha256(String),
}

impl View {
    /// The plan that `by` names.
    #[must_use]
    pub fn find_plan(&self, by: &PlanBy) -> Option<&Arc<PlanEntry>> {
        match by {
            PlanBy::Id(id) => self.snapshot().plan(*id),
            PlanBy::DocumentNumber(number) => {
                let wanted = fold_number(number);
                self.snapshot().plans().find(|entry| {
                    entry.document_number.as_deref().map(fold_number).as_ref() == Some(&wanted)
                })
            }
            PlanBy::SourceSha256(digits) => self
                .snapshot()
                .plans()
                .find(|entry| hex(&entry.source_sha256) == *digits),
        }
    }
}

/// Lower-case hexadecimal digits of a digest.
#[must_use]
pub fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// A document number for comparing: every bracket form is one, spaces do not count.
fn fold_number(number: &str) -> String {
    fold(number)
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(fold_bracket)
        .collect()
}

/// Every bracket form as one.
pub(super) fn fold_bracket(character: char) -> char {
    match character {
        '[' | '(' | '【' | '〔' => '〔',
        ']' | ')' | '】' | '〕' => '〕',
        other => other,
    }
}
