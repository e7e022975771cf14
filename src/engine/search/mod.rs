//! Full-text search over one pinned state: what a query means, what it finds and why.

mod facets;
mod filling;
mod kept;
mod narrowing;
mod numbers;
mod packed;
mod passages;
mod quality;
mod roles;
mod suggest;
mod tally;
mod understanding;
mod upkeep;
mod vocabulary;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::{Listing as _, QueryError, TaskFilter, TaskOrder, TaskSet, View};
use crate::model::NodeId;
use crate::search::{
    self, Correction, Expansion, Expression, FILLED, Fragment, Hit, Hits, Kind, Marker,
    ParsedQuery, Request, query::Hints,
};
use crate::text::fold::fold;

pub use facets::Facets;
pub(super) use kept::{Meant, Question};
pub(super) use packed::PackedLinks;
pub use quality::{Judgement, Quality};
pub use suggest::Suggestion;
pub(super) use tally::Tallies;
use understanding::Understanding;
pub use understanding::{Applied, InterpretedTerm};
pub(super) use upkeep::stamp;
pub(super) use vocabulary::{KeptVocabulary, Mention, Named, Vocabulary};

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SearchRequest {
    /// The query as typed.
    pub query: String,
    /// The kinds of things looked for; hits are grouped in this order.
    pub kinds: Vec<Kind>,
    /// Only these tasks, and what belongs to one of them.
    pub filter: TaskFilter,
    /// Words of the query that are to be text, whatever they could mean besides.
    pub keep_as_text: Vec<String>,
}

/// What was found, and how the query was read.
#[derive(Debug, Clone)]
pub struct SearchAnswer {
    /// The page asked for.
    pub hits: Vec<Hit>,
    /// Number of all things found, over all kinds.
    pub total: u64,
    /// Number of those that fit the whole query.
    pub close: u64,
    /// All tasks found.
    pub tasks: TaskSet,
    /// The reading of the query, every operator written out.
    pub reading: String,
    /// Names that were recognised.
    pub terms: Vec<InterpretedTerm>,
    /// What was searched in place of what was typed.
    pub corrections: Vec<Correction>,
    /// What was searched beside what was typed.
    pub expansions: Vec<Expansion>,
    /// What to mark in the texts shown.
    marks: Arc<Marker>,
    /// The facets, once somebody has asked for them.
    facets: Arc<OnceLock<Facets>>,
    /// How long it took.
    pub took: Duration,
}

impl SearchAnswer {
    /// The stretches of a text that show best what the query met in it, at most `at_most`.
    #[must_use]
    pub fn highlight(&self, text: &str, at_most: usize) -> Vec<Fragment> {
        self.marks.highlight(text, at_most)
    }
}

impl View {
    /// Answers a search with at most `limit` hits after the first `offset`, and says why each was found.
    pub fn search(
        &self,
        request: &SearchRequest,
        offset: usize,
        limit: usize,
    ) -> Result<SearchAnswer, QueryError> {
        self.find(request, offset, limit, true)
    }

    /// The same; why a hit was found is said only when it is to be explained, for that takes longer than to find it.
    pub fn find(
        &self,
        request: &SearchRequest,
        offset: usize,
        limit: usize,
        is_explained: bool,
    ) -> Result<SearchAnswer, QueryError> {
        let found = |(request, offset, limit, is_explained): &Question| {
            self.find_within(request, *offset, *limit, *is_explained, None)
        };
        self.kept_answer((request.clone(), offset, limit, is_explained), found)
    }

    /// The same for tasks, in another order than that of relevance.
    pub fn find_in_order(
        &self,
        request: &SearchRequest,
        order: TaskOrder,
        offset: usize,
        limit: usize,
        is_explained: bool,
    ) -> Result<SearchAnswer, QueryError> {
        let mut answer = self.find(request, 0, 0, is_explained)?;
        let list = self.in_order(answer.tasks.clone(), order)?;
        let page: Vec<u32> = list
            .slice(offset..offset.saturating_add(limit))
            .into_iter()
            .map(|(_, ordinal)| ordinal)
            .collect();
        if page.is_empty() {
            return Ok(answer);
        }
        // Of many hits only those of the page are described. Few may be filled up, which depends on all of them.
        let within = (answer.total > FILLED as u64).then(|| page.iter().copied().collect());
        let most = page.len().max(FILLED);
        let described = self.find_within(request, 0, most, is_explained, within.as_ref())?;
        answer.took += described.took;
        let mut hits = described.hits;
        let places: HashMap<u32, usize> = page.into_iter().zip(0..).collect();
        hits.retain(|hit| places.contains_key(&hit.ordinal));
        hits.sort_by_key(|hit| places.get(&hit.ordinal));
        answer.hits = hits;
        Ok(answer)
    }

