//! A server under everything at once for `PLANGRAPH_SOAK_MINUTES`: readers, listeners, documents that come in and reports.
//!
//! First the readers alone, for the measure of a quiet server; then all together. Documents go over the same plans again and
//! again, so that what the server holds stays the same. It ends well when no answer had an error, every listener heard every
//! change once and in order, the memory did not grow, and the slowest hundredth of the reads took at most three times what
//! it took when quiet. Without the variable nothing is done: a run of all benches would last too long.
#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]

#[expect(dead_code, reason = "the gazetteer is the server's here")]
mod corpus;
mod load;
mod process;
mod usage;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use corpus::Corpus;
use load::Connection;
use process::Process;

/// Connections that read, each waiting for its answer before it asks again.
const READERS: usize = 4;

/// Listeners by server-sent events.
const LISTENERS: usize = 16;

/// Plans that come in again and again, in two versions by turns.
const PLANS: u32 = 20;

/// Between two documents.
const DOCUMENT_PAUSE: Duration = Duration::from_millis(500);

/// Between two reports.
const REPORT_PAUSE: Duration = Duration::from_millis(100);

/// How much more memory the last quarter may use than the second one.
const MOST_GROWTH: f64 = 1.1;

/// How much slower the slowest hundredth may be than when quiet.
const MOST_DELAY: f64 = 3.0;

const INGEST: &str = "mutation I($input: IngestPlanInput!) { ingestPlan(input: $input) { plan { id } report { stored } userErrors { code message } } }";

const REPORT: &str = "mutation R($input: RecordProgressInput!) { recordProgress(input: $input) { report { id } userErrors { code message } } }";

const PARTS: &str = "{ plans(first: 1) { nodes { tasks(first: 50) { nodes { id assignments { basis unit { id } } } } } } }";

const CHANGES: &str =
    "subscription S($since: String) { changes(since: $since) { dataVersion kind } }";

/// What readers ask, from small to large.
const READS: &[&str] = &[
    "{ __typename }",
    "{ tasks(first: 20) { nodes { id text chapter { title } assignments { role unit { name } } indicators { subject value unit } } } }",
    "{ search(query: \"粮食 增产\", first: 20) { totalCount facets(first: 10) { units { name count } } nodes { ... on Task { id text } } } }",
    "{ unit(name: \"省财政厅\", jurisdiction: \"辽宁省\") { name taskCount tasks(first: 20) { nodes { id text leads { name } } } } }",
];

/// What stands side by side with the readers.
struct Soak {
    corpus: Corpus,
    address: SocketAddr,
    key: String,
    is_over: AtomicBool,
    /// Documents that were stored.
    documents: AtomicU64,
    /// Reports that were recorded.
    reports: AtomicU64,
}

