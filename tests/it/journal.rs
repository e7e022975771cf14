//! Tests of `journal`.

mod versions;

use std::fs;
use std::path::{Path, PathBuf};

use plangraph::journal::{
    Entry, Journal, JournalError, Record, Sequence, Subject, backup, read, restore,
};
use plangraph::model::{
    ApiKey, Date, IndicatorId, KeyId, KeyRole, ObservedValue, PlanId, PlanManifest, Progress,
    ProgressStatus, TaskId, UnitId,
};
use proptest::prelude::*;
use tempfile::{TempDir, tempdir};

use crate::support::repository;

/// An entry that differs with `digest`, with every field of the manifest.
pub(crate) fn accepted(digest: u64) -> Entry {
    Entry::PlanAccepted {
        plan: PlanId { digest },
        name: format!("分工 {digest}.txt"),
        manifest: PlanManifest {
            key: Some("辽宁 2012".to_owned()),
            title: Some("关于“十二五”规划主要目标和任务分工的通知".to_owned()),
            document_number: Some("辽政发〔2012〕1号".to_owned()),
            issuer: Some("辽宁省人民政府".to_owned()),
            issued_on: Date::new(2012, 2, 17),
            period_start: Some(2011),
            period_end: Some(2015),
            region: Some("210000".to_owned()),
        },
        bytes: digest.to_be_bytes().repeat(40),
    }
}

fn deleted(digest: u64) -> Entry {
    Entry::PlanDeleted {
        plan: PlanId { digest },
    }
}

/// A journal of three records, and closed again.
fn three(directory: &Path) -> Vec<Entry> {
    let entries = vec![accepted(1), accepted(2), deleted(1)];
    let (mut journal, _) = Journal::open(directory).unwrap();
    assert_eq!(journal.append(&entries).unwrap(), 3);
    entries
}

fn file(directory: &Path) -> PathBuf {
    directory.join("journal.jsonl")
}

fn entries(records: impl Iterator<Item = Result<Record, JournalError>>) -> Vec<Entry> {
    records.map(|record| record.unwrap().entry).collect()
}

fn sequences(records: impl Iterator<Item = Result<Record, JournalError>>) -> Vec<Sequence> {
    records
        .filter_map(Result::ok)
        .map(|record| record.sequence)
        .collect()
}

#[test]
fn what_was_appended_is_there_after_reopening() {
    let directory = tempdir().unwrap();
    let written = three(directory.path());
    let (mut journal, opened) = Journal::open(directory.path()).unwrap();
    assert_eq!((opened.records, journal.last_sequence()), (3, 3));
    assert!(opened.damages.is_empty() && opened.torn.is_none());
    assert_eq!(entries(journal.records(0).unwrap()), written);
    assert_eq!(sequences(journal.records(2).unwrap()), [2, 3]);
    assert!(sequences(journal.records(4).unwrap()).is_empty());
    assert_eq!(journal.entry(2).unwrap(), Some(accepted(2)));
    assert_eq!(journal.entry(0).unwrap(), None);
    assert_eq!(journal.entry(4).unwrap(), None);
    assert_eq!(journal.append(&[accepted(4)]).unwrap(), 4);
    assert_eq!(journal.append(&[]).unwrap(), 4);
    assert_eq!(sequences(read(directory.path()).unwrap()), [1, 2, 3, 4]);
}

#[test]
fn a_directory_without_a_journal_has_no_records() {
    let directory = tempdir().unwrap();
    assert!(sequences(read(directory.path()).unwrap()).is_empty());
}

#[test]
fn a_second_holder_is_told_the_first() {
    let directory = tempdir().unwrap();
    let (journal, _) = Journal::open(directory.path()).unwrap();
    let message = Journal::open(directory.path()).unwrap_err().to_string();
    let process = format!("(PID {})", std::process::id());
    assert!(message.contains(&process), "{message}");
    assert!(!message.contains('\n'), "{message}");
    drop(journal);
    Journal::open(directory.path()).unwrap();
}

