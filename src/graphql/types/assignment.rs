//! Type `Assignment`, and the roles.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};

use super::{Basis, FactCorrection, Task, TextSpan, Unit};
use crate::graphql::error::Result;
use crate::graphql::scope::Scope;
use crate::model;

/// What a unit does for a task (角色).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Role")]
pub(crate) enum Role {
    /// It leads (牵头).
    Lead,
    /// It is responsible (责任、负责).
    Responsible,
    /// It supports (配合、参与、会同).
    Supporting,
}

/// An assignment with its task.
pub(crate) struct Assignment {
    pub(crate) task: Arc<model::Task>,
    pub(crate) assignment: model::Assignment,
}

/// One printed mention of a unit in a responsibility statement (分工), or a part that was added by a correction. A lead that the
/// 责任单位 list repeats has two.
#[Object(serial)]
impl Assignment {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.assignment.id.into()
    }

    /// The task (任务).
    async fn task(&self) -> Task {
        Task(Arc::clone(&self.task))
    }

    /// The unit (单位).
    async fn unit(&self, context: &Context<'_>) -> Result<Unit> {
        Ok(Unit(Scope::of(context).unit(self.assignment.unit)?))
    }

    /// What the unit does for the task (角色).
    async fn role(&self) -> Role {
        self.assignment.role.into()
    }

    /// What the role rests on (依据).
    async fn basis(&self) -> Basis {
        self.assignment.basis.into()
    }

    /// Its place in its list (名单中的位置), from 1.
    async fn position(&self) -> u32 {
        self.assignment.position
    }

    /// The name as printed, second name plate in brackets included (原文名称); of an added part the name that was given, when none is
    /// printed.
    async fn name_as_written(&self) -> &str {
        &self.assignment.name_as_written
    }

    /// A qualifying phrase as printed (限定语): 等配合省委有关部门落实; null when there is none.
    async fn qualifier(&self) -> Option<&str> {
        self.assignment.qualifier.as_deref()
    }

    /// The name (出处); for basis INHERITED it lies in the sibling's statement. An added part whose name is not printed has the
    /// statement, or the task, in its place.
    async fn span(&self) -> TextSpan {
        (&self.assignment.span).into()
    }

    /// The line or clause that the name stands in (责任单位行).
    async fn statement_span(&self) -> TextSpan {
        (&self.assignment.statement_span).into()
    }

    /// The correction that gave the role (更正), or the whole of it; null unless the basis is CORRECTED.
    async fn correction(&self, context: &Context<'_>) -> Option<FactCorrection> {
        let found = Scope::of(context)
            .view()
            .correction_behind(&self.assignment);
        found.map(FactCorrection)
    }

    /// The rule sentence that gave the role (通则出处); null when no rule did.
    async fn rule_span(&self) -> Option<TextSpan> {
        self.assignment.rule_span.as_ref().map(Into::into)
    }
}
