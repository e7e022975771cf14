//! Routes, health and downloads over HTTP/1.1.
