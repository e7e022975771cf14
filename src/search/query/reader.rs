//! The grammar: words side by side, AND, OR, NOT, parentheses, NEAR.
//!
//! What does not fit the grammar is passed over: an operator without a side, a bracket without its other half.

use super::lexer::{Lexeme, Sign};
use super::{DEEPEST_NESTING, Expression, QueryFault};

/// Reads lexemes from the first to the last.
pub(super) struct Grammar<'a> {
    lexemes: &'a [Lexeme],
    next: usize,
}

impl<'a> Grammar<'a> {
    pub(super) fn new(lexemes: &'a [Lexeme]) -> Self {
        Self { lexemes, next: 0 }
    }

    /// The whole query; a closing bracket too many ends nothing.
    pub(super) fn read(mut self) -> Result<Expression, QueryFault> {
        let mut parts = Vec::new();
        while self.next < self.lexemes.len() {
            parts.push(self.either(0)?);
            self.skip(&Sign::Close);
        }
        Ok(gather(parts, Expression::Together))
    }

    fn either(&mut self, depth: usize) -> Result<Expression, QueryFault> {
        let mut sides = vec![self.both(depth)?];
        while self.skip(&Sign::Or) {
            sides.push(self.both(depth)?);
        }
        Ok(gather(sides, Expression::Any))
    }

    fn both(&mut self, depth: usize) -> Result<Expression, QueryFault> {
        let mut sides = vec![self.together(depth)?];
        while self.skip(&Sign::And) {
            sides.push(self.together(depth)?);
        }
        Ok(gather(sides, Expression::All))
    }

    fn together(&mut self, depth: usize) -> Result<Expression, QueryFault> {
        let mut parts = Vec::new();
        while let Some(sign) = self.sign() {
            match sign {
                Sign::Close | Sign::And | Sign::Or => break,
                Sign::Near(distance) => {
                    let distance = *distance;
                    self.next += 1;
                    let right = self.part(depth)?;
                    near(&mut parts, right, distance);
                }
                Sign::Not | Sign::Open | Sign::Literal(_) => parts.push(self.part(depth)?),
            }
        }
        Ok(gather(parts, Expression::Together))
    }

    fn part(&mut self, depth: usize) -> Result<Expression, QueryFault> {
        let mut is_negated = false;
        while self.skip(&Sign::Not) {
            is_negated = !is_negated;
        }
        let inner = match self.lexemes.get(self.next) {
            Some(Lexeme {
                sign: Sign::Literal(literal),
                ..
            }) => {
                self.next += 1;
                Expression::Literal(literal.clone())
            }
            Some(Lexeme {
                sign: Sign::Open,
                place,
            }) => {
                if depth == DEEPEST_NESTING {
                    return Err(QueryFault::TooDeep(*place));
                }
                self.next += 1;
                let inner = self.either(depth + 1)?;
                self.skip(&Sign::Close);
                inner
            }
            _ => Expression::Nothing,
        };
        Ok(match inner {
            Expression::Nothing => Expression::Nothing,
            inner if is_negated => Expression::Not(Box::new(inner)),
            inner => inner,
        })
    }

    fn sign(&self) -> Option<&'a Sign> {
        self.lexemes.get(self.next).map(|lexeme| &lexeme.sign)
    }

    fn skip(&mut self, sign: &Sign) -> bool {
        let is_there = self.sign() == Some(sign);
        self.next += usize::from(is_there);
        is_there
    }
}

/// Ties `right` to the last of `parts`; what is no literal, or must stand in a part of its own, stands side by side.
fn near(parts: &mut Vec<Expression>, right: Expression, distance: u32) {
    match (parts.pop(), right) {
        (Some(Expression::Literal(left)), Expression::Literal(right))
            if left.field.is_none() && right.field.is_none() =>
        {
            parts.push(Expression::Near {
                left,
                right,
                distance,
            });
        }
        (left, right) => parts.extend(left.into_iter().chain([right])),
    }
}

/// The parts that say something under one operator; one alone needs none.
pub(super) fn gather(
    parts: Vec<Expression>,
    operator: fn(Vec<Expression>) -> Expression,
) -> Expression {
    let mut parts: Vec<_> = parts
        .into_iter()
        .filter(|part| *part != Expression::Nothing)
        .collect();
    match (parts.len(), parts.pop()) {
        (_, None) => Expression::Nothing,
        (1, Some(only)) => only,
        (_, Some(last)) => {
            parts.push(last);
            operator(parts)
        }
    }
}
