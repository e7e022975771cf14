//! What a question asks for: the noun beside its question word, or what its words imply.

use super::lexer::{Kind, Token};
use super::reading::{Focus, Reader};
use super::words::{Part, Word};

impl Reader<'_> {
    /// Tells what is asked for, and what of the question that leaves over.
    pub(super) fn read_focus(&mut self) {
        let words = || {
            self.tokens.iter().filter_map(|token| match token.kind {
                Kind::Word(word) => Some(word),
                _ => None,
            })
        };
        let has = |wanted: Word| words().any(|word| word == wanted);
        let counts = has(Word::HowMany) || has(Word::HowManyTasks);
        let said = self.said_part();
        let shares = has(Word::Together) && said == Part::Any && self.reading.rank.is_some();
        let cooperates = has(Word::Cooperate) || shares;
        let bodies = self.reading.units.len();
        let focus = if has(Word::Renamed) {
            Some(Focus::Successors)
        } else if has(Word::Predecessor) {
            Some(Focus::Predecessors)
        } else if cooperates
            && bodies == 1
            && (has(Word::Who) || self.asks_for_units() || self.reading.rank.is_some())
        {
            Some(Focus::Partners)
        } else if bodies > 1 && (has(Word::More) || has(Word::Fewer)) {
            Some(Focus::Compare {
                fewer: has(Word::Fewer) && !has(Word::More),
                part: said,
            })
        } else if cooperates && bodies == 1 && !has(Word::Task) {
            Some(Focus::Partners)
        } else {
            self.asked_focus().or_else(|| self.implied_focus())
        };
        let compares = matches!(focus, Some(Focus::Compare { .. }));
        let leftover = (self.tokens.iter()).filter(|token| {
            !compares && matches!(token.kind, Kind::Word(Word::More | Word::Fewer))
        });
        let leftover = leftover
            .chain(self.unranked(focus))
            .chain(self.excepted(focus));
        let leftover: Vec<_> = leftover.map(|token| token.bytes.clone()).collect();
        self.reading.beyond.extend(leftover);
        self.reading.counts = counts && !matches!(focus, Some(Focus::Deadlines));
        self.reading.focus = focus;
        if focus == Some(Focus::Tasks) {
            self.read_flags();
        }
    }

    /// Words of a ranking beside what is not ranked: 单位最多的任务.
    fn unranked(&self, focus: Option<Focus>) -> impl Iterator<Item = &Token> {
        let is_listed = matches!(
            focus,
            Some(Focus::Tasks | Focus::Indicators | Focus::Deadlines)
        );
        let tokens = self.tokens.iter().filter(move |_| is_listed);
        tokens.filter(|token| matches!(token.kind, Kind::Word(Word::Most | Word::Least)))
    }

    /// Words that leave bodies out where bodies are asked for: 除了省农委谁牵头 is not about the tasks without it.
    fn excepted(&self, focus: Option<Focus>) -> impl Iterator<Item = &Token> {
        let asks_bodies = matches!(
            focus,
            Some(Focus::Units(_) | Focus::Partners | Focus::Compare { .. })
        );
        let tokens = self.tokens.iter().filter(move |_| asks_bodies);
        tokens.filter(|token| token.kind == Kind::Word(Word::Except))
    }

    /// Nouns that narrow the tasks asked for: 有时限的任务, 有量化指标的任务.
    fn read_flags(&mut self) {
        for token in self.tokens {
            match token.kind {
                Kind::Word(Word::Deadline) => {
                    self.reading.has_deadline = Some((token.bytes.clone(), true));
                }
                Kind::Word(Word::Indicator) => {
                    self.reading.has_indicator = Some((token.bytes.clone(), true));
                }
                _ => {}
            }
        }
    }

    fn asks_for_units(&self) -> bool {
        matches!(self.asked_focus(), Some(Focus::Units(_)))
    }

    /// What the question words ask for.
    fn asked_focus(&self) -> Option<Focus> {
        let mut amount = None;
        for (at, token) in self.tokens.iter().enumerate() {
            let Kind::Word(word) = token.kind else {
                continue;
            };
            let focus = match word {
                Word::Who => Some(Focus::Units(self.asked_part(at))),
                Word::WhichChapter => Some(Focus::Chapters),
                Word::When => Some(Focus::Deadlines),
                Word::WhichTasks | Word::HowManyTasks => Some(Focus::Tasks),
                Word::Which => self.noun_beside(at),
                Word::HowMany => {
                    amount = Some(at);
                    self.noun_beside(at)
                }
                _ => None,
            };
            if focus.is_some() {
                return focus;
            }
        }
        let at = amount?;
        // 省农委牵头多少 counts tasks, 森林覆盖率要达到多少 asks for a value.
        let follows_part = at
            .checked_sub(1)
            .is_some_and(|before| self.is_word(before, |word| matches!(word, Word::Part(_))));
        if follows_part {
            return Some(Focus::Tasks);
        }
        (!self.reading.topics.is_empty()).then_some(Focus::Indicators)
    }

    /// What the noun beside a question word names: the one behind it, or else the one before.
    fn noun_beside(&self, at: usize) -> Option<Focus> {
        let behind = self.tokens.iter().enumerate().skip(at + 1);
        let passes = |kind: &Kind| {
            matches!(
                kind,
                Kind::Word(
                    Word::Particle
                        | Word::Filler
                        | Word::Binding
                        | Word::Expected
                        | Word::Measured
                        | Word::And
                        | Word::Reach
                )
            )
        };
        let mut behind = behind.skip_while(|(_, token)| passes(&token.kind));
        if let Some((place, token)) = behind.next()
            && let Some(focus) = self.noun(place, token)
        {
            return Some(focus);
        }
        let before = self.tokens.iter().enumerate().take(at).rev();
        let mut before = before.skip_while(|(_, token)| passes(&token.kind));
        let (place, token) = before.next()?;
        self.noun(place, token)
    }

    fn noun(&self, at: usize, token: &Token) -> Option<Focus> {
        let Kind::Word(word) = token.kind else {
            return None;
        };
        Some(match word {
            Word::Task => Focus::Tasks,
            Word::Unit => Focus::Units(self.asked_part(at)),
            Word::PartUnit(part) => Focus::Units(part),
            Word::City => Focus::Cities,
            Word::Chapter => Focus::Chapters,
            Word::Indicator => Focus::Indicators,
            Word::Deadline => Focus::Deadlines,
            _ => return None,
        })
    }

    /// What a question without a question word asks for: the last noun, or what a named unit leads.
    fn implied_focus(&self) -> Option<Focus> {
        let mut nouns = self.tokens.iter().enumerate().rev();
        let last = nouns.find_map(|(at, token)| self.noun(at, token));
        let says_part = self.has_parts.iter().any(|says| *says);
        last.or_else(|| self.reading.rank.and(Some(Focus::Units(self.any_part()))))
            .or_else(|| says_part.then_some(Focus::Tasks))
    }

    /// The part of the body that a question word or noun at `at` asks for.
    fn asked_part(&self, at: usize) -> Part {
        let free = |place: usize| !self.has_parts.get(place).copied().unwrap_or(false);
        let part = |place: usize| match self.tokens.get(place).map(|token| &token.kind) {
            Some(Kind::Word(Word::Part(part) | Word::PartUnit(part))) if free(place) => Some(*part),
            _ => None,
        };
        let behind = (at + 1..self.tokens.len()).find_map(part);
        let before = (0..at).rev().find_map(part);
        behind.or(before).unwrap_or(Part::Any)
    }

    /// The first part that the question speaks of, whoever's it is.
    fn said_part(&self) -> Part {
        let mut parts = self.tokens.iter().filter_map(|token| match token.kind {
            Kind::Word(Word::Part(part) | Word::PartUnit(part)) => Some(part),
            _ => None,
        });
        parts.next().unwrap_or(Part::Any)
    }

    fn any_part(&self) -> Part {
        self.asked_part(0)
    }
}
