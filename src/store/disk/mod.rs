//! The store on disk, over sled 0.34.7.
//!
//! sled's authors call it beta, so nothing rests on it never breaking: every value carries a checksum, every call is
//! guarded against panics, and a database that does not open is moved aside and rebuilt from the journal. No other
//! file of the program names sled.

mod cache;
mod envelope;
mod keys;
mod open;
mod records;
mod tree;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak};

use super::{
    Change, Generation, Revision, Segment, Sequence, Snapshot, Store, StoreError, TaskPlace,
};
use crate::model::{Facts, Plan, PlanId, Task};
use cache::DecodedCache;
use keys::Key;
use records::{CatalogueRow, State, Stored, UnitUseRow};
use tree::{Changes, Durability, Tree};

pub use open::{Opened, SetAside};

/// A store in a directory of its own.
#[derive(Debug)]
pub struct SledStore {
    tree: Tree,
    /// Held for the whole of a commit: there is one writer.
    writer: Mutex<Writer>,
    current: RwLock<Arc<Snapshot>>,
    /// Number of tasks of every revision that is stored.
    stored: RwLock<HashMap<Revision, u32>>,
    plans: DecodedCache<Revision, Plan>,
    segments: DecodedCache<Revision, Segment>,
    tasks: DecodedCache<(Revision, u32), Task>,
    reads: AtomicU64,
}

#[derive(Debug, Default)]
struct Writer {
    /// Earlier snapshots that a reader may still hold.
    earlier: Vec<Weak<Snapshot>>,
    is_poisoned: bool,
}

impl SledStore {
    /// Opens the store at `path`, which is made if need be.
    ///
    /// sled's pages take up to `cache_bytes`, plans, links and tasks that have been read up to twice as much again. A store that is
    /// damaged, or of another version, is moved aside and a fresh one made in its place: [`Opened`] says so.
    pub fn open(path: &Path, cache_bytes: u64) -> Result<(Self, Opened), StoreError> {
        open::open(path, cache_bytes, Durability::Synced)
    }

    /// A store that acknowledges commits before they are on the disk: the control of the crash tests.
    #[doc(hidden)]
    pub fn open_without_durability(path: &Path) -> Result<(Self, Opened), StoreError> {
        open::open(path, 1 << 26, Durability::None)
    }

    fn new(tree: Tree, snapshot: Snapshot, cache_bytes: u64) -> Self {
        let stored = snapshot
            .plans()
            .map(|entry| (entry.revision, entry.task_count))
            .collect();
        Self {
            tree,
            writer: Mutex::default(),
            current: RwLock::new(Arc::new(snapshot)),
            stored: RwLock::new(stored),
            // The titles on a page of hits are those of as many plans.
            plans: DecodedCache::new(cache_bytes / 2),
            // Counts and networks over all plans read the links of each.
            segments: DecodedCache::new(cache_bytes),
            // Pages that are turned back and hits that many searches share.
            tasks: DecodedCache::new(cache_bytes / 4),
            reads: AtomicU64::new(0),
        }
    }

