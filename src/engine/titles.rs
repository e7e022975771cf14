//! Titles of plans, chapters and sections, kept apart from the plan records that hold them.
//!
//! A page of hits shows titles of dozens of plans; to read each plan with everything that was noticed in it takes longer
//! than the search.

use std::collections::HashMap;
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::{QueryError, View};
use crate::model::{NodeId, Plan};
use crate::store::Revision;

/// Bytes of titles that are kept: those of some two thousand plans.
const KEPT_BYTES: u64 = 16 << 20;

/// Plans that are likely to be kept, for the cache to begin with.
const LIKELY_PLANS: usize = 1_000;

/// What a title weighs beside its text.
const ENTRY_BYTES: u64 = 64;

type Titles = HashMap<NodeId, String>;

/// The titles within plans that were asked for.
pub(super) struct KeptTitles(Cache<Revision, Arc<Titles>, ByWeight>);

#[derive(Clone)]
struct ByWeight;

impl Default for KeptTitles {
    fn default() -> Self {
        Self(Cache::with_weighter(LIKELY_PLANS, KEPT_BYTES, ByWeight))
    }
}

impl View {
    /// The title of a plan, chapter or section; `None` for anything else and for what is in no plan of this state.
    pub fn title(&self, node: NodeId) -> Result<Option<String>, QueryError> {
        let plan = match node {
            NodeId::Plan(id) => id,
            NodeId::Chapter(id) => id.plan,
            NodeId::Section(id) => id.plan,
            _ => return Ok(None),
        };
        let Some(entry) = self.snapshot().plan(plan) else {
            return Ok(None);
        };
        let kept = &self.shared().titles.0;
        if let Some(titles) = kept.get(&entry.revision) {
            return Ok(titles.get(&node).cloned());
        }
        let revision = entry.revision;
        let Some(plan) = self.plan(plan)? else {
            return Ok(None);
        };
        let titles = Arc::new(titles_of(&plan));
        kept.insert(revision, Arc::clone(&titles));
        Ok(titles.get(&node).cloned())
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

impl Weighter<Revision, Arc<Titles>> for ByWeight {
    fn weight(&self, _: &Revision, titles: &Arc<Titles>) -> u64 {
        let texts = titles.values().map(|title| title.len() as u64);
        texts.map(|length| length + ENTRY_BYTES).sum::<u64>() + ENTRY_BYTES
    }
}
