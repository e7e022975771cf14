//! What the reading of a document noticed.

use std::collections::BTreeMap;

use super::genre;
use super::head::Head;
use super::line::slice;
use super::marker::{Marker, MarkerKind};
use super::noted;
use super::number;
use super::openings::speaks_of_above;
use super::paragraph::{Paragraph, Place};
use super::table;
use crate::model::{
    Diagnostic, DiagnosticCode, Document, Heading, Outline, Role, RuleEffect, RuleSentence,
    TextRange, TextSpan, Told,
};
use crate::text::stretch::Stretch;
use crate::text::{numeral, opening};

/// The most characters of a passage that a message quotes.
const QUOTED: usize = 24;

/// A document by the places of the text that is read.
pub(super) struct Original<'d> {
    /// The document.
    pub(super) document: &'d Document,
    /// What is read of it.
    pub(super) read: &'d Stretch<'d>,
}

impl Original<'_> {
    fn get(&self, range: TextRange) -> &str {
        self.document.get(self.read.place(range))
    }

    fn span(&self, range: TextRange) -> TextSpan {
        self.document.span(self.read.place(range))
    }
}

/// The diagnostics of an outline, in the order of their kinds.
pub(super) fn of(
    document: &Original<'_>,
    text: &str,
    outline: &Outline,
    head: &Head,
    paragraphs: &[Paragraph],
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let opening = |range| opening(document.get(range), QUOTED);
    let mut note = |code, range, message: Told| {
        findings.push(Diagnostic::new(code, message, Some(document.span(range))));
    };
    if let Some(title) = head.repeated {
        let message = noted::head_again(document.get(title));
        note(DiagnosticCode::DuplicatedHead, title, message);
    }
    let is_own = |range: &TextRange| {
        outline
            .head
            .document_number
            .is_some_and(|own| own.end == range.end)
    };
    for range in cited_numbers(text, paragraphs)
        .into_iter()
        .filter(|range| !is_own(range))
    {
        let message = noted::cited_number(document.get(range));
        note(DiagnosticCode::CitedNumber, range, message);
    }
    let unread = |p: &&Paragraph| genre::unread_statements(text, p) > 0;
    for paragraph in paragraphs.iter().filter(unread) {
        let message = noted::statement_unread(&opening(paragraph.range));
        note(DiagnosticCode::NoResponsibility, paragraph.range, message);
    }
    for head in heads_without_rows(text, paragraphs) {
        let message = noted::rows_unread(&opening(head));
        note(DiagnosticCode::NoResponsibility, head, message);
    }
    for row in paragraphs.iter().filter(|p| p.is_of_table) {
        if let Some((number, next)) = row_within(document.get(row.range)) {
            let message = noted::row_within(number, &opening(row.range), next);
            note(DiagnosticCode::CountMismatch, row.range, message);
        }
    }
    let gives_roles = |rule: &&RuleSentence| rule.effect != RuleEffect::ImplicitUnits;
    for rule in outline.rules.iter().filter(gives_roles) {
        let message = noted::rule(document.get(rule.range));
        note(DiagnosticCode::InferredRole, rule.range, message);
    }
    for (heading, stated, counts) in stated_counts(text, outline) {
        if !counts.contains(&stated) {
            let count = counts.first().copied().unwrap_or_default();
            let message = noted::count(document.get(heading), stated, count);
            note(DiagnosticCode::CountMismatch, heading, message);
        }
    }
    for (index, block) in outline.blocks.iter().enumerate() {
        let Some(statement) = &block.statement else {
            let is_of_heading = block.inherits.is_some_and(|from| from < index);
            let stated = block.inherits.and_then(|from| outline.blocks.get(from));
            let stated = stated.and_then(|stated| stated.statement.as_ref());
            let is_of_above =
                stated.is_some_and(|stated| speaks_of_above(slice(text, stated.range)));
            // Nothing is missing below a heading that states who is responsible, or above what speaks of it.
            if !is_of_heading && !is_of_above {
                let message = noted::no_statement(&opening(block.text));
                note(DiagnosticCode::NoResponsibility, block.text, message);
            }
            if block.inherits.is_some() {
                let whose = if is_of_heading {
                    ["its heading’s", "其标题"]
                } else if is_of_above {
                    ["the following", "其后"]
                } else {
                    ["the next section’s", "下一节"]
                };
                let message = noted::taken_over(&opening(block.text), whose);
                note(DiagnosticCode::Inherited, block.text, message);
            }
            continue;
        };
        if !statement
            .mentions
            .iter()
            .any(|mention| mention.role == Role::Lead)
        {
            let message = noted::no_lead(&opening(statement.range));
            note(DiagnosticCode::NoLead, statement.range, message);
        }
        if statement.is_open_list {
            let message = noted::open_list(&opening(statement.range));
            note(DiagnosticCode::OpenList, statement.range, message);
        }
    }
    findings
}

