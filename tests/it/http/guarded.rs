//! Who may ask, how much, from where, and what the server tells of itself when something is broken.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::{fs, future, thread};

use plangraph::config::{Config, Layer, List};
use plangraph::engine::{Engine, new_key};
use plangraph::http::{App, Server};
use plangraph::journal::Journal;
use plangraph::model::KeyRole;
use plangraph::store::Store;
use serde_json::{Value, json};

use super::code;
use crate::faulty_store::FaultyStore;
use crate::memory_index::MemoryIndex;
use crate::support::{Answer, gazetteer, get, send};

const NOTICE: &str =
    "任务分工通知\n\n一、总体目标\n\n　　1.新建水库3座。\n　　责任单位：省水利厅\n";
const INGEST: &str = "mutation I($input: IngestPlanInput!) { ingestPlan(input: $input) { plan { id } userErrors { code } } }";

/// A server of its own over a store that can fail; it ends with the process.
struct Own {
    address: String,
    store: Arc<FaultyStore>,
    engine: Arc<Engine>,
}

impl Own {
    fn start(name: &str, settings: Layer) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _first_run = fs::remove_dir_all(&folder);
        let (journal, _) = Journal::open(&folder).unwrap();
        let store = Arc::new(FaultyStore::default());
        let shared: Arc<dyn Store> = Arc::<FaultyStore>::clone(&store);
        let index = Arc::new(MemoryIndex::default());
        let engine = Engine::open(journal, shared, index, gazetteer(), &mut |_| {}).unwrap();
        let engine = Arc::new(engine);
        let settings = Layer {
            bind: Some("127.0.0.1:0".parse().unwrap()),
            request_timeout_ms: settings.request_timeout_ms.or(Some(3_600_000)),
            ..settings
        };
        let config = settings.over(Config::default());
        let app = App::new(Arc::clone(&engine), &config);
        let server = Server::bind(app, &config).unwrap();
        let address = format!("http://{}", server.address().unwrap());
        thread::spawn(|| server.run(|| Ok(future::pending())));
        Self {
            address,
            store,
            engine,
        }
    }

    fn key(&self, role: KeyRole) -> String {
        let (key, secret) = new_key("甲".to_owned(), role, Vec::new()).unwrap();
        self.engine.create_key(key).unwrap();
        secret.reveal().to_owned()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn post(&self, key: Option<&str>, headers: &[(&str, &str)], body: &Value) -> Answer {
        let bearer = key.map(|key| format!("Bearer {key}"));
        let mut all = vec![("content-type", "application/json")];
        all.extend(
            bearer
                .iter()
                .map(|bearer| ("authorization", bearer.as_str())),
        );
        all.extend(headers);
        send("POST", &self.url("/graphql"), &all, &body.to_string())
    }
}

#[test]
fn a_document_comes_in_a_larger_body_with_a_key_that_may_bring_it() {
    let own = Own::start("http-uploads", Layer::default());
    let (reader, curator) = (own.key(KeyRole::Report), own.key(KeyRole::Curate));
    // A space more than any body of 64 KiB has.
    let text = format!("{NOTICE}{}", "\n".repeat(70_000));
    let body =
        json!({ "query": INGEST, "variables": { "input": { "name": "a.txt", "text": text } } });
    for key in [None, Some(reader.as_str()), Some("nonsense")] {
        let answer = own.post(key, &[], &body);
        assert_eq!(
            (answer.status, code(&answer).as_str()),
            (413, "PAYLOAD_TOO_LARGE"),
            "{key:?}"
        );
    }
    let answer = own.post(Some(&curator), &[], &body);
    let answer: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(
        answer["data"]["ingestPlan"]["userErrors"],
        json!([]),
        "{answer}"
    );
}

#[test]
fn a_packed_body_is_not_unpacked() {
    let own = Own::start("http-packed", Layer::default());
    let answer = own.post(
        None,
        &[("content-encoding", "gzip")],
        &json!({ "query": "{ __typename }" }),
    );
    assert_eq!(answer.status, 415);
}

