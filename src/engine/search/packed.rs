//! The links of tasks packed for counting: which plan, chapter, units and cities each task has, by small numbers.
//!
//! Counting what ten thousand tasks have in common visits every link of each. A segment would be walked over three
//! levels of lists, with every unit looked up by its id in every plan; here the links of some dozens of plans lie side by side
//! in the order of ordinals, and a thing has one number in all plans (a unit has another for what it leads), so that a count is
//! one addition. Plans are packed when they are first counted, and kept in a bounded cache.

use std::hint::black_box;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::numbers::{BLOCK, Counted, Numbers};
use crate::engine::kept::{Keep, Kept};
use crate::engine::{QueryError, View};
use crate::model::Role;
use crate::store::{Generation, PlanEntry, Revision, Segment};

/// Plans whose first ordinals agree but for so many bits are packed together: few enough to pack them again when one of them
/// changes.
const PORTION_BITS: u32 = 12;

/// Packed links of all plans, and the numbers that things have in them.
#[derive(Default)]
pub(in crate::engine) struct PackedLinks {
    links: Kept<Arc<[Revision]>, Links>,
    numbers: RwLock<Numbers>,
    /// How the state that was counted last is divided.
    portions: Mutex<Option<(Generation, Arc<[Portion]>)>>,
}

/// Plans that are packed together.
pub(super) struct Portion {
    /// In the order of their ordinals.
    plans: Vec<Arc<PlanEntry>>,
    revisions: Arc<[Revision]>,
    pub(super) ordinals: Range<u32>,
}

/// Tasks whose links are brought from memory at once.
const AT_ONCE: usize = 128;

/// The packed links of some plans.
#[derive(Default)]
pub(super) struct Links {
    first: u32,
    /// By ordinal where the links of a task begin, and at last where they end.
    starts: Vec<u32>,
    /// Numbers of what is counted.
    each: Vec<u32>,
    /// The blocks that they are of.
    pub(super) blocks: Vec<usize>,
}

impl PackedLinks {
    /// Reads the numbers; what was numbered once keeps its number.
    pub(super) fn with_numbers<R>(&self, read: impl FnOnce(&Numbers) -> R) -> R {
        let numbers = self.numbers.read();
        read(&numbers.unwrap_or_else(PoisonError::into_inner))
    }
}

impl View {
    /// The plans of this state in portions, in the order of ordinals.
    pub(super) fn portions(&self) -> Arc<[Portion]> {
        let generation = self.snapshot().generation();
        let kept = &self.shared().packed.portions;
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, portions)) = kept.as_ref()
            && *of == generation
        {
            return Arc::clone(portions);
        }
        let mut plans: Vec<_> = self.snapshot().plans().map(Arc::clone).collect();
        plans.sort_unstable_by_key(|entry| entry.first);
        let near = |one: &Arc<PlanEntry>, other: &Arc<PlanEntry>| {
            one.first >> PORTION_BITS == other.first >> PORTION_BITS
        };
        let portions: Arc<[Portion]> = plans.chunk_by(near).map(Portion::of).collect();
        *kept = Some((generation, Arc::clone(&portions)));
        portions
    }

    /// The packed links of a portion.
    pub(super) fn packed(&self, portion: &Portion) -> Result<Arc<Links>, QueryError> {
        let packed = &self.shared().packed;
        let pack = |_: &Arc<[Revision]>| {
            let mut links = Links {
                first: portion.ordinals.start,
                ..Links::default()
            };
            self.segments(&portion.plans, |entry, segment| {
                let numbers = packed.numbers.write();
                let mut numbers = numbers.unwrap_or_else(PoisonError::into_inner);
                links.add(entry, segment, &mut numbers);
                Ok(())
            })?;
            links.starts.push(length(&links.each));
            links.each.shrink_to_fit();
            links.blocks = blocks_of(&links.each);
            Ok(links)
        };
        let key = Arc::clone(&portion.revisions);
        packed.links.get_or_make(key, pack)
    }
}

