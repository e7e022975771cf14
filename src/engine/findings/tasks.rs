//! Tasks without a lead or without anyone, and what the readers of the document noticed.

use std::sync::Arc;

use super::{Case, Found, Rule};
use crate::model::{DiagnosticCode, Task, TextSpan, Told};

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
            detail: Told::new(
                format!("{} of {} tasks name no lead", tasks.len(), self.tasks.len()),
                format!(
                    "{} 项任务中有 {} 项没有明确的牵头单位",
                    self.tasks.len(),
                    tasks.len()
                ),
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
        let alone = self.tasks.iter();
        let alone = alone.filter(|task| task.parts().next().is_none());
        let tasks: Vec<_> = alone.cloned().collect();
        if tasks.is_empty() {
            return;
        }
        let plan = self.plan.id;
        let found = Found {
            detail: Told::new(
                format!("{} of {} tasks name no unit", tasks.len(), self.tasks.len()),
                format!(
                    "{} 项任务中有 {} 项没有明确的承担单位",
                    self.tasks.len(),
                    tasks.len()
                ),
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
            let rule = match recorded.diagnostic.code {
                DiagnosticCode::CountMismatch => COUNTS_DIFFER,
                DiagnosticCode::PuaDecimal => REPAIRED,
                DiagnosticCode::PuaUnknown | DiagnosticCode::SuspectValue => SUSPECT,
                _ => continue,
            };
            let span = recorded.diagnostic.span.clone();
            let within = |task: &Task| {
                span.as_ref().is_some_and(|span| {
                    let (task, span) = (task.span.range, span.range);
                    task.start <= span.start && span.end <= task.end
                })
            };
            let tasks = self.tasks.iter().filter(|task| within(task));
            let found = Found {
                detail: recorded.diagnostic.message.clone(),
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
