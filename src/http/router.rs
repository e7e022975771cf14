//! Every route, with the headers that all answers bear.

use std::sync::Arc;

use actix_web::error::QueryPayloadError;
use actix_web::http::{StatusCode, header};
use actix_web::middleware::{DefaultHeaders, from_fn};
use actix_web::web::{self, Data, PayloadConfig, QueryConfig, ServiceConfig};
use actix_web::{FromRequest, Handler, HttpResponse, Resource, Responder, guard};

use super::App;
use super::access_log::logged;
use super::fault::Fault;
use super::{documents, downloads, graphql};

/// What is said at the root until there is a page.
const WELCOME: &str = "plangraph: plan division notices as a graph.

POST GraphQL to /graphql; the schema is at /schema.graphql.
";

/// Lets nothing that we send run, frame or be framed, load or be sniffed.
const POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Mounts every route over `app`.
pub fn router(app: &Arc<App>) -> impl FnOnce(&mut ServiceConfig) + use<> {
    let app = Arc::clone(app);
    move |config| {
        let headers = DefaultHeaders::new()
            .add((header::CONTENT_SECURITY_POLICY, POLICY))
            .add((header::REFERRER_POLICY, "no-referrer"))
            .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .add((header::X_FRAME_OPTIONS, "DENY"));
        let negotiated = || DefaultHeaders::new().add((header::VARY, "Accept"));
        let routes = web::scope("")
            .wrap(headers)
            .wrap(from_fn(logged))
            .app_data(PayloadConfig::new(app.body_limit))
            .app_data(QueryConfig::default().error_handler(|error, _| unreadable(&error).into()))
            .app_data(Data::from(app))
            .service(reading("/", welcome))
            .service(
                web::resource("/graphql")
                    .wrap(negotiated())
                    .route(web::get().to(graphql::get))
                    .route(web::post().to(graphql::post))
                    .default_service(web::to(graphql::other_method)),
            )
            .service(reading("/schema.graphql", schema))
            .service(reading("/plans/{id}/source", documents::source))
            .service(reading("/plans/{id}/text", documents::text).wrap(negotiated()))
            .service(reading("/export/{what}.{format}", downloads::download))
            .service(reading("/healthz", health))
            .service(reading("/readyz", readiness))
            .default_service(web::to(nothing_here));
        config.service(routes);
    }
}

/// A resource that can be read and nothing else.
fn reading<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let is_read = guard::Any(guard::Get()).or(guard::Head());
    web::resource(path)
        .route(web::route().guard(is_read).to(handler))
        .default_service(web::to(|| async {
            not_allowed("GET, HEAD", "only GET is allowed here")
        }))
}

/// The answer to a method that a resource does not know.
pub(super) fn not_allowed(allowed: &'static str, message: &'static str) -> HttpResponse {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let mut response = HttpResponse::from_error(Fault::new(status, "METHOD_NOT_ALLOWED", message));
    let allowed = header::HeaderValue::from_static(allowed);
    response.headers_mut().insert(header::ALLOW, allowed);
    response
}

async fn welcome() -> impl Responder {
    plain(WELCOME.to_owned())
}

async fn schema(app: Data<App>) -> impl Responder {
    plain(app.sdl.clone())
}

/// The process answers.
async fn health() -> impl Responder {
    plain("ok\n".to_owned())
}

/// The store is open and current: the server listens only then, so what is told is which state it holds.
async fn readiness(app: Data<App>) -> impl Responder {
    let view = app.engine.view();
    plain(format!("ready at journal record {}\n", view.data_version()))
}

/// Parameters that a route does not understand.
fn unreadable(error: &QueryPayloadError) -> Fault {
    let message = format!("the parameters cannot be read: {error}");
    Fault::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
}

async fn nothing_here() -> Result<HttpResponse, Fault> {
    Err(Fault::not_found("there is nothing here: see /"))
}

/// Plain text in UTF-8.
pub(super) fn plain(text: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .body(text)
}
