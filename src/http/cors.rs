//! Which pages on other hosts may read: those whose origins are listed, and by default none.

use actix_web::Error;
use actix_web::HttpResponse;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;

use super::App;

/// Answers with `next`, and tells browsers which pages may read the answer.
pub(super) async fn shared<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let origin = listed_origin(&request);
    let is_preflight = request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let Some(origin) = origin else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let mut response = if is_preflight {
        let allowed = HttpResponse::NoContent()
            .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"))
            .insert_header((
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "authorization, content-type",
            ))
            .insert_header((header::ACCESS_CONTROL_MAX_AGE, "600"))
            .finish();
        request.into_response(allowed).map_into_right_body()
    } else {
        next.call(request).await?.map_into_left_body()
    };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    let exposed = HeaderValue::from_static("etag, retry-after, x-request-id");
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    Ok(response)
}

/// Whether a browser's page may open a WebSocket: one of our own, one that is listed, or no page at all.
pub(super) fn may_connect(app: &App, origin: Option<&str>, host: Option<&str>) -> bool {
    let Some(origin) = origin else { return true };
    let own = origin.split_once("://").map(|(_, host)| host);
    own == host || app.origins.contains(origin)
}

/// The origin of the page that asks, when it is listed.
fn listed_origin(request: &ServiceRequest) -> Option<HeaderValue> {
    let app = request.app_data::<Data<App>>()?;
    let origin = request.headers().get(header::ORIGIN)?;
    let listed = app.origins.contains(origin.to_str().ok()?);
    listed.then(|| origin.clone())
}
