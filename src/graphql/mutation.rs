//! The root of all mutations. Every one needs a key, writes through the engine, and shows the state that it led to.

use std::sync::Arc;

use async_graphql::{Context, Object};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::access::writer;
use super::error::{Code, Fault, Result, chain};
use super::inputs::{
    ApplyCorrectionInput, ApplyCorrectionPayload, DeletePlanInput, DeletePlanPayload,
    IngestPlanInput, IngestPlanPayload, Problem, RecordObservationInput, RecordObservationPayload,
    RecordProgressInput, RecordProgressPayload, RevertCorrectionInput, RevertCorrectionPayload,
};
use super::scope::{Scope, Scopes};
use super::types::{FactCorrection, IngestReport, Observation, Plan, ProgressReport};
use crate::engine::{
    Caller, Engine, IngestError, IngestOptions, JobStep, Step, Submission, WriteError, Writing,
};
use crate::model::{self, HeadField, KeyRole, LONGEST_NAME, NodeId, PlanManifest, is_name};

/// The root.
pub(crate) struct Mutation;

/// Everything that can be changed (变更). Every mutation needs an API key, sent as `Authorization: Bearer …`; without one it is an error with
/// the code `READ_ONLY`, `UNAUTHENTICATED` or `FORBIDDEN`. Faults of the input are told in `userErrors`.
#[Object]
impl Mutation {
    /// Accepts a document as a plan (入库), or with `dryRun` only reads it. The same bytes are accepted once. Needs a key of role CURATE.
    async fn ingest_plan(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The document and how it is taken (输入).")] input: IngestPlanInput,
    ) -> Result<IngestPlanPayload> {
        let (engine, caller) = writer(context, KeyRole::Curate)?;
        let job = input.job_id.as_ref().map(|job| job.to_string());
        let content = if input.text.is_some() {
            "text"
        } else {
            "contentBase64"
        };
        let (submission, options, keeps) = match read_input(input) {
            Ok(read) => read,
            Err(problem) => return Ok(problem.into()),
        };
        if let Some(job) = &job {
            engine.begin_job(job);
        }
        let note = |step| {
            if let Some(job) = &job {
                engine.note_step(job, step);
            }
        };
        let step = |step: Step| {
            note(JobStep {
                step: Some(step),
                report: None,
            });
        };
        let outcome = engine.ingest_one(
            &submission,
            options,
            keeps,
            &Writing::by(&caller.name).telling(&step),
        );
        let outcome = outcome.map(Arc::new);
        note(JobStep {
            step: None,
            report: outcome.as_ref().ok().cloned(),
        });
        let report = match outcome {
            Ok(report) => report,
            Err(error) => return Ok(refused(error, content)?.into()),
        };
        Scopes::advance(context, &engine.view());
        let plan = if keeps {
            Scope::of(context).find_plan(report.plan.id).await?
        } else {
            None
        };
        Ok(IngestPlanPayload {
            plan: plan.map(Plan),
            report: Some(IngestReport(report)),
            user_errors: Vec::new(),
        })
    }

    /// Deletes a plan (删除方案). What was reported of it is kept. Needs a key of role ADMIN.
    async fn delete_plan(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which plan (输入).")] input: DeletePlanInput,
    ) -> Result<DeletePlanPayload> {
        let (engine, caller) = writer(context, KeyRole::Admin)?;
        let (plan, seen) = match input.read() {
            Ok(read) => read,
            Err(problem) => return Ok(problem.into()),
        };
        let deleted = engine.delete_as(plan, seen, &Writing::by(&caller.name));
        written(context, engine, deleted, |()| DeletePlanPayload {
            deleted_id: Some(plan.into()),
            user_errors: Vec::new(),
        })
    }

    /// Records what a unit says of a task in a year (填报进展). Earlier reports are kept. Needs a key of role REPORT with this unit, or of
    /// role CURATE.
    async fn record_progress(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is reported (输入).")] input: RecordProgressInput,
    ) -> Result<RecordProgressPayload> {
        let (engine, caller) = writer(context, KeyRole::Report)?;
        let progress = match input.read() {
            Ok(progress) => progress,
            Err(problem) => return Ok(problem.into()),
        };
        if caller.role < KeyRole::Curate && !caller.units.contains(&progress.unit) {
            let message = "a key of role REPORT reports for its own units only";
            return Err(Fault::new(Code::Forbidden, message).at("input.unit"));
        }
        let report = engine.record_progress(progress, &Writing::by(&caller.name));
        written(context, engine, report, |report| RecordProgressPayload {
            report: Some(ProgressReport(Arc::new(report))),
            user_errors: Vec::new(),
        })
    }

