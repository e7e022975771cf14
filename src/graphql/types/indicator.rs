//! Types `Indicator` and `IndicatorConnection`.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};

use super::{Basis, Chapter, Observation, Plan, Task, TextSpan};
use crate::engine;
use crate::graphql::error::Result;
use crate::graphql::page::{PageArguments, connection};
use crate::graphql::scope::Scope;
use crate::model;

/// How value and reality are compared (比较方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Comparator")]
pub(crate) enum Comparator {
    /// The value itself (达到).
    Equal,
    /// The value or more (以上、超过、不低于、至少、突破).
    AtLeast,
    /// The value or less (以内、控制在、不超过、以下).
    AtMost,
    /// Near the value (左右、接近、约).
    About,
}

/// What the value measures (数值性质).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Measure")]
pub(crate) enum Measure {
    /// A level (水平): 达到97%.
    Level,
    /// A rise (增长): 增长10%.
    Increase,
    /// A fall (下降): 下降36%.
    Decrease,
    /// A rate per year (年均速度): 年均增长15%.
    AnnualRate,
    /// A number of things (数量): 143条.
    Count,
}

/// What kind of quantity an indicator is (指标类别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::IndicatorKind")]
pub(crate) enum IndicatorKind {
    /// A state reached (结果): 森林覆盖率42%.
    Outcome,
    /// Things built, treated or tried (工程量): 143条中小河流治理.
    Output,
    /// An amount for each of something (每单位数量): 每个县至少一个.
    PerUnit,
    /// A limit that selects (门槛): 年销售收入超百亿元的产业集群.
    Threshold,
    /// A class (等级): 四类标准.
    Grade,
    /// A count that only sets the scene (范围): 昌图等36个粮食大县.
    Scope,
    /// All of something (全覆盖): 全部到达行政村.
    Universal,
}

connection! {
    /// One page of a list of indicators (指标列表).
    IndicatorConnection,
    /// An indicator in its place in a list (指标条目).
    IndicatorEdge,
    Indicator
}

impl IndicatorConnection {
    /// The page of the indicators that `filter` means.
    pub(crate) async fn new(
        context: &Context<'_>,
        filter: &engine::IndicatorFilter,
        page: PageArguments,
    ) -> Result<Self> {
        let scope = Scope::of(context);
        let list = scope.view().indicator_list(filter)?;
        let page = page.page(context, &("indicators", filter), &list)?;
        let places = page.keys();
        let (mut ordinals, mut plans) = (Vec::new(), Vec::new());
        for place in &places {
            match place {
                engine::IndicatorPlace::Task(ordinal, _) => ordinals.push(*ordinal),
                engine::IndicatorPlace::Plan(plan, _) => plans.push(*plan),
            }
        }
        let mut tasks = scope.tasks(context, &ordinals).await?.into_iter();
        let mut plans = scope.plans(&plans).await?.into_iter();
        let indicators: Vec<_> = places
            .iter()
            .map(|place| match place {
                engine::IndicatorPlace::Task(_, index) => {
                    let task = tasks.next().flatten()?;
                    let indicator = task.indicators.get(*index as usize)?.clone();
                    Some(Indicator {
                        task: Some(task),
                        indicator,
                    })
                }
                engine::IndicatorPlace::Plan(_, index) => {
                    let plan = plans.next().flatten()?;
                    let indicator = plan.indicators.get(*index as usize)?.clone();
                    Some(Indicator {
                        task: None,
                        indicator,
                    })
                }
            })
            .collect();
        Ok(page.with(indicators).into())
    }
}

/// An indicator with its task.
pub(crate) struct Indicator {
    pub(crate) task: Option<Arc<model::Task>>,
    pub(crate) indicator: model::Indicator,
}

/// A quantity to be reached, built, treated or tried (指标). One per name: 分别 and lists give one each, sharing the phrase.
#[Object(serial)]
impl Indicator {
    /// Its id, for `node`.
    pub(crate) async fn id(&self) -> ID {
        self.indicator.id.into()
    }

