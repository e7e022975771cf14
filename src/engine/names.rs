//! Which units bear a name.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, PoisonError};

use super::{QueryError, View};
use crate::gazetteer::Gazetteer;
use crate::model::{CityId, NodeId, Unit, UnitChange, UnitChangeKind, UnitId};
use crate::store::{Generation, Snapshot};
use crate::text::{fold::fold, near};

/// How many names are suggested for one that nobody bears.
const SUGGESTIONS: usize = 3;

/// The units that the plans of one state name, by folded name and alias.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    generation: Generation,
    units: HashMap<String, Vec<UnitId>>,
    /// The divisions whose bodies they are, and the nation.
    jurisdictions: BTreeSet<CityId>,
}

impl NameIndex {
    fn of(snapshot: &Snapshot, gazetteer: &Gazetteer) -> Self {
        let mut units: HashMap<String, Vec<UnitId>> = HashMap::new();
        let mut jurisdictions = BTreeSet::from([gazetteer.nation()]);
        for entry in snapshot.units() {
            let own = &entry.unit;
            let id = own.id;
            jurisdictions.extend(own.jurisdiction);
            let known = gazetteer.unit_of(own.jurisdiction, id);
            // 沈阳市 is printed for its government, whose full name few write out: 沈阳市政府.
            let government = own.city.map(|_| format!("{}政府", own.name));
            let names = std::iter::once(&own.name)
                .chain(&own.full_name)
                .chain(&own.aliases)
                .chain(&government)
                .chain(entry.uses.iter().flat_map(|used| &used.aliases))
                .chain(known.iter().flat_map(|unit| {
                    unit.aliases
                        .iter()
                        .chain(&unit.full_name)
                        .chain(std::iter::once(&unit.name))
                }))
                .map(|name| fold(name))
                .collect::<BTreeSet<_>>();
            for name in names {
                units.entry(name).or_default().push(id);
            }
        }
        Self {
            generation: snapshot.generation(),
            units,
            jurisdictions,
        }
    }
}

impl View {
    /// The units that `name` stands for: by id, name, alias, former or later name, in all jurisdictions.
    ///
    /// Empty when the gazetteer knows the name but no plan has anything to do with its bearers.
    pub fn units_bearing(&self, name: &str) -> Result<Vec<UnitId>, QueryError> {
        if let Ok(NodeId::Unit(id)) = name.parse() {
            return self.known(id, name).map(|id| vec![id]);
        }
        let direct = self.named_in_plans(name);
        if !direct.is_empty() {
            return Ok(direct);
        }
        let listed = self.gazetteer().units_named(name);
        let known = self.known_bearers(name, &listed);
        let meant = self.meant_in_plans(&known);
        if listed.is_empty() && meant.is_empty() {
            return Err(self.unknown_unit(name));
        }
        Ok(meant)
    }

    /// The one unit that `name` stands for, within a jurisdiction when one is given.
    ///
    /// A body that some plan names comes before one that only the gazetteer knows; a later or former name leads to the
    /// body of the plans.
    pub fn find_unit(&self, name: &str, jurisdiction: Option<&str>) -> Result<UnitId, QueryError> {
        let within = match jurisdiction {
            Some(division) => Some(self.cities_named(division)?),
            None => None,
        };
        let inside = |units: Vec<UnitId>| -> Vec<UnitId> {
            let allowed = |unit: &UnitId| match &within {
                Some(cities) => self
                    .jurisdiction(*unit)
                    .is_some_and(|city| cities.contains(&city)),
                None => true,
            };
            units.into_iter().filter(allowed).collect()
        };
        if let Ok(NodeId::Unit(id)) = name.parse() {
            return self.known(id, name);
        }
        let direct = inside(self.named_in_plans(name));
        if !direct.is_empty() {
            return self.only(name, direct);
        }
        let listed = inside(self.gazetteer().units_named(name));
        let known = inside(self.known_bearers(name, &listed));
        let meant = self.meant_in_plans(&known);
        if !meant.is_empty() {
            return self.only(name, meant);
        }
        // A pattern knows bodies that may never have been: only the listed ones stand for themselves.
        if listed.is_empty() {
            return Err(self.unknown_unit_of(name, jurisdiction, &within.unwrap_or_default()));
        }
        self.only(name, listed)
    }

