//! Tests of `journal`.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use plangraph::journal::{Entry, Journal, JournalError, Record, Sequence, backup, read, restore};
use plangraph::model::{Date, PlanId, PlanManifest};
use tempfile::tempdir;

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

fn file(directory: &Path) -> std::path::PathBuf {
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
    let process = format!("process {} (", std::process::id());
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
