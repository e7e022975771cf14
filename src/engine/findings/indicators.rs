//! Targets that nobody owns, and indicators that are stated more than once.

use std::collections::BTreeMap;

use super::{Case, Found, Rule};
use crate::model::{Indicator, IndicatorKind, Measure, TextSpan, Told};
use crate::text::fold::fold;

const NO_OWNER: Rule = Rule {
    name: "TARGET_WITHOUT_OWNER",
    title: "targets that no unit owns (无责任单位的指标)",
};

const TWO_VALUES: Rule = Rule {
    name: "INDICATOR_WITH_TWO_VALUES",
    title: "the same indicator with different values (同一指标数值不一)",
};

const STATED_TWICE: Rule = Rule {
    name: "INDICATOR_STATED_TWICE",
    title: "the same indicator in several tasks (同一指标见于多项任务)",
};

/// What makes two indicators the same: subject, unit without scale, measure and year.
type Sameness = (String, Option<String>, Measure, Option<u16>);

impl Case<'_> {
    pub(super) fn targets_without_owner(&mut self) {
        let alone = self.tasks.iter();
        let alone: Vec<_> = alone.filter(|task| task.parts().next().is_none()).collect();
        let in_tasks = alone.iter().flat_map(|task| &task.indicators);
        let all: Vec<&Indicator> = in_tasks
            .chain(&self.plan.indicators)
            .filter(|indicator| is_target(indicator.kind))
            .collect();
        if all.is_empty() {
            return;
        }
        let with_targets = alone.iter().filter(|task| {
            let mut indicators = task.indicators.iter();
            indicators.any(|indicator| is_target(indicator.kind))
        });
        let plan = self.plan.id;
        let kinds = "[OUTCOME, OUTPUT, PER_UNIT, UNIVERSAL]";
        let fields = "{ id subject phrase task { id leads { name } assignments { basis } } span { line quote } }";
        let found = Found {
            detail: Told::new(
                format!(
                    "{} targets stand in tasks that name no unit, or outside tasks",
                    all.len()
                ),
                format!("{} 个指标所在任务未列责任单位，或不在任务之内", all.len()),
            ),
            tasks: with_targets.map(|task| self.ordinal(task)).collect(),
            evidence: all.iter().map(|indicator| indicator.span.clone()).collect(),
            query: format!(
                "{{ inTasks: indicators(filter: {{ plans: [\"{plan}\"], kinds: {kinds}, tasks: {{ hasAssignment: false }} }}, first: 100) {{ totalCount nodes {fields} }} outside: indicators(filter: {{ plans: [\"{plan}\"], kinds: {kinds} }}, last: 100) {{ nodes {fields} }} }}"
            ),
            ..Found::default()
        };
        self.note(NO_OWNER, "", found);
    }

    pub(super) fn indicators_stated_again(&mut self) {
        let mut same: BTreeMap<Sameness, Vec<(Option<u32>, Indicator)>> = BTreeMap::new();
        let in_tasks = self.tasks.iter().flat_map(|task| {
            let ordinal = Some(self.ordinal(task));
            task.indicators
                .iter()
                .map(move |indicator| (ordinal, indicator))
        });
        let outside = self
            .plan
            .indicators
            .iter()
            .map(|indicator| (None, indicator));
        for (task, indicator) in in_tasks.chain(outside) {
            if can_be_compared(indicator) {
                let key = (
                    thing(&indicator.subject),
                    indicator.normalized_unit.clone(),
                    indicator.measure,
                    indicator.period_end,
                );
                same.entry(key).or_default().push((task, indicator.clone()));
            }
        }
        for ((subject, unit, measure, year), stated) in same {
            let mut values: Vec<f64> = stated
                .iter()
                .filter_map(|(_, indicator)| indicator.normalized_value)
                .collect();
            values.sort_by(f64::total_cmp);
            values.dedup();
            let mut tasks: Vec<u32> = stated.iter().filter_map(|(task, _)| *task).collect();
            tasks.dedup();
            let rule = match (values.len(), tasks.len()) {
                (2.., _) => TWO_VALUES,
                (_, 2..) => STATED_TWICE,
                _ => continue,
            };
            let phrases: Vec<_> = stated
                .iter()
                .map(|(_, indicator)| format!("“{}”", indicator.phrase))
                .collect();
            let evidence: Vec<TextSpan> = stated
                .iter()
                .map(|(_, indicator)| indicator.span.clone())
                .collect();
            let plan = self.plan.id;
            let key = format!("{subject} {unit:?} {measure:?} {year:?}");
            let found = Found {
                detail: Told::new(
                    format!("{subject}: {}", phrases.join("; ")),
                    format!("{subject}：{}", phrases.join("；")),
                ),
                tasks,
                evidence,
                query: format!(
                    "{{ indicators(filter: {{ plans: [\"{plan}\"], text: {} }}, first: 100) {{ nodes {{ subject phrase value unit task {{ id number leads {{ name }} }} span {{ line quote }} }} }} }}",
                    quoted(&subject)
                ),
                ..Found::default()
            };
            self.note(rule, &key, found);
        }
    }
}

fn is_target(kind: IndicatorKind) -> bool {
    matches!(
        kind,
        IndicatorKind::Outcome
            | IndicatorKind::Output
            | IndicatorKind::PerUnit
            | IndicatorKind::Universal
    )
}

/// Whether two figures of the same subject must be the same: not amounts per thing, limits or classes.
fn can_be_compared(indicator: &Indicator) -> bool {
    let kind = indicator.kind;
    indicator.normalized_value.is_some()
        && !indicator.subject.is_empty()
        && matches!(
            kind,
            IndicatorKind::Outcome | IndicatorKind::Output | IndicatorKind::Scope
        )
}

/// Words for bringing something about: 新港区建设 is about 新港区.
const ACTIVITIES: &[&str] = &["建设", "开发", "改造", "治理", "发展", "培育", "打造"];

/// What a subject is about, in normal form, without a closing word for bringing it about.
fn thing(subject: &str) -> String {
    let folded = fold(subject);
    let ends = ACTIVITIES.iter();
    let stripped = ends.filter_map(|word| folded.strip_suffix(word));
    let shortest = stripped.min_by_key(|rest| rest.len());
    match shortest {
        Some(rest) if rest.chars().count() > 1 => rest.to_owned(),
        _ => folded,
    }
}

/// A text as a GraphQL string.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace('\n', "\\n"))
}
