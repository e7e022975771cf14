//! How long a notice takes from bytes to facts: the bundled one, and one drawn from the corpus.
#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

mod corpus;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use plangraph::engine::{Submission, read_plan};
use plangraph::extract::extract;
use plangraph::parse::parse;
use plangraph::source;

/// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn reading(criterion: &mut Criterion) {
    let gazetteer = corpus::gazetteer();
    let bundled = corpus::bundled();
    let document = source::read(&bundled.name, &bundled.bytes).unwrap();
    let outline = parse(&document);
    let mut group = criterion.benchmark_group("notice");
    group.bench_function("source", |bencher| {
        bencher.iter(|| source::read(&bundled.name, black_box(&bundled.bytes)));
    });
    group.bench_function("parse", |bencher| {
        bencher.iter(|| parse(black_box(&document)));
    });
    group.bench_function("extract", |bencher| {
        bencher.iter(|| {
            extract(
                &document,
                black_box(&outline),
                &bundled.manifest,
                &gazetteer,
            )
        });
    });
    group.bench_function("all", |bencher| {
        bencher.iter(|| read_plan(black_box(&bundled), &gazetteer));
    });
    let drawn = Submission {
        name: "drawn".to_owned(),
        bytes: corpus::drawn().notice(1).into_bytes(),
        manifest: bundled.manifest.clone(),
    };
    group.bench_function("drawn", |bencher| {
        bencher.iter(|| read_plan(black_box(&drawn), &gazetteer));
    });
    // The longest document that is taken in: no step may grow faster than the text.
    group.sample_size(10);
    let long = Submission {
        name: "long".to_owned(),
        bytes: repeated(&bundled.bytes),
        manifest: bundled.manifest.clone(),
    };
    group.bench_function("10 MB of text", |bencher| {
        bencher.iter(|| read_plan(black_box(&long), &gazetteer));
    });
    group.finish();
}

/// These bytes as often as ten megabytes need.
fn repeated(bytes: &[u8]) -> Vec<u8> {
    bytes.repeat((10 << 20) / bytes.len() + 1)
}

/// The notice in the formats that it may come in, and ten megabytes of a page.
fn formats(criterion: &mut Criterion) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/formats");
    let mut group = criterion.benchmark_group("format");
    for name in ["notice.html", "notice.docx", "notice.pdf"] {
        let bytes = std::fs::read(format!("{folder}/{name}")).unwrap();
        group.bench_function(name, |bencher| {
            bencher.iter(|| source::read(name, black_box(&bytes)).unwrap());
        });
    }
    group.sample_size(10);
    let page = repeated(&std::fs::read(format!("{folder}/notice.html")).unwrap());
    group.bench_function("10 MB of a page", |bencher| {
        bencher.iter(|| source::read("a.html", black_box(&page)).unwrap());
    });
    group.finish();
}

criterion_group!(benches, reading, formats);
criterion_main!(benches);
