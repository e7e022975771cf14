//! One committed state: the catalogue of plans, and who is named where.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::{Change, Generation, Revision, Segment, Sequence};
use crate::model::{Basis, CityId, CorrectionNote, Date, Facts, PlanId, Role, Task, Unit, UnitId};

/// What the catalogue says of one plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanEntry {
    /// The plan.
    pub id: PlanId,
    /// Its current revision.
    pub revision: Revision,
    /// Ordinal of its first task: task `number` has the ordinal `first + number - 1`, unique within a state. A replaced
    /// plan keeps it while its tasks fit into the room that it was given.
    pub first: u32,
    /// Number of its tasks.
    pub task_count: u32,
    /// Number of its assignments.
    pub assignment_count: u32,
    /// Number of its indicators.
    pub indicator_count: u32,
    /// Its own 文号.
    pub document_number: Option<String>,
    /// SHA-256 of its bytes as given.
    pub source_sha256: [u8; 32],
    /// The division that it governs.
    pub region: Option<CityId>,
    /// The date of signature.
    pub issued_on: Option<Date>,
    /// Cities that its tasks are tied to.
    pub cities: Vec<CityId>,
    /// The corrections that concern it, in their order, and what became of each.
    pub corrections: Vec<CorrectionNote>,
}

impl PlanEntry {
    /// The ordinals of its tasks.
    #[must_use]
    pub fn ordinals(&self) -> Range<u32> {
        self.first..self.first + self.task_count
    }

    /// The ordinal of its task `number`.
    #[must_use]
    pub fn ordinal(&self, number: u32) -> u32 {
        self.first + number - 1
    }
}

/// A unit's part in one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitUse {
    /// The plan.
    pub plan: PlanId,
    /// Distinct tasks that it leads by statement, rule or correction.
    pub lead_count: u32,
    /// Distinct tasks in which it stands by statement, rule or correction.
    pub task_count: u32,
    /// Names under which the plan prints it, beside its own.
    pub aliases: Vec<String>,
}

/// A unit and the plans that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitEntry {
    /// The unit as its first plan describes it; what the gazetteer knows of it besides is not repeated here.
    pub unit: Unit,
    /// The plans that name it, by id; shared between states, for a unit may be named by every plan.
    pub uses: Vec<Arc<UnitUse>>,
}

/// One committed state. It never changes; a commit makes a new one.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    generation: Generation,
    sequence: Sequence,
    next_revision: u64,
    next_ordinal: u32,
    /// By first ordinal, which is the order of lists over all plans.
    plans: BTreeMap<u32, Arc<PlanEntry>>,
    by_id: HashMap<PlanId, u32>,
    units: BTreeMap<UnitId, Arc<UnitEntry>>,
    task_count: u64,
}

impl Snapshot {
    /// A state put together from stored parts.
    #[must_use]
    pub fn restore(
        generation: Generation,
        sequence: Sequence,
        next_revision: u64,
        next_ordinal: u32,
        plans: impl IntoIterator<Item = PlanEntry>,
        units: impl IntoIterator<Item = UnitEntry>,
    ) -> Self {
        let mut snapshot = Self {
            generation,
            sequence,
            next_revision,
            next_ordinal,
            ..Self::default()
        };
        for entry in plans {
            snapshot.insert_plan(entry);
        }
        for entry in units {
            snapshot.units.insert(entry.unit.id, Arc::new(entry));
        }
        snapshot
    }

    /// The state's number.
    #[must_use]
    pub fn generation(&self) -> Generation {
        self.generation
    }

    /// The last journal record that the state holds.
    #[must_use]
    pub fn sequence(&self) -> Sequence {
        self.sequence
    }

    /// The revision that the next stored plan gets.
    #[must_use]
    pub fn next_revision(&self) -> u64 {
        self.next_revision
    }

    /// The first ordinal that no plan was given yet.
    #[must_use]
    pub fn next_ordinal(&self) -> u32 {
        self.next_ordinal
    }

    /// The plans, in the order of lists over all plans.
    #[must_use]
    pub fn plans(&self) -> impl DoubleEndedIterator<Item = &Arc<PlanEntry>> {
        self.plans.values()
    }

    /// Number of plans.
    #[must_use]
    pub fn plan_count(&self) -> usize {
        self.plans.len()
    }

    /// Number of tasks of all plans.
    #[must_use]
    pub fn task_count(&self) -> u64 {
        self.task_count
    }

    /// What the catalogue says of a plan.
    #[must_use]
    pub fn plan(&self, id: PlanId) -> Option<&Arc<PlanEntry>> {
        self.plans.get(self.by_id.get(&id)?)
    }

    /// The plan that the task of this ordinal belongs to, with the task's number.
    #[must_use]
    pub fn plan_of_ordinal(&self, ordinal: u32) -> Option<(&Arc<PlanEntry>, u32)> {
        let (first, entry) = self.plans.range(..=ordinal).next_back()?;
        let number = ordinal - first + 1;
        (number <= entry.task_count).then_some((entry, number))
    }

    /// The units that any plan names, by id.
    #[must_use]
    pub fn units(&self) -> impl DoubleEndedIterator<Item = &Arc<UnitEntry>> {
        self.units.values()
    }

