//! Numbers and times in a question: 第五章, 前十名, 2015年, 2012年3月底前.

use super::amounts::{Amount, compared};
use super::lacking::strip;
use super::lexer::{Bound, Kind};
use super::reading::Rank;
use crate::model::Date;
use crate::text::numeral;

/// Closes a time that something is due by.
const BEFORE: &[&str] = &["以前", "之前", "前"];

/// What may follow a year or a month without another meaning: its end.
const ENDS: &[&str] = &["年底", "年末", "底", "末"];

/// Opens a place in a ranking.
const PLACED: &[&str] = &["排名", "排在", "排", "位居", "位列", "居"];

/// Says from which end of a ranking the first ones are.
const ENDS_OF_RANKING: &[(&str, Rank)] = &[("最多的", Rank::Most), ("最少的", Rank::Least)];

/// Follows the number of what is ranked.
const COUNTED: &[char] = &['名', '位', '个', '家', '项'];

/// Says that a number is no more and no less.
const EXACTLY: &[&str] = &["只有", "仅有", "正好", "恰好", "刚好", "只", "仅"];

/// Stands between the first and the last of several chapters.
const TO: &[&str] = &["到", "至", "-", "~"];

/// Stands between chapters that are listed.
const LISTED: &[&str] = &["、", "和", "与", "及"];

/// The most chapters that one word names.
pub(super) const MOST_CHAPTERS: usize = 50;

/// What a text begins with, and in how many bytes: 第五章, 2015年, 前十名.
pub(super) fn number(text: &str) -> Option<(Kind, usize)> {
    let from = |tail: &str| text.len() - tail.len();
    if let Some((numbers, tail)) = chapters(text) {
        return Some((Kind::Chapters(numbers), from(tail)));
    }
    if let Some((number, tail)) = ordinal(text) {
        if let Some(tail) = tail.strip_prefix('节') {
            return Some((Kind::SectionNumber(number), from(tail)));
        }
        if let Some(tail) = tail.strip_prefix('项') {
            return Some((Kind::TaskNumber(number), from(tail)));
        }
    }
    if let Some((place, rank, tail)) = place(text) {
        return Some((Kind::Nth(place, rank), from(tail)));
    }
    if let Some((first, tail)) = first(text) {
        return Some((first, from(tail)));
    }
    if let Some((amount, tail)) = Amount::at(text) {
        return Some((Kind::Amount(amount), from(tail)));
    }
    if let Some((bound, tail)) = bound(text) {
        return Some((Kind::Bound(bound), from(tail)));
    }
    let opened = text
        .strip_prefix("到")
        .or_else(|| text.strip_prefix("截至"))
        .unwrap_or(text);
    let (year, tail) = year(opened)?;
    if let Some((date, tail)) = due(year, tail) {
        return Some((Kind::Due(date), from(tail)));
    }
    Some((Kind::Year(year), from(without(tail, ENDS))))
}

/// 第五章, 第二、三章, and all from the first to the last of 第一章到第三章 and 第一至三章.
fn chapters(text: &str) -> Option<(Vec<u32>, &str)> {
    let (first, tail) = ordinal(text)?;
    let mut numbers = vec![first];
    let mut rest = tail.strip_prefix('章').unwrap_or(tail);
    let closed = |text| {
        let (last, tail) = numbered(text)?;
        Some((last, tail.strip_prefix('章')?))
    };
    if let Some((last, tail)) = strip(rest, TO).and_then(closed) {
        numbers = (first..=last).take(MOST_CHAPTERS + 1).collect();
        // 第三章到第一章 says nothing.
        let is_range = (2..=MOST_CHAPTERS).contains(&numbers.len());
        return is_range.then_some((numbers, tail));
    }
    if rest.len() < tail.len() {
        return Some((numbers, rest));
    }
    while let Some((number, tail)) = strip(rest, LISTED).and_then(numbered) {
        numbers.push(number);
        rest = tail;
    }
    Some((numbers, rest.strip_prefix('章')?))
}

/// 第三.
fn ordinal(text: &str) -> Option<(u32, &str)> {
    let (number, tail) = integer(text.strip_prefix('第')?)?;
    Some((u32::try_from(number).ok()?, tail))
}

/// 第三, or 三 behind a first one.
fn numbered(text: &str) -> Option<(u32, &str)> {
    ordinal(text).or_else(|| {
        let (number, tail) = integer(text)?;
        Some((u32::try_from(number).ok()?, tail))
    })
}

/// 第二多, 第三名, 排名第三, 第二少: a place in a ranking, from which end, and what follows.
fn place(text: &str) -> Option<(usize, Rank, &str)> {
    let from_below = text.strip_prefix("倒数");
    let opened = from_below.or_else(|| strip(text, PLACED));
    let (place, tail) = ordinal(opened.unwrap_or(text))?;
    let place = usize::try_from(place).ok().filter(|place| *place > 0)?;
    if let Some(tail) = tail.strip_prefix('少') {
        return Some((place, Rank::Least, tail));
    }
    if from_below.is_some() {
        return Some((place, Rank::Least, tail));
    }
    // 第二 by itself is no place in a ranking: 第二产业.
    let closed = tail.strip_prefix(['多', '名', '位']);
    let tail = closed.or(opened.map(|_| tail))?;
    Some((place, Rank::Most, tail))
}

