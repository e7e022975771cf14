//! What people write besides documents: deletions, reports, observations, keys. All of it goes into the journal first.
//! What they correct is in `corrections`.

use super::{Engine, EngineError, QueryError};
use crate::journal::{Entry, Headline};
use crate::model::{
    ApiKey, AssignmentId, CorrectionId, IndicatorId, KeyId, NodeId, Observation, ObservationId,
    ObservedValue, PlanId, Progress, ProgressReport, ReportId, Reported, TaskId, UnitId, YEARS,
};
use crate::store::{Change, Sequence};

/// The longest text, in scalar values, that a report or a note may have.
const LONGEST_TEXT: usize = 10_000;

/// Who writes, and who wants to hear how far it is.
pub struct Writing<'a> {
    /// The name of the key; `None` for the command line.
    pub(super) author: Option<&'a str>,
    step: &'a dyn Fn(Step),
}

/// A step of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The document is read and understood.
    Reading,
    /// The journal takes it: from here on it is accepted.
    Accepting,
    /// The store takes it.
    Storing,
    /// The search index takes it.
    Indexing,
}

impl<'a> Writing<'a> {
    /// A write of the command line.
    #[must_use]
    pub fn quiet() -> Self {
        Self {
            author: None,
            step: &|_| {},
        }
    }

    /// A write in somebody's name.
    #[must_use]
    pub fn by(author: &'a str) -> Self {
        Self {
            author: Some(author),
            ..Self::quiet()
        }
    }

    /// The same, and `step` hears of every step as it begins.
    #[must_use]
    pub fn telling(self, step: &'a dyn Fn(Step)) -> Self {
        Self { step, ..self }
    }

    pub(super) fn step(&self, step: Step) {
        (self.step)(step);
    }
}

/// A plan has changed since the writer looked.
#[derive(Debug, thiserror::Error)]
#[error("{plan} has changed at data version {changed}, after {seen}: look again")]
pub struct Conflict {
    /// The plan.
    pub plan: PlanId,
    /// The state that the writer has seen.
    pub seen: Sequence,
    /// The state in which the plan changed last.
    pub changed: Sequence,
}

/// Why something was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is no such plan.
    #[error("no plan has the id {0}")]
    UnknownPlan(PlanId),
    /// There is no such task.
    #[error("no task has the id {0}")]
    UnknownTask(TaskId),
    /// There is no such indicator.
    #[error("no indicator has the id {0}")]
    UnknownIndicator(IndicatorId),
    /// There is no such unit.
    #[error("no unit has the id {0}")]
    UnknownUnit(UnitId),
    /// The unit has no part in the task.
    #[error("{unit} has no part in {task}: report for a unit that its statement or a rule names")]
    NoPart {
        /// The unit.
        unit: UnitId,
        /// The task.
        task: TaskId,
    },
    /// A year that nobody can report on.
    #[error(
        "{0} is no year that can be reported on: name one from {first} to {last}",
        first = YEARS.start(),
        last = YEARS.end()
    )]
    Year(i64),
    /// A text that is empty or too long.
    #[error("`{field}` has {length} characters: give 1 to {most}")]
    Length {
        /// The field.
        field: &'static str,
        /// Its length.
        length: usize,
        /// The most that it can have.
        most: usize,
    },
    /// An address that nobody should be led to.
    #[error("the attachment “{0}” is no http or https address of a host")]
    Address(String),
    /// A number that is none.
    #[error("the value is no finite number")]
    Value,
    /// The plan has changed since the writer looked.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// There is no such assignment.
    #[error("no assignment has the id {0}")]
    UnknownAssignment(AssignmentId),
    /// What a correction is about is not there.
    #[error("nothing has the id {0}")]
    UnknownTarget(NodeId),
    /// There is no such correction.
    #[error("no correction has the id {0}")]
    UnknownCorrection(CorrectionId),
    /// A correction was taken back before.
    #[error("{0} was taken back already")]
    RevertedAlready(CorrectionId),
    /// An earlier correction says otherwise.
    #[error("{earlier} by “{author}” says otherwise: take it back first")]
    Contradicts {
        /// The earlier correction.
        earlier: CorrectionId,
        /// Who signed it.
        author: String,
    },
    /// Another unit of the jurisdiction bears the name.
    #[error("“{name}” is the name of {unit}: if the two are one, merge them")]
    NameTaken {
        /// The name.
        name: String,
        /// The other unit.
        unit: UnitId,
    },
    /// All is as a correction says already.
    #[error("all is so already")]
    ChangesNothing,
    /// A part of a correction is missing, or has no meaning for its kind.
    #[error("{message}")]
    Correction {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        message: String,
    },
    /// There is no such key, or it was revoked.
    #[error("no valid key has the id {0}")]
    UnknownKey(KeyId),
    /// It could not be kept.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<QueryError> for WriteError {
    fn from(error: QueryError) -> Self {
        Self::Engine(error.into())
    }
}

