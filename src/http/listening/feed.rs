//! The events of one subscription, one after the other.
//!
//! Nothing is queued: a feed remembers the last state that its listener has heard of and asks the engine for what came
//! after it, so a listener that stops for a while costs no memory and misses nothing. Of reminders it remembers the day up
//! to which they were told, and holds those of one look that are still to be told.

use std::collections::VecDeque;
use std::sync::Arc;

use actix_web::rt::time::sleep;
use tokio::sync::watch;

use super::reminding::{Reminding, until_tomorrow};
use crate::engine::{ChangeNote, JobPlace};
use crate::graphql::{Event, Source, Subscribed};
use crate::http::App;
use crate::http::answering::{event_answered, on_the_pool};
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
    Reminders(Reminding),
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
            Source::Reminders { filter, days } => {
                Place::Reminders(Reminding::new(filter.clone(), *days))
            }
        };
        Self {
            changed: app.changed.subscribe(),
            stopping: app.stopping.subscribe(),
            app: Arc::clone(app),
            subscribed: Arc::new(subscribed),
            place,
        }
    }

    /// The answer to the next event, once there is one; `None` at the end, or when the server stops. An event is lost when the
    /// future is dropped while it is answered.
    pub(super) async fn next(&mut self) -> Option<Result<String, Fault>> {
        loop {
            if *self.stopping.borrow() {
                return None;
            }
            self.changed.borrow_and_update();
            let heard = match &mut self.place {
                Place::Reminders(reminding) => match reminded(&self.app, reminding).await {
                    Ok(event) => event,
                    Err(fault) => return Some(Err(fault)),
                },
                _ => self.heard(),
            };
            if let Some(event) = heard {
                return Some(event_answered(&self.app, &self.subscribed, event).await);
            }
            if matches!(self.place, Place::End) {
                return None;
            }
            tokio::select! {
                changed = self.changed.changed() => changed.ok()?,
                () = sleep(until_tomorrow()), if matches!(self.place, Place::Reminders(_)) => {}
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

/// The next thing that falls due, if there is one already. Looking for it reads plans, so that is done on the pool.
async fn reminded(app: &Arc<App>, reminding: &mut Reminding) -> Result<Option<Event>, Fault> {
    if !reminding.has_more() {
        let (asked, mut looking) = (Arc::clone(app), std::mem::take(reminding));
        let time = app.limits.time;
        let looked = on_the_pool(app, move || {
            let outcome = looking.look(&asked.engine, time);
            outcome.map(|()| looking)
        });
        *reminding = looked.await?.map_err(|error| Fault::internal(&error))?;
    }
    let reminder = reminding.next();
    Ok(reminder.map(|found| Event::Reminder(Box::new(found))))
}
