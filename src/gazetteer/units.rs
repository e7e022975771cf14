//! Known bodies of government, the identity of a body, and what became of them.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::table::{GazetteerError, Row, rows};
use crate::model::{CityId, Date, Unit, UnitChange, UnitChangeKind, UnitId, UnitKind};
use crate::text::fold::fold;

/// The identity of a body: digest of its jurisdiction and its canonical name.
pub(super) fn unit_id(jurisdiction: Option<CityId>, name: &str) -> UnitId {
    let mut hasher = Sha256::new();
    if let Some(city) = jurisdiction {
        hasher.update(city.code.to_be_bytes());
        hasher.update(city.since.to_be_bytes());
    }
    hasher.update([0]);
    hasher.update(fold(name));
    let digest = hasher
        .finalize()
        .iter()
        .take(8)
        .fold(0, |digest, &byte| (digest << 8) | u64::from(byte));
    UnitId { digest }
}

/// A known body with the years in which it stood.
#[derive(Debug)]
struct Known {
    unit: Unit,
    first: Option<u16>,
    last: Option<u16>,
}

#[derive(Debug, Default)]
pub(super) struct Units {
    known: Vec<Known>,
    by_id: HashMap<UnitId, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_alias: HashMap<String, Vec<usize>>,
    successors: HashMap<UnitId, Vec<UnitChange>>,
    predecessors: HashMap<UnitId, Vec<UnitChange>>,
}

impl Units {
    pub(super) fn parse(
        units: &str,
        changes: &str,
        city: impl Fn(u32) -> Option<CityId>,
    ) -> Result<Self, GazetteerError> {
        let mut parsed = Self::default();
        for row in rows("units", units) {
            let row = row?;
            let [code, name, full, aliases, kind, first, last] = row.cells;
            let jurisdiction = jurisdiction(&row, code, &city)?;
            let full_name = (!full.is_empty()).then(|| full.to_owned());
            let mut names: Vec<String> = Vec::new();
            for alias in full_name
                .iter()
                .map(String::as_str)
                .chain(aliases.split('、'))
            {
                if !alias.is_empty() && alias != name && !names.iter().any(|known| known == alias) {
                    names.push(alias.to_owned());
                }
            }
            let unit = Unit {
                id: unit_id(Some(jurisdiction), name),
                name: name.to_owned(),
                full_name,
                aliases: names,
                kind: row.word(kind, UnitKind::of_word)?,
                jurisdiction: Some(jurisdiction),
                city: None,
                plan: None,
            };
            let index = parsed.known.len();
            if parsed.by_id.insert(unit.id, index).is_some() {
                return Err(row.fault(format!("{name} stands twice")));
            }
            parsed.by_name.entry(fold(name)).or_default().push(index);
            for alias in &unit.aliases {
                parsed.by_alias.entry(fold(alias)).or_default().push(index);
            }
            parsed.known.push(Known {
                unit,
                first: row.number(first)?,
                last: row.number(last)?,
            });
        }
        parsed.read_changes(changes, city)?;
        Ok(parsed)
    }

    fn read_changes(
        &mut self,
        changes: &str,
        city: impl Fn(u32) -> Option<CityId>,
    ) -> Result<(), GazetteerError> {
        for row in rows("changes", changes) {
            let row = row?;
            let [code, from, to, kind, date, source] = row.cells;
            let jurisdiction = jurisdiction(&row, code, &city)?;
            let known = |name: &str| {
                let id = unit_id(Some(jurisdiction), name);
                let unknown = || row.fault(format!("{name} does not stand in units"));
                self.by_id
                    .contains_key(&id)
                    .then_some(id)
                    .ok_or_else(unknown)
            };
            let change = UnitChange {
                from: known(from)?,
                to: known(to)?,
                kind: row.word(kind, UnitChangeKind::of_word)?,
                date: date
                    .parse::<Date>()
                    .map_err(|error| row.fault(error.to_string()))?,
                source: source.to_owned(),
            };
            self.predecessors
                .entry(change.to)
                .or_default()
                .push(change.clone());
            self.successors.entry(change.from).or_default().push(change);
        }
        Ok(())
    }

    pub(super) fn get(&self, id: UnitId) -> Option<&Unit> {
        self.at(*self.by_id.get(&id)?)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.known.iter().map(|known| &known.unit)
    }

    fn at(&self, index: usize) -> Option<&Unit> {
        self.known.get(index).map(|known| &known.unit)
    }

    /// Bodies of that canonical name, or else those with such an alias.
    pub(super) fn named(&self, name: &str) -> Vec<UnitId> {
        let name = fold(name);
        let found = self.by_name.get(&name).or_else(|| self.by_alias.get(&name));
        found
            .into_iter()
            .flatten()
            .filter_map(|&index| self.at(index))
            .map(|unit| unit.id)
            .collect()
    }

    /// The body of a jurisdiction that bore a name in a year; a name that it bore at another time counts for less.
    pub(super) fn in_year(
        &self,
        name: &str,
        jurisdiction: CityId,
        year: Option<u16>,
    ) -> Option<&Unit> {
        let name = fold(name);
        let candidates = || {
            let named = self.by_name.get(&name).into_iter().flatten();
            named
                .chain(self.by_alias.get(&name).into_iter().flatten())
                .filter_map(|&index| self.known.get(index))
                .filter(|known| known.unit.jurisdiction == Some(jurisdiction))
        };
        let stood = |known: &&Known| {
            year.is_none_or(|year| {
                known.first.is_none_or(|first| first <= year)
                    && known.last.is_none_or(|last| year <= last)
            })
        };
        candidates()
            .find(stood)
            .or_else(|| candidates().next())
            .map(|known| &known.unit)
    }

    pub(super) fn successors(&self, id: UnitId) -> &[UnitChange] {
        self.successors.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn predecessors(&self, id: UnitId) -> &[UnitChange] {
        self.predecessors.get(&id).map_or(&[], Vec::as_slice)
    }
}

fn jurisdiction<const N: usize>(
    row: &Row<'_, N>,
    code: &str,
    city: impl Fn(u32) -> Option<CityId>,
) -> Result<CityId, GazetteerError> {
    row.number(code)?
        .and_then(city)
        .ok_or_else(|| row.fault(format!("“{code}” is not a code of divisions")))
}
