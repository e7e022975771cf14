//! The tables of `data/gazetteer`, parsed and looked up: divisions, units, reorganisations, false friends.

mod divisions;
mod offices;
mod table;
mod units;
mod words;

use divisions::Divisions;
use offices::Offices;
pub use table::GazetteerError;
use units::Units;
use words::{Commitments, FalseFriends, Issuers, Kinds};

use crate::model::{
    City, CityId, CommitmentStrength, DivisionLevel, TextRange, Unit, UnitChange, UnitId, UnitKind,
};

/// The texts of the tables, each a file of `data/gazetteer` of the same name.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    /// `divisions.tsv`.
    pub divisions: &'a str,
    /// `units.tsv`.
    pub units: &'a str,
    /// `changes.tsv`.
    pub changes: &'a str,
    /// `kinds.tsv`.
    pub kinds: &'a str,
    /// `false_friends.tsv`.
    pub false_friends: &'a str,
    /// `commitments.tsv`.
    pub commitments: &'a str,
    /// `issuers.tsv`.
    pub issuers: &'a str,
    /// `offices.tsv`.
    pub offices: &'a str,
    /// `reforms.tsv`.
    pub reforms: &'a str,
}

/// What is known of China's divisions and bodies beside the documents.
#[derive(Debug)]
pub struct Gazetteer {
    divisions: Divisions,
    units: Units,
    offices: Offices,
    kinds: Kinds,
    commitments: Commitments,
    issuers: Issuers,
    false_friends: FalseFriends,
}

impl Gazetteer {
    /// Reads the tables; the error names table, line and fault.
    pub fn parse(tables: &Tables<'_>) -> Result<Self, GazetteerError> {
        let divisions = Divisions::parse(tables.divisions)?;
        let city = |code| divisions.with_code(code).last().copied();
        Ok(Self {
            units: Units::parse(tables.units, tables.changes, city)?,
            offices: Offices::parse(tables.offices, tables.reforms, divisions.iter())?,
            issuers: Issuers::parse(tables.issuers, city)?,
            kinds: Kinds::parse(tables.kinds)?,
            commitments: Commitments::parse(tables.commitments)?,
            false_friends: FalseFriends::parse(tables.false_friends)?,
            divisions,
        })
    }

    /// The nation: code 000000, name 中国.
    #[must_use]
    pub fn nation(&self) -> CityId {
        divisions::NATION
    }

    /// A division.
    #[must_use]
    pub fn city(&self, id: CityId) -> Option<&City> {
        self.divisions.get(id)
    }

    /// Every division, past ones among them.
    pub fn cities(&self) -> impl Iterator<Item = &City> {
        self.divisions.iter()
    }

    /// Divisions with that name or short name, past ones among them.
    #[must_use]
    pub fn cities_named(&self, name: &str) -> Vec<CityId> {
        self.divisions.named(name).to_vec()
    }

    /// Divisions that have or had a GB/T 2260 code.
    #[must_use]
    pub fn cities_with_code(&self, code: u32) -> Vec<CityId> {
        self.divisions.with_code(code).to_vec()
    }

    /// The divisions directly below, past ones among them.
    #[must_use]
    pub fn children(&self, id: CityId) -> &[CityId] {
        self.divisions.children(id)
    }

    /// The divisions above, the nearest first.
    pub fn ancestors(&self, id: CityId) -> impl Iterator<Item = CityId> {
        std::iter::successors(self.city(id).and_then(|city| city.parent), |&above| {
            self.city(above).and_then(|city| city.parent)
        })
    }

    /// The division of that name or short name that stood in `year` below `within`, the higher level first.
    #[must_use]
    pub fn division_in_year(&self, name: &str, year: u16, within: CityId) -> Option<CityId> {
        self.divisions
            .named(name)
            .iter()
            .filter_map(|&id| self.city(id))
            .filter(|city| city.id.since <= year && city.until.is_none_or(|last| year <= last))
            .filter(|city| self.ancestors(city.id).any(|above| above == within))
            .min_by_key(|city| (city.level, city.id))
            .map(|city| city.id)
    }

    /// The province that a division lies in; itself for a province, `None` for the nation.
    #[must_use]
    pub fn province(&self, id: CityId) -> Option<CityId> {
        std::iter::once(id).chain(self.ancestors(id)).find(|&id| {
            self.city(id)
                .is_some_and(|city| city.level == DivisionLevel::Province)
        })
    }

