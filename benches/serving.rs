//! The store and the answers over one plan and over a drawn corpus, 1,000 plans with 148,000 tasks unless
//! `PLANGRAPH_BENCH_PLANS` says otherwise.
//!
//! What happens once (ingesting the corpus, opening its store) is timed once and printed, starting the program on it a few
//! times; what happens per request is measured by criterion.
#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]

mod corpus;
mod engines;
mod process;
mod unindexed;
mod usage;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use engines::{open, open_with};
use plangraph::engine::Engine;
use plangraph::graphql::{self, Limits, Request, Schema};
use process::Process;
use unindexed::Unindexed;
use usage::Usage;

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 50 tasks with every link and its evidence.
const TASK_PAGE: &str = "query($after: String) { tasks(first: 50, after: $after) { totalCount pageInfo { endCursor }
  nodes { id number label text isOpenList span { start end line quote } chapter { number title } section { title }
    plan { id title } leads { name }
    assignments { role basis position nameAsWritten unit { id name kind } span { start end line quote } }
    cities { via city { code name } span { start end quote } }
    indicators { subject phrase value unit comparator periodEnd span { start end } }
    deadlines { text date } commitments { word strength } } } }";

/// A unit with what a page about it shows.
const UNIT_PAGE: &str = "query($name: String!, $jurisdiction: String) { unit(name: $name, jurisdiction: $jurisdiction) {
  name fullName aliases kind successors { unit { name } } taskCount leadCount: taskCount(role: LEAD)
  chapters { chapter { title } leadCount taskCount }
  tasks(first: 20) { totalCount nodes { id text chapter { title } leads { name } } } } }";

/// How often the program is started.
const STARTS: usize = 5;

/// Ingests `plans` drawn plans and prints how long that takes per plan.
fn fill(engine: &Engine, plans: u32, how: &str) {
    let seconds = engines::ingest(engine, plans);
    let statistics = engine.view().statistics().unwrap();
    println!(
        "ingest of {plans} plans {how}: {seconds:.1} s, {:.1} plans/s, {} tasks, {} indicators, {} units, store {} MiB",
        f64::from(plans) / seconds,
        statistics.tasks,
        statistics.indicators,
        statistics.units,
        statistics.store_bytes >> 20
    );
}

/// Prints how long the program takes from its start on an existing store until `/readyz` says that it is ready.
fn start(folder: &Path, plans: u32) {
    let starts: Vec<_> = (0..STARTS).map(|_| start_once(folder)).collect();
    let mut times: Vec<_> = starts.iter().map(|(time, _)| *time).collect();
    times.sort_unstable();
    let (first, used) = &starts[0];
    println!(
        "start with {plans} plans until ready: {} ms in the median of {STARTS}, {} to {} ms; the first {first} ms, {used}",
        times[STARTS / 2],
        times[0],
        times[STARTS - 1],
    );
}

/// Milliseconds of one start, and what else it took.
fn start_once(folder: &Path) -> (u128, String) {
    let start = Instant::now();
    let server = Process::plangraph(folder, &[]);
    let ready = ureq::get(format!("http://{}/readyz", server.address)).call();
    let (ready, milliseconds) = (ready.unwrap(), start.elapsed().as_millis());
    assert_eq!(ready.status(), 200);
    let usage = server.usage();
    let used = format!(
        "{:.2} s of processor time, {:.0} MiB",
        usage.processor_time(),
        usage.memory("VmRSS")
    );
    (milliseconds, used)
}

fn answer(schema: &Schema, engine: &Engine, query: &str, variables: &serde_json::Value) -> usize {
    let request = Request {
        query: query.to_owned(),
        variables: variables.clone(),
        ..Request::default()
    };
    let response = graphql::execute(schema, &engine.view(), &Limits::default(), request);
    let body = response.body;
    assert!(!body.contains("\"errors\""), "{body}");
    body.len()
}

fn serving(criterion: &mut Criterion) {
    let plans = std::env::var("PLANGRAPH_BENCH_PLANS")
        .ok()
        .and_then(|plans| plans.parse().ok());
    let schema = graphql::schema();
    for plans in [1, plans.unwrap_or(1000)] {
        let folder = tempfile::tempdir().unwrap();
        let unindexed = open_with(folder.path(), Arc::new(Unindexed::default()));
        fill(&unindexed, plans, "without the search index");
        drop(unindexed);
        let folder = tempfile::tempdir().unwrap();
        fill(&open(folder.path()), plans, "with the search index");
        start(folder.path(), plans);
        let opened = Instant::now();
        let engine = open(folder.path());
        println!("open of {plans} plans: {} ms", opened.elapsed().as_millis());
        let mut group = criterion.benchmark_group(format!("{plans} plans"));
        let tasks = engine.view().snapshot().task_count();
        let cursor = |engine: &Engine| {
            let request = Request {
                query: "{ tasks(last: 70) { pageInfo { startCursor } } }".to_owned(),
                ..Request::default()
            };
            let response = graphql::execute(&schema, &engine.view(), &Limits::default(), request);
            let body: serde_json::Value = serde_json::from_str(&response.body).unwrap();
            body.pointer("/data/tasks/pageInfo/startCursor").cloned()
        };
        let after = serde_json::json!({ "after": cursor(&engine) });
        println!(
            "a page of 50 of {tasks} tasks: {} bytes",
            answer(&schema, &engine, TASK_PAGE, &after)
        );
        group.bench_function("first page of 50 tasks", |bencher| {
            bencher.iter(|| {
                answer(
                    &schema,
                    &engine,
                    TASK_PAGE,
                    black_box(&serde_json::json!({})),
                )
            });
        });
        group.bench_function("last page of 50 tasks", |bencher| {
            bencher.iter(|| answer(&schema, &engine, TASK_PAGE, black_box(&after)));
        });
        let jurisdiction = engine
            .view()
            .snapshot()
            .plans()
            .next()
            .and_then(|entry| engine.gazetteer().city(entry.region?))
            .map(|city| city.name.clone());
        let unit = serde_json::json!({ "name": "省财政厅", "jurisdiction": jurisdiction });
        group.bench_function("unit page", |bencher| {
            bencher.iter(|| answer(&schema, &engine, UNIT_PAGE, black_box(&unit)));
        });
        let ids: Vec<_> = engine
            .view()
            .snapshot()
            .plans()
            .map(|entry| entry.id)
            .collect();
        if let [.., base, target] = ids.as_slice() {
            group.bench_function("two plans of 148 tasks compared", |bencher| {
                bencher.iter(|| engine.view().compare(black_box(*base), *target).unwrap());
            });
        }
        group.finish();
        println!(
            "resident memory with {plans} plans: {:.0} MiB",
            Usage(std::process::id()).memory("VmRSS")
        );
    }
}

criterion_group!(benches, serving);
criterion_main!(benches);
