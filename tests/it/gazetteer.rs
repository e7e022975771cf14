//! Tests of `gazetteer`.
