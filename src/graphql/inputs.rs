//! Inputs and payloads of mutations.

use async_graphql::{ID, InputObject, SimpleObject};

use super::filters::no_id_of;
use super::types::{
    CorrectionKind, Date, FactCorrection, HeadField, IngestReport, Observation, Plan,
    ProgressReport, ProgressStatus, Role,
};
use crate::engine;
use crate::model::{self, CorrectionId, NodeId, PlanId, PlanManifest, YEARS};

/// What is wrong with an input (输入错误).
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
#[graphql(serial)]
pub(crate) struct UserError {
    /// A word for programs (代码): `BAD_USER_INPUT`, `PLAN_EXISTS`, `CONFLICT`, `NOT_A_PLAN` and its like.
    code: String,
    /// One sentence for people (说明).
    message: String,
    /// Where in the arguments (位置): `["input", "text"]`.
    path: Vec<String>,
}

/// What is wrong with an input, before it has a payload.
#[derive(Debug)]
pub(crate) struct Problem(UserError);

impl Problem {
    /// A problem with the field `field` of the input.
    pub(crate) fn new(code: &str, message: impl Into<String>, field: &str) -> Self {
        let field = if field.is_empty() { None } else { Some(field) };
        let path = std::iter::once("input").chain(field.into_iter().flat_map(|it| it.split('.')));
        Self(UserError {
            code: code.to_owned(),
            message: message.into(),
            path: path.map(str::to_owned).collect(),
        })
    }

    /// The same problem with another field of the input.
    pub(crate) fn at(mut self, field: &str) -> Self {
        self.0.path = vec!["input".to_owned(), field.to_owned()];
        self
    }

    fn id(id: &str, kind: &str, field: &str) -> Self {
        Self::new("INVALID_ID", no_id_of(id, kind), field)
    }
}

/// A document to be accepted (入库输入). One of `text` and `contentBase64` is given.
#[derive(Debug, InputObject)]
pub(crate) struct IngestPlanInput {
    /// The document's name (文件名), which tells its format: 分工.txt.
    pub(crate) name: String,
    /// Its text (正文); null when it is given as bytes.
    pub(crate) text: Option<String>,
    /// Its bytes in base64 (文件内容); null when it is given as text.
    pub(crate) content_base64: Option<String>,
    /// Only read and report, keep nothing (试读); null as if left out.
    #[graphql(default_with = "Some(false)")]
    pub(crate) dry_run: Option<bool>,
    /// Put it in place of another version of its plan (替换); null as if left out.
    #[graphql(default_with = "Some(false)")]
    pub(crate) replace: Option<bool>,
    /// A name under which `ingestProgress` tells how far it is (任务号): choose one that nobody guesses; null for none.
    pub(crate) job_id: Option<ID>,
    /// What is known of it from outside its text (外部信息); null for nothing.
    pub(crate) manifest: Option<PlanManifestInput>,
    /// The `dataVersion` that the writer has seen (已见数据版本): with `replace`, a plan whose document or corrections changed after
    /// it is left as it is, with the user error `CONFLICT`; reports and observations are no change of the plan; null replaces
    /// whatever is there.
    pub(crate) seen_data_version: Option<String>,
}

impl IngestPlanInput {
    pub(crate) fn seen(&self) -> Result<Option<u64>, Problem> {
        seen(self.seen_data_version.as_deref())
    }
}

/// What is known of a document from outside its text (外部信息). It fills what the head does not print.
#[derive(Debug, InputObject)]
pub(crate) struct PlanManifestInput {
    /// Its title (标题); null when not known.
    title: Option<String>,
    /// Its own document number (文号); null when not known.
    document_number: Option<String>,
    /// Its issuer (发文机关); null when not known.
    issuer: Option<String>,
    /// The date of signature (成文日期); null when not known.
    issued_on: Option<Date>,
    /// First year of the planning period (规划期起始年); null when not known.
    period_start: Option<i32>,
    /// Last year of the planning period (规划期结束年); null when not known.
    period_end: Option<i32>,
    /// Name or code of the division that it governs (适用地区); null when not known.
    region: Option<String>,
}

impl PlanManifestInput {
    pub(crate) fn read(self) -> Result<PlanManifest, Problem> {
        Ok(PlanManifest {
            key: None,
            title: self.title,
            document_number: self.document_number,
            issuer: self.issuer,
            issued_on: self.issued_on.map(|date| date.0),
            period_start: optional_year(self.period_start, "manifest.periodStart")?,
            period_end: optional_year(self.period_end, "manifest.periodEnd")?,
            region: self.region,
        })
    }
}

