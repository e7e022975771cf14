//! Type `Finding`.

use async_graphql::{Context, ID, Object};

use super::{Language, Task, TextSpan, Unit};
use crate::engine;
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;

/// Something odd about a plan.
pub(crate) struct Finding(pub(crate) engine::Finding);

/// Something odd about a plan (异常发现): a named rule, where it holds, and the text that shows it.
#[Object(serial)]
impl Finding {
    /// Its id, the same as long as the same is found.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The rule (规则): `TASK_WITHOUT_LEAD`, `BLOCK_WITHOUT_STATEMENT`, `TARGET_WITHOUT_OWNER`, `INDICATOR_WITH_TWO_VALUES`,
    /// `INDICATOR_STATED_TWICE`, `LEADS_MUCH_SHARES_LITTLE`, `SHARES_MUCH_LEADS_LITTLE`, `BRIDGE`, `CUT_UNIT`,
    /// `CHAPTERS_JOINED_BY_ONE_UNIT`, `COUNT_MISMATCH`, `REPAIRED_CHARACTER`, `SUSPECT_VALUE`.
    async fn rule(&self) -> &str {
        self.0.rule
    }

    /// What the rule looks for (规则说明), in English and Chinese.
    async fn title(&self) -> &str {
        self.0.title
    }

    /// What it found here (详情), with test and cut-off where chance had to be ruled out.
    async fn detail(
        &self,
        #[graphql(
            desc = "The language that it is told in (语言); null as if left out.",
            default_with = "Some(Language::En)"
        )]
        language: Option<Language>,
    ) -> &str {
        language.unwrap_or_default().of(&self.0.detail)
    }

    /// The tasks concerned (任务).
    async fn tasks(&self, context: &Context<'_>) -> Result<Vec<Task>> {
        let tasks = Scope::of(context).tasks(context, &self.0.tasks).await?;
        Ok(tasks.into_iter().flatten().map(Task).collect())
    }

    /// The units concerned (单位).
    async fn units(&self, context: &Context<'_>) -> Result<Vec<Unit>> {
        let scope = Scope::of(context);
        let units = self.0.units.iter();
        units.map(|id| scope.unit(*id).map(Unit)).collect()
    }

    /// The stretches of text that show it (原文出处), at most 100.
    async fn evidence(&self) -> Vec<TextSpan> {
        self.0.evidence.iter().map(Into::into).collect()
    }

    /// A query of this API that shows the same (复现查询).
    async fn query(&self) -> &str {
        &self.0.query
    }
}
