//! The corrections that stand, and which of those of units contradict earlier ones.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::gazetteer::Gazetteer;
use crate::model::{Amendment, CorrectionId, FactCorrection, HeadField, PlanId, Unit, UnitId};
use crate::store::Snapshot;

/// The corrections that stand, in the order in which they were signed.
///
/// What they make of a plan rests on them and on the plan's document alone: never on other plans, nor on when the document
/// came. So a plan reads the same whether it is corrected, read again or rebuilt.
pub(in crate::engine) struct Book {
    corrections: Vec<Arc<FactCorrection>>,
    /// Corrections of units that an earlier one speaks against.
    contradicted: HashMap<CorrectionId, CorrectionId>,
    names: HashMap<UnitId, Names>,
}

/// What a unit is called by the corrections.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Its name, in place of the one that was read.
    pub(super) name: Option<String>,
    /// Further names.
    pub(super) aliases: Vec<String>,
}

impl Names {
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        self.name.iter().chain(&self.aliases)
    }
}

impl Book {
    /// The book of the corrections that stand.
    pub(in crate::engine) fn of(
        corrections: Vec<Arc<FactCorrection>>,
        gazetteer: &Gazetteer,
    ) -> Self {
        let mut contradicted = HashMap::new();
        let mut names: HashMap<UnitId, Names> = HashMap::new();
        let mut settled = Settled::default();
        for correction in &corrections {
            let amendment = &correction.what.amendment;
            if let Some(earlier) = settled.against(amendment, gazetteer) {
                contradicted.insert(correction.id, earlier);
                continue;
            }
            settled.add(amendment, correction.id, gazetteer);
            match amendment {
                Amendment::RenameUnit { unit, name } => {
                    names.entry(unit.id).or_default().name = Some(name.clone());
                }
                Amendment::AddAlias { unit, alias } => {
                    let known = names.entry(unit.id).or_default();
                    known.aliases.push(alias.clone());
                }
                _ => {}
            }
        }
        Self {
            corrections,
            contradicted,
            names,
        }
    }

    pub(in crate::engine) fn is_empty(&self) -> bool {
        self.corrections.is_empty()
    }

    /// The corrections in their order, each with the earlier one that speaks against it.
    pub(super) fn corrections(
        &self,
    ) -> impl Iterator<Item = (&FactCorrection, Option<CorrectionId>)> {
        let against = |id| self.contradicted.get(&id).copied();
        let all = self.corrections.iter();
        all.map(move |correction| (correction.as_ref(), against(correction.id)))
    }

    /// What a unit is called by the corrections; `None` when none speaks of it.
    pub(super) fn names(&self, unit: UnitId) -> Option<&Names> {
        self.names.get(&unit)
    }

    /// The parts of a plan's head that are put right; of several corrections of a part the first holds.
    pub(in crate::engine) fn head(&self, plan: PlanId) -> Vec<(HeadField, &str)> {
        let mut parts: Vec<(HeadField, &str)> = Vec::new();
        for correction in &self.corrections {
            if let Amendment::SetHead {
                plan: of,
                field,
                value,
            } = &correction.what.amendment
                && *of == plan
                && parts.iter().all(|(known, _)| known != field)
            {
                parts.push((*field, value));
            }
        }
        parts
    }

    /// The plans of a state in which some corrections may change what is read, in the order of the plans: those in which
    /// they took effect, that hold their targets, or that name a unit which has to do with theirs.
    pub(in crate::engine) fn concerned(
        &self,
        snapshot: &Snapshot,
        corrections: &[&FactCorrection],
        gazetteer: &Gazetteer,
    ) -> Vec<PlanId> {
        let mut plans: BTreeMap<u32, PlanId> = BTreeMap::new();
        let mut units = BTreeSet::new();
        for correction in corrections {
            match correction.what.amendment.plan() {
                Some(plan) => plans.extend(snapshot.plan(plan).map(|it| (it.first, it.id))),
                None => units.extend(units_of(&correction.what.amendment, gazetteer)),
            }
        }
        // What is one unit by one correction may be part of another by the next.
        let sets: Vec<_> = self
            .corrections
            .iter()
            .map(|correction| units_of(&correction.what.amendment, gazetteer))
            .collect();
        let mut before = usize::MAX;
        while !units.is_empty() && before != units.len() {
            before = units.len();
            for set in &sets {
                if set.iter().any(|unit| units.contains(unit)) {
                    units.extend(set);
                }
            }
        }
        let entries = units.iter().filter_map(|unit| snapshot.unit(*unit));
        for used in entries.flat_map(|entry| &entry.uses) {
            plans.extend(snapshot.plan(used.plan).map(|it| (it.first, it.id)));
        }
        let ids: Vec<_> = corrections.iter().map(|correction| correction.id).collect();
        let took_effect = snapshot.plans().filter(|entry| {
            let mut notes = entry.corrections.iter();
            notes.any(|note| ids.contains(&note.correction))
        });
        plans.extend(took_effect.map(|entry| (entry.first, entry.id)));
        plans.into_values().collect()
    }
}

