//! The journal as one portable file, with the documents in it, and back.
//!
//! The first line names the format, then come the journal's lines as they are, then a line with their number and the
//! SHA-256 of all bytes before it. A backup needs no lock: lines are only added, so what is there is a prefix.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::lock::DirectoryLock;
use super::records::{Lines, Next, Start};
use super::{BackupUse, Damage, FILE, JournalError, Sequence, disk, line};

const HEADER: &[u8] = b"plangraph backup 1\n";

/// What was copied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// Number of whole records.
    pub records: u64,
    /// The number of the last one; 0 when there is none.
    pub last_sequence: Sequence,
    /// Damaged lines, copied as they are, and gaps.
    pub damages: Vec<Damage>,
}

/// Writes the journal of `directory` to `file`, which must not be there yet.
pub fn backup(directory: &Path, file: &Path) -> Result<Copied, JournalError> {
    let journal = directory.join(FILE);
    let source = File::open(&journal).map_err(JournalError::file("open", &journal))?;
    // The name is taken first, so that nobody else's file is ever written over.
    match File::create_new(file) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(JournalError::Exists {
                path: file.to_owned(),
            });
        }
        Err(error) => return Err(BackupUse::Write.of(file)(error)),
    }
    let failed = BackupUse::Write.of(file);
    let copied = write_whole(file, failed, |output| {
        let mut output = Hashing::new(output);
        output.write_all(HEADER)?;
        let mut lines = Lines::new(source, &journal, Start::default(), None)?;
        let (copied, count) = copy_lines(&mut lines, &mut output)?;
        let trailer = format!("{count} {}\n", output.digest());
        output.write_all(trailer.as_bytes())?;
        Ok(copied)
    });
    if copied.is_err() {
        // Nothing but the empty file that took the name.
        let _removed = fs::remove_file(file);
    }
    copied
}

/// Makes the journal of `directory` from a backup, once the backup is proved whole.
///
/// The directory must have no record yet, and no process may hold it. Whatever was folded from another journal has to
/// be removed before it is opened again.
pub fn restore(file: &Path, directory: &Path) -> Result<Copied, JournalError> {
    let end = verify(file)?;
    let _lock = DirectoryLock::take(directory)?;
    let journal = directory.join(FILE);
    if fs::metadata(&journal).is_ok_and(|metadata| metadata.len() > 0) {
        return Err(JournalError::NotEmpty {
            directory: directory.to_owned(),
        });
    }
    write_whole(&journal, JournalError::file("write", &journal), |output| {
        let source = File::open(file).map_err(BackupUse::Read.of(file))?;
        let start = Start {
            offset: HEADER.len() as u64,
            ..Start::default()
        };
        let mut lines = Lines::new(source, file, start, Some(end))?;
        let (copied, _) = copy_lines(&mut lines, output)?;
        Ok(copied)
    })
}

/// Writing to a file, or reading what is to be written, went wrong.
#[derive(Debug)]
enum WriteError {
    Write(io::Error),
    Read(JournalError),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl From<JournalError> for WriteError {
    fn from(error: JournalError) -> Self {
        Self::Read(error)
    }
}

/// Writes a file under another name and gives it its own when it is whole and on the disk; `failed` tells why it could not.
fn write_whole<T>(
    path: &Path,
    failed: impl FnOnce(io::Error) -> JournalError,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<T, WriteError>,
) -> Result<T, JournalError> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let written = File::create(&partial)
        .map_err(WriteError::from)
        .and_then(|file| {
            let mut output = BufWriter::new(file);
            let result = write(&mut output)?;
            output.flush()?;
            output.get_ref().sync_all()?;
            fs::rename(&partial, path)?;
            Ok(result)
        })
        .map_err(|error| match error {
            WriteError::Write(error) => failed(error),
            WriteError::Read(error) => error,
        });
    if written.is_err() {
        let _removed = fs::remove_file(&partial);
    }
    let result = written?;
    disk::sync_directory(path.parent().unwrap_or(Path::new("")))?;
    Ok(result)
}

/// Copies whole lines as they are, and returns their number too.
fn copy_lines(lines: &mut Lines, output: &mut impl io::Write) -> Result<(Copied, u64), WriteError> {
    let mut copied = Copied::default();
    let mut count = 0;
    loop {
        match lines.next(|bytes| line::decode(bytes).map(|record| (record.sequence, ())))? {
            Next::Record((), gap) => {
                copied.damages.extend(gap);
                copied.records += 1;
                copied.last_sequence = lines.at().sequence;
            }
            Next::Damaged(damage) => copied.damages.push(damage),
            Next::Torn | Next::End => return Ok((copied, count)),
        }
        count += 1;
        output.write_all(lines.bytes())?;
        output.write_all(b"\n")?;
    }
}

/// Proves a backup whole and returns where its journal ends.
fn verify(path: &Path) -> Result<u64, JournalError> {
    let invalid = |fault: &str| JournalError::InvalidBackup {
        path: path.to_owned(),
        fault: fault.to_owned(),
    };
    let file = File::open(path).map_err(BackupUse::Read.of(path))?;
    let mut input = BufReader::new(file);
    let mut next_line = |line: &mut Vec<u8>| {
        line.clear();
        input
            .read_until(b'\n', line)
            .map_err(BackupUse::Read.of(path))
    };
    let mut line = Vec::new();
    next_line(&mut line)?;
    if line != HEADER {
        return Err(invalid("its first line is not that of a backup"));
    }
    let mut hash = Sha256::new();
    let (mut end, mut count) = (0, 0_u64);
    let mut following = Vec::new();
    while next_line(&mut following)? > 0 {
        hash.update(&line);
        end += line.len() as u64;
        std::mem::swap(&mut line, &mut following);
        count += 1;
    }
    let trailer = format!("{} {}\n", count.saturating_sub(1), hexadecimal(hash));
    if line != trailer.as_bytes() {
        return Err(invalid("its last line does not fit what stands before it"));
    }
    Ok(end)
}

/// Passes bytes on and takes their digest.
struct Hashing<'a, W> {
    output: &'a mut W,
    hash: Sha256,
}

impl<'a, W: io::Write> Hashing<'a, W> {
    fn new(output: &'a mut W) -> Self {
        Self {
            output,
            hash: Sha256::new(),
        }
    }

    fn digest(&self) -> String {
        hexadecimal(self.hash.clone())
    }
}

impl<W: io::Write> io::Write for Hashing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.output.write(bytes)?;
        self.hash.update(bytes.get(..length).unwrap_or_default());
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

fn hexadecimal(hash: Sha256) -> String {
    format!("{:x}", hash.finalize())
}
