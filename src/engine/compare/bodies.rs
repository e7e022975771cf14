//! Which bodies of two plans are the same.

use std::collections::HashMap;
use std::sync::Arc;

use super::View;
use crate::model::{CityId, Date, Plan, Unit, UnitChange, UnitChangeKind, UnitId, UnitKind};
use crate::text::fold::fold;

/// How many reorganisations are followed.
const STEPS: usize = 8;

/// What governments of each level put before the names of their bodies.
const LEVELS: [&str; 7] = ["自治区", "国家", "国务院", "省", "市", "州", "县"];

/// What bodies of different levels with the same duties end in.
const RANKS: [&str; 10] = [
    "委员会",
    "总局",
    "总署",
    "办公厅",
    "办公室",
    "部",
    "厅",
    "局",
    "委",
    "办",
];

/// A body as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Body {
    /// One body of one jurisdiction.
    Unit(UnitId),
    /// Bodies with the same duties, whatever the jurisdiction.
    Duties(String),
}

/// The bodies of two plans.
pub(super) struct Bodies<'v> {
    view: &'v View,
    /// The region that both plans govern; `None` when they govern different ones.
    region: Option<CityId>,
    /// The last year of the later plan's head: what was reorganised later is no concern of either.
    year: Option<u16>,
    units: HashMap<UnitId, (Arc<Unit>, Body)>,
}

impl<'v> Bodies<'v> {
    pub(super) fn new(view: &'v View, base: &Plan, target: &Plan) -> Self {
        let year = |plan: &Plan| plan.issued_on.map(Date::year).or(plan.period_start);
        let mut bodies = Self {
            view,
            region: base.region.filter(|_| base.region == target.region),
            year: year(base).max(year(target)),
            units: HashMap::new(),
        };
        let named = |plan: &Plan| {
            let id = plan.id;
            view.snapshot()
                .units()
                .filter(move |entry| entry.uses.iter().any(|used| used.plan == id))
                .map(|entry| entry.unit.id)
                .collect::<Vec<_>>()
        };
        for id in named(base).into_iter().chain(named(target)) {
            if let Some(unit) = view.unit(id) {
                let body = bodies.fold(&unit);
                bodies.units.insert(id, (unit, body));
            }
        }
        bodies
    }

    /// The body that a unit is.
    pub(super) fn body(&self, unit: UnitId) -> Body {
        self.units
            .get(&unit)
            .map_or(Body::Unit(unit), |(_, body)| body.clone())
    }

    pub(super) fn unit(&self, unit: UnitId) -> Option<&Unit> {
        self.units.get(&unit).map(|(unit, _)| &**unit)
    }

    fn fold(&self, unit: &Unit) -> Body {
        if matches!(unit.kind, UnitKind::Placeholder | UnitKind::Group) {
            return Body::Duties(fold(&unit.name));
        }
        let last = self.latest(unit.id);
        if self.region.is_some() || unit.city.is_some() {
            return Body::Unit(last);
        }
        let known = self.view.unit(last);
        let name = known.as_deref().unwrap_or(unit);
        let is_leveled = !self.view.gazetteer().only_looks_leveled(&name.name);
        Body::Duties(duties(&name.name, is_leveled))
    }

    /// What became of a body by the time of the later plan. A body that only handed duties over is still itself.
    fn latest(&self, unit: UnitId) -> UnitId {
        let mut last = unit;
        for _ in 0..STEPS {
            let stands = |change: &&UnitChange| {
                change.kind != UnitChangeKind::Transferred
                    && self.year.is_none_or(|year| change.date.year() <= year)
            };
            let successors = self.view.successors(last);
            let next = successors
                .iter()
                .filter(stands)
                .min_by_key(|change| change.date);
            match next {
                Some(change) if change.to != last => last = change.to,
                _ => break,
            }
        }
        last
    }
}

/// What is left of a body's name without its level: 省财政厅, 财政部 and 市财政局 all give 财政. 市场监管总局 has none.
fn duties(name: &str, is_leveled: bool) -> String {
    let name = fold(name);
    let without_level = LEVELS
        .iter()
        .filter(|_| is_leveled)
        .find_map(|level| name.strip_prefix(level))
        .unwrap_or(&name);
    let without_rank = RANKS
        .iter()
        .find_map(|rank| without_level.strip_suffix(rank));
    // 办公厅 alone is all there is.
    let stem = without_rank
        .filter(|stem| stem.chars().count() > 1)
        .unwrap_or(without_level);
    stem.replace("发展和改革", "发展改革")
        .replace("发改", "发展改革")
}

#[cfg(test)]
mod tests {
    fn duties(name: &str) -> String {
        super::duties(name, !name.starts_with("市场"))
    }

    #[test]
    fn bodies_of_different_levels_with_the_same_duties_have_one_name() {
        for (one, other) in [
            ("省财政厅", "财政部"),
            ("市财政局", "财政部"),
            ("省发展改革委", "国家发展改革委"),
            ("省发展改革委", "市发改委"),
            ("自治区教育厅", "教育部"),
            ("省市场监管局", "市场监管总局"),
        ] {
            assert_eq!(duties(one), duties(other), "{one} {other}");
        }
        for (one, other) in [("省教育厅", "省财政厅"), ("省政府办公厅", "省委办公厅")]
        {
            assert_ne!(duties(one), duties(other), "{one} {other}");
        }
    }
}
