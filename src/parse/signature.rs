//! The signature: the body that signs and the date below it.

use super::head;
use super::line::{CLOSING, OPENING, slice, trimmed_of};
use super::paragraph::{Paragraph, Place};
use crate::model::{Date, OutlineHead, TextRange};
use crate::text::numeral;

/// Words that close the name of a body that signs.
const ISSUER_ENDS: &[&str] = &[
    "政府",
    "办公厅",
    "办公室",
    "委员会",
    "国务院",
    "厅",
    "局",
    "委",
    "部",
    "院",
    "会",
    "办",
    "署",
    "队",
    "大学",
    "公司",
    "集团",
    "中心",
    "小组",
];

/// The longest name, in characters, of a body that signs.
const LONGEST_ISSUER: usize = 40;

/// The longest line, in characters, of bodies that sign together.
const LONGEST_SIGNATURE: usize = 80;

/// Finds the date of signature and the bodies above it, from paragraph `zone` on, and what a cover notice prints after
/// them. Gives the place of the date.
pub(super) fn read(
    text: &str,
    paragraphs: &mut [Paragraph],
    zone: usize,
    head: &mut OutlineHead,
) -> Option<usize> {
    let dates: Vec<_> = (zone..paragraphs.len())
        .filter_map(|index| {
            let paragraph = paragraphs.get(index).filter(|p| p.is_plain())?;
            Some((index, whole_date(text, paragraph.range)?))
        })
        .collect();
    let issuer_above = |index: usize| {
        let mut above = index.checked_sub(1)?;
        if paragraphs
            .get(above)
            .is_some_and(|p| tells_seal(slice(text, p.range)))
        {
            above = above.checked_sub(1)?;
        }
        let paragraph = paragraphs.get(above).filter(|p| p.is_plain())?;
        signs(slice(text, paragraph.range)).then_some(above)
    };
    let signed = dates
        .iter()
        .find_map(|&(index, date)| Some((index, date, Some(issuer_above(index)?))))
        .or_else(|| dates.last().map(|&(index, date)| (index, date, None)));
    let (at, date, issuer) = signed?;
    head.issued_on = Some(date);
    if let Some(paragraph) = paragraphs.get_mut(at) {
        paragraph.place = Place::Head;
    }
    // Bodies that sign together stand one below the other.
    let mut issuer = issuer;
    while let Some(index) = issuer {
        if let Some(paragraph) = paragraphs.get_mut(index) {
            paragraph.place = Place::Head;
            head.issuer = Some(first_issuer(text, paragraph.range));
        }
        issuer = index.checked_sub(1).filter(|&above| {
            paragraphs
                .get(above)
                .is_some_and(|p| p.is_plain() && signs(slice(text, p.range)))
                && paragraphs.get(index).is_some_and(|p| !p.after_blank)
        });
    }
    let after = paragraphs.get_mut(at + 1..).unwrap_or_default();
    let is_inner_title = after.iter().any(Paragraph::is_structured);
    let ends_head = |p: &Paragraph| {
        let is_title = head::closes_title(slice(text, p.range));
        p.is_structured() || (p.marker.is_some() && !is_title)
    };
    for paragraph in after.iter_mut().take_while(|p| !ends_head(p)) {
        // A row is no inner title.
        if paragraph.is_plain() && !paragraph.is_row(text) {
            paragraph.place = if is_inner_title {
                Place::Head
            } else {
                Place::Unread
            };
        }
    }
    Some(at)
}

/// Whether a line says whose seal stands for that of the body above it: （市农委代章）.
fn tells_seal(line: &str) -> bool {
    let is_bracketed = line.starts_with(OPENING) && line.ends_with(CLOSING);
    is_bracketed && line.contains("代章")
}

/// Whether a line names the body that signs, or several of them.
pub(super) fn signs(line: &str) -> bool {
    is_issuer(line) || are_issuers(line)
}

/// Whether a line is names of bodies with white space between them: 教育部　财政部. A word that closes such a name is
/// none: 市政府 办公室.
fn are_issuers(line: &str) -> bool {
    line.chars().nth(LONGEST_SIGNATURE).is_none()
        && line
            .split_whitespace()
            .all(|name| is_issuer(name) && !ISSUER_ENDS.contains(&name))
}

/// The first of several names on one line.
pub(super) fn first_issuer(text: &str, line: TextRange) -> TextRange {
    const SHORTEST: usize = 4;
    let printed = slice(text, line);
    let first = printed.split_whitespace().next().unwrap_or_default();
    let is_long = first.chars().nth(SHORTEST - 1).is_some();
    let is_name = is_issuer(first) && (is_long || are_issuers(printed));
    let length = if is_name { first.len() } else { printed.len() };
    TextRange::new(line.start, line.start + length)
}

/// Whether a line is the name of a body that may sign.
pub(super) fn is_issuer(line: &str) -> bool {
    line.chars().nth(LONGEST_ISSUER).is_none()
        && line.chars().nth(2).is_some()
        && !line.contains(['。', '，', '：', '；', '、', ':', ','])
        && ISSUER_ENDS.iter().any(|word| line.ends_with(word))
}

/// Whether a line is the imprint at the foot of the last page: 凤阳县人民政府办公室　　2015年3月6日印发.
///
/// It tells who printed the notice and when, which is some days after its date (GB/T 9704-2012, 7.4.3).
pub(super) fn is_imprint(line: &str) -> bool {
    line.strip_suffix("印发").is_some_and(|printed| {
        let spaces = printed.match_indices(char::is_whitespace);
        let mut parts = spaces.filter_map(|(at, _)| printed.split_at_checked(at));
        is_date(printed) || parts.any(|(name, date)| is_issuer(name.trim_end()) && is_date(date))
    })
}

/// The date that a line is, brackets around it left out.
pub(super) fn whole_date(text: &str, line: TextRange) -> Option<TextRange> {
    let date = trimmed_of(text, line, |character| "（）()".contains(character));
    is_date(slice(text, date)).then_some(date)
}

/// Whether a stretch is a date, or one with the time of day: 2007-12-24 20:49:00.
pub(super) fn opens_date(text: &str, range: TextRange) -> bool {
    let printed = slice(text, range);
    let (day, time) = printed.rsplit_once(' ').unwrap_or((printed, ""));
    let is_time =
        time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || ":.".contains(c));
    is_date(printed) || (is_time && is_date(day))
}

/// 2012年2月17日, 二○一二年二月十七日, 2007-12-24.
fn is_date(printed: &str) -> bool {
    const LONGEST: usize = 64;
    if printed.len() > LONGEST {
        return false;
    }
    let tight: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
    let number = |text: &str| numeral::integer(text).and_then(|n| u16::try_from(n).ok());
    let han = || {
        let (year, rest) = tight.split_once('年')?;
        let (month, day) = rest.strip_suffix('日')?.split_once('月')?;
        let (month, day) = (number(month)?, number(day)?);
        Date::new(
            number(year)?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    };
    tight.parse::<Date>().is_ok() || han().is_some()
}
