//! Tests of `store`: one conformance suite on every engine, then what is particular to the one on disk.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use plangraph::model::{Facts, PlanId, Task};
use plangraph::store::{
    Change, MemoryStore, Opened, Revision, Segment, SledStore, Snapshot, Store, StoreError,
    TaskPlace,
};
use proptest::prelude::*;
use tempfile::{TempDir, tempdir};

use facts::{any_facts, facts};

mod crash;
mod damage;
mod facts;

const CACHE_BYTES: u64 = 1 << 24;

/// A store in a folder that lives as long as the guard.
fn on_disk() -> (SledStore, TempDir) {
    let directory = tempdir().unwrap();
    let (store, opened) = open(directory.path());
    assert_eq!(opened, Opened::default());
    (store, directory)
}

fn open(directory: &Path) -> (SledStore, Opened) {
    SledStore::open(&directory.join("store"), CACHE_BYTES).unwrap()
}

/// Runs a part of the suite on every engine.
fn on_every_engine(check: fn(&dyn Store)) {
    check(&MemoryStore::new());
    check(&on_disk().0);
}

fn put(store: &dyn Store, facts: &Facts) -> Arc<Snapshot> {
    let before = store.snapshot();
    let changes = vec![Change::Put(Box::new(facts.clone()))];
    store
        .commit(before.generation(), before.sequence() + 1, changes)
        .unwrap()
}

fn delete(store: &dyn Store, plan: PlanId) -> Arc<Snapshot> {
    let before = store.snapshot();
    let changes = vec![Change::Delete(plan)];
    store
        .commit(before.generation(), before.sequence() + 1, changes)
        .unwrap()
}

fn all_tasks(store: &dyn Store, revision: Revision, count: u32) -> Vec<Option<Arc<Task>>> {
    let places: Vec<TaskPlace> = (1..=count)
        .map(|number| TaskPlace { revision, number })
        .collect();
    store.tasks(&places).unwrap()
}

/// Everything that `snapshot` names of the plan is stored as `facts` has it.
fn assert_stored(store: &dyn Store, snapshot: &Snapshot, facts: &Facts) {
    let entry = snapshot.plan(facts.plan.id).unwrap();
    let revision = entry.revision;
    assert_eq!(entry.task_count as usize, facts.tasks.len());
    let plans = store.plans(&[revision]).unwrap();
    assert_eq!(plans[0].as_deref(), Some(&facts.plan));
    let text = store.source_text(revision).unwrap();
    assert_eq!(text.as_deref(), Some(facts.source_text.as_str()));
    let segments = store.segments(&[revision]).unwrap();
    assert_eq!(segments[0].as_deref(), Some(&Segment::of(facts)));
    let tasks = all_tasks(store, revision, entry.task_count);
    for (stored, task) in tasks.iter().zip(&facts.tasks) {
        assert_eq!(stored.as_deref(), Some(task));
    }
    for unit in &facts.units {
        let uses = &snapshot.unit(unit.id).unwrap().uses;
        assert!(uses.iter().any(|used| used.plan == facts.plan.id));
    }
}

#[test]
fn what_was_committed_reads_back() {
    on_every_engine(|store| {
        assert_eq!(
            (store.snapshot().generation(), store.snapshot().sequence()),
            (0, 0)
        );
        let (first, second) = (facts(1, 3), facts(2, 5));
        put(store, &first);
        let snapshot = put(store, &second);
        assert_eq!((snapshot.generation(), snapshot.sequence()), (2, 2));
        assert_eq!((snapshot.plan_count(), snapshot.task_count()), (2, 8));
        assert_stored(store, &snapshot, &first);
        assert_stored(store, &snapshot, &second);
        let ordinal = snapshot.plan(second.plan.id).unwrap().first + 1;
        let (entry, number) = snapshot.plan_of_ordinal(ordinal).unwrap();
        assert_eq!((entry.id, number), (second.plan.id, 2));
        // Between two plans lies room to grow, which is nobody's.
        assert!(snapshot.plan_of_ordinal(ordinal - 2).is_none());
    });
}

