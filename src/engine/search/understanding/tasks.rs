//! The tasks that names mean.

use crate::engine::{CityMatch, TaskFilter, UnitMatch};
use crate::model::{CityId, Role, Via};

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
