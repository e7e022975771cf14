//! Scalar `Date`.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::model;

/// A day.
#[derive(Debug)]
pub(crate) struct Date(pub(crate) model::Date);

/// A day of the Gregorian calendar (日期) as an RFC 3339 full-date: 2012-02-17.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => text
                .parse()
                .map(Self)
                .map_err(|error: model::InvalidDate| InputValueError::custom(error)),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
