//! Rows of a table without marks: their cells are told apart by the form of their words.

use super::cut::{self, Evidence};
use super::header::{self, Column};
use super::stream::{behind_person, cells, heading_at_end, list_start};
use super::{Table, is_due};
use crate::model::{Layout, Role, TextRange};
use crate::parse::bodies::is_person;
use crate::parse::label;
use crate::parse::layout::{self, Part};
use crate::parse::line::{Line, slice, trimmed};
use crate::parse::marker::{self, Marker, MarkerKind};
use crate::parse::names;
use crate::parse::paragraph::{Paragraph, Place, is_chrome, is_continuation, is_page_mark};
use crate::parse::vocabulary::Slot;

/// The longest name, in characters, whose end is missing.
const LONGEST_CUT: usize = 8;

/// The column of cells that say nothing of who does the task or until when.
const NO_COLUMN: usize = usize::MAX;

/// Rows whose cells are told apart by their form.
pub(super) struct Rows<'t> {
    pub(super) table: Table<'t>,
    /// How many rows have been closed.
    pub(super) count: usize,
    /// The heads of the columns, where each stands on a line of its own.
    pub(super) heads: Vec<String>,
    /// The open row: its line, its number, its text and its other cells.
    number: Option<TextRange>,
    words: Option<TextRange>,
    clauses: Vec<(usize, TextRange)>,
    /// The bodies of the row above.
    above: Vec<(usize, TextRange)>,
    line: Option<Line>,
}

