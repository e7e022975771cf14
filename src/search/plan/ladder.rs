//! The ladder: what the engine below is asked, from every group to half of the neighbouring characters.

use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, Query,
};

use super::{Group, Leaf, Plan, STEP, Step, TIE};

impl Group {
    fn query(&self) -> Box<dyn Query> {
        let alternative = |(leaves, lead): &(Vec<Leaf>, f32)| -> Box<dyn Query> {
            let sum = sum(leaves);
            if *lead == 0.0 {
                return sum;
            }
            let lead = Box::new(ConstScoreQuery::new(sum.box_clone(), *lead));
            Box::new(BooleanQuery::new(vec![
                (Occur::Must, sum),
                (Occur::Should, lead),
            ]))
        };
        let all = self.alternatives.iter().map(alternative).collect();
        Box::new(DisjunctionMaxQuery::with_tie_breaker(all, TIE))
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

impl Plan {
    /// What the engine below is asked at a step of the ladder.
    pub(in crate::search) fn query(&self, step: Step) -> Box<dyn Query> {
        match self {
            Self::Everything => Box::new(AllQuery),
            Self::Exact(leaves) => sum(leaves),
            Self::All(parts) => all(parts, step),
            Self::Any(parts) => union(parts.iter().map(|part| part.query(step)).collect()),
            Self::Not(inner) => not(inner.query(Step::Strict)),
            Self::Words {
                groups,
                optional,
                whole,
                grams,
                also,
            } => {
                let each = || groups.iter().map(Group::query).collect::<Vec<_>>();
                let most = match step {
                    Step::Strict => groups.len(),
                    Step::Most => (3 * groups.len()).div_ceil(5),
                    Step::Any | Step::Grams => 1,
                };
                let mut ways = vec![at_least(each(), most)];
                if step == Step::Grams {
                    ways.extend(grams.iter().map(|grams| {
                        let grams: Vec<_> =
                            grams.iter().map(|leaf| leaf.query.box_clone()).collect();
                        let half = grams.len().div_ceil(2);
                        at_least(grams, half)
                    }));
                }
                ways.extend(whole.iter().map(|leaf| leaf.query.box_clone()));
                let mut clauses = vec![(Occur::Must, union(ways))];
                if groups.is_empty() && whole.is_empty() {
                    clauses = vec![(Occur::Must, Box::new(AllQuery) as Box<dyn Query>)];
                }
                clauses.extend(optional.iter().map(|group| (Occur::Should, group.query())));
                for part in also {
                    clauses.push((Occur::Must, part.query(step)));
                }
                if step != Step::Strict {
                    let strict = ConstScoreQuery::new(at_least(each(), groups.len()), STEP);
                    clauses.push((Occur::Should, Box::new(strict)));
                }
                Box::new(BooleanQuery::new(clauses))
            }
        }
    }

    /// The steps that may find more when one has found too little.
    pub(in crate::search) fn steps(&self) -> Vec<Step> {
        match self {
            Self::Words { groups, grams, .. } => match groups.len() {
                1 if grams.iter().any(|grams| grams.len() > 2) => vec![Step::Strict, Step::Grams],
                0 | 1 => vec![Step::Strict],
                2 => vec![Step::Strict, Step::Any, Step::Grams],
                _ => vec![Step::Strict, Step::Most, Step::Any, Step::Grams],
            },
            Self::All(parts) | Self::Any(parts) => parts
                .iter()
                .map(Self::steps)
                .max_by_key(Vec::len)
                .unwrap_or_else(|| vec![Step::Strict]),
            Self::Everything | Self::Exact(_) | Self::Not(_) => vec![Step::Strict],
        }
    }

    /// Every leaf that adds to the score.
    pub(in crate::search) fn leaves(&self) -> Vec<&Leaf> {
        match self {
            Self::Everything | Self::Not(_) => Vec::new(),
            Self::Exact(leaves) => leaves.iter().collect(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Self::Words {
                groups,
                optional,
                whole,
                grams,
                also,
            } => {
                let groups = groups
                    .iter()
                    .chain(optional)
                    .flat_map(|group| &group.alternatives);
                let leaves = groups
                    .flat_map(|(leaves, _)| leaves)
                    .chain(whole)
                    .chain(grams.iter().flatten());
                leaves.chain(also.iter().flat_map(Self::leaves)).collect()
            }
        }
    }
}

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
