//! An indicator of one clause, before its period is known.

use super::quantity::Quantity;
use crate::model::{Comparator, IndicatorKind, Measure, TextRange};

/// The figures of an indicator, as in [`Indicator`](crate::model::Indicator).
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Figures {
    pub(super) value: Option<f64>,
    pub(super) value_max: Option<f64>,
    pub(super) unit: Option<String>,
    pub(super) normalized_value: Option<f64>,
    pub(super) normalized_value_max: Option<f64>,
    pub(super) normalized_unit: Option<String>,
}

impl From<&Quantity> for Figures {
    fn from(quantity: &Quantity) -> Self {
        Self {
            value: Some(quantity.value),
            value_max: quantity.value_max,
            unit: Some(quantity.unit.clone()).filter(|unit| !unit.is_empty()),
            normalized_value: Some(quantity.normalized_value),
            normalized_value_max: quantity.normalized_value_max,
            normalized_unit: Some(quantity.normalized_unit.clone()).filter(|unit| !unit.is_empty()),
        }
    }
}

/// An indicator of one clause.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    /// The phrase, in bytes of the clause.
    pub(super) range: TextRange,
    /// Empty when the clause names nothing.
    pub(super) subject: String,
    /// All `None` when the clause gives no figure.
    pub(super) figures: Figures,
    pub(super) kind: IndicatorKind,
    pub(super) comparator: Comparator,
    pub(super) measure: Measure,
    pub(super) is_aspirational: bool,
}

impl Draft {
    /// Something reached for all of `subject`, without a figure.
    pub(super) fn unfigured(subject: &str, range: TextRange) -> Self {
        Self {
            range,
            subject: subject.to_owned(),
            figures: Figures::default(),
            kind: IndicatorKind::Universal,
            comparator: Comparator::Equal,
            measure: Measure::Level,
            is_aspirational: false,
        }
    }
}