    /// The plan (方案).
    async fn plan(&self, context: &Context<'_>) -> Result<Plan> {
        Ok(Plan(Scope::of(context).plan(self.indicator.id.plan).await?))
    }

    /// The task (任务); null when it stands outside tasks.
    async fn task(&self) -> Option<Task> {
        self.task.as_ref().map(|task| Task(Arc::clone(task)))
    }

    /// The chapter (章); null when it stands outside chapters.
    async fn chapter(&self, context: &Context<'_>) -> Result<Option<Chapter>> {
        let scope = Scope::of(context);
        if let Some(task) = &self.task {
            return Chapter::of(scope, task.chapter).await.map(Some);
        }
        let plan = scope.plan(self.indicator.id.plan).await?;
        Ok(Chapter::around(plan, self.indicator.span.range.start))
    }

    /// What kind of quantity it is (类别).
    async fn kind(&self) -> IndicatorKind {
        self.indicator.kind.into()
    }

    /// What is measured (指标名称): 森林覆盖率.
    async fn subject(&self) -> &str {
        &self.indicator.subject
    }

    /// The words that say it, cleaned (表述): 森林覆盖率提高到42%.
    async fn phrase(&self) -> &str {
        &self.indicator.phrase
    }

    /// The number as printed (数值): 6120 in 6120万亩; null for one without a figure.
    async fn value(&self) -> Option<f64> {
        self.indicator.value
    }

    /// The upper number of a range (上限值): 2 in 1至2所; null when it is no range.
    async fn value_max(&self) -> Option<f64> {
        self.indicator.value_max
    }

    /// The unit of measurement as printed, scale included (计量单位): 万亩; null without a number.
    async fn unit(&self) -> Option<&str> {
        self.indicator.unit.as_deref()
    }

    /// The number in the unit without its scale (换算值): 61200000; null without a number.
    async fn normalized_value(&self) -> Option<f64> {
        self.indicator.normalized_value
    }

    /// The upper number of a range in the unit without its scale (换算上限值); null when it is no range.
    async fn normalized_value_max(&self) -> Option<f64> {
        self.indicator.normalized_value_max
    }

    /// The unit without its scale (换算单位): 亩; percent stays %; null without a number.
    async fn normalized_unit(&self) -> Option<&str> {
        self.indicator.normalized_unit.as_deref()
    }

    /// How value and reality are compared (比较方式).
    async fn comparator(&self) -> Comparator {
        self.indicator.comparator.into()
    }

    /// What the value measures (数值性质).
    async fn measure(&self) -> Measure {
        self.indicator.measure.into()
    }

    /// Whether it is striven for rather than promised (力争).
    async fn is_aspirational(&self) -> bool {
        self.indicator.is_aspirational
    }

    /// Whether it binds (约束性、确保).
    async fn is_binding(&self) -> bool {
        self.indicator.is_binding
    }

    /// Whether the state assigns its figure (系国家分解指标); then `value` may be null.
    async fn is_assigned_by_state(&self) -> bool {
        self.indicator.is_assigned_by_state
    }

    /// First year (起始年); null for a target year, or when no period is known.
    async fn period_start(&self) -> Option<u16> {
        self.indicator.period_start
    }

    /// Last or target year (目标年); null when no period is known.
    async fn period_end(&self) -> Option<u16> {
        self.indicator.period_end
    }

    /// What the period rests on (期限依据).
    async fn period_basis(&self) -> Basis {
        self.indicator.period_basis.into()
    }

    /// Values that were observed of it (完成值), the oldest report first; the newest of a year stands.
    async fn observations(&self, context: &Context<'_>) -> Vec<Observation> {
        let observations = Scope::of(context).view().observations_of(self.indicator.id);
        observations.into_iter().map(Observation).collect()
    }

    /// Where the phrase stands (出处).
    async fn span(&self) -> TextSpan {
        (&self.indicator.span).into()
    }
}
