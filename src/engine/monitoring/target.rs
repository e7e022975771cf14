//! How far an indicator is from its target, and whether it is where it should be.
//!
//! What is compared follows from what the value measures: a rise, a fall or a number of things grows from 0 at the start
//! of the period on a straight line to the target at its end; a level goes on a straight line from the first observed
//! value; a rate per year holds in every year.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Bound, IndicatorMonitoring, Rule, Way};
use crate::model::{Comparator, Indicator, Measure, Observation, Task};

/// The share of its target at which a value counts as near it.
const NEAR: f64 = 0.05;

/// Differences smaller than this share of the target come from rounding.
const ROUNDING: f64 = 1e-9;

/// Measures an indicator at the end of `year`.
pub(super) fn measure(
    task: Option<Arc<Task>>,
    indicator: Indicator,
    year: u16,
    observations: &[Arc<Observation>],
) -> IndicatorMonitoring {
    let own = observations
        .iter()
        .filter(|it| it.what.indicator == indicator.id && it.what.year <= year);
    // The newest one of each year stands.
    let by_year: BTreeMap<u16, &Arc<Observation>> = own
        .map(|observation| (observation.what.year, observation))
        .collect();
    let latest = by_year.last_key_value().map(|(_, it)| Arc::clone(it));
    let Some(target) = target_of(&indicator) else {
        return IndicatorMonitoring {
            task,
            latest,
            distance: None,
            on_track: None,
            rule: Rule::NoFigure,
            indicator,
        };
    };
    let first = by_year
        .first_key_value()
        .map(|(year, it)| (*year, it.what.value));
    let at = latest
        .as_ref()
        .map_or(year, |observation| observation.what.year);
    let path = Path::of(&indicator, target, first, at);
    let falls = path.falls(&indicator, target);
    let value = latest.as_ref().map(|observation| observation.what.value);
    let distance = value.map(|value| {
        if falls {
            value - target
        } else {
            target - value
        }
    });
    let on_track = value.and_then(|value| path.holds(&indicator, value, target, falls));
    let rule = path.rule(&indicator, target, falls);
    IndicatorMonitoring {
        task,
        indicator,
        latest,
        distance,
        on_track,
        rule,
    }
}

/// The number that has to be reached: of a range its nearer end.
fn target_of(indicator: &Indicator) -> Option<f64> {
    match indicator.comparator {
        Comparator::AtMost => indicator.value_max.or(indicator.value),
        _ => indicator.value,
    }
}

/// What a value is compared with on its way to the target.
struct Path {
    /// The year that is compared.
    year: u16,
    /// Where the line begins: a year, at whose end, and a value.
    start: Option<(u16, f64)>,
    /// The year in which the target has to be reached; `None` when none is known.
    end: Option<u16>,
    /// What the value should be at the end of the year; `None` when that cannot be told.
    expected: Option<f64>,
}

impl Path {
    fn of(indicator: &Indicator, target: f64, first: Option<(u16, f64)>, year: u16) -> Self {
        let end = indicator.period_end;
        let start = match indicator.measure {
            Measure::AnnualRate => None,
            Measure::Level => first.filter(|(first, _)| *first < year),
            Measure::Increase | Measure::Decrease | Measure::Count => indicator
                .period_start
                .and_then(|start| Some((start.checked_sub(1)?, 0.0))),
        };
        let expected = match (indicator.measure, end, start) {
            (Measure::AnnualRate, ..) => Some(target),
            (_, Some(end), _) if year >= end => Some(target),
            (_, Some(end), Some((from, base))) if from < end => {
                let share = f64::from(year.saturating_sub(from)) / f64::from(end - from);
                Some(base + (target - base) * share)
            }
            _ => None,
        };
        Self {
            year,
            start,
            end,
            expected,
        }
    }

    /// Whether less is better.
    fn falls(&self, indicator: &Indicator, target: f64) -> bool {
        match (indicator.comparator, indicator.measure, self.start) {
            (Comparator::AtMost, ..) => true,
            (Comparator::AtLeast, ..) => false,
            (_, Measure::Level, Some((_, base))) => base > target,
            _ => false,
        }
    }

    fn holds(&self, indicator: &Indicator, value: f64, target: f64, falls: bool) -> Option<bool> {
        let near = match indicator.comparator {
            Comparator::About => NEAR,
            _ => ROUNDING,
        };
        let slack = target.abs() * near;
        let reaches = |goal: f64| {
            if falls {
                value <= goal + slack
            } else {
                value >= goal - slack
            }
        };
        match self.expected {
            Some(expected) => Some(reaches(expected)),
            // A level that has got there early needs no line; one that may not be passed can still be.
            None if reaches(target) && !falls => Some(true),
            None => None,
        }
    }

    fn rule(&self, indicator: &Indicator, target: f64, falls: bool) -> Rule {
        let bound = match (falls, indicator.comparator) {
            (true, _) => Bound::AtMost,
            (false, Comparator::About) => Bound::Near,
            (false, _) => Bound::AtLeast,
        };
        let unit = indicator.unit.clone().unwrap_or_default();
        if indicator.measure == Measure::AnnualRate {
            return Rule::EveryYear {
                bound,
                target,
                unit,
            };
        }
        let way = match (self.expected, self.start, self.end) {
            (Some(_), _, Some(end)) if self.year >= end => Way::Over,
            (Some(expected), Some((year, value)), _) => Way::Line {
                from: (year, value),
                to: (self.year, rounded(expected)),
            },
            _ => Way::Unknown,
        };
        Rule::ByYear {
            bound,
            target,
            unit,
            end: self.end,
            way,
        }
    }
}

