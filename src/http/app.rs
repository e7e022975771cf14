//! What all routes share.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Semaphore, watch};

use super::client::Proxies;
use super::metrics::Metrics;
use super::rate::Rates;
use crate::assets::Page;
use crate::config::Config;
use crate::engine::Engine;
use crate::graphql::{Answers, Documents, Limits, Schema, schema, sdl};

/// What all routes share.
pub struct App {
    pub(super) engine: Arc<Engine>,
    pub(super) schema: Schema,
    pub(super) sdl: String,
    pub(super) documents: Documents,
    pub(super) answers: Answers,
    pub(super) limits: Limits,
    pub(super) page: Page,
    /// Bytes that a body may have.
    pub(super) body_limit: usize,
    /// Bytes that the body of a request may have that can bring a document.
    pub(super) upload_limit: usize,
    pub(super) config: Config,
    /// Pages of these origins may read.
    pub(super) origins: HashSet<String>,
    pub(super) proxies: Proxies,
    pub(super) rates: Rates,
    pub(super) metrics: Metrics,
    /// Places for requests that cost much.
    pub(super) heavy: Arc<Semaphore>,
    pub(super) sockets: Places,
    pub(super) streams: Places,
    pub(super) downloads: Places,
    /// Changes with every change of the data.
    pub(super) changed: watch::Sender<()>,
    /// Whether the server is about to stop.
    pub(super) stopping: watch::Sender<bool>,
}

impl App {
    /// The routes over an engine that is open and current.
    #[must_use]
    pub fn new(engine: Arc<Engine>, config: &Config) -> Self {
        Self::with_trusted(engine, config, &[])
    }

    /// The same; with the setting `trusted_only` these documents are answered and no other.
    #[must_use]
    pub fn with_trusted(engine: Arc<Engine>, config: &Config, trusted: &[String]) -> Self {
        let kept = u64::from(config.document_cache_kib) * 1024;
        let documents = if config.trusted_only {
            Documents::trusting(kept, trusted.iter().map(String::as_str))
        } else {
            Documents::new(kept)
        };
        let (changed, _) = watch::channel(());
        let wake = changed.clone();
        engine.listen(Box::new(move || {
            wake.send_replace(());
        }));
        let (stopping, _) = watch::channel(false);
        Self {
            schema: schema(),
            sdl: sdl(),
            documents,
            answers: Answers::new(u64::from(config.answer_cache_mib) << 20),
            limits: limits(config),
            page: Page::embedded(),
            body_limit: bytes(config.body_limit_kib, 1 << 10),
            upload_limit: bytes(config.upload_limit_mib, 1 << 20),
            origins: config.cors_origins.0.iter().cloned().collect(),
            proxies: Proxies(config.trusted_proxies.0.clone()),
            rates: Rates::new(config.requests_per_minute, config.request_burst),
            metrics: Metrics::default(),
            heavy: Arc::new(Semaphore::new(config.heavy_requests.max(1) as usize)),
            sockets: Places::new(config.socket_limit),
            streams: Places::new(config.stream_limit),
            downloads: Places::new(config.download_limit),
            changed,
            stopping,
            config: config.clone(),
            engine,
        }
    }

    /// With another page than the one that the binary carries.
    #[must_use]
    pub fn with_page(self, page: Page) -> Self {
        Self { page, ..self }
    }

    /// Ends what would go on for ever: sockets and streams.
    pub(super) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// How long a connection may be silent.
    pub(super) fn heartbeat(&self) -> Duration {
        Duration::from_millis(self.config.heartbeat_ms.max(1).into())
    }

    /// The time that a listener has to take an event.
    pub(super) fn patience(&self) -> Duration {
        Duration::from_millis(self.config.slow_consumer_ms.into())
    }
}

fn limits(config: &Config) -> Limits {
    Limits {
        definitions: config.max_definitions.into(),
        selections: config.max_selections.into(),
        depth: config.max_depth.into(),
        aliases: config.max_aliases.into(),
        directives: config.max_directives.into(),
        root_fields: config.max_root_fields.into(),
        complexity: config.max_complexity.into(),
        introspection: config.introspection,
        time: Duration::from_millis(config.request_timeout_ms.into()),
        ..Limits::default()
    }
}

fn bytes(number: u32, unit: usize) -> usize {
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    number.saturating_mul(unit)
}

/// A bounded number of things that are open at the same time.
pub(super) struct Places {
    taken: Arc<AtomicUsize>,
    most: usize,
}

/// A place that is taken for as long as the value lives.
pub(super) struct Place(Arc<AtomicUsize>);

impl Places {
    pub(super) fn new(most: u32) -> Self {
        Self {
            taken: Arc::default(),
            most: most as usize,
        }
    }

    /// Takes a place; `None` when all are taken.
    pub(super) fn take(&self) -> Option<Place> {
        let taken = self.taken.fetch_add(1, Ordering::AcqRel);
        let place = Place(Arc::clone(&self.taken));
        (taken < self.most).then_some(place)
    }

    /// How many are taken.
    pub(super) fn taken(&self) -> usize {
        self.taken.load(Ordering::Acquire)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}
