//! Statements to assignments: one per printed mention, own or taken over from a sibling.

use super::ids::Occurrences;
use super::units::Registry;
use crate::model::{
    Assignment, AssignmentId, Basis, Block, Document, NameMention, Outline, Role, TaskId, TextRange,
};
use crate::text::stretch::Stretch;

/// How many bytes of a clause are quoted with each of its names; a longer one, as no notice has, is proved by the name
/// alone: thousands of names would else keep the clause thousands of times.
const LONGEST_CLAUSE: usize = 8 * 1024;

/// The mentions that a block's units come from, and whether the block has them from a sibling.
pub(super) fn mentions<'o>(outline: &'o Outline, block: &'o Block) -> (&'o [NameMention], bool) {
    let own = block.statement.as_ref();
    let sibling = || outline.blocks.get(block.inherits?)?.statement.as_ref();
    match (own, sibling()) {
        (Some(statement), _) => (&statement.mentions, false),
        (None, Some(statement)) => (&statement.mentions, true),
        (None, None) => (&[], false),
    }
}

/// The assignments of a task, in the order of the document.
pub(super) fn read(
    document: &Document,
    text: &str,
    outline: &Outline,
    block: &Block,
    task: TaskId,
    units: &mut Registry<'_>,
) -> Vec<Assignment> {
    let (mentions, is_inherited) = mentions(outline, block);
    let mut seen = Occurrences::default();
    let mut list: Option<(Role, TextRange)> = None;
    let mut position = 0;
    mentions
        .iter()
        .map(|mention| {
            position = if list == Some((mention.role, mention.clause)) {
                position + 1
            } else {
                1
            };
            list = Some((mention.role, mention.clause));
            let rule = mention.rule.and_then(|rule| outline.rules.get(rule));
            let basis = match rule {
                _ if is_inherited => Basis::Inherited,
                Some(_) => Basis::Rule,
                None => Basis::Stated,
            };
            let span = document.span(mention.name);
            let is_quotable = mention.clause.end - mention.clause.start <= LONGEST_CLAUSE;
            let statement = if is_quotable {
                mention.clause
            } else {
                mention.name
            };
            let written = document.get(mention.name);
            let name = Stretch::of(text, mention.name, &outline.gaps).text;
            let unit = match mention.shared {
                Some(ending) => {
                    let ending = Stretch::of(text, ending, &outline.gaps).text;
                    units.resolve(&[name, ending].concat(), Some(&span))
                }
                None => units.resolve(&name, Some(&span)),
            };
            let kind = format!("{:?} {basis:?}", mention.role);
            Assignment {
                id: AssignmentId {
                    plan: task.plan,
                    owner: task.digest,
                    digest: seen.digest(&[&unit.to_string(), &kind]),
                },
                unit,
                role: mention.role,
                basis,
                position,
                name_as_written: written.to_owned(),
                qualifier: mention
                    .qualifier
                    .map(|range| document.get(range).to_owned()),
                span,
                statement_span: document.span(statement),
                rule_span: rule.map(|rule| document.span(rule.range)),
            }
        })
        .collect()
}
