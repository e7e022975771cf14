//! What of a question no slot holds: every word is somebody's part, belongs to what is asked for, or says nothing.

use std::mem::discriminant;
use std::ops::Range;

use super::amounts::is_side;
use super::lacking::says_doing;
use super::lexer::{Kind, Token};
use super::numbers::integer;
use super::reading::{Focus, Lacking, Rank, Reader};
use super::words::{Part, Word};

impl Reader<'_> {
    /// Sets aside what the answer to what is asked for would leave out.
    pub(super) fn set_unclaimed_aside(&mut self, focus: Focus) {
        let tokens = self.tokens.iter().enumerate();
        let left = tokens.filter(|(at, token)| match &token.kind {
            Kind::Word(word) => !self.claims(focus, *at, *word),
            kind => !self.holds(focus, kind, token),
        });
        let left: Vec<_> = left.collect();
        for (at, token) in left {
            let doer = self.text_before(at).map(|text| text.bytes.clone());
            let says_part = matches!(token.kind, Kind::Word(Word::Part(_)));
            let reading = &mut self.reading;
            let topic = (reading.topics.iter_mut())
                .find(|topic| says_part && doer.as_ref() == Some(&topic.bytes));
            match topic {
                // 省审计厅负责哪些任务 speaks of a body that nobody knows.
                Some(topic) => topic.is_doer = true,
                None => reading.beyond.push(token.bytes.clone()),
            }
        }
    }

    /// Sets aside a second question, which has a subject of its own: 谁负责铁路建设，谁负责机场建设.
    pub(super) fn set_second_questions_aside(&mut self) {
        let mut asked: Vec<&Token> = Vec::new();
        let (mut asks, mut has_subject) = (None, false);
        for token in self.tokens {
            let text = self.question.text(&token.bytes);
            match &token.kind {
                Kind::Name(_)
                | Kind::Text { .. }
                | Kind::Chapters(_)
                | Kind::SectionNumber(_)
                | Kind::TaskNumber(_) => {
                    has_subject = true;
                }
                // 省农委和省财政厅各牵头哪些 is one question, and so is all up to its question word.
                Kind::Word(Word::And | Word::But) if asks.is_none() => {}
                Kind::Word(Word::Filler) if text.chars().any(char::is_alphanumeric) => {}
                Kind::Word(Word::And | Word::But | Word::Filler) => {
                    (asks, has_subject) = (None, false);
                }
                _ if token.asks() => asks = asks.or(Some(token)),
                _ => {}
            }
            if let (Some(token), true) = (asks, has_subject)
                && asked.last() != Some(&token)
            {
                asked.push(token);
            }
        }
        if asked.len() > 1 {
            let further = asked.iter().skip(1).map(|token| token.bytes.clone());
            self.reading.beyond.extend(further);
            self.reading.remarks.push("一次只能问一个问题");
        }
    }

    /// Whether an answer heeds a name, a number or text.
    fn holds(&self, focus: Focus, kind: &Kind, token: &Token) -> bool {
        match (focus, kind) {
            (Focus::Path, Kind::Name(named)) => {
                !named.units.is_empty() && self.reading.units.len() == 2
            }
            // 辽宁的规划 is the plan of a division; 大连市, of which no plan is kept, is a body.
            (Focus::Plans, Kind::Name(named)) => {
                named.units.is_empty() || self.question.is_governed(token.bytes.start)
            }
            (focus, Kind::Name(named)) if focus.is_itself() => {
                // 辽宁省农委 says whose body it is; what became of two is two questions.
                let first = self.reading.units.first();
                let names_division = named.units.is_empty();
                first.is_some_and(|unit| {
                    unit.bytes == token.bytes
                        || (names_division && unit.bytes.start == token.bytes.end)
                })
            }
            (focus, _) if focus.is_itself() => false,
            (Focus::TasksByUnits, Kind::Amount(amount)) => {
                amount.bodies().is_some()
                    && self.reading.rank().is_none()
                    && self.reading.is_sole.is_none()
            }
            (_, Kind::Amount(_)) => focus == Focus::Indicators,
            (_, Kind::Bound(_)) => {
                // Partners come in one order only, most shared tasks first.
                let is_from_most =
                    (self.reading.bound.as_ref()).is_some_and(|(_, bound)| bound.most == u64::MAX);
                let is_counted = matches!(
                    focus,
                    Focus::Units(Part::Lead | Part::Any)
                        | Focus::Governments(_)
                        | Focus::Chapters
                        | Focus::Sections
                        | Focus::Cities
                ) || (focus == Focus::Partners && is_from_most);
                is_counted && self.reading.rank().is_none()
            }
            (_, Kind::Nth(..)) => {
                let is_least = self.reading.rank() == Some(Rank::Least);
                let is_first = self.reading.first.is_some();
                !is_first && focus != Focus::TasksByUnits && self.is_ranked(focus, is_least)
            }
            // 前三项任务 are the first in the document; 最多的三项任务 are ranked by what no answer counts.
            (Focus::Tasks | Focus::Indicators | Focus::Deadlines, Kind::First(_, rank)) => {
                rank.is_none()
            }
            (Focus::Tasks | Focus::Indicators | Focus::Deadlines, _) => true,
            (_, Kind::Due(_)) => matches!(focus, Focus::Deadlines | Focus::Indicators),
            (_, Kind::First(..)) => {
                let is_least = self.reading.rank() == Some(Rank::Least);
                self.reading.first.is_none() || self.is_ranked(focus, is_least)
            }
            _ => true,
        }
    }

    fn claims(&self, focus: Focus, at: usize, word: Word) -> bool {
        let lists_tasks = focus == Focus::Tasks;
        let asks_bodies = matches!(
            focus,
            Focus::Units(_) | Focus::Governments(_) | Focus::Partners | Focus::Compare { .. }
        );
        let names = self.reading.units.len() + self.reading.cities.len();
        match word {
            Word::Also if self.reading.asks_others => {
                matches!(focus, Focus::Units(Part::Lead | Part::Any))
            }
            word if is_read_elsewhere(word) => true,
            Word::Sole => self.claims_sole(focus, at),
            Word::Only => self.reading.bound.is_some() || self.is_only_of_denial(at),
            // 不超过 of 不超过牵头3项 is said of the number behind it, which is read without it.
            Word::Reach if is_side(self.question.text(&self.bytes(at))) => {
                !self.is_word(at + 1, |word| matches!(word, Word::Part(_)))
            }
            Word::Reach if self.is_wish(at) => !self.reading.topics.is_empty(),
            Word::Assigned => focus == Focus::Indicators,
            Word::Renamed
            | Word::Predecessor
            | Word::FullName
            | Word::Head
            | Word::Issued
            | Word::Path => names_itself(focus, word) || self.is_issued(focus, word),
            Word::WhichTwo => focus == Focus::Pairs || self.claims_question(focus, at, word),
            _ if focus.is_itself() => names_itself(focus, word),
            Word::Latest | Word::Earliest => {
                focus == Focus::Documents && self.reading.rank().is_none()
            }
            // 哪些章的任务都有牵头单位 are not those that have one.
            Word::WithLead | Word::NoLead | Word::NoUnit | Word::NoDeadline | Word::NoIndicator
                if self.is_said_of_all(at) && !lists_tasks =>
            {
                false
            }
            Word::Share => focus == Focus::Tasks && self.is_of_all(at),
            Word::Document
            | Word::Task
            | Word::About
            | Word::Reach
            | Word::Binding
            | Word::Expected
            | Word::Measured
            | Word::WithLead
            | Word::Ongoing
            | Word::WithUnit
            | Word::NoUnit => true,
            Word::Part(part) | Word::PartUnit(part) => self.claims_part(focus, at, part),
            Word::Unit => {
                asks_bodies
                    || matches!(
                        focus,
                        Focus::TasksByUnits | Focus::Pairs | Focus::Lacking(Lacking::Units)
                    )
            }
            Word::City | Word::Place => self.claims_places(focus),
            Word::Chapter => {
                matches!(focus, Focus::Chapters | Focus::Lacking(Lacking::Chapters))
                    || self.is_behind_title(at)
                    || at
                        .checked_sub(1)
                        .is_some_and(|it| self.first_chapters(it).is_some())
            }
            Word::Section => focus == Focus::Sections || self.is_behind_title(at),
            // 哪章指标最多 counts what no answer counts; 有指标的任务哪章最多 counts tasks.
            Word::Indicator => focus != Focus::Deadlines && !self.ranks_others(focus),
            Word::Deadline => focus != Focus::Indicators && !self.ranks_others(focus),
            Word::WhoOfKind => self.has_text() && self.reading.rank().is_none(),
            Word::Cooperate => {
                matches!(focus, Focus::Partners | Focus::Pairs) || (lists_tasks && names > 1)
            }
            // 省农委、省水利厅分别牵头的任务 are not those that both lead.
            // Whether it is so of each is not told by what there is of each.
            Word::Each if self.asks_for(at).is_some() && self.question.asks_whether.is_some() => {
                false
            }
            Word::Each => {
                matches!(
                    focus,
                    Focus::Compare { .. } | Focus::Roles | Focus::Indicators | Focus::Regions
                ) || self.reading.is_of_each.is_some()
                    || (focus == Focus::Chapters && self.reading.chapter_count() > 1)
                    || !self.names_several()
            }
            Word::Together => {
                matches!(focus, Focus::Partners | Focus::Pairs)
                    || (names > 1 && self.counts_names(at))
            }
            Word::Most => self.is_ranked(focus, false),
            Word::More if focus == Focus::Regions => true,
            Word::Least => self.is_ranked(focus, true),
            Word::More | Word::Fewer => {
                matches!(focus, Focus::Compare { .. })
                    || (focus == Focus::Chapters && self.reading.chapter_count() > 1)
                    || (focus == Focus::Regions && self.reading.cities.len() > 1)
            }
            Word::Except | Word::Not | Word::NoLead | Word::NoDeadline | Word::NoIndicator => {
                self.claims_denial(focus, at, word)
            }
            // All others ask.
            _ => self.claims_question(focus, at, word),
        }
    }

    /// 2016年发布了哪些文件; who issued them no filter tells.
    fn is_issued(&self, focus: Focus, word: Word) -> bool {
        word == Word::Issued
            && focus == Focus::Documents
            && self.reading.units.is_empty()
            && self.reading.topics.is_empty()
    }

    /// 力争: 哪些目标力争实现 asks for some of all targets, which no filter tells; 铁路里程力争达到多少 for the figure.
    fn is_wish(&self, at: usize) -> bool {
        self.question.text(&self.bytes(at)).starts_with("力争")
    }

    /// Whether as many names are given as 两市 or 三个部门 says: 沈阳、大连、鞍山两市 names three; 一块 is no number.
    fn counts_names(&self, at: usize) -> bool {
        let names = self.reading.units.len() + self.reading.cities.len();
        let said = integer(self.question.text(&self.bytes(at)));
        said.is_none_or(|(number, _)| number < 2 || number == names as u64)
    }

    /// 哪个市 asks for places, for their governments, or for one of those that are compared.
    fn claims_places(&self, focus: Focus) -> bool {
        match focus {
            Focus::Compare { .. } => self.reading.compares_places,
            _ => matches!(focus, Focus::Cities | Focus::Governments(_)),
        }
    }

    fn bytes(&self, at: usize) -> Range<usize> {
        self.tokens
            .get(at)
            .map_or(0..0, |token| token.bytes.clone())
    }

    /// Whether an answer heeds that one body alone has a part: whoever is named, or anybody.
    fn claims_sole(&self, focus: Focus, at: usize) -> bool {
        let text = (self.tokens.get(at)).map(|token| self.question.text(&token.bytes));
        // 一家 and 独家 are said of whoever is named.
        let is_anybody =
            text.is_some_and(|text| text.contains(['家', '个']) && text.chars().count() > 2);
        focus == Focus::TasksByUnits
            && self.reading.rank().is_none()
            && self.reading.units.len() == usize::from(!is_anybody)
            && self.reading.cities.is_empty()
    }

    /// Whether an answer heeds what is denied, left out or lacking.
    fn claims_denial(&self, focus: Focus, at: usize, word: Word) -> bool {
        let asks_one = matches!(focus, Focus::Partners | Focus::Compare { .. });
        match (word, focus) {
            // 只参与不牵头 is said of bodies; what is asked for beside them has a lead or none.
            (Word::NoLead, _) if says_doing(self.question.text(&self.bytes(at))) => {
                focus == Focus::Lacking(Lacking::Units)
                    || self.denials.iter().any(|denial| denial.at == at)
            }
            // 除了省农委谁牵头 is not about the tasks without it, but counts the others.
            (Word::Except, Focus::Units(Part::Lead | Part::Any)) => true,
            (Word::Except, Focus::Units(_) | Focus::Governments(_) | Focus::Lacking(_)) => false,
            (Word::Except, _) => !asks_one,
            // 哪些单位没有牵头任务 and 哪几章没有指标 say it of bodies and chapters.
            (_, Focus::Lacking(_)) => true,
            // 哪几个市没有省财政厅参与的任务 are not those of the tasks without it, unless these are ranked.
            (Word::Not, _) => {
                let is_of_asked = self.reading.rank().is_none() && self.is_said_of_asked(at);
                !asks_one && !is_of_asked
            }
            _ => !self.is_said_of_asked(at),
        }
    }

    /// Whether an answer is in the order of numbers, the most or the least first.
    fn is_ranked(&self, focus: Focus, is_least: bool) -> bool {
        match focus {
            Focus::Units(_)
            | Focus::Governments(_)
            | Focus::Compare { .. }
            | Focus::Chapters
            | Focus::Sections
            | Focus::Cities
            | Focus::Documents => true,
            // Regions come in one order and all at once.
            Focus::Regions => {
                !is_least && self.reading.first.is_none() && self.reading.nth.is_none()
            }
            Focus::Partners => !is_least,
            Focus::Pairs => !is_least && self.reading.nth.is_none(),
            Focus::TasksByUnits => self.reading.is_sole.is_none(),
            _ => false,
        }
    }

    /// Whether 都 stands before the word at `at`.
    fn is_said_of_all(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.is_some_and(|before| self.question.text(&before.bytes) == "都")
    }

    /// Whether a share is one of all tasks: behind 占 nothing else is named, and something is before it.
    fn is_of_all(&self, at: usize) -> bool {
        let behind = self.tokens.get(at + 1..).unwrap_or_default().iter();
        let mut behind = behind.map(|token| &token.kind);
        let says_nothing = behind.all(|kind| {
            matches!(
                kind,
                Kind::Word(
                    Word::Particle
                        | Word::Filler
                        | Word::Task
                        | Word::HowMany
                        | Word::Share
                        | Word::Document
                )
            )
        });
        says_nothing && !self.reading.asks_whether()
    }

    /// Whether a ranking is asked for that is not one of tasks, for none are spoken of.
    fn ranks_others(&self, focus: Focus) -> bool {
        let speaks_of_tasks = (self.tokens.iter())
            .any(|token| matches!(token.kind, Kind::Word(Word::Task | Word::HowManyTasks)));
        let compares = self.reading.rank().is_some() || matches!(focus, Focus::Compare { .. });
        focus != Focus::Indicators && compares && !speaks_of_tasks
    }

    /// Whether several of a kind are named, of each of which something may be asked.
    fn names_several(&self) -> bool {
        let reading = &self.reading;
        let mut topics = reading.topics.iter();
        let names_several = |start| self.question.several.contains(&start);
        reading.units.len() > 1
            || reading.cities.len() > 1
            || reading.chapter_count() > 1
            || reading.sections.len() > 1
            || topics.any(|topic| names_several(topic.bytes.start))
    }

    /// Whether the tasks meant are found by what they speak of.
    fn has_text(&self) -> bool {
        let mut topics = self.reading.topics.iter();
        self.reading.year.is_some() || topics.any(|topic| topic.title.is_none())
    }

    /// Whether the word of a part says it of a named body, or of the bodies asked for.
    fn claims_part(&self, focus: Focus, at: usize, part: Part) -> bool {
        match focus {
            Focus::Roles => true,
            Focus::Compare { part: asked, .. } => part == asked,
            Focus::Units(asked) | Focus::Governments(asked) => self.has_part(at) || part == asked,
            Focus::TasksByUnits if matches!(part, Part::Any | Part::Responsible) => true,
            Focus::Pairs if part == Part::Any => true,
            _ => self.has_part(at),
        }
    }

    /// Whether a question word asks for what is answered, or for a number that the answer gives beside it.
    fn claims_question(&self, focus: Focus, at: usize, word: Word) -> bool {
        let is_amount = matches!(word, Word::HowMany | Word::HowManyTasks);
        match self.asks_for(at) {
            // Places are counties too, so their number is not that of cities.
            Some(Focus::Cities) if is_amount && focus == Focus::Cities => self.names_places(),
            Some(Focus::Cities) => self.claims_places(focus),
            Some(asked) if discriminant(&asked) == discriminant(&focus) => true,
            // 辽宁省和黑龙江省谁的任务多.
            Some(Focus::Units(_)) if focus == Focus::Regions => self.reading.cities.len() > 1,
            Some(Focus::Units(_)) if focus == Focus::TasksByUnits => is_amount,
            Some(Focus::Units(_)) => matches!(
                focus,
                Focus::Partners | Focus::Compare { .. } | Focus::Lacking(Lacking::Units)
            ),
            Some(Focus::Chapters) => focus == Focus::Lacking(Lacking::Chapters),
            Some(Focus::Tasks) if focus == Focus::TasksByUnits => true,
            Some(Focus::Tasks) => {
                let gives_numbers = !matches!(focus, Focus::Indicators | Focus::Deadlines);
                let compares = matches!(focus, Focus::Compare { .. } | Focus::Regions)
                    || (focus == Focus::Chapters && self.reading.chapter_count() > 1);
                let by_day = focus == Focus::Deadlines && self.reading.due.is_some();
                by_day || (is_amount && gives_numbers) || (word == Word::Which && compares)
            }
            Some(_) => false,
            // 专利申请量增长多少 asks for a value.
            None => !is_amount || focus == Focus::Indicators || self.text_before(at).is_none(),
        }
    }

    fn names_places(&self) -> bool {
        (self.tokens.iter()).any(|token| token.kind == Kind::Word(Word::Place))
    }

    /// The text of which the word at `at` says something.
    pub(super) fn text_before(&self, at: usize) -> Option<&Token> {
        let before = self.tokens.get(..at).unwrap_or_default().iter().rev();
        let mut before = before.skip_while(|token| {
            matches!(
                token.kind,
                Kind::Year(_)
                    | Kind::Chapters(_)
                    | Kind::SectionNumber(_)
                    | Kind::TaskNumber(_)
                    | Kind::Word(Word::Reach | Word::Each | Word::Particle | Word::Filler)
            )
        });
        let text = before.next();
        text.filter(|token| matches!(token.kind, Kind::Text { .. }))
    }
}

/// Whether what a word says is heeded where it is read, or nothing; what the first of these say stands in `beyond` already.
fn is_read_elsewhere(word: Word) -> bool {
    matches!(
        word,
        Word::Pronoun
            | Word::Beyond
            | Word::Text
            | Word::Filler
            | Word::Particle
            | Word::Whether
            | Word::WhetherAny
            | Word::Also
            | Word::And
            | Word::But
            | Word::Or
    )
}

/// Whether a word asks about bodies or plans themselves.
fn names_itself(focus: Focus, word: Word) -> bool {
    match word {
        Word::Renamed => focus == Focus::Successors,
        Word::Predecessor => focus == Focus::Predecessors,
        Word::FullName => focus == Focus::Names,
        Word::Path | Word::Cooperate => focus == Focus::Path,
        Word::Head | Word::Issued | Word::When | Word::HowMany | Word::Document => {
            focus == Focus::Plans
        }
        Word::Who | Word::Which | Word::Unit => true,
        _ => false,
    }
}