#[test]
fn reading_needs_a_key_where_it_is_not_public() {
    let settings = Layer {
        public_read: Some(false),
        ..Layer::default()
    };
    let own = Own::start("http-private", settings);
    let key = own.key(KeyRole::Read);
    let body = json!({ "query": "{ __typename }" });
    let answer = own.post(None, &[], &body);
    assert_eq!(code(&answer), "UNAUTHENTICATED");
    assert_eq!(
        (answer.status, answer.header("www-authenticate")),
        (401, "Bearer")
    );
    assert!(!answer.body.contains("data"), "{}", answer.body);
    assert_eq!(
        code(&own.post(Some("pg_x_y"), &[], &body)),
        "UNAUTHENTICATED"
    );
    assert_eq!(
        own.post(Some(&key), &[], &body).body,
        r#"{"data":{"__typename":"Query"}}"#
    );
    // Documents and downloads are reading too.
    let bearer = format!("Bearer {key}");
    for (path, status) in [
        ("/export/tasks.csv", 200),
        ("/plans/plan_0000000000000000/source", 404),
        ("/plans/plan_0000000000000000/text", 404),
    ] {
        let refused = get(&own.url(path), &[]);
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (401, "UNAUTHENTICATED"),
            "{path}"
        );
        assert_eq!(refused.header("www-authenticate"), "Bearer");
        assert_ne!(refused.header("x-request-id"), "");
        let answered = get(&own.url(path), &[("authorization", &bearer)]);
        assert_eq!(answered.status, status, "{path}: {}", answered.body);
    }
}

/// A reader must not take half of a table for all of it.
#[test]
fn a_download_that_breaks_off_is_no_whole_answer() {
    let own = Own::start("http-broken-off", Layer::default());
    let key = own.key(KeyRole::Curate);
    // More than is read at a time, and more than waits to be sent.
    let tasks = (1..=1_200).map(|number| {
        format!("　　{number}.新建第{number}座水库，改善灌溉条件。\n　　责任单位：省水利厅\n")
    });
    let text = format!(
        "任务分工通知\n\n一、总体目标\n\n{}",
        tasks.collect::<String>()
    );
    let input = json!({ "input": { "name": "甲.txt", "text": text } });
    let body = json!({ "query": INGEST, "variables": input });
    let answer = own.post(Some(&key), &[], &body);
    assert!(answer.body.contains("\"userErrors\":[]"), "{}", answer.body);
    let url = own.url("/export/tasks.csv");
    let whole = || ureq::get(&url).call()?.body_mut().read_to_string();
    assert!(whole().unwrap().contains("新建第1200座水库"));
    own.store.damaged_task.store(1_200, Ordering::Relaxed);
    let broken = whole();
    assert!(matches!(broken, Err(ureq::Error::Io(_))), "{broken:?}");
    // Before anything is sent, a failure is still told as one.
    own.store.damaged_task.store(1, Ordering::Relaxed);
    let refused = get(&url, &[]);
    assert_eq!((refused.status, code(&refused).as_str()), (500, "INTERNAL"));
}

#[test]
fn downloads_have_so_many_places() {
    let settings = Layer {
        download_limit: Some(0),
        ..Layer::default()
    };
    let own = Own::start("http-download-places", settings);
    let refused = get(&own.url("/export/tasks.csv"), &[]);
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (503, "TOO_MANY_DOWNLOADS")
    );
    let table = get(&own.url("/export/codebook.csv"), &[]);
    assert_eq!(table.status, 200);
}

#[test]
fn pages_of_listed_origins_may_read_and_others_may_not() {
    let settings = Layer {
        cors_origins: Some(List(vec!["https://listed.example".to_owned()])),
        ..Layer::default()
    };
    let own = Own::start("http-origins", settings);
    let url = own.url("/graphql?query=%7B__typename%7D");
    let ask = |origin| get(&url, &[("origin", origin)]);
    let allowed = ask("https://listed.example");
    assert_eq!(
        allowed.header("access-control-allow-origin"),
        "https://listed.example"
    );
    assert_eq!(
        ask("https://other.example").header("access-control-allow-origin"),
        ""
    );
    let preflight = |origin| {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
        ];
        send("OPTIONS", &own.url("/graphql"), &headers, "")
    };
    let allowed = preflight("https://listed.example");
    assert_eq!(allowed.status, 204);
    assert_eq!(
        allowed.header("access-control-allow-headers"),
        "authorization, content-type"
    );
    assert_eq!(preflight("https://other.example").status, 405);
    // Browsers let any page open a socket: the server has to look.
    let shake = |origin: &str| {
        let address = own.address.strip_prefix("http://").unwrap();
        let mut connection = TcpStream::connect(address).unwrap();
        write!(
            connection,
            "GET /graphql HTTP/1.1\r\nhost: {address}\r\nupgrade: websocket\r\nconnection: upgrade\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             sec-websocket-protocol: graphql-transport-ws\r\norigin: {origin}\r\n\r\n"
        )
        .unwrap();
        let mut status = [0; 12];
        connection.read_exact(&mut status).unwrap();
        String::from_utf8(status.to_vec()).unwrap()
    };
    assert_eq!(shake("https://listed.example"), "HTTP/1.1 101");
    assert_eq!(shake("https://other.example"), "HTTP/1.1 403");
    assert_eq!(shake(&own.address), "HTTP/1.1 101");
}

