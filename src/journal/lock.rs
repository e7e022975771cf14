//! The lock on a data directory: one process at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;
use std::{env, iter, process, thread};

use super::{JournalError, disk};

const FILE: &str = "lock";

/// How often, and with what pauses, the lock is tried: a program that its holder is just starting shares it until it
/// runs, and so may outlive the holder's letting go by a moment.
const ATTEMPTS: u32 = 10;
const PAUSE: Duration = Duration::from_millis(20);

/// How many characters of the holder's command line are told.
const LONGEST_COMMAND: usize = 80;

/// Held as long as the value lives; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct DirectoryLock {
    _file: File,
}

impl DirectoryLock {
    /// Takes the lock and writes this process's name into it, or says who holds it.
    pub(super) fn take(directory: &Path) -> Result<Self, JournalError> {
        disk::make_directory(directory)?;
        let path = directory.join(FILE);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(JournalError::file("open", &path))?;
        let mut attempts = 1;
        while let Err(error) = file.try_lock() {
            match error {
                TryLockError::Error(source) => {
                    return Err(JournalError::file("lock", &path)(source));
                }
                TryLockError::WouldBlock if attempts < ATTEMPTS => {
                    attempts += 1;
                    thread::sleep(PAUSE);
                }
                TryLockError::WouldBlock => {
                    return Err(JournalError::InUse {
                        directory: directory.to_owned(),
                        owner: owner(&path),
                    });
                }
            }
        }
        file.set_len(0)
            .and_then(|()| writeln!(file, "{} {}", process::id(), command()))
            .map_err(JournalError::file("write", &path))?;
        Ok(Self { _file: file })
    }
}

/// Who wrote the lock. The name is a help, not the lock: it may be missing for a moment.
fn owner(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let named = text.trim().split_once(' ');
    match named {
        Some((process, command)) => format!("{command} (PID {process})"),
        None => "another process".to_owned(),
    }
}

/// This process's command line without the program's folder, as far as it fits a line: `plangraph --data-dir d serve`.
fn command() -> String {
    let mut arguments = env::args_os();
    let program = arguments.next().unwrap_or_default();
    let name = Path::new(&program).file_name().unwrap_or_default();
    let words: Vec<_> = iter::once(name.to_owned())
        .chain(arguments.take(LONGEST_COMMAND))
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let line = words.join(" ").replace(char::is_control, " ");
    line.chars().take(LONGEST_COMMAND).collect()
}
