//! What corrections make of the units of a plan, and of the parts that they have in its tasks.

use std::collections::HashSet;

use super::{Made, MadeAll, Maker, Slot};
use crate::engine::corrections::book::bearer;
use crate::extract::digest;
use crate::model::{
    Amendment, Assignment, AssignmentId, Basis, CityId, CityLink, CityLinkId, CorrectionId,
    ImplicitUnit, Task, Unit, UnitId, Via,
};

impl Maker<'_> {
    pub(super) fn merge(&mut self, others: &[UnitId], into: &Unit) -> Made {
        let mut names = Vec::new();
        for unit in &self.facts.units {
            if others.contains(&unit.id) {
                names.push(unit.name.clone());
                names.extend(unit.aliases.iter().cloned());
                let called = self.book.names(unit.id);
                names.extend(called.iter().flat_map(|called| called.all()).cloned());
            }
        }
        for other in others {
            self.replace(*other, std::slice::from_ref(into));
        }
        if let Some(unit) = self.facts.units.iter_mut().find(|unit| unit.id == into.id) {
            for name in names {
                add_alias(unit, &name);
            }
        }
        Made::Changed
    }

    pub(super) fn divide(&mut self, unit: UnitId, into: &[Unit]) -> Made {
        self.replace(unit, into);
        Made::Changed
    }

    /// Puts units in the place of one, wherever the plan names it.
    fn replace(&mut self, old: UnitId, new: &[Unit]) {
        let Some(place) = self.facts.units.iter().position(|unit| unit.id == old) else {
            return;
        };
        for (index, task) in self.facts.tasks.iter_mut().enumerate() {
            if task.assignments.iter().any(|it| it.unit == old) {
                self.disturbed.insert(index);
                task.assignments = replaced(&task.assignments, |it| it.unit == old, new);
            }
        }
        let plan = &mut self.facts.plan;
        if plan.issuer == Some(old) {
            plan.issuer = new.first().map(|unit| unit.id);
        }
        plan.implicit_units = plan
            .implicit_units
            .iter()
            .flat_map(|implicit| {
                let meant: Vec<_> = if implicit.unit == old {
                    new.iter().map(|unit| unit.id).collect()
                } else {
                    vec![implicit.unit]
                };
                meant.into_iter().map(|unit| ImplicitUnit {
                    unit,
                    span: implicit.span.clone(),
                })
            })
            .collect();
        if new.iter().all(|unit| unit.id != old) {
            self.facts.units.remove(place);
        }
        self.describe(new, place);
    }

    /// Makes sure that the plan has units; what it knows of them itself stays.
    pub(super) fn describe(&mut self, units: &[Unit], place: usize) {
        let place = place.min(self.facts.units.len());
        for unit in units.iter().rev() {
            if self.facts.units.iter().all(|known| known.id != unit.id) {
                self.facts.units.insert(place, unit.clone());
            }
        }
    }

    pub(super) fn split_off(
        &mut self,
        id: CorrectionId,
        assignments: &[AssignmentId],
        into: &[Unit],
    ) -> Option<Made> {
        let mut made = None;
        for assignment in assignments {
            if assignment.plan != self.facts.plan.id {
                continue;
            }
            let slots = [Slot::Assignment(*assignment), Slot::Unit(*assignment)];
            let outcome = match (self.settled(&slots), self.place_of(*assignment)) {
                (Some(against), _) => against,
                (None, None) => Made::Gone,
                (None, Some((task, _))) => {
                    if let Some(task) = self.facts.tasks.get_mut(task) {
                        let is_meant = |it: &Assignment| it.id == *assignment;
                        task.assignments = replaced(&task.assignments, is_meant, into);
                    }
                    self.disturbed.insert(task);
                    self.touched.insert(Slot::Unit(*assignment), id);
                    self.describe(into, usize::MAX);
                    Made::Changed
                }
            };
            // The worst of all is what has to be looked at.
            made = match (made, outcome) {
                (Some(worse @ (Made::Against(_) | Made::Gone)), _) => Some(worse),
                (_, outcome) => Some(outcome),
            };
        }
        made
    }

    /// Gives a unit a name, as `give` does: a document that prints it means that unit.
    pub(super) fn call(
        &mut self,
        unit: &Unit,
        name: &str,
        give: fn(&mut Unit, &str) -> bool,
    ) -> Option<Made> {
        let bearer = bearer(unit, name, self.gazetteer);
        let is_printed = bearer != unit.id && self.concerns_any(&[bearer]);
        if is_printed {
            self.merge(&[bearer], unit);
        }
        let known = self
            .facts
            .units
            .iter_mut()
            .find(|known| known.id == unit.id);
        let is_new = give(known?, name);
        Some(if is_new || is_printed {
            Made::Changed
        } else {
            Made::Same
        })
    }

    /// Calls the units by their names, and puts right what hangs on the units of tasks.
    pub(super) fn finish(&mut self, made: &mut MadeAll) {
        for (correction, against) in self.book.corrections() {
            let (Amendment::RenameUnit { unit, .. } | Amendment::AddAlias { unit, .. }) =
                &correction.what.amendment
            else {
                continue;
            };
            let is_noted = made.iter().any(|(id, _)| *id == correction.id);
            if against.is_none() && !is_noted && self.concerns_any(&[unit.id]) {
                made.push((correction.id, Made::Changed));
            }
        }
        made.sort_by_key(|(id, _)| *id);
        for unit in &mut self.facts.units {
            let Some(called) = self.book.names(unit.id) else {
                continue;
            };
            if let Some(name) = &called.name {
                rename(unit, name);
            }
            for alias in &called.aliases {
                add_alias(unit, alias);
            }
        }
        if self.disturbed.is_empty() {
            return;
        }
        for index in std::mem::take(&mut self.disturbed) {
            if let Some(task) = self.facts.tasks.get_mut(index) {
                put_cities_right(task, &self.facts.units, self.facts.plan.region);
            }
        }
        let plan = &self.facts.plan;
        let implicit = plan.implicit_units.iter().map(|implicit| implicit.unit);
        let mut named: HashSet<UnitId> = plan.issuer.into_iter().chain(implicit).collect();
        let assignments = self.facts.tasks.iter().flat_map(|task| &task.assignments);
        named.extend(assignments.map(|it| it.unit));
        self.facts.units.retain(|unit| named.contains(&unit.id));
    }
}

