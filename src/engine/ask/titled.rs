//! Plans by what their titles say: 分解方案里, and 滇池治理 where a plan is made for 滇池 and its tasks need not say so.

use super::documents::only_plans;
use super::lexer::{Kind, Token};
use super::reading::TopicSlot;
use super::slots::Finder;
use super::words::{Part, Word};
use crate::engine::{QueryError, SearchKind};
use crate::model::{NodeId, PlanId};
use crate::text::fold::fold;

/// What documents are called at the end of their titles.
const DOCUMENTS: &[&str] = &["方案", "通知", "文件", "规划", "纲要", "计划", "意见"];

/// Says of a document before that something stands in it.
const WITHIN: &[&str] = &["里", "中", "里面", "当中", "内"];

/// The fewest characters that name a plan.
const SHORTEST: usize = 2;

impl Finder<'_> {
    /// Narrows to the plans that a text names as the place to look, 分解方案里; whether it does.
    pub(super) fn looks_within(&mut self, topic: &TopicSlot) -> Result<bool, QueryError> {
        let text = self.question.text(&topic.bytes);
        let is_document = DOCUMENTS.iter().any(|noun| text.ends_with(noun));
        let is_place = |token: &Token| {
            token.bytes.start == topic.bytes.end
                && token.kind == Kind::Word(Word::Particle)
                && WITHIN.contains(&self.question.text(&token.bytes))
        };
        if topic.is_quoted || !is_document || !self.question.tokens.iter().any(is_place) {
            return Ok(false);
        }
        let titled = with_title(&self.titles()?, text);
        let is_titled = !titled.is_empty();
        if is_titled {
            self.narrow_to_titled(topic, text, titled);
        }
        Ok(is_titled)
    }

    /// Narrows to the plans whose titles have the beginning of a text that no task speaks of, and adds what finds the rest: 治理
    /// of 滇池治理. Whether some titles tell their plans from the others, and the rest is understood.
    pub(super) fn of_titled(
        &mut self,
        topic: &TopicSlot,
        kind: SearchKind,
        queries: &mut Vec<String>,
    ) -> Result<bool, QueryError> {
        let text = self.question.text(&topic.bytes);
        if topic.is_quoted || self.plans().len() < 2 {
            return Ok(false);
        }
        let all = self.titles()?;
        let ends = text.char_indices().skip(SHORTEST).map(|(at, _)| at);
        let mut ends: Vec<_> = ends.chain([text.len()]).collect();
        ends.reverse();
        for end in ends {
            let (head, rest) = text.split_at_checked(end).unwrap_or_default();
            let titled = with_title(&all, head);
            if titled.is_empty()
                || titled.len() == all.len()
                || self.view.topic_match(head, SearchKind::Task)?.is_some()
            {
                continue;
            }
            let rest = rest.trim_start_matches('的');
            let found = self.view.topic_match(rest, kind)?;
            let found = found.filter(|found| !found.is_near && self.takes(found));
            if found.is_none() && !rest.is_empty() {
                continue;
            }
            self.narrow_to_titled(topic, head, titled);
            if let Some(found) = found.map(|found| found.said_as(rest)) {
                self.asked.conditions.push(found.condition(rest, kind));
                self.asked.words.extend(found.words);
                queries.push(found.query);
            }
            return Ok(true);
        }
        Ok(false)
    }

    fn narrow_to_titled(&mut self, topic: &TopicSlot, words: &str, plans: Vec<PlanId>) {
        let term = self.term(&topic.bytes, None, Part::Any);
        self.asked.understood.push(term);
        let condition = format!("标题有“{words}”的文件");
        self.asked.conditions.push(condition);
        self.asked.narrow(only_plans(plans));
    }

    /// The plans that are asked, each with its title as it is compared.
    fn titles(&self) -> Result<Vec<(PlanId, String)>, QueryError> {
        let plans = self.plans();
        let nodes = plans.iter().copied().map(NodeId::Plan);
        self.view.prefetch_titles(nodes)?;
        let title = |id| {
            let title = self.view.title(NodeId::Plan(id))?;
            Ok((id, fold(&title.unwrap_or_default())))
        };
        plans.into_iter().map(title).collect()
    }
}

/// The plans whose titles have a text.
fn with_title(titles: &[(PlanId, String)], text: &str) -> Vec<PlanId> {
    let text = fold(text);
    if text.chars().count() < SHORTEST {
        return Vec::new();
    }
    let having = titles.iter().filter(|(_, title)| title.contains(&text));
    having.map(|(id, _)| *id).collect()
}
