//! Titles of plans, chapters and sections, kept apart from the plan records that hold them.
//!
//! A page of hits shows titles of dozens of plans; to read each plan with everything that was noticed in it takes longer
//! than the search.

use std::collections::HashMap;

use super::kept::Keep;
use super::{QueryError, View};
use crate::model::{NodeId, Plan, PlanId};

/// What a title weighs beside its text.
const ENTRY_BYTES: u64 = 64;

/// The titles within a plan.
pub(super) type Titles = HashMap<NodeId, String>;

impl Keep for Titles {
    /// Those of some two thousand plans.
    const MOST_BYTES: u64 = 16 << 20;
    const LIKELY: usize = 1_000;

    fn weight(&self) -> u64 {
        let texts = self.values().map(|title| title.len() as u64);
        texts.map(|length| length + ENTRY_BYTES).sum::<u64>() + ENTRY_BYTES
    }
}

impl View {
    /// The title of a plan, chapter or section; `None` for anything else and for what is in no plan of this state.
    pub fn title(&self, node: NodeId) -> Result<Option<String>, QueryError> {
        let plan = node.plan_of_outline();
        let Some(entry) = plan.and_then(|plan| self.snapshot().plan(plan)) else {
            return Ok(None);
        };
        let titles = self.shared().titles.get_or_make(entry.revision, |_| {
            let plan = self.plan(entry.id)?;
            Ok::<_, QueryError>(plan.map(|plan| titles_of(&plan)).unwrap_or_default())
        })?;
        Ok(titles.get(&node).cloned())
    }

    /// Reads the titles that will be asked for and are not kept, all in one read of the store.
    pub fn prefetch_titles(&self, nodes: impl Iterator<Item = NodeId>) -> Result<(), QueryError> {
        self.check_time()?;
        let is_unread = |plan: &PlanId| {
            let entry = self.snapshot().plan(*plan);
            entry.is_some_and(|entry| self.shared().titles.get(&entry.revision).is_none())
        };
        let plans = nodes.filter_map(NodeId::plan_of_outline).filter(is_unread);
        self.prefetch_plans(&plans.collect::<Vec<_>>())
    }

    /// The chapter of that number, when there is only one plan.
    pub(super) fn only_chapter(&self, number: u32) -> Result<Option<NodeId>, QueryError> {
        let mut plans = self.snapshot().plans();
        let (Some(entry), None) = (plans.next(), plans.next()) else {
            return Ok(None);
        };
        let plan = self.plan(entry.id)?;
        let mut chapters = plan.iter().flat_map(|plan| &plan.chapters);
        let chapter = chapters.find(|chapter| chapter.number == number);
        Ok(chapter.map(|chapter| NodeId::Chapter(chapter.id)))
    }
}

fn titles_of(plan: &Plan) -> Titles {
    let mut titles = HashMap::from([(NodeId::Plan(plan.id), plan.title.clone())]);
    for chapter in &plan.chapters {
        titles.insert(NodeId::Chapter(chapter.id), chapter.title.clone());
        let sections = chapter.sections.iter();
        titles.extend(sections.map(|it| (NodeId::Section(it.id), it.title.clone())));
    }
    titles
}
