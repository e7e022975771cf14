//! What a reader of documents noticed: never an error, always with a place where there is one.

use super::words::words;
use super::{DiagnosticId, TextSpan, Told};

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $severity:ident;)+) => {
        /// What was noticed. The words are those of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum DiagnosticCode { $($(#[$doc])* $variant),+ }

        impl DiagnosticCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word of the API, such as `NO_LEAD`.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// How much it matters.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }
        }
    };
}

codes! {
    /// A cover notice: the tasks stand in an attachment that is not part of the text.
    AttachmentOnly = "ATTACHMENT_ONLY", Warning;
    /// No heading, statement or head of a notice was found: refused.
    NotAPlan = "NOT_A_PLAN", Error;
    /// A binary file that holds no text we read: refused.
    BinaryInput = "BINARY_INPUT", Error;
    /// No visible character: refused.
    EmptyInput = "EMPTY_INPUT", Error;
    /// Bytes that no Chinese encoding explains: refused.
    UndecodableInput = "UNDECODABLE_INPUT", Error;
    /// A role follows from a rule sentence of the document.
    InferredRole = "INFERRED_ROLE", Info;
    /// A block of task text without a responsibility statement.
    NoResponsibility = "NO_RESPONSIBILITY", Warning;
    /// The bytes were not UTF-8 and were converted.
    EncodingConverted = "ENCODING_CONVERTED", Info;
    /// Traditional characters were read as simplified ones.
    TraditionalConverted = "TRADITIONAL_CONVERTED", Info;
    /// A private-use character between digits was read as a decimal point.
    PuaDecimal = "PUA_DECIMAL", Warning;
    /// A private-use character whose meaning is not known.
    PuaUnknown = "PUA_UNKNOWN", Warning;
    /// The head of the document is printed more than once.
    DuplicatedHead = "DUPLICATED_HEAD", Info;
    /// A statement without a lead.
    NoLead = "NO_LEAD", Info;
    /// Units taken over from the statement of a sibling task.
    Inherited = "INHERITED", Warning;
    /// 等 closes a list of units: more may be meant.
    OpenList = "OPEN_LIST", Info;
    /// A group stands in a list of units (…成员单位).
    GroupUnit = "GROUP_UNIT", Info;
    /// A second name plate in brackets was read as an alias.
    Alias = "ALIAS", Info;
    /// The prefix of the issuing level was restored (财政厅 → 省财政厅).
    PrefixExpanded = "PREFIX_EXPANDED", Info;
    /// A unit that the gazetteer does not know.
    UnknownUnit = "UNKNOWN_UNIT", Warning;
    /// A binding indicator without a figure.
    ValueMissing = "VALUE_MISSING", Info;
    /// Two lists that should be of one length are not (分别), or a printed count differs.
    CountMismatch = "COUNT_MISMATCH", Warning;
    /// A document number in the text is a citation, not this document's own.
    CitedNumber = "CITED_NUMBER", Info;
    /// A date without a year was read with the year of the plan.
    YearAssumed = "YEAR_ASSUMED", Info;
    /// A part of the head is not in the text.
    HeadMissing = "HEAD_MISSING", Info;
    /// A figure that is unlikely as printed.
    SuspectValue = "SUSPECT_VALUE", Warning;
    /// A correction that could not be made: its target is gone, or an earlier one says otherwise.
    CorrectionConflict = "CORRECTION_CONFLICT", Warning;
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// For the record.
    Info,
    /// Worth a look at the source.
    Warning,
    /// The document was refused.
    Error,
}

words! {
    Severity {
        Info = "INFO",
        Warning = "WARNING",
        Error = "ERROR",
    }
}

/// Something noticed while a document was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What.
    pub code: DiagnosticCode,
    /// One sentence that quotes the text concerned.
    pub message: Told,
    /// Where; `None` when it concerns the document as a whole.
    pub span: Option<TextSpan>,
}

impl Diagnostic {
    /// A diagnostic of `code` at `span`.
    #[must_use]
    pub fn new(code: DiagnosticCode, message: Told, span: Option<TextSpan>) -> Self {
        Self {
            code,
            message,
            span,
        }
    }
}

/// A diagnostic kept with its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedDiagnostic {
    /// Its id.
    pub id: DiagnosticId,
    /// What was noticed.
    pub diagnostic: Diagnostic,
}
