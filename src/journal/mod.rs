//! The journal: what was accepted, in the order in which it was accepted. It is the one truth; all else is a fold of it.
//!
//! A data directory holds `journal.jsonl`, one record a line, and `lock`, which one process at a time may hold. A line is
//! the CRC-32 of its JSON in eight hexadecimal digits, a space, and the JSON (`line.rs`). Lines are only ever added, and
//! an entry is acknowledged when its line is on the disk.
//!
//! [`Journal`] writes and reads under the lock; [`read`] and [`backup()`] work beside a running server.

mod backup;
mod damage;
mod disk;
mod entry;
mod error;
mod line;
mod lock;
mod records;
mod writer;

pub use backup::{Copied, backup, restore};
pub use damage::{Damage, Torn};
pub use entry::{Entry, Headline, Record, Sequence, Subject};
pub use error::{BackupUse, JournalError};
pub use records::{Records, read};
pub use writer::{Journal, Opened, now};

/// The journal's file in a data directory.
const FILE: &str = "journal.jsonl";

/// Whether a data directory has no journal: nothing was ever accepted there. What cannot be looked at may have one.
#[must_use]
pub fn is_missing(directory: &std::path::Path) -> bool {
    matches!(directory.join(FILE).try_exists(), Ok(false))
}
