//! Type `UnitChange`.

use async_graphql::{Context, Enum, Object};

use super::{Date, Unit};
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;
use crate::model;

/// What became of a unit in a reorganisation (机构改革方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::UnitChangeKind")]
pub(crate) enum UnitChangeKind {
    /// It got another name (更名).
    Renamed,
    /// Several became one (合并).
    Merged,
    /// One became several (分设).
    Split,
    /// Duties went over (划转).
    Transferred,
    /// It was set up (组建).
    Established,
    /// It was dissolved (撤销).
    Abolished,
}

/// A change and the unit at its other end.
pub(crate) struct UnitChange {
    unit: model::UnitId,
    change: model::UnitChange,
}

impl UnitChange {
    /// The change as seen from the unit at its one end; `unit` is at the other.
    pub(crate) fn to(unit: model::UnitId, change: &model::UnitChange) -> Self {
        Self {
            unit,
            change: change.clone(),
        }
    }
}

/// A step from one unit to another in a reorganisation (机构沿革).
#[Object(serial)]
impl UnitChange {
    /// The unit at the other end (单位).
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Ok(Unit(Scope::of(context).unit(self.unit)?))
    }

    /// What happened (方式).
    async fn kind(&self) -> UnitChangeKind {
        self.change.kind.into()
    }

    /// The day (日期); where the source says “by this date”, the end of the reform's term, by which it was in force.
    async fn date(&self) -> Date {
        Date(self.change.date)
    }

    /// Where this is from (来源), and what the date means.
    async fn source(&self) -> &str {
        &self.change.source
    }
}
