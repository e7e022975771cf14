//! [`Document`] to [`Outline`]: tree, blocks and statements, with names as written. Never fails.
//!
//! Lines become paragraphs (`paragraph`: enumerator, responsibility clauses by `layout`), the head is taken off
//! (`head`), enumerators give the tree (`tree`), and the tree is read as chapters, blocks and clauses (`outline`).
//! Every step is linear in the size of the text.

use crate::model::{Diagnostic, DiagnosticCode, Document, Layout, Outline};
use crate::text::script;

mod above;
mod actors;
mod alone;
mod attachments;
mod blocks;
mod bodies;
mod clauses;
mod due;
mod duties;
mod findings;
mod flat;
mod gaps;
mod genre;
mod head;
mod joint;
mod label;
mod label_words;
mod layout;
mod line;
mod marker;
mod metadata;
mod names;
mod noted;
mod number;
mod openings;
mod outline;
mod padding;
mod pages;
mod paragraph;
mod pieces;
mod remarks;
mod rules;
mod run_in;
mod shared;
mod signature;
mod signed;
mod statement;
mod steps;
mod table;
mod titles;
mod toc;
mod tree;
mod verbs;
mod vocabulary;
mod wrap;

use line::{slice, visible_count};
use paragraph::{Paragraph, Place};

/// Reads what the layout of a document says.
///
/// A text that is no plan division notice gives an outline with nothing but a `NotAPlan` diagnostic.
#[must_use]
pub fn parse(document: &Document) -> Outline {
    let reading = script::reading(document.text());
    let printed = reading.text.as_ref();
    let (read, gaps, mut paragraphs) = gaps::unbroken(printed);
    let text = read.text.as_ref();
    toc::mark(text, &mut paragraphs);
    titles::mark(text, &mut paragraphs);
    let head = head::read(text, &mut paragraphs);
    let (cover, plan) = paragraphs.split_at(head.cover(&paragraphs));
    let cover = tree::build(text, cover);
    let is_parted = !cover.has_statement();
    let tree = tree::build(text, if is_parted { plan } else { &paragraphs });
    let has_statements = tree.has_statement();
    let is_plan = has_statements || genre::is_plan(text, &head, &tree, &paragraphs);
    if !is_plan || !genre::is_in_chinese(text) {
        let message = noted::not_a_plan(document.name());
        return Outline {
            diagnostics: vec![Diagnostic::new(DiagnosticCode::NotAPlan, message, None)],
            ..Outline::default()
        };
    }
    let is_cover = !has_statements && !head.attachments.is_empty();
    let rules = rules::find(text);
    let mut body = outline::read(text, &tree, &rules, is_cover);
    if is_parted {
        let cover = outline::read(text, &cover, &rules, true);
        body.clauses.splice(0..0, cover.clauses);
        body.asides.extend(cover.asides);
    }
    let mut asides = body.asides;
    asides.extend(
        paragraphs
            .iter()
            .flat_map(|paragraph| paragraph.asides(text)),
    );
    asides.sort_unstable();
    let mut outline = Outline {
        head: head.parts.clone(),
        layouts: Vec::new(),
        rules,
        chapters: body.chapters,
        blocks: body.blocks,
        clauses: body.clauses,
        attachments: head.attachments.clone(),
        asides,
        gaps,
        figures: paragraphs
            .iter()
            .filter_map(|p| p.figures.clone())
            .collect(),
        is_traditional: reading.is_traditional,
        coverage: coverage(text, &paragraphs),
        diagnostics: Vec::new(),
    };
    let has_actors = tree.nodes.iter().any(|node| node.own_actor.is_some());
    let layouts = paragraphs.iter().filter_map(|paragraph| paragraph.layout);
    for layout in layouts.chain(has_actors.then_some(Layout::Actors)) {
        if !outline.layouts.contains(&layout) {
            outline.layouts.push(layout);
        }
    }
    if let Some(rule) = rules::lead_rule(&outline.rules) {
        let blocks = outline.blocks.iter_mut();
        let mut statements: Vec<_> = blocks
            .filter_map(|block| block.statement.as_mut())
            .collect();
        rules::apply(text, rule, &mut statements);
    }
    let original = findings::Original {
        document,
        read: &read,
    };
    outline.diagnostics = findings::of(&original, text, &outline, &head, &paragraphs);
    if reading.is_traditional {
        let message = noted::traditional();
        let diagnostic = Diagnostic::new(DiagnosticCode::TraditionalConverted, message, None);
        outline.diagnostics.push(diagnostic);
    }
    if is_cover {
        let message = noted::in_attachment();
        let title = head.attachments.first();
        let span = title.map(|&title| document.span(read.place(title)));
        let diagnostic = Diagnostic::new(DiagnosticCode::AttachmentOnly, message, span);
        outline.diagnostics.push(diagnostic);
    }
    gaps::put_back(&read, &mut outline);
    // The mark of a page may stand within a paragraph.
    let marks = outline
        .gaps
        .iter()
        .filter(|gap| visible_count(slice(printed, **gap)) > 0);
    let marks: Vec<_> = marks.map(|&gap| line::trimmed(printed, gap)).collect();
    outline.asides.extend(marks);
    outline.asides.sort_unstable();
    outline
}

/// Share of the visible characters that stand outside paragraphs which nothing explains or whose statements are not
/// read.
#[expect(
    clippy::cast_precision_loss,
    reason = "a share needs no more than 52 bits"
)]
fn coverage(text: &str, paragraphs: &[Paragraph]) -> f64 {
    let all = visible_count(text);
    let is_unread = |paragraph: &&Paragraph| {
        paragraph.place == Place::Unread || genre::unread_statements(text, paragraph) > 0
    };
    let unread: usize = paragraphs
        .iter()
        .filter(is_unread)
        .map(|paragraph| visible_count(slice(text, paragraph.range)))
        .sum();
    if all == 0 {
        0.0
    } else {
        1.0 - unread as f64 / all as f64
    }
}
