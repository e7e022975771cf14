//! Indicators: quantities to be reached, built, treated or tried.

use super::words::words;
use super::{Basis, IndicatorId, TextSpan};

/// How value and reality are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Comparator {
    /// 达到 or nothing.
    Equal,
    /// 以上 超过 不低于 至少 突破.
    AtLeast,
    /// 以内 控制在 不超过 以下.
    AtMost,
    /// 左右 接近 约.
    About,
}

words! {
    Comparator {
        Equal = "EQUAL",
        AtLeast = "AT_LEAST",
        AtMost = "AT_MOST",
        About = "ABOUT",
    }
}

/// What the value measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// A level: 达到97%.
    Level,
    /// A rise: 增长10%.
    Increase,
    /// A fall: 下降36%.
    Decrease,
    /// A rate per year: 年均增长15%.
    AnnualRate,
    /// A number of things: 143条.
    Count,
}

words! {
    Measure {
        Level = "LEVEL",
        Increase = "INCREASE",
        Decrease = "DECREASE",
        AnnualRate = "ANNUAL_RATE",
        Count = "COUNT",
    }
}

/// What kind of quantity it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IndicatorKind {
    /// A state reached: 森林覆盖率42%.
    Outcome,
    /// Things built, treated or tried: 143条中小河流治理.
    Output,
    /// An amount for each of something: 每个县至少一个.
    PerUnit,
    /// A limit that selects: 年销售收入超百亿元的产业集群.
    Threshold,
    /// A class: 四类标准.
    Grade,
    /// A count that only sets the scene: 昌图等36个粮食大县.
    Scope,
    /// All of something: 全部到达行政村.
    Universal,
}

words! {
    IndicatorKind {
        Outcome = "OUTCOME",
        Output = "OUTPUT",
        PerUnit = "PER_UNIT",
        Threshold = "THRESHOLD",
        Grade = "GRADE",
        Scope = "SCOPE",
        Universal = "UNIVERSAL",
    }
}

/// A quantity to be reached, built, treated or tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// What kind of quantity it is.
    pub kind: IndicatorKind,
    /// What is measured: 森林覆盖率.
    pub subject: String,
    /// The words that say it, cleaned: 森林覆盖率提高到42%.
    pub phrase: String,
    /// The number as printed; `None` for a binding indicator whose figure the state sets.
    pub value: Option<f64>,
    /// The upper number of a range: 2 in 1至2所.
    pub value_max: Option<f64>,
    /// The unit as printed, scale included: 万亩; `None` without a number.
    pub unit: Option<String>,
    /// The number in the unit without its scale: 61200000.
    pub normalized_value: Option<f64>,
    /// The upper number of a range in the unit without its scale.
    pub normalized_value_max: Option<f64>,
    /// The unit without its scale: 亩; percent stays %.
    pub normalized_unit: Option<String>,
    /// How value and reality are compared.
    pub comparator: Comparator,
    /// What the value measures.
    pub measure: Measure,
    /// 力争.
    pub is_aspirational: bool,
    /// Below a heading that says 约束性, or with 约束性 or 确保完成 in its own words.
    pub is_binding: bool,
    /// 系国家分解指标.
    pub is_assigned_by_state: bool,
    /// First year; `None` for a target year.
    pub period_start: Option<u16>,
    /// Last or target year.
    pub period_end: Option<u16>,
    /// What the period rests on: said at the indicator, taken over within the sentence or task, or the plan's.
    pub period_basis: Basis,
    /// Where the phrase stands.
    pub span: TextSpan,
}
