//! Reading: lines one after the other, never all at once.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Take};
use std::path::{Path, PathBuf};

use super::line::LineError;
use super::{Damage, FILE, JournalError, Record, Sequence, damage, line};

/// The records of the journal in a data directory, without the lock.
///
/// A line that a writer has only half written is not read; a directory without a journal has no records.
pub fn read(directory: &Path) -> Result<Records, JournalError> {
    Records::open(&directory.join(FILE), Start::default(), None)
}

/// Where reading begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// First byte.
    pub(super) offset: u64,
    /// The line that stands there, from 1.
    pub(super) line: u64,
    /// The number of its record.
    pub(super) sequence: Sequence,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            offset: 0,
            line: 1,
            sequence: 1,
        }
    }
}

/// The records of a journal in order. A damaged line is an error in its place, and reading goes on after it.
#[derive(Debug)]
pub struct Records {
    lines: Option<Lines>,
    /// A record that was read and stands after a gap that is told first.
    waiting: Option<Record>,
}

impl Records {
    /// The records from `start`, up to `end` or the file's end.
    pub(super) fn open(path: &Path, start: Start, end: Option<u64>) -> Result<Self, JournalError> {
        let lines = match File::open(path) {
            Ok(file) => Some(Lines::new(file, path, start, end)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(JournalError::file("open", path)(error)),
        };
        Ok(Self {
            lines,
            waiting: None,
        })
    }
}

impl Iterator for Records {
    type Item = Result<Record, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(record) = self.waiting.take() {
            return Some(Ok(record));
        }
        let lines = self.lines.as_mut()?;
        match lines.next(|bytes| line::decode(bytes).map(|record| (record.sequence, record))) {
            Ok(Next::Record(record, None)) => Some(Ok(record)),
            Ok(Next::Record(record, Some(gap))) => {
                self.waiting = Some(record);
                Some(Err(JournalError::Damaged(gap)))
            }
            Ok(Next::Damaged(damage)) => Some(Err(JournalError::Damaged(damage))),
            Ok(Next::Torn | Next::End) => {
                self.lines = None;
                None
            }
            Err(error) => {
                self.lines = None;
                Some(Err(error))
            }
        }
    }
}

/// What comes next in a journal.
#[derive(Debug)]
pub(super) enum Next<T> {
    /// A whole record, and what is missing before it, if anything.
    Record(T, Option<Damage>),
    /// A line that is none.
    Damaged(Damage),
    /// The last line has no end.
    Torn,
    /// Nothing.
    End,
}

/// The lines of a file between two offsets.
#[derive(Debug)]
pub(super) struct Lines {
    reader: BufReader<Take<File>>,
    path: PathBuf,
    /// The line last read, without its end.
    buffer: Vec<u8>,
    /// Where the line last read begins.
    at: Start,
    /// Where the next line begins, and the number that its record should bear.
    after: Start,
    /// The number of the last whole record.
    last: Sequence,
}

impl Lines {
    /// The lines from `start` to `end`, or to the end that the file has now.
    pub(super) fn new(
        mut file: File,
        path: &Path,
        start: Start,
        end: Option<u64>,
    ) -> Result<Self, JournalError> {
        let end = match end {
            Some(end) => end,
            None => file
                .metadata()
                .map_err(JournalError::file("read", path))?
                .len(),
        };
        file.seek(SeekFrom::Start(start.offset))
            .map_err(JournalError::file("read", path))?;
        Ok(Self {
            reader: BufReader::with_capacity(1 << 16, file.take(end.saturating_sub(start.offset))),
            path: path.to_owned(),
            buffer: Vec::new(),
            at: start,
            after: start,
            last: start.sequence.saturating_sub(1),
        })
    }

    /// Where the line last read begins.
    pub(super) fn at(&self) -> Start {
        self.at
    }

    /// Where the next line begins, and the number that its record should bear.
    pub(super) fn after(&self) -> Start {
        self.after
    }

    /// The line last read, without its end.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer
    }

    /// Reads a line and what `decode` makes of it: the record's number and what is wanted of it.
    pub(super) fn next<T>(
        &mut self,
        decode: impl FnOnce(&[u8]) -> Result<(Sequence, T), LineError>,
    ) -> Result<Next<T>, JournalError> {
        self.buffer.clear();
        let length = self
            .reader
            .read_until(b'\n', &mut self.buffer)
            .map_err(JournalError::file("read", &self.path))?;
        if length == 0 {
            return Ok(Next::End);
        }
        let expected = self.after.sequence;
        self.at = self.after;
        if self.buffer.pop_if(|last| *last == b'\n').is_none() {
            return Ok(Next::Torn);
        }
        self.after = Start {
            offset: self.at.offset + length as u64,
            line: self.at.line + 1,
            sequence: expected + 1,
        };
        let fault = match decode(&self.buffer) {
            Ok((sequence, record)) if sequence > self.last => {
                self.last = sequence;
                self.at.sequence = sequence;
                self.after.sequence = sequence.saturating_add(1);
                let gap = (sequence > expected).then(|| Damage {
                    line: self.at.line,
                    sequence: expected,
                    fault: match sequence - 1 {
                        last if last == expected => format!("record {expected} is not there"),
                        last => format!("records {expected} to {last} are not there"),
                    },
                    held: String::new(),
                });
                return Ok(Next::Record(record, gap));
            }
            Ok((sequence, _)) => format!("it bears the number {sequence} of an earlier record"),
            Err(LineError::LaterVersion { sequence, version }) => {
                return Err(JournalError::LaterVersion { sequence, version });
            }
            Err(error) => error.to_string(),
        };
        Ok(Next::Damaged(Damage {
            line: self.at.line,
            sequence: expected,
            fault,
            held: damage::held(&self.buffer),
        }))
    }
}
