//! Bytes to [`Document`]: format, encoding, and the clean text with its way back.
//!
//! Each format is one small file that turns decoded text or a container into a source text and a [`CleanText`]; plain
//! text is `text`. Whatever cannot be read is refused with the way out.
//!
//! [`CleanText`]: crate::model::CleanText

use sha2::{Digest, Sha256};

use crate::model::{Diagnostic, DiagnosticCode, Document, Encoding, Format};

mod encoding;
mod private_use;
mod signature;
mod text;

/// A file that holds no text we read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}; {way_out}")]
pub struct Refusal {
    /// `EmptyInput`, `BinaryInput` or `UndecodableInput`.
    pub code: DiagnosticCode,
    /// The file's name as given.
    pub name: String,
    /// What is wrong with it.
    pub problem: String,
    /// What to do instead.
    pub way_out: &'static str,
}

/// Reads the bytes of a file that is called `name` in reports. Takes time linear in the size of the file.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    let refuse = |code, problem: String, way_out| Refusal {
        code,
        name: name.to_owned(),
        problem,
        way_out,
    };
    let empty = |problem: &str| {
        let way_out = "give a file that holds the text of a notice";
        refuse(DiagnosticCode::EmptyInput, problem.to_owned(), way_out)
    };
    if bytes.is_empty() {
        return Err(empty("the file is empty"));
    }
    if let Some(signature) = signature::of(bytes) {
        let problem = format!("the file is {}, not text", signature.what);
        return Err(refuse(
            DiagnosticCode::BinaryInput,
            problem,
            signature.way_out,
        ));
    }
    let Some((encoding, source)) = encoding::decode(bytes) else {
        return Err(if encoding::is_binary(bytes) {
            refuse(
                DiagnosticCode::BinaryInput,
                "the file is binary data, not text".to_owned(),
                "save the notice as plain text in UTF-8",
            )
        } else {
            refuse(
                DiagnosticCode::UndecodableInput,
                "the bytes are neither UTF-8 nor UTF-16 nor GB18030".to_owned(),
                "save the notice as plain text in UTF-8",
            )
        });
    };
    let (clean, places) = text::clean(&source);
    if clean.text().chars().all(char::is_whitespace) {
        return Err(empty("the file holds no visible character"));
    }
    let sha256 = Sha256::digest(bytes).into();
    let document = Document::new(name, Format::Text, encoding, sha256, source, clean);
    let converted = (encoding != Encoding::Utf8).then(|| {
        let message = format!("the bytes were {} and were converted", label(encoding));
        Diagnostic::new(DiagnosticCode::EncodingConverted, message, None)
    });
    let private_use = text::diagnostics(&document, &places);
    let diagnostics = converted.into_iter().chain(private_use).collect();
    Ok(document.with_diagnostics(diagnostics))
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
