//! [`Document`](crate::model::Document) to [`Outline`](crate::model::Outline): tree, blocks and statements, with names as written. Never fails.
