//! Tasks without a lead or without anyone, and what the readers of the document noticed.

use std::sync::Arc;

use super::{Case, Found, Rule};
use crate::model::{DiagnosticCode, Task, TextSpan};
use crate::store::counts;

const NO_LEAD: Rule = Rule {
    name: "TASK_WITHOUT_LEAD",
    title: "tasks without a lead (无牵头单位的任务)",
};

const NO_STATEMENT: Rule = Rule {
    name: "BLOCK_WITHOUT_STATEMENT",
    title: "blocks without a responsibility statement (未列责任单位的任务)",
};

const COUNTS_DIFFER: Rule = Rule {
    name: "COUNT_MISMATCH",
    title: "a printed number differs from what is listed (数目与所列不符)",
};

const REPAIRED: Rule = Rule {
    name: "REPAIRED_CHARACTER",
    title: "a damaged character was read as what it must have been (经修复的字符)",
};

const SUSPECT: Rule = Rule {
    name: "SUSPECT_VALUE",
    title: "a character or figure is doubtful as printed (存疑的字符或数值)",
};

impl Case<'_> {
    pub(super) fn tasks_without_lead(&mut self) {
        let tasks = self.tasks.iter().filter(|task| task.leads().is_empty());
        let tasks: Vec<_> = tasks.cloned().collect();
        if tasks.is_empty() {
            return;
        }
        let plan = self.plan.id;
        let found = Found {
            detail: format!(
                "{} of {} tasks have no lead by statement or rule",
                tasks.len(),
                self.tasks.len()
            ),
            summary: format!(
                "{} 项任务中有 {} 项没有写明牵头单位，通则也没有指定",
                self.tasks.len(),
                tasks.len()
            ),
            tasks: tasks.iter().map(|task| self.ordinal(task)).collect(),
            evidence: tasks.iter().map(|task| statement_of(task)).collect(),
            query: format!(
                "{{ tasks(filter: {{ plans: [\"{plan}\"], hasLead: false }}, first: 100) {{ totalCount nodes {{ id number text span {{ line quote }} }} }} }}"
            ),
            ..Found::default()
        };
        self.note(NO_LEAD, "", found);
    }

    pub(super) fn blocks_without_statement(&mut self) {
        let alone = |task: &Task| !task.assignments.iter().any(|it| counts(it.basis));
        let tasks: Vec<_> = self
            .tasks
            .iter()
            .filter(|task| alone(task))
            .cloned()
            .collect();
        if tasks.is_empty() {
            return;
        }
        let plan = self.plan.id;
        let found = Found {
            detail: format!(
                "{} of {} tasks name no unit by statement or rule",
                tasks.len(),
                self.tasks.len()
            ),
            summary: format!(
                "{} 项任务中有 {} 项没有列出任何责任单位",
                self.tasks.len(),
                tasks.len()
            ),
            tasks: tasks.iter().map(|task| self.ordinal(task)).collect(),
            evidence: tasks.iter().map(|task| task.span.clone()).collect(),
            query: format!(
                "{{ tasks(filter: {{ plans: [\"{plan}\"], hasAssignment: false }}, first: 100) {{ totalCount nodes {{ id number text span {{ line quote }} }} }} }}"
            ),
            ..Found::default()
        };
        self.note(NO_STATEMENT, "", found);
    }

    /// What the readers of the document noticed about its characters and numbers.
    pub(super) fn diagnosed(&mut self) {
        let plan = Arc::clone(&self.plan);
        for recorded in &plan.diagnostics {
            let (rule, summary) = match recorded.diagnostic.code {
                DiagnosticCode::CountMismatch => (COUNTS_DIFFER, "所载数目与所列的不一致"),
                DiagnosticCode::PuaDecimal => (REPAIRED, "原文此处是私用区字符，已读作小数点"),
                DiagnosticCode::PuaUnknown => (SUSPECT, "原文此处是不认识的私用区字符"),
                DiagnosticCode::SuspectValue => (SUSPECT, "原文此处的数值可疑"),
                _ => continue,
            };
            let span = recorded.diagnostic.span.clone();
            let summary = span.as_ref().map_or_else(
                || summary.to_owned(),
                |span| format!("第 {} 行：{summary}", span.range.line),
            );
            let within = |task: &Task| {
                span.as_ref().is_some_and(|span| {
                    let (task, span) = (task.span.range, span.range);
                    task.start <= span.start && span.end <= task.end
                })
            };
            let tasks = self.tasks.iter().filter(|task| within(task));
            let found = Found {
                detail: recorded.diagnostic.message.clone(),
                summary,
                tasks: tasks.map(|task| self.ordinal(task)).collect(),
                evidence: span.iter().cloned().collect(),
                query: format!(
                    "{{ node(id: \"{}\") {{ ... on Diagnostic {{ code message span {{ line quote }} }} }} }}",
                    recorded.id
                ),
                ..Found::default()
            };
            self.note(rule, &recorded.id.to_string(), found);
        }
    }
}

/// The statement of a task, or the task itself when it has none.
fn statement_of(task: &Task) -> TextSpan {
    let first = task.assignments.first();
    first.map_or_else(|| task.span.clone(), |it| it.statement_span.clone())
}
