//! The codebook: every type and field of the schema, and every column of the tables, with its description, as a table.

use std::io::{self, Write};

use super::chinese::heading;
use super::tables::Csv;

/// The words that begin a definition.
const KINDS: &[&str] = &["type", "interface", "input", "enum", "union", "scalar"];

/// Each column of a table: the table, its name, what it holds in the words of the schema or of Parquet, what that is.
const COLUMNS: &str = include_str!("columns.tsv");

/// Writes a row for every column, and for every type, field and value of a schema in the schema definition language as this program prints it.
pub fn codebook(sdl: &str, bom: bool, out: &mut dyn Write) -> io::Result<()> {
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
    let mut description = String::new();
    let mut in_description = false;
    let mut owner: Option<(String, &str)> = None;
    // A field whose arguments are being read: its name and description, and the rows of its arguments.
    let mut open: Option<(String, String)> = None;
    let mut arguments: Vec<[String; 5]> = Vec::new();
    for line in sdl.lines() {
        let text = line.trim();
        if text == "\"\"\"" {
            in_description = !in_description;
            if in_description {
                description.clear();
            }
            continue;
        }
        if in_description {
            if !description.is_empty() {
                description.push(' ');
            }
            description.push_str(text);
            continue;
        }
        let Some((of, kind)) = &owner else {
            let mut words = text.split_whitespace();
            let (kind, name) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            if KINDS.contains(&kind) {
                let name = name.trim_end_matches('{');
                csv.row(["", name, kind, "", &description])?;
                if text.ends_with('{') {
                    owner = Some((name.to_owned(), kind));
                }
                description.clear();
            }
            continue;
        };
        if text == "}" {
            owner = None;
        } else if let Some(rest) = text.strip_prefix("): ") {
            if let Some((name, about)) = open.take() {
                csv.row([of.as_str(), &name, "field", rest, &about])?;
            }
            for argument in arguments.drain(..) {
                csv.row(argument)?;
            }
        } else if let Some(name) = text.strip_suffix('(') {
            open = Some((name.to_owned(), std::mem::take(&mut description)));
        } else if !text.is_empty() {
            let (name, rest) = field(text);
            let about = std::mem::take(&mut description);
            if let Some((within, _)) = &open {
                let within = format!("{of}.{within}");
                let cells = [
                    within,
                    name.to_owned(),
                    "argument".to_owned(),
                    rest.to_owned(),
                    about,
                ];
                arguments.push(cells);
                continue;
            }
            let kind = match *kind {
                "enum" => "value",
                "input" => "input field",
                _ => "field",
            };
            csv.row([of.as_str(), name, kind, rest, &about])?;
        }
    }
    csv.finish()
}

/// The name of a field and what follows its arguments.
fn field(text: &str) -> (&str, &str) {
    let end = text.find([':', ' ']).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (
        name,
        rest.trim_start_matches(':').trim_end_matches(',').trim(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_row() {
        let sdl = "\"\"\"\nA body, named.\n\"\"\"\ntype Unit implements Node {\n\t\"\"\"\n\tIts name.\n\t\"\"\"\n\tname: String!\n\ttasks(\n\t\"\"\"\n\tHow many.\n\t\"\"\"\n\tfirst: Int,\n\trole: Role = LEAD\n\t): TaskConnection!\n}\nenum Role {\n\tLEAD\n}\n";
        let mut out = Vec::new();
        codebook(sdl, false, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        let fields = written.lines().filter(|line| !line.contains(",column,"));
        let fields = fields.collect::<Vec<_>>().join("\r\n") + "\r\n";
        let expected = "owner,name,kind,type,description\r\n,Unit,type,,\"A body, named.\"\r\nUnit,name,field,String!,Its name.\r\nUnit,tasks,field,TaskConnection!,\r\nUnit.tasks,first,argument,Int,How many.\r\nUnit.tasks,role,argument,Role = LEAD,\r\n,Role,enum,,\r\nRole,LEAD,value,,\r\n";
        assert_eq!(fields, expected);
    }
}