/// A plan to be deleted (删除输入).
#[derive(Debug, InputObject)]
pub(crate) struct DeletePlanInput {
    /// The plan (方案).
    plan: ID,
    /// The `dataVersion` that the writer has seen (已见数据版本): a plan whose document or corrections changed after it is left,
    /// with the user error `CONFLICT`; reports and observations are no change of the plan; null deletes whatever is there.
    seen_data_version: Option<String>,
}

impl DeletePlanInput {
    pub(crate) fn read(&self) -> Result<(PlanId, Option<u64>), Problem> {
        let plan = self.plan.parse();
        let plan = plan.map_err(|_not_an_id| Problem::id(&self.plan, "plan", "plan"))?;
        Ok((plan, seen(self.seen_data_version.as_deref())?))
    }
}

/// What a unit says of a task (进展填报).
#[derive(Debug, InputObject)]
pub(crate) struct RecordProgressInput {
    /// The task (任务).
    task: ID,
    /// The unit that reports (报告单位); it has a part in the task by statement, rule or correction.
    unit: ID,
    /// The year that is reported on (报告年度), from 1949 to 2198.
    year: i32,
    /// How the task stands (状态).
    status: ProgressStatus,
    /// What was done (进展情况), at most 10,000 characters.
    text: String,
    /// Where an attachment lies (附件地址), as an http or https address; null for none.
    attachment_url: Option<String>,
}

impl RecordProgressInput {
    pub(crate) fn read(self) -> Result<model::Progress, Problem> {
        let task = self.task.parse();
        let unit = self.unit.parse();
        Ok(model::Progress {
            task: task.map_err(|_not_an_id| Problem::id(&self.task, "task", "task"))?,
            unit: unit.map_err(|_not_an_id| Problem::id(&self.unit, "unit", "unit"))?,
            year: year(self.year, "year")?,
            status: self.status.into(),
            text: self.text,
            attachment_url: self.attachment_url,
        })
    }
}

/// An observed value (指标完成值填报).
#[derive(Debug, InputObject)]
pub(crate) struct RecordObservationInput {
    /// The indicator (指标).
    indicator: ID,
    /// The year whose end the value describes (年度), from 1949 to 2198.
    year: i32,
    /// The value, in the unit that the indicator is printed in (数值).
    value: f64,
    /// Where the value is from (数据来源); null for nothing.
    source: Option<String>,
    /// What has to be known besides (说明); null for nothing.
    note: Option<String>,
}

impl RecordObservationInput {
    pub(crate) fn read(self) -> Result<model::ObservedValue, Problem> {
        let indicator = self
            .indicator
            .parse()
            .map_err(|_not_an_id| Problem::id(&self.indicator, "indicator", "indicator"))?;
        Ok(model::ObservedValue {
            indicator,
            year: year(self.year, "year")?,
            value: self.value,
            note: self.note,
            source: self.source,
        })
    }
}

/// Something to be put right (更正输入). Which parts are given depends on the kind; others are refused.
#[derive(Debug, InputObject)]
pub(crate) struct ApplyCorrectionInput {
    /// What is to be done (更正类型).
    kind: CorrectionKind,
    /// What it is about (更正对象): the unit that stays (`MERGE_UNITS`), is split (`SPLIT_UNIT`), renamed (`RENAME_UNIT`) or gets an alias
    /// (`ADD_ALIAS`); the assignment (`SET_ROLE`, `REJECT_ASSIGNMENT`); the task (`ADD_ASSIGNMENT`); the indicator (`REJECT_INDICATOR`);
    /// the plan (`SET_HEAD`).
    target: ID,
    /// The name (`RENAME_UNIT`, `ADD_ALIAS`), the names of the units that are meant, apart by 、 (`SPLIT_UNIT`), the name of the unit that
    /// has a part (`ADD_ASSIGNMENT`, unless `others` gives its id), or the value (`SET_HEAD`: a text, a date 2012-02-17, a period
    /// 2011–2015, the name or code of a division) (更正值); null for other kinds.
    value: Option<String>,
    /// The units that `target` is too (`MERGE_UNITS`), the assignments that are meant (`SPLIT_UNIT`; null for all), or the unit that has a
    /// part (`ADD_ASSIGNMENT`) (其他对象); null for other kinds.
    others: Option<Vec<ID>>,
    /// The role (角色), for `SET_ROLE` and `ADD_ASSIGNMENT`; null for other kinds.
    role: Option<Role>,
    /// The part of the head (文头要素), for `SET_HEAD`; null for other kinds.
    head_field: Option<HeadField>,
    /// Why (理由), at most 10,000 characters.
    reason: String,
}

