//! The names that are recognised in a query.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::passages;
use crate::engine::View;
use crate::model::{CityId, UnitId};
use crate::store::Generation;
use crate::text::fold::fold;

/// Names of units and divisions of one state, and a finder of them in text.
#[derive(Debug, Default)]
pub(in crate::engine) struct Vocabulary {
    generation: Generation,
    /// `None` while there are no names.
    finder: Option<AhoCorasick>,
    names: Vec<Named>,
}

/// What a name stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) units: Vec<UnitId>,
    pub(super) cities: Vec<CityId>,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention<'a> {
    /// First byte.
    pub(super) start: usize,
    /// First byte behind it.
    pub(super) end: usize,
    pub(super) named: &'a Named,
}

/// What stands before the name proper of a body of a province or city, and is left out in speech: 省农委, 农委.
const LEVELS: &[char] = &['省', '市', '县', '区'];

/// A name of fewer characters is part of too many words.
const SHORTEST: usize = 2;

impl Vocabulary {
    /// The names of the state of `view`.
    pub(super) fn of(view: &View) -> Self {
        let mut names: HashMap<String, Named> = HashMap::new();
        let (snapshot, gazetteer) = (view.snapshot(), view.gazetteer());
        let mut add_unit = |name: &str, unit: UnitId| {
            let name = fold(name);
            for form in [Some(name.as_str()), name.strip_prefix(LEVELS)] {
                let form = form.filter(|form| form.chars().count() >= SHORTEST);
                let Some(form) = form else { continue };
                let units = &mut names.entry(form.to_owned()).or_default().units;
                if !units.contains(&unit) {
                    units.push(unit);
                }
            }
        };
        for entry in snapshot.units() {
            for name in passages::names_in(snapshot, entry.unit.id, gazetteer) {
                add_unit(&name, entry.unit.id);
            }
        }
        for id in passages::cities_in(snapshot, gazetteer) {
            for name in gazetteer
                .city(id)
                .into_iter()
                .flat_map(passages::names_of_city)
            {
                if name.chars().count() >= SHORTEST {
                    names.entry(fold(&name)).or_default().cities.push(id);
                }
            }
        }
        let (texts, names): (Vec<_>, Vec<_>) = names.into_iter().unzip();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&texts);
        Self {
            generation: snapshot.generation(),
            finder: finder.ok().filter(|_| !texts.is_empty()),
            names,
        }
    }

    pub(super) fn generation(&self) -> Generation {
        self.generation
    }

    /// The names in a folded text, the longest where several begin, none within another.
    pub(super) fn mentions<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Mention<'a>> {
        let found = self
            .finder
            .iter()
            .flat_map(move |finder| finder.find_iter(text));
        found.filter_map(|found| {
            Some(Mention {
                start: found.start(),
                end: found.end(),
                named: self.names.get(found.pattern().as_usize())?,
            })
        })
    }
}
