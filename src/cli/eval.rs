//! `plangraph eval`: search quality over judged queries, in all and per kind.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::{Value, json};

use super::args::Eval;
use super::context::Context;
use super::plans::plans;
use super::{Outcome, messages, output};
use crate::engine::{Judgement, Quality, SearchKind, SearchRequest, TaskFilter, UnitMatch, View};
use crate::model::{PlanId, Role};

/// A line of the file.
#[derive(Debug, Deserialize)]
struct JudgedQuery {
    query: String,
    kind: String,
    filter: Option<UnitRole>,
    relevant: Vec<Relevant>,
    #[serde(default)]
    ignore: Vec<u32>,
}

#[derive(Debug, Deserialize)]
struct UnitRole {
    unit: String,
    /// `None` for any role.
    role: Option<JudgedRole>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum JudgedRole {
    Lead,
    Responsible,
    Supporting,
}

#[derive(Debug, Deserialize)]
struct Relevant {
    start: u32,
    grade: u8,
}

pub(super) fn run(context: &Context, arguments: &Eval) -> anyhow::Result<Outcome> {
    let language = context.language();
    let file = arguments.queries.display();
    let text = fs::read_to_string(&arguments.queries)
        .with_context(|| messages::cannot_read(language, &file))?;
    let mut queries = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if !line.trim().is_empty() {
            let query: JudgedQuery = serde_json::from_str(line)
                .with_context(|| messages::no_judged_query(language, &file, number))?;
            queries.push((number, query));
        }
    }
    if queries.is_empty() {
        anyhow::bail!(messages::no_queries(language, &file));
    }
    let view = context.engine()?.view();
    if view.snapshot().task_count() == 0 {
        anyhow::bail!(messages::nothing_stored(language));
    }
    let within = plans(&view, arguments.plan.as_deref(), language)?;
    let mut kinds: BTreeMap<&str, Vec<Quality>> = BTreeMap::new();
    let mut all = Vec::with_capacity(queries.len());
    for (number, query) in &queries {
        let quality = judge(&view, query, within.as_deref())
            .with_context(|| messages::in_line(language, &file, number))?;
        kinds.entry(&query.kind).or_default().push(quality);
        all.push(quality);
    }
    if context.json {
        let each = queries.iter().zip(&all).map(|((_, query), quality)| {
            let mut row = figures(&[*quality]);
            row["query"] = json!(query.query);
            row["kind"] = json!(query.kind);
            row
        });
        let mut result = figures(&all);
        result["kinds"] = kinds
            .iter()
            .map(|(kind, qualities)| ((*kind).to_owned(), figures(qualities)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        result["each"] = each.collect();
        output::json(&result)?;
        return Ok(Outcome::Done);
    }
    output::line(messages::quality_head(language))?;
    for (kind, qualities) in &kinds {
        output::line(row(kind, qualities))?;
    }
    output::line(row(&messages::quality_of_all(language), &all))?;
    output::note(messages::judged(language, all.len()));
    Ok(Outcome::Done)
}

fn judge(view: &View, query: &JudgedQuery, plans: Option<&[PlanId]>) -> anyhow::Result<Quality> {
    let units = query.filter.as_ref().map(|filter| UnitMatch {
        role: filter.role.map(|role| match role {
            JudgedRole::Lead => Role::Lead,
            JudgedRole::Responsible => Role::Responsible,
            JudgedRole::Supporting => Role::Supporting,
        }),
        ..UnitMatch::any_of(vec![filter.unit.clone()])
    });
    let request = SearchRequest {
        query: query.query.clone(),
        kinds: vec![SearchKind::Task],
        filter: TaskFilter {
            units,
            ..TaskFilter::of_plans(plans.map(<[PlanId]>::to_vec))
        },
        keep_as_text: Vec::new(),
    };
    let relevant = query.relevant.iter();
    let judgement = Judgement {
        relevant: relevant.map(|task| (task.start, task.grade)).collect(),
        ignored: query.ignore.clone(),
    };
    let answer = view.search(&request, 0, judgement.depth())?;
    let ordinals: Vec<_> = answer.hits.iter().map(|hit| hit.ordinal).collect();
    let tasks = view.tasks(&ordinals)?;
    let ranking: Vec<_> = tasks.iter().map(|task| task.span.range.start).collect();
    Ok(judgement.quality(&ranking))
}

fn row(kind: &str, qualities: &[Quality]) -> String {
    let mean = Quality::mean(qualities);
    // A Chinese character takes the room of two.
    let wide = kind
        .chars()
        .filter(|character| !character.is_ascii())
        .count();
    let width = 20_usize.saturating_sub(wide);
    format!(
        "{kind:<width$} {:>7} {:>8.4} {:>9.4} {:>9.4}",
        qualities.len(),
        mean.ndcg_at_10,
        mean.recall_at_20,
        mean.success_at_1
    )
}

fn figures(qualities: &[Quality]) -> Value {
    let mean = Quality::mean(qualities);
    json!({
        "queries": qualities.len(),
        "ndcgAt10": mean.ndcg_at_10,
        "recallAt20": mean.recall_at_20,
        "successAt1": mean.success_at_1,
    })
}
