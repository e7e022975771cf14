//! Plans and the divisions that they govern: 2024年的文件有哪些, 哪些省提到冰雪, 辽宁省和黑龙江省谁的任务多.

use std::collections::HashMap;
use std::ops::Range;

use super::answers::{Answers, Found, MOST, listed};
use super::focus::is_passed;
use super::heads::day_words;
use super::lexer::{Kind, Token};
use super::reading::{Focus, Rank, Reader};
use super::slots::Finder;
use super::words::{Part, Word};
use super::{AskOperation, TopicGroup};
use crate::engine::plans::fold_bracket;
use crate::engine::{QueryError, TaskDimension, TaskFilter, TaskSet, View};
use crate::model::{CityId, DivisionLevel, NodeId, PlanId, TextSpan};

/// Words for documents of whatever number.
const PLAIN: &[&str] = &["文件", "通知", "方案", "规划"];

/// Words for documents that a question may ask for; of 方案 and 规划 tasks speak too.
const ASKED: &[&str] = &["文件", "通知"];

/// The most plans and divisions of which one task each is quoted.
const QUOTED: usize = 3;

/// The most plans that are told where none is as asked.
const KEPT: usize = 10;

/// Whether a word means documents without pointing at one: 文件, but not 这个文件.
pub(super) fn is_plain(text: &str) -> bool {
    PLAIN.contains(&text)
}

impl Reader<'_> {
    pub(super) fn names_documents(&self, token: &Token) -> bool {
        token.kind == Kind::Word(Word::Document)
            && ASKED.contains(&self.question.text(&token.bytes))
    }

    /// 2013年的文件, 浙江省的文件: documents of a year or a place, and nothing is said of them.
    pub(super) fn ends_in_documents(&self) -> bool {
        let said = self.tokens.iter().rfind(|token| !is_passed(&token.kind));
        let is_narrowed = self.reading.year.is_some() || !self.reading.cities.is_empty();
        is_narrowed && said.is_some_and(|token| self.names_documents(token))
    }

    /// Whether the year at `at` is that of plans: tasks, documents or a question for them follow, or whose plans stands before.
    pub(super) fn is_year_of_plans(&self, at: usize) -> bool {
        let said = |token: &&Token| !is_passed(&token.kind);
        let behind = self.tokens.iter().skip(at + 1).find(said);
        let before = self.tokens.iter().take(at).rev().find(said);
        let is_of_tasks = behind.is_some_and(|token| {
            matches!(
                token.kind,
                Kind::Word(
                    Word::Task
                        | Word::Document
                        | Word::Which
                        | Word::HowManyTasks
                        | Word::WhichTasks
                )
            )
        });
        let is_governed = before.is_some_and(|token| {
            matches!(token.kind, Kind::Name(_)) && self.question.is_governed(token.bytes.start)
        });
        is_of_tasks || is_governed
    }

    /// 辽宁省和黑龙江省谁的任务多: divisions that plans govern, by the tasks of these.
    pub(super) fn compares_regions(&self, compares: bool) -> bool {
        let cities = &self.reading.cities;
        let is_governed = |start| self.question.is_governed(start);
        compares
            && self.reading.units.is_empty()
            && cities.len() > 1
            && (cities.iter()).all(|slot| !slot.is_negated && is_governed(slot.bytes.start))
    }
}

impl View {
    /// The plan whose number begins a text, whatever its brackets, and the bytes of it.
    pub(super) fn plan_numbered_at(&self, text: &str) -> Option<(PlanId, usize)> {
        if !text.contains('号') {
            return None;
        }
        let plans = self.snapshot().plans();
        let mut found = plans.filter_map(|entry| {
            let number = entry.document_number.as_deref()?;
            let mut left = text.char_indices();
            let begins = number.chars().all(|wanted| {
                let next = left.next().map(|(_, next)| fold_bracket(next));
                next == Some(fold_bracket(wanted))
            });
            begins.then(|| (entry.id, text.len() - left.as_str().len()))
        });
        found.next()
    }

    /// The plans that are kept, by division and year: 黑龙江省 2024年、太原市 2013年.
    fn kept_plans(&self) -> Result<String, QueryError> {
        let mut words = Vec::new();
        for entry in self.snapshot().plans().take(KEPT) {
            let mark = self.plan_mark(entry.id)?;
            words.push(match mark.trim_matches(['【', '】']) {
                "" => self.node_words(NodeId::Plan(entry.id))?,
                mark => mark.to_owned(),
            });
        }
        words.sort_unstable();
        let (words, all) = (words.join("、"), self.snapshot().plan_count());
        Ok(if all > KEPT {
            format!("{words}等 {all} 份")
        } else {
            words
        })
    }