#[test]
fn a_torn_end_is_moved_away() {
    let directory = tempdir().unwrap();
    let written = three(directory.path());
    let whole = fs::read(file(directory.path())).unwrap();
    let before = whole.len()
        - 1
        - whole[..whole.len() - 1]
            .rsplit(|&b| b == b'\n')
            .next()
            .unwrap()
            .len();
    for end in [before + 1, before + 9, whole.len() - 1] {
        fs::write(file(directory.path()), &whole[..end]).unwrap();
        assert_eq!(sequences(read(directory.path()).unwrap()), [1, 2]);
        let (mut journal, opened) = Journal::open(directory.path()).unwrap();
        let torn = opened.torn.unwrap();
        assert_eq!((torn.line, torn.bytes), (3, (end - before) as u64));
        assert!(torn.kept_in.exists());
        assert_eq!(entries(journal.records(1).unwrap()), written[..2]);
        assert_eq!(journal.append(&[deleted(1)]).unwrap(), 3);
        assert_eq!(entries(read(directory.path()).unwrap()), written);
    }
}

#[test]
fn a_damaged_line_names_itself_and_hides_no_other() {
    let directory = tempdir().unwrap();
    three(directory.path());
    let mut bytes = fs::read(file(directory.path())).unwrap();
    let second = bytes.iter().position(|&byte| byte == b'\n').unwrap() + 1;
    let in_payload = second + 500;
    bytes[in_payload] ^= 1;
    fs::write(file(directory.path()), &bytes).unwrap();
    let (mut journal, opened) = Journal::open(directory.path()).unwrap();
    let [damage] = opened.damages.as_slice() else {
        panic!("{opened:?}")
    };
    assert_eq!((damage.line, damage.sequence), (2, 2));
    let message = damage.to_string();
    for part in [
        "line 2",
        "record 2",
        "PLAN_ACCEPTED",
        "分工 2.txt",
        "plan_0000000000000002",
    ] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(opened.records, 2);
    assert_eq!(sequences(journal.records(1).unwrap()), [1, 3]);
    assert_eq!(
        journal.records(2).unwrap().filter(Result::is_err).count(),
        1
    );
    assert!(matches!(
        journal.entry(2),
        Err(JournalError::Damaged(damage)) if damage.sequence == 2
    ));
    assert_eq!(journal.entry(3).unwrap(), Some(deleted(1)));
    assert_eq!(journal.append(&[deleted(2)]).unwrap(), 4);
}

#[test]
fn a_missing_line_is_told_as_a_gap() {
    let directory = tempdir().unwrap();
    three(directory.path());
    let bytes = fs::read(file(directory.path())).unwrap();
    let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    fs::write(
        file(directory.path()),
        [lines[0], lines[2], lines[0]].concat(),
    )
    .unwrap();
    let (mut journal, opened) = Journal::open(directory.path()).unwrap();
    let faults: Vec<&str> = opened
        .damages
        .iter()
        .map(|damage| damage.fault.as_str())
        .collect();
    assert_eq!(
        faults,
        [
            "record 2 is not there",
            "it bears the number 1 of an earlier record"
        ]
    );
    assert_eq!(sequences(journal.records(1).unwrap()), [1, 3]);
    assert_eq!(journal.append(&[deleted(2)]).unwrap(), 5);
}

#[test]
fn a_record_of_a_later_version_is_refused() {
    let directory = tempdir().unwrap();
    let json = r#"{"version":4,"sequence":1,"at":0,"kind":"UNKNOWN","payload":{}}"#;
    let line = format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()));
    fs::write(file(directory.path()), line).unwrap();
    let error = Journal::open(directory.path()).unwrap_err();
    assert!(matches!(
        error,
        JournalError::LaterVersion {
            sequence: 1,
            version: 4
        }
    ));
}

/// The journal that was kept when the format had this version: it opens, and holds these entries.
fn still_opens(version: u32, author: Option<&str>, expected: &[Entry]) -> (TempDir, Journal) {
    let fixture = repository(&format!("tests/fixtures/journal_v{version}/journal.jsonl"));
    // Made once: yesterday's bytes are what is tested.
    if !fixture.exists() && std::env::var_os("UPDATE").is_some() {
        let made = tempdir().unwrap();
        let (mut journal, _) = Journal::open(made.path()).unwrap();
        journal.append_as(author, expected).unwrap();
        fs::create_dir_all(fixture.parent().unwrap()).unwrap();
        fs::copy(file(made.path()), &fixture).unwrap();
    }
    let directory = tempdir().unwrap();
    fs::copy(fixture, file(directory.path())).unwrap();
    let (journal, opened) = Journal::open(directory.path()).unwrap();
    assert!(opened.damages.is_empty() && opened.torn.is_none());
    assert_eq!(entries(journal.records(1).unwrap()), expected);
    (directory, journal)
}

