//! The first bytes of files that are no plain text.

/// A kind of file known by its first bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signature {
    first_bytes: &'static [u8],
    /// What such a file is, with its article.
    pub(super) what: &'static str,
    /// How to get text out of it.
    pub(super) way_out: &'static str,
}

/// The kinds of files that notices are published in, and those they are mistaken for.
const SIGNATURES: &[Signature] = &[
    signature(
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old Office file (.doc, .wps, .xls)",
        FROM_EDITOR,
    ),
    signature(
        b"PK\x03\x04",
        "a zip container (.docx, .ofd, .xlsx)",
        FROM_EDITOR,
    ),
    signature(b"PK\x05\x06", "an empty zip container", FROM_EDITOR),
    signature(b"{\\rtf", "a rich text file", FROM_EDITOR),
    signature(b"%PDF-", "a PDF file", FROM_READER),
    signature(b"\x89PNG\r\n\x1A\n", "a PNG image", FROM_IMAGE),
    signature(b"\xFF\xD8\xFF", "a JPEG image", FROM_IMAGE),
    signature(b"GIF8", "a GIF image", FROM_IMAGE),
    signature(b"II*\0", "a TIFF image", FROM_IMAGE),
    signature(b"MM\0*", "a TIFF image", FROM_IMAGE),
    signature(b"\x1F\x8B", "a gzip archive", FROM_ARCHIVE),
    signature(b"Rar!\x1A\x07", "a RAR archive", FROM_ARCHIVE),
    signature(b"7z\xBC\xAF\x27\x1C", "a 7z archive", FROM_ARCHIVE),
    signature(b"<!DOCTYPE html", "an HTML page", FROM_BROWSER),
    signature(b"<!doctype html", "an HTML page", FROM_BROWSER),
    signature(b"<html", "an HTML page", FROM_BROWSER),
    signature(b"\x7FELF", "a program", FROM_ARCHIVE),
];

const FROM_EDITOR: &str = "open it in an editor and save it as plain text in UTF-8";
const FROM_READER: &str = "open it in a reader and save its text in UTF-8";
const FROM_IMAGE: &str = "recognise its text first and save that in UTF-8";
const FROM_BROWSER: &str = "open it in a browser and save its text in UTF-8";
const FROM_ARCHIVE: &str = "give the plain text of the notice in UTF-8";

const fn signature(
    first_bytes: &'static [u8],
    what: &'static str,
    way_out: &'static str,
) -> Signature {
    Signature {
        first_bytes,
        what,
        way_out,
    }
}

/// The kind of file that the first bytes give away; `None` for what may be text.
pub(super) fn of(bytes: &[u8]) -> Option<&'static Signature> {
    SIGNATURES
        .iter()
        .find(|signature| bytes.starts_with(signature.first_bytes))
}
