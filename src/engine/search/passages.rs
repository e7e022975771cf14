//! What the index holds of plans, units and divisions, and under which name it can be asked for.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::iter;

use crate::extract::name_of_five_years;
use crate::gazetteer::Gazetteer;
use crate::model::{
    ChapterId, City, CityId, NodeId, Plan, SectionId, Task, Unit, UnitChange, UnitChangeKind,
    UnitId,
};
use crate::search::{Change, Kind, Names, Passage, UnitNames};
use crate::store::Snapshot;

/// Everything of one plan that is searched, with task ordinals that begin at `first`.
pub(super) fn of_plan<'a>(
    plan: &Plan,
    tasks: impl IntoIterator<Item = &'a Task>,
    units: &HashMap<UnitId, Names>,
    gazetteer: &Gazetteer,
    first: u32,
) -> Vec<Passage> {
    let titles = Titles::of(plan);
    let regions = regions_of(plan, gazetteer);
    let called = names_of_plan(plan);
    let mut passages = titles.passages(&regions);
    for task in tasks {
        let ordinal = first + task.number.saturating_sub(1);
        let mut headings = titles.above(task.chapter, task.section);
        headings.extend(task.headings.iter().map(|heading| heading.title.clone()));
        for indicator in &task.indicators {
            passages.push(Passage {
                kind: Kind::Indicator,
                ordinal,
                id: Some(NodeId::Indicator(indicator.id)),
                names: vec![indicator.subject.clone(), indicator.phrase.clone()],
                headings: headings.clone(),
                regions: regions.clone(),
                ..Passage::default()
            });
        }
        passages.push(Passage {
            kind: Kind::Task,
            ordinal,
            text: task.text.clone(),
            label: task.label.clone(),
            headings,
            units: units_of(task, units),
            cities: cities_of(task, gazetteer),
            regions: regions.clone(),
            titles: called.clone(),
            indicators: task
                .indicators
                .iter()
                .map(|indicator| indicator.subject.clone())
                .collect(),
            ..Passage::default()
        });
    }
    passages.extend(plan.indicators.iter().map(|indicator| Passage {
        kind: Kind::Indicator,
        ordinal: NO_TASK,
        id: Some(NodeId::Indicator(indicator.id)),
        names: vec![indicator.subject.clone(), indicator.phrase.clone()],
        regions: regions.clone(),
        ..Passage::default()
    }));
    passages
}

/// The ordinal of what belongs to no task: no filter of tasks lets it through.
pub(super) const NO_TASK: u32 = u32::MAX;

/// Stands for a thing that is no task when the index asks whether it may be found.
///
/// Thirty-two bits of a digest, compared within a kind: of ten thousand chapters two share them once in a hundred corpora, and
/// then a filter that lets one through lets the other through too.
pub(super) fn key_of(id: NodeId) -> u32 {
    let digest = match id {
        NodeId::Unit(unit) => unit.digest,
        NodeId::Chapter(chapter) => chapter.plan.digest.rotate_left(1) ^ chapter.digest,
        NodeId::Section(section) => section.plan.digest.rotate_left(2) ^ section.digest,
        NodeId::City(city) => return (city.code << 12) | u32::from(city.since),
        _ => return NO_TASK,
    };
    u32::try_from(digest >> 32).unwrap_or(NO_TASK)
}

/// Names under which the units of one plan are asked for, its own spellings among them.
pub(super) fn names_of_units<'a>(
    units: impl IntoIterator<Item = &'a Unit>,
    gazetteer: &Gazetteer,
) -> HashMap<UnitId, Names> {
    units
        .into_iter()
        .map(|unit| (unit.id, Names::new(names_of_unit(unit, gazetteer))))
        .collect()
}

/// Every name of a unit, its own first: official names and short forms, then former and later names.
pub(super) fn names_of_unit(unit: &Unit, gazetteer: &Gazetteer) -> Vec<String> {
    let mut names = Vec::new();
    push_names(&mut names, unit);
    let known = |id| gazetteer.unit_of(unit.jurisdiction, id);
    if let Some(known) = known(unit.id) {
        push_names(&mut names, &known);
    }
    let later = |id| {
        ends(&gazetteer.successors(unit.jurisdiction, id), |change| {
            change.to
        })
    };
    let earlier = |id| {
        ends(&gazetteer.predecessors(unit.jurisdiction, id), |change| {
            change.from
        })
    };
    for relative in reached(unit.id, later)
        .into_iter()
        .chain(reached(unit.id, earlier))
    {
        if let Some(known) = known(relative) {
            push_names(&mut names, &known);
        }
    }
    let division = unit.jurisdiction.and_then(|id| gazetteer.city(id));
    for spoken in spoken(&names, division) {
        if !names.contains(&spoken) {
            names.push(spoken);
        }
    }
    names
}