impl ApplyCorrectionInput {
    pub(crate) fn read(self) -> Result<engine::Proposal, Problem> {
        let id = |id: &ID, field| {
            let message = format!("“{}” is no id", id.as_str());
            let read = id.parse::<NodeId>();
            read.map_err(|_not_an_id| Problem::new("INVALID_ID", message, field))
        };
        let others = self.others.unwrap_or_default();
        let others: Result<Vec<_>, _> = others.iter().map(|other| id(other, "others")).collect();
        Ok(engine::Proposal {
            kind: self.kind.into(),
            target: id(&self.target, "target")?,
            value: self.value,
            others: others?,
            role: self.role.map(Into::into),
            head_field: self.head_field.map(Into::into),
            reason: self.reason,
        })
    }
}

/// A correction to be taken back (撤销更正输入).
#[derive(Debug, InputObject)]
pub(crate) struct RevertCorrectionInput {
    /// The correction (更正).
    correction: ID,
    /// Why (理由), at most 10,000 characters.
    reason: String,
}

impl RevertCorrectionInput {
    pub(crate) fn read(self) -> Result<(CorrectionId, String), Problem> {
        let id = self.correction.parse();
        let id = id.map_err(|_not_an_id| Problem::id(&self.correction, "correction", "correction"));
        Ok((id?, self.reason))
    }
}

/// Defines a payload that is empty but for its errors when the input is at fault.
macro_rules! payload {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),+ }) => {
        $(#[$doc])*
        #[derive(SimpleObject)]
        #[graphql(serial)]
        pub(crate) struct $name {
            $($(#[$field_doc])* pub(crate) $field: Option<$type>,)+
            /// What is wrong with the input (输入错误); empty when it was done.
            pub(crate) user_errors: Vec<UserError>,
        }

        impl From<Problem> for $name {
            fn from(Problem(error): Problem) -> Self {
                Self { $($field: None,)+ user_errors: vec![error] }
            }
        }
    };
}

payload! {
    /// What became of a document (入库结果).
    IngestPlanPayload {
        /// The plan that it is (方案); null for a dry run, or when it was refused.
        plan: Plan,
        /// What was read from it (报告); null when it was refused.
        report: IngestReport
    }
}

payload! {
    /// What became of a deletion (删除结果).
    DeletePlanPayload {
        /// The id that the plan had (已删除方案); null when nothing was deleted.
        deleted_id: ID
    }
}

payload! {
    /// What became of a report (进展填报结果).
    RecordProgressPayload {
        /// The report as kept (进展报告); null when it was refused.
        report: ProgressReport
    }
}

payload! {
    /// What became of an observation (指标完成值填报结果).
    RecordObservationPayload {
        /// The observation as kept (指标完成值); null when it was refused.
        observation: Observation
    }
}

payload! {
    /// What became of a correction (更正结果).
    ApplyCorrectionPayload {
        /// The correction as kept (更正); null when it was refused.
        correction: FactCorrection
    }
}

payload! {
    /// What became of taking a correction back (撤销更正结果).
    RevertCorrectionPayload {
        /// The correction as it stands now (更正); null when it was not taken back.
        correction: FactCorrection
    }
}

fn seen(version: Option<&str>) -> Result<Option<u64>, Problem> {
    let read = version.map(|version| {
        version.parse().map_err(|_not_a_version| {
            let message = format!("“{version}” is no data version");
            Problem::new("BAD_USER_INPUT", message, "seenDataVersion")
        })
    });
    read.transpose()
}

fn optional_year(number: Option<i32>, field: &str) -> Result<Option<u16>, Problem> {
    number.map(|number| year(number, field)).transpose()
}

fn year(number: i32, field: &str) -> Result<u16, Problem> {
    let year = u16::try_from(number)
        .ok()
        .filter(|year| YEARS.contains(year));
    year.ok_or_else(|| {
        let (first, last) = YEARS.into_inner();
        let message = format!("{number} is no year from {first} to {last}");
        Problem::new("BAD_USER_INPUT", message, field)
    })
}
