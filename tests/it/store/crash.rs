//! Crashes and full disks: nothing that a writer acknowledged may be missing, and nothing may be there by half.
//!
//! The writer is this test binary again, told by the environment what to do; it prints every acknowledgement.

use std::env;
use std::error::Error;
use std::hint;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use plangraph::journal::{Journal, JournalError, read};
use plangraph::model::{Facts, PlanId};
use plangraph::store::{Change, SledStore, Store, StoreError};
use tempfile::tempdir;

use super::facts::facts;
use super::{assert_stored, open};
use crate::journal::accepted;

const DIRECTORY: &str = "PLANGRAPH_CRASH_DIRECTORY";
const WRITER: &str = "PLANGRAPH_CRASH_WRITER";
const ROUNDS: &str = "PLANGRAPH_KILL_ROUNDS";

/// Plans that the writer's records go over again and again.
const PLANS: u64 = 7;

/// The last acknowledgement of each kind, by sequence, and what the writer ended with.
#[derive(Debug, Default)]
struct Acknowledged {
    journal: u64,
    store: u64,
    errors: Vec<String>,
}

/// Commits of a writer that stops by itself.
const SOME: u64 = 30;

/// What record `sequence` does to the store: every fifth one deletes its plan.
fn change(sequence: u64) -> Change {
    if sequence.is_multiple_of(5) {
        Change::Delete(PlanId {
            digest: sequence % PLANS,
        })
    } else {
        Change::Put(Box::new(revised(sequence)))
    }
}

fn revised(sequence: u64) -> Facts {
    let task_count = u32::try_from(sequence % 13).unwrap() + 1;
    let mut facts = facts(sequence % PLANS, task_count);
    facts.plan.title = format!("第{sequence}版");
    facts
}

/// The writer's part; nothing when the tests are run as tests.
#[test]
fn writer() {
    let Some(directory) = env::var_os(DIRECTORY) else {
        return;
    };
    let directory = Path::new(&directory);
    let mut output = io::stdout();
    let ended = match env::var(WRITER).unwrap().as_str() {
        "journal" => write_journal(directory, &mut output),
        "store" => write_store(&open(directory).0, &mut output),
        "some commits" => write_some(&open(directory).0, &mut output),
        "some commits without durability" => {
            let store = directory.join("store");
            write_some(
                &SledStore::open_without_durability(&store).unwrap().0,
                &mut output,
            )
        }
        _ => write_both(directory, &mut output),
    };
    for error in ended {
        let mut message = error.to_string();
        let mut source = error.source();
        while let Some(error) = source {
            message = format!("{message}: {error}");
            source = error.source();
        }
        writeln!(output, "\nerror {message}").unwrap();
    }
}

type Errors = Vec<Box<dyn Error>>;

fn write_journal(directory: &Path, output: &mut impl io::Write) -> Errors {
    let (mut journal, _) = Journal::open(directory).unwrap();
    loop {
        match journal.append(&[accepted(journal.last_sequence() + 1)]) {
            Ok(sequence) => writeln!(output, "\njournal {sequence}").unwrap(),
            Err(error) => {
                let again = journal.append(&[accepted(0)]).unwrap_err();
                assert!(matches!(again, JournalError::Poisoned));
                return vec![error.into(), again.into()];
            }
        }
    }
}

fn write_store(store: &SledStore, output: &mut impl io::Write) -> Errors {
    loop {
        if let Err(error) = commit_next(store, output) {
            let again = commit_next(store, output).unwrap_err();
            assert!(matches!(again, StoreError::Poisoned));
            return vec![error.into(), again.into()];
        }
    }
}

/// A few commits, and then nothing but waiting to be killed. No plan is replaced: taking away old revisions would make
/// sled write on.
fn write_some(store: &SledStore, output: &mut impl io::Write) -> Errors {
    for sequence in 1..=SOME {
        let changes = vec![Change::Put(Box::new(facts(sequence, 2)))];
        store.commit(sequence - 1, sequence, changes).unwrap();
        writeln!(output, "\nstore {sequence}").unwrap();
    }
    io::stdin().read_line(&mut String::new()).unwrap();
    Vec::new()
}