/// What stands before the name proper of a body of a province or city.
const LEVELS: &[char] = &['省', '市', '县', '区'];

/// Names of so many bodies that without their division they say nothing.
const EVERYWHERE: &[&str] = &["政府", "人民政府"];

/// A name without the level of its division, as it is left out in speech: 农委 for 省农委.
pub(super) fn without_level(name: &str) -> Option<&str> {
    let rest = name.strip_prefix(LEVELS)?;
    // A single character is part of too many words.
    let says_something = rest.chars().nth(1).is_some() && !EVERYWHERE.contains(&rest);
    says_something.then_some(rest)
}

/// The same names as people say them: without the level of the division, 农委, and with its whole name, 辽宁省农委.
fn spoken(names: &[String], division: Option<&City>) -> Vec<String> {
    let mut spoken = Vec::new();
    for name in names {
        let (Some(rest), Some(level)) = (without_level(name), name.chars().next()) else {
            continue;
        };
        spoken.push(rest.to_owned());
        let of_level = division.filter(|division| division.name.ends_with(level));
        spoken.extend(of_level.map(|division| format!("{}{rest}", division.name)));
    }
    spoken
}

fn push_names(names: &mut Vec<String>, unit: &Unit) {
    let all = iter::once(&unit.name)
        .chain(&unit.full_name)
        .chain(&unit.aliases);
    for name in all {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
}

/// The other ends of changes that carry a body on; one that only hands duties over does not.
fn ends(changes: &[UnitChange], end: fn(&UnitChange) -> UnitId) -> Vec<UnitId> {
    changes
        .iter()
        .filter(|change| change.kind != UnitChangeKind::Transferred)
        .map(end)
        .collect()
}

fn reached(from: UnitId, steps: impl Fn(UnitId) -> Vec<UnitId>) -> Vec<UnitId> {
    let mut seen = HashSet::from([from]);
    let mut open = vec![from];
    let mut found = Vec::new();
    while let Some(unit) = open.pop() {
        for next in steps(unit) {
            if seen.insert(next) {
                found.push(next);
                open.push(next);
            }
        }
    }
    found
}

/// A task's units, each role once.
fn units_of(task: &Task, names: &HashMap<UnitId, Names>) -> Vec<UnitNames> {
    let mut seen = HashSet::new();
    task.assignments
        .iter()
        .filter(|assignment| seen.insert((assignment.unit, assignment.role)))
        .filter_map(|assignment| {
            Some(UnitNames {
                role: assignment.role,
                names: names.get(&assignment.unit)?.clone(),
            })
        })
        .collect()
}

/// Names of the places that a task is tied to, each once.
fn cities_of(task: &Task, gazetteer: &Gazetteer) -> Vec<String> {
    let cities: BTreeSet<_> = task.cities.iter().map(|link| link.city).collect();
    let cities = cities.into_iter().filter_map(|city| gazetteer.city(city));
    cities.flat_map(names_of_city).collect()
}

/// Names of the division that a plan is made for, and of those around that.
fn regions_of(plan: &Plan, gazetteer: &Gazetteer) -> Vec<String> {
    let regions = plan.region.into_iter();
    let regions = regions.flat_map(|region| region_and_around(region, gazetteer));
    let regions = regions.filter_map(|id| gazetteer.city(id));
    regions.flat_map(names_of_city).collect()
}

/// What a plan is called: its title, and the five years that it plans.
fn names_of_plan(plan: &Plan) -> Vec<String> {
    let years = plan.period_start.zip(plan.period_end);
    let years = years.and_then(|(first, last)| name_of_five_years(first, last));
    let years = years.map(str::to_owned);
    iter::once(plan.title.clone()).chain(years).collect()
}

/// A division and those around it, short of the nation.
pub(super) fn region_and_around(
    region: CityId,
    gazetteer: &Gazetteer,
) -> impl Iterator<Item = CityId> {
    let around = iter::once(region).chain(gazetteer.ancestors(region));
    around.filter(|id| *id != gazetteer.nation())
}

/// A division's name and, when it has another, its short name.
pub(super) fn names_of_city(city: &City) -> Vec<String> {
    let mut names = vec![city.name.clone()];
    if city.short_name != city.name {
        names.push(city.short_name.clone());
    }
    names
}

/// Titles of a plan's chapters and sections.
struct Titles<'a> {
    chapters: HashMap<ChapterId, &'a str>,
    sections: HashMap<SectionId, &'a str>,
    plan: &'a Plan,
}

