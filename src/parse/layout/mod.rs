//! Layouts: how a line shows what is task text and what is responsibility.
//!
//! A layout is one small module with a `read` and one row of [`READERS`]. Every line is offered to each reader in turn,
//! so a document may change its layout from section to section. Tables take several lines and have a folder of their
//! own, `parse::table`; headings that name the body of all that stands below them are read on the tree (`parse::actors`).

use super::vocabulary::Slot;
use crate::model::{Layout, TextRange};

mod brackets;
mod label_lines;
mod prose;
mod tails;

pub(super) use brackets::states;
pub(super) use label_lines::BULLETS;
pub(super) use prose::duties;
pub(super) use tails::bodies;

/// A stretch of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Text of a task or of anything else.
    Text(TextRange),
    /// One clause of a responsibility statement.
    Clause(Clause),
}

impl Part {
    /// The whole stretch.
    pub(super) fn range(self) -> TextRange {
        match self {
            Self::Text(range) => range,
            Self::Clause(clause) => clause.range,
        }
    }
}

/// A clause of a responsibility statement: 责任单位：省教育厅。
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    /// What its words are.
    pub(super) slot: Slot,
    /// The clause with its label.
    pub(super) range: TextRange,
    /// Its words without label and final stop.
    pub(super) value: TextRange,
}

/// Divides a line into parts; `None` when the line holds nothing of the layout.
type Reader = fn(&str, TextRange) -> Option<Vec<Part>>;

const READERS: &[(Layout, Reader)] = &[
    (Layout::LabelLines, label_lines::read),
    (Layout::Brackets, brackets::read),
    (Layout::Prose, prose::read),
    (Layout::LabelLines, tails::read),
];

/// The clauses of a cell below a head that says `slot`. The cell may tell the roles itself: 牵头：省农委 配合：省财政厅.
pub(super) fn of_cell(text: &str, slot: Slot, cell: TextRange) -> Vec<Part> {
    let names_bodies = matches!(slot, Slot::Bodies(_) | Slot::MainlyResponsible);
    let labelled = names_bodies
        .then(|| label_lines::within(text, cell))
        .flatten();
    labelled.unwrap_or_else(|| {
        vec![Part::Clause(Clause {
            slot,
            range: cell,
            value: cell,
        })]
    })
}

/// The layout of a line and its parts; `None` for a line that is text alone.
pub(super) fn read(text: &str, line: TextRange) -> Option<(Layout, Vec<Part>)> {
    READERS
        .iter()
        .find_map(|&(layout, read)| Some((layout, read(text, line)?)))
}