    /// Of each plan or division the spans of its first tasks in a set.
    pub(super) fn first_spans(
        &self,
        set: &TaskSet,
        dimension: TaskDimension,
    ) -> Result<HashMap<NodeId, Vec<TextSpan>>, QueryError> {
        let mut first: HashMap<NodeId, Vec<u32>> = HashMap::new();
        for entry in self.plans_of(set) {
            let id = match dimension {
                TaskDimension::Region => entry.region.map(NodeId::City),
                _ => Some(NodeId::Plan(entry.id)),
            };
            let mut ordinals = entry.ordinals();
            let ordinal = ordinals.find(|ordinal| set.contains(*ordinal));
            if let Some((id, ordinal)) = id.zip(ordinal) {
                let known = first.entry(id).or_default();
                if known.len() < QUOTED {
                    known.push(ordinal);
                }
            }
        }
        let mut spans = HashMap::new();
        for (id, ordinals) in first {
            let tasks = self.tasks(&ordinals)?;
            spans.insert(id, tasks.iter().map(|task| task.span.clone()).collect());
        }
        Ok(spans)
    }
}

impl Finder<'_> {
    /// Says of divisions that were not understood, for no plan is of them or names them, which plans there are.
    pub(super) fn tell_kept(&mut self) -> Result<(), QueryError> {
        let gazetteer = self.view.gazetteer();
        let strange = self.asked.not_understood.iter();
        let strange = strange.map(|range| self.question.at(range));
        let mut strange = strange.filter(|text| {
            let cities = gazetteer.cities_named(text);
            !cities.is_empty() && self.plans_within(&cities).is_empty()
        });
        match strange.next() {
            Some(name) => self.no_plans_of(&name),
            None => Ok(()),
        }
    }

    /// Says that there are no such plans, and which there are.
    fn no_plans_of(&mut self, name: &str) -> Result<(), QueryError> {
        let kept = self.view.kept_plans()?;
        let remark = format!("没有{name}的文件，现有的是{kept}");
        self.asked.remarks.push(remark);
        Ok(())
    }

    /// Narrows to the plans of a year, when that is what the year says and there are any.
    pub(super) fn year_of_plans(
        &mut self,
        bytes: &Range<usize>,
        year: u16,
    ) -> Result<bool, QueryError> {
        let asks = self.reading.focus.is_some_and(Focus::is_of_documents);
        let may_be = self.reading.is_year_of_plans.is_some() && self.plans().len() > 1;
        if !asks && !may_be {
            return Ok(false);
        }
        let mut plans = Vec::new();
        for id in self.plans() {
            let plan = self.view.plan(id)?;
            let is_of_year = plan.is_some_and(|plan| {
                let is_issued = plan.issued_on.is_some_and(|day| day.year() == year);
                is_issued || (plan.period_start, plan.period_end) == (Some(year), Some(year))
            });
            if is_of_year {
                plans.push(id);
            }
        }
        if plans.is_empty() {
            if asks {
                self.no_plans_of(&format!("{year}年"))?;
                self.not_understood(bytes);
            }
            return Ok(asks);
        }
        self.narrow_to_plans(bytes, plans, format!("{year}年的文件"), None);
        Ok(true)
    }

    /// Narrows to the plan whose number is given.
    pub(super) fn plan_of_number(&mut self) {
        if let Some((bytes, plan)) = &self.reading.plan {
            let words = self.question.typed(bytes);
            self.narrow_to_plans(bytes, vec![*plan], words, Some(NodeId::Plan(*plan)));
        }
    }

    /// Narrows to the divisions that are compared, or to all provinces.
    pub(super) fn regions(&mut self) {
        let reading = self.reading;
        if reading.cities.len() < 2 {
            for slot in &reading.cities {
                self.not_understood(&slot.bytes);
            }
            let provinces = self.plans_in(|region| self.is_province(region));
            if provinces.len() < self.plans().len() {
                self.asked.conditions.push("省一级文件".to_owned());
            }
            self.asked.narrow(only_plans(provinces));
            return;
        }
        let mut plans = Vec::new();
        let mut names = Vec::new();
        for slot in &reading.cities {
            let term = self.term(&slot.bytes, None, Part::Any);
            names.push(term.text.clone());
            self.asked.understood.push(term);
            plans.extend(self.plans_of(&slot.cities));
        }
        self.asked
            .conditions
            .push(format!("{}的文件", names.join("、")));
        self.asked.narrow(only_plans(plans));
    }

    /// The plans that govern one of these divisions or one within it.
    pub(super) fn plans_within(&self, cities: &[CityId]) -> Vec<PlanId> {
        let gazetteer = self.view.gazetteer();
        self.plans_in(|region| {
            cities.contains(&region)
                || gazetteer
                    .ancestors(region)
                    .any(|above| cities.contains(&above))
        })
    }

    fn plans_in(&self, holds: impl Fn(CityId) -> bool) -> Vec<PlanId> {
        let plans = self.view.snapshot().plans();
        plans
            .filter(|entry| entry.region.is_some_and(&holds))
            .map(|entry| entry.id)
            .collect()
    }

    fn is_province(&self, region: CityId) -> bool {
        let city = self.view.gazetteer().city(region);
        city.is_some_and(|city| city.level == DivisionLevel::Province)
    }

    fn narrow_to_plans(
        &mut self,
        bytes: &Range<usize>,
        plans: Vec<PlanId>,
        words: String,
        node: Option<NodeId>,
    ) {
        let term = self.term(bytes, node, Part::Any);
        self.asked.understood.push(term);
        self.asked.conditions.push(words);
        self.asked.narrow(only_plans(plans));
    }
}

