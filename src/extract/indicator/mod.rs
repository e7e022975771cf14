//! Indicators in task text: quantities to be reached, built, treated or tried.
//!
//! A clause is read as quantities (number, scale, measure word) and the text around them. A number stands behind its
//! name (森林覆盖率提高到42%) or before its noun (143条重点中小河流治理); lists and 分别 distribute. Numbers in names
//! (500千伏, 第十二届, 3万人口以上建制镇) are none: they lack a measure word, a predicate or a verb.

mod clause;
mod draft;
mod judge;
mod kind;
mod lead;
mod number;
mod period;
mod phrase;
mod quantity;
mod reader;
mod subject;
#[cfg(test)]
mod tests;
mod unfigured;
mod unit;
mod words;

use crate::model::{Basis, Comparator, DiagnosticCode, IndicatorKind, Measure, TextRange, Told};
use draft::Draft;
use period::Period;
use words::Words;

/// What the surroundings of a text say about its indicators.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context<'c> {
    /// A heading of chapter or section says 约束性指标.
    pub(crate) is_binding: bool,
    /// Headings above the text, outermost first: the subject of a number whose clause names none.
    pub(crate) headings: &'c [&'c str],
    /// First year of the plan.
    pub(crate) period_start: Option<u16>,
    /// Last year of the plan.
    pub(crate) period_end: Option<u16>,
    /// Year of the notice.
    pub(crate) year: Option<u16>,
}

/// An indicator as it stands in a text; the fields are those of [`Indicator`](crate::model::Indicator).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// The phrase, in bytes of the text.
    pub(crate) range: TextRange,
    pub(crate) kind: IndicatorKind,
    pub(crate) subject: String,
    pub(crate) phrase: String,
    pub(crate) value: Option<f64>,
    pub(crate) value_max: Option<f64>,
    pub(crate) unit: Option<String>,
    pub(crate) normalized_value: Option<f64>,
    pub(crate) normalized_value_max: Option<f64>,
    pub(crate) normalized_unit: Option<String>,
    pub(crate) comparator: Comparator,
    pub(crate) measure: Measure,
    pub(crate) is_aspirational: bool,
    pub(crate) is_binding: bool,
    pub(crate) is_assigned_by_state: bool,
    pub(crate) period_start: Option<u16>,
    pub(crate) period_end: Option<u16>,
    pub(crate) period_basis: Basis,
}

/// Something worth a look: a value that misses, does not fit or is unlikely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Noticed {
    pub(crate) code: DiagnosticCode,
    pub(crate) message: Told,
    /// Where, in bytes of the text.
    pub(crate) range: TextRange,
}

/// What was read from one text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Reading {
    /// Indicators in the order of their phrases.
    pub(crate) found: Vec<Found>,
    /// What was noticed.
    pub(crate) noticed: Vec<Noticed>,
}

/// Words that bind wherever they stand.
static BINDING: Words = Words::new("约束性 确保完成");

/// A share above this is unlikely as a level.
const WHOLE: f64 = 100.0;

/// A fall by this share or more is unlikely: a lost decimal point makes one.
const DEEP_FALL: f64 = 90.0;

/// What a task is that a notice quotes: 关于“粮食产量达到1000万吨”的目标.
static QUOTED_AS: Words =
    Words::new("的目标 的任务 的问题 的要求 的工作 的事项 的指标 的意见 的部署");

/// Where the task begins that `text` does nothing but quote, and the task.
fn quoted(text: &str) -> Option<(usize, &str)> {
    let (told, behind) = text.strip_prefix("关于“")?.rsplit_once('”')?;
    let rest = behind.strip_prefix(QUOTED_AS.beginning(behind)?)?;
    let is_whole = !rest.contains(char::is_alphanumeric);
    is_whole.then_some((
        text.len() - behind.len() - '”'.len_utf8() - told.len(),
        told,
    ))
}

/// Reads the indicators of one block of task text.
pub(crate) fn find(text: &str, context: &Context<'_>) -> Reading {
    let (start, told) = quoted(text).unwrap_or((0, text));
    let mut reading = read(told, context);
    let found = reading.found.iter_mut().map(|found| &mut found.range);
    let noticed = reading.noticed.iter_mut().map(|noticed| &mut noticed.range);
    for range in found.chain(noticed) {
        *range = range.shifted(start);
    }
    reading
}

