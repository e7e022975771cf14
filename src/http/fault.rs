//! What goes wrong before a request is GraphQL: status, code and message, as a GraphQL error without `data`.

use std::borrow::Cow;
use std::fmt;

use actix_web::body::BoxBody;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use serde_json::json;

/// An error answer.
#[derive(Debug)]
pub(super) struct Fault {
    status: StatusCode,
    code: &'static str,
    message: Cow<'static, str>,
}

impl Fault {
    pub(super) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    /// The fault as a GraphQL answer.
    pub(super) fn body(&self) -> serde_json::Value {
        json!({
            "errors": [{"message": self.message, "extensions": {"code": self.code}}]
        })
    }

    /// The request cannot be understood.
    pub(super) fn bad_request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
    }

    /// There is nothing under this address.
    pub(super) fn not_found(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", message)
    }

    /// The fault is ours; what it was goes to the log, not to the client.
    pub(super) fn internal(cause: &dyn fmt::Display) -> Self {
        tracing::error!(error = %cause, "a request failed inside the server");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "INTERNAL",
            "something failed inside the server: its log says what under the number in X-Request-Id",
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::build(self.status)
            .insert_header((header::CONTENT_TYPE, "application/json; charset=utf-8"))
            .body(self.body().to_string())
    }
}
