//! Questions in Chinese, answered by a grammar of slots: 省农委牵头的任务有哪些, 谁负责医疗改革.
//!
//! ```text
//! question ─ lexer ─ tokens ─ reading ─ ledger ─ slots ─ answers ─ rows with their evidence
//! ```
//!
//! The words of asking are a table (`words`); names come from the gazetteer and the plans, text from the index. Nothing
//! is guessed or dropped: what neither a slot nor what is asked for holds (`ledger`) is said to be not understood, and a
//! question of which anything is not understood has no rows. Every answer names the operation that gives the same rows.

mod alternatives;
mod amounts;
mod answers;
mod bodies;
mod by_units;
mod comparisons;
mod deadlines;
mod denials;
mod documents;
mod flags;
mod focus;
mod groups;
mod having_none;
mod heads;
mod instead;
mod lacking;
mod ledger;
mod lexer;
mod names;
mod numbers;
mod parts;
mod places;
mod rankings;
mod reading;
mod relations;
mod roles;
mod rows;
mod settle;
mod slips;
mod slots;
mod ties;
mod titled;
mod topic;
mod topics;
mod whether;
mod words;

use std::ops::Range;

use super::search::InterpretedTerm;
use super::{
    Direction, IndicatorFilter, NetworkFilter, QueryError, TaskDimension, TaskFilter, UnitFilter,
    UnitOrder, View,
};
use crate::model::{NodeId, PlanId, Role, TextSpan, UnitId};
use crate::search::query::{MOST_CHARACTERS, QueryFault};
use crate::text::characters;

use lexer::{Kind, Question};
use reading::{Focus, Reading};
use slots::Asked;
use words::Word;

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The question as asked.
    pub question: String,
    /// The slots that were filled, in the order of the question.
    pub understood: Vec<InterpretedTerm>,
    /// What was not understood, in characters of the question.
    pub not_understood: Vec<Range<usize>>,
    /// What gives the same rows; `None` when the question was not understood.
    pub operation: Option<AskOperation>,
    /// The answer in a sentence.
    pub summary: String,
    /// What was asked for, each with what proves it.
    pub rows: Vec<AnswerRow>,
}

/// One thing that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerRow {
    /// What it is, in words.
    pub text: String,
    /// The thing.
    pub node: Option<NodeId>,
    /// What proves it.
    pub evidence: Vec<TextSpan>,
}

/// What gives the rows of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum AskOperation {
    /// Tasks in the order of the documents.
    Tasks {
        /// Which tasks.
        filter: TaskFilter,
        /// The most rows.
        first: usize,
    },
    /// Tasks by the number of units that have a part.
    TasksByUnits {
        /// Which tasks.
        filter: TaskFilter,
        /// The fewest first, or the most.
        direction: Direction,
        /// The most rows.
        first: usize,
    },
    /// Tasks that speak of something, best first.
    TopicTasks(TopicQuery),
    /// Deadlines of tasks, the earliest first.
    Deadlines {
        /// Which tasks.
        filter: TaskFilter,
        /// The most tasks.
        first: usize,
    },
    /// Deadlines of tasks that speak of something.
    TopicDeadlines(TopicQuery),
    /// Groups of tasks.
    Groups {
        /// Which tasks.
        filter: TaskFilter,
        /// What they are grouped by.
        dimension: TaskDimension,
    },
    /// How many tasks each of some plans, chapters or cities has.
    GroupCounts {
        /// The plans, chapters or cities.
        groups: Vec<NodeId>,
        /// Only these tasks.
        filter: TaskFilter,
    },
    /// What the tasks that speak of something have in common.
    TopicGroups {
        /// Which tasks, and the most groups.
        topic: TopicQuery,
        /// What they are grouped by.
        by: TopicGroup,
    },
    /// Units by the number of their tasks.
    Units {
        /// Which units.
        filter: UnitFilter,
        /// Their order.
        order: UnitOrder,
        /// The most rows.
        first: usize,
    },
    /// Units that have a part of a role in tasks.
    Parts {
        /// Which tasks.
        filter: TaskFilter,
        /// The role.
        role: Role,
        /// The most tasks.
        first: usize,
    },
    /// The same in tasks that speak of something.
    TopicParts {
        /// Which tasks, and the most of them.
        topic: TopicQuery,
        /// The role; `None` for any.
        role: Option<Role>,
    },
    /// Indicators in the order of the documents.
    Indicators {
        /// Which indicators.
        filter: IndicatorFilter,
        /// The most rows.
        first: usize,
    },
    /// Indicators that speak of something, best first.
    TopicIndicators(TopicQuery),
    /// How many tasks each of some units has.
    UnitCounts {
        /// The units.
        units: Vec<UnitId>,
        /// Only parts of this role.
        role: Option<Role>,
        /// Only these tasks.
        filter: TaskFilter,
    },
    /// How many tasks each of some units has, and in which roles.
    UnitRoles {
        /// The units.
        units: Vec<UnitId>,
        /// Only these tasks.
        filter: TaskFilter,
    },
    /// Units that share tasks with one, most shared tasks first.
    Partners {
        /// The unit.
        unit: UnitId,
        /// Only these tasks.
        tasks: TaskFilter,
        /// The most rows.
        first: usize,
    },
    /// Pairs of units, those that share most tasks first.
    Pairs(NetworkFilter),
    /// The shortest way from one unit to another.
    Path {
        /// Where it begins.
        from: UnitId,
        /// Where it ends.
        to: UnitId,
        /// Only tasks of these plans.
        plans: Option<Vec<PlanId>>,
    },
    /// Plans with what their heads say.
    Plans(Vec<PlanId>),
    /// A unit with its other names.
    Names(UnitId),
    /// What became of a unit.
    Successors(UnitId),
    /// What a unit was before.
    Predecessors(UnitId),
}

