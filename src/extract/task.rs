//! A block of text to a task with everything that hangs on it.

use std::borrow::Cow;

use super::cities::Scope;
use super::deadlines::{self, Found};
use super::ids::Occurrences;
use super::indicators::BINDING_HEADING;
use super::indicators::Period;
use super::units::Registry;
use super::{assignments, figures, indicators, read_at, tree};
use crate::gazetteer::Gazetteer;
use crate::model::{
    Assignment, Basis, Block, Chapter, CityLink, CityLinkId, Commitment, Deadline, DeadlineId,
    Diagnostic, DiagnosticCode, Document, Indicator, Outline, PlanId, Task, TaskId, TextRange,
    Told, Via,
};
use crate::text::fold::fold;
use crate::text::stretch::Stretch;

/// What all blocks of a document are read with, and what gathers while their statements are.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    /// The clean text as it is read: in simplified characters.
    pub(super) text: &'a str,
    pub(super) outline: &'a Outline,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) plan: PlanId,
    pub(super) chapters: &'a [Chapter],
    pub(super) scope: Option<Scope<'a>>,
    pub(super) year: Option<u16>,
    pub(super) period: Period,
    pub(super) units: Registry<'a>,
    pub(super) seen: Occurrences,
}

/// A block whose statement was read.
#[derive(Debug)]
pub(super) struct Stated<'a> {
    number: u32,
    block: &'a Block,
    chapter: &'a Chapter,
    id: TaskId,
    /// As published, without the breaks within it.
    text: Cow<'a, str>,
    assignments: Vec<Assignment>,
}

impl<'a> Reader<'a> {
    /// Reads the statement of a block, one after the other: names are told apart by those before them. `None` only for a
    /// block of no chapter.
    pub(super) fn stated(&mut self, number: u32, block: &'a Block) -> Option<Stated<'a>> {
        let chapter = self.chapters.get(block.chapter)?;
        let text = Stretch::of(self.document.text(), block.text, &self.outline.gaps).text;
        let id = TaskId {
            plan: self.plan,
            digest: self.seen.digest(&["task", &chapter.title, &fold(&text)]),
        };
        let assignments = assignments::read(
            self.document,
            self.text,
            self.outline,
            block,
            id,
            &mut self.units,
        );
        Some(Stated {
            number,
            block,
            chapter,
            id,
            text,
            assignments,
        })
    }

    /// Reads everything else of a block, whatever the others hold, and what is to be noted about it.
    pub(super) fn task(&self, stated: Stated<'_>) -> (Task, Vec<Diagnostic>) {
        let Stated {
            number,
            block,
            chapter,
            id,
            text,
            assignments,
        } = stated;
        let mut noticed = Vec::new();
        let task = Task {
            id,
            number,
            chapter: chapter.id,
            section: block
                .section
                .and_then(|section| chapter.sections.get(section))
                .map(|section| section.id),
            headings: block
                .headings
                .iter()
                .map(|heading| tree::heading(self.document, self.outline, heading))
                .collect(),
            label: block
                .label
                .map(|range| tree::title(self.document, self.outline, range)),
            text: tree::tidy(&text),
            span: self.document.span(block.text),
            is_open_list: block
                .statement
                .as_ref()
                .is_some_and(|statement| statement.is_open_list),
            cities: self.cities(block, id, &assignments),
            indicators: self.indicators(block, chapter, id, &mut noticed),
            deadlines: self.deadlines(block, id, &mut noticed),
            commitments: self.commitments(block),
            assignments,
        };
        (task, noticed)
    }

    /// A stretch of the text as it is read.
    fn stretch(&self, range: TextRange) -> Stretch<'a> {
        Stretch::of(self.text, range, &self.outline.gaps)
    }

    fn indicators(
        &self,
        block: &Block,
        chapter: &Chapter,
        task: TaskId,
        noticed: &mut Vec<Diagnostic>,
    ) -> Vec<Indicator> {
        let section = block
            .section
            .and_then(|section| chapter.sections.get(section));
        let mut headings = vec![chapter.title.as_str()];
        headings.extend(section.map(|section| section.title.as_str()));
        let titles = block.headings.iter().map(|heading| heading.title);
        let titles: Vec<_> = titles
            .map(|title| read_at(self.text, title, self.outline))
            .collect();
        headings.extend(titles.iter().map(AsRef::as_ref));
        let owner = (task.plan, task.digest);
        let stretch = self.stretch(block.text);
        // （约束性指标，牵头单位：省农委） behind it, and 约束性指标：耕地保有量…
        let stated = block.statement.as_ref();
        let between = stated.map(|stated| block.text.end..stated.range.end);
        let behind = between.and_then(|between| self.text.get(between));
        let bracket = behind.filter(|behind| behind.starts_with(['（', '(']));
        let announced = stretch.text.split_once(['：', ':']).map(|(words, _)| words);
        let said = bracket.into_iter().chain(announced);
        headings.splice(0..0, said.filter(|said| said.contains(BINDING_HEADING)));
        let (mut indicators, diagnostics) =
            indicators::read(self.document, &stretch, &headings, self.period, owner);
        noticed.extend(diagnostics);
        // The cells of a row say what its text does not.
        if indicators.iter().all(|found| found.value.is_none()) {
            let (text, outline) = (self.text, self.outline);
            indicators.extend(figures::of_task(
                self.document,
                text,
                outline,
                block,
                self.period,
                owner,
            ));
        }
        indicators
    }

