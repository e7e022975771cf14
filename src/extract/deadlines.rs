//! Deadlines: dated, recurring, ongoing.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::calendar;
use crate::model::{Date, Recurrence, TextRange};
use crate::text::numeral;

/// A deadline as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its words, in bytes of the text.
    pub(super) range: TextRange,
    /// The day of a single one.
    pub(super) date: Option<Date>,
    /// The rule of a recurring one.
    pub(super) recurrence: Option<Recurrence>,
    /// Whether it is ongoing.
    pub(super) is_ongoing: bool,
    /// Whether its year is the plan's because none is printed.
    pub(super) is_year_assumed: bool,
}

/// What closes the words of a day in running text by which something is due.
const BEFORE: char = '前';

/// A number of days, months or years.
const NUMBER: &str = "[0-9０-９○〇零一二三四五六七八九十]";

static DATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:(?P<year>{NUMBER}{{4}})年)?(?:(?P<month>{NUMBER}{{1,3}})月(?:份)?(?:(?P<day>{NUMBER}{{1,3}})日|(?P<third>[上中下])旬|底|末)?\
         |第?(?P<quarter>[1-4一二三四])季度(?:底|末)?|(?P<half>[上下])半年|(?P<end>年?底|年?末|年内))(?P<before>之?前|以前)?"
    ))
});

static RECURRING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "每(?:个)?(?:(?P<yearly>年)度?(?:(?P<month>{NUMBER}{{1,3}})月(?:份)?|年?(?P<end>底|末))?\
         |(?P<quarterly>季度?)(?:末月|末|底)?|(?P<monthly>月)(?:末|底)?)(?:(?P<day>{NUMBER}{{1,3}})日|底|末)?(?P<before>之?前)?"
    ))
});

static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
    let year = format!("(?:1|2|１|２|一|二){NUMBER}{{3}}");
    pattern(&format!(
        "^(?:力争|争取|确保)?(?:到|至|于|在)?(?P<date>(?:{year}年?(?:[./][0-9]{{1,2}}){{0,2}}[-—–－~～至]+)?(?P<year>{year})\
         (?:[-./](?P<month>[0-9]{{1,2}})(?:[-./](?P<day>[0-9]{{1,2}}))?|年(?:度|全年)?)?)(?:之?前|全部|基本|完成|建成|竣工|投产|通车|运营|投入使用|实施)*$"
    ))
});

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^(?P<date>(?P<month>[0-9]{1,2})[.．](?P<day>[0-9]{1,2})之?前)完?成?$")
});

/// Words of deadlines that never end.
const ONGOING: &[&str] = &[
    "长期坚持",
    "长期推进",
    "持续推进",
    "持续实施",
    "常态化推进",
    "常态化",
    "长期",
    "全年",
    "持续",
];

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the patterns of this file are valid")
}

/// The deadline that a statement prints: its last date, else how often, else that it is ongoing.
pub(super) fn stated(text: &str, year: Option<u16>) -> Option<Found> {
    let recurring = recurring(text);
    // A day without a year is one of several in each: 每年3月底、9月底前.
    let recurs = |found: &Found| {
        let first = recurring.first();
        found.is_year_assumed && first.is_some_and(|first| first.range.start < found.range.start)
    };
    dated(text, year)
        .filter(|found| !within(&recurring, found.range) && !recurs(found))
        .last()
        .or_else(|| recurring.into_iter().next())
        .or_else(|| ongoing(text))
        .or_else(|| of_figures(text))
        .or_else(|| of_day(text, year))
        .or_else(|| of_five_years(text))
}

/// The end of the five years that are all of a deadline: “十三五”期间.
fn of_five_years(text: &str) -> Option<Found> {
    const BEHIND: [&str; 6] = ["期间", "时期", "期内", "期末", "末", "规划期"];
    let words = text.trim();
    let named = words.trim_start_matches('“');
    let ((_, last), length) = calendar::short_name(named)?;
    let behind = named.get(length..)?.trim_start_matches('”');
    let behind = behind.trim_end_matches("完成").trim_end_matches(BEFORE);
    let start = text.len() - text.trim_start().len();
    let date = Date::end_of_month(last, 12).filter(|_| BEHIND.contains(&behind))?;
    Some(Found {
        range: TextRange::new(start, start + words.len()),
        date: Some(date),
        recurrence: None,
        is_ongoing: false,
        is_year_assumed: false,
    })
}