/// The id of the unit that a document would mean with `name` in the jurisdiction of `unit`.
pub(super) fn bearer(unit: &Unit, name: &str, gazetteer: &Gazetteer) -> UnitId {
    gazetteer.unit_id(unit.jurisdiction, name)
}

/// The units that a correction of units has to do with; none for another one.
pub(super) fn units_of(amendment: &Amendment, gazetteer: &Gazetteer) -> Vec<UnitId> {
    match amendment {
        Amendment::MergeUnits { into, others } => {
            let others = others.iter().copied();
            std::iter::once(into.id).chain(others).collect()
        }
        Amendment::SplitUnit { unit, into, .. } => {
            let into = into.iter().map(|unit| unit.id);
            std::iter::once(unit.id).chain(into).collect()
        }
        Amendment::RenameUnit { unit, name: called }
        | Amendment::AddAlias {
            unit,
            alias: called,
        } => vec![unit.id, bearer(unit, called, gazetteer)],
        _ => Vec::new(),
    }
}

/// What the corrections of units looked at so far have settled, each with the correction that did.
#[derive(Debug, Default)]
struct Settled {
    /// Units that are none any more.
    gone: HashMap<UnitId, CorrectionId>,
    renamed: HashMap<UnitId, CorrectionId>,
    /// Whom a document means that prints a name given by a correction.
    meant: HashMap<UnitId, (UnitId, CorrectionId)>,
}

impl Settled {
    /// The earlier correction that speaks against this one.
    fn against(&self, amendment: &Amendment, gazetteer: &Gazetteer) -> Option<CorrectionId> {
        let gone = |unit: &UnitId| self.gone.get(unit).copied();
        let taken = |unit: &Unit, name: &str| {
            let (meant, by) = self.meant.get(&bearer(unit, name, gazetteer))?;
            (*meant != unit.id).then_some(*by)
        };
        match amendment {
            Amendment::MergeUnits { into, others } => {
                gone(&into.id).or_else(|| others.iter().find_map(gone))
            }
            Amendment::SplitUnit { unit, .. } => gone(&unit.id),
            Amendment::RenameUnit { unit, name } => gone(&unit.id)
                .or_else(|| self.renamed.get(&unit.id).copied())
                .or_else(|| taken(unit, name)),
            Amendment::AddAlias { unit, alias } => gone(&unit.id).or_else(|| taken(unit, alias)),
            _ => None,
        }
    }

    fn add(&mut self, amendment: &Amendment, id: CorrectionId, gazetteer: &Gazetteer) {
        match amendment {
            Amendment::MergeUnits { others, .. } => {
                self.gone.extend(others.iter().map(|unit| (*unit, id)));
            }
            Amendment::SplitUnit {
                unit,
                into,
                assignments,
            } => {
                let stays = into.iter().any(|one| one.id == unit.id);
                if assignments.is_empty() && !stays {
                    self.gone.insert(unit.id, id);
                }
            }
            Amendment::RenameUnit { unit, name } => {
                self.renamed.insert(unit.id, id);
                let bearer = bearer(unit, name, gazetteer);
                self.meant.insert(bearer, (unit.id, id));
            }
            Amendment::AddAlias { unit, alias } => {
                let bearer = bearer(unit, alias, gazetteer);
                self.meant.insert(bearer, (unit.id, id));
            }
            _ => {}
        }
    }
}
