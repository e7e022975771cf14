//! Fills the slots of a question: what is asked for, and what it must have to do with.

use std::ops::Range;

use super::amounts::Amount;
use super::denials::{self, Denial};
use super::focus::is_passed;
use super::lexer::{Bound, Kind, Question, Token};
use super::numbers::{MOST_CHAPTERS, is_bare};
use super::words::{Part, Word};
use crate::engine::search::Named;
use crate::model::{CityId, Date, PlanId, UnitId};

/// What a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    Tasks,
    /// Tasks by the number of units that have a part.
    TasksByUnits,
    /// Units that have this part.
    Units(Part),
    Chapters,
    Sections,
    Cities,
    /// Governments of cities that have this part.
    Governments(Part),
    Indicators,
    Deadlines,
    /// Units that share most tasks with one.
    Partners,
    /// How many tasks some units have in each role.
    Roles,
    /// Which of some units has more tasks, or how many each has.
    Compare {
        fewer: bool,
        part: Part,
    },
    /// Units or chapters that have none of what is asked for.
    Lacking(Lacking),
    /// The two units that share most tasks.
    Pairs,
    /// What lies between two units.
    Path,
    /// What the head of a plan says.
    Plans,
    /// Other names of a unit.
    Names,
    /// What became of a unit.
    Successors,
    /// What a unit was before.
    Predecessors,
    /// Plans, by what they are or by the tasks in them.
    Documents,
    /// Divisions that plans govern.
    Regions,
}

impl Focus {
    /// Whether it asks for plans or for the divisions that they govern.
    pub(super) fn is_of_documents(self) -> bool {
        matches!(self, Self::Documents | Self::Regions)
    }

    /// Whether it asks about bodies or plans themselves, which no tasks narrow.
    pub(super) fn is_itself(self) -> bool {
        matches!(
            self,
            Self::Successors | Self::Predecessors | Self::Names | Self::Path | Self::Plans
        )
    }
}

/// What has none of the tasks that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lacking {
    /// 哪些单位没有牵头任务: units that lead nothing.
    Units,
    /// 哪几章没有指标: chapters.
    Chapters,
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
    /// Whether that is said by 除了, which leaves it out of the bodies asked for.
    pub(super) is_excepted: bool,
}

/// A place that the question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CitySlot {
    pub(super) bytes: Range<usize>,
    pub(super) cities: Vec<CityId>,
    /// Bodies of the same name: 大连市 leads as well as it lies somewhere.
    pub(super) units: Vec<UnitId>,
    pub(super) is_negated: bool,
}

/// Text that the question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TopicSlot {
    pub(super) bytes: Range<usize>,
    pub(super) is_quoted: bool,
    /// Of what it is the title: 这一章 follows.
    pub(super) title: Option<Title>,
    /// Whether it is said to do something, and so is the name of nobody known.
    pub(super) is_doer: bool,
}

/// What has a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    Chapter,
    Section,
}

/// What the question says once, with where it stands.
pub(super) type Said<T> = Option<(Range<usize>, T)>;

