//! An Excel workbook: the manifest, the ledger of all units and of each unit (台账), matrix, indicators, network; or the
//! evaluation of a plan.

use std::collections::HashSet;
use std::io::Write;

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::evaluation::Report;
use super::manifest::Manifest;
use super::net::{ATTRIBUTES, Net};
use super::records::Records;
use super::rows::{Cell, Row, Rows, Table};
use super::{ExportError, Request, What};

/// Units that get a sheet of their own; a workbook with more sheets cannot be leafed through.
const SHEETS: usize = 250;

/// Rows of a sheet, header included.
pub(super) const MOST_ROWS: u32 = 1_048_576;

/// Rows of a sheet that is made in memory; a longer one is written into a temporary file row by row.
const ROWS_IN_MEMORY: usize = 10_000;

/// Rows of all sheets of a workbook that are made in memory; further sheets are written into temporary files too.
const BOOK_IN_MEMORY: usize = 50_000;

/// Characters of a cell.
const MOST_CHARACTERS: usize = 32_767;

/// Characters of the name of a sheet.
const NAME_CHARACTERS: usize = 31;

pub(super) fn write(
    net: Option<&Net>,
    records: &Records,
    request: &Request,
    manifest: &Manifest,
    out: &mut (dyn Write + Send),
) -> Result<(), ExportError> {
    let what = request.what;
    let rows = |what| records.worded(what, request.wording);
    let mut book = Book::new(BOOK_IN_MEMORY);
    let is_ledger = matches!(what, What::Ledger | What::All);
    let ledgers = is_ledger.then(|| records.ledgers(request.wording));
    let mut about = about(manifest);
    let ledgers = ledgers.filter(|ledgers| {
        let is_too_many = ledgers.len() > SHEETS;
        if is_too_many {
            about.1.push(without_sheets(ledgers.len()));
        }
        // A ledger of one unit is the sheet 台账 already.
        !is_too_many && ledgers.len() > 1
    });
    book.sheet("说明", about.into())?;
    if what == What::Tasks {
        book.sheet("任务", rows(What::Tasks))?;
    }
    if is_ledger {
        book.sheet("台账", rows(What::Ledger))?;
    }
    if is_ledger || what == What::Responsibility {
        book.sheet("责任矩阵", rows(What::Responsibility))?;
    }
    if is_ledger || what == What::Indicators {
        book.sheet("指标", rows(What::Indicators))?;
    }
    if let Some(net) = net {
        book.sheet("网络节点", nodes(net).into())?;
        book.sheet("网络边", edges(net).into())?;
    }
    for (unit, rows) in ledgers.into_iter().flatten() {
        book.sheet(records.unit(unit), rows)?;
    }
    book.save(out)
}

/// Says why no unit has a sheet of its own.
fn without_sheets(units: usize) -> Row {
    let why = format!(
        "共{units}个单位，多于{SHEETS}个，不再一一列表：请在“台账”中筛选，或按方案、单位缩小范围后导出"
    );
    vec!["各单位台账".into(), Cell::Text(why)]
}

/// A workbook with one table.
pub(super) fn table(
    name: &str,
    rows: Rows<'_>,
    manifest: &Manifest,
    out: &mut (dyn Write + Send),
) -> Result<(), ExportError> {
    let mut book = Book::new(BOOK_IN_MEMORY);
    book.sheet("说明", about(manifest).into())?;
    book.sheet(name, rows)?;
    book.save(out)
}

/// A workbook with the evaluation of a plan.
pub(super) fn evaluation(
    report: &Report,
    manifest: &Manifest,
    out: &mut (dyn Write + Send),
) -> Result<(), ExportError> {
    let duties = report.all_duties();
    let sheets = [
        ("概况", &report.facts),
        ("依据", &report.demands),
        ("指标", &report.targets),
        ("单位", &report.units),
        ("单位任务", &duties),
        ("说明", &about(manifest)),
    ];
    let mut book = Book::new(BOOK_IN_MEMORY);
    for (name, table) in sheets {
        book.sheet(name, table.into())?;
    }
    book.save(out)
}

fn about(manifest: &Manifest) -> Table {
    let rows = manifest
        .fields()
        .map(|(name, value)| vec![name.into(), Cell::Text(value)]);
    (
        vec!["说明 manifest".to_owned(), String::new()],
        rows.collect(),
    )
}

/// A workbook that is being made, a sheet after the other.
struct Book {
    inner: Workbook,
    names: HashSet<String>,
    /// Rows that may still be made in memory.
    room: usize,
}

impl Book {
    /// A workbook of which at most `room` rows are made in memory.
    fn new(room: usize) -> Self {
        Self {
            inner: Workbook::new(),
            names: HashSet::new(),
            room,
        }
    }

