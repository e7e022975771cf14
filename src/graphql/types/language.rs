//! Type `Language`.

use async_graphql::Enum;

/// A language that sentences of the program are told in (语言).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum)]
pub(crate) enum Language {
    /// English (英文).
    #[default]
    En,
    /// Chinese (中文).
    Zh,
}
