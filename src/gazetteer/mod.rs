//! The tables of `data/gazetteer`, parsed and looked up: divisions, units, reorganisations, false friends.

mod divisions;
mod table;
mod units;
mod words;

use divisions::Divisions;
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
}

/// What is known of China's divisions and bodies beside the documents.
#[derive(Debug)]
pub struct Gazetteer {
    divisions: Divisions,
    units: Units,
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
    #[must_use]
    pub fn unit_in_year(
        &self,
        name: &str,
        jurisdiction: CityId,
        year: Option<u16>,
    ) -> Option<&Unit> {
        self.units.in_year(name, jurisdiction, year)
    }

    /// What a body became.
    #[must_use]
    pub fn successors(&self, id: UnitId) -> &[UnitChange] {
        self.units.successors(id)
    }

    /// What a body came from.
    #[must_use]
    pub fn predecessors(&self, id: UnitId) -> &[UnitChange] {
        self.units.predecessors(id)
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