/// The slots of a question.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) focus: Option<Focus>,
    /// Whether the number is asked for.
    pub(super) counts: bool,
    pub(super) rank: Said<Rank>,
    pub(super) first: Said<usize>,
    /// That it is asked how many of all there are.
    pub(super) share: Said<bool>,
    /// Which place of a ranking is asked for: 第二多.
    pub(super) nth: Said<usize>,
    /// Between which numbers: 牵头任务超过5项的单位.
    pub(super) bound: Said<Bound>,
    /// Between which figures of targets: 目标超过10%的指标.
    pub(super) amount: Said<Amount>,
    /// In what unit a figure is asked for: 多少公里.
    pub(super) measure: Option<String>,
    /// That one body alone has a part.
    pub(super) is_sole: Said<bool>,
    pub(super) units: Vec<UnitSlot>,
    pub(super) cities: Vec<CitySlot>,
    /// Whether the bodies named are all governments named by their places: 沈阳和鞍山哪个市的任务多.
    pub(super) compares_places: bool,
    /// Of which names and texts one is enough, by where they begin: 省农委或省水利厅.
    pub(super) alternatives: Vec<Vec<usize>>,
    /// Whether it is asked of each of several by itself: 省农委和省水利厅分别牵头哪些任务, 各文件有多少任务.
    pub(super) is_of_each: Said<bool>,
    /// With which word it is asked whether something is so, and nothing else.
    pub(super) whether: Option<Word>,
    /// Whether others than the bodies named are asked for: 还有谁.
    pub(super) asks_others: bool,
    pub(super) chapters: Vec<(Range<usize>, Vec<u32>)>,
    /// Sections by their numbers within a chapter.
    pub(super) sections: Vec<(Range<usize>, u32)>,
    /// Tasks by their numbers within what is asked: a section, a chapter or a plan.
    pub(super) tasks: Vec<(Range<usize>, u32)>,
    pub(super) year: Said<u16>,
    /// Whether it is the year of plans rather than one that tasks speak of: 黑龙江省2024年的任务.
    pub(super) is_year_of_plans: Said<bool>,
    /// The plan that its number names.
    pub(super) plan: Said<PlanId>,
    /// Which end of the plans by their days is asked for.
    pub(super) by_day: Said<Rank>,
    /// The last day of 2012年3月底前.
    pub(super) due: Said<Date>,
    /// Words for the document that the question is about.
    pub(super) documents: Vec<Range<usize>>,
    pub(super) topics: Vec<TopicSlot>,
    pub(super) has_lead: Said<bool>,
    pub(super) has_assignment: Said<bool>,
    pub(super) is_binding: Said<bool>,
    pub(super) is_assigned_by_state: Said<bool>,
    pub(super) has_deadline: Said<bool>,
    pub(super) is_ongoing: Said<bool>,
    pub(super) has_indicator: Said<bool>,
    /// What no slot holds.
    pub(super) beyond: Vec<Range<usize>>,
    /// Why not, where there is more to say.
    pub(super) remarks: Vec<&'static str>,
}

impl Reading {
    pub(super) fn of(question: &Question) -> Self {
        let mut reader = Reader {
            question,
            tokens: &question.tokens,
            denials: denials::of(question),
            reading: Self {
                whether: question
                    .asks_whether
                    .filter(|_| !question.tokens.iter().any(Token::asks)),
                ..Self::default()
            },
            parts_of_names: vec![false; question.tokens.len()],
        };
        reader.read_alternatives();
        reader.read_slots();
        reader.read_parts();
        reader.read_focus();
        reader.reading
    }

    /// Fills a slot that holds one value; another one is beyond it.
    pub(super) fn fill<T: PartialEq>(
        &mut self,
        slot: fn(&mut Self) -> &mut Said<T>,
        bytes: Range<usize>,
        value: T,
    ) {
        match slot(self) {
            empty @ None => *empty = Some((bytes, value)),
            Some((_, known)) if *known == value => {}
            Some(_) => self.beyond.push(bytes),
        }
    }

    /// Which end of a ranking is asked for: 前三个 are those that have most.
    pub(super) fn rank(&self) -> Option<Rank> {
        let first = self.first.as_ref().map(|_| Rank::Most);
        self.rank.as_ref().map(|(_, rank)| *rank).or(first)
    }

    /// How many are asked for; a place of a ranking is shown with those before it.
    pub(super) fn first(&self) -> Option<usize> {
        let first = self.first.as_ref().or(self.nth.as_ref());
        first.map(|(_, first)| *first)
    }

    /// Which place of a ranking is asked for.
    pub(super) fn nth(&self) -> Option<usize> {
        self.nth.as_ref().map(|(_, place)| *place)
    }

    /// The alternatives to which what begins at a place belongs.
    pub(super) fn alternative(&self, start: usize) -> Option<usize> {
        let mut groups = self.alternatives.iter();
        groups.position(|group| group.contains(&start))
    }

    pub(super) fn asks_whether(&self) -> bool {
        self.whether.is_some()
    }

    /// Whether what is asked for is counted or ordered within a filter: text then counts as it stands or not at all, for
    /// what a search finds is the whole of it in an order of its own.
    pub(super) fn needs_filter(&self) -> bool {
        let is_cut = self.bound.is_some()
            || self.asks_others
            || self.rank() == Some(Rank::Least)
            || self.units.iter().any(|slot| slot.is_excepted);
        match self.focus {
            Some(
                Focus::Compare { .. }
                | Focus::Partners
                | Focus::Roles
                | Focus::TasksByUnits
                | Focus::Pairs
                | Focus::Sections
                | Focus::Lacking(_)
                | Focus::Governments(_)
                | Focus::Documents
                | Focus::Regions,
            ) => true,
            Some(Focus::Units(Part::Lead) | Focus::Chapters | Focus::Cities) => is_cut,
            Some(Focus::Units(_)) => is_cut || self.rank().is_some(),
            Some(Focus::Deadlines) => self.due.is_some(),
            _ => false,
        }
    }

