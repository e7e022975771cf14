//! A line of the log per request, and a number that joins it to the answer and to what else the log says of it.
//!
//! What a request asks for is never logged, neither its query string nor its body nor its key; with the setting
//! `log_queries` the text of queries is.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _};
use tracing::Instrument as _;

use super::App;

/// The header of an answer that tells the request's number.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Characters of the name of a caller's trace.
const LONGEST_PARENT: usize = 55;

/// What is told of a GraphQL request.
#[derive(Debug, Default)]
pub(super) struct Operation {
    /// The operation's name.
    pub(super) name: Option<String>,
    /// The complexity measured.
    pub(super) cost: u64,
}

/// Answers with `next` and logs method, path, status and duration.
pub(super) async fn logged<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    static LAST_ID: AtomicU64 = AtomicU64::new(0);
    let id = LAST_ID.fetch_add(1, Ordering::Relaxed) + 1;
    let span = tracing::info_span!("request", request_id = id, traceparent = parent(&request));
    let answering = async move {
        let began = Instant::now();
        let method = request.method().clone();
        let path = request.path().to_owned();
        let mut response = next.call(request).await?;
        let headers = response.headers_mut();
        headers.insert(REQUEST_ID, HeaderValue::from(id));
        let status = response.status().as_u16();
        if let Some(app) = response.request().app_data::<Data<App>>() {
            app.metrics.status(status);
        }
        let duration_ms = (began.elapsed().as_secs_f64() * 1e6).round() / 1e3;
        let extensions = response.request().extensions();
        if let Some(Operation { name, cost }) = extensions.get() {
            let operation = name.as_deref().unwrap_or_default();
            tracing::info!(%method, path, operation, cost, status, duration_ms, "answered");
        } else {
            tracing::info!(%method, path, status, duration_ms, "answered");
        }
        drop(extensions);
        Ok(response)
    };
    answering.instrument(span).await
}

/// The caller's trace, when the request names one: only what such a name is made of goes into the log.
fn parent(request: &ServiceRequest) -> Option<&str> {
    let header = request.headers().get("traceparent")?.to_str().ok()?;
    let is_part = |c: char| c.is_ascii_hexdigit() || c == '-';
    (header.len() <= LONGEST_PARENT && header.chars().all(is_part)).then_some(header)
}
