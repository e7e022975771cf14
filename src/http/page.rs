//! The page and its files: packed as the browser likes it, named by content, and under a policy of its own.
//!
//! An address of the page is answered with the page itself, which reads the address; no other address is.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::App;
use super::fault::Fault;
use super::graphql::text_header;
use super::negotiation::{has_already, packings};
use super::router::plain;
use crate::assets::PageFile;
use crate::engine::hex;

/// The addresses that the page reads: `web/src/routes.ts`.
pub(super) const PAGES: &[&str] = &[
    "/",
    "/tasks/{id}",
    "/units",
    "/units/{id}",
    "/cities",
    "/cities/{code}",
    "/chapters",
    "/targets",
    "/network",
    "/matrix",
    "/progress",
    "/review",
    "/findings",
    "/compare",
    "/ask",
    "/data",
];

/// What is said while there is no page.
const NO_PAGE: &str = "plangraph: plan division notices as a graph.

This program was built without its page: `make run` builds both, and needs Node.js 20.19 or later.
POST GraphQL to /graphql; the schema is at /schema.graphql.
";

/// Scripts, styles, pictures and answers come from here and nowhere else; no script or style stands in the page itself.
/// A file that the page makes, a table or a picture, has a `blob:` address.
const POLICY: &str = "default-src 'self'; style-src 'self'; img-src 'self' blob:; object-src 'none'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What is said while there is no `GraphiQL`.
const NO_IDE: &str = "plangraph: plan division notices as a graph.

This program was built without GraphiQL: `make graphiql` before the build, with Node.js 20.19 or later, puts it in.
POST GraphQL to /graphql; the schema is at /schema.graphql.
";

/// As for the page; the editor of `GraphiQL` writes style elements, and brings its icons as data.
const IDE_POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; \
     style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A file whose name holds a hash of its content never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A file that keeps its name is asked for again; its tag spares sending it again.
const ASK_AGAIN: &str = "no-cache";

/// The page, whatever it is to show.
pub(super) async fn page(app: Data<App>, http: HttpRequest) -> HttpResponse {
    under(&app, &http, "index.html", POLICY).unwrap_or_else(|| plain(NO_PAGE.to_owned()))
}

/// The page for an address that it does not know; `None` when there is no page.
pub(super) fn unknown(app: &App) -> Option<HttpResponse> {
    let file = app.page.file("index.html")?;
    let response = HttpResponse::NotFound()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, ASK_AGAIN))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .body(file.bytes);
    Some(response)
}

/// A file named by its content.
pub(super) async fn asset(
    app: Data<App>,
    http: HttpRequest,
    file: Path<String>,
) -> Result<HttpResponse, Fault> {
    let file = file.into_inner();
    let known = content_type(&file).zip(Packed::find(&app, &http, &format!("assets/{file}")));
    match known {
        Some((content_type, packed)) => Ok(packed.answer(&http, content_type, FOR_EVER)),
        None => Err(Fault::not_found(format!(
            "the page has no file “{file}”: load the page anew"
        ))),
    }
}

/// `GraphiQL`, or how to build it.
pub(super) async fn ide(app: Data<App>, http: HttpRequest) -> HttpResponse {
    under(&app, &http, "graphiql/index.html", IDE_POLICY)
        .unwrap_or_else(|| plain(NO_IDE.to_owned()))
}

/// A page with the policy that it comes with; `None` when the program was built without it.
fn under(app: &App, http: &HttpRequest, path: &str, policy: &'static str) -> Option<HttpResponse> {
    let packed = Packed::find(app, http, path)?;
    let mut response = packed.answer(http, "text/html; charset=utf-8", ASK_AGAIN);
    let headers = response.headers_mut();
    let policy = HeaderValue::from_static(policy);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    Some(response)
}

/// A file of `GraphiQL`. A worker runs under the policy that its own file comes with.
pub(super) async fn ide_file(
    app: Data<App>,
    http: HttpRequest,
    file: Path<String>,
) -> Result<HttpResponse, Fault> {
    let file = file.into_inner();
    let found = Packed::find(&app, &http, &format!("graphiql/{file}"));
    let known = content_type(&file).zip(found);
    let (content_type, packed) =
        known.ok_or_else(|| Fault::not_found(format!("GraphiQL has no file “{file}”")))?;
    Ok(packed.answer(&http, content_type, ASK_AGAIN))
}

/// The sign of the page.
pub(super) async fn icon(app: Data<App>, http: HttpRequest) -> Result<HttpResponse, Fault> {
    match Packed::find(&app, &http, "icon.svg") {
        Some(packed) => Ok(packed.answer(&http, "image/svg+xml", ASK_AGAIN)),
        None => Err(Fault::not_found("there is no page and no sign of it")),
    }
}

/// A file in the packing that a browser likes best of those that there are.
struct Packed {
    file: PageFile,
    /// The value of `Content-Encoding`; `None` for the file as it is.
    packing: Option<&'static str>,
}

impl Packed {
    fn find(app: &App, http: &HttpRequest, path: &str) -> Option<Self> {
        let accepted = packings(text_header(http, header::ACCEPT_ENCODING));
        let packed = accepted.into_iter().find_map(|(packing, ending)| {
            let file = app.page.file(&format!("{path}{ending}"))?;
            Some(Self {
                file,
                packing: Some(packing),
            })
        });
        packed.or_else(|| {
            Some(Self {
                file: app.page.file(path)?,
                packing: None,
            })
        })
    }

    /// The file, or that the browser has it already.
    fn answer(
        self,
        http: &HttpRequest,
        content_type: &'static str,
        caching: &'static str,
    ) -> HttpResponse {
        let tag = self.tag();
        let is_known = has_already(text_header(http, header::IF_NONE_MATCH), &tag);
        let mut response = if is_known {
            HttpResponse::NotModified()
        } else {
            HttpResponse::Ok()
        };
        response
            .insert_header((header::ETAG, tag))
            .insert_header((header::CACHE_CONTROL, caching))
            .insert_header((header::VARY, "Accept-Encoding"));
        if is_known {
            return response.finish();
        }
        if let Some(packing) = self.packing {
            response.insert_header((header::CONTENT_ENCODING, packing));
        }
        response
            .insert_header((header::CONTENT_TYPE, content_type))
            .body(self.file.bytes)
    }

    /// Each packing is content of its own.
    fn tag(&self) -> String {
        format!("\"{}\"", hex(&self.file.digest))
    }
}

/// The type that a name tells; `None` for a name of no file of a page.
fn content_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "ttf" => "font/ttf",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_type_of_a_file() {
        for (name, expected) in [
            ("index-BE4PZ67z.css", Some("text/css; charset=utf-8")),
            ("a.b.js", Some("text/javascript; charset=utf-8")),
            ("index.js.br", None),
            ("index", None),
            (".", None),
        ] {
            assert_eq!(content_type(name), expected, "{name}");
        }
    }
}
