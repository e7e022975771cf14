//! What a listener to reminders has been told, and what is still to be told.

use std::collections::VecDeque;
use std::time::Duration;

use crate::engine::{ChangeKind, Engine, QueryError, Reminder, ReminderFilter, now};
use crate::model::{Date, Moment};

/// How many changes are looked at at once.
const PORTION: usize = 256;

/// A little longer than until midnight, so that the new day has come for certain.
const MARGIN_MS: u64 = 100;

/// What a listener to reminders has been told.
#[derive(Debug, Default)]
pub(super) struct Reminding {
    filter: ReminderFilter,
    days: u32,
    told: Option<Told>,
    waiting: VecDeque<Reminder>,
}

/// Everything that falls due until a day has been told, as of a state of the data.
#[derive(Debug, Clone, Copy)]
struct Told {
    until: Date,
    state: u64,
}

impl Reminding {
    pub(super) fn new(filter: ReminderFilter, days: u32) -> Self {
        Self {
            filter,
            days,
            ..Self::default()
        }
    }

    pub(super) fn has_more(&self) -> bool {
        !self.waiting.is_empty()
    }

    pub(super) fn next(&mut self) -> Option<Reminder> {
        self.waiting.pop_front()
    }

    /// Looks for what has come since the last look: further days, and plans that came in.
    pub(super) fn look(&mut self, engine: &Engine, time: Duration) -> Result<(), QueryError> {
        let today = Date::in_china(now()).unwrap_or(Date::LAST);
        let until = today.plus(self.days);
        let Some(told) = self.told else {
            let view = engine.view().with_time_limit(time);
            let found = view.reminders(&self.filter, today, until)?;
            self.waiting.extend(found.items().cloned());
            let state = view.sequence();
            self.told = Some(Told { until, state });
            return Ok(());
        };
        let (mut state, mut came) = (told.state, Vec::new());
        loop {
            let (changes, last) = engine.changes(state, None, PORTION);
            let is_last = changes.len() < PORTION;
            for change in changes {
                let plans = self.filter.plans.as_ref();
                let plan = (change.plan)
                    .filter(|_| change.kind == ChangeKind::PlanIngested)
                    .filter(|plan| plans.is_none_or(|plans| plans.contains(plan)))
                    .filter(|plan| !came.contains(plan));
                came.extend(plan);
            }
            state = last;
            if is_last {
                break;
            }
        }
        // Taken after the changes, so that it has the plans that came in.
        let view = engine.view().with_time_limit(time);
        if until > told.until {
            let further = view.reminders(&self.filter, told.until.plus(1), until)?;
            // Those of the plans that came in are told with them.
            let further = further.items().filter(|it| !came.contains(&it.plan));
            self.waiting.extend(further.cloned());
        }
        if !came.is_empty() {
            let filter = ReminderFilter {
                plans: Some(came),
                ..self.filter.clone()
            };
            let found = view.reminders(&filter, today, until)?;
            self.waiting.extend(found.items().cloned());
        }
        let until = until.max(told.until);
        self.told = Some(Told { until, state });
        Ok(())
    }
}

/// The time until another day has begun in China.
pub(super) fn until_tomorrow() -> Duration {
    Duration::from_millis(Moment(now()).until_next_day_in_china() + MARGIN_MS)
}
