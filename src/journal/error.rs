//! Why the journal did not do what it was asked.

use std::io;
use std::path::{Path, PathBuf};

use super::{Damage, Sequence};

/// Why the journal did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Another process holds the data directory.
    #[error("{} is in use by {owner}: stop it, or choose another data directory", .directory.display())]
    InUse {
        /// The data directory.
        directory: PathBuf,
        /// The process, as it named itself: `process 123 (plangraph serve)`.
        owner: String,
    },
    /// A file could not be opened, read or made.
    #[error("cannot {action} {}: see to its permissions, or choose another data directory", .path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// The file of a backup could not be read or written.
    #[error("{}", .use_of.failed(.path))]
    BackupFile {
        /// What it was to be used for.
        use_of: BackupUse,
        /// The file.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// An entry could not be written or not be brought to the disk.
    #[error("cannot append to {}: nothing of it was kept, all before it is safe; make room and start again", .path.display())]
    Append {
        /// The journal's file.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// An earlier entry could not be written, so what the disk holds is not certain.
    #[error("the journal takes no entries after a failed one: start again")]
    Poisoned,
    /// A line is not what was written.
    #[error("{0}")]
    Damaged(Damage),
    /// A record is of a format version that this program does not know.
    #[error(
        "record {sequence} of the journal has format version {version}, which a later plangraph wrote: use that one"
    )]
    LaterVersion {
        /// The record.
        sequence: Sequence,
        /// Its format version.
        version: u16,
    },
    /// The directory to restore into has a journal already.
    #[error("{} holds a journal already: restore into an empty directory", .directory.display())]
    NotEmpty {
        /// The directory.
        directory: PathBuf,
    },
    /// The file to back up to is there already.
    #[error("{} is there already: name another file", .path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A file is no backup, or not the one that was written.
    #[error("{} is not a whole backup ({fault}): use another one", .path.display())]
    InvalidBackup {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
    },
}

/// What the file of a backup is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupUse {
    /// A backup is written.
    Write,
    /// One is restored.
    Read,
}

impl BackupUse {
    fn failed(self, path: &Path) -> String {
        let path = path.display();
        match self {
            Self::Write => {
                format!("cannot write the backup {path}: see to its folder, or name another file")
            }
            Self::Read => {
                format!("cannot read the backup {path}: name a file that `plangraph backup` wrote")
            }
        }
    }

    /// For `map_err`: the failure of this use of `path`.
    pub(super) fn of(self, path: &Path) -> impl FnOnce(io::Error) -> JournalError {
        move |source| JournalError::BackupFile {
            use_of: self,
            path: path.to_owned(),
            source,
        }
    }
}

impl JournalError {
    /// For `map_err`: the failure of `action` on `path`.
    pub(super) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File {
            action,
            path: path.to_owned(),
            source,
        }
    }
}
