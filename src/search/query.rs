//! How a query is read: its own grammar and syntax tree.
//!
//! | typed | read as |
//! | --- | --- |
//! | `粮食 增产` (also U+3000) | both if that finds enough, else either |
//! | `“一县一业”`, `「…」`, `"…"` | the very characters; a quote that nothing closes is passed over |
//! | `AND` `且`, `OR` `或`, `NOT` `-` `非`, `( )` | both, either, not, first; also in small letters beside Han characters |
//! | `农业不含渔业`, `除渔业外的农业`, `农业不要渔业` | the first without the second; `不含大连和沈阳` without either |
//! | `地铁修没修`, `食品安不安全` | the verb alone |
//! | `粮食 NEAR/5 增产` | at most five characters between them |
//! | `合作*` | words that begin so |
//! | `牵头:` `责任:` `配合:` `单位:` `城市:` `章:` `指标:` | in that part; also `lead:` `responsible:` `unit:` …, and before `(…)` |

mod beside;
mod denial;
mod lexer;
mod reader;
pub mod words;

use std::ops::Range;

use lexer::lex;
use reader::{Grammar, gather};

/// Most characters of a query.
pub const MOST_CHARACTERS: usize = 512;

/// Deepest nesting of parentheses.
pub const DEEPEST_NESTING: usize = 20;

/// A query that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryFault {
    /// It is too long.
    #[error("{0} characters are too many: at most {MOST_CHARACTERS} are read")]
    TooLong(usize),
    /// Its parentheses nest too deep.
    #[error("parentheses nest deeper than {DEEPEST_NESTING} at character {0}: leave some out")]
    TooDeep(usize),
}

/// Which part of a passage a literal must stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// 牵头: units that lead.
    Lead,
    /// 责任: units that are responsible or lead.
    Responsible,
    /// 配合: units that support.
    Supporting,
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
    /// What a set of the request holds: the meaning of a name that stands under an operator.
    Among(usize),
}

/// A stretch of a query that means a set of tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// Where it stands in the query, in characters.
    pub range: Range<usize>,
    /// Which set of the request stands in its place; `None` when the set narrows everything that is found.
    pub set: Option<usize>,
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
            Self::Nothing | Self::Among(_) => Vec::new(),
            Self::Literal(literal) => vec![literal],
            Self::Together(parts) | Self::All(parts) | Self::Any(parts) => {
                parts.iter().flat_map(Self::literals).collect()
            }
            Self::Not(inner) => inner.literals(),
            Self::Near { left, right, .. } => vec![left, right],
        }
    }

    /// The same with sets in place of the stretches that mean them, and without those whose set narrows everything.
    #[must_use]
    pub fn understood(&self, meanings: &[Meaning]) -> Self {
        let stays = |literal: &Literal| {
            !meanings.iter().any(|Meaning { range, .. }| {
                range.start <= literal.range.start && literal.range.end <= range.end
            })
        };
        let each = |parts: &[Self]| {
            let parts = parts.iter();
            parts.map(|part| part.understood(meanings)).collect()
        };
        match self {
            Self::Nothing | Self::Among(_) => self.clone(),
            Self::Literal(literal) => literal.understood(meanings),
            Self::Together(parts) => gather(each(parts), Self::Together),
            Self::All(parts) => gather(each(parts), Self::All),
            Self::Any(parts) => gather(each(parts), Self::Any),
            Self::Not(inner) => match inner.understood(meanings) {
                Self::Nothing => Self::Nothing,
                inner => Self::Not(Box::new(inner)),
            },
            Self::Near { left, right, .. } => match (stays(left), stays(right)) {
                (true, true) => self.clone(),
                (true, false) => Self::Literal(left.clone()),
                (false, true) => Self::Literal(right.clone()),
                (false, false) => Self::Nothing,
            },
        }
    }

    /// The same in the query's own language, every operator written out.
    #[must_use]
    pub fn reading(&self) -> String {
        let joined = |parts: &[Self], sign: &str| {
            let parts: Vec<_> = parts.iter().map(Self::reading).collect();
            format!("({})", parts.join(sign))
        };
        match self {
            Self::Nothing | Self::Among(_) => String::new(),
            Self::Literal(literal) => literal.reading(),
            Self::Together(parts) => joined(parts, " "),
            Self::All(parts) => joined(parts, " AND "),
            Self::Any(parts) => joined(parts, " OR "),
            Self::Not(inner) => format!("NOT {}", inner.reading()),
            Self::Near {
                left,
                right,
                distance,
            } => {
                format!("{} NEAR/{distance} {}", left.reading(), right.reading())
            }
        }
    }
}

