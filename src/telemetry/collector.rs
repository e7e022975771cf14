//! A collector that takes OTLP as JSON over plain HTTP, and the thread that brings it what has ended.
//!
//! OTLP is written here because it is a JSON object in one POST, and the crates for it bring an HTTP client, protocol
//! buffers and a runtime. No request waits for the collector: what does not fit into the queue is left out and counted.

use std::io::{self, Read as _, Write as _};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Spans that wait to be delivered.
const WAITING: usize = 4_096;

/// Spans of one delivery.
const BATCH: usize = 512;

/// The longest that a span waits for others.
const PAUSE: Duration = Duration::from_secs(2);

/// The longest wait of a delivery, for the connection and for the answer. The program that stops waits for no second one: what is
/// left after a failure is given up.
const PATIENCE: Duration = Duration::from_secs(3);

/// Where a collector listens when its address names no path.
const PATH: &str = "/v1/traces";

/// A collector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Collector {
    /// Host and port.
    authority: String,
    path: String,
}

/// What the delivering thread is told.
enum Message {
    Span(Value),
    Stop,
}

/// Where spans that have ended are put.
pub(super) struct Queue {
    sender: SyncSender<Message>,
    left_out: Arc<AtomicU64>,
}

/// The delivery of spans; dropping it delivers the last ones.
#[derive(Debug)]
pub struct Delivery {
    sender: SyncSender<Message>,
    is_stopping: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Collector {
    /// The collector at an address; `None` when it is none of plain HTTP.
    pub(super) fn at(endpoint: &str) -> Option<Self> {
        let rest = endpoint.strip_prefix("http://")?;
        let (authority, path) = match rest.split_once('/') {
            Some((authority, path)) if !path.is_empty() => (authority, format!("/{path}")),
            Some((authority, _)) => (authority, PATH.to_owned()),
            None => (rest, PATH.to_owned()),
        };
        let (host, port) = authority.rsplit_once(':')?;
        let is_good = !host.is_empty()
            && port.parse::<u16>().is_ok()
            && !endpoint.contains(|c: char| c.is_whitespace() || c.is_control());
        is_good.then(|| Self {
            authority: authority.to_owned(),
            path,
        })
    }

    /// Starts delivering.
    pub(super) fn start(self) -> io::Result<(Queue, Delivery)> {
        let (sender, receiver) = mpsc::sync_channel(WAITING);
        let left_out = Arc::new(AtomicU64::new(0));
        let queue = Queue {
            sender: sender.clone(),
            left_out: Arc::clone(&left_out),
        };
        let is_stopping = Arc::new(AtomicBool::new(false));
        let stopping = Arc::clone(&is_stopping);
        let deliver = move || self.deliver(&receiver, &left_out, &stopping);
        let thread = thread::Builder::new()
            .name("spans".to_owned())
            .spawn(deliver)?;
        let delivery = Delivery {
            sender,
            is_stopping,
            thread: Some(thread),
        };
        Ok((queue, delivery))
    }

    /// Delivers until it is told to stop, and then what waits, unless the collector fails.
    fn deliver(
        &self,
        receiver: &Receiver<Message>,
        left_out: &AtomicU64,
        is_stopping: &AtomicBool,
    ) {
        let mut is_over = false;
        let mut failed = false;
        while !is_over {
            let mut batch = Vec::new();
            is_over = gathered(receiver, &mut batch);
            if batch.is_empty() {
                continue;
            }
            let spans = batch.len();
            match self.post(&body(&batch)) {
                Ok(()) => failed = false,
                // Once is enough until it works again.
                Err(error) => {
                    if !failed {
                        tracing::warn!(error = %error, spans, "the collector does not take spans");
                    }
                    failed = true;
                    is_over |= is_stopping.load(Ordering::Acquire);
                }
            }
            let missing = left_out.swap(0, Ordering::Relaxed);
            if missing > 0 {
                tracing::warn!(
                    spans = missing,
                    "spans were left out: the collector is slower than they come"
                );
            }
        }
    }

    fn post(&self, body: &str) -> io::Result<()> {
        let address = self.authority.to_socket_addrs()?.next();
        let address = address.ok_or_else(|| io::Error::other("the host has no address"))?;
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            self.path,
            self.authority,
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        match status.as_slice() {
            [b'H', b'T', b'T', b'P', b'/', b'1', b'.', _, b' ', b'2', ..] => Ok(()),
            other => {
                let answer = String::from_utf8_lossy(other);
                Err(io::Error::other(format!("it answers {answer}")))
            }
        }
    }
}

/// Gathers what comes within a pause, and says whether that was the last.
fn gathered(receiver: &Receiver<Message>, batch: &mut Vec<Value>) -> bool {
    let end = Instant::now() + PAUSE;
    while batch.len() < BATCH {
        match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(Message::Span(span)) => batch.push(span),
            Err(RecvTimeoutError::Timeout) => return false,
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return true,
        }
    }
    false
}

/// The body of a delivery.
fn body(spans: &[Value]) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let attribute =
        |key: &str, value: &str| json!({ "key": key, "value": { "stringValue": value } });
    let body = json!({ "resourceSpans": [{
        "resource": { "attributes": [
            attribute("service.name", "plangraph"),
            attribute("service.version", version),
        ] },
        "scopeSpans": [{ "scope": { "name": "plangraph", "version": version }, "spans": spans }],
    }] });
    body.to_string()
}

impl Queue {
    /// Puts a span into the queue, or leaves it out when that is full.
    pub(super) fn put(&self, span: Value) {
        if self.sender.try_send(Message::Span(span)).is_err() {
            self.left_out.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.is_stopping.store(true, Ordering::Release);
        // A full queue must not hold the stop up: whoever empties it looks at the mark. A thread that is gone has nothing
        // more to deliver.
        let _gone = self.sender.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            let _panicked = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// The stop waits for one answer that does not come, not for one of every batch that waits.
    #[test]
    fn a_collector_that_never_answers_is_given_up_at_the_stop() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let collector = Collector::at(&format!("http://{}", silent.local_addr().unwrap()));
        let (queue, delivery) = collector.unwrap().start().unwrap();
        for place in 0..4 * BATCH {
            queue.put(json!(place));
        }
        drop(delivery);
        silent.set_nonblocking(true).unwrap();
        assert_eq!(silent.incoming().map_while(Result::ok).count(), 1);
    }

    #[test]
    fn a_collector_has_an_address_of_plain_http() {
        for (endpoint, expected) in [
            ("http://127.0.0.1:4318", Some(("127.0.0.1:4318", PATH))),
            ("http://collector:4318/", Some(("collector:4318", PATH))),
            (
                "http://[::1]:4318/otlp/v1/traces",
                Some(("[::1]:4318", "/otlp/v1/traces")),
            ),
            ("https://collector:4318", None),
            ("http://collector", None),
            ("http://:4318", None),
            ("http://collector:port", None),
            ("http://a:1/\r\nx", None),
            ("127.0.0.1:4318", None),
        ] {
            let found = Collector::at(endpoint);
            let found = found
                .as_ref()
                .map(|it| (it.authority.as_str(), it.path.as_str()));
            assert_eq!(found, expected, "{endpoint}");
        }
    }
}
