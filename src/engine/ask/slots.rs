//! What the slots of a question mean to the engine: a filter, a query, and what was not understood.

use std::ops::Range;

use super::lexer::Question;
use super::reading::{CitySlot, Focus, Reading, UnitSlot};
use super::topic::TopicMatch;
use super::words::Part;
use crate::engine::search::{Applied, InterpretedTerm};
use crate::engine::{CityMatch, QueryError, SearchKind, TaskFilter, UnitMatch, View};
use crate::model::{CityId, NodeId, PlanId, UnitId};
use crate::text::fold::fold;

/// Writes into a filter whether something is wanted.
type Setter = fn(&mut TaskFilter, bool);

/// What stands around text that is meant as it stands.
const MARKS: &[char] = &['“', '”', '"', '「', '」', '『', '』', '《', '》'];

/// A question with every slot looked up.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Which tasks are meant, apart from `query`.
    pub(super) filter: TaskFilter,
    /// What the tasks, or the indicators asked for, must speak of.
    pub(super) query: Option<String>,
    /// Whether `query` finds what comes near it rather than the thing itself.
    pub(super) is_near: bool,
    pub(super) understood: Vec<InterpretedTerm>,
    pub(super) not_understood: Vec<Range<usize>>,
    /// The conditions in words: 省农委牵头、涉及大连市.
    pub(super) conditions: Vec<String>,
}

impl Asked {
    pub(super) fn of(
        view: &View,
        question: &Question,
        reading: &Reading,
        plans: Option<&[PlanId]>,
    ) -> Result<Self, QueryError> {
        let mut finder = Finder {
            view,
            question,
            reading,
            asked: Self::default(),
        };
        let taken = finder.topics()?;
        finder.units();
        finder.cities(&taken);
        finder.chapters()?;
        finder.flags();
        let beyond = reading.beyond.iter().map(|bytes| question.range(bytes));
        finder.asked.not_understood.extend(beyond);
        let mut asked = finder.asked;
        if let Some(plans) = plans {
            asked.narrow_to(plans);
        }
        asked
            .understood
            .sort_by_key(|term| (term.range.start, term.range.end));
        asked
            .not_understood
            .sort_by_key(|range| (range.start, range.end));
        Ok(asked)
    }

    /// Adds a condition that must hold beside the others.
    fn narrow(&mut self, filter: TaskFilter) {
        self.filter.and.get_or_insert_default().push(filter);
    }

    /// Only these plans; those that the question itself means stay a condition beside them.
    fn narrow_to(&mut self, plans: &[PlanId]) {
        let meant = self.filter.plans.replace(plans.to_vec());
        if meant.is_some() {
            self.narrow(TaskFilter {
                plans: meant,
                ..TaskFilter::default()
            });
        }
    }

    /// A filter of one condition stands for itself.
    pub(super) fn filter(&self) -> TaskFilter {
        let mut filter = self.filter.clone();
        let alone = TaskFilter {
            and: None,
            ..filter.clone()
        } == TaskFilter::default();
        if let Some(all) = &mut filter.and
            && all.len() == 1
            && alone
            && let Some(only) = all.pop()
        {
            return only;
        }
        filter
    }
}

struct Finder<'a> {
    view: &'a View,
    question: &'a Question,
    reading: &'a Reading,
    asked: Asked,
}

