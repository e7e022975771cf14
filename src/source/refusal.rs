//! Why a file is not read, and what to do instead.

use crate::model::DiagnosticCode;

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

/// A refusal before the file's name is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    code: DiagnosticCode,
    problem: String,
    way_out: &'static str,
}

const AS_TEXT: &str = "save the notice as plain text in UTF-8";

impl Fault {
    pub(super) fn new(
        code: DiagnosticCode,
        problem: impl Into<String>,
        way_out: &'static str,
    ) -> Self {
        Self {
            code,
            problem: problem.into(),
            way_out,
        }
    }

    /// A file of a kind, or in a state, that holds no text we read.
    pub(super) fn binary(problem: impl Into<String>, way_out: &'static str) -> Self {
        Self::new(DiagnosticCode::BinaryInput, problem, way_out)
    }

    /// A file without a visible character.
    pub(super) fn empty(problem: impl Into<String>) -> Self {
        let way_out = "give a file that holds the text of a notice";
        Self::new(DiagnosticCode::EmptyInput, problem, way_out)
    }

    /// A container that is cut short or was changed on its way.
    pub(super) fn broken(problem: impl Into<String>) -> Self {
        let way_out =
            "get the file once more, or open it in the program that made it and save it anew";
        Self::binary(problem, way_out)
    }

    /// A file beyond one of the limits.
    pub(super) fn too_large(problem: impl Into<String>) -> Self {
        Self::binary(problem, AS_TEXT)
    }

    /// More text than one document may hold.
    pub(super) fn too_much_text() -> Self {
        let megabytes = super::limits::TEXT_BYTES >> 20;
        let problem = format!("the file holds more than {megabytes} MiB of text");
        Self::too_large(problem)
    }

    /// Bytes that no Chinese encoding explains.
    pub(super) fn undecodable() -> Self {
        let problem = "the bytes are neither UTF-8 nor UTF-16 nor GB18030";
        Self::new(DiagnosticCode::UndecodableInput, problem, AS_TEXT)
    }

    /// Bytes that are no text at all.
    pub(super) fn data() -> Self {
        Self::binary("the file is binary data, not text", AS_TEXT)
    }

    /// The refusal of the file `name`.
    pub(super) fn of(self, name: &str) -> Refusal {
        Refusal {
            code: self.code,
            name: name.to_owned(),
            problem: self.problem,
            way_out: self.way_out,
        }
    }
}