    /// Number of units that have a part in some task by statement, rule or correction.
    #[must_use]
    pub fn unit_count(&self) -> usize {
        let has_part = |entry: &&Arc<UnitEntry>| entry.uses.iter().any(|used| used.task_count > 0);
        self.units.values().filter(has_part).count()
    }

    /// A unit that some plan names.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> Option<&Arc<UnitEntry>> {
        self.units.get(&id)
    }

    /// The state after `changes`, with the revision that each stored plan got, in the order of the changes.
    #[must_use]
    pub fn apply(&self, sequence: Sequence, changes: &[Change]) -> (Self, Vec<Revision>) {
        let mut next = self.clone();
        next.generation += 1;
        next.sequence = sequence;
        let mut revisions = Vec::new();
        // First nobody is named by what changes: a unit that all its plans describe anew is described anew.
        next.remove_uses(&changes.iter().map(Change::plan).collect());
        let mut added = HashSet::new();
        for change in changes {
            let plan = change.plan();
            if added.remove(&plan) {
                next.remove_uses(&HashSet::from([plan]));
            }
            let place = next.remove(plan);
            if let Change::Put(facts) = change {
                revisions.push(next.put(facts, place));
                added.insert(plan);
            }
        }
        (next, revisions)
    }

    /// Stores a plan whose first ordinal was `place` before.
    fn put(&mut self, facts: &Facts, place: Option<u32>) -> Revision {
        let revision = Revision(self.next_revision);
        self.next_revision += 1;
        let segment = Segment::of(facts);
        let task_count = u32::try_from(facts.tasks.len()).unwrap_or(u32::MAX);
        let count = |of: fn(&Task) -> usize| {
            u32::try_from(facts.tasks.iter().map(of).sum::<usize>()).unwrap_or(u32::MAX)
        };
        let plan = &facts.plan;
        let first = self.first_ordinal(task_count, place);
        self.insert_plan(PlanEntry {
            id: plan.id,
            revision,
            first,
            task_count,
            assignment_count: count(|task| task.assignments.len()),
            indicator_count: count(|task| task.indicators.len())
                + u32::try_from(plan.indicators.len()).unwrap_or(u32::MAX),
            document_number: plan.document_number.clone(),
            source_sha256: plan.source_sha256,
            region: plan.region,
            issued_on: plan.issued_on,
            cities: segment.cities.clone(),
            corrections: facts.corrections.clone(),
        });
        for unit in &facts.units {
            self.add_use(unit, plan.id, &segment);
        }
        revision
    }

    /// Where the ordinals of a plan begin: where they did before if there is room up to the next plan, so that a client
    /// that pages through all plans meets a replaced one neither twice nor never; else behind all others.
    fn first_ordinal(&mut self, task_count: u32, place: Option<u32>) -> u32 {
        if let Some(place) = place {
            let next = self.plans.range(place..).next();
            let end = next.map_or(self.next_ordinal, |(&first, _)| first);
            if task_count.max(1) <= end - place {
                return place;
            }
        }
        let first = self.next_ordinal;
        self.next_ordinal = first.saturating_add(room(task_count));
        first
    }

    fn add_use(&mut self, unit: &Unit, plan: PlanId, segment: &Segment) {
        let counted = |role| {
            let numbers = segment.tasks_of_unit(unit.id, role, Basis::COUNTED);
            u32::try_from(numbers.count()).unwrap_or(u32::MAX)
        };
        let added = UnitUse {
            plan,
            lead_count: counted(Some(Role::Lead)),
            task_count: counted(None),
            aliases: unit.aliases.clone(),
        };
        let entry = self.units.entry(unit.id).or_insert_with(|| {
            Arc::new(UnitEntry {
                unit: unit.clone(),
                uses: Vec::new(),
            })
        });
        let entry = Arc::make_mut(entry);
        let place = entry.uses.partition_point(|other| other.plan < plan);
        entry.uses.insert(place, Arc::new(added));
    }

    /// Takes a plan away and returns its first ordinal, if it was there.
    fn remove(&mut self, id: PlanId) -> Option<u32> {
        let first = self.by_id.remove(&id)?;
        let entry = self.plans.remove(&first)?;
        self.task_count -= u64::from(entry.task_count);
        Some(first)
    }

    /// Takes away what plans say of units, and the units that no other plan names.
    fn remove_uses(&mut self, plans: &HashSet<PlanId>) {
        if !plans.iter().any(|plan| self.by_id.contains_key(plan)) {
            return;
        }
        self.units.retain(|_, entry| {
            if entry.uses.iter().any(|used| plans.contains(&used.plan)) {
                let uses = &mut Arc::make_mut(entry).uses;
                uses.retain(|used| !plans.contains(&used.plan));
            }
            !entry.uses.is_empty()
        });
    }

    fn insert_plan(&mut self, entry: PlanEntry) {
        self.task_count += u64::from(entry.task_count);
        self.by_id.insert(entry.id, entry.first);
        self.plans.insert(entry.first, Arc::new(entry));
    }
}

/// Ordinals set apart for a plan: room to grow to twice its size, and one for a plan without tasks, because the ordinal
/// orders the plans.
fn room(task_count: u32) -> u32 {
    const BLOCK: u32 = 64;
    task_count
        .saturating_mul(2)
        .max(1)
        .checked_next_multiple_of(BLOCK)
        .unwrap_or(u32::MAX)
}