    /// The writer; after a panic in a commit it is as after a failed one.
    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(|error| {
            let mut writer = error.into_inner();
            writer.is_poisoned = true;
            writer
        })
    }

    /// Writes what `changes` made of `current`, which is `next`.
    fn write(
        &self,
        current: &Snapshot,
        next: &Snapshot,
        revisions: &[Revision],
        changes: Vec<Change>,
    ) -> Result<(), StoreError> {
        let mut catalogue = Changes::default();
        remove_catalogue(&mut catalogue, current, next, &changes);
        let puts = changes.into_iter().filter_map(|change| match change {
            Change::Put(facts) => Some(facts),
            Change::Delete(_) => None,
        });
        for (&revision, facts) in revisions.iter().zip(puts) {
            let entry = next.plan(facts.plan.id);
            if entry.is_some_and(|entry| entry.revision == revision) {
                put_catalogue(&mut catalogue, current, next, &facts)?;
                self.write_facts(revision, *facts)?;
            }
        }
        let state = State {
            generation: next.generation(),
            sequence: next.sequence(),
            next_revision: next.next_revision(),
            next_ordinal: next.next_ordinal(),
        };
        catalogue.put(Key::State, state)?;
        self.tree.apply(catalogue)?;
        self.tree.sync()
    }

    /// Writes a plan's data under its revision, where no reader looks yet.
    fn write_facts(&self, revision: Revision, facts: Facts) -> Result<(), StoreError> {
        let mut data = Changes::default();
        data.put(Key::Segment(revision), Segment::of(&facts))?;
        data.put(Key::Plan(revision), facts.plan)?;
        data.put(Key::SourceText(revision), facts.source_text)?;
        for (number, task) in (1..).zip(facts.tasks) {
            data.put(Key::Task(revision, number), task)?;
        }
        self.tree.apply(data)
    }

    /// Lets readers see `next`, and forgets revisions that no snapshot names any more.
    fn publish(&self, writer: &mut Writer, next: Snapshot) -> Arc<Snapshot> {
        let next = Arc::new(next);
        let added: Vec<(Revision, u32)> = next
            .plans()
            .map(|entry| (entry.revision, entry.task_count))
            .collect();
        self.stored
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(added);
        let earlier = {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *current, Arc::clone(&next))
        };
        writer.earlier.push(Arc::downgrade(&earlier));
        drop(earlier);
        self.collect(writer, &next);
        next
    }

    fn collect(&self, writer: &mut Writer, current: &Snapshot) {
        writer
            .earlier
            .retain(|snapshot| snapshot.strong_count() > 0);
        let mut named: HashSet<Revision> = current.plans().map(|entry| entry.revision).collect();
        for snapshot in writer.earlier.iter().filter_map(Weak::upgrade) {
            named.extend(snapshot.plans().map(|entry| entry.revision));
        }
        let mut gone = BTreeMap::new();
        self.stored
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|revision, task_count| {
                let stays = named.contains(revision);
                if !stays {
                    gone.insert(*revision, *task_count);
                }
                stays
            });
        for (revision, task_count) in gone {
            self.plans.remove(&revision);
            self.segments.remove(&revision);
            for number in 1..=task_count {
                self.tasks.remove(&(revision, number));
            }
            // The commit stands whether or not this works: what is left over goes when the store is opened next.
            let _removed = self.tree.remove_revision(revision);
        }
    }

    /// Number of tasks of a stored revision.
    fn task_count(&self, revision: Revision) -> Option<u32> {
        self.stored
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&revision)
            .copied()
    }

    /// A part of each revision, decoded once.
    fn cached<T: Stored>(
        &self,
        cache: &DecodedCache<Revision, T>,
        revisions: &[Revision],
        key: fn(Revision) -> Key,
    ) -> Result<Vec<Option<Arc<T>>>, StoreError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let read = |&revision: &Revision| {
            if self.task_count(revision).is_none() {
                return Ok(None);
            }
            cache
                .get_or_read(revision, || self.tree.record(key(revision)))
                .map(Some)
        };
        revisions.iter().map(read).collect()
    }
}

impl Store for SledStore {
    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn commit(
        &self,
        expected: Generation,
        sequence: Sequence,
        changes: Vec<Change>,
    ) -> Result<Arc<Snapshot>, StoreError> {
        let mut writer = self.writer();
        if writer.is_poisoned {
            return Err(StoreError::Poisoned);
        }
        let current = self.snapshot();
        let found = current.generation();
        if found != expected {
            return Err(StoreError::Conflict { expected, found });
        }
        let (next, revisions) = current.apply(sequence, &changes);
        if let Err(error) = self.write(&current, &next, &revisions, changes) {
            // The next revision's keys may hold a part of this one, and the catalogue may or may not have turned.
            writer.is_poisoned = true;
            return Err(error);
        }
        drop(current);
        Ok(self.publish(&mut writer, next))
    }

    fn plans(&self, revisions: &[Revision]) -> Result<Vec<Option<Arc<Plan>>>, StoreError> {
        self.cached(&self.plans, revisions, Key::Plan)
    }

