//! Rows of tables of indicators as indicators of the plan: the figure of the last year is what is to be reached.

use std::borrow::Cow;

use super::ids::Occurrences;
use super::indicators::{self, Period};
use super::read_at;
use crate::model::{Document, FigureRow, Indicator, Outline, PlanId, TextRange};
use crate::text::stretch::Stretch;

/// Endings of names that say already how the figure is reached.
const MOVEMENTS: &[&str] = &[
    "增长", "提高", "增加", "减少", "降低", "下降", "增速", "削减",
];

/// Signs before a figure, with the words that they stand for.
const SIGNS: &[(&[char], &str)] = &[
    (&['≥', '>', '＞', '﹥'], "不低于"),
    (&['≤', '<', '＜', '﹤'], "不超过"),
];

/// The indicators of the rows in order.
pub(super) fn read(
    document: &Document,
    text: &str,
    outline: &Outline,
    period: Period,
    plan: PlanId,
) -> Vec<Indicator> {
    let mut seen = Occurrences::default();
    outline
        .figures
        .iter()
        .filter_map(|row| {
            let at = |range| read_at(text, range, outline);
            let owner = (plan, seen.digest(&["figures", &at(row.name)]));
            indicator(document, row, &at, period, owner)
        })
        .collect()
}

/// What the text that is read says at a place of a row.
type At<'a, 't> = &'a dyn Fn(TextRange) -> Cow<'t, str>;

fn indicator(
    document: &Document,
    row: &FigureRow,
    at: At<'_, '_>,
    period: Period,
    owner: (PlanId, u64),
) -> Option<Indicator> {
    let (head, value) = target(row, at)?;
    let name = at(row.name);
    let (name, bracketed) = named(&name);
    let unit = row.unit.map(at);
    let unit = unit.as_deref().map_or(bracketed, str::trim);
    let printed = at(value);
    let sign = SIGNS
        .iter()
        .find_map(|(signs, word)| printed.contains(*signs).then_some(*word));
    let number: String = printed
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let moves = MOVEMENTS.iter().any(|word| name.ends_with(word));
    let verb = sign.unwrap_or(if moves { "" } else { "达到" });
    // The sentence that the row stands for is read as any other.
    let sentence = format!("{name}{verb}{number}{unit}");
    let whole = TextRange::new(0, sentence.len());
    let (found, _) = indicators::read(
        document,
        &Stretch::of(&sentence, whole, &[]),
        &[],
        period,
        owner,
    );
    let mut indicator = found.into_iter().next()?;
    indicator.span = document.span(row.range);
    indicator.is_binding |= row
        .attribute
        .is_some_and(|attribute| at(attribute).contains("约束"));
    if let Some(year) = year(&at(head)) {
        indicator.period_end = Some(year);
    }
    Some(indicator)
}

/// The column of the last year, or the last column of figures.
fn target(row: &FigureRow, at: At<'_, '_>) -> Option<(TextRange, TextRange)> {
    let dated = row
        .values
        .iter()
        .filter(|(head, _)| year(&at(*head)).is_some());
    let last = dated.max_by_key(|(head, _)| year(&at(*head)));
    last.or(row.values.last()).copied()
}

/// The last year that the head of a column names.
fn year(head: &str) -> Option<u16> {
    let digits = head.split(|c: char| !c.is_ascii_digit());
    digits
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .rfind(|year| (1990..2100).contains(year))
}

/// A name without its number, and the unit in the brackets that close it.
fn named(name: &str) -> (&str, &str) {
    let name = name
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '．' | ' '));
    name.strip_suffix(['）', ')'])
        .and_then(|open| open.rsplit_once(['（', '(']))
        .unwrap_or((name, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_years_are_told() {
        assert_eq!(
            named("3.森林蓄积量（亿立方米）"),
            ("森林蓄积量", "亿立方米")
        );
        assert_eq!(named("单位能耗"), ("单位能耗", ""));
        assert_eq!(year("2020年目标"), Some(2020));
        assert_eq!(year("2016—2020年累计"), Some(2020));
        assert_eq!(year("累计"), None);
    }
}
