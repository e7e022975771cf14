//! What somebody proposes to put right, understood: which units, in which form, or what is wrong with it.

use crate::engine::{View, WriteError, manifest};
use crate::extract::{canonical_head, unit_named};
use crate::model::{
    Amendment, Assignment, AssignmentId, CityId, Correction, CorrectionKind, Date, HeadFact,
    HeadField, NodeId, PlanId, Role, Task, TaskId, Unit, UnitId,
};
use crate::text::opening;

/// The longest name or value, in scalar values.
const LONGEST_VALUE: usize = 200;

/// How many units or assignments one correction may name.
const MOST_OTHERS: usize = 1_000;

/// Characters of a task's text that tell which one it is.
const TELLING: usize = 24;

/// A correction before it is understood. Parts that have no meaning for its kind are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it does.
    pub kind: CorrectionKind,
    /// The unit, assignment, task, indicator or plan that it is about.
    pub target: NodeId,
    /// A name, names apart by 、, or the value of a part of the head.
    pub value: Option<String>,
    /// Units that are merged, assignments that are split off, or the one unit that is added.
    pub others: Vec<NodeId>,
    /// The role.
    pub role: Option<Role>,
    /// The part of the head.
    pub head_field: Option<HeadField>,
    /// Why.
    pub reason: String,
}

impl Proposal {
    /// Refuses parts that have no meaning for the kind: whoever sends them means something else.
    fn check_parts(&self) -> Result<(), WriteError> {
        use CorrectionKind as Kind;
        let takes_value = !matches!(
            self.kind,
            Kind::MergeUnits | Kind::SetRole | Kind::RejectAssignment | Kind::RejectIndicator
        );
        let takes_others = matches!(
            self.kind,
            Kind::MergeUnits | Kind::SplitUnit | Kind::AddAssignment
        );
        let takes_role = matches!(self.kind, Kind::SetRole | Kind::AddAssignment);
        let takes_field = self.kind == Kind::SetHead;
        for (field, is_given, is_taken) in [
            ("value", self.value.is_some(), takes_value),
            ("others", !self.others.is_empty(), takes_others),
            ("role", self.role.is_some(), takes_role),
            ("headField", self.head_field.is_some(), takes_field),
        ] {
            if is_given && !is_taken {
                let message = format!("`{field}` has no meaning for {}", self.kind);
                return Err(fault(field, message));
            }
        }
        if self.others.len() > MOST_OTHERS {
            let message = format!("`others` names more than {MOST_OTHERS}");
            return Err(fault("others", message));
        }
        Ok(())
    }

    fn missing(&self, field: &'static str) -> WriteError {
        fault(field, format!("{} needs `{field}`", self.kind))
    }

    fn unit(&self) -> Result<UnitId, WriteError> {
        match self.target {
            NodeId::Unit(unit) => Ok(unit),
            _ => Err(self.wrong_target("a unit")),
        }
    }

    fn assignment(&self) -> Result<AssignmentId, WriteError> {
        match self.target {
            NodeId::Assignment(assignment) => Ok(assignment),
            _ => Err(self.wrong_target("an assignment")),
        }
    }

    fn wrong_target(&self, wanted: &str) -> WriteError {
        fault("target", format!("the target of {} is {wanted}", self.kind))
    }

    /// The value, without space around it.
    fn value(&self) -> Result<&str, WriteError> {
        let value = self.value.as_deref().map(str::trim).unwrap_or_default();
        let length = value.chars().count();
        if length == 0 {
            return Err(self.missing("value"));
        }
        if length > LONGEST_VALUE || value.contains(char::is_control) {
            let message = format!("`value` has at most {LONGEST_VALUE} characters on one line");
            return Err(fault("value", message));
        }
        Ok(value)
    }
}

impl View {
    /// What a proposal means.
    pub(super) fn correction_of(&self, proposal: &Proposal) -> Result<Correction, WriteError> {
        proposal.check_parts()?;
        let (amendment, subject) = match proposal.kind {
            CorrectionKind::MergeUnits => self.merging(proposal)?,
            CorrectionKind::SplitUnit => self.splitting(proposal)?,
            CorrectionKind::RenameUnit => {
                let unit = self.named_unit(proposal.unit()?)?;
                let name = self.free_name(&unit, proposal.value()?)?;
                self.about(unit, |unit| Amendment::RenameUnit { unit, name })
            }
            CorrectionKind::AddAlias => {
                let unit = self.named_unit(proposal.unit()?)?;
                let alias = self.free_name(&unit, proposal.value()?)?;
                let known = self.unit(unit.id);
                if known.is_some_and(|known| known.aliases.contains(&alias)) {
                    return Err(WriteError::ChangesNothing);
                }
                self.about(unit, |unit| Amendment::AddAlias { unit, alias })
            }
            CorrectionKind::SetRole => {
                let assignment = proposal.assignment()?;
                let (task, found) = self.assignment(assignment)?;
                let role = proposal.role.ok_or_else(|| proposal.missing("role"))?;
                let subject = part_in_words(&task, &found);
                (Amendment::SetRole { assignment, role }, subject)
            }
            CorrectionKind::AddAssignment => self.adding(proposal)?,
            CorrectionKind::RejectAssignment => {
                let assignment = proposal.assignment()?;
                let (task, found) = self.assignment(assignment)?;
                let subject = part_in_words(&task, &found);
                (Amendment::RejectAssignment { assignment }, subject)
            }
            CorrectionKind::RejectIndicator => {
                let NodeId::Indicator(indicator) = proposal.target else {
                    return Err(proposal.wrong_target("an indicator"));
                };
                let found = self.indicator(indicator)?;
                let (_, found) = found.ok_or(WriteError::UnknownIndicator(indicator))?;
                (Amendment::RejectIndicator { indicator }, found.phrase)
            }
            CorrectionKind::SetHead => self.heading(proposal)?,
        };
        Ok(Correction {
            amendment,
            subject,
            reason: proposal.reason.trim().to_owned(),
        })
    }