/// Journal first, then the store, which first catches up with what a crash kept from it.
fn write_both(directory: &Path, output: &mut impl io::Write) -> Errors {
    let (mut journal, _) = Journal::open(directory).unwrap();
    let (store, opened) = open(directory);
    assert_eq!(opened.set_aside, None);
    loop {
        while store.snapshot().sequence() < journal.last_sequence() {
            commit_next(&store, output).unwrap();
        }
        let sequence = journal
            .append(&[accepted(journal.last_sequence() + 1)])
            .unwrap();
        writeln!(output, "\njournal {sequence}").unwrap();
    }
}

fn commit_next(store: &SledStore, output: &mut impl io::Write) -> Result<(), StoreError> {
    let snapshot = store.snapshot();
    let sequence = snapshot.sequence() + 1;
    store.commit(snapshot.generation(), sequence, vec![change(sequence)])?;
    writeln!(output, "\nstore {sequence}").unwrap();
    Ok(())
}

/// Starts the writer; `limit` is the size in KiB beyond which no file of its grows, as on a full disk.
fn start(directory: &Path, writer: &str, limit: Option<u32>) -> (Child, BufReader<ChildStdout>) {
    let limit = limit.map_or("unlimited".to_owned(), |kilobytes| {
        (kilobytes * 2).to_string()
    });
    let mut child = Command::new("/bin/sh")
        .args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\""])
        .arg(limit)
        .arg(env::current_exe().unwrap())
        .args(["--exact", "store::crash::writer", "--nocapture"])
        .env(DIRECTORY, directory)
        .env(WRITER, writer)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    (child, output)
}

impl Acknowledged {
    fn note(&mut self, line: &str) {
        match line.split_once(' ') {
            Some(("journal", sequence)) => self.journal = sequence.parse().unwrap_or(self.journal),
            Some(("store", sequence)) => self.store = sequence.parse().unwrap_or(self.store),
            Some(("error", message)) => self.errors.push(message.to_owned()),
            _ => {}
        }
    }

    /// Everything that is still to be read.
    fn note_rest(&mut self, mut output: BufReader<ChildStdout>) {
        let mut rest = Vec::new();
        output.read_to_end(&mut rest).unwrap();
        // The last line may be cut: then it was not acknowledged.
        let whole = rest
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |end| end + 1);
        for line in String::from_utf8_lossy(&rest[..whole]).lines() {
            self.note(line);
        }
    }
}

