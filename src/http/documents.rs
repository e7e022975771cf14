//! A plan's document: the bytes as given, and the text that all spans count in.

use std::sync::Arc;

use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::App;
use super::answering::on_the_pool;
use super::fault::Fault;
use super::graphql::text_header;
use super::negotiation::wants_html;
use super::router::plain;
use super::text_page;
use crate::model::{Encoding, Format, Plan, PlanId};

/// The document as given, under the name that it was given.
pub(super) async fn source(app: Data<App>, id: Path<String>) -> Result<HttpResponse, Fault> {
    let (plan, bytes) = read(&app, id.into_inner(), |app, id| {
        let view = app.engine.view();
        let plan = view.plan(id).map_err(|error| Fault::internal(&error))?;
        let bytes = app
            .engine
            .original(id)
            .map_err(|error| Fault::internal(&error))?;
        Ok(plan.zip(bytes))
    })
    .await?;
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: plan.name.clone().into_bytes(),
        })],
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, content_type(&plan)))
        .insert_header(disposition)
        .body(bytes))
}

/// What a link to a text may ask for.
#[derive(Debug, Deserialize)]
pub(super) struct TextParameters {
    /// `start,end` in scalar values: the stretch to mark in the page.
    char: Option<String>,
}

/// The text as published: plain, or for a browser a page with a stretch marked.
///
/// Of `#char=start,end` (RFC 5147) a tool finds the stretch by itself in the plain text, and a browser is led to it.
pub(super) async fn text(
    app: Data<App>,
    http: HttpRequest,
    id: Path<String>,
    parameters: Query<TextParameters>,
) -> Result<HttpResponse, Fault> {
    let is_page = wants_html(text_header(&http, header::ACCEPT));
    let marked = parameters.char.as_deref().and_then(text_page::stretch);
    let body = read(&app, id.into_inner(), move |app, id| {
        let view = app.engine.view();
        let plan = view.plan(id).map_err(|error| Fault::internal(&error))?;
        let text = view
            .source_text(id)
            .map_err(|error| Fault::internal(&error))?;
        let body = plan.zip(text).map(|(plan, text)| {
            if is_page {
                text_page::page(&plan.title, &text, marked.as_ref())
            } else {
                text.to_string()
            }
        });
        Ok(body)
    })
    .await?;
    if !is_page {
        return Ok(plain(body));
    }
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_SECURITY_POLICY, text_page::POLICY))
        .body(body))
}

/// What `read` finds of the plan with this id, on the blocking pool.
async fn read<T: Send + 'static>(
    app: &Arc<App>,
    id: String,
    read: impl FnOnce(&App, PlanId) -> Result<Option<T>, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let unknown = || Fault::not_found(format!("no plan has the id “{id}”"));
    let plan: PlanId = id.parse().map_err(|_invalid_id| unknown())?;
    let asked = Arc::clone(app);
    let found = on_the_pool(app, move || read(&asked, plan)).await??;
    found.ok_or_else(unknown)
}

fn content_type(plan: &Plan) -> &'static str {
    match (plan.format, plan.encoding) {
        (Format::Docx, _) => {
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
        (Format::Pdf, _) => "application/pdf",
        (Format::Markdown, Encoding::Utf8) => "text/markdown; charset=utf-8",
        // A page says its own encoding.
        (Format::Html, _) => "text/html",
        (_, Encoding::Utf8) => "text/plain; charset=utf-8",
        (_, Encoding::Utf16Le | Encoding::Utf16Be) => "text/plain; charset=utf-16",
        (_, Encoding::Gb18030) => "text/plain; charset=gb18030",
    }
}
