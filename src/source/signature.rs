//! The first bytes of files that are no plain text.

use super::refusal::Kind;

/// A kind of file known by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    /// A zip container: a Word document, another office document or an archive.
    Zip,
    /// A PDF file.
    Pdf,
    /// A kind that is not read.
    Refused(Kind),
}

/// The kinds of files that notices are published in, and those they are mistaken for.
const SIGNATURES: &[(&[u8], Signature)] = &[
    (b"PK\x03\x04", Signature::Zip),
    (b"PK\x05\x06", Signature::Zip),
    (b"%PDF-", Signature::Pdf),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        Signature::Refused(Kind::OldOffice),
    ),
    (b"{\\rtf", Signature::Refused(Kind::RichText)),
    (b"\x89PNG\r\n\x1A\n", Signature::Refused(Kind::Image("PNG"))),
    (b"\xFF\xD8\xFF", Signature::Refused(Kind::Image("JPEG"))),
    (b"GIF8", Signature::Refused(Kind::Image("GIF"))),
    (b"II*\0", Signature::Refused(Kind::Image("TIFF"))),
    (b"MM\0*", Signature::Refused(Kind::Image("TIFF"))),
    (b"\x1F\x8B", Signature::Refused(Kind::Archive("gzip"))),
    (b"Rar!\x1A\x07", Signature::Refused(Kind::Archive("RAR"))),
    (
        b"7z\xBC\xAF\x27\x1C",
        Signature::Refused(Kind::Archive("7z")),
    ),
    (b"\x7FELF", Signature::Refused(Kind::Program)),
    (b"MZ\x90\0", Signature::Refused(Kind::Program)),
];

/// How far into a file the mark of a PDF may stand.
const PDF_WITHIN: usize = 1024;

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
