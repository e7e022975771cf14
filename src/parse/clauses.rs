//! Clauses: paragraphs of a chapter without any statement.

use super::line::{first_sentence, slice, without_final_stop};
use super::tree::Node;
use crate::model::{ClauseBlock, ClauseKind, TextRange};

/// Words of a heading that tell what the paragraphs below it are.
const CLAUSE_HEADINGS: &[(&str, ClauseKind)] = &[
    ("原则", ClauseKind::Principle),
    ("要求", ClauseKind::Requirement),
    ("组织", ClauseKind::Requirement),
    ("保障措施", ClauseKind::Requirement),
    ("督查", ClauseKind::Requirement),
    ("督导", ClauseKind::Requirement),
    ("督促", ClauseKind::Requirement),
    ("考核", ClauseKind::Requirement),
    ("落实责任", ClauseKind::Requirement),
    ("责任落实", ClauseKind::Requirement),
];

/// The longest run-in heading of a clause, in characters.
const LONGEST_CLAUSE_TITLE: usize = 30;

/// Punctuation that a title does not hold.
const CLAUSE_MARKS: [char; 6] = ['，', '；', '：', ',', ';', ':'];

/// What the paragraphs below a heading are; `None` when it does not tell.
pub(super) fn kind_below(title: &str) -> Option<ClauseKind> {
    CLAUSE_HEADINGS
        .iter()
        .find_map(|&(word, kind)| title.contains(word).then_some(kind))
}

/// A clause without enumerator and title.
pub(super) fn plain(kind: ClauseKind, text: TextRange) -> ClauseBlock {
    ClauseBlock {
        kind,
        number: None,
        title: None,
        text,
    }
}

/// The clauses of a node without statements: the paragraphs below a heading one by one, anything else as one.
pub(super) fn read(
    text: &str,
    node: &Node,
    is_chapter: bool,
    kind: ClauseKind,
) -> Vec<ClauseBlock> {
    let own = node.marker.content;
    let below = node.parts.get(1..).unwrap_or_default();
    let is_bare = node.is_bare(text);
    if is_bare && node.is_heading && (node.has_children || is_chapter || node.depth == 0) {
        return below.iter().map(|part| plain(kind, part.range())).collect();
    }
    let sentence = first_sentence(text, own);
    let printed = slice(text, sentence);
    let is_title = (!is_bare || node.is_heading)
        && printed.chars().count() <= LONGEST_CLAUSE_TITLE
        && !printed.contains(CLAUSE_MARKS);
    let end = below.last().map_or(own.end, |part| part.range().end);
    vec![ClauseBlock {
        kind,
        number: Some(node.marker.range),
        title: is_title.then(|| without_final_stop(text, sentence)),
        text: TextRange::new(own.start, end),
    }]
}
