//! Signs and literals of a query.

use std::ops::Range;

use super::beside::{asked, sides};
use super::denial::denied;
use super::{Field, Form, Hints, Literal};
use crate::text::is_han;
use crate::text::normalize::{self, Normalized};

/// Words that name a field when a colon follows.
const FIELDS: &[(&str, Field)] = &[
    ("牵头", Field::Lead),
    ("牵头单位", Field::Lead),
    ("牵头部门", Field::Lead),
    ("主办", Field::Lead),
    ("lead", Field::Lead),
    ("leads", Field::Lead),
    ("责任", Field::Responsible),
    ("责任单位", Field::Responsible),
    ("责任部门", Field::Responsible),
    ("负责", Field::Responsible),
    ("负责单位", Field::Responsible),
    ("responsible", Field::Responsible),
    ("配合", Field::Supporting),
    ("配合单位", Field::Supporting),
    ("协办", Field::Supporting),
    ("supporting", Field::Supporting),
    ("参与", Field::Unit),
    ("单位", Field::Unit),
    ("部门", Field::Unit),
    ("unit", Field::Unit),
    ("units", Field::Unit),
    ("城市", Field::City),
    ("地区", Field::City),
    ("city", Field::City),
    ("章", Field::Chapter),
    ("章节", Field::Chapter),
    ("chapter", Field::Chapter),
    ("指标", Field::Indicator),
    ("indicator", Field::Indicator),
];

/// Quotes that open a phrase, and what closes it. An ASCII quote may also close with a Chinese one and back.
const QUOTES: &[(char, &[char])] = &[
    ('"', &['"', '”', '＂']),
    ('＂', &['＂', '"']),
    ('“', &['”', '"', '“']),
    ('”', &['”', '“']),
    ('「', &['」']),
    ('『', &['』']),
    ('‘', &['’']),
    ('﹁', &['﹂']),
    ('〝', &['〞', '〟']),
];

/// What a minus may look like.
const MINUS: &[char] = &['-', '－', '−'];

/// The most that may stand between two literals that are near each other.
const FARTHEST: u32 = 20;

/// What stands in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    Open,
    Close,
    And,
    Or,
    Not,
    Near(u32),
    Literal(Literal),
}

/// A sign and its place in the query, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) sign: Sign,
    pub(super) place: usize,
}

/// Cuts a query.
pub(super) fn lex(text: &str, hints: Hints<'_>) -> Vec<Lexeme> {
    let chars: Vec<char> = text.chars().collect();
    let mut lexer = Lexer {
        chars: &chars,
        place: 0,
        lexemes: Vec::new(),
        field: None,
        around: Vec::new(),
        is_han: chars.iter().any(|c| is_han(*c)),
        hints,
    };
    lexer.run();
    lexer.lexemes
}

struct Lexer<'a> {
    chars: &'a [char],
    place: usize,
    lexemes: Vec<Lexeme>,
    /// The field that was named right before.
    field: Option<Field>,
    /// For each parenthesis that is open the field that was named before it.
    around: Vec<Option<Field>>,
    /// Whether the query has Han characters: then a Latin “and” between them joins, in small letters too.
    is_han: bool,
    hints: Hints<'a>,
}

