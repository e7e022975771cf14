//! Calendar dates as notices print them.

use std::fmt;
use std::str::FromStr;

pub(super) const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Offices in China close a day at midnight there.
pub(super) const CHINA_MS: u64 = 8 * 60 * 60 * 1000;

/// A day of the Gregorian calendar, 1900 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The last day that there is.
    pub const LAST: Self = Self {
        year: 2199,
        month: 12,
        day: 31,
    };

    /// The date, or `None` when the calendar has no such day or the year is outside 1900 to 2199.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let valid = (1900..2200).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        valid.then_some(Self { year, month, day })
    }

    /// The day that begins `days` days after 1970-01-01, before it when negative; `None` outside 1900 to 2199.
    #[must_use]
    pub fn of_day(days: i64) -> Option<Self> {
        // Howard Hinnant's civil calendar: years begin in March, so that the leap day is a year's last.
        let shifted = u64::try_from(days.checked_add(719_468)?).ok()?;
        let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        let year = (year_of_era + era.checked_mul(400)?).checked_add(u64::from(month <= 2))?;
        Self::new(
            u16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// The day in China at a moment, in milliseconds since 1970-01-01 UTC; `None` for one far off.
    #[must_use]
    pub fn in_china(at: u64) -> Option<Self> {
        Self::of_day(i64::try_from(at.checked_add(CHINA_MS)? / DAY_MS).ok()?)
    }

    /// The days from 1970-01-01 to this one, negative before it.
    #[must_use]
    pub fn day_number(self) -> i64 {
        // The inverse of `of_day`.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let shifted_month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// This day and `days` more; the last day that there is when that lies behind it.
    #[must_use]
    pub fn plus(self, days: u32) -> Self {
        Self::of_day(self.day_number() + i64::from(days)).unwrap_or(Self::LAST)
    }

    /// The last day of a month: what “3月底前” means.
    #[must_use]
    pub fn end_of_month(year: u16, month: u8) -> Option<Self> {
        (1..=12)
            .contains(&month)
            .then(|| days_in(year, month))
            .and_then(|day| Self::new(year, month, day))
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    /// RFC 3339 full-date: 2012-02-17.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A text that is no date of the form 2012-02-17.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidDate(pub String);

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a date such as 2012-02-17", self.0)
    }
}

impl std::error::Error for InvalidDate {}

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let mut parts = text.splitn(3, '-');
        let mut number = |width: usize| {
            parts
                .next()
                .filter(|part| {
                    part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit())
                })
                .and_then(|part| part.parse::<u16>().ok())
        };
        let (year, month, day) = (number(4), number(2), number(2));
        year.zip(month)
            .zip(day)
            .and_then(|((year, month), day)| {
                Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
            })
            .ok_or_else(|| InvalidDate(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_and_print_as_rfc_3339() {
        for text in ["2012-02-29", "2012-12-31", "1900-01-01"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for text in [
            "2011-02-29",
            "2012-13-01",
            "2012-1-1",
            "20120101",
            "",
            "2012-02-17 ",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_falls_on_the_day_that_it_is_in_china() {
        for (at, expected) in [
            (0, "1970-01-01"),
            (1_330_531_199_999, "2012-02-29"),
            (1_330_531_200_000, "2012-03-01"),
            (1_362_067_199_999, "2013-02-28"),
            (1_362_067_200_000, "2013-03-01"),
            (1_764_086_400_000, "2025-11-26"),
        ] {
            let day = Date::in_china(at).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some(expected), "{at}");
        }
        assert_eq!(Date::in_china(u64::MAX), None);
    }

    #[test]
    fn days_are_counted_on() {
        for (day, days, expected) in [
            ("2012-02-28", 1, "2012-02-29"),
            ("2013-02-28", 1, "2013-03-01"),
            ("2012-12-31", 366, "2014-01-01"),
            ("2000-01-01", 0, "2000-01-01"),
            ("2199-12-01", 40, "2199-12-31"),
        ] {
            let day: Date = day.parse().unwrap();
            assert_eq!(day.plus(days).to_string(), expected, "{day} {days}");
        }
        for day in ["1900-01-01", "1969-12-31", "1970-01-01", "2012-02-29"] {
            let day: Date = day.parse().unwrap();
            assert_eq!(Date::of_day(day.day_number()), Some(day));
        }
        let before: Date = "1969-12-31".parse().unwrap();
        assert_eq!(before.day_number(), -1);
    }

    #[test]
    fn the_end_of_a_month_is_its_last_day() {
        let end = |year, month| Date::end_of_month(year, month).map(Date::day);
        assert_eq!(end(2012, 2), Some(29));
        assert_eq!(end(2013, 2), Some(28));
        assert_eq!(end(2012, 3), Some(31));
        assert_eq!(end(2012, 13), None);
    }
}
