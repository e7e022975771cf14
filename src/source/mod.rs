//! Bytes to [`Document`](crate::model::Document): format, encoding, and the clean text with its way back.
