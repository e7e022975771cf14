//! What is known of plans and bodies themselves: who issued a plan and when, what a body is called in full.

use super::answers::{Answers, Found, MOST, listed};
use super::slots::only;
use super::{AnswerRow, AskOperation};
use crate::engine::{QueryError, TaskFilter};
use crate::model::{Basis, Date, HeadField, NodeId, Plan, PlanId};

impl Answers<'_> {
    /// What the heads of plans say, all of it: of which part it was asked the reader knows.
    pub(super) fn plans(&self) -> Result<Found, QueryError> {
        let plans = TaskFilter {
            plans: None,
            ..self.filter.clone()
        };
        let mut ids = if plans == TaskFilter::default() {
            self.view.plans_asked(self.filter.plans.as_deref())
        } else {
            let set = self.view.task_set(&self.filter)?;
            let entries = self.view.plans_of(&set);
            entries.iter().map(|entry| entry.id).collect()
        };
        let all = ids.len();
        ids.truncate(MOST);
        let rows = self.head_rows(&ids)?;
        let summary = match rows.as_slice() {
            [] => "没有文件。".to_owned(),
            [only] => format!("{}。", only.text),
            _ => format!("文件共 {all} 份{}。", listed(rows.len(), all, "份")),
        };
        Ok(Found {
            operation: AskOperation::Plans(ids),
            summary,
            rows,
        })
    }

    /// What the head of each plan says.
    pub(super) fn head_rows(&self, ids: &[PlanId]) -> Result<Vec<AnswerRow>, QueryError> {
        let mut rows = Vec::new();
        for id in ids {
            let Some(plan) = self.view.plan(*id)? else {
                continue;
            };
            let head = plan.head.iter();
            rows.push(AnswerRow {
                text: self.head_words(&plan),
                node: Some(NodeId::Plan(*id)),
                evidence: head.filter_map(|fact| fact.span.clone()).collect(),
            });
        }
        Ok(rows)
    }

    /// 《…》：某省人民政府印发（推定），2012年2月17日，没有写明文号，规划期2011—2015年.
    fn head_words(&self, plan: &Plan) -> String {
        let inferred = |field: HeadField| {
            let mut facts = plan.head.iter();
            let fact = facts.find(|fact| fact.field == field);
            match fact {
                Some(fact) if fact.basis == Basis::Inferred => "（推定）",
                _ => "",
            }
        };
        let issuer = plan.issuer.map(|unit| {
            let name = self.view.unit_words(unit);
            format!("{name}印发{}", inferred(HeadField::Issuer))
        });
        let issued = plan
            .issued_on
            .map(|day| format!("{}{}", day_words(day), inferred(HeadField::IssuedOn)));
        let number = plan.document_number.as_ref();
        let number =
            number.map(|number| format!("文号{number}{}", inferred(HeadField::DocumentNumber)));
        let period = plan.period_start.zip(plan.period_end);
        let period = period
            .map(|(start, end)| format!("规划期{start}—{end}年{}", inferred(HeadField::Period)));
        let or =
            |fact: Option<String>, noun: &str| fact.unwrap_or_else(|| format!("没有写明{noun}"));
        let facts = [
            or(issuer, "印发机关"),
            or(issued, "日期"),
            or(number, "文号"),
            or(period, "规划期"),
        ];
        format!("{}：{}", plan.title, facts.join("，"))
    }

    /// What a body is called beside its name; `None` when no body is named.
    pub(super) fn names(&self) -> Option<Found> {
        let id = self.asked.bodies.first().and_then(|units| only(units))?;
        let unit = self.view.unit(id)?;
        let name = self.view.unit_words(id);
        let full = match &unit.full_name {
            Some(full) => format!("{name}的全称是{full}"),
            None => format!("没有{name}全称的记录"),
        };
        let others = unit.aliases.iter();
        let others = others.filter(|other| unit.full_name.as_ref() != Some(*other));
        let others: Vec<_> = others.map(String::as_str).collect();
        let others = match others.join("、") {
            names if names.is_empty() => names,
            names => format!("，又称{names}"),
        };
        let text = format!("{full}{others}");
        Some(Found {
            operation: AskOperation::Names(id),
            summary: format!("{text}。"),
            rows: vec![AnswerRow {
                text,
                node: Some(NodeId::Unit(id)),
                evidence: Vec::new(),
            }],
        })
    }
}

/// 2012年2月17日.
pub(super) fn day_words(day: Date) -> String {
    let (year, month, day) = (day.year(), day.month(), day.day());
    format!("{year}年{month}月{day}日")
}
