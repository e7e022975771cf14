//! Fills the slots of a question: what is asked for, and what it must have to do with.

use std::ops::Range;

use super::lexer::{Kind, Question, Token};
use super::words::{Part, Word};
use crate::engine::search::Named;
use crate::model::{CityId, UnitId};

/// What a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    Tasks,
    /// Units that have this part.
    Units(Part),
    Chapters,
    Cities,
    Indicators,
    Deadlines,
    /// Units that share most tasks with one.
    Partners,
    /// Which of some units has more tasks, or how many each has.
    Compare {
        fewer: bool,
        part: Part,
    },
    /// What became of a unit.
    Successors,
    /// What a unit was before.
    Predecessors,
}

/// Which end of a ranking is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    Most,
    Least,
}

/// A unit that the question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnitSlot {
    pub(super) bytes: Range<usize>,
    pub(super) units: Vec<UnitId>,
    pub(super) part: Part,
    pub(super) is_negated: bool,
}

/// A place that the question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CitySlot {
    pub(super) bytes: Range<usize>,
    pub(super) cities: Vec<CityId>,
    /// Bodies of the same name: 大连市 leads as well as it lies somewhere.
    pub(super) units: Vec<UnitId>,
    pub(super) is_negated: bool,
    /// Text that follows without a break: 大连港.
    pub(super) joined: Option<usize>,
}

/// Text that the question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TopicSlot {
    pub(super) bytes: Range<usize>,
    pub(super) is_quoted: bool,
    /// Whether 这一章 follows, so that it is the title of a chapter.
    pub(super) is_chapter: bool,
}

/// A flag that the question sets, with where it stands.
pub(super) type Flag = Option<(Range<usize>, bool)>;

/// The slots of a question.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) focus: Option<Focus>,
    /// Whether the number is asked for.
    pub(super) counts: bool,
    pub(super) rank: Option<Rank>,
    pub(super) first: Option<usize>,
    pub(super) units: Vec<UnitSlot>,
    pub(super) cities: Vec<CitySlot>,
    /// Whether one of several names is enough.
    pub(super) any: bool,
    pub(super) chapters: Vec<(Range<usize>, u32)>,
    pub(super) year: Option<(Range<usize>, u16)>,
    pub(super) topics: Vec<TopicSlot>,
    pub(super) has_lead: Flag,
    pub(super) is_binding: Flag,
    pub(super) has_deadline: Flag,
    pub(super) has_indicator: Flag,
    /// What no slot holds.
    pub(super) beyond: Vec<Range<usize>>,
}

impl Reading {
    pub(super) fn of(question: &Question) -> Self {
        let mut reader = Reader {
            tokens: &question.tokens,
            reading: Self::default(),
            has_parts: vec![false; question.tokens.len()],
        };
        reader.read_slots();
        reader.read_parts();
        reader.read_focus();
        reader.reading
    }

    /// Whether a slot names anything.
    pub(super) fn has_subject(&self) -> bool {
        !self.units.is_empty()
            || !self.cities.is_empty()
            || !self.chapters.is_empty()
            || !self.topics.is_empty()
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    reading: Reading,
    /// Tokens that say which part a named unit has.
    has_parts: Vec<bool>,
}

impl Reader<'_> {
    fn read_slots(&mut self) {
        for (at, token) in self.tokens.iter().enumerate() {
            let bytes = token.bytes.clone();
            match &token.kind {
                Kind::Name(named) => self.name(at, bytes, named),
                Kind::ChapterNumber(number) => self.reading.chapters.push((bytes, *number)),
                Kind::Year(year) => self.reading.year = Some((bytes, *year)),
                Kind::First(count) => {
                    self.reading.first = Some(*count);
                    self.reading.rank.get_or_insert(Rank::Most);
                }
                Kind::Text { quoted } => {
                    let topic = TopicSlot {
                        bytes,
                        is_quoted: *quoted,
                        is_chapter: self.is_title(at),
                    };
                    self.reading.topics.push(topic);
                }
                Kind::Word(word) => self.word(at, bytes, *word),
            }
        }
    }

    fn word(&mut self, at: usize, bytes: Range<usize>, word: Word) {
        let reading = &mut self.reading;
        match word {
            Word::NoLead => reading.has_lead = Some((bytes, false)),
            Word::WithLead => reading.has_lead = Some((bytes, true)),
            Word::Binding => reading.is_binding = Some((bytes, true)),
            Word::Expected => reading.is_binding = Some((bytes, false)),
            Word::Measured => reading.has_indicator = Some((bytes, true)),
            Word::Or => reading.any = true,
            Word::Most => reading.rank = Some(Rank::Most),
            Word::Least => reading.rank = Some(Rank::Least),
            Word::Pronoun | Word::Beyond => reading.beyond.push(bytes),
            Word::Not if !self.negates(at) => self.reading.beyond.push(bytes),
            _ => {}
        }
    }

    /// Whether a word of denial at `at` has a name that it denies.
    fn negates(&self, at: usize) -> bool {
        let is_name =
            |token: Option<&Token>| token.is_some_and(|token| matches!(token.kind, Kind::Name(_)));
        let after = self.tokens.get(at + 1..).unwrap_or_default();
        let next = after.iter().find(|token| !is_bridge(&token.kind));
        // 除省农委以外: the second word closes what the first has opened.
        let closes = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        is_name(next) || is_name(closes)
    }

