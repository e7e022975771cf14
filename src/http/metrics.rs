//! What the server tells of itself at `/metrics`, in the text format of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::App;
use crate::engine::{ChangeKind, now};
use crate::graphql::OperationKind;

/// Upper bounds of the latency buckets, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 10.0];

/// Clients choose the names of operations: so many have a row of their own.
const NAMED: usize = 200;

/// The row of all other operations.
const OTHER: &str = "(other)";

/// Counters since the server began.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    operations: Mutex<BTreeMap<(String, &'static str), Row>>,
    statuses: Mutex<BTreeMap<u16, u64>>,
    rate_refusals: AtomicU64,
    slow_consumers: AtomicU64,
    events: AtomicU64,
    panics: AtomicU64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Row {
    buckets: [u64; BOUNDS.len()],
    count: u64,
    seconds: f64,
    errors: u64,
}

impl Metrics {
    /// Counts a GraphQL request.
    pub(super) fn answered(
        &self,
        name: Option<&str>,
        kind: OperationKind,
        duration: Duration,
        has_errors: bool,
    ) {
        let mut rows = self
            .operations
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let key = (name.unwrap_or_default().to_owned(), word(kind));
        let key = if rows.contains_key(&key) || rows.len() < NAMED {
            key
        } else {
            (OTHER.to_owned(), word(kind))
        };
        let row = rows.entry(key).or_default();
        let seconds = duration.as_secs_f64();
        for (bucket, bound) in row.buckets.iter_mut().zip(BOUNDS) {
            *bucket += u64::from(seconds <= bound);
        }
        row.count += 1;
        row.seconds += seconds;
        row.errors += u64::from(has_errors);
    }

    /// Counts an HTTP answer.
    pub(super) fn status(&self, status: u16) {
        let mut statuses = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        *statuses.entry(status).or_default() += 1;
    }

    pub(super) fn refused_by_rate(&self) {
        self.rate_refusals.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn dropped_slow_consumer(&self) {
        self.slow_consumers.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn sent_event(&self) {
        self.events.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn panicked(&self) {
        self.panics.fetch_add(1, Ordering::Relaxed);
    }
}

fn word(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Query => "query",
        OperationKind::Mutation => "mutation",
        OperationKind::Subscription => "subscription",
    }
}

/// All metrics as text.
pub(super) fn text(app: &App) -> String {
    let mut text = String::new();
    operations(&mut text, &app.metrics);
    let statuses = app.metrics.statuses.lock();
    let statuses = statuses.unwrap_or_else(PoisonError::into_inner).clone();
    let name = "plangraph_http_responses_total";
    head(&mut text, name, "counter", "HTTP answers by status.");
    for (status, count) in statuses {
        row(&mut text, name, &format!("{{status=\"{status}\"}}"), count);
    }
    counters(&mut text, app);
    gauges(&mut text, app);
    text
}

fn counters(text: &mut String, app: &App) {
    let metrics = &app.metrics;
    let (hits, misses) = app.documents.hits_and_misses();
    let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    let mut counter = |name: &str, help: &str, value: u64| {
        let name = format!("plangraph_{name}_total");
        head(text, &name, "counter", help);
        row(text, &name, "", value);
    };
    let refusals = of(&metrics.rate_refusals);
    counter(
        "rate_refusals",
        "Requests refused by the rate of their client.",
        refusals,
    );
    let dropped = of(&metrics.slow_consumers);
    counter(
        "slow_consumers",
        "Listeners dropped because they did not take an event in time.",
        dropped,
    );
    counter("events", "Events sent to listeners.", of(&metrics.events));
    counter(
        "panics",
        "Requests that ended in a panic.",
        of(&metrics.panics),
    );
    counter(
        "document_cache_hits",
        "Documents that were found parsed.",
        hits,
    );
    counter(
        "document_cache_misses",
        "Documents that were not found parsed.",
        misses,
    );
    let (hits, misses) = app.answers.hits_and_misses();
    counter("answer_cache_hits", "Answers that were kept.", hits);
    counter(
        "answer_cache_misses",
        "Answers to queries that were made anew.",
        misses,
    );
    counter(
        "store_reads",
        "Reads of the store.",
        app.engine.store_reads(),
    );
}

fn gauges(text: &mut String, app: &App) {
    let view = app.engine.view();
    let snapshot = view.snapshot();
    let mut gauge = |name: &str, help: &str, value: u64| {
        let name = format!("plangraph_{name}");
        head(text, &name, "gauge", help);
        row(text, &name, "", value);
    };
    gauge(
        "sockets",
        "Connections by WebSocket that are open.",
        app.sockets.taken() as u64,
    );
    gauge(
        "streams",
        "Streams of server-sent events that are open.",
        app.streams.taken() as u64,
    );
    let free = app.heavy.available_permits() as u64;
    gauge(
        "heavy_places_free",
        "Places for heavy requests that are free.",
        free,
    );
    gauge(
        "store_generation",
        "Number of the committed state of the store.",
        snapshot.generation(),
    );
    gauge(
        "data_version",
        "Number of the last journal record that can be asked for.",
        view.sequence(),
    );
    let is_current = u64::from(view.is_indexed());
    gauge(
        "index_is_current",
        "1 when the search index holds the state of the store.",
        is_current,
    );
    gauge("plans", "Number of plans.", snapshot.plan_count() as u64);
    gauge(
        "tasks",
        "Number of tasks of all plans.",
        snapshot.task_count(),
    );
    if let Some(at) = app.engine.last_change(ChangeKind::PlanIngested) {
        let at = at / 1000;
        let age = (now() / 1000).saturating_sub(at);
        gauge(
            "last_ingest_timestamp_seconds",
            "When a document was last accepted.",
            at,
        );
        gauge(
            "data_age_seconds",
            "Time since a document was last accepted.",
            age,
        );
    }
}

fn operations(text: &mut String, metrics: &Metrics) {
    let rows = metrics.operations.lock();
    let rows = rows.unwrap_or_else(PoisonError::into_inner).clone();
    let name = "plangraph_graphql_request_seconds";
    head(text, name, "histogram", "GraphQL requests by operation.");
    for ((operation, kind), counted) in &rows {
        let labels = format!("operation=\"{operation}\",kind=\"{kind}\"");
        let bounds = BOUNDS.iter().map(f64::to_string);
        let bounds = bounds.chain(["+Inf".to_owned()]);
        for (bound, count) in bounds.zip(counted.buckets.into_iter().chain([counted.count])) {
            let labels = format!("{{{labels},le=\"{bound}\"}}");
            row(text, &format!("{name}_bucket"), &labels, count);
        }
        let labels = format!("{{{labels}}}");
        row(text, &format!("{name}_count"), &labels, counted.count);
        row(text, &format!("{name}_sum"), &labels, counted.seconds);
    }
    let name = "plangraph_graphql_errors_total";
    head(
        text,
        name,
        "counter",
        "GraphQL requests whose answer has errors, by operation.",
    );
    for ((operation, kind), counted) in &rows {
        let labels = format!("{{operation=\"{operation}\",kind=\"{kind}\"}}");
        row(text, name, &labels, counted.errors);
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    // Writing to a string does not fail.
    let _written = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn row(text: &mut String, name: &str, labels: &str, value: impl std::fmt::Display) {
    let _written = writeln!(text, "{name}{labels} {value}");
}