/// The same for what the task says.
fn read(text: &str, context: &Context<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut stated: Option<Period> = None;
    let mut inherited: Option<Period> = None;
    let mut opener: Option<usize> = None;
    let mut last_name = String::new();
    for clause in clause::clauses(text) {
        if clause.opens_sentence {
            inherited = stated.take().or(inherited);
            opener = None;
            last_name.clear();
        }
        if clause.opens_paragraph {
            inherited = None;
        }
        if let Some((period, range)) = period::stated(clause.text, context) {
            stated = Some(period);
            if range.start == 0 && range.end == clause.text.len() {
                opener = Some(clause.start);
                continue;
            }
        }
        let drafts = reader::read(clause.text, &mut last_name, &mut |code, message, range| {
            let range = range.shifted(clause.start);
            reading.noticed.push(Noticed {
                code,
                message,
                range,
            });
        });
        let drafts = if drafts.is_empty() {
            unfigured::read(clause.text, context.is_binding)
        } else {
            drafts
        };
        let (period, basis) = match (stated, inherited) {
            (Some(period), _) => (period, Basis::Stated),
            (None, Some(period)) => (period, Basis::Inherited),
            (None, None) => (plan_period(context), Basis::Inferred),
        };
        for draft in drafts {
            let start = if draft.range.start == 0 {
                opener.unwrap_or(clause.start + draft.range.start)
            } else {
                clause.start + draft.range.start
            };
            let range = TextRange::new(start, clause.start + draft.range.end);
            let phrase = text.get(range.start..range.end).unwrap_or_default();
            let found = completed(draft, range, phrase, clause.text, context, period, basis);
            notice(&found, &mut reading.noticed);
            reading.found.push(found);
        }
        opener = None;
    }
    reading
}

/// The plan's own period; a binding indicator is due at its end.
fn plan_period(context: &Context<'_>) -> Period {
    Period {
        start: context.period_start.filter(|_| !context.is_binding),
        end: context.period_end,
    }
}

fn completed(
    draft: Draft,
    range: TextRange,
    phrase: &str,
    clause: &str,
    context: &Context<'_>,
    period: Period,
    period_basis: Basis,
) -> Found {
    let figures = draft.figures;
    let heading = || {
        context
            .headings
            .last()
            .map_or(phrase, |heading| heading)
            .to_owned()
    };
    Found {
        range,
        kind: draft.kind,
        subject: if draft.subject.is_empty() {
            heading()
        } else {
            draft.subject
        },
        phrase: phrase.to_owned(),
        value: figures.value,
        value_max: figures.value_max,
        unit: figures.unit,
        normalized_value: figures.normalized_value,
        normalized_value_max: figures.normalized_value_max,
        normalized_unit: figures.normalized_unit,
        comparator: draft.comparator,
        measure: draft.measure,
        is_aspirational: draft.is_aspirational,
        is_binding: context.is_binding || BINDING.inside(clause).is_some(),
        is_assigned_by_state: unfigured::is_assigned_by_state(clause),
        period_start: period.start,
        period_end: period.end,
        period_basis,
    }
}

/// Notices a missing value and a figure that is unlikely as printed.
fn notice(found: &Found, noticed: &mut Vec<Noticed>) {
    let mut add = |code, message| {
        noticed.push(Noticed {
            code,
            message,
            range: found.range,
        });
    };
    let Some(value) = found.value else {
        if found.is_binding {
            let message = Told::new(
                format!("binding indicator “{}” has no figure", found.phrase),
                format!("约束性指标“{}”没有数值", found.phrase),
            );
            add(DiagnosticCode::ValueMissing, message);
        }
        return;
    };
    let is_share = found.unit.as_deref() == Some("%");
    let is_unlikely = match found.measure {
        Measure::Level => value > WHOLE && found.subject.ends_with(['率', '重', '例']),
        Measure::Decrease => value >= DEEP_FALL,
        Measure::Increase | Measure::AnnualRate | Measure::Count => false,
    };
    if is_share && is_unlikely {
        let message = Told::new(
            format!("{value} % is unlikely in “{}”", found.phrase),
            format!("“{}”中的 {value}% 存疑", found.phrase),
        );
        add(DiagnosticCode::SuspectValue, message);
    }
}
