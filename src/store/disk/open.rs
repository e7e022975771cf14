//! Opening: a store that cannot be trusted is moved aside, for the journal holds all that was in it.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::SledStore;
use super::keys::{CATALOGUE, CORRECTIONS, Key, UNITS};
use super::records::{CatalogueRow, State};
use super::tree::{Changes, Durability, OpenError, Tree, catch_panic};
use crate::model::{CorrectionNote, PlanId, Unit, UnitId};
use crate::store::{PlanEntry, Snapshot, StoreError, UnitEntry, UnitUse};

/// What a store of this program says of itself, readable without knowing any record.
const FORMAT: &str = "plangraph store 2 on sled 0.34.7";

/// What was found when a store was opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// A store that could not be used and was moved; the one that was opened is empty.
    pub set_aside: Option<SetAside>,
    /// Number of revisions that a crash had left unfinished or undeleted; they are gone.
    pub orphans: usize,
}

/// A store that was moved out of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Why it could not be used.
    pub reason: String,
    /// Where it is now.
    pub moved_to: PathBuf,
}

impl std::fmt::Display for SetAside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the store could not be used ({}) and was moved to {}; a fresh one is built from the journal",
            self.reason,
            self.moved_to.display()
        )
    }
}

/// Why one attempt to open did not succeed.
enum Fault {
    /// What is stored cannot be trusted.
    Untrusted(String),
    /// The files cannot be used, and another store in their place could not either.
    Failed(StoreError),
}

/// Opens the store at `path`, in place of one that cannot be trusted if need be.
pub(super) fn open(
    path: &Path,
    cache_bytes: u64,
    durability: Durability,
) -> Result<(SledStore, Opened), StoreError> {
    let reason = match attempt(path, cache_bytes, durability) {
        Ok((store, orphans)) => {
            let opened = Opened {
                set_aside: None,
                orphans,
            };
            return Ok((store, opened));
        }
        Err(Fault::Untrusted(reason)) => reason,
        Err(Fault::Failed(error)) => return Err(error),
    };
    let moved_to = set_aside(path).map_err(|source| StoreError::Engine {
        action: "be moved out of the way",
        source: source.into(),
    })?;
    let fault = match attempt(path, cache_bytes, durability) {
        Ok((store, orphans)) => {
            let set_aside = Some(SetAside { reason, moved_to });
            return Ok((store, Opened { set_aside, orphans }));
        }
        Err(Fault::Failed(error)) => error,
        Err(Fault::Untrusted(reason)) => StoreError::Engine {
            action: "be made anew",
            source: reason.into(),
        },
    };
    // Where a new store does not open either, the first one was not to blame.
    put_back(path, &moved_to).map_err(|source| StoreError::Engine {
        action: "be moved back to its place",
        source: source.into(),
    })?;
    Err(fault)
}

/// Opens the store at `path` as it is.
fn attempt(
    path: &Path,
    cache_bytes: u64,
    durability: Durability,
) -> Result<(SledStore, usize), Fault> {
    // Letting go of a damaged database can panic too, so the guard is around everything.
    catch_panic(|| {
        let tree = Tree::open(path, cache_bytes, durability).map_err(|error| match error {
            OpenError::Damaged(reason) => Fault::Untrusted(reason),
            OpenError::Unusable(error) => Fault::Failed(StoreError::Engine {
                action: "be opened",
                source: format!("{}: {error}", path.display()).into(),
            }),
        })?;
        check_format(&tree, path)?;
        let snapshot = load(&tree).map_err(untrusted)?;
        let orphans = sweep(&tree, &snapshot).map_err(untrusted)?;
        Ok((SledStore::new(tree, snapshot, cache_bytes), orphans))
    })
    .unwrap_or_else(|panic| Err(Fault::Untrusted(panic)))
}

/// Makes sure that the store is of this version; writes so into a new one.
fn check_format(tree: &Tree, path: &Path) -> Result<(), Fault> {
    match tree.bytes(Key::Format).map_err(untrusted)? {
        Some(format) if format == FORMAT.as_bytes() => Ok(()),
        Some(format) => Err(Fault::Untrusted(format!(
            "it is “{}”, not “{FORMAT}”",
            String::from_utf8_lossy(&format)
        ))),
        None if tree.is_empty().map_err(untrusted)? => {
            write_format(tree, path).map_err(Fault::Failed)
        }
        None => Err(Fault::Untrusted("it does not say its format".to_owned())),
    }
}

