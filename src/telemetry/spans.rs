//! Spans as OpenTelemetry has them, gathered from those of `tracing`.
//!
//! What an INFO event says while a span is open becomes attributes of the span, so that a request bears what its line in the
//! log does; warnings and errors become events of it. A request that names its caller's trace (`traceparent`) goes on with
//! that, and is left out when the caller leaves its own out.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use super::collector::Queue;

/// The field that holds the caller's trace.
const PARENT: &str = "traceparent";

/// Fields that the conventions of OpenTelemetry have a name for.
const NAMES: &[(&str, &str)] = &[
    ("method", "http.request.method"),
    ("path", "url.path"),
    ("status", "http.response.status_code"),
    ("operation", "graphql.operation.name"),
    ("cost", "plangraph.cost"),
    ("request_id", "plangraph.request_id"),
];

/// Fields that the span itself tells.
const LEFT_OUT: &[&str] = &["duration_ms", "message", PARENT];

/// Passes on every span that ends.
pub(super) struct Spans {
    queue: Queue,
}

impl Spans {
    pub(super) fn new(queue: Queue) -> Self {
        Self { queue }
    }
}

/// A span that has not ended.
struct Open {
    place: Place,
    parent: Option<u64>,
    began: u128,
    fields: Map<String, Value>,
    events: Vec<Value>,
}

/// Where a span belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    trace: u128,
    span: u64,
    /// Whether it is delivered.
    is_wanted: bool,
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let around = span.parent().and_then(|parent| {
            let extensions = parent.extensions();
            extensions.get::<Open>().map(|open| open.place)
        });
        let named = fields.0.get(PARENT).and_then(Value::as_str);
        let above = around.or_else(|| named.and_then(caller));
        let Some(place) = placed(above) else { return };
        span.extensions_mut().insert(Open {
            place,
            parent: above.map(|above| above.span),
            began: now(),
            fields: fields.0,
            events: Vec::new(),
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = Fields::default();
        values.record(&mut fields);
        if let Some(open) = span.extensions_mut().get_mut::<Open>() {
            open.fields.append(&mut fields.0);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let Some(span) = context.event_span(event) else {
            return;
        };
        let mut extensions = span.extensions_mut();
        let Some(open) = extensions.get_mut::<Open>() else {
            return;
        };
        let mut fields = Fields::default();
        event.record(&mut fields);
        let level = *event.metadata().level();
        if level <= Level::WARN {
            let message = fields.0.remove("message");
            open.events.push(json!({
                "timeUnixNano": now().to_string(),
                "name": message.unwrap_or_else(|| json!(level.as_str())),
                "attributes": attributes(&fields.0),
            }));
        } else {
            open.fields.append(&mut fields.0);
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let open = context.span(&id);
        let open = open.and_then(|span| span.extensions_mut().remove::<Open>());
        if let Some(open) = open.filter(|open| open.place.is_wanted) {
            self.queue.put(open.finish(now()));
        }
    }
}

impl Open {
    /// The span as OTLP writes it.
    fn finish(self, ended: u128) -> Value {
        let status = self.fields.get("status").and_then(Value::as_u64);
        // Only what is the server's own fault is an error of its span.
        let is_fault = status.is_some_and(|status| status >= 500);
        let mut span = json!({
            "traceId": format!("{:032x}", self.place.trace),
            "spanId": format!("{:016x}", self.place.span),
            "name": name(&self.fields),
            "kind": 2,
            "startTimeUnixNano": self.began.to_string(),
            "endTimeUnixNano": ended.to_string(),
            "attributes": attributes(&self.fields),
            "events": self.events,
            "status": if is_fault { json!({ "code": 2 }) } else { json!({}) },
        });
        if let Some(parent) = self.parent {
            span["parentSpanId"] = json!(format!("{parent:016x}"));
        }
        span
    }
}

/// `POST /graphql`: the method and the first part of the path, so that there are few names.
fn name(fields: &Map<String, Value>) -> String {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    let first = text("path").split('/').nth(1).unwrap_or_default();
    format!("{} /{first}", text("method"))
}

fn attributes(fields: &Map<String, Value>) -> Vec<Value> {
    let told = fields
        .iter()
        .filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()));
    told.map(|(name, value)| {
        let known = NAMES.iter().find(|(own, _)| own == name);
        let key = known.map_or(name.as_str(), |(_, key)| key);
        let value = match value {
            Value::Bool(is) => json!({ "boolValue": is }),
            Value::Number(number) if number.is_f64() => json!({ "doubleValue": number }),
            Value::Number(number) => json!({ "intValue": number.to_string() }),
            Value::String(text) => json!({ "stringValue": text }),
            other => json!({ "stringValue": other.to_string() }),
        };
        json!({ "key": key, "value": value })
    })
    .collect()
}

