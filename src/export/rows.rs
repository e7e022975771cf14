//! Cells, the rows that they make, and the two ways in which rows come: a small table whole, a long one row by row.

use super::ExportError;

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    /// A count, a year, a line.
    Whole(u32),
    Number(f64),
    Truth(bool),
    Empty,
}

impl Cell {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Truth(is) => is.to_string(),
            Self::Empty => String::new(),
        }
    }

    pub(super) fn maybe(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Whole(number)
    }
}

/// A row, cell by cell.
pub(super) type Row = Vec<Cell>;

/// Column names and rows of a small table.
pub(super) type Table = (Vec<String>, Vec<Row>);

/// What every writer of tables takes: column names, and the rows one after the other.
///
/// A row that cannot be made ends the file; what the iterator gives after an error means nothing.
pub(super) struct Rows<'a> {
    pub(super) header: Vec<String>,
    /// How many rows there will be.
    pub(super) count: usize,
    pub(super) each: Box<dyn Iterator<Item = Result<Row, ExportError>> + 'a>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(
        header: Vec<String>,
        count: usize,
        rows: impl Iterator<Item = Result<Row, ExportError>> + 'a,
    ) -> Self {
        Self {
            header,
            count,
            each: Box::new(rows),
        }
    }
}

impl From<Table> for Rows<'_> {
    fn from((header, rows): Table) -> Self {
        Self::new(header, rows.len(), rows.into_iter().map(Ok))
    }
}

impl<'a> From<&'a Table> for Rows<'a> {
    fn from((header, rows): &'a Table) -> Self {
        Self::new(header.clone(), rows.len(), rows.iter().cloned().map(Ok))
    }
}

pub(super) fn names(header: &[&str]) -> Vec<String> {
    header.iter().map(|name| (*name).to_owned()).collect()
}
