//! The journal under its lock: opened, read and added to.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::lock::DirectoryLock;
use super::records::{Lines, Next, Start};
use super::{
    Damage, Entry, FILE, Headline, JournalError, Record, Records, Sequence, Subject, Torn, disk,
    line,
};
use crate::model::PlanId;

/// The file that the ends cut off by crashes are moved to.
const TORN_FILE: &str = "journal.torn";

/// The journal of a data directory, held by this process alone.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    /// What follows each whole record, in order.
    ends: Vec<Start>,
    /// The record that holds the newest document of each plan.
    accepted: HashMap<PlanId, Sequence>,
    /// The last record that changes what the store holds.
    last_stored: Sequence,
    /// What was found at opening, until somebody takes it.
    headlines: Vec<Headline>,
    /// Where the next record goes.
    end: Start,
    is_poisoned: bool,
    _lock: DirectoryLock,
}

/// What was found when a journal was opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// Number of whole records.
    pub records: u64,
    /// Lines that are damaged, and gaps.
    pub damages: Vec<Damage>,
    /// An end that a crash had cut short.
    pub torn: Option<Torn>,
}

impl Journal {
    /// Opens the journal of `directory`, which is made if need be, and takes the directory's lock.
    pub fn open(directory: &Path) -> Result<(Self, Opened), JournalError> {
        let lock = DirectoryLock::take(directory)?;
        let path = directory.join(FILE);
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(JournalError::file("open", &path))?;
        disk::sync_directory(directory)?;
        let mut journal = Self {
            path,
            file,
            ends: Vec::new(),
            accepted: HashMap::new(),
            last_stored: 0,
            headlines: Vec::new(),
            end: Start::default(),
            is_poisoned: false,
            _lock: lock,
        };
        let opened = journal.scan(&directory.join(TORN_FILE))?;
        Ok((journal, opened))
    }

