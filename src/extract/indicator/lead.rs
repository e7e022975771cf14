//! What stands between a name and its number: 力争达到, 比2010年下降, 均增长, 至少形成.

use super::period;
use super::words::{self, BEFORE_NUMBER, MAKING, NAME_ENDS, Says, TREATING, Words};
use crate::model::{Comparator, Measure};

/// The text before a number, taken apart from its end.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each word before a number says one thing by itself"
)]
pub(super) struct Lead<'t> {
    /// What remains: the name, with whatever opens the clause.
    pub(super) name: &'t str,
    pub(super) comparator: Option<Comparator>,
    /// What the predicate says is measured; `None` without a predicate.
    pub(super) measure: Option<Measure>,
    pub(super) is_yearly: bool,
    pub(super) is_aspirational: bool,
    /// 均: the number holds for each name.
    pub(super) is_each: bool,
    /// 分别: one number per name.
    pub(super) is_respective: bool,
    /// A verb stood between comparator and number: 至少形成.
    pub(super) compares_verb: bool,
}

/// Verbs of having, which may stand behind a comparator.
static HAVING: Words = Words::new("有 拥有");

/// What names a base of comparison: 比2010年, 较上年.
const COMPARED: [char; 2] = ['比', '较'];

/// What may close a base of comparison.
const BASE_ENDS: [char; 7] = ['年', '底', '末', '初', '期', '度', '平'];

/// What may close the name of a time: 到2015年, 年底前, 期间.
const PERIOD_ENDS: [char; 7] = ['年', '底', '末', '前', '间', '期', '内'];

/// The longest base of comparison in bytes: 比“十一五”期末.
const LONGEST_BASE: usize = 40;

impl<'t> Lead<'t> {
    /// Takes `before`, the text before a number, apart.
    pub(super) fn of(before: &'t str) -> Self {
        let mut lead = Self {
            name: before.trim_end(),
            comparator: None,
            measure: None,
            is_yearly: false,
            is_aspirational: false,
            is_each: false,
            is_respective: false,
            compares_verb: false,
        };
        lead.take_compared_verb();
        while lead.take_word() || lead.take_base() || lead.take_period() {}
        lead
    }

    /// 至少形成, 不少于新建: the comparator stands before the verb.
    fn take_compared_verb(&mut self) {
        let verb = [&MAKING, &TREATING, &HAVING]
            .into_iter()
            .filter_map(|verbs| verbs.ending(self.name))
            .max_by_key(|verb| verb.len());
        let Some(rest) = verb.and_then(|verb| self.name.strip_suffix(verb)) else {
            return;
        };
        if let Some((Says::Compares(comparator), word)) =
            words::longest(&BEFORE_NUMBER, |words| words.ending(rest))
        {
            self.comparator = Some(comparator);
            self.compares_verb = true;
            self.name = rest.strip_suffix(word).unwrap_or(rest);
        }
    }

    fn take_word(&mut self) -> bool {
        let Some((says, word)) = words::longest(&BEFORE_NUMBER, |words| words.ending(self.name))
        else {
            return false;
        };
        if NAME_ENDS
            .ending(self.name)
            .is_some_and(|end| end.len() >= word.len())
        {
            return false;
        }
        match says {
            Says::Compares(comparator) => {
                self.comparator.get_or_insert(comparator);
            }
            Says::Level => {
                self.measure.get_or_insert(Measure::Level);
            }
            Says::Bound => {
                self.measure.get_or_insert(Measure::Level);
                if word.starts_with("控制") || word.starts_with("限制") {
                    self.comparator.get_or_insert(Comparator::AtMost);
                }
            }
            Says::Changes(measure) => {
                self.measure.get_or_insert(measure);
            }
            Says::Each => self.is_each = true,
            Says::Respectively => self.is_respective = true,
            Says::Yearly => self.is_yearly = true,
            Says::Aspires => self.is_aspirational = true,
            Says::Nothing => {}
        }
        self.name = self.name.strip_suffix(word).unwrap_or_default().trim_end();
        true
    }

    /// Drops 比2010年 at the end.
    fn take_base(&mut self) -> bool {
        if !self.name.ends_with(BASE_ENDS) {
            return false;
        }
        let base = self
            .name
            .rfind(COMPARED)
            .filter(|&at| self.name.len() - at <= LONGEST_BASE);
        base.and_then(|at| self.name.get(..at))
            .map(|name| self.name = name)
            .is_some()
    }

    /// Drops 到2015年 at the end, unless nothing stands before it.
    fn take_period(&mut self) -> bool {
        let name = self.name;
        if !name.ends_with(PERIOD_ENDS) {
            return false;
        }
        let found = period::phrase(name).filter(|range| range.start > 0 && range.end == name.len());
        found
            .and_then(|range| name.get(..range.start))
            .map(|rest| self.name = rest)
            .is_some()
    }

    /// Whether a predicate or a comparator stands before the number.
    pub(super) fn says_something(&self) -> bool {
        self.measure.is_some() || self.comparator.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predicates_and_comparators_come_off_the_name() {
        for (before, name, comparator, measure) in [
            ("森林覆盖率提高到", "森林覆盖率", None, Some(Measure::Level)),
            ("能耗比2010年下降", "能耗", None, Some(Measure::Decrease)),
            (
                "铁路营业里程接近",
                "铁路营业里程",
                Some(Comparator::About),
                None,
            ),
            (
                "失业率控制在",
                "失业率",
                Some(Comparator::AtMost),
                Some(Measure::Level),
            ),
            ("每个县至少形成", "每个县", Some(Comparator::AtLeast), None),
            (
                "全省出口年均增长",
                "全省出口",
                None,
                Some(Measure::Increase),
            ),
            ("道路面积人均", "道路面积人均", None, None),
            (
                "补助标准提高到每人每年",
                "补助标准",
                None,
                Some(Measure::Level),
            ),
        ] {
            let lead = Lead::of(before);
            assert_eq!(
                (lead.name, lead.comparator, lead.measure),
                (name, comparator, measure),
                "{before}"
            );
        }
    }
}
