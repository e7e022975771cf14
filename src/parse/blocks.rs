//! Blocks of task text: what one statement closes.

use super::layout::{Clause, Part};
use crate::model::TextRange;

/// Text and the clauses that close it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// First to last character of the text.
    pub(super) text: TextRange,
    /// The first paragraph of the text.
    pub(super) opening: TextRange,
    /// The clauses, none for text that no statement closes.
    pub(super) clauses: Vec<Clause>,
}

/// Divides parts into blocks. Clauses that no text precedes close `heading`, whose text is the task then.
pub(super) fn divide(parts: &[Part], heading: Option<TextRange>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut is_open = false;
    for part in parts {
        let last = drafts.last_mut().filter(|_| is_open);
        match (*part, last) {
            (Part::Text(range), Some(draft)) if draft.clauses.is_empty() => {
                draft.text.end = range.end;
            }
            (Part::Text(range), _) => {
                drafts.push(Draft {
                    text: range,
                    opening: range,
                    clauses: Vec::new(),
                });
                is_open = true;
            }
            (Part::Clause(clause), Some(draft)) => draft.clauses.push(clause),
            (Part::Clause(clause), None) => {
                let text = heading.unwrap_or(clause.range);
                drafts.push(Draft {
                    text,
                    opening: text,
                    clauses: vec![clause],
                });
                is_open = true;
            }
        }
    }
    drafts
}
