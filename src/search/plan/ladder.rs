//! The ladder: what is found, from every group to half of the neighbouring characters.

use tantivy::TantivyError;

use super::{Group, Leaf, Plan, Step, Way, Words};
use crate::search::scoring::Scoring;
use crate::search::weighed::Weighed;

/// What was read of the index, or why it cannot be.
type Read<T> = Result<T, TantivyError>;

/// What must be found besides: the rest need not be found, though it may. Of this and that, the one that is found first
/// spares the other most of its list, once that has been read in this state.
type Within<'a> = Option<&'a [(u32, f32)]>;

impl Leaf {
    /// What it finds, read once.
    fn found(&self, scoring: &Scoring<'_>) -> Read<Weighed<'_>> {
        let list = if let Some(found) = self.found.get() {
            found
        } else {
            let found = scoring.read(self.key.as_ref(), &*self.query)?;
            self.found.get_or_init(|| found)
        };
        Ok(Weighed::new(list.as_slice(), self.weight))
    }
}

/// What each of these leaves finds.
fn each<'a>(
    leaves: &'a [Leaf],
    scoring: &Scoring<'_>,
    within: Within<'_>,
) -> Read<Vec<Weighed<'a>>> {
    let found = leaves.iter().map(|leaf| {
        let found = leaf.found(scoring)?;
        Ok(match within {
            Some(within) => found.within(within),
            None => found,
        })
    });
    // Most things stand in one field and not in the others.
    let found = found.filter(|list| !list.as_ref().is_ok_and(|list| list.passages().is_empty()));
    found.collect()
}

/// What at least so many of these leaves find.
pub(in crate::search) fn shared<'a>(
    leaves: &'a [Leaf],
    least: usize,
    scoring: &Scoring<'_>,
    within: Within<'_>,
) -> Read<Weighed<'a>> {
    let least = least.min(leaves.len());
    let lists = each(leaves, scoring, within)?;
    if lists.len() < least {
        return Ok(Weighed::new(&[], 1.0));
    }
    Ok(match least {
        0 | 1 => scoring.sum(lists),
        _ => scoring.at_least(least, lists),
    })
}

impl Way {
    fn found(&self, scoring: &Scoring<'_>, within: Within<'_>) -> Read<Weighed<'_>> {
        let lists = each(&self.leaves, scoring, within)?;
        Ok(scoring.sum(lists).ahead(self.lead))
    }
}

impl Group {
    /// About how much it finds.
    fn size(&self, scoring: &Scoring<'_>) -> Read<usize> {
        let leaves = self.ways.iter().flat_map(|way| &way.leaves);
        let counts = leaves.map(|leaf| Ok(leaf.found(scoring)?.passages().len()));
        counts.sum()
    }

    fn found(&self, step: Step, scoring: &Scoring<'_>, within: Within<'_>) -> Read<Weighed<'_>> {
        let loose = (step != Step::Strict).then_some(&self.loose);
        let ways = self.ways.iter().chain(loose.into_iter().flatten());
        let lists = ways.map(|way| way.found(scoring, within));
        Ok(scoring.best(lists.collect::<Result<_, _>>()?, self.tie))
    }
}

