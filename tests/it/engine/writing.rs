//! Accepting, replacing and losing: what holds when the disk or the store fails, and which ids stay.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use plangraph::engine::{
    Engine, EngineError, IngestError, IngestOptions, IngestReport, Submission, TaskFilter,
};
use plangraph::journal::Journal;
use plangraph::model::{PlanManifest, Task};
use plangraph::store::{MemoryStore, Store};
use tempfile::TempDir;

use crate::faulty_store::FaultyStore;
use crate::memory_index::MemoryIndex;
use crate::support::gazetteer;

const NOTICE: &str = "辽宁省人民政府关于落实任务分工的通知\n\n各市人民政府：\n\
一、农业\n1.加快推进全省农业产业化示范基地建设，提高农民收入。\n责任单位：省农委。\n\
2.大力发展农民专业合作社，培育新型农民。\n责任单位：省农委、省财政厅。\n\
二、水利\n1.实施重点中小河流治理工程，完成病险水库除险加固。\n责任单位：省水利厅。\n\
2.加强农村饮水安全工程建设，解决农村人口饮水问题。\n责任单位：省水利厅、省财政厅。\n";

const REPLACE: IngestOptions = IngestOptions {
    replace: true,
    seen: None,
};

fn submission(key: &str, text: &str) -> Submission {
    Submission {
        name: format!("{key}.txt"),
        bytes: text.as_bytes().to_vec(),
        manifest: PlanManifest {
            key: Some(key.to_owned()),
            region: Some("辽宁省".to_owned()),
            ..PlanManifest::default()
        },
    }
}

fn open(folder: &TempDir, store: Arc<dyn Store>) -> Result<Engine, EngineError> {
    let (journal, _) = Journal::open(folder.path()).unwrap();
    Engine::open(
        journal,
        store,
        Arc::new(MemoryIndex::default()),
        gazetteer(),
        &mut |_| {},
    )
}

fn ingest(engine: &Engine, key: &str, text: &str) -> Result<IngestReport, IngestError> {
    let results = engine.ingest(&[submission(key, text)], REPLACE, &mut |_| {});
    results.into_iter().next().unwrap()
}

fn tasks(engine: &Engine) -> Vec<Arc<Task>> {
    let view = engine.view();
    let set = view.task_set(&TaskFilter::default()).unwrap();
    view.tasks(&set.iter().collect::<Vec<_>>()).unwrap()
}

fn ids(engine: &Engine) -> Vec<u64> {
    tasks(engine).iter().map(|task| task.id.digest).collect()
}

#[test]
fn a_full_disk_keeps_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let full = std::path::Path::new("/dev/full");
    if !full.exists() {
        // Only some systems have a disk that is always full.
        return;
    }
    std::os::unix::fs::symlink(full, folder.path().join("journal.jsonl")).unwrap();
    let engine = open(&folder, Arc::new(MemoryStore::new())).unwrap();
    let refused = ingest(&engine, "a", NOTICE);
    assert!(
        matches!(refused, Err(IngestError::NotKept { .. })),
        "{refused:?}"
    );
    assert_eq!(engine.view().snapshot().plan_count(), 0);
}

#[test]
fn what_the_store_could_not_take_is_accepted_and_caught_up_with() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(FaultyStore::default());
    let engine = open(&folder, Arc::clone(&store) as Arc<dyn Store>).unwrap();
    store.refuses_commits.store(true, Ordering::Relaxed);
    let unfolded = ingest(&engine, "a", NOTICE);
    assert!(
        matches!(unfolded, Err(IngestError::NotFolded { .. })),
        "{unfolded:?}"
    );
    // Nothing more is accepted that could not be folded either.
    let refused = ingest(&engine, "b", &NOTICE.replace("水库", "河道"));
    assert!(
        matches!(refused, Err(IngestError::NotKept { .. })),
        "{refused:?}"
    );
    drop(engine);

    store.refuses_commits.store(false, Ordering::Relaxed);
    let engine = open(&folder, Arc::clone(&store) as Arc<dyn Store>).unwrap();
    assert_eq!(engine.view().snapshot().plan_count(), 1);
    assert_eq!(engine.view().data_version(), "1");
}