    fn find_within(
        &self,
        request: &SearchRequest,
        offset: usize,
        limit: usize,
        is_explained: bool,
        within: Option<&TaskSet>,
    ) -> Result<SearchAnswer, QueryError> {
        let begun = Instant::now();
        self.check_time()?;
        if !self.is_indexed() {
            return Err(QueryError::IndexBehind);
        }
        let parsed = self.parsed(&request.query)?;
        let mut understood = self.understand(&parsed, &request.keep_as_text)?;
        let filter = understood.narrowed(&request.filter);
        let expression = parsed.expression.understood(&understood.meanings);
        let asked = Asked {
            offset,
            limit,
            is_explained,
            within,
        };
        let (hits, tasks) = if expression == Expression::Nothing && request.kinds == [Kind::Task] {
            self.meant(&filter, &understood.led, &asked)?
        } else {
            let sought = Sought {
                request,
                filter: &filter,
                expression: &expression,
                understood: &understood,
            };
            let hits = self.sought(&sought, &asked)?;
            let tasks = TaskSet::from(&hits.tasks);
            (hits, tasks)
        };
        self.check_time()?;
        understood.name_places(&hits.places);
        Ok(SearchAnswer {
            hits: hits.items,
            total: hits.total,
            close: hits.close,
            tasks,
            reading: parsed.reading,
            terms: understood.terms,
            corrections: hits.corrections,
            expansions: hits.expansions,
            marks: Arc::new(Marker::new(&hits.terms).with_joint(&hits.joint)),
            facets: Arc::default(),
            took: begun.elapsed(),
        })
    }

    /// A query as read; what is denied of a unit without a role is left to whoever knows units: 不含省农委.
    fn parsed(&self, query: &str) -> Result<ParsedQuery, QueryError> {
        let vocabulary = self.vocabulary();
        let is_left = |rest: &str| {
            let rest = fold(rest);
            let mut mentions = vocabulary.mentions(&rest);
            let is_unit = mentions.any(|one| one.start == 0 && !one.named.units.is_empty());
            is_unit && !roles::has_role(&rest)
        };
        let reader = self.reader();
        let hints = Hints {
            is_left: &is_left,
            words: &|text| reader.word_ranges(text),
        };
        Ok(search::query::parse_with(query, hints)?)
    }

    /// The tasks that a filter means, where nothing is looked for in them: those that a unit leads whose tasks are meant, then
    /// the others, in the order of ordinals, for one is as good as another.
    fn meant(
        &self,
        filter: &TaskFilter,
        led: &[TaskFilter],
        asked: &Asked<'_>,
    ) -> Result<(Hits, TaskSet), QueryError> {
        let meant = self.meant_tasks(filter)?;
        let tasks = match asked.within {
            Some(within) => meant.tasks.common(within),
            None => meant.tasks.clone(),
        };
        let mut first = TaskSet::default();
        for led in led {
            first.extend(&self.meant_tasks(led)?.tasks);
        }
        let first = first.common(&tasks);
        let others = tasks.iter().filter(|task| !first.contains(*task));
        let page = first.iter().chain(others);
        let page = page.skip(asked.offset).take(asked.limit);
        let hits = Hits {
            total: tasks.len(),
            close: tasks.len(),
            items: page.map(Hit::of_task).collect(),
            ..Hits::default()
        };
        Ok((hits, tasks))
    }

    /// What the index finds, kind by kind, so that what is found of one does not depend on the others.
    fn sought(&self, sought: &Sought<'_>, asked: &Asked<'_>) -> Result<Hits, QueryError> {
        let mut all = Hits::default();
        let mut kinds = Vec::new();
        for &kind in &sought.request.kinds {
            if kinds.contains(&kind) {
                continue;
            }
            kinds.push(kind);
            let before = usize::try_from(all.total).unwrap_or(usize::MAX);
            let asked = Asked {
                offset: asked.offset.saturating_sub(before),
                limit: asked.limit.saturating_sub(all.items.len()),
                ..*asked
            };
            all = all.and(self.sought_of(kind, sought, &asked)?);
        }
        Ok(all)
    }

    /// What the index finds of one kind; of tasks, where nothing is found within the filter of the request, what it leaves of
    /// those that are found without it.
    fn sought_of(
        &self,
        kind: Kind,
        sought: &Sought<'_>,
        asked: &Asked<'_>,
    ) -> Result<Hits, QueryError> {
        let hits = self.sought_within(kind, sought, asked)?;
        let is_narrowed = sought.request.filter != TaskFilter::default();
        if kind == Kind::Task && hits.total == 0 && is_narrowed {
            return self.left_of(sought, asked);
        }
        Ok(hits)
    }

