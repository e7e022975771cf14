//! What the resolvers of one request read through.
//!
//! Resolvers of a list run side by side on one thread. A resolver that wants a task notes it and steps back once, so
//! that its neighbours can note theirs; the first to come back reads all of them in one read of the store. So the
//! number of reads depends on the shape of a query, not on the length of its lists.

use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::Poll;
use std::time::Duration;

use async_graphql::{Context, ID, ServerError};

use super::error::{Fault, Result};
use super::filters::parse_ids;
use crate::engine::View;
use crate::model::{Plan, PlanId, SourceRange, Task, TaskId, Unit, UnitId};

/// The states that the resolvers of one request read through: each field of a mutation shows what it has written.
pub(crate) struct Scopes {
    states: Box<[OnceLock<Scope>]>,
    current: AtomicUsize,
    time: Duration,
}

impl Scopes {
    /// A request that begins with `view` and has `time`; it may move on `steps` times.
    pub(crate) fn new(view: &View, time: Duration, steps: usize) -> Self {
        let states: Vec<_> = (0..=steps).map(|_| OnceLock::new()).collect();
        if let Some(first) = states.first() {
            first.get_or_init(|| Scope::new(view.with_time_limit(time)));
        }
        Self {
            states: states.into_boxed_slice(),
            current: AtomicUsize::new(0),
            time,
        }
    }

    /// Shows `view` to the resolvers that follow. Fields of a mutation run one after the other, so nobody is reading.
    pub(crate) fn advance(context: &Context<'_>, view: &View) {
        let scopes: &Self = context.data_unchecked();
        let next = scopes.current.load(Ordering::Acquire) + 1;
        if let Some(state) = scopes.states.get(next) {
            state.get_or_init(|| Scope::new(view.with_time_limit(scopes.time)));
            scopes.current.store(next, Ordering::Release);
        }
    }

    /// Fails when the time of the request is over.
    pub(crate) fn check_time(&self) -> Result<()> {
        match self.current() {
            Some(scope) => Ok(scope.view.check_time()?),
            None => Ok(()),
        }
    }

    fn current(&self) -> Option<&Scope> {
        let current = self.current.load(Ordering::Acquire);
        self.states.get(current)?.get()
    }
}

/// One pinned state and what the request has read of it.
pub(crate) struct Scope {
    view: View,
    tasks: Batch<u32, Arc<Task>>,
    ordinals: Batch<TaskId, u32>,
    plans: Batch<PlanId, Arc<Plan>>,
    texts: Batch<PlanId, Arc<SourceText>>,
    /// Damaged tasks that the answer already tells of.
    reported: Mutex<BTreeSet<u32>>,
}

impl Scope {
    pub(crate) fn new(view: View) -> Self {
        Self {
            view,
            tasks: Batch::default(),
            ordinals: Batch::default(),
            plans: Batch::default(),
            texts: Batch::default(),
            reported: Mutex::default(),
        }
    }