    /// How many chapters are named.
    pub(super) fn chapter_count(&self) -> usize {
        self.chapters.iter().map(|(_, numbers)| numbers.len()).sum()
    }

    /// Whether a slot names anything.
    pub(super) fn has_subject(&self) -> bool {
        !self.units.is_empty()
            || !self.cities.is_empty()
            || !self.chapters.is_empty()
            || !self.topics.is_empty()
    }
}

pub(super) struct Reader<'a> {
    pub(super) question: &'a Question,
    pub(super) tokens: &'a [Token],
    pub(super) denials: Vec<Denial>,
    pub(super) reading: Reading,
    /// Tokens that say which part a named unit has.
    pub(super) parts_of_names: Vec<bool>,
}

impl Reader<'_> {
    fn read_slots(&mut self) {
        for (at, token) in self.tokens.iter().enumerate() {
            let bytes = token.bytes.clone();
            match &token.kind {
                Kind::Name(named) => self.name(at, bytes, named),
                Kind::Chapters(numbers) => self.reading.chapters.push((bytes, numbers.clone())),
                Kind::SectionNumber(number) => self.reading.sections.push((bytes, *number)),
                Kind::TaskNumber(number) => self.reading.tasks.push((bytes, *number)),
                Kind::Year(year) => {
                    if self.is_year_of_plans(at) {
                        self.reading.is_year_of_plans = Some((bytes.clone(), true));
                    }
                    self.reading.fill(|it| &mut it.year, bytes, *year);
                }
                Kind::Document(plan) => self.reading.fill(|it| &mut it.plan, bytes, *plan),
                Kind::Due(date) => self.reading.fill(|it| &mut it.due, bytes, *date),
                Kind::Amount(amount) => {
                    let amount = amount.clone();
                    self.reading.fill(|it| &mut it.amount, bytes, amount);
                }
                Kind::Bound(_) if is_bare(self.question.text(&bytes)) && !self.counts_doing(at) => {
                    self.reading.beyond.push(bytes);
                }
                Kind::Bound(bound) => self.reading.fill(|it| &mut it.bound, bytes, *bound),
                Kind::First(..) if let Some(chapters) = self.first_chapters(at) => {
                    let chapter = self.tokens.get(at + 1);
                    let end = chapter.map_or(bytes.end, |chapter| chapter.bytes.end);
                    self.reading.chapters.push((bytes.start..end, chapters));
                }
                Kind::First(count, rank) => {
                    if let Some(rank) = rank {
                        self.reading.fill(|it| &mut it.rank, bytes.clone(), *rank);
                    }
                    self.reading.fill(|it| &mut it.first, bytes, *count);
                }
                Kind::Nth(place, rank) => {
                    self.reading.fill(|it| &mut it.rank, bytes.clone(), *rank);
                    self.reading.fill(|it| &mut it.nth, bytes, *place);
                }
                Kind::Text { quoted } => {
                    let topic = TopicSlot {
                        bytes,
                        is_quoted: *quoted,
                        title: self.title(at),
                        is_doer: false,
                    };
                    self.reading.topics.push(topic);
                }
                Kind::Elsewhere => self.reading.beyond.push(bytes),
                Kind::Word(word) => self.word(at, bytes, *word),
            }
        }
    }

    fn word(&mut self, at: usize, bytes: Range<usize>, word: Word) {
        if self.denials.iter().any(|denial| denial.at == at) {
            return;
        }
        let reading = &mut self.reading;
        match word {
            Word::NoLead => reading.fill(|it| &mut it.has_lead, bytes, false),
            Word::NoUnit => reading.fill(|it| &mut it.has_assignment, bytes, false),
            Word::WithUnit => reading.fill(|it| &mut it.has_assignment, bytes, true),
            Word::WithLead => reading.fill(|it| &mut it.has_lead, bytes, true),
            Word::Binding => reading.fill(|it| &mut it.is_binding, bytes, true),
            Word::Expected => reading.fill(|it| &mut it.is_binding, bytes, false),
            Word::NoDeadline => reading.fill(|it| &mut it.has_deadline, bytes, false),
            Word::Ongoing => reading.fill(|it| &mut it.is_ongoing, bytes, true),
            Word::NoIndicator => reading.fill(|it| &mut it.has_indicator, bytes, false),
            Word::Assigned => reading.fill(|it| &mut it.is_assigned_by_state, bytes, true),
            Word::Measured => reading.fill(|it| &mut it.has_indicator, bytes, true),
            Word::Also => self.reading.asks_others = self.asks_for_others(at),
            Word::Latest => reading.fill(|it| &mut it.by_day, bytes, Rank::Most),
            Word::Earliest => reading.fill(|it| &mut it.by_day, bytes, Rank::Least),
            Word::Most => reading.fill(|it| &mut it.rank, bytes, Rank::Most),
            Word::Least => reading.fill(|it| &mut it.rank, bytes, Rank::Least),
            Word::Share => reading.fill(|it| &mut it.share, bytes, true),
            Word::Sole => reading.fill(|it| &mut it.is_sole, bytes, true),
            Word::Document => reading.documents.push(bytes),
            Word::Pronoun | Word::Beyond => reading.beyond.push(bytes),
            Word::Not | Word::Except if !self.negates(at) => self.reading.beyond.push(bytes),
            _ => {}
        }
    }

    fn name(&mut self, at: usize, bytes: Range<usize>, named: &Named) {
        let is_negated = self.is_negated(at);
        if !is_negated && self.may_be_negated(at) {
            self.reading.beyond.push(bytes.clone());
        }
        if named.cities.is_empty() {
            self.reading.units.push(UnitSlot {
                bytes,
                units: named.units.clone(),
                part: Part::Any,
                is_negated,
                is_excepted: self.denial(at) == Some(Word::Except),
            });
            return;
        }
        self.reading.cities.push(CitySlot {
            cities: named.cities.clone(),
            units: self.question.bodies(&bytes, named).to_vec(),
            bytes,
            is_negated,
        });
    }

    /// The chapters that 前三 at `at` means: 前三章的任务, but not 任务最多的前三章 or 任务量前三章.
    pub(super) fn first_chapters(&self, at: usize) -> Option<Vec<u32>> {
        let ranks = |token: &Token| {
            matches!(
                token.kind,
                Kind::Nth(..)
                    | Kind::First(_, Some(_))
                    | Kind::Word(Word::Most | Word::Least | Word::More | Word::Fewer)
            )
        };
        let token = self.tokens.get(at)?;
        match token.kind {
            Kind::First(count, None)
                if self.question.text(&token.bytes).starts_with('前')
                    && self.is_word(at + 1, |word| word == Word::Chapter)
                    && !self.tokens.iter().any(ranks)
                    && self.opens_place(at) =>
            {
                Some(
                    (1..=u32::try_from(count).ok()?)
                        .take(MOST_CHAPTERS)
                        .collect(),
                )
            }
            _ => None,
        }
    }

    /// Whether what stands before `at` lets it say where to look: nothing, a name, 在 or 和, but nothing that is counted.
    fn opens_place(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default().iter().rev();
        let mut before = before.skip_while(|token| is_passed(&token.kind));
        before.next().is_none_or(|token| {
            matches!(
                token.kind,
                Kind::Name(_) | Kind::Word(Word::And | Word::Document | Word::Or | Word::But)
            )
        })
    }

    /// Of what the text at `at` is the title: 这一章 or the like stands behind it.
    fn title(&self, at: usize) -> Option<Title> {
        let behind = self.tokens.get(at + 1..).unwrap_or_default().iter();
        let mut behind = behind.skip_while(|token| is_pointing(&token.kind));
        match behind.next()?.kind {
            Kind::Word(Word::Chapter) => Some(Title::Chapter),
            Kind::Word(Word::Section) => Some(Title::Section),
            _ => None,
        }
    }

    /// Whether the word at `at` says of the text before that it is a title.
    pub(super) fn is_behind_title(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default().iter().rev();
        let mut before = before.skip_while(|token| is_pointing(&token.kind));
        before
            .next()
            .is_some_and(|token| matches!(token.kind, Kind::Text { .. }))
    }

    pub(super) fn has_part(&self, at: usize) -> bool {
        self.parts_of_names.get(at).copied().unwrap_or(false)
    }

    pub(super) fn is_word(&self, at: usize, wanted: impl Fn(Word) -> bool) -> bool {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Word(word)) => wanted(*word),
            _ => false,
        }
    }
}

/// What may stand between a title and 章: 社会管理那一章.
fn is_pointing(kind: &Kind) -> bool {
    matches!(kind, Kind::Word(Word::Particle | Word::Pronoun))
}
