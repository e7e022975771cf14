//! Types `ChapterEmphasis` and `TermEmphasis`.

use async_graphql::{Context, Object};

use super::Chapter;
use crate::engine::{self, Odds};
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;

/// A chapter in which a unit has more tasks than chance gives.
pub(crate) struct ChapterEmphasis(pub(crate) engine::ChapterEmphasis);

/// A word that stands in more tasks of a unit than chance gives.
pub(crate) struct TermEmphasis(pub(crate) engine::TermEmphasis);

/// A chapter in which a unit has more tasks than chance would give it (偏重的章).
#[Object(serial)]
impl ChapterEmphasis {
    /// The chapter (章).
    async fn chapter(&self, context: &Context<'_>) -> Result<Chapter> {
        Chapter::of(Scope::of(context), self.0.chapter).await
    }

    /// How many tasks, and how likely that is (频数与检验).
    async fn odds(&self) -> EmphasisOdds {
        EmphasisOdds(self.0.odds)
    }
}

/// A word that stands in more tasks of a unit than chance would give it (偏重的词语).
#[Object(serial)]
impl TermEmphasis {
    /// The word (词语).
    async fn term(&self) -> &str {
        &self.0.term
    }

    /// How many tasks, and how likely that is (频数与检验).
    async fn odds(&self) -> EmphasisOdds {
        EmphasisOdds(self.0.odds)
    }
}

/// Observed and expected counts.
pub(crate) struct EmphasisOdds(Odds);

/// Observed against expected numbers of tasks (频数与检验).
#[Object(serial)]
impl EmphasisOdds {
    /// Tasks of the unit that have it (观测数).
    async fn observed(&self) -> u64 {
        self.0.observed
    }

    /// How many of them chance would give (期望数): `unitTasks` × `markedTasks` / `allTasks`.
    async fn expected(&self) -> f64 {
        self.0.expected()
    }

    /// Tasks of the unit among those compared (单位任务数).
    async fn unit_tasks(&self) -> u64 {
        self.0.unit_tasks
    }

    /// Tasks that have it among those compared (含有该项的任务数).
    async fn marked_tasks(&self) -> u64 {
        self.0.marked_tasks
    }

    /// Tasks compared (任务总数).
    async fn all_tasks(&self) -> u64 {
        self.0.all_tasks
    }

    /// P(X ≥ observed) of the hypergeometric distribution: Fisher's exact test, one-sided (P 值).
    async fn p_value(&self) -> f64 {
        self.0.p_value
    }

    /// The same adjusted for the number of tests by Benjamini and Hochberg (校正 P 值).
    async fn adjusted(&self) -> f64 {
        self.0.adjusted
    }
}
