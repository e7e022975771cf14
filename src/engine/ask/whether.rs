//! Answers to whether something is so of tasks: 省农委是不是牵头粮食生产, 省旅游局有没有和省林业厅合作过.

use std::sync::Arc;

use super::amounts::before_figure;
use super::answers::{Answers, phrase};
use super::groups::NAMED;
use super::lexer::{Kind, Question, Token};
use super::reading::UnitSlot;
use super::words::{Part, WORDS, Word};
use super::{Answer, TopicQuery};
use crate::engine::{QueryError, SearchKind, TaskFilter};
use crate::model::{Role, Task};

/// The target asked for by a question whether its figure is so: 森林覆盖率的目标是多少 for 森林覆盖率达到42%吗.
pub(super) fn figure_asked(question: &Question) -> Option<String> {
    question.asks_whether?;
    let said = |token: &&Token| token.kind != Kind::Word(Word::Filler);
    let said: Vec<_> = question.tokens.iter().filter(said).collect();
    let is_text = |token: &&Token| token.kind == (Kind::Text { quoted: false });
    // What is understood is told by its place, which is the same only from the beginning.
    let begins = said.first().is_some_and(|first| first.bytes.start == 0);
    if !begins || !said.iter().all(is_text) {
        return None;
    }
    let texts = said.iter().map(|token| question.text(&token.bytes));
    let text: String = texts.collect();
    let mut subject = before_figure(&text)?;
    // 达到, 提高到 and 是 say nothing of which target it is.
    while let Some(shorter) = (WORDS.iter())
        .filter(|(word, ..)| matches!(word, Word::Reach | Word::Particle))
        .find_map(|(.., word)| subject.strip_suffix(word))
    {
        subject = shorter;
    }
    (!subject.is_empty()).then(|| format!("{subject}的目标是多少"))
}

/// The target, which says itself whether the figure is so; `None` when there is none.
pub(super) fn told(question: &str, meant: Answer) -> Option<Answer> {
    if meant.operation.is_none() || meant.rows.is_empty() {
        return None;
    }
    Some(Answer {
        question: question.to_owned(),
        summary: format!("文件写明：{}", meant.summary),
        ..meant
    })
}

impl Answers<'_> {
    /// Whether it is so, of how many of the tasks that are spoken of; `None` when that is not asked.
    ///
    /// `total` tasks are as asked, `tasks` the first of them.
    pub(super) fn verdict(
        &self,
        total: u64,
        tasks: &[Arc<Task>],
    ) -> Result<Option<String>, QueryError> {
        if !self.reading.asks_whether() {
            return Ok(None);
        }
        let (filter, spoken) = self.asked.without_claim();
        let conditions = phrase(&self.asked.conditions);
        let leads = self.leads(tasks);
        let is_of_some = filter != TaskFilter::default() || self.asked.query.is_some();
        let claim = self.asked.claim.as_ref();
        let Some(claim) = claim.filter(|claim| is_of_some || claim.is_of_all) else {
            let none = self.none();
            return Ok(Some(match total {
                0 => format!("否：按文件写明的分工，{none}"),
                total => format!("是：{conditions}任务共 {total} 项{leads}。"),
            }));
        };
        let any_is_enough = self.reading.whether == Some(Word::WhetherAny) && !claim.is_of_all;
        let all = self.among(filter)?;
        let spoken = phrase(&spoken);
        let claim = self.asked.conditions.get(claim.words.clone());
        let claim = claim.unwrap_or_default().join("、");
        Ok(Some(match total {
            _ if all == 0 => format!("无从判断：没有{spoken}任务。"),
            0 => format!("否：{spoken}任务共 {all} 项，按文件写明的分工，都不符合“{claim}”。"),
            total if total == all => {
                format!("是：{spoken}任务共 {all} 项，都符合“{claim}”{leads}。")
            }
            total if any_is_enough => {
                format!("有：{spoken}任务共 {all} 项，符合“{claim}”的 {total} 项{leads}。")
            }
            total => {
                format!("不全是：{spoken}任务共 {all} 项，符合“{claim}”的 {total} 项{leads}。")
            }
        }))
    }

    /// How many tasks there are without what is asked about them.
    pub(super) fn among(&self, filter: TaskFilter) -> Result<u64, QueryError> {
        let Some(query) = &self.asked.query else {
            return Ok(self.view.task_set(&filter)?.len());
        };
        let topic = TopicQuery {
            filter,
            ..self.topic(query)
        };
        Ok(self.search(&topic, SearchKind::Task)?.total)
    }

    /// Who leads the tasks, when it is asked of others whether they have a part: 归省财政厅管 is not so of one among many.
    fn leads(&self, tasks: &[Arc<Task>]) -> String {
        let has_part = |slot: &UnitSlot| slot.part != Part::Lead && !slot.is_negated;
        if !self.reading.units.iter().any(has_part) {
            return String::new();
        }
        let mut leads = Vec::new();
        let parts = tasks.iter().flat_map(|task| task.parts());
        for lead in parts.filter(|part| part.role == Role::Lead) {
            if !leads.contains(&lead.unit) {
                leads.push(lead.unit);
            }
        }
        let names = leads.iter().take(NAMED);
        let names: Vec<_> = names.map(|unit| self.view.unit_words(*unit)).collect();
        match leads.len() {
            0 => "，没有写明牵头单位".to_owned(),
            few if few <= NAMED => format!("，牵头的是{}", names.join("、")),
            _ => format!("，牵头的是{}等单位", names.join("、")),
        }
    }
}
