//! Extracted text in the making: one line per paragraph or heading, one per row of a table.
//!
//! The cells of a row are parted by TAB; a cell that continues one above holds 〃, one that continues its neighbour is
//! empty, and paragraphs within a cell are parted by a space. A table whose rows have one cell each, or that holds
//! another table, only lays out a page: its paragraphs are lines like all others.

use super::limits::{TABLE_DEPTH, TEXT_BYTES};

/// What stands in a cell that a row span continues.
const CONTINUED: &str = "〃";

/// The most columns of a table; further cells go on with the last one.
const COLUMNS: usize = 256;

/// Text that grows line by line.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    line: String,
    tables: Vec<Table>,
    /// Tables that are open beyond the depth that is read as tables.
    beyond: usize,
    /// Bytes of what the open tables hold.
    held: usize,
    is_full: bool,
}

impl Lines {
    /// Whether the text has reached its limit; nothing is added any more.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Adds to the current line. Line ends and TABs are no part of a line: they become spaces.
    pub(super) fn push(&mut self, text: &str) {
        if self.line.len() + text.len() > TEXT_BYTES {
            self.is_full = true;
            return;
        }
        let line = text.chars().map(|character| match character {
            '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
            other => other,
        });
        self.line.extend(line);
    }

    /// The last character of the current line.
    pub(super) fn last(&self) -> Option<char> {
        self.line.chars().next_back()
    }

    /// Takes the current line away, to go on with it later.
    pub(super) fn suspend(&mut self) -> String {
        std::mem::take(&mut self.line)
    }

    /// Goes on with a line that was taken away.
    pub(super) fn resume(&mut self, line: String) {
        self.line = line;
    }

