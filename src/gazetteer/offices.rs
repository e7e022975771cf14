//! Bodies that the state, or every division of a level, has: patterns of their names, and what became of them.
//!
//! A pattern names a body for all divisions of a level at once: `发展改革委` is 省发展改革委, 市发展改革委, 县发展改革委.
//! `*` stands for the word of the level, `#` for the division's name, `@` for its short name; a pattern without `*`
//! or `#` stands behind the word of the level.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::table::{GazetteerError, Row, rows};
use super::units::unit_id;
use crate::model::{
    City, CityId, Date, DivisionLevel, Unit, UnitChange, UnitChangeKind, UnitId, UnitKind,
};
use crate::text::fold::fold;

/// The municipalities directly under the central government: their bodies are named like those of a city.
const MUNICIPALITIES: &[u32] = &[110_000, 120_000, 310_000, 500_000];

/// The words of a level by the end of a division's name, the usual one first.
const LEVEL_WORDS: &[(&str, &[&str])] = &[
    ("特别行政区", &["特区"]),
    ("自治区", &["自治区", "区"]),
    ("自治州", &["州", "自治州"]),
    ("自治县", &["县", "自治县"]),
    ("自治旗", &["旗", "自治旗"]),
    ("地区", &["地区"]),
    ("省", &["省"]),
    ("市", &["市"]),
    ("盟", &["盟"]),
    ("旗", &["旗"]),
    ("县", &["县"]),
    ("区", &["区"]),
];

/// The words that stand for a division in the names of its bodies, the usual one first: 省; 自治区, 区.
pub(super) fn level_words(city: &City) -> &'static [&'static str] {
    LEVEL_WORDS
        .iter()
        .find(|(end, _)| city.name.ends_with(end))
        .map_or(&[], |(_, words)| words)
}

/// The letter of a division's level in the tables: N the state, P provinces, M municipalities, C prefectures, X counties.
fn letter(city: &City) -> char {
    match city.level {
        DivisionLevel::Nation => 'N',
        DivisionLevel::Province if MUNICIPALITIES.contains(&city.id.code) => 'M',
        DivisionLevel::Province => 'P',
        DivisionLevel::Prefecture => 'C',
        DivisionLevel::County => 'X',
    }
}

#[derive(Debug)]
struct Office {
    levels: String,
    name: String,
    full_name: Option<String>,
    aliases: Vec<String>,
    kind: UnitKind,
    first: Option<u16>,
    last: Option<u16>,
}

impl Office {
    fn stood(&self, year: Option<u16>) -> bool {
        year.is_none_or(|year| {
            self.first.is_none_or(|first| first <= year)
                && self.last.is_none_or(|last| year <= last)
        })
    }

    /// The body of one division.
    fn unit(&self, city: &City) -> Unit {
        let name = rendered(&self.name, city);
        let full_name = self.full_name.as_ref().map(|full| rendered(full, city));
        let mut aliases: Vec<String> = Vec::new();
        let short_full = self.full_name.iter().filter_map(|full| {
            let stem = full.strip_prefix('#')?;
            Some(rendered(&pattern(stem), city))
        });
        let others = self.aliases.iter().map(|alias| rendered(alias, city));
        for alias in full_name
            .clone()
            .into_iter()
            .chain(short_full)
            .chain(others)
        {
            if alias != name && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        Unit {
            id: unit_id(Some(city.id), &name),
            name,
            full_name,
            aliases,
            kind: self.kind,
            jurisdiction: Some(city.id),
            city: None,
            plan: None,
        }
    }
}

#[derive(Debug)]
struct Reform {
    levels: String,
    from: usize,
    to: usize,
    kind: UnitChangeKind,
    date: Date,
    source: String,
}

/// The patterns of both tables.
#[derive(Debug, Default)]
pub(super) struct Offices {
    rows: Vec<Office>,
    /// Patterns, folded, with the places in `rows` of those that bear them: own names before other names.
    by_pattern: HashMap<String, Vec<usize>>,
    reforms: Vec<Reform>,
    /// The bodies of a division by their ids, made when it is first asked for.
    by_id: HashMap<CityId, OnceLock<HashMap<UnitId, usize>>>,
}

impl Offices {
    pub(super) fn parse<'a>(
        offices: &str,
        reforms: &str,
        cities: impl Iterator<Item = &'a City>,
    ) -> Result<Self, GazetteerError> {
        let mut parsed = Self {
            by_id: cities.map(|city| (city.id, OnceLock::new())).collect(),
            ..Self::default()
        };
        for row in rows("offices", offices) {
            let row = row?;
            let [levels, name, full, aliases, kind, first, last] = row.cells;
            known_levels(&row, levels)?;
            let twice = parsed
                .bearers(&pattern(name))
                .any(|office| levels.chars().any(|level| office.levels.contains(level)));
            if twice {
                return Err(row.fault(format!("{name} stands twice for a level")));
            }
            let index = parsed.rows.len();
            parsed.index(name, index);
            parsed.rows.push(Office {
                levels: levels.to_owned(),
                name: pattern(name),
                full_name: (!full.is_empty()).then(|| full.to_owned()),
                aliases: aliases
                    .split('、')
                    .filter(|alias| !alias.is_empty())
                    .map(pattern)
                    .collect(),
                kind: row.word(kind, UnitKind::of_word)?,
                first: row.number(first)?,
                last: row.number(last)?,
            });
        }
        let other_names: Vec<(usize, String)> = parsed
            .rows
            .iter()
            .enumerate()
            .flat_map(|(index, office)| {
                let names = office.full_name.iter().chain(&office.aliases);
                names.map(move |name| (index, name.clone()))
            })
            .collect();
        for (index, name) in other_names {
            parsed.index(&name, index);
        }
        parsed.read_reforms(reforms)?;
        Ok(parsed)
    }

