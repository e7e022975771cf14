//! What became of the tasks of one plan in another: kept, dropped, new, with another lead, other partners or targets.
//!
//! Tasks are aligned by their text, their bodies and the subjects of their targets (`align`). Bodies are the same when
//! one became the other in a reorganisation, and between jurisdictions when they have the same duties: 省财政厅 is in
//! Liaoning what 财政部 is in the state (`bodies`). The rest is pure comparison of two lists of tasks.

mod align;
mod bodies;
mod targets;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{QueryError, View};
use crate::model::words::words;
use crate::model::{Plan, PlanId, Role, Task, TextSpan, UnitId, UnitKind};
use crate::text::fold::fold;
use align::Features;
use bodies::{Bodies, Body};

/// What became of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskChangeKind {
    /// It stands in both plans, and nothing below has changed.
    Kept,
    /// It stands only in the base.
    Dropped,
    /// It stands only in the target.
    New,
    /// Other bodies lead it.
    LeadChanged,
    /// A body has a part in it that had none.
    PartnerAdded,
    /// A body has no part in it any more.
    PartnerRemoved,
    /// A target asks for more: a higher figure, a greater fall, a lower bound.
    TargetRaised,
    /// A target asks for less.
    TargetLowered,
    /// Its text is another.
    TextChanged,
}

words! {
    TaskChangeKind {
        Kept = "KEPT",
        Dropped = "DROPPED",
        New = "NEW",
        LeadChanged = "LEAD_CHANGED",
        PartnerAdded = "PARTNER_ADDED",
        PartnerRemoved = "PARTNER_REMOVED",
        TargetRaised = "TARGET_RAISED",
        TargetLowered = "TARGET_LOWERED",
        TextChanged = "TEXT_CHANGED",
    }
}

/// A task of one plan or both, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedTask {
    /// The task of the base; `None` for a new one.
    pub base: Option<Arc<Task>>,
    /// The task of the target; `None` for a dropped one.
    pub target: Option<Arc<Task>>,
    /// What has changed, each with what proves it.
    pub changes: Vec<TaskChange>,
    /// How alike the two are in text, bodies and targets, 0 to 1; `None` for a task of one plan only.
    pub similarity: Option<f64>,
}

/// One thing that has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskChange {
    /// What.
    pub kind: TaskChangeKind,
    /// What the base says.
    pub base: Option<TextSpan>,
    /// What the target says.
    pub target: Option<TextSpan>,
}

/// How the work of a unit has shifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitShift {
    /// The unit as the target has it, or as the base has it when it is not in the target.
    pub unit: UnitId,
    /// Tasks of the base that it leads.
    pub base_leads: u32,
    /// Tasks of the target that it leads.
    pub target_leads: u32,
    /// Tasks of the base in which it has a part.
    pub base_tasks: u32,
    /// Tasks of the target in which it has a part.
    pub target_tasks: u32,
}

/// Two plans side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The earlier plan, or the higher one.
    pub base: Arc<Plan>,
    /// The plan that is held against it.
    pub target: Arc<Plan>,
    /// Every task of both once, in the order of the target; dropped ones stand behind what preceded them in the base.
    pub tasks: Vec<ComparedTask>,
    /// The units of both, the greatest shifts first.
    pub unit_shifts: Vec<UnitShift>,
}

impl View {
    /// Holds a plan against another; `Err` names the plan that is not there.
    pub fn compare(&self, base: PlanId, target: PlanId) -> Result<Comparison, QueryError> {
        let plan = |id| self.plan(id)?.ok_or(QueryError::UnknownPlan(id));
        let (base, target) = (plan(base)?, plan(target)?);
        let tasks = |id| {
            let entry = self.snapshot().plan(id);
            entry.map_or(Ok(Vec::new()), |entry| self.tasks_of_plan(entry))
        };
        let (old, new) = (tasks(base.id)?, tasks(target.id)?);
        self.check_time()?;
        let bodies = Bodies::new(self, &base, &target);
        let (old, new) = (sides(&old, &bodies), sides(&new, &bodies));
        let pairs = align::pairs(
            &old.iter().map(|side| &side.features).collect::<Vec<_>>(),
            &new.iter().map(|side| &side.features).collect::<Vec<_>>(),
        );
        self.check_time()?;
        Ok(Comparison {
            tasks: in_order(&old, &new, &pairs),
            unit_shifts: shifts(&old, &new, &bodies),
            base,
            target,
        })
    }
}

/// A task as it is compared.
struct Side {
    task: Arc<Task>,
    features: Features,
    /// Bodies that have a part by statement, rule or correction, those that lead, and where each is first named.
    bodies: BTreeMap<Body, (UnitId, TextSpan)>,
    leads: BTreeSet<Body>,
}

fn sides(tasks: &[Arc<Task>], bodies: &Bodies<'_>) -> Vec<Side> {
    let side = |task: &Arc<Task>| {
        let mut named = BTreeMap::new();
        let mut leads = BTreeSet::new();
        for assignment in task.parts() {
            let body = bodies.body(assignment.unit);
            if assignment.role == Role::Lead {
                leads.insert(body.clone());
            }
            named
                .entry(body)
                .or_insert_with(|| (assignment.unit, assignment.span.clone()));
        }
        let subjects = task
            .indicators
            .iter()
            .map(|indicator| fold(&indicator.subject));
        let features = Features::new(&fold(&task.text), named.keys().cloned(), subjects);
        Side {
            task: Arc::clone(task),
            features,
            bodies: named,
            leads,
        }
    };
    tasks.iter().map(side).collect()
}

