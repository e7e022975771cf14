//! Type `Language`.

use async_graphql::Enum;

use crate::model::Told;

/// A language that sentences of the program are told in (语言).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum)]
pub(crate) enum Language {
    /// English (英文).
    #[default]
    En,
    /// Chinese (中文).
    Zh,
}

impl Language {
    /// What is told, in this language.
    pub(super) fn of(self, told: &Told) -> &str {
        match self {
            Self::En => &told.english,
            Self::Zh => &told.chinese,
        }
    }
}
