//! The body of a request: read to its end within a size and a time.

use actix_web::HttpRequest;
use actix_web::error::PayloadError;
use actix_web::http::{StatusCode, header};
use actix_web::rt::time::timeout;
use actix_web::web::{Bytes, BytesMut, Payload};
use futures_util::StreamExt as _;
use std::time::Duration;

use super::fault::Fault;
use super::graphql::text_header;

/// Bytes that are taken for granted before any has come.
const AT_FIRST: usize = 4096;

/// The whole body, if it has at most `limit` bytes and comes within `time`.
pub(super) async fn read(
    http: &HttpRequest,
    payload: Payload,
    limit: usize,
    time: Duration,
) -> Result<Bytes, Fault> {
    if http.headers().contains_key(header::CONTENT_ENCODING) {
        // A kilobyte can be packed that unpacks to a gigabyte.
        let message = "send the body as it is, without Content-Encoding";
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(Fault::new(status, "UNSUPPORTED_MEDIA_TYPE", message));
    }
    let announced = text_header(http, header::CONTENT_LENGTH);
    let announced: Option<usize> = announced.and_then(|length| length.parse().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    // A client that sends byte by byte must not hold a connection for ever.
    match timeout(time, collect(payload, limit)).await {
        Ok(read) => read,
        Err(_elapsed) => Err(Fault::new(
            StatusCode::REQUEST_TIMEOUT,
            "TIMED_OUT",
            "the body did not arrive in time",
        )),
    }
}

async fn collect(mut payload: Payload, limit: usize) -> Result<Bytes, Fault> {
    let mut body = BytesMut::with_capacity(AT_FIRST.min(limit));
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| unread(&error))?;
        if body.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn unread(error: &PayloadError) -> Fault {
    let message = format!("the body cannot be read: {error}");
    Fault::bad_request(message)
}

fn too_large(limit: usize) -> Fault {
    let message = format!(
        "the body has more than {} KiB: `body_limit_kib` sets the limit, and `upload_limit_mib` that of requests with a key of role CURATE",
        limit / 1024
    );
    Fault::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", message)
}
