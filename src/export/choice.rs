//! Which tasks an export holds, in which order, and whose parts in them.

use std::collections::HashSet;

use super::{ExportError, Request};
use crate::engine::{Listing as _, SearchKind, SearchRequest, UnitMatch, View};
use crate::model::{Basis, Role, UnitId};

/// The tasks that are exported, in the order of the file.
pub(super) fn ordinals(view: &View, request: &Request) -> Result<Vec<u32>, ExportError> {
    let filter = &request.filter.tasks;
    let Some(search) = &request.search else {
        let list = view.task_list(filter, request.order.unwrap_or_default())?;
        let all = list.slice(0..list.len()).into_iter();
        return Ok(all.map(|(_, ordinal)| ordinal).collect());
    };
    let asked = SearchRequest {
        query: search.query.clone(),
        kinds: vec![SearchKind::Task],
        filter: filter.clone(),
        keep_as_text: search.keep_as_text.clone(),
    };
    let answer = match request.order {
        Some(order) => view.find_in_order(&asked, order, 0, usize::MAX, false)?,
        None => view.find(&asked, 0, usize::MAX, false)?,
    };
    Ok(answer.hits.iter().map(|hit| hit.ordinal).collect())
}

/// Whose parts in tasks stand in a ledger, and which are named in other tables.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The units that were asked for; `None` for all.
    units: Option<HashSet<UnitId>>,
    /// The role that was asked for; `None` for any.
    role: Option<Role>,
    /// The bases that were asked for; `None` for any.
    basis: Option<Vec<Basis>>,
}

impl Part {
    /// The parts that a filter asks for.
    pub(super) fn of(view: &View, wanted: Option<&UnitMatch>) -> Result<Self, ExportError> {
        let Some(wanted) = wanted else {
            return Ok(Self::default());
        };
        let mut units = wanted.any.is_some().then(HashSet::new);
        for name in wanted.any.iter().flatten() {
            let bearers = view.units_bearing(name)?;
            units.get_or_insert_default().extend(bearers);
        }
        Ok(Self {
            units,
            role: wanted.role,
            basis: (!wanted.has_usual_basis()).then(|| wanted.basis.clone()),
        })
    }

    /// Whether a part on this basis is named among those of a task: one that counts, or one whose basis was asked for.
    pub(super) fn names(&self, basis: Basis) -> bool {
        let bases = self.basis.as_ref();
        basis.counts() || bases.is_some_and(|wanted| wanted.contains(&basis))
    }

    /// Whether a unit was asked for, in this role and on this basis.
    pub(super) fn holds(&self, unit: UnitId, role: Role, basis: Basis) -> bool {
        let bases = self.basis.as_ref();
        self.role.is_none_or(|wanted| wanted == role)
            && bases.is_none_or(|wanted| wanted.contains(&basis))
            && self
                .units
                .as_ref()
                .is_none_or(|units| units.contains(&unit))
    }
}
