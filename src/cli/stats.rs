//! `plangraph stats`: counts per kind, sizes, generations.

use serde_json::json;

use super::context::Context;
use super::{Outcome, messages, output};

pub(super) fn run(context: &Context) -> anyhow::Result<Outcome> {
    let statistics = context.engine()?.view().statistics()?;
    if context.json {
        output::json(&json!({
            "plans": statistics.plans,
            "tasks": statistics.tasks,
            "assignments": statistics.assignments,
            "indicators": statistics.indicators,
            "units": statistics.units,
            "cities": statistics.cities,
            "generation": statistics.generation,
            "sequence": statistics.sequence,
            "storeBytes": statistics.store_bytes,
        }))?;
        return Ok(Outcome::Done);
    }
    let language = context.language();
    for (count, label) in [
        (statistics.plans, messages::plans(language)),
        (statistics.tasks, messages::tasks(language)),
        (statistics.assignments, messages::assignments(language)),
        (statistics.indicators, messages::indicators(language)),
        (statistics.units, messages::units(language)),
        (statistics.cities, messages::cities(language)),
        (statistics.generation, messages::generation(language)),
        (statistics.sequence, messages::sequence(language)),
        (statistics.store_bytes, messages::store_bytes(language)),
    ] {
        output::line(format_args!("{count:>12}  {label}"))?;
    }
    Ok(Outcome::Done)
}
