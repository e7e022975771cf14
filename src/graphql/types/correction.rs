//! Types `FactCorrection` and `FactCorrectionConnection`.

use async_graphql::{Context, Enum, ID, Object};

use super::head_fact::HeadField;
use super::{DateTime, Node, Plan, Role};
use crate::engine;
use crate::graphql::error::Result;
use crate::graphql::page::{PageArguments, connection};
use crate::graphql::scope::Scope;
use crate::model::{self, PlanId};

/// What a correction does (更正类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::CorrectionKind")]
pub(crate) enum CorrectionKind {
    /// Several units are one (合并单位).
    MergeUnits,
    /// What was read as one unit is others (拆分单位).
    SplitUnit,
    /// A unit has another name (更改名称).
    RenameUnit,
    /// A unit has a further name (增加别名).
    AddAlias,
    /// A unit has another role in a task (更改角色).
    SetRole,
    /// A unit has a part in a task that was not read (补充分工).
    AddAssignment,
    /// A unit has no such part in a task (剔除分工).
    RejectAssignment,
    /// There is no such target (剔除指标).
    RejectIndicator,
    /// A part of the head is another (更改文头).
    SetHead,
}

/// How a correction stands (更正状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::CorrectionState")]
pub(crate) enum CorrectionState {
    /// It is made wherever it is due (已生效).
    Applied,
    /// It was taken back (已撤销).
    Reverted,
    /// What it is about is not there any more, for its document has changed or is gone (对象已不存在).
    TargetGone,
    /// An earlier correction says otherwise (与先前更正冲突).
    Contradicted,
}

connection! {
    /// One page of a list of corrections (更正列表).
    FactCorrectionConnection,
    /// A correction in its place in a list (更正条目).
    FactCorrectionEdge,
    FactCorrection
}

impl FactCorrectionConnection {
    /// The page of the corrections that concern a plan, or of all; only those that stand in one of some ways.
    pub(crate) fn new(
        context: &Context<'_>,
        plan: Option<PlanId>,
        states: Option<&[CorrectionState]>,
        page: &PageArguments,
    ) -> Result<Self> {
        let is_wanted =
            |state: engine::CorrectionState| states.is_none_or(|all| all.contains(&state.into()));
        let all = Scope::of(context).view().corrections(plan);
        let wanted = all.into_iter().filter(|signed| is_wanted(signed.state));
        let items = wanted.map(|signed| {
            let sequence = signed.correction.id.sequence;
            (engine::Position::number(sequence), signed)
        });
        let list = engine::SortedList::new(items.collect());
        let page = page.page(context, &("corrections", plan, states), &list)?;
        let nodes = page.keys().into_iter();
        Ok(page
            .with(nodes.map(|signed| Some(FactCorrection(signed))))
            .into())
    }
}

/// A correction as the state of the request has it.
pub(crate) struct FactCorrection(pub(crate) engine::SignedCorrection);

impl FactCorrection {
    fn amendment(&self) -> &model::Amendment {
        &self.0.correction.what.amendment
    }
}

/// Something that was read and put right (更正): signed, with a reason, kept apart from what was read, made whenever a document is
/// read, and taken back at will.
#[Object(serial)]
impl FactCorrection {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.0.correction.id.into()
    }

    /// What it does (更正类型).
    async fn kind(&self) -> CorrectionKind {
        self.amendment().kind().into()
    }

    /// Why something was put right (理由).
    async fn reason(&self) -> &str {
        &self.0.correction.what.reason
    }

    /// The name of the key that it was signed with (更正人).
    async fn author(&self) -> &str {
        &self.0.correction.author
    }

    /// When it was signed (更正时间).
    async fn at(&self) -> DateTime {
        DateTime(self.0.correction.at)
    }

    /// When it was taken back (撤销时间); null while it stands.
    async fn reverted_at(&self) -> Option<DateTime> {
        self.0
            .reversal
            .as_ref()
            .map(|reversal| DateTime(reversal.at))
    }

    /// The name of the key that it was taken back with (撤销人); null while it stands.
    async fn reverted_by(&self) -> Option<&str> {
        self.0
            .reversal
            .as_ref()
            .map(|reversal| reversal.author.as_str())
    }

    /// Why it was taken back (撤销理由); null while it stands.
    async fn revert_reason(&self) -> Option<&str> {
        self.0
            .reversal
            .as_ref()
            .map(|reversal| reversal.reason.as_str())
    }

    /// How it stands (更正状态).
    async fn state(&self) -> CorrectionState {
        self.0.state.into()
    }

    /// The earlier correction that says otherwise (冲突的更正); null unless the state is `CONTRADICTED`.
    async fn contradicted_by(&self, context: &Context<'_>) -> Option<FactCorrection> {
        let earlier = self.0.contradicted_by?;
        let found = Scope::of(context).view().correction(earlier);
        found.map(FactCorrection)
    }

    /// What it is about (更正对象): the unit that stays, is split, renamed or given an alias, the assignment, the task, the indicator,
    /// or the plan; null when it is not there, as after it was rejected.
    async fn target(&self, context: &Context<'_>) -> Result<Option<Node>> {
        Node::of(Scope::of(context), self.amendment().target()).await
    }

    /// The id of what it is about (更正对象标识), also when it is not there.
    async fn target_id(&self) -> ID {
        self.amendment().target().into()
    }

    /// What it is about in words (更正对象说明), as it was when the correction was signed.
    async fn subject(&self) -> &str {
        &self.0.correction.what.subject
    }

    /// Ids of what else it is about (其他对象): the units that are merged, the assignments that are split off, the unit that is added.
    async fn others(&self) -> Vec<ID> {
        self.amendment()
            .others()
            .into_iter()
            .map(Into::into)
            .collect()
    }

    /// The name or value that it gives (更正值), names of several units apart by 、; null for kinds that give none.
    async fn value(&self) -> Option<String> {
        self.amendment().value()
    }

    /// The role that it gives (角色); null for kinds that give none.
    async fn role(&self) -> Option<Role> {
        self.amendment().role().map(Into::into)
    }

    /// The part of the head that it is about (文头要素); null for other kinds than `SET_HEAD`.
    async fn head_field(&self) -> Option<HeadField> {
        self.amendment().head_field().map(Into::into)
    }

    /// The plan whose part it is about (方案); null when that is gone, and for units, which any plan may name.
    async fn plan(&self, context: &Context<'_>) -> Result<Option<Plan>> {
        let Some(plan) = self.amendment().plan() else {
            return Ok(None);
        };
        Ok(Scope::of(context).find_plan(plan).await?.map(Plan))
    }
}
