//! What is told of a document that was read.

use std::collections::HashMap;

use crate::model::{Facts, Layout, Plan, Task, TextSpan};

/// What was read from a document, and whether it was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct IngestReport {
    /// The file's name.
    pub name: String,
    /// The plan without its tasks.
    pub plan: Plan,
    /// Name of the issuer; `None` when neither text nor manifest gives it.
    pub issuer: Option<String>,
    /// Whether the document was stored now; false when the same bytes were there already, or for a dry run.
    pub is_stored: bool,
    /// Number of pages; `None` for formats without pages.
    pub page_count: Option<u32>,
    /// Number of tasks.
    pub task_count: usize,
    /// Number of assignments.
    pub assignment_count: usize,
    /// Number of indicators.
    pub indicator_count: usize,
    /// Number of bodies that the plan names.
    pub unit_count: usize,
    /// Chapters and their sections in order, with what was read in each.
    pub parts: Vec<PartReport>,
}

/// What was read in a chapter or section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartReport {
    /// Number of the chapter.
    pub chapter: u32,
    /// Number of the section; `None` for the chapter as a whole.
    pub section: Option<u32>,
    /// Its title.
    pub title: String,
    /// The line of its heading.
    pub line: u32,
    /// How its tasks say who is responsible; empty when none of them does.
    pub layouts: Vec<Layout>,
    /// Number of its tasks.
    pub task_count: usize,
    /// Number of those without a responsibility statement of their own.
    pub unstated_count: usize,
}

impl IngestReport {
    /// The report of a document that was read.
    #[must_use]
    pub fn of(name: &str, facts: &Facts, is_stored: bool) -> Self {
        let count = |of: fn(&Task) -> usize| facts.tasks.iter().map(of).sum::<usize>();
        let issuer = facts
            .units
            .iter()
            .find(|unit| Some(unit.id) == facts.plan.issuer);
        let spans = facts.tasks.iter().map(|task| &task.span);
        let headings = facts.plan.chapters.iter().map(|chapter| &chapter.span);
        Self {
            name: name.to_owned(),
            plan: facts.plan.clone(),
            issuer: issuer.map(|unit| unit.name.clone()),
            is_stored,
            page_count: spans
                .chain(headings)
                .filter_map(|span| span.range.page)
                .max(),
            task_count: facts.tasks.len(),
            assignment_count: count(|task| task.assignments.len()),
            indicator_count: count(|task| task.indicators.len()) + facts.plan.indicators.len(),
            unit_count: facts.units.len(),
            parts: parts(facts),
        }
    }
}

fn parts(facts: &Facts) -> Vec<PartReport> {
    let shapes = Shapes::of(facts);
    // Told once: a long document has as many sections as tasks.
    let mut tasks: HashMap<_, Vec<&Task>> = HashMap::new();
    for task in &facts.tasks {
        tasks.entry((task.chapter, None)).or_default().push(task);
        if task.section.is_some() {
            let section = (task.chapter, task.section);
            tasks.entry(section).or_default().push(task);
        }
    }
    let within = |part| tasks.get(&part).map(Vec::as_slice).unwrap_or_default();
    let mut parts = Vec::new();
    for chapter in &facts.plan.chapters {
        parts.push(shapes.part(
            (chapter.number, None),
            &chapter.title,
            &chapter.span,
            within((chapter.id, None)),
        ));
        parts.extend(chapter.sections.iter().map(|section| {
            shapes.part(
                (chapter.number, Some(section.number)),
                &section.title,
                &section.span,
                within((chapter.id, Some(section.id))),
            )
        }));
    }
    parts
}

/// The layouts of a document's statements.
struct Shapes<'f> {
    facts: &'f Facts,
    /// Scalar values at which the lines begin that are rows of a table, and behind which they end.
    rows: Vec<(u32, u32)>,
}

impl<'f> Shapes<'f> {
    fn of(facts: &'f Facts) -> Self {
        let mut rows = Vec::new();
        let mut start = 0_u32;
        for line in facts.source_text.split_inclusive('\n') {
            let length = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
            let is_row = line.contains('\t') || line.matches('|').count() > 2;
            if is_row {
                rows.push((start, start.saturating_add(length)));
            }
            start = start.saturating_add(length);
        }
        Self { facts, rows }
    }

    fn part(
        &self,
        (chapter, section): (u32, Option<u32>),
        title: &str,
        heading: &TextSpan,
        tasks: &[&Task],
    ) -> PartReport {
        let mut part = PartReport {
            chapter,
            section,
            title: title.to_owned(),
            line: heading.range.line,
            layouts: Vec::new(),
            task_count: 0,
            unstated_count: 0,
        };
        for task in tasks {
            part.task_count += 1;
            let layout = self.layout(task);
            part.unstated_count += usize::from(layout.is_none());
            if let Some(layout) = layout.filter(|layout| !part.layouts.contains(layout)) {
                part.layouts.push(layout);
            }
        }
        part
    }

    /// How a task says who is responsible, by where and how its statement is printed; `None` when it does not.
    fn layout(&self, task: &Task) -> Option<Layout> {
        let found = &self.facts.plan.layouts;
        let own = |span: &TextSpan| span.range.start >= task.span.range.start;
        let statement = task
            .assignments
            .iter()
            .map(|assignment| &assignment.statement_span);
        let stated = task
            .assignments
            .iter()
            .any(|assignment| assignment.basis != crate::model::Basis::Inherited);
        let span = statement.into_iter().next().filter(|_| stated)?;
        let start = span.range.start;
        let row = self.rows.partition_point(|&(first, _)| first <= start);
        let is_row = row
            .checked_sub(1)
            .and_then(|row| self.rows.get(row))
            .is_some_and(|&(_, end)| start < end);
        let shape = if is_row {
            "table"
        } else if span.quote.starts_with(['（', '(', '〔', '[']) {
            "brackets"
        } else if !own(span) {
            "actors"
        } else if has_label(&span.quote) {
            "label-lines"
        } else {
            "prose"
        };
        let named = found.iter().find(|layout| layout.name() == shape);
        named.or_else(|| found.first()).copied()
    }
}

/// Whether a statement opens with a label: 责任单位：
fn has_label(statement: &str) -> bool {
    const LABEL: usize = 12;
    statement
        .chars()
        .take(LABEL)
        .any(|character| matches!(character, '：' | ':'))
}
