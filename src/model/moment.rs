//! Moments as the journal counts them.

use std::fmt;

use super::Date;
use super::date::{CHINA_MS, DAY_MS};

/// Milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub u64);

impl Moment {
    /// The milliseconds until another day begins in China.
    #[must_use]
    pub fn until_next_day_in_china(self) -> u64 {
        DAY_MS - self.0.saturating_add(CHINA_MS) % DAY_MS
    }
}

impl fmt::Display for Moment {
    /// RFC 3339 date-time in UTC: 2013-02-27T08:30:00.000Z.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(at) = *self;
        let date = i64::try_from(at / DAY_MS).ok().and_then(Date::of_day);
        let date = date.unwrap_or(Date::LAST);
        let (seconds, milliseconds) = (at % DAY_MS / 1000, at % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{date}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc() {
        for (at, expected) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_399_007, "2000-02-28T23:59:59.007Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_329_436_800_000, "2012-02-17T00:00:00.000Z"),
        ] {
            assert_eq!(Moment(at).to_string(), expected);
        }
    }

    #[test]
    fn a_day_ends_at_midnight_in_china() {
        let midnight = DAY_MS - CHINA_MS;
        for (at, left) in [(0, midnight), (midnight - 1, 1), (midnight, DAY_MS)] {
            assert_eq!(Moment(at).until_next_day_in_china(), left);
        }
    }
}
