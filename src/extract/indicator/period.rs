//! Periods: target years, spans of years, five-year plans.

use super::Context;
use super::number::{self, is_arabic};
use super::words::Words;
use crate::extract::calendar;
use crate::model::TextRange;
use crate::text::numeral;

/// The years that an indicator holds for; a target year has no start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Period {
    pub(super) start: Option<u16>,
    pub(super) end: Option<u16>,
}

/// What names a year as a base, not as a target: 比2010年提高.
static BASES: Words = Words::new("比 较 于 与 自 从 以 在");

/// What names a plan as a base: 比“十一五”期末降低.
static COMPARED: Words = Words::new("比 较 与 同");

/// Marks before the name of a plan.
const OPENING_MARKS: [char; 3] = ['“', '"', '「'];

/// What goes before a target year.
static OPENERS: Words = Words::new("力争到 争取到 力争在 预计到 截至 截止 到 至 在 力争");

/// What goes behind a target year.
static CLOSERS: Words = Words::new(
    "年底以前 年年底前 年底之前 年底前 年末 年年底 年年末 年底 年以前 年之前 年前 年内 年",
);

/// What names the years of a five-year plan behind its name.
static PLAN_YEARS: Words = Words::new("期间 时期 规划期间 规划期内 规划期");

/// What names its last year.
static PLAN_ENDS: Words = Words::new("时期末 规划期末 期末 末期 末");

/// What names the year of the notice.
static THIS_YEAR: Words = Words::new("全年 今年 年内 本年度 当年 年底前 年底 年末");

/// What goes before the name of a plan whose end is meant.
static UNTIL: Words = Words::new("到 至");

/// What opens and closes the name of a plan.
static OPENING_QUOTES: Words = Words::new("“ \" 「");
static CLOSING_QUOTES: Words = Words::new("” \" 」");

/// What goes behind a year.
static YEAR: Words = Words::new("年");

/// What stands between the years of a span.
static RANGE_SIGNS: Words = Words::new("— – - － ～ ~ 至 到");

/// What goes behind a month that something is due in.
static MONTH_ENDS: Words = Words::new("底之前 底以前 底前 底 末 前");

/// What goes before a number of years from now on.
static COMING: Words = Words::new("今后 未来");

/// The period that `clause` states, and where.
pub(super) fn stated(clause: &str, context: &Context<'_>) -> Option<(Period, TextRange)> {
    clause.char_indices().find_map(|(at, character)| {
        if !may_open(character) {
            return None;
        }
        let rest = clause.get(at..)?;
        let before = clause.get(..at)?;
        let (period, length) = plan_name(rest, before)
            .or_else(|| span_of_years(rest, before))
            .or_else(|| target_year(rest, before))
            .or_else(|| notice_year(rest, before, context))
            .or_else(|| coming_years(rest, context))?;
        Some((period, TextRange::new(at, at + length)))
    })
}

/// The characters that a name of a time begins with, besides those of a number.
const FIRST: [char; 16] = [
    '“', '"', '「', '到', '至', '截', '力', '争', '预', '在', '全', '今', '年', '本', '当', '未',
];

/// Whether a name of a time may begin with `character`: a cheap look before the tables.
fn may_open(character: char) -> bool {
    number::opens(character) || FIRST.contains(&character)
}

/// Where `text` names a time, whatever it means.
pub(super) fn phrase(text: &str) -> Option<TextRange> {
    let context = Context {
        year: Some(0),
        ..Context::default()
    };
    stated(text, &context).map(|(_, range)| range)
}

/// A name such as “十二五”期间, with or without quotation marks.
fn plan_name(text: &str, before: &str) -> Option<(Period, usize)> {
    if COMPARED
        .ending(before.trim_end_matches(OPENING_MARKS))
        .is_some()
    {
        return None;
    }
    let (bare, _) = strip(text, &UNTIL);
    let (bare, _) = strip(bare, &OPENING_QUOTES);
    let ((start, end), length) = calendar::short_name(bare)?;
    let (behind, _) = strip(bare.get(length..)?, &CLOSING_QUOTES);
    if let (rest, true) = strip(behind, &PLAN_ENDS) {
        let period = Period {
            start: None,
            end: Some(end),
        };
        return Some((period, text.len() - rest.len()));
    }
    let (rest, found) = strip(behind, &PLAN_YEARS);
    let period = Period {
        start: Some(start),
        end: Some(end),
    };
    found.then_some((period, text.len() - rest.len()))
}

/// 2011—2015年.
fn span_of_years(text: &str, before: &str) -> Option<(Period, usize)> {
    let (first, rest) = year(text, before)?;
    let (rest, _) = strip(rest, &YEAR);
    let (rest, is_range) = strip(rest, &RANGE_SIGNS);
    let (last, rest) = year(rest, "")?;
    let (rest, is_year) = strip(rest, &YEAR);
    let period = Period {
        start: Some(first),
        end: Some(last),
    };
    (is_range && is_year && first < last).then_some((period, text.len() - rest.len()))
}