#[test]
fn a_replaced_plan_keeps_its_place_while_it_fits() {
    on_every_engine(|store| {
        let order = |snapshot: &Snapshot| -> Vec<(u64, u32)> {
            let plans = snapshot.plans();
            plans.map(|plan| (plan.id.digest, plan.first)).collect()
        };
        for plan in 1..=3 {
            put(store, &facts(plan, 3));
        }
        let before = order(&store.snapshot());
        for tasks in [6, 0, 4] {
            assert_eq!(order(&put(store, &facts(2, tasks))), before);
        }
        // The room of a plan that is gone belongs to the one before it.
        delete(store, PlanId { digest: 2 });
        assert_eq!(order(&put(store, &facts(1, 100)))[0], before[0]);
        let moved = put(store, &facts(1, 200));
        assert_eq!(moved.plans().last().unwrap().id.digest, 1);
        let last = order(&put(store, &facts(3, 3)));
        assert_eq!(last[0], before[2]);
    });
}

#[test]
fn what_is_not_there_is_none_in_its_place() {
    on_every_engine(|store| {
        let facts = facts(1, 2);
        let snapshot = put(store, &facts);
        let revision = snapshot.plan(facts.plan.id).unwrap().revision;
        let other = Revision(revision.0 + 1);
        let found = store.plans(&[other, revision, other]).unwrap();
        assert_eq!(
            found.iter().map(Option::is_some).collect::<Vec<_>>(),
            [false, true, false]
        );
        let found = store.segments(&[other, revision]).unwrap();
        assert_eq!(
            found.iter().map(Option::is_some).collect::<Vec<_>>(),
            [false, true]
        );
        let places = [
            (revision, 2),
            (other, 1),
            (revision, 0),
            (revision, 3),
            (revision, 1),
        ]
        .map(|(revision, number)| TaskPlace { revision, number });
        let numbers: Vec<Option<u32>> = store
            .tasks(&places)
            .unwrap()
            .iter()
            .map(|task| task.as_ref().map(|task| task.number))
            .collect();
        assert_eq!(numbers, [Some(2), None, None, None, Some(1)]);
        assert_eq!(store.source_text(other).unwrap(), None);
    });
}

#[test]
fn a_commit_at_another_generation_changes_nothing() {
    on_every_engine(|store| {
        put(store, &facts(1, 1));
        let changes = vec![Change::Put(Box::new(facts(2, 1)))];
        let error = store.commit(0, 2, changes).unwrap_err();
        assert!(matches!(
            error,
            StoreError::Conflict {
                expected: 0,
                found: 1
            }
        ));
        assert_eq!(
            (store.snapshot().generation(), store.snapshot().plan_count()),
            (1, 1)
        );
    });
}

#[test]
fn a_pinned_snapshot_keeps_its_revision() {
    on_every_engine(|store| {
        let old = facts(1, 4);
        let pinned = put(store, &old);
        let mut new = facts(1, 2);
        new.plan.title = "修订".to_owned();
        let replaced = put(store, &new);
        assert_stored(store, &pinned, &old);
        assert_stored(store, &replaced, &new);
        let deleted = delete(store, new.plan.id);
        assert_eq!(
            (
                deleted.plan_count(),
                deleted.unit_count(),
                deleted.task_count()
            ),
            (0, 0, 0)
        );
        assert_stored(store, &pinned, &old);
        assert_stored(store, &replaced, &new);

        let revisions =
            [&pinned, &replaced].map(|snapshot| snapshot.plan(old.plan.id).unwrap().revision);
        drop((pinned, replaced));
        put(store, &facts(2, 1));
        assert_eq!(store.plans(&revisions).unwrap(), [None, None]);
        assert_eq!(all_tasks(store, revisions[0], 4), [None, None, None, None]);
    });
}

#[test]
fn one_commit_takes_many_changes() {
    on_every_engine(|store| {
        let kept = facts(3, 2);
        put(store, &facts(9, 1));
        let before = store.snapshot();
        let changes = vec![
            Change::Put(Box::new(facts(1, 3))),
            Change::Delete(PlanId { digest: 9 }),
            Change::Put(Box::new(facts(3, 7))),
            Change::Put(Box::new(kept.clone())),
            Change::Delete(PlanId { digest: 1 }),
        ];
        let after = store.commit(before.generation(), 40, changes).unwrap();
        assert_eq!(
            (after.generation(), after.sequence(), after.plan_count()),
            (2, 40, 1)
        );
        assert_stored(store, &after, &kept);
    });
}

