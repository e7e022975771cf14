//! Rows of answers: what was asked for in words, with the quotes that prove it.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use super::AnswerRow;
use super::names::having;
use super::words::Part;
use crate::engine::{IndicatorPlace, QueryError, TaskDimension, TaskFilter, TaskSet, View};
use crate::model::{
    ChapterId, CityId, Deadline, Indicator, NodeId, Role, Section, SectionId, Task, TextSpan,
    UnitId,
};
use crate::text::opening;

/// The most quotes of one row.
const QUOTES: usize = 3;

/// The most characters of a task that a row shows.
const SHOWN: usize = 40;

/// Which links of a task prove that it belongs to the answer.
#[derive(Debug, Default)]
pub(super) struct Proof {
    pub(super) units: Vec<UnitId>,
    pub(super) cities: Vec<CityId>,
    /// Whether its deadlines do.
    pub(super) deadlines: bool,
}

impl View {
    /// A task with its place, its text and the links that prove it.
    pub(super) fn task_row(&self, task: &Task, proof: &Proof) -> Result<AnswerRow, QueryError> {
        let mut evidence = vec![task.span.clone()];
        for part in task.parts().filter(|part| proof.units.contains(&part.unit)) {
            push(&mut evidence, &part.statement_span);
        }
        for link in &task.cities {
            let is_within = |city: &CityId| {
                *city == link.city
                    || self
                        .gazetteer()
                        .ancestors(link.city)
                        .any(|above| above == *city)
            };
            if proof.cities.iter().any(is_within) {
                push(&mut evidence, &link.span);
            }
        }
        for deadline in task.deadlines.iter().filter(|_| proof.deadlines) {
            push(&mut evidence, &deadline.span);
        }
        let place = self.plan_mark(task.id.plan)? + &self.chapter_words(task.chapter)?;
        let colon = if place.is_empty() { "" } else { "：" };
        Ok(AnswerRow {
            text: format!("{place}{colon}{}", headline(task)),
            node: Some(NodeId::Task(task.id)),
            evidence,
        })
    }

    /// 第五章 强化基础设施建设.
    pub(super) fn chapter_words(&self, id: ChapterId) -> Result<String, QueryError> {
        let plan = self.plan(id.plan)?;
        let chapter =
            (plan.iter().flat_map(|plan| &plan.chapters)).find(|chapter| chapter.id == id);
        // A notice without chapters has one without a title.
        let chapter = chapter.filter(|chapter| !chapter.title.is_empty());
        Ok(chapter.map_or_else(String::new, |chapter| {
            format!("第{}章 {}", chapter.number, chapter.title)
        }))
    }

    /// 第三节 加强水利基础设施建设.
    fn section_words(&self, id: SectionId) -> Result<String, QueryError> {
        let section = self.section(id)?;
        Ok(section.map_or_else(String::new, |section| {
            format!("第{}节 {}", section.number, section.title)
        }))
    }

    fn section(&self, id: SectionId) -> Result<Option<Section>, QueryError> {
        let plan = self.plan(id.plan)?;
        let chapters = plan.iter().flat_map(|plan| &plan.chapters);
        let mut sections = chapters.flat_map(|chapter| &chapter.sections);
        Ok(sections.find(|section| section.id == id).cloned())
    }

    pub(super) fn section_span(&self, id: SectionId) -> Result<Option<TextSpan>, QueryError> {
        Ok(self.section(id)?.map(|section| section.span))
    }

    /// What a row or a sentence calls a thing that tasks are grouped by.
    pub(super) fn node_words(&self, id: NodeId) -> Result<String, QueryError> {
        Ok(match id {
            NodeId::Chapter(chapter) => {
                self.plan_mark(chapter.plan)? + &self.chapter_words(chapter)?
            }
            NodeId::Section(section) => {
                self.plan_mark(section.plan)? + &self.section_words(section)?
            }
            NodeId::Plan(_) => {
                let title = self.title(id)?;
                title.map_or_else(String::new, |title| format!("《{title}》"))
            }
            NodeId::City(city) => self.city_words(city),
            NodeId::Unit(unit) => self.unit_words(unit),
            _ => String::new(),
        })
    }

