//! `plangraph check`: proves the state, repairs nothing.

use serde_json::json;

use super::context::Context;
use super::progress::Bar;
use super::{Outcome, messages, output};

pub(super) fn run(context: &Context) -> anyhow::Result<Outcome> {
    let language = context.language();
    let engine = context.engine()?;
    let bar = Bar::new(messages::checking(language));
    let report = engine.check(&mut |progress| bar.show(progress))?;
    drop(bar);
    if context.json {
        output::json(&json!({
            "plans": report.plans,
            "tasks": report.tasks,
            "quotes": report.quotes,
            "faults": report.faults,
        }))?;
    } else {
        for fault in &report.faults {
            output::line(fault)?;
        }
    }
    if report.faults.is_empty() {
        let (quotes, tasks, plans) = (report.quotes, report.tasks, report.plans);
        output::note(messages::no_faults(language, quotes, tasks, plans));
        return Ok(Outcome::Done);
    }
    output::note(messages::faults(language, report.faults.len()));
    Ok(Outcome::Faulty)
}