/// Every task once, in the order of the target, dropped ones behind what precedes them in the base.
fn in_order(old: &[Side], new: &[Side], pairs: &[align::Pair]) -> Vec<ComparedTask> {
    let by_new: BTreeMap<usize, &align::Pair> = pairs.iter().map(|pair| (pair.new, pair)).collect();
    let kept: BTreeSet<usize> = pairs.iter().map(|pair| pair.old).collect();
    let dropped = |side: &Side| ComparedTask {
        base: Some(Arc::clone(&side.task)),
        target: None,
        changes: vec![TaskChange {
            kind: TaskChangeKind::Dropped,
            base: Some(side.task.span.clone()),
            target: None,
        }],
        similarity: None,
    };
    let dropped_from = |first: usize| {
        let rest = old.iter().enumerate().skip(first);
        rest.take_while(|(index, _)| !kept.contains(index))
            .map(|(_, side)| dropped(side))
    };
    let mut tasks: Vec<_> = dropped_from(0).collect();
    for (index, side) in new.iter().enumerate() {
        let pair = by_new
            .get(&index)
            .and_then(|pair| Some((*pair, old.get(pair.old)?)));
        match pair {
            Some((pair, before)) => {
                tasks.push(compared(before, side, pair.similarity));
                tasks.extend(dropped_from(pair.old + 1));
            }
            None => tasks.push(ComparedTask {
                base: None,
                target: Some(Arc::clone(&side.task)),
                changes: vec![TaskChange {
                    kind: TaskChangeKind::New,
                    base: None,
                    target: Some(side.task.span.clone()),
                }],
                similarity: None,
            }),
        }
    }
    tasks
}

/// What has changed between two forms of a task.
fn compared(old: &Side, new: &Side, similarity: f64) -> ComparedTask {
    let mut changes = Vec::new();
    let mut note = |kind, base: Option<&TextSpan>, target: Option<&TextSpan>| {
        changes.push(TaskChange {
            kind,
            base: base.cloned(),
            target: target.cloned(),
        });
    };
    let statement = |side: &Side| {
        let first = side.task.parts().next();
        first.map(|part| part.statement_span.clone())
    };
    let (before, after) = (statement(old), statement(new));
    if old.leads != new.leads {
        let span_of = |side: &Side| {
            let lead = side.leads.iter().find_map(|body| side.bodies.get(body));
            lead.map(|(_, span)| span.clone())
        };
        let (lead, other) = (
            span_of(old).or(before.clone()),
            span_of(new).or(after.clone()),
        );
        note(TaskChangeKind::LeadChanged, lead.as_ref(), other.as_ref());
    }
    for (body, (_, span)) in &new.bodies {
        if !old.bodies.contains_key(body) && !new.leads.contains(body) {
            note(TaskChangeKind::PartnerAdded, before.as_ref(), Some(span));
        }
    }
    for (body, (_, span)) in &old.bodies {
        if !new.bodies.contains_key(body) && !old.leads.contains(body) {
            note(TaskChangeKind::PartnerRemoved, Some(span), after.as_ref());
        }
    }
    for (is_raised, before, after) in targets::moved(&old.task.indicators, &new.task.indicators) {
        let kind = if is_raised {
            TaskChangeKind::TargetRaised
        } else {
            TaskChangeKind::TargetLowered
        };
        note(kind, Some(&before.span), Some(&after.span));
    }
    if fold(&old.task.text) != fold(&new.task.text) {
        note(
            TaskChangeKind::TextChanged,
            Some(&old.task.span),
            Some(&new.task.span),
        );
    }
    if changes.is_empty() {
        changes.push(TaskChange {
            kind: TaskChangeKind::Kept,
            base: Some(old.task.span.clone()),
            target: Some(new.task.span.clone()),
        });
    }
    ComparedTask {
        base: Some(Arc::clone(&old.task)),
        target: Some(Arc::clone(&new.task)),
        changes,
        similarity: Some(similarity),
    }
}

/// What each unit has to do in both, unnamed bodies left out.
fn shifts(old: &[Side], new: &[Side], bodies: &Bodies<'_>) -> Vec<UnitShift> {
    let mut shifts: BTreeMap<Body, UnitShift> = BTreeMap::new();
    let mut count = |sides: &[Side], is_target: bool| {
        for side in sides {
            for (body, &(unit, _)) in &side.bodies {
                let shift = shifts.entry(body.clone()).or_insert(UnitShift {
                    unit,
                    base_leads: 0,
                    target_leads: 0,
                    base_tasks: 0,
                    target_tasks: 0,
                });
                let leads = u32::from(side.leads.contains(body));
                if is_target {
                    if shift.target_tasks == 0 {
                        shift.unit = unit;
                    }
                    shift.target_tasks += 1;
                    shift.target_leads += leads;
                } else {
                    shift.base_tasks += 1;
                    shift.base_leads += leads;
                }
            }
        }
    };
    count(old, false);
    count(new, true);
    let is_named = |shift: &UnitShift| {
        let unit = bodies.unit(shift.unit);
        unit.is_some_and(|unit| !matches!(unit.kind, UnitKind::Placeholder))
    };
    let mut shifts: Vec<_> = shifts.into_values().filter(is_named).collect();
    shifts.sort_by_key(|shift| {
        let by = shift.base_tasks.abs_diff(shift.target_tasks);
        let leads = shift.base_leads.abs_diff(shift.target_leads);
        let name = bodies.unit(shift.unit).map(|unit| unit.name.clone());
        (
            std::cmp::Reverse((by, leads, shift.base_tasks + shift.target_tasks)),
            name,
            shift.unit,
        )
    });
    shifts
}
