//! The one place that calls sled: values under keys, batches, durability, and panics turned into errors.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::thread;
use std::time::Duration;

use sled::{Batch, Db, Mode};

use super::envelope;
use super::keys::{self, Key, PIECE};
use super::records::Stored;
use crate::store::{Revision, StoreError};

/// How often sled itself brings its log to the disk; a commit does not wait for it.
const FLUSH_EVERY_MS: u64 = 200;

/// How often, and with what pauses, sled's own lock is tried; other processes are kept out by the journal's.
const LOCK_ATTEMPTS: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// A sled database with one tree.
#[derive(Debug)]
pub(super) struct Tree {
    db: Db,
    /// A second handle of the log: sled's own flush leaves it to the system when bytes reach the disk.
    log: File,
    durability: Durability,
}

/// What a commit waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// Until everything is on the disk.
    Synced,
    /// For nothing: the control of the crash tests, which must be seen to lose commits.
    None,
}

/// Why a database did not open.
#[derive(Debug)]
pub(super) enum OpenError {
    /// Its content is no longer what was written.
    Damaged(String),
    /// Its files cannot be used, whatever they hold.
    Unusable(sled::Error),
}

impl Tree {
    /// Opens the database at `path`, which is made if need be.
    pub(super) fn open(
        path: &Path,
        cache_bytes: u64,
        durability: Durability,
    ) -> Result<Self, OpenError> {
        let flush_every = (durability == Durability::Synced).then_some(FLUSH_EVERY_MS);
        let config = sled::Config::new()
            .path(path)
            .mode(Mode::HighThroughput)
            .cache_capacity(cache_bytes)
            .use_compression(false)
            .flush_every_ms(flush_every);
        let open = || {
            let db = open_unlocked(&config)?;
            let log = File::open(path.join("db"))?;
            Ok((db, log))
        };
        match catch_panic(open) {
            Ok(Ok((db, log))) => Ok(Self {
                db,
                log,
                durability,
            }),
            Ok(Err(error)) if is_damage(&error) => Err(OpenError::Damaged(error.to_string())),
            Ok(Err(error)) => Err(OpenError::Unusable(error)),
            Err(panic) => Err(OpenError::Damaged(panic)),
        }
    }

    /// Whether nothing was ever stored.
    pub(super) fn is_empty(&self) -> Result<bool, StoreError> {
        guard("look into its tree", || {
            Ok(self.db.iter().next().transpose()?.is_none())
        })
    }

    /// The bytes under a key.
    pub(super) fn bytes(&self, key: Key) -> Result<Option<Vec<u8>>, StoreError> {
        guard("read a record", || {
            let Some(first) = self.db.get(key.bytes())? else {
                return Ok(None);
            };
            let mut bytes = first.to_vec();
            let mut piece = 1;
            while bytes.len() == piece * PIECE {
                let number = u32::try_from(piece).unwrap_or(u32::MAX);
                let Some(next) = self.db.get(key.piece(number))? else {
                    break;
                };
                bytes.extend_from_slice(&next);
                piece += 1;
            }
            Ok(Some(bytes))
        })
    }

    /// A value that is stored, with the length of its payload.
    pub(super) fn record<T: Stored>(&self, key: Key) -> Result<(T, usize), StoreError> {
        let corrupt = |fault: String| StoreError::Corrupt {
            record: key.to_string(),
            fault,
        };
        let bytes = self
            .bytes(key)?
            .ok_or_else(|| corrupt("it is not there".to_owned()))?;
        envelope::unseal(&bytes).map_err(|error| corrupt(error.to_string()))
    }