pub(super) fn only_plans(plans: Vec<PlanId>) -> TaskFilter {
    TaskFilter {
        plans: Some(plans),
        ..TaskFilter::default()
    }
}

impl Answers<'_> {
    /// Plans by what they are, or by the tasks in them that are as asked.
    pub(super) fn documents(&self) -> Result<Option<Found>, QueryError> {
        if self.reading.asks_whether() {
            return Ok(None);
        }
        let is_ranked = self.reading.rank().is_some()
            || self.reading.bound.is_some()
            || self.reading.is_of_each.is_some();
        let plans = match self.plans_meant() {
            Some(plans) if !is_ranked => plans,
            _ if self.reading.by_day.is_some() => return Ok(None),
            _ => {
                let found = self.groups(TaskDimension::Plan, TopicGroup::Chapter, "份文件")?;
                return Ok(Some(found));
            }
        };
        self.listed_plans(plans).map(Some)
    }

    /// The plans that are meant by what they are; `None` when it is said what their tasks are.
    fn plans_meant(&self) -> Option<Vec<PlanId>> {
        let asked = &self.asked.filter;
        let own = TaskFilter {
            and: None,
            ..asked.clone()
        };
        let conditions = asked.and.iter().flatten();
        let mut plans = self.view.plans_asked(asked.plans.as_deref());
        for condition in conditions.chain(std::iter::once(&own)) {
            let kept = condition.plans.clone();
            if *condition != kept.clone().map_or_else(TaskFilter::default, only_plans) {
                return None;
            }
            plans.retain(|plan| kept.as_ref().is_none_or(|kept| kept.contains(plan)));
        }
        Some(plans)
    }

    fn listed_plans(&self, mut plans: Vec<PlanId>) -> Result<Found, QueryError> {
        let day = |id: &PlanId| self.view.snapshot().plan(*id).and_then(|it| it.issued_on);
        let by_day = self.reading.by_day.as_ref().map(|(_, end)| *end);
        let dated = plans.iter().filter_map(day);
        let end = match by_day {
            Some(Rank::Most) => dated.max(),
            Some(Rank::Least) => dated.min(),
            None => None,
        };
        if by_day.is_some() {
            plans.retain(|id| end.is_some() && day(id) == end);
        }
        let all = plans.len();
        plans.truncate(MOST);
        let rows = self.head_rows(&plans)?;
        let conditions = self.asked.conditions.join("、");
        let summary = match (rows.as_slice(), end) {
            ([], _) => "没有这样的文件。".to_owned(),
            ([only], None) if !self.reading.counts => format!("{}。", only.text),
            (_, Some(day)) => {
                let titles: Result<Vec<_>, _> = (plans.iter())
                    .map(|id| self.view.node_words(NodeId::Plan(*id)))
                    .collect();
                format!("日期是{}的：{}。", day_words(day), titles?.join("、"))
            }
            _ => {
                let words = if conditions.is_empty() {
                    "文件"
                } else {
                    &conditions
                };
                format!("{words}共 {all} 份{}。", listed(rows.len(), all, "份"))
            }
        };
        Ok(Found {
            operation: AskOperation::Plans(plans),
            summary,
            rows,
        })
    }

    /// Divisions by the tasks of their plans; `None` where no plan is of a province.
    pub(super) fn regions(&self) -> Result<Option<Found>, QueryError> {
        if self.asked.filter.and.iter().flatten().any(is_of_none) {
            return Ok(None);
        }
        let mut found = self.groups(TaskDimension::Region, TopicGroup::City, "个地区")?;
        if self.reading.cities.len() < 2 {
            return Ok(Some(found));
        }
        let mut told: Vec<_> = found.rows.iter().map(|row| row.text.clone()).collect();
        for slot in &self.reading.cities {
            let is_told = found.rows.iter().any(
                |row| matches!(row.node, Some(NodeId::City(city)) if slot.cities.contains(&city)),
            );
            if let (false, Some(city)) = (is_told, slot.cities.first()) {
                told.push(format!("{}：0 项", self.view.city_words(*city)));
            }
        }
        found.summary = format!("{}任务，{}。", self.conditions(), told.join("；"));
        Ok(Some(found))
    }
}

/// Whether a condition is met by nothing, for it names no plan.
fn is_of_none(filter: &TaskFilter) -> bool {
    filter.plans.as_ref().is_some_and(Vec::is_empty)
}
