//! Administrative divisions: names, short names, codes, and which of them stood in a given year.

use std::collections::HashMap;

use super::table::{GazetteerError, rows};
use crate::model::{City, CityId, DivisionLevel};

/// The nation, which no table lists.
pub(super) const NATION: CityId = CityId { code: 0, since: 0 };

/// Endings that a short name drops, longest first.
const LEVEL_WORDS: &[&str] = &[
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "矿区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
];

/// Words of the level of autonomous divisions, of which people say the last character.
const AUTONOMOUS: &[&str] = &["自治州", "自治县", "自治旗"];

/// Names of peoples in the names of autonomous divisions; a short name drops them.
const PEOPLES: &[&str] = &[
    "维吾尔",
    "哈萨克",
    "柯尔克孜",
    "塔吉克",
    "锡伯",
    "蒙古族",
    "蒙古",
    "回族",
    "藏族",
    "壮族",
    "苗族",
    "彝族",
    "土家族",
    "布依族",
    "侗族",
    "瑶族",
    "白族",
    "哈尼族",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "朝鲜族",
    "满族",
    "保安族",
    "裕固族",
    "独龙族",
    "怒族",
    "普米族",
    "鄂温克族",
    "鄂伦春",
    "各族",
];

/// Short names in use that no rule makes.
const CUSTOMARY: &[(&str, &str)] = &[
    ("喀喇沁左翼蒙古族自治县", "喀左"),
    ("前郭尔罗斯蒙古族自治县", "前郭"),
    ("杜尔伯特蒙古族自治县", "杜蒙"),
    ("双江拉祜族佤族布朗族傣族自治县", "双江"),
    ("积石山保安族东乡族撒拉族自治县", "积石山"),
];

#[derive(Debug, Default)]
pub(super) struct Divisions {
    cities: Vec<City>,
    by_id: HashMap<CityId, usize>,
    by_code: HashMap<u32, Vec<CityId>>,
    by_name: HashMap<String, Vec<CityId>>,
    /// Names and short names by their first two characters, longest first.
    by_start: HashMap<[char; 2], Vec<String>>,
    children: HashMap<CityId, Vec<CityId>>,
}

impl Divisions {
    pub(super) fn parse(text: &str) -> Result<Self, GazetteerError> {
        let mut found = vec![(
            City {
                id: NATION,
                name: "中国".to_owned(),
                short_name: "中国".to_owned(),
                level: DivisionLevel::Nation,
                parent: None,
                until: None,
            },
            None,
        )];
        for row in rows("divisions", text) {
            let row = row?;
            let [code, name, level, parent, first, last] = row.cells;
            let code = row
                .number(code)?
                .ok_or_else(|| row.fault("the code is missing"))?;
            let below = |level: &DivisionLevel| *level != DivisionLevel::Nation;
            let level = row.word(level, |word| DivisionLevel::of_word(word).filter(below))?;
            found.push((
                City {
                    id: CityId {
                        code,
                        since: row.number(first)?.unwrap_or_default(),
                    },
                    name: name.to_owned(),
                    short_name: short_name(name),
                    level,
                    parent: (level == DivisionLevel::Province).then_some(NATION),
                    until: row.number(last)?,
                },
                row.number::<u32>(parent)?,
            ));
        }
        Ok(Self::index(found))
    }

    fn index(found: Vec<(City, Option<u32>)>) -> Self {
        let mut divisions = Self::default();
        let mut lifetimes: HashMap<u32, Vec<(CityId, Option<u16>)>> = HashMap::new();
        for (city, _) in &found {
            lifetimes
                .entry(city.id.code)
                .or_default()
                .push((city.id, city.until));
        }
        for (mut city, parent) in found {
            let mut parents: Vec<CityId> = city.parent.into_iter().collect();
            if let Some(above) = parent.and_then(|code| lifetimes.get(&code)) {
                // A code may have had several bearers: the one that stood last in the child's own time is its parent, and
                // it lay within each of them.
                let stood = |&&(id, until): &&(CityId, Option<u16>)| {
                    until.is_none_or(|last| last >= city.id.since)
                        && city.until.is_none_or(|last| id.since <= last)
                };
                parents = above.iter().filter(stood).map(|&(id, _)| id).collect();
                if parents.is_empty() {
                    parents.extend(above.first().map(|&(id, _)| id));
                }
                city.parent = parents.last().copied();
            }
            divisions.add(city, &parents);
        }
        for names in divisions.by_start.values_mut() {
            names.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
            names.dedup();
        }
        divisions
    }