    /// Ends the current line; a blank one leaves nothing.
    pub(super) fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if line.is_empty() || self.is_full {
            return;
        }
        match self.tables.last_mut() {
            Some(table) => {
                self.held += line.len();
                self.is_full |= self.held > TEXT_BYTES;
                table.paragraphs().push(line.to_owned());
            }
            None => self.write(line),
        }
    }

    /// Opens a table.
    pub(super) fn open_table(&mut self) {
        self.end_line();
        if self.tables.len() < TABLE_DEPTH {
            self.tables.push(Table::default());
        } else {
            self.beyond += 1;
        }
    }

    /// Opens a row of the innermost table, and ends the one before.
    pub(super) fn open_row(&mut self) {
        self.end_line();
        if let Some(table) = self.innermost() {
            table.end_row();
            table.row = Some(Vec::new());
        }
    }

    /// Opens a cell of the current row over so many columns and rows, and ends the one before.
    pub(super) fn open_cell(&mut self, columns: usize, rows: usize) {
        self.end_line();
        if let Some(table) = self.innermost() {
            table.open_cell(columns, rows);
        }
    }

    /// Leaves columns of the current row empty.
    pub(super) fn skip_columns(&mut self, columns: usize) {
        if let Some(table) = self.innermost()
            && columns > 0
        {
            table.open_cell(columns, 1);
        }
    }

    /// Opens a cell that continues the one above.
    pub(super) fn continue_cell(&mut self, columns: usize) {
        self.end_line();
        if let Some(table) = self.innermost() {
            table.open_cell(columns, 1);
            let cell = table.row.as_mut().and_then(|row| row.last_mut());
            if let Some(cell) = cell.filter(|cell| cell.paragraphs.is_empty()) {
                cell.is_continued = true;
            }
        }
    }

    /// Ends a group of rows, beyond which no cell reaches.
    pub(super) fn end_row_group(&mut self) {
        self.end_line();
        if let Some(table) = self.innermost() {
            table.end_row();
            table.hanging.clear();
        }
    }

    /// Closes the innermost table and writes it.
    pub(super) fn close_table(&mut self) {
        self.end_line();
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(mut table) = self.tables.pop() else {
            return;
        };
        table.end_row();
        let is_layout = table.is_layout();
        let lines = table.into_lines(is_layout, &mut self.is_full);
        if let Some(outer) = self.tables.last_mut() {
            outer.has_inner |= !is_layout && !lines.is_empty();
            outer.paragraphs().extend(lines);
            return;
        }
        self.held = 0;
        for line in lines {
            self.write(&line);
        }
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.end_line();
        self.beyond = 0;
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.text
    }

    fn innermost(&mut self) -> Option<&mut Table> {
        let is_read = self.beyond == 0;
        self.tables.last_mut().filter(|_| is_read)
    }

    fn write(&mut self, line: &str) {
        if self.text.len() + line.len() >= TEXT_BYTES {
            self.is_full = true;
        } else {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

/// A table in the making.
#[derive(Debug, Default)]
struct Table {
    /// What stands outside its cells.
    stray: Vec<String>,
    rows: Vec<Vec<Cell>>,
    row: Option<Vec<Cell>>,
    /// Columns of the current row so far.
    column: usize,
    /// Cells of earlier rows that reach into the current one, by column.
    hanging: Vec<Hanging>,
    /// Cells of the current row that reach into later ones.
    opened: Vec<Hanging>,
    has_inner: bool,
}

/// A printed cell, or one that continues a printed one.
#[derive(Debug, Default)]
struct Cell {
    paragraphs: Vec<String>,
    /// Number of columns.
    width: usize,
    /// Whether it continues a cell above.
    is_continued: bool,
}

/// A cell that reaches into later rows.
#[derive(Debug, Clone, Copy)]
struct Hanging {
    column: usize,
    width: usize,
    rows: usize,
}

impl Table {
    /// Where the next paragraph goes.
    fn paragraphs(&mut self) -> &mut Vec<String> {
        let cell = self.row.as_mut().and_then(|row| row.last_mut());
        match cell.filter(|cell| !cell.is_continued) {
            Some(cell) => &mut cell.paragraphs,
            None => &mut self.stray,
        }
    }

    fn open_cell(&mut self, columns: usize, rows: usize) {
        self.row.get_or_insert_default();
        self.continue_hanging();
        let column = self.column;
        let next = self.hanging.iter().map(|cell| cell.column);
        let room =
            next.filter(|&next| next > column).min().unwrap_or(COLUMNS) - column.min(COLUMNS);
        if room == 0 {
            return;
        }
        let width = columns.clamp(1, room);
        if rows > 1 {
            self.opened.push(Hanging {
                column,
                width,
                rows: rows - 1,
            });
        }
        self.add_cell(width, false);
    }

    fn add_cell(&mut self, width: usize, is_continued: bool) {
        self.column += width;
        if let Some(row) = &mut self.row {
            row.push(Cell {
                width,
                is_continued,
                paragraphs: Vec::new(),
            });
        }
    }

    /// Continues the cells of earlier rows that stand where the current row has got to.
    fn continue_hanging(&mut self) {
        while let Some(cell) = self
            .hanging
            .iter()
            .find(|cell| cell.column == self.column)
            .copied()
        {
            self.add_cell(cell.width, true);
        }
    }

    fn end_row(&mut self) {
        if self.row.is_none() {
            return;
        }
        // What reaches into the row beyond its last cell.
        while let Some(next) = self
            .hanging
            .iter()
            .find(|cell| cell.column >= self.column)
            .copied()
        {
            match next.column - self.column {
                0 => self.continue_hanging(),
                gap => self.add_cell(gap, false),
            }
        }
        self.column = 0;
        for cell in &mut self.hanging {
            cell.rows -= 1;
        }
        self.hanging.retain(|cell| cell.rows > 0);
        self.hanging.append(&mut self.opened);
        self.hanging.sort_unstable_by_key(|cell| cell.column);
        let row = self.row.take().unwrap_or_default();
        if row.iter().any(|cell| !cell.paragraphs.is_empty()) {
            self.rows.push(row);
        }
    }

    /// Whether the table only lays out a page.
    fn is_layout(&self) -> bool {
        self.has_inner || self.rows.iter().all(|row| row.len() == 1)
    }

    fn into_lines(self, is_layout: bool, is_full: &mut bool) -> Vec<String> {
        let mut lines = self.stray;
        if is_layout {
            let cells = self.rows.into_iter().flatten();
            lines.extend(cells.flat_map(|cell| cell.paragraphs));
            return lines;
        }
        let mut length = 0;
        for row in self.rows {
            let mut line = String::new();
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    line.push('\t');
                }
                if cell.is_continued {
                    line.push_str(CONTINUED);
                }
                for (index, paragraph) in cell.paragraphs.iter().enumerate() {
                    if index > 0 {
                        line.push(' ');
                    }
                    line.push_str(paragraph);
                }
                line.extend(std::iter::repeat_n('\t', cell.width - 1));
            }
            length += line.len();
            if length > TEXT_BYTES {
                *is_full = true;
                return lines;
            }
            lines.push(line);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table from rows of cells: text, columns, rows.
    fn table(lines: &mut Lines, rows: &[&[(&str, usize, usize)]]) {
        lines.open_table();
        for row in rows {
            lines.open_row();
            for &(text, columns, rows) in *row {
                lines.open_cell(columns, rows);
                lines.push(text);
            }
        }
        lines.close_table();
    }

    fn check(rows: &[&[(&str, usize, usize)]], expected: &str) {
        let mut lines = Lines::default();
        table(&mut lines, rows);
        assert_eq!(lines.finish(), expected);
    }

    #[test]
    fn a_row_is_a_line_and_merged_cells_keep_their_columns() {
        check(&[&[("甲", 1, 1), ("乙", 1, 1)]], "甲\t乙\n");
        check(
            &[&[("一", 3, 1)], &[("甲", 1, 1), ("", 1, 1), ("丙", 1, 1)]],
            "一\t\t\n甲\t\t丙\n",
        );
        check(
            &[
                &[("1", 1, 2), ("甲", 1, 1)],
                &[("乙", 1, 1)],
                &[("2", 1, 1), ("丙", 1, 1)],
            ],
            "1\t甲\n〃\t乙\n2\t丙\n",
        );
        // A block of two by two, one at the end of a row, and one that claims more rows than there are.
        check(
            &[
                &[("甲", 2, 2), ("乙", 1, 1)],
                &[("丙", 1, 9)],
                &[("丁", 1, 1), ("戊", 1, 1)],
            ],
            "甲\t\t乙\n〃\t\t丙\n丁\t戊\t〃\n",
        );
        check(&[&[("甲\n乙", 1, 1), ("\t", 1, 1)]], "甲 乙\t\n");
    }

    #[test]
    fn a_table_of_one_column_or_around_a_table_is_only_layout() {
        check(&[&[("甲", 1, 1)], &[("乙", 1, 1)]], "甲\n乙\n");
        let mut lines = Lines::default();
        lines.open_table();
        lines.open_row();
        lines.open_cell(1, 1);
        lines.push("旁注");
        lines.open_cell(1, 1);
        lines.push("正文");
        table(&mut lines, &[&[("甲", 1, 1), ("乙", 1, 1)]]);
        lines.push("文末");
        lines.close_table();
        assert_eq!(lines.finish(), "旁注\n正文\n甲\t乙\n文末\n");
    }

    #[test]
    fn what_is_not_closed_is_written_all_the_same() {
        let mut lines = Lines::default();
        for _ in 0..100 {
            lines.open_table();
            lines.open_row();
            lines.open_cell(1, 1);
            lines.push("甲");
            lines.open_cell(usize::MAX, usize::MAX);
        }
        assert_eq!(lines.finish().matches('甲').count(), 100);
    }
}
