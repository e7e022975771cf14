//! What a question denies: parts of bodies (省财政厅没参与, 省农委参与但不牵头), and names (不涉及大连和沈阳, 除了省农委).

use super::lacking::{denies_doing, says_doing};
use super::lexer::{Kind, Question, Token};
use super::reading::Reader;
use super::words::{Part, Word};

/// Words that leave out what stands before them.
const CLOSING: &[&str] = &["以外", "之外", "外"];

/// A part that bodies are said not to have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Denial {
    /// The token that denies.
    pub(super) at: usize,
    /// The token of the part.
    pub(super) part_at: usize,
    pub(super) part: Part,
    /// The token of 只, where it says that the part which stands before is all: 只配合不牵头.
    pub(super) only: Option<usize>,
    /// The tokens of the bodies, the last first.
    pub(super) names: Vec<usize>,
    /// Whether a part that they do have stands between: 参与但不牵头.
    pub(super) follows_part: bool,
    /// The part that they do have, which stands behind: 不牵头但参与.
    pub(super) then: Option<(usize, Part)>,
}

/// The denials of a question.
pub(super) fn of(question: &Question) -> Vec<Denial> {
    let tokens = &question.tokens;
    let denied = |(at, token): (usize, &Token)| {
        let (part_at, part) = match token.kind {
            Kind::Word(Word::Not) => part_behind(tokens, at)?,
            // 没有牵头单位 says it of a task.
            Kind::Word(Word::NoLead) if denies_doing(question.text(&token.bytes)) => {
                (at, Part::Lead)
            }
            _ => return None,
        };
        let (names, follows_part, only) = names_before(tokens, at);
        // 省农委只参与不牵头 says at once what it does.
        let follows_part = follows_part || says_doing(question.text(&token.bytes));
        (!names.is_empty()).then_some(Denial {
            at,
            part_at,
            part,
            only,
            names,
            follows_part,
            then: part_then(tokens, part_at).filter(|_| !follows_part),
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

/// The part that is said behind a denied one, joined to it.
fn part_then(tokens: &[Token], part_at: usize) -> Option<(usize, Part)> {
    let behind = tokens.iter().enumerate().skip(part_at + 1);
    let links = |kind: &Kind| matches!(kind, Kind::Word(Word::And | Word::But | Word::Filler));
    let mut behind = behind.skip_while(|(_, token)| links(&token.kind));
    let (place, token) = behind.next()?;
    match token.kind {
        Kind::Word(Word::Part(part)) if place > part_at + 1 => Some((place, part)),
        _ => None,
    }
}

/// The bodies that stand before a denial, whether the part that they have stands between, and 只 before that.
fn names_before(tokens: &[Token], at: usize) -> (Vec<usize>, bool, Option<usize>) {
    let mut names = Vec::new();
    let mut follows_part = false;
    let mut only = None;
    for (place, token) in tokens.iter().enumerate().take(at).rev() {
        match &token.kind {
            Kind::Name(named) if !named.units.is_empty() => names.push(place),
            Kind::Word(Word::Part(_)) if names.is_empty() => follows_part = true,
            Kind::Word(Word::Only) if names.is_empty() && follows_part => only = Some(place),
            Kind::Word(
                Word::And
                | Word::But
                | Word::Or
                | Word::Particle
                | Word::Each
                | Word::Filler
                | Word::Together,
            ) => {}
            _ => break,
        }
    }
    (names, follows_part, only)
}

impl Reader<'_> {
    /// Whether a word of denial at `at` has a name that it denies.
    pub(super) fn negates(&self, at: usize) -> bool {
        let is_name =
            |token: Option<&Token>| token.is_some_and(|token| matches!(token.kind, Kind::Name(_)));
        if self.closes(at) {
            let before = at.checked_sub(1);
            return is_name(before.and_then(|before| self.tokens.get(before)));
        }
        let after = self.tokens.get(at + 1..).unwrap_or_default();
        let next = after.iter().find(|token| !is_bridge(&token.kind));
        is_name(next)
    }

    /// Whether the word at `at` leaves out what stands before it: 以外 in 除省农委以外 and in 省农委以外的单位.
    fn closes(&self, at: usize) -> bool {
        let text = self
            .tokens
            .get(at)
            .map(|token| self.question.text(&token.bytes));
        text.is_some_and(|text| CLOSING.contains(&text))
            && self.is_word(at, |word| word == Word::Except)
    }

    /// Whether 只 at `at` says that a part is all that the bodies of a denial have.
    pub(super) fn is_only_of_denial(&self, at: usize) -> bool {
        let mut denials = self.denials.iter();
        denials.any(|denial| denial.only == Some(at))
    }

    /// Whether a word beside the name at `at` denies it or leaves it out.
    pub(super) fn is_negated(&self, at: usize) -> bool {
        self.denial(at).is_some()
    }

    /// The word that does so, before the name or behind it.
    pub(super) fn denial(&self, at: usize) -> Option<Word> {
        let is_left_out = self.is_left_out(at).then_some(Word::Except);
        self.denial_before(at).or(is_left_out)
    }

    /// Whether 以外 stands behind the name at `at`, or behind the list that it belongs to.
    fn is_left_out(&self, at: usize) -> bool {
        match self.tokens.get(at + 1..).unwrap_or_default() {
            [link, name, ..]
                if link.kind == Kind::Word(Word::And) && matches!(name.kind, Kind::Name(_)) =>
            {
                self.is_left_out(at + 2)
            }
            _ => self.closes(at + 1),
        }
    }

    /// The word that does so; what it says holds for all of a list: 不涉及大连和沈阳.
    fn denial_before(&self, at: usize) -> Option<Word> {
        let before = self.tokens.get(..at).unwrap_or_default();
        if let [.., one, link] = before
            && matches!(one.kind, Kind::Name(_))
            && matches!(link.kind, Kind::Word(Word::And | Word::Or))
        {
            return self.denial_before(before.len() - 2);
        }
        let before = before.iter().enumerate().rev();
        let mut before = before.skip_while(|(_, token)| is_bridge(&token.kind));
        let (place, token) = before.next()?;
        match token.kind {
            Kind::Word(word @ (Word::Not | Word::Except)) if !self.closes(place) => Some(word),
            _ => None,
        }
    }

    /// Whether 和 joins the name at `at` to one with a part that is denied: 没有省农委牵头和省财政厅参与的任务.
    pub(super) fn may_be_negated(&self, at: usize) -> bool {
        match self.tokens.get(..at).unwrap_or_default() {
            [before @ .., part, link] => {
                link.kind == Kind::Word(Word::And)
                    && matches!(part.kind, Kind::Word(Word::Part(_)))
                    && matches!(before.last().map(|token| &token.kind), Some(Kind::Name(_)))
                    && self.question.text(&link.bytes) != "、"
                    && self.is_negated(before.len() - 1)
            }
            _ => false,
        }
    }
}

/// What may stand between a denial and what it denies.
fn is_bridge(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Word(Word::About | Word::Each | Word::Particle | Word::Filler)
    )
}
