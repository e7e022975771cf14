//! Tests of `http`: the router on a free port, asked as clients ask.

mod downloads;
mod guarded;
mod page;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::thread;
use std::{fs, future};

use plangraph::assets::{Assets, Page};
use plangraph::config::{Config, Layer};
use plangraph::engine::{Engine, IngestOptions, Submission};
use plangraph::http::{App, Server};
use plangraph::journal::Journal;
use plangraph::store::MemoryStore;
use serde_json::{Value, json};

use super::memory_index::MemoryIndex;
use super::support::{Answer, gazetteer, get, repository, send};

const JSON: &str = "application/json; charset=utf-8";
const GRAPHQL: &str = "application/graphql-response+json; charset=utf-8";

/// A server with the bundled plan, shared by all tests of this module; it ends with the process.
static SERVER: LazyLock<TestServer> = LazyLock::new(|| {
    // A busy machine makes no test fail.
    let settings = Layer {
        request_timeout_ms: Some(3_600_000),
        ..Layer::default()
    };
    TestServer::start("http", settings)
});

struct TestServer {
    address: String,
    plan: String,
}

impl TestServer {
    /// Starts a server with its data in the folder `name`.
    fn start(name: &str, settings: Layer) -> Self {
        // Whether somebody has built the page makes no difference.
        Self::start_with(name, settings, Page::at(repository("tests/it")))
    }

    /// The same with a page.
    fn start_with(name: &str, settings: Layer, page: Page) -> Self {
        let engine = engine(name);
        let plan = engine.view().snapshot().plans().next().unwrap().id;
        let config = Layer {
            bind: Some("127.0.0.1:0".parse().unwrap()),
            ..settings
        };
        let config = config.over(Config::default());
        let app = App::new(Arc::new(engine), &config).with_page(page);
        let server = Server::bind(app, &config).unwrap();
        let address = format!("http://{}", server.address().unwrap());
        thread::spawn(|| server.run(|| Ok(future::pending())));
        Self {
            address,
            plan: plan.to_string(),
        }
    }
}

fn engine(name: &str) -> Engine {
    let assets = Assets::embedded();
    // The server outlives the tests, so nobody could delete its folder but the next run.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _first_run = fs::remove_dir_all(&folder);
    let (journal, _) = Journal::open(&folder).unwrap();
    let store = Arc::new(MemoryStore::new());
    let index = Arc::new(MemoryIndex::default());
    let engine = Engine::open(journal, store, index, gazetteer(), &mut |_| {}).unwrap();
    let bundled = assets.bundled_plans().unwrap().into_iter();
    let submissions: Vec<_> = bundled
        .map(|plan| Submission {
            name: plan.name,
            bytes: plan.bytes.into_owned(),
            manifest: plan.manifest,
        })
        .collect();
    for outcome in engine.ingest(&submissions, IngestOptions::default(), &mut |_| {}) {
        outcome.unwrap();
    }
    engine
}

fn url(path: &str) -> String {
    format!("{}{path}", SERVER.address)
}

fn post(accept: &str, body: &str) -> Answer {
    let headers = [("accept", accept), ("content-type", "application/json")];
    send("POST", &url("/graphql"), &headers, body)
}

/// The code of the first error of an answer.
fn code(answer: &Answer) -> String {
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    let code = body.pointer("/errors/0/extensions/code");
    code.and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[test]
fn every_route_answers_in_its_type() {
    let source = format!("/plans/{}/source", SERVER.plan);
    let text = format!("/plans/{}/text", SERVER.plan);
    let plain = "text/plain; charset=utf-8";
    for (path, status, content_type, beginning) in [
        ("/", 200, plain, "plangraph"),
        ("/units", 200, plain, "plangraph"),
        ("/healthz", 200, plain, "ok"),
        ("/readyz", 200, plain, "ready at journal record 1"),
        ("/schema.graphql", 200, plain, "\"\"\""),
        (source.as_str(), 200, plain, ""),
        (text.as_str(), 200, plain, ""),
        ("/nothing", 404, JSON, "{\"errors\""),
        (
            "/plans/plan_0000000000000000/text",
            404,
            JSON,
            "{\"errors\"",
        ),
        ("/plans/nonsense/source", 404, JSON, "{\"errors\""),
    ] {
        let answer = get(&url(path), &[]);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), content_type, "{path}");
        assert!(
            answer.body.starts_with(beginning),
            "{path}: {}",
            answer.body
        );
    }
}

