//! The first bytes of files that are no plain text.

/// A kind of file known by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    /// A zip container: a Word document, another office document or an archive.
    Zip,
    /// A PDF file.
    Pdf,
    /// A kind that is not read.
    Refused {
        /// What such a file is, with its article.
        what: &'static str,
        /// How to get text out of it.
        way_out: &'static str,
    },
}

/// How to get text out of office files of other kinds.
pub(super) const FROM_EDITOR: &str =
    "open it in an editor and save it as .docx or as plain text in UTF-8";
const FROM_IMAGE: &str = "recognise its text first and save that in UTF-8";
const FROM_ARCHIVE: &str = "unpack it and give the files within, or pack them as .zip";
const FROM_NOTICE: &str = "give the text of the notice: .txt, .md, .html, .docx or .pdf";

/// The kinds of files that notices are published in, and those they are mistaken for.
const SIGNATURES: &[(&[u8], Signature)] = &[
    (b"PK\x03\x04", Signature::Zip),
    (b"PK\x05\x06", Signature::Zip),
    (b"%PDF-", Signature::Pdf),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        refused("an old Office file (.doc, .wps, .xls)", FROM_EDITOR),
    ),
    (b"{\\rtf", refused("a rich text file", FROM_EDITOR)),
    (b"\x89PNG\r\n\x1A\n", refused("a PNG image", FROM_IMAGE)),
    (b"\xFF\xD8\xFF", refused("a JPEG image", FROM_IMAGE)),
    (b"GIF8", refused("a GIF image", FROM_IMAGE)),
    (b"II*\0", refused("a TIFF image", FROM_IMAGE)),
    (b"MM\0*", refused("a TIFF image", FROM_IMAGE)),
    (b"\x1F\x8B", refused("a gzip archive", FROM_ARCHIVE)),
    (b"Rar!\x1A\x07", refused("a RAR archive", FROM_ARCHIVE)),
    (b"7z\xBC\xAF\x27\x1C", refused("a 7z archive", FROM_ARCHIVE)),
    (b"\x7FELF", refused("a program", FROM_NOTICE)),
    (b"MZ\x90\0", refused("a program", FROM_NOTICE)),
];

/// How far into a file the mark of a PDF may stand.
const PDF_WITHIN: usize = 1024;

const fn refused(what: &'static str, way_out: &'static str) -> Signature {
    Signature::Refused { what, way_out }
}

/// The kind of file that the first bytes give away; `None` for what may be text.
pub(super) fn of(bytes: &[u8]) -> Option<Signature> {
    let known = SIGNATURES
        .iter()
        .find(|(first_bytes, _)| bytes.starts_with(first_bytes));
    known.map(|&(_, signature)| signature).or_else(|| {
        // Some servers put a line before it; a text that speaks of the mark is no PDF.
        let opening = bytes.get(..PDF_WITHIN.min(bytes.len())).unwrap_or_default();
        let is_pdf = opening.windows(7).any(|window| window == b"%PDF-1.")
            && bytes.windows(6).any(|window| window == b"endobj");
        is_pdf.then_some(Signature::Pdf)
    })
}
