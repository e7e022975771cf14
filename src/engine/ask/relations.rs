//! What stands between bodies: who works with whom, and what became of one.

use super::answers::{Answers, Found, listed};
use super::rows::Quotes;
use super::slots::only;
use super::{AnswerRow, AskOperation};
use crate::engine::{Listing as _, NetworkFilter, QueryError};
use crate::model::{NodeId, UnitChange, UnitChangeKind};

impl Answers<'_> {
    pub(super) fn partners(&self) -> Result<Option<Found>, QueryError> {
        let Some(unit) = self.asked.bodies.first().and_then(|units| only(units)) else {
            return Ok(None);
        };
        let network = NetworkFilter {
            tasks: self.filter.clone(),
            ..NetworkFilter::default()
        };
        let list = self.view.collaborators(unit, &network)?;
        let bound = self.reading.bound.as_ref().map(|(_, bound)| *bound);
        let ranked: Vec<_> = (list.slice(0..list.len()).into_iter())
            .map(|(_, partner)| (NodeId::Unit(partner.unit), partner.tasks.len()))
            .take_while(|(_, shared)| bound.is_none_or(|bound| bound.holds(*shared)))
            .collect();
        let first = self.listed_of(&ranked);
        let mut rows = Vec::new();
        for (_, partner) in list.slice(0..first) {
            let few: Vec<_> = partner.tasks.iter().take(3).collect();
            let quotes = Quotes::of(&self.view.tasks(&few)?);
            let name = self.view.unit_words(partner.unit);
            rows.push(AnswerRow {
                text: format!("{name}：共同承担 {} 项", partner.tasks.len()),
                node: Some(NodeId::Unit(partner.unit)),
                evidence: quotes.of_unit(partner.unit, false),
            });
        }
        let name = self.view.unit_words(unit);
        let within = self.within();
        let summary = match self.best(&ranked, false)? {
            _ if let Some(bound) = bound => {
                let (count, bound) = (ranked.len(), bound.words());
                let listed = listed(rows.len(), count, "个");
                format!("{within}与{name}共同承担任务{bound}的单位共 {count} 个{listed}。")
            }
            None => format!("{within}{name}没有与其他单位共同承担的任务。"),
            Some(best) => {
                let listed = self.listed(rows.len(), list.len(), "个");
                format!(
                    "{within}与{name}共同承担任务的单位共 {} 个{listed}，{best}。",
                    list.len()
                )
            }
        };
        Ok(Some(Found {
            operation: AskOperation::Partners {
                unit,
                tasks: self.filter.clone(),
                first,
            },
            summary,
            rows,
        }))
    }

    pub(super) fn changes(&self, later: bool) -> Option<Found> {
        let unit = self.asked.bodies.first().and_then(|units| only(units))?;
        let changes = if later {
            self.view.successors(unit)
        } else {
            self.view.predecessors(unit)
        };
        let other = |change: &UnitChange| if later { change.to } else { change.from };
        let rows: Vec<_> = (changes.iter())
            .map(|change| AnswerRow {
                text: format!(
                    "{}（{}，{}）",
                    self.view.unit_words(other(change)),
                    kind_of_change(change.kind),
                    change.date
                ),
                node: Some(NodeId::Unit(other(change))),
                evidence: Vec::new(),
            })
            .collect();
        let name = self.view.unit_words(unit);
        let names: Vec<_> = changes
            .iter()
            .map(|change| self.view.unit_words(other(change)))
            .collect();
        let summary = match (names.as_slice(), later) {
            ([], true) => format!("没有{name}后来变更的记录。"),
            ([], false) => format!("没有{name}此前变更的记录。"),
            (names, true) => format!("{name}后来的职责归{}。", names.join("、")),
            (names, false) => format!("{name}的前身是{}。", names.join("、")),
        };
        let operation = if later {
            AskOperation::Successors(unit)
        } else {
            AskOperation::Predecessors(unit)
        };
        Some(Found {
            operation,
            summary,
            rows,
        })
    }
}

fn kind_of_change(kind: UnitChangeKind) -> &'static str {
    match kind {
        UnitChangeKind::Renamed => "更名",
        UnitChangeKind::Merged => "合并",
        UnitChangeKind::Split => "分设",
        UnitChangeKind::Transferred => "划转",
        UnitChangeKind::Established => "组建",
        UnitChangeKind::Abolished => "撤销",
    }
}
