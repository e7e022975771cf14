//! A sentence for people.

/// What is told about something found in a document, in each of the languages that it is told in. Quotes of the document stand
/// as printed in both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// In English: lower-case, without a final period.
    pub english: String,
    /// In Chinese, without a final 。.
    pub chinese: String,
}

impl Told {
    /// The same in both languages.
    #[must_use]
    pub fn new(english: impl Into<String>, chinese: impl Into<String>) -> Self {
        Self {
            english: english.into(),
            chinese: chinese.into(),
        }
    }
}
