//! The events of one subscription, one after the other.
//!
//! Nothing is queued: a feed remembers the last state that its listener has heard of and asks the engine for what came
//! after it, so a listener that stops for a while costs no memory and misses nothing.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::watch;

use crate::engine::{ChangeNote, JobPlace};
use crate::graphql::{Event, Source, Subscribed};
use crate::http::App;
use crate::http::answering::event_answered;
use crate::http::fault::Fault;

/// How many changes are looked up at once.
const PORTION: usize = 64;

/// The events of one subscription.
pub(super) struct Feed {
    app: Arc<App>,
    subscribed: Arc<Subscribed>,
    changed: watch::Receiver<()>,
    stopping: watch::Receiver<bool>,
    place: Place,
}

/// What was heard last.
enum Place {
    Changes {
        since: u64,
        waiting: VecDeque<ChangeNote>,
    },
    Job(JobPlace),
    /// There is nothing more to hear.
    End,
}

impl Feed {
    pub(super) fn new(app: &Arc<App>, subscribed: Subscribed) -> Self {
        let place = match &subscribed.source {
            Source::Changes { since, .. } => Place::Changes {
                since: *since,
                waiting: VecDeque::new(),
            },
            Source::Job { .. } => Place::Job(JobPlace::default()),
        };
        Self {
            changed: app.changed.subscribe(),
            stopping: app.stopping.subscribe(),
            app: Arc::clone(app),
            subscribed: Arc::new(subscribed),
            place,
        }
    }

    /// The answer to the next event, once there is one; `None` at the end, or when the server stops.
    pub(super) async fn next(&mut self) -> Option<Result<String, Fault>> {
        loop {
            if *self.stopping.borrow() {
                return None;
            }
            self.changed.borrow_and_update();
            if let Some(event) = self.heard() {
                return Some(event_answered(&self.app, &self.subscribed, event).await);
            }
            if matches!(self.place, Place::End) {
                return None;
            }
            tokio::select! {
                changed = self.changed.changed() => changed.ok()?,
                stopping = self.stopping.changed() => stopping.ok()?,
            }
        }
    }

    /// The next event, if there is one already.
    fn heard(&mut self) -> Option<Event> {
        let engine = &self.app.engine;
        match (&mut self.place, &self.subscribed.source) {
            (Place::Changes { since, waiting }, Source::Changes { plan, .. }) => {
                if waiting.is_empty() {
                    let (changes, until) = engine.changes(*since, *plan, PORTION);
                    *since = until;
                    waiting.extend(changes);
                }
                waiting.pop_front().map(Event::Change)
            }
            (Place::Job(place), Source::Job { name }) => {
                let step = engine.next_step(name, place)?;
                if step.step.is_none() {
                    self.place = Place::End;
                }
                Some(Event::Step(step))
            }
            _ => None,
        }
    }
}
