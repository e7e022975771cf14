//! A request sees one state, whatever is committed beside it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use plangraph::store::{Change, SledStore, Store};
use serde_json::Value;

use crate::graphql::sample::{Sample, plan};

/// Says the same of one state in ways that are read one after the other.
const QUERY: &str = "{ before: serverInfo { dataVersion taskCount planCount }
  plans(first: 10) { totalCount nodes { dataVersion tasks(first: 100) { totalCount nodes { id plan { id } } } } }
  byPlan: taskStats(groupBy: [PLAN]) { taskCount }
  unit(name: \"省发展改革委\") { taskCount tasks(first: 0) { totalCount } chapters { taskCount } }
  tasks(first: 100) { totalCount nodes { text chapter { title } leads { name } } }
  after: serverInfo { dataVersion taskCount planCount } }";

fn sum<'a>(rows: impl IntoIterator<Item = &'a Value>, field: &str) -> u64 {
    rows.into_iter()
        .map(|row| row[field].as_u64().unwrap())
        .sum()
}

fn rows<'a>(value: &'a Value, field: &str) -> &'a Vec<Value> {
    value[field].as_array().unwrap()
}

fn check_one_state(data: &Value) {
    let tasks = data["before"]["taskCount"].as_u64().unwrap();
    assert_eq!(data["before"], data["after"]);
    assert_eq!(data["plans"]["totalCount"], data["before"]["planCount"]);
    assert_eq!(data["tasks"]["totalCount"], tasks);
    assert_eq!(rows(&data["tasks"], "nodes").len() as u64, tasks);
    assert_eq!(sum(rows(data, "byPlan"), "taskCount"), tasks);
    let plans = rows(&data["plans"], "nodes");
    assert_eq!(
        sum(plans.iter().map(|plan| &plan["tasks"]), "totalCount"),
        tasks
    );
    for plan in plans {
        assert_eq!(plan["dataVersion"], data["before"]["dataVersion"]);
        assert_eq!(
            rows(&plan["tasks"], "nodes").len() as u64,
            plan["tasks"]["totalCount"]
        );
    }
    // 省发展改革委 leads every task of the sample.
    let unit = &data["unit"];
    assert_eq!(unit["taskCount"], tasks);
    assert_eq!(unit["tasks"]["totalCount"], tasks);
    assert_eq!(sum(rows(unit, "chapters"), "taskCount"), tasks);
}

#[test]
fn a_request_beside_a_writer_sees_one_state() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = SledStore::open(folder.path(), 1 << 24).unwrap();
    let store = Arc::new(store);
    let sample = Sample::sharing(Arc::clone(&store) as Arc<dyn Store>);
    let commit = |sequence, changes| {
        let generation = store.snapshot().generation();
        store.commit(generation, sequence, changes).unwrap();
    };
    let put = |digest, tasks| Change::Put(Box::new(plan(digest, tasks)));
    commit(1, vec![put(1, 9), put(2, 20)]);
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut versions = BTreeSet::new();
            while !is_done.load(Ordering::Relaxed) || versions.is_empty() {
                let data = sample.data(QUERY);
                check_one_state(&data);
                versions.insert(data["before"]["dataVersion"].to_string());
            }
        });
        for round in 0..25_u32 {
            let sequence = u64::from(round) * 2 + 2;
            commit(sequence, vec![put(1, 5 + round), put(2, 30 - round)]);
            commit(
                sequence + 1,
                vec![Change::Delete(plan(2, 0).plan.id), put(3, round)],
            );
        }
        is_done.store(true, Ordering::Relaxed);
        reader.join().unwrap();
    });
}
