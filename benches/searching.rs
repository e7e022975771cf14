//! Search over a drawn corpus, 1,000 plans with 148,000 tasks unless `PLANGRAPH_BENCH_PLANS` says otherwise: in process
//! and over HTTP, with count, facets and highlights.
//!
//! The corpus is ingested by a process of its own and kept when `PLANGRAPH_BENCH_FOLDER` names a folder; the index is
//! made anew by another, so that its memory is its own. Single searches are measured by criterion; percentiles and
//! requests per second come from a mix of queries of every kind and are printed.
#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]

mod corpus;
mod engines;
mod load;
mod usage;

use std::fs;
use std::hint::black_box;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use criterion::Criterion;
use plangraph::config::{Config, Layer};
use plangraph::engine::{Engine, SearchKind, SearchRequest};
use plangraph::graphql::{self, Documents, Limits, Request};
use plangraph::http::{App, Server};
use serde_json::json;

use engines::open;
use load::Times;
use usage::Usage;

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Names the folder that a process of its own is to fill.
const FILL: &str = "PLANGRAPH_BENCH_FILL";

/// Names the folder whose index a process of its own is to make anew.
const REINDEX: &str = "PLANGRAPH_BENCH_REINDEX";

/// Hits of a page.
const PAGE: usize = 20;

/// How often the mix of queries is asked for percentiles.
const ROUNDS: usize = 40;

/// Spaces behind a query and before it, in which it is asked anew; two primes, so that queries and forms meet in every pair.
const BEHIND: usize = 307;
const BEFORE: usize = 101;

/// How long each number of connections asks.
const LOAD_TIME: Duration = Duration::from_secs(8);

/// What people type, of every kind: words, several words, phrases, operators, numbers, names, roles, places, synonyms,
/// slips, pinyin, traditional characters.
const QUERIES: &[&str] = &[
    "粮食",
    "铁路",
    "农民工",
    "小额贷款",
    "港口",
    "地铁",
    "温泉旅游",
    "污水处理",
    "现代农业",
    "职业教育",
    "中小企业 融资",
    "污水 垃圾 处理设施",
    "新能源 风电 光伏",
    "农村 金融 改革",
    "城市 轨道交通 建设",
    "粮食 增产",
    "“一县一业”",
    "“主体功能区”",
    "「循环经济」",
    "粮食 AND 大连",
    "风电 或 光伏",
    "农业 -渔业",
    "(风电 或 光伏) 并网",
    "粮食 NEAR/5 生产",
    "合作*",
    "97%",
    "80%",
    "百分之九十",
    "100个",
    "省农委牵头 粮食",
    "省农委牵头",
    "省水利厅负责 灌区",
    "单位:省财政厅 教育",
    "发改委",
    "省发展改革委",
    "省教育厅 高等教育",
    "章:5",
    "第五章 能源",
    "沿海经济带",
    "辽西北",
    "养老",
    "看病难看病贵",
    "民营企业",
    "新农合",
    "廉租往房",
    "現代農業",
    "nongye hezuoshe",
    "保障性住房建设和管理",
];

/// The page of a search as a front-end asks for it.
const SEARCH_PAGE: &str =
    "query($query: String!, $first: Int) { search(query: $query, first: $first) {
  totalCount pageInfo { endCursor }
  facets(first: 10) { chapters { id name count } leadUnits { id name count } units { id name count }
    cities { id name count } }
  edges { highlights { field fragment ranges { start end } }
    node { ... on Task { id label text leads { name } } } } } }";

/// Ingests the drawn plans and prints how long that takes, the index in the write path.
fn fill(folder: &Path, plans: u32) {
    let seconds = engines::ingest(&open(folder), plans);
    println!(
        "ingest with index: {plans} plans in {seconds:.1} s, {:.1} plans/s, peak memory {:.0} MiB",
        f64::from(plans) / seconds,
        Usage(std::process::id()).memory("VmHWM")
    );
}

