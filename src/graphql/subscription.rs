//! The root of all subscriptions, and what carries one from event to event.
//!
//! A subscription is asked twice. First it says what it wants to hear of, its [`Source`]; then each event runs its
//! selection on a view of its own, on whatever thread the caller likes. So an event shows the state that it led to, a
//! pause between events holds no state back, and the caller decides how many events wait.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Context, ID, Subscription as SubscriptionRoot};
use futures_util::stream::{self, Stream, StreamExt as _};

use super::error::{Code, Fault, Result};
use super::filters::parse_id;
use super::scope::Scope;
use super::types::{self, ChangeEvent, IngestEvent, reminder};
use super::{Prepared, Response, Schema, block_on};
use crate::engine::{ChangeNote, JobStep, Reminder, ReminderFilter, View};
use crate::model::PlanId;

/// What a subscription wants to hear of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Changes of the data behind the state `since`, of one plan or of all.
    Changes {
        /// The plan; `None` for all.
        plan: Option<PlanId>,
        /// The last state that is known.
        since: u64,
    },
    /// The steps of a job.
    Job {
        /// The job's name.
        name: String,
    },
    /// What falls due from today until so many days later, and what comes into that stretch.
    Reminders {
        /// Whose.
        filter: ReminderFilter,
        /// The days.
        days: u32,
    },
}

/// Something that a subscription hears of.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The data have changed.
    Change(ChangeNote),
    /// A job has come to a step.
    Step(JobStep),
    /// Something falls due.
    Reminder(Box<Reminder>),
}

/// Why the subscription is asked.
enum Turn {
    /// To say what it wants to hear of.
    Source(Mutex<Option<Source>>),
    /// To answer an event.
    Event(Event),
}

/// A subscription that has said what it wants to hear of.
pub struct Subscribed {
    prepared: Prepared,
    /// What it wants to hear of.
    pub source: Source,
}

/// Asks a subscription what it wants to hear of; an answer when it is at fault.
pub fn subscribe(schema: &Schema, view: &View, prepared: Prepared) -> Result<Subscribed, Response> {
    let turn = Arc::new(Turn::Source(Mutex::default()));
    let request = prepared.request(view).data(Arc::clone(&turn));
    let mut answers = prepared.executor(schema).execute_stream(request);
    if let Some(response) = block_on::block_on(answers.next()) {
        return Err(response.into());
    }
    let source = match &*turn {
        Turn::Source(source) => source.lock().unwrap_or_else(PoisonError::into_inner).take(),
        Turn::Event(_) => None,
    };
    if let Some(source) = source {
        return Ok(Subscribed { prepared, source });
    }
    // The only field was skipped by a directive.
    let message = "the subscription selects nothing";
    Err(Fault::new(Code::BadUserInput, message).into())
}

impl Subscribed {
    /// The answer to an event, as seen in `view`. Blocks until it is there.
    #[must_use]
    pub fn answer(&self, schema: &Schema, view: &View, event: Event) -> Response {
        let turn = Arc::new(Turn::Event(event));
        let request = self.prepared.request(view).data(turn);
        let mut answers = self.prepared.executor(schema).execute_stream(request);
        let answer = block_on::block_on(answers.next());
        let mut answer = answer.unwrap_or_default();
        self.prepared.shape(&mut answer);
        answer.into()
    }
}

/// The root.
pub(crate) struct Subscription;

/// Everything that can be listened to (订阅), over WebSocket (`graphql-transport-ws`) or server-sent events.
#[SubscriptionRoot]
impl Subscription {
    /// Changes of the data (数据变更), each once, in the order in which they were accepted. Who was cut off goes on with `since`.
    async fn changes(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Only changes of this plan (方案), and corrections of units, which may concern it; null for all."
        )]
        plan: Option<ID>,
        #[graphql(
            desc = "The `dataVersion` up to which changes are known (已知数据版本): those behind it come first; null for changes from now on."
        )]
        since: Option<String>,
    ) -> Result<impl Stream<Item = ChangeEvent>> {
        let plan = plan
            .map(|plan| parse_id(&plan, "plan", "plan"))
            .transpose()?;
        let now = Scope::of(context).view().sequence();
        let since = match since {
            None => now,
            Some(text) => text
                .parse()
                .ok()
                .filter(|since| *since <= now)
                .ok_or_else(|| {
                    let message = format!("“{text}” is no data version that this server has had");
                    Fault::new(Code::BadUserInput, message).at("since")
                })?,
        };
        let event = match turn(context, || Source::Changes { plan, since }) {
            Some(Event::Change(change)) => Some(ChangeEvent(change)),
            _ => None,
        };
        Ok(stream::iter(event))
    }

    /// How far an `ingestPlan` with this `jobId` is (入库进度), from its first step, also when it has begun; ends with its report.
    async fn ingest_progress(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The job's name (任务号), as given to `ingestPlan`.")] job_id: ID,
    ) -> Result<impl Stream<Item = IngestEvent>> {
        let name = job_id.to_string();
        let event = match turn(context, || Source::Job { name: name.clone() }) {
            Some(Event::Step(step)) => Some(IngestEvent { job: job_id, step }),
            _ => None,
        };
        Ok(stream::iter(event))
    }

    /// What falls due and is not done (到期提醒): first all that does so within `days`, then what comes into that stretch, with a new day
    /// or with a document. A plan that comes in anew reminds anew. After a break listen again: it begins with all.
    async fn reminders(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Ids of plans (方案); null for all.")] plans: Option<Vec<ID>>,
        #[graphql(
            desc = "The unit (单位) concerned, by id, name or alias: its reports, the tasks in which it has a part, and the duties of all; null for any."
        )]
        unit: Option<String>,
        #[graphql(desc = "How many days are looked ahead (提前天数); null for 30.")] days: Option<
            i32,
        >,
    ) -> Result<impl Stream<Item = types::Reminder>> {
        let filter = reminder::filter(Scope::of(context), plans, unit.as_deref())?;
        let days = reminder::days(days)?;
        let event = match turn(context, || Source::Reminders { filter, days }) {
            Some(Event::Reminder(found)) => Some(types::Reminder(*found)),
            _ => None,
        };
        Ok(stream::iter(event))
    }
}

/// The event to be answered; `None` when the subscription is asked for its source, which is then noted.
fn turn(context: &Context<'_>, source: impl FnOnce() -> Source) -> Option<Event> {
    match context.data_opt::<Arc<Turn>>().map(AsRef::as_ref) {
        Some(Turn::Event(event)) => Some(event.clone()),
        Some(Turn::Source(place)) => {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(source());
            None
        }
        None => None,
    }
}
