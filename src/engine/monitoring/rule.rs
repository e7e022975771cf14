//! The rule by which a target is judged, and its words.

use std::fmt;

/// What an observed value is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// No figure is printed, so nothing can be compared.
    NoFigure,
    /// A rate holds in every year.
    EveryYear {
        /// On which side the value has to be.
        bound: Bound,
        /// The figure.
        target: f64,
        /// Its unit as printed.
        unit: String,
    },
    /// A value has to be reached by the end of a year.
    ByYear {
        /// On which side the value has to be.
        bound: Bound,
        /// The figure.
        target: f64,
        /// Its unit as printed.
        unit: String,
        /// The year; `None` when none is known.
        end: Option<u16>,
        /// How the value before that year is judged.
        way: Way,
    },
}

/// On which side of the figure a value has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// At it or below.
    AtMost,
    /// At it or above.
    AtLeast,
    /// No more than 5 % below it.
    Near,
}

/// How a value is judged before the target is due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Way {
    /// The target is due: the value is held against the figure itself.
    Over,
    /// It goes on a straight line between two years, at whose ends it has these values.
    Line {
        /// Where the line begins.
        from: (u16, f64),
        /// Where it is at the end of the year that is judged.
        to: (u16, f64),
    },
    /// One value alone does not tell the way.
    Unknown,
}

impl fmt::Display for Rule {
    /// In English, as the API tells it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |bound: &Bound| match bound {
            Bound::AtMost => "at most",
            Bound::AtLeast => "at least",
            Bound::Near => "no more than 5 % below",
        };
        match self {
            Self::NoFigure => f.write_str("no figure is printed, so nothing can be compared"),
            Self::EveryYear {
                bound,
                target,
                unit,
            } => write!(f, "{} {target} {unit} in every year", words(bound)),
            Self::ByYear {
                bound,
                target,
                unit,
                end,
                way,
            } => {
                let bound = words(bound);
                write!(f, "{bound} {target} {unit}")?;
                match end {
                    Some(end) => write!(f, " at the end of {end}")?,
                    None => f.write_str(", by no year that is known")?,
                }
                match way {
                    Way::Over => Ok(()),
                    Way::Line { from, to } => write!(
                        f,
                        ", on a straight line from {} at the end of {}: {bound} {} at the end of {}",
                        from.1, from.0, to.1, to.0
                    ),
                    Way::Unknown => {
                        f.write_str("; before that one value alone does not tell the way")
                    }
                }
            }
        }
    }
}

impl Rule {
    /// What the value should be at the end of the year that is judged; `None` when that cannot be told.
    #[must_use]
    pub fn expected(&self) -> Option<f64> {
        match self {
            Self::NoFigure => None,
            Self::EveryYear { target, .. } => Some(*target),
            Self::ByYear { target, way, .. } => match way {
                Way::Over => Some(*target),
                Way::Line { to, .. } => Some(to.1),
                Way::Unknown => None,
            },
        }
    }

    /// In Chinese, as reports for the office print it.
    #[must_use]
    pub fn in_chinese(&self) -> String {
        let words = |bound: &Bound, figure: &str| match bound {
            Bound::AtMost => format!("不高于{figure}"),
            Bound::AtLeast => format!("不低于{figure}"),
            Bound::Near => format!("不低于{figure}的95%"),
        };
        match self {
            Self::NoFigure => "原文未写明数值，无法比较".to_owned(),
            Self::EveryYear {
                bound,
                target,
                unit,
            } => format!("每年{}", words(bound, &format!("{target}{unit}"))),
            Self::ByYear {
                bound,
                target,
                unit,
                end,
                way,
            } => {
                let goal = words(bound, &format!("{target}{unit}"));
                let goal = match end {
                    Some(end) => format!("{end}年底{goal}"),
                    None => format!("{goal}，期限不明"),
                };
                match way {
                    Way::Over => goal,
                    Way::Line { from, to } => format!(
                        "{goal}；自{}年底的{}{unit}起按直线推算，{}年底应{}",
                        from.0,
                        from.1,
                        to.0,
                        words(bound, &format!("{}{unit}", to.1))
                    ),
                    Way::Unknown => format!("{goal}；到期前仅有一个数值，不能判断进度"),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: &Rule, english: &str, chinese: &str) {
        assert_eq!(rule.to_string(), english);
        assert_eq!(rule.in_chinese(), chinese);
    }

    #[test]
    fn a_rule_is_told_in_both_languages() {
        check(
            &Rule::NoFigure,
            "no figure is printed, so nothing can be compared",
            "原文未写明数值，无法比较",
        );
        let unit = "%".to_owned();
        let rate = Rule::EveryYear {
            bound: Bound::AtLeast,
            target: 11.0,
            unit: unit.clone(),
        };
        check(&rate, "at least 11 % in every year", "每年不低于11%");
        let by = |bound, end, way| Rule::ByYear {
            bound,
            target: 40.0,
            unit: unit.clone(),
            end,
            way,
        };
        check(
            &by(Bound::AtMost, Some(2015), Way::Over),
            "at most 40 % at the end of 2015",
            "2015年底不高于40%",
        );
        let line = Way::Line {
            from: (2010, 0.0),
            to: (2012, 16.0),
        };
        check(
            &by(Bound::Near, Some(2015), line),
            "no more than 5 % below 40 % at the end of 2015, on a straight line from 0 at the end of 2010: no more than 5 % below 16 at the end of 2012",
            "2015年底不低于40%的95%；自2010年底的0%起按直线推算，2012年底应不低于16%的95%",
        );
        check(
            &by(Bound::AtLeast, None, Way::Unknown),
            "at least 40 %, by no year that is known; before that one value alone does not tell the way",
            "不低于40%，期限不明；到期前仅有一个数值，不能判断进度",
        );
    }
}
