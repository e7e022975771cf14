//! Rows of tables of indicators as indicators of the plan, or of the task that a row is: the figure of the last year is
//! what is to be reached, those of the years of the plan before it are steps on the way.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::ids::{Occurrences, digest};
use super::indicators::{self, Period};
use super::{calendar, read_at};
use crate::model::{Block, Document, FigureRow, Indicator, Outline, PlanId, TextRange};
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

/// What stands behind a figure and its unit.
const COMPARED: &[&str] = &["以上", "以下", "以内", "左右"];

/// Words in heads of columns that hold what is to be reached, and of those that hold what is.
const TARGETS: &[&str] = &["目标", "规划", "计划"];
const BASES: &[&str] = &["现状", "基期", "基数", "实绩", "完成", "实际"];

/// Words in heads of columns that hold how much is to be done.
const AMOUNTS: &[&str] = &["数量", "任务数", "任务量"];

/// The longest cell, in characters, that is a figure and what belongs to it.
const LONGEST_FIGURE: usize = 24;

/// The indicators of the rows that are no tasks, in order.
pub(super) fn read(
    document: &Document,
    text: &str,
    outline: &Outline,
    period: Period,
    plan: PlanId,
) -> Vec<Indicator> {
    let of_tasks: BTreeSet<usize> = outline
        .blocks
        .iter()
        .filter_map(|block| Some(row_of(outline, block)?.range.start))
        .collect();
    let mut seen = Occurrences::default();
    let rows = outline.figures.iter();
    rows.filter(|row| !of_tasks.contains(&row.range.start))
        .flat_map(|row| {
            let at = |range| read_at(text, range, outline);
            let owner = (plan, seen.digest(&["figures", &at(row.name)]));
            indicators_of(document, row, &at, period, owner)
        })
        .collect()
}

/// The indicators of the row that a task is.
pub(super) fn of_task(
    document: &Document,
    text: &str,
    outline: &Outline,
    block: &Block,
    period: Period,
    owner: (PlanId, u64),
) -> Vec<Indicator> {
    let at = |range| read_at(text, range, outline);
    row_of(outline, block)
        .map(|row| indicators_of(document, row, &at, period, owner))
        .unwrap_or_default()
}

/// The row whose text a block is.
fn row_of<'o>(outline: &'o Outline, block: &Block) -> Option<&'o FigureRow> {
    let rows = &outline.figures;
    let behind = rows.partition_point(|row| row.range.start <= block.text.start);
    let row = rows.get(behind.checked_sub(1)?)?;
    row.range.contains(block.text).then_some(row)
}

/// What the text that is read says at a place of a row.
type At<'a, 't> = &'a dyn Fn(TextRange) -> Cow<'t, str>;

/// What a row is to reach, then the steps to it.
fn indicators_of(
    document: &Document,
    row: &FigureRow,
    at: At<'_, '_>,
    period: Period,
    owner: (PlanId, u64),
) -> Vec<Indicator> {
    let Some(last) = target(row, at) else {
        return Vec::new();
    };
    let read = |column| indicator(document, row, column, at, period, owner);
    let steps = steps(row, last, at, period).into_iter();
    let steps = steps.filter_map(|column| {
        let mut step = read(column)?;
        // The same figure may hold for several years.
        let year = step
            .period_end
            .map_or_else(String::new, |year| year.to_string());
        step.id.digest = digest(&[&step.id.digest.to_string(), &year]);
        Some(step)
    });
    let rate = rate(row, last, at, period).and_then(|column| {
        let mut rate = read(column)?;
        rate.id.digest = digest(&[&rate.id.digest.to_string(), "rate"]);
        Some(rate)
    });
    read(last).into_iter().chain(steps).chain(rate).collect()
}

/// The column that says by how much each year what `last` says is to be reached, if that is no such rate itself. Where one
/// holds sums of years in brackets as well, or what it is about is a share itself, it does not say it in percent; what was so in
/// other years is no target.
fn rate(
    row: &FigureRow,
    last: (TextRange, TextRange),
    at: At<'_, '_>,
    period: Period,
) -> Option<(TextRange, TextRange)> {
    const RATE: &str = "年均";
    const SHARES: [&str; 4] = ["%", "％", "‰", "率"];
    let unit = row.unit.map(at).unwrap_or_default();
    let is_share = |text: &str| SHARES.iter().any(|share| text.contains(share));
    if is_share(&at(row.name)) || is_share(&unit) || at(last.0).contains(RATE) {
        return None;
    }
    let goal = year(&at(last.0)).or(period.plan.map(|(_, last)| last));
    let is_rate = |&&(head, value): &&(TextRange, TextRange)| {
        let (head, value) = (at(head), at(value));
        head.contains(RATE)
            && !head.contains("累计")
            && !value.contains(['〔', '['])
            && !BASES.iter().any(|word| head.contains(word))
            && last_year(&head)
                .zip(goal)
                .is_none_or(|(year, goal)| year == goal)
    };
    row.values.iter().rfind(is_rate).copied()
}

/// The last year that the head of a column speaks of, by its number or as that of a five-year plan: “十一五”年均增长.
fn last_year(head: &str) -> Option<u16> {
    let mut places = head.char_indices();
    let named = places.find_map(|(at, _)| calendar::short_name(head.get(at..)?));
    named.map(|((_, last), _)| last).or_else(|| year(head))
}