#[test]
fn every_answer_forbids_what_a_page_of_ours_never_needs() {
    for path in ["/", "/graphql", "/nothing", "/schema.graphql"] {
        let answer = get(&url(path), &[]);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
    }
}

#[test]
fn other_methods_are_told_which_are_allowed() {
    for (method, path, allowed) in [
        ("PUT", "/graphql", "GET, POST"),
        ("DELETE", "/graphql", "GET, POST"),
        ("POST", "/healthz", "GET, HEAD"),
        ("DELETE", "/schema.graphql", "GET, HEAD"),
    ] {
        let answer = send(method, &url(path), &[], "");
        assert_eq!(answer.status, 405, "{method} {path}");
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
    }
    assert_eq!(send("HEAD", &url("/healthz"), &[], "").status, 200);
}

#[test]
fn status_and_type_of_a_graphql_answer_follow_what_the_client_accepts() {
    const RESPONSE: &str = "application/graphql-response+json";
    let good = r#"{"query":"{__typename}"}"#;
    for (accept, body, status, content_type, expected_code) in [
        ("application/json", good, 200, JSON, ""),
        ("*/*", good, 200, JSON, ""),
        (RESPONSE, good, 200, GRAPHQL, ""),
        (
            "application/json;q=0.1, application/graphql-response+json",
            good,
            200,
            GRAPHQL,
            "",
        ),
        ("text/html", good, 406, JSON, "NOT_ACCEPTABLE"),
        (
            "application/json",
            r#"{"query":"{"}"#,
            200,
            JSON,
            "GRAPHQL_PARSE_FAILED",
        ),
        (
            RESPONSE,
            r#"{"query":"{"}"#,
            400,
            GRAPHQL,
            "GRAPHQL_PARSE_FAILED",
        ),
        (
            RESPONSE,
            r#"{"query":"{nothing}"}"#,
            400,
            GRAPHQL,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (RESPONSE, r#"{"query":1}"#, 400, JSON, "BAD_REQUEST"),
        (RESPONSE, "{", 400, JSON, "BAD_REQUEST"),
        (
            RESPONSE,
            r#"[{"query":"{__typename}"}]"#,
            400,
            JSON,
            "BAD_REQUEST",
        ),
    ] {
        let answer = post(accept, body);
        assert_eq!(answer.status, status, "{accept} {body}");
        assert_eq!(
            answer.header("content-type"),
            content_type,
            "{accept} {body}"
        );
        assert_eq!(answer.header("vary"), "Accept", "{accept} {body}");
        assert_eq!(code(&answer), expected_code, "{accept} {body}");
        let has_data = answer.body.contains("\"data\"");
        assert_eq!(has_data, expected_code.is_empty(), "{accept} {body}");
    }
}

#[test]
fn a_body_is_json_of_bounded_length() {
    let graphql = url("/graphql");
    let good = r#"{"query":"{__typename}"}"#;
    for content_type in ["text/plain", "application/x-www-form-urlencoded"] {
        let answer = send("POST", &graphql, &[("content-type", content_type)], good);
        assert_eq!(answer.status, 415, "{content_type}");
    }
    let long = format!(r#"{{"query":"{{__typename}}{}"}}"#, " ".repeat(64 * 1024));
    let answer = post("application/json", &long);
    assert_eq!(answer.status, 413);
    assert_eq!(code(&answer), "PAYLOAD_TOO_LARGE");
}

#[test]
fn a_query_can_be_sent_as_parameters_and_a_mutation_cannot() {
    let answer = get(&url("/graphql?query=%7B__typename%7D"), &[]);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, r#"{"data":{"__typename":"Query"}}"#);
    let accept = [("accept", "application/graphql-response+json")];
    let mutation = url("/graphql?query=mutation%7B__typename%7D");
    let refused = get(&mutation, &accept);
    assert_eq!((refused.status, refused.header("allow")), (405, "POST"));
    assert_eq!(get(&url("/graphql"), &accept).status, 400);
}

#[test]
fn the_query_of_the_readme_is_answered() {
    let readme = fs::read_to_string(repository("README.md")).unwrap();
    let (_, query) = readme.split_once("--data-urlencode 'query=").unwrap();
    let (query, _) = query.split_once('\'').unwrap();
    let answer = post("*/*", &json!({"query": query}).to_string());
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(body["errors"], Value::Null, "{body}");
    assert_eq!(body["data"]["unit"]["name"], "省农委");
}

#[test]
fn every_answer_has_a_number_of_its_own() {
    let number = |path| -> u64 {
        let answer = get(&url(path), &[]);
        answer.header("x-request-id").parse().unwrap()
    };
    assert!(number("/healthz") < number("/nothing"));
}

#[test]
fn variables_reach_the_query() {
    let body = json!({
        "query": "query Titles($ids: [ID!]!) { nodes(ids: $ids) { ... on Plan { title } } }",
        "operationName": "Titles",
        "variables": {"ids": [SERVER.plan]},
    });
    let answer = post("application/json", &body.to_string());
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("辽宁省"), "{}", answer.body);
}

#[test]
fn a_request_that_is_out_of_time_is_told_so() {
    let settings = Layer {
        request_timeout_ms: Some(0),
        ..Layer::default()
    };
    let server = TestServer::start("http-hurried", settings);
    let url = format!("{}/graphql?query=%7B__typename%7D", server.address);
    let answer = get(&url, &[]);
    assert_eq!(answer.status, 504);
    assert_eq!(code(&answer), "TIMED_OUT");
    let address = server.address.strip_prefix("http://").unwrap();
    let mut connection = TcpStream::connect(address).unwrap();
    let head = "POST /graphql HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\n";
    write!(connection, "{head}content-length: 100\r\n\r\n{{").unwrap();
    let mut status = [0; 12];
    connection.read_exact(&mut status).unwrap();
    assert_eq!(status, *b"HTTP/1.1 408");
}

#[test]
fn the_source_is_the_file_as_given() {
    let answer = get(&url(&format!("/plans/{}/source", SERVER.plan)), &[]);
    let bundled = Assets::embedded().bundled_plans().unwrap();
    assert_eq!(answer.body.as_bytes(), bundled[0].bytes.as_ref());
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename*=UTF-8''liaoning%2D2012%2Ddivision.txt"
    );
}

#[test]
fn a_browser_sees_the_stretch_that_a_link_names() {
    let path = format!("/plans/{}/text", SERVER.plan);
    let plain = get(&url(&path), &[]);
    let quote: String = plain.body.chars().skip(100).take(7).collect();
    let html = [("accept", "text/html")];
    let page = get(&url(&format!("{path}?char=100,107")), &html);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("vary"), "Accept");
    let marked = format!("<mark id=\"mark\">{quote}</mark>");
    assert!(page.body.contains(&marked), "{marked}");
    assert!(page.body.contains("<a id=\"L25\"></a>"));
    let unmarked = get(&url(&format!("{path}?char=nonsense")), &html);
    assert_eq!(unmarked.status, 200);
    assert!(!unmarked.body.contains("<mark"));
}

#[test]
fn parameters_that_are_no_use_are_told_as_every_other_fault() {
    let answer = get(
        &url(&format!("/plans/{}/text?char=1,2&char=3,4", SERVER.plan)),
        &[],
    );
    assert_eq!(answer.status, 400);
    assert_eq!(code(&answer), "BAD_REQUEST");
}

#[test]
fn an_answer_that_the_client_has_is_not_sent_again() {
    let query = url("/graphql?query=%7BserverInfo%7BplanCount%7D%7D");
    let tag = get(&query, &[]).header("etag").to_owned();
    assert!(tag.starts_with("W/"), "{tag}");
    for (known, status) in [
        (tag.as_str(), 304),
        (tag.trim_start_matches("W/"), 304),
        ("*", 304),
        ("\"other\", *", 304),
        ("\"other\"", 200),
    ] {
        let again = get(&query, &[("if-none-match", known)]);
        assert_eq!(again.status, status, "{known}");
    }
}
