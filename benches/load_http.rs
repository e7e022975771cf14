//! Requests per second over HTTP, beside a server that only sends bytes and beside another GraphQL server, in one run.
//!
//! Every server is a process of its own with its own number of threads; all stand while each is asked in its turn, and those
//! that are compared are asked one after the other. `PLANGRAPH_LOAD_SECONDS` says for how long each, 5 s by default. The
//! server runs with its defaults, a line of log per request included (into nothing); `PLANGRAPH_*` changes them.
#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]

mod load;
mod process;
mod usage;

use std::collections::HashMap;
use std::fs;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer, rt};
use serde_json::{Value, json};

use load::Connection;
use process::Process;

/// The allocator of the binary, for the server that only sends bytes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Makes this program the server that only sends bytes.
const STATIC: &str = "PLANGRAPH_BENCH_STATIC";

/// Connections side by side.
const CONNECTIONS: [usize; 3] = [1, 8, 32];

/// The answer to [`TYPENAME`].
const TYPENAME_ANSWER: &str = r#"{"data":{"__typename":"Query"}}"#;

const TYPENAME: &str = "{ __typename }";

/// 20 tasks with their units and indicators.
const TASKS: &str = "{ tasks(first: 20) { totalCount nodes { id number label text chapter { number title }
  assignments { role nameAsWritten unit { id name } } indicators { subject phrase value unit comparator periodEnd } } } }";

/// Names of questions that are compared.
const STATIC_BYTES: &str = "(a) bytes of actix";
const TYPENAME_ANEW: &str = "(b) __typename";
const TASKS_ANEW: &str = "(c) 20 tasks";
const PEER: &str = "(c) of mercurius, jit";

/// What is searched for, of every kind.
const QUERIES: &[&str] = &[
    "粮食",
    "铁路",
    "小额贷款",
    "污水处理",
    "中小企业 融资",
    "农村 金融 改革",
    "“一县一业”",
    "风电 或 光伏",
    "97%",
    "省农委牵头 粮食",
    "单位:省财政厅 教育",
    "第五章 能源",
    "沿海经济带",
    "看病难看病贵",
    "現代農業",
    "nongye hezuoshe",
];

/// Whose pages are asked for.
const UNITS: &[&str] = &[
    "省财政厅",
    "省发展改革委",
    "省农委",
    "省教育厅",
    "省水利厅",
    "省卫生厅",
    "省民政厅",
    "省科技厅",
];

/// Something that is asked of a server.
struct Question<'a> {
    name: &'static str,
    server: &'a Process,
    bodies: Vec<String>,
}

/// What a question came to with a number of connections.
struct Figures {
    per_second: f64,
    per_processor_second: f64,
}

fn main() {
    if std::env::var_os(STATIC).is_some() {
        return serve_bytes();
    }
    let seconds = std::env::var("PLANGRAPH_LOAD_SECONDS");
    let seconds = seconds.ok().and_then(|seconds| seconds.parse().ok());
    let time = Duration::from_secs(seconds.unwrap_or(5));
    let folder = tempfile::tempdir().unwrap();
    let own = Process::plangraph(&folder.path().join("data"), &[]);
    // Answers are kept for whoever asks the same again; what it takes to make one shows where none is kept.
    let keeps_none = [("PLANGRAPH_ANSWER_CACHE_MIB", "0")];
    let anew = Process::plangraph(&folder.path().join("data-anew"), &keeps_none);
    let bytes = Process::start(Command::new(std::env::current_exe().unwrap()).env(STATIC, "1"));
    let peer = mercurius(folder.path(), &own);
    let one = |query: &str| vec![json!({ "query": query }).to_string()];
    let question = |name, server, bodies| Question {
        name,
        server,
        bodies,
    };
    let mut questions = vec![question(STATIC_BYTES, &bytes, one(TYPENAME))];
    for (name, again, bodies) in [
        (TYPENAME_ANEW, "(b) again", one(TYPENAME)),
        (TASKS_ANEW, "(c) again", one(TASKS)),
        ("(d) search page", "(d) again", searches()),
        ("(e) unit page", "(e) again", unit_pages(own.address)),
    ] {
        questions.push(question(name, &anew, bodies.clone()));
        questions.push(question(again, &own, bodies));
    }
    questions.extend(peer.iter().map(|peer| question(PEER, peer, one(TASKS))));
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    println!(
        "{processors} processors, {} s each; /cpu-s: requests per second of processor time of the server",
        time.as_secs()
    );
    println!(
        "{:<22} {:>5} {:>10} {:>10} {:>9} {:>9} {:>8} {:>9}",
        "", "conn.", "requests/s", "/cpu-s", "p50 ms", "p99 ms", "RSS MiB", "bytes"
    );
    for question in &questions {
        // Caches are filled and code is compiled before anything is measured.
        load::run(question.server.address, &question.bodies, 8, time / 4);
    }
    for connections in CONNECTIONS {
        let figures: HashMap<_, _> = questions
            .iter()
            .map(|question| (question.name, measure(question, connections, time)))
            .collect();
        let of = |name| figures.get(name);
        ratio("(b) of (a)", of(TYPENAME_ANEW), of(STATIC_BYTES));
        ratio("(b) again of (a)", of("(b) again"), of(STATIC_BYTES));
        ratio("(c) of mercurius", of(TASKS_ANEW), of(PEER));
        ratio("(c) again of mercurius", of("(c) again"), of(PEER));
    }
}

