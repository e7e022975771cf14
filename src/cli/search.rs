//! `plangraph search`: tasks that a query finds, with what it met in them.

use std::io::IsTerminal as _;

use serde_json::{Value, json};

use super::args::Search;
use super::context::Context;
use super::plans::plans;
use super::{Outcome, messages, output};
use crate::config::Language;
use crate::engine::{
    Applied, CityMatch, Fragment, InterpretedTerm, SearchAnswer, SearchKind, SearchRequest,
    TaskFilter, UnitMatch, View,
};
use crate::model::{NodeId, Role, Task};

/// The most stretches that are shown of one task.
const FRAGMENTS: usize = 2;

pub(super) fn run(context: &Context, arguments: &Search) -> anyhow::Result<Outcome> {
    let view = context.engine()?.view();
    let language = context.language();
    let request = SearchRequest {
        query: arguments.query.clone(),
        kinds: vec![SearchKind::Task],
        filter: filter(&view, arguments, language)?,
        keep_as_text: Vec::new(),
    };
    let answer = view.search(&request, 0, arguments.limit)?;
    let ordinals: Vec<_> = answer.hits.iter().map(|hit| hit.ordinal).collect();
    let tasks = view.tasks(&ordinals)?;
    if context.json {
        output::json(&in_json(&answer, &tasks))?;
        return Ok(Outcome::Done);
    }
    let colored = std::io::stdout().is_terminal();
    for (task, number) in tasks.iter().zip(1..) {
        print(&view, &answer, task, number, colored)?;
    }
    explain(&answer, language);
    let milliseconds = format!("{:.1}", answer.took.as_secs_f64() * 1_000.0);
    output::note(if answer.close < answer.total {
        messages::found_loosely(language, answer.total, answer.close, milliseconds)
    } else {
        messages::found(language, answer.total, milliseconds)
    });
    Ok(Outcome::Done)
}

fn filter(view: &View, arguments: &Search, language: Language) -> anyhow::Result<TaskFilter> {
    let units = match (&arguments.unit, arguments.role) {
        (None, None) => None,
        (unit, role) => Some(UnitMatch {
            any: unit.clone().map(|unit| vec![unit]),
            role,
            ..UnitMatch::default()
        }),
    };
    let city = arguments.city.clone();
    Ok(TaskFilter {
        plans: plans(view, arguments.plan.as_deref(), language)?,
        chapters: arguments.chapter.map(|chapter| vec![chapter]),
        units,
        cities: city.map(|city| CityMatch::any_of(vec![city])),
        ..TaskFilter::default()
    })
}

fn print(
    view: &View,
    answer: &SearchAnswer,
    task: &Task,
    number: usize,
    colored: bool,
) -> anyhow::Result<()> {
    let plan = view.plan_mark(task.id.plan)?;
    let chapter = view.title(NodeId::Chapter(task.chapter))?;
    let chapter = chapter.unwrap_or_default();
    let line = task.span.range.line;
    output::line(format!("{number}. {}  {plan}{chapter}:{line}", task.id))?;
    let fragments = answer.highlight(&task.text, FRAGMENTS);
    for fragment in &fragments {
        output::line(format!("   {}", marked(fragment, colored)))?;
    }
    if fragments.is_empty() {
        let beginning: String = task.text.chars().take(60).collect();
        output::line(format!("   {beginning}"))?;
    }
    Ok(())
}

/// A stretch with what was met in it set off: in colour for a terminal, in brackets for a file.
fn marked(fragment: &Fragment, colored: bool) -> String {
    let (open, close) = if colored {
        ("\u{1b}[1;33m", "\u{1b}[0m")
    } else {
        ("【", "】")
    };
    let mut text = String::new();
    for (character, place) in fragment.text.chars().zip(0..) {
        if fragment.marks.iter().any(|mark| mark.start == place) {
            text.push_str(open);
        }
        text.push(if character == '\n' { ' ' } else { character });
        if fragment.marks.iter().any(|mark| mark.end == place + 1) {
            text.push_str(close);
        }
    }
    text
}

/// Tells how the query was read where that is not as it was typed.
fn explain(answer: &SearchAnswer, language: Language) {
    let filters = answer.terms.iter();
    for term in filters.filter(|term| term.applied == Applied::Filter) {
        let text = term.text.as_str();
        if term.is_negated {
            output::note(messages::ruled_out(language, text));
            continue;
        }
        output::note(match (term.role, term.node) {
            (Some(Role::Lead), _) => messages::only_leads(language, text),
            (Some(Role::Supporting), _) => messages::only_supports(language, text),
            (Some(Role::Responsible), _) | (None, Some(NodeId::Unit(_))) => {
                messages::only_tasks_of(language, text)
            }
            _ => messages::only_within(language, text),
        });
    }
    for correction in &answer.corrections {
        let (from, to) = (correction.from.as_str(), correction.to.as_str());
        output::note(if correction.is_applied {
            messages::corrected(language, from, to)
        } else {
            messages::meant(language, from, to)
        });
    }
}

fn in_json(answer: &SearchAnswer, tasks: &[std::sync::Arc<Task>]) -> Value {
    let hits = answer.hits.iter().zip(tasks).map(|(hit, task)| {
        let fragments = answer.highlight(&task.text, FRAGMENTS);
        let highlights = fragments.iter().map(|fragment| {
            let ranges = fragment.marks.iter();
            let ranges: Vec<_> = ranges.map(|mark| [mark.start, mark.end]).collect();
            json!({"fragment": fragment.text, "ranges": ranges})
        });
        json!({
            "id": task.id.to_string(),
            "plan": task.id.plan.to_string(),
            "number": task.number,
            "score": hit.score,
            "isLoose": !hit.is_close,
            "start": task.span.range.start,
            "line": task.span.range.line,
            "text": task.text,
            "highlights": highlights.collect::<Vec<_>>(),
        })
    });
    let corrections = answer.corrections.iter().map(|correction| {
        let (from, to, applied) = (&correction.from, &correction.to, correction.is_applied);
        json!({"from": from, "to": to, "applied": applied})
    });
    json!({
        "totalCount": answer.total,
        "closeCount": answer.close,
        "tookMs": answer.took.as_secs_f64() * 1_000.0,
        "interpretation": {
            "text": answer.reading,
            "terms": answer.terms.iter().map(term_in_json).collect::<Vec<_>>(),
            "corrections": corrections.collect::<Vec<_>>(),
        },
        "hits": hits.collect::<Vec<_>>(),
    })
}

fn term_in_json(term: &InterpretedTerm) -> Value {
    json!({
        "text": term.text,
        "node": term.node.map(|node| node.to_string()),
        "role": term.role.map(Role::word),
        "isNegated": term.is_negated,
        "applied": match term.applied {
            Applied::Filter => "FILTER",
            Applied::Boost => "BOOST",
            Applied::None => "NONE",
        },
    })
}