fn indicator(
    document: &Document,
    row: &FigureRow,
    (head, value): (TextRange, TextRange),
    at: At<'_, '_>,
    period: Period,
    owner: (PlanId, u64),
) -> Option<Indicator> {
    let name = at(row.name);
    let (name, bracketed) = named(&name);
    let unit = row.unit.map(at);
    let (head, value) = (at(head), at(value));
    // The name of an amount says what is done: 改造厕所, 1800座.
    let is_amount = AMOUNTS.iter().any(|word| head.contains(word));
    let bracketed = if is_amount { named(&head).1 } else { bracketed };
    let unit = unit.as_deref().map_or(bracketed, str::trim);
    let figure = Figure::read(&value)?;
    let moves = MOVEMENTS.iter().any(|word| name.contains(word));
    let is_rate = head.contains("年均") && !moves;
    let verb = match figure.verb() {
        Some(verb) => verb,
        None if is_rate => "年均增长",
        None if moves || is_amount => "",
        None => "达到",
    };
    // What grows by a rate is measured in another unit than the rate.
    let unit = if is_rate { "%" } else { unit };
    // The sentence that the row stands for is read as any other.
    let sentence = format!("{name}{verb}{}", figure.measured(unit));
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
    if let Some(year) = year(&head) {
        indicator.period_end = Some(year);
    }
    Some(indicator)
}

/// A cell that is a number with what stands around it: ≥65, 6%左右, 增长7%, 〔4.6〕.
struct Figure<'c> {
    before: &'c str,
    number: String,
    behind: &'c str,
}

impl<'c> Figure<'c> {
    /// Reads a cell; `None` for one that is a sentence or holds no number.
    fn read(cell: &'c str) -> Option<Self> {
        let cell = cell.trim_matches(|c: char| c.is_whitespace() || "〔〕[]".contains(c));
        let is_digit = |c: char| c.is_ascii_digit();
        let is_long = cell.chars().nth(LONGEST_FIGURE).is_some();
        let (before, rest) = cell.split_at_checked(cell.find(is_digit)?)?;
        let behind = rest.trim_start_matches(|c: char| is_digit(c) || c == '.' || c == ',');
        let number = rest.strip_suffix(behind)?.replace(',', "");
        // 60 以上
        let behind = behind.trim_start();
        (!is_long && !cell.contains(['，', '。', '；', '、'])).then_some(Self {
            before,
            number,
            behind,
        })
    }

    /// How the number is reached, where the cell says so.
    fn verb(&self) -> Option<&str> {
        let sign = SIGNS
            .iter()
            .find_map(|(signs, word)| self.before.contains(*signs).then_some(*word));
        sign.or_else(|| {
            let says_so = self.before.contains(char::is_alphabetic);
            says_so.then_some(self.before)
        })
    }

    /// The number with its unit, which may be printed behind it or given by its column.
    fn measured(&self, unit: &str) -> String {
        let Self { number, behind, .. } = self;
        let is_compared = COMPARED.iter().any(|word| behind.starts_with(word));
        if behind.is_empty() || is_compared {
            format!("{number}{unit}{behind}")
        } else if behind.ends_with(|c: char| c.is_ascii_digit()) {
            format!("{number}{behind}{unit}")
        } else {
            format!("{number}{behind}")
        }
    }
}

/// The column of what is to be reached: the one that says so, that of the last year, or the last that names no year. What
/// is, or was in an earlier year, is no target.
fn target(row: &FigureRow, at: At<'_, '_>) -> Option<(TextRange, TextRange)> {
    let holds = |head: &str, words: &[&str]| words.iter().any(|word| head.contains(word));
    let years = row.values.iter().filter_map(|(head, _)| year(&at(*head)));
    let last = years.max();
    let rank = |&(head, value): &(TextRange, TextRange)| {
        let head = at(head);
        let is_base = holds(&head, BASES) || (year(&head).is_some() && year(&head) < last);
        Figure::read(&at(value)).filter(|_| !is_base)?;
        Some((holds(&head, TARGETS), year(&head).is_some()))
    };
    let ranked = row
        .values
        .iter()
        .filter_map(|pair| Some((rank(pair)?, *pair)));
    ranked.max_by_key(|(rank, _)| *rank).map(|(_, pair)| pair)
}

/// The columns of years of the plan before the year of `last`, where their heads say of them what its head says of it.
fn steps(
    row: &FigureRow,
    last: (TextRange, TextRange),
    at: At<'_, '_>,
    period: Period,
) -> Vec<(TextRange, TextRange)> {
    let without_year = |head: &str| head.replace(|c: char| c.is_ascii_digit(), "");
    let last_head = at(last.0);
    let years = year(&last_head).zip(period.plan);
    let is_step = |&(head, value): &(TextRange, TextRange)| {
        let head = at(head);
        let is_before = years
            .zip(year(&head))
            .is_some_and(|((last, (first, _)), year)| (first..last).contains(&year));
        is_before
            && without_year(&head) == without_year(&last_head)
            && Figure::read(&at(value)).is_some()
    };
    row.values.iter().copied().filter(is_step).collect()
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