#[test]
fn the_first_version_still_opens() {
    still_opens(1, None, &[accepted(1), deleted(1), accepted(2)]);
}

/// An entry of each kind that people write.
fn people(text: &str, value: f64) -> Vec<Entry> {
    let plan = PlanId { digest: 1 };
    let progress = Progress {
        task: TaskId { plan, digest: 2 },
        unit: UnitId { digest: 3 },
        year: 2012,
        status: ProgressStatus::AtRisk,
        text: text.to_owned(),
        attachment_url: Some("https://example.org/a".to_owned()),
    };
    let observed = ObservedValue {
        indicator: IndicatorId {
            plan,
            owner: 2,
            digest: 4,
        },
        year: 2012,
        value,
        note: None,
        source: Some(text.to_owned()),
    };
    let key = ApiKey {
        id: KeyId { number: 5 },
        name: text.to_owned(),
        role: KeyRole::Report,
        units: vec![UnitId { digest: 3 }],
        salt: vec![1, 2],
        digest: vec![3, 4],
    };
    vec![
        Entry::ProgressRecorded(progress),
        Entry::ObservationRecorded(observed),
        Entry::KeyCreated(key),
        Entry::KeyRevoked {
            key: KeyId { number: 5 },
        },
    ]
}

#[test]
fn what_people_write_bears_its_author_and_is_told_without_documents() {
    let directory = tempdir().unwrap();
    let written = people("完成 12 座", 0.1 + 0.2);
    let (mut journal, _) = Journal::open(directory.path()).unwrap();
    journal.append(&[accepted(1)]).unwrap();
    let headlines = journal.append_as(Some("张三"), &written).unwrap();
    assert_eq!(journal.last_stored(), 1);
    drop(journal);
    let records: Vec<_> = read(directory.path())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(records[0].author, None);
    for (record, entry) in records[1..].iter().zip(&written) {
        assert_eq!(record.author.as_deref(), Some("张三"));
        assert_eq!(&record.entry, entry);
    }
    let (mut journal, _) = Journal::open(directory.path()).unwrap();
    let found = journal.take_headlines();
    assert_eq!(
        found[0].subject,
        Subject::PlanAccepted(PlanId { digest: 1 })
    );
    assert_eq!(found[1..], headlines);
    assert_eq!((journal.last_stored(), journal.last_sequence()), (1, 5));
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
    let directory = tempdir().unwrap();
    let parent = directory.path().join("file");
    fs::write(&parent, "").unwrap();
    let error = Journal::open(&parent.join("var")).unwrap_err();
    let message = error.to_string();
    assert!(
        message.starts_with("cannot create ")
            && message.contains("file/var: see to its permissions, or choose another"),
        "{message}"
    );
}

#[test]
fn a_failed_append_is_the_last() {
    let directory = tempdir().unwrap();
    std::os::unix::fs::symlink("/dev/full", file(directory.path())).unwrap();
    let (mut journal, _) = Journal::open(directory.path()).unwrap();
    let error = journal.append(&[accepted(1)]).unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("No space left"), "{source}");
    assert_eq!(journal.last_sequence(), 0);
    let error = journal.append(&[accepted(1)]).unwrap_err();
    assert!(matches!(error, JournalError::Poisoned));
}

