//! Comma-separated values as RFC 4180 writes them.

use std::io::{self, Write};

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
    row(out, has_mark, header)?;
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
            &source.name,
            &target.name,
            &weight,
            &tasks,
            kind,
        ];
        row(out, has_mark, cells)?;
    }
    Ok(())
}

pub(super) fn nodes(net: &Net, has_mark: bool, out: &mut dyn Write) -> io::Result<()> {
    let attributes = ATTRIBUTES.iter().map(|(name, _)| *name);
    row(
        out,
        has_mark,
        ["id", "label", "latin"].into_iter().chain(attributes),
    )?;
    for node in &net.nodes {
        let mut cells = vec![node.id.clone(), node.name.clone(), node.latin.clone()];
        cells.extend(node.values.iter().map(super::net::Value::text));
        row(out, has_mark, cells)?;
    }
    Ok(())
}

/// The weights of all pairs, sources down, targets across; an undirected network on both sides of the diagonal.
pub(super) fn adjacency(net: &Net, has_mark: bool, out: &mut dyn Write) -> io::Result<()> {
    let names = net.nodes.iter().map(|node| node.name.as_str());
    row(out, has_mark, std::iter::once("").chain(names))?;
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
        row(
            out,
            has_mark,
            std::iter::once(node.name.clone()).chain(cells),
        )?;
    }
    Ok(())
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
    row(out, has_mark, rows.header)?;
    for cells in rows.each {
        row(out, has_mark, cells?.iter().map(Cell::text))?;
    }
    Ok(())
}

/// Writes one row.
///
/// A byte order mark says that a spreadsheet is meant, and a spreadsheet runs a text that begins like a formula: there it
/// stands behind an apostrophe. Figures stay.
pub(super) fn row<C: AsRef<str>>(
    out: &mut dyn Write,
    has_mark: bool,
    cells: impl IntoIterator<Item = C>,
) -> io::Result<()> {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        let cell = cell.as_ref();
        let runs = has_mark && cell.starts_with(FORMULA) && cell.parse::<f64>().is_err();
        let guard = if runs { "'" } else { "" };
        if cell.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{guard}{}\"", cell.replace('"', "\"\""))?;
        } else {
            write!(out, "{guard}{cell}")?;
        }
    }
    out.write_all(b"\r\n")
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
