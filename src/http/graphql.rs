//! GraphQL over HTTP, as the specification says.
//!
//! `POST` takes JSON, `GET` takes parameters. What is wrong before GraphQL begins is a 4xx. A request that is GraphQL
//! and wrong is answered with [`REFUSED`] to a client that asks for `application/graphql-response+json`, and with 200 to
//! one that asks for `application/json`. What is listened to is answered as a stream of events.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Data, Payload};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};

use super::App;
use super::access_log::Operation;
use super::answering::{answered, prepared, refused};
use super::client::access;
use super::fault::Fault;
use super::listening::events;
use super::negotiation::{MediaType, graphql_media_type, has_already, takes_events};
use super::router::not_allowed;
use super::{body, request};
use crate::engine::Access;
use crate::graphql::{self, OperationKind, Request, Response};
use crate::model::KeyRole;

/// Status of a GraphQL request whose execution never began.
const REFUSED: StatusCode = StatusCode::BAD_REQUEST;

/// What a client takes as an answer.
#[derive(Debug, Clone, Copy)]
struct Takes {
    /// The JSON that it wants most; `None` when it wants none.
    json: Option<MediaType>,
    /// Whether it takes a stream of events.
    events: bool,
}

pub(super) async fn get(app: Data<App>, http: HttpRequest) -> Result<HttpResponse, Fault> {
    let takes = takes(&http)?;
    let request = request::from_query_string(http.query_string())?;
    let access = access(&app, &http).await?;
    answer(&app.into_inner(), &http, takes, request, access).await
}

pub(super) async fn post(
    app: Data<App>,
    http: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Fault> {
    let takes = takes(&http)?;
    let access = access(&app, &http).await?;
    let limit = if access.role() >= Some(KeyRole::Curate) {
        app.upload_limit.max(app.body_limit)
    } else {
        app.body_limit
    };
    let body = body::read(&http, payload, limit, app.limits.time).await?;
    let request = request::from_body(text_header(&http, header::CONTENT_TYPE), &body)?;
    answer(&app.into_inner(), &http, takes, request, access).await
}

pub(super) async fn other_method() -> HttpResponse {
    not_allowed("GET, POST", "send GraphQL with POST, or a query with GET")
}

async fn answer(
    app: &Arc<App>,
    http: &HttpRequest,
    takes: Takes,
    request: Request,
    access: Access,
) -> Result<HttpResponse, Fault> {
    let is_get = http.method() == actix_web::http::Method::GET;
    let prepared = match prepared(app, request).await? {
        Ok(prepared) => prepared,
        Err(refusal) => return Ok(written(takes, refusal)),
    };
    http.extensions_mut().insert(Operation {
        name: prepared.name().map(str::to_owned),
        cost: prepared.complexity(),
    });
    if is_get && prepared.kind() == OperationKind::Mutation {
        let message = "a mutation cannot be sent with GET: send it with POST";
        return Ok(not_allowed("POST", message));
    }
    // Whoever may not read learns nothing, not even that nothing has changed.
    if let Some(refusal) = refused(app, &access) {
        let mut response = written(takes, refusal);
        *response.status_mut() = StatusCode::UNAUTHORIZED;
        let scheme = header::HeaderValue::from_static("Bearer");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, scheme);
        return Ok(response);
    }
    if prepared.kind() == OperationKind::Subscription && takes.events {
        return events::subscription(app, prepared, &access).await;
    }
    let prepared = Arc::new(prepared);
    if !is_get || prepared.kind() != OperationKind::Query {
        let response = answered(app, prepared, access).await?;
        return Ok(written(takes, response));
    }
    let tag = tag(app, http);
    if has_already(text_header(http, header::IF_NONE_MATCH), &tag) {
        return Ok(HttpResponse::NotModified()
            .insert_header((header::ETAG, tag))
            .finish());
    }
    let response = answered(app, prepared, access).await?;
    let is_answer = response.executed && response.errors == 0;
    let mut written = written(takes, response);
    if is_answer {
        let headers = written.headers_mut();
        if let Ok(tag) = header::HeaderValue::try_from(tag) {
            headers.insert(header::ETAG, tag);
        }
        let policy = header::HeaderValue::from_static("no-cache");
        headers.insert(header::CACHE_CONTROL, policy);
    }
    Ok(written)
}

/// Names the answer to a query: the same for the same question, program, day and state of the data.
fn tag(app: &App, http: &HttpRequest) -> String {
    let mut hasher = DefaultHasher::new();
    http.query_string().hash(&mut hasher);
    text_header(http, header::ACCEPT).hash(&mut hasher);
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    graphql::today().hash(&mut hasher);
    let version = app.engine.view().data_version();
    format!("W/\"{version}-{:016x}\"", hasher.finish())
}

/// The text of an answer, which whoever keeps the answer has too.
struct Body(Arc<Response>);

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        self.0.body.as_bytes()
    }
}

fn written(takes: Takes, response: impl Into<Arc<Response>>) -> HttpResponse {
    let response = response.into();
    let Some(media_type) = takes.json else {
        return events::single(&response);
    };
    let status = match media_type {
        MediaType::GraphQlResponse if !response.executed => REFUSED,
        _ => StatusCode::OK,
    };
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, media_type.content_type()))
        .body(Bytes::from_owner(Body(response)))
}

fn takes(http: &HttpRequest) -> Result<Takes, Fault> {
    let accept = text_header(http, header::ACCEPT);
    let takes = Takes {
        json: graphql_media_type(accept),
        events: takes_events(accept),
    };
    if takes.json.is_none() && !takes.events {
        return Err(Fault::new(
            StatusCode::NOT_ACCEPTABLE,
            "NOT_ACCEPTABLE",
            "accept application/graphql-response+json, application/json or text/event-stream",
        ));
    }
    Ok(takes)
}

/// A header's value, as far as it is text.
pub(super) fn text_header(http: &HttpRequest, name: header::HeaderName) -> Option<&str> {
    http.headers().get(name)?.to_str().ok()
}