impl Literal {
    /// The sets that stretches of it mean, and the rest, which stays one literal.
    fn understood(&self, meanings: &[Meaning]) -> Expression {
        let is_cut = |place: usize| meanings.iter().any(|one| one.range.contains(&place));
        let text: String = self
            .text
            .chars()
            .zip(self.range.start..)
            .map(|(character, place)| if is_cut(place) { ' ' } else { character })
            .collect();
        let begins_here = |one: &&Meaning| self.range.contains(&one.range.start);
        let sets = meanings
            .iter()
            .filter(begins_here)
            .filter_map(|one| one.set);
        let mut parts: Vec<_> = sets.map(Expression::Among).collect();
        if !text.trim().is_empty() {
            parts.push(Expression::Literal(Self {
                text,
                ..self.clone()
            }));
        }
        gather(parts, Expression::All)
    }

    fn reading(&self) -> String {
        let field = match self.field {
            None => "",
            Some(Field::Lead) => "牵头:",
            Some(Field::Responsible) => "责任:",
            Some(Field::Supporting) => "配合:",
            Some(Field::Unit) => "单位:",
            Some(Field::City) => "城市:",
            Some(Field::Chapter) => "章:",
            Some(Field::Indicator) => "指标:",
        };
        match self.form {
            Form::Words => format!("{field}{}", self.text),
            Form::Phrase => format!("{field}“{}”", self.text),
            Form::Prefix => format!("{field}{}*", self.text),
        }
    }
}

/// What whoever asks knows of the words of a query.
#[derive(Clone, Copy)]
pub struct Hints<'a> {
    /// Whether what follows 不含 and the like is more than a word, so that whoever knows what it means reads it.
    pub is_left: &'a dyn Fn(&str) -> bool,
    /// Where the words of a text stand in it, in characters.
    pub words: &'a dyn Fn(&str) -> Vec<Range<usize>>,
}

/// Reads a query.
///
/// Only what is too long or nests too deep is refused: whatever can be read as words is read as words.
pub fn parse(text: &str) -> Result<ParsedQuery, QueryFault> {
    let hints = Hints {
        is_left: &|_| false,
        words: &|_| Vec::new(),
    };
    parse_with(text, hints)
}