#[test]
fn a_client_behind_a_trusted_proxy_has_a_rate_of_its_own() {
    let settings = Layer {
        requests_per_minute: Some(1),
        request_burst: Some(2),
        trusted_proxies: Some(List(vec![Ipv4Addr::LOCALHOST.into()])),
        ..Layer::default()
    };
    let own = Own::start("http-rate", settings);
    let ask = |client: &str| get(&own.url("/schema.graphql"), &[("x-forwarded-for", client)]);
    assert_eq!(ask("192.0.2.1").status, 200);
    assert_eq!(ask("192.0.2.1").status, 200);
    let refused = ask("192.0.2.1");
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (429, "TOO_MANY_REQUESTS")
    );
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(ask("192.0.2.2").status, 200);
    // Whoever watches over the server, and the machine itself, is always answered.
    for _ in 0..5 {
        assert_eq!(
            get(&own.url("/healthz"), &[("x-forwarded-for", "192.0.2.1")]).status,
            200
        );
        assert_eq!(get(&own.url("/schema.graphql"), &[]).status, 200);
    }
    let metrics = get(&own.url("/metrics"), &[]).body;
    assert!(
        metrics.contains("plangraph_rate_refusals_total 1"),
        "{metrics}"
    );
}

#[test]
fn a_server_that_does_not_describe_itself_says_so() {
    let settings = Layer {
        introspection: Some(false),
        ..Layer::default()
    };
    let own = Own::start("http-mute", settings);
    for query in [
        "{ __schema { types { name } } }",
        "{ __type(name: \"Task\") { name } }",
    ] {
        let answer = own.post(None, &[], &json!({ "query": query }));
        assert_eq!(code(&answer), "INTROSPECTION_DISABLED", "{query}");
    }
    assert_eq!(get(&own.url("/schema.graphql"), &[]).status, 404);
    let unknown = own.post(None, &[], &json!({ "query": "{ taskz { totalCount } }" }));
    assert!(!unknown.body.contains("Did you mean"), "{}", unknown.body);
    assert_eq!(
        own.post(None, &[], &json!({ "query": "{ __typename }" }))
            .status,
        200
    );
}

#[test]
fn limits_follow_the_settings() {
    let settings = Layer {
        max_root_fields: Some(1),
        max_aliases: Some(0),
        max_complexity: Some(50),
        ..Layer::default()
    };
    let own = Own::start("http-limits", settings);
    for (query, expected) in [
        ("{ a: __typename }", "TOO_MANY_ALIASES"),
        (
            "{ __typename plans { totalCount } }",
            "TOO_MANY_ROOT_FIELDS",
        ),
        ("{ tasks(first: 60) { nodes { id } } }", "QUERY_TOO_COMPLEX"),
        ("{ tasks(first: 9) { nodes { id } } }", ""),
    ] {
        let answer = own.post(None, &[], &json!({ "query": query }));
        assert_eq!(code(&answer), expected, "{query}");
    }
}

#[test]
fn a_panic_ends_one_request_and_nothing_else() {
    let own = Own::start("http-panic", Layer::default());
    let curator = own.key(KeyRole::Curate);
    let body =
        json!({ "query": INGEST, "variables": { "input": { "name": "a.txt", "text": NOTICE } } });
    assert_eq!(own.post(Some(&curator), &[], &body).status, 200);
    let plans = own.post(None, &[], &json!({ "query": "{ plans { nodes { id } } }" }));
    let plans: Value = serde_json::from_str(&plans.body).unwrap();
    let plan = plans.pointer("/data/plans/nodes/0/id").unwrap();
    let text = own.url(&format!("/plans/{}/text", plan.as_str().unwrap()));
    own.store.panics.store(true, Ordering::Relaxed);
    let answer = get(&text, &[]);
    assert_eq!((answer.status, code(&answer).as_str()), (500, "INTERNAL"));
    let query = json!({ "query": "{ tasks { nodes { text } } }" });
    let answer = own.post(None, &[], &query);
    assert_eq!((answer.status, code(&answer).as_str()), (500, "INTERNAL"));
    assert!(answer.header("x-request-id").parse::<u64>().is_ok());
    assert!(!answer.body.contains("told to"), "{}", answer.body);
    own.store.panics.store(false, Ordering::Relaxed);
    assert!(own.post(None, &[], &query).body.contains("新建水库"));
    assert!(
        get(&own.url("/metrics"), &[])
            .body
            .contains("plangraph_panics_total 2")
    );
}

