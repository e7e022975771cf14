//! Endings that one name of a list holds for several: 五华区、西山区人民政府.

use super::bodies::{LEVELS, is_place, shared_ending};
use super::line::slice;
use super::names::Name;
use crate::model::{Role, TextRange};

/// Words for zones that close the name of a place, longest first: 铁岭、开原经济开发区管委会.
const ZONES: &[&str] = &[
    "经济技术开发区",
    "高新技术产业开发区",
    "高新技术开发区",
    "经济开发区",
    "高新开发区",
    "工业园区",
    "产业园区",
    "开发区",
    "经开区",
    "高新区",
    "示范区",
    "试验区",
    "保税区",
    "新区",
    "园区",
];

/// Gives places the ending that a later name of the list holds for all of them: 五华区、西山区人民政府.
pub(super) fn share_endings(text: &str, names: &mut [Name]) {
    let mut ending: Option<(TextRange, Role)> = None;
    // Where the name begins that stands last among those that share.
    let mut next = usize::MAX;
    for name in names.iter_mut().rev() {
        let printed = slice(text, name.range);
        let adjoins = next != usize::MAX && is_joined(text, name.range.end, next);
        if let Some(word) = shared_ending(printed) {
            let place = printed.strip_suffix(word).unwrap_or_default();
            let start = name.range.end - word.len();
            // A bare name before it lacks the level as well.
            let level = place
                .chars()
                .next_back()
                .filter(|last| LEVELS.contains(last));
            let is_named = is_place(place) && level.is_some();
            ending = is_named.then_some((TextRange::new(start, name.range.end), name.role));
        } else if let Some((range, _)) =
            ending.filter(|&(_, role)| adjoins && role == name.role && is_place(printed))
        {
            let level = slice(text, TextRange::new(0, range.start))
                .chars()
                .next_back();
            // The 州 of 福州 is no level.
            let is_bare = printed.chars().count() == 2 && printed.ends_with('州');
            let lacks_level = !printed.ends_with(LEVELS) || (is_bare && level != Some('州'));
            // What a bare name lacks as well: 县, or 经济开发区.
            let before = slice(text, TextRange::new(0, range.start));
            let zone = ZONES.iter().find(|zone| before.ends_with(**zone));
            let length = zone.map_or(level.map_or(0, char::len_utf8), |zone| zone.len());
            let start = if lacks_level {
                range.start - length
            } else {
                range.start
            };
            name.shared = Some(TextRange::new(start, range.end));
        } else {
            ending = None;
        }
        next = name.range.start;
    }
}

/// Whether nothing but a mark of enumeration stands between two names.
pub(super) fn is_joined(text: &str, end: usize, start: usize) -> bool {
    let between = text.get(end..start).unwrap_or("。").trim();
    matches!(between, "、" | "和" | "及" | "与" | "以及" | "")
}
