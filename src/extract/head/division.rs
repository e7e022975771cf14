//! The division that a plan is of, and the body that issues it.

use super::Findings;
use crate::gazetteer::Gazetteer;
use crate::model::{CityId, DivisionLevel, HeadField, PlanManifest, TextRange};

/// Codes of the fifteen sub-provincial cities.
const SUB_PROVINCIAL: &[u32] = &[
    210_100, 210_200, 220_100, 230_100, 320_100, 330_100, 330_200, 350_200, 370_100, 370_200,
    420_100, 440_100, 440_300, 510_100, 610_100,
];

/// How names end that only bodies of the state have: a province has a 发展改革委 too.
const OF_STATE: &[&str] = &["部", "署", "总局", "人民银行"];

/// What may stand behind the first body of an issuer's name.
const BEHIND_BODY: &[&str] = &["办公厅", "办公室", "等", "、", "，", "和", "与", "及"];

/// The division of a name or code, the highest of several.
pub(super) fn division(name: &str, gazetteer: &Gazetteer) -> Option<CityId> {
    let by_code = name
        .parse()
        .ok()
        .map(|code| gazetteer.cities_with_code(code));
    by_code
        .unwrap_or_else(|| gazetteer.cities_named(name))
        .into_iter()
        .min_by_key(|&id| gazetteer.city(id).map(|city| city.level))
}

/// The division that the issuer governs: as the manifest says, else from names of bodies, number or text.
pub(super) fn region(
    facts: &mut Findings<'_>,
    names: [Option<&str>; 3],
    number: Option<&str>,
    manifest: &PlanManifest,
    gazetteer: &Gazetteer,
) -> Option<CityId> {
    let given = manifest.region.as_deref();
    let given = given.and_then(|region| division(region, gazetteer));
    let region = given
        .or_else(|| {
            names
                .into_iter()
                .flatten()
                .find_map(|name| division_at_start(name, gazetteer))
        })
        .or_else(|| number.and_then(|number| gazetteer.issuing_division(number)))
        .or_else(|| first_named(facts.text, gazetteer));
    match region.and_then(|id| gazetteer.city(id)) {
        Some(city) => facts.inferred(HeadField::Region, city.name.clone()),
        None => facts.missing(HeadField::Region),
    }
    region
}

/// The division whose full name a body's name begins with, the lowest of several: 凌河区 in 锦州市凌河区人民政府; the
/// nation for bodies of the state.
fn division_at_start(name: &str, gazetteer: &Gazetteer) -> Option<CityId> {
    if is_of_nation(name, gazetteer) {
        return Some(gazetteer.nation());
    }
    let mut found = None;
    let mut rest = name;
    loop {
        let next = gazetteer.division_names_starting(rest).find_map(|start| {
            let bearers = gazetteer.cities_named(start).into_iter();
            let named =
                bearers.filter(|&id| gazetteer.city(id).is_some_and(|city| city.name == start));
            let id = match found {
                None => full_name(start, gazetteer),
                Some(above) => named
                    .filter(|&id| gazetteer.ancestors(id).any(|one| one == above))
                    .min_by_key(|&id| gazetteer.city(id).map(|city| city.until.is_some())),
            };
            Some((id?, rest.strip_prefix(start)?))
        });
        let Some((id, behind)) = next else {
            return found;
        };
        (found, rest) = (Some(id), behind);
    }
}

/// Whether a name is that of a body of the state or of its office, alone or before others: 教育部办公厅等四部门.
fn is_of_nation(name: &str, gazetteer: &Gazetteer) -> bool {
    let is_body = |body: &str| {
        let nation = gazetteer.nation();
        OF_STATE.iter().any(|end| body.ends_with(end))
            && gazetteer.unit_in_year(body, nation, None).is_some()
    };
    let is_first = |(at, _): (usize, char)| {
        let (body, rest) = name.split_at(at);
        let ends = rest.starts_with(char::is_whitespace)
            || BEHIND_BODY.iter().any(|word| rest.starts_with(word));
        ends && is_body(body)
    };
    name.starts_with("国务院")
        || name.starts_with("国家")
        || is_body(name)
        || name.char_indices().any(is_first)
}

/// The first province or prefecture that a text names in full.
fn first_named(text: &str, gazetteer: &Gazetteer) -> Option<CityId> {
    text.char_indices().find_map(|(at, _)| {
        gazetteer
            .division_names_starting(text.get(at..)?)
            .filter_map(|name| full_name(name, gazetteer))
            .find(|&id| {
                gazetteer
                    .city(id)
                    .is_some_and(|city| city.level < DivisionLevel::County)
            })
    })
}

fn full_name(name: &str, gazetteer: &Gazetteer) -> Option<CityId> {
    gazetteer
        .cities_named(name)
        .into_iter()
        .filter_map(|id| gazetteer.city(id))
        .filter(|city| city.name == name)
        .min_by_key(|city| (city.until.is_some(), city.level))
        .map(|city| city.id)
}

pub(super) fn issuer(
    facts: &mut Findings<'_>,
    stated: Option<(String, TextRange)>,
    number: Option<&str>,
    region: Option<CityId>,
    manifest: &PlanManifest,
    gazetteer: &Gazetteer,
) -> Option<String> {
    if let Some((name, range)) = stated {
        facts.stated(HeadField::Issuer, name.clone(), range);
        return Some(name);
    }
    let by_number = number.and_then(|number| {
        let division = gazetteer.issuing_division(number)?;
        let office = if !number.contains('办') {
            ""
        } else if has_general_office(division, gazetteer) {
            "办公厅"
        } else {
            "办公室"
        };
        Some(format!("{}{office}", government(division, gazetteer)?))
    });
    let name = by_number.or_else(|| manifest.issuer.clone()).or_else(|| {
        let region = region.filter(|&id| speaks_of_government(facts.text, id, gazetteer));
        government(region?, gazetteer)
    });
    match &name {
        Some(name) => {
            facts.not_printed(HeadField::Issuer);
            facts.inferred(HeadField::Issuer, name.clone());
        }
        None => facts.missing(HeadField::Issuer),
    }
    name
}

/// Whether the office of a division's government is a 办公厅: of the state, provinces and cities of their rank.
fn has_general_office(division: CityId, gazetteer: &Gazetteer) -> bool {
    let level = gazetteer.city(division).map(|city| city.level);
    level < Some(DivisionLevel::Prefecture) || SUB_PROVINCIAL.contains(&division.code)
}

fn government(region: CityId, gazetteer: &Gazetteer) -> Option<String> {
    let city = gazetteer.city(region)?;
    Some(if city.level == DivisionLevel::Nation {
        "国务院".to_owned()
    } else {
        format!("{}人民政府", city.name)
    })
}

/// Whether a text speaks of the government of its division: 省政府决定, 各市人民政府. What does not is issued by anybody.
fn speaks_of_government(text: &str, region: CityId, gazetteer: &Gazetteer) -> bool {
    let own = gazetteer
        .level_word(region)
        .map(|word| format!("{word}政府"));
    ["人民政府", "国务院"]
        .into_iter()
        .chain(own.as_deref())
        .any(|word| text.contains(word))
}