/// Asks for some time and prints what it came to.
fn measure(question: &Question<'_>, connections: usize, time: Duration) -> Figures {
    let Question {
        name,
        server,
        bodies,
    } = question;
    let request = load::request(bodies.first().unwrap(), None);
    let length = Connection::open(server.address).exchange(&request).len();
    let (begun, used) = (Instant::now(), server.usage().processor_time());
    let load = load::run(server.address, bodies, connections, time);
    let (passed, used) = (begun.elapsed(), server.usage().processor_time() - used);
    let figures = Figures {
        per_second: load.requests_per_second,
        per_processor_second: load.requests_per_second * passed.as_secs_f64() / used,
    };
    println!(
        "{name:<22} {connections:>5} {:>10.0} {:>10.0} {:>9.3} {:>9.3} {:>8.0} {length:>9}",
        figures.per_second,
        figures.per_processor_second,
        load.times.at(0.5),
        load.times.at(0.99),
        server.usage().memory("VmRSS"),
    );
    figures
}

fn ratio(what: &str, one: Option<&Figures>, other: Option<&Figures>) {
    if let (Some(one), Some(other)) = (one, other) {
        println!(
            "    {what}: {:.2} in requests per second, {:.2} in requests per second of processor time",
            one.per_second / other.per_second,
            one.per_processor_second / other.per_processor_second
        );
    }
}

/// The ceiling: actix answers every request with the bytes that the smallest query comes to.
fn serve_bytes() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let answer = |_body: Bytes| async {
        let mut response = HttpResponse::Ok();
        response
            .content_type("application/json")
            .body(TYPENAME_ANSWER)
    };
    let routes = move || App::new().default_service(web::to(answer));
    println!("{}", json!({ "address": address }));
    let served = rt::System::new().block_on(async move {
        let server = HttpServer::new(routes).listen(listener)?;
        server.run().await
    });
    served.unwrap();
}

/// mercurius with what our server answers to [`TASKS`]; `None`, and a word about it, when its packages are not installed.
fn mercurius(folder: &Path, own: &Process) -> Option<Process> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/mercurius");
    if !project.join("node_modules").is_dir() {
        println!("mercurius is not measured: its packages are not installed (`make load` does)");
        return None;
    }
    let body = load::request(&json!({ "query": TASKS }).to_string(), None);
    let answer = Connection::open(own.address).exchange(&body).to_vec();
    let file = folder.join("answer.json");
    fs::write(&file, &answer).unwrap();
    let mut command = Command::new("node");
    command.arg(project.join("server.mjs"));
    command.arg(project.join("../../schema/schema.graphql"));
    let peer = Process::start(command.arg(file));
    let other = Connection::open(peer.address).exchange(&body).to_vec();
    let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
    // JavaScript writes 3 where we write 3.0; all else is the same.
    let (answer, other) = (plain(read(&answer)), plain(read(&other)));
    assert!(answer == other, "mercurius answers otherwise: {other}");
    Some(peer)
}

/// An answer with all numbers of one kind.
fn plain(mut value: Value) -> Value {
    match &mut value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.drain(..).map(plain).collect(),
        Value::Object(members) => {
            let members = std::mem::take(members).into_iter();
            members.map(|(name, value)| (name, plain(value))).collect()
        }
        _ => value,
    }
}

/// An operation as the page sends it, once per value of a variable.
fn operation(name: &str, variable: &str, values: &[&str]) -> Vec<String> {
    let file = format!("schema/operations/{name}.graphql");
    let query = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let body = |value: &&str| json!({ "query": query, "variables": { variable: value } });
    values.iter().map(|value| body(value).to_string()).collect()
}

fn searches() -> Vec<String> {
    operation("SearchPage", "query", QUERIES)
}

/// The pages of units, whose ids the server knows.
fn unit_pages(address: SocketAddr) -> Vec<String> {
    let mut connection = Connection::open(address);
    let id = |body: String| {
        let answer: Value =
            serde_json::from_slice(connection.exchange(&load::request(&body, None))).unwrap();
        answer["data"]["unit"]["id"].as_str().unwrap().to_owned()
    };
    let ids: Vec<_> = operation("UnitLookup", "name", UNITS)
        .into_iter()
        .map(id)
        .collect();
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    operation("UnitDetail", "id", &ids)
}
