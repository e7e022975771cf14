//! What the reading of a document noticed.

use std::collections::BTreeMap;

use super::genre;
use super::head::Head;
use super::line::slice;
use super::marker::{Marker, MarkerKind};
use super::number;
use super::openings::speaks_of_above;
use super::paragraph::{Paragraph, Place};
use super::table;
use crate::model::{
    Diagnostic, DiagnosticCode, Document, Heading, Outline, Role, RuleEffect, RuleSentence,
    TextRange, TextSpan, Told,
};
use crate::text::numeral;
use crate::text::stretch::Stretch;

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
    let opening = |range| opening(document.get(range));
    let mut note = |code, range, message: Told| {
        findings.push(Diagnostic::new(code, message, Some(document.span(range))));
    };
    if let Some(title) = head.repeated {
        let title_again = document.get(title);
        let message = Told::new(
            format!("the head is printed again: “{title_again}”"),
            format!("文头重复印出：“{title_again}”"),
        );
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
        let number = document.get(range);
        let message = Told::new(
            format!("“{number}” is a cited document’s number"),
            format!("“{number}”是所引文件的文号"),
        );
        note(DiagnosticCode::CitedNumber, range, message);
    }
    let unread = |p: &&Paragraph| genre::unread_statements(text, p) > 0;
    for paragraph in paragraphs.iter().filter(unread) {
        let words = opening(paragraph.range);
        let message = Told::new(
            format!("“{words}” states responsibility in a layout that is not read"),
            format!("“{words}”写明了责任，但其版式未能识别"),
        );
        note(DiagnosticCode::NoResponsibility, paragraph.range, message);
    }
    for head in heads_without_rows(text, paragraphs) {
        let words = opening(head);
        let message = Told::new(
            format!("“{words}” heads a table whose rows are not read"),
            format!("“{words}”是表头，其下各行未能读出"),
        );
        note(DiagnosticCode::NoResponsibility, head, message);
    }
    for row in paragraphs.iter().filter(|p| p.is_of_table) {
        if let Some((number, next)) = row_within(document.get(row.range)) {
            let words = opening(row.range);
            let message = Told::new(
                format!("row {number}, “{words}”, holds what begins as row {next}"),
                format!("第 {number} 行“{words}”中有以第 {next} 行开头的内容"),
            );
            note(DiagnosticCode::CountMismatch, row.range, message);
        }
    }
    let gives_roles = |rule: &&RuleSentence| rule.effect != RuleEffect::ImplicitUnits;
    for rule in outline.rules.iter().filter(gives_roles) {
        let sentence = document.get(rule.range);
        let message = Told::new(
            format!("roles follow from “{sentence}”"),
            format!("角色由通则“{sentence}”得出"),
        );
        note(DiagnosticCode::InferredRole, rule.range, message);
    }
    for (heading, stated, counts) in stated_counts(text, outline) {
        if !counts.contains(&stated) {
            let words = document.get(heading);
            let count = counts.first().copied().unwrap_or_default();
            let message = Told::new(
                format!("“{words}” announces {stated} items and {count} follow"),
                format!("“{words}”称有 {stated} 项，其下实有 {count} 项"),
            );
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
                let words = opening(block.text);
                let message = Told::new(
                    format!("no responsibility statement closes “{words}”"),
                    format!("“{words}”之后没有责任分工"),
                );
                note(DiagnosticCode::NoResponsibility, block.text, message);
            }
            if block.inherits.is_some() {
                let (whose, whose_in_chinese) = if is_of_heading {
                    ("its heading’s", "其标题")
                } else if is_of_above {
                    ("the following", "其后")
                } else {
                    ("the next section’s", "下一节")
                };
                let words = opening(block.text);
                let message = Told::new(
                    format!("“{words}” takes over {whose} statement"),
                    format!("“{words}”承接{whose_in_chinese}的责任分工"),
                );
                note(DiagnosticCode::Inherited, block.text, message);
            }
            continue;
        };
        if !statement
            .mentions
            .iter()
            .any(|mention| mention.role == Role::Lead)
        {
            let words = opening(statement.range);
            let message = Told::new(
                format!("nobody leads in “{words}”"),
                format!("“{words}”中没有牵头单位"),
            );
            note(DiagnosticCode::NoLead, statement.range, message);
        }
        if statement.is_open_list {
            let words = opening(statement.range);
            let message = Told::new(
                format!("等 leaves open “{words}”"),
                format!("“{words}”以“等”字收尾，名单未尽"),
            );
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

/// The first characters of a text.
fn opening(text: &str) -> String {
    const LENGTH: usize = 24;
    text.chars().take(LENGTH).collect()
}
