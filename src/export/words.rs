//! The words of the choices that an export leaves, as addresses and the command line spell them.
//!
//! The API spells the same words in capitals: `lead-to-responsible` is `LEAD_TO_RESPONSIBLE`.

use super::Wording;
use crate::engine::{Direction, MatrixBy, Projection, Standing, TaskOrderField, Weighting};
use crate::model::{Basis, Role, UnitKind};

/// Words with what they mean.
pub type Words<T> = &'static [(&'static str, T)];

/// Which units an edge joins.
pub const PROJECTIONS: Words<Projection> = &[
    ("co-responsible", Projection::CoResponsible),
    ("lead-to-responsible", Projection::LeadToResponsible),
];

/// What the weight of an edge is.
pub const WEIGHTINGS: Words<Weighting> = &[
    ("count", Weighting::Count),
    ("newman", Weighting::Newman),
    ("jaccard", Weighting::Jaccard),
    ("salton", Weighting::Salton),
];

/// What a unit does in a task.
pub const ROLES: Words<Role> = &[
    ("lead", Role::Lead),
    ("responsible", Role::Responsible),
    ("supporting", Role::Supporting),
];

/// What the columns of the responsibility matrix are.
pub const MATRIX_BY: Words<MatrixBy> = &[
    ("chapter", MatrixBy::Chapter),
    ("section", MatrixBy::Section),
    ("city", MatrixBy::City),
    ("plan", MatrixBy::Plan),
];

/// What tasks are sorted by.
pub const ORDERS: Words<TaskOrderField> = &[
    ("document", TaskOrderField::Document),
    ("unit-count", TaskOrderField::UnitCount),
    ("deadline", TaskOrderField::Deadline),
];

/// Which way they run.
pub const DIRECTIONS: Words<Direction> = &[
    ("asc", Direction::Ascending),
    ("desc", Direction::Descending),
];

/// The words of tables.
pub const WORDINGS: Words<Wording> = &[("en", Wording::Api), ("zh", Wording::Chinese)];

/// On what grounds a part of a unit in a task counts.
pub const BASES: Words<Basis> = &[
    ("stated", Basis::Stated),
    ("rule", Basis::Rule),
    ("inherited", Basis::Inherited),
    ("inferred", Basis::Inferred),
    ("corrected", Basis::Corrected),
];

/// Kinds of units.
pub const KINDS: Words<UnitKind> = &[
    ("department", UnitKind::Department),
    ("bureau", UnitKind::Bureau),
    ("office", UnitKind::Office),
    ("institution", UnitKind::Institution),
    ("enterprise", UnitKind::Enterprise),
    ("cooperative", UnitKind::Cooperative),
    ("mass-organization", UnitKind::MassOrganization),
    ("party-body", UnitKind::PartyBody),
    ("local-government", UnitKind::LocalGovernment),
    ("group", UnitKind::Group),
    ("placeholder", UnitKind::Placeholder),
    ("other", UnitKind::Other),
];

/// What kind of collaborator a unit is.
pub const STANDINGS: Words<Standing> = &[
    ("leading", Standing::Leading),
    ("key", Standing::Key),
    ("auxiliary", Standing::Auxiliary),
];

/// What a word means; `None` for one that is not among `words`.
#[must_use]
pub fn meaning<T: Copy>(words: Words<T>, word: &str) -> Option<T> {
    let found = words.iter().find(|(other, _)| *other == word);
    found.map(|(_, value)| *value)
}

/// All of `words`, for a message.
#[must_use]
pub fn listed<T>(words: Words<T>) -> String {
    let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
    words.join(", ")
}

/// The word for `value`.
pub(super) fn word_of<T: PartialEq>(words: Words<T>, value: &T) -> &'static str {
    let found = words.iter().find(|(_, other)| other == value);
    found.map_or("", |(word, _)| word)
}

/// The word for `value` as the API spells it.
#[must_use]
pub fn name_of<T: PartialEq>(words: Words<T>, value: &T) -> String {
    word_of(words, value).to_ascii_uppercase().replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_meanings_lead_to_each_other() {
        for (word, kind) in KINDS {
            assert_eq!(meaning(KINDS, word), Some(*kind));
            assert_eq!(word_of(KINDS, kind), *word);
        }
        let spelled = UnitKind::ALL
            .iter()
            .map(|kind| (name_of(KINDS, kind), kind.word()));
        let bases = Basis::ALL.iter().map(|it| (name_of(BASES, it), it.word()));
        let roles = Role::ALL.iter().map(|it| (name_of(ROLES, it), it.word()));
        for (name, word) in spelled.chain(bases).chain(roles) {
            assert_eq!(name, word);
        }
        assert_eq!(meaning(KINDS, "ministry"), None);
        assert_eq!(name_of(KINDS, &UnitKind::PartyBody), "PARTY_BODY");
        assert_eq!(listed(PROJECTIONS), "co-responsible, lead-to-responsible");
    }
}
