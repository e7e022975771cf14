//! One pinned state: everything a request reads goes through it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Pinned, QueryError, Shared};
use crate::gazetteer::Gazetteer;
use crate::model::{Plan, PlanId, Unit, UnitId};
use crate::search::Reader;
use crate::store::{PlanEntry, Revision, Segment, Sequence, Snapshot, Store};

/// How many segments are read at a time, and kept.
const PORTION: usize = 64;

/// One pinned state. Clones share the pin and what has been read.
#[derive(Clone)]
pub struct View {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    pinned: Arc<Pinned>,
    /// Plans that this view has read.
    plans: Mutex<HashMap<PlanId, Arc<Plan>>>,
    /// The first segments that this view has read, at most [`PORTION`].
    segments: Mutex<HashMap<Revision, Arc<Segment>>>,
    /// Units that this view was asked for: their aliases are gathered from every plan.
    units: Mutex<HashMap<UnitId, Arc<Unit>>>,
    /// What is wrong with the tasks that this view could not read, by ordinal.
    damaged: Mutex<BTreeMap<u32, String>>,
    limit: Option<(Instant, Duration)>,
}

impl View {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        let pinned = shared.pinned.load_full();
        Self::of(shared, pinned, None)
    }

    fn of(shared: Arc<Shared>, pinned: Arc<Pinned>, limit: Option<(Instant, Duration)>) -> Self {
        let inner = Inner {
            shared,
            pinned,
            plans: Mutex::default(),
            segments: Mutex::default(),
            units: Mutex::default(),
            damaged: Mutex::default(),
            limit,
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The same state with at most `time` from now for all questions together.
    #[must_use]
    pub fn with_time_limit(&self, time: Duration) -> Self {
        let Inner { shared, pinned, .. } = &*self.inner;
        let limit = Some((Instant::now() + time, time));
        Self::of(Arc::clone(shared), Arc::clone(pinned), limit)
    }

    /// The same state for as long as it takes: to write what a client takes in at its own pace.
    ///
    /// What this view has read stays behind with it.
    #[must_use]
    pub fn without_time_limit(&self) -> Self {
        let Inner { shared, pinned, .. } = &*self.inner;
        Self::of(Arc::clone(shared), Arc::clone(pinned), None)
    }

    /// Fails once the time for the questions of this view is over; called between steps that take long.
    pub fn check_time(&self) -> Result<(), QueryError> {
        match self.inner.limit {
            Some((end, _)) if Instant::now() > end => Err(self.timed_out()),
            _ => Ok(()),
        }
    }

    /// The time for the questions of this view is over.
    pub(super) fn timed_out(&self) -> QueryError {
        let time = self.inner.limit.map(|(_, time)| time);
        QueryError::TimedOut {
            seconds: time.unwrap_or_default().as_secs_f64(),
        }
    }

    /// The catalogue of this state.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.inner.pinned.snapshot
    }

    /// What is known of divisions and units from outside the plans.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.inner.shared.gazetteer
    }

    /// Names this state: the number of the last journal record that it holds.
    #[must_use]
    pub fn data_version(&self) -> String {
        self.sequence().to_string()
    }

    /// The last journal record that this state holds.
    #[must_use]
    pub fn sequence(&self) -> Sequence {
        self.inner.pinned.sequence
    }

    /// A plan without its tasks; `None` when there is no such plan.
    pub fn plan(&self, id: PlanId) -> Result<Option<Arc<Plan>>, QueryError> {
        if let Some(plan) = self.read_plans().get(&id) {
            return Ok(Some(Arc::clone(plan)));
        }
        self.prefetch_plans(&[id])?;
        Ok(self.read_plans().get(&id).map(Arc::clone))
    }

    /// Fails when one of these plans is none of this state.
    pub fn check_plans(&self, ids: &[PlanId]) -> Result<(), QueryError> {
        let unknown = ids.iter().find(|id| self.snapshot().plan(**id).is_none());
        unknown.map_or(Ok(()), |id| Err(QueryError::UnknownPlan(*id)))
    }

    /// Reads plans that will be asked for, all in one read of the store.
    pub fn prefetch_plans(&self, ids: &[PlanId]) -> Result<(), QueryError> {
        let missing: Vec<_> = {
            let read = self.read_plans();
            let mut ids: Vec<_> = ids.iter().filter(|id| !read.contains_key(id)).collect();
            ids.sort_unstable();
            ids.dedup();
            ids.into_iter()
                .filter_map(|id| self.snapshot().plan(*id))
                .collect()
        };
        if missing.is_empty() {
            return Ok(());
        }
        let revisions: Vec<_> = missing.iter().map(|entry| entry.revision).collect();
        let plans = self.store().plans(&revisions)?;
        let mut read = self.read_plans();
        for plan in plans.into_iter().flatten() {
            read.insert(plan.id, plan);
        }
        Ok(())
    }

    /// A plan's text as published; `None` when there is no such plan.
    pub fn source_text(&self, id: PlanId) -> Result<Option<Arc<str>>, QueryError> {
        match self.snapshot().plan(id) {
            Some(entry) => Ok(self.store().source_text(entry.revision)?),
            None => Ok(None),
        }
    }

    /// What is wrong with the tasks that this view was asked for and left out, by ordinal.
    #[must_use]
    pub fn damaged_tasks(&self) -> BTreeMap<u32, String> {
        self.damaged().clone()
    }

    /// Whether the index holds this very state; if not, nothing can be searched.
    #[must_use]
    pub fn is_indexed(&self) -> bool {
        self.inner.pinned.is_indexed
    }

    /// The index as it was when this view was taken.
    pub(super) fn reader(&self) -> &dyn Reader {
        &*self.inner.pinned.reader
    }

    pub(super) fn store(&self) -> &dyn Store {
        &*self.inner.shared.store
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.inner.shared
    }

    /// The plans of which `holds` is true, in the order in which they were accepted.
    pub(super) fn plans_that(
        &self,
        mut holds: impl FnMut(&PlanEntry) -> bool,
    ) -> Vec<Arc<PlanEntry>> {
        let plans = self.snapshot().plans();
        plans.filter(|entry| holds(entry)).cloned().collect()
    }

    /// The packed links of `plans`, in that order, read in portions so that a long question can be stopped.
    pub(super) fn segments(
        &self,
        plans: &[Arc<PlanEntry>],
        mut each: impl FnMut(&PlanEntry, &Segment) -> Result<(), QueryError>,
    ) -> Result<(), QueryError> {
        for portion in plans.chunks(PORTION) {
            self.check_time()?;
            let segments = self.portion(portion)?;
            for (entry, segment) in portion.iter().zip(segments) {
                if let Some(segment) = segment {
                    each(entry, &segment)?;
                }
            }
        }
        Ok(())
    }

    /// The packed links of a portion of plans; `None` for one that is not stored.
    ///
    /// The first ones that a view reads stay with it, so that the questions of one request share them; a question over
    /// the whole corpus reads the rest and lets go of it.
    fn portion(&self, plans: &[Arc<PlanEntry>]) -> Result<Vec<Option<Arc<Segment>>>, QueryError> {
        let known = |revision| self.kept_segments().get(&revision).map(Arc::clone);
        let mut segments: Vec<_> = plans.iter().map(|entry| known(entry.revision)).collect();
        let missing: Vec<_> = plans
            .iter()
            .zip(&segments)
            .filter_map(|(entry, segment)| segment.is_none().then_some(entry.revision))
            .collect();
        if missing.is_empty() {
            return Ok(segments);
        }
        let read = self.store().segments(&missing)?;
        let mut kept = self.kept_segments();
        let places = segments.iter_mut().filter(|segment| segment.is_none());
        for ((place, revision), segment) in places.zip(missing).zip(read) {
            if let Some(segment) = &segment
                && kept.len() < PORTION
            {
                kept.insert(revision, Arc::clone(segment));
            }
            *place = segment;
        }
        Ok(segments)
    }

    /// The units read so far; every change of them is one insertion, as of the plans.
    pub(super) fn kept_units(&self) -> MutexGuard<'_, HashMap<UnitId, Arc<Unit>>> {
        let kept = self.inner.units.lock();
        kept.unwrap_or_else(PoisonError::into_inner)
    }

    /// The damaged tasks met so far; every change of them is one insertion, as of the plans.
    pub(super) fn damaged(&self) -> MutexGuard<'_, BTreeMap<u32, String>> {
        let damaged = self.inner.damaged.lock();
        damaged.unwrap_or_else(PoisonError::into_inner)
    }

    /// The segments kept so far; every change of them is one insertion, as of the plans.
    fn kept_segments(&self) -> MutexGuard<'_, HashMap<Revision, Arc<Segment>>> {
        let kept = self.inner.segments.lock();
        kept.unwrap_or_else(PoisonError::into_inner)
    }

    /// The plans read so far; every change of them is one insertion, so a panic elsewhere leaves them whole.
    fn read_plans(&self) -> MutexGuard<'_, HashMap<PlanId, Arc<Plan>>> {
        self.inner
            .plans
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