    /// Adds a division, which lies or lay within `parents`.
    fn add(&mut self, city: City, parents: &[CityId]) {
        self.by_id.insert(city.id, self.cities.len());
        self.by_code.entry(city.id.code).or_default().push(city.id);
        let mut names = vec![city.name.clone()];
        if city.short_name != city.name {
            names.push(city.short_name.clone());
        }
        names.extend(plain_level(&city));
        for name in names {
            let mut characters = name.chars();
            if let (Some(first), Some(second)) = (characters.next(), characters.next()) {
                self.by_start
                    .entry([first, second])
                    .or_default()
                    .push(name.clone());
            }
            self.by_name.entry(name).or_default().push(city.id);
        }
        for parent in parents {
            self.children.entry(*parent).or_default().push(city.id);
        }
        self.cities.push(city);
    }

    pub(super) fn get(&self, id: CityId) -> Option<&City> {
        self.by_id
            .get(&id)
            .and_then(|&index| self.cities.get(index))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &City> {
        self.cities.iter()
    }

    pub(super) fn named(&self, name: &str) -> &[CityId] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn with_code(&self, code: u32) -> &[CityId] {
        self.by_code.get(&code).map_or(&[], Vec::as_slice)
    }

    pub(super) fn children(&self, id: CityId) -> &[CityId] {
        self.children.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Names and short names that `text` begins with, longest first.
    pub(super) fn starting<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        let mut characters = text.chars();
        let start = characters.next().zip(characters.next());
        start
            .and_then(|(first, second)| self.by_start.get(&[first, second]))
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(move |name| text.starts_with(name))
    }
}

/// The name that an autonomous division goes by: 岫岩县, 恩施州.
fn plain_level(city: &City) -> Option<String> {
    let level = AUTONOMOUS.iter().find(|level| city.name.ends_with(**level));
    let level = level?.chars().last()?;
    (city.short_name != city.name).then(|| format!("{}{level}", city.short_name))
}

/// The name that a banner of a wing goes by: 科左后旗 for 科尔沁左翼后旗.
fn of_wing(name: &str) -> Option<String> {
    let (league, banner) = name.split_once("翼")?;
    let wing = league
        .chars()
        .next_back()
        .filter(|wing| matches!(wing, '左' | '右'))?;
    let first = league.chars().next()?;
    (first != wing && banner.ends_with('旗')).then(|| format!("{first}{wing}{banner}"))
}

/// A name without its level and peoples, unless less than two characters would be left.
fn short_name(name: &str) -> String {
    if let Some((_, short)) = CUSTOMARY.iter().find(|(full, _)| *full == name) {
        return (*short).to_owned();
    }
    if let Some(short) = of_wing(name) {
        return short;
    }
    let Some(mut short) = LEVEL_WORDS.iter().find_map(|word| name.strip_suffix(word)) else {
        return name.to_owned();
    };
    let autonomous = name.contains("自治");
    while autonomous
        && let Some(rest) = PEOPLES.iter().find_map(|people| short.strip_suffix(people))
        && rest.chars().count() >= 2
    {
        short = rest;
    }
    if short.chars().count() < 2 {
        return name.to_owned();
    }
    short.to_owned()
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn a_short_name_drops_level_and_peoples() {
        let check = |name, expected| assert_eq!(short_name(name), expected, "{name}");
        check("朝阳市", "朝阳");
        check("南票区", "南票");
        check("沈北新区", "沈北");
        check("喀喇沁左翼蒙古族自治县", "喀左");
        check("湘西土家族苗族自治州", "湘西");
        check("内蒙古自治区", "内蒙古");
        check("新疆维吾尔自治区", "新疆");
        check("义县", "义县");
        check("科尔沁左翼后旗", "科左后旗");
        check("察哈尔右翼前旗", "察右前旗");
    }
}