impl Portion {
    fn of(plans: &[Arc<PlanEntry>]) -> Self {
        let first = plans.first().map_or(0, |entry| entry.first);
        let ends = plans.iter().map(|entry| entry.first + entry.task_count);
        Self {
            plans: plans.to_vec(),
            revisions: plans.iter().map(|entry| entry.revision).collect(),
            ordinals: first..ends.max().unwrap_or(first),
        }
    }
}

impl Links {
    /// Tells of each of these tasks the numbers of what it is counted for.
    pub(super) fn tell(
        &self,
        mut ordinals: impl Iterator<Item = u32>,
        mut tell: impl FnMut(&[u32]),
    ) {
        let mut lists = Vec::with_capacity(AT_ONCE);
        loop {
            lists.clear();
            lists.extend(ordinals.by_ref().take(AT_ONCE).map(|it| self.of_task(it)));
            if lists.is_empty() {
                return;
            }
            // Memory brings many lists in the time of one, if it is asked for all before any is counted.
            let ends = lists
                .iter()
                .filter_map(|list| Some(list.first()? ^ list.last()?));
            black_box(ends.fold(0, |all, end| all ^ end));
            for list in &lists {
                tell(list);
            }
        }
    }

    fn of_task(&self, ordinal: u32) -> &[u32] {
        let starts = ordinal.checked_sub(self.first).and_then(|at| {
            let at = at as usize;
            self.starts.get(at..at + 2)
        });
        match starts {
            Some([start, end]) => (self.each)
                .get(*start as usize..*end as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }

    /// Adds a plan, whose ordinals follow those that are there.
    fn add(&mut self, entry: &PlanEntry, segment: &Segment, numbers: &mut Numbers) {
        let plan = numbers.of(Counted::Plan(entry.id));
        let chapters = segment.chapters.iter();
        let chapters: Vec<u32> = chapters
            .map(|id| numbers.of(Counted::Chapter(*id)))
            .collect();
        let units = segment.units.iter();
        let units: Vec<u32> = units.map(|id| numbers.of(Counted::Unit(*id))).collect();
        let leads = segment.units.iter();
        let leads: Vec<u32> = leads.map(|id| numbers.of(Counted::LeadUnit(*id))).collect();
        let cities = segment.cities.iter();
        let cities: Vec<u32> = cities.map(|id| numbers.of(Counted::City(*id))).collect();
        let gap = entry.first.saturating_sub(self.first) as usize;
        let start = self.starts.len().max(gap);
        self.starts.resize(start, length(&self.each));
        for row in &segment.tasks {
            self.starts.push(length(&self.each));
            self.each.push(plan);
            self.each.extend(chapters.get(row.chapter as usize));
            let first = self.each.len();
            let mut add = |number| {
                let added = self.each.get(first..).unwrap_or_default();
                if !added.contains(&number) {
                    self.each.push(number);
                }
            };
            for link in row.links.iter().filter(|link| link.basis.counts()) {
                let place = link.unit as usize;
                units.get(place).copied().map(&mut add);
                if link.role == Role::Lead {
                    leads.get(place).copied().map(&mut add);
                }
            }
            for place in &row.places {
                cities.get(place.city as usize).copied().map(&mut add);
            }
        }
    }
}

/// The blocks of these numbers.
fn blocks_of(numbers: &[u32]) -> Vec<usize> {
    let mut blocks: Vec<usize> = (numbers.iter().map(|number| *number as usize / BLOCK)).collect();
    blocks.sort_unstable();
    blocks.dedup();
    blocks
}

fn length(links: &[u32]) -> u32 {
    u32::try_from(links.len()).unwrap_or(u32::MAX)
}

impl Keep for Links {
    /// Those of some ten thousand plans.
    const MOST_BYTES: u64 = 64 << 20;
    const LIKELY: usize = 256;

    fn weight(&self) -> u64 {
        ((self.starts.len() + self.each.len()) * size_of::<u32>()) as u64 + 1
    }
}
