//! What corrections make of the facts of one plan: one after the other, in the order in which they were signed.

mod units;

use std::collections::{BTreeSet, HashMap};

use super::book::{Book, units_of};
use super::evidence;
use crate::extract::digest;
use crate::gazetteer::Gazetteer;
use crate::model::{
    Amendment, Assignment, AssignmentId, Basis, CorrectionId, CorrectionNote, CorrectionOutcome,
    Diagnostic, DiagnosticCode, DiagnosticId, FactCorrection, Facts, HeadField, IndicatorId,
    PlanId, RecordedDiagnostic, Role, Task, TaskId, Told, Unit, UnitId,
};
use units::{add_alias, rename};

/// What became of a correction in a plan that it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine) enum Made {
    /// It changed something.
    Changed,
    /// All was as it says already.
    Same,
    /// What it is about is not there.
    Gone,
    /// An earlier correction says otherwise.
    Against(CorrectionId),
}

/// The corrections that concern a plan, and what became of each, in their order.
pub(in crate::engine) type MadeAll = Vec<(CorrectionId, Made)>;

/// Makes the corrections that concern a plan, and notes in the facts what became of each.
pub(in crate::engine) fn make(book: &Book, facts: &mut Facts, gazetteer: &Gazetteer) -> MadeAll {
    if book.is_empty() {
        return Vec::new();
    }
    let mut maker = Maker {
        book,
        facts,
        gazetteer,
        touched: HashMap::new(),
        disturbed: BTreeSet::new(),
    };
    let mut made = MadeAll::new();
    for (correction, against) in book.corrections() {
        let outcome = match against {
            Some(earlier) => maker
                .concerns(&correction.what.amendment)
                .then_some(Made::Against(earlier)),
            None => maker.make(correction),
        };
        made.extend(outcome.map(|outcome| (correction.id, outcome)));
    }
    maker.finish(&mut made);
    facts.corrections = made.iter().map(|(id, made)| note(*id, *made)).collect();
    for (correction, _) in book.corrections() {
        let outcome = made.iter().find(|(id, _)| *id == correction.id);
        if let Some((_, made @ (Made::Gone | Made::Against(_)))) = outcome {
            let diagnostic = conflict(correction, *made, facts.plan.id);
            facts.plan.diagnostics.push(diagnostic);
        }
    }
    made
}

fn note(correction: CorrectionId, made: Made) -> CorrectionNote {
    let outcome = match made {
        Made::Changed | Made::Same => CorrectionOutcome::Applied,
        Made::Gone => CorrectionOutcome::TargetGone,
        Made::Against(earlier) => CorrectionOutcome::Contradicted(earlier),
    };
    CorrectionNote {
        correction,
        outcome,
    }
}

/// The id of a part that a correction adds.
pub(super) fn added(task: TaskId, unit: UnitId, role: Role) -> AssignmentId {
    AssignmentId {
        plan: task.plan,
        owner: task.digest,
        digest: digest(&["added", &unit.to_string(), &format!("{role:?}")]),
    }
}

/// What tells the readers of the plan that a correction could not be made.
fn conflict(correction: &FactCorrection, made: Made, plan: PlanId) -> RecordedDiagnostic {
    let (why, why_in_chinese) = match made {
        Made::Against(earlier) => (
            format!("{earlier} says otherwise"),
            format!("{earlier} 另有说法"),
        ),
        _ => (
            "what it is about is not in the document any more".to_owned(),
            "所更正的内容已不在文件中".to_owned(),
        ),
    };
    let FactCorrection {
        id, what, author, ..
    } = correction;
    let (kind, subject) = (what.amendment.kind(), &what.subject);
    let message = Told::new(
        format!("{id} ({kind} of “{subject}” by “{author}”) could not be made: {why}"),
        format!("“{author}”对“{subject}”的更正 {id} 未能作出：{why_in_chinese}"),
    );
    RecordedDiagnostic {
        id: DiagnosticId {
            plan,
            digest: digest(&["correction", &correction.id.to_string()]),
        },
        diagnostic: Diagnostic::new(DiagnosticCode::CorrectionConflict, message, None),
    }
}

/// What a correction can settle once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Slot {
    /// That an assignment is none.
    Assignment(AssignmentId),
    Role(AssignmentId),
    Unit(AssignmentId),
    Indicator(IndicatorId),
    Head(HeadField),
}

struct Maker<'a> {
    book: &'a Book,
    facts: &'a mut Facts,
    gazetteer: &'a Gazetteer,
    /// What was settled, by which correction.
    touched: HashMap<Slot, CorrectionId>,
    /// Tasks whose units are others than were read, by index.
    disturbed: BTreeSet<usize>,
}

