//! What tasks have in common: the units, chapters or places that they are divided among, by their numbers.

use std::collections::HashMap;

use super::answers::{Answers, Found, MOST, listed};
use super::bodies::{Share, only_support};
use super::lexer::Bound;
use super::reading::Rank;
use super::rows::Quotes;
use super::{AnswerRow, AskOperation, TopicGroup};
use crate::engine::{QueryError, SearchKind, TaskDimension, TaskSet, TaskStatKey};
use crate::model::{NodeId, Role, UnitId};

/// The names of several bodies that a sentence gives.
pub(super) const NAMED: usize = 3;

/// Things with the number of the tasks of each.
type Counts = Vec<(NodeId, u64)>;

impl Answers<'_> {
    /// What the tasks meant have in common; `noun` is said after a number.
    pub(super) fn groups(
        &self,
        dimension: TaskDimension,
        by: TopicGroup,
        noun: &str,
    ) -> Result<Found, QueryError> {
        let leads_only = dimension == TaskDimension::LeadUnit;
        let (mut counts, set) = self.counted(dimension)?;
        let left_out = &self.asked.left_out;
        counts.retain(|(id, _)| !left_out.iter().any(|unit| *id == NodeId::Unit(*unit)));
        let bound = self.reading.bound.as_ref().map(|(_, bound)| *bound);
        counts.retain(|(_, count)| bound.is_none_or(|bound| bound.holds(*count)));
        let all = counts.len();
        let is_from_least = bound.is_some_and(Bound::is_from_least);
        if self.reading.rank() == Some(Rank::Least) || is_from_least {
            counts.sort_by_key(|(_, count)| *count);
        }
        let best = self.best(&counts, leads_only)?;
        counts.truncate(self.reach(&counts));
        let ids: Vec<_> = counts.iter().map(|(id, _)| *id).collect();
        let operation = self.operation_of_groups(&ids, dimension, by);
        let mut shares = match dimension {
            TaskDimension::Unit => self.view.shares(&set)?,
            _ => HashMap::new(),
        };
        shares.retain(|unit, _| !left_out.contains(unit));
        let rows = self.group_rows(&counts, &set, dimension, &shares)?;
        let conditions = self.conditions();
        let (total, divided) = (set.len(), self.view.divided(&set, dimension)?);
        let some = if divided < total {
            let has = match dimension {
                TaskDimension::City => "写到地区",
                TaskDimension::Region => "的文件属于某地区",
                TaskDimension::LeadUnit => "有牵头单位",
                _ => "有责任单位",
            };
            format!("，其中 {divided} 项{has}")
        } else {
            String::new()
        };
        let left_out: Vec<_> = (left_out.iter())
            .map(|unit| self.view.unit_words(*unit))
            .collect();
        let except = match left_out.join("、") {
            names if names.is_empty() => names,
            names => format!("除{names}外"),
        };
        let listed = self.listed(rows.len(), all, noun);
        let summary = match best {
            None if total == 0 => self.none(),
            _ if let Some(bound) = bound => {
                let within = self.within();
                let (what, kind, measure) = match dimension {
                    TaskDimension::LeadUnit => ("牵头任务", "单位", "个"),
                    TaskDimension::Unit => ("任务", "单位", "个"),
                    TaskDimension::City => ("任务", "地区", "个"),
                    _ => ("任务", noun, noun),
                };
                let bound = bound.words();
                format!("{within}{except}{what}{bound}的{kind}共 {all} {measure}{listed}。")
            }
            None => format!(
                "{except}{conditions}任务没有{}可列。",
                noun.trim_start_matches('个')
            ),
            Some(best) => {
                let only_support = only_support(&shares);
                format!(
                    "{conditions}任务共 {total} 项{some}，{except}分属 {all} {noun}{only_support}{listed}，{best}。"
                )
            }
        };
        Ok(Found {
            operation,
            summary,
            rows,
        })
    }

    /// A row for each group, with what proves its first tasks.
    fn group_rows(
        &self,
        counts: &[(NodeId, u64)],
        set: &TaskSet,
        dimension: TaskDimension,
        shares: &HashMap<UnitId, Share>,
    ) -> Result<Vec<AnswerRow>, QueryError> {
        let leads_only = dimension == TaskDimension::LeadUnit;
        let ids: Vec<_> = counts.iter().map(|(id, _)| *id).collect();
        let covering = self.view.covering(set, &ids, leads_only)?;
        let quotes = Quotes::of(&self.view.tasks(&covering)?);
        let of_plans = match dimension {
            TaskDimension::Plan | TaskDimension::Region => self.view.first_spans(set, dimension)?,
            _ => HashMap::new(),
        };
        let mut rows = Vec::with_capacity(counts.len());
        for counted in counts {
            let evidence = match counted.0 {
                NodeId::Chapter(chapter) => self.view.chapter_span(chapter)?.into_iter().collect(),
                NodeId::Section(section) => self.view.section_span(section)?.into_iter().collect(),
                _ if let Some(spans) = of_plans.get(&counted.0) => spans.clone(),
                NodeId::City(city) => quotes.of_city(city),
                NodeId::Unit(unit) => quotes.of_unit(unit, leads_only),
                _ => Vec::new(),
            };
            let verb = if leads_only { "牵头 " } else { "" };
            let share = match counted.0 {
                NodeId::Unit(unit) => shares.get(&unit).copied().unwrap_or_default(),
                _ => Share::default(),
            };
            rows.push(AnswerRow {
                text: format!(
                    "{}：{verb}{} 项{}",
                    self.view.node_words(counted.0)?,
                    counted.1,
                    share.remark()
                ),
                node: Some(counted.0),
                evidence,
            });
        }
        Ok(rows)
    }

    /// The groups of the tasks meant, the largest first, and these tasks.
    fn counted(&self, dimension: TaskDimension) -> Result<(Counts, TaskSet), QueryError> {
        if let Some(query) = &self.asked.query {
            let tasks = self.search(&self.topic(query), SearchKind::Task)?.tasks;
            let facets = self.view.facets(&tasks, usize::MAX)?;
            let counts = match dimension {
                TaskDimension::Chapter => nodes(facets.chapters, NodeId::Chapter),
                _ => nodes(facets.cities, NodeId::City),
            };
            return Ok((counts, tasks));
        }
        let stats = self.view.task_stats(&self.filter, &[dimension])?;
        let counts = stats.iter().filter_map(|stat| match stat.keys.as_slice() {
            [TaskStatKey::Node(_, id)] => Some((*id, stat.task_count)),
            _ => None,
        });
        Ok((counts.collect(), self.view.task_set(&self.filter)?))
    }

    fn operation_of_groups(
        &self,
        ids: &[NodeId],
        dimension: TaskDimension,
        by: TopicGroup,
    ) -> AskOperation {
        let filter = self.filter.clone();
        if let Some(query) = &self.asked.query {
            let mut topic = self.topic(query);
            topic.first = ids.len().max(1);
            return AskOperation::TopicGroups { topic, by };
        }
        let is_whole = self.reading.first().is_none()
            && self.reading.bound.is_none()
            && self.reading.rank() != Some(Rank::Least)
            && self.asked.left_out.is_empty();
        if is_whole {
            return AskOperation::Groups { filter, dimension };
        }
        let units: Option<Vec<_>> = (ids.iter())
            .map(|id| match id {
                NodeId::Unit(unit) => Some(*unit),
                _ => None,
            })
            .collect();
        match units {
            Some(units) => AskOperation::UnitCounts {
                units,
                role: (dimension == TaskDimension::LeadUnit).then_some(Role::Lead),
                filter,
            },
            None => AskOperation::GroupCounts {
                groups: ids.to_vec(),
                filter,
            },
        }
    }

    /// What a sentence adds when only some of all are listed.
    pub(super) fn listed(&self, some: usize, all: usize, noun: &str) -> String {
        match self.reading.first() {
            Some(first) if first < some => {
                format!("（这里列出前 {first} 位，并列的都列出）")
            }
            _ => listed(some, all, noun),
        }
    }

    /// How many of what is ranked are listed: as many as asked for, and those that are level with the last of them.
    pub(super) fn reach<T>(&self, ranked: &[(T, u64)]) -> usize {
        let first = self.reading.first().unwrap_or(MOST).clamp(1, MOST);
        let last = ranked.get(first - 1).map(|(_, count)| *count);
        let level = ranked.iter().skip(first);
        let level = level.take_while(|(_, count)| Some(*count) == last);
        first.min(ranked.len()) + level.count().min(MOST - first)
    }

    /// Who has most or least of what is ranked, or stands at the place that is asked for: all that are level.
    pub(super) fn best(
        &self,
        ranked: &[(NodeId, u64)],
        leads_only: bool,
    ) -> Result<Option<String>, QueryError> {
        if ranked.is_empty() {
            return Ok(None);
        }
        let nth = self.reading.nth();
        let Some((_, count)) = ranked.get(nth.unwrap_or(1) - 1) else {
            return Ok(nth.map(|place| format!("没有第 {place} 位")));
        };
        let level: Vec<_> = (ranked.iter())
            .filter(|(_, other)| other == count)
            .collect();
        let before = ranked.iter().take_while(|(_, other)| other != count);
        let end = self.end(before.count() + 1);
        let verb = if leads_only { "牵头" } else { "" };
        let names = level.iter().take(NAMED);
        let names: Result<Vec<_>, _> = names.map(|(id, _)| self.view.node_words(*id)).collect();
        let names = names?.join("、");
        Ok(Some(match level.len() {
            1 if leads_only => format!("{end}的是{names}：牵头 {count} 项"),
            1 => format!("{end}的是{names}：{count} 项"),
            few if few <= NAMED => format!("{end}的是{names}，各{verb} {count} 项"),
            many => format!("{end}的是{names}等 {many} 个，各{verb} {count} 项"),
        }))
    }

    /// Which end of a ranking is told, or which place of it, and from which place on those there are level.
    fn end(&self, from: usize) -> String {
        let end = match self.reading.rank() {
            Some(Rank::Least) => "少",
            _ => "多",
        };
        match self.reading.nth() {
            None => format!("最{end}"),
            Some(place) if place == from => format!("第 {place} {end}"),
            Some(place) => format!("第 {place} {end}（与第 {from} 位并列）"),
        }
    }
}

fn nodes<Id>(counts: Vec<(Id, u32)>, node: fn(Id) -> NodeId) -> Counts {
    let counts = counts.into_iter();
    counts
        .map(|(id, count)| (node(id), u64::from(count)))
        .collect()
}
