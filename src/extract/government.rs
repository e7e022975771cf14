//! Names of local governments and the places in them.

use crate::model::{City, DivisionLevel};

/// The place that the name of a government holds: 沈阳市人民政府 → 沈阳市.
pub(super) fn governed_place(name: &str) -> &str {
    ["人民政府", "政府", "行政公署", "行署"]
        .iter()
        .find_map(|word| name.strip_suffix(word))
        .unwrap_or(name)
}

/// A place without the level that shortens a longer one: 大理州 is the short name 大理 of a division that ends in 州.
pub(super) fn short_form(place: &str) -> (&str, &str) {
    ["州", "盟", "县", "旗"]
        .into_iter()
        .find_map(|level| Some((place.strip_suffix(level)?, level)))
        .filter(|(short, _)| short.chars().nth(1).is_some())
        .unwrap_or((place, ""))
}

/// Whether a division is what a short form names: 大理州, 陵水县 for an autonomous county. A county is meant by its bare name
/// only where the name says that it is a government: 陵水政府.
pub(super) fn is_called(city: &City, short: &str, level: &str, says_government: bool) -> bool {
    let is_above_counties = city.level < DivisionLevel::County;
    let is_autonomous = || {
        city.name
            .strip_suffix(level)
            .is_some_and(|name| name.ends_with("自治"))
    };
    let fits = match level {
        "" => is_above_counties || says_government,
        _ => city.name.ends_with(level) && (is_above_counties || is_autonomous()),
    };
    city.short_name == short && fits
}