    /// Reads a value and tells `fault` when it is damaged or missing.
    pub(super) fn verify<T: Stored>(
        &self,
        key: Key,
        fault: &mut dyn FnMut(StoreError),
    ) -> Result<(), StoreError> {
        match self.record::<T>(key) {
            Ok(_) => Ok(()),
            Err(error @ StoreError::Corrupt { .. }) => {
                fault(error);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// The numbers that the keys of a table bear.
    pub(super) fn digests(&self, table: &[u8]) -> Result<Vec<u64>, StoreError> {
        guard("list a table", || {
            let mut digests = Vec::new();
            for key in self.db.scan_prefix(table).keys() {
                digests.extend(keys::digest_of(&key?));
            }
            Ok(digests)
        })
    }

    /// The revisions of which anything is stored, ascending; one step each, however much is stored of it.
    pub(super) fn revisions(&self) -> Result<Vec<Revision>, StoreError> {
        guard("list the revisions", || {
            let mut revisions = Vec::new();
            let mut next = Revision(0);
            while let Some((key, _)) = self.db.get_gt(keys::revision_prefix(next))? {
                let Some(revision) = keys::revision_of(&key) else {
                    break;
                };
                revisions.push(revision);
                next = Revision(revision.0 + 1);
            }
            Ok(revisions)
        })
    }

    /// Applies a batch in one atomic step, not yet on the disk.
    pub(super) fn apply(&self, changes: Changes) -> Result<(), StoreError> {
        guard("write", || self.db.apply_batch(changes.batch))
    }

    /// Removes everything that is stored of a revision.
    pub(super) fn remove_revision(&self, revision: Revision) -> Result<(), StoreError> {
        guard("remove an old revision", || {
            let mut batch = Batch::default();
            for key in self.db.scan_prefix(keys::revision_prefix(revision)).keys() {
                batch.remove(key?);
            }
            self.db.apply_batch(batch)
        })
    }

    /// Brings everything applied so far to the disk.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        match self.durability {
            Durability::Synced => guard("bring a commit to the disk", || {
                self.db.flush()?;
                Ok(self.log.sync_all()?)
            }),
            Durability::None => Ok(()),
        }
    }

    /// Bytes on disk.
    pub(super) fn size(&self) -> Result<u64, StoreError> {
        guard("measure its files", || self.db.size_on_disk())
    }
}

/// Changes that are applied in one step.
#[derive(Debug, Default)]
pub(super) struct Changes {
    batch: Batch,
}

impl Changes {
    /// Stores a value.
    pub(super) fn put<T: Stored>(&mut self, key: Key, value: T) -> Result<(), StoreError> {
        let bytes = envelope::seal(value).map_err(|source| StoreError::Engine {
            action: "write a record",
            source: source.into(),
        })?;
        self.put_bytes(key, &bytes);
        Ok(())
    }

    /// Stores bytes. A last piece that is full is followed by an empty one, which says that it is the last.
    pub(super) fn put_bytes(&mut self, key: Key, bytes: &[u8]) {
        let mut rest = bytes;
        for number in 0.. {
            let (piece, after) = rest.split_at_checked(PIECE).unwrap_or((rest, &[]));
            let name = if number == 0 {
                key.bytes()
            } else {
                key.piece(number)
            };
            self.batch.insert(name, piece);
            if piece.len() < PIECE {
                break;
            }
            rest = after;
        }
    }

    /// Removes a value of the catalogue or the units; a further piece of one is never read without the first.
    pub(super) fn remove(&mut self, key: Key) {
        self.batch.remove(key.bytes());
    }
}

/// Runs a call of sled, which panics on some damages.
fn guard<T>(action: &'static str, call: impl FnOnce() -> sled::Result<T>) -> Result<T, StoreError> {
    let source = match catch_panic(call) {
        Ok(Ok(value)) => return Ok(value),
        // sled prints the system's error as code prints it; people read it in words.
        Ok(Err(sled::Error::Io(error))) => error.into(),
        Ok(Err(error)) => error.into(),
        Err(panic) => panic.into(),
    };
    Err(StoreError::Engine { action, source })
}

/// What `call` returns, or the message that it panicked with.
pub(super) fn catch_panic<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        format!("sled panicked: {}", message.unwrap_or("without a message"))
    })
}

/// Opens a database, which may still be held for a moment by threads of one that this process has just let go of.
fn open_unlocked(config: &sled::Config) -> sled::Result<Db> {
    let mut attempts = 1;
    loop {
        match config.open() {
            Err(sled::Error::Io(error))
                if attempts < LOCK_ATTEMPTS && error.to_string().contains("acquire lock") =>
            {
                attempts += 1;
                thread::sleep(LOCK_PAUSE);
            }
            opened => return opened,
        }
    }
}

/// Whether an error of opening says that the content is damaged, not that the files cannot be had.
fn is_damage(error: &sled::Error) -> bool {
    use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    match error {
        sled::Error::Io(error) => {
            matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;
    use std::io;

    use super::*;

    #[test]
    fn an_error_of_the_system_is_told_in_its_words() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let failed = guard("write", || -> sled::Result<()> { Err(full().into()) });
        let source = failed.unwrap_err().source().map(ToString::to_string);
        assert_eq!(source, Some(full().to_string()));
    }
}
