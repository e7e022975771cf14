//! Bytes to [`Document`]: format, encoding, and the clean text with its way back.
//!
//! Each format is a file or folder that turns bytes into a source text: `html`, `docx` and `pdf` extract it, one line per
//! paragraph, heading or table row (`lines`); text and Markdown are their own source text, but
//! that a row of a drawn box is one line (`boxes`). `text` makes the clean text of
//! any of them. Whatever cannot be read is refused with the way out, and every reader stops at the bounds of `limits`.

mod archive;
mod boxes;
mod container;
mod docx;
mod encoding;
mod html;
mod limits;
mod lines;
mod pdf;
mod private_use;
mod refusal;
mod residue;
mod signature;
mod text;

use sha2::{Digest, Sha256};

use crate::model::{Diagnostic, DiagnosticCode, Document, Encoding, Format, Told};

pub use archive::{Member, members};
pub use refusal::{
    Broken, Empty, Kind, Locked, PartFault, Problem, Refusal, TooLarge, WayOut, WithoutText,
};

use container::Container;
use docx::Package;
use signature::Signature;

/// Reads the bytes of a file that is called `name` in reports. Takes time linear in the size of the file.
///
/// The same name and bytes always give the same text, so that what was stored can be read anew.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    let extracted = extract(name, bytes).map_err(|problem| problem.of(name))?;
    let Extracted {
        format,
        encoding,
        text: source,
        pages,
    } = extracted;
    let (clean, places) = text::clean(&source);
    if clean.text().chars().all(char::is_whitespace) {
        return Err(Problem::from(Empty::Text).of(name));
    }
    let sha256 = Sha256::digest(bytes).into();
    let document = Document::new(name, format, encoding, sha256, source, clean).with_pages(pages);
    let converted = (encoding != Encoding::Utf8).then(|| {
        let label = label(encoding);
        let message = Told::new(
            format!("the bytes were {label} and were converted"),
            format!("原文编码为 {label}，已转换"),
        );
        Diagnostic::new(DiagnosticCode::EncodingConverted, message, None)
    });
    let private_use = text::diagnostics(&document, &places);
    let diagnostics = converted.into_iter().chain(private_use).collect();
    Ok(document.with_diagnostics(diagnostics))
}

/// The source text of a file.
struct Extracted {
    format: Format,
    encoding: Encoding,
    text: String,
    /// Where its pages begin; empty for formats without pages.
    pages: Vec<u32>,
}

fn extract(name: &str, bytes: &[u8]) -> Result<Extracted, Problem> {
    if bytes.is_empty() {
        return Err(Empty::File.into());
    }
    if bytes.len() > limits::FILE_BYTES {
        return Err(TooLarge::File(limits::FILE_BYTES >> 20).into());
    }
    let of_format = |format, text, pages| Extracted {
        format,
        encoding: Encoding::Utf8,
        text,
        pages,
    };
    match signature::of(bytes) {
        Some(Signature::Zip) => {
            let text = office_text(bytes)?;
            return Ok(of_format(Format::Docx, text, Vec::new()));
        }
        Some(Signature::Pdf) => {
            let pdf::Paged { text, pages } = pdf::extract(bytes)?;
            return Ok(of_format(Format::Pdf, text, pages));
        }
        Some(Signature::Refused(kind)) => {
            let is_locked = contains_utf16(bytes, "EncryptedPackage");
            return Err(if is_locked {
                Locked::Office.into()
            } else {
                kind.into()
            });
        }
        None => {}
    }
    let Some((encoding, text)) = encoding::decode(bytes) else {
        return Err(if encoding::is_binary(bytes) {
            Kind::Data.into()
        } else {
            Problem::Undecodable
        });
    };
    if html::is_page(name, &text) {
        return Ok(Extracted {
            format: Format::Html,
            encoding,
            text: boxes::joined(html::extract(&text)?),
            pages: Vec::new(),
        });
    }
    let is_markdown = ["md", "markdown"].contains(&extension(name).as_str());
    Ok(Extracted {
        format: if is_markdown {
            Format::Markdown
        } else {
            Format::Text
        },
        encoding,
        text: boxes::joined(text),
        pages: Vec::new(),
    })
}

/// The text of an office document in a zip container.
fn office_text(bytes: &[u8]) -> Result<String, Problem> {
    let mut container = Container::open(bytes)?;
    match docx::package(&container) {
        Package::Word => docx::extract(&mut container),
        Package::Other(kind) => Err(kind.into()),
        Package::Archive if container.entries().is_empty() => Err(Empty::Archive.into()),
        Package::Archive => Err(Kind::Files.into()),
    }
}

/// The extension of a file name in lower case, without its dot; empty when it has none.
fn extension(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.to_ascii_lowercase()
}

/// Whether bytes hold an ASCII word in UTF-16, little endian, as old Office files write names.
fn contains_utf16(bytes: &[u8], word: &str) -> bool {
    let word: Vec<u8> = word.bytes().flat_map(|byte| [byte, 0]).collect();
    bytes.windows(word.len()).any(|window| window == word)
}

/// The usual name of an encoding.
fn label(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le => "UTF-16LE",
        Encoding::Utf16Be => "UTF-16BE",
        Encoding::Gb18030 => "GB18030",
    }
}