    fn index(&mut self, name: &str, index: usize) {
        let mut pattern = pattern(name).replace('@', "#");
        // 辽宁省发展改革委 and 省发展改革委 are looked up alike.
        if let Some(stem) = pattern.strip_prefix('#') {
            pattern = format!("*{stem}");
        }
        let indices = self.by_pattern.entry(fold(&pattern)).or_default();
        if !indices.contains(&index) {
            indices.push(index);
        }
    }

    fn bearers(&self, pattern: &str) -> impl Iterator<Item = &Office> {
        let indices = self.by_pattern.get(&fold(pattern)).into_iter().flatten();
        indices.filter_map(|&index| self.rows.get(index))
    }

    fn read_reforms(&mut self, reforms: &str) -> Result<(), GazetteerError> {
        for row in rows("reforms", reforms) {
            let row = row?;
            let [levels, from, to, kind, date, source] = row.cells;
            known_levels(&row, levels)?;
            let known = |name: &str| {
                let name = pattern(name);
                let fits = |office: &Office| {
                    office.name == name && levels.chars().any(|level| office.levels.contains(level))
                };
                self.rows.iter().position(fits).ok_or_else(|| {
                    row.fault(format!("{name} does not stand in offices for {levels}"))
                })
            };
            let reform = Reform {
                levels: levels.to_owned(),
                from: known(from)?,
                to: known(to)?,
                kind: row.word(kind, UnitChangeKind::of_word)?,
                date: date
                    .parse::<Date>()
                    .map_err(|error| row.fault(error.to_string()))?,
                source: source.to_owned(),
            };
            self.reforms.push(reform);
        }
        Ok(())
    }

    /// The body of a division that bears a name, if need be at another time than `year`.
    ///
    /// Its name is the one that was asked for, with the word of the level restored; the usual one is among the aliases.
    pub(super) fn named(&self, name: &str, city: &City, year: Option<u16>) -> Option<Unit> {
        let patterns = patterns_of(name, city);
        let (is_bare, office) = self
            .best(&patterns, city, |office| office.stood(year))
            .or_else(|| self.best(&patterns, city, |_| true))?;
        let mut unit = office.unit(city);
        let asked = if is_bare {
            rendered(&pattern(name), city)
        } else {
            name.to_owned()
        };
        if fold(&asked) != fold(&unit.name) {
            unit.aliases.retain(|alias| *alias != asked);
            unit.aliases
                .insert(0, std::mem::replace(&mut unit.name, asked));
        }
        Some(unit)
    }

    /// The first office that a pattern fits, and whether the name lacked the word of the level.
    fn best(
        &self,
        patterns: &[String],
        city: &City,
        fits: impl Fn(&Office) -> bool,
    ) -> Option<(bool, &Office)> {
        let level = letter(city);
        patterns.iter().enumerate().find_map(|(place, pattern)| {
            let office = self
                .bearers(pattern)
                .find(|office| office.levels.contains(level) && fits(office))?;
            Some((place + 1 == patterns.len(), office))
        })
    }