impl Words {
    fn found(&self, step: Step, scoring: &Scoring<'_>, within: Within<'_>) -> Read<Weighed<'_>> {
        let stated = self.stated(step, scoring, within)?;
        let found = every(vec![stated], &self.also, step, scoring, within)?;
        let mut besides = each(&self.pairs, scoring, Some(found.passages()))?;
        for group in &self.optional {
            let minor = group.found(Step::Strict, scoring, Some(found.passages()))?;
            besides.push(minor.times(MINOR));
        }
        Ok(scoring.besides(found, besides))
    }

    /// What holds enough of the words, or the whole stretch.
    fn stated(&self, step: Step, scoring: &Scoring<'_>, within: Within<'_>) -> Read<Weighed<'_>> {
        if self.groups.is_empty() && self.whole.is_empty() {
            return Ok(scoring.everything(1.0));
        }
        let least = match step {
            Step::Strict => self.groups.len(),
            Step::Most => (3 * self.groups.len()).div_ceil(5),
            Step::Any | Step::Grams => 1,
        };
        let groups = if least == self.groups.len() {
            self.together(step, scoring, within)?
        } else {
            let most = self.groups.iter().map(|group| group.telling);
            let most = most.fold(f32::MIN_POSITIVE, f32::max);
            let groups = self.groups.iter().map(|group| {
                let found = group.found(step, scoring, within)?;
                // What is said everywhere is beside what is said seldom only half of what is looked for.
                Ok(found.times(group.telling / most))
            });
            groups.collect::<Read<_>>()?
        };
        let mut ways = vec![scoring.at_least(least, groups)];
        if step == Step::Grams {
            for grams in &self.grams {
                ways.push(shared(grams, grams.len().div_ceil(2), scoring, within)?);
            }
        }
        if matches!(step, Step::Any | Step::Grams) {
            for trace in &self.traces {
                ways.push(trace.found(step, scoring, within)?);
            }
        }
        if !self.whole.is_empty() {
            ways.push(shared(&self.whole, 1, scoring, within)?);
        }
        Ok(scoring.sum(ways))
    }

    /// What each group finds of what all of them find: the rarest is asked first.
    fn together(
        &self,
        step: Step,
        scoring: &Scoring<'_>,
        within: Within<'_>,
    ) -> Read<Vec<Weighed<'_>>> {
        let mut order = Vec::new();
        for (place, group) in self.groups.iter().enumerate() {
            order.push((group.size(scoring)?, place, group));
        }
        order.sort_unstable_by_key(|(size, place, _)| (*size, *place));
        let mut found: Vec<(usize, Weighed<'_>)> = Vec::new();
        for (_, place, group) in order {
            let known = found.iter().map(|(_, list)| list.passages());
            let list = group.found(step, scoring, known.chain(within).min_by_key(|it| it.len()))?;
            found.push((place, list));
        }
        found.sort_unstable_by_key(|(place, _)| *place);
        Ok(found.into_iter().map(|(_, list)| list).collect())
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
    pub(in crate::search) fn found(
        &self,
        step: Step,
        scoring: &Scoring<'_>,
        within: Within<'_>,
    ) -> Read<Weighed<'_>> {
        match self {
            Self::Everything => Ok(scoring.everything(1.0)),
            Self::Listed(list) => Ok(Weighed::new(list.as_slice(), 1.0)),
            Self::Exact(leaves) => shared(leaves, 1, scoring, within),
            Self::All(parts) => every(Vec::new(), parts, step, scoring, within),
            Self::Any(parts) => {
                let lists = parts.iter().map(|part| part.found(step, scoring, within));
                Ok(scoring.sum(lists.collect::<Result<_, _>>()?))
            }
            Self::Not(_) => every(
                Vec::new(),
                std::slice::from_ref(self),
                step,
                scoring,
                within,
            ),
            Self::Words(words) => words.found(step, scoring, within),
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
            Self::Everything | Self::Listed(_) | Self::Exact(_) | Self::Not(_) => &[],
        }
    }

    /// How many are enough: a page for words side by side; who writes operators means them, as long as they find anything.
    pub(in crate::search) fn enough(&self) -> usize {
        match self {
            Self::Words(words) if words.also.is_empty() => PAGE,
            _ => 1,
        }
    }

    /// Whether what is found strictly fits what was asked for: where a word is met only by a wider one, it fits loosely.
    pub(in crate::search) fn is_said(&self) -> bool {
        match self {
            Self::Words(words) => {
                words.groups.iter().all(|group| group.is_said)
                    && words.also.iter().all(Self::is_said)
            }
            Self::All(parts) => parts.iter().all(Self::is_said),
            Self::Any(parts) => parts.iter().any(Self::is_said),
            Self::Everything | Self::Listed(_) | Self::Exact(_) | Self::Not(_) => true,
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
            Self::Everything | Self::Listed(_) | Self::Not(_) => Vec::new(),
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
fn every<'a>(
    mut all: Vec<Weighed<'a>>,
    parts: &'a [Plan],
    step: Step,
    scoring: &Scoring<'_>,
    within: Within<'_>,
) -> Read<Weighed<'a>> {
    let mut nots = Vec::new();
    for part in parts {
        if let Plan::Not(inner) = part {
            nots.push(inner);
            continue;
        }
        let known = all.iter().map(Weighed::passages);
        let known = known.chain(within).min_by_key(|list| list.len());
        let list = part.found(step, scoring, known)?;
        all.push(list);
    }
    if all.is_empty() {
        all.push(scoring.everything(0.0));
    }
    let found = scoring.at_least(all.len(), all);
    let none = nots.into_iter();
    let none = none.map(|not| not.found(Step::Strict, scoring, Some(found.passages())));
    let none = none.collect::<Result<_, _>>()?;
    Ok(scoring.except(found, none))
}
