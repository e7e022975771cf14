//! Types `TaskStat` and `TaskStatKey`.

use async_graphql::{Enum, ID, SimpleObject};

use crate::engine;
use crate::graphql::error::{Fault, Result};
use crate::graphql::scope::Scope;
use crate::model::NodeId;

/// What tasks are grouped by (统计维度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::TaskDimension")]
pub(crate) enum TaskDimension {
    /// The plan (方案).
    Plan,
    /// The chapter (章).
    Chapter,
    /// The section (节); tasks outside sections are in no group.
    Section,
    /// Each unit that has a part by statement, rule or correction (单位).
    Unit,
    /// Each unit that leads by statement, rule or correction (牵头单位).
    LeadUnit,
    /// Each city that the task is tied to (市、县).
    City,
    /// Each role that a unit has by statement, rule or correction (角色); beside a unit, the roles of that unit.
    Role,
    /// The division that the task's plan governs (所属地区); tasks of plans without one are in no group.
    Region,
}

/// A group of tasks (任务分组). A task with several units or cities is in several groups, and once in each.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct TaskStat {
    /// The values of the group (分组取值), in the order of the dimensions asked for.
    keys: Vec<TaskStatKey>,
    /// Number of distinct tasks (任务数).
    task_count: u64,
    /// Number of those that the group's unit leads, or that have a lead when no unit is grouped by (牵头任务数).
    lead_count: u64,
}

/// One value of one dimension (分组取值).
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct TaskStatKey {
    /// The dimension (维度).
    dimension: TaskDimension,
    /// The id of the thing, for `node`; the word of the role for ROLE.
    id: ID,
    /// Its name or title (名称); the word of the role for ROLE.
    name: String,
}

impl TaskStat {
    /// Distinct tasks by dimensions.
    pub(crate) fn all(
        scope: &Scope,
        filter: &engine::TaskFilter,
        dimensions: &[TaskDimension],
    ) -> Result<Vec<Self>> {
        let dimensions: Vec<_> = dimensions
            .iter()
            .map(|dimension| (*dimension).into())
            .collect();
        let stats = scope.view().task_stats(filter, &dimensions)?;
        let nodes = stats.iter().flat_map(|stat| &stat.keys).filter_map(node_of);
        scope.view().prefetch_titles(nodes)?;
        let stat = |stat: engine::TaskStat| {
            let keys = stat.keys.iter().map(|key| TaskStatKey::of(scope, key));
            Ok(Self {
                keys: keys.collect::<Result<_>>()?,
                task_count: stat.task_count,
                lead_count: stat.lead_count,
            })
        };
        stats.into_iter().map(stat).collect()
    }
}

impl TaskStatKey {
    fn of(scope: &Scope, key: &engine::TaskStatKey) -> Result<Self> {
        Ok(match key {
            engine::TaskStatKey::Role(role) => {
                let word = role.word();
                Self {
                    dimension: TaskDimension::Role,
                    id: word.into(),
                    name: word.to_owned(),
                }
            }
            engine::TaskStatKey::Node(dimension, id) => Self {
                dimension: (*dimension).into(),
                id: id.into(),
                name: name_of(scope, *id)?,
            },
        })
    }
}

/// The name or title of what tasks are grouped by.
pub(super) fn name_of(scope: &Scope, id: NodeId) -> Result<String> {
    let name = scope.view().name(id)?;
    name.ok_or_else(|| Fault::dangling("group", id))
}

/// The same as it can stand among those of other plans.
pub(super) fn distinct_name_of(scope: &Scope, id: NodeId) -> Result<String> {
    let name = scope.view().distinct_name(id)?;
    name.ok_or_else(|| Fault::dangling("group", id))
}

/// The thing that a group's value is.
fn node_of(key: &engine::TaskStatKey) -> Option<NodeId> {
    match key {
        engine::TaskStatKey::Node(_, id) => Some(*id),
        engine::TaskStatKey::Role(_) => None,
    }
}
