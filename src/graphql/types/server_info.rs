//! Type `ServerInfo`.

use async_graphql::{Context, Object};

use crate::graphql::scope::Scope;

/// The server.
pub(crate) struct ServerInfo;

/// What this server is and holds (服务信息).
#[Object(serial)]
impl ServerInfo {
    /// The version of the program (程序版本).
    async fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    /// The state of all data that this answer comes from (数据版本).
    async fn data_version(&self, context: &Context<'_>) -> String {
        Scope::of(context).view().data_version()
    }

    /// Number of plans (方案数).
    async fn plan_count(&self, context: &Context<'_>) -> usize {
        Scope::of(context).view().snapshot().plan_count()
    }

    /// Number of tasks of all plans (任务数).
    async fn task_count(&self, context: &Context<'_>) -> u64 {
        Scope::of(context).view().snapshot().task_count()
    }

    /// Number of units that some plan names (单位数).
    async fn unit_count(&self, context: &Context<'_>) -> usize {
        Scope::of(context).view().snapshot().unit_count()
    }

    /// The generation of the links that lists are made from (索引代次); it changes with every change of the data.
    async fn index_generation(&self, context: &Context<'_>) -> String {
        Scope::of(context)
            .view()
            .snapshot()
            .generation()
            .to_string()
    }

    /// Whether the server takes no changes (只读): its operator has made no key.
    async fn is_read_only(&self, context: &Context<'_>) -> bool {
        !Scope::of(context).view().takes_changes()
    }
}