/// Makes the index anew and prints what that takes.
fn reindex(folder: &Path) {
    fs::remove_dir_all(folder.join("index")).unwrap();
    let (start, used) = (Instant::now(), Usage(std::process::id()).processor_time());
    let engine = open(folder);
    let (seconds, used) = (
        start.elapsed().as_secs_f64(),
        Usage(std::process::id()).processor_time() - used,
    );
    let tasks = engine.view().snapshot().task_count();
    let text: usize = (engine.view().snapshot().plans())
        .filter_map(|entry| engine.view().source_text(entry.id).unwrap())
        .map(|text| text.len())
        .sum();
    let index = size(&folder.join("index"));
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    let (count, ratio) = (tasks as f64, index as f64 / text as f64);
    println!(
        "index made anew: {tasks} tasks in {seconds:.1} s, {:.0} tasks/s; {used:.1} s of processor time, {:.0} tasks/s on one thread; peak memory {:.0} MiB; {} MiB of index for {} MiB of text, {ratio:.2} times",
        count / seconds,
        count / used,
        Usage(std::process::id()).memory("VmHWM"),
        index >> 20,
        text >> 20
    );
}

/// Bytes of a folder.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| {
            let entry = entry.unwrap();
            let metadata = entry.metadata().unwrap();
            if metadata.is_dir() {
                size(&entry.path())
            } else {
                metadata.len()
            }
        })
        .sum()
}

/// A whole search: page, count, facets and highlights of the texts of the page.
fn search(engine: &Engine, query: &str) -> u64 {
    let view = engine.view();
    let request = SearchRequest {
        query: query.to_owned(),
        kinds: vec![SearchKind::Task],
        ..SearchRequest::default()
    };
    let answer = view.find(&request, 0, PAGE, false).unwrap();
    black_box(view.facets_of(&answer, 10).unwrap());
    let ordinals: Vec<_> = answer.hits.iter().map(|hit| hit.ordinal).collect();
    for task in view.tasks(&ordinals).unwrap() {
        black_box(answer.highlight(&task.text, 3));
    }
    answer.total
}

/// Whether an answer to each search was found before in the same state. Its words were looked for before in either case.
#[derive(Clone, Copy)]
enum Asked {
    Anew,
    Again,
}

impl Asked {
    /// The query, in a form in which it was not asked before when it is to be asked anew: spaces around it say nothing.
    fn form(self, query: &str) -> String {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let form = match self {
            Self::Anew => ASKED.fetch_add(1, Ordering::Relaxed),
            Self::Again => 0,
        };
        let spaces = |most| " ".repeat(form % most);
        format!("{}{query}{}", spaces(BEFORE), spaces(BEHIND))
    }
}

/// The times of many rounds of all queries, and prints the slowest queries when asked to by `PLANGRAPH_BENCH_EACH`.
fn sample(asked: Asked, ask: impl Fn(&str)) -> Times {
    let mut each = vec![Vec::new(); QUERIES.len()];
    for query in QUERIES {
        ask(query);
    }
    // In turns: who asks the same again and again finds it in the processor's cache.
    for _ in 0..ROUNDS {
        for (own, query) in each.iter_mut().zip(QUERIES) {
            let query = asked.form(query);
            let start = Instant::now();
            ask(&query);
            own.push(start.elapsed());
        }
    }
    let all = Times::new(each.concat());
    if std::env::var_os("PLANGRAPH_BENCH_EACH").is_some() {
        let medians = each.into_iter().map(|own| Times::new(own).at(0.5));
        let mut medians: Vec<_> = medians.zip(QUERIES).collect();
        medians.sort_by(|one, other| other.0.total_cmp(&one.0));
        for (median, query) in medians {
            println!("    {median:>8.3} ms  {query}");
        }
    }
    all
}

fn print(what: &str, times: &Times) {
    println!(
        "{what}: p50 {:.2} ms, p90 {:.2} ms, p99 {:.2} ms",
        times.at(0.5),
        times.at(0.9),
        times.at(0.99)
    );
}

fn serve(engine: Engine) -> SocketAddr {
    let config = Layer {
        bind: Some("127.0.0.1:0".parse().unwrap()),
        ..Layer::default()
    };
    let config = config.over(Config::default());
    let server = Server::bind(App::new(Arc::new(engine), &config), &config).unwrap();
    let address = server.address().unwrap();
    thread::spawn(|| server.run(|| Ok(std::future::pending())));
    address
}

fn request(query: &str) -> serde_json::Value {
    json!({ "query": SEARCH_PAGE, "variables": { "query": query, "first": PAGE } })
}