#[test]
fn a_store_that_recovers_misses_no_record() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(FaultyStore::default());
    let engine = open(&folder, Arc::clone(&store) as Arc<dyn Store>).unwrap();
    store.refuses_commits.store(true, Ordering::Relaxed);
    ingest(&engine, "a", NOTICE).unwrap_err();
    store.refuses_commits.store(false, Ordering::Relaxed);
    ingest(&engine, "b", &NOTICE.replace("水库", "河道")).unwrap();
    assert_eq!(engine.view().snapshot().plan_count(), 2);
}

#[test]
fn a_store_ahead_of_its_journal_is_refused() {
    let store = MemoryStore::new();
    store.commit(0, 3, Vec::new()).unwrap();
    let refused = open(&tempfile::tempdir().unwrap(), Arc::new(store))
        .err()
        .unwrap();
    assert!(
        refused.to_string().contains("plangraph rebuild"),
        "{refused}"
    );
}

#[test]
fn a_new_version_keeps_the_ids_of_its_tasks() {
    let edited = NOTICE.replace("加快推进", "着力推进");
    let moved = "2.大力发展农民专业合作社，培育新型农民。\n责任单位：省农委、省财政厅。\n";
    let kept = |text: &str, expected: &[usize]| {
        let engine = open(&tempfile::tempdir().unwrap(), Arc::new(MemoryStore::new())).unwrap();
        ingest(&engine, "a", NOTICE).unwrap();
        let before = ids(&engine);
        assert_eq!(before.len(), 4);
        ingest(&engine, "a", text).unwrap();
        let places: Vec<_> = ids(&engine)
            .iter()
            .map(|id| before.iter().position(|other| other == id).unwrap_or(9))
            .collect();
        assert_eq!(places, expected, "{text}");
        for task in tasks(&engine) {
            assert!(
                task.assignments
                    .iter()
                    .all(|it| it.id.owner == task.id.digest)
            );
        }
    };
    kept(&edited, &[0, 1, 2, 3]);
    kept(&edited.replace(moved, ""), &[0, 2, 3]);
    let swapped = NOTICE
        .replace(moved, "")
        .replace("一、农业\n", &format!("一、农业\n{moved}"));
    kept(&swapped, &[1, 0, 2, 3]);
    kept(
        &NOTICE.replace("实施重点中小河流治理工程，完成病险水库除险加固", "建设公路"),
        &[0, 1, 9, 3],
    );
    kept(&NOTICE.replace("二、水利", "二、水务"), &[0, 1, 2, 3]);
}

#[test]
fn a_rebuilt_store_is_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let engine = open(&folder, Arc::new(MemoryStore::new())).unwrap();
    let edited = NOTICE.replace("加快推进", "着力推进");
    let again = edited.replace("大力发展", "积极发展");
    ingest(&engine, "a", NOTICE).unwrap();
    let b = ingest(&engine, "b", &NOTICE.replace("水库", "河道"))
        .unwrap()
        .plan
        .id;
    ingest(&engine, "a", &edited).unwrap();
    engine.delete(b).unwrap();
    ingest(&engine, "b", &NOTICE.replace("水库", "堤防")).unwrap();
    ingest(&engine, "a", &again).unwrap();
    let (before, version) = (tasks(&engine), engine.view().data_version());
    drop(engine);

    // All of it in one batch this time.
    let engine = open(&folder, Arc::new(MemoryStore::new())).unwrap();
    assert_eq!(tasks(&engine), before);
    assert_eq!(engine.view().data_version(), version);
    let report = engine.check(&mut |_| {}).unwrap();
    assert_eq!((report.plans, report.faults.len()), (2, 0), "{report:?}");
}

#[test]
fn a_check_goes_on_past_a_damaged_record() {
    let store = Arc::new(FaultyStore::default());
    let folder = tempfile::tempdir().unwrap();
    let engine = open(&folder, Arc::clone(&store) as Arc<dyn Store>).unwrap();
    ingest(&engine, "a", NOTICE).unwrap();
    ingest(&engine, "b", &NOTICE.replace("水库", "河道")).unwrap();
    store.has_damaged_tasks.store(true, Ordering::Relaxed);
    let report = engine.check(&mut |_| {}).unwrap();
    assert_eq!((report.plans, report.faults.len()), (2, 1), "{report:?}");
    assert!(report.faults[0].contains("task/7"), "{report:?}");
}