    /// Places of the text, then those whose governments the statement lists.
    fn cities(&self, block: &Block, task: TaskId, assignments: &[Assignment]) -> Vec<CityLink> {
        let mut seen = Occurrences::default();
        let mut link = |city, via, span| CityLink {
            id: CityLinkId {
                plan: task.plan,
                owner: task.digest,
                digest: seen.digest(&[&format!("{city} {via:?}")]),
            },
            city,
            via,
            span,
        };
        let stretch = self.stretch(block.text);
        let named = self.scope.map(|scope| scope.find(&stretch.text));
        let mut links: Vec<CityLink> = named
            .unwrap_or_default()
            .into_iter()
            .map(|(range, city)| {
                let span = self.document.span(stretch.place(range));
                link(city, Via::Mentioned, span)
            })
            .collect();
        for assignment in assignments {
            let city = self.units.city_of(assignment.unit);
            let is_own = assignment.basis != Basis::Inherited;
            // A government of the issuer's own level is no place among others.
            let is_inside = |&city: &_| Some(city) != self.scope.map(|scope| scope.region);
            // One mention may stand for two roles: a rule makes a responsible government lead.
            let is_new = || {
                let mut known = links.iter().filter(|link| link.via == Via::Assigned);
                known.all(|link| link.span != assignment.span)
            };
            if let Some(city) = city.filter(is_inside).filter(|_| is_own && is_new()) {
                links.push(link(city, Via::Assigned, assignment.span.clone()));
            }
        }
        links
    }

    fn deadlines(
        &self,
        block: &Block,
        task: TaskId,
        noticed: &mut Vec<Diagnostic>,
    ) -> Vec<Deadline> {
        let printed = block
            .statement
            .as_ref()
            .and_then(|statement| statement.deadline);
        let stated = |range: TextRange| {
            let stretch = self.stretch(range);
            let found = deadlines::stated(&stretch.text, self.year)?;
            Some((stretch, found))
        };
        let of_text = || {
            let stretch = self.stretch(block.text);
            let found = deadlines::of_task(&stretch.text, self.year)?;
            Some((stretch, found))
        };
        let found = printed
            .and_then(stated)
            .or_else(of_text)
            .or_else(|| block.due.and_then(stated));
        let mut seen = Occurrences::default();
        let owner = (task.plan, task.digest);
        found
            .map(|(stretch, found)| {
                let is_year_assumed = found.is_year_assumed;
                let deadline = deadline(self.document, found, &stretch, owner, &mut seen);
                if is_year_assumed {
                    noticed.push(year_assumed(&deadline));
                }
                deadline
            })
            .into_iter()
            .collect()
    }

    fn commitments(&self, block: &Block) -> Vec<Commitment> {
        let stretch = self.stretch(block.text);
        self.gazetteer
            .commitments(&stretch.text)
            .map(|(range, strength)| {
                let range = stretch.place(range);
                Commitment {
                    word: self.document.get(range).to_owned(),
                    strength,
                    span: self.document.span(range),
                }
            })
            .collect()
    }
}

/// A deadline found in a stretch, as a fact of its owner.
pub(super) fn deadline(
    document: &Document,
    found: Found,
    stretch: &Stretch<'_>,
    (plan, owner): (PlanId, u64),
    seen: &mut Occurrences,
) -> Deadline {
    let range: TextRange = stretch.place(found.range);
    let text = document.get(range).to_owned();
    Deadline {
        id: DeadlineId {
            plan,
            owner,
            digest: seen.digest(&[&text]),
        },
        text,
        date: found.date,
        recurrence: found.recurrence,
        is_ongoing: found.is_ongoing,
        span: document.span(range),
    }
}

/// Notes that a deadline prints no year.
fn year_assumed(deadline: &Deadline) -> Diagnostic {
    let text = &deadline.text;
    let date = deadline.date.map(|date| date.to_string());
    let date = date.unwrap_or_default();
    let message = Told::new(
        format!("“{text}” prints no year and was read as {date}"),
        format!("“{text}”没有写明年份，读作 {date}"),
    );
    Diagnostic::new(
        DiagnosticCode::YearAssumed,
        message,
        Some(deadline.span.clone()),
    )
}
