//! Types of a search: its page of hits with what made them hits, and facets.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Enum, ID, Object, SimpleObject, Union};

use super::interpretation::{Interpretation, TextRange};
use super::task_stat::{distinct_name_of, name_of};
use super::{Chapter, City, Indicator, Node, Section, Task, Unit};
use crate::engine::{self, Facets, Hit, Part, SearchAnswer, SearchRequest};
use crate::graphql::cursor::Cursors;
use crate::graphql::error::{Fault, Result};
use crate::graphql::page::{PAGE_DEFAULT, PageInfo, size};
use crate::graphql::scope::{Scope, beside};
use crate::model::{self, NodeId};

/// The most stretches that are shown of one text.
const FRAGMENTS: usize = 3;

/// What can be searched (检索对象).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "engine::SearchKind")]
pub(crate) enum SearchType {
    /// Tasks by text, headings, units, places and indicators (任务).
    Task,
    /// Units by any of their names (单位).
    Unit,
    /// Divisions by name (市、县).
    City,
    /// Chapters by title (章).
    Chapter,
    /// Sections by title (节).
    Section,
    /// Indicators by subject and phrase (指标).
    Indicator,
}

/// Something that was found (检索结果).
#[derive(Union)]
pub(crate) enum SearchHit {
    Task(Task),
    Unit(Unit),
    City(City),
    Chapter(Chapter),
    Section(Section),
    Indicator(Indicator),
}

impl SearchHit {
    async fn find(scope: &Scope, hit: &Hit) -> Result<Self> {
        let Some(id) = hit.id else {
            return Err(Fault::dangling("hit", hit.ordinal));
        };
        Ok(match Node::of(scope, id).await? {
            Some(Node::Task(task)) => Self::Task(task),
            Some(Node::Unit(unit)) => Self::Unit(unit),
            Some(Node::City(city)) => Self::City(city),
            Some(Node::Chapter(chapter)) => Self::Chapter(chapter),
            Some(Node::Section(section)) => Self::Section(section),
            Some(Node::Indicator(indicator)) => Self::Indicator(indicator),
            _ => return Err(Fault::dangling("hit", id)),
        })
    }
}

/// A hit with its place and the answer that it belongs to.
pub(crate) struct SearchEdge {
    cursor: String,
    node: SearchHit,
    hit: Hit,
    answer: Arc<SearchAnswer>,
}

/// A hit in its place, with what made it a hit (检索条目).
#[Object(serial)]
impl SearchEdge {
    /// The place of the hit in this answer (游标), for `after`; it is good until the data change.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The hit itself (节点).
    async fn node(&self) -> &SearchHit {
        &self.node
    }

    /// How well it fits (得分), comparable within one answer and one type.
    async fn score(&self) -> f64 {
        f64::from(self.hit.score)
    }

    /// Whether it fits only loosely (近似结果): it lacks a part of what was asked for, or is like the best hits. What fits the
    /// whole query comes first.
    async fn is_loose(&self) -> bool {
        !self.hit.is_close
    }

    /// What the query met in it, as shown (高亮).
    async fn highlights(&self, context: &Context<'_>) -> Result<Vec<Highlight>> {
        let texts = self.node.texts(Scope::of(context))?;
        let texts = texts.iter();
        let highlights = texts.flat_map(|(field, text)| {
            let fragments = self.answer.highlight(text, FRAGMENTS).into_iter();
            fragments.map(|fragment| Highlight {
                field: (*field).to_owned(),
                fragment: fragment.text,
                ranges: fragment.marks.into_iter().map(Into::into).collect(),
            })
        });
        Ok(highlights.collect())
    }

    /// Why it was found (匹配), heaviest first.
    async fn matches(&self) -> Vec<TermMatch> {
        self.hit.matches.iter().cloned().map(Into::into).collect()
    }
}

impl SearchHit {
    /// The texts of a hit that are searched and shown, each with the word for its field.
    fn texts(&self, scope: &Scope) -> Result<Vec<(&'static str, Cow<'_, str>)>> {
        let name = word(Part::Name);
        let texts = match self {
            Self::Task(Task(task)) => return task_texts(scope, task),
            Self::Unit(Unit(unit)) => std::iter::once(&unit.name)
                .chain(&unit.full_name)
                .chain(&unit.aliases)
                .map(|text| (name, text.into()))
                .collect(),
            Self::City(City(city)) => vec![(name, (&city.name).into())],
            Self::Chapter(chapter) => vec![(name, chapter.heading().into())],
            Self::Section(section) => vec![(name, section.heading().into())],
            Self::Indicator(Indicator { indicator, .. }) => {
                vec![(name, (&indicator.phrase).into())]
            }
        };
        Ok(texts)
    }
}

