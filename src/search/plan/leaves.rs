//! What a plan is made of at last: one term, or stretches at fixed places, in one field.

use std::cell::OnceCell;

use tantivy::Term;
use tantivy::query::{PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field as Place, IndexRecordOption};

use super::Leaf;
use crate::search::analyzer::cover;
use crate::search::{MatchKind, Part};

pub(in crate::search) fn leaf(
    term: String,
    part: Part,
    how: MatchKind,
    query: Box<dyn Query>,
    weight: f32,
) -> Leaf {
    Leaf {
        term,
        part,
        how,
        query,
        weight,
        key: None,
        found: OnceCell::new(),
    }
}

/// Stretches at fixed places of one field, each the very characters.
pub(in crate::search) fn phrase(
    field: Place,
    stretches: &[(usize, &[char])],
) -> Option<Box<dyn Query>> {
    phrase_within(field, stretches, 0)
}

/// Stretches that stand at most so many characters from their places.
pub(in crate::search) fn phrase_within(
    field: Place,
    stretches: &[(usize, &[char])],
    slop: u32,
) -> Option<Box<dyn Query>> {
    let mut terms: Vec<(usize, Term)> = Vec::new();
    for (first, chars) in stretches {
        for gram in cover(chars) {
            terms.push((
                first + gram.position,
                Term::from_field_text(field, &gram.text),
            ));
        }
    }
    match (terms.len(), terms.pop()) {
        (_, None) => None,
        (1, Some((_, only))) => Some(Box::new(TermQuery::new(only, IndexRecordOption::WithFreqs))),
        (_, Some(last)) => {
            terms.push(last);
            Some(Box::new(PhraseQuery::new_with_offset_and_slop(terms, slop)))
        }
    }
}
