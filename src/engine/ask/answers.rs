//! From filled slots to rows: one way of answering for each thing that can be asked for.

use std::sync::Arc;

use super::reading::{Focus, Reading};
use super::rows::Proof;
use super::slots::{Asked, only};
use super::topic::literal;
use super::{AnswerRow, AskOperation, TopicGroup, TopicQuery};
use crate::engine::search::SearchRequest;
use crate::engine::{
    IndicatorFilter, Listing as _, QueryError, SearchAnswer, SearchKind, TaskDimension, TaskFilter,
    TaskSet, View,
};
use crate::model::{Indicator, NodeId, Task};
use crate::text::fold::fold;

/// The most rows of an answer.
const ROWS: usize = 20;
/// Tasks that come near to what a question is about.
const NEAR: usize = 5;
/// The most targets whose subjects a topic stands for.
const SUBJECTS: usize = 100;
/// The most rows of what is ranked or grouped.
pub(super) const MOST: usize = 100;
/// The most targets that the sentence gives itself.
const TOLD: usize = 3;
/// The most tasks that quotes are taken from.
pub(super) const QUOTED: usize = 100;

/// An answer in the making.
pub(super) struct Found {
    pub(super) operation: AskOperation,
    pub(super) summary: String,
    pub(super) rows: Vec<AnswerRow>,
}

impl View {
    /// The answer to what a question asks for; `None` when it leaves out what that needs.
    pub(super) fn answer(
        &self,
        focus: Focus,
        reading: &Reading,
        asked: &Asked,
    ) -> Result<Option<Found>, QueryError> {
        let rows = if asked.is_near { NEAR } else { ROWS };
        let answers = Answers {
            view: self,
            reading,
            asked,
            filter: asked.filter(),
            first: reading.first().unwrap_or(rows).clamp(1, 100),
        };
        Ok(match focus {
            Focus::Tasks => Some(answers.tasks()?),
            Focus::TasksByUnits => Some(answers.tasks_by_units()?),
            Focus::Units(part) => answers.units(part)?,
            Focus::Governments(part) => Some(answers.governments(part)?),
            Focus::Chapters => {
                Some(answers.groups(TaskDimension::Chapter, TopicGroup::Chapter, "章")?)
            }
            Focus::Sections => {
                Some(answers.groups(TaskDimension::Section, TopicGroup::Chapter, "节")?)
            }
            Focus::Cities => {
                Some(answers.groups(TaskDimension::City, TopicGroup::City, "个地区")?)
            }
            Focus::Indicators => Some(answers.indicators()?),
            Focus::Deadlines => answers.deadlines()?,
            Focus::Compare { fewer, part } => Some(answers.compare(fewer, part)?),
            Focus::Partners => answers.partners()?,
            Focus::Roles => Some(answers.roles()?),
            Focus::Pairs => Some(answers.pairs()?),
            Focus::Path => answers.path()?,
            Focus::Lacking(lacking) => answers.lacking(lacking)?,
            Focus::Plans => Some(answers.plans()?),
            Focus::Documents => answers.documents()?,
            Focus::Regions => answers.regions()?,
            Focus::Names => answers.names(),
            Focus::Successors => answers.changes(true),
            Focus::Predecessors => answers.changes(false),
        })
    }
}

/// What every way of answering starts from.
pub(super) struct Answers<'a> {
    pub(super) view: &'a View,
    pub(super) reading: &'a Reading,
    pub(super) asked: &'a Asked,
    pub(super) filter: TaskFilter,
    /// The most rows.
    pub(super) first: usize,
}

