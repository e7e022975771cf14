//! The links of tasks packed for counting: which plan, chapter, units and cities each task has, by small numbers.
//!
//! Counting what ten thousand tasks have in common visits every link of each. A segment would be walked over three
//! levels of lists, with every unit looked up by its id in every plan; here the links of some dozens of plans lie side by side
//! in the order of ordinals, and a thing has one number in all plans (a unit has another for what it leads), so that a count is
//! one addition. The tasks of a chapter follow each other, so chapters and plans are counted once for all of them. Plans are
//! packed when they are first counted, and kept in a bounded cache.

use std::hint::black_box;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::numbers::{BLOCK, Counted, Numbers};
use super::tally::Tally;
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
    /// Numbers of what is counted of each task.
    each: Vec<u32>,
    /// Tasks that follow each other in one chapter, in the order of ordinals.
    runs: Vec<Run>,
    /// The blocks of all numbers.
    pub(super) blocks: Vec<usize>,
}

/// Tasks of one chapter that follow each other.
struct Run {
    /// The ordinal behind the last of them.
    end: u32,
    /// The numbers of the plan and of the chapter.
    numbers: [u32; 2],
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
            links.runs.shrink_to_fit();
            links.blocks = links.blocks_of_all();
            Ok(links)
        };
        let key = Arc::clone(&portion.revisions);
        packed.links.get_or_make(key, pack)
    }
}

impl Portion {
    fn of(plans: &[Arc<PlanEntry>]) -> Self {
        let first = plans.first().map_or(0, |entry| entry.first);
        let ends = plans.iter().map(|entry| entry.ordinals().end);
        Self {
            plans: plans.to_vec(),
            revisions: plans.iter().map(|entry| entry.revision).collect(),
            ordinals: first..ends.max().unwrap_or(first),
        }
    }
}

impl Links {
    /// Counts what these tasks have; their ordinals ascend.
    pub(super) fn count(&self, mut ordinals: impl Iterator<Item = u32>, tally: &mut Tally) {
        let mut lists = Vec::with_capacity(AT_ONCE);
        let mut runs = self.runs.iter().peekable();
        let mut in_run = 0;
        loop {
            lists.clear();
            for ordinal in ordinals.by_ref().take(AT_ONCE) {
                while let Some(run) = runs.next_if(|run| run.end <= ordinal) {
                    tally.add(&run.numbers, std::mem::take(&mut in_run));
                }
                in_run += 1;
                lists.push(self.of_task(ordinal));
            }
            if lists.is_empty() {
                break;
            }
            // Memory brings many lists in the time of one, if it is asked for all before any is counted.
            let ends = lists
                .iter()
                .filter_map(|list| Some(list.first()? ^ list.last()?));
            black_box(ends.fold(0, |all, end| all ^ end));
            for list in &lists {
                tally.add(list, 1);
            }
        }
        if let Some(run) = runs.next() {
            tally.add(&run.numbers, in_run);
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
        for (row, ordinal) in segment.tasks.iter().zip(entry.first..) {
            if let Some(chapter) = chapters.get(row.chapter as usize) {
                self.extend_run([plan, *chapter], ordinal + 1);
            }
            self.starts.push(length(&self.each));
            let first = self.each.len();
            let mut add = |number| {
                let added = self.each.get(first..).unwrap_or_default();
                if !added.contains(&number) {
                    self.each.push(number);
                }
            };
            for link in row.parts() {
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

    /// One more task of the last run, or the first of a new one.
    fn extend_run(&mut self, numbers: [u32; 2], end: u32) {
        match self.runs.last_mut() {
            Some(run) if run.numbers == numbers => run.end = end,
            _ => self.runs.push(Run { end, numbers }),
        }
    }

    fn blocks_of_all(&self) -> Vec<usize> {
        let in_runs = self.runs.iter().flat_map(|run| &run.numbers);
        let numbers = self.each.iter().chain(in_runs);
        let mut blocks: Vec<usize> = numbers.map(|number| *number as usize / BLOCK).collect();
        blocks.sort_unstable();
        blocks.dedup();
        blocks
    }
}

fn length(links: &[u32]) -> u32 {
    u32::try_from(links.len()).unwrap_or(u32::MAX)
}

impl Keep for Links {
    /// Those of some ten thousand plans.
    const MOST_BYTES: u64 = 64 << 20;
    const LIKELY: usize = 256;

    fn weight(&self) -> u64 {
        let numbers = self.starts.len() + self.each.len();
        (numbers * size_of::<u32>() + self.runs.len() * size_of::<Run>()) as u64 + 1
    }
}
