//! An Excel workbook: the manifest, the ledger of all units and of each unit (台账), matrix, indicators, network; or the
//! evaluation of a plan.

use std::collections::HashSet;
use std::io::Write;

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::evaluation::Report;
use super::manifest::Manifest;
use super::net::{ATTRIBUTES, Net, Value};
use super::records::{Cell, Records, Table};
use super::{ExportError, Request, What};

/// Units that get a sheet of their own; a workbook with more sheets cannot be leafed through.
const SHEETS: usize = 250;

/// Rows of a sheet, header included.
pub(super) const MOST_ROWS: u32 = 1_048_576;

/// Rows of a sheet that is made in memory; a longer one is written into a temporary file row by row.
const ROWS_IN_MEMORY: usize = 10_000;

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
    let table = |what| records.worded(what, request.wording);
    let mut book = Workbook::new();
    let mut names = HashSet::new();
    sheet(&mut book, &mut names, "说明", &about(manifest))?;
    if what == What::Tasks {
        sheet(&mut book, &mut names, "任务", &table(What::Tasks))?;
    }
    if matches!(what, What::Ledger | What::All) {
        sheet(&mut book, &mut names, "台账", &table(What::Ledger))?;
    }
    if matches!(what, What::Responsibility | What::Ledger | What::All) {
        let table = table(What::Responsibility);
        sheet(&mut book, &mut names, "责任矩阵", &table)?;
    }
    if matches!(what, What::Indicators | What::Ledger | What::All) {
        let table = table(What::Indicators);
        sheet(&mut book, &mut names, "指标", &table)?;
    }
    if let Some(net) = net {
        sheet(&mut book, &mut names, "网络节点", &nodes(net))?;
        sheet(&mut book, &mut names, "网络边", &edges(net))?;
    }
    // A ledger of one unit is the sheet 台账 already.
    if matches!(what, What::Ledger | What::All) && records.unit_count() <= SHEETS {
        let ledgers = records.ledger_tables(request.wording);
        for (unit, table) in ledgers.iter().filter(|_| ledgers.len() > 1) {
            sheet(&mut book, &mut names, records.unit(*unit), table)?;
        }
    }
    book.save_to_writer(out)?;
    Ok(())
}

/// A workbook with one table.
pub(super) fn table(
    name: &str,
    table: &Table,
    manifest: &Manifest,
    out: &mut (dyn Write + Send),
) -> Result<(), ExportError> {
    book_of(&[("说明", &about(manifest)), (name, table)], out)
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
    book_of(&sheets, out)
}

/// A workbook with these sheets.
fn book_of(sheets: &[(&str, &Table)], out: &mut (dyn Write + Send)) -> Result<(), ExportError> {
    let mut book = Workbook::new();
    let mut names = HashSet::new();
    for (name, table) in sheets {
        sheet(&mut book, &mut names, name, table)?;
    }
    book.save_to_writer(out)?;
    Ok(())
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

fn sheet(
    book: &mut Workbook,
    names: &mut HashSet<String>,
    name: &str,
    (header, rows): &Table,
) -> Result<(), ExportError> {
    if rows.len() >= MOST_ROWS as usize {
        let (limit, rows) = (MOST_ROWS, rows.len());
        return Err(ExportError::TooManyRows { limit, rows });
    }
    let sheet: &mut Worksheet = if rows.len() > ROWS_IN_MEMORY {
        book.add_worksheet_with_constant_memory()?
    } else {
        book.add_worksheet()
    };
    sheet.set_name(free_name(names, name))?;
    let bold = Format::new().set_bold();
    for (title, column) in header.iter().zip(0..) {
        sheet.write_string_with_format(0, column, title, &bold)?;
    }
    for (row, line) in (1..MOST_ROWS).zip(rows) {
        for (cell, column) in line.iter().zip(0..) {
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
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = u32::try_from(rows.len()).unwrap_or(MOST_ROWS);
    let columns = u16::try_from(header.len()).unwrap_or(1);
    if last > 0 && columns > 0 {
        sheet.autofilter(0, 0, last.min(MOST_ROWS - 1), columns - 1)?;
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
        let mut row: Vec<Cell> = [&node.id, &node.name, &node.latin]
            .map(|text| Cell::Text(text.clone()))
            .into();
        row.extend(node.values.iter().map(|value| match value {
            Value::Real(number) => Cell::Number(*number),
            Value::Missing => Cell::Empty,
            Value::Whole(number) => number.to_string().parse().map_or(Cell::Empty, Cell::Number),
            Value::Text(text) => text.as_str().into(),
        }));
        row
    });
    (header.map(str::to_owned).collect(), rows.collect())
}

fn edges(net: &Net) -> Table {
    let header = ["source", "target", "weight", "tasks"];
    let rows = net.ends().map(|(edge, source, target)| {
        vec![
            source.name.as_str().into(),
            target.name.as_str().into(),
            Cell::Number(edge.weight),
            edge.tasks.into(),
        ]
    });
    (header.map(str::to_owned).into(), rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

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
