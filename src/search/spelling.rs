//! What was probably meant by what stands nowhere in the corpus.
//!
//! A correction is searched in place of what was typed only when it is clearly better: when what was typed finds nothing
//! as it stands, and what is put in its place sounds like it or differs by little of much. What is only likely is a
//! proposal beside the answer.

mod latin;
mod slips;

use std::cell::Cell;

use super::analyzer::Analyzer;
use super::reader::TantivyReader;
use super::{Correction, Expression, Form, Literal, MatchKind, PlaceNames};
use crate::text::fold::fold;

/// Looks for slips.
pub(super) struct Speller<'a> {
    pub(super) dictionary: &'a TantivyReader,
    pub(super) analyzer: &'a Analyzer,
    /// What must stay as it is.
    pub(super) keep: &'a [String],
    /// Places that the query names: these are right, though no plan may have them.
    pub(super) places: &'a [PlaceNames],
    /// How many stretches of the whole query may still be compared with the corpus character by character.
    pub(super) tries: Tries,
    /// How many of them may still be compared with what sounds the same.
    pub(super) hearings: Tries,
}

/// Stretches that are compared for one query. A slip in what people type as one word is among the first fifty; without
/// a bound a query of a few hundred single characters takes seconds.
pub(super) const TRIES: usize = 96;

/// Stretches whose sound is compared for one query: all of some seventy characters.
pub(super) const HEARINGS: usize = 512;

/// How often something may still be tried.
pub(super) struct Tries(Cell<usize>);

impl Tries {
    pub(super) fn new(times: usize) -> Self {
        Self(Cell::new(times))
    }

    /// Takes one; `false` when none is left.
    fn take(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }
}

/// A stretch of a text, in its own characters, and what was probably meant by it.
struct Fix {
    range: std::ops::Range<usize>,
    to: String,
    is_applied: bool,
    how: MatchKind,
}

impl Speller<'_> {
    /// The expression as it was probably meant, and what was put right in it.
    pub(super) fn correct(&self, expression: &Expression) -> (Expression, Vec<Correction>) {
        let mut corrections = Vec::new();
        let meant = self.meant(expression, &mut corrections);
        (meant, corrections)
    }

    fn meant(&self, expression: &Expression, corrections: &mut Vec<Correction>) -> Expression {
        match expression {
            Expression::Literal(literal) => self.literal(literal, corrections),
            Expression::Together(parts) if self.is_kept(parts) => expression.clone(),
            Expression::Together(parts) => match self.spelled(parts) {
                Some((literal, correction)) => {
                    corrections.push(correction);
                    Expression::Literal(literal)
                }
                None => Expression::Together(self.each(parts, corrections)),
            },
            Expression::All(parts) => Expression::All(self.each(parts, corrections)),
            Expression::Any(parts) => Expression::Any(self.each(parts, corrections)),
            // Who rules a word out means this very word; but letters that stand nowhere rule nothing out.
            Expression::Not(inner) => match inner.as_ref() {
                Expression::Literal(literal) if latin::is_spelling(&literal.text) => {
                    Expression::Not(Box::new(self.literal(literal, corrections)))
                }
                _ => expression.clone(),
            },
            other => other.clone(),
        }
    }

    fn each(&self, parts: &[Expression], corrections: &mut Vec<Correction>) -> Vec<Expression> {
        let meant = parts.iter().map(|part| self.meant(part, corrections));
        meant.collect()
    }

    fn literal(&self, literal: &Literal, corrections: &mut Vec<Correction>) -> Expression {
        if !self.is_open(literal) {
            return Expression::Literal(literal.clone());
        }
        let found = self
            .latin(&literal.text)
            .or_else(|| self.slip(&literal.text));
        let Some(fix) = found else {
            return Expression::Literal(literal.clone());
        };
        let chars: Vec<char> = literal.text.chars().collect();
        let stretch = |from: usize, to: usize| -> String {
            chars.get(from..to).unwrap_or_default().iter().collect()
        };
        let typed = stretch(fix.range.start, fix.range.end);
        // A place is no slip, but there may be one behind it: 沈阳经济曲.
        let is_place = |place: &PlaceNames| {
            let (typed, name) = (fold(&typed), fold(&place.name));
            name.contains(&typed) || (typed.contains(&name) && !fold(&fix.to).contains(&name))
        };
        if self.keep.contains(&typed) || self.places.iter().any(is_place) {
            return Expression::Literal(literal.clone());
        }
        let (before, after) = (
            stretch(0, fix.range.start),
            stretch(fix.range.end, chars.len()),
        );
        let text = format!("{before}{}{after}", fix.to);
        let first = literal.range.start;
        corrections.push(Correction {
            range: first + fix.range.start..first + fix.range.end,
            from: typed,
            to: fix.to,
            is_applied: fix.is_applied,
            how: fix.how,
        });
        let text = if fix.is_applied {
            text
        } else {
            literal.text.clone()
        };
        Expression::Literal(Literal {
            text,
            ..literal.clone()
        })
    }

    /// Whether words side by side are to stay as they are together.
    fn is_kept(&self, parts: &[Expression]) -> bool {
        let typed = parts.iter().map(|part| match part {
            Expression::Literal(literal) => Some(literal.text.as_str()),
            _ => None,
        });
        let typed: Option<Vec<&str>> = typed.collect();
        typed.is_some_and(|typed| self.keep.contains(&typed.join(" ")))
    }

    /// Whether a literal may be read as something else.
    fn is_open(&self, literal: &Literal) -> bool {
        let is_plain = literal.form == Form::Words && literal.field.is_none();
        is_plain && !self.keep.contains(&literal.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_is_tried_so_often_and_no_more() {
        let tries = Tries::new(2);
        let taken: Vec<bool> = (0..4).map(|_| tries.take()).collect();
        assert_eq!(taken, [true, true, false, false]);
    }
}