/// Runs the writer until it has acknowledged about `lines` times, lets it run on for a moment, and kills it.
fn killed_after(directory: &Path, writer: &str, lines: u64, moment: Duration) -> Acknowledged {
    let (mut child, mut output) = start(directory, writer, None);
    let mut acknowledged = Acknowledged::default();
    let mut line = String::new();
    let mut seen = 0;
    while seen < lines && output.read_line(&mut line).unwrap() > 0 {
        acknowledged.note(line.trim());
        seen += u64::from(line.starts_with("store") || line.starts_with("journal"));
        line.clear();
    }
    let now = Instant::now();
    while now.elapsed() < moment {
        hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    acknowledged.note_rest(output);
    acknowledged
}

/// Numbers without a pattern, the same in every run.
fn shuffled(round: u64) -> u64 {
    (round + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
}

/// Every record of the journal up to `acknowledged` is there, whole and equal.
fn assert_journal(directory: &Path, acknowledged: u64) {
    let mut last = 0;
    for record in read(directory).unwrap() {
        let record = record.unwrap();
        last += 1;
        assert_eq!(record.sequence, last);
        assert_eq!(record.entry, accepted(last));
    }
    assert!(last >= acknowledged, "{last} of {acknowledged} records");
}

/// The store is at `acknowledged` or later, and is just what its records made of it.
fn assert_store(directory: &Path, acknowledged: u64) {
    let (store, opened) = open(directory);
    assert_eq!(opened.set_aside, None);
    let snapshot = store.snapshot();
    let sequence = snapshot.sequence();
    assert!(
        sequence >= acknowledged,
        "{sequence} of {acknowledged} commits"
    );
    for plan in 0..PLANS {
        let last = (1..=sequence).rfind(|sequence| sequence % PLANS == plan);
        match last.map(change) {
            Some(Change::Put(facts)) => assert_stored(&store, &snapshot, &facts),
            _ => assert!(snapshot.plan(PlanId { digest: plan }).is_none()),
        }
    }
    store.verify(&mut |fault| panic!("{fault}")).unwrap();
}

#[test]
fn nothing_acknowledged_is_lost_when_the_writer_is_killed() {
    let rounds = env::var(ROUNDS).map_or(10, |rounds| rounds.parse().unwrap());
    let directory = tempdir().unwrap();
    let mut before = 0;
    for round in 0..rounds {
        let moment = Duration::from_micros(shuffled(round) % 6_000);
        let lines = shuffled(round) % 40;
        let acknowledged = killed_after(directory.path(), "both", lines, moment);
        assert_journal(directory.path(), acknowledged.journal.max(before));
        assert_store(directory.path(), acknowledged.store);
        before = acknowledged.journal.max(before);
    }
    assert!(before > rounds, "the writers hardly wrote");
}

/// The control: the same writer is seen to lose commits when they are not brought to the disk.
#[test]
fn a_store_that_does_not_wait_for_the_disk_is_seen_to_lose() {
    let kept = |writer| {
        let directory = tempdir().unwrap();
        let acknowledged = killed_after(directory.path(), writer, SOME, Duration::ZERO);
        assert_eq!(acknowledged.store, SOME);
        open(directory.path()).0.snapshot().sequence()
    };
    assert_eq!(kept("some commits"), SOME);
    assert!(kept("some commits without durability") < SOME);
}

/// Runs the writer until it finds no more room.
fn filled(directory: &Path, writer: &str, kilobytes: u32) -> Acknowledged {
    let (mut child, output) = start(directory, writer, Some(kilobytes));
    let mut acknowledged = Acknowledged::default();
    acknowledged.note_rest(output);
    assert!(child.wait().unwrap().success(), "{acknowledged:?}");
    acknowledged
}

#[test]
fn a_journal_without_room_keeps_what_it_had() {
    let directory = tempdir().unwrap();
    let acknowledged = filled(directory.path(), "journal", 16);
    let [first, second] = acknowledged.errors.as_slice() else {
        panic!("{acknowledged:?}")
    };
    assert!(
        first.contains("journal.jsonl: nothing of it was kept") && first.contains("too large"),
        "{first}"
    );
    assert!(second.contains("after a failed one"), "{second}");
    assert!(acknowledged.journal > 5);
    let (mut journal, opened) = Journal::open(directory.path()).unwrap();
    assert_eq!(opened.records, acknowledged.journal);
    assert_eq!((opened.torn, opened.damages.len()), (None, 0));
    journal
        .append(&[accepted(acknowledged.journal + 1)])
        .unwrap();
    assert_journal(directory.path(), acknowledged.journal + 1);
}

#[test]
fn a_store_without_room_keeps_what_it_had() {
    let directory = tempdir().unwrap();
    let acknowledged = filled(directory.path(), "store", 256);
    let [first, second] = acknowledged.errors.as_slice() else {
        panic!("{acknowledged:?}")
    };
    assert!(
        first.starts_with("the store cannot") && first.contains("too large"),
        "{first}"
    );
    assert!(second.contains("after a failed one"), "{second}");
    assert!(acknowledged.store > 5);
    assert_store(directory.path(), acknowledged.store);
}
