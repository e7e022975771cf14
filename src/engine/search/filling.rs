//! Filling up a page: where few tasks fit a query, those that are like the best of them come behind.

use std::collections::HashMap;

use crate::engine::{QueryError, View};
use crate::model::{NodeId, Task};
use crate::search::{FILLED, Hit, Hits, Request, Similar};

/// A page: as many tasks are enough.
const PAGE: u64 = 20;

/// What the first hits count where others are to be like them.
const SHARES: [f32; 3] = [1.0, 0.6, 0.4];

/// What a task that fits loosely must be like the best of them, of one.
const LEAST: f32 = 0.1;

impl View {
    /// Whether tasks that were found are to be filled up: fewer than a page.
    pub(super) fn is_to_fill(hits: &Hits) -> bool {
        hits.is_open && hits.close < PAGE && hits.total > 0
    }

    /// What fits, then what fits loosely or is like it, half by the one and half by the other, all of it, [`FILLED`] at
    /// most. `hits` is what was found, or a page of it.
    pub(super) fn filled(&self, request: &Request<'_>, mut hits: Hits) -> Result<Hits, QueryError> {
        if (hits.items.len() as u64) < hits.total {
            hits = self.reader().search(&Request {
                offset: 0,
                limit: FILLED,
                ..*request
            })?;
        }
        let best: Vec<u32> = hits
            .items
            .iter()
            .take(SHARES.len())
            .map(|hit| hit.ordinal)
            .collect();
        let mut texts = Vec::new();
        for (task, share) in self.readable_tasks(&best)?.iter().zip(SHARES) {
            texts.push((self.text_with_titles(task)?, share));
        }
        let (close, loose): (Vec<_>, Vec<_>) = std::mem::take(&mut hits.items)
            .into_iter()
            .partition(|hit| hit.is_close);
        let allowed = request.allowed;
        let is_new = |kind, ordinal| {
            allowed(kind, ordinal) && !close.iter().any(|hit: &Hit| hit.ordinal == ordinal)
        };
        let alike = self.reader().similar(&Similar {
            texts: &texts,
            allowed: &is_new,
            offset: 0,
            limit: FILLED,
            is_explained: request.is_explained,
        })?;
        let mut items = merged(loose, alike.items);
        items.retain(|hit| hit.score >= LEAST);
        items.truncate(FILLED.saturating_sub(close.len()));
        items.splice(0..0, close);
        hits.total = items.len() as u64;
        hits.tasks = items.iter().map(|hit| hit.ordinal).collect();
        hits.items = items;
        Ok(hits)
    }

    /// Tasks that are like one: a page of them, the most alike first, and how many there are.
    pub fn similar(
        &self,
        task: &Task,
        across_plans: bool,
        offset: usize,
        limit: usize,
    ) -> Result<Hits, QueryError> {
        self.check_time()?;
        if !self.is_indexed() {
            return Err(QueryError::IndexBehind);
        }
        let itself = self.task_ordinals(&[task.id])?.pop().flatten();
        let plan = self.snapshot().plan(task.id.plan);
        let within = plan.map(|entry| entry.ordinals());
        let texts = [(self.text_with_titles(task)?, 1.0)];
        let allowed = |_, ordinal: u32| {
            let is_within = within
                .as_ref()
                .is_some_and(|within| within.contains(&ordinal));
            itself != Some(ordinal) && (across_plans || is_within)
        };
        Ok(self.reader().similar(&Similar {
            texts: &texts,
            allowed: &allowed,
            offset,
            limit,
            is_explained: true,
        })?)
    }

    /// The text of a task with the title of its section, which says in short what it is about.
    fn text_with_titles(&self, task: &Task) -> Result<String, QueryError> {
        let mut text = task.text.clone();
        if let Some(title) = task.section.map(NodeId::Section) {
            let title = self.title(title)?;
            text.extend(title.iter().flat_map(|title| ["\n", title]));
        }
        for heading in &task.headings {
            text.extend(["\n", &heading.title]);
        }
        Ok(text)
    }
}

/// Both lists as one, by half the share of the best score in each.
fn merged(loose: Vec<Hit>, alike: Vec<Hit>) -> Vec<Hit> {
    let mut all: HashMap<u32, Hit> = HashMap::new();
    for list in [loose, alike] {
        let best = list
            .iter()
            .map(|hit| hit.score)
            .fold(f32::MIN_POSITIVE, f32::max);
        for mut hit in list {
            hit.score /= 2.0 * best;
            hit.is_close = false;
            match all.get_mut(&hit.ordinal) {
                Some(known) => {
                    known.score += hit.score;
                    known.matches.append(&mut hit.matches);
                }
                None => {
                    all.insert(hit.ordinal, hit);
                }
            }
        }
    }
    let mut all: Vec<_> = all.into_values().collect();
    all.sort_by(|one, other| {
        (other.score.total_cmp(&one.score)).then(one.ordinal.cmp(&other.ordinal))
    });
    all
}