fn write_format(tree: &Tree, path: &Path) -> Result<(), StoreError> {
    let mut changes = Changes::default();
    changes.put_bytes(Key::Format, FORMAT.as_bytes());
    changes.put(Key::State, State::default())?;
    tree.apply(changes)?;
    tree.sync()?;
    for directory in [Some(path), path.parent()].into_iter().flatten() {
        // A relative path of one name has the empty path above it.
        if !directory.as_os_str().is_empty() {
            File::open(directory)
                .and_then(|directory| directory.sync_all())
                .map_err(|source| StoreError::Engine {
                    action: "bring its directory to the disk",
                    source: source.into(),
                })?;
        }
    }
    Ok(())
}

/// The committed state.
fn load(tree: &Tree) -> Result<Snapshot, StoreError> {
    let (state, _) = tree.record::<State>(Key::State)?;
    let mut uses: HashMap<UnitId, Vec<Arc<UnitUse>>> = HashMap::new();
    let mut plans: Vec<PlanEntry> = Vec::new();
    let mut corrections: HashMap<PlanId, Vec<CorrectionNote>> = HashMap::new();
    for digest in tree.digests(CORRECTIONS)? {
        let plan = PlanId { digest };
        corrections.insert(plan, tree.record(Key::Corrections(plan))?.0);
    }
    for digest in tree.digests(CATALOGUE)? {
        let plan = PlanId { digest };
        let (mut row, _) = tree.record::<CatalogueRow>(Key::Catalogue(plan))?;
        row.entry.corrections = corrections.remove(&plan).unwrap_or_default();
        for used in row.uses {
            let list = uses.entry(used.unit).or_default();
            list.push(Arc::new(UnitUse {
                plan,
                lead_count: used.lead_count,
                task_count: used.task_count,
                aliases: used.aliases,
            }));
        }
        plans.push(row.entry);
    }
    let mut units = Vec::with_capacity(uses.len());
    for (id, uses) in uses {
        let (unit, _) = tree.record::<Unit>(Key::Unit(id))?;
        // The catalogue is sorted by plan, and so are the uses.
        units.push(UnitEntry { unit, uses });
    }
    Ok(Snapshot::restore(
        state.generation,
        state.sequence,
        state.next_revision,
        state.next_ordinal,
        plans,
        units,
    ))
}

/// Reads what opening reads and tells `fault` of each record that is damaged or missing.
pub(super) fn verify_catalogue(
    tree: &Tree,
    fault: &mut dyn FnMut(StoreError),
) -> Result<(), StoreError> {
    tree.verify::<State>(Key::State, fault)?;
    for digest in tree.digests(CATALOGUE)? {
        tree.verify::<CatalogueRow>(Key::Catalogue(PlanId { digest }), fault)?;
    }
    for digest in tree.digests(UNITS)? {
        tree.verify::<Unit>(Key::Unit(UnitId { digest }), fault)?;
    }
    for digest in tree.digests(CORRECTIONS)? {
        tree.verify::<Vec<CorrectionNote>>(Key::Corrections(PlanId { digest }), fault)?;
    }
    Ok(())
}

/// Removes revisions that the catalogue does not name, and returns their number.
fn sweep(tree: &Tree, snapshot: &Snapshot) -> Result<usize, StoreError> {
    let named: HashSet<_> = snapshot.plans().map(|entry| entry.revision).collect();
    let mut orphans = 0;
    for revision in tree.revisions()? {
        if !named.contains(&revision) {
            tree.remove_revision(revision)?;
            orphans += 1;
        }
    }
    Ok(orphans)
}

/// A store whose catalogue cannot be read is not worth more than a new one.
fn untrusted(error: StoreError) -> Fault {
    Fault::Untrusted(match error {
        StoreError::Engine { action, source } => format!("cannot {action}: {source}"),
        other => other.to_string(),
    })
}

/// Moves the store at `path` to the first free name beside it.
fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut number = 1_u32;
    loop {
        let moved_to = path.with_file_name(format!("{name}.bad-{number}"));
        if !moved_to.try_exists()? {
            fs::rename(path, &moved_to)?;
            return Ok(moved_to);
        }
        number += 1;
    }
}

/// Moves a store that was set aside back to `path`, where at most the beginnings of a new one are.
fn put_back(path: &Path, moved_to: &Path) -> std::io::Result<()> {
    if path.try_exists()? {
        fs::remove_dir_all(path)?;
    }
    fs::rename(moved_to, path)
}