impl Answers<'_> {
    /// The conditions as one phrase before a noun: 省农委牵头、涉及大连市的.
    pub(super) fn conditions(&self) -> String {
        phrase(&self.asked.conditions)
    }

    /// The conditions before what is said of the tasks: 第五章的任务中，.
    pub(super) fn within(&self) -> String {
        match self.asked.conditions.as_slice() {
            [] => String::new(),
            _ => format!("{}任务中，", self.conditions()),
        }
    }

    /// That no task is meant; several conditions are told apart, for 没有A牵头、B参与的任务 denies only the first.
    pub(super) fn none(&self) -> String {
        match self.asked.conditions.as_slice() {
            [] => "没有任务。".to_owned(),
            [only] => format!("没有符合“{only}”的任务。"),
            several => format!("没有同时符合以下条件的任务：{}。", several.join("；")),
        }
    }

    pub(super) fn topic(&self, query: &str) -> TopicQuery {
        TopicQuery {
            query: query.to_owned(),
            filter: self.filter.clone(),
            first: self.first,
        }
    }

    pub(super) fn search(
        &self,
        topic: &TopicQuery,
        kind: SearchKind,
    ) -> Result<SearchAnswer, QueryError> {
        let request = SearchRequest {
            query: topic.query.clone(),
            kinds: vec![kind],
            filter: topic.filter.clone(),
            keep_as_text: Vec::new(),
        };
        self.view.find(&request, 0, topic.first, false)
    }

    /// The tasks of the hits, in their order.
    pub(super) fn hits(&self, answer: &SearchAnswer) -> Result<Vec<Arc<Task>>, QueryError> {
        let ordinals: Vec<_> = answer.hits.iter().map(|hit| hit.ordinal).collect();
        self.view.tasks(&ordinals)
    }

    pub(super) fn proof(&self) -> Proof {
        let units = self.reading.units.iter().filter(|slot| !slot.is_negated);
        let cities = self.reading.cities.iter().filter(|slot| !slot.is_negated);
        Proof {
            units: units.flat_map(|slot| slot.units.iter().copied()).collect(),
            cities: cities
                .flat_map(|slot| slot.cities.iter().copied())
                .collect(),
            deadlines: [&self.reading.has_deadline, &self.reading.is_ongoing]
                .iter()
                .any(|said| said.as_ref().is_some_and(|(_, wanted)| *wanted)),
        }
    }

    fn tasks(&self) -> Result<Found, QueryError> {
        let (operation, tasks, total) = if let Some(query) = &self.asked.query {
            let topic = self.topic(query);
            let answer = self.search(&topic, SearchKind::Task)?;
            let tasks = self.hits(&answer)?;
            (AskOperation::TopicTasks(topic), tasks, answer.total)
        } else {
            let set = self.view.task_set(&self.filter)?;
            let first: Vec<_> = set.iter().take(self.first).collect();
            let operation = AskOperation::Tasks {
                filter: self.filter.clone(),
                first: self.first,
            };
            (operation, self.view.tasks(&first)?, set.len())
        };
        let proof = self.proof();
        let rows: Result<Vec<_>, _> = (tasks.iter())
            .map(|task| self.view.task_row(task, &proof))
            .collect();
        let conditions = self.conditions();
        let verdict = self.verdict(total, &tasks)?;
        let summary = match total {
            _ if let Some(verdict) = verdict => verdict,
            0 => format!("{}{}", self.none(), self.responsible_instead()?),
            total if self.reading.share.is_some() => self.share(total)?,
            _ if self.asked.is_near => {
                format!(
                    "没有任务写明原话，{conditions}任务列出 {} 项。",
                    tasks.len()
                )
            }
            total => {
                let shown = tasks.len();
                let listed = if total > shown as u64 {
                    format!("，这里列出前 {shown} 项")
                } else {
                    String::new()
                };
                format!("{conditions}任务共 {total} 项{listed}{}。", self.of_each()?)
            }
        };
        Ok(Found {
            operation,
            summary,
            rows: rows?,
        })
    }

    /// How many of the tasks each named body has, where it is asked of each: ：省农委 6 项，省水利厅 4 项.
    fn of_each(&self) -> Result<String, QueryError> {
        if self.reading.is_of_each.is_none() || self.asked.query.is_some() {
            return Ok(String::new());
        }
        let mut told = Vec::new();
        for (slot, units) in self.reading.units.iter().zip(&self.asked.bodies) {
            let Some(unit) = only(units) else {
                return Ok(String::new());
            };
            let count = self
                .view
                .tasks_of_unit(unit, slot.part, &self.filter)?
                .len();
            told.push(format!("{} {count} 项", self.view.unit_words(unit)));
        }
        Ok(format!("：{}", told.join("，")))
    }

    /// How many of all tasks are meant.
    fn share(&self, total: u64) -> Result<String, QueryError> {
        let of = |chapters| -> Result<_, QueryError> {
            let all = self.view.task_set(&TaskFilter {
                plans: self.filter.plans.clone(),
                chapters,
                ..TaskFilter::default()
            })?;
            let all = all.len();
            let tenths = (total * 2_000 + all) / (all * 2).max(1);
            Ok((all, format!("{}.{}%", tenths / 10, tenths % 10)))
        };
        let conditions = self.conditions();
        let (all, percent) = of(None)?;
        let chapters = self
            .reading
            .chapters
            .iter()
            .flat_map(|(_, numbers)| numbers);
        let chapters: Vec<_> = chapters.copied().collect();
        // 第十章省卫生厅牵头的比例 may be one of the chapter.
        let within = if chapters.is_empty() || self.asked.conditions.len() < 2 {
            String::new()
        } else {
            let (within, percent) = of(Some(chapters))?;
            format!("，占所在章 {within} 项任务的 {percent}")
        };
        Ok(format!(
            "{conditions}任务共 {total} 项，占全部 {all} 项任务的 {percent}{within}。"
        ))
    }

    /// The first tasks of a set, to take quotes from.
    pub(super) fn quoted(&self, set: &TaskSet) -> Result<Vec<Arc<Task>>, QueryError> {
        let first: Vec<_> = set.iter().take(QUOTED).collect();
        self.view.tasks(&first)
    }

    fn indicators(&self) -> Result<Found, QueryError> {
        let reading = self.reading;
        let is_binding = reading.is_binding.as_ref().map(|(_, wanted)| *wanted);
        let due = reading.due.as_ref().map(|(_, due)| due.year());
        let year = reading.year.as_ref().map(|(_, year)| *year).or(due);
        let is_assigned = reading.is_assigned_by_state.as_ref().map(|(_, it)| *it);
        let amount = reading.amount.as_ref().map(|(_, amount)| amount);
        let own = self.own_subjects()?;
        let unit = self.measured(own.as_ref())?;
        // 港口有多少公里: that no target says it is told before those that say something else.
        let unmeasured = match &self.reading.measure {
            Some(asked) if unit.is_none() && self.asked.query.is_some() => {
                format!("没有以“{asked}”计的指标；")
            }
            _ => String::new(),
        };
        let is_narrowed = is_binding.is_some()
            || year.is_some()
            || is_assigned.is_some()
            || amount.is_some()
            || unit.is_some();
        let (operation, found, total): (_, Vec<Indicator>, _) = match &self.asked.query {
            Some(query) if !is_narrowed && own.is_none() => {
                let topic = self.topic(query);
                let (found, total) = self.targets(&topic)?;
                (AskOperation::TopicIndicators(topic), found, total)
            }
            query => {
                let mut filter = IndicatorFilter {
                    year,
                    is_binding,
                    is_assigned_by_state: is_assigned,
                    unit,
                    tasks: (self.filter != TaskFilter::default()).then(|| self.filter.clone()),
                    ..IndicatorFilter::default()
                };
                if let Some(amount) = amount {
                    amount.narrow(&mut filter);
                }
                match query.as_deref().map(|query| (query, literal(query))) {
                    _ if own.is_some() => filter.subjects = own,
                    Some((_, Some(text))) => filter.text = Some(text.to_owned()),
                    Some((query, None)) => filter.subjects = Some(self.subjects(query)?),
                    None => {}
                }
                let list = self.view.indicator_list(&filter)?;
                let mut found = Vec::new();
                for (_, place) in list.slice(0..self.first) {
                    found.extend(self.view.indicator_at(place)?);
                }
                let operation = AskOperation::Indicators {
                    filter,
                    first: self.first,
                };
                (operation, found, list.len() as u64)
            }
        };
        let rows: Result<Vec<_>, _> = (found.iter())
            .map(|indicator| self.view.indicator_row(indicator))
            .collect();
        let rows = rows?;
        let conditions = self.conditions();
        let summary = match found.as_slice() {
            // 对外开放 may be what targets of others serve.
            [] if self.asked.query.is_some() => {
                format!("没有{conditions}指标（只看指标的名称和原句）。")
            }
            [] => format!("没有{conditions}指标。"),
            [only] if total == 1 => {
                // Which of several figures of a phrase, or of which plan it is, the row says.
                let is_alone = only.phrase.starts_with(&only.subject)
                    && self.view.snapshot().plan_count() == 1;
                let row = rows.first().map(|row| row.text.as_str());
                let told = row.filter(|_| !is_alone).unwrap_or(&only.phrase);
                format!("{}。", told.trim_end_matches('。'))
            }
            shown if total > shown.len() as u64 => {
                format!(
                    "{conditions}指标共 {total} 个，这里列出前 {} 个。",
                    shown.len()
                )
            }
            few if few.len() <= TOLD => {
                let told: Vec<_> = rows.iter().map(|row| row.text.as_str()).collect();
                format!("{conditions}指标共 {total} 个：{}。", told.join("；"))
            }
            _ => format!("{conditions}指标共 {total} 个。"),
        };
        Ok(Found {
            operation,
            summary: format!("{unmeasured}{summary}"),
            rows,
        })
    }

    /// The targets that a topic finds, the best first, and how many there are.
    fn targets(&self, topic: &TopicQuery) -> Result<(Vec<Indicator>, u64), QueryError> {
        let answer = self.search(topic, SearchKind::Indicator)?;
        let mut found = Vec::new();
        for hit in &answer.hits {
            if let Some(NodeId::Indicator(id)) = hit.id {
                let indicator = self.view.indicator(id)?;
                found.extend(indicator.map(|(_, indicator)| indicator));
            }
        }
        Ok((found, answer.total))
    }

    /// The subjects that speak of a topic themselves, when others only stand in one phrase with it: 化学需氧量 with 二氧化硫.
    fn own_subjects(&self) -> Result<Option<Vec<String>>, QueryError> {
        let Some(query) = &self.asked.query else {
            return Ok(None);
        };
        let all = self.subjects(query)?;
        let speaks = |subject: &&String| {
            let subject = fold(subject);
            let mut words = self.asked.words.iter();
            words.all(|forms| forms.iter().any(|form| subject.contains(form.as_str())))
        };
        let mut own: Vec<_> = all.iter().filter(speaks).cloned().collect();
        let listed = &self.asked.listed;
        let of = |name: &String, subject: &String| fold(subject).contains(name.as_str());
        let is_told = |name: &String| all.iter().any(|subject| of(name, subject));
        if own.is_empty() && listed.iter().all(is_told) {
            let is_of_list = |subject: &&String| listed.iter().any(|name| of(name, subject));
            own = all.iter().filter(is_of_list).cloned().collect();
        }
        Ok((!own.is_empty() && own.len() < all.len()).then_some(own))
    }

    /// The unit in which a figure is asked for, when a target about the topic has it: of 机场 there are 8 个 and 3500万人次.
    fn measured(&self, own: Option<&Vec<String>>) -> Result<Option<String>, QueryError> {
        let (Some(unit), Some(query)) = (&self.reading.measure, &self.asked.query) else {
            return Ok(None);
        };
        let subjects = match own {
            Some(own) => own.clone(),
            None => self.subjects(query)?,
        };
        let filter = IndicatorFilter {
            subjects: Some(subjects),
            unit: Some(unit.clone()),
            ..IndicatorFilter::default()
        };
        let is_known = self.view.indicator_list(&filter)?.len() > 0;
        Ok(is_known.then(|| unit.clone()))
    }

    /// The subjects of the targets that a query finds, each once.
    fn subjects(&self, query: &str) -> Result<Vec<String>, QueryError> {
        let topic = TopicQuery {
            first: SUBJECTS,
            ..self.topic(query)
        };
        let mut subjects = Vec::new();
        for target in self.targets(&topic)?.0 {
            if !subjects.contains(&target.subject) {
                subjects.push(target.subject);
            }
        }
        Ok(subjects)
    }
}

/// Conditions as one phrase before a noun.
pub(super) fn phrase(conditions: &[String]) -> String {
    match conditions {
        [] => String::new(),
        conditions => format!("{}的", conditions.join("、")),
    }
}

/// What a sentence adds when only some of all are listed.
pub(super) fn listed(some: usize, all: usize, noun: &str) -> String {
    if some < all {
        format!("（这里列出前 {some} {noun}）")
    } else {
        String::new()
    }
}
