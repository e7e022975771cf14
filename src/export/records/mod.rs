//! Tasks with everything that hangs on them.
//!
//! [`Records`] knows which tasks there are and what is counted of them. The tasks themselves are read from the store while
//! they are written, some at a time, so that an export of any length takes the memory of a short one.

mod indicators;
mod ledger;
mod responsibility;
mod tasks;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use self::ledger::{Ledgers, Own};
use super::choice::{Part, ordinals};
use super::labels::labels;
use super::rows::{Row, Rows};
use super::{ExportError, Format, Request, What, Wording};
use crate::engine::{Matrix, View};
use crate::model::{Chapter, CityId, Indicator, NodeId, Plan, PlanId, Role, Task, Unit, UnitId};

/// Tasks that are read at a time.
const PORTION: usize = 1_000;

type Plans = BTreeMap<PlanId, Arc<Plan>>;

/// Tasks ready to be written, with the plans and units that they name.
pub(super) struct Records {
    /// The state that the tasks are read from.
    view: View,
    /// The tasks, in the order of the file.
    ordinals: Vec<u32>,
    pub(super) plans: Plans,
    units: HashMap<UnitId, Arc<Unit>>,
    /// The units, and the columns of the matrix, by names that no other has.
    labels: HashMap<NodeId, String>,
    /// The plans whose indicators outside tasks belong to the answer, as they do when whole plans are asked for.
    whole: Vec<PlanId>,
    indicator_count: usize,
    matrix: Option<Matrix>,
    part: Part,
    ledgers: Ledgers,
}

impl Records {
    pub(super) fn read(view: &View, request: &Request) -> Result<Self, ExportError> {
        let filter = &request.filter.tasks;
        let ordinals = ordinals(view, request)?;
        let part = Part::of(view, filter.units.as_ref())?;
        let is_book = request.format == Format::Xlsx;
        let has_ledger = request.what == What::Ledger || is_book && request.what == What::All;
        let (mut ids, mut in_tasks) = (HashSet::new(), 0);
        let mut parts = HashMap::new();
        view.task_links(&ordinals.iter().copied().collect(), |ordinal, links| {
            ids.extend(links.parts.iter().map(|(unit, ..)| *unit));
            in_tasks += links.indicator_count;
            if !has_ledger {
                return;
            }
            // A unit may have one role on two grounds.
            let mut seen = Vec::new();
            for (unit, role, basis) in links.parts {
                if part.holds(unit, role, basis) && !seen.contains(&(unit, role)) {
                    seen.push((unit, role));
                    let own = parts.entry(unit).or_insert_with(|| Own::of(unit));
                    own.push(ordinal);
                }
            }
        })?;
        let named = |id| Some((id, view.unit(id)?));
        let units: HashMap<_, _> = ids.into_iter().filter_map(named).collect();
        let (plans, whole) = plans(view, request, &ordinals)?;
        let outside = whole.iter().filter_map(|id| plans.get(id));
        let outside: usize = outside.map(|plan| plan.indicators.len()).sum();
        let needs_matrix = request.what == What::Responsibility || has_ledger && is_book;
        let matrix = needs_matrix
            .then(|| view.matrix(filter, request.by))
            .transpose()?;
        let columns = matrix.iter().flat_map(|matrix| &matrix.columns);
        let named = units.keys().copied().map(NodeId::Unit);
        let labels = labels(view, named.chain(columns.copied()))?;
        let ledgers = Ledgers::of(parts, &ordinals, &labels);
        Ok(Self {
            view: view.without_time_limit(),
            ordinals,
            plans,
            units,
            labels,
            whole,
            indicator_count: in_tasks + outside,
            matrix,
            part,
            ledgers,
        })
    }

    pub(super) fn task_count(&self) -> usize {
        self.ordinals.len()
    }

    pub(super) fn indicator_count(&self) -> usize {
        self.indicator_count
    }

    pub(super) fn unit_count(&self) -> usize {
        self.units.len()
    }

    /// The tasks, in the order of the file.
    pub(super) fn tasks(&self) -> impl Iterator<Item = Result<Arc<Task>, ExportError>> {
        self.read_tasks(&self.ordinals)
    }