/// Adds what a further line of a row says behind what the row says of the same column.
pub(super) fn insert(parts: &mut Vec<Part>, part: Part) {
    let is_of_column = |known: &Part| match (known, &part) {
        (Part::Clause(known), Part::Clause(clause)) => known.slot == clause.slot,
        _ => false,
    };
    let at = parts.iter().rposition(is_of_column);
    parts.insert(at.map_or(parts.len(), |at| at + 1), part);
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t str, columns: Vec<Column>) -> Self {
        Self {
            table: Table::new(text, columns),
            count: 0,
            heads: Vec::new(),
            number: None,
            words: None,
            clauses: Vec::new(),
            above: Vec::new(),
            line: None,
        }
    }

    /// Whether no row has been opened yet.
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0 && self.words.is_none()
    }

    /// The columns of bodies and of deadlines, by their places.
    fn columns_of(&self, is_due: bool) -> Vec<usize> {
        (0..self.table.columns.len())
            .filter(|&at| match self.table.columns.get(at) {
                Some(Column::Clause(Slot::Deadline)) => is_due,
                Some(Column::Clause(Slot::Bodies(_) | Slot::MainlyResponsible)) => !is_due,
                _ => false,
            })
            .collect()
    }

    /// Reads the cell that the first of `lines` begins, and tells how many of them it takes; none when it is no cell.
    pub(super) fn cell(&mut self, lines: &[Line]) -> usize {
        let Some(line) = lines.first() else {
            return 0;
        };
        let cut = self.words.and_then(|words| {
            let count = cut::taken(self.table.text, lines, self.evidence(words, line.range))?;
            let last = lines.get(count - 1)?;
            let list = TextRange::new(line.range.start, last.range.end);
            self.is_list(list).then_some((list, count))
        });
        if let Some((list, count)) = cut {
            self.place(list, false);
            return count;
        }
        usize::from(self.line(line))
    }

    /// What shows that a line below the text of a row begins with the name of a body.
    fn evidence(&self, words: TextRange, line: TextRange) -> Evidence {
        let text = self.table.text;
        let columns = self.columns_of(false);
        let begins_alike = |&(at, known): &(usize, TextRange)| {
            columns.contains(&at)
                && slice(text, known).chars().next() == slice(text, line).chars().next()
        };
        if slice(text, words).ends_with('。') {
            Evidence::Sentence
        } else if self.clauses.iter().chain(&self.above).any(begins_alike) {
            Evidence::Names
        } else {
            Evidence::Nothing
        }
    }

    /// Reads a line that is a cell, or goes on with one; false when it does neither.
    fn line(&mut self, line: &Line) -> bool {
        let text = self.table.text;
        let printed = slice(text, line.range);
        let is_number = printed.chars().all(|c| c.is_ascii_digit()) && printed.len() <= 3;
        let is_persons = self.table.columns.contains(&Column::Clause(Slot::Persons));
        if is_page_mark(printed) || is_continuation(printed) {
            self.table.frame(line);
        } else if label::tight(printed, header::LONGEST)
            .is_some_and(|cell| self.heads.contains(&cell))
        {
            // The heads are printed again on the next page.
            self.table.frame(line);
        } else if is_chrome(printed) {
            return false;
        } else if is_number {
            self.close();
            self.number = Some(line.range);
            self.line = Some(*line);
        } else if let Some(marker) = marker::read(text, line.range)
            && marker.kind < MarkerKind::Arabic
            && (self.words.is_none() || !self.clauses.is_empty())
        {
            if !printed.ends_with('。')
                && printed.chars().nth(30).is_none()
                && !printed.contains('，')
            {
                self.close();
                self.table
                    .heading(line, line.range, line.range, MarkerKind::Category(0));
            } else {
                return false;
            }
        } else if let Some((_, above)) = self.clauses.last_mut()
            && cut::is_end(text, *above, line.range)
        {
            above.end = line.range.end;
        } else if self.words.is_some() && self.table.is_nothing(line.range) {
            self.place_nothing(line.range);
        } else if self.words.is_some() && is_due(text, line.range) {
            self.place(line.range, true);
        } else if self.words.is_some() && (self.is_list(line.range) || self.is_cut_name(line.range))
        {
            self.place(line.range, false);
        } else if header::columns(text, &[line.range]).is_some()
            || (header::column(printed)
                .is_some_and(|c| matches!(c, Column::Number | Column::Clause(_)))
                && printed.chars().nth(8).is_none())
        {
            self.table.frame(line);
        } else if is_persons
            && self.words.is_some()
            && printed.chars().nth(4).is_none()
            && printed
                .chars()
                .all(|c| c.is_alphabetic() || c.is_whitespace() || c == '、')
        {
            self.clauses.push((NO_COLUMN, line.range));
        } else if self.words.is_some() && self.clauses.is_empty() {
            // The text goes on.
            if let Some(words) = &mut self.words {
                words.end = line.range.end;
            }
        } else if self.words.is_none()
            || (self.number.is_none() && printed.ends_with('。'))
            || !self.clauses.is_empty()
        {
            if self.words.is_some() && line.after_blank && !printed.ends_with('。') {
                return false;
            }
            // Under a merged number the next task of the same row follows.
            if self.words.is_some() {
                self.close();
            }
            self.words = Some(line.range);
            self.line = self.line.or(Some(*line));
        } else {
            return false;
        }
        true
    }

    /// Whether a line below bodies is one of them although its end is missing, as the enumerators that open the rows of
    /// this table show: 省人口计生 below 1.提高入园率 ⏎ 省教育厅.
    fn is_cut_name(&self, range: TextRange) -> bool {
        let text = self.table.text;
        let printed = slice(text, range);
        let opens_row = |range: TextRange| {
            slice(text, range).starts_with('—') || marker::read(text, range).is_some()
        };
        let is_name = printed.chars().nth(LONGEST_CUT).is_none()
            && printed.chars().nth(2).is_some()
            && printed.chars().all(char::is_alphabetic);
        is_name && !self.clauses.is_empty() && self.words.is_some_and(opens_row)
    }

    fn is_list(&self, range: TextRange) -> bool {
        let text = self.table.text;
        let list = names::read(text, range, Role::Responsible, &[]);
        !slice(text, range).contains('。') && list.names_bodies(text)
    }

    /// Puts a cell into the next column that may hold it, or aside.
    fn place(&mut self, range: TextRange, is_due: bool) {
        let columns = self.columns_of(is_due);
        let last = self
            .clauses
            .iter()
            .rev()
            .find(|(at, _)| columns.contains(at))
            .copied();
        let text = self.table.text;
        let at = match last {
            // A list that a comma leaves open goes on.
            Some((at, above)) if slice(text, above).ends_with(['、', '，', ',']) => Some(at),
            Some((at, _)) => columns.iter().copied().find(|&next| next > at).or(Some(at)),
            None => columns.first().copied(),
        };
        match at {
            Some(at) => self.clauses.push((at, range)),
            // Where no column holds a day, one belongs to no task.
            None => self
                .table
                .paragraphs
                .push(Paragraph::aside(range, false, Place::Frame)),
        }
    }

    /// Puts the mark of an empty cell into the column whose turn it is.
    fn place_nothing(&mut self, range: TextRange) {
        let is_of_persons = self.clauses.is_empty() && self.names_persons_first();
        let last = self.columns_of(false).last().copied();
        let is_behind_names = self.clauses.iter().any(|&(at, _)| Some(at) == last);
        if is_of_persons || is_behind_names {
            self.clauses.push((NO_COLUMN, range));
        } else {
            self.place(range, false);
        }
    }

    pub(super) fn close(&mut self) {
        let Some(words) = self.words.take() else {
            // A number that nothing follows.
            if let Some(line) = self.line.take().filter(|_| self.number.is_some()) {
                self.table.frame(&line);
            }
            self.number = None;
            return;
        };
        let mut parts = vec![Part::Text(words)];
        // The bodies of a merged cell hold for the tasks below it too.
        let columns = self.columns_of(false);
        let names_bodies = self.clauses.iter().any(|(at, _)| columns.contains(at));
        if names_bodies {
            self.above = self.clauses.clone();
            self.above.retain(|(at, _)| columns.contains(at));
        } else if self.number.is_none() {
            self.clauses.extend(&self.above);
        }
        let mut end = words.end;
        for (at, range) in self.clauses.drain(..) {
            end = end.max(range.end);
            // The mark of an empty cell keeps its column and says nothing.
            if let Some(Column::Clause(slot)) = self.table.columns.get(at)
                && !self.table.is_nothing(range)
            {
                parts.extend(layout::of_cell(self.table.text, *slot, range));
            }
        }
        let start = self
            .number
            .map_or(words.start, |number| number.start.min(words.start));
        self.table.paragraphs.push(Paragraph {
            range: TextRange::new(start, end),
            after_blank: self.line.is_some_and(|line| line.after_blank),
            place: Place::Body,
            marker: Some(Marker {
                kind: MarkerKind::Row,
                range: self
                    .number
                    .unwrap_or(TextRange::new(words.start, words.start)),
                content: words,
            }),
            layout: Some(Layout::Table),
            parts,
            figures: None,
            is_of_table: true,
        });
        self.count += 1;
        self.number = None;
        self.line = None;
    }

    /// Whether the column of persons stands before those of bodies.
    fn names_persons_first(&self) -> bool {
        let is_clause = |column: &&Column| matches!(column, Column::Clause(_));
        let first = self.table.columns.iter().find(is_clause);
        first == Some(&Column::Clause(Slot::Persons))
    }

    /// Reads a row whose cells are known.
    pub(super) fn whole(
        &mut self,
        line: &Line,
        number: TextRange,
        words: TextRange,
        cells: Vec<(usize, TextRange)>,
    ) {
        self.line = Some(*line);
        self.number = Some(number);
        self.words = Some(words);
        self.clauses = cells;
        self.close();
    }

    /// Adds a further line of the row above, given as cells by column. Text stays apart: other cells stand between its lines.
    pub(super) fn further(&mut self, line: &Line, cells: &[(usize, TextRange)]) {
        let Some(row) = self.table.paragraphs.last_mut() else {
            return;
        };
        let mut texts = Vec::new();
        for &(at, cell) in cells {
            match self.table.columns.get(at) {
                Some(Column::Clause(slot)) => {
                    for part in layout::of_cell(self.table.text, *slot, cell) {
                        insert(&mut row.parts, part);
                    }
                }
                _ => texts.push(Part::Text(cell)),
            }
        }
        row.parts.extend(texts);
        row.range.end = line.range.end;
    }

    /// Reads what stands behind a number in one run: text, then names, then a deadline.
    pub(super) fn chunk(&mut self, line: &Line, number: TextRange, rest: TextRange) {
        let text = self.table.text;
        let rest = trimmed(text, rest);
        let names_start = list_start(text, rest);
        self.line = Some(*line);
        self.number = Some(number);
        let words = trimmed(text, TextRange::new(rest.start, names_start));
        self.words = Some(if words.is_empty() { rest } else { words });
        if names_start < rest.end && !words.is_empty() {
            let mut cells = cells(text, TextRange::new(names_start, rest.end));
            if let Some(first) = cells.first_mut().filter(|_| self.names_persons_first()) {
                first.start += behind_person(slice(text, *first));
            }
            let names_persons = self.table.columns.contains(&Column::Clause(Slot::Persons));
            for cell in cells {
                if names_persons && is_person(slice(text, cell)) {
                    continue;
                }
                let is_due = is_due(text, cell);
                self.place(cell, is_due);
            }
        }
        self.close();
    }

    /// Closes the row that is open in one run, and puts aside what opens none.
    pub(super) fn run(
        &mut self,
        line: &Line,
        open: &mut Option<(TextRange, usize)>,
        from: usize,
        to: usize,
    ) {
        let text = self.table.text;
        if let Some((number, start)) = open.take() {
            // A heading may close the row: …市财政局二、民生
            let rest = TextRange::new(start, to);
            let cut = heading_at_end(text, rest);
            self.chunk(line, number, TextRange::new(start, cut));
            if cut < to {
                let title = trimmed(text, TextRange::new(cut, to));
                self.table
                    .heading(line, title, title, MarkerKind::Category(0));
            }
        } else {
            let rest = trimmed(text, TextRange::new(from, to));
            if !rest.is_empty() {
                self.table
                    .heading(line, rest, rest, MarkerKind::Category(0));
            }
        }
    }
}
