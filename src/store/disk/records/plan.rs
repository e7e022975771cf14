//! Plans: head, tree, and everything outside tasks.

use super::{Stored, record, vocabulary};
use crate::model::{
    Attachment, Basis, Chapter, ChapterId, CityId, Clause, ClauseId, ClauseKind, Date, Deadline,
    Diagnostic, DiagnosticCode, DiagnosticId, Encoding, Format, HeadFact, HeadField, ImplicitUnit,
    Indicator, Layout, Plan, PlanId, RecordedDiagnostic, Section, SectionId, SourceRange, TextSpan,
    Told, UnitId,
};

record! {
    Plan as PlanRecord {
        id: PlanId,
        title: String,
        document_number: Option<String>,
        issuer: Option<UnitId>,
        issued_on: Option<Date>,
        period_start: Option<u16>,
        period_end: Option<u16>,
        region: Option<CityId>,
        head: Vec<HeadFact>,
        name: String,
        format: Format,
        encoding: Encoding,
        source_sha256: [u8; 32],
        layouts: Vec<Layout>,
        chapters: Vec<Chapter>,
        clauses: Vec<Clause>,
        attachments: Vec<Attachment>,
        implicit_units: Vec<ImplicitUnit>,
        indicators: Vec<Indicator>,
        diagnostics: Vec<RecordedDiagnostic>,
        coverage: f64,
    }
    HeadFact as HeadFactRecord {
        field: HeadField,
        value: String,
        basis: Basis,
        span: Option<TextSpan>,
    }
    Chapter as ChapterRecord {
        id: ChapterId,
        number: u32,
        title: String,
        span: TextSpan,
        body: SourceRange,
        sections: Vec<Section>,
    }
    Section as SectionRecord {
        id: SectionId,
        number: u32,
        title: String,
        span: TextSpan,
        body: SourceRange,
    }
    Clause as ClauseRecord {
        id: ClauseId,
        kind: ClauseKind,
        number: String,
        title: String,
        text: String,
        span: TextSpan,
        deadlines: Vec<Deadline>,
    }
    Attachment as AttachmentRecord { title: String, span: TextSpan }
    ImplicitUnit as ImplicitUnitRecord { unit: UnitId, span: TextSpan }
    RecordedDiagnostic as RecordedDiagnosticRecord { id: DiagnosticId, diagnostic: Diagnostic }
    Told as ToldRecord { english: String, chinese: String }
    Diagnostic as DiagnosticRecord {
        code: DiagnosticCode,
        message: Told,
        span: Option<TextSpan>,
    }
}

vocabulary! {
    HeadField {
        Title = 0,
        DocumentNumber = 1,
        Issuer = 2,
        IssuedOn = 3,
        Period = 4,
        Region = 5,
    }
    ClauseKind { Principle = 0, Requirement = 1, Other = 2 }
    Format { Text = 0, Markdown = 1, Html = 2, Docx = 3, Pdf = 4 }
    Encoding { Utf8 = 0, Utf16Le = 1, Utf16Be = 2, Gb18030 = 3 }
    Layout { LabelLines = 0, Brackets = 1, Prose = 2, Table = 3, Actors = 4 }
}

impl Stored for DiagnosticCode {
    type Record = String;

    fn into_record(self) -> String {
        self.word().to_owned()
    }

    fn restore(record: String) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.word() == record)
    }
}
