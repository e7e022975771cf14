//! Routes, health and downloads over HTTP/1.1.

mod fault;
mod negotiation;
mod request;
mod text_page;