    /// The body of a division with that id.
    pub(super) fn with_id(&self, id: UnitId, city: &City) -> Option<Unit> {
        let office = self.rows.get(self.place_of(id, city)?)?;
        Some(office.unit(city))
    }

    /// The usual names of a division's bodies.
    pub(super) fn names<'a>(&'a self, city: &'a City) -> impl Iterator<Item = String> + 'a {
        let level = letter(city);
        self.rows
            .iter()
            .filter(move |office| office.levels.contains(level))
            .map(move |office| rendered(&office.name, city))
    }

    /// What the body of a division became, and what it came from.
    pub(super) fn changes(&self, id: UnitId, city: &City) -> Vec<UnitChange> {
        let Some(place) = self.place_of(id, city) else {
            return Vec::new();
        };
        let level = letter(city);
        let id_at = |place: usize| {
            let office = self.rows.get(place)?;
            Some(unit_id(Some(city.id), &rendered(&office.name, city)))
        };
        self.reforms
            .iter()
            .filter(|reform| reform.levels.contains(level))
            .filter(|reform| reform.from == place || reform.to == place)
            .filter_map(|reform| {
                Some(UnitChange {
                    from: id_at(reform.from)?,
                    to: id_at(reform.to)?,
                    kind: reform.kind,
                    date: reform.date,
                    source: reform.source.clone(),
                })
            })
            .collect()
    }

    fn place_of(&self, id: UnitId, city: &City) -> Option<usize> {
        let level = letter(city);
        let made = self.by_id.get(&city.id)?.get_or_init(|| {
            self.rows
                .iter()
                .enumerate()
                .filter(|(_, office)| office.levels.contains(level))
                .map(|(place, office)| {
                    let name = rendered(&office.name, city);
                    (unit_id(Some(city.id), &name), place)
                })
                .collect()
        });
        made.get(&id).copied()
    }
}

fn known_levels<const N: usize>(row: &Row<'_, N>, levels: &str) -> Result<(), GazetteerError> {
    let is_known = !levels.is_empty() && levels.chars().all(|level| "NPMCX".contains(level));
    is_known
        .then_some(())
        .ok_or_else(|| row.fault(format!("“{levels}” are not levels out of N, P, M, C, X")))
}

/// A cell as a pattern: behind the word of the level, unless it says where word or name stand.
fn pattern(cell: &str) -> String {
    if cell.contains(['*', '#', '@']) {
        cell.to_owned()
    } else {
        format!("*{cell}")
    }
}

/// The name that a pattern makes for a division.
fn rendered(pattern: &str, city: &City) -> String {
    let word = level_words(city).first().copied().unwrap_or_default();
    let (name, short) = match city.level {
        DivisionLevel::Nation => ("", ""),
        _ => (city.name.as_str(), city.short_name.as_str()),
    };
    // The party committee of an autonomous region is its 党委: 自治区党委宣传部.
    let word = match pattern.strip_prefix('*') {
        Some(stem) if word == "自治区" && is_of_committee(stem) => "自治区党",
        _ => word,
    };
    pattern
        .replace('*', word)
        .replace('#', name)
        .replace('@', short)
}

fn is_of_committee(stem: &str) -> bool {
    stem.strip_prefix('委')
        .is_some_and(|rest| !rest.starts_with('员'))
}

/// The patterns that a name may be an instance of, the likeliest first; the last takes it to lack the word of the level.
fn patterns_of(name: &str, city: &City) -> Vec<String> {
    let words = level_words(city);
    let places = match city.level {
        DivisionLevel::Nation => Vec::new(),
        _ => vec![city.name.as_str(), city.short_name.as_str()],
    };
    let mut patterns = Vec::new();
    let starts = words.iter().copied().chain(places.iter().copied());
    for stem in starts.filter_map(|start| name.strip_prefix(start)) {
        patterns.push(format!("*{stem}"));
        if let Some(of_committee) = stem.strip_prefix('党')
            && is_of_committee(of_committee)
        {
            patterns.push(format!("*{of_committee}"));
        }
    }
    for place in places.into_iter().filter(|place| name.contains(place)) {
        patterns.push(name.replacen(place, "#", 1));
    }
    for word in words.iter().filter(|word| name.contains(**word)) {
        patterns.push(name.replacen(word, "*", 1));
    }
    patterns.push(format!("*{name}"));
    patterns
}
