//! Narrowing what was found: where a query finds nothing within a filter, the filter leaves some of the tasks that it finds
//! without, so that no facet opens an empty page.

use super::{Asked, SearchRequest, Sought};
use crate::engine::{QueryError, TaskFilter, TaskSet, View};
use crate::search::{FILLED, Hits, Kind, Ordinals};

impl View {
    /// What the filter of a request leaves of the tasks that its query finds.
    pub(super) fn left_of(
        &self,
        sought: &Sought<'_>,
        asked: &Asked<'_>,
    ) -> Result<Hits, QueryError> {
        let request = SearchRequest {
            kinds: vec![Kind::Task],
            filter: TaskFilter::default(),
            ..sought.request.clone()
        };
        let found = self.find(&request, 0, 0, false)?;
        let meant = self.meant_tasks(&sought.request.filter)?;
        let left = found.tasks.common(&meant.tasks);
        if left.is_empty() {
            return Ok(Hits::default());
        }
        let filter = sought.understood.narrowed(&request.filter);
        let sought = Sought {
            request: &request,
            filter: &filter,
            ..*sought
        };
        if found.total <= FILLED as u64 {
            return self.left_of_few(&sought, asked, &left);
        }
        // Of many all fit, so the others need not be there to tell which do.
        let within = match asked.within {
            Some(within) => left.common(within),
            None => left,
        };
        let asked = Asked {
            within: Some(&within),
            ..*asked
        };
        let mut hits = self.sought_within(Kind::Task, &sought, &asked)?;
        if found.close == 0 {
            hits.close = 0;
            hits.items.iter_mut().for_each(|hit| hit.is_close = false);
        }
        Ok(hits)
    }

    /// The same where few are found: they may be filled up, which depends on all of them.
    fn left_of_few(
        &self,
        sought: &Sought<'_>,
        asked: &Asked<'_>,
        left: &TaskSet,
    ) -> Result<Hits, QueryError> {
        let all = Asked {
            offset: 0,
            limit: FILLED,
            within: None,
            ..*asked
        };
        let mut hits = self.sought_within(Kind::Task, sought, &all)?;
        hits.items.retain(|hit| left.contains(hit.ordinal));
        hits.total = hits.items.len() as u64;
        hits.close = hits.items.iter().filter(|hit| hit.is_close).count() as u64;
        hits.tasks = left.iter().collect::<Ordinals>();
        let page = hits.items.into_iter().skip(asked.offset);
        hits.items = page.take(asked.limit).collect();
        Ok(hits)
    }
}
