//! The ladder: what is found, from every group to half of the neighbouring characters.

use tantivy::TantivyError;

use super::{Group, Leaf, Plan, Step, Way, Words};
use crate::search::board::{Scored, Weighed};
use crate::search::scoring::Scoring;

/// What was read of the index, or why it cannot be.
type Read<T> = Result<T, TantivyError>;

impl Leaf {
    /// What it finds, read once.
    fn found(&self, scoring: &Scoring<'_>) -> Read<Weighed<'_>> {
        let list = if let Some(found) = self.found.get() {
            found
        } else {
            let found = scoring.read(self.key.as_ref(), &*self.query)?;
            self.found.get_or_init(|| found)
        };
        Ok(Weighed {
            list,
            weight: self.weight,
        })
    }
}

/// What each of these leaves finds.
fn each<'a>(leaves: &'a [Leaf], scoring: &Scoring<'_>) -> Read<Vec<Weighed<'a>>> {
    leaves.iter().map(|leaf| leaf.found(scoring)).collect()
}

/// What at least so many of these leaves find.
pub(in crate::search) fn shared(
    leaves: &[Leaf],
    least: usize,
    scoring: &Scoring<'_>,
) -> Read<Scored> {
    let lists = each(leaves, scoring)?;
    Ok(scoring.board().at_least(least, &lists))
}

impl Way {
    fn found(&self, scoring: &Scoring<'_>) -> Read<Scored> {
        let lists = each(&self.leaves, scoring)?;
        Ok(scoring.board().sum(&lists, self.lead))
    }
}

impl Group {
    fn found(&self, step: Step, scoring: &Scoring<'_>) -> Read<Scored> {
        let loose = (step != Step::Strict).then_some(&self.loose);
        let ways = self.ways.iter().chain(loose.into_iter().flatten());
        let lists = ways
            .map(|way| way.found(scoring))
            .collect::<Result<_, _>>()?;
        Ok(scoring.merged(lists, |board, lists| board.best(lists, self.tie)))
    }
}

impl Words {
    fn found(&self, step: Step, scoring: &Scoring<'_>) -> Read<Scored> {
        let stated = self.stated(step, scoring)?;
        let found = every(vec![stated], &self.also, step, scoring)?;
        let minor = self.optional.iter();
        let minor = minor.map(|group| group.found(Step::Strict, scoring));
        let minor: Vec<_> = minor.collect::<Result<_, _>>()?;
        let mut besides = each(&self.pairs, scoring)?;
        besides.extend(minor.iter().map(|list| Weighed {
            list,
            weight: MINOR,
        }));
        Ok(scoring.board().besides(found, &besides))
    }

    /// What holds enough of the words, or the whole stretch.
    fn stated(&self, step: Step, scoring: &Scoring<'_>) -> Read<Scored> {
        if self.groups.is_empty() && self.whole.is_empty() {
            return Ok(scoring.everything(1.0));
        }
        let most = match step {
            Step::Strict => self.groups.len(),
            Step::Most => (3 * self.groups.len()).div_ceil(5),
            Step::Any | Step::Grams => 1,
        };
        let groups = self.groups.iter().map(|group| group.found(step, scoring));
        let groups = groups.collect::<Result<_, _>>()?;
        let mut ways = vec![scoring.merged(groups, |board, lists| board.at_least(most, lists))];
        if step == Step::Grams {
            for grams in &self.grams {
                ways.push(shared(grams, grams.len().div_ceil(2), scoring)?);
            }
        }
        if matches!(step, Step::Any | Step::Grams) {
            for trace in &self.traces {
                ways.push(trace.found(step, scoring)?);
            }
        }
        if !self.whole.is_empty() {
            ways.push(shared(&self.whole, 1, scoring)?);
        }
        Ok(scoring.merged(ways, |board, lists| board.sum(lists, 0.0)))
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
    /// What is found at a step of the ladder.
    pub(in crate::search) fn found(&self, step: Step, scoring: &Scoring<'_>) -> Read<Scored> {
        match self {
            Self::Everything => Ok(scoring.everything(1.0)),
            Self::Exact(leaves) => shared(leaves, 1, scoring),
            Self::All(parts) => every(Vec::new(), parts, step, scoring),
            Self::Any(parts) => {
                let parts = parts.iter().map(|part| part.found(step, scoring));
                let lists = parts.collect::<Result<_, _>>()?;
                Ok(scoring.merged(lists, |board, lists| board.sum(lists, 0.0)))
            }
            Self::Not(_) => every(Vec::new(), std::slice::from_ref(self), step, scoring),
            Self::Words(words) => words.found(step, scoring),
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

/// What all of these lists and parts hold; what is negated is taken from the rest.
fn every(mut all: Vec<Scored>, parts: &[Plan], step: Step, scoring: &Scoring<'_>) -> Read<Scored> {
    let mut none = Vec::new();
    for part in parts {
        match part {
            Plan::Not(inner) => none.push(inner.found(Step::Strict, scoring)?),
            part => all.push(part.found(step, scoring)?),
        }
    }
    if all.is_empty() {
        all.push(scoring.everything(0.0));
    }
    let count = all.len();
    let found = scoring.merged(all, |board, lists| board.at_least(count, lists));
    let none: Vec<_> = none.iter().map(|list| Weighed::plain(list)).collect();
    Ok(scoring.board().except(found, &none))
}
