//! Comma-separated values as RFC 4180 writes them.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::net::{ATTRIBUTES, Net};
use super::records::Records;
use super::rows::{Cell, Rows};
use super::{ExportError, Request};

/// What a formula begins with, also as it is typed in Chinese.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

pub(super) fn edges(net: &Net, has_mark: bool, out: &mut dyn Write) -> io::Result<()> {
    let header = [
        "source",
        "target",
        "sourceName",
        "targetName",
        "weight",
        "tasks",
        "type",
    ];
    let mut csv = Csv::new(out, has_mark);
    csv.row(header)?;
    let kind = if net.is_directed {
        "Directed"
    } else {
        "Undirected"
    };
    for (edge, source, target) in net.ends() {
        let (weight, tasks) = (edge.weight.to_string(), edge.tasks.to_string());
        let cells: [&str; 7] = [
            &source.id,
            &target.id,
            &source.label,
            &target.label,
            &weight,
            &tasks,
            kind,
        ];
        csv.row(cells)?;
    }
    csv.finish()
}

pub(super) fn nodes(net: &Net, has_mark: bool, out: &mut dyn Write) -> io::Result<()> {
    let attributes = ATTRIBUTES.iter().map(|(name, _)| *name);
    let mut csv = Csv::new(out, has_mark);
    csv.row(["id", "label", "latin"].into_iter().chain(attributes))?;
    for node in &net.nodes {
        let mut cells = vec![node.id.clone(), node.label.clone(), node.latin.clone()];
        cells.extend(node.values.iter().map(Cell::text));
        csv.row(cells)?;
    }
    csv.finish()
}

/// The weights of all pairs, sources down, targets across; an undirected network on both sides of the diagonal.
pub(super) fn adjacency(net: &Net, has_mark: bool, out: &mut dyn Write) -> io::Result<()> {
    let names = net.nodes.iter().map(|node| node.label.as_str());
    let mut csv = Csv::new(out, has_mark);
    csv.row(std::iter::once("").chain(names))?;
    let mut lines: Vec<Vec<(u32, f64)>> = vec![Vec::new(); net.nodes.len()];
    for edge in &net.edges {
        let mut put = |from: u32, to: u32| {
            if let Some(line) = lines.get_mut(from as usize) {
                line.push((to, edge.weight));
            }
        };
        put(edge.source, edge.target);
        if !net.is_directed {
            put(edge.target, edge.source);
        }
    }
    for (node, line) in net.nodes.iter().zip(lines) {
        let mut cells = vec!["0".to_owned(); net.nodes.len()];
        for (to, weight) in line {
            if let Some(cell) = cells.get_mut(to as usize) {
                *cell = weight.to_string();
            }
        }
        csv.row(std::iter::once(node.label.clone()).chain(cells))?;
    }
    csv.finish()
}

pub(super) fn records(
    records: &Records,
    request: &Request,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    table(
        records.worded(request.what, request.wording),
        request.bom,
        out,
    )
}

/// Writes a whole table; `has_mark` when it begins with a byte order mark.
pub(super) fn table(
    rows: Rows<'_>,
    has_mark: bool,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let mut csv = Csv::new(out, has_mark);
    csv.row(rows.header)?;
    for cells in rows.each {
        csv.row(cells?.iter().map(Cell::text))?;
    }
    Ok(csv.finish()?)
}

/// A file of comma-separated values in the making.
///
/// A byte order mark says that a spreadsheet is meant, and a spreadsheet runs a text that begins like a formula: there it
/// stands behind an apostrophe. Figures stay.
pub(super) struct Csv<'a> {
    writer: Writer<Unflushed<'a>>,
    has_mark: bool,
}

/// What a table is written to. When it goes has whoever gave it to say: of a table that breaks off at its first row nothing is
/// to go.
struct Unflushed<'a>(&'a mut dyn Write);

impl Write for Unflushed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> Csv<'a> {
    pub(super) fn new(out: &'a mut dyn Write, has_mark: bool) -> Self {
        let writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .from_writer(Unflushed(out));
        Self { writer, has_mark }
    }

    /// Writes one row.
    pub(super) fn row<C: AsRef<str>>(
        &mut self,
        cells: impl IntoIterator<Item = C>,
    ) -> io::Result<()> {
        for cell in cells {
            self.writer
                .write_field(self.guarded(cell.as_ref()).as_bytes())?;
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    fn guarded<'c>(&self, cell: &'c str) -> Cow<'c, str> {
        if self.has_mark && cell.starts_with(FORMULA) && cell.parse::<f64>().is_err() {
            format!("'{cell}").into()
        } else {
            cell.into()
        }
    }

    /// Hands on what is not written yet.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(has_mark: bool, expected: &str) {
        let header = vec!["＝题".to_owned(), "b".to_owned()];
        let rows = vec![
            vec!["=1+1".into(), Cell::Number(-1.5)],
            vec!["+a,b".into(), Cell::Empty],
        ];
        let mut out = Vec::new();
        table((header, rows).into(), has_mark, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn a_file_for_a_spreadsheet_runs_no_formula() {
        check(true, "'＝题,b\r\n'=1+1,-1.5\r\n\"'+a,b\",\r\n");
        check(false, "＝题,b\r\n=1+1,-1.5\r\n\"+a,b\",\r\n");
    }
}
