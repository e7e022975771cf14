//! From filled slots to rows: one way of answering for each thing that can be asked for.

use std::sync::Arc;

use super::reading::{Focus, Rank, Reading};
use super::rows::{Proof, Quotes, deadline_rows, deadline_words, indicator_row};
use super::slots::Asked;
use super::{AnswerRow, AskOperation, TopicGroup, TopicQuery};
use crate::engine::search::SearchRequest;
use crate::engine::{
    IndicatorFilter, Listing as _, QueryError, SearchAnswer, SearchKind, TaskDimension, TaskFilter,
    TaskOrder, TaskOrderField, TaskSet, TaskStatKey, View,
};
use crate::model::{Indicator, NodeId, Task};

/// The most rows of an answer.
const ROWS: usize = 20;
/// Tasks that come near to what a question is about.
const NEAR: usize = 5;
/// The most targets whose subjects a topic stands for.
const SUBJECTS: usize = 100;
/// The most groups of an answer.
const GROUPS: usize = 100;
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
            first: reading.first.unwrap_or(rows).clamp(1, 100),
        };
        Ok(match focus {
            Focus::Tasks => Some(answers.tasks()?),
            Focus::Units(part) => Some(answers.units(part)?),
            Focus::Chapters => {
                Some(answers.groups(TaskDimension::Chapter, TopicGroup::Chapter, "章")?)
            }
            Focus::Cities => Some(answers.groups(TaskDimension::City, TopicGroup::City, "地区")?),
            Focus::Indicators => Some(answers.indicators()?),
            Focus::Deadlines => answers.deadlines()?,
            Focus::Compare { fewer, part } => Some(answers.compare(fewer, part)?),
            Focus::Partners => answers.partners()?,
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
        match self.asked.conditions.as_slice() {
            [] => String::new(),
            conditions => format!("{}的", conditions.join("、")),
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

    fn proof(&self) -> Proof {
        let units = self.reading.units.iter().filter(|slot| !slot.is_negated);
        let cities = self.reading.cities.iter().filter(|slot| !slot.is_negated);
        Proof {
            units: units.flat_map(|slot| slot.units.iter().copied()).collect(),
            cities: cities
                .flat_map(|slot| slot.cities.iter().copied())
                .collect(),
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
        let summary = match total {
            0 => format!("没有{conditions}任务。"),
            _ if self.asked.is_near => {
                format!(
                    "没有任务写明原话，{conditions}任务列出 {} 项。",
                    tasks.len()
                )
            }
            total if total > tasks.len() as u64 => {
                format!(
                    "{conditions}任务共 {total} 项，这里列出前 {} 项。",
                    tasks.len()
                )
            }
            total => format!("{conditions}任务共 {total} 项。"),
        };
        Ok(Found {
            operation,
            summary,
            rows: rows?,
        })
    }

    /// The first tasks of a set, to take quotes from.
    pub(super) fn quoted(&self, set: &TaskSet) -> Result<Vec<Arc<Task>>, QueryError> {
        let first: Vec<_> = set.iter().take(QUOTED).collect();
        self.view.tasks(&first)
    }

    /// What the tasks meant have in common.
    pub(super) fn groups(
        &self,
        dimension: TaskDimension,
        by: TopicGroup,
        noun: &str,
    ) -> Result<Found, QueryError> {
        let (operation, mut counts, set, most) = if let Some(query) = &self.asked.query {
            let topic = self.topic(query);
            let most = topic.first;
            let answer = self.search(&topic, SearchKind::Task)?;
            let facets = self.view.facets(&answer.tasks, usize::MAX)?;
            let counts: Vec<_> = match dimension {
                TaskDimension::Chapter => nodes(facets.chapters, NodeId::Chapter),
                _ => nodes(facets.cities, NodeId::City),
            };
            (
                AskOperation::TopicGroups { topic, by },
                counts,
                answer.tasks,
                most,
            )
        } else {
            let stats = self.view.task_stats(&self.filter, &[dimension])?;
            let counts = stats.iter().filter_map(|stat| match stat.keys.as_slice() {
                [TaskStatKey::Node(_, id)] => Some((*id, stat.task_count)),
                _ => None,
            });
            let operation = AskOperation::Groups {
                filter: self.filter.clone(),
                dimension,
            };
            (
                operation,
                counts.collect(),
                self.view.task_set(&self.filter)?,
                GROUPS,
            )
        };
        let all = counts.len();
        let end = match self.reading.rank {
            Some(Rank::Least) => counts.last().map(|end| ("最少", *end)),
            _ => counts.first().map(|end| ("最多", *end)),
        };
        counts.truncate(most);
        let leads_only = dimension == TaskDimension::LeadUnit;
        let ids: Vec<_> = counts.iter().map(|(id, _)| *id).collect();
        let covering = self.view.covering(&set, &ids, leads_only)?;
        let quotes = Quotes::of(&self.view.tasks(&covering)?);
        let verb = if leads_only { "牵头 " } else { "" };
        let words = |(id, count): &(NodeId, u64)| -> Result<String, QueryError> {
            let name = match id {
                NodeId::Chapter(chapter) => self.view.chapter_words(*chapter)?,
                NodeId::City(city) => self.view.city_words(*city),
                NodeId::Unit(unit) => self.view.unit_words(*unit),
                _ => String::new(),
            };
            Ok(format!("{name}：{verb}{count} 项"))
        };
        let mut rows = Vec::with_capacity(counts.len());
        for counted in &counts {
            let evidence = match counted.0 {
                NodeId::Chapter(chapter) => self.view.chapter_span(chapter)?.into_iter().collect(),
                NodeId::City(city) => quotes.of_city(city),
                NodeId::Unit(unit) => quotes.of_unit(unit, leads_only),
                _ => Vec::new(),
            };
            rows.push(AnswerRow {
                text: words(counted)?,
                node: Some(counted.0),
                evidence,
            });
        }
        let conditions = self.conditions();
        let summary = match end {
            None => format!("{conditions}任务没有{noun}可列。"),
            Some((end, counted)) => {
                let listed = listed(rows.len(), all, "个");
                format!(
                    "{conditions}任务共 {} 项，分属 {all} 个{noun}{listed}，{end}的是{}。",
                    set.len(),
                    words(&counted)?
                )
            }
        };
        Ok(Found {
            operation,
            summary,
            rows,
        })
    }

    fn indicators(&self) -> Result<Found, QueryError> {
        let reading = self.reading;
        let is_binding = reading.is_binding.as_ref().map(|(_, wanted)| *wanted);
        let year = reading.year.as_ref().map(|(_, year)| *year);
        let (operation, found, total): (_, Vec<Indicator>, _) = match &self.asked.query {
            Some(query) if is_binding.is_none() && year.is_none() => {
                let topic = self.topic(query);
                let (found, total) = self.targets(&topic)?;
                (AskOperation::TopicIndicators(topic), found, total)
            }
            query => {
                let mut filter = IndicatorFilter {
                    year,
                    is_binding,
                    tasks: (self.filter != TaskFilter::default()).then(|| self.filter.clone()),
                    ..IndicatorFilter::default()
                };
                match query.as_deref().map(|query| (query, literal(query))) {
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
        let rows: Vec<_> = found.iter().map(indicator_row).collect();
        let conditions = self.conditions();
        let summary = match found.as_slice() {
            [] => format!("没有{conditions}指标。"),
            [only] if total == 1 => format!("{}。", only.phrase.trim_end_matches('。')),
            shown if total > shown.len() as u64 => {
                format!(
                    "{conditions}指标共 {total} 个，这里列出前 {} 个。",
                    shown.len()
                )
            }
            _ => format!("{conditions}指标共 {total} 个。"),
        };
        Ok(Found {
            operation,
            summary,
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

    fn deadlines(&self) -> Result<Option<Found>, QueryError> {
        let mut dated = TaskFilter {
            has_deadline: Some(true),
            ..TaskFilter::default()
        };
        if self.filter != TaskFilter::default() {
            dated.and = Some(vec![self.filter.clone()]);
        }
        let order = TaskOrder {
            field: TaskOrderField::Deadline,
            ..TaskOrder::default()
        };
        let (operation, tasks, list, meant) = if let Some(query) = &self.asked.query {
            let meant = self.search(&self.topic(query), SearchKind::Task)?.total;
            let topic = TopicQuery {
                filter: dated,
                ..self.topic(query)
            };
            let answer = self.search(&topic, SearchKind::Task)?;
            let tasks = self.hits(&answer)?;
            let list = self.view.in_order(answer.tasks, order)?;
            (AskOperation::TopicDeadlines(topic), tasks, list, meant)
        } else {
            if !self.reading.has_subject() && !self.reading.counts && self.reading.rank.is_none() {
                // 什么时候完成: of what?
                return Ok(None);
            }
            let list = self.view.task_list(&dated, order)?;
            let ordinals: Vec<_> = list
                .slice(0..self.first)
                .into_iter()
                .map(|(_, task)| task)
                .collect();
            let meant = self.view.task_set(&self.filter)?.len();
            let operation = AskOperation::Deadlines {
                filter: dated,
                first: self.first,
            };
            let tasks = self.view.tasks(&ordinals)?;
            (operation, tasks, list, meant)
        };
        let written = list.len();
        let rows: Vec<_> = tasks.iter().flat_map(|task| deadline_rows(task)).collect();
        let conditions = self.conditions();
        let summary = match rows.as_slice() {
            [] if meant == 0 => format!("没有{conditions}任务。"),
            [] => format!("{conditions}任务共 {meant} 项，都没有写明完成时限。"),
            _ => {
                // Of all, not of those that are shown; and a task may have several deadlines.
                let first = list.slice(0..1).into_iter().map(|(_, task)| task);
                let first = self.view.tasks(&first.collect::<Vec<_>>())?;
                let deadlines = first
                    .iter()
                    .flat_map(|task| task.deadlines.iter().map(move |it| (it, task)));
                let earliest = deadlines
                    .filter(|(deadline, _)| deadline.date.is_some())
                    .min_by_key(|(deadline, _)| deadline.date);
                let earliest = earliest.map(|(deadline, task)| deadline_words(deadline, task));
                let earliest = match earliest {
                    Some(words) => format!("，最早的是{words}"),
                    None => String::new(),
                };
                let listed = listed(tasks.len(), written, "项");
                format!(
                    "{conditions}任务共 {meant} 项，其中 {written} 项写明时限{listed}{earliest}。"
                )
            }
        };
        Ok(Some(Found {
            operation,
            summary,
            rows,
        }))
    }
}

/// What a sentence adds when only some of all are listed.
pub(super) fn listed(some: usize, all: usize, measure_word: &str) -> String {
    if some < all {
        format!("（这里列出前 {some} {measure_word}）")
    } else {
        String::new()
    }
}

/// The words of a query that is nothing but one quotation.
fn literal(query: &str) -> Option<&str> {
    let words = query.strip_prefix('“')?.strip_suffix('”')?;
    (!words.contains(['“', '”'])).then_some(words)
}

fn nodes<Id>(counts: Vec<(Id, u32)>, node: fn(Id) -> NodeId) -> Vec<(NodeId, u64)> {
    let counts = counts.into_iter();
    counts
        .map(|(id, count)| (node(id), u64::from(count)))
        .collect()
}
