//! Spans as a collector of OpenTelemetry gets them from the running program.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

use serde_json::Value;

use super::Program;
use super::serve::Serving;
use crate::support::{get, send};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

/// A collector that keeps what it is brought until somebody connects and says nothing.
struct Collector {
    address: SocketAddr,
    thread: JoinHandle<Vec<String>>,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let thread = thread::spawn(move || {
            let mut bodies = Vec::new();
            loop {
                let (stream, _) = listener.accept().unwrap();
                let Some(body) = taken(stream) else {
                    return bodies;
                };
                bodies.push(body);
            }
        });
        Self { address, thread }
    }

    /// Everything that was brought.
    fn bodies(self) -> Vec<String> {
        drop(TcpStream::connect(self.address).unwrap());
        self.thread.join().unwrap()
    }
}

/// The body of a delivery, which is taken; `None` when there is none.
fn taken(stream: TcpStream) -> Option<String> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    let mut lines = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if lines == 0 {
            assert_eq!(line, "POST /v1/traces HTTP/1.1");
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().unwrap();
        }
        lines += 1;
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
    // Who only knocked is gone.
    let _gone = reader.get_mut().write_all(answer.as_bytes());
    (lines > 0).then(|| String::from_utf8(body).unwrap())
}

fn attribute<'a>(span: &'a Value, key: &str) -> &'a Value {
    let all = span["attributes"].as_array().unwrap();
    let found = all.iter().find(|it| it["key"] == key);
    found.map_or(&Value::Null, |it| &it["value"])
}

#[test]
fn every_request_is_a_span_at_the_collector() {
    let program = Program::with_notice();
    let collector = Collector::start();
    // What the log holds back is delivered all the same.
    let settings = format!(
        "otlp_endpoint = \"http://{}\"\nlog_filter = \"error\"\n",
        collector.address
    );
    program.file("plangraph.toml", settings);
    let serving = Serving::start(&program);
    let traceparent = |flags: &str| format!("00-{TRACE}-b7ad6b7169203331-{flags}");
    let ask = |flags: &str| {
        let traceparent = traceparent(flags);
        let headers = [
            ("content-type", "application/json"),
            ("traceparent", traceparent.as_str()),
            ("authorization", "Bearer pg_secret"),
        ];
        let body = r#"{"query":"query Counted { tasks { totalCount } }"}"#;
        send("POST", &serving.url("/graphql"), &headers, body);
    };
    ask("01");
    // Whose caller leaves its trace out is left out too.
    ask("00");
    let task = "/plans/plan_0000000000000000/source?secret=1";
    assert_eq!(
        get(&serving.url(task), &[("traceparent", "00-nonsense-01")]).status,
        404
    );
    serving.signal("TERM");
    serving.assert_ends();

    let bodies = collector.bodies();
    let mut spans = Vec::new();
    for body in &bodies {
        assert!(
            !body.contains("secret") && !body.contains("totalCount"),
            "{body}"
        );
        let body: Value = serde_json::from_str(body).unwrap();
        let resource = &body["resourceSpans"][0];
        assert_eq!(
            attribute(&resource["resource"], "service.name")["stringValue"],
            "plangraph"
        );
        spans.extend(
            resource["scopeSpans"][0]["spans"]
                .as_array()
                .unwrap()
                .clone(),
        );
    }
    let [counted, source] = spans.as_slice() else {
        panic!("{spans:?}");
    };
    assert_eq!(counted["name"], "POST /graphql");
    assert_eq!(
        (&counted["traceId"], &counted["parentSpanId"]),
        (&TRACE.into(), &"b7ad6b7169203331".into())
    );
    assert_eq!(
        attribute(counted, "graphql.operation.name")["stringValue"],
        "Counted"
    );
    assert_eq!(
        attribute(counted, "http.response.status_code")["intValue"],
        "200"
    );
    let time = |name: &str| counted[name].as_str().unwrap().parse::<u128>().unwrap();
    assert!(time("startTimeUnixNano") <= time("endTimeUnixNano"));
    assert_eq!(source["name"], "GET /plans");
    assert_ne!(source["traceId"], TRACE);
    assert_eq!(source.get("parentSpanId"), None);
}

#[test]
fn a_server_whose_collector_is_gone_serves_and_stops() {
    let program = Program::with_notice();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    program.file(
        "plangraph.toml",
        format!("otlp_endpoint = \"http://{address}\"\n"),
    );
    let serving = Serving::start(&program);
    assert_eq!(get(&serving.url("/healthz"), &[]).status, 200);
    serving.signal("TERM");
    serving.assert_ends();
}

#[test]
fn an_address_that_is_no_collector_is_refused() {
    let program = Program::new();
    program.file(
        "plangraph.toml",
        "otlp_endpoint = \"https://collector:4318\"\n",
    );
    let run = program.run(&["serve"]);
    run.assert_failed(1, "plain HTTP");
}
