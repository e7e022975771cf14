//! The codebook: every type and field of the schema, and every column of the tables, with its description, as a table.

use std::io::{self, Write};

use super::chinese::heading;
use super::tables::Csv;

/// Each column of a table: the table, its name, what it holds in the words of the schema or of Parquet, what that is.
const COLUMNS: &str = include_str!("columns.tsv");

/// Writes a row for every column of our tables, and the rows of `definitions`: what each is a part of, its name, what it is,
/// its type, and its description.
pub fn codebook(definitions: &[[String; 5]], bom: bool, out: &mut dyn Write) -> io::Result<()> {
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut csv = Csv::new(out, bom);
    csv.row(["owner", "name", "kind", "type", "description"])?;
    for line in COLUMNS.lines() {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or_default();
        let (table, name, of, about) = (next(), next(), next(), next());
        let about = match heading(table, name) {
            Some(chinese) => format!("{about} ({chinese})."),
            None => format!("{about}."),
        };
        csv.row([table, name, "column", of, &about])?;
    }
    for definition in definitions {
        csv.row(definition)?;
    }
    csv.finish()
}