    /// What the index finds of one kind within the filter.
    fn sought_within(
        &self,
        kind: Kind,
        sought: &Sought<'_>,
        asked: &Asked<'_>,
    ) -> Result<Hits, QueryError> {
        let Sought {
            request,
            filter,
            expression,
            understood,
        } = *sought;
        let Asked {
            offset,
            limit,
            is_explained,
            within,
        } = *asked;
        let allowed = if *filter == TaskFilter::default() {
            None
        } else {
            Some(self.allowed(filter, kind)?)
        };
        let sets = understood.sets.iter();
        let sets: Result<Vec<_>, _> = sets.map(|set| self.allowed(set, kind)).collect();
        let sets = sets?;
        let holds: Vec<_> = sets
            .iter()
            .map(|set| |kind, ordinal| set.holds(kind, ordinal))
            .collect();
        let holds: Vec<search::Allowed<'_>> = holds.iter().map(|holds| holds as _).collect();
        let may_fill = within.is_none() && kind == Kind::Task;
        // What fills a page up is like all that was found, so the first pages are cut from it instead of finding it twice.
        let mut is_whole = may_fill && limit > 0 && offset.saturating_add(limit) <= FILLED;
        let asked = Request {
            expression,
            kind,
            allowed: &|kind, ordinal| {
                let allowed = allowed.as_ref();
                within.is_none_or(|within| within.contains(ordinal))
                    && allowed.is_none_or(|allowed| allowed.holds(kind, ordinal))
            },
            sets: &holds,
            keep_as_text: &request.keep_as_text,
            places: &understood.places,
            offset: if is_whole { 0 } else { offset },
            limit: if is_whole { FILLED } else { limit },
            is_explained,
        };
        let mut hits = self.reader().search(&asked)?;
        if may_fill && Self::is_to_fill(&hits) {
            hits = self.filled(&asked, hits)?;
            is_whole = true;
        }
        if is_whole {
            let page = hits.items.into_iter().skip(offset);
            hits.items = page.take(limit).collect();
        }
        if hits.is_wide {
            hits.close = 0;
            hits.items.iter_mut().for_each(|hit| hit.is_close = false);
        }
        Ok(hits)
    }

    /// What a filter of tasks lets through: the tasks, and what one of them belongs to or is tied to.
    fn allowed(&self, filter: &TaskFilter, kind: Kind) -> Result<Allowed, QueryError> {
        let meant = self.meant_tasks(filter)?;
        let tasks = &meant.tasks;
        let mut others = HashSet::new();
        if !matches!(kind, Kind::Task | Kind::Indicator) {
            let key = passages::key_of;
            self.rows(tasks, |_, segment, row, _| {
                let chapter = segment.chapter_of(row).map(NodeId::Chapter);
                others.extend(chapter.map(|node| (Kind::Chapter, key(node))));
                let section = segment.section_of(row).map(NodeId::Section);
                others.extend(section.map(|node| (Kind::Section, key(node))));
                let units = row.links.iter().filter_map(|it| segment.unit_of(it));
                others.extend(units.map(|id| (Kind::Unit, key(NodeId::Unit(id)))));
                let cities = row.places.iter().filter_map(|it| segment.city_of(it));
                others.extend(cities.map(|id| (Kind::City, key(NodeId::City(id)))));
                Ok(())
            })?;
        }
        Ok(Allowed { meant, others })
    }
}

/// What is looked for.
struct Sought<'a> {
    request: &'a SearchRequest,
    /// What its query and its filter let through.
    filter: &'a TaskFilter,
    expression: &'a Expression,
    understood: &'a Understanding,
}

/// Which part of what is found is asked for.
struct Asked<'a> {
    offset: usize,
    limit: usize,
    is_explained: bool,
    /// Only these tasks.
    within: Option<&'a TaskSet>,
}

/// What a filter lets through.
struct Allowed {
    meant: Arc<Meant>,
    /// Units, cities, chapters and sections, by [`passages::key_of`].
    others: HashSet<(Kind, u32)>,
}

impl Allowed {
    fn holds(&self, kind: Kind, ordinal: u32) -> bool {
        match kind {
            Kind::Task | Kind::Indicator => self.meant.holds(ordinal),
            Kind::Unit | Kind::City | Kind::Chapter | Kind::Section => {
                self.others.contains(&(kind, ordinal))
            }
        }
    }
}