#[test]
fn a_store_that_takes_no_more_is_not_ready() {
    let own = Own::start("http-poisoned", Layer::default());
    let curator = own.key(KeyRole::Curate);
    assert_eq!(get(&own.url("/readyz"), &[]).status, 200);
    own.store.refuses_commits.store(true, Ordering::Relaxed);
    let body =
        json!({ "query": INGEST, "variables": { "input": { "name": "a.txt", "text": NOTICE } } });
    let answer = own.post(Some(&curator), &[], &body);
    assert_eq!(code(&answer), "INTERNAL", "{}", answer.body);
    let answer = get(&own.url("/readyz"), &[]);
    assert_eq!((answer.status, code(&answer).as_str()), (503, "NOT_READY"));
    assert_eq!(get(&own.url("/healthz"), &[]).status, 200);
    own.store.refuses_commits.store(false, Ordering::Relaxed);
    // The next write folds what was accepted before.
    let other = NOTICE.replace("3座", "4座");
    let body =
        json!({ "query": INGEST, "variables": { "input": { "name": "b.txt", "text": other } } });
    assert!(
        !own.post(Some(&curator), &[], &body)
            .body
            .contains("errors\":[")
    );
    assert_eq!(get(&own.url("/readyz"), &[]).status, 200);
}

#[test]
fn an_answer_is_kept_until_the_data_change() {
    fn check(own: &Own, hits: u64, misses: u64) {
        let metrics = get(&own.url("/metrics"), &[]).body;
        for expected in [
            format!("plangraph_answer_cache_hits_total {hits}\n"),
            format!("plangraph_answer_cache_misses_total {misses}\n"),
        ] {
            assert!(metrics.contains(&expected), "{expected}\n{metrics}");
        }
    }
    let query = |text: &str| {
        let document = "query Q($text: String) { tasks(filter: {text: $text}) { totalCount } }";
        json!({ "query": document, "variables": { "text": text } })
    };
    let own = Own::start("http-answers", Layer::default());
    let curator = own.key(KeyRole::Curate);
    for (text, hits, misses) in [("水库", 0, 1), ("水库", 1, 1), ("水", 1, 2)] {
        let answer = own.post(None, &[], &query(text));
        assert!(answer.body.contains("\"totalCount\":0"), "{}", answer.body);
        check(&own, hits, misses);
    }
    // An error is asked for again, and so is what is told besides.
    let unknown = json!({ "query": "{ unit(name: \"无此单位\") { name } }" });
    let besides = json!({ "query": "{ plans { totalCount } }", "extensions": { "cost": true } });
    for (body, hits, misses) in [(&unknown, 1, 3), (&unknown, 1, 4), (&besides, 1, 5)] {
        own.post(None, &[], body);
        check(&own, hits, misses);
    }
    let without = own.post(None, &[], &json!({ "query": "{ plans { totalCount } }" }));
    assert!(!without.body.contains("cost"), "{}", without.body);
    check(&own, 1, 6);
    let document =
        json!({ "query": INGEST, "variables": { "input": { "name": "a.txt", "text": NOTICE } } });
    own.post(Some(&curator), &[], &document);
    let answer = own.post(None, &[], &query("水库"));
    assert!(answer.body.contains("\"totalCount\":1"), "{}", answer.body);
    check(&own, 1, 7);
    let settings = Layer {
        answer_cache_mib: Some(0),
        ..Layer::default()
    };
    let own = Own::start("http-no-answers", settings);
    for misses in 1..3 {
        own.post(None, &[], &query("水库"));
        check(&own, 0, misses);
    }
}

#[test]
fn metrics_count_operations_by_name_and_never_more_names_than_bounded() {
    let own = Own::start("http-metrics", Layer::default());
    for number in 0..230 {
        let query = format!("query Op{number} {{ __typename }}");
        own.post(None, &[], &json!({ "query": query }));
    }
    let metrics = get(&own.url("/metrics"), &[]);
    assert!(
        metrics
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
    let counts = metrics
        .body
        .lines()
        .filter(|line| line.starts_with("plangraph_graphql_request_seconds_count"));
    assert_eq!(counts.count(), 201);
    for expected in [
        "plangraph_graphql_request_seconds_count{operation=\"Op0\",kind=\"query\"} 1",
        "plangraph_graphql_request_seconds_count{operation=\"(other)\",kind=\"query\"} 30",
        "plangraph_http_responses_total{status=\"200\"} 230",
        "plangraph_index_is_current 1",
        "plangraph_plans 0",
    ] {
        assert!(
            metrics.body.contains(expected),
            "{expected}\n{}",
            metrics.body
        );
    }
}