    fn about(&self, unit: Unit, amend: impl FnOnce(Unit) -> Amendment) -> (Amendment, String) {
        let called = self.unit(unit.id).map(|unit| unit.name.clone());
        let subject = called.unwrap_or_else(|| unit.name.clone());
        (amend(unit), subject)
    }

    fn merging(&self, proposal: &Proposal) -> Result<(Amendment, String), WriteError> {
        let into = proposal.unit()?;
        let mut others = Vec::new();
        for other in &proposal.others {
            match other {
                NodeId::Unit(other) if *other == into => {
                    let message = "a unit cannot be merged with itself".to_owned();
                    return Err(fault("others", message));
                }
                NodeId::Unit(other) if self.snapshot().unit(*other).is_none() => {
                    return Err(WriteError::UnknownUnit(*other));
                }
                NodeId::Unit(other) if others.contains(other) => {}
                NodeId::Unit(other) => others.push(*other),
                other => return Err(fault("others", format!("“{other}” is no unit"))),
            }
        }
        if others.is_empty() {
            return Err(proposal.missing("others"));
        }
        let into = self.described(into)?;
        Ok(self.about(into, |into| Amendment::MergeUnits { into, others }))
    }

    fn splitting(&self, proposal: &Proposal) -> Result<(Amendment, String), WriteError> {
        let unit = self.named_unit(proposal.unit()?)?;
        let mut assignments = Vec::new();
        for other in &proposal.others {
            let NodeId::Assignment(id) = other else {
                return Err(fault("others", format!("“{other}” is no assignment")));
            };
            let (_, found) = self.assignment(*id)?;
            if found.unit != unit.id {
                let message = format!("{id} is not one of {}", unit.id);
                return Err(fault("others", message));
            }
            if !assignments.contains(id) {
                assignments.push(*id);
            }
        }
        let named = assignments.first().map(|assignment| assignment.plan);
        let plan = named.or_else(|| Some(self.snapshot().unit(unit.id)?.uses.first()?.plan));
        let mut into: Vec<Unit> = Vec::new();
        for name in proposal.value()?.split('、').map(str::trim) {
            let named = self.unit_called(name, unit.jurisdiction, plan)?;
            if into.iter().all(|known| known.id != named.id) {
                into.push(named);
            }
        }
        if into.len() == 1 && (assignments.is_empty() || into.iter().any(|one| one.id == unit.id)) {
            let message =
                "one body in the place of another: name several, or the assignments in `others`";
            return Err(fault("value", message.to_owned()));
        }
        Ok(self.about(unit, |unit| Amendment::SplitUnit {
            unit,
            into,
            assignments,
        }))
    }

    fn adding(&self, proposal: &Proposal) -> Result<(Amendment, String), WriteError> {
        let NodeId::Task(id) = proposal.target else {
            return Err(proposal.wrong_target("a task"));
        };
        let task = self.task(id)?.ok_or(WriteError::UnknownTask(id))?;
        let role = proposal.role.ok_or_else(|| proposal.missing("role"))?;
        let unit = match proposal.others.as_slice() {
            [NodeId::Unit(unit)] => self.described(*unit)?,
            [] => {
                let plan = self.snapshot().plan(id.plan);
                let region = plan.and_then(|plan| plan.region);
                self.unit_called(proposal.value()?, region, Some(id.plan))?
            }
            _ => return Err(fault("others", "`others` names one unit".to_owned())),
        };
        let name = match &proposal.value {
            Some(_) => proposal.value()?.to_owned(),
            None => unit.name.clone(),
        };
        let subject = task_in_words(&task);
        let amendment = Amendment::AddAssignment {
            task: id,
            unit,
            role,
            name,
        };
        Ok((amendment, subject))
    }

