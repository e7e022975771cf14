//! Every route, with the headers that all answers bear.

use std::sync::Arc;

use actix_web::error::QueryPayloadError;
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::{Compress, DefaultHeaders, from_fn};
use actix_web::web::{self, Data, PayloadConfig, QueryConfig, ServiceConfig};
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, guard};

use super::App;
use super::access_log::logged;
use super::cors::shared;
use super::fault::Fault;
use super::graphql::text_header;
use super::listening::socket;
use super::negotiation::takes_html;
use super::rate::limited;
use super::readers::readers_only;
use super::{documents, downloads, graphql, metrics, page};

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
            .wrap(from_fn(limited))
            .wrap(from_fn(shared))
            .wrap(headers)
            .wrap(from_fn(logged))
            .app_data(PayloadConfig::new(app.body_limit))
            .app_data(QueryConfig::default().error_handler(|error, _| unreadable(&error).into()))
            .app_data(Data::from(app))
            .service(
                web::resource("/graphql")
                    .wrap(negotiated())
                    .wrap(Compress::default())
                    .route(web::get().guard(guard::fn_guard(upgrades)).to(socket::open))
                    .route(web::get().to(graphql::get))
                    .route(web::post().to(graphql::post))
                    .default_service(web::to(graphql::other_method)),
            )
            .service(reading("/schema.graphql", schema).wrap(Compress::default()))
            .service(reading("/plans/{id}/source", documents::source).wrap(from_fn(readers_only)))
            .service(
                reading("/plans/{id}/text", documents::text)
                    .wrap(from_fn(readers_only))
                    .wrap(negotiated())
                    .wrap(Compress::default()),
            )
            .service(
                reading("/export/{what}.{format}", downloads::download).wrap(from_fn(readers_only)),
            )
            .service(reading("/healthz", health))
            .service(reading("/readyz", readiness))
            .service(reading("/metrics", tell_metrics))
            .service(reading("/graphiql", page::ide))
            .service(reading("/graphiql/{file}", page::ide_file))
            .service(reading("/assets/{file}", page::asset))
            .service(reading("/icon.svg", page::icon));
        let routes = page::PAGES
            .iter()
            .fold(routes, |routes, path| {
                routes.service(reading(path, page::page))
            })
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

async fn schema(app: Data<App>) -> Result<HttpResponse, Fault> {
    if app.config.introspection {
        return Ok(plain(app.sdl.clone()));
    }
    Err(Fault::not_found(
        "this server does not describe itself: ask its operator for the schema",
    ))
}

async fn tell_metrics(app: Data<App>) -> impl Responder {
    HttpResponse::Ok()
        .insert_header((
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        ))
        .body(metrics::text(&app))
}

/// Whether a client wants a WebSocket.
fn upgrades(context: &guard::GuardContext<'_>) -> bool {
    let upgrade = context.head().headers().get(header::UPGRADE);
    let upgrade = upgrade.and_then(|value| value.to_str().ok());
    upgrade.is_some_and(|value| value.eq_ignore_ascii_case("websocket"))
}

/// The process answers.
async fn health() -> impl Responder {
    plain("ok\n".to_owned())
}

/// The store is open and takes what the journal holds, and the index holds what the store does.
async fn readiness(app: Data<App>) -> Result<HttpResponse, Fault> {
    let view = app.engine.view();
    let fault = app.engine.fault();
    let fault = fault.or_else(|| {
        let behind = "the search index is behind the store: run `plangraph reindex`";
        (!view.is_indexed()).then(|| behind.to_owned())
    });
    match fault {
        None => Ok(plain(format!(
            "ready at journal record {}\n",
            view.data_version()
        ))),
        Some(fault) => Err(Fault::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "NOT_READY",
            fault,
        )),
    }
}

/// Parameters that a route does not understand.
fn unreadable(error: &QueryPayloadError) -> Fault {
    let message = format!("the parameters cannot be read: {error}");
    Fault::bad_request(message)
}

/// Who reads in a browser is shown the page, which says the same and leads on.
async fn nothing_here(app: Data<App>, http: HttpRequest) -> Result<HttpResponse, Fault> {
    let reads = http.method() == Method::GET && takes_html(text_header(&http, header::ACCEPT));
    let page = if reads { page::unknown(&app) } else { None };
    page.ok_or_else(|| Fault::not_found("there is nothing here: see /"))
}

/// Plain text in UTF-8.
pub(super) fn plain(text: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .body(text)
}
