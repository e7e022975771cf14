//! A table of tab-separated lines under a header, with errors that name table, line and fault.

use std::str::FromStr;

/// A table of `data/gazetteer` that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("table {table}, line {line}: {fault}; compare it with the header line and correct it")]
pub struct GazetteerError {
    /// The file's name without its ending.
    pub table: &'static str,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: String,
}

/// A line of a table split into its `N` cells.
pub(super) struct Row<'a, const N: usize> {
    table: &'static str,
    line: usize,
    /// The cells in the order of the header.
    pub(super) cells: [&'a str; N],
}

impl<const N: usize> Row<'_, N> {
    /// An error at this line.
    pub(super) fn fault(&self, fault: impl Into<String>) -> GazetteerError {
        GazetteerError {
            table: self.table,
            line: self.line,
            fault: fault.into(),
        }
    }

    /// A cell as a number; `None` when it is empty.
    pub(super) fn number<T: FromStr>(&self, cell: &str) -> Result<Option<T>, GazetteerError> {
        if cell.is_empty() {
            return Ok(None);
        }
        cell.parse()
            .map(Some)
            .map_err(|_not_a_number| self.fault(format!("“{cell}” is not a number")))
    }

    /// What a cell means that holds one of some words.
    pub(super) fn word<T>(
        &self,
        cell: &str,
        of_word: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, GazetteerError> {
        let unknown = || self.fault(format!("“{cell}” is not a word of this column"));
        of_word(cell).ok_or_else(unknown)
    }
}

/// The lines of a table whose header names `N` columns.
pub(super) fn rows<'a, const N: usize>(
    table: &'static str,
    text: &'a str,
) -> impl Iterator<Item = Result<Row<'a, N>, GazetteerError>> {
    text.lines()
        .enumerate()
        .skip(1)
        .filter(|(_, line)| !line.trim().is_empty())
        .map(move |(index, line)| {
            let cells: Vec<&str> = line.split('\t').collect();
            let found = cells.len();
            let cells = cells.try_into().map_err(|_other_count| GazetteerError {
                table,
                line: index + 1,
                fault: format!("{found} cells instead of {N}"),
            })?;
            Ok(Row {
                table,
                line: index + 1,
                cells,
            })
        })
}
