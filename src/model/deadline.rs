//! Deadlines of tasks and duties.

use super::{Date, DeadlineId, TextSpan};

/// How often a duty falls due, as an RFC 5545 RRULE value: `FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence(pub String);

impl Recurrence {
    /// The days of a year on which the duty falls due, in order; none for a rule of another form.
    #[must_use]
    pub fn dates_in(&self, year: u16) -> Vec<Date> {
        let part = |name: &str| {
            let mut parts = self.0.split(';').filter_map(|part| part.split_once('='));
            parts
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value)
                .unwrap_or_default()
        };
        if !matches!(part("FREQ"), "YEARLY" | "MONTHLY") {
            return Vec::new();
        }
        let listed = part("BYMONTH").split(',').filter_map(|it| it.parse().ok());
        let mut months: Vec<u8> = listed.collect();
        if months.is_empty() && part("FREQ") == "MONTHLY" {
            months = (1..=12).collect();
        }
        let day = part("BYMONTHDAY");
        let dates = months.into_iter().filter_map(|month| match day {
            "-1" => Date::end_of_month(year, month),
            day => Date::new(year, month, day.parse().ok()?),
        });
        dates.collect()
    }
}

/// When a task or duty is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Its id.
    pub id: DeadlineId,
    /// The words: 2012年3月底前.
    pub text: String,
    /// The day; `None` for a recurring or ongoing one.
    pub date: Option<Date>,
    /// How often; `None` for a single or ongoing one.
    pub recurrence: Option<Recurrence>,
    /// 长期 持续推进.
    pub is_ongoing: bool,
    /// Where it stands.
    pub span: TextSpan,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_gives_the_days_of_a_year() {
        for (rule, year, expected) in [
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", 2012, "2012-02-29"),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", 2013, "2013-02-28"),
            ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15", 2013, "2013-11-15"),
            (
                "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
                2013,
                "2013-03-31 2013-06-30 2013-09-30 2013-12-31",
            ),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 2013, ""),
            ("FREQ=DAILY", 2013, ""),
            ("", 2013, ""),
        ] {
            let dates = Recurrence(rule.to_owned()).dates_in(year);
            let dates: Vec<_> = dates.iter().map(Date::to_string).collect();
            assert_eq!(dates.join(" "), expected, "{rule}");
        }
        let monthly = Recurrence("FREQ=MONTHLY;BYMONTHDAY=25".to_owned());
        assert_eq!(monthly.dates_in(2013).len(), 12);
    }
}
