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

use super::Problem;
use super::refusal::{Broken, Locked, TooLarge, WithoutText};
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

/// Reads a file. A defect of the reader ends as a refusal, not as an end of the program.
pub(super) fn extract(bytes: &[u8]) -> Result<Paged, Problem> {
    if guard::is_encrypted(bytes) {
        guard::check_sealed(bytes)?;
    }
    guard::check(bytes)?;
    let data = bytes.to_vec();
    let reader = thread::Builder::new()
        .name("pdf".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || read(data));
    match reader.map(thread::JoinHandle::join) {
        Ok(Ok(read)) => read,
        Ok(Err(_panicked)) => Err(Broken::Pdf.into()),
        Err(_spawning) => Err(Problem::NoThread),
    }
}

fn read(bytes: Vec<u8>) -> Result<Paged, Problem> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Problem::from(Locked::Pdf),
        LoadPdfError::Invalid => Broken::Pdf.into(),
    })?;
    let pages = pdf.pages();
    if pages.len() > PAGES {
        return Err(TooLarge::Pages(PAGES).into());
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
        let without = if has_images {
            WithoutText::Scan
        } else {
            WithoutText::Blank
        };
        return Err(without.into());
    }
    if unreadable * UNREADABLE_SHARE > readable + unreadable {
        return Err(WithoutText::Fonts.into());
    }
    flow::join(&read)
}