impl Lexer<'_> {
    fn run(&mut self) {
        while let Some(&character) = self.chars.get(self.place) {
            let quote = QUOTES.iter().find(|(open, _)| *open == character);
            match (character, quote) {
                (_, Some((_, closing))) => self.phrase(closing),
                (c, _) if c.is_whitespace() => self.place += 1,
                ('(' | '（', _) => {
                    let field = self.field.or_else(|| self.around.last().copied().flatten());
                    self.around.push(field);
                    self.push(Sign::Open);
                }
                (')' | '）', _) => {
                    self.around.pop();
                    self.push(Sign::Close);
                }
                (c, _) if MINUS.contains(&c) && self.begins_word() => self.push(Sign::Not),
                _ => self.word(),
            }
        }
    }

    fn push(&mut self, sign: Sign) {
        self.sign(sign);
        self.place += 1;
        self.field = None;
    }

    /// A sign that takes no character of the query.
    fn sign(&mut self, sign: Sign) {
        let place = self.place;
        self.lexemes.push(Lexeme { sign, place });
    }

    /// Whether something to look for follows a minus that follows a space.
    fn begins_word(&self) -> bool {
        let before = self
            .place
            .checked_sub(1)
            .and_then(|before| self.chars.get(before));
        let after = self.chars.get(self.place + 1);
        before.is_none_or(|c| c.is_whitespace() || "(（".contains(*c))
            && after.is_some_and(|c| !c.is_whitespace())
    }

    /// What stands up to a closing quote; a quote that nothing closes was cut off or typed by chance, and is passed over.
    fn phrase(&mut self, closing: &[char]) {
        let start = self.place + 1;
        let mut behind = self.chars.iter().skip(start);
        let Some(length) = behind.position(|c| closing.contains(c)) else {
            self.place = start;
            return;
        };
        let end = start + length;
        self.literal(start..end, Form::Phrase);
        self.place = end + 1;
    }

    fn word(&mut self) {
        let start = self.place;
        let ends = |c: &char| {
            c.is_whitespace() || "()（）".contains(*c) || QUOTES.iter().any(|(quote, _)| quote == c)
        };
        let length = self.chars.iter().skip(start).position(ends);
        let mut end = length.map_or(self.chars.len(), |length| start + length);
        let colon = self
            .chars
            .iter()
            .take(end)
            .skip(start)
            .position(|c| ":：".contains(*c));
        if let Some(colon) = colon.map(|length| start + length)
            && self.field.is_none()
            && let Some(field) = self.named_field(start..colon)
        {
            self.field = Some(field);
            self.place = colon + 1;
            return;
        }
        let word = self.text(start..end);
        let signs = operator(&word, self.is_han);
        if !signs.is_empty() && self.field.is_none() {
            for sign in signs {
                self.place = end - 1;
                self.push(sign);
            }
            return;
        }
        let chars = self.chars.get(start..end).unwrap_or_default();
        if self.field.is_none()
            && let Some(found) = denied(chars, self.lexemes.is_empty(), self.hints)
        {
            self.literal(start..start + found.before, Form::Words);
            self.sign(Sign::Not);
            self.words(start + found.range.start..start + found.range.end);
            self.place = start + found.end;
            return;
        }
        self.place = end;
        let is_prefix = word.chars().count() > 1 && word.ends_with(['*', '＊']);
        if is_prefix {
            end -= 1;
        }
        if is_prefix {
            self.literal(start..end, Form::Prefix);
        } else {
            self.words(start..end);
        }
    }

    /// Plain words: what is denied together is denied each by itself, and of what asks whether it is so, that is looked for.
    fn words(&mut self, range: Range<usize>) {
        let is_denied = (self.lexemes.last()).is_some_and(|before| before.sign == Sign::Not);
        let chars = self.chars.get(range.clone()).unwrap_or_default();
        let words = || (self.hints.words)(&self.text(range.clone()));
        let parts = match (self.field, is_denied) {
            (Some(_), _) => Vec::new(),
            (None, true) => sides(chars, &words()),
            (None, false) => asked(chars, words),
        };
        if parts.is_empty() {
            return self.literal(range, Form::Words);
        }
        if is_denied {
            self.sign(Sign::Open);
        }
        for (at, part) in parts.into_iter().enumerate() {
            if is_denied && at > 0 {
                self.sign(Sign::Or);
            }
            let part = range.start + part.start..range.start + part.end;
            self.literal(part, Form::Words);
        }
        if is_denied {
            self.sign(Sign::Close);
        }
    }

    fn literal(&mut self, range: Range<usize>, form: Form) {
        let field = self.field.take();
        let field = field.or_else(|| self.around.last().copied().flatten());
        let text = self.text(range.clone());
        if text.trim().is_empty() {
            return;
        }
        let place = range.start;
        let literal = Literal {
            text,
            range,
            form,
            field,
        };
        self.lexemes.push(Lexeme {
            sign: Sign::Literal(literal),
            place,
        });
    }

    fn named_field(&self, range: Range<usize>) -> Option<Field> {
        let name = Normalized::of(&self.text(range)).into_text();
        FIELDS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, field)| *field)
    }

    fn text(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().collect()
    }
}

/// The operators that a word is; without Han characters around it Latin ones only in capitals, for “and” is also a word.
fn operator(word: &str, is_han: bool) -> Vec<Sign> {
    let half = |c: char| normalize::half_width(c).unwrap_or(c);
    let mut word: String = word.chars().map(half).collect();
    if is_han {
        word = word.to_ascii_uppercase();
    }
    match word.as_str() {
        "AND" | "且" | "并且" | "&&" => vec![Sign::And],
        "OR" | "或" | "或者" | "||" | "|" => vec![Sign::Or],
        "NOT" | "非" => vec![Sign::Not],
        "且非" | "且不含" => vec![Sign::And, Sign::Not],
        "NEAR" => vec![Sign::Near(FARTHEST / 2)],
        _ => {
            let distance = word
                .strip_prefix("NEAR/")
                .and_then(|it| it.parse::<u32>().ok());
            let near = distance.map(|distance| Sign::Near(distance.min(FARTHEST)));
            near.into_iter().collect()
        }
    }
}