fn answers(folder: &Path) {
    let start = Instant::now();
    let engine = open(folder);
    println!("open: {} ms", start.elapsed().as_millis());
    // What a state makes once, the packed links of its tasks among it.
    search(&engine, "的");
    let mut found = 0;
    let first = QUERIES.iter().map(|query| {
        let start = Instant::now();
        found += search(&engine, query);
        start.elapsed()
    });
    let first = Times::new(first.collect());
    println!(
        "{} queries, {} hits on average",
        QUERIES.len(),
        found / QUERIES.len() as u64
    );
    print("in process, words and all for the first time", &first);
    for (asked, what) in [
        (Asked::Anew, "in process"),
        (Asked::Again, "in process, again"),
    ] {
        let in_engine = sample(asked, |query| {
            black_box(search(&engine, query));
        });
        print(what, &in_engine);
    }
    let schema = graphql::schema();
    let documents = Documents::new(1 << 20);
    let in_graphql = sample(Asked::Anew, |query| {
        let request = request(query);
        let request = Request {
            query: SEARCH_PAGE.to_owned(),
            variables: request["variables"].clone(),
            ..Request::default()
        };
        // As the server does: a document is known when it comes again.
        let prepared = graphql::prepare(&documents, &Limits::default(), request);
        let response = match prepared {
            Ok(prepared) => prepared.run(&schema, &engine.view(), None),
            Err(response) => response,
        };
        assert!(!response.body.contains("\"errors\""), "{}", response.body);
    });
    print("in process, as GraphQL", &in_graphql);
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("search");
    for query in ["粮食 增产", "“一县一业”", "省农委牵头 粮食"] {
        group.bench_function(query, |bencher| {
            bencher.iter(|| search(&engine, &Asked::Anew.form(black_box(query))));
        });
    }
    group.finish();
    println!(
        "resident memory: {:.0} MiB",
        Usage(std::process::id()).memory("VmRSS")
    );
    let address = serve(engine);
    for (asked, what) in [(Asked::Anew, "anew"), (Asked::Again, "again")] {
        let connection = std::cell::RefCell::new(load::Connection::open(address));
        let over_http = sample(asked, |query| {
            let request = load::request(&request(query).to_string(), None);
            connection.borrow_mut().exchange(&request);
        });
        print(&format!("over HTTP, {what}"), &over_http);
        for (connections, other) in [
            (1, "150 requests/s, p50 6.4 ms"),
            (8, "310 requests/s"),
            (32, "294 to 376 requests/s, p50 83 to 107 ms"),
        ] {
            // More than are asked in the time: who comes round would be given what is kept.
            let rounds = match asked {
                Asked::Anew => 6 * ROUNDS,
                Asked::Again => 1,
            };
            let forms = (0..rounds).flat_map(|_| QUERIES.iter().map(|query| asked.form(query)));
            let bodies: Vec<_> = forms.map(|query| request(&query).to_string()).collect();
            let load = load::run(address, &bodies, connections, LOAD_TIME);
            println!(
                "{connections} connections, {what}: {:.0} requests/s, p50 {:.1} ms, p99 {:.1} ms (Meilisearch 1.50 on such a corpus: {other})",
                load.requests_per_second,
                load.times.at(0.5),
                load.times.at(0.99)
            );
        }
    }
    println!(
        "resident memory after the load: {:.0} MiB",
        Usage(std::process::id()).memory("VmRSS")
    );
}

/// Runs this program once more, for one step on a folder.
fn apart(step: &str, folder: &Path) {
    let program = std::env::current_exe().unwrap();
    let status = Command::new(program).env(step, folder).status().unwrap();
    assert!(status.success(), "{step}: {status}");
}

fn main() {
    let plans = std::env::var("PLANGRAPH_BENCH_PLANS");
    let plans = plans.ok().and_then(|plans| plans.parse().ok());
    let plans = plans.unwrap_or(1000);
    if let Some(folder) = std::env::var_os(FILL) {
        return fill(Path::new(&folder), plans);
    }
    if let Some(folder) = std::env::var_os(REINDEX) {
        return reindex(Path::new(&folder));
    }
    let kept = std::env::var_os("PLANGRAPH_BENCH_FOLDER").map(PathBuf::from);
    let temporary = tempfile::tempdir().unwrap();
    let folder = kept.unwrap_or_else(|| temporary.path().to_owned());
    if !folder.join("index").exists() {
        fs::create_dir_all(&folder).unwrap();
        apart(FILL, &folder);
        apart(REINDEX, &folder);
    }
    answers(&folder);
}