    /// The tasks of `ordinals`, read in portions; an error stands in place of a portion that cannot be read.
    fn read_tasks<'a>(
        &'a self,
        ordinals: &'a [u32],
    ) -> impl Iterator<Item = Result<Arc<Task>, ExportError>> + use<'a> {
        ordinals.chunks(PORTION).flat_map(|portion| {
            let (tasks, error) = match self.view.tasks(portion) {
                Ok(tasks) => (tasks, None),
                Err(error) => (Vec::new(), Some(Err(error.into()))),
            };
            tasks.into_iter().map(Ok).chain(error)
        })
    }

    /// The indicators of the plans outside their tasks.
    fn outside(&self) -> impl Iterator<Item = &Indicator> {
        let plans = self.whole.iter().filter_map(|id| self.plans.get(id));
        plans.flat_map(|plan| &plan.indicators)
    }

    /// A unit's name, which others may bear.
    pub(super) fn name(&self, id: UnitId) -> &str {
        self.units.get(&id).map_or("", |unit| unit.name.as_str())
    }

    /// A unit's name as no other has it here.
    pub(super) fn unit(&self, id: UnitId) -> &str {
        self.label(NodeId::Unit(id))
    }

    fn label(&self, node: NodeId) -> &str {
        self.labels.get(&node).map_or("", String::as_str)
    }

    /// The units, by name.
    pub(super) fn units(&self) -> Vec<&Arc<Unit>> {
        let mut units: Vec<_> = self.units.values().collect();
        units.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        units
    }

    pub(super) fn city(&self, id: CityId) -> &str {
        let city = self.view.gazetteer().city(id);
        city.map_or("", |city| city.name.as_str())
    }

    pub(super) fn chapter(&self, task: &Task) -> Option<&Chapter> {
        let mut chapters = self.plans.get(&task.id.plan)?.chapters.iter();
        chapters.find(|chapter| chapter.id == task.chapter)
    }

    pub(super) fn section(&self, task: &Task) -> &str {
        let sections = self.chapter(task).map(|chapter| &chapter.sections);
        let mut sections = sections.into_iter().flatten();
        let own = sections.find(|section| Some(section.id) == task.section);
        own.map_or("", |section| section.title.as_str())
    }

    fn plan_title(&self, id: PlanId) -> &str {
        self.plans.get(&id).map_or("", |plan| plan.title.as_str())
    }

    /// The table of one kind of records, in the words asked for.
    pub(super) fn worded(&self, what: What, wording: Wording) -> Rows<'_> {
        wording.of(what, self.rows(what))
    }

    /// The table of one kind of records, in the words of the API.
    pub(super) fn rows(&self, what: What) -> Rows<'_> {
        match what {
            What::Ledger | What::All => self.ledger(),
            What::Indicators => self.indicator_rows(),
            What::Responsibility => self.responsibility().into(),
            What::Tasks | What::Network | What::Nodes | What::Corrections | What::Evaluation => {
                self.task_rows()
            }
        }
    }

    /// The most rows that one of the tables of a workbook has.
    pub(super) fn most_rows(&self, what: What) -> usize {
        match what {
            What::Tasks => self.task_count(),
            What::Indicators => self.indicator_count,
            What::Responsibility
            | What::Network
            | What::Nodes
            | What::Corrections
            | What::Evaluation => 0,
            What::Ledger | What::All => self.indicator_count.max(self.ledgers.row_count()),
        }
    }

    /// The units of a role in a task, as far as their parts count.
    fn names_in(&self, task: &Task, role: Role) -> String {
        let own = task.assignments.iter();
        let own = own.filter(|it| it.role == role && self.part.names(it.basis));
        distinct(own.map(|it| self.unit(it.unit)))
    }
}

/// The plans of the tasks, and those of them that were asked for whole, in the order of the documents.
fn plans(
    view: &View,
    request: &Request,
    ordinals: &[u32],
) -> Result<(Plans, Vec<PlanId>), ExportError> {
    let filter = &request.filter.tasks;
    let is_whole = request.search.is_none() && filter.is_of_plans();
    let ids: Vec<PlanId> = if is_whole {
        // A plan without tasks may have indicators.
        let all = view.snapshot().plans().map(|entry| entry.id);
        let is_asked = |id: &PlanId| filter.plans.as_ref().is_none_or(|it| it.contains(id));
        all.filter(is_asked).collect()
    } else {
        let plan = |ordinal: &u32| view.snapshot().plan_of_ordinal(*ordinal);
        let ids = ordinals.iter().filter_map(plan);
        let mut ids: Vec<_> = ids.map(|(entry, _)| entry.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    view.prefetch_plans(&ids)?;
    let mut plans = BTreeMap::new();
    for id in &ids {
        if let Some(plan) = view.plan(*id)? {
            plans.insert(*id, plan);
        }
    }
    Ok((plans, if is_whole { ids } else { Vec::new() }))
}

/// The rows that a task gives, or the error in their place.
fn rows_of(
    task: Result<Arc<Task>, ExportError>,
    rows: impl FnOnce(&Task) -> Vec<Row>,
) -> Vec<Result<Row, ExportError>> {
    match task {
        Ok(task) => rows(&task).into_iter().map(Ok).collect(),
        Err(error) => vec![Err(error)],
    }
}

/// Texts once each, in their order, apart by 、 as notices do it.
fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen.join("、")
}