impl<'a> Titles<'a> {
    fn of(plan: &'a Plan) -> Self {
        let chapters = plan.chapters.iter();
        let sections = chapters.clone().flat_map(|chapter| &chapter.sections);
        Self {
            chapters: chapters
                .map(|chapter| (chapter.id, chapter.title.as_str()))
                .collect(),
            sections: sections
                .map(|section| (section.id, section.title.as_str()))
                .collect(),
            plan,
        }
    }

    /// The titles above a task, the chapter's first.
    fn above(&self, chapter: ChapterId, section: Option<SectionId>) -> Vec<String> {
        let chapter = self.chapters.get(&chapter);
        let section = section.and_then(|section| self.sections.get(&section));
        let titles = chapter.into_iter().chain(section);
        titles.map(|title| (*title).to_owned()).collect()
    }

    fn passages(&self, regions: &[String]) -> Vec<Passage> {
        let mut passages = Vec::new();
        for chapter in &self.plan.chapters {
            passages.push(Passage {
                kind: Kind::Chapter,
                ordinal: key_of(NodeId::Chapter(chapter.id)),
                id: Some(NodeId::Chapter(chapter.id)),
                names: vec![chapter.title.clone()],
                regions: regions.to_vec(),
                ..Passage::default()
            });
            passages.extend(chapter.sections.iter().map(|section| Passage {
                kind: Kind::Section,
                ordinal: key_of(NodeId::Section(section.id)),
                id: Some(NodeId::Section(section.id)),
                names: vec![section.title.clone()],
                headings: vec![chapter.title.clone()],
                regions: regions.to_vec(),
                ..Passage::default()
            }));
        }
        passages
    }
}

/// The changes of units and divisions from one state to another: what is new, what has other names, what is gone.
pub(super) fn between(before: &Snapshot, after: &Snapshot, gazetteer: &Gazetteer) -> Vec<Change> {
    let mut changes = Vec::new();
    let old = |id| before.unit(id);
    for entry in after.units() {
        // Entries are shared between states: one that no commit touched is the same one.
        if old(entry.unit.id).is_some_and(|old| std::sync::Arc::ptr_eq(old, entry)) {
            continue;
        }
        let names = names_in(after, entry.unit.id, gazetteer);
        if old(entry.unit.id).is_none() || names != names_in(before, entry.unit.id, gazetteer) {
            changes.push(put_unit(entry.unit.id, names));
        }
    }
    for entry in before.units() {
        if after.unit(entry.unit.id).is_none() {
            changes.push(Change::Delete(entry.unit.id.digest));
        }
    }
    let (old, new) = (cities_in(before, gazetteer), cities_in(after, gazetteer));
    for city in new.difference(&old).filter_map(|id| gazetteer.city(*id)) {
        changes.push(put_city(city));
    }
    for city in old.difference(&new) {
        changes.push(Change::Delete(group_of_city(*city)));
    }
    changes
}

/// Every name of a unit that some plan of a state names.
pub(super) fn names_in(snapshot: &Snapshot, id: UnitId, gazetteer: &Gazetteer) -> Vec<String> {
    let Some(entry) = snapshot.unit(id) else {
        return Vec::new();
    };
    let mut names = names_of_unit(&entry.unit, gazetteer);
    let aliases: BTreeSet<_> = entry
        .uses
        .iter()
        .flat_map(|used| &used.aliases)
        .filter(|alias| !names.contains(alias))
        .cloned()
        .collect();
    names.extend(aliases);
    names
}

/// The divisions that some plan is tied to or made for, and those above them short of the nation.
pub(super) fn cities_in(snapshot: &Snapshot, gazetteer: &Gazetteer) -> BTreeSet<CityId> {
    let mut named = BTreeSet::new();
    for entry in snapshot.plans() {
        named.extend(entry.cities.iter().copied().chain(entry.region));
    }
    let cities = named.into_iter();
    cities
        .flat_map(|city| region_and_around(city, gazetteer))
        .collect()
}

fn put_unit(id: UnitId, names: Vec<String>) -> Change {
    Change::Put {
        group: id.digest,
        passages: vec![Passage {
            kind: Kind::Unit,
            ordinal: key_of(NodeId::Unit(id)),
            id: Some(NodeId::Unit(id)),
            names,
            ..Passage::default()
        }],
    }
}

fn put_city(city: &City) -> Change {
    Change::Put {
        group: group_of_city(city.id),
        passages: vec![Passage {
            kind: Kind::City,
            ordinal: key_of(NodeId::City(city.id)),
            id: Some(NodeId::City(city.id)),
            names: names_of_city(city),
            ..Passage::default()
        }],
    }
}

/// Far below any digest, as codes have six digits.
fn group_of_city(id: CityId) -> u64 {
    (u64::from(id.code) << 16) | u64::from(id.since)
}
