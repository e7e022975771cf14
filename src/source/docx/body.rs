//! The text part of a Word document, paragraph by paragraph and cell by cell.

use super::numbering::Numbering;
use super::xml::{Step, Tag, Xml};
use crate::source::Problem;
use crate::source::lines::Lines;

/// Elements whose inside is no text of the document: what was deleted or moved away, field codes, second forms of what
/// is there already, readings above characters.
const DROPPED: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "Fallback",
    "rt",
    "sectPr",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "tblGrid",
];

/// The lines of a text part.
pub(super) fn extract(part: &str, numbering: Numbering) -> Result<String, Problem> {
    let mut xml = Xml::new("document.xml", part);
    let mut body = Body {
        numbering,
        ..Body::default()
    };
    // How many elements are open below one that is dropped, itself included.
    let mut dropped = 0_usize;
    while let Some(step) = xml.next()? {
        match step {
            Step::Start(_) if dropped > 0 => dropped += 1,
            Step::Start(tag) if DROPPED.contains(&tag.name()) => dropped = 1,
            Step::Start(tag) => body.start(&tag),
            Step::End(_) if dropped > 0 => dropped -= 1,
            Step::End(name) => body.end(&name),
            Step::Text(text) if dropped == 0 && body.in_text && !body.is_hidden => body.text(&text),
            Step::Text(_) => {}
        }
        if body.lines.is_full() {
            return Err(Problem::too_much_text());
        }
    }
    Ok(body.lines.finish())
}

#[derive(Default)]
struct Body {
    lines: Lines,
    numbering: Numbering,
    /// Open paragraphs: a text box is a paragraph within a paragraph.
    paragraphs: Vec<Paragraph>,
    /// A cell of which only the properties have been read.
    cell: Option<Cell>,
    /// Whether properties of a paragraph are read: those of its mark are not those of its text.
    in_properties: bool,
    in_text: bool,
    is_hidden: bool,
}

#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    list: Option<u32>,
    level: Option<usize>,
    is_counted: bool,
    /// What was written of the paragraph around it.
    around: String,
}

struct Cell {
    columns: usize,
    is_continued: bool,
}

impl Body {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "p" => {
                self.open_cell();
                let around = self.lines.suspend();
                self.paragraphs.push(Paragraph {
                    around,
                    ..Paragraph::default()
                });
            }
            "pPr" => self.in_properties = true,
            "r" => self.is_hidden = false,
            "t" => self.in_text = true,
            "tab" if !self.in_properties => self.text(" "),
            "br" | "cr" => self.lines.end_line(),
            "noBreakHyphen" => self.text("-"),
            "vanish" if !self.in_properties => self.is_hidden = tag.is_on(),
            "tbl" => {
                self.open_cell();
                self.lines.open_table();
            }
            "tr" => self.lines.open_row(),
            "gridBefore" => self
                .lines
                .skip_columns(tag.number("val").unwrap_or(0) as usize),
            "tc" => {
                self.cell = Some(Cell {
                    columns: 1,
                    is_continued: false,
                });
            }
            name => self.property(name, tag),
        }
    }

    /// Properties of the paragraph or cell that is open.
    fn property(&mut self, name: &str, tag: &Tag<'_>) {
        if let (Some(paragraph), true) = (self.paragraphs.last_mut(), self.in_properties) {
            match name {
                "pStyle" => paragraph.style = tag.get("val"),
                "numId" => paragraph.list = tag.number("val"),
                "ilvl" => paragraph.level = tag.number("val").map(|level| level as usize),
                _ => {}
            }
        }
        if let Some(cell) = &mut self.cell {
            match name {
                "gridSpan" => cell.columns = tag.number("val").unwrap_or(1) as usize,
                "vMerge" => {
                    cell.is_continued = tag.get("val").is_none_or(|value| value == "continue");
                }
                _ => {}
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                self.count();
                self.lines.end_line();
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.lines.resume(paragraph.around);
                }
            }
            "pPr" => self.in_properties = false,
            "t" => self.in_text = false,
            "tc" => self.open_cell(),
            "tbl" => self.lines.close_table(),
            _ => {}
        }
    }

    /// Opens the cell whose properties have been read.
    fn open_cell(&mut self) {
        match self.cell.take() {
            Some(cell) if cell.is_continued => self.lines.continue_cell(cell.columns),
            Some(cell) => self.lines.open_cell(cell.columns, 1),
            None => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(number) = self.count() {
            self.lines.push(&number);
            // A number that does not close with a mark of its own stands apart from the text.
            if number.ends_with(char::is_alphanumeric) {
                self.lines.push(" ");
            }
        }
        self.lines.push(text);
    }

    /// Counts the open paragraph once; what Word prints before it.
    fn count(&mut self) -> Option<String> {
        let paragraph = self
            .paragraphs
            .last_mut()
            .filter(|paragraph| !paragraph.is_counted)?;
        paragraph.is_counted = true;
        let (style, list, level) = (paragraph.style.clone(), paragraph.list, paragraph.level);
        self.numbering.count(style.as_deref(), list, level)
    }
}