#[test]
fn readings_are_counted_by_call() {
    on_every_engine(|store| {
        let facts = facts(1, 50);
        let snapshot = put(store, &facts);
        let revision = snapshot.plan(facts.plan.id).unwrap().revision;
        let before = store.reads();
        all_tasks(store, revision, 50);
        store.plans(&[revision]).unwrap();
        store.segments(&[revision]).unwrap();
        store.source_text(revision).unwrap();
        assert_eq!(store.reads() - before, 4);
    });
}

#[test]
fn a_sound_store_has_no_faults() {
    on_every_engine(|store| {
        put(store, &facts(1, 3));
        store.verify(&mut |fault| panic!("{fault}")).unwrap();
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_facts_read_back_after_reopening(all in prop::collection::vec(any_facts(), 1..5)) {
        let (store, directory) = on_disk();
        let memory = MemoryStore::new();
        for facts in &all {
            put(&store, facts);
            put(&memory, facts);
        }
        let (last, expected) = (all.last().unwrap(), memory.snapshot());
        assert_stored(&store, &store.snapshot(), last);
        drop(store);
        let (store, opened) = open(directory.path());
        prop_assert_eq!(opened.set_aside, None);
        assert_stored(&store, &store.snapshot(), last);
        assert_same(&store.snapshot(), &expected);
        // Ordinals and revisions go on where they were.
        assert_same(&put(&store, last), &put(&memory, last));
    }
}

/// Two snapshots say the same.
fn assert_same(left: &Snapshot, right: &Snapshot) {
    assert_eq!(
        (
            left.generation(),
            left.sequence(),
            left.next_revision(),
            left.next_ordinal()
        ),
        (
            right.generation(),
            right.sequence(),
            right.next_revision(),
            right.next_ordinal()
        ),
    );
    assert!(left.plans().eq(right.plans()));
    assert!(left.units().eq(right.units()));
}

#[test]
fn long_values_read_back_and_go() {
    let (store, directory) = on_disk();
    let mut long = facts(1, 1);
    // A generator of text that does not compress: lengths of several pieces, one of them without a rest.
    let mut state = 1_u64;
    let mut noise = |length: usize| -> String {
        (0..length)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                char::from(b'!' + u8::try_from(state >> 58).unwrap())
            })
            .collect()
    };
    long.source_text = noise(700_000);
    long.tasks[0].text = noise(300_000);
    let snapshot = put(&store, &long);
    assert_stored(&store, &snapshot, &long);
    drop((snapshot, store));
    let (store, _) = open(directory.path());
    assert_stored(&store, &store.snapshot(), &long);
}

#[test]
fn what_a_pinned_snapshot_left_behind_goes_at_the_next_opening() {
    let (store, directory) = on_disk();
    let pinned = put(&store, &facts(1, 3));
    delete(&store, PlanId { digest: 1 });
    drop((store, pinned));
    let orphans = |(_, opened): (SledStore, Opened)| opened.orphans;
    assert_eq!(orphans(open(directory.path())), 1);
    assert_eq!(orphans(open(directory.path())), 0);
}

#[test]
fn a_store_made_once_still_opens() {
    let directory = tempdir().unwrap();
    let fixture = crate::support::repository("tests/fixtures/store_v2");
    let copy = directory.path().join("store");
    // Made once: yesterday's bytes are what is tested.
    if !fixture.exists() && std::env::var_os("UPDATE").is_some() {
        let (store, _) = SledStore::open(&fixture, CACHE_BYTES).unwrap();
        put(&store, &facts(1, 2));
    }
    fs::create_dir_all(&copy).unwrap();
    for file in fs::read_dir(&fixture).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            fs::copy(file.path(), copy.join(file.file_name())).unwrap();
        }
    }
    let (store, opened) = open(directory.path());
    assert_eq!(opened, Opened::default());
    assert_eq!(store.snapshot().sequence(), 1);
    assert_stored(&store, &store.snapshot(), &facts(1, 2));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let directory = tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let error = SledStore::open(&file.join("store"), CACHE_BYTES).unwrap_err();
    assert_eq!(error.to_string(), "the store cannot be opened");
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        source.contains("file/store") && source.contains("Not a directory"),
        "{source}"
    );
}