/// A day of the year in figures alone: 12.31前.
fn of_day(text: &str, year: Option<u16>) -> Option<Found> {
    let captures = DAY.captures(text)?;
    let small = |name| number(&captures, name).and_then(|value| u8::try_from(value).ok());
    let date = captures.name("date")?;
    Some(Found {
        range: TextRange::new(date.start(), date.end()),
        date: Some(Date::new(year?, small("month")?, small("day")?)?),
        recurrence: None,
        is_ongoing: false,
        is_year_assumed: true,
    })
}

/// A deadline in figures alone: 2022.6.30, 2022-06, 2016—2020年.
fn of_figures(text: &str) -> Option<Found> {
    let captures = FIGURES.captures(text)?;
    let year = number(&captures, "year")?;
    let small = |name| number(&captures, name).and_then(|value| u8::try_from(value).ok());
    let date = match (small("month"), small("day")) {
        (Some(month), Some(day)) => Date::new(year, month, day),
        (month, _) => Date::end_of_month(year, month.unwrap_or(12)),
    };
    Some(Found {
        range: captures
            .name("date")
            .map(|found| TextRange::new(found.start(), found.end()))?,
        date: Some(date?),
        recurrence: None,
        is_ongoing: false,
        is_year_assumed: false,
    })
}

/// The deadlines of duties in running text: dates and recurring days that say 前.
pub(super) fn of_duties(text: &str, year: Option<u16>) -> Vec<Found> {
    if !text.contains(BEFORE) {
        return Vec::new();
    }
    let mut found: Vec<_> = recurring(text)
        .into_iter()
        .filter(|found| says_before(text, found))
        .collect();
    let single: Vec<_> = single(text, year)
        .filter(|dated| !within(&found, dated.range))
        .collect();
    found.extend(single);
    found.sort_by_key(|found| found.range);
    found
}

/// The deadline of a task without one in its statement: the only date with 前 in its text.
pub(super) fn of_task(text: &str, year: Option<u16>) -> Option<Found> {
    if !text.contains(BEFORE) {
        return None;
    }
    let recurring = recurring(text);
    let mut dates = single(text, year).filter(|found| !within(&recurring, found.range));
    let first = dates.next()?;
    dates.next().is_none().then_some(first)
}

fn single(text: &str, year: Option<u16>) -> impl Iterator<Item = Found> {
    dated(text, year).filter(|found| says_before(text, found))
}

fn says_before(text: &str, found: &Found) -> bool {
    text.get(found.range.start..found.range.end)
        .is_some_and(|words| words.ends_with(BEFORE))
}

fn within(found: &[Found], range: TextRange) -> bool {
    found.iter().any(|found| found.range.contains(range))
}

fn dated(text: &str, year: Option<u16>) -> impl Iterator<Item = Found> {
    DATED.captures_iter(text).filter_map(move |captures| {
        let range = range(&captures)?;
        let printed = number(&captures, "year");
        // What goes on within the year has no day: 年内持续推进.
        let goes_on = text
            .get(range.end..)
            .is_some_and(|rest| ONGOING.iter().any(|word| rest.starts_with(word)));
        if goes_on
            && captures
                .name("end")
                .is_some_and(|end| end.as_str() == "年内")
        {
            return None;
        }
        let is_bare = captures
            .name("end")
            .is_some_and(|end| !end.as_str().starts_with('年'));
        if is_bare && printed.is_none() {
            return None;
        }
        let date = date(&captures, printed.or(year)?)?;
        Some(Found {
            range,
            date: Some(date),
            recurrence: None,
            is_ongoing: false,
            is_year_assumed: printed.is_none(),
        })
    })
}

/// The last day of what is printed: of a day, a third of a month, a month, a quarter, a half or a whole year.
fn date(captures: &Captures<'_>, year: u16) -> Option<Date> {
    let small = |name| number(captures, name).and_then(|value| u8::try_from(value).ok());
    if let Some(month) = small("month") {
        return match small("day") {
            Some(day) => Date::new(year, month, day),
            None => match captures.name("third").map(|third| third.as_str()) {
                Some("上") => Date::new(year, month, 10),
                Some("中") => Date::new(year, month, 20),
                _ => Date::end_of_month(year, month),
            },
        };
    }
    if let Some(half) = captures.name("half") {
        return Date::end_of_month(year, if half.as_str() == "上" { 6 } else { 12 });
    }
    match small("quarter") {
        Some(quarter) => Date::end_of_month(year, quarter.checked_mul(3)?),
        None => Date::end_of_month(year, 12),
    }
}

