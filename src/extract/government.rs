//! Names of local governments and the places in them.

/// The place that the name of a government holds: 沈阳市人民政府 → 沈阳市.
pub(super) fn governed_place(name: &str) -> &str {
    ["人民政府", "政府", "行政公署", "行署"]
        .iter()
        .find_map(|word| name.strip_suffix(word))
        .unwrap_or(name)
}

/// A place without the level that shortens a longer one: 大理州 is the short name 大理 of a division that ends in 州.
pub(super) fn short_form(place: &str) -> (&str, &str) {
    ["州", "盟"]
        .into_iter()
        .find_map(|level| Some((place.strip_suffix(level)?, level)))
        .filter(|(short, _)| short.chars().nth(1).is_some())
        .unwrap_or((place, ""))
}
