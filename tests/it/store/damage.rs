//! A store whose files were changed behind its back.

use std::fs;
use std::path::Path;

use plangraph::store::{Opened, Revision, SledStore, Store as _, StoreError, TaskPlace};
use proptest::prelude::*;
use tempfile::TempDir;

use super::facts::facts;
use super::{assert_stored, on_disk, open, put};

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

#[test]
fn a_store_is_not_moved_aside_for_what_no_store_could_open_with() {
    let (store, directory) = on_disk();
    let kept = facts(1, 3);
    put(&store, &kept);
    drop(store);
    // sled refuses so small a cache by a panic, which damage brings about too.
    let refused = SledStore::open(&directory.path().join("store"), 0);
    assert!(refused.is_err());
    assert!(!directory.path().join("store.bad-1").exists());
    let (store, opened) = open(directory.path());
    assert_eq!(opened, Opened::default());
    assert_stored(&store, &store.snapshot(), &kept);
}