    fn heading(&self, proposal: &Proposal) -> Result<(Amendment, String), WriteError> {
        let NodeId::Plan(plan) = proposal.target else {
            return Err(proposal.wrong_target("a plan"));
        };
        let known = self.plan(plan)?.ok_or(WriteError::UnknownPlan(plan))?;
        let field = proposal.head_field;
        let field = field.ok_or_else(|| proposal.missing("headField"))?;
        let value = proposal.value()?;
        let canonical = canonical_head(field, value, self.gazetteer()).ok_or_else(|| {
            let wanted = manifest::wanted(field);
            fault("value", format!("“{value}” is not {wanted}"))
        })?;
        let stands = |fact: &HeadFact| fact.field == field && fact.value == canonical;
        if known.head.iter().any(stands) {
            return Err(WriteError::ChangesNothing);
        }
        let amendment = Amendment::SetHead {
            plan,
            field,
            value: canonical,
        };
        Ok((amendment, known.title.clone()))
    }

    /// An assignment with its task.
    fn assignment(
        &self,
        id: AssignmentId,
    ) -> Result<(std::sync::Arc<Task>, Assignment), WriteError> {
        let task = self.task(TaskId {
            plan: id.plan,
            digest: id.owner,
        })?;
        let task = task.ok_or(WriteError::UnknownAssignment(id))?;
        let found = task.assignments.iter().find(|it| it.id == id).cloned();
        let found = found.ok_or(WriteError::UnknownAssignment(id))?;
        Ok((task, found))
    }

    /// A unit that some plan names, described as it was read.
    fn named_unit(&self, id: UnitId) -> Result<Unit, WriteError> {
        match self.snapshot().unit(id) {
            Some(_) => self.described(id),
            None => Err(WriteError::UnknownUnit(id)),
        }
    }

    /// A unit as it was read, without what corrections have called it: as the first of them describes it.
    fn described(&self, id: UnitId) -> Result<Unit, WriteError> {
        let signed = self.shared().ledger.corrections(self.sequence());
        let described = signed.iter().find_map(|(correction, _)| {
            let mut units = correction.what.amendment.units();
            units.find(|unit| unit.id == id).cloned()
        });
        if let Some(unit) = described {
            return Ok(unit);
        }
        let read = self.snapshot().unit(id).map(|entry| entry.unit.clone());
        let known = || self.unit(id).map(|unit| Unit::clone(&unit));
        let unit = read.or_else(known).ok_or(WriteError::UnknownUnit(id))?;
        Ok(Unit {
            aliases: Vec::new(),
            ..unit
        })
    }

    /// The body that a name means among those of a jurisdiction: one that a plan names, else as a document would mean it.
    fn unit_called(
        &self,
        name: &str,
        jurisdiction: Option<CityId>,
        plan: Option<PlanId>,
    ) -> Result<Unit, WriteError> {
        let is_near = |unit: &UnitId| {
            let entry = self.snapshot().unit(*unit);
            entry.is_some_and(|entry| {
                let own = entry.unit.jurisdiction;
                own == jurisdiction || own.is_none()
            })
        };
        let named = self.named_in_plans(name);
        let near: Vec<_> = named.iter().copied().filter(is_near).collect();
        if let [unit] = near.as_slice() {
            return self.described(*unit);
        }
        let entry = plan.and_then(|plan| self.snapshot().plan(plan));
        let year = entry.and_then(|entry| entry.issued_on).map(Date::year);
        let plan = plan.unwrap_or(PlanId { digest: 0 });
        let unit = unit_named(name, plan, jurisdiction, year, self.gazetteer());
        let unit = unit.ok_or_else(|| fault("value", format!("“{name}” names no body")))?;
        match self.snapshot().unit(unit.id) {
            Some(_) => self.described(unit.id),
            None => Ok(unit),
        }
    }

    /// A name that no other body of the unit's jurisdiction bears.
    fn free_name(&self, unit: &Unit, name: &str) -> Result<String, WriteError> {
        let taken = |other: UnitId| WriteError::NameTaken {
            name: name.to_owned(),
            unit: other,
        };
        let is_other = |other: &UnitId| {
            let entry = self.snapshot().unit(*other);
            *other != unit.id
                && entry.is_some_and(|entry| entry.unit.jurisdiction == unit.jurisdiction)
        };
        if let Some(other) = self.named_in_plans(name).into_iter().find(is_other) {
            return Err(taken(other));
        }
        let known = unit.jurisdiction.and_then(|division| {
            let gazetteer = self.gazetteer();
            gazetteer.unit_in_year(name, division, None)
        });
        match known {
            Some(known) if known.id != unit.id => Err(taken(known.id)),
            _ => Ok(name.to_owned()),
        }
    }
}

fn fault(field: &'static str, message: String) -> WriteError {
    WriteError::Correction { field, message }
}

/// 省财政厅（责任单位）：支持农民专业合作社…
fn part_in_words(task: &Task, assignment: &Assignment) -> String {
    let role = assignment.role.noun();
    let (name, task) = (&assignment.name_as_written, task_in_words(task));
    format!("{name}（{role}）：{task}")
}

/// The beginning of a task's text.
fn task_in_words(task: &Task) -> String {
    opening(&task.text, TELLING)
}