/// Calls a unit by a name, the old one being an alias from then on; whether that is new.
pub(super) fn rename(unit: &mut Unit, name: &str) -> bool {
    if unit.name == name {
        return false;
    }
    let old = std::mem::replace(&mut unit.name, name.to_owned());
    unit.aliases.retain(|alias| alias != name);
    add_alias(unit, &old);
    true
}

/// Adds an alias; whether it is new.
pub(super) fn add_alias(unit: &mut Unit, name: &str) -> bool {
    let is_new = name != unit.name && unit.aliases.iter().all(|alias| alias != name);
    if is_new {
        unit.aliases.push(name.to_owned());
    }
    is_new
}

/// Assignments with units in the place of that of some; the first of them keeps the id.
fn replaced(
    assignments: &[Assignment],
    is_meant: impl Fn(&Assignment) -> bool,
    units: &[Unit],
) -> Vec<Assignment> {
    let one = |assignment: &Assignment| -> Vec<Assignment> {
        if !is_meant(assignment) {
            return vec![assignment.clone()];
        }
        let id = assignment.id;
        let of_unit = |(place, unit): (usize, &Unit)| Assignment {
            id: AssignmentId {
                digest: match place {
                    0 => id.digest,
                    _ => digest(&["part", &id.to_string(), &unit.id.to_string()]),
                },
                ..id
            },
            unit: unit.id,
            ..assignment.clone()
        };
        units.iter().enumerate().map(of_unit).collect()
    };
    assignments.iter().flat_map(one).collect()
}

/// The places whose governments a task's statement lists, as its units are now.
fn put_cities_right(task: &mut Task, units: &[Unit], region: Option<CityId>) {
    let city_of = |unit: UnitId| units.iter().find(|known| known.id == unit)?.city;
    let listed = task.assignments.iter().filter_map(|it| {
        let city = city_of(it.unit).filter(|city| Some(*city) != region)?;
        (it.basis != Basis::Inherited).then_some((it, city))
    });
    let listed: Vec<_> = listed.collect();
    let stands = |link: &CityLink| {
        let mut listed = listed.iter();
        link.via != Via::Assigned
            || listed.any(|(it, city)| it.span == link.span && *city == link.city)
    };
    let mut links: Vec<CityLink> = task
        .cities
        .iter()
        .filter(|it| stands(it))
        .cloned()
        .collect();
    for (assignment, city) in &listed {
        let is_known = links.iter().any(|link| {
            link.via == Via::Assigned && link.span == assignment.span && link.city == *city
        });
        if !is_known {
            links.push(CityLink {
                id: CityLinkId {
                    plan: task.id.plan,
                    owner: task.id.digest,
                    digest: digest(&["assigned", &assignment.id.to_string()]),
                },
                city: *city,
                via: Via::Assigned,
                span: assignment.span.clone(),
            });
        }
    }
    task.cities = links;
}
