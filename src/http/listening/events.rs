//! Server-sent events, as the distinct-connections mode of `graphql-sse` has them: a stream per operation.

use std::pin::pin;
use std::sync::{Arc, OnceLock};

use actix_web::http::{StatusCode, header};
use actix_web::rt;
use actix_web::rt::time::timeout;
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use futures_util::stream::{self, Stream, StreamExt as _};
use tokio::sync::mpsc;

use super::feed::Feed;
use super::frames::errors_of_fault;
use crate::engine::Access;
use crate::graphql::{Prepared, Response};
use crate::http::App;
use crate::http::answering::subscribed;
use crate::http::fault::Fault;

/// Events that wait in one connection.
const QUEUE: usize = 16;

/// The end of a stream that is over.
const COMPLETE: &str = "event: complete\ndata:\n\n";

/// The stream of a subscription.
pub(in crate::http) async fn subscription(
    app: &Arc<App>,
    prepared: Prepared,
    access: &Access,
) -> Result<HttpResponse, Fault> {
    let Some(place) = app.streams.take() else {
        let message = "too many streams are open: try again later";
        let status = StatusCode::SERVICE_UNAVAILABLE;
        return Err(Fault::new(status, "TOO_MANY_STREAMS", message));
    };
    let mut feed = match subscribed(app, prepared, access).await? {
        Ok(subscribed) => Feed::new(app, subscribed),
        Err(refusal) => return Ok(single(&refusal)),
    };
    let (sender, receiver) = mpsc::channel(QUEUE);
    let last = Arc::new(OnceLock::new());
    let (app, end) = (Arc::clone(app), Arc::clone(&last));
    rt::spawn(async move {
        // Taken for as long as anybody may be listening.
        let _place = place;
        let text = pump(&app, &mut feed, &sender).await;
        let _only_once = end.set(text);
    });
    Ok(head().streaming(body(receiver, last)))
}

/// The stream of an answer that is there already.
pub(in crate::http) fn single(response: &Response) -> HttpResponse {
    head().body(format!("{}{COMPLETE}", next(&response.body)))
}

/// Sends events until there are no more, and returns what is said at last; nothing when nobody listens any more.
async fn pump(app: &Arc<App>, feed: &mut Feed, sender: &mpsc::Sender<String>) -> String {
    loop {
        // Kept through the heartbeats: an event that is being answered is not to be lost.
        let mut coming = pin!(feed.next());
        let text = loop {
            tokio::select! {
                heard = &mut coming => match heard {
                    Some(Ok(body)) => break next(&body),
                    Some(Err(fault)) => return next(&errors_of_fault(&fault)),
                    None => return COMPLETE.to_owned(),
                },
                () = sender.closed() => return String::new(),
                () = rt::time::sleep(app.heartbeat()) => {
                    if let Err(last) = send(app, sender, ":\n\n".to_owned()).await {
                        return last;
                    }
                }
            }
        };
        if let Err(last) = send(app, sender, text).await {
            return last;
        }
    }
}

/// Sends a text, or tells what is said at last because that cannot be done.
async fn send(app: &App, sender: &mpsc::Sender<String>, text: String) -> Result<(), String> {
    match timeout(app.patience(), sender.send(text)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_nobody)) => Err(String::new()),
        Err(_elapsed) => {
            app.metrics.dropped_slow_consumer();
            let message = "events were not taken in time: listen again with `since`";
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let fault = Fault::new(status, "SLOW_CONSUMER", message);
            Err(next(&errors_of_fault(&fault)))
        }
    }
}

/// What was sent, and what is said at last.
fn body(
    receiver: mpsc::Receiver<String>,
    last: Arc<OnceLock<String>>,
) -> impl Stream<Item = Result<Bytes, actix_web::Error>> {
    let sent = stream::unfold(receiver, |mut receiver| async move {
        let text = receiver.recv().await?;
        Some((text, receiver))
    });
    let end = stream::once(async move { last.get().cloned().unwrap_or_default() });
    // An opening comment shows at once that the subscription stands.
    let opening = stream::once(async { ":\n\n".to_owned() });
    let texts = opening.chain(sent).chain(end);
    texts.map(|text| Ok(Bytes::from(text)))
}

fn next(body: &str) -> String {
    format!("event: next\ndata: {body}\n\n")
}

fn head() -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, "text/event-stream; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Neither we nor a proxy may hold events back to pack or to buffer them.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"));
    response
}
