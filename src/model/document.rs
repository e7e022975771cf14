//! A document: the text as published, the clean text that is read, and the way back from one to the other.

use super::{Diagnostic, SourceRange, TextRange, TextSpan};

/// The file format that a document came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, read as the text that it is.
    Markdown,
    /// A web page.
    Html,
    /// A Word document (.docx).
    Docx,
    /// A PDF with a text layer.
    Pdf,
}

impl Format {
    /// The usual name of the format, in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

/// The character encoding that the bytes were read with; UTF-8 for formats that say themselves what each code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// GB18030, of which GBK and GB2312 are parts.
    Gb18030,
}

/// Clean text together with the place of each of its characters in the source text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CleanText {
    text: String,
    /// Byte in `text` and scalar value in the source of every character, in order.
    places: Vec<(usize, u32)>,
}

impl CleanText {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `character`, which stands for the scalar value `source` of the published text.
    pub fn push(&mut self, character: char, source: u32) {
        self.places.push((self.text.len(), source));
        self.text.push(character);
    }

    /// The clean text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// First and past-the-end scalar values in the source of a stretch of the clean text.
    ///
    /// An empty stretch lies before the character that follows it.
    fn source(&self, range: TextRange) -> (u32, u32) {
        let index = |byte: usize| self.places.partition_point(|&(place, _)| place < byte);
        let past_last = |index: usize| {
            index
                .checked_sub(1)
                .and_then(|last| self.places.get(last))
                .map_or(0, |&(_, source)| source + 1)
        };
        let (first, after) = (index(range.start), index(range.end));
        let start = self
            .places
            .get(first)
            .map_or_else(|| past_last(first), |&(_, source)| source);
        (
            start,
            if after > first {
                past_last(after)
            } else {
                start
            },
        )
    }
}

/// A document whose bytes have been understood as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    name: String,
    format: Format,
    encoding: Encoding,
    sha256: [u8; 32],
    source: String,
    /// Byte in `source` of every scalar value, and its length at the end.
    source_bytes: Vec<usize>,
    /// Scalar value of the first character of every line.
    lines: Vec<u32>,
    /// Scalar value of the first character of every page; empty for formats without pages.
    pages: Vec<u32>,
    clean: CleanText,
    diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// A document from its decoded text and the clean text made from it.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        format: Format,
        encoding: Encoding,
        sha256: [u8; 32],
        source: String,
        clean: CleanText,
    ) -> Self {
        let mut source_bytes = Vec::with_capacity(source.len() / 2);
        let mut lines = vec![0];
        for (scalar, (byte, character)) in (0..).zip(source.char_indices()) {
            source_bytes.push(byte);
            if character == '\n' {
                lines.push(scalar + 1);
            }
        }
        source_bytes.push(source.len());
        Self {
            name: name.into(),
            format,
            encoding,
            sha256,
            source,
            source_bytes,
            lines,
            pages: Vec::new(),
            clean,
            diagnostics: Vec::new(),
        }
    }

    /// The document with the scalar value at which each of its pages begins, in order.
    #[must_use]
    pub fn with_pages(mut self, pages: Vec<u32>) -> Self {
        self.pages = pages;
        self
    }

    /// The file's name as given, for reports.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The format that it came in.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The encoding that it came in.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// SHA-256 of the bytes as given.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// The text in which all spans count: of text and Markdown as published, decoded, byte order mark dropped, line ends
    /// kept; of other formats as extracted, a line per paragraph or table row.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The clean text: line ends are `\n`, private-use characters resolved.
    #[must_use]
    pub fn text(&self) -> &str {
        self.clean.text()
    }

    /// A stretch of the clean text; empty when `range` is not one.
    #[must_use]
    pub fn get(&self, range: TextRange) -> &str {
        self.text().get(range.start..range.end).unwrap_or_default()
    }

    /// Where a stretch of the clean text stands in the source text.
    #[must_use]
    pub fn source_range(&self, range: TextRange) -> SourceRange {
        let (start, end) = self.clean.source(range);
        let count = |firsts: &[u32]| {
            let before = firsts.partition_point(|&first| first <= start);
            u32::try_from(before).unwrap_or(u32::MAX)
        };
        SourceRange {
            start,
            end,
            line: count(&self.lines),
            page: (!self.pages.is_empty()).then(|| count(&self.pages).max(1)),
        }
    }

    /// The evidence for what was read at a stretch of the clean text.
    #[must_use]
    pub fn span(&self, range: TextRange) -> TextSpan {
        let range = self.source_range(range);
        TextSpan {
            range,
            quote: self.quote(range).to_owned(),
        }
    }

    /// What stands at a stretch of the source text; empty when there is no such stretch.
    #[must_use]
    pub fn quote(&self, range: SourceRange) -> &str {
        let byte = |scalar: u32| self.source_bytes.get(scalar as usize).copied();
        byte(range.start)
            .zip(byte(range.end))
            .and_then(|(start, end)| self.source.get(start..end))
            .unwrap_or_default()
    }

    /// What was noticed while the bytes were read.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Adds what was noticed while the bytes were read.
    #[must_use]
    pub fn with_diagnostics(mut self, diagnostics: Vec<Diagnostic>) -> Self {
        self.diagnostics.extend(diagnostics);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document whose clean text is its source without `#`.
    fn document(source: &str) -> Document {
        let mut clean = CleanText::new();
        for (scalar, character) in (0..).zip(source.chars()) {
            if character != '#' {
                clean.push(character, scalar);
            }
        }
        Document::new(
            "t",
            Format::Text,
            Encoding::Utf8,
            [0; 32],
            source.to_owned(),
            clean,
        )
    }

    #[test]
    fn spans_lead_back_to_the_published_text() {
        let document = document("牵头#单位\n#责任#单位#");
        let at = document.text().find("责任单位").unwrap();
        let span = document.span(TextRange::new(at, at + "责任单位".len()));
        assert_eq!(span.quote, "责任#单位");
        assert_eq!(
            (span.range.start, span.range.end, span.range.line),
            (7, 12, 2)
        );
    }

    #[test]
    fn a_stretch_lies_on_the_page_on_which_it_begins() {
        let document = document("甲\n乙丙").with_pages(vec![0, 3]);
        for (at, page) in [("甲", 1), ("乙", 1), ("丙", 2)] {
            let start = document.text().find(at).unwrap();
            let range = document.source_range(TextRange::new(start, start + at.len()));
            assert_eq!(range.page, Some(page), "{at}");
        }
    }

    #[test]
    fn an_empty_stretch_has_an_empty_quote() {
        let document = document("甲#乙");
        for at in [0, "甲".len(), "甲乙".len()] {
            assert_eq!(document.span(TextRange::new(at, at)).quote, "");
        }
    }
}
