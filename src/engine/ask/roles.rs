//! What named bodies do, by role: 省财政厅牵头几项、参与几项.

use super::answers::{Answers, Found};
use super::focus::is_passed;
use super::lexer::{Kind, Token};
use super::reading::{Focus, Reader};
use super::rows::Quotes;
use super::slots::only;
use super::words::{Part, Word};
use super::{AnswerRow, AskOperation};
use crate::engine::QueryError;
use crate::model::{NodeId, UnitId};

impl Reader<'_> {
    /// Whether several parts of the named bodies are counted: 牵头多少，配合多少, but not 省农委牵头、省财政厅参与的任务有多少.
    pub(super) fn counts_roles(&mut self) -> bool {
        let part = |token: &Token| match token.kind {
            Kind::Word(Word::Part(part)) => Some(part),
            _ => None,
        };
        let parts: Vec<_> = self.tokens.iter().filter_map(part).collect();
        let several = parts.iter().any(|part| Some(part) != parts.first());
        let last_name = (self.tokens.iter()).rposition(|it| matches!(it.kind, Kind::Name(_)));
        let first_part = self.tokens.iter().position(|token| part(token).is_some());
        let asks_number = |token: &Token| {
            let is_number = matches!(token.kind, Kind::Word(Word::HowMany | Word::HowManyTasks));
            is_number || !token.asks()
        };
        let reading = &self.reading;
        let fits = several
            && last_name < first_part
            && !reading.units.is_empty()
            && reading.cities.is_empty()
            && reading.alternatives.is_empty()
            && reading.whether.is_none()
            && self.denials.is_empty()
            && self.tokens.iter().all(asks_number)
            && matches!(self.asked_focus(), None | Some(Focus::Tasks));
        // 共同牵头和参与, 都牵头: of what they do together nothing is counted for each.
        let together = self.tokens.iter().enumerate().filter(|(at, token)| {
            let is_all = self.question.text(&token.bytes) == "都"
                && reading.units.len() > 1
                && self.is_word(at + 1, |word| matches!(word, Word::Part(_)));
            is_all || token.kind == Kind::Word(Word::Together)
        });
        let together: Vec<_> = together.map(|(_, token)| token.bytes.clone()).collect();
        if fits && !together.is_empty() {
            self.reading.beyond.extend(together);
            return false;
        }
        if fits {
            for slot in &mut self.reading.units {
                slot.part = Part::Any;
            }
        }
        fits
    }

    /// Whether a number of tasks is asked for by its name: 任务数, 任务数量.
    pub(super) fn names_number(&self) -> bool {
        self.tokens.iter().any(|token| {
            let is_task = token.kind == Kind::Word(Word::Task);
            is_task && self.question.text(&token.bytes).contains('数')
        })
    }

    /// Whether the number of tasks at `at` is one that something has: 牵头三项的单位, but not 这三项任务由谁牵头.
    pub(super) fn counts_doing(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default().iter().rev();
        let mut before = before.skip_while(|token| is_passed(&token.kind));
        before.next().is_some_and(|token| {
            matches!(
                token.kind,
                Kind::Word(Word::Part(_) | Word::Task | Word::Only)
            )
        })
    }
}

impl Answers<'_> {
    /// How many tasks each named body has, and in which role.
    pub(super) fn roles(&self) -> Result<Found, QueryError> {
        let bodies = self.asked.bodies.iter();
        let units: Vec<UnitId> = bodies.filter_map(|units| only(units)).collect();
        let mut rows = Vec::new();
        for unit in &units {
            let set = self.view.tasks_of_unit(*unit, Part::Any, &self.filter)?;
            let shares = self.view.shares(&set)?;
            let share = shares.get(unit).copied().unwrap_or_default();
            let leads = self.view.tasks_of_unit(*unit, Part::Lead, &self.filter)?;
            let leads = leads.len();
            let quotes = Quotes::of(&self.quoted(&set)?);
            rows.push(AnswerRow {
                text: format!(
                    "{}参与 {} 项，其中牵头 {leads} 项、负责而不牵头 {} 项、只配合 {} 项",
                    self.view.unit_words(*unit),
                    set.len(),
                    share.responsible.saturating_sub(leads),
                    share.supporting,
                ),
                node: Some(NodeId::Unit(*unit)),
                evidence: quotes.of_unit(*unit, false),
            });
        }
        let told: Vec<_> = rows.iter().map(|row| row.text.as_str()).collect();
        Ok(Found {
            summary: format!("{}{}。", self.within(), told.join("；")),
            operation: AskOperation::UnitRoles {
                units,
                filter: self.filter.clone(),
            },
            rows,
        })
    }
}