    /// The scope of the request that a resolver runs in.
    ///
    /// # Panics
    ///
    /// Never: every request is given its scopes before it runs, and the current one is always filled.
    #[expect(
        clippy::expect_used,
        reason = "the current state was filled before it became current"
    )]
    pub(crate) fn of<'a>(context: &Context<'a>) -> &'a Self {
        let scopes: &'a Scopes = context.data_unchecked();
        scopes.current().expect("a request has a scope")
    }

    pub(crate) fn view(&self) -> &View {
        &self.view
    }

    /// The tasks of these ordinals of this state, in that order; `None` for one that cannot be read, of which the answer
    /// then tells at the place of the field that wants it.
    pub(crate) async fn tasks(
        &self,
        context: &Context<'_>,
        ordinals: &[u32],
    ) -> Result<Vec<Option<Arc<Task>>>> {
        let tasks = self.read_tasks(ordinals).await?;
        for (&ordinal, _) in ordinals
            .iter()
            .zip(&tasks)
            .filter(|(_, task)| task.is_none())
        {
            self.reported().insert(ordinal);
            report(context, self.unreadable(ordinal));
        }
        Ok(tasks)
    }

    /// Tells of damaged tasks that a list left out when it was made.
    pub(crate) fn report_damage(&self, context: &Context<'_>) {
        for (ordinal, fault) in self.view.damaged_tasks() {
            if self.reported().insert(ordinal) {
                report(context, Fault::internal(fault));
            }
        }
    }

    /// Why a task of this state was not read.
    fn unreadable(&self, ordinal: u32) -> Fault {
        match self.view.damaged_tasks().remove(&ordinal) {
            Some(fault) => Fault::internal(fault),
            None => Fault::dangling("task", ordinal),
        }
    }

    async fn read_tasks(&self, ordinals: &[u32]) -> Result<Vec<Option<Arc<Task>>>> {
        let read = |wanted: &[u32]| {
            self.view.check_time()?;
            let tasks = self.view.readable_tasks(wanted)?.into_iter();
            Ok(tasks
                .filter_map(|task| Some((self.ordinal_of(&task)?, task)))
                .collect())
        };
        self.tasks.get(ordinals, read).await
    }

    /// The task of an id; `None` when this state does not hold it.
    pub(crate) async fn task(&self, id: TaskId) -> Result<Option<Arc<Task>>> {
        let read = |wanted: &[TaskId]| {
            let ordinals = self.view.task_ordinals(wanted)?;
            let found = wanted.iter().zip(ordinals);
            Ok(found
                .filter_map(|(id, ordinal)| Some((*id, ordinal?)))
                .collect())
        };
        let Some(ordinal) = self.ordinals.get(&[id], read).await?.pop().flatten() else {
            return Ok(None);
        };
        let task = self.read_tasks(&[ordinal]).await?.pop().flatten();
        task.map(Some).ok_or_else(|| self.unreadable(ordinal))
    }

    /// The plans that the argument `plans` names; `None` for all.
    pub(crate) fn plan_ids(&self, ids: Option<Vec<ID>>) -> Result<Option<Vec<PlanId>>> {
        let ids: Option<Vec<_>> = parse_ids(ids, "plan", "plans")?;
        let known = self.view.check_plans(ids.as_deref().unwrap_or_default());
        known.map_err(|error| Fault::from(error).at("plans"))?;
        Ok(ids)
    }

    /// The plans of these ids, in that order; `None` for one that this state does not hold.
    pub(crate) async fn plans(&self, ids: &[PlanId]) -> Result<Vec<Option<Arc<Plan>>>> {
        let read = |wanted: &[PlanId]| {
            self.view.check_time()?;
            self.view.prefetch_plans(wanted)?;
            let mut plans = Vec::new();
            for id in wanted {
                plans.extend(self.view.plan(*id)?.map(|plan| (*id, plan)));
            }
            Ok(plans)
        };
        self.plans.get(ids, read).await
    }

    /// The plan of an id; `None` when this state does not hold it.
    pub(crate) async fn find_plan(&self, id: PlanId) -> Result<Option<Arc<Plan>>> {
        Ok(self.plans(&[id]).await?.pop().flatten())
    }

    /// The plan that something of this state belongs to.
    pub(crate) async fn plan(&self, id: PlanId) -> Result<Arc<Plan>> {
        self.find_plan(id)
            .await?
            .ok_or_else(|| Fault::dangling("plan", id))
    }

    /// A plan's text as published.
    pub(crate) async fn source_text(&self, id: PlanId) -> Result<Arc<SourceText>> {
        let read = |wanted: &[PlanId]| {
            let mut texts = Vec::new();
            for id in wanted {
                let text = self.view.source_text(*id)?.map(SourceText::new);
                texts.extend(text.map(|text| (*id, Arc::new(text))));
            }
            Ok(texts)
        };
        let text = self.texts.get(&[id], read).await?.pop().flatten();
        text.ok_or_else(|| Fault::dangling("the text of plan", id))
    }

    /// What stands at a stretch of a plan's text.
    pub(crate) async fn quote(&self, plan: PlanId, range: SourceRange) -> Result<String> {
        Ok(self.source_text(plan).await?.quote(range))
    }

    /// A unit that something of this state names.
    pub(crate) fn unit(&self, id: UnitId) -> Result<Arc<Unit>> {
        self.view
            .unit(id)
            .ok_or_else(|| Fault::dangling("unit", id))
    }

    /// Every change of the set is one insertion, so a panic elsewhere leaves it whole.
    fn reported(&self) -> MutexGuard<'_, BTreeSet<u32>> {
        self.reported.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ordinal_of(&self, task: &Task) -> Option<u32> {
        let entry = self.view.snapshot().plan(task.id.plan)?;
        Some(entry.first + task.number.checked_sub(1)?)
    }
}

