//! Who may read documents and take downloads: whoever may read at all.

use actix_web::Error;
use actix_web::HttpResponse;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;

use super::App;
use super::client::access;
use super::fault::Fault;

/// Answers with `next` whoever may read.
pub(super) async fn readers_only<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let app = request.app_data::<Data<App>>().cloned();
    if let Some(app) = app.filter(|app| !app.config.public_read) {
        let access = access(&app.into_inner(), request.request()).await;
        let refusal = match access {
            Ok(access) if access.role().is_some() => None,
            Ok(_) => Some(Fault::new(
                StatusCode::UNAUTHORIZED,
                "UNAUTHENTICATED",
                "a key is needed: send `Authorization: Bearer` with one",
            )),
            Err(fault) => Some(fault),
        };
        if let Some(fault) = refusal {
            let mut response = HttpResponse::from_error(fault);
            let headers = response.headers_mut();
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            return Ok(request.into_response(response).map_into_right_body());
        }
    }
    Ok(next.call(request).await?.map_into_left_body())
}
