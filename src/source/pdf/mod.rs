//! PDF files with a text layer: glyphs with their places become lines, lines become paragraphs and rows of tables.
//!
//! The syntax is read by `hayro-syntax`; `guard` keeps streams from unpacking without bound, `font` says which character
//! a code stands for, `content` runs the pages, `page` puts lines together, `table` finds ruled tables, `aligned` those without
//! rules, and `flow` joins the lines of all pages and drops page marks.

mod aligned;
mod cmap;
mod content;
mod flow;
mod font;
mod guard;
mod matrix;
mod names;
mod page;
mod table;

use std::thread;

use hayro_syntax::{LoadPdfError, Pdf};

use super::Fault;
use guard::Budget;

/// The text of a file, and where its pages begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paged {
    /// One line per paragraph, heading or table row.
    pub(super) text: String,
    /// Scalar value at which each page begins.
    pub(super) pages: Vec<u32>,
}

/// The stack of the thread that reads a file: nested objects are read by recursion, to a bounded depth.
const STACK_BYTES: usize = 16 << 20;

/// The most pages of a file.
const PAGES: usize = 5_000;

/// The share of characters whose codes nobody explains, above which there is no text layer: 1 in 4.
const UNREADABLE_SHARE: usize = 4;

const WITHOUT_TEXT: &str =
    "recognise its text first, or save the notice as .docx or as plain text in UTF-8";

/// Reads a file. A defect of the reader ends as a refusal, not as an end of the program.
pub(super) fn extract(bytes: &[u8]) -> Result<Paged, Fault> {
    if guard::is_encrypted(bytes) {
        guard::check_sealed(bytes)?;
    }
    guard::check(bytes)?;
    let broken = || Fault::broken("the PDF file is broken or cut short");
    let data = bytes.to_vec();
    let reader = thread::Builder::new()
        .name("pdf".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || read(data));
    match reader.map(thread::JoinHandle::join) {
        Ok(Ok(read)) => read,
        Ok(Err(_panicked)) => Err(broken()),
        Err(error) => Err(Fault::too_large(format!(
            "no thread could be had to read the PDF file: {error}"
        ))),
    }
}

fn encrypted() -> Fault {
    Fault::binary(
        "the PDF file is encrypted and opens only with a password",
        "open it in a reader and save it without password and restrictions",
    )
}

fn read(bytes: Vec<u8>) -> Result<Paged, Fault> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => encrypted(),
        LoadPdfError::Invalid => Fault::broken("the PDF file is broken or cut short"),
    })?;
    let pages = pdf.pages();
    if pages.len() > PAGES {
        return Err(Fault::too_large(format!(
            "the PDF file has more than {PAGES} pages"
        )));
    }
    let mut budget = Budget::default();
    let mut fonts = font::Fonts::default();
    let mut read = Vec::with_capacity(pages.len());
    let (mut readable, mut unreadable, mut has_images) = (0, 0, false);
    for page in pages.iter() {
        let content = content::run(page, &mut fonts, &mut budget)?;
        readable += content.glyphs.len();
        unreadable += content.unreadable;
        has_images |= content.has_images;
        read.push(page::Page::of(content));
    }
    if readable == 0 && unreadable == 0 {
        return Err(if has_images {
            Fault::binary(
                "the PDF file is a scan: it holds images of pages and no text",
                WITHOUT_TEXT,
            )
        } else {
            Fault::binary("the PDF file holds no text", WITHOUT_TEXT)
        });
    }
    if unreadable * UNREADABLE_SHARE > readable + unreadable {
        let problem = "the fonts of the PDF file do not say which characters they print";
        return Err(Fault::binary(problem, WITHOUT_TEXT));
    }
    flow::join(&read)
}