    /// Adds `entries` and returns the number of the last record, once all are on the disk.
    ///
    /// After a failure none of them is kept, and the journal takes no more until it is opened again.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Sequence, JournalError> {
        self.append_as(None, entries)?;
        Ok(self.last_sequence())
    }

    /// The same, with the name of the key that the entries are written with; returns what was added.
    pub fn append_as(
        &mut self,
        author: Option<&str>,
        entries: &[Entry],
    ) -> Result<Vec<Headline>, JournalError> {
        if self.is_poisoned {
            return Err(JournalError::Poisoned);
        }
        let mut bytes = Vec::new();
        let mut headlines = Vec::with_capacity(entries.len());
        let mut ends = Vec::new();
        let mut end = self.end;
        for entry in entries {
            let record = Record {
                sequence: end.sequence,
                at: now(),
                author: author.map(str::to_owned),
                entry: entry.clone(),
            };
            headlines.push(Headline {
                sequence: record.sequence,
                at: record.at,
                author: record.author.clone(),
                subject: Subject::of(entry),
            });
            let line = line::encode(&record).map_err(|error| self.append_error(error.into()))?;
            end = Start {
                offset: end.offset + line.len() as u64,
                line: end.line + 1,
                sequence: end.sequence + 1,
            };
            ends.push(end);
            bytes.extend(line);
        }
        let written = self
            .file
            .write_all(&bytes)
            .and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            self.is_poisoned = true;
            // What cannot be taken back now is a torn end when the journal is opened again.
            let _taken_back = self
                .file
                .set_len(self.end.offset)
                .and_then(|()| self.file.sync_all());
            return Err(self.append_error(error));
        }
        for headline in &headlines {
            self.note(headline.sequence, &headline.subject);
        }
        self.ends.extend(ends);
        self.end = end;
        Ok(headlines)
    }

    /// What the journal held when it was opened, without the bytes of documents; empty when it was taken before.
    pub fn take_headlines(&mut self) -> Vec<Headline> {
        std::mem::take(&mut self.headlines)
    }

    /// The number of the last record that changes what the store holds; 0 when there is none. Damaged records count.
    #[must_use]
    pub fn last_stored(&self) -> Sequence {
        self.last_stored
    }

    /// The number of the last record, damaged ones included; 0 when there is none.
    #[must_use]
    pub fn last_sequence(&self) -> Sequence {
        self.end.sequence - 1
    }

    /// The records from number `from` on, read one by one; a damaged one is an error in its place.
    pub fn records(&self, from: Sequence) -> Result<Records, JournalError> {
        let before = self.ends.partition_point(|end| end.sequence <= from);
        let start = before
            .checked_sub(1)
            .and_then(|index| self.ends.get(index))
            .copied()
            .unwrap_or_default();
        Records::open(&self.path, start, Some(self.end.offset))
    }

    /// What was accepted under a number; `None` when there is no such record.
    pub fn entry(&self, sequence: Sequence) -> Result<Option<Entry>, JournalError> {
        for record in self.records(sequence)? {
            match record {
                Err(JournalError::Damaged(damage)) if damage.sequence < sequence => {}
                Ok(record) if record.sequence == sequence => return Ok(Some(record.entry)),
                Ok(_) => break,
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// The record that accepted the newest document of a plan; `None` when none was accepted.
    #[must_use]
    pub fn accepted(&self, plan: PlanId) -> Option<Sequence> {
        self.accepted.get(&plan).copied()
    }

    /// The newest accepted document of a plan, as given; `None` when none was accepted, or its record is damaged.
    pub fn original(&self, plan: PlanId) -> Result<Option<Vec<u8>>, JournalError> {
        let Some(sequence) = self.accepted(plan) else {
            return Ok(None);
        };
        Ok(match self.entry(sequence)? {
            Some(Entry::PlanAccepted { bytes, .. }) => Some(bytes),
            _ => None,
        })
    }

    /// Reads every line once; moves a torn end away.
    fn scan(&mut self, torn_path: &Path) -> Result<Opened, JournalError> {
        let file = File::open(&self.path).map_err(JournalError::file("open", &self.path))?;
        let mut lines = Lines::new(file, &self.path, Start::default(), None)?;
        let mut opened = Opened::default();
        loop {
            let headline = |bytes: &[u8]| {
                let headline = line::headline(bytes)?;
                Ok((headline.sequence, headline))
            };
            match lines.next(headline)? {
                Next::Record(headline, gap) => {
                    opened.damages.extend(gap);
                    opened.records += 1;
                    self.note(lines.at().sequence, &headline.subject);
                    self.headlines.push(headline);
                    self.ends.push(lines.after());
                }
                Next::Damaged(damage) => {
                    self.last_stored = damage.sequence;
                    opened.damages.push(damage);
                }
                Next::Torn => {
                    opened.torn = Some(self.cut(&lines, torn_path)?);
                    break;
                }
                Next::End => break,
            }
        }
        self.end = lines.after();
        Ok(opened)
    }

    /// Takes note of which record accepted a plan, and which was the last that the store holds.
    fn note(&mut self, sequence: Sequence, subject: &Subject) {
        if let Subject::PlanAccepted(plan) = subject {
            self.accepted.insert(*plan, sequence);
        }
        if subject.is_stored() {
            self.last_stored = sequence;
        }
    }

    /// Moves the unfinished last line to the file at `torn_path`.
    fn cut(&self, lines: &Lines, torn_path: &Path) -> Result<Torn, JournalError> {
        OpenOptions::new()
            .append(true)
            .create(true)
            .open(torn_path)
            .and_then(|mut file| {
                file.write_all(lines.bytes())?;
                file.write_all(b"\n")?;
                file.sync_all()
            })
            .map_err(JournalError::file("write", torn_path))?;
        self.file
            .set_len(lines.at().offset)
            .and_then(|()| self.file.sync_all())
            .map_err(JournalError::file("shorten", &self.path))?;
        Ok(Torn {
            line: lines.at().line,
            bytes: lines.bytes().len() as u64,
            kept_in: torn_path.to_owned(),
        })
    }

    fn append_error(&self, source: std::io::Error) -> JournalError {
        JournalError::Append {
            path: self.path.clone(),
            source,
        }
    }
}

/// The time by the clock of this machine, in milliseconds since 1970-01-01 UTC.
#[must_use]
pub fn now() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
