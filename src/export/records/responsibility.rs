//! The responsibility matrix as a table.

use super::Records;
use crate::export::rows::{Cell, Row, Table, names};

impl Records {
    /// Units by columns; a cell says L3R5S1: leads three, is responsible for five, supports one.
    pub(super) fn responsibility(&self) -> Table {
        let Some(matrix) = &self.matrix else {
            return (Vec::new(), Vec::new());
        };
        let mut header = names(&["unit"]);
        header.extend(
            matrix
                .columns
                .iter()
                .map(|column| self.label(*column).to_owned()),
        );
        let mut rows: Vec<Row> = matrix
            .rows
            .iter()
            .map(|unit| {
                let mut row = vec![Cell::Empty; matrix.columns.len() + 1];
                if let Some(first) = row.first_mut() {
                    *first = self.unit(*unit).into();
                }
                row
            })
            .collect();
        for cell in &matrix.cells {
            let letters = [
                ('L', cell.lead_count),
                ('R', cell.responsible_count),
                ('S', cell.supporting_count),
            ];
            let mut text = String::new();
            for (letter, count) in letters.iter().filter(|(_, count)| *count > 0) {
                text.push(*letter);
                text.push_str(&count.to_string());
            }
            let row = rows.get_mut(cell.row as usize);
            if let Some(place) = row.and_then(|row| row.get_mut(cell.column as usize + 1)) {
                *place = Cell::Text(text);
            }
        }
        (header, rows)
    }
}
