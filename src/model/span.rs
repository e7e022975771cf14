//! Where a fact stands: ranges and the evidence made of them.

use super::words::words;

/// A stretch of a document's clean text in bytes, end exclusive, both on character borders.
///
/// Used while a document is read; what is kept is a [`TextSpan`] or a [`SourceRange`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextRange {
    /// First byte.
    pub start: usize,
    /// First byte after the stretch.
    pub end: usize,
}

impl TextRange {
    /// The stretch from `start` to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether nothing lies between start and end.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same stretch seen from a text that begins `by` bytes earlier.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }
}

/// A stretch of a plan's source text: Unicode scalar values, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceRange {
    /// First scalar value.
    pub start: u32,
    /// First scalar value after the stretch.
    pub end: u32,
    /// Line of the first scalar value, counted by `\n` from 1.
    pub line: u32,
    /// Page of the first scalar value for paged formats, from 1.
    pub page: Option<u32>,
}

/// A stretch of a plan's source text with the text itself: what proves a fact.
///
/// `quote` equals the source text from `start` to `end`; `check` re-reads it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextSpan {
    /// Where.
    pub range: SourceRange,
    /// What stands there, as published.
    pub quote: String,
}

/// What a fact rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// Said at the fact's own span.
    Stated,
    /// Follows from a rule sentence of the document (列第一位者为牵头单位，下同).
    Rule,
    /// Taken over from the statement of a sibling task.
    Inherited,
    /// From the manifest, or derived.
    Inferred,
    /// Put right by a person, who signed why.
    Corrected,
}

words! {
    Basis {
        Stated = "STATED",
        Rule = "RULE",
        Inherited = "INHERITED",
        Inferred = "INFERRED",
        Corrected = "CORRECTED",
    }
}

impl Basis {
    /// The bases on which a part in a task counts in counts, filters, facets and networks.
    pub const COUNTED: &[Self] = &[Self::Stated, Self::Rule, Self::Corrected];

    /// Whether a part in a task that rests on this counts.
    #[must_use]
    pub fn counts(self) -> bool {
        Self::COUNTED.contains(&self)
    }
}