fn main() {
    let minutes = std::env::var("PLANGRAPH_SOAK_MINUTES");
    let Some(minutes) = minutes.ok().and_then(|minutes| minutes.parse::<f64>().ok()) else {
        println!("PLANGRAPH_SOAK_MINUTES does not say how long: `make soak` does");
        return;
    };
    let time = Duration::from_secs_f64(minutes * 60.0);
    let folder = tempfile::tempdir().unwrap();
    let key = key(folder.path());
    // Kept answers would make reads of quiet times cost nothing, and those beside writes look slow.
    let server = Process::plangraph(folder.path(), &[("PLANGRAPH_ANSWER_CACHE_MIB", "0")]);
    let soak = Soak {
        corpus: corpus::drawn(),
        address: server.address,
        key,
        is_over: AtomicBool::new(false),
        documents: AtomicU64::new(0),
        reports: AtomicU64::new(0),
    };
    let reads: Vec<_> = READS
        .iter()
        .map(|query| json!({ "query": query }).to_string())
        .collect();
    let mut connection = Connection::open(soak.address);
    for round in 0..2 * PLANS {
        soak.ingest(&mut connection, round);
    }
    load::run(soak.address, &reads, READERS, time / 60);
    let quiet = load::run(soak.address, &reads, READERS, time / 10);
    let quiet_p99 = quiet.times.at(0.99);
    println!(
        "quiet: {:.0} requests/s, p50 {:.2} ms, p99 {quiet_p99:.2} ms, RSS {:.0} MiB",
        quiet.requests_per_second,
        quiet.times.at(0.5),
        server.usage().memory("VmRSS")
    );
    let since = soak.data_version();
    let begun = Instant::now();
    let mut memory = Vec::new();
    let (loud, heard) = thread::scope(|scope| {
        let listeners: Vec<_> = (0..LISTENERS)
            .map(|_| scope.spawn(|| soak.listen(since)))
            .collect();
        let documents = scope.spawn(|| soak.bring_documents());
        let reports = scope.spawn(|| soak.bring_reports());
        let loud = scope.spawn(|| load::run(soak.address, &reads, READERS, time));
        while !loud.is_finished() {
            thread::sleep(Duration::from_secs(1).min(time / 40));
            memory.push(server.usage().memory("VmRSS"));
            if memory.len() % 60 == 0 {
                println!(
                    "{:>4} s: RSS {:.0} MiB",
                    begun.elapsed().as_secs(),
                    server.usage().memory("VmRSS")
                );
            }
        }
        let loud = loud.join().unwrap();
        soak.is_over.store(true, Ordering::Release);
        documents.join().unwrap();
        reports.join().unwrap();
        // A last change, so that listeners see that it is over.
        soak.report(&mut Connection::open(soak.address), &soak.parts(), 0);
        let heard: Vec<_> = listeners
            .into_iter()
            .map(|listener| listener.join().unwrap())
            .collect();
        (loud, heard)
    });
    let p99 = loud.times.at(0.99);
    println!(
        "all at once for {:.0} s: {:.0} requests/s, p50 {:.2} ms, p99 {p99:.2} ms, {:.2} times that of quiet; {} documents, {} reports, {} events to each of {LISTENERS} listeners",
        begun.elapsed().as_secs_f64(),
        loud.requests_per_second,
        loud.times.at(0.5),
        p99 / quiet_p99,
        soak.documents.load(Ordering::Relaxed),
        soak.reports.load(Ordering::Relaxed),
        heard.first().copied().unwrap_or(0),
    );
    let quarter = |number: usize| {
        let length = memory.len() / 4;
        let mut part: Vec<_> = memory
            .iter()
            .skip(number * length)
            .take(length)
            .copied()
            .collect();
        part.sort_unstable_by(f64::total_cmp);
        part.get(part.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let (second, last) = (quarter(1), quarter(3));
    println!(
        "processor time of the server: {:.0} s",
        server.usage().processor_time()
    );
    println!(
        "RSS, medians of the second and the last quarter: {second:.0} and {last:.0} MiB, {:.2} times",
        last / second
    );
    // An answer with an error has ended the run already.
    println!("errors: 0");
    let is_good = p99 <= MOST_DELAY * quiet_p99 && last <= MOST_GROWTH * second;
    assert!(is_good, "the aim is missed: see the figures above");
}

/// A key that may write.
fn key(folder: &Path) -> String {
    let mut command = process::plangraph();
    command.args([
        "key",
        "create",
        "--role",
        "admin",
        "--name",
        "soak",
        "--json",
        "--data-dir",
    ]);
    let output = command.arg(folder).output().unwrap();
    let made: Value = serde_json::from_slice(&output.stdout).unwrap();
    made["key"].as_str().unwrap().to_owned()
}

impl Soak {
    /// Sends a mutation and returns its payload.
    fn write(&self, connection: &mut Connection, query: &str, input: &Value) -> Value {
        let body = json!({ "query": query, "variables": { "input": input } }).to_string();
        let answer = connection.exchange(&load::request(&body, Some(&self.key)));
        let answer: Value = serde_json::from_slice(answer).unwrap();
        let payload = answer["data"]
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap()
            .clone();
        assert_eq!(payload["userErrors"], json!([]), "{answer}");
        payload
    }

    fn ask(&self, query: &str) -> Value {
        let body = json!({ "query": query }).to_string();
        let mut connection = Connection::open(self.address);
        let answer = connection.exchange(&load::request(&body, None)).to_vec();
        serde_json::from_slice::<Value>(&answer).unwrap()["data"].take()
    }

    fn data_version(&self) -> u64 {
        let version = self.ask("{ serverInfo { dataVersion } }");
        version["serverInfo"]["dataVersion"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap()
    }

    /// Puts the document of this round in place of its other version.
    fn ingest(&self, connection: &mut Connection, round: u32) {
        let mut text = self.corpus.notice(round % PLANS);
        if round / PLANS % 2 == 1 {
            text = text.replacen("加快", "进一步加快", 1);
        }
        let input = json!({ "name": "分工.txt", "text": text, "replace": true });
        let payload = self.write(connection, INGEST, &input);
        assert_eq!(payload["report"]["stored"], true, "{payload}");
        self.documents.fetch_add(1, Ordering::Relaxed);
    }

    fn bring_documents(&self) {
        let mut connection = Connection::open(self.address);
        for round in 0.. {
            if self.is_over.load(Ordering::Acquire) {
                return;
            }
            self.ingest(&mut connection, round);
            thread::sleep(DOCUMENT_PAUSE);
        }
    }

    /// Tasks of the first plan, each with a unit that has a part in it.
    fn parts(&self) -> Vec<(Value, Value)> {
        let found = self.ask(PARTS);
        let tasks = found["plans"]["nodes"][0]["tasks"]["nodes"]
            .as_array()
            .unwrap()
            .clone();
        let part = |task: &Value| {
            let parts = task["assignments"].as_array()?.iter();
            let mut stated = parts.filter(|part| part["basis"] == "STATED");
            Some((task["id"].clone(), stated.next()?["unit"]["id"].clone()))
        };
        tasks.iter().filter_map(part).collect()
    }

    fn report(&self, connection: &mut Connection, parts: &[(Value, Value)], round: usize) {
        let (task, unit) = parts.get(round % parts.len()).unwrap();
        let input = json!({ "task": task, "unit": unit, "year": 2012, "status": "ON_TRACK", "text": "按计划推进" });
        self.write(connection, REPORT, &input);
        self.reports.fetch_add(1, Ordering::Relaxed);
    }

    fn bring_reports(&self) {
        let mut connection = Connection::open(self.address);
        let parts = self.parts();
        for round in 0.. {
            if self.is_over.load(Ordering::Acquire) {
                return;
            }
            self.report(&mut connection, &parts, round);
            thread::sleep(REPORT_PAUSE);
        }
    }

    /// Hears every change behind a state until all is over; how many there were.
    fn listen(&self, since: u64) -> u64 {
        let body =
            json!({ "query": CHANGES, "variables": { "since": since.to_string() } }).to_string();
        let mut stream = TcpStream::connect(self.address).unwrap();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n\
             accept: text/event-stream\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body.as_bytes()).unwrap();
        let mut last = since;
        for line in BufReader::new(stream).lines() {
            let line = line.unwrap();
            let Some(data) = line.strip_prefix("data: ") else {
                continue;
            };
            let event: Value = serde_json::from_str(data).unwrap();
            let version = event["data"]["changes"]["dataVersion"].as_str();
            let version: u64 = version
                .unwrap_or_else(|| panic!("{event}"))
                .parse()
                .unwrap();
            assert_eq!(version, last + 1, "a change was missed or came twice");
            last = version;
            if self.is_over.load(Ordering::Acquire) && last == self.data_version() {
                break;
            }
        }
        last - since
    }
}