    /// The listed bodies of that name, and those that a pattern knows in the jurisdictions of the plans.
    fn known_bearers(&self, name: &str, listed: &[UnitId]) -> Vec<UnitId> {
        let jurisdictions = self.jurisdictions_in_plans();
        let by_pattern: Vec<_> = jurisdictions
            .iter()
            .filter_map(|&division| self.gazetteer().unit_in_year(name, division, None))
            .filter(|unit| !listed.contains(&unit.id))
            .collect();
        let known = listed.iter().copied();
        let known = known.chain(by_pattern.iter().map(|unit| unit.id)).collect();
        // A body that plans name keeps the name that they print.
        let unnamed = by_pattern.into_iter();
        let unnamed = unnamed.filter(|unit| self.snapshot().unit(unit.id).is_none());
        self.keep_units(unnamed.collect());
        known
    }

    /// The divisions whose bodies the plans name, and the nation.
    pub(super) fn jurisdictions_in_plans(&self) -> BTreeSet<CityId> {
        self.names().jurisdictions.clone()
    }

    /// The unit of an id, which some plan or the gazetteer must know.
    fn known(&self, id: UnitId, name: &str) -> Result<UnitId, QueryError> {
        let known = self.unit(id).map(|unit| unit.id);
        known.ok_or_else(|| self.unknown_unit(name))
    }

    /// The single unit of `units`, or the one whose own name it is.
    fn only(&self, name: &str, units: Vec<UnitId>) -> Result<UnitId, QueryError> {
        let folded = fold(name);
        let own = |unit: &&UnitId| {
            self.unit(**unit)
                .is_some_and(|unit| fold(&unit.name) == folded)
        };
        let named: Vec<_> = units.iter().filter(own).copied().collect();
        match (units.as_slice(), named.as_slice()) {
            ([unit], _) | (_, [unit]) => Ok(*unit),
            _ => {
                let candidates = units.iter().map(|unit| self.describe(*unit)).collect();
                Err(QueryError::AmbiguousName {
                    name: name.to_owned(),
                    candidates,
                    units,
                })
            }
        }
    }

    /// A unit's name with its jurisdiction: 省财政厅（辽宁省）.
    fn describe(&self, id: UnitId) -> String {
        let unit = self.unit(id);
        unit.map_or_else(|| id.to_string(), |unit| self.with_division(&unit))
    }

    fn jurisdiction(&self, unit: UnitId) -> Option<CityId> {
        let entry = self.snapshot().unit(unit);
        entry
            .and_then(|entry| entry.unit.jurisdiction)
            .or_else(|| self.unit(unit)?.jurisdiction)
    }

    /// The units that a plan names by this name or alias, which may be told apart as we tell them: 省财政厅（辽宁省）.
    pub(super) fn named_in_plans(&self, name: &str) -> Vec<UnitId> {
        let (names, folded) = (self.names(), fold(name));
        if let Some(units) = names.units.get(&folded) {
            return units.clone();
        }
        let bare = folded.rsplit_once('(').map(|(bare, _)| bare);
        let units = bare.and_then(|bare| names.units.get(bare));
        let meant = |unit: &&UnitId| fold(&self.describe(**unit)) == folded;
        units.into_iter().flatten().filter(meant).copied().collect()
    }

    /// Those of `known` that the plans name, by another name than the one that was asked for; else their relatives.
    fn meant_in_plans(&self, known: &[UnitId]) -> Vec<UnitId> {
        let named = |unit: &UnitId| self.snapshot().unit(*unit).is_some();
        let themselves: Vec<_> = known.iter().copied().filter(named).collect();
        if themselves.is_empty() {
            return self.relatives_in_plans(known);
        }
        themselves
    }

