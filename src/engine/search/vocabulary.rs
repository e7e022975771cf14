//! The names that are recognised in a query.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use super::passages;
use crate::engine::View;
use crate::gazetteer::Gazetteer;
use crate::model::{CityId, DivisionLevel, NodeId, UnitId};
use crate::search::PlaceNames;
use crate::store::{Generation, Snapshot};
use crate::text::fold::fold;
use crate::text::pinyin::{Reading, readings};

/// The vocabulary of the last state that was asked.
pub(in crate::engine) type KeptVocabulary = (Generation, Arc<Vocabulary>);

/// Names of units and divisions, and a finder of them in text.
#[derive(Debug, Default)]
pub(in crate::engine) struct Vocabulary {
    /// Every name of every unit: what else there is follows from this and the divisions.
    units: Vec<(UnitId, Vec<String>)>,
    /// `None` while there are no names.
    finder: Option<AhoCorasick>,
    names: Vec<Named>,
    suggested: Vec<Suggested>,
    /// The divisions that some plan is tied to, and those above them.
    pub(super) cities: BTreeSet<CityId>,
    /// The divisions that some plans are made for, or divisions within them, and others are not.
    regions: BTreeSet<CityId>,
    /// Names of the places within a prefecture that some plan is tied to.
    within: HashMap<CityId, Vec<String>>,
}

/// A unit or division to be suggested.
#[derive(Debug)]
pub(super) struct Suggested {
    /// Its own name.
    pub(super) text: String,
    pub(super) node: NodeId,
    /// How its own name is read.
    pub(super) readings: Vec<Reading>,
    /// Its other names, in normal form.
    pub(super) others: Vec<String>,
}

/// What a name stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::engine) struct Named {
    pub(in crate::engine) units: Vec<UnitId>,
    pub(in crate::engine) cities: Vec<CityId>,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Mention<'a> {
    /// First byte.
    pub(in crate::engine) start: usize,
    /// First byte behind it.
    pub(in crate::engine) end: usize,
    pub(in crate::engine) named: &'a Named,
}

/// A name of fewer characters is part of too many words.
const SHORTEST: usize = 2;

impl Vocabulary {
    /// The names of the state of `view`: those of an earlier state when they are the same, for most changes name nobody new,
    /// and a finder takes long to make.
    pub(super) fn of(view: &View, earlier: &Arc<Self>) -> Arc<Self> {
        let (snapshot, gazetteer) = (view.snapshot(), view.gazetteer());
        let units = snapshot.units().map(|entry| {
            let id = entry.unit.id;
            (id, passages::names_in(snapshot, id, gazetteer))
        });
        let units: Vec<_> = units.collect();
        let cities = passages::cities_in(snapshot, gazetteer);
        let regions = regions(snapshot, gazetteer);
        if (&units, &cities, &regions) == (&earlier.units, &earlier.cities, &earlier.regions) {
            return Arc::clone(earlier);
        }
        Arc::new(Self::new(units, cities, regions, gazetteer))
    }

    fn new(
        units: Vec<(UnitId, Vec<String>)>,
        cities: BTreeSet<CityId>,
        regions: BTreeSet<CityId>,
        gazetteer: &Gazetteer,
    ) -> Self {
        let mut names: HashMap<String, Named> = HashMap::new();
        let mut add_unit = |name: &str, unit: UnitId| {
            let name = fold(name);
            let forms = [Some(name.as_str()), passages::without_level(&name)];
            for form in forms.into_iter().flatten() {
                if form.chars().count() < SHORTEST {
                    continue;
                }
                let units = &mut names.entry(form.to_owned()).or_default().units;
                if !units.contains(&unit) {
                    units.push(unit);
                }
            }
        };
        let mut suggested = Vec::new();
        let mut within: HashMap<CityId, Vec<String>> = HashMap::new();
        for (id, known) in &units {
            for name in known {
                add_unit(name, *id);
            }
            suggested.extend(Suggested::of(NodeId::Unit(*id), known));
        }
        for &id in &cities {
            let known = gazetteer.city(id).map(passages::names_of_city);
            suggested.extend(known.and_then(|known| Suggested::of(NodeId::City(id), &known)));
            if let (Some(city), Some(around)) =
                (gazetteer.city(id), prefecture_around(gazetteer, id))
            {
                within.entry(around).or_default().push(city.name.clone());
            }
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
            units,
            finder: finder.ok().filter(|_| !texts.is_empty()),
            names,
            suggested,
            cities,
            regions,
            within,
        }
    }

    /// The place that a division's name stands for in a search: with it what is within it, or what it is within.
    pub(super) fn place(&self, name: &str, city: CityId, gazetteer: &Gazetteer) -> PlaceNames {
        let around = prefecture_around(gazetteer, city).and_then(|around| gazetteer.city(around));
        PlaceNames {
            name: name.to_owned(),
            within: self.within.get(&city).cloned().unwrap_or_default(),
            around: around.map(passages::names_of_city).unwrap_or_default(),
            is_region: self.regions.contains(&city),
        }
    }

    pub(super) fn suggested(&self) -> &[Suggested] {
        &self.suggested
    }

    /// The names in a folded text, the longest where several begin, none within another.
    pub(in crate::engine) fn mentions<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = Mention<'a>> {
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

/// The divisions that plans are made for, with those around them, but not what is around all of these plans.
fn regions(snapshot: &Snapshot, gazetteer: &Gazetteer) -> BTreeSet<CityId> {
    let mut counts: BTreeMap<CityId, usize> = BTreeMap::new();
    let made_for = || snapshot.plans().filter_map(|entry| entry.region);
    for region in made_for() {
        for region in passages::region_and_around(region, gazetteer) {
            *counts.entry(region).or_default() += 1;
        }
    }
    let plans = made_for().count();
    counts.retain(|_, count| *count < plans);
    counts.into_keys().collect()
}

/// The prefecture that a county is in.
fn prefecture_around(gazetteer: &Gazetteer, id: CityId) -> Option<CityId> {
    let is_prefecture = |id: &CityId| {
        let city = gazetteer.city(*id);
        city.is_some_and(|city| city.level == DivisionLevel::Prefecture)
    };
    gazetteer.ancestors(id).find(is_prefecture)
}

impl Suggested {
    /// What is suggested of a thing by its names, its own first.
    fn of(node: NodeId, names: &[String]) -> Option<Self> {
        let (text, others) = names.split_first()?;
        let plain = fold(text);
        // 省农委 is typed nw as often as snw.
        let short = passages::without_level(&plain).unwrap_or_default();
        let mut ways = readings(&plain);
        ways.extend(readings(short));
        Some(Self {
            text: text.clone(),
            node,
            readings: ways,
            others: others.iter().map(|name| fold(name)).collect(),
        })
    }
}
