//! Networks: that of the bundled plan, those of a drawn corpus (1,000 plans unless `PLANGRAPH_BENCH_PLANS` says otherwise),
//! and one of 5,000 nodes and 500,000 edges, also measured by igraph when `PLANGRAPH_BENCH_PYTHON` names a Python that has it.
#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]

mod corpus;
mod engines;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use plangraph::engine::{IngestOptions, NetworkFilter, TaskFilter};
use plangraph::graph::{Edge, Graph, measures};
use plangraph::model::{NodeId, PlanId, UnitId};

use engines::open;

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The large network.
const NODES: u32 = 5_000;
const EDGES: usize = 500_000;

fn bundled(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let engine = open(folder.path());
    let submission = corpus::bundled();
    for result in engine.ingest(&[submission], IngestOptions::default(), &mut |_| {}) {
        result.unwrap();
    }
    let view = engine.view();
    let network = view.network(&NetworkFilter::default()).unwrap();
    criterion.bench_function("bundled network, all measures", |bencher| {
        bencher.iter(|| measures(black_box(network.graph()), &|| false).unwrap());
    });
}

/// The network of these plans, or of all.
fn of(plans: Option<Vec<PlanId>>) -> NetworkFilter {
    NetworkFilter {
        tasks: TaskFilter {
            plans,
            ..TaskFilter::default()
        },
        ..NetworkFilter::default()
    }
}

fn corpus_of_plans(criterion: &mut Criterion) {
    let asked = std::env::var("PLANGRAPH_BENCH_PLANS").ok();
    let plans: u32 = asked.and_then(|plans| plans.parse().ok()).unwrap_or(1_000);
    let folder = tempfile::tempdir().unwrap();
    let engine = open(folder.path());
    engines::ingest(&engine, plans);
    drop(engine);
    let engine = open(folder.path());
    let view = engine.view();
    let start = Instant::now();
    let network = view.network(&of(None)).unwrap();
    println!(
        "network of {plans} plans, cold: {} ms; {} tasks, {} units, {} edges",
        start.elapsed().as_millis(),
        network.task_count(),
        network.units().len(),
        network.edges().len()
    );
    let start = Instant::now();
    network.measures(&view).unwrap();
    println!("its measures, once: {} ms", start.elapsed().as_millis());
    let mut group = criterion.benchmark_group(format!("{plans} plans"));
    group.bench_function("network of all plans, warm", |bencher| {
        bencher.iter(|| {
            let view = engine.view();
            let network = view.network(black_box(&of(None))).unwrap();
            network.measures(&view).unwrap()
        });
    });
    let first = view.snapshot().plans().next().unwrap().id;
    let one = of(Some(vec![first]));
    let mut weight = 0.0;
    group.bench_function(
        "network of one plan with all measures, made anew",
        |bencher| {
            bencher.iter(|| {
                // A bound that changes nothing makes it another network, which is not kept yet.
                weight -= 1.0;
                let filter = NetworkFilter {
                    min_weight: Some(weight),
                    ..one.clone()
                };
                let view = engine.view();
                let network = view.network(&filter).unwrap();
                network.measures(&view).unwrap()
            });
        },
    );
    let units: Vec<UnitId> = network.units().to_vec();
    let mut random = fastrand::Rng::with_seed(7);
    let mut times: Vec<f64> = (0..2_000)
        .map(|_| {
            let mut end = || NodeId::Unit(*random.choice(&units).unwrap());
            let (from, to) = (end(), end());
            let start = Instant::now();
            black_box(engine.view().path(from, to, None, 6).unwrap());
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "path between two units: p50 {:.3} ms, p99 {:.3} ms",
        times[1_000], times[1_980]
    );
    group.finish();
}

fn large(_: &mut Criterion) {
    let mut random = fastrand::Rng::with_seed(11);
    let mut pairs = BTreeSet::new();
    while pairs.len() < EDGES {
        let (one, other) = (random.u32(0..NODES), random.u32(0..NODES));
        if one != other {
            pairs.insert((one.min(other), one.max(other)));
        }
    }
    let edges: Vec<_> = pairs
        .into_iter()
        .map(|(source, target)| Edge {
            source,
            target,
            weight: f64::from(random.u32(1..6)),
            tasks: 1,
        })
        .collect();
    let graph = Graph::new(NODES as usize, false, &edges);
    let start = Instant::now();
    black_box(measures(&graph, &|| false).unwrap());
    let ours = start.elapsed().as_secs_f64();
    println!("{NODES} nodes, {EDGES} edges, all measures: {ours:.2} s");
    let Ok(python) = std::env::var("PLANGRAPH_BENCH_PYTHON") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("edges.txt");
    let mut text = format!("{NODES}\n");
    for edge in &edges {
        writeln!(text, "{} {} {}", edge.source, edge.target, edge.weight).unwrap();
    }
    std::fs::write(&file, text).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/measure_with_igraph.py");
    let output = Command::new(python)
        .arg(script)
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let printed = String::from_utf8(output.stdout).unwrap();
    print!("{printed}");
    let total = printed.lines().find_map(|line| line.strip_prefix("total "));
    let theirs: f64 = total.unwrap().parse().unwrap();
    println!("igraph takes {:.1} times as long", theirs / ours);
}

criterion_group!(benches, bundled, corpus_of_plans, large);
criterion_main!(benches);
