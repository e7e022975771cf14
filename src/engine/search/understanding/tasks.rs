//! The tasks that names mean.

use super::only;
use crate::engine::search::roles::Beside;
use crate::engine::{CityMatch, QueryError, TaskFilter, UnitMatch, View};
use crate::gazetteer::Gazetteer;
use crate::model::{CityId, Role, Via};

impl View {
    /// The tasks in which units have the part that is said beside their names, and the role that this is there. Most notices
    /// print nobody as supporting: then 省财政厅配合 means what it is responsible for beside another that leads.
    pub(super) fn played(
        &self,
        units: Vec<String>,
        said: &Beside,
    ) -> Result<(Option<Role>, TaskFilter), QueryError> {
        let printed = parts(units.clone(), said.role);
        if said.role != Some(Role::Supporting) || said.is_negated || self.means_any(&printed)? {
            return Ok((said.role, printed));
        }
        let any = parts(units.clone(), None);
        let beside = TaskFilter {
            and: Some(vec![any, without(parts(units, Some(Role::Lead)))]),
            ..TaskFilter::default()
        };
        Ok(if self.means_any(&beside)? {
            (Some(Role::Responsible), beside)
        } else {
            (said.role, printed)
        })
    }

    fn means_any(&self, filter: &TaskFilter) -> Result<bool, QueryError> {
        Ok(!self.meant_tasks(filter)?.tasks.is_empty())
    }
}

/// The tasks in which one of these units has a part of a role. Who leads is responsible too.
pub(super) fn parts(units: Vec<String>, role: Option<Role>) -> TaskFilter {
    let in_role = |role, units| TaskFilter {
        units: Some(UnitMatch {
            any: Some(units),
            role,
            ..UnitMatch::default()
        }),
        ..TaskFilter::default()
    };
    match role {
        Some(Role::Responsible) => TaskFilter {
            or: Some(vec![
                in_role(Some(Role::Lead), units.clone()),
                in_role(role, units),
            ]),
            ..TaskFilter::default()
        },
        _ => in_role(role, units),
    }
}

/// The tasks that are tied to one of these places.
pub(super) fn tied_to(cities: &[CityId], via: Option<Via>) -> TaskFilter {
    TaskFilter {
        cities: Some(CityMatch {
            any: Some(cities.iter().map(ToString::to_string).collect()),
            via,
            ..CityMatch::default()
        }),
        ..TaskFilter::default()
    }
}

/// The tasks of chapters with these numbers.
pub(super) fn in_chapters(numbers: Vec<u32>) -> TaskFilter {
    TaskFilter {
        chapters: Some(numbers),
        ..TaskFilter::default()
    }
}

/// All other tasks.
pub(super) fn without(filter: TaskFilter) -> TaskFilter {
    TaskFilter {
        not: Some(Box::new(filter)),
        ..TaskFilter::default()
    }
}

/// The division that is meant by a name that it may have borne for only a while: of several the one that still stands.
pub(super) fn standing(cities: &[CityId], gazetteer: &Gazetteer) -> Option<CityId> {
    let stands = |id: &&CityId| gazetteer.city(**id).is_some_and(|it| it.until.is_none());
    only(cities).or_else(|| only(&cities.iter().filter(stands).copied().collect::<Vec<_>>()))
}