/// 前三, 排前三, 位居前五, 倒数前三, 最多的三个, 哪三家: the first of a ranking, from which end where that is said, and what follows.
fn first(text: &str) -> Option<(Kind, &str)> {
    let ranked = strip(text, PLACED).unwrap_or(text);
    let from_below = ranked.strip_prefix("倒数");
    let rank = from_below.map(|_| Rank::Least);
    if let Some((number, tail)) = from_below
        .unwrap_or(ranked)
        .strip_prefix('前')
        .and_then(integer)
    {
        let tail = tail.strip_prefix(COUNTED).unwrap_or(tail);
        return Some((Kind::First(usize::try_from(number).ok()?, rank), tail));
    }
    let (opened, rank) = match text.strip_prefix('哪') {
        Some(opened) => (opened, None),
        None => ENDS_OF_RANKING
            .iter()
            .find_map(|(word, rank)| Some((text.strip_prefix(word)?, Some(*rank))))?,
    };
    let (number, tail) = integer(opened)?;
    let number = usize::try_from(number).ok()?;
    // 哪一章, 哪一个 and 哪两个 ask for what they name and for pairs.
    let (tail, fewest) = match tail.strip_prefix(COUNTED) {
        Some(tail) => (tail, 3),
        None => (tail.starts_with(['章', '节', '市']).then_some(tail)?, 2),
    };
    let is_enough = rank.is_some() || number >= fewest;
    is_enough.then_some((Kind::First(number, rank), tail))
}

/// 超过5项, 至少3项, 不足3项, 5项以上, 3到5项, 只有一项, 三项.
fn bound(text: &str) -> Option<(Bound, &str)> {
    let of_tasks = |text| {
        let (number, tail) = integer(text)?;
        Some((number, tail.strip_prefix(['项', '件', '条', '次'])?))
    };
    if let Some((side, number, tail)) = compared(text, of_tasks) {
        return Some((side.bound(number), tail));
    }
    let opened = strip(text, EXACTLY).unwrap_or(text);
    if let Some((number, tail)) = of_tasks(opened) {
        let (least, most) = (number, number);
        return Some((Bound { least, most }, tail));
    }
    let (least, tail) = integer(text)?;
    let (most, tail) = of_tasks(strip(tail, TO)?)?;
    let tail = tail.strip_prefix("之间").unwrap_or(tail);
    (least <= most).then_some((Bound { least, most }, tail))
}

/// Whether the number of a stretch is said without a word for its side: 三项.
pub(super) fn is_bare(text: &str) -> bool {
    text.starts_with(|c| numeral::digit(c).is_some() || numeral::scale(c).is_some())
}

/// The last day of 年底前, 3月底前, 6月30日前 and the like behind a year; what is said of 2015年以前 goes for all of 2015.
fn due(year: u16, text: &str) -> Option<(Date, &str)> {
    let in_month = integer(text).and_then(|(month, tail)| {
        let month = u8::try_from(month).ok()?;
        Some((month, tail.strip_prefix('月')?))
    });
    let (date, tail) = match in_month {
        None => (Date::new(year, 12, 31), without(text, ENDS)),
        Some((month, tail)) => {
            if let Some((day, tail)) = integer(tail) {
                let day = u8::try_from(day).ok()?;
                (
                    Date::new(year, month, day),
                    tail.strip_prefix(['日', '号'])?,
                )
            } else {
                let mut days = (28..=31).rev();
                let last = days.find_map(|day| Date::new(year, month, day));
                (last, without(tail, ENDS))
            }
        }
    };
    let tail = BEFORE.iter().find_map(|word| tail.strip_prefix(word))?;
    // 2015年前三名 is no time.
    let is_rank = integer(tail).is_some();
    date.filter(|_| !is_rank).map(|date| (date, tail))
}

fn year(text: &str) -> Option<(u16, &str)> {
    let digits = text.get(..4)?;
    let tail = text.get(4..)?.strip_prefix('年')?;
    let year = digits.parse::<u16>().ok()?;
    (1900..2200).contains(&year).then_some((year, tail))
}

fn without<'t>(text: &'t str, words: &[&str]) -> &'t str {
    words
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text)
}

/// The number that a text begins with.
pub(super) fn integer(text: &str) -> Option<(u64, &str)> {
    let length: usize = text
        .chars()
        .take_while(|c| numeral::digit(*c).is_some() || numeral::scale(*c).is_some())
        .map(char::len_utf8)
        .sum();
    let digits = text.get(..length).filter(|digits| !digits.is_empty())?;
    // 两三项 and 三五个 are about as many; behind a zero a digit has its own place: 一百零三.
    let is_han = |c: char| !c.is_ascii() && numeral::digit(c).is_some_and(|digit| digit > 0);
    let mut both = digits.chars().zip(digits.chars().skip(1));
    if both.any(|(one, other)| is_han(one) && is_han(other)) {
        return None;
    }
    Some((numeral::integer(digits)?, text.get(length..)?))
}