fn recurring(text: &str) -> Vec<Found> {
    if !text.contains('每') {
        return Vec::new();
    }
    RECURRING
        .captures_iter(text)
        .filter_map(|captures| {
            let day =
                number(&captures, "day").map_or_else(|| "-1".to_owned(), |day| day.to_string());
            let rule = if captures.name("yearly").is_some() {
                let month = number(&captures, "month").unwrap_or(12);
                format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}")
            } else if captures.name("quarterly").is_some() {
                format!("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY={day}")
            } else {
                format!("FREQ=MONTHLY;BYMONTHDAY={day}")
            };
            Some(Found {
                range: range(&captures)?,
                date: None,
                recurrence: Some(Recurrence(rule)),
                is_ongoing: false,
                is_year_assumed: false,
            })
        })
        .collect()
}

fn ongoing(text: &str) -> Option<Found> {
    ONGOING.iter().find_map(|word| {
        let start = text.find(word)?;
        Some(Found {
            range: TextRange::new(start, start + word.len()),
            date: None,
            recurrence: None,
            is_ongoing: true,
            is_year_assumed: false,
        })
    })
}

fn range(captures: &Captures<'_>) -> Option<TextRange> {
    captures
        .get(0)
        .map(|found| TextRange::new(found.start(), found.end()))
}

fn number(captures: &Captures<'_>, name: &str) -> Option<u16> {
    captures
        .name(name)
        .and_then(|found| numeral::integer(found.as_str()))
        .and_then(|value| u16::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, found: &Found) -> (String, String) {
        let words = text.get(found.range.start..found.range.end).unwrap();
        let value = match (&found.date, &found.recurrence) {
            (Some(date), _) => date.to_string(),
            (None, Some(rule)) => rule.0.clone(),
            (None, None) => "ongoing".to_owned(),
        };
        (words.to_owned(), value)
    }

    #[test]
    fn a_statement_says_when() {
        let check = |text, expected: Option<(&str, &str)>| {
            let found = stated(text, Some(2019)).map(|found| words(text, &found));
            let expected = expected.map(|(text, value)| (text.to_owned(), value.to_owned()));
            assert_eq!(found, expected, "{text}");
        };
        check("2016年10月底前", Some(("2016年10月底前", "2016-10-31")));
        check("12月底前完成", Some(("12月底前", "2019-12-31")));
        check("12.31前", Some(("12.31前", "2019-12-31")));
        check("3.5", None);
        check("力争2017年建成通车", Some(("2017年", "2017-12-31")));
        check("2017年建成全国文明城市", None);
        check("“十三五”期间", Some(("“十三五”期间", "2020-12-31")));
        check("“十三五”末完成", Some(("“十三五”末完成", "2020-12-31")));
        check("“十三五”规划", None);
        check("2017年底前完成", Some(("2017年底前", "2017-12-31")));
        check("2022年第二季度", Some(("2022年第二季度", "2022-06-30")));
        check("2022年3月至2023年5月", Some(("2023年5月", "2023-05-31")));
        check(
            "二○一三年六月三十日前",
            Some(("二○一三年六月三十日前", "2013-06-30")),
        );
        check(
            "每年11月底前",
            Some(("每年11月底前", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=-1")),
        );
        check(
            "每季度末",
            Some(("每季度末", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")),
        );
        check("上半年", Some(("上半年", "2019-06-30")));
        check("2020年下半年", Some(("2020年下半年", "2020-12-31")));
        check("6月中旬前", Some(("6月中旬前", "2019-06-20")));
        check("2020年", Some(("2020年", "2020-12-31")));
        check("2016—2020年", Some(("2016—2020年", "2020-12-31")));
        check("2022.3-2022.11", Some(("2022.3-2022.11", "2022-11-30")));
        check(
            "每年3月底、9月底前",
            Some(("每年3月底", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1")),
        );
        check("常态化开展", Some(("常态化", "ongoing")));
        check("2022.6.30前", Some(("2022.6.30", "2022-06-30")));
        check("2022-06", Some(("2022-06", "2022-06-30")));
        check("2020年启动", None);
        check("长期坚持", Some(("长期坚持", "ongoing")));
        check("持续推进", Some(("持续推进", "ongoing")));
        check("年内持续推进", Some(("持续推进", "ongoing")));
        check("省财政厅", None);
    }

    #[test]
    fn running_text_is_due_only_where_it_says_so() {
        let check = |text, expected: &[(&str, &str)]| {
            let found: Vec<_> = of_duties(text, Some(2012))
                .iter()
                .map(|f| words(text, f))
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|&(text, value)| (text.to_owned(), value.to_owned()))
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "要在2012年3月底前提出方案",
            &[("2012年3月底前", "2012-03-31")],
        );
        check(
            "在每年2月底前将上年度进展报送",
            &[("每年2月底前", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1")],
        );
        check("到2015年，全省达到", &[]);
        check("每季度公布排名", &[]);
        assert_eq!(of_task("3月底前开工，9月底前完成", Some(2012)), None);
    }
}