    /// The nearest bodies of the plans before and after `known` in reorganisations.
    ///
    /// A body that only handed duties over is no earlier form of the one that got them: it counts when there is no other.
    fn relatives_in_plans(&self, known: &[UnitId]) -> Vec<UnitId> {
        let is_body = |change: &UnitChange| change.kind != UnitChangeKind::Transferred;
        let bodies = self.nearest_both_ways(known, is_body);
        let found = if bodies.is_empty() {
            self.nearest_both_ways(known, |_| true)
        } else {
            bodies
        };
        found.into_iter().collect()
    }

    fn nearest_both_ways(
        &self,
        known: &[UnitId],
        counts: impl Fn(&UnitChange) -> bool,
    ) -> BTreeSet<UnitId> {
        let ends = |changes: Vec<UnitChange>, end: fn(&UnitChange) -> UnitId| {
            changes
                .iter()
                .filter(|change| counts(change))
                .map(end)
                .collect()
        };
        let earlier = |unit| ends(self.predecessors(unit), |change| change.from);
        let later = |unit| ends(self.successors(unit), |change| change.to);
        let mut found = self.nearest_in_plans(known, earlier);
        found.extend(self.nearest_in_plans(known, later));
        found
    }

    /// The first bodies of the plans on every way from `known` along `steps`.
    fn nearest_in_plans(
        &self,
        known: &[UnitId],
        steps: impl Fn(UnitId) -> Vec<UnitId>,
    ) -> BTreeSet<UnitId> {
        let mut found = BTreeSet::new();
        let mut seen: HashSet<_> = known.iter().copied().collect();
        let mut open = known.to_vec();
        while let Some(unit) = open.pop() {
            for next in steps(unit) {
                if !seen.insert(next) {
                    continue;
                }
                if self.snapshot().unit(next).is_some() {
                    found.insert(next);
                } else {
                    open.push(next);
                }
            }
        }
        found
    }

    fn unknown_unit(&self, name: &str) -> QueryError {
        self.unknown_unit_of(name, None, &[])
    }

    /// No unit of the division, which may be any of `cities`, bears the name; the nearest names are those of its units.
    fn unknown_unit_of(&self, name: &str, division: Option<&str>, cities: &[CityId]) -> QueryError {
        let is_within = |unit: &Unit| {
            division.is_none() || unit.jurisdiction.is_some_and(|city| cities.contains(&city))
        };
        let names = self.names();
        let bearers = |units: &Vec<UnitId>| -> Vec<Arc<Unit>> {
            let units = units.iter().filter_map(|unit| self.unit(*unit));
            units.filter(|unit| is_within(unit)).collect()
        };
        let named = names.units.iter();
        let candidates =
            named.filter(|(_, units)| division.is_none() || !bearers(units).is_empty());
        let candidates = candidates.map(|(folded, _)| folded.as_str());
        let mut nearest = Vec::new();
        for folded in near::nearest(&fold(name), candidates, SUGGESTIONS) {
            for unit in names.units.get(folded).map(bearers).unwrap_or_default() {
                if !nearest.contains(&unit.name) {
                    nearest.push(unit.name.clone());
                }
            }
        }
        nearest.truncate(SUGGESTIONS);
        QueryError::UnknownUnit {
            name: name.to_owned(),
            within: division.map(str::to_owned),
            nearest,
        }
    }

    /// The names of this state; made once for the newest state and kept for the next view of it.
    fn names(&self) -> Arc<NameIndex> {
        let mut kept = self
            .shared()
            .names
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let generation = self.snapshot().generation();
        let make = || Arc::new(NameIndex::of(self.snapshot(), self.gazetteer()));
        if kept.generation > generation {
            // The few requests that a commit overtakes do not drive out what all later ones need.
            drop(kept);
            return make();
        }
        if kept.generation < generation {
            *kept = make();
        }
        Arc::clone(&kept)
    }
}
