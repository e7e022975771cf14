//! The search index stays where the store is.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use plangraph::assets::Assets;
use plangraph::engine::{Engine, IngestOptions, QueryError, SearchKind, SearchRequest, Submission};
use plangraph::journal::Journal;
use plangraph::store::{MemoryStore, Store};

use crate::faulty_store::FaultyStore;
use crate::memory_index::MemoryIndex;
use crate::support::gazetteer;

/// A journal, a store and an index that outlive the engine over them.
struct House {
    folder: tempfile::TempDir,
    store: Arc<MemoryStore>,
    index: MemoryIndex,
}

impl House {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            store: Arc::new(MemoryStore::new()),
            index: MemoryIndex::default(),
        }
    }

    fn open(&self) -> Engine {
        let (journal, _) = Journal::open(self.folder.path()).unwrap();
        let store = Arc::clone(&self.store) as Arc<dyn Store>;
        let index = Arc::new(self.index.clone());
        Engine::open(journal, store, index, gazetteer(), &mut |_| {}).unwrap()
    }
}

/// The bundled notice, or another version of it.
fn notice(edit: Option<(&str, &str)>) -> Submission {
    let plan = Assets::embedded().bundled_plans().unwrap().remove(0);
    let mut bytes = plan.bytes.into_owned();
    if let Some((from, to)) = edit {
        bytes = String::from_utf8(bytes)
            .unwrap()
            .replacen(from, to, 1)
            .into_bytes();
    }
    Submission {
        name: plan.name,
        bytes,
        manifest: plan.manifest,
    }
}

fn ingest(engine: &Engine, submission: Submission) {
    let options = IngestOptions {
        replace: true,
        seen: None,
    };
    for outcome in engine.ingest(&[submission], options, &mut |_| {}) {
        outcome.unwrap();
    }
}

fn total(engine: &Engine, query: &str) -> Result<u64, QueryError> {
    let request = SearchRequest {
        query: query.to_owned(),
        kinds: vec![SearchKind::Task],
        ..SearchRequest::default()
    };
    Ok(engine.view().search(&request, 0, 0)?.total)
}

#[test]
fn what_is_accepted_or_deleted_is_found_or_gone_at_once() {
    let house = House::new();
    let engine = house.open();
    assert_eq!(total(&engine, "").unwrap(), 0);
    ingest(&engine, notice(None));
    assert_eq!(
        total(&engine, "").unwrap(),
        engine.view().snapshot().task_count()
    );
    let earlier = engine.view();
    let plan = earlier.snapshot().plans().next().unwrap().id;
    engine.delete(plan).unwrap();
    assert_eq!(total(&engine, "").unwrap(), 0);
    assert!(house.index.groups().is_empty());
    // A view that was taken before sees what it saw.
    let everything = SearchRequest {
        kinds: vec![SearchKind::Task],
        ..SearchRequest::default()
    };
    let seen = earlier.search(&everything, 0, 0).unwrap().total;
    assert_eq!(seen, earlier.snapshot().task_count());
}

#[test]
fn following_step_by_step_and_filling_anew_come_to_the_same() {
    let house = House::new();
    let engine = house.open();
    ingest(&engine, notice(None));
    ingest(&engine, notice(Some(("加快", "进一步加快"))));
    let followed = house.index.groups();
    drop(engine);
    let anew = MemoryIndex::default();
    let house = House {
        index: anew,
        ..house
    };
    drop(house.open());
    assert_eq!(house.index.groups(), followed);
}

#[test]
fn a_filling_that_breaks_off_leaves_the_index_alone_and_is_made_good() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(FaultyStore::default());
    let open = |index: &MemoryIndex| {
        let (journal, _) = Journal::open(folder.path()).unwrap();
        let store = Arc::clone(&store) as Arc<dyn Store>;
        let index = Arc::new(index.clone());
        Engine::open(journal, store, index, gazetteer(), &mut |_| {}).unwrap()
    };
    ingest(&open(&MemoryIndex::default()), notice(None));
    store.has_damaged_plans.store(true, Ordering::Relaxed);
    let index = MemoryIndex::default();
    let engine = open(&index);
    assert!(index.groups().is_empty());
    let refused = total(&engine, "粮食");
    assert!(matches!(refused, Err(QueryError::IndexBehind)));
    drop(engine);
    store.has_damaged_plans.store(false, Ordering::Relaxed);
    assert!(total(&open(&index), "粮食").unwrap() > 0);
}

#[test]
fn a_crash_between_store_and_index_never_shows() {
    let house = House::new();
    let engine = house.open();
    house.index.fail(1);
    ingest(&engine, notice(None));
    // The plan is accepted and answers; only search says that it cannot.
    assert!(engine.view().snapshot().task_count() > 0);
    assert!(matches!(
        total(&engine, "粮食"),
        Err(QueryError::IndexBehind)
    ));
    let report = engine.check(&mut |_| {}).unwrap();
    assert!(
        report.faults.iter().any(|fault| fault.contains("reindex")),
        "{report:?}"
    );
    drop(engine);
    let engine = house.open();
    assert!(total(&engine, "粮食").unwrap() > 0);
    assert_eq!(
        engine.check(&mut |_| {}).unwrap().faults,
        Vec::<String>::new()
    );
}

#[test]
fn the_next_commit_makes_good_for_a_failed_one() {
    let house = House::new();
    let engine = house.open();
    house.index.fail(1);
    ingest(&engine, notice(None));
    ingest(&engine, notice(Some(("加快", "进一步加快"))));
    assert!(total(&engine, "粮食").unwrap() > 0);
}

#[test]
fn an_index_of_another_store_is_filled_anew() {
    let house = House::new();
    ingest(&house.open(), notice(None));
    let other = House {
        index: house.index.clone(),
        ..House::new()
    };
    let engine = other.open();
    assert_eq!(total(&engine, "").unwrap(), 0);
    assert!(other.index.groups().is_empty());
}
