//! What tells things of one name apart where plans of several divisions are kept.

use std::sync::Arc;

use super::{QueryError, View};
use crate::model::{City, Date, DivisionLevel, NodeId, PlanId, Unit, UnitId};
use crate::store::PlanEntry;

impl View {
    /// The name or title of a unit, division, plan, chapter or section; `None` for anything else and for what this state does not
    /// know.
    pub fn name(&self, node: NodeId) -> Result<Option<String>, QueryError> {
        Ok(match node {
            NodeId::Unit(id) => self.unit(id).map(|unit| unit.name.clone()),
            NodeId::City(id) => self.gazetteer().city(id).map(|city| city.name.clone()),
            _ => self.title(node)?,
        })
    }

    /// The name of a unit; empty when this state does not know it.
    #[must_use]
    pub fn unit_name(&self, unit: UnitId) -> String {
        let unit = self.unit(unit);
        unit.map_or_else(String::new, |unit| unit.name.clone())
    }

    /// The name or title of a unit, division, plan, chapter or section as it can stand among those of other plans: a body with
    /// its division, 省财政厅（四川省）, a county with what it lies in, a chapter or section with its plan. `None` for anything
    /// else and for what this state does not know.
    pub fn distinct_name(&self, node: NodeId) -> Result<Option<String>, QueryError> {
        Ok(match node {
            NodeId::Unit(id) => self.unit(id).map(|unit| self.distinct_unit(&unit)),
            NodeId::City(id) => {
                let city = self.gazetteer().city(id);
                city.map(|city| {
                    if self.has_several_regions() {
                        self.placed_name(city)
                    } else {
                        city.name.clone()
                    }
                })
            }
            NodeId::Chapter(id) => self.title_with(node, id.plan)?,
            NodeId::Section(id) => self.title_with(node, id.plan)?,
            _ => self.title(node)?,
        })
    }

    /// A unit's name, with its division in brackets where plans of several divisions are kept and the name does not tell it;
    /// a body of the nation stands alone, but beside one of that name whose division no plan tells.
    #[must_use]
    pub fn distinct_unit(&self, unit: &Unit) -> String {
        let gazetteer = self.gazetteer();
        if self.is_beside_a_stray(unit) {
            return self.with_division(unit);
        }
        let division = unit.jurisdiction.filter(|id| *id != gazetteer.nation());
        let division = division.and_then(|id| gazetteer.city(id));
        // There are three 朝阳区, but one 朝阳市.
        let is_told = |city: &City| {
            city.level < DivisionLevel::County && unit.name.starts_with(&city.short_name)
        };
        if division.is_none_or(is_told) || !self.has_several_regions() {
            return unit.name.clone();
        }
        self.with_division(unit)
    }

    /// Whether it is a body of the nation, and a plan names one alike that is of no known division.
    fn is_beside_a_stray(&self, unit: &Unit) -> bool {
        let is_stray = |id: UnitId| {
            self.unit(id)
                .is_some_and(|other| other.jurisdiction.is_none() && other.name == unit.name)
        };
        unit.jurisdiction == Some(self.gazetteer().nation())
            && self.named_in_plans(&unit.name).into_iter().any(is_stray)
    }

    /// Whether plans are kept that are made for different divisions.
    fn has_several_regions(&self) -> bool {
        let mut regions = self.snapshot().plans().filter_map(|entry| entry.region);
        let first = regions.next();
        regions.any(|region| Some(region) != first)
    }

    /// A unit's name with its division, where it has one: 省财政厅（辽宁省）.
    pub(super) fn with_division(&self, unit: &Unit) -> String {
        let division = unit.jurisdiction;
        match division.and_then(|city| self.gazetteer().city(city)) {
            Some(city) => format!("{}（{}）", unit.name, self.placed_name(city)),
            None => unit.name.clone(),
        }
    }

    /// What tells a plan among others, in brackets: its region and the year in which it was issued, or its title where it is
    /// for no region or others are for the same one and of the same year; empty when only one plan is kept.
    pub fn plan_mark(&self, id: PlanId) -> Result<String, QueryError> {
        if self.snapshot().plan_count() < 2 {
            return Ok(String::new());
        }
        let Some(entry) = self.snapshot().plan(id) else {
            return Ok(String::new());
        };
        let year = |entry: &PlanEntry| entry.issued_on.map(Date::year);
        let is_like =
            |other: &&Arc<PlanEntry>| other.region == entry.region && year(other) == year(entry);
        let is_one = self.snapshot().plans().filter(is_like).count() == 1;
        let region = entry.region.filter(|_| is_one);
        let region = region.and_then(|region| self.gazetteer().city(region));
        let Some(region) = region else {
            let title = self.title(NodeId::Plan(id))?;
            return Ok(title.map_or_else(String::new, |title| format!("【{title}】")));
        };
        let year = year(entry).map(|year| format!(" {year}年"));
        let region = self.placed_name(region);
        Ok(format!("【{region}{}】", year.unwrap_or_default()))
    }

    fn title_with(&self, node: NodeId, plan: PlanId) -> Result<Option<String>, QueryError> {
        let title = self.title(node)?;
        let mark = self.plan_mark(plan)?;
        Ok(title.map(|title| title + &mark))
    }
}
