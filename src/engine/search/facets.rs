//! What found tasks have in common: plans, chapters, units, cities, each counting distinct tasks.

use super::SearchAnswer;
use crate::engine::{QueryError, TaskSet, View};
use crate::model::{ChapterId, CityId, PlanId, UnitId};

/// Counts of distinct tasks by what they belong to, the largest first; equal counts stand in the order of ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By plan.
    pub plans: Vec<(PlanId, u32)>,
    /// By chapter.
    pub chapters: Vec<(ChapterId, u32)>,
    /// By unit that leads by statement, rule or correction.
    pub lead_units: Vec<(UnitId, u32)>,
    /// By unit that has a part by statement, rule or correction.
    pub units: Vec<(UnitId, u32)>,
    /// By city that the task is tied to.
    pub cities: Vec<(CityId, u32)>,
}

/// The most values of each facet that are kept with an answer: as many as are given when nobody says how many. The fewer, the
/// fewer counts have to be compared.
const KEPT_VALUES: usize = 50;

impl View {
    /// The facets of what a search found, each with at most `first` values; kept with the answer.
    pub fn facets_of(&self, answer: &SearchAnswer, first: usize) -> Result<Facets, QueryError> {
        if first > KEPT_VALUES {
            return self.facets(&answer.tasks, first);
        }
        if let Some(kept) = answer.facets.get() {
            return Ok(kept.cut(first));
        }
        let facets = self.facets(&answer.tasks, KEPT_VALUES)?;
        Ok(answer.facets.get_or_init(|| facets).cut(first))
    }

    /// The facets of a set of tasks, each with at most `first` values, from one pass over the packed links of the tasks.
    pub fn facets(&self, tasks: &TaskSet, first: usize) -> Result<Facets, QueryError> {
        let (packed, tallies) = (&self.shared().packed, &self.shared().tallies);
        let mut tally = tallies.take();
        let mut ordinals = tasks.iter().peekable();
        for portion in self.portions().iter() {
            let end = portion.ordinals.end;
            if ordinals.peek().is_none_or(|ordinal| *ordinal >= end) {
                continue;
            }
            self.check_time()?;
            let links = self.packed(portion)?;
            packed.with_numbers(|numbers| tally.fit(numbers));
            tally.meet(&links.blocks);
            let within = std::iter::from_fn(|| ordinals.next_if(|ordinal| *ordinal < end));
            links.count(within, &mut tally);
        }
        let facets = packed.with_numbers(|numbers| tally.facets(numbers, first));
        tallies.give_back(tally);
        Ok(facets)
    }
}

impl Facets {
    /// At most `first` values of each.
    fn cut(&self, first: usize) -> Self {
        fn cut<Id: Copy>(counts: &[(Id, u32)], first: usize) -> Vec<(Id, u32)> {
            counts.iter().take(first).copied().collect()
        }
        Self {
            plans: cut(&self.plans, first),
            chapters: cut(&self.chapters, first),
            lead_units: cut(&self.lead_units, first),
            units: cut(&self.units, first),
            cities: cut(&self.cities, first),
        }
    }
}