    pub(super) fn chapter_span(&self, id: ChapterId) -> Result<Option<TextSpan>, QueryError> {
        let plan = self.plan(id.plan)?;
        let chapter =
            (plan.iter().flat_map(|plan| &plan.chapters)).find(|chapter| chapter.id == id);
        Ok(chapter.map(|chapter| chapter.span.clone()))
    }

    /// A unit's name as it can stand among those of other plans.
    pub(super) fn unit_words(&self, id: UnitId) -> String {
        let unit = self.unit(id);
        unit.map_or_else(String::new, |unit| self.distinct_unit(&unit))
    }

    pub(super) fn city_words(&self, id: CityId) -> String {
        self.gazetteer()
            .city(id)
            .map_or_else(String::new, |city| city.name.clone())
    }

    /// The indicator at a place.
    pub(super) fn indicator_at(
        &self,
        place: IndicatorPlace,
    ) -> Result<Option<Indicator>, QueryError> {
        Ok(match place {
            IndicatorPlace::Task(ordinal, index) => {
                let task = self.tasks(&[ordinal])?.pop();
                task.and_then(|task| task.indicators.get(index as usize).cloned())
            }
            IndicatorPlace::Plan(plan, index) => {
                let plan = self.plan(plan)?;
                plan.and_then(|plan| plan.indicators.get(index as usize).cloned())
            }
        })
    }
}

impl View {
    /// Tasks of a set, few of them, among which each of these units and cities has one.
    pub(super) fn covering(
        &self,
        set: &TaskSet,
        ids: &[NodeId],
        leads_only: bool,
    ) -> Result<Vec<u32>, QueryError> {
        let mut open: HashSet<NodeId> = ids.iter().copied().collect();
        let mut ordinals = Vec::new();
        self.rows(set, |_, segment, row, ordinal| {
            if open.is_empty() {
                return Ok(());
            }
            let parts = segment.parts_of(row);
            let parts = parts.filter(|(_, role)| !leads_only || *role == Role::Lead);
            let units = parts.map(|(unit, _)| unit);
            let cities = row.places.iter().filter_map(|it| segment.city_of(it));
            let nodes = units.map(NodeId::Unit).chain(cities.map(NodeId::City));
            if nodes.filter(|node| open.remove(node)).count() > 0 {
                ordinals.push(ordinal);
            }
            Ok(())
        })?;
        Ok(ordinals)
    }

    /// How many tasks of a set belong to any group of a dimension.
    pub(super) fn divided(
        &self,
        set: &TaskSet,
        dimension: TaskDimension,
    ) -> Result<u64, QueryError> {
        let mut divided = 0;
        self.rows(set, |entry, _, row, _| {
            divided += u64::from(match dimension {
                TaskDimension::LeadUnit => row.has_lead(),
                TaskDimension::Unit => row.parts().next().is_some(),
                TaskDimension::City => !row.places.is_empty(),
                TaskDimension::Region => entry.region.is_some(),
                _ => true,
            });
            Ok(())
        })?;
        Ok(divided)
    }

    /// The tasks that a filter means in which a unit has a part.
    pub(super) fn tasks_of_unit(
        &self,
        unit: UnitId,
        part: Part,
        filter: &TaskFilter,
    ) -> Result<TaskSet, QueryError> {
        self.task_set(&TaskFilter {
            and: Some(vec![having(&[unit.to_string()], part), filter.clone()]),
            ..TaskFilter::default()
        })
    }
}

impl View {
    /// A target with what it is bound to, and its plan where there are several.
    pub(super) fn indicator_row(&self, indicator: &Indicator) -> Result<AnswerRow, QueryError> {
        let row = target_row(indicator);
        let plan = self.plan_mark(indicator.id.plan)?;
        Ok(AnswerRow {
            text: format!("{plan}{}", row.text),
            ..row
        })
    }
}