/// The texts of a task: its own, the titles above it from the outside in, and the names as printed, each once.
fn task_texts<'a>(
    scope: &Scope,
    task: &'a model::Task,
) -> Result<Vec<(&'static str, Cow<'a, str>)>> {
    let mut texts = vec![(word(Part::Text), (&task.text).into())];
    let chapter = std::iter::once(NodeId::Chapter(task.chapter));
    for node in chapter.chain(task.section.map(NodeId::Section)) {
        let title = scope.view().title(node)?;
        texts.extend(title.map(|title| (word(Part::Heading), title.into())));
    }
    let headings = task.headings.iter();
    texts.extend(headings.map(|heading| (word(Part::Heading), (&heading.title).into())));
    let assignments = task.assignments.iter();
    let mut names: Vec<_> = assignments.map(|it| &it.name_as_written).collect();
    names.sort_unstable();
    names.dedup();
    texts.extend(
        names
            .into_iter()
            .map(|name| (word(Part::Unit), name.into())),
    );
    Ok(texts)
}

/// The word for a part of what is searched.
fn word(part: Part) -> &'static str {
    match part {
        Part::Text => "text",
        Part::Label => "label",
        Part::Heading => "headings",
        Part::Lead => "leads",
        Part::Unit => "units",
        Part::City => "cities",
        Part::Region => "region",
        Part::Title => "title",
        Part::Indicator => "indicators",
        Part::Name => "name",
    }
}

/// A stretch of a text of the hit with what is to be marked in it (高亮片段).
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct Highlight {
    /// Where it stands (字段): text, label, headings, leads, units, cities, indicators or name.
    field: String,
    /// The stretch as shown (片段).
    fragment: String,
    /// What to mark in it (范围), in characters of the stretch.
    ranges: Vec<TextRange>,
}

/// A term that met a hit (匹配项).
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct TermMatch {
    /// The term as searched (词项).
    term: String,
    /// Where it stands (字段): text, label, headings, leads, units, cities, region or title (of the
    /// plan), indicators or name.
    field: String,
    /// How it met the hit (匹配方式).
    how: MatchKind,
    /// What it added to the score (权重).
    weight: f64,
}

impl From<engine::TermMatch> for TermMatch {
    fn from(term: engine::TermMatch) -> Self {
        Self {
            field: word(term.part).to_owned(),
            how: term.how.into(),
            weight: f64::from(term.weight),
            term: term.term,
        }
    }
}

/// How a term met a hit (匹配方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "engine::MatchKind")]
pub(crate) enum MatchKind {
    /// As a word (词).
    Word,
    /// As two neighbouring characters (二元字).
    Bigram,
    /// As the literal stretch of text (短语).
    Phrase,
    /// As a quantity in whatever form (数量).
    Number,
    /// As another name of the same thing (别名).
    Alias,
    /// As a word that means the same (同义词).
    Synonym,
    /// As the Han characters that were typed in pinyin (拼音).
    Pinyin,
    /// As what was probably meant (纠错).
    Correction,
    /// As the beginning of a word (前缀).
    Prefix,
}

/// What a search found, one page of it, and how the query was read.
pub(crate) struct SearchConnection {
    answer: Arc<SearchAnswer>,
    edges: Vec<SearchEdge>,
    info: PageInfo,
}

impl SearchConnection {
    pub(crate) async fn new(
        context: &Context<'_>,
        request: &SearchRequest,
        order: Option<engine::TaskOrder>,
        first: Option<i32>,
        after: Option<&str>,
    ) -> Result<Self> {
        let scope = Scope::of(context);
        let selected = context.look_ahead();
        let wants_hits = selected.field("nodes").exists()
            || selected.field("edges").exists()
            || selected.field("pageInfo").exists();
        let limit = match size(first, "first")?.unwrap_or(PAGE_DEFAULT) {
            limit if wants_hits => limit,
            _ => 0,
        };
        let cursors = Cursors::new(scope.view(), &("search", request, order));
        let offset = cursors.offset(after)?;
        let is_explained = selected.field("edges").field("matches").exists();
        let view = scope.view();
        let mut answer = match order {
            Some(order) => view.find_in_order(request, order, offset, limit, is_explained)?,
            None => view.find(request, offset, limit, is_explained)?,
        };
        let hits = std::mem::take(&mut answer.hits);
        let answer = Arc::new(answer);
        // All tasks of the page in one read.
        let of_tasks = hits
            .iter()
            .filter(|hit| hit.kind == engine::SearchKind::Task);
        let ordinals: Vec<_> = of_tasks.map(|hit| hit.ordinal).collect();
        let mut tasks = scope.tasks(context, &ordinals).await?.into_iter();
        let places = offset..offset.saturating_add(hits.len());
        let mut edges = Vec::with_capacity(hits.len());
        for (hit, place) in hits.into_iter().zip(offset as u64 + 1..) {
            let node = match hit.kind {
                engine::SearchKind::Task => tasks.next().flatten().map(Task).map(SearchHit::Task),
                _ => beside(context, SearchHit::find(scope, &hit).await)?,
            };
            let Some(node) = node else { continue };
            edges.push(SearchEdge {
                cursor: cursors.encode(&engine::Position::number(place)),
                node,
                hit,
                answer: Arc::clone(&answer),
            });
        }
        let total = usize::try_from(answer.total).unwrap_or(usize::MAX);
        Ok(Self {
            info: PageInfo::of(&places, total, edges.iter().map(|edge| &edge.cursor)),
            answer,
            edges,
        })
    }
}