impl Maker<'_> {
    /// What becomes of a correction; `None` when it does not concern the plan.
    fn make(&mut self, correction: &FactCorrection) -> Option<Made> {
        let id = correction.id;
        let amendment = &correction.what.amendment;
        if amendment
            .plan()
            .is_some_and(|plan| plan != self.facts.plan.id)
        {
            return None;
        }
        match amendment {
            Amendment::MergeUnits { into, others } => {
                self.concerns_any(others).then(|| self.merge(others, into))
            }
            Amendment::SplitUnit {
                unit,
                into,
                assignments,
            } if assignments.is_empty() => self
                .concerns_any(&[unit.id])
                .then(|| self.divide(unit.id, into)),
            Amendment::SplitUnit {
                into, assignments, ..
            } => self.split_off(id, assignments, into),
            Amendment::RenameUnit { unit, name } => self.call(unit, name, rename),
            Amendment::AddAlias { unit, alias } => self.call(unit, alias, add_alias),
            Amendment::SetRole { assignment, role } => Some(self.set_role(id, *assignment, *role)),
            Amendment::AddAssignment {
                task,
                unit,
                role,
                name,
            } => Some(self.add(id, *task, unit, *role, name)),
            Amendment::RejectAssignment { assignment } => {
                Some(self.reject_assignment(id, *assignment))
            }
            Amendment::RejectIndicator { indicator } => Some(self.reject_indicator(id, *indicator)),
            Amendment::SetHead { field, value, .. } => Some(self.set_head(id, *field, value)),
        }
    }

    /// Whether a correction of units has to do with the plan.
    fn concerns(&self, amendment: &Amendment) -> bool {
        self.concerns_any(&units_of(amendment, self.gazetteer))
    }

    fn concerns_any(&self, units: &[UnitId]) -> bool {
        let mut named = self.facts.units.iter();
        named.any(|unit| units.contains(&unit.id))
    }

    /// What an earlier correction says of one of `slots`.
    fn settled(&self, slots: &[Slot]) -> Option<Made> {
        let earlier = slots.iter().find_map(|slot| self.touched.get(slot));
        earlier.map(|earlier| Made::Against(*earlier))
    }

    /// The task and the place in it of an assignment.
    fn place_of(&self, id: AssignmentId) -> Option<(usize, usize)> {
        let is_owner = |task: &Task| task.id.digest == id.owner;
        let task = self.facts.tasks.iter().position(is_owner)?;
        let assignments = &self.facts.tasks.get(task)?.assignments;
        let place = assignments.iter().position(|it| it.id == id)?;
        Some((task, place))
    }

    fn set_role(&mut self, id: CorrectionId, assignment: AssignmentId, role: Role) -> Made {
        let slots = [Slot::Assignment(assignment), Slot::Role(assignment)];
        if let Some(against) = self.settled(&slots) {
            return against;
        }
        let place = self.place_of(assignment);
        let found = place.and_then(|(task, place)| {
            let task = self.facts.tasks.get_mut(task)?;
            task.assignments.get_mut(place)
        });
        let (Some((index, _)), Some(found)) = (place, found) else {
            return Made::Gone;
        };
        self.touched.insert(Slot::Role(assignment), id);
        if found.role == role && found.basis.counts() {
            return Made::Same;
        }
        found.role = role;
        found.basis = Basis::Corrected;
        found.rule_span = None;
        // A part that a sibling's statement gave is now one of this task.
        self.disturbed.insert(index);
        Made::Changed
    }

    fn add(&mut self, id: CorrectionId, task: TaskId, unit: &Unit, role: Role, name: &str) -> Made {
        let tasks = &mut self.facts.tasks;
        let Some(index) = tasks.iter().position(|known| known.id == task) else {
            return Made::Gone;
        };
        let Some(task) = tasks.get_mut(index) else {
            return Made::Gone;
        };
        let is_same = |part: &Assignment| part.unit == unit.id && part.role == role;
        if task.parts().any(is_same) {
            return Made::Same;
        }
        let added = added(task.id, unit.id, role);
        let names = [name, &unit.name].into_iter();
        let names: Vec<&str> = names
            .chain(unit.aliases.iter().map(String::as_str))
            .collect();
        let evidence = evidence::of(task, &names);
        let position = task.assignments.iter().filter(|it| it.role == role).count() + 1;
        task.assignments.push(Assignment {
            id: added,
            unit: unit.id,
            role,
            basis: Basis::Corrected,
            position: u32::try_from(position).unwrap_or(u32::MAX),
            name_as_written: evidence.name.unwrap_or_else(|| name.to_owned()),
            qualifier: None,
            span: evidence.span,
            statement_span: evidence.statement_span,
            rule_span: None,
        });
        self.touched.insert(Slot::Role(added), id);
        self.disturbed.insert(index);
        self.describe(std::slice::from_ref(unit), usize::MAX);
        Made::Changed
    }

    fn reject_assignment(&mut self, id: CorrectionId, assignment: AssignmentId) -> Made {
        let slots = [
            Slot::Assignment(assignment),
            Slot::Role(assignment),
            Slot::Unit(assignment),
        ];
        if let Some(against) = self.settled(&slots) {
            return against;
        }
        let Some((index, place)) = self.place_of(assignment) else {
            return Made::Gone;
        };
        if let Some(task) = self.facts.tasks.get_mut(index) {
            task.assignments.remove(place);
        }
        self.disturbed.insert(index);
        self.touched.insert(Slot::Assignment(assignment), id);
        Made::Changed
    }

    fn reject_indicator(&mut self, id: CorrectionId, indicator: IndicatorId) -> Made {
        let slot = Slot::Indicator(indicator);
        if let Some(against) = self.settled(&[slot]) {
            return against;
        }
        let of_tasks = self.facts.tasks.iter_mut().map(|task| &mut task.indicators);
        let lists = of_tasks.chain(std::iter::once(&mut self.facts.plan.indicators));
        let mut is_there = false;
        for list in lists {
            let before = list.len();
            list.retain(|known| known.id != indicator);
            is_there |= list.len() < before;
        }
        if !is_there {
            return Made::Gone;
        }
        self.touched.insert(slot, id);
        Made::Changed
    }

    /// The head was put right before anything was read by it; what is left is to say so.
    fn set_head(&mut self, id: CorrectionId, field: HeadField, value: &str) -> Made {
        let slot = Slot::Head(field);
        if let Some(against) = self.settled(&[slot]) {
            return against;
        }
        self.touched.insert(slot, id);
        let mut head = self.facts.plan.head.iter();
        let holds = head.any(|fact| {
            fact.field == field && fact.basis == Basis::Corrected && fact.value == value
        });
        if holds { Made::Changed } else { Made::Gone }
    }
}
