//! Scalar `DateTime`.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::model::Moment;

/// Milliseconds since 1970-01-01 UTC.
pub(crate) struct DateTime(pub(crate) u64);

/// A moment (时刻) as an RFC 3339 date-time in UTC: 2013-02-27T08:30:00.000Z.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339")]
impl ScalarType for DateTime {
    fn parse(_value: Value) -> InputValueResult<Self> {
        Err(InputValueError::custom("moments are given out, not taken"))
    }

    fn to_value(&self) -> Value {
        Value::String(Moment(self.0).to_string())
    }
}
