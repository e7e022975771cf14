//! The kind and the measure of an indicator.

use super::judge::Sight;
use super::subject;
use super::unit::Class;
use super::words::{ACTIONS, MAKING, Words};
use crate::model::{IndicatorKind, Measure};

/// What things do that reach a state: 15个县进入全国百强.
pub(super) static REACHES: Words =
    Words::new("进入 达到 实现 跻身 列入 通过 建成 摘帽 退出 脱贫 出列");

/// Verbs that build even where the things are listed before 等.
static BUILDS: Words =
    Words::new("建设 打造 形成 培育 构建 建成 创建 新建 开工 新开工 开工建设 启动建设 规划建设");

/// Openers of a scene: 依托42个园区.
static SCENES: Words = Words::new("依托 以 围绕 按照 针对 面向");

/// Connectives behind which the verb of an earlier clause goes on: 继续实施…改造，以及35个项目.
static GOES_ON: Words = Words::new("以及 及 和");

/// What opens a rate per head: 每千名老人拥有养老床位.
static RATES: Words = Words::new("每 人均 户均");

/// What says a rise although it is part of the name: 城镇新增就业.
static RISES: Words = Words::new("新增就业");

impl Sight<'_> {
    /// Whether the unit counts things one by one.
    pub(super) fn counts_things(&self) -> bool {
        matches!(self.quantity.class, Class::Count | Class::Place)
    }

    /// The kind of a number behind its `name`.
    pub(super) fn kind_of_named(&self, name: &str) -> IndicatorKind {
        let class = self.quantity.class;
        if class == Class::Grade {
            return IndicatorKind::Grade;
        }
        if self.counts_things() && self.per_place().is_some() {
            return IndicatorKind::PerUnit;
        }
        let scene = subject::SCENES.beginning(self.before).unwrap_or_default();
        let duty = self.before.strip_prefix(scene).unwrap_or_default();
        let is_rate = RATES.beginning(name).is_some();
        let is_work = !matches!(class, Class::Share | Class::Multiple | Class::Time)
            && subject::opening(duty).has_verb();
        let is_output =
            self.lead.measure.is_none() && ((self.counts_things() && !is_rate) || is_work);
        if is_output {
            IndicatorKind::Output
        } else {
            IndicatorKind::Outcome
        }
    }

    /// The kind of a number before its `noun`.
    pub(super) fn kind_of_counted(&self, noun: &str) -> IndicatorKind {
        let before = self.before.trim();
        let class = self.quantity.class;
        if matches!(class, Class::Count | Class::People) && self.per_place().is_some() {
            return IndicatorKind::PerUnit;
        }
        if GOES_ON.hold(before) {
            return IndicatorKind::Output;
        }
        let is_made = MAKING.ending(before).is_some();
        if SCENES.beginning(before).is_some() && !is_made {
            return IndicatorKind::Scope;
        }
        let opening = subject::opening(before);
        let reaches = !opening.has_verb() && REACHES.inside(noun).is_some();
        if class == Class::Share || reaches {
            return IndicatorKind::Outcome;
        }
        let is_built = opening.makes.iter().any(|verb| BUILDS.hold(verb));
        let has_work = if before.ends_with('等') {
            is_built
        } else {
            subject::has_verb(before)
        };
        // 产能建设 is done to what the counted things hold, not to them.
        let has_action = ACTIONS.inside(noun).is_some() && !noun.contains("产能");
        if has_work || has_action {
            IndicatorKind::Output
        } else {
            IndicatorKind::Scope
        }
    }

    /// What the value measures.
    pub(super) fn measure(&self) -> Measure {
        if self.lead.is_yearly {
            return Measure::AnnualRate;
        }
        match self.lead.measure {
            Some(change @ (Measure::Increase | Measure::Decrease)) => change,
            _ if RISES.ending(self.before).is_some() => Measure::Increase,
            _ if subject::opening(self.before).makes.contains(&"新增") => Measure::Increase,
            _ if self.counts_things() || self.quantity.class == Class::Great => Measure::Count,
            _ => Measure::Level,
        }
    }
}
