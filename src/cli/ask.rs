//! `plangraph ask`: the answer to a question in Chinese, each row with the quotes that prove it.

use serde_json::{Value, json};

use super::args::Ask;
use super::context::Context;
use super::plans::plans;
use super::{Outcome, messages, output};
use crate::engine::{Answer, AnswerRow};
use crate::graphql::NamedOperation;
use crate::text::characters;

pub(super) fn run(context: &Context, arguments: &Ask) -> anyhow::Result<Outcome> {
    let view = context.engine()?.view();
    let plans = plans(&view, arguments.plan.as_deref(), context.language())?;
    let answer = view.ask(&arguments.question, plans.as_deref())?;
    if context.json {
        output::json(&in_json(&answer))?;
    } else {
        print(&answer)?;
    }
    let language = context.language();
    for range in &answer.not_understood {
        let text = characters(&arguments.question, range);
        output::note(messages::not_understood(language, text));
    }
    Ok(match answer.operation {
        Some(_) => Outcome::Done,
        None => Outcome::Faulty,
    })
}

fn print(answer: &Answer) -> anyhow::Result<()> {
    output::line(&answer.summary)?;
    for (row, number) in answer.rows.iter().zip(1..) {
        output::line(format!("{number}. {}", row.text))?;
        for span in &row.evidence {
            let quote = span.quote.replace('\n', " ");
            output::line(format!("   {}: {quote}", span.range.line))?;
        }
    }
    Ok(())
}

fn in_json(answer: &Answer) -> Value {
    let operation = answer.operation.as_ref().map(NamedOperation::from);
    let understood = answer.understood.iter().map(|term| {
        json!({
            "text": term.text,
            "start": term.range.start,
            "end": term.range.end,
            "node": term.node.map(|node| node.to_string()),
        })
    });
    let not_understood = answer.not_understood.iter();
    json!({
        "question": answer.question,
        "understood": understood.collect::<Vec<_>>(),
        "notUnderstood": not_understood.map(|range| [range.start, range.end]).collect::<Vec<_>>(),
        "operation": operation.as_ref().map(|operation| operation.name),
        "variables": operation.as_ref().map(|operation| &operation.variables),
        "summary": answer.summary,
        "rows": answer.rows.iter().map(row_in_json).collect::<Vec<_>>(),
    })
}

fn row_in_json(row: &AnswerRow) -> Value {
    let evidence = row.evidence.iter().map(|span| {
        let range = span.range;
        json!({"start": range.start, "end": range.end, "line": range.line, "quote": span.quote})
    });
    json!({
        "text": row.text,
        "node": row.node.map(|node| node.to_string()),
        "evidence": evidence.collect::<Vec<_>>(),
    })
}
