//! Scalar `DateTime`.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::model::Date;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Milliseconds since 1970-01-01 UTC.
pub(crate) struct DateTime(pub(crate) u64);

/// A moment (时刻) as an RFC 3339 date-time in UTC: 2013-02-27T08:30:00.000Z.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339")]
impl ScalarType for DateTime {
    fn parse(_value: Value) -> InputValueResult<Self> {
        Err(InputValueError::custom("moments are given out, not taken"))
    }

    fn to_value(&self) -> Value {
        let Self(at) = *self;
        let date = i64::try_from(at / DAY_MS).ok().and_then(Date::of_day);
        let date = date.unwrap_or(Date::LAST);
        let (seconds, milliseconds) = (at % DAY_MS / 1000, at % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        Value::String(format!(
            "{date}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z"
        ))
    }
}
