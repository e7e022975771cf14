//! [`Document`] to [`Outline`]: tree, blocks and statements, with names as written. Never fails.
//!
//! Lines become paragraphs (`paragraph`: enumerator, responsibility clauses by `layout`), the head is taken off
//! (`head`), enumerators give the tree (`tree`), and the tree is read as chapters, blocks and clauses (`outline`).
//! Every step is linear in the size of the text.

use crate::model::{Diagnostic, DiagnosticCode, Document, Outline};

mod blocks;
mod findings;
mod head;
mod layout;
mod line;
mod marker;
mod names;
mod number;
mod outline;
mod paragraph;
mod rules;
mod run_in;
mod statement;
mod tree;
mod vocabulary;

use head::Head;
use line::{slice, visible_count};
use paragraph::{Paragraph, Place};
use tree::Tree;

/// Reads what the layout of a document says.
///
/// A text that is no plan division notice gives an outline with nothing but a `NotAPlan` diagnostic.
#[must_use]
pub fn parse(document: &Document) -> Outline {
    let text = document.text();
    let mut paragraphs: Vec<_> = line::lines(text)
        .into_iter()
        .map(|line| Paragraph::read(text, line))
        .collect();
    let head = head::read(text, &mut paragraphs);
    let tree = tree::build(text, &paragraphs);
    let has_statements = paragraphs
        .iter()
        .any(|p| p.place == Place::Body && p.layout.is_some());
    if !has_statements && !is_plan(text, &head, &tree) {
        let message = format!(
            "“{}” has no responsibility statement, no head and no headings of a plan",
            document.name()
        );
        return Outline {
            diagnostics: vec![Diagnostic::new(DiagnosticCode::NotAPlan, message, None)],
            ..Outline::default()
        };
    }
    let is_cover = !has_statements && !head.attachments.is_empty();
    let rules = rules::find(text);
    let body = outline::read(text, &tree, &rules, is_cover);
    let mut outline = Outline {
        head: head.parts.clone(),
        layouts: Vec::new(),
        rules,
        chapters: body.chapters,
        blocks: body.blocks,
        clauses: body.clauses,
        attachments: head.attachments.clone(),
        coverage: coverage(text, &paragraphs),
        diagnostics: Vec::new(),
    };
    for layout in paragraphs.iter().filter_map(|paragraph| paragraph.layout) {
        if !outline.layouts.contains(&layout) {
            outline.layouts.push(layout);
        }
    }
    let statements = || {
        outline
            .blocks
            .iter()
            .filter_map(|block| block.statement.as_ref())
    };
    let last = statements()
        .next_back()
        .map_or(0, |statement| statement.range.end);
    let rules = outline.rules.clone();
    for block in &mut outline.blocks {
        if let Some(statement) = &mut block.statement {
            rules::apply(&rules, last, statement);
        }
    }
    outline.diagnostics = findings::of(document, &outline, &head, &paragraphs);
    if is_cover {
        let message = "the tasks stand in an attachment that is not part of the text";
        let span = head.attachments.first().map(|&title| document.span(title));
        let diagnostic = Diagnostic::new(DiagnosticCode::AttachmentOnly, message, span);
        outline.diagnostics.push(diagnostic);
    }
    outline
}

/// Verbs that plans are made of.
const PLAN_WORDS: &[&str] = &[
    "推进", "加强", "加快", "完善", "建设", "发展", "实施", "健全", "落实", "提高", "规划", "保障",
];

/// Whether a text without statements is a plan or a cover notice all the same: it has a head, or headings and the
/// words of a plan in at least half of what they open.
fn is_plan(text: &str, head: &Head, tree: &Tree) -> bool {
    let has_head = !head.parts.title.is_empty()
        && (head.has_addressee || head.parts.document_number.is_some() || !tree.nodes.is_empty());
    let numbered = head.has_addressee && head.parts.document_number.is_some();
    let is_planned = |node: &&tree::Node| {
        PLAN_WORDS
            .iter()
            .any(|word| slice(text, node.body).contains(word))
    };
    let headings = tree
        .nodes
        .iter()
        .filter(|node| node.is_heading && node.depth == 0);
    let (all, planned) = (
        headings.clone().count(),
        headings.filter(is_planned).count(),
    );
    has_head || numbered || (all > 1 && planned * 2 >= all)
}

/// Share of the visible characters that stand in paragraphs with a known place.
#[expect(
    clippy::cast_precision_loss,
    reason = "a share needs no more than 52 bits"
)]
fn coverage(text: &str, paragraphs: &[Paragraph]) -> f64 {
    let all = visible_count(text);
    let read: usize = paragraphs
        .iter()
        .filter(|paragraph| paragraph.place != Place::Unread)
        .map(|paragraph| visible_count(slice(text, paragraph.range)))
        .sum();
    if all == 0 {
        0.0
    } else {
        read as f64 / all as f64
    }
}
