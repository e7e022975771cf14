//! Running a GraphQL request: on the blocking pool, within its time, and so that a panic ends no more than the request.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::http::StatusCode;
use actix_web::rt::time::timeout;
use actix_web::web;
use tracing::Span;

use super::App;
use super::fault::Fault;
use crate::engine::Access;
use crate::graphql::{
    Event, Occasion, OperationKind, Prepared, Request, Response, Subscribed, prepare,
    refuse_reading, subscribe,
};

/// Time beyond a request's own for its last step to notice that the time is over.
const GRACE: Duration = Duration::from_secs(1);

/// Documents up to this many bytes are parsed where they arrive: that takes less than a change of threads.
const SHORT: usize = 4096;

/// Parses and measures a request; an answer when it is at fault.
pub(super) async fn prepared(
    app: &Arc<App>,
    request: Request,
) -> Result<Result<Prepared, Response>, Fault> {
    if app.config.log_queries {
        tracing::info!(query = request.query, "asked");
    }
    if request.query.len() <= SHORT {
        return Ok(prepare(&app.documents, &app.limits, request));
    }
    let asked = Arc::clone(app);
    on_the_pool(app, move || {
        prepare(&asked.documents, &asked.limits, request)
    })
    .await
}

/// The answer to a query or a mutation.
pub(super) async fn answered(
    app: &Arc<App>,
    prepared: Arc<Prepared>,
    access: Access,
) -> Result<Arc<Response>, Fault> {
    if let Some(refusal) = refused(app, &access) {
        return Ok(Arc::new(refusal));
    }
    let time = app.limits.time;
    let began = Instant::now();
    let end = began + time;
    let (name, kind) = (prepared.name().map(str::to_owned), prepared.kind());
    let view = app.engine.view();
    let occasion = Occasion::of(&prepared, &view);
    if let Some(kept) = occasion.and_then(|occasion| app.answers.get(&occasion)) {
        let took = began.elapsed();
        app.metrics.answered(name.as_deref(), kind, took, false);
        return Ok(kept);
    }
    let is_heavy =
        prepared.is_counted() || prepared.complexity() > app.config.heavy_complexity.into();
    let place = if is_heavy {
        let waiting = timeout(time, Arc::clone(&app.heavy).acquire_owned()).await;
        Some(waiting.map_err(|_elapsed| busy())?)
    } else {
        None
    };
    let asked = Arc::clone(app);
    let work = on_the_pool(app, move || {
        // Until the work is done, also when nobody waits for it any more.
        let _place = place;
        // Who has waited for a thread until the end need not be answered any more.
        let in_time = Instant::now() < end;
        in_time.then(|| {
            let writer =
                (kind == OperationKind::Mutation).then(|| (Arc::clone(&asked.engine), access));
            Arc::new(prepared.run(&asked.schema, &view, writer))
        })
    });
    let response = match timeout(time + GRACE, work).await {
        Ok(Ok(Some(response))) => response,
        Ok(Ok(None)) | Err(_) => return Err(timed_out(time)),
        Ok(Err(fault)) => return Err(fault),
    };
    app.metrics
        .answered(name.as_deref(), kind, began.elapsed(), response.errors > 0);
    tell(&response);
    if let Some(occasion) = occasion {
        app.answers.keep(occasion, &response);
    }
    Ok(response)
}

/// What a subscription wants to hear of; an answer when it is at fault.
pub(super) async fn subscribed(
    app: &Arc<App>,
    prepared: Prepared,
    access: &Access,
) -> Result<Result<Subscribed, Response>, Fault> {
    if let Some(refusal) = refused(app, access) {
        return Ok(Err(refusal));
    }
    let began = Instant::now();
    let name = prepared.name().map(str::to_owned);
    let asked = Arc::clone(app);
    let work = on_the_pool(app, move || {
        subscribe(&asked.schema, &asked.engine.view(), prepared)
    });
    let outcome = timeout(app.limits.time + GRACE, work)
        .await
        .map_err(|_elapsed| timed_out(app.limits.time))??;
    app.metrics.answered(
        name.as_deref(),
        OperationKind::Subscription,
        began.elapsed(),
        outcome.is_err(),
    );
    Ok(outcome)
}

/// The answer to an event, as JSON.
pub(super) async fn event_answered(
    app: &Arc<App>,
    subscribed: &Arc<Subscribed>,
    event: Event,
) -> Result<String, Fault> {
    let (asked, subscribed) = (Arc::clone(app), Arc::clone(subscribed));
    let work = on_the_pool(app, move || {
        subscribed.answer(&asked.schema, &asked.engine.view(), event)
    });
    let response = timeout(app.limits.time + GRACE, work)
        .await
        .map_err(|_elapsed| timed_out(app.limits.time))??;
    tell(&response);
    app.metrics.sent_event();
    Ok(response.body)
}

/// Runs `work` on the blocking pool, in the request's own span: what the log says of a panic bears its number.
pub(super) async fn on_the_pool<T: Send + 'static>(
    app: &Arc<App>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    let span = Span::current();
    let done = web::block(move || span.in_scope(work)).await;
    done.map_err(|_panicked| {
        app.metrics.panicked();
        Fault::internal(&"the work for a request panicked")
    })
}

/// The answer to somebody who may not even read.
pub(super) fn refused(app: &App, access: &Access) -> Option<Response> {
    if app.config.public_read {
        return None;
    }
    refuse_reading(access)
}

fn tell(response: &Response) {
    for cause in &response.causes {
        tracing::error!(error = cause, "a resolver failed");
    }
}

fn timed_out(time: Duration) -> Fault {
    Fault::new(
        StatusCode::GATEWAY_TIMEOUT,
        "TIMED_OUT",
        format!("the request took longer than {} s", time.as_secs_f64()),
    )
}

fn busy() -> Fault {
    let message = "too many large requests are being answered: try again, or ask for less";
    Fault::new(StatusCode::SERVICE_UNAVAILABLE, "TOO_BUSY", message)
}
