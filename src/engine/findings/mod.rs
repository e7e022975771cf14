//! What is odd about a plan: named rules, each with its quotes and a query that shows the same.
//!
//! Nothing is scored. A rule either holds at a place or it does not; where chance has to be ruled out, the test and its
//! cut-off stand in the text of the finding.

mod indicators;
mod shares;
mod structure;
mod tasks;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{QueryError, View};
use crate::model::{FindingId, Plan, PlanId, Task, TextSpan, Told, UnitId};

/// Spans of one finding.
const EVIDENCE: usize = 100;

/// Something odd.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Its id, the same as long as the same is found.
    pub id: FindingId,
    /// The rule that found it: `TASK_WITHOUT_LEAD`.
    pub rule: &'static str,
    /// What the rule looks for, in a few words.
    pub title: &'static str,
    /// What it found here.
    pub detail: Told,
    /// The tasks concerned, by ordinal.
    pub tasks: Vec<u32>,
    /// The units concerned.
    pub units: Vec<UnitId>,
    /// The stretches of text that show it.
    pub evidence: Vec<TextSpan>,
    /// A GraphQL query that shows the same.
    pub query: String,
}

/// A rule: its name, and what it looks for.
#[derive(Debug, Clone, Copy)]
struct Rule {
    name: &'static str,
    title: &'static str,
}

/// A plan while its rules are asked.
struct Case<'a> {
    view: &'a View,
    plan: Arc<Plan>,
    /// All of its tasks, and the ordinal of the first.
    tasks: Vec<Arc<Task>>,
    first: u32,
    found: Vec<Finding>,
}

impl View {
    /// What is odd about a plan, rule by rule; `None` when there is no such plan.
    pub fn findings(&self, plan: PlanId) -> Result<Option<Vec<Finding>>, QueryError> {
        let Some(entry) = self.snapshot().plan(plan) else {
            return Ok(None);
        };
        let Some(plan) = self.plan(plan)? else {
            return Ok(None);
        };
        let mut case = Case {
            view: self,
            plan,
            tasks: self.tasks_of_plan(entry)?,
            first: entry.first,
            found: Vec::new(),
        };
        case.tasks_without_lead();
        case.blocks_without_statement();
        case.targets_without_owner();
        case.indicators_stated_again();
        case.shares_out_of_proportion()?;
        case.weak_places()?;
        case.chapters_joined_by_one_unit()?;
        case.diagnosed();
        Ok(Some(case.found))
    }

    /// The finding of an id; `None` when it is not found any more.
    pub fn finding(&self, id: FindingId) -> Result<Option<Finding>, QueryError> {
        let found = self.findings(id.plan)?.unwrap_or_default();
        Ok(found.into_iter().find(|finding| finding.id == id))
    }
}

impl Case<'_> {
    /// Notes a finding; `key` tells it from others of the same rule.
    fn note(&mut self, rule: Rule, key: &str, finding: Found) {
        let mut hasher = Sha256::new();
        for part in [rule.name, key] {
            hasher.update(part.len().to_be_bytes());
            hasher.update(part);
        }
        let bytes = hasher.finalize();
        let digest = bytes.iter().take(8);
        let digest = digest.fold(0, |digest, byte| (digest << 8) | u64::from(*byte));
        let mut evidence = finding.evidence;
        evidence.truncate(EVIDENCE);
        self.found.push(Finding {
            id: FindingId {
                plan: self.plan.id,
                digest,
            },
            rule: rule.name,
            title: rule.title,
            detail: finding.detail,
            tasks: finding.tasks,
            units: finding.units,
            evidence,
            query: finding.query,
        });
    }

    /// The ordinal of a task.
    fn ordinal(&self, task: &Task) -> u32 {
        self.first + task.number - 1
    }

    /// The tasks of these ordinals.
    fn tasks_at(&self, ordinals: &[u32]) -> Vec<Arc<Task>> {
        let place = |ordinal: &u32| self.tasks.get((ordinal - self.first) as usize);
        ordinals.iter().filter_map(place).map(Arc::clone).collect()
    }
}

/// What a rule found.
#[derive(Debug, Default)]
struct Found {
    detail: Told,
    tasks: Vec<u32>,
    units: Vec<UnitId>,
    evidence: Vec<TextSpan>,
    query: String,
}
