//! A plan: its head, its tree, and what an accepted document yields.

use super::words::words;
use super::{
    Basis, ChapterId, CityId, ClauseId, CorrectionNote, Date, Deadline, Diagnostic, Encoding,
    Format, Indicator, Layout, PlanId, RecordedDiagnostic, SectionId, SourceRange, Task, TextSpan,
    Unit, UnitId,
};

/// The parts of a document's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HeadField {
    /// 标题.
    Title,
    /// 文号.
    DocumentNumber,
    /// 发文机关.
    Issuer,
    /// 成文日期.
    IssuedOn,
    /// The planning period.
    Period,
    /// What the issuer governs.
    Region,
}

words! {
    HeadField {
        Title = "TITLE",
        DocumentNumber = "DOCUMENT_NUMBER",
        Issuer = "ISSUER",
        IssuedOn = "ISSUED_ON",
        Period = "PERIOD",
        Region = "REGION",
    }
}

impl HeadField {
    /// What it is called in English.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::DocumentNumber => "document number",
            Self::Issuer => "issuer",
            Self::IssuedOn => "date",
            Self::Period => "planning period",
            Self::Region => "region",
        }
    }

    /// What it is called in Chinese.
    #[must_use]
    pub fn in_chinese(self) -> &'static str {
        match self {
            Self::Title => "标题",
            Self::DocumentNumber => "文号",
            Self::Issuer => "发文机关",
            Self::IssuedOn => "成文日期",
            Self::Period => "规划期",
            Self::Region => "适用地区",
        }
    }
}

/// A head fact and where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadFact {
    /// Which part.
    pub field: HeadField,
    /// Its value in canonical form.
    pub value: String,
    /// What it rests on.
    pub basis: Basis,
    /// Where it stands; `None` when it is from the manifest or derived.
    pub span: Option<TextSpan>,
}

/// What is known of a document from outside its text: a row of `MANIFEST.toml` or the input of an ingest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanManifest {
    /// Names the plan when neither number nor other identity is printed.
    pub key: Option<String>,
    /// 标题.
    pub title: Option<String>,
    /// 文号.
    pub document_number: Option<String>,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// First year of the planning period.
    pub period_start: Option<u16>,
    /// Last year of the planning period.
    pub period_end: Option<u16>,
    /// Name or GB/T 2260 code of the division that the issuer governs.
    pub region: Option<String>,
}

/// What kind of paragraph a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClauseKind {
    /// 分工原则.
    Principle,
    /// 工作要求.
    Requirement,
    /// Any other paragraph without a statement.
    Other,
}

/// A paragraph that is no task.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Its id.
    pub id: ClauseId,
    /// What it is.
    pub kind: ClauseKind,
    /// Its enumerator as printed, empty when it has none: （一）.
    pub number: String,
    /// Its run-in heading, empty when it has none.
    pub title: String,
    /// Its text, heading included.
    pub text: String,
    /// Where it stands.
    pub span: TextSpan,
    /// Deadlines of duties that it names.
    pub deadlines: Vec<Deadline>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Its id.
    pub id: ChapterId,
    /// Its place among the chapters, from 1.
    pub number: u32,
    /// Its title without marker and final 。.
    pub title: String,
    /// The heading line.
    pub span: TextSpan,
    /// The whole chapter; its text is read from the source when asked for.
    pub body: SourceRange,
    /// Its sections in order.
    pub sections: Vec<Section>,
}

/// A section of a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// Its place among the chapter's sections, from 1.
    pub number: u32,
    /// Its title without marker and final 。.
    pub title: String,
    /// The heading line.
    pub span: TextSpan,
    /// The whole section; its text is read from the source when asked for.
    pub body: SourceRange,
}

/// An attachment that a cover notice lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its title.
    pub title: String,
    /// Where it is listed.
    pub span: TextSpan,
}

/// A local body that a rule sentence adds to every task without listing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImplicitUnit {
    /// The body.
    pub unit: UnitId,
    /// The rule sentence.
    pub span: TextSpan,
}

/// A plan division notice without its tasks.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Its title.
    pub title: String,
    /// Its own 文号 in canonical form: simplified, year in 〔〕, no spaces.
    pub document_number: Option<String>,
    /// Its issuer.
    pub issuer: Option<UnitId>,
    /// The date of signature.
    pub issued_on: Option<Date>,
    /// First year of the planning period.
    pub period_start: Option<u16>,
    /// Last year of the planning period.
    pub period_end: Option<u16>,
    /// The division that it governs.
    pub region: Option<CityId>,
    /// Where each head fact is from.
    pub head: Vec<HeadFact>,
    /// The file's name as given.
    pub name: String,
    /// The format that it came in.
    pub format: Format,
    /// The encoding that it came in.
    pub encoding: Encoding,
    /// SHA-256 of the bytes as given.
    pub source_sha256: [u8; 32],
    /// The layouts found.
    pub layouts: Vec<Layout>,
    /// Chapters in order.
    pub chapters: Vec<Chapter>,
    /// Principles, requirements and other paragraphs without tasks.
    pub clauses: Vec<Clause>,
    /// Attachments that a cover notice lists.
    pub attachments: Vec<Attachment>,
    /// Bodies that a rule sentence adds to every task.
    pub implicit_units: Vec<ImplicitUnit>,
    /// Indicators outside tasks.
    pub indicators: Vec<Indicator>,
    /// What was noticed.
    pub diagnostics: Vec<RecordedDiagnostic>,
    /// Share of the visible characters that were understood, 0 to 1.
    pub coverage: f64,
}

/// Everything read from one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The plan.
    pub plan: Plan,
    /// Its text as published, in which all spans count.
    pub source_text: String,
    /// Its tasks in the order of the document.
    pub tasks: Vec<Task>,
    /// Every unit that the plan names, each once, in the order of first mention.
    pub units: Vec<Unit>,
    /// The corrections that concern the plan, in their order, and what became of each.
    pub corrections: Vec<CorrectionNote>,
}

impl Facts {
    /// What was noticed, without ids.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.plan
            .diagnostics
            .iter()
            .map(|recorded| &recorded.diagnostic)
    }
}
