//! Type `Diagnostic`.

use async_graphql::{Enum, ID, Object};

use super::{Language, TextSpan};
use crate::model;

/// What was noticed while a document was read (诊断代码).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::DiagnosticCode")]
pub(crate) enum DiagnosticCode {
    /// A cover notice: the tasks stand in an attachment that is not part of the text (任务在附件).
    AttachmentOnly,
    /// No heading, statement or head of a notice was found: refused (非分工通知).
    NotAPlan,
    /// A binary file that holds no text we read: refused (二进制文件).
    BinaryInput,
    /// No visible character: refused (空文件).
    EmptyInput,
    /// Bytes that no Chinese encoding explains: refused (无法解码).
    UndecodableInput,
    /// A role follows from a rule sentence of the document (角色由通则得出).
    InferredRole,
    /// A block of task text without a responsibility statement (无责任单位).
    NoResponsibility,
    /// The bytes were not UTF-8 and were converted (编码已转换).
    EncodingConverted,
    /// Traditional characters were read as simplified ones (繁体已转换).
    TraditionalConverted,
    /// A private-use character between digits was read as a decimal point (私用区字符作小数点).
    PuaDecimal,
    /// A private-use character whose meaning is not known (未知私用区字符).
    PuaUnknown,
    /// The head of the document is printed more than once (文头重复).
    DuplicatedHead,
    /// A statement without a lead (无牵头单位).
    NoLead,
    /// Units taken over from the statement of a sibling task (承接同级任务).
    Inherited,
    /// 等 closes a list of units: more may be meant (名单未尽).
    OpenList,
    /// A group stands in a list of units (…成员单位) (成员单位).
    GroupUnit,
    /// A second name plate in brackets was read as an alias (别名).
    Alias,
    /// The prefix of the issuing level was restored (财政厅 → 省财政厅) (补全省略的冠称).
    PrefixExpanded,
    /// A unit that the gazetteer does not know (未知单位).
    UnknownUnit,
    /// A binding indicator without a figure (无数值).
    ValueMissing,
    /// Two lists that should be of one length are not (分别), or a printed count differs (数目不符).
    CountMismatch,
    /// A document number in the text is a citation, not this document's own (引用文号).
    CitedNumber,
    /// A date without a year was read with the year of the plan (年份推定).
    YearAssumed,
    /// A part of the head is not in the text (文头缺项).
    HeadMissing,
    /// A correction that could not be made (更正冲突): its target is gone, or an earlier one says otherwise.
    CorrectionConflict,
    /// A figure that is unlikely as printed (可疑数值).
    SuspectValue,
}

/// How much a diagnostic matters (严重程度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Severity")]
pub(crate) enum Severity {
    /// For the record (提示).
    Info,
    /// Worth a look at the source (警告).
    Warning,
    /// The document was refused (错误).
    Error,
}

/// A diagnostic kept with its plan.
pub(crate) struct Diagnostic(pub(crate) model::RecordedDiagnostic);

/// Something noticed while a document was read (诊断). A bad passage never stops the rest.
#[Object(serial)]
impl Diagnostic {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// What was noticed (代码).
    async fn code(&self) -> DiagnosticCode {
        self.0.diagnostic.code.into()
    }

    /// How much it matters (严重程度).
    async fn severity(&self) -> Severity {
        self.0.diagnostic.code.severity().into()
    }

    /// One sentence that quotes the text concerned (说明).
    async fn message(
        &self,
        #[graphql(
            desc = "The language that it is told in (语言); null as if left out.",
            default_with = "Some(Language::En)"
        )]
        language: Option<Language>,
    ) -> &str {
        language.unwrap_or_default().of(&self.0.diagnostic.message)
    }

    /// Where it was noticed (出处); null when it concerns the document as a whole.
    async fn span(&self) -> Option<TextSpan> {
        self.0.diagnostic.span.as_ref().map(Into::into)
    }
}