/// 到2015年, 2012年底前, and a year that opens its clause.
fn target_year(text: &str, before: &str) -> Option<(Period, usize)> {
    let (behind, has_opener) = strip(text, &OPENERS);
    let (end, rest) = year(behind, if has_opener { "" } else { before })?;
    if !has_opener && BASES.ending(before).is_some() {
        return None;
    }
    let (rest, is_year) = strip(rest, &CLOSERS);
    let closer = text.len() - rest.len();
    let is_bare_year = text.get(..closer)?.ends_with('年');
    if !is_year || (is_bare_year && !has_opener && !before.is_empty()) {
        return None;
    }
    let rest = month_end(rest).unwrap_or(rest);
    let period = Period {
        start: None,
        end: Some(end),
    };
    Some((period, text.len() - rest.len()))
}

/// 全年, 今年, 12月底前: the year of the notice.
fn notice_year(text: &str, before: &str, context: &Context<'_>) -> Option<(Period, usize)> {
    let year = context.year?;
    let (rest, found) =
        month_end(text).map_or_else(|| strip(text, &THIS_YEAR), |rest| (rest, true));
    // 2015年底 names its own year.
    let is_own = before.ends_with(|character: char| numeral::digit(character).is_some());
    let period = Period {
        start: Some(year),
        end: Some(year),
    };
    (found && !is_own).then_some((period, text.len() - rest.len()))
}

/// What follows 12月底前 at the beginning of `text`.
fn month_end(text: &str) -> Option<&str> {
    let at = find_near(text, '月', 2).filter(|&at| at > 0)?;
    let is_month = text.get(..at)?.chars().all(is_arabic);
    let (rest, found) = strip(text.get(at + '月'.len_utf8()..)?, &MONTH_ENDS);
    (is_month && found).then_some(rest)
}

/// 未来五年, 今后五年: the period of the plan, when it is as long.
fn coming_years(text: &str, context: &Context<'_>) -> Option<(Period, usize)> {
    let (behind, found) = strip(text, &COMING);
    let (start, end) = (context.period_start?, context.period_end?);
    let at = find_near(behind, '年', 2).filter(|_| found)?;
    let count = numeral::integer(behind.get(..at)?)?;
    let period = Period {
        start: Some(start),
        end: Some(end),
    };
    let is_as_long = count == u64::from(end.checked_sub(start)?) + 1;
    let rest = behind.get(at + '年'.len_utf8()..)?;
    is_as_long.then_some((period, text.len() - rest.len()))
}

/// A year of four digits at the beginning of `text`, unless `before` ends in a digit.
fn year<'t>(text: &'t str, before: &str) -> Option<(u16, &'t str)> {
    if before.ends_with(|character: char| numeral::digit(character).is_some()) {
        return None;
    }
    let end = text
        .char_indices()
        .take(4)
        .take_while(|&(_, character)| numeral::digit(character).is_some())
        .map(|(at, character)| at + character.len_utf8())
        .last()?;
    let year = numeral::integer(text.get(..end)?)?;
    let year = u16::try_from(year)
        .ok()
        .filter(|year| (1900..2100).contains(year))?;
    let rest = text.get(end..)?;
    let ends = !rest.starts_with(|character: char| numeral::digit(character).is_some());
    ends.then_some((year, rest))
}

/// The first byte of `character` when at most `most` others stand before it.
fn find_near(text: &str, character: char, most: usize) -> Option<usize> {
    text.char_indices()
        .take(most + 1)
        .find_map(|(at, found)| (found == character).then_some(at))
}

/// `text` without the longest of `words` that begins it, and whether one did.
fn strip<'t>(text: &'t str, words: &Words) -> (&'t str, bool) {
    words
        .beginning(text)
        .and_then(|word| text.strip_prefix(word))
        .map_or((text, false), |rest| (rest, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_where_they_are_stated() {
        let context = Context {
            year: Some(2012),
            period_start: Some(2011),
            period_end: Some(2015),
            ..Context::default()
        };
        for (clause, expected) in [
            ("到2015年", Some((None, Some(2015), "到2015年"))),
            ("2015年", Some((None, Some(2015), "2015年"))),
            (
                "力争到２０２０年底",
                Some((None, Some(2020), "力争到２０２０年底")),
            ),
            (
                "“十二五”期间",
                Some((Some(2011), Some(2015), "“十二五”期间")),
            ),
            (
                "“十五五”时期",
                Some((Some(2026), Some(2030), "“十五五”时期")),
            ),
            ("“十五”期间", Some((Some(2001), Some(2005), "“十五”期间"))),
            ("到“十四五”末", Some((None, Some(2025), "到“十四五”末"))),
            ("2021—2023年", Some((Some(2021), Some(2023), "2021—2023年"))),
            ("全年新增", Some((Some(2012), Some(2012), "全年"))),
            ("未来五年", Some((Some(2011), Some(2015), "未来五年"))),
            ("到二○一五年", Some((None, Some(2015), "到二○一五年"))),
            ("比2010年提高", None),
            ("比“十一五”期末降低", None),
            ("“十二五”规划", None),
            ("完成2012年度", None),
        ] {
            let read = stated(clause, &context).map(|(period, range)| {
                (
                    period.start,
                    period.end,
                    clause.get(range.start..range.end).unwrap(),
                )
            });
            assert_eq!(read, expected, "{clause}");
        }
    }
}
