//! Which part each named body has: 省农委牵头、省水利厅配合; 由省农委牵头; 牵头单位是省农委.

use super::focus::is_passed;
use super::lexer::{Kind, Token};
use super::reading::{Reader, UnitSlot};
use super::words::{Part, Word};

impl Reader<'_> {
    /// Gives each named unit the part that the nearest word behind it says, or else one before it: 省农委牵头、省水利厅
    /// 配合; 由省农委牵头; 牵头单位是省农委.
    pub(super) fn read_parts(&mut self) {
        let mut places = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let Kind::Name(named) = &token.kind else {
                continue;
            };
            // 辽宁牵头任务最多的单位 asks for bodies of its plans.
            let is_place = self.names_division(at) || self.question.is_governed(token.bytes.start);
            if is_place && !named.cities.is_empty() {
                continue;
            }
            let mut denials = self.denials.iter();
            let denied = denials.find(|denial| !denial.follows_part && denial.names.contains(&at));
            let part = denied.map(|denial| (denial.part_at, denial.part));
            let part = part.or_else(|| self.part_behind(at));
            let part = part.or_else(|| self.part_before(at));
            if !named.units.is_empty() {
                places.push((at, part));
                continue;
            }
            // 大连参与 speaks of its body; where there is none, nobody is said to do it.
            let Some((place, part)) = part else {
                continue;
            };
            if !self.question.bodies(&token.bytes, named).is_empty() {
                places.push((at, Some((place, part))));
            } else if let Some(part) = self.tokens.get(place) {
                self.reading.beyond.push(part.bytes.clone());
            }
        }
        for (at, found) in places {
            let Some((place, part)) = found else { continue };
            if let Some(flag) = self.parts_of_names.get_mut(place) {
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
                    part,
                    ..slot.into_body()
                });
            }
        }
        self.deny_parts();
    }

    /// Says of the bodies of denials what they do not do.
    fn deny_parts(&mut self) {
        for denial in &self.denials {
            let then = denial.then.map(|(place, _)| place);
            for place in std::iter::once(denial.part_at).chain(then) {
                if let Some(flag) = self.parts_of_names.get_mut(place) {
                    *flag = true;
                }
            }
            for name in denial.names.iter().filter_map(|at| self.tokens.get(*at)) {
                let units = &mut self.reading.units;
                let Some(slot) = units.iter_mut().find(|slot| slot.bytes == name.bytes) else {
                    continue;
                };
                let had = match denial.then {
                    _ if denial.follows_part => Some(slot.part),
                    then => then.map(|(_, part)| part),
                };
                let denied = UnitSlot {
                    part: denial.part,
                    is_negated: true,
                    ..slot.clone()
                };
                match had {
                    Some(part) => {
                        slot.part = part;
                        units.push(denied);
                    }
                    None => *slot = denied,
                }
            }
        }
    }

    /// The part of a body in tasks that are asked for by it: 省财政厅是哪些任务的牵头单位.
    fn part_of_asked(&self, at: usize) -> Option<(usize, Part)> {
        let behind = self.tokens.iter().enumerate().skip(at + 1);
        let listed = |kind: &Kind| matches!(kind, Kind::Name(_) | Kind::Word(Word::And));
        let behind = behind.skip_while(|(_, token)| listed(&token.kind));
        let said: Vec<_> = behind
            .filter(|(_, token)| !is_passed(&token.kind))
            .collect();
        match said.as_slice() {
            [(_, which), (_, task), (place, part)]
                if matches!(
                    which.kind,
                    Kind::Word(Word::Which | Word::HowMany | Word::HowManyTasks)
                ) && task.kind == Kind::Word(Word::Task) =>
            {
                match part.kind {
                    Kind::Word(Word::PartUnit(part)) => Some((*place, part)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn part_behind(&self, at: usize) -> Option<(usize, Part)> {
        if let Some(found) = self.part_of_asked(at) {
            return Some(found);
        }
        for (place, token) in self.tokens.iter().enumerate().skip(at + 1) {
            let asks = self.reading.asks_whether();
            match &token.kind {
                Kind::Word(Word::Part(part)) => {
                    return (!self.is_asked(place)).then_some((place, *part));
                }
                // 省农委是粮食生产的牵头单位吗.
                Kind::Word(Word::PartUnit(part)) if asks => return Some((place, *part)),
                Kind::Text { .. } if asks || self.is_framed(place) => {}
                Kind::Word(Word::About)
                    if place.checked_sub(1).is_some_and(|it| self.is_framed(it)) => {}
                // 省农委的任务有多少是牵头的.
                Kind::Word(Word::Task | Word::HowMany | Word::HowManyTasks)
                    if !self.names_anybody_behind(place) => {}
                // 省农委只配合不牵头.
                Kind::Word(Word::Only) if self.is_only_of_denial(place) => {}
                // 省农委在第五章牵头; 省农委、省水利厅共同牵头.
                Kind::Name(_)
                | Kind::Chapters(_)
                | Kind::SectionNumber(_)
                | Kind::Year(_)
                | Kind::Due(_)
                | Kind::Word(
                    Word::And
                    | Word::But
                    | Word::Or
                    | Word::Particle
                    | Word::Filler
                    | Word::Each
                    | Word::Document
                    | Word::Together
                    | Word::Also
                    | Word::Sole
                    | Word::Most,
                ) => {}
                _ => return None,
            }
        }
        None
    }

    fn names_anybody_behind(&self, at: usize) -> bool {
        let mut behind = self.tokens.iter().skip(at + 1);
        behind
            .any(|token| matches!(token.kind, Kind::Name(_)) || token.kind == Kind::Word(Word::Who))
    }

    /// Whether the text at `at` says in what a body does something: 省农委在粮食生产方面牵头哪些任务.
    fn is_framed(&self, at: usize) -> bool {
        let text = (self.tokens.get(at)).filter(|token| matches!(token.kind, Kind::Text { .. }));
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        text.is_some() && before.is_some_and(|before| self.question.text(&before.bytes) == "在")
    }

    fn part_before(&self, at: usize) -> Option<(usize, Part)> {
        let before = self.tokens.iter().enumerate().take(at).rev();
        for (place, token) in before {
            match &token.kind {
                Kind::Word(Word::PartUnit(part)) => {
                    return (!self.is_asked(place)).then_some((place, *part));
                }
                Kind::Word(Word::Particle | Word::And | Word::Or) | Kind::Name(_) => {}
                // 责任单位里没有省环保厅的任务.
                Kind::Word(Word::Not) if self.is_negated(at) => {}
                // 责任单位里有没有省环保厅.
                Kind::Word(Word::Filler) if self.reading.asks_whether() => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether the word of a part at `at` belongs to the body that is asked for: 由谁牵头, 哪些单位参与.
    pub(super) fn is_asked(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default().iter().rev();
        for token in before {
            match &token.kind {
                Kind::Word(Word::Who | Word::WhoOfKind | Word::WhichTwo | Word::Unit) => {
                    return true;
                }
                Kind::Word(Word::Particle | Word::Filler | Word::Each) => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether the word at `at` says something of the bodies, chapters or places that are asked for, and not of their tasks:
    /// 哪几章没有指标, but not 哪几章没有指标的任务最多.
    pub(super) fn is_said_of_asked(&self, at: usize) -> bool {
        let mut behind = self.tokens.iter().enumerate().skip(at + 1);
        let is_of_tasks = behind.next().is_some_and(|(next, token)| {
            token.kind == Kind::Word(Word::Particle)
                && self.is_word(next + 1, |word| word == Word::Task)
        });
        let before = self.tokens.get(..at).unwrap_or_default().iter().rev();
        let mut before = before.skip_while(|token| is_passed(&token.kind));
        let is_asked = |token: &Token| {
            matches!(
                token.kind,
                Kind::Word(
                    Word::Who
                        | Word::WhoOfKind
                        | Word::Unit
                        | Word::WhichChapter
                        | Word::WhichSection
                        | Word::Chapter
                        | Word::City
                        | Word::Place
                )
            )
        };
        // 没当过牵头单位的部门.
        let behind = self.tokens.get(at + 1..).unwrap_or_default();
        let is_before_asked = match behind {
            [of, noun, ..] => of.kind == Kind::Word(Word::Particle) && is_asked(noun),
            _ => false,
        };
        (before.next().is_some_and(is_asked) && !is_of_tasks) || is_before_asked
    }

    /// Whether the name at `at` says whose body the next name is: 沈阳市 in 沈阳市发改委.
    fn names_division(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1);
        next.is_some_and(|next| matches!(&next.kind, Kind::Name(named) if !named.units.is_empty()))
    }
}
