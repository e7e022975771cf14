//! GraphQL over HTTP, as the specification says.
//!
//! `POST` takes JSON, `GET` takes parameters. What is wrong before GraphQL begins is a 4xx. A request that is GraphQL
//! and wrong is answered with [`REFUSED`] to a client that asks for `application/graphql-response+json`, and with 200 to
//! one that asks for `application/json`.

use std::time::{Duration, Instant};

use actix_web::http::{StatusCode, header};
use actix_web::rt::time::timeout;
use actix_web::web::{self, Bytes, Data, Payload};
use actix_web::{FromRequest as _, HttpRequest, HttpResponse};

use super::App;
use super::fault::Fault;
use super::negotiation::{MediaType, graphql_media_type};
use super::request;
use super::router::not_allowed;
use crate::graphql::{Request, Response, execute};

/// Status of a GraphQL request whose execution never began.
const REFUSED: StatusCode = StatusCode::BAD_REQUEST;

/// Time beyond a request's own for its last step to notice that the time is over.
const GRACE: Duration = Duration::from_secs(1);

pub(super) async fn get(app: Data<App>, http: HttpRequest) -> Result<HttpResponse, Fault> {
    let media_type = media_type(&http)?;
    let request = request::from_query_string(http.query_string())?;
    answer(app, media_type, request).await
}

pub(super) async fn post(
    app: Data<App>,
    http: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Fault> {
    let media_type = media_type(&http)?;
    let mut payload = payload.into_inner();
    let body = timeout(app.limits.time, Bytes::from_request(&http, &mut payload))
        .await
        .map_err(|_elapsed| too_slow())?
        .map_err(|error| unread(&app, &error))?;
    let request = request::from_body(text_header(&http, header::CONTENT_TYPE), &body)?;
    answer(app, media_type, request).await
}

pub(super) async fn other_method() -> HttpResponse {
    not_allowed("GET, POST", "send GraphQL with POST, or a query with GET")
}

async fn answer(
    app: Data<App>,
    media_type: MediaType,
    request: Request,
) -> Result<HttpResponse, Fault> {
    let time = app.limits.time;
    let end = Instant::now() + time;
    let work = web::block(move || {
        // Who has waited for a thread until the end need not be answered any more.
        let in_time = Instant::now() < end;
        in_time.then(|| execute(&app.schema, &app.engine.view(), &app.limits, request))
    });
    match timeout(time + GRACE, work).await {
        Ok(Ok(Some(response))) => Ok(written(media_type, response)),
        Ok(Ok(None)) | Err(_) => Err(Fault::new(
            StatusCode::GATEWAY_TIMEOUT,
            "TIMED_OUT",
            format!("the request took longer than {} s", time.as_secs_f64()),
        )),
        Ok(Err(_panicked)) => Err(Fault::internal(&"a resolver panicked")),
    }
}

fn written(media_type: MediaType, response: Response) -> HttpResponse {
    for cause in &response.causes {
        tracing::error!(error = cause, "a resolver failed");
    }
    let status = match media_type {
        MediaType::GraphQlResponse if !response.executed => REFUSED,
        _ => StatusCode::OK,
    };
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, media_type.content_type()))
        .body(response.body)
}

fn media_type(http: &HttpRequest) -> Result<MediaType, Fault> {
    graphql_media_type(text_header(http, header::ACCEPT)).ok_or_else(|| {
        Fault::new(
            StatusCode::NOT_ACCEPTABLE,
            "NOT_ACCEPTABLE",
            "accept application/graphql-response+json or application/json",
        )
    })
}

/// A header's value, as far as it is text.
pub(super) fn text_header(http: &HttpRequest, name: header::HeaderName) -> Option<&str> {
    http.headers().get(name)?.to_str().ok()
}

/// A client that sends byte by byte must not hold a connection for ever.
fn too_slow() -> Fault {
    Fault::new(
        StatusCode::REQUEST_TIMEOUT,
        "TIMED_OUT",
        "the body did not arrive in time",
    )
}

/// Why a body was not read.
fn unread(app: &App, error: &actix_web::Error) -> Fault {
    let status = error.as_response_error().status_code();
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let limit = app.body_limit / 1024;
        let message =
            format!("the body has more than {limit} KiB: `body_limit_kib` sets the limit");
        return Fault::new(status, "PAYLOAD_TOO_LARGE", message);
    }
    Fault::new(
        status,
        "BAD_REQUEST",
        format!("the body cannot be read: {error}"),
    )
}
