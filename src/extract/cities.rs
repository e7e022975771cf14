//! Places that a text names, in full or bare, within the issuer's province.

use crate::gazetteer::Gazetteer;
use crate::model::{City, CityId, DivisionLevel, TextRange};
use crate::text::is_han;

/// Marks and words that may stand before a bare name of a county.
const BEFORE: &[char] = &['在', '于', '至', '到', '和', '与', '及', '以'];

/// Marks and words that may stand after a bare name of a county.
const AFTER: &[char] = &['等', '和', '与', '及', '至', '到', '两', '的'];

/// What follows 区 in words that are no names: 中原区域.
const AFTER_DISTRICT: &[char] = &['域', '划', '间', '位', '块'];

/// What follows a bare name of a county in names of other things: 长兴岛, 柳河流域.
const AFTER_OTHERS: &[char] = &['岛', '湾', '湖', '河', '江', '山', '流', '海', '港'];

/// The places among which names are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    /// What the issuer governs: neither it nor what lies above it is a place of a task.
    pub(super) region: CityId,
    /// The year whose divisions are meant.
    pub(super) year: Option<u16>,
}

impl Scope<'_> {
    /// Places in a text, in its order.
    pub(super) fn find(&self, text: &str) -> Vec<(TextRange, CityId)> {
        let mut found: Vec<(TextRange, CityId)> = Vec::new();
        // Each place once, the one named last at the end.
        let mut named: Vec<CityId> = Vec::new();
        let mut next = 0;
        for (at, character) in text.char_indices() {
            // No name of a place begins with a mark or a figure.
            if at < next || !is_han(character) {
                continue;
            }
            let Some(rest) = text.get(at..) else { continue };
            let place = self
                .gazetteer
                .division_names_starting(rest)
                .find_map(|name| {
                    let adjoining = found.last().filter(|(range, _)| range.end == at);
                    let container = adjoining.map(|&(_, city)| city);
                    Some((name, self.place(text, at, name, container, &named)?))
                });
            if let Some((name, city)) = place {
                next = at + name.len();
                found.push((TextRange::new(at, next), city));
                named.retain(|&known| known != city);
                named.push(city);
            }
        }
        found
    }

    /// The place that `name` at byte `at` names, if it is one there. `container` ends where the name begins.
    fn place(
        &self,
        text: &str,
        at: usize,
        name: &str,
        container: Option<CityId>,
        before: &[CityId],
    ) -> Option<CityId> {
        if self.gazetteer.is_false_friend(text, at, name) {
            return None;
        }
        let city = container
            .and_then(|city| self.only(name, city, before))
            .or_else(|| self.only(name, self.province(), before))?;
        let is_region = city.id == self.region
            || self
                .gazetteer
                .ancestors(self.region)
                .any(|above| above == city.id);
        let is_inside = container.is_some_and(|above| city.parent == Some(above));
        // Among all counties of the nation a bare name says too little.
        let is_too_wide = self.region == self.gazetteer.nation()
            && city.level == DivisionLevel::County
            && city.name != name;
        // 长春至图们铁路吉林段 lies in the province, which the city bears the name of.
        let of_province = self.gazetteer.city(self.province());
        let is_province = city.name != name && of_province.is_some_and(|p| p.short_name == name);
        (!is_region
            && !is_province
            && (is_inside || (!is_too_wide && stands_alone(text, at, name, city))))
        .then_some(city.id)
    }

    fn province(&self) -> CityId {
        self.gazetteer
            .province(self.region)
            .unwrap_or_else(|| self.gazetteer.nation())
    }

    /// The division that a name means below `within`: the highest; of several, the one below a place named before.
    fn only(&self, name: &str, within: CityId, before: &[CityId]) -> Option<&City> {
        let year = self.year.unwrap_or(u16::MAX);
        let is_below =
            |id: CityId, above: CityId| self.gazetteer.ancestors(id).any(|one| one == above);
        let mut bearers: Vec<&City> = self
            .gazetteer
            .cities_named(name)
            .into_iter()
            .filter(|&id| is_below(id, within))
            .filter_map(|id| self.gazetteer.city(id))
            .filter(|city| city.id.since <= year && city.until.is_none_or(|last| year <= last))
            .collect();
        let highest = bearers.iter().map(|city| city.level).min()?;
        bearers.retain(|city| city.level == highest);
        let nearer = |above: CityId| {
            bearers
                .iter()
                .find(|city| is_below(city.id, above))
                .copied()
        };
        match bearers[..] {
            [city] => Some(city),
            _ => nearer(self.region)
                .filter(|_| self.region != within)
                .or_else(|| before.iter().rev().find_map(|&above| nearer(above))),
        }
    }
}

/// Whether what stands around a name leaves it a name.
fn stands_alone(text: &str, at: usize, name: &str, city: &City) -> bool {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    let after = text
        .get(at + name.len()..)
        .and_then(|tail| tail.chars().next());
    let opens = before.is_none_or(|c| !c.is_alphanumeric() || BEFORE.contains(&c));
    let closes = after.is_none_or(|c| !c.is_alphanumeric() || AFTER.contains(&c));
    let is_short = name.chars().count() <= 2;
    if city.name == name || city.is_banner_called(name) {
        let runs_on = name.ends_with('区') && after.is_some_and(|c| AFTER_DISTRICT.contains(&c));
        // 义县 in 社会主义县域, 城区 in 发展城区.
        return !runs_on && (!is_short || (opens && !name.ends_with('区')));
    }
    match city.level {
        DivisionLevel::County => {
            let is_other = after.is_some_and(|c| AFTER_OTHERS.contains(&c));
            !city.name.ends_with('区') && !is_other && (opens || closes)
        }
        _ => true,
    }
}
