//! The tree of a plan: chapters, sections, clauses, attachments.

use super::deadlines;
use super::ids::{Occurrences, digest};
use super::task::deadline;
use crate::model::{
    Attachment, Chapter, ChapterId, Clause, ClauseId, Document, HeadingText, Outline, PlanId,
    Section, SectionId, TaskHeading, TextRange,
};
use crate::text::script;
use crate::text::stretch::Stretch;

/// Chapters with their sections.
pub(super) fn chapters(document: &Document, outline: &Outline, plan: PlanId) -> Vec<Chapter> {
    let mut seen = Occurrences::default();
    (1..)
        .zip(&outline.chapters)
        .map(|(number, chapter)| {
            let title = title(document, outline, chapter.heading.text.title);
            let id = ChapterId {
                plan,
                digest: seen.digest(&["chapter", &title]),
            };
            let mut sections = Occurrences::default();
            Chapter {
                id,
                number,
                title,
                span: document.span(chapter.heading.text.line),
                body: document.source_range(chapter.heading.body),
                sections: (1..)
                    .zip(&chapter.sections)
                    .map(|(number, section)| {
                        let title = self::title(document, outline, section.heading.text.title);
                        let occurrence = sections.digest(&["section", &title]);
                        Section {
                            id: SectionId {
                                plan,
                                digest: digest(&[&id.to_string(), &occurrence.to_string()]),
                            },
                            number,
                            title,
                            span: document.span(section.heading.text.line),
                            body: document.source_range(section.heading.body),
                        }
                    })
                    .collect(),
            }
        })
        .collect()
}

/// Principles, requirements and other paragraphs, with the deadlines of the duties that they name.
pub(super) fn clauses(
    document: &Document,
    reading: &str,
    outline: &Outline,
    plan: PlanId,
    year: Option<u16>,
) -> Vec<Clause> {
    let mut seen = Occurrences::default();
    outline
        .clauses
        .iter()
        .map(|clause| {
            let text = Stretch::of(document.text(), clause.text, &outline.gaps).text;
            let read = Stretch::of(reading, clause.text, &outline.gaps);
            let title = clause.title.map(|range| title(document, outline, range));
            let digest = seen.digest(&["clause", &tidy(&text)]);
            let mut deadlines_seen = Occurrences::default();
            Clause {
                id: ClauseId { plan, digest },
                kind: clause.kind,
                number: clause
                    .number
                    .map(|range| document.get(range).to_owned())
                    .unwrap_or_default(),
                title: title.unwrap_or_default(),
                text: tidy(&text),
                span: document.span(clause.text),
                deadlines: deadlines::of_duties(&read.text, year)
                    .into_iter()
                    .map(|found| {
                        deadline(document, found, &read, (plan, digest), &mut deadlines_seen)
                    })
                    .collect(),
            }
        })
        .collect()
}

/// Titles of attachments.
pub(super) fn attachments(document: &Document, outline: &Outline) -> Vec<Attachment> {
    outline
        .attachments
        .iter()
        .map(|&range| Attachment {
            title: title(document, outline, range),
            span: document.span(range),
        })
        .collect()
}

/// A heading between section and task.
pub(super) fn heading(
    document: &Document,
    outline: &Outline,
    heading: &HeadingText,
) -> TaskHeading {
    TaskHeading {
        title: title(document, outline, heading.title),
        span: document.span(heading.line),
    }
}

/// A title as one line, without the marks of Markdown, in simplified characters and the words of the mainland.
pub(super) fn title(document: &Document, outline: &Outline, range: TextRange) -> String {
    let stretch = Stretch::of(document.text(), range, &outline.gaps);
    let title = tidy(&stretch.text).replace('\n', " ");
    if outline.is_traditional {
        script::mainland(&title)
    } else {
        title
    }
}

/// Paragraphs and cells without what is printed around them, joined by line ends.
pub(super) fn tidy(text: &str) -> String {
    let plain = text
        .replace("**", "")
        .replace("<br>", "\n")
        .replace("<br/>", "\n");
    let lines: Vec<&str> = plain
        .split(['\n', '\r', '\t', '|'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}
