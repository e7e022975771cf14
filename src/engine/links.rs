//! The links of tasks, told by the packed links of their plans: no task is read.

use super::{QueryError, TaskSet, View};
use crate::model::{Role, UnitId};

/// What hangs on a task, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLinks {
    /// Each unit's roles on whatever grounds, every pair once, in the order of the document.
    pub parts: Vec<(UnitId, Role)>,
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
                    // A unit may have one role on two grounds.
                    let part = (*unit, link.role);
                    if !parts.contains(&part) {
                        parts.push(part);
                    }
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
