//! `plangraph compare`: what became of the tasks of one plan in another.

use serde_json::{Value, json};

use super::args::Compare;
use super::context::Context;
use super::plans::plan;
use super::{Outcome, messages, output};
use crate::engine::{ComparedTask, Comparison, TaskChange, TaskChangeKind, UnitShift, View};
use crate::model::{Task, TextSpan};

/// How many units are printed; `--json` prints all.
const UNITS: usize = 20;

pub(super) fn run(context: &Context, arguments: &Compare) -> anyhow::Result<Outcome> {
    let view = context.engine()?.view();
    let language = context.language();
    let base = plan(&view, &arguments.base, language)?;
    let target = plan(&view, &arguments.target, language)?;
    let comparison = view.compare(base, target)?;
    if context.json {
        for task in &comparison.tasks {
            output::json(&task_json(task))?;
        }
        for shift in &comparison.unit_shifts {
            output::json(&shift_json(&view, shift))?;
        }
        return Ok(Outcome::Done);
    }
    let (base, target) = (&comparison.base.title, &comparison.target.title);
    output::line(messages::comparing(language, base, target))?;
    let counts: Vec<_> = TaskChangeKind::ALL
        .iter()
        .map(|&kind| count(&comparison, kind))
        .collect();
    let counts = counts.into_iter().flatten().collect::<Vec<_>>();
    output::line(format_args!("  {}", counts.join("  ")))?;
    for task in comparison.tasks.iter().filter(|task| !is_kept(task)) {
        print_task(context, task)?;
    }
    for shift in comparison.unit_shifts.iter().take(UNITS) {
        let line = messages::shift(
            language,
            name_of(&view, shift),
            shift.base_leads,
            shift.target_leads,
            shift.base_tasks,
            shift.target_tasks,
        );
        output::line(format_args!("  {line}"))?;
    }
    Ok(Outcome::Done)
}

/// How many tasks have changed so; `None` when none has.
fn count(comparison: &Comparison, kind: TaskChangeKind) -> Option<String> {
    let has_kind = |task: &&ComparedTask| task.changes.iter().any(|change| change.kind == kind);
    let count = comparison.tasks.iter().filter(has_kind).count();
    (count > 0).then(|| format!("{} {count}", kind.word()))
}

fn is_kept(task: &ComparedTask) -> bool {
    task.changes
        .iter()
        .all(|change| change.kind == TaskChangeKind::Kept)
}

fn print_task(context: &Context, task: &ComparedTask) -> anyhow::Result<()> {
    for change in &task.changes {
        output::line(format_args!("  {}", change.kind.word()))?;
        for (mark, span) in [("-", &change.base), ("+", &change.target)] {
            let Some(span) = span else { continue };
            let line = messages::at_line(context.language(), span.range.line);
            output::line(format_args!(
                "    {mark} {line}: {}",
                span.quote.replace('\n', " ")
            ))?;
        }
    }
    Ok(())
}

fn name_of(view: &View, shift: &UnitShift) -> String {
    view.unit(shift.unit)
        .map_or_else(|| shift.unit.to_string(), |unit| unit.name.clone())
}

fn task_json(task: &ComparedTask) -> Value {
    let id = |task: &Option<std::sync::Arc<Task>>| task.as_ref().map(|task| task.id.to_string());
    json!({
        "base": id(&task.base),
        "target": id(&task.target),
        "similarity": task.similarity,
        "changes": task.changes.iter().map(change_json).collect::<Vec<_>>(),
    })
}

fn change_json(change: &TaskChange) -> Value {
    let span = |span: &Option<TextSpan>| {
        let span = span.as_ref()?;
        Some(
            json!({ "line": span.range.line, "start": span.range.start, "end": span.range.end, "quote": span.quote }),
        )
    };
    json!({ "kind": change.kind.word(), "base": span(&change.base), "target": span(&change.target) })
}

fn shift_json(view: &View, shift: &UnitShift) -> Value {
    json!({
        "unit": shift.unit.to_string(),
        "name": name_of(view, shift),
        "baseLeads": shift.base_leads,
        "targetLeads": shift.target_leads,
        "baseTasks": shift.base_tasks,
        "targetTasks": shift.target_tasks,
    })
}
