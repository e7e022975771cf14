//! The ladder: what the engine below is asked, from every group to half of the neighbouring characters.

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur,
    Query,
};

use super::{Group, Leaf, Plan, Step, Way, Words};
use crate::search::ahead::Ahead;

impl Way {
    fn query(&self) -> Box<dyn Query> {
        let sum = sum(&self.leaves);
        if self.lead == 0.0 {
            return sum;
        }
        Box::new(Ahead {
            query: sum,
            lead: self.lead,
        })
    }
}

impl Group {
    fn query(&self, step: Step) -> Box<dyn Query> {
        let loose = (step != Step::Strict).then_some(&self.loose);
        let ways = self.ways.iter().chain(loose.into_iter().flatten());
        let mut all: Vec<_> = ways.map(Way::query).collect();
        match (all.len(), all.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                all.extend(last);
                Box::new(DisjunctionMaxQuery::with_tie_breaker(all, self.tie))
            }
        }
    }
}

fn sum(leaves: &[Leaf]) -> Box<dyn Query> {
    union(leaves.iter().map(|leaf| leaf.query.box_clone()).collect())
}

fn union(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match (queries.len(), queries.pop()) {
        (_, None) => Box::new(EmptyQuery),
        (1, Some(only)) => only,
        (_, Some(last)) => {
            queries.push(last);
            Box::new(BooleanQuery::union(queries))
        }
    }
}

fn at_least(queries: Vec<Box<dyn Query>>, least: usize) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        count if least >= count => Box::new(BooleanQuery::intersection(queries)),
        _ => Box::new(BooleanQuery::union_with_minimum_required_clauses(
            queries, least,
        )),
    }
}

impl Words {
    fn query(&self, step: Step) -> Box<dyn Query> {
        let each = self.groups.iter().map(|group| group.query(step)).collect();
        let most = match step {
            Step::Strict => self.groups.len(),
            Step::Most => (3 * self.groups.len()).div_ceil(5),
            Step::Any | Step::Grams => 1,
        };
        let mut ways = vec![at_least(each, most)];
        if step == Step::Grams {
            ways.extend(self.grams.iter().map(|grams| {
                let grams: Vec<_> = grams.iter().map(|leaf| leaf.query.box_clone()).collect();
                let half = grams.len().div_ceil(2);
                at_least(grams, half)
            }));
        }
        if matches!(step, Step::Any | Step::Grams) {
            ways.extend(self.traces.iter().map(|trace| trace.query(step)));
        }
        ways.extend(self.whole.iter().map(|leaf| leaf.query.box_clone()));
        let mut clauses = vec![(Occur::Must, union(ways))];
        if self.groups.is_empty() && self.whole.is_empty() {
            clauses = vec![(Occur::Must, Box::new(AllQuery) as Box<dyn Query>)];
        }
        let optional = self.optional.iter().map(|group| -> Box<dyn Query> {
            Box::new(BoostQuery::new(group.query(Step::Strict), MINOR))
        });
        let pairs = self.pairs.iter().map(|leaf| leaf.query.box_clone());
        clauses.extend(optional.chain(pairs).map(|query| (Occur::Should, query)));
        for part in &self.also {
            clauses.push((Occur::Must, part.query(step)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn looser(&self) -> &'static [Step] {
        let has_loose =
            !self.traces.is_empty() || self.groups.iter().any(|group| !group.loose.is_empty());
        match self.groups.len() {
            1 if self.grams.iter().any(|grams| grams.len() > 2) => &[Step::Any, Step::Grams],
            1 if has_loose => &[Step::Any],
            0 | 1 => &[],
            2 => &[Step::Any, Step::Grams],
            _ => &[Step::Most, Step::Any, Step::Grams],
        }
    }

    fn leaves(&self) -> Vec<&Leaf> {
        let groups = self.groups.iter().chain(&self.optional);
        let ways = groups.flat_map(|group| group.ways.iter().chain(&group.loose));
        ways.flat_map(|way| &way.leaves)
            .chain(&self.whole)
            .chain(&self.pairs)
            .chain(self.grams.iter().flatten())
            .chain(
                self.traces
                    .iter()
                    .flat_map(|trace| &trace.ways)
                    .flat_map(|way| &way.leaves),
            )
            .chain(self.also.iter().flat_map(Plan::leaves))
            .collect()
    }
}

impl Plan {
    /// What the engine below is asked at a step of the ladder.
    pub(in crate::search) fn query(&self, step: Step) -> Box<dyn Query> {
        match self {
            Self::Everything => Box::new(AllQuery),
            Self::Exact(leaves) => sum(leaves),
            Self::All(parts) => all(parts, step),
            Self::Any(parts) => union(parts.iter().map(|part| part.query(step)).collect()),
            Self::Not(inner) => not(inner.query(Step::Strict)),
            Self::Words(words) => words.query(step),
        }
    }

    /// The steps after the strict one that may find more when that has found fewer than [`Self::enough`].
    pub(in crate::search) fn looser(&self) -> &'static [Step] {
        match self {
            Self::Words(words) => words.looser(),
            Self::All(parts) | Self::Any(parts) => parts
                .iter()
                .map(Self::looser)
                .max_by_key(|steps| steps.len())
                .unwrap_or_default(),
            Self::Everything | Self::Exact(_) | Self::Not(_) => &[],
        }
    }

    /// How many are enough: a page for words side by side; who writes operators means them, as long as they find anything.
    pub(in crate::search) fn enough(&self) -> usize {
        match self {
            Self::Words(words) if words.also.is_empty() => PAGE,
            _ => 1,
        }
    }

    /// Whether what is like the hits may fill up: words side by side that tell what is looked for, and nothing that rules out.
    pub(in crate::search) fn is_open(&self) -> bool {
        let Self::Words(words) = self else {
            return false;
        };
        words.also.is_empty() && words.groups.iter().any(|group| group.is_topic)
    }

    /// Every leaf that adds to the score.
    pub(in crate::search) fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Self::Everything | Self::Not(_) => Vec::new(),
            Self::Exact(leaves) => leaves.iter().collect(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Self::Words(words) => words.leaves(),
        }
    }
}

/// Hits of a page.
const PAGE: usize = 20;

/// What a word that says nothing counts, beside one that does.
const MINOR: f32 = 0.3;

/// All of these; what is negated is taken from the rest.
fn all(parts: &[Plan], step: Step) -> Box<dyn Query> {
    Box::new(BooleanQuery::intersection(
        parts.iter().map(|part| part.query(step)).collect(),
    ))
}

fn not(query: Box<dyn Query>) -> Box<dyn Query> {
    let everything = ConstScoreQuery::new(Box::new(AllQuery), 0.0);
    Box::new(BooleanQuery::new(vec![
        (Occur::Must, Box::new(everything)),
        (Occur::MustNot, query),
    ]))
}
