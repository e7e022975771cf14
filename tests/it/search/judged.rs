//! The judged queries find what they should, through the engine as a client asks it.

use std::sync::{Arc, LazyLock};

use plangraph::engine::{
    Judgement, Quality, SearchKind, SearchRequest, TaskFilter, UnitMatch, View,
};
use plangraph::model::Role;
use plangraph::search::TantivyIndex;
use plangraph::store::MemoryStore;
use serde_json::Value;

use super::settings;
use crate::graphql::sample::Sample;
use crate::support::repository;

/// The judged sample, and our own judgements: those that were looked at, and those that were put aside.
const FILES: [&str; 3] = ["searches", "own-tuned", "own-held-out"];

/// An engine over the bundled notice with an index of these settings.
fn engine(analyzer: &str) -> Sample {
    let index = TantivyIndex::in_memory(settings(analyzer)).unwrap();
    Sample::with_index(Arc::new(MemoryStore::new()), index).with_bundled()
}

/// The engine that most tests ask.
pub(crate) fn bundled() -> &'static Sample {
    static BUNDLED: LazyLock<Sample> = LazyLock::new(|| engine(""));
    &BUNDLED
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

/// The quality of the answer to one line of a file.
fn quality(view: &View, row: &Value) -> Quality {
    let filter = row["filter"].as_object();
    let units = filter.map(|filter| UnitMatch {
        any: Some(vec![filter["unit"].as_str().unwrap().to_owned()]),
        role: (filter["role"] == "LEAD").then_some(Role::Lead),
        ..UnitMatch::default()
    });
    let request = SearchRequest {
        query: row["query"].as_str().unwrap().to_owned(),
        kinds: vec![SearchKind::Task],
        filter: TaskFilter {
            units,
            ..TaskFilter::default()
        },
        keep_as_text: Vec::new(),
    };
    let relevant = row["relevant"].as_array().unwrap().iter();
    let judgement = Judgement {
        relevant: relevant
            .map(|task| {
                (
                    number(&task["start"]),
                    u8::try_from(number(&task["grade"])).unwrap(),
                )
            })
            .collect(),
        ignored: row["ignore"]
            .as_array()
            .unwrap()
            .iter()
            .map(number)
            .collect(),
    };
    let answer = view.search(&request, 0, judgement.depth()).unwrap();
    let ordinals: Vec<u32> = answer.hits.iter().map(|hit| hit.ordinal).collect();
    let tasks = view.tasks(&ordinals).unwrap();
    let ranking: Vec<u32> = tasks.iter().map(|task| task.span.range.start).collect();
    judgement.quality(&ranking)
}

/// The mean quality over a file.
fn evaluate(sample: &Sample, file: &str) -> Quality {
    let path = repository(&format!("tests/fixtures/liaoning-2012/{file}.jsonl"));
    let view = sample.engine.view();
    let qualities: Vec<Quality> = std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| quality(&view, &serde_json::from_str(line).unwrap()))
        .collect();
    Quality::mean(&qualities)
}

#[test]
fn the_judged_queries_find_what_they_should() {
    for file in FILES {
        let quality = evaluate(bundled(), file);
        assert!(
            quality.ndcg_at_10 >= 0.93 && quality.recall_at_20 >= 0.95,
            "{file}: {quality:?}"
        );
    }
}

#[test]
fn the_user_dictionary_lowers_no_recall() {
    let without = engine("user_dictionary = false");
    for file in FILES {
        let (with, without) = (evaluate(bundled(), file), evaluate(&without, file));
        assert!(
            with.recall_at_20 >= without.recall_at_20,
            "{file}: {with:?} {without:?}"
        );
    }
}
