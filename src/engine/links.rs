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
        self.segments(&self.plans_of(set), |entry, segment| {
            for (row, ordinal) in segment.tasks.iter().zip(entry.first..) {
                if !set.contains(ordinal) {
                    continue;
                }
                let mut parts = Vec::with_capacity(row.links.len());
                for link in &row.links {
                    let Some(unit) = segment.units.get(link.unit as usize) else {
                        continue;
                    };
                    parts.push((*unit, link.role, link.basis));
                }
                let indicator_count = row.indicators.len();
                each(
                    ordinal,
                    TaskLinks {
                        parts,
                        indicator_count,
                    },
                );
            }
            Ok(())
        })
    }
}
