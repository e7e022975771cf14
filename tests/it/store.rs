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
fn the_first_format_still_opens() {
    let directory = tempdir().unwrap();
    let fixture = crate::support::repository("tests/fixtures/store_v1");
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

/// Changes the files of a store of two plans, opens it, and returns what opening said.
///
/// Whatever was changed, the store that is opened works, and what it says to hold is there or named as damaged.
fn reopen_changed(change: impl Fn(&Path)) -> Opened {
    let (store, directory) = on_disk();
    let kept = facts(1, 6);
    put(&store, &kept);
    put(&store, &facts(2, 6));
    drop(store);
    change(&directory.path().join("store"));
    let (store, opened) = open(directory.path());
    let snapshot = store.snapshot();
    if let Some(aside) = &opened.set_aside {
        assert_eq!((snapshot.generation(), snapshot.sequence()), (0, 0));
        assert!(aside.moved_to.is_dir());
        assert!(aside.to_string().contains("store.bad-1"), "{aside}");
    } else {
        // sled drops the end of its log from a damage on: what is left is an earlier state.
        assert!(snapshot.sequence() <= 2);
        let mut faults = 0;
        store.verify(&mut |_| faults += 1).unwrap();
        if faults == 0 && snapshot.sequence() > 0 {
            assert_stored(&store, &snapshot, &kept);
        }
    }
    let again = facts(3, 2);
    assert_stored(&store, &put(&store, &again), &again);
    opened
}

fn log_file(store: &Path) -> std::path::PathBuf {
    store.join("db")
}

/// Changes a value behind the back of a store of one plan and opens the store again.
fn reopen_with_value(key: &[u8], change: impl Fn(&mut Vec<u8>)) -> (SledStore, Opened, TempDir) {
    let (store, directory) = on_disk();
    put(&store, &facts(1, 3));
    drop(store);
    // Threads of the store that was just let go of may hold the files for a moment.
    let database = (0..1_000_000)
        .find_map(|_| sled::open(directory.path().join("store")).ok())
        .unwrap();
    let mut value = database.get(key).unwrap().unwrap().to_vec();
    change(&mut value);
    database.insert(key, value).unwrap();
    database.flush().unwrap();
    drop(database);
    let (store, opened) = open(directory.path());
    (store, opened, directory)
}

fn flip(value: &mut [u8]) {
    *value.last_mut().unwrap() ^= 1;
}

#[test]
fn a_store_of_another_format_is_moved_aside() {
    let older = |value: &mut Vec<u8>| *value = b"plangraph store 0 on sled 0.34.7".to_vec();
    let (_, opened, _directory) = reopen_with_value(b"f", older);
    let reason = opened.set_aside.unwrap().reason;
    assert!(reason.contains("plangraph store 0"), "{reason}");
}

#[test]
fn a_damaged_catalogue_sets_the_store_aside() {
    let (store, opened, directory) = reopen_with_value(b"c\0\0\0\0\0\0\0\x01", |value| flip(value));
    let aside = opened.set_aside.unwrap();
    assert!(aside.reason.contains("catalogue/plan_"), "{aside}");
    assert_eq!(aside.moved_to, directory.path().join("store.bad-1"));
    assert_eq!(store.snapshot().plan_count(), 0);
}

#[test]
fn a_damaged_record_is_named_and_hides_no_other() {
    let second_task = b"r\0\0\0\0\0\0\0\0t\0\0\0\x02";
    let (store, opened, _directory) = reopen_with_value(second_task, |value| flip(value));
    assert_eq!(opened, Opened::default());
    let mut faults = Vec::new();
    store
        .verify(&mut |fault| faults.push(fault.to_string()))
        .unwrap();
    assert_eq!(
        faults,
        [
            "record task/0/2 of the store is damaged (its checksum is wrong): run `plangraph rebuild`"
        ]
    );
    let revision = Revision(0);
    let read = |number| store.tasks(&[TaskPlace { revision, number }]);
    assert_eq!(read(1).unwrap()[0].as_deref(), facts(1, 3).tasks.first());
    assert!(matches!(read(2), Err(StoreError::Corrupt { .. })));
    assert_eq!(read(3).unwrap()[0].as_deref(), facts(1, 3).tasks.last());
}

#[test]
fn a_truncated_store_opens_without_panic() {
    for part in [0, 1, 100, 500, 900, 999] {
        reopen_changed(|store| {
            let path = log_file(store);
            let length = fs::metadata(&path).unwrap().len();
            let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
            file.set_len(length * part / 1000).unwrap();
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_store_with_flipped_bits_opens_without_panic(
        flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8), 1..40),
    ) {
        reopen_changed(|store| {
            for name in fs::read_dir(store).unwrap() {
                let path = name.unwrap().path();
                if !path.is_file() {
                    continue;
                }
                let mut bytes = fs::read(&path).unwrap();
                // The log's first part is where the data is; the rest of the file is not yet written.
                let used = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
                for (place, bit) in &flips {
                    if used > 0 {
                        bytes[place.index(used)] ^= 1_u8 << bit;
                    }
                }
                fs::write(&path, bytes).unwrap();
            }
        });
    }
}