impl Finder<'_> {
    fn term(&self, bytes: &Range<usize>, node: Option<NodeId>, part: Part) -> InterpretedTerm {
        InterpretedTerm {
            range: self.question.range(bytes),
            text: self.question.text(bytes).to_owned(),
            node,
            role: part.role(),
            is_negated: false,
            applied: Applied::Filter,
        }
    }

    /// Reads the text of the question; the cities whose name is part of it are returned.
    fn topics(&mut self) -> Result<Vec<usize>, QueryError> {
        let kind = match self.reading.focus {
            Some(Focus::Indicators) => SearchKind::Indicator,
            _ => SearchKind::Task,
        };
        let mut taken = Vec::new();
        let mut queries = Vec::new();
        for topic in &self.reading.topics {
            let text = self.question.text(&topic.bytes);
            if topic.is_chapter {
                let chapters = self.view.chapters_titled(text)?;
                if chapters.is_empty() {
                    self.asked
                        .not_understood
                        .push(self.question.range(&topic.bytes));
                    continue;
                }
                let term = self.term(
                    &topic.bytes,
                    only(&chapters).map(NodeId::Chapter),
                    Part::Any,
                );
                self.asked.understood.push(term);
                self.asked.conditions.push(format!("“{text}”一章"));
                self.asked.narrow(TaskFilter {
                    chapter_ids: Some(chapters),
                    ..TaskFilter::default()
                });
                continue;
            }
            let joined = (self.reading.cities.iter())
                .position(|city| city.joined == Some(topic.bytes.end) && !city.is_negated);
            let mut bytes = topic.bytes.clone();
            let mut found = None;
            if let Some(at) = joined
                && let Some(city) = self.reading.cities.get(at)
            {
                // 大连港 rather than 港 in 大连, when the plans have it so.
                let whole = city.bytes.start..topic.bytes.end;
                let text = self.question.text(&whole);
                let literal = format!("“{text}”");
                found = self
                    .view
                    .topic_match(text, kind)?
                    .filter(|found| found.query == literal);
                if found.is_some() {
                    taken.push(at);
                    bytes = whole;
                }
            }
            if found.is_none() {
                found = self.topic(text, kind, topic.is_quoted)?;
            }
            // What comes near is shown as tasks and who has a part in them, never counted or grouped.
            let takes_near = matches!(self.reading.focus, Some(Focus::Tasks | Focus::Units(_)))
                && self.reading.rank.is_none();
            let Some(found) = found.filter(|found| takes_near || !found.is_near) else {
                let range = self.question.range(&topic.bytes);
                self.asked.not_understood.push(range);
                continue;
            };
            let term = self.term(&bytes, None, Part::Any);
            let words = term.text.trim_matches(MARKS);
            let condition = match (kind, found.is_near) {
                (SearchKind::Indicator, _) => format!("关于“{words}”"),
                (_, true) => format!("内容接近“{words}”"),
                (_, false) => format!("提到{}", found.named(words)),
            };
            self.asked.conditions.push(condition);
            self.asked.understood.push(term);
            self.asked.is_near |= found.is_near;
            queries.push(found.query);
        }
        if let Some((bytes, year)) = &self.reading.year
            && kind == SearchKind::Task
        {
            let query = format!("“{year}年”");
            if self.view.topic_match(&format!("{year}年"), kind)?.is_some() {
                let term = self.term(bytes, None, Part::Any);
                self.asked.understood.push(term);
                self.asked.conditions.push(format!("提到{year}年"));
                queries.push(query);
            } else {
                self.asked.not_understood.push(self.question.range(bytes));
            }
        }
        self.asked.query = match queries.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            several => {
                let each: Vec<_> = several.iter().map(|query| format!("({query})")).collect();
                Some(each.join(" AND "))
            }
        };
        Ok(taken)
    }

    /// The query for a text; for indicators also one that finds tasks, so that it is known to the plans at all.
    fn topic(
        &self,
        text: &str,
        kind: SearchKind,
        is_quoted: bool,
    ) -> Result<Option<TopicMatch>, QueryError> {
        let text = text.trim_matches(MARKS);
        let found = self.view.topic_match(text, kind)?;
        let found = found.filter(|found| !(is_quoted && found.is_near));
        if is_quoted || kind == SearchKind::Task || found.is_some() {
            return Ok(found);
        }
        self.view.topic_match(text, SearchKind::Task)
    }

    fn units(&mut self) {
        let compares = matches!(
            self.reading.focus,
            Some(Focus::Compare { .. } | Focus::Partners | Focus::Successors | Focus::Predecessors)
        );
        let (mut any, mut names) = (Vec::new(), Vec::new());
        for slot in &self.reading.units {
            let units = self.within_jurisdiction(slot);
            let term = self.term(&slot.bytes, only(&units).map(NodeId::Unit), slot.part);
            let text = term.text.clone();
            self.asked.understood.push(InterpretedTerm {
                is_negated: slot.is_negated,
                ..term
            });
            if compares {
                continue;
            }
            let filter = self.having(&units, &text, slot.part);
            let name = self.name_of(&units, &text);
            if slot.is_negated {
                self.asked
                    .conditions
                    .push(format!("没有{name}{}", slot.part.verb()));
                self.asked.narrow(TaskFilter {
                    not: Some(Box::new(filter)),
                    ..TaskFilter::default()
                });
            } else if self.reading.any && self.reading.units.len() > 1 {
                any.push(filter);
                names.push(format!("{name}{}", slot.part.verb()));
            } else {
                self.asked
                    .conditions
                    .push(format!("{name}{}", slot.part.verb()));
                self.asked.narrow(filter);
            }
        }
        self.narrow_to_any(any, &names);
    }

    /// Adds that one of several conditions must hold.
    fn narrow_to_any(&mut self, any: Vec<TaskFilter>, names: &[String]) {
        if !any.is_empty() {
            self.asked.conditions.push(names.join("或"));
            self.asked.narrow(TaskFilter {
                or: Some(any),
                ..TaskFilter::default()
            });
        }
    }

    /// The bearers of a name; of those of several divisions the ones whose division is named right before: 辽宁省财政厅.
    fn within_jurisdiction(&self, slot: &UnitSlot) -> Vec<UnitId> {
        let division = self.division_before(slot);
        let within = |unit: &UnitId| match (&division, self.view.unit(*unit)) {
            (Some(city), Some(unit)) => unit
                .jurisdiction
                .is_some_and(|of| city.cities.contains(&of)),
            _ => true,
        };
        let units: Vec<_> = slot.units.iter().copied().filter(within).collect();
        if units.is_empty() {
            slot.units.clone()
        } else {
            units
        }
    }

    fn division_before(&self, slot: &UnitSlot) -> Option<&CitySlot> {
        (self.reading.cities.iter()).find(|city| city.bytes.end == slot.bytes.start)
    }

    /// Tasks in which one of these units has that part; by name when the name stands for just these.
    fn having(&self, units: &[UnitId], name: &str, part: Part) -> TaskFilter {
        let any = self.view.references(units, name);
        let matching = |role| TaskFilter {
            units: Some(UnitMatch {
                any: Some(any.clone()),
                role,
                ..UnitMatch::default()
            }),
            ..TaskFilter::default()
        };
        match part.roles() {
            [] => matching(None),
            [only] => matching(Some(*only)),
            roles => TaskFilter {
                or: Some(roles.iter().map(|role| matching(Some(*role))).collect()),
                ..TaskFilter::default()
            },
        }
    }

    fn name_of(&self, units: &[UnitId], text: &str) -> String {
        let unit = only(units).and_then(|unit| self.view.unit(unit));
        unit.map_or_else(|| text.to_owned(), |unit| unit.name.clone())
    }

    fn cities(&mut self, taken: &[usize]) {
        let (mut any, mut names) = (Vec::new(), Vec::new());
        for (at, slot) in self.reading.cities.iter().enumerate() {
            let names_division =
                (self.reading.units.iter()).any(|unit| unit.bytes.start == slot.bytes.end);
            if taken.contains(&at) {
                continue;
            }
            let term = self.term(&slot.bytes, only(&slot.cities).map(NodeId::City), Part::Any);
            let text = term.text.clone();
            self.asked.understood.push(term);
            if names_division {
                continue;
            }
            let plans = self.plans_of(&slot.cities);
            let mut filter = TaskFilter::default();
            let mut words = format!("{text}的文件");
            if plans.is_empty() {
                filter.cities = Some(CityMatch {
                    any: Some(vec![text.clone()]),
                    ..CityMatch::default()
                });
                words = format!("涉及{text}");
            } else {
                filter.plans = Some(plans);
            }
            if slot.is_negated {
                self.asked.conditions.push(format!("不{words}"));
                self.asked.narrow(TaskFilter {
                    not: Some(Box::new(filter)),
                    ..TaskFilter::default()
                });
            } else if self.reading.any && self.reading.cities.len() > 1 {
                any.push(filter);
                names.push(words);
            } else {
                self.asked.conditions.push(words);
                self.asked.narrow(filter);
            }
        }
        self.narrow_to_any(any, &names);
    }

    /// The plans that govern one of these divisions: 辽宁 means its plans rather than the places within.
    fn plans_of(&self, cities: &[CityId]) -> Vec<PlanId> {
        let plans = self.view.snapshot().plans();
        plans
            .filter(|entry| entry.region.is_some_and(|region| cities.contains(&region)))
            .map(|entry| entry.id)
            .collect()
    }

    fn chapters(&mut self) -> Result<(), QueryError> {
        let mut numbers = Vec::new();
        for (bytes, number) in &self.reading.chapters {
            let node = self.view.only_chapter(*number)?;
            let term = self.term(bytes, node, Part::Any);
            self.asked.conditions.push(term.text.clone());
            self.asked.understood.push(term);
            numbers.push(*number);
        }
        if !numbers.is_empty() {
            self.asked.narrow(TaskFilter {
                chapters: Some(numbers),
                ..TaskFilter::default()
            });
        }
        Ok(())
    }

    fn flags(&mut self) {
        let is_indicators = self.reading.focus == Some(Focus::Indicators);
        let set: [(_, Setter, _); 3] = [
            (
                &self.reading.has_lead,
                |filter, wanted| filter.has_lead = Some(wanted),
                ["没有牵头单位", "有牵头单位"],
            ),
            (
                &self.reading.has_deadline,
                |filter, wanted| filter.has_deadline = Some(wanted),
                ["没有时限", "有时限"],
            ),
            (
                &self.reading.has_indicator,
                |filter, wanted| filter.has_indicator = Some(wanted),
                ["没有量化目标", "有量化目标"],
            ),
        ];
        for (flag, apply, words) in set {
            let Some((bytes, wanted)) = flag else {
                continue;
            };
            // 量化指标 asks for indicators, which all are.
            if is_indicators && words == ["没有量化目标", "有量化目标"] {
                continue;
            }
            let term = self.term(bytes, None, Part::Any);
            self.asked.understood.push(term);
            self.asked.conditions.push(
                words
                    .get(usize::from(*wanted))
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
            );
            let mut filter = TaskFilter::default();
            apply(&mut filter, *wanted);
            self.asked.narrow(filter);
        }
        if let Some((bytes, wanted)) = &self.reading.is_binding {
            let term = self.term(bytes, None, Part::Any);
            self.asked.understood.push(term);
            self.asked
                .conditions
                .push(if *wanted { "约束性" } else { "非约束性" }.to_owned());
            if !is_indicators {
                self.asked.narrow(TaskFilter {
                    is_binding: Some(*wanted),
                    ..TaskFilter::default()
                });
            }
        }
        if let (true, Some((bytes, year))) = (is_indicators, &self.reading.year) {
            let term = self.term(bytes, None, Part::Any);
            self.asked.understood.push(term);
            self.asked.conditions.push(format!("{year}年"));
        }
    }
}

impl View {
    /// How a filter names these units: by the name when it stands for just them, else by their ids.
    pub(super) fn references(&self, units: &[UnitId], name: &str) -> Vec<String> {
        let same = |name: &str| {
            self.units_bearing(name).is_ok_and(|mut bearers| {
                let mut units = units.to_vec();
                bearers.sort_unstable();
                units.sort_unstable();
                bearers == units
            })
        };
        let own = only(units).and_then(|unit| self.unit(unit));
        let own = own.map_or_else(|| fold(name), |unit| unit.name.clone());
        if same(&own) {
            return vec![own];
        }
        units.iter().map(ToString::to_string).collect()
    }
}

pub(super) fn only<T: Copy>(items: &[T]) -> Option<T> {
    match items {
        [item] => Some(*item),
        _ => None,
    }
}