fn target_row(indicator: &Indicator) -> AnswerRow {
    // 化学需氧量、二氧化硫排放分别减少9.2%、10.7%: which of them is meant is said before.
    let mut text = match (&indicator.unit, indicator.value) {
        (Some(unit), Some(value)) if !indicator.phrase.starts_with(&indicator.subject) => {
            format!(
                "{}（{value}{unit}）：{}",
                indicator.subject, indicator.phrase
            )
        }
        _ => indicator.phrase.clone(),
    };
    let mut notes = Vec::new();
    if indicator.is_binding {
        notes.push("约束性");
    }
    if indicator.is_assigned_by_state {
        notes.push("系国家分解指标");
    }
    if !notes.is_empty() {
        text = format!("{text}（{}）", notes.join("，"));
    }
    AnswerRow {
        text,
        node: Some(NodeId::Indicator(indicator.id)),
        evidence: vec![indicator.span.clone()],
    }
}

/// A deadline and what it is for: 2015年底前：铁路建设.
pub(super) fn deadline_words(deadline: &Deadline, task: &Task) -> String {
    format!("{}：{}", deadline.text, headline(task))
}

/// Deadlines of a task, each a row.
pub(super) fn deadline_rows(task: &Task) -> impl Iterator<Item = AnswerRow> {
    task.deadlines.iter().map(|deadline| AnswerRow {
        text: deadline_words(deadline, task),
        node: Some(NodeId::Deadline(deadline.id)),
        evidence: vec![deadline.span.clone(), task.span.clone()],
    })
}

/// The beginning of a task.
pub(super) fn headline(task: &Task) -> String {
    if let Some(label) = &task.label {
        return label.trim_end_matches('。').to_owned();
    }
    let sentence = task.text.split(['。', '\n']).next().unwrap_or_default();
    opening(sentence, SHOWN)
}

/// The quotes of tasks by what they prove.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    leads: HashMap<UnitId, Vec<TextSpan>>,
    units: HashMap<UnitId, Vec<TextSpan>>,
    cities: HashMap<CityId, Vec<TextSpan>>,
}

impl Quotes {
    pub(super) fn of(tasks: &[Arc<Task>]) -> Self {
        let mut quotes = Self::default();
        for task in tasks {
            for assignment in task.parts() {
                add(
                    &mut quotes.units,
                    assignment.unit,
                    &assignment.statement_span,
                );
                if assignment.role == Role::Lead {
                    add(
                        &mut quotes.leads,
                        assignment.unit,
                        &assignment.statement_span,
                    );
                }
            }
            for link in &task.cities {
                add(&mut quotes.cities, link.city, &link.span);
            }
        }
        quotes
    }

    /// What proves a unit's part, its lead first.
    pub(super) fn of_unit(&self, unit: UnitId, leads_only: bool) -> Vec<TextSpan> {
        let leads = self.leads.get(&unit).into_iter().flatten();
        let parts = self.units.get(&unit).into_iter().flatten();
        let parts = parts.filter(|_| !leads_only);
        let mut spans = Vec::new();
        for span in leads.chain(parts) {
            push(&mut spans, span);
        }
        spans.truncate(QUOTES);
        spans
    }

    pub(super) fn of_city(&self, city: CityId) -> Vec<TextSpan> {
        self.cities.get(&city).cloned().unwrap_or_default()
    }
}

fn add<K: Hash + Eq>(quotes: &mut HashMap<K, Vec<TextSpan>>, key: K, span: &TextSpan) {
    let spans = quotes.entry(key).or_default();
    if spans.len() < QUOTES {
        push(spans, span);
    }
}

fn push(spans: &mut Vec<TextSpan>, span: &TextSpan) {
    if !spans.contains(span) {
        spans.push(span.clone());
    }
}
