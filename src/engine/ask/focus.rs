//! What a question asks for: the noun beside its question word, or what its words imply.

use super::lacking::denies_doing;
use super::lexer::{Kind, Token};
use super::reading::{CitySlot, Focus, Lacking, Reader};
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
        let picks = self.picks_of_named();
        let compares = has(Word::More) || has(Word::Fewer) || picks;
        // 省农委、省水利厅各牵头几项.
        let counts_each = counts && has(Word::Each);
        // 甲省和乙省的高速公路里程各是多少 asks for targets of both.
        let of_tasks = has(Word::Task) || has(Word::HowManyTasks);
        let counts_tasks = counts_each && (of_tasks || self.reading.topics.is_empty());
        let regions = said.is_none() && self.compares_regions(compares || counts_tasks);
        // 沈阳和大连合作 is what their governments do.
        let with_whom = has(Word::Together) && self.asks_for_units();
        let acts = has(Word::Cooperate) || with_whom || (compares && !has(Word::About));
        if acts && !regions && self.reading.units.is_empty() {
            self.take_places_for_bodies();
        }
        if self.reading.asks_whether() && !has(Word::Cooperate) && !has(Word::Together) {
            self.doubt_assertion();
        }
        let said = said.unwrap_or(Part::Any);
        // 和省农委一起承担任务最多的单位, 哪些单位和省农委有共同的任务.
        let ranks = self.reading.rank().is_some();
        let shares = has(Word::Together) && said == Part::Any && (ranks || with_whom);
        let cooperates = has(Word::Cooperate) || shares;
        let bodies = self.reading.units.len();
        let of_each = (0..self.tokens.len())
            .any(|at| self.is_word(at, |word| word == Word::Each) && self.asks_for(at).is_some());
        let head = has(Word::Head)
            || (has(Word::Issued) && (has(Word::Who) || has(Word::When) || self.asks_for_units()));
        let focus = if has(Word::Renamed) {
            Some(Focus::Successors)
        } else if has(Word::Predecessor) {
            Some(Focus::Predecessors)
        } else if has(Word::FullName) {
            Some(Focus::Names)
        } else if has(Word::Path) {
            Some(Focus::Path)
        } else if head {
            Some(Focus::Plans)
        } else if has(Word::WhichTwo) && cooperates && bodies == 0 {
            Some(Focus::Pairs)
        } else if cooperates
            && bodies == 1
            && (has(Word::Who) || self.asks_for_units() || self.reading.rank().is_some())
        {
            Some(Focus::Partners)
        } else if !compares && (counts || self.names_number()) && self.counts_roles() {
            Some(Focus::Roles)
        } else if regions {
            Some(Focus::Regions)
        } else if bodies > 1 && (compares || counts_each) {
            Some(Focus::Compare {
                fewer: (has(Word::Fewer) && !has(Word::More)) || has(Word::Least),
                part: said,
            })
        } else if bodies < 2 && self.compares_chapters(compares || counts_each) {
            Some(Focus::Chapters)
        } else if cooperates && bodies == 1 && !has(Word::Task) {
            Some(Focus::Partners)
        } else if self.asserts() {
            Some(Focus::Tasks)
        } else {
            self.asked_focus().or_else(|| self.implied_focus())
        };
        self.check_alternatives();
        self.read_each(focus);
        self.set_second_questions_aside();
        self.reading.counts = (counts || of_each) && !matches!(focus, Some(Focus::Deadlines));
        let focus = focus.map(|focus| self.with_others(self.of_governments(focus)));
        let focus = self.by_deadline(focus);
        let focus = self.by_units(focus);
        let focus = focus.map(|focus| self.lacking(focus));
        self.reading.focus = focus;
        let Some(focus) = focus else { return };
        if !focus.is_itself() {
            self.read_flags(focus);
        }
        self.reading.measure = self.measure();
        self.read_share(focus);
        self.set_unclaimed_aside(focus);
    }

    /// Whether it is asked whether something is so of tasks: 省农委是不是牵头粮食生产, 铁路建设没有牵头单位吗.
    fn asserts(&self) -> bool {
        let reading = &self.reading;
        let says = !reading.units.is_empty()
            || !reading.cities.is_empty()
            || reading.has_lead.is_some()
            || reading.has_assignment.is_some();
        reading.asks_whether() && says
    }

    /// Sets aside what may be asserted in two ways: of each of several bodies or of all at once (省教育厅和省卫生厅是不是都参与),
    /// and that a body does nothing at all (是不是没有牵头任务), which no task proves.
    fn doubt_assertion(&mut self) {
        let reading = &mut self.reading;
        let is_unit = |token: &Token| {
            let mut units = reading.units.iter();
            units.any(|slot| slot.bytes == token.bytes)
        };
        let lists = self.tokens.windows(3);
        let mut lists = lists.filter_map(|list| match list {
            [one, link, other] if link.kind == Kind::Word(Word::And) => {
                (is_unit(one) && is_unit(other)).then(|| other.bytes.clone())
            }
            _ => None,
        });
        let several = lists.next();
        // 省扶贫办是不是省农委 asks what they are, and not what they do together.
        let says = self.tokens.iter().any(|token| {
            let is_doing = |word| {
                matches!(
                    word,
                    Word::Part(_) | Word::PartUnit(_) | Word::Task | Word::About
                )
            };
            matches!(token.kind, Kind::Word(word) if is_doing(word))
        });
        let mut others = reading.units.iter().skip(1).filter(|_| !says);
        let several = several.or(others.next().map(|slot| slot.bytes.clone()));
        let is_of_all =
            reading.topics.is_empty() && reading.chapters.is_empty() && reading.sections.is_empty();
        let mut denied = reading.units.iter().filter(|slot| slot.is_negated);
        let denied = denied.next().map(|slot| slot.bytes.clone());
        reading.beyond.extend(several);
        reading.beyond.extend(denied.filter(|_| is_of_all));
    }

    /// 2012年3月底前完成的任务, 2012年3月底前要办完什么: tasks by their deadlines, the earliest first.
    fn by_deadline(&self, focus: Option<Focus>) -> Option<Focus> {
        let asks = self.tokens.iter().any(|token| {
            matches!(
                token.kind,
                Kind::Word(Word::Which | Word::HowMany | Word::WhichTasks | Word::Task)
            )
        });
        match focus {
            Some(Focus::Tasks) if self.reading.due.is_some() => Some(Focus::Deadlines),
            None if self.reading.due.is_some() && asks => Some(Focus::Deadlines),
            focus => focus,
        }
    }

    /// 哪些单位没有牵头任务, 哪几章没有指标, 哪几章没有省农委的任务: what has none.
    fn lacking(&mut self, focus: Focus) -> Focus {
        let words = self.tokens.iter().enumerate();
        let mut said = words.filter_map(|(at, token)| match token.kind {
            Kind::Word(word @ (Word::NoLead | Word::NoDeadline | Word::NoIndicator)) => {
                self.is_said_of_asked(at).then_some((token, word))
            }
            _ => None,
        });
        match (focus, said.next()) {
            // 没有牵头单位 is no word for a body that leads nothing.
            (Focus::Units(_), Some((token, Word::NoLead)))
                if denies_doing(self.question.text(&token.bytes)) =>
            {
                Focus::Lacking(Lacking::Units)
            }
            (Focus::Chapters, Some(_)) => Focus::Lacking(Lacking::Chapters),
            (Focus::Chapters, None) if self.lacks_named() => Focus::Lacking(Lacking::Chapters),
            _ => focus,
        }
    }

    /// Takes for what is lacking the names that are denied of what is asked for: 哪几章没有省农委的任务, 哪几章省农委没参与,
    /// but not 省农委没参与的任务在哪几章.
    fn lacks_named(&mut self) -> bool {
        let denials = self.tokens.iter().enumerate();
        let mut denials = denials.filter(|(_, token)| token.kind == Kind::Word(Word::Not));
        let (Some((at, _)), None) = (denials.next(), denials.next()) else {
            return false;
        };
        let speaks_of_tasks =
            (0..self.tokens.len()).any(|at| self.is_word(at, |it| it == Word::Task));
        let is_of_asked = self.is_said_of_asked(at) || !speaks_of_tasks;
        if !is_of_asked || self.reading.rank().is_some() {
            return false;
        }
        let reading = &mut self.reading;
        let units = reading.units.iter_mut().map(|slot| &mut slot.is_negated);
        let cities = reading.cities.iter_mut().map(|slot| &mut slot.is_negated);
        let denied = units.chain(cities).filter(|is_negated| **is_negated);
        denied.map(|is_negated| *is_negated = false).count() > 0
    }

    /// 哪些市承担了任务 asks for bodies, 任务涉及哪些市 for places.
    fn of_governments(&self, focus: Focus) -> Focus {
        let mut tokens = self.tokens.iter().enumerate();
        let part = tokens.find_map(|(at, token)| match token.kind {
            Kind::Word(Word::Part(part)) if !self.has_part(at) => Some(part),
            _ => None,
        });
        match (focus, part) {
            (Focus::Cities, Some(part)) => Focus::Governments(part),
            _ => focus,
        }
    }

    /// 谁牵头养老服务，哪些单位配合 asks for all who have a part, and those that lead come first anyway.
    fn with_others(&mut self, focus: Focus) -> Focus {
        let asked = |at: &usize| self.is_asked(*at) && !self.has_part(*at);
        let parts = (0..self.tokens.len()).filter(asked);
        let parts = parts.filter_map(|at| match self.tokens.get(at)?.kind {
            Kind::Word(Word::Part(part)) => Some((at, part)),
            _ => None,
        });
        let mut parts: Vec<_> = parts.collect();
        if parts.is_empty() {
            // 牵头单位和责任单位各是谁.
            let nouns = self.tokens.iter().enumerate();
            parts.extend(nouns.filter_map(|(at, token)| match token.kind {
                Kind::Word(Word::PartUnit(part)) if !self.has_part(at) => Some((at, part)),
                _ => None,
            }));
        }
        let is_both =
            matches!(parts.as_slice(), [(_, Part::Lead), (_, other)] if *other != Part::Lead);
        if !matches!(focus, Focus::Units(_)) || !is_both || self.reading.topics.is_empty() {
            return focus;
        }
        for (at, _) in parts {
            if let Some(flag) = self.parts_of_names.get_mut(at) {
                *flag = true;
            }
        }
        Focus::Units(Part::Any)
    }

    /// Nouns that narrow the tasks meant: 有时限的任务, 有量化指标的任务由谁牵头.
    fn read_flags(&mut self, focus: Focus) {
        let reading = &mut self.reading;
        for token in self.tokens {
            let bytes = token.bytes.clone();
            match token.kind {
                Kind::Word(Word::Deadline) if focus != Focus::Deadlines => {
                    reading.fill(|it| &mut it.has_deadline, bytes, true);
                }
                Kind::Word(Word::Indicator) if focus != Focus::Indicators => {
                    reading.fill(|it| &mut it.has_indicator, bytes, true);
                }
                _ => {}
            }
        }
    }

    /// Whether 还有 at `at` asks for others than those named: 还有谁牵头, 还有哪些单位参与.
    pub(super) fn asks_for_others(&self, at: usize) -> bool {
        let behind = self.tokens.iter().skip(at + 1);
        let mut behind = behind.skip_while(|token| is_passed(&token.kind));
        behind.next().is_some_and(|token| {
            matches!(
                token.kind,
                Kind::Word(Word::Who | Word::WhoOfKind | Word::Which | Word::HowMany)
            )
        })
    }

    fn asks_for_units(&self) -> bool {
        let focus = self.asked_focus().or_else(|| self.implied_focus());
        matches!(focus, Some(Focus::Units(_)))
    }

    /// 省发改委参加了百分之多少的任务 asks for a share; 省农委的任务百分之多少是牵头的 for one of a part of all tasks, which no
    /// answer gives.
    fn read_share(&mut self, focus: Focus) {
        let amount = self.tokens.iter().position(|token| {
            let is_amount = token.kind == Kind::Word(Word::HowMany);
            is_amount && self.question.text(&token.bytes).starts_with("百分之")
        });
        let (Focus::Tasks, Some(at)) = (focus, amount) else {
            return;
        };
        let narrows = |token: &Token| {
            let says_nothing = matches!(
                token.kind,
                Kind::Word(
                    Word::Particle | Word::Filler | Word::Task | Word::Share | Word::Document
                )
            );
            !says_nothing
        };
        let (before, behind) = self.tokens.split_at(at);
        let is_of_some = before.iter().any(narrows) && behind.iter().skip(1).any(narrows);
        let bytes = behind.first().map_or(0..0, |token| token.bytes.clone());
        if is_of_some {
            self.reading.beyond.push(bytes);
        } else {
            self.reading.fill(|it| &mut it.share, bytes, true);
        }
    }

    /// What the question words ask for.
    pub(super) fn asked_focus(&self) -> Option<Focus> {
        let mut amount = None;
        for (at, token) in self.tokens.iter().enumerate() {
            if let Kind::Word(Word::HowMany | Word::HowManyTasks) = token.kind {
                amount = Some(at);
            }
            let focus = self.asks_for(at);
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

    /// What the question word at `at` asks for, with the noun beside it.
    pub(super) fn asks_for(&self, at: usize) -> Option<Focus> {
        let token = self.tokens.get(at)?;
        let text = self.question.text(&token.bytes);
        match token.kind {
            // 哪三家单位.
            Kind::First(..) if text.starts_with('哪') => self.noun_beside(at),
            // 中小河流治理多少条 asks for a figure.
            Kind::Word(Word::HowManyTasks)
                if text.ends_with('条')
                    && self.text_before(at).is_some()
                    && !(0..at).any(|before| self.is_word(before, |word| word == Word::About))
                    && !self.is_word(at + 1, |word| word == Word::Task) =>
            {
                None
            }
            Kind::Word(Word::Who | Word::WhoOfKind | Word::WhichTwo) => {
                Some(Focus::Units(self.asked_part(at)))
            }
            Kind::Word(Word::WhichDocument) => Some(Focus::Documents),
            Kind::Word(Word::WhichRegion) => Some(Focus::Regions),
            Kind::Word(Word::WhichChapter) => Some(Focus::Chapters),
            Kind::Word(Word::WhichSection) => Some(Focus::Sections),
            Kind::Word(Word::When) => Some(Focus::Deadlines),
            // 管哪些章 asks for what stands behind.
            Kind::Word(Word::WhichTasks) => {
                let behind = self.tokens.get(at + 1);
                behind
                    .and_then(|token| self.noun(at + 1, token))
                    .or(Some(Focus::Tasks))
            }
            // 约束性指标有几项.
            Kind::Word(Word::HowManyTasks) => (self.noun_beside(at))
                .filter(|focus| *focus == Focus::Indicators)
                .or(Some(Focus::Tasks)),
            Kind::Word(Word::Which | Word::HowMany) => self.noun_beside(at),
            // 各单位牵头的任务数量, 每章有多少任务.
            Kind::Word(Word::Each) => {
                let noun = self.tokens.get(at + 1)?;
                if self.names_documents(noun) {
                    return Some(Focus::Documents);
                }
                let of_each = self.noun(at + 1, noun);
                of_each.filter(|focus| {
                    matches!(focus, Focus::Units(_) | Focus::Cities | Focus::Chapters)
                })
            }
            _ => None,
        }
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
                        | Word::Each
                        | Word::Binding
                        | Word::Expected
                        | Word::Measured
                        | Word::And
                        | Word::Reach
                        | Word::Share
                )
            )
        };
        // 几个有指标 asks for those that have one.
        let has = |token: &Token| self.question.text(&token.bytes) == "有";
        let mut behind = behind.skip_while(|(_, token)| passes(&token.kind) && !has(token));
        if let Some((place, token)) = behind.next() {
            if self.names_documents(token) {
                return Some(Focus::Documents);
            }
            if let Some(focus) = self.noun(place, token) {
                return Some(focus);
            }
        }
        let before = self.tokens.iter().enumerate().take(at).rev();
        let mut before = before.skip_while(|(_, token)| passes(&token.kind));
        let (place, token) = before.next()?;
        // 2024年的文件有哪些, but 这个文件有什么.
        if self.names_documents(token) {
            return Some(Focus::Documents);
        }
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
            Word::City | Word::Place => Focus::Cities,
            Word::Chapter => Focus::Chapters,
            Word::Section if !self.is_behind_title(at) => Focus::Sections,
            Word::Indicator => Focus::Indicators,
            Word::Deadline => Focus::Deadlines,
            _ => return None,
        })
    }

    /// What a question without a question word asks for: the last noun, or what a named unit leads.
    fn implied_focus(&self) -> Option<Focus> {
        let mut nouns = self.tokens.iter().enumerate().rev();
        let last = nouns.find_map(|(at, token)| self.noun(at, token));
        // 省农委牵头; 某局牵头什么, of which nobody is known.
        let asks_what = self.tokens.windows(2).any(|both| match both {
            [part, asked] => {
                matches!(part.kind, Kind::Word(Word::Part(_)))
                    && asked.kind == Kind::Word(Word::Which)
            }
            _ => false,
        });
        let says_part = asks_what || self.parts_of_names.iter().any(|says| *says);
        let last = last.or_else(|| self.ends_in_documents().then_some(Focus::Documents));
        last.or_else(|| self.reading.rank().and(Some(Focus::Units(self.any_part()))))
            .or_else(|| says_part.then_some(Focus::Tasks))
    }

    /// The part of the body that a question word or noun at `at` asks for.
    fn asked_part(&self, at: usize) -> Part {
        let free = |place: usize| !self.has_part(place);
        let part = |place: usize| match self.tokens.get(place).map(|token| &token.kind) {
            Some(Kind::Word(Word::Part(part) | Word::PartUnit(part))) if free(place) => Some(*part),
            _ => None,
        };
        let behind = (at + 1..self.tokens.len()).find_map(part);
        let before = (0..at).rev().find_map(part);
        behind.or(before).unwrap_or(Part::Any)
    }

    /// The first part that the question speaks of, whoever's it is.
    fn said_part(&self) -> Option<Part> {
        let mut parts = self.tokens.iter().filter_map(|token| match token.kind {
            Kind::Word(Word::Part(part) | Word::PartUnit(part)) => Some(part),
            _ => None,
        });
        parts.next()
    }

    /// 大连市和铁岭市谁承担的任务多 compares what their governments do.
    fn take_places_for_bodies(&mut self) {
        let reading = &mut self.reading;
        let (bodies, places) = std::mem::take(&mut reading.cities)
            .into_iter()
            .partition(|slot| !slot.units.is_empty());
        reading.cities = places;
        reading.units = Vec::into_iter(bodies).map(CitySlot::into_body).collect();
        reading.compares_places = reading.cities.is_empty();
    }

    fn any_part(&self) -> Part {
        self.asked_part(0)
    }
}

/// Says nothing between what belongs together.
pub(super) fn is_passed(kind: &Kind) -> bool {
    matches!(kind, Kind::Word(Word::Particle | Word::Filler))
}