impl Engine {
    /// Deletes a plan. What was reported of it is kept, and has no task any more.
    pub fn delete(&self, plan: PlanId) -> Result<(), EngineError> {
        match self.delete_as(plan, None, &Writing::quiet()) {
            Ok(()) => Ok(()),
            Err(WriteError::Engine(error)) => Err(error),
            Err(_) => Err(EngineError::UnknownPlan(plan)),
        }
    }

    /// The same in somebody's name, unless the plan has changed since the state `seen`.
    pub fn delete_as(
        &self,
        plan: PlanId,
        seen: Option<Sequence>,
        writing: &Writing<'_>,
    ) -> Result<(), WriteError> {
        let mut journal = self.journal();
        if self.view().snapshot().plan(plan).is_none() {
            return Err(WriteError::UnknownPlan(plan));
        }
        self.check_unchanged(plan, seen)?;
        let entry = Entry::PlanDeleted { plan };
        let changes = vec![Change::Delete(plan)];
        self.write(&mut journal, &[entry], changes, writing)?;
        Ok(())
    }

    /// Keeps a unit's report on a task. Reports are added, never changed: the newest of a year stands.
    pub fn record_progress(
        &self,
        progress: Progress,
        writing: &Writing<'_>,
    ) -> Result<ProgressReport, WriteError> {
        check_year(progress.year)?;
        check_text("text", &progress.text, 1)?;
        if let Some(address) = &progress.attachment_url {
            check_address(address)?;
        }
        let mut journal = self.journal();
        let view = self.view();
        let task = view
            .task(progress.task)?
            .ok_or(WriteError::UnknownTask(progress.task))?;
        if view.unit(progress.unit).is_none() {
            return Err(WriteError::UnknownUnit(progress.unit));
        }
        if !task.has_part(progress.unit) {
            return Err(WriteError::NoPart {
                unit: progress.unit,
                task: progress.task,
            });
        }
        let entry = Entry::ProgressRecorded(progress.clone());
        let written = self.write(&mut journal, &[entry], Vec::new(), writing)?;
        reported(written, progress, |sequence| ReportId { sequence })
    }

    /// Keeps an observed value of an indicator. Observations are added, never changed.
    pub fn record_observation(
        &self,
        observed: ObservedValue,
        writing: &Writing<'_>,
    ) -> Result<Observation, WriteError> {
        check_year(observed.year)?;
        if !observed.value.is_finite() {
            return Err(WriteError::Value);
        }
        for (field, text) in [("note", &observed.note), ("source", &observed.source)] {
            if let Some(text) = text {
                check_text(field, text, 0)?;
            }
        }
        let mut journal = self.journal();
        if self.view().indicator(observed.indicator)?.is_none() {
            return Err(WriteError::UnknownIndicator(observed.indicator));
        }
        let entry = Entry::ObservationRecorded(observed.clone());
        let written = self.write(&mut journal, &[entry], Vec::new(), writing)?;
        reported(written, observed, |sequence| ObservationId { sequence })
    }

    /// Keeps a key.
    pub fn create_key(&self, key: ApiKey) -> Result<(), EngineError> {
        let mut journal = self.journal();
        let entry = Entry::KeyCreated(key);
        self.write(&mut journal, &[entry], Vec::new(), &Writing::quiet())?;
        Ok(())
    }

    /// Makes a key invalid.
    pub fn revoke_key(&self, key: KeyId) -> Result<(), WriteError> {
        let mut journal = self.journal();
        if !self.keys().iter().any(|known| known.id == key) {
            return Err(WriteError::UnknownKey(key));
        }
        let entry = Entry::KeyRevoked { key };
        self.write(&mut journal, &[entry], Vec::new(), &Writing::quiet())?;
        Ok(())
    }
}

pub(super) fn reported<Id, T>(
    written: Vec<Headline>,
    what: T,
    id: impl FnOnce(u64) -> Id,
) -> Result<Reported<Id, T>, WriteError> {
    let Some(headline) = written.into_iter().next_back() else {
        let message = "the journal took no record".to_owned();
        return Err(EngineError::Query(message).into());
    };
    Ok(Reported {
        id: id(headline.sequence),
        at: headline.at,
        author: headline.author.unwrap_or_default(),
        what,
    })
}

fn check_year(year: u16) -> Result<(), WriteError> {
    if YEARS.contains(&year) {
        return Ok(());
    }
    Err(WriteError::Year(year.into()))
}

pub(super) fn check_text(field: &'static str, text: &str, least: usize) -> Result<(), WriteError> {
    let length = text.trim().chars().count();
    if (least..=LONGEST_TEXT).contains(&length) {
        return Ok(());
    }
    Err(WriteError::Length {
        field,
        length,
        most: LONGEST_TEXT,
    })
}

/// A page may make a link of it: no other scheme than the two of the web, and nothing that breaks a line.
fn check_address(address: &str) -> Result<(), WriteError> {
    check_text("attachmentUrl", address, 1)?;
    let schemes = ["https://", "http://"].iter();
    let mut behind = schemes.filter_map(|scheme| address.strip_prefix(scheme));
    let has_host = behind.next().is_some_and(|rest| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
    });
    if has_host && !address.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Ok(());
    }
    Err(WriteError::Address(address.to_owned()))
}