/// What is looked for in the index, and within which tasks.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicQuery {
    /// The query in the language of the search.
    pub query: String,
    /// Within these tasks.
    pub filter: TaskFilter,
    /// The most rows.
    pub first: usize,
}

/// What tasks that speak of something are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicGroup {
    /// Units that lead.
    LeadUnit,
    /// Units that lead, then all others with a part.
    Unit,
    /// Chapters.
    Chapter,
    /// Cities.
    City,
}

impl View {
    /// Answers a question in Chinese, from these plans or from all.
    pub fn ask(&self, question: &str, plans: Option<&[PlanId]>) -> Result<Answer, QueryError> {
        let length = question.chars().count();
        if length > MOST_CHARACTERS {
            return Err(QueryFault::TooLong(length).into());
        }
        if !self.is_indexed() {
            return Err(QueryError::IndexBehind);
        }
        let (answer, slips) = self.ask_as_typed(question, plans)?;
        if answer.operation.is_none()
            && let Some(asked) = whether::figure_asked(&Question::of(self, question)?)
        {
            let (meant, _) = self.ask_as_typed(&asked, plans)?;
            if let Some(told) = whether::told(question, meant) {
                return Ok(told);
            }
        }
        if answer.operation.is_some() || slips.is_empty() {
            return Ok(answer);
        }
        match slips::corrected(question, &answer.not_understood, &slips) {
            Some(corrected) => {
                let (meant, _) = self.ask_as_typed(&corrected, plans)?;
                Ok(slips::told(question, &slips, meant).unwrap_or(answer))
            }
            None => Ok(answer),
        }
    }

    fn ask_as_typed(
        &self,
        question: &str,
        plans: Option<&[PlanId]>,
    ) -> Result<(Answer, Slips), QueryError> {
        let asked_for = Question::of(self, question)?;
        let mut reading = Reading::of(&asked_for);
        if reading.focus.is_none()
            && let Some(text) = asked_for.only_text()
            && self.names_target(text)?
        {
            // 农产品综合加工率 by itself asks for its figure.
            reading.focus = Some(Focus::Indicators);
        }
        let mut asked = Asked::of(self, &asked_for, &reading, plans)?;
        let slips = std::mem::take(&mut asked.slips);
        self.check_time()?;
        let found = match reading.focus {
            Some(focus) if asked.not_understood.is_empty() => {
                self.answer(focus, &reading, &asked)?
            }
            _ => None,
        };
        let answer = match found {
            Some(found) => Answer {
                question: question.to_owned(),
                understood: asked.understood,
                not_understood: Vec::new(),
                operation: Some(found.operation),
                summary: found.summary,
                rows: found.rows,
            },
            None => not_understood(question, &asked_for, asked, reading.focus.is_some()),
        };
        Ok((answer, slips))
    }
}

/// Stretches of a question that are slips, and what is meant by each.
type Slips = Vec<(Range<usize>, String)>;

/// The answer to a question of which something was not understood: nothing but what that is.
fn not_understood(question: &str, asked_for: &Question, asked: Asked, has_focus: bool) -> Answer {
    let mut ranges = asked.not_understood;
    if ranges.is_empty() {
        ranges = rest(asked_for, &asked.understood);
    }
    let ranges = merged(ranges);
    let quote = |range: &Range<usize>| format!("“{}”", characters(question, range));
    let quotes: Vec<_> = ranges.iter().map(quote).collect();
    let summary = match (quotes.is_empty(), has_focus) {
        (true, _) => "没有提出问题。".to_owned(),
        (false, true) if asked.remarks.is_empty() => {
            format!("没有看懂{}，无法回答。", quotes.join("、"))
        }
        (false, true) => {
            let remarks = asked.remarks.join("；");
            format!("没有看懂{}，无法回答：{remarks}。", quotes.join("、"))
        }
        (false, false) => format!("没有看懂要问什么：{}。", quotes.join("、")),
    };
    Answer {
        question: question.to_owned(),
        understood: asked.understood,
        not_understood: ranges,
        operation: None,
        summary,
        rows: Vec::new(),
    }
}

/// Ranges with neighbours as one.
fn merged(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// What of a question stands outside the terms and is more than politeness; all of it when nothing does.
fn rest(question: &Question, terms: &[InterpretedTerm]) -> Vec<Range<usize>> {
    let is_known = |range: &Range<usize>| {
        (terms.iter()).any(|term| term.range.start <= range.start && range.end <= term.range.end)
    };
    let says = |token: &&lexer::Token| !matches!(token.kind, Kind::Word(Word::Filler));
    let tokens = question.tokens.iter().filter(says);
    let ranges = tokens.map(|token| question.range(&token.bytes));
    let ranges: Vec<_> = ranges.filter(|range| !is_known(range)).collect();
    let whole = question.range(&question.whole());
    if ranges.is_empty() && !whole.is_empty() {
        return vec![whole];
    }
    ranges
}