/// A new span below `above`, or the first of a new trace; `None` when the system gives no random numbers.
fn placed(above: Option<Place>) -> Option<Place> {
    let mut random = [0; 24];
    getrandom::fill(&mut random).ok()?;
    let (trace, span) = random.split_first_chunk::<16>()?;
    let span = u64::from_ne_bytes(span.try_into().ok()?);
    let (trace, is_wanted) = match above {
        Some(above) => (above.trace, above.is_wanted),
        None => (u128::from_ne_bytes(*trace), true),
    };
    Some(Place {
        trace,
        span,
        is_wanted,
    })
}

/// The place that a `traceparent` of W3C Trace Context names: `00-32 digits-16 digits-2 digits`.
fn caller(text: &str) -> Option<Place> {
    let mut parts = text.split('-');
    let mut digits = |length: usize| {
        let part = parts.next()?;
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (part.len() == length && part.bytes().all(is_hex)).then_some(part)
    };
    let version = digits(2)?;
    let trace = u128::from_str_radix(digits(32)?, 16).ok()?;
    let span = u64::from_str_radix(digits(16)?, 16).ok()?;
    let flags = u8::from_str_radix(digits(2)?, 16).ok()?;
    // A later version may say more behind; the first one may not.
    let is_whole = version != "00" || parts.next().is_none();
    (version != "ff" && trace != 0 && span != 0 && is_whole).then_some(Place {
        trace,
        span,
        is_wanted: flags & 1 == 1,
    })
}

fn now() -> u128 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_nanos()
}

/// The fields of a span or an event.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn add(&mut self, field: &Field, value: Value) {
        self.0.insert(field.name().to_owned(), value);
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.add(field, json!(format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.add(field, json!(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.add(field, json!(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.add(field, json!(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.add(field, json!(value));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.add(field, json!(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_is_known_by_a_whole_traceparent() {
        let trace = "0af7651916cd43dd8448eb211c80319c";
        let span = "b7ad6b7169203331";
        let place = |is_wanted| {
            Some(Place {
                trace: 0x0af7_6519_16cd_43dd_8448_eb21_1c80_319c,
                span: 0xb7ad_6b71_6920_3331,
                is_wanted,
            })
        };
        for (text, expected) in [
            (format!("00-{trace}-{span}-01"), place(true)),
            (format!("00-{trace}-{span}-00"), place(false)),
            (format!("01-{trace}-{span}-01-more"), place(true)),
            (format!("00-{trace}-{span}-01-more"), None),
            (format!("ff-{trace}-{span}-01"), None),
            (format!("00-{}-{span}-01", "0".repeat(32)), None),
            (format!("00-{trace}-{}-01", "0".repeat(16)), None),
            (format!("00-{}-{span}-01", trace.to_uppercase()), None),
            (format!("00-{trace}-{span}"), None),
            (String::new(), None),
            ("中文-中文".to_owned(), None),
        ] {
            assert_eq!(caller(&text), expected, "{text}");
        }
    }

    #[test]
    fn a_span_says_what_the_line_of_the_log_does() {
        let fields = json!({ "method": "POST", "path": "/graphql", "operation": "TaskDetail", "cost": 7, "status": 504,
            "duration_ms": 1.5, "request_id": 3, "message": "answered" });
        let open = Open {
            place: Place {
                trace: 1,
                span: 2,
                is_wanted: true,
            },
            parent: Some(3),
            began: 4,
            fields: fields.as_object().unwrap().clone(),
            events: Vec::new(),
        };
        let span = open.finish(5);
        assert_eq!(span["traceId"], format!("{:032x}", 1));
        assert_eq!(span["parentSpanId"], format!("{:016x}", 3));
        assert_eq!(
            (&span["name"], &span["status"]["code"]),
            (&json!("POST /graphql"), &json!(2))
        );
        let of = |key: &str| {
            let mut all = span["attributes"].as_array().unwrap().iter();
            let found = all.find(|it| it["key"] == key);
            found.map_or(Value::Null, |it| it["value"].clone())
        };
        assert_eq!(
            of("graphql.operation.name"),
            json!({ "stringValue": "TaskDetail" })
        );
        assert_eq!(
            of("http.response.status_code"),
            json!({ "intValue": "504" })
        );
        assert_eq!(of("duration_ms"), Value::Null);
    }
}
