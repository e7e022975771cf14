//! Names as written to units: second name plates, elided prefixes, aliases, governments, groups and placeholders.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::elision::{self, may_lack_prefix};
use super::forms;
use super::government::{governed_place, is_called, short_form};
use super::ids::digest;
use super::noted;
use crate::gazetteer::Gazetteer;
use crate::model::{
    CityId, Diagnostic, DiagnosticCode, DivisionLevel, PlanId, TextSpan, Told, Unit, UnitId,
    UnitKind,
};
use crate::text::near::nearest;

/// Starts of names of bodies of the state.
const STATE_STARTS: &[&str] = &["国务院", "国家", "中央", "全国"];

/// What the bodies of the corps in 新疆 bear in their names.
const CORPS: &str = "兵团";

/// The longest name, in characters, for which a near one is sought, and for how many names of a plan.
const LONGEST_KNOWN: usize = 30;
const MOST_SUGGESTIONS: usize = 50;

/// The units of a plan, each once, in the order of first mention.
#[derive(Debug)]
pub(super) struct Registry<'a> {
    gazetteer: &'a Gazetteer,
    plan: PlanId,
    region: Option<CityId>,
    year: Option<u16>,
    units: Vec<Unit>,
    by_id: HashMap<UnitId, usize>,
    /// Names that have been understood, as written.
    by_name: HashMap<String, UnitId>,
    noted: HashSet<(DiagnosticCode, String)>,
    /// How many names the gazetteer did not know.
    unknown: usize,
    /// Whether the document leaves out the prefix of the issuing level.
    elides: bool,
    /// The level of the names that say one, where the region is not known.
    level: Option<&'static str>,
    /// Names with that of the region which a list tells from those with the word of its level.
    apart: HashSet<String>,
    /// Whether the corps issued it, whose bodies bear its name rather than the word of a level.
    is_of_corps: bool,
    /// Whether a zone issued the document.
    is_of_zone: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Registry<'a> {
    pub(super) fn new(
        gazetteer: &'a Gazetteer,
        plan: PlanId,
        region: Option<CityId>,
        year: Option<u16>,
    ) -> Self {
        Self {
            gazetteer,
            plan,
            region,
            year,
            units: Vec::new(),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            noted: HashSet::new(),
            unknown: 0,
            elides: false,
            level: None,
            apart: HashSet::new(),
            is_of_corps: false,
            is_of_zone: false,
            diagnostics: Vec::new(),
        }
    }

    /// The unit that a name as written stands for.
    pub(super) fn resolve(&mut self, written: &str, span: Option<&TextSpan>) -> UnitId {
        if let Some(&known) = self.by_name.get(written) {
            return known;
        }
        let id = self.understand(written, span);
        self.by_name.insert(written.to_owned(), id);
        id
    }

    fn understand(&mut self, written: &str, span: Option<&TextSpan>) -> UnitId {
        let printed: String = written.chars().filter(|c| !c.is_whitespace()).collect();
        let (base, plate) = self.without_plate(&printed);
        if let Some(plate) = plate {
            let message = noted::second_name(plate, &printed, base);
            self.note(DiagnosticCode::Alias, &printed, message, span);
        }
        let name = self.with_prefix(base);
        if name != base {
            let message = noted::with_prefix(base, &name);
            self.note(DiagnosticCode::PrefixExpanded, base, message, span);
        }
        let unit = self.unit(&name, span);
        let id = unit.id;
        let index = *self.by_id.entry(id).or_insert_with(|| {
            self.units.push(unit);
            self.units.len() - 1
        });
        if let Some(unit) = self.units.get_mut(index) {
            for alias in plate.into_iter().chain([name.as_str()]) {
                if alias != unit.name && !unit.aliases.iter().any(|known| known == alias) {
                    unit.aliases.push(alias.to_owned());
                }
            }
        }
        id
    }

    /// The division that a unit governs.
    pub(super) fn city_of(&self, id: UnitId) -> Option<CityId> {
        let index = *self.by_id.get(&id)?;
        self.units.get(index)?.city
    }

    /// The units and what was noticed about their names.
    pub(super) fn finish(self) -> (Vec<Unit>, Vec<Diagnostic>) {
        (self.units, self.diagnostics)
    }

    fn note(&mut self, code: DiagnosticCode, about: &str, message: Told, span: Option<&TextSpan>) {
        if self.noted.insert((code, about.to_owned())) {
            self.diagnostics
                .push(Diagnostic::new(code, message, span.cloned()));
        }
    }

    /// A name and the second name plate in its final brackets: only a body of its own after a body of its own is one.
    fn without_plate<'n>(&self, name: &'n str) -> (&'n str, Option<&'n str>) {
        let split = name
            .strip_suffix(['）', ')', '〕', '〉'])
            .and_then(|open| open.rsplit_once(['（', '(', '〔', '〈']));
        let is_body = |name: &str| match self.gazetteer.kind_of(name) {
            UnitKind::Department | UnitKind::Bureau | UnitKind::Office | UnitKind::PartyBody => {
                true
            }
            UnitKind::Institution => name.ends_with("中心"),
            _ => false,
        };
        split
            .filter(|&(base, plate)| is_body(base) && is_body(plate))
            .map_or((name, None), |(base, plate)| (base, Some(plate)))
    }

    /// A name with the prefix of the issuing level where that was elided.
    fn with_prefix(&self, name: &str) -> String {
        // The bodies of a zone have no word of a level: 科技创新局 of 江北新区.
        let word = self.word_for(name).filter(|_| !self.is_of_zone);
        let prefixed = word.map(|word| elision::prefixed(word, name));
        // Only autonomous regions and the corps call their committee 党委.
        let says_committee = matches!(self.level_word(), Some("自治区" | CORPS));
        prefixed
            .filter(|prefixed| {
                may_lack_prefix(self.gazetteer, name)
                    && (says_committee || !elision::is_of_committee(name))
                    && match self.is_known_body(prefixed) {
                        Some(lacks_prefix) => lacks_prefix,
                        None => self.elides && self.looks_elided(name),
                    }
            })
            .unwrap_or_else(|| name.to_owned())
    }

    /// The word of the level that a name without one is of: only provinces have a 财政厅.
    fn word_for(&self, name: &str) -> Option<&'static str> {
        let is_of_province = name.ends_with('厅') && !name.ends_with("办公厅");
        let province = self
            .region
            .and_then(|region| self.gazetteer.province(region));
        province
            .filter(|_| is_of_province && !self.is_of_corps)
            .map_or_else(|| self.level_word(), |id| self.gazetteer.level_word(id))
    }

    /// Whether the bodies of the region have one of that name that lists print without its prefix; `None` when they
    /// have none. Enterprises are no bodies of a level.
    fn is_known_body(&self, prefixed: &str) -> Option<bool> {
        let known = self
            .gazetteer
            .unit_in_year(prefixed, self.region?, self.year)?;
        Some(known.kind != UnitKind::Enterprise)
    }

    /// Whether an unknown name has the form of a department's.
    fn looks_elided(&self, name: &str) -> bool {
        let kind = self.gazetteer.kind_of(name);
        let is_department = matches!(
            kind,
            UnitKind::Department | UnitKind::Bureau | UnitKind::Office
        ) || elision::is_of_committee(name);
        let is_centre = kind == UnitKind::Institution && name.ends_with("中心");
        (is_department || is_centre)
            && elision::is_short(name)
            && !self.is_of_the_state(name)
            && !self.is_of_place(name)
    }

    /// Learns from all names of a document whether it leaves out the prefix of known bodies: only then it may do so with
    /// unknown ones (洮水水库管理局 beside 县水利局, 县林业局).
    pub(super) fn learn<'n>(&mut self, names: impl Iterator<Item = Cow<'n, str>>) {
        // A document names few bodies, and each often.
        let mut seen = HashSet::new();
        let mut names = names.filter(|name| seen.insert(name.clone()));
        let Some(word) = self.level_word() else {
            self.level = elision::only_level(self.gazetteer, names);
            self.elides = self.level.is_some();
            return;
        };
        self.elides |= names.any(|name| {
            let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
            may_lack_prefix(self.gazetteer, &name)
                && self.is_known_body(&format!("{word}{name}")) == Some(true)
        });
    }

    /// Learns from one list which bodies it tells apart: 市公路管理局、遵义公路管理局 are two.
    pub(super) fn tell_apart(&mut self, list: &[Cow<'_, str>]) {
        let city = self.region.and_then(|region| self.gazetteer.city(region));
        let (Some(city), Some(word)) = (city, self.level_word()) else {
            return;
        };
        for name in list {
            let stem = name.strip_prefix(city.short_name.as_str());
            let is_other = |stem: &str| {
                let is_own = |one: &Cow<'_, str>| one.strip_prefix(word) == Some(stem);
                !stem.is_empty() && list.iter().any(is_own)
            };
            if stem.is_some_and(is_other) {
                self.apart.insert(name.to_string());
            }
        }
    }

    /// Whether a name begins with that of a place of the same province: 厦门港口管理局, but not 公安局 for 公安县.
    fn is_of_place(&self, name: &str) -> bool {
        let nation = self.gazetteer.nation();
        let province = self
            .region
            .and_then(|region| self.gazetteer.province(region));
        let is_near = |id: &CityId| {
            let mut above = self.gazetteer.ancestors(*id);
            province.is_none_or(|province| *id == province || above.any(|one| one == province))
        };
        let is_place = |start: &str| {
            let bearers = self.gazetteer.cities_named(start);
            let is_province = |id: &CityId| {
                self.gazetteer
                    .city(*id)
                    .is_some_and(|city| city.parent == Some(nation))
            };
            bearers.iter().any(|id| is_near(id) || is_province(id))
        };
        !elision::is_common(name) && self.gazetteer.division_names_starting(name).any(is_place)
    }

    /// Whether only the state has a body of that name: 财政部 in a province's notice, but not 气象局.
    fn is_of_the_state(&self, name: &str) -> bool {
        let known = |division| self.gazetteer.unit_in_year(name, division, self.year);
        known(self.gazetteer.nation()).is_some() && self.region.and_then(known).is_none()
    }

    /// Takes note of who issued the document.
    pub(super) fn issued_by(&mut self, issuer: Option<&str>) {
        self.is_of_corps = issuer.is_some_and(|issuer| issuer.starts_with("新疆生产建设兵团"));
        self.elides |= self.is_of_corps;
        self.is_of_zone = issuer.is_some_and(elision::governs_zone);
    }

    /// The word of the issuing level: 省 for 辽宁省, 自治区 for 广西壮族自治区.
    fn level_word(&self) -> Option<&'static str> {
        if self.is_of_corps {
            return Some(CORPS);
        }
        match self.region {
            Some(region) => self.gazetteer.level_word(region),
            None => self.level,
        }
    }

    fn unit(&mut self, name: &str, span: Option<&TextSpan>) -> Unit {
        let name = elision::without_places_above(self.gazetteer, self.region, name);
        if let Some(city) = self.governed(name) {
            return self.government(name, city);
        }
        let jurisdiction = self.jurisdiction(name);
        let known = jurisdiction
            .and_then(|division| self.gazetteer.unit_in_year(name, division, self.year));
        let is_of_zone = self.is_of_zone && may_lack_prefix(self.gazetteer, name);
        if let Some(known) = known.filter(|_| !is_of_zone && !self.apart.contains(name)) {
            return known;
        }
        let kind = self.gazetteer.kind_of(name);
        let belongs_to_plan = matches!(kind, UnitKind::Placeholder | UnitKind::Group);
        if kind == UnitKind::Group {
            let message = noted::group(name);
            self.note(DiagnosticCode::GroupUnit, name, message, span);
        } else if !belongs_to_plan
            && forms::is_unknown(self.gazetteer, name, jurisdiction, self.year)
        {
            self.note_unknown(name, span);
        }
        let id = if belongs_to_plan {
            UnitId {
                digest: digest(&["of plan", &self.plan.to_string(), name]),
            }
        } else {
            self.gazetteer.unit_id(jurisdiction, name)
        };
        Unit {
            id,
            name: name.to_owned(),
            full_name: None,
            aliases: Vec::new(),
            kind,
            jurisdiction,
            city: None,
            plan: belongs_to_plan.then_some(self.plan),
        }
    }

    fn note_unknown(&mut self, name: &str, span: Option<&TextSpan>) {
        let gazetteer = self.gazetteer;
        self.unknown += 1;
        let is_helpful =
            self.unknown <= MOST_SUGGESTIONS && name.chars().nth(LONGEST_KNOWN).is_none();
        let names: Vec<String> = self
            .region
            .filter(|_| is_helpful)
            .into_iter()
            .flat_map(|region| gazetteer.unit_names(region))
            .collect();
        let known = nearest(name, names.iter().map(String::as_str), 1)
            .into_iter()
            .next()
            .and_then(|near| gazetteer.unit_in_year(near, self.region?, self.year));
        let message = noted::unknown(name, known.as_ref().map(|unit| unit.name.as_str()));
        self.note(DiagnosticCode::UnknownUnit, name, message, span);
    }

    /// The division that a local government's name names: 沈阳市, 沈阳市人民政府.
    fn governed(&self, name: &str) -> Option<CityId> {
        let place = governed_place(name);
        let nation = self.gazetteer.nation();
        let region = self.region.unwrap_or(nation);
        let province = self.gazetteer.province(region).unwrap_or(nation);
        let year = self.year.unwrap_or(u16::MAX);
        let is_region = |id: &CityId| {
            self.gazetteer
                .city(*id)
                .is_some_and(|city| city.name == place || city.is_banner_called(place))
        };
        let is_own = !self.is_of_corps && self.level_word() == Some(place);
        let below = |name: &str, fits: &dyn Fn(&CityId) -> bool| {
            [region, province, nation]
                .into_iter()
                .filter_map(|within| {
                    let found = self.gazetteer.division_in_year(name, year, within)?;
                    let level = self.gazetteer.city(found)?.level;
                    // 东城区 of 许昌 is a zone, and no district of 北京.
                    let is_far = within == nation && within != province;
                    (!is_far || level < DivisionLevel::County).then_some(found)
                })
                .find(fits)
        };
        is_own
            .then_some(region)
            .or_else(|| [region, province, nation].into_iter().find(is_region))
            .or_else(|| below(place, &is_region))
            .or_else(|| {
                let (short, level) = short_form(place);
                let fits = |id: &CityId| {
                    let city = self.gazetteer.city(*id);
                    city.is_some_and(|city| is_called(city, short, level, place != name))
                };
                below(short, &fits)
            })
            .filter(|&id| id != nation)
    }

    /// A local government; 沈阳市 and 沈阳市人民政府 are one body.
    fn government(&self, name: &str, city: CityId) -> Unit {
        let place = self.gazetteer.city(city).map_or(name, |city| &city.name);
        let full_name = format!("{place}人民政府");
        // 广州、深圳市人民政府: what the list shares is restored.
        let (short, level) = short_form(governed_place(name));
        let is_agency = name.ends_with('署');
        let name = if level.is_empty() && short != place && !is_agency {
            full_name.as_str()
        } else {
            name
        };
        let aliases = [place, full_name.as_str()]
            .into_iter()
            .filter(|&alias| alias != name)
            .map(str::to_owned)
            .collect();
        Unit {
            id: self.gazetteer.unit_id(Some(city), &full_name),
            name: name.to_owned(),
            aliases,
            full_name: Some(full_name),
            kind: UnitKind::LocalGovernment,
            jurisdiction: Some(city),
            city: Some(city),
            plan: None,
        }
    }

    /// The division whose body a name names, by its prefix; `None` for enterprises and schools without one.
    fn jurisdiction(&self, name: &str) -> Option<CityId> {
        let nation = self.gazetteer.nation();
        if STATE_STARTS.iter().any(|start| name.starts_with(start)) {
            return Some(nation);
        }
        let region = self.region?;
        if self.is_of_the_state(name) {
            return Some(nation);
        }
        if let Some(named) = self.named_division(name) {
            return Some(named);
        }
        let name = name.strip_prefix('团').unwrap_or(name);
        let is_at = |level: DivisionLevel| {
            std::iter::once(region)
                .chain(self.gazetteer.ancestors(region))
                .find(|&id| {
                    self.gazetteer
                        .city(id)
                        .is_some_and(|city| city.level == level)
                })
        };
        let own_word = self.level_word();
        if own_word.is_some_and(|word| name.starts_with(word)) {
            return Some(region);
        }
        if name.starts_with('省') || name.starts_with("自治区") {
            return is_at(DivisionLevel::Province).or(Some(region));
        }
        if name.starts_with('市') || name.starts_with('州') {
            return is_at(DivisionLevel::Prefecture).or(Some(region));
        }
        let is_of_no_level = matches!(
            self.gazetteer.kind_of(name),
            UnitKind::Enterprise | UnitKind::Institution
        );
        (!is_of_no_level).then_some(region)
    }

    /// The division whose body a name names by the division's own name: 昆明市生态环境局, 大连海事局.
    fn named_division(&self, name: &str) -> Option<CityId> {
        let nation = self.gazetteer.nation();
        let region = self.region.unwrap_or(nation);
        let province = self.gazetteer.province(region).unwrap_or(nation);
        let year = self.year.unwrap_or(u16::MAX);
        self.gazetteer
            .division_names_starting(name)
            .find_map(|place| {
                let places = std::iter::once(region)
                    .chain(self.gazetteer.ancestors(region))
                    .filter(|&id| {
                        let city = self.gazetteer.city(id);
                        city.is_some_and(|city| city.name == place || city.short_name == place)
                    });
                let below = [region, province, nation]
                    .into_iter()
                    .filter_map(|within| self.gazetteer.division_in_year(place, year, within));
                // 公安局 is no 局 of 公安县.
                let stem = name.strip_prefix(place).unwrap_or(name);
                let knows = |&division: &CityId| {
                    [name, stem].iter().all(|name| {
                        let known = self.gazetteer.unit_in_year(name, division, self.year);
                        known.is_some()
                    })
                };
                places.chain(below).find(knows)
            })
    }
}