    fn source_text(&self, revision: Revision) -> Result<Option<Arc<str>>, StoreError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        if self.task_count(revision).is_none() {
            return Ok(None);
        }
        let (text, _) = self.tree.record::<String>(Key::SourceText(revision))?;
        Ok(Some(text.into()))
    }

    fn segments(&self, revisions: &[Revision]) -> Result<Vec<Option<Arc<Segment>>>, StoreError> {
        self.cached(&self.segments, revisions, Key::Segment)
    }

    fn tasks(&self, places: &[TaskPlace]) -> Result<Vec<Option<Arc<Task>>>, StoreError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let read = |place: &TaskPlace| {
            let count = self.task_count(place.revision).unwrap_or(0);
            if !(1..=count).contains(&place.number) {
                return Ok(None);
            }
            let key = (place.revision, place.number);
            let read = || self.tree.record(Key::Task(place.revision, place.number));
            self.tasks.get_or_read(key, read).map(Some)
        };
        places.iter().map(read).collect()
    }

    fn reads(&self) -> u64 {
        self.reads.load(Ordering::Relaxed)
    }

    fn bytes_on_disk(&self) -> Result<u64, StoreError> {
        self.tree.size()
    }

    fn verify(&self, fault: &mut dyn FnMut(StoreError)) -> Result<(), StoreError> {
        open::verify_catalogue(&self.tree, fault)?;
        for entry in self.snapshot().plans() {
            let revision = entry.revision;
            self.tree.verify::<Plan>(Key::Plan(revision), fault)?;
            self.tree.verify::<Segment>(Key::Segment(revision), fault)?;
            self.tree
                .verify::<String>(Key::SourceText(revision), fault)?;
            for number in 1..=entry.task_count {
                self.tree
                    .verify::<Task>(Key::Task(revision, number), fault)?;
            }
        }
        Ok(())
    }
}

/// Puts a plan's row, and the units that it is the first to name, into a batch.
fn put_catalogue(
    catalogue: &mut Changes,
    current: &Snapshot,
    next: &Snapshot,
    facts: &Facts,
) -> Result<(), StoreError> {
    let plan = facts.plan.id;
    let mut uses = Vec::with_capacity(facts.units.len());
    for unit in &facts.units {
        let Some(entry) = next.unit(unit.id) else {
            continue;
        };
        if current.unit(unit.id).map(|known| &known.unit) != Some(&entry.unit) {
            catalogue.put(Key::Unit(unit.id), entry.unit.clone())?;
        }
        let place = entry.uses.binary_search_by_key(&plan, |used| used.plan);
        if let Some(used) = place.ok().and_then(|place| entry.uses.get(place)) {
            uses.push(UnitUseRow {
                unit: unit.id,
                lead_count: used.lead_count,
                task_count: used.task_count,
                aliases: used.aliases.clone(),
            });
        }
    }
    if let Some(entry) = next.plan(plan) {
        let entry = entry.as_ref().clone();
        if entry.corrections.is_empty() {
            catalogue.remove(Key::Corrections(plan));
        } else {
            catalogue.put(Key::Corrections(plan), entry.corrections.clone())?;
        }
        catalogue.put(Key::Catalogue(plan), CatalogueRow { entry, uses })?;
    }
    Ok(())
}

/// Removes from the catalogue what `changes` left without a plan.
fn remove_catalogue(
    catalogue: &mut Changes,
    current: &Snapshot,
    next: &Snapshot,
    changes: &[Change],
) {
    let ids = changes.iter().map(Change::plan);
    let known: Vec<PlanId> = ids.filter(|&id| current.plan(id).is_some()).collect();
    if known.is_empty() {
        return;
    }
    for id in known {
        if next.plan(id).is_none() {
            catalogue.remove(Key::Catalogue(id));
            catalogue.remove(Key::Corrections(id));
        }
    }
    for entry in current.units() {
        if next.unit(entry.unit.id).is_none() {
            catalogue.remove(Key::Unit(entry.unit.id));
        }
    }
}