    fn sheet(&mut self, name: &str, rows: Rows<'_>) -> Result<(), ExportError> {
        let Rows {
            header,
            count,
            each,
        } = rows;
        if count >= MOST_ROWS as usize {
            let limit = MOST_ROWS;
            return Err(ExportError::TooManyRows { limit, rows: count });
        }
        let sheet: &mut Worksheet = if count > ROWS_IN_MEMORY.min(self.room) {
            self.inner.add_worksheet_with_constant_memory()?
        } else {
            self.room -= count;
            self.inner.add_worksheet()
        };
        sheet.set_name(free_name(&mut self.names, name))?;
        let bold = Format::new().set_bold();
        for (title, column) in header.iter().zip(0..) {
            sheet.write_string_with_format(0, column, title, &bold)?;
        }
        let mut last = 0;
        for (row, cells) in (1..MOST_ROWS).zip(each) {
            for (cell, column) in cells?.iter().zip(0..) {
                write_cell(sheet, row, column, cell)?;
            }
            last = row;
        }
        sheet.set_freeze_panes(1, 0)?;
        let columns = u16::try_from(header.len()).unwrap_or(1);
        if last > 0 && columns > 0 {
            sheet.autofilter(0, 0, last, columns - 1)?;
        }
        Ok(())
    }

    fn save(mut self, out: &mut (dyn Write + Send)) -> Result<(), ExportError> {
        Ok(self.inner.save_to_writer(out)?)
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
) -> Result<(), ExportError> {
    match cell {
        Cell::Whole(number) => {
            sheet.write_number(row, column, *number)?;
        }
        Cell::Number(number) => {
            sheet.write_number(row, column, *number)?;
        }
        Cell::Text(text) if !text.is_empty() => {
            let text: String = text.chars().take(MOST_CHARACTERS).collect();
            sheet.write_string(row, column, text)?;
        }
        Cell::Truth(is) => {
            sheet.write_boolean(row, column, *is)?;
        }
        Cell::Text(_) | Cell::Empty => {}
    }
    Ok(())
}

/// A name that Excel takes and that no other sheet has.
fn free_name(names: &mut HashSet<String>, name: &str) -> String {
    let plain = |character: &char| !"[]:*?/\\'".contains(*character);
    let plain: String = name.chars().filter(plain).collect();
    let mut number = 1;
    loop {
        let tail = if number == 1 {
            String::new()
        } else {
            format!(" {number}")
        };
        let room = NAME_CHARACTERS - tail.chars().count();
        let head: String = plain.chars().take(room).collect();
        let candidate = format!(
            "{}{tail}",
            if head.is_empty() { "_" } else { head.as_str() }
        );
        // Excel does not tell capitals from small letters.
        if names.insert(candidate.to_lowercase()) {
            return candidate;
        }
        number += 1;
    }
}

fn nodes(net: &Net) -> Table {
    let attributes = ATTRIBUTES.iter().map(|(name, _)| *name);
    let header = ["id", "label", "latin"].into_iter().chain(attributes);
    let rows = net.nodes.iter().map(|node| {
        let mut row: Vec<Cell> = [&node.id, &node.label, &node.latin]
            .map(|text| Cell::Text(text.clone()))
            .into();
        row.extend(node.values.iter().cloned());
        row
    });
    (header.map(str::to_owned).collect(), rows.collect())
}

fn edges(net: &Net) -> Table {
    let header = ["source", "target", "weight", "tasks"];
    let rows = net.ends().map(|(edge, source, target)| {
        vec![
            source.label.as_str().into(),
            target.label.as_str().into(),
            Cell::Number(edge.weight),
            edge.tasks.into(),
        ]
    });
    (header.map(str::to_owned).into(), rows.collect())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader as _, Xlsx};

    use super::*;

    /// What has no room in memory is in temporary files, and is read as if it had.
    #[test]
    fn sheets_beyond_the_room_in_memory_are_whole_too() {
        let check = |room: usize, left: usize| {
            let mut book = Book::new(room);
            for name in ["甲", "乙", "丙"] {
                let rows = (1..=3).map(|line| vec![name.into(), Cell::Whole(line)]);
                let table: Table = (vec!["名".to_owned(), "行".to_owned()], rows.collect());
                book.sheet(name, table.into()).unwrap();
            }
            assert_eq!(book.room, left);
            let mut out = Vec::new();
            book.save(&mut out).unwrap();
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(out)).unwrap();
            for name in ["甲", "乙", "丙"] {
                let range = book.worksheet_range(name).unwrap();
                let cells = range.rows().map(|row| format!("{}{}", row[0], row[1]));
                let expected = ["名行".to_owned()];
                let lines = (1..=3).map(|line| format!("{name}{line}"));
                let expected: Vec<_> = expected.into_iter().chain(lines).collect();
                assert_eq!(cells.collect::<Vec<_>>(), expected, "{room}");
            }
        };
        check(100, 91);
        check(7, 1);
        check(0, 0);
    }

    #[test]
    fn sheets_have_names_that_excel_takes() {
        let mut names = HashSet::new();
        let long = "单".repeat(40);
        for (name, expected) in [
            ("省[财]政厅", "省财政厅".to_owned()),
            ("省财政厅", "省财政厅 2".to_owned()),
            ("::", "_".to_owned()),
            (&long, "单".repeat(31)),
            (&long, format!("{} 2", "单".repeat(29))),
        ] {
            assert_eq!(free_name(&mut names, name), expected);
        }
    }
}
