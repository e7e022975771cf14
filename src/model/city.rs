//! Administrative divisions.

use super::CityId;
use super::words::words;

/// The level of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DivisionLevel {
    /// The nation.
    Nation,
    /// A province, autonomous region or municipality.
    Province,
    /// A prefecture.
    Prefecture,
    /// A county, district or county-level city.
    County,
}

words! {
    DivisionLevel {
        Nation = "NATION",
        Province = "PROVINCE",
        Prefecture = "PREFECTURE",
        County = "COUNTY",
    }
}

/// An administrative division with its GB/T 2260 code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// Its id.
    pub id: CityId,
    /// Its name: 瓦房店市.
    pub name: String,
    /// Its name without the level: 瓦房店.
    pub short_name: String,
    /// Its level.
    pub level: DivisionLevel,
    /// The division above; `None` for the nation.
    pub parent: Option<CityId>,
    /// Last year in force; `None` while in force.
    pub until: Option<u16>,
}

impl City {
    /// Whether a name with its level is the short one of a banner: 科左后旗 of 科尔沁左翼后旗.
    #[must_use]
    pub fn is_banner_called(&self, name: &str) -> bool {
        name.ends_with('旗') && self.short_name == name
    }
}
