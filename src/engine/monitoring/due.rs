//! The day by which the reports on a year have to be in.

use std::ops::RangeInclusive;

use crate::model::{Clause, Date, Deadline, Plan, TextSpan};

/// Words of a duty to report.
const DUTY: [&str; 3] = ["进展", "落实情况", "完成情况"];

/// Words that say that the year before is reported on.
const YEAR_BEFORE: [&str; 4] = ["上年", "上一年", "上年度", "前一年"];

/// The day by which reports on `year` are due, and the words that say so.
///
/// A clause that names a yearly day and a duty to report sets it: with 上年度 in its sentence that day of the next year,
/// else that of the year itself. A plan without one is taken to ask by the end of the next February.
pub(super) fn report_day(plan: &Plan, year: u16) -> (Date, Option<TextSpan>) {
    for clause in &plan.clauses {
        for deadline in &clause.deadlines {
            if let Some(day) = day_of(clause, deadline, year) {
                return (day, Some(deadline.span.clone()));
            }
        }
    }
    let assumed = Date::end_of_month(year.saturating_add(1), 2);
    (assumed.unwrap_or(Date::LAST), None)
}

/// The years on which a plan is reported: those of its period, which begins with the plan where nothing says otherwise.
pub(super) fn years(plan: &Plan) -> RangeInclusive<u16> {
    let issued = plan.issued_on.map(Date::year);
    let first = plan.period_start.or(issued).unwrap_or(0);
    first..=plan.period_end.unwrap_or(u16::MAX)
}

/// Whether reports on `year` are due at all.
pub(super) fn is_due(plan: &Plan, year: u16) -> bool {
    let (_, span) = report_day(plan, year);
    // A day that is only assumed is not to come back for ever.
    let is_endless = span.is_none() && plan.period_end.is_none();
    !is_endless && years(plan).contains(&year)
}

fn day_of(clause: &Clause, deadline: &Deadline, year: u16) -> Option<Date> {
    let recurrence = deadline.recurrence.as_ref()?;
    let sentence = clause
        .text
        .split(['。', '；'])
        .find(|sentence| sentence.contains(&deadline.text))?;
    if !DUTY.iter().any(|word| sentence.contains(word)) {
        return None;
    }
    let is_year_before = YEAR_BEFORE.iter().any(|word| sentence.contains(word));
    let year = year.saturating_add(u16::from(is_year_before));
    match recurrence.dates_in(year).as_slice() {
        [day] => Some(*day),
        // Of several days in a year the last one closes it.
        [.., last] => Some(*last),
        [] => None,
    }
}
