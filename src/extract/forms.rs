//! Names that no table has and that their form explains: companies, schools, streets, departments within a body, branches.

use crate::gazetteer::Gazetteer;
use crate::model::{CityId, UnitKind};

/// What names of departments within a body end with: 规划司, 基础教育处.
const DEPARTMENTS: [char; 2] = ['司', '处'];

/// What names of branches of a body of the state end with: 国家统计局阜阳调查队, 国家税务总局银川市税务局.
const BRANCHES: &[&str] = &["局", "分行", "支行", "中支", "队"];

/// Whether a name is one that the tables should have: the bodies of a level are known, and no body has every form.
pub(super) fn is_unknown(
    gazetteer: &Gazetteer,
    name: &str,
    jurisdiction: Option<CityId>,
    year: Option<u16>,
) -> bool {
    match gazetteer.kind_of(name) {
        UnitKind::Other => true,
        UnitKind::LocalGovernment
        | UnitKind::Enterprise
        | UnitKind::Institution
        | UnitKind::Cooperative => false,
        _ => {
            jurisdiction.is_some()
                && !name.ends_with(DEPARTMENTS)
                && !is_branch(gazetteer, name, year)
        }
    }
}

/// Whether a name goes on from that of a body of the state to that of its branch in a place.
fn is_branch(gazetteer: &Gazetteer, name: &str, year: Option<u16>) -> bool {
    let is_known = |body: &str| {
        let known = gazetteer.unit_in_year(body, gazetteer.nation(), year);
        known.is_some()
    };
    let mut starts = name.char_indices().skip(2);
    BRANCHES.iter().any(|end| name.ends_with(end))
        && starts.any(|(at, _)| name.get(..at).is_some_and(is_known))
}
