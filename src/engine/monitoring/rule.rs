//! What a value is compared with, in words.

use crate::model::{Comparator, Indicator};

/// By what it is decided whether a target is where it should be.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule(Option<Compared>);

/// A figure on its way.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Compared {
    /// What has to be reached.
    pub(super) target: f64,
    /// The unit of measurement, as printed.
    pub(super) unit: Option<String>,
    /// What a value is allowed to be.
    pub(super) bound: Bound,
    /// Whether the figure holds in every year.
    pub(super) is_annual: bool,
    /// The year that is compared.
    pub(super) year: u16,
    /// Where the straight line begins: a year, at whose end, and a value.
    pub(super) start: Option<(u16, f64)>,
    /// The year in which the target has to be reached.
    pub(super) end: Option<u16>,
    /// What the value should be at the end of the year.
    pub(super) expected: Option<f64>,
}

/// On which side of a figure a value has to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// On it or above it.
    AtLeast,
    /// On it or below it.
    AtMost,
    /// Above it, or not far below it.
    Near,
}

impl Bound {
    /// The bound that an indicator sets; `falls` tells that less is better.
    pub(super) fn of(indicator: &Indicator, falls: bool) -> Self {
        match (falls, indicator.comparator) {
            (true, _) => Self::AtMost,
            (false, Comparator::About) => Self::Near,
            (false, _) => Self::AtLeast,
        }
    }

    fn english(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Near => "no more than 5 % below",
        }
    }

    fn chinese(self) -> &'static str {
        match self {
            Self::AtLeast => "不低于",
            Self::AtMost => "不超过",
            Self::Near => "（允许低5%）约",
        }
    }
}

impl Rule {
    /// There is no figure to compare with.
    pub(super) const NO_FIGURE: Self = Self(None);

    pub(super) fn of(compared: Compared) -> Self {
        Self(Some(compared))
    }

    /// What a value should be at the end of the year that is compared; `None` when that cannot be told.
    #[must_use]
    pub fn expected(&self) -> Option<f64> {
        self.0.as_ref()?.expected.map(rounded)
    }

    /// The rule as a sentence in English.
    #[must_use]
    pub fn english(&self) -> String {
        let Some(it) = &self.0 else {
            return "no figure is printed, so nothing can be compared".to_owned();
        };
        let bound = it.bound.english();
        let target = it.target;
        let unit = it.unit.as_deref().unwrap_or_default();
        let goal = match (it.is_annual, it.end) {
            (true, _) => format!("{bound} {target} {unit} in every year"),
            (_, Some(end)) => format!("{bound} {target} {unit} at the end of {end}"),
            (_, None) => format!("{bound} {target} {unit}, by no year that is known"),
        };
        match it.way() {
            Way::Goal => goal,
            Way::Line(expected, from, base) => format!(
                "{goal}, on a straight line from {base} at the end of {from}: {bound} {expected} at the end of {}",
                it.year
            ),
            Way::Unknown => format!("{goal}; before that one value alone does not tell the way"),
        }
    }

    /// The rule as a sentence in Chinese.
    #[must_use]
    pub fn chinese(&self) -> String {
        let Some(it) = &self.0 else {
            return "原文没有数值，无法比较".to_owned();
        };
        let bound = it.bound.chinese();
        let target = it.target;
        let unit = it.unit.as_deref().unwrap_or_default();
        let goal = match (it.is_annual, it.end) {
            (true, _) => format!("每年{bound}{target}{unit}"),
            (_, Some(end)) => format!("{end}年末{bound}{target}{unit}"),
            (_, None) => format!("{bound}{target}{unit}，期限年份不详"),
        };
        match it.way() {
            Way::Goal => goal,
            Way::Line(expected, from, base) => format!(
                "{goal}；从{from}年末的{base}起按直线推算，{}年末应{bound}{expected}{unit}",
                it.year
            ),
            Way::Unknown => format!("{goal}；在此之前，只凭一个数值看不出走势"),
        }
    }
}

/// How much of the way to the target is told.
enum Way {
    /// The target itself is compared.
    Goal,
    /// A point of a straight line: what is expected there, and the year and the value at which the line begins.
    Line(f64, u16, f64),
    /// Nothing is known but the target.
    Unknown,
}

impl Compared {
    fn way(&self) -> Way {
        match (self.expected, self.start, self.end) {
            _ if self.is_annual => Way::Goal,
            (Some(_), _, Some(end)) if self.year >= end => Way::Goal,
            (Some(expected), Some((from, base)), _) => Way::Line(rounded(expected), from, base),
            _ => Way::Unknown,
        }
    }
}

/// A number as people read it.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(compared: Compared, english: &str, chinese: &str) {
        let rule = Rule::of(compared);
        assert_eq!(
            (rule.english().as_str(), rule.chinese().as_str()),
            (english, chinese)
        );
    }

    #[test]
    fn a_rule_is_told_in_both_languages() {
        let built = Compared {
            target: 100.0,
            unit: Some("公里".to_owned()),
            bound: Bound::AtLeast,
            is_annual: false,
            year: 2012,
            start: Some((2010, 0.0)),
            end: Some(2015),
            expected: Some(40.0),
        };
        check(
            built.clone(),
            "at least 100 公里 at the end of 2015, on a straight line from 0 at the end of 2010: at least 40 at the end of 2012",
            "2015年末不低于100公里；从2010年末的0起按直线推算，2012年末应不低于40公里",
        );
        check(
            Compared {
                year: 2015,
                expected: Some(100.0),
                ..built.clone()
            },
            "at least 100 公里 at the end of 2015",
            "2015年末不低于100公里",
        );
        check(
            Compared {
                start: None,
                expected: None,
                bound: Bound::Near,
                ..built.clone()
            },
            "no more than 5 % below 100 公里 at the end of 2015; before that one value alone does not tell the way",
            "2015年末（允许低5%）约100公里；在此之前，只凭一个数值看不出走势",
        );
        check(
            Compared {
                is_annual: true,
                target: 4.5,
                unit: Some("%".to_owned()),
                bound: Bound::AtMost,
                ..built
            },
            "at most 4.5 % in every year",
            "每年不超过4.5%",
        );
        assert_eq!(Rule::NO_FIGURE.chinese(), "原文没有数值，无法比较");
        assert_eq!(Rule::NO_FIGURE.expected(), None);
    }
}
