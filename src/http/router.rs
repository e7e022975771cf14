//! Every route, with the headers that all answers bear.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::middleware::DefaultHeaders;
use actix_web::web::{self, Data, PayloadConfig, ServiceConfig};
use actix_web::{HttpResponse, Responder};

use super::App;
use super::fault::Fault;
use super::{documents, graphql};

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
            .app_data(PayloadConfig::new(app.body_limit))
            .app_data(Data::from(app))
            .route("/", web::get().to(welcome))
            .service(
                web::resource("/graphql")
                    .wrap(negotiated())
                    .route(web::get().to(graphql::get))
                    .route(web::post().to(graphql::post))
                    .default_service(web::to(graphql::other_method)),
            )
            .route("/schema.graphql", web::get().to(schema))
            .route("/plans/{id}/source", web::get().to(documents::source))
            .service(
                web::resource("/plans/{id}/text")
                    .wrap(negotiated())
                    .route(web::get().to(documents::text)),
            )
            .route("/healthz", web::get().to(health))
            .route("/readyz", web::get().to(readiness))
            .default_service(web::to(nothing_here));
        config.service(routes);
    }
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

async fn nothing_here() -> Result<HttpResponse, Fault> {
    Err(Fault::not_found("there is nothing here: see /"))
}

/// Plain text in UTF-8.
pub(super) fn plain(text: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .body(text)
}