#[test]
fn a_backup_taken_beside_the_writer_restores_the_same_records() {
    let directory = tempdir().unwrap();
    let written = three(directory.path());
    let (mut journal, _) = Journal::open(directory.path()).unwrap();
    let file = directory.path().join("a.backup");
    let copied = backup(directory.path(), &file).unwrap();
    assert_eq!((copied.records, copied.last_sequence), (3, 3));
    journal.append(&[accepted(4)]).unwrap();

    let restored = tempdir().unwrap();
    let directory = restored.path().join("new/var");
    assert_eq!(restore(&file, &directory).unwrap(), copied);
    assert_eq!(entries(read(&directory).unwrap()), written);
    let names: Vec<_> = fs::read_dir(&directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    Journal::open(&directory)
        .unwrap()
        .0
        .append(&[accepted(5)])
        .unwrap();
}

#[test]
fn backup_and_restore_write_over_nothing() {
    let directory = tempdir().unwrap();
    three(directory.path());
    let path = directory.path().join("a.backup");
    fs::write(&path, "mine").unwrap();
    let error = backup(directory.path(), &path).unwrap_err();
    assert!(matches!(error, JournalError::Exists { .. }));
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    fs::remove_file(&path).unwrap();
    backup(directory.path(), &path).unwrap();

    let before = fs::read(file(directory.path())).unwrap();
    let error = restore(&path, directory.path()).unwrap_err();
    assert!(matches!(error, JournalError::NotEmpty { .. }));
    let (journal, _) = Journal::open(directory.path()).unwrap();
    let error = restore(&path, directory.path()).unwrap_err();
    assert!(matches!(error, JournalError::InUse { .. }));
    drop(journal);
    assert_eq!(fs::read(file(directory.path())).unwrap(), before);
}

#[test]
fn a_backup_of_nothing_is_refused() {
    let directory = tempdir().unwrap();
    let path = directory.path().join("a.backup");
    assert!(backup(directory.path(), &path).is_err());
    assert!(!path.exists());
}

#[test]
fn a_damaged_line_is_carried_along_and_told() {
    let directory = tempdir().unwrap();
    three(directory.path());
    let mut bytes = fs::read(file(directory.path())).unwrap();
    bytes[20] ^= 1;
    fs::write(file(directory.path()), &bytes).unwrap();
    let path = directory.path().join("a.backup");
    let copied = backup(directory.path(), &path).unwrap();
    assert_eq!((copied.records, copied.damages.len()), (2, 1));
    let restored = tempdir().unwrap();
    assert_eq!(restore(&path, restored.path()).unwrap(), copied);
    assert_eq!(fs::read(file(restored.path())).unwrap(), bytes);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_backup_is_refused_and_leaves_no_journal(
        place: prop::sample::Index,
        bit in 0..8,
        cut in any::<bool>(),
    ) {
        let directory = tempdir().unwrap();
        three(directory.path());
        let path = directory.path().join("a.backup");
        backup(directory.path(), &path).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        let place = place.index(bytes.len());
        if cut {
            bytes.truncate(place);
        } else {
            bytes[place] ^= 1_u8 << bit;
        }
        fs::write(&path, bytes).unwrap();
        let restored = tempdir().unwrap();
        let error = restore(&path, restored.path()).unwrap_err();
        prop_assert!(matches!(error, JournalError::InvalidBackup { .. }), "{}", error);
        prop_assert!(!file(restored.path()).exists());
    }

    #[test]
    fn any_entry_reads_back(
        name in "\\PC{0,40}",
        key in proptest::option::of("\\PC{0,9}"),
        bytes: Vec<u8>,
        digest: u64,
        value in -1e300..1e300_f64,
    ) {
        let directory = tempdir().unwrap();
        let entry = Entry::PlanAccepted {
            plan: PlanId { digest },
            name,
            manifest: PlanManifest { key, ..PlanManifest::default() },
            bytes,
        };
        let (mut journal, _) = Journal::open(directory.path()).unwrap();
        journal.append(&[entry.clone(), deleted(digest)]).unwrap();
        prop_assert_eq!(journal.entry(1).unwrap(), Some(entry));
        prop_assert_eq!(journal.entry(2).unwrap(), Some(deleted(digest)));
        let people = people(&format!("{digest}"), value);
        journal.append_as(Some("甲"), &people).unwrap();
        for (entry, sequence) in people.into_iter().zip(3..) {
            prop_assert_eq!(journal.entry(sequence).unwrap(), Some(entry));
        }
    }

    #[test]
    fn any_bytes_open_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), flips in 0..3_usize) {
        let directory = tempdir().unwrap();
        three(directory.path());
        let mut whole = fs::read(file(directory.path())).unwrap();
        let middle = whole.len() / 3 * flips;
        whole.splice(middle..middle, bytes);
        fs::write(file(directory.path()), whole).unwrap();
        let (mut journal, opened) = Journal::open(directory.path()).unwrap();
        prop_assert!(opened.records <= 3);
        let last = journal.last_sequence();
        prop_assert_eq!(journal.append(&[accepted(9)]).unwrap(), last + 1);
        prop_assert_eq!(journal.entry(last + 1).unwrap(), Some(accepted(9)));
    }
}
