//! How far a running ingest is, for whoever knows its job's name.
//!
//! Jobs live in memory and are no part of the data: the last ones are kept so that who asks late still hears the end.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Engine, IngestReport, Step};

/// How many jobs are kept.
const KEPT: usize = 100;

/// One step of a job.
#[derive(Debug, Clone, PartialEq)]
pub struct JobStep {
    /// What has begun; `None` when the job is over.
    pub step: Option<Step>,
    /// What was read, once the job is over and the document was read.
    pub report: Option<Arc<IngestReport>>,
}

/// What somebody has heard of a job.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobPlace {
    /// The run of the job, for a name may be given again.
    run: u64,
    /// Steps heard.
    heard: usize,
}

#[derive(Debug, Default)]
pub(super) struct Jobs(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    last_run: u64,
    jobs: VecDeque<Job>,
}

#[derive(Debug)]
struct Job {
    name: String,
    run: u64,
    steps: Vec<JobStep>,
}

impl Jobs {
    /// Every change of the state is one insertion, so a panic elsewhere leaves it whole.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// Begins a job; an earlier one of this name is forgotten.
    pub fn begin_job(&self, name: &str) {
        let mut state = self.shared.jobs.state();
        state.last_run += 1;
        let run = state.last_run;
        state.jobs.retain(|job| job.name != name);
        if state.jobs.len() >= KEPT {
            state.jobs.pop_front();
        }
        state.jobs.push_back(Job {
            name: name.to_owned(),
            run,
            steps: Vec::new(),
        });
    }

    /// Notes a step of a job that was begun.
    pub fn note_step(&self, name: &str, step: JobStep) {
        {
            let mut state = self.shared.jobs.state();
            let job = state.jobs.iter_mut().find(|job| job.name == name);
            let Some(job) = job else { return };
            job.steps.push(step);
        }
        self.shared.tell();
    }

    /// The next step of a job behind `place`, which moves on; `None` when there is none yet.
    #[must_use]
    pub fn next_step(&self, name: &str, place: &mut JobPlace) -> Option<JobStep> {
        let state = self.shared.jobs.state();
        let job = state.jobs.iter().find(|job| job.name == name)?;
        if job.run != place.run {
            *place = JobPlace {
                run: job.run,
                heard: 0,
            };
        }
        let step = job.steps.get(place.heard)?.clone();
        place.heard += 1;
        Some(step)
    }
}