    /// Records an observed value of an indicator (填报指标完成值). Earlier values are kept. Needs a key of role REPORT with a unit of the
    /// indicator's task, or of role CURATE.
    async fn record_observation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What was observed (输入).")] input: RecordObservationInput,
    ) -> Result<RecordObservationPayload> {
        let (engine, caller) = writer(context, KeyRole::Report)?;
        let observed = match input.read() {
            Ok(observed) => observed,
            Err(problem) => return Ok(problem.into()),
        };
        if caller.role < KeyRole::Curate && !observes(engine, caller, observed.indicator)? {
            let message = "a key of role REPORT observes indicators of its own units' tasks only";
            return Err(Fault::new(Code::Forbidden, message).at("input.indicator"));
        }
        let observation = engine.record_observation(observed, &Writing::by(&caller.name));
        written(context, engine, observation, |observation| {
            RecordObservationPayload {
                observation: Some(Observation(Arc::new(observation))),
                user_errors: Vec::new(),
            }
        })
    }

    /// Puts right what was read (更正): merges, splits or names units, gives roles, adds or rejects parts and targets, sets the head. It
    /// holds for every version of the documents until it is taken back. Refused with `CONFLICT` when an earlier correction says
    /// otherwise, and with `NO_CHANGE` when all is so already. Needs a key of role CURATE.
    async fn apply_correction(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is to be put right (输入).")] input: ApplyCorrectionInput,
    ) -> Result<ApplyCorrectionPayload> {
        let (engine, caller) = writer(context, KeyRole::Curate)?;
        let proposal = match input.read() {
            Ok(proposal) => proposal,
            Err(problem) => return Ok(problem.into()),
        };
        match engine.apply_correction(&proposal, &Writing::by(&caller.name)) {
            Ok(correction) => {
                let view = engine.view();
                Scopes::advance(context, &view);
                Ok(ApplyCorrectionPayload {
                    correction: view.correction(correction.id).map(FactCorrection),
                    user_errors: Vec::new(),
                })
            }
            Err(error) => {
                let problem = problem_of(&error)?;
                let is_other = |node: NodeId| proposal.target != node;
                Ok(match &error {
                    WriteError::UnknownUnit(unit) if is_other(NodeId::Unit(*unit)) => {
                        problem.at("others")
                    }
                    WriteError::UnknownAssignment(part) if is_other(NodeId::Assignment(*part)) => {
                        problem.at("others")
                    }
                    WriteError::UnknownUnit(_)
                    | WriteError::UnknownTask(_)
                    | WriteError::UnknownIndicator(_)
                    | WriteError::UnknownPlan(_) => problem.at("target"),
                    _ => problem,
                }
                .into())
            }
        }
    }

    /// Takes a correction back (撤销更正): what it changed is again as it was read. It stays in the list, with who took it back, when and
    /// why. Needs a key of role CURATE.
    async fn revert_correction(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which correction (输入).")] input: RevertCorrectionInput,
    ) -> Result<RevertCorrectionPayload> {
        let (engine, caller) = writer(context, KeyRole::Curate)?;
        let (id, reason) = match input.read() {
            Ok(read) => read,
            Err(problem) => return Ok(problem.into()),
        };
        let reverted = engine.revert_correction(id, &reason, &Writing::by(&caller.name));
        written(context, engine, reverted, |()| {
            let correction = Scope::of(context).view().correction(id);
            RevertCorrectionPayload {
                correction: correction.map(FactCorrection),
                user_errors: Vec::new(),
            }
        })
    }
}

/// The answer to a write: what was written, beside the state that it led to, or what was wrong with the input.
fn written<T, Payload: From<Problem>>(
    context: &Context<'_>,
    engine: &Engine,
    outcome: Result<T, WriteError>,
    payload: impl FnOnce(T) -> Payload,
) -> Result<Payload> {
    match outcome {
        Ok(written) => {
            Scopes::advance(context, &engine.view());
            Ok(payload(written))
        }
        Err(error) => Ok(problem_of(&error)?.into()),
    }
}

/// Whether one of the caller's units has a part in the indicator's task; an unknown indicator is told as such later.
fn observes(engine: &Engine, caller: &Caller, id: model::IndicatorId) -> Result<bool> {
    let Some((task, _)) = engine.view().indicator(id)? else {
        return Ok(true);
    };
    Ok(task.is_some_and(|task| caller.units.iter().any(|unit| task.has_part(*unit))))
}

