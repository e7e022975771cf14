//! Signs and literals of a query.

use std::ops::Range;

use super::{Field, Form, Literal};

/// Words that name a field when a colon follows.
const FIELDS: &[(&str, Field)] = &[
    ("牵头", Field::Lead),
    ("牵头单位", Field::Lead),
    ("lead", Field::Lead),
    ("责任", Field::Responsible),
    ("责任单位", Field::Responsible),
    ("负责", Field::Responsible),
    ("responsible", Field::Responsible),
    ("单位", Field::Unit),
    ("部门", Field::Unit),
    ("unit", Field::Unit),
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
];

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
pub(super) fn lex(text: &str) -> Vec<Lexeme> {
    let chars: Vec<char> = text.chars().collect();
    let mut lexer = Lexer {
        chars: &chars,
        place: 0,
        lexemes: Vec::new(),
        field: None,
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
}

impl Lexer<'_> {
    fn run(&mut self) {
        while let Some(&character) = self.chars.get(self.place) {
            let quote = QUOTES.iter().find(|(open, _)| *open == character);
            match (character, quote) {
                (_, Some((_, closing))) => self.phrase(closing),
                (c, _) if c.is_whitespace() => self.place += 1,
                ('(' | '（', _) => self.push(Sign::Open),
                (')' | '）', _) => self.push(Sign::Close),
                ('-' | '－', _) if self.begins_word() => self.push(Sign::Not),
                _ => self.word(),
            }
        }
    }

    fn push(&mut self, sign: Sign) {
        self.lexemes.push(Lexeme {
            sign,
            place: self.place,
        });
        self.place += 1;
        self.field = None;
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

    fn phrase(&mut self, closing: &[char]) {
        let start = self.place + 1;
        let length = self
            .chars
            .iter()
            .skip(start)
            .position(|c| closing.contains(c));
        let end = length.map_or(self.chars.len(), |length| start + length);
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
        if let Some(sign) = operator(&word).filter(|_| self.field.is_none()) {
            self.place = end - 1;
            self.push(sign);
            return;
        }
        self.place = end;
        let is_prefix = word.chars().count() > 1 && word.ends_with(['*', '＊']);
        if is_prefix {
            end -= 1;
        }
        self.literal(
            start..end,
            if is_prefix { Form::Prefix } else { Form::Words },
        );
    }

    fn literal(&mut self, range: Range<usize>, form: Form) {
        let field = self.field.take();
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
        let name = self.text(range).to_lowercase();
        FIELDS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, field)| *field)
    }

    fn text(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().collect()
    }
}

/// The operator that a word is; Latin ones only in capitals, for “and” is also a word.
fn operator(word: &str) -> Option<Sign> {
    match word {
        "AND" | "且" | "&&" => Some(Sign::And),
        "OR" | "或" | "或者" | "||" => Some(Sign::Or),
        "NOT" | "非" => Some(Sign::Not),
        "NEAR" => Some(Sign::Near(FARTHEST / 2)),
        _ => {
            let distance = word.strip_prefix("NEAR/")?.parse::<u32>().ok()?;
            Some(Sign::Near(distance.min(FARTHEST)))
        }
    }
}
