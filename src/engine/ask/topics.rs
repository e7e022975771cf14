//! What the text of a question means: titles of chapters and sections, and what tasks or indicators speak of.

use std::ops::Range;

use super::amounts::is_mere_number;
use super::lacking::strip;
use super::lexer::Kind;
use super::reading::{Focus, Title, TopicSlot};
use super::slots::{Finder, only};
use super::topic::{TopicMatch, literal};
use super::words::{Part, Word, is_mere_verb};
use crate::engine::{QueryError, SearchKind, TaskFilter};
use crate::model::{NodeId, UnitKind};
use crate::text::fold::fold;

/// What stands around text that is meant as it stands.
const MARKS: &[char] = &['“', '”', '"', '「', '」', '『', '』', '《', '》'];

/// What is said before a thing that is counted: 新建老年食堂, 培训调解员.
const HEADS: &[&str] = &[
    "新建", "建设", "建成", "新增", "完成", "改造", "培训", "创建", "打造", "推广", "修建", "修",
    "建",
];

/// What is said behind a matter without saying more of it.
const TAILS: &[&str] = &[
    "问题", "工作", "试点", "工程", "项目", "事项", "事务", "方面",
];

impl Finder<'_> {
    /// Reads the text of the question; where names begin that are part of it is returned.
    pub(super) fn topics(&mut self) -> Result<Vec<usize>, QueryError> {
        let kind = match self.reading.focus {
            Some(Focus::Indicators) => SearchKind::Indicator,
            _ => SearchKind::Task,
        };
        let mut taken = Vec::new();
        let mut queries: Vec<String> = Vec::new();
        let mut last_group = None;
        for topic in &self.reading.topics {
            let text = self.question.text(&topic.bytes);
            if let Some(title) = topic.title {
                self.titled(topic, title)?;
                continue;
            }
            if topic.is_doer {
                self.unknown(topic)?;
                continue;
            }
            if self.looks_within(topic)? {
                continue;
            }
            if !topic.is_quoted && (is_mere_verb(text) || is_mere_number(text)) {
                self.not_understood(&topic.bytes);
                continue;
            }
            let (bytes, found) = self.sought(topic, kind)?;
            if bytes.start < topic.bytes.start {
                taken.push(bytes.start);
            }
            if kind == SearchKind::Indicator
                && !self.finds_target(found.as_ref())?
                && self.view.is_label(text)?
            {
                // 港口建设的目标 are those of that task.
                let term = self.term(&bytes, None, Part::Any);
                self.asked.understood.push(term);
                self.asked.conditions.push(format!("任务“{text}”"));
                self.asked.narrow(TaskFilter {
                    text: Some(text.to_owned()),
                    ..TaskFilter::default()
                });
                continue;
            }
            let Some(found) = found.filter(|found| self.takes(found)) else {
                if !self.of_titled(topic, kind, &mut queries)? {
                    self.unknown(topic)?;
                }
                continue;
            };
            let term = self.term(&bytes, None, Part::Any);
            let words = term.text.trim_matches(MARKS);
            let group = self.reading.alternative(topic.bytes.start);
            let condition = found.condition(words, kind);
            self.asked.understood.push(term);
            self.asked.is_near |= found.is_near;
            if group.is_some() && group == last_group && !found.is_near {
                if let (Some(query), Some(known)) =
                    (queries.last_mut(), self.asked.conditions.last_mut())
                {
                    *query = format!("({query}) OR ({})", found.query);
                    *known = format!("{known}或{condition}");
                }
                // No subject has the words of both.
                self.asked.words.clear();
                continue;
            }
            last_group = group;
            self.asked.conditions.push(condition);
            let listed = self.view.subjects(text).into_iter().map(fold);
            self.asked.listed.extend(listed);
            self.asked.words.extend(found.words);
            queries.push(found.query);
        }
        if kind == SearchKind::Task {
            queries.extend(self.year()?);
        }
        if self.reading.needs_filter() {
            for query in queries.drain(..) {
                self.asked.narrow(TaskFilter {
                    text: literal(&query).map(str::to_owned),
                    ..TaskFilter::default()
                });
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
        // Each is spoken of, but no target is about all of them.
        if let Some(query) = &self.asked.query
            && kind == SearchKind::Indicator
            && self.reading.topics.len() > 1
            && !self.view.finds(query, kind)?
        {
            for topic in &self.reading.topics {
                self.not_understood(&topic.bytes);
            }
        }
        Ok(taken)
    }

    /// What finds a text, and the text with a name or a particle before it when the plans have it so.
    fn sought(
        &self,
        topic: &TopicSlot,
        kind: SearchKind,
    ) -> Result<(Range<usize>, Option<TopicMatch>), QueryError> {
        let wider = |start| start..topic.bytes.end;
        // 大连港 rather than 港 in 大连, 农村信用社改革 rather than 改革 by 农村信用社.
        if let Some(whole) = self.joined(topic).map(wider) {
            let text = self.question.text(&whole);
            let found = self.view.topic_match(text, kind)?;
            let found = found.filter(|found| literal(&found.query) == Some(text));
            if found.is_some() {
                return Ok((whole, found));
            }
        }
        let text = self.question.text(&topic.bytes);
        let found = self.topic(text, kind, topic.is_quoted)?;
        // 对台工作, of which 对 was taken for grammar.
        if found.is_none()
            && let Some(whole) = self.particle_before(topic).map(wider)
            && let Some(found) = self.topic(self.question.text(&whole), kind, true)?
        {
            return Ok((whole, Some(found)));
        }
        Ok((topic.bytes.clone(), found))
    }

    /// Whether a target is named in what was found.
    fn finds_target(&self, found: Option<&TopicMatch>) -> Result<bool, QueryError> {
        match found.filter(|found| !found.is_near) {
            Some(found) => self.view.finds(&found.query, SearchKind::Indicator),
            None => Ok(false),
        }
    }

    /// Where the particle begins that stands right before a text and may be part of it.
    fn particle_before(&self, topic: &TopicSlot) -> Option<usize> {
        let mut tokens = self.question.tokens.iter();
        let particle = tokens.find(|token| {
            token.bytes.end == topic.bytes.start && token.kind == Kind::Word(Word::Particle)
        });
        particle.map(|token| token.bytes.start)
    }

    /// Where the name begins that stands right before a text and may be part of it.
    fn joined(&self, topic: &TopicSlot) -> Option<usize> {
        let ends_there = |bytes: &&Range<usize>| bytes.end == topic.bytes.start && !topic.is_quoted;
        let cities = self.reading.cities.iter().filter(|slot| !slot.is_negated);
        let units = self.reading.units.iter();
        let units = units.filter(|slot| !slot.is_negated && slot.part == Part::Any);
        let names = cities
            .map(|slot| &slot.bytes)
            .chain(units.map(|slot| &slot.bytes));
        names.filter(ends_there).map(|bytes| bytes.start).next()
    }

    /// Whether an answer can be made of what was found.
    pub(super) fn takes(&self, found: &TopicMatch) -> bool {
        if self.reading.needs_filter() {
            return literal(&found.query).is_some() && self.reading.alternatives.is_empty();
        }
        // What comes near is shown as tasks and who has a part in them, never counted or grouped.
        let is_shown = matches!(self.reading.focus, Some(Focus::Tasks | Focus::Units(_)));
        let is_free = self.reading.rank().is_none()
            && !self.reading.asks_whether()
            && self.reading.alternatives.is_empty();
        !found.is_near || (is_shown && is_free)
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
        let is_found = found.as_ref().is_some_and(|found| !found.is_near);
        if is_quoted || is_found {
            return Ok(found);
        }
        // 农民工落户问题 asks about 农民工落户, and the answer names that.
        let shorter = TAILS.iter().find_map(|tail| text.strip_suffix(tail));
        let shorter = match kind {
            SearchKind::Indicator => {
                if let Some(short) = self.view.short_target(text)? {
                    return Ok(Some(short));
                }
                shorter.or_else(|| strip(text, HEADS))
            }
            _ => shorter,
        };
        let shorter = match shorter {
            Some(shorter) => self
                .view
                .topic_match(shorter, kind)?
                .map(|it| (shorter, it)),
            None => None,
        };
        if let Some((shorter, found)) = shorter.filter(|(_, found)| !found.is_near) {
            return Ok(Some(found.said_as(shorter)));
        }
        if kind == SearchKind::Task || found.is_some() {
            return Ok(found);
        }
        // What the tasks speak of in these words has no target; of other words (污水处理率 beside 污水集中处理率) that is not said.
        let spoken = self.view.topic_match(text, SearchKind::Task)?;
        Ok(spoken.filter(|spoken| literal(&spoken.query) == Some(text)))
    }

    /// What finds the tasks that speak of the year of the question.
    fn year(&mut self) -> Result<Option<String>, QueryError> {
        let Some((bytes, year)) = &self.reading.year else {
            return Ok(None);
        };
        if self.year_of_plans(bytes, *year)? {
            return Ok(None);
        }
        let found = (self.view).topic_match(&format!("{year}年"), SearchKind::Task)?;
        let Some(found) = found.filter(|found| literal(&found.query).is_some()) else {
            // Of several plans one may be of that year, which is as likely meant.
            if self.plans().len() == 1 {
                self.asked.remarks.push(format!("没有任务提到{year}年"));
            }
            self.not_understood(bytes);
            return Ok(None);
        };
        let term = self.term(bytes, None, Part::Any);
        self.asked.understood.push(term);
        self.asked.conditions.push(format!("提到{year}年"));
        Ok(Some(found.query))
    }

    /// The chapters or sections of a title.
    fn titled(&mut self, topic: &TopicSlot, title: Title) -> Result<(), QueryError> {
        let (kind, noun) = match title {
            Title::Chapter => (SearchKind::Chapter, "章"),
            Title::Section => (SearchKind::Section, "节"),
        };
        let text = self.question.text(&topic.bytes).trim_matches(MARKS);
        let mut found = self.view.titled(text, kind)?;
        let mut named = format!("“{text}”");
        // 信息化 as a section on 信息设施, and the answer names that.
        if found.is_empty()
            && let Some(other) = self.view.word_match(text, kind)?
        {
            named = other.named(text);
            found = self.view.titles_found(&other.query, kind)?;
        }
        if found.is_empty() {
            self.not_understood(&topic.bytes);
            return Ok(());
        }
        self.asked.conditions.push(format!("{named}一{noun}"));
        let term = self.term(&topic.bytes, only(&found), Part::Any);
        self.asked.understood.push(term);
        let mut filter = TaskFilter::default();
        for id in found {
            match id {
                NodeId::Chapter(id) => filter.chapter_ids.get_or_insert_default().push(id),
                NodeId::Section(id) => filter.sections.get_or_insert_default().push(id),
                _ => {}
            }
        }
        self.asked.narrow(filter);
        Ok(())
    }

    /// Says why a text is not understood, and what may be meant by it.
    fn unknown(&mut self, topic: &TopicSlot) -> Result<(), QueryError> {
        let text = self.question.text(&topic.bytes);
        let is_body = self.view.gazetteer().kind_of(text) != UnitKind::Other;
        if is_body {
            self.asked.remarks.push(format!("没有名为“{text}”的单位"));
        }
        if let Some(meant) = self.view.suggestion(text)? {
            if self.view.is_slip(text, &meant) {
                let range = self.question.range(&topic.bytes);
                self.asked.slips.push((range, meant.clone()));
            }
            self.asked.remarks.push(format!("是不是“{meant}”"));
        }
        self.not_understood(&topic.bytes);
        Ok(())
    }
}