fn read_input(input: IngestPlanInput) -> Result<(Submission, IngestOptions, bool), Problem> {
    let seen = input.seen()?;
    if !is_name(&input.name) {
        let message = format!("a name has 1 to {LONGEST_NAME} characters on one line");
        return Err(Problem::new("BAD_USER_INPUT", message, "name"));
    }
    if let Some(job) = &input.job_id
        && !(1..=LONGEST_NAME).contains(&job.chars().count())
    {
        let message = format!("a job's name has 1 to {LONGEST_NAME} characters");
        return Err(Problem::new("BAD_USER_INPUT", message, "jobId"));
    }
    let bytes = match (input.text, input.content_base64) {
        (Some(text), None) => text.into_bytes(),
        (None, Some(content)) => STANDARD.decode(content.trim()).map_err(|error| {
            let message = format!("the content is not in base64: {error}");
            Problem::new("BAD_USER_INPUT", message, "contentBase64")
        })?,
        _ => {
            let message = "give one of `text` and `contentBase64`";
            return Err(Problem::new("BAD_USER_INPUT", message, "text"));
        }
    };
    let manifest = match input.manifest {
        Some(manifest) => manifest.read()?,
        None => PlanManifest::default(),
    };
    let submission = Submission {
        name: input.name,
        bytes,
        manifest,
    };
    let options = IngestOptions {
        replace: input.replace.unwrap_or(false),
        seen,
    };
    Ok((submission, options, !input.dry_run.unwrap_or(false)))
}

/// What was wrong with a document that came in the field `content`; an error when the fault is the server's.
fn refused(error: IngestError, content: &str) -> Result<Problem> {
    let message = error.to_string();
    Ok(match error {
        IngestError::Refused(refusal) => {
            Problem::new(refusal.problem.code().word(), message, content)
        }
        IngestError::Impossible { field, .. } => {
            let key = match field {
                HeadField::Title => "manifest.title",
                HeadField::DocumentNumber => "manifest.documentNumber",
                HeadField::Issuer => "manifest.issuer",
                HeadField::IssuedOn => "manifest.issuedOn",
                HeadField::Period => "manifest.periodEnd",
                HeadField::Region => "manifest.region",
            };
            Problem::new("BAD_USER_INPUT", message, key)
        }
        IngestError::PlanExists { .. } => {
            Problem::new("PLAN_EXISTS", message + ": set `replace`", "replace")
        }
        IngestError::Conflict(_) => Problem::new("CONFLICT", message, "seenDataVersion"),
        IngestError::NotFolded { .. } | IngestError::NotKept { .. } => {
            return Err(Fault::internal(chain(&error)));
        }
    })
}

/// What was wrong with an input; an error when the fault is the server's.
fn problem_of(error: &WriteError) -> Result<Problem> {
    let message = error.to_string();
    let (code, field) = match error {
        WriteError::UnknownPlan(_) => ("UNKNOWN_PLAN", "plan"),
        WriteError::UnknownTask(_) => ("UNKNOWN_TASK", "task"),
        WriteError::UnknownIndicator(_) => ("UNKNOWN_INDICATOR", "indicator"),
        WriteError::UnknownUnit(_) => ("UNKNOWN_UNIT", "unit"),
        WriteError::UnknownAssignment(_) => ("UNKNOWN_ASSIGNMENT", "target"),
        WriteError::UnknownTarget(_) => ("UNKNOWN_TARGET", "target"),
        WriteError::UnknownCorrection(_) => ("UNKNOWN_CORRECTION", "correction"),
        WriteError::RevertedAlready(_) => ("NO_CHANGE", "correction"),
        WriteError::ChangesNothing => ("NO_CHANGE", ""),
        WriteError::Contradicts { .. } => ("CONFLICT", "target"),
        WriteError::NameTaken { .. } => ("NAME_TAKEN", "value"),
        WriteError::NoPart { .. } => ("UNIT_HAS_NO_PART", "unit"),
        WriteError::Year(_) => ("BAD_USER_INPUT", "year"),
        WriteError::Correction { field, .. } | WriteError::Length { field, .. } => {
            ("BAD_USER_INPUT", *field)
        }
        WriteError::Address(_) => ("BAD_USER_INPUT", "attachmentUrl"),
        WriteError::Value => ("BAD_USER_INPUT", "value"),
        WriteError::Conflict(_) => ("CONFLICT", "seenDataVersion"),
        WriteError::UnknownKey(_) | WriteError::Engine(_) => {
            return Err(Fault::internal(chain(error)));
        }
    };
    Ok(Problem::new(code, message, field))
}
