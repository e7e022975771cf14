//! Where the question looks: divisions, the document, its chapters and sections.

use super::documents::{is_plain, only_plans};
use super::reading::{CitySlot, Focus, UnitSlot};
use super::slots::{Finder, only};
use super::words::{Part, Word};
use crate::engine::{CityMatch, QueryError, TaskFilter};
use crate::model::{CityId, NodeId, Plan, PlanId, SectionId};
use std::sync::Arc;

impl CitySlot {
    /// The bodies of that name, with whatever part.
    pub(super) fn into_body(self) -> UnitSlot {
        UnitSlot {
            bytes: self.bytes,
            units: self.units,
            part: Part::Any,
            is_negated: self.is_negated,
            is_excepted: false,
        }
    }
}

impl Finder<'_> {
    pub(super) fn cities(&mut self, taken: &[usize]) {
        if self.reading.focus == Some(Focus::Regions) {
            self.regions();
            return;
        }
        for slot in &self.reading.cities {
            let names_division =
                (self.reading.units.iter()).any(|unit| unit.bytes.start == slot.bytes.end);
            if taken.contains(&slot.bytes.start) {
                continue;
            }
            let term = self.term(&slot.bytes, only(&slot.cities).map(NodeId::City), Part::Any);
            let text = term.text.clone();
            self.asked.understood.push(term);
            if names_division {
                continue;
            }
            let is_of_documents = self.reading.focus == Some(Focus::Documents)
                && !self.question.says_word(Word::About);
            let plans = if is_of_documents {
                self.plans_within(&slot.cities)
            } else {
                self.plans_of(&slot.cities)
            };
            if is_of_documents && plans.is_empty() {
                self.not_understood(&slot.bytes);
                continue;
            }
            let mut filter = TaskFilter::default();
            let mut words = format!("{text}的文件");
            let mut denied = format!("不是{text}的文件");
            if plans.is_empty() {
                filter.cities = Some(CityMatch {
                    any: Some(vec![text.clone()]),
                    ..CityMatch::default()
                });
                words = format!("涉及{text}");
                denied = format!("不涉及{text}");
                // 陕西省有哪些任务, where only a plan of 西安 is kept.
                let within = self.plans_within(&slot.cities);
                if !within.is_empty() && !self.question.says_word(Word::About) {
                    filter = either(filter, only_plans(within));
                    words = format!("涉及{text}或其所辖地区文件");
                    denied = format!("不涉及{text}及其所辖地区文件");
                }
            } else {
                filter.plans = Some(plans);
            }
            if slot.is_negated {
                self.asked.conditions.push(denied);
                self.asked.narrow(TaskFilter {
                    not: Some(Box::new(filter)),
                    ..TaskFilter::default()
                });
            } else if let Some(alternative) = self.reading.alternative(slot.bytes.start) {
                self.alternate(alternative, filter, words);
            } else {
                self.asked.conditions.push(words);
                self.asked.narrow(filter);
            }
        }
    }

    /// The plans that govern one of these divisions: 辽宁 means its plans rather than the places within.
    pub(super) fn plans_of(&self, cities: &[CityId]) -> Vec<PlanId> {
        let plans = self.view.snapshot().plans();
        plans
            .filter(|entry| entry.region.is_some_and(|region| cities.contains(&region)))
            .map(|entry| entry.id)
            .collect()
    }

    pub(super) fn plans(&self) -> Vec<PlanId> {
        self.view.plans_asked(self.plans)
    }

    /// The one plan that is asked.
    fn only_plan(&self) -> Result<Option<Arc<Plan>>, QueryError> {
        match only(&self.plans()) {
            Some(plan) => self.view.plan(plan),
            None => Ok(None),
        }
    }

    /// 这个方案 means the one that is asked; of several nobody knows which, unless it is said: 2024年的文件.
    pub(super) fn documents(&mut self) {
        if self.plans().len() == 1 {
            return;
        }
        let asks = self.reading.focus.is_some_and(Focus::is_of_documents);
        let filters = self.asked.filter.and.iter().flatten();
        let is_said = asks || filters.into_iter().any(|filter| filter.plans.is_some());
        for bytes in &self.reading.documents {
            if !(is_said && is_plain(self.question.text(bytes))) {
                self.not_understood(bytes);
            }
        }
    }

    pub(super) fn chapters(&mut self) -> Result<(), QueryError> {
        let plan = self.only_plan()?;
        let mut all = Vec::new();
        for (bytes, numbers) in &self.reading.chapters {
            let chapters = plan.as_ref().map(|plan| plan.chapters.as_slice());
            let known = chapters.unwrap_or_default();
            let find = |number: &u32| known.iter().find(|chapter| chapter.number == *number);
            if let Some(number) = numbers.iter().find(|number| find(number).is_none())
                && let Some(chapters) = chapters
            {
                let count = chapters.len();
                let remark = format!("没有第{number}章，共 {count} 章");
                self.asked.remarks.push(remark);
                self.not_understood(bytes);
                continue;
            }
            let chapter = only(numbers).and_then(|number| find(&number));
            let node = chapter.map(|chapter| NodeId::Chapter(chapter.id));
            let title = chapter.map_or_else(String::new, |chapter| format!("“{}”", chapter.title));
            let term = self.term(bytes, node, Part::Any);
            self.asked.conditions.push(format!("{}{title}", term.text));
            self.asked.understood.push(term);
            all.extend(numbers);
        }
        let sections = self.sections(plan.as_deref(), only(&all));
        let given = |ids: &[SectionId]| (!ids.is_empty()).then(|| ids.to_vec());
        let within = TaskFilter {
            chapters: (!all.is_empty()).then_some(all),
            sections: given(&sections),
            ..TaskFilter::default()
        };
        if within != TaskFilter::default() {
            self.asked.narrow(within.clone());
        }
        self.numbered_tasks(plan.as_deref(), within)
    }

    /// Tasks by their numbers: within a chapter or section of the one plan that is asked, or else within each plan.
    fn numbered_tasks(
        &mut self,
        plan: Option<&Plan>,
        within: TaskFilter,
    ) -> Result<(), QueryError> {
        if self.reading.tasks.is_empty() {
            return Ok(());
        }
        let is_of_plans = within == TaskFilter::default();
        let filter = TaskFilter {
            plans: plan.map(|plan| vec![plan.id]),
            ..within
        };
        let set = self.view.task_set(&filter)?;
        let first = plan.and_then(|plan| self.view.snapshot().plan(plan.id));
        let first = first.map_or(0, |entry| entry.first);
        let mut numbers = Vec::new();
        for (bytes, number) in &self.reading.tasks {
            let place = (*number as usize).checked_sub(1);
            let found = match (is_of_plans, plan) {
                (true, None) => Some(*number),
                (false, None) => None,
                (_, Some(_)) => place
                    .and_then(|place| set.iter().nth(place))
                    .map(|ordinal| ordinal - first + 1),
            };
            let Some(found) = found else {
                if plan.is_some() {
                    let remark = format!("只有 {} 项任务", set.len());
                    self.asked.remarks.push(remark);
                }
                self.not_understood(bytes);
                continue;
            };
            let term = self.term(bytes, None, Part::Any);
            self.asked.conditions.push(term.text.clone());
            self.asked.understood.push(term);
            numbers.push(found);
        }
        if !numbers.is_empty() {
            self.asked.narrow(TaskFilter {
                numbers: Some(numbers),
                ..TaskFilter::default()
            });
        }
        Ok(())
    }

    /// Sections by their numbers within the one chapter of the one plan that is asked.
    fn sections(&mut self, plan: Option<&Plan>, chapter: Option<u32>) -> Vec<SectionId> {
        let chapters = plan.into_iter().flat_map(|plan| &plan.chapters);
        let mut chapters = chapters.filter(|of| Some(of.number) == chapter);
        let sections = chapters.next().map_or(&[][..], |chapter| &chapter.sections);
        let mut ids = Vec::new();
        for (bytes, number) in &self.reading.sections {
            let Some(section) = sections.iter().find(|section| section.number == *number) else {
                self.not_understood(bytes);
                continue;
            };
            let term = self.term(bytes, Some(NodeId::Section(section.id)), Part::Any);
            let words = format!("{}“{}”", term.text, section.title);
            self.asked.conditions.push(words);
            self.asked.understood.push(term);
            ids.push(section.id);
        }
        ids
    }
}

/// What is of one or the other.
fn either(one: TaskFilter, other: TaskFilter) -> TaskFilter {
    TaskFilter {
        or: Some(vec![one, other]),
        ..TaskFilter::default()
    }
}
