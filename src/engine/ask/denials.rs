//! What a question says that a body does not do: 省财政厅没参与, 省农委参与但不牵头.

use super::lexer::{Kind, Question, Token};
use super::reading::is_bridge;
use super::words::{Part, Word};

/// A part that bodies are said not to have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Denial {
    /// The token that denies.
    pub(super) at: usize,
    /// The token of the part.
    pub(super) part_at: usize,
    pub(super) part: Part,
    /// The tokens of the bodies, the last first.
    pub(super) names: Vec<usize>,
    /// Whether a part that they do have stands between: 参与但不牵头.
    pub(super) follows_part: bool,
}

/// The denials of a question.
pub(super) fn of(question: &Question) -> Vec<Denial> {
    let tokens = &question.tokens;
    let denied = |(at, token): (usize, &Token)| {
        let (part_at, part) = match token.kind {
            Kind::Word(Word::Not) => part_behind(tokens, at)?,
            // 没有牵头单位 says it of a task.
            Kind::Word(Word::NoLead) if question.text(&token.bytes).ends_with("牵头") => {
                (at, Part::Lead)
            }
            _ => return None,
        };
        let (names, follows_part) = names_before(tokens, at);
        (!names.is_empty()).then_some(Denial {
            at,
            part_at,
            part,
            names,
            follows_part,
        })
    };
    tokens.iter().enumerate().filter_map(denied).collect()
}

fn part_behind(tokens: &[Token], at: usize) -> Option<(usize, Part)> {
    let behind = tokens.iter().enumerate().skip(at + 1);
    let mut behind = behind.skip_while(|(_, token)| is_bridge(&token.kind));
    let (place, token) = behind.next()?;
    match token.kind {
        Kind::Word(Word::Part(part)) => Some((place, part)),
        _ => None,
    }
}

/// The bodies that stand before a denial, and whether the part that they have stands between.
fn names_before(tokens: &[Token], at: usize) -> (Vec<usize>, bool) {
    let mut names = Vec::new();
    let mut follows_part = false;
    for (place, token) in tokens.iter().enumerate().take(at).rev() {
        match &token.kind {
            Kind::Name(named) if !named.units.is_empty() => names.push(place),
            Kind::Word(Word::Part(_)) if names.is_empty() => follows_part = true,
            Kind::Word(
                Word::And | Word::But | Word::Or | Word::Particle | Word::Filler | Word::Together,
            ) => {}
            _ => break,
        }
    }
    (names, follows_part)
}