/// The heads of tables below which no row was read, in order.
fn heads_without_rows(text: &str, paragraphs: &[Paragraph]) -> Vec<TextRange> {
    let mut heads = Vec::new();
    let mut has_rows = false;
    for paragraph in paragraphs.iter().rev() {
        let is_row = |marker: Marker| marker.kind == MarkerKind::Row;
        has_rows &= paragraph.is_of_table;
        has_rows |= paragraph.marker.is_some_and(is_row);
        if !has_rows && table::heads_rows(text, paragraph.range) {
            heads.push(paragraph.range);
        }
    }
    heads.reverse();
    heads
}

/// The number of a row, and the next one, when that begins a line within it: two rows were read as one.
fn row_within(printed: &str) -> Option<(u32, u32)> {
    let number = |line: &str| -> Option<u32> {
        let line = line.trim_start();
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_apart = rest.starts_with(|c: char| c.is_whitespace() || "、．.".contains(c));
        let digits = line.get(..line.len() - rest.len()).filter(|_| is_apart);
        digits.and_then(|digits| digits.parse().ok())
    };
    let mut lines = printed.lines();
    let own = number(lines.next()?)?;
    let next = own.checked_add(1)?;
    lines
        .any(|line| number(line) == Some(next))
        .then_some((own, next))
}

/// Headings that say how many items follow（11项）, with the blocks and the sections that do.
fn stated_counts(text: &str, outline: &Outline) -> Vec<(TextRange, usize, [usize; 2])> {
    let stated = |heading: &Heading| {
        let title = slice(text, heading.text.title);
        let (_, count) = title.strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
        let count = count
            .strip_prefix('共')
            .unwrap_or(count)
            .strip_suffix('项')?;
        usize::try_from(numeral::integer(count)?).ok()
    };
    let mut blocks: BTreeMap<(usize, Option<usize>), usize> = BTreeMap::new();
    for block in &outline.blocks {
        *blocks.entry((block.chapter, None)).or_default() += 1;
        if block.section.is_some() {
            *blocks.entry((block.chapter, block.section)).or_default() += 1;
        }
    }
    let found = |at| blocks.get(&at).copied().unwrap_or_default();
    let mut counts = Vec::new();
    for (index, chapter) in outline.chapters.iter().enumerate() {
        let line = chapter.heading.text.line;
        let sections = chapter.sections.len();
        counts
            .extend(stated(&chapter.heading).map(|n| (line, n, [found((index, None)), sections])));
        for (at, section) in chapter.sections.iter().enumerate() {
            let follow = found((index, Some(at)));
            let line = section.heading.text.line;
            counts.extend(stated(&section.heading).map(|n| (line, n, [follow, follow])));
        }
    }
    counts
}

/// Document numbers outside the head.
fn cited_numbers(text: &str, paragraphs: &[Paragraph]) -> Vec<TextRange> {
    paragraphs
        .iter()
        .filter(|paragraph| paragraph.place != Place::Head)
        .flat_map(|paragraph| {
            let printed = slice(text, paragraph.range);
            number::find(printed).map(|range| range.shifted(paragraph.range.start))
        })
        .collect()
}