/// A number as people read it.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Basis, IndicatorId, IndicatorKind, ObservationId, ObservedValue, PlanId, SourceRange,
        TextSpan,
    };

    const ID: IndicatorId = IndicatorId {
        plan: PlanId { digest: 1 },
        owner: 2,
        digest: 3,
    };

    /// Measures a target of 2011 to 2015 at the end of `year`; what comes out is distance and whether it is on track.
    #[track_caller]
    fn check(
        (measure, comparator, value): (Measure, Comparator, f64),
        year: u16,
        observed: &[(u16, f64)],
        expected: (Option<f64>, Option<bool>),
    ) {
        let indicator = Indicator {
            id: ID,
            kind: IndicatorKind::Outcome,
            subject: "覆盖率".to_owned(),
            phrase: String::new(),
            value: Some(value),
            value_max: None,
            unit: Some("%".to_owned()),
            normalized_value: None,
            normalized_value_max: None,
            normalized_unit: None,
            comparator,
            measure,
            is_aspirational: false,
            is_binding: false,
            is_assigned_by_state: false,
            period_start: Some(2011),
            period_end: Some(2015),
            period_basis: Basis::Inferred,
            span: TextSpan {
                range: SourceRange {
                    start: 0,
                    end: 0,
                    line: 1,
                    page: None,
                },
                quote: String::new(),
            },
        };
        let observation = |(sequence, (year, value)): (u64, &(u16, f64))| {
            Arc::new(Observation {
                id: ObservationId { sequence },
                at: 0,
                author: String::new(),
                what: ObservedValue {
                    indicator: ID,
                    year: *year,
                    value: *value,
                    note: None,
                    source: None,
                },
            })
        };
        let observations: Vec<_> = (0..).zip(observed).map(observation).collect();
        let measured = super::measure(None, indicator, year, &observations);
        let distance = measured.distance.map(rounded);
        assert_eq!((distance, measured.on_track), expected, "{}", measured.rule);
        assert!(!measured.rule.to_string().is_empty());
    }

    #[test]
    fn a_number_of_things_grows_from_nothing() {
        let built = (Measure::Count, Comparator::Equal, 100.0);
        check(built, 2012, &[], (None, None));
        check(built, 2012, &[(2012, 40.0)], (Some(60.0), Some(true)));
        check(built, 2012, &[(2012, 39.0)], (Some(61.0), Some(false)));
        check(built, 2015, &[(2015, 99.0)], (Some(1.0), Some(false)));
        check(built, 2016, &[(2015, 120.0)], (Some(-20.0), Some(true)));
    }

    #[test]
    fn a_fall_is_measured_by_how_much_has_fallen() {
        let fall = (Measure::Decrease, Comparator::Equal, 10.0);
        check(fall, 2013, &[(2013, 6.0)], (Some(4.0), Some(true)));
        check(fall, 2013, &[(2013, 5.9)], (Some(4.1), Some(false)));
    }

    #[test]
    fn a_level_goes_on_from_the_first_observed_value() {
        let level = (Measure::Level, Comparator::AtLeast, 40.0);
        check(level, 2012, &[(2012, 30.0)], (Some(10.0), None));
        check(level, 2012, &[(2012, 41.0)], (Some(-1.0), Some(true)));
        let observed = [(2011, 30.0), (2013, 35.0)];
        check(level, 2013, &observed, (Some(5.0), Some(true)));
        check(level, 2012, &observed, (Some(10.0), None));
        check(
            level,
            2013,
            &[(2011, 30.0), (2013, 34.0)],
            (Some(6.0), Some(false)),
        );
        // A level that has to come down.
        let down = (Measure::Level, Comparator::Equal, 4.0);
        check(
            down,
            2013,
            &[(2011, 6.0), (2013, 5.0)],
            (Some(1.0), Some(true)),
        );
        check(
            down,
            2013,
            &[(2011, 6.0), (2013, 5.5)],
            (Some(1.5), Some(false)),
        );
    }

    #[test]
    fn what_must_not_be_passed_is_never_early() {
        let cap = (Measure::Level, Comparator::AtMost, 5.0);
        check(cap, 2013, &[(2013, 4.0)], (Some(-1.0), None));
        check(cap, 2015, &[(2015, 5.1)], (Some(0.1), Some(false)));
    }

    #[test]
    fn a_rate_holds_in_every_year_and_about_is_near() {
        let rate = (Measure::AnnualRate, Comparator::AtLeast, 11.0);
        check(rate, 2012, &[(2012, 9.5)], (Some(1.5), Some(false)));
        check(
            rate,
            2012,
            &[(2011, 9.5), (2012, 12.0)],
            (Some(-1.0), Some(true)),
        );
        let about = (Measure::Level, Comparator::About, 100.0);
        check(about, 2015, &[(2015, 95.0)], (Some(5.0), Some(true)));
        check(about, 2015, &[(2015, 94.0)], (Some(6.0), Some(false)));
    }

    #[test]
    fn the_newest_observation_of_a_year_stands() {
        let built = (Measure::Count, Comparator::Equal, 100.0);
        let observed = [(2012, 10.0), (2012, 45.0)];
        check(built, 2012, &observed, (Some(55.0), Some(true)));
    }
}
