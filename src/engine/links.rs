//! The links of tasks, told by the packed links of their plans: no task is read.

use super::{QueryError, TaskSet, View};
use crate::model::{Basis, Role, UnitId};

/// What hangs on a task, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLinks {
    /// Each unit's roles and what they rest on, in the order of the document.
    pub parts: Vec<(UnitId, Role, Basis)>,
    /// Number of its indicators.
    pub indicator_count: usize,
}

impl View {
    /// Tells `each` what hangs on the tasks of a set, by ordinal, ascending.
    pub fn task_links(
        &self,
        set: &TaskSet,
        mut each: impl FnMut(u32, TaskLinks),
    ) -> Result<(), QueryError> {
        self.rows(set, |_, segment, row, ordinal| {
            let part = |link| Some((segment.unit_of(link)?, link.role, link.basis));
            let links = TaskLinks {
                parts: row.links.iter().filter_map(part).collect(),
                indicator_count: row.indicators.len(),
            };
            each(ordinal, links);
            Ok(())
        })
    }
}
