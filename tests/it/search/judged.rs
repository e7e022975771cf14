//! The judged queries find what they should.

use std::collections::{BTreeMap, BTreeSet};

use plangraph::model::Role;
use plangraph::search::TantivyIndex;

use super::{corpus, search_in};
use crate::support::repository;

/// A query of the judged sample.
struct Judged {
    query: String,
    filter: Option<(String, Option<Role>)>,
    relevant: BTreeMap<u64, i32>,
    ignored: BTreeSet<u64>,
}

fn judged() -> Vec<Judged> {
    let lines =
        std::fs::read_to_string(repository("tests/fixtures/liaoning-2012/searches.jsonl")).unwrap();
    let judged = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let filter = row["filter"].as_object().map(|filter| {
            let role = (filter["role"] == "LEAD").then_some(Role::Lead);
            (filter["unit"].as_str().unwrap().to_owned(), role)
        });
        let relevant = row["relevant"].as_array().unwrap().iter();
        Judged {
            query: row["query"].as_str().unwrap().to_owned(),
            filter,
            relevant: relevant
                .map(|task| {
                    (
                        task["start"].as_u64().unwrap(),
                        i32::try_from(task["grade"].as_i64().unwrap()).unwrap(),
                    )
                })
                .collect(),
            ignored: row["ignore"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(serde_json::Value::as_u64)
                .collect(),
        }
    };
    lines.lines().map(judged).collect()
}

/// nDCG@10 and Recall@20 of one query.
fn score(index: &TantivyIndex, judged: &Judged) -> (f64, f64) {
    let facts = &corpus().facts;
    let task = |number: u32| {
        facts
            .tasks
            .iter()
            .find(|task| task.number == number)
            .unwrap()
    };
    let allowed = |number: u32| {
        judged.filter.as_ref().is_none_or(|(name, role)| {
            task(number).assignments.iter().any(|assignment| {
                let unit = facts
                    .units
                    .iter()
                    .find(|unit| unit.id == assignment.unit)
                    .unwrap();
                unit.name == *name && role.is_none_or(|role| assignment.role == role)
            })
        })
    };
    let hits = search_in(index, &judged.query, &allowed);
    let starts = hits
        .items
        .iter()
        .map(|hit| u64::from(task(hit.ordinal).span.range.start));
    let ranking: Vec<u64> = starts
        .filter(|start| !judged.ignored.contains(start))
        .collect();
    let gain = |grade: i32| f64::from(2_i32.pow(u32::try_from(grade).unwrap()) - 1);
    let dcg = |grades: &mut dyn Iterator<Item = i32>| -> f64 {
        (2_u32..)
            .zip(grades.take(10))
            .map(|(place, grade)| gain(grade) / f64::from(place).log2())
            .sum()
    };
    let mut ideal: Vec<i32> = judged.relevant.values().copied().collect();
    ideal.sort_unstable_by(|one, other| other.cmp(one));
    let grade = |start: &u64| judged.relevant.get(start).copied().unwrap_or_default();
    let ndcg = dcg(&mut ranking.iter().map(grade)) / dcg(&mut ideal.into_iter());
    let found = ranking
        .iter()
        .take(20)
        .filter(|start| judged.relevant.contains_key(start))
        .count();
    (ndcg, share(found, judged.relevant.len().min(20)))
}

fn share(part: usize, whole: usize) -> f64 {
    let count = |number| f64::from(u32::try_from(number).unwrap());
    count(part) / count(whole)
}

/// Mean nDCG@10 and Recall@20 over the judged queries.
pub(super) fn evaluate(index: &TantivyIndex) -> (f64, f64) {
    let scores: Vec<_> = judged().iter().map(|query| score(index, query)).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| {
        scores.iter().map(of).sum::<f64>() / f64::from(u32::try_from(scores.len()).unwrap())
    };
    (mean(|score| score.0), mean(|score| score.1))
}

#[test]
fn the_judged_queries_find_what_they_should() {
    let (ndcg, recall) = evaluate(&corpus().index);
    assert!(
        ndcg >= 0.90 && recall >= 0.85,
        "nDCG@10 {ndcg:.4}, Recall@20 {recall:.4}"
    );
}