/// What a search found (检索结果集): grouped in the order of `types`, best first within a type unless `orderBy` says otherwise.
#[Object(serial)]
impl SearchConnection {
    /// The hits of the page with what made them hits (带匹配信息的条目).
    async fn edges(&self) -> &[SearchEdge] {
        &self.edges
    }

    /// The hits of the page (条目).
    async fn nodes(&self) -> Vec<&SearchHit> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where the page lies in all that was found (分页信息).
    async fn page_info(&self) -> &PageInfo {
        &self.info
    }

    /// Number of all hits over all types asked for (总数), exact. Where fewer than a page fit the whole query, it counts those
    /// that fit loosely and fill up to a page and a half.
    async fn total_count(&self) -> u64 {
        self.answer.total
    }

    /// Number of the hits that fit the whole query (完全匹配数); the others follow them.
    async fn close_count(&self) -> u64 {
        self.answer.close
    }

    /// What the tasks found have in common (分面); each counts distinct tasks.
    async fn facets(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The most values of each facet, at most 100; null for 50.")] first: Option<
            i32,
        >,
    ) -> Result<SearchFacets> {
        let first = size(first, "first")?.unwrap_or(FACET_VALUES);
        let view = Scope::of(context).view();
        Ok(SearchFacets(view.facets_of(&self.answer, first)?))
    }

    /// How the query was read (查询理解).
    async fn interpretation(&self) -> Interpretation<'_> {
        Interpretation(&self.answer)
    }

    /// How long the search took, in milliseconds (耗时).
    async fn took_ms(&self) -> f64 {
        self.answer.took.as_secs_f64() * 1_000.0
    }
}

/// Values of a facet when `first` is not given.
const FACET_VALUES: usize = 50;

/// What the tasks found have in common; only what is selected is named.
pub(crate) struct SearchFacets(Facets);

/// What the tasks found have in common (分面): each counts distinct tasks, most first; the filters of the query apply. To choose a
/// value is to narrow by it (`plans`, `chapterIds`, `units`, with the role `LEAD` for `leadUnits`, `cities` without
/// `includeDescendants`). The query is then searched within the filter anew, more loosely where little is left: it may find more
/// than were counted, and never none.
#[Object(serial)]
impl SearchFacets {
    /// By plan (方案).
    async fn plans(&self, context: &Context<'_>) -> Result<Vec<FacetCount>> {
        counts(context, &self.0.plans, NodeId::Plan)
    }

    /// By chapter (章).
    async fn chapters(&self, context: &Context<'_>) -> Result<Vec<FacetCount>> {
        counts(context, &self.0.chapters, NodeId::Chapter)
    }

    /// By unit that leads by statement, rule or correction (牵头单位).
    async fn lead_units(&self, context: &Context<'_>) -> Result<Vec<FacetCount>> {
        counts(context, &self.0.lead_units, NodeId::Unit)
    }

    /// By unit that has a part by statement, rule or correction (单位).
    async fn units(&self, context: &Context<'_>) -> Result<Vec<FacetCount>> {
        counts(context, &self.0.units, NodeId::Unit)
    }

    /// By city that the task is tied to (市、县).
    async fn cities(&self, context: &Context<'_>) -> Result<Vec<FacetCount>> {
        counts(context, &self.0.cities, NodeId::City)
    }
}

fn counts<Id: Copy>(
    context: &Context<'_>,
    counts: &[(Id, u32)],
    node: fn(Id) -> NodeId,
) -> Result<Vec<FacetCount>> {
    let scope = Scope::of(context);
    let nodes = counts.iter().map(|(id, _)| node(*id));
    scope.view().prefetch_titles(nodes)?;
    let named = counts.iter().map(|&(id, count)| {
        let node = node(id);
        Ok(FacetCount {
            id: node.into(),
            name: name_of(scope, node)?,
            count,
            node,
        })
    });
    named.collect()
}

/// One value of a facet (分面取值).
#[derive(Debug, SimpleObject)]
#[graphql(serial, complex)]
pub(crate) struct FacetCount {
    /// The id of the thing, for `node`.
    id: ID,
    /// Its name or title (名称).
    name: String,
    /// Number of distinct tasks (任务数).
    count: u32,
    #[graphql(skip)]
    node: NodeId,
}

#[ComplexObject]
impl FacetCount {
    /// The same as it can stand among those of other plans (可区分的名称): a body with its division, a county with what it lies
    /// in, a chapter or section with its plan, where there are others.
    async fn distinct_name(&self, context: &Context<'_>) -> Result<String> {
        distinct_name_of(Scope::of(context), self.node)
    }
}
