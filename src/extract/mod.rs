//! [`Outline`](crate::model::Outline) to [`Facts`](crate::model::Facts): units, cities, indicators, deadlines and commitments.
mod indicator;
