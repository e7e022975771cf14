//! Dates and planning periods in all the forms that notices print.

use crate::model::{Date, TextRange};
use crate::text::numeral;

/// The date that a text is: 二○一二年二月十七日, 2012年2月17日, 2012-02-17, 20120217.
pub(super) fn date(text: &str) -> Option<Date> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<&str> = text
        .split(['年', '月', '日', '-', '/', '.', '－'])
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str| u16::try_from(numeral::integer(part)?).ok();
    let small = |part: &str| u8::try_from(numeral::integer(part)?).ok();
    match parts[..] {
        [year, month, day] => Date::new(number(year)?, small(month)?, small(day)?),
        [compact] if compact.len() == 8 => Date::new(
            number(compact.get(..4)?)?,
            small(compact.get(4..6)?)?,
            small(compact.get(6..)?)?,
        ),
        _ => None,
    }
}

/// The first five-year period that a text names, as its ordinal makes it: 第十二个五年规划 and “十二五” are 2011 to 2015. Those
/// that were over `from` that year do not count.
pub(super) fn five_years(text: &str, from: Option<u16>) -> Option<(TextRange, u16, u16)> {
    let marks = [("第", "个五年"), ("“", "五”")];
    let is_over = |last: u16| from.is_some_and(|year| last < year);
    marks.iter().find_map(|(before, after)| {
        text.match_indices(after).find_map(|(at, _)| {
            let head = text.get(..at)?;
            let start = head.rfind(before)?;
            let ordinal = numeral::integer(head.get(start + before.len()..)?)?;
            let (first, last) = years_of_plan(ordinal).filter(|&(_, last)| !is_over(last))?;
            Some((TextRange::new(start, at + after.len()), first, last))
        })
    })
}

/// The years of the five-year plan with this ordinal: the sixth begins in 1981. `None` for the five before it, whose years
/// are irregular and history, and for those that nobody speaks of yet.
pub(super) fn years_of_plan(ordinal: u64) -> Option<(u16, u16)> {
    let ordinal = u16::try_from(ordinal).ok();
    let first = 1951 + 5 * ordinal.filter(|ordinal| (6..=30).contains(ordinal))?;
    Some((first, first + 4))
}

/// The years of the five-year plan whose short name opens a text, 十二五 or 十五五, and how long the name is.
pub(super) fn short_name(text: &str) -> Option<((u16, u16), usize)> {
    let mut near = text.char_indices().take(4);
    let (end, five) = near.find(|(_, character)| *character == '五')?;
    // 十五五 ends in the second 五, 十五 in the first.
    let is_double = text.get(end..)?.starts_with("五五");
    let length = end + if is_double { "五五" } else { "五" }.len();
    let ordinal = text.get(..length)?.strip_suffix(five)?;
    Some((years_of_plan(numeral::integer(ordinal)?)?, length))
}

/// The short names of the five-year plans since the eighth.
const SHORT_NAMES: [&str; 11] = [
    "八五",
    "九五",
    "十五",
    "十一五",
    "十二五",
    "十三五",
    "十四五",
    "十五五",
    "十六五",
    "十七五",
    "十八五",
];

/// What the five-year plan of these years is called; `None` where they are no such five.
pub(crate) fn name_of_five_years(first: u16, last: u16) -> Option<&'static str> {
    let years_of = |name| short_name(name).map(|(years, _)| years);
    let mut names = SHORT_NAMES.into_iter();
    names.find(|name| years_of(name) == Some((first, last)))
}

/// The first year that a text names: 2013 in 关于分解下达2013年….
pub(super) fn year(text: &str) -> Option<(TextRange, u16)> {
    text.match_indices('年').find_map(|(at, mark)| {
        let digits = text.get(..at)?;
        let start = at.checked_sub(4)?;
        let year = digits.get(start..)?.parse().ok()?;
        (1990..2100)
            .contains(&year)
            .then_some((TextRange::new(start, at + mark.len()), year))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_every_form() {
        for text in [
            "二○一二年二月十七日",
            "二〇一二年二月十七日",
            "2012年2月17日",
            "2012 年 2 月 17 日",
            "20120217",
            "2012-02-17",
        ] {
            assert_eq!(
                date(text).map(|date| date.to_string()),
                Some("2012-02-17".to_owned()),
                "{text}"
            );
        }
        for text in ["", "二月十七日", "年年底前", "2012年13月1日"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn an_ordinal_names_five_years() {
        let check = |text, expected| {
            let found = five_years(text, None).map(|(_, first, last)| (first, last));
            assert_eq!(found, expected, "{text}");
        };
        check(
            "《辽宁省国民经济和社会发展第十二个五年规划纲要》",
            Some((2011, 2015)),
        );
        check("关于分解“十四五”规划的通知", Some((2021, 2025)));
        check("关于2013年工作的通知", None);
        check("关于第二万个五年规划的通知", None);
        check("关于第13118个五年规划的通知", None);
        check("关于第五个五年计划的通知", None);
        let text = "“十五”增长10%，“十一五”增长9%";
        let from = |year| five_years(text, year).map(|(_, first, _)| first);
        assert_eq!(from(None), Some(2001));
        assert_eq!(from(Some(2006)), Some(2006));
        assert_eq!(from(Some(2011)), None);
        assert_eq!(name_of_five_years(2011, 2015), Some("十二五"));
        assert_eq!(name_of_five_years(2026, 2030), Some("十五五"));
        assert_eq!(name_of_five_years(2011, 2014), None);
        assert_eq!(
            year("关于2013年工作的通知").map(|(_, year)| year),
            Some(2013)
        );
    }
}