/// Adds an error at the place of the running field, whose other values stand.
fn report(context: &Context<'_>, fault: Fault) {
    let error = ServerError {
        locations: vec![context.item.pos],
        ..fault.into()
    };
    context.add_error(context.set_error_path(error));
}

/// One of several things that a field answers with: a fault inside the server is told beside the others.
pub(crate) fn beside<T>(context: &Context<'_>, found: Result<T>) -> Result<Option<T>> {
    match found {
        Err(fault) if fault.is_internal() => {
            report(context, fault);
            Ok(None)
        }
        found => found.map(Some),
    }
}

/// A plan's text, in which the quotes of many spans are found without walking all of it for each.
pub(crate) struct SourceText {
    text: Arc<str>,
    /// The byte at which every [`STEP`]th scalar value begins.
    marks: Vec<usize>,
}

/// Scalar values from one mark of a [`SourceText`] to the next.
const STEP: usize = 256;

impl SourceText {
    fn new(text: Arc<str>) -> Self {
        let marks = text.char_indices().step_by(STEP).map(|(byte, _)| byte);
        let marks = marks.collect();
        Self { text, marks }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands at a stretch; less, or nothing, where the text ends before it.
    fn quote(&self, range: SourceRange) -> String {
        let (start, end) = (range.start as usize, range.end as usize);
        let mark = self.marks.get(start / STEP).copied();
        let rest = mark.and_then(|mark| self.text.get(mark..));
        let characters = rest.unwrap_or_default().chars();
        characters
            .skip(start % STEP)
            .take(end.saturating_sub(start))
            .collect()
    }
}

/// What has been read of one kind of thing, and what neighbouring resolvers want next.
struct Batch<K, V> {
    state: Mutex<BatchState<K, V>>,
}

struct BatchState<K, V> {
    /// `None` for what this state does not hold.
    known: BTreeMap<K, Option<V>>,
    wanted: BTreeSet<K>,
}

impl<K, V> Default for Batch<K, V> {
    fn default() -> Self {
        let state = BatchState {
            known: BTreeMap::new(),
            wanted: BTreeSet::new(),
        };
        Self {
            state: Mutex::new(state),
        }
    }
}

impl<K: Ord + Copy, V: Clone> Batch<K, V> {
    /// The things at `keys`, in that order; `read` gets everything that is wanted by then and not yet known.
    async fn get(
        &self,
        keys: &[K],
        read: impl Fn(&[K]) -> Result<Vec<(K, V)>>,
    ) -> Result<Vec<Option<V>>> {
        if self.note(keys) {
            step_back().await;
            self.fetch(keys, read)?;
        }
        let state = self.state();
        Ok(keys
            .iter()
            .map(|key| state.known.get(key).cloned().flatten())
            .collect())
    }

    /// Notes what is not known of `keys`; whether anything is.
    fn note(&self, keys: &[K]) -> bool {
        let mut state = self.state();
        let unknown: Vec<_> = keys
            .iter()
            .filter(|key| !state.known.contains_key(key))
            .copied()
            .collect();
        state.wanted.extend(&unknown);
        !unknown.is_empty()
    }

    fn fetch(&self, keys: &[K], read: impl Fn(&[K]) -> Result<Vec<(K, V)>>) -> Result<()> {
        // A neighbour may have read these meanwhile, or have failed to: then they are wanted still.
        if !self.note(keys) {
            return Ok(());
        }
        let wanted: Vec<K> = std::mem::take(&mut self.state().wanted)
            .into_iter()
            .collect();
        let found = read(&wanted)?;
        let known = &mut self.state().known;
        known.extend(wanted.into_iter().map(|key| (key, None)));
        known.extend(found.into_iter().map(|(key, value)| (key, Some(value))));
        Ok(())
    }

    /// Every change of the state is one insertion, so a panic elsewhere leaves it whole.
    fn state(&self) -> MutexGuard<'_, BatchState<K, V>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets every resolver that can run do so once before this one goes on.
async fn step_back() {
    let mut stepped = false;
    poll_fn(|context| {
        if std::mem::replace(&mut stepped, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_quote_is_what_a_walk_over_all_of_the_text_finds(
            text in "[a省\n𠮷]{0,700}", start in 0..800_u32, end in 0..800_u32,
        ) {
            let length = end.saturating_sub(start) as usize;
            let expected: String = text.chars().skip(start as usize).take(length).collect();
            let range = SourceRange { start, end, line: 1, page: None };
            prop_assert_eq!(SourceText::new(text.into()).quote(range), expected);
        }
    }
}