    fn is_negated(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default().iter().rev();
        let mut before = before.skip_while(|token| is_bridge(&token.kind));
        before
            .next()
            .is_some_and(|token| token.kind == Kind::Word(Word::Not))
    }

    fn name(&mut self, at: usize, bytes: Range<usize>, named: &Named) {
        let is_negated = self.is_negated(at);
        if named.cities.is_empty() {
            self.reading.units.push(UnitSlot {
                bytes,
                units: named.units.clone(),
                part: Part::Any,
                is_negated,
            });
            return;
        }
        let next = self.tokens.get(at + 1);
        let joined = next
            .filter(|next| matches!(next.kind, Kind::Text { quoted: false }))
            .map(|next| next.bytes.end);
        self.reading.cities.push(CitySlot {
            bytes,
            cities: named.cities.clone(),
            units: named.units.clone(),
            is_negated,
            joined,
        });
    }

    /// Whether 这一章 or the like stands behind the token at `at`.
    fn is_title(&self, at: usize) -> bool {
        let after = self.tokens.get(at + 1..).unwrap_or_default().iter();
        let mut after = after
            .skip_while(|token| matches!(token.kind, Kind::Word(Word::Particle | Word::Pronoun)));
        let is_chapter = after
            .next()
            .is_some_and(|token| token.kind == Kind::Word(Word::Chapter));
        is_chapter && !self.is_word(at + 1, |word| word == Word::Which)
    }

    fn is_word(&self, at: usize, wanted: impl Fn(Word) -> bool) -> bool {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Word(word)) => wanted(*word),
            _ => false,
        }
    }

    /// Gives each named unit the part that the nearest word behind it says, or else one before it: 省农委牵头、省水利厅
    /// 配合; 由省农委牵头; 牵头单位是省农委.
    fn read_parts(&mut self) {
        let mut places = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            if let Kind::Name(named) = &token.kind
                && !named.units.is_empty()
            {
                places.push((at, self.part_behind(at).or_else(|| self.part_before(at))));
            }
        }
        for (at, found) in places {
            let Some((place, part)) = found else { continue };
            if let Some(flag) = self.has_parts.get_mut(place) {
                *flag = true;
            }
            let Some(token) = self.tokens.get(at) else {
                continue;
            };
            let slot = (self.reading.units.iter_mut()).find(|slot| slot.bytes == token.bytes);
            if let Some(slot) = slot {
                slot.part = part;
                continue;
            }
            // A place that leads is a body.
            let cities = &mut self.reading.cities;
            if let Some(index) = cities.iter().position(|slot| slot.bytes == token.bytes) {
                let slot = cities.remove(index);
                self.reading.units.push(UnitSlot {
                    bytes: slot.bytes,
                    units: slot.units,
                    part,
                    is_negated: slot.is_negated,
                });
            }
        }
    }

    fn part_behind(&self, at: usize) -> Option<(usize, Part)> {
        for (place, token) in self.tokens.iter().enumerate().skip(at + 1) {
            match &token.kind {
                Kind::Word(Word::Part(part)) => {
                    return (!self.is_asked(place)).then_some((place, *part));
                }
                // 省农委在第五章牵头; 省农委、省水利厅共同牵头.
                Kind::Name(_)
                | Kind::ChapterNumber(_)
                | Kind::Year(_)
                | Kind::Word(
                    Word::And
                    | Word::Or
                    | Word::Particle
                    | Word::Filler
                    | Word::Together
                    | Word::Most,
                ) => {}
                _ => return None,
            }
        }
        None
    }

    fn part_before(&self, at: usize) -> Option<(usize, Part)> {
        let before = self.tokens.iter().enumerate().take(at).rev();
        for (place, token) in before {
            match &token.kind {
                Kind::Word(Word::PartUnit(part)) => {
                    return (!self.is_asked(place)).then_some((place, *part));
                }
                Kind::Word(Word::Particle | Word::And | Word::Or) | Kind::Name(_) => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether the word of a part at `at` belongs to the body that is asked for: 由谁牵头, 哪些单位参与.
    fn is_asked(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default().iter().rev();
        for token in before {
            match &token.kind {
                Kind::Word(Word::Who | Word::Unit) => return true,
                Kind::Word(Word::Particle | Word::Filler) => {}
                _ => return false,
            }
        }
        false
    }

    fn read_focus(&mut self) {
        let words = || {
            self.tokens.iter().filter_map(|token| match token.kind {
                Kind::Word(word) => Some(word),
                _ => None,
            })
        };
        let has = |wanted: Word| words().any(|word| word == wanted);
        let counts = has(Word::HowMany) || has(Word::HowManyTasks);
        let cooperates = has(Word::Cooperate);
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
                part: self.said_part(),
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
        let leftover: Vec<_> = leftover.map(|token| token.bytes.clone()).collect();
        self.reading.beyond.extend(leftover);
        self.reading.counts = counts && !matches!(focus, Some(Focus::Deadlines));
        self.reading.focus = focus;
        if focus == Some(Focus::Tasks) {
            self.read_flags();
        }
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

/// What may stand between a denial and what it denies.
fn is_bridge(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Word(Word::About | Word::Particle | Word::Filler)
    )
}