/// The same with what is known of its words.
pub fn parse_with(text: &str, hints: Hints<'_>) -> Result<ParsedQuery, QueryFault> {
    let length = text.chars().count();
    if length > MOST_CHARACTERS {
        return Err(QueryFault::TooLong(length));
    }
    let lexemes = lex(text, hints);
    let expression = Grammar::new(&lexemes).read()?;
    Ok(ParsedQuery {
        text: text.to_owned(),
        reading: expression.reading(),
        expression,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_it_is_meant() {
        let check = |text: &str, expected: &str| {
            assert_eq!(parse(text).unwrap().reading, expected, "{text}");
        };
        check("现代　农业", "(现代 农业)");
        check("“十二五”规划", "(“十二五” 规划)");
        check("「一县一业」", "“一县一业”");
        check(
            "粮食 且 (大连 或 沈阳) -渔业",
            "(粮食 AND ((大连 OR 沈阳) NOT 渔业))",
        );
        check("非 农业", "NOT 农业");
        check("-农业", "NOT 农业");
        check("单位：省农委 粮食", "(单位:省农委 粮食)");
        check("lead: \"省农委\"", "牵头:“省农委”");
        check("粮食 NEAR/5 增产", "粮食 NEAR/5 增产");
        check("合作*", "合作*");
        check("粮食 ＡＮＤ 大连", "(粮食 AND 大连)");
        check("粮食 and 大连 or 沈阳", "((粮食 AND 大连) OR 沈阳)");
        check("粮食 not 大连", "(粮食 NOT 大连)");
        check("research and development", "(research and development)");
        check("粮食 | 大连", "(粮食 OR 大连)");
        check("粮食 −大连", "(粮食 NOT 大连)");
        check("粮食 且非 大连", "(粮食 AND NOT 大连)");
        check("农业 不含渔业", "(农业 NOT 渔业)");
        check("农业不含渔业", "(农业 NOT 渔业)");
        check("农业，但不包括 渔业", "(农业 NOT 渔业)");
        check("不涉及大连", "NOT 大连");
        check("粮食 near/5 增产", "粮食 NEAR/5 增产");
        check("单位:省农委 NEAR 粮食", "(单位:省农委 粮食)");
        check("‘一县一业’", "“一县一业”");
        check("單位：省农委 牽頭:省水利厅", "(单位:省农委 牵头:省水利厅)");
        check("配合:省农委 参与:省水利厅", "(配合:省农委 单位:省水利厅)");
        check(
            "单位:(省农委 或 省水利厅) 章:5",
            "((单位:省农委 OR 单位:省水利厅) 章:5)",
        );
        check("牵头:(省农委 章:3)", "(牵头:省农委 章:3)");
        check("a-b", "a-b");
        check("时间:早上", "时间:早上");
        check("单位:省农委修不修", "单位:省农委修不修");
    }

    #[test]
    fn what_is_denied_together_is_denied_each_and_what_asks_whether_is_the_verb() {
        let check = |text: &str, expected: &str| {
            let hints = Hints {
                is_left: &|_| false,
                // Each character is a word.
                words: &|text| (0..text.chars().count()).map(|at| at..at + 1).collect(),
            };
            assert_eq!(parse_with(text, hints).unwrap().reading, expected, "{text}");
        };
        check("地铁修没修", "(地铁 修)");
        check("“地铁修没修”", "“地铁修没修”");
        check("港口不含大连和沈阳", "(港口 NOT (大连 OR 沈阳))");
        check("-大连和沈阳", "NOT (大连 OR 沈阳)");
        check("不含大连", "NOT 大连");
        check("NOT “大连和沈阳”", "NOT “大连和沈阳”");
        check("NOT 单位:大连和沈阳", "NOT 单位:大连和沈阳");
        check("港口 大连和沈阳", "(港口 大连和沈阳)");
    }

    #[test]
    fn whatever_is_typed_is_read() {
        let check = |text: &str, expected: &str| {
            assert_eq!(parse(text).unwrap().reading, expected, "{text}");
        };
        for nothing in [
            "", "(", "\"", "）", "AND", "NOT", "OR OR", "单位:", "- -", "“”", "　",
        ] {
            let reading = parse(nothing).unwrap();
            assert!(matches!(
                reading.expression,
                Expression::Nothing | Expression::Literal(_) | Expression::Together(_)
            ));
        }
        check("（一）", "一");
        check("农业 AND", "农业");
        check("OR 农业)", "农业");
        check("“农业", "农业");
        check("粮食 \"农业 增产", "(粮食 农业 增产)");
        check("”农业“渔业", "(“农业” 渔业)");
        check("现代“农业", "(现代 农业)");
        check("农业 NEAR/3", "农业");
    }

    #[test]
    fn a_flood_of_brackets_is_an_error_on_a_small_stack() {
        let flood = |count: usize| {
            std::thread::Builder::new()
                .stack_size(2 << 20)
                .spawn(move || parse(&"(".repeat(count)))
                .unwrap()
                .join()
                .unwrap()
        };
        assert_eq!(flood(2_000), Err(QueryFault::TooLong(2_000)));
        assert_eq!(flood(500), Err(QueryFault::TooDeep(20)));
        assert!(flood(20).is_ok());
    }

    #[test]
    fn what_was_understood_as_a_filter_is_taken_out() {
        let parsed = parse("省农委牵头 粮食").unwrap();
        let narrowing = |range| Meaning { range, set: None };
        let rest = |range| parsed.expression.understood(&[narrowing(range)]);
        assert_eq!(rest(0..5).reading(), "粮食");
        assert_eq!(rest(0..9), Expression::Nothing);
        assert_eq!(parsed.expression.literals().len(), 2);
        assert_eq!(parsed.expression.literals()[1].range, 6..8);
    }

    #[test]
    fn what_stands_under_an_operator_becomes_a_set() {
        let parsed = parse("水库 OR 省水利厅牵头灌区").unwrap();
        let meaning = Meaning {
            range: 6..12,
            set: Some(0),
        };
        let Expression::Any(sides) = parsed.expression.understood(&[meaning]) else {
            panic!("an alternative stays one");
        };
        let Expression::All(both) = &sides[1] else {
            panic!("the set and the rest must both hold");
        };
        assert_eq!(both[0], Expression::Among(0));
        assert_eq!(both[1].reading().trim(), "灌区");
    }

    proptest::proptest! {
        #[test]
        fn no_query_is_too_odd_to_be_read(text in "[农业 　()（）\"“”「」:：*\\-ANDORNEAR/0-9a-z且或非]{0,60}") {
            let parsed = parse(&text);
            if let Ok(parsed) = parsed {
                for literal in parsed.expression.literals() {
                    let typed = crate::text::characters(&text, &literal.range);
                    proptest::prop_assert_eq!(&typed, &literal.text);
                }
            }
        }
    }
}