    /// Names and short names of divisions that `text` begins with, longest first.
    pub fn division_names_starting<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        self.divisions.starting(text)
    }

    /// Whether the name of a division at byte `at` of `text` is part of other words: 海城 in 沿海城镇带.
    #[must_use]
    pub fn is_false_friend(&self, text: &str, at: usize, name: &str) -> bool {
        self.false_friends.deny(text, at, name)
    }

    /// Whether the name of a body begins with a word that only looks like one of a level: 市场监管局, 区域合作办.
    #[must_use]
    pub fn only_looks_leveled(&self, name: &str) -> bool {
        let mut level = [0; 4];
        name.chars().next().is_some_and(|first| {
            self.false_friends
                .deny(name, 0, first.encode_utf8(&mut level))
        })
    }

    /// A known body.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(id)
    }

    /// Every known body.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter()
    }

    /// Known bodies of that name, or else with such an alias, whatever the width of its characters.
    #[must_use]
    pub fn units_named(&self, name: &str) -> Vec<UnitId> {
        self.units.named(name)
    }

    /// The known body of a jurisdiction that bore a name or alias, if need be at another time than `year`.
    ///
    /// A body that is known by a pattern has the name that was asked for, its usual one among the aliases.
    #[must_use]
    pub fn unit_in_year(
        &self,
        name: &str,
        jurisdiction: CityId,
        year: Option<u16>,
    ) -> Option<Unit> {
        let listed = self.units.in_year(name, jurisdiction, year).cloned();
        listed.or_else(|| {
            self.offices
                .named(name, self.divisions.get(jurisdiction)?, year)
        })
    }

    /// The body with that id, known by name, or by a pattern where it is one of a jurisdiction.
    #[must_use]
    pub fn unit_of(&self, jurisdiction: Option<CityId>, id: UnitId) -> Option<Unit> {
        let listed = self.units.get(id).cloned();
        listed.or_else(|| self.offices.with_id(id, self.divisions.get(jurisdiction?)?))
    }

    /// The names by which bodies of a jurisdiction are known; those that a pattern makes, in their usual form.
    pub fn unit_names(&self, jurisdiction: CityId) -> impl Iterator<Item = String> {
        let listed = self
            .units
            .iter()
            .filter(move |unit| unit.jurisdiction == Some(jurisdiction))
            .flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases))
            .cloned();
        let city = self.divisions.get(jurisdiction);
        listed.chain(city.into_iter().flat_map(|city| self.offices.names(city)))
    }

    /// The word that stands for a division in the names of its bodies: 省, 自治区, 市, 州; `None` for the nation.
    #[must_use]
    pub fn level_word(&self, division: CityId) -> Option<&'static str> {
        let city = self.divisions.get(division)?;
        offices::level_words(city).first().copied()
    }

    /// What a body of a jurisdiction became.
    #[must_use]
    pub fn successors(&self, jurisdiction: Option<CityId>, id: UnitId) -> Vec<UnitChange> {
        let is_later = |change: &UnitChange| change.from == id;
        self.changes(jurisdiction, id, self.units.successors(id), is_later)
    }

    /// What a body of a jurisdiction came from.
    #[must_use]
    pub fn predecessors(&self, jurisdiction: Option<CityId>, id: UnitId) -> Vec<UnitChange> {
        let is_earlier = |change: &UnitChange| change.to == id;
        self.changes(jurisdiction, id, self.units.predecessors(id), is_earlier)
    }

    /// The listed changes of a listed body; the patterns speak of the others.
    fn changes(
        &self,
        jurisdiction: Option<CityId>,
        id: UnitId,
        listed: &[UnitChange],
        counts: impl Fn(&UnitChange) -> bool,
    ) -> Vec<UnitChange> {
        if self.units.get(id).is_some() {
            return listed.to_vec();
        }
        let Some(city) = jurisdiction.and_then(|division| self.divisions.get(division)) else {
            return Vec::new();
        };
        let mut changes = self.offices.changes(id, city);
        changes.retain(counts);
        changes
    }

    /// The identity of a body of a jurisdiction; the one place where the rule stands.
    #[must_use]
    pub fn unit_id(&self, jurisdiction: Option<CityId>, name: &str) -> UnitId {
        units::unit_id(jurisdiction, name)
    }

    /// The kind that a name's form gives; [`UnitKind::Other`] when no pattern fits.
    #[must_use]
    pub fn kind_of(&self, name: &str) -> UnitKind {
        self.kinds.of(name).unwrap_or(UnitKind::Other)
    }

    /// Words of commitment in a text with their places in it.
    pub fn commitments(&self, text: &str) -> impl Iterator<Item = (TextRange, CommitmentStrength)> {
        self.commitments.find(text)
    }

    /// The division whose government numbers its documents that way: 辽政发〔2012〕8号.
    #[must_use]
    pub fn issuing_division(&self, document_number: &str) -> Option<CityId> {
        self.issuers.of(document_number)
    }
}
