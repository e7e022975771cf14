//! Who may read documents and take downloads: whoever may read at all.

use actix_web::Error;
use actix_web::HttpResponse;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, ContentType};
use actix_web::middleware::Next;
use actix_web::web::Data;

use super::App;
use super::client::access;
use crate::graphql::refuse_reading;

/// Answers with `next` whoever may read.
pub(super) async fn readers_only<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let app = request.app_data::<Data<App>>().cloned();
    if let Some(app) = app.filter(|app| !app.config.public_read) {
        let refusal = match access(&app.into_inner(), request.request()).await {
            Ok(access) => refuse_reading(&access).map(|refusal| {
                HttpResponse::Unauthorized()
                    .insert_header((header::WWW_AUTHENTICATE, "Bearer"))
                    .content_type(ContentType::json())
                    .body(refusal.body)
            }),
            Err(fault) => Some(HttpResponse::from_error(fault)),
        };
        if let Some(refusal) = refusal {
            return Ok(request.into_response(refusal).map_into_right_body());
        }
    }
    Ok(next.call(request).await?.map_into_left_body())
}
