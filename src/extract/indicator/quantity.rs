//! Quantities in a clause: number, scale and measure word, with the comparator behind them.

use super::clause::depth_after;
use super::lead::Lead;
use super::number::{self, Number, is_arabic, is_han_numeral};
use super::unit::{self, Class, Unit};
use super::words::{self, AFTER_NUMBER, Words};
use crate::model::{Comparator, TextRange};
use crate::text::numeral;

/// A number with its measure word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantity {
    /// From the first figure to the last byte of the comparator behind the unit.
    pub(super) range: TextRange,
    pub(super) value: f64,
    pub(super) value_max: Option<f64>,
    pub(super) normalized_value: f64,
    pub(super) normalized_value_max: Option<f64>,
    /// The unit as printed, scale included.
    pub(super) unit: String,
    pub(super) normalized_unit: String,
    pub(super) class: Class,
    /// 以上, 以内, 左右, 多.
    pub(super) comparator: Option<Comparator>,
    pub(super) is_han: bool,
    /// A scale alone: a quantity only behind a comparator (超百亿元).
    pub(super) is_bare: bool,
}

/// The power of ten from which people are counted without a measure word: 万.
const MYRIADS: u32 = 4;

/// The highest number of a 类 that judges something: 劣Ⅴ类 is the last of water, and no standard has more than nine.
const MOST_GRADES: f64 = 9.0;

/// Smaller numbers in Han numerals stand in names and words as well: 两个, 十大.
const FEW: f64 = 20.0;

/// What stands between the ends of a range.
static RANGE_SIGNS: Words = Words::new("至 到 — – － - ～ ~ 〜 ——");

/// 多 and 余 behind a figure: somewhat more.
const SOMEWHAT_MORE: [char; 2] = ['多', '余'];

/// What makes a name or an ordinal of the number behind it.
const MAKES_NAME: &str = "第×xX*.．/#＃〔每";

/// The same of Han numerals alone: 数百个, but 托位数4.5个.
const MAKES_VAGUE: [char; 2] = ['数', '几'];

/// What something does by which it becomes twice as much: 翻番, 翻两番.
const TWOFOLD: char = '番';

/// What adds a half to a multiple: 翻一番半, 一倍半.
const HALF: char = '半';

/// What keeps 前 from making a rank of the number behind it: 目前, 年前.
const BEFORE_TIME_WORD: &str = "目之以此年月日底末提";

/// Every quantity of `clause` outside brackets and quotation marks, in order.
pub(super) fn scan(clause: &str) -> Vec<Quantity> {
    let mut quantities = Vec::new();
    let (mut depth, mut resume_at) = (0, 0);
    let (mut previous, mut before_previous) = (' ', ' ');
    for (at, character) in clause.char_indices() {
        depth = depth_after(depth, character);
        let (last, second_last) = (previous, before_previous);
        before_previous = previous;
        previous = character;
        if at < resume_at || depth > 0 {
            continue;
        }
        let rest = clause.get(at..).unwrap_or_default();
        // 产值翻番: once.
        if last == '翻' && character == TWOFOLD {
            quantities.extend(measured(rest, at, &Number::of(1), None));
        }
        if !number::opens(character) {
            continue;
        }
        let is_name = MAKES_NAME.contains(last)
            || (MAKES_VAGUE.contains(&last) && !is_arabic(character))
            || last.is_ascii_alphanumeric()
            || (last == '前' && !BEFORE_TIME_WORD.contains(second_last));
        let read = if is_name { None } else { quantity(rest, at) };
        let alone = || alone(clause, at).filter(|_| !is_name);
        let read = read.or_else(alone);
        resume_at = at
            + read.as_ref().map_or_else(
                || run_length(rest),
                |quantity| quantity.range.end - quantity.range.start,
            );
        quantities.extend(read);
    }
    quantities
}

/// The bytes of the figures at the beginning of `text`, so that no tail of a number is read as a number.
fn run_length(text: &str) -> usize {
    let is_figure = |character: char| is_arabic(character) || matches!(character, '.' | '．' | ',');
    if text.starts_with(is_arabic) {
        text.find(|character| !is_figure(character))
            .unwrap_or(text.len())
    } else {
        text.find(|character| !is_han_numeral(character))
            .unwrap_or(text.len())
            .max(1)
    }
}

fn quantity(text: &str, at: usize) -> Option<Quantity> {
    number::readings(text).into_iter().find_map(|first| {
        let behind = text.get(first.length..)?;
        range_end(behind)
            .and_then(|(gap, second)| measured(text, at, &first, Some(&(gap, second))))
            .or_else(|| measured(text, at, &first, None))
    })
}

/// Names of what is measured by a number alone.
static COEFFICIENTS: Words = Words::new("系数 指数 比值 收入比 之比 倍差 效率 死亡率");

/// Names of people: their number stands behind them, and may be one of 万 alone.
pub(super) static HEADCOUNTS: Words = Words::new("人口 人数 群众 对象 劳动力 人员");

/// The number at `at` that has no unit, as its name says what is measured: 灌溉水有效利用系数提高到0.58, 常住人口达到100万.
fn alone(clause: &str, at: usize) -> Option<Quantity> {
    let (before, rest) = clause.split_at_checked(at)?;
    let number = number::readings(rest).into_iter().next()?;
    let name = Lead::of(before).name;
    let behind = rest.get(number.length..)?;
    let (scale, power) = scale_at(behind);
    let (printed, behind) = behind.split_at_checked(scale)?;
    let has_point = number.digits.contains('.') && !number.is_han;
    let (class, normalized_unit) = if COEFFICIENTS.ending(name).is_some() {
        (has_point && power == 0).then_some((Class::Multiple, ""))?
    } else {
        HEADCOUNTS.ending(name).filter(|_| power >= MYRIADS)?;
        (Class::People, "人")
    };
    let suffix = words::longest(&AFTER_NUMBER, |words| words.beginning(behind));
    let length = suffix.map_or(0, |(_, word)| word.len());
    // 2.5:1 is a ratio.
    let is_ratio = behind.starts_with([':', '：', '∶']);
    let is_whole = !is_ratio && !behind.get(length..)?.starts_with(char::is_alphanumeric);
    is_whole.then_some(Quantity {
        range: TextRange::new(at, at + number.length + scale + length),
        value: number.times_ten_to(0)?,
        value_max: None,
        normalized_value: number.times_ten_to(power)?,
        normalized_value_max: None,
        unit: printed.to_owned(),
        normalized_unit: normalized_unit.to_owned(),
        class,
        comparator: suffix.map(|(comparator, _)| comparator),
        is_han: false,
        is_bare: false,
    })
}

/// The second number of a range, with the bytes between the two: `至2所`, `%—8%`, `万至300万`, `万亩至60万亩`.
fn range_end(behind: &str) -> Option<(usize, Number)> {
    let whole = unit_behind(behind, None).map_or(0, |(_, _, length, _)| length);
    let (scale, _) = scale_at(behind);
    let share = behind
        .get(scale..)?
        .chars()
        .next()
        .filter(|character| matches!(character, '%' | '％'))
        .map_or(0, char::len_utf8);
    let mut read = [0, scale + share, whole].into_iter();
    read.find_map(|skipped| {
        let rest = behind.get(skipped..)?;
        let sign = RANGE_SIGNS.beginning(rest)?;
        let rest = rest.get(sign.len()..)?;
        let second = number::readings(rest).into_iter().next()?;
        // 5公里至8个站点 are of two units.
        let unit = behind.get(..skipped).filter(|_| skipped == whole);
        let is_same = unit.is_none_or(|unit| {
            let behind = rest.get(second.length..);
            behind.is_some_and(|behind| behind.starts_with(unit))
        });
        is_same.then_some((skipped + sign.len(), second))
    })
}

/// The bytes and the power of ten of the scale at the beginning of `text`: 万, 千万, 万亿.
fn scale_at(text: &str) -> (usize, u32) {
    text.chars()
        .map_while(|character| {
            let factor = numeral::scale(character)?;
            Some((character.len_utf8(), factor.ilog10()))
        })
        .fold((0, 0), |(bytes, power), (length, digits)| {
            (bytes + length, power + digits)
        })
}

fn measured(
    text: &str,
    at: usize,
    first: &Number,
    second: Option<&(usize, Number)>,
) -> Option<Quantity> {
    let second_length = second.map_or(0, |(gap, number)| gap + number.length);
    let numbers_end = first.length + second_length;
    let mut behind = text.get(numbers_end..)?;
    if unit::is_within_word(text.get(..numbers_end)?, behind) {
        return None;
    }
    let mut is_more = false;
    let mut end = numbers_end;
    let skip_more = |behind: &mut &str, end: &mut usize| {
        if let Some(rest) = behind.strip_prefix(SOMEWHAT_MORE) {
            *end += behind.len() - rest.len();
            *behind = rest;
            return true;
        }
        false
    };
    is_more |= skip_more(&mut behind, &mut end);
    let spaces = behind.len() - behind.trim_start_matches(' ').len();
    behind = behind.get(spaces..)?;
    end += spaces;
    let unit_start = end;
    let (scale, mut unit, unit_end, more) = unit_behind(behind, first.share)?;
    // No classes are that many: 归集证照200类 counts kinds. 12级台风 and 2023级学生 count nothing.
    let is_many = first
        .times_ten_to(0)
        .is_some_and(|value| value > MOST_GRADES);
    let is_kinds = text
        .get(unit_start..unit_start + unit_end)
        .is_some_and(|unit| unit.ends_with('类'));
    if unit.class == Class::Grade && is_kinds && is_many && !first.is_han {
        unit.class = Class::Count;
    }
    is_more |= more;
    end += unit_end;
    let has_half = unit.class == Class::Multiple
        && second.is_none()
        && !first.digits.contains('.')
        && text.get(end..)?.starts_with(HALF);
    let half = if has_half { 0.5 } else { 0.0 };
    end += if has_half { HALF.len_utf8() } else { 0 };
    let rest = text.get(end..)?;
    let suffix = words::longest(&AFTER_NUMBER, |words| words.beginning(rest));
    end += suffix.map_or(0, |(_, word)| word.len());
    let printed: String = match first.share {
        Some(share) => share.to_owned(),
        None => text
            .get(unit_start..unit_start + unit_end)?
            .trim_start_matches(SOMEWHAT_MORE)
            .replace(SOMEWHAT_MORE, "")
            .replace('％', "%"),
    };
    let normalized_unit = printed
        .trim_start_matches(|character| numeral::scale(character).is_some())
        .to_owned();
    // 千瓦 and 千米 open with a scale that belongs to them.
    let normalized_unit = if unit.length == 0 && unit.class == Class::People {
        "人".to_owned()
    } else if scale.0 == 0 || first.share.is_some() {
        printed.clone()
    } else if unit.length > normalized_unit.len() {
        printed
            .get(printed.len().checked_sub(unit.length)?..)?
            .to_owned()
    } else {
        normalized_unit
    };
    let value_max = match second {
        Some((_, number)) => Some(number.times_ten_to(0)?),
        None => None,
    };
    let normalized_value_max = match second {
        Some((_, number)) => Some(number.times_ten_to(scale.1)?),
        None => None,
    };
    let value = first.times_ten_to(0)? + half;
    if value_max.is_some_and(|max| max <= value) {
        return None;
    }
    let is_date = unit.class == Class::Time && printed == "年" && value >= 100.0;
    if is_date {
        return None;
    }
    Some(Quantity {
        range: TextRange::new(at, at + end),
        value,
        value_max,
        normalized_value: first.times_ten_to(scale.1)? + half,
        normalized_value_max,
        unit: printed,
        normalized_unit,
        class: unit.class,
        comparator: suffix
            .map(|(comparator, _)| comparator)
            .or(is_more.then_some(Comparator::AtLeast)),
        // 二百处 is an amount, 两个 and 百家 may be words.
        is_han: first.is_han && (first.is_bare || first.times_ten_to(scale.1)? < FEW),
        is_bare: first.is_bare,
    })
}

/// The scale, the unit, the bytes of both and whether 多 or 余 stood among them.
fn unit_behind(behind: &str, share: Option<&str>) -> Option<((usize, u32), Unit, usize, bool)> {
    if share.is_some() {
        let unit = Unit {
            class: Class::Share,
            length: 0,
        };
        return Some(((0, 0), unit, 0, false));
    }
    if let Some(unit) = unit::unit_at(behind) {
        return Some(((0, 0), unit, unit.length, false));
    }
    let (whole, _) = scale_at(behind);
    let ends = behind
        .char_indices()
        .map(|(at, character)| at + character.len_utf8())
        .take_while(|&end| end <= whole);
    for end in ends {
        let scaled = behind.get(..end)?;
        let rest = behind.get(end..)?;
        let more = rest.len() - rest.trim_start_matches(SOMEWHAT_MORE).len();
        if let Some(unit) = unit::unit_at(rest.get(more..)?) {
            let scale = scale_at(scaled);
            return Some((scale, unit, end + more + unit.length, more > 0));
        }
    }
    let (_, power) = scale_at(behind);
    let rest = behind.get(whole..)?;
    let people = Unit {
        class: Class::People,
        length: 0,
    };
    (power >= MYRIADS && unit::opens_with_people(rest)).then_some((
        scale_at(behind),
        people,
        whole,
        false,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(clause: &str) -> Vec<(f64, Option<f64>, String, f64, String)> {
        scan(clause)
            .into_iter()
            .map(|q| {
                (
                    q.value,
                    q.value_max,
                    q.unit,
                    q.normalized_value,
                    q.normalized_unit,
                )
            })
            .collect()
    }

    #[test]
    fn quantities_are_number_scale_and_unit() {
        for (clause, value, max, unit, normalized, normalized_unit) in [
            ("2.6万公里", 2.6, None, "万公里", 26_000.0, "公里"),
            (
                "3.2亿立方米",
                3.2,
                None,
                "亿立方米",
                320_000_000.0,
                "立方米",
            ),
            ("1至2所", 1.0, Some(2.0), "所", 1.0, "所"),
            ("5%—8%", 5.0, Some(8.0), "%", 5.0, "%"),
            ("50万亩至60万亩", 50.0, Some(60.0), "万亩", 500_000.0, "亩"),
            (
                "200万至300万人",
                200.0,
                Some(300.0),
                "万人",
                2_000_000.0,
                "人",
            ),
            ("两到三个", 2.0, Some(3.0), "个", 2.0, "个"),
            ("８０％以上", 80.0, None, "%", 80.0, "%"),
            ("百亿元", 100.0, None, "亿元", 10_000_000_000.0, "元"),
            ("三千五百万亩", 3_500.0, None, "万亩", 35_000_000.0, "亩"),
            ("十万千瓦", 10.0, None, "万千瓦", 100_000.0, "千瓦"),
            ("500万千瓦", 500.0, None, "万千瓦", 5_000_000.0, "千瓦"),
            ("10多万人", 10.0, None, "万人", 100_000.0, "人"),
            ("200余个", 200.0, None, "个", 200.0, "个"),
            ("百分之九十五", 95.0, None, "%", 95.0, "%"),
            ("5 %", 5.0, None, "%", 5.0, "%"),
            ("1500万农村人口", 1500.0, None, "万", 15_000_000.0, "人"),
            ("有效利用系数提高到0.58", 0.58, None, "", 0.58, ""),
            ("总人口接近100万", 100.0, None, "万", 1_000_000.0, "人"),
            ("产值翻番", 1.0, None, "番", 1.0, "番"),
            ("产值翻一番半", 1.5, None, "番", 1.5, "番"),
            ("储能规模3吉瓦", 3.0, None, "吉瓦", 3.0, "吉瓦"),
            (
                "5万立方米/日",
                5.0,
                None,
                "万立方米/日",
                50_000.0,
                "立方米/日",
            ),
        ] {
            let expected = (
                value,
                max,
                unit.to_owned(),
                normalized,
                normalized_unit.to_owned(),
            );
            let found = read(clause);
            assert_eq!(found.len(), 1, "{clause}: {found:?}");
            let (value, max, unit, normalized, normalized_unit) = found.into_iter().next().unwrap();
            assert_eq!(
                (
                    value,
                    max.filter(|_| expected.1.is_some()),
                    unit,
                    normalized,
                    normalized_unit
                ),
                expected,
                "{clause}"
            );
        }
    }

    #[test]
    fn numbers_in_names_are_no_quantities() {
        for clause in [
            "500千伏主干网架",
            "3G网络",
            "第十二届全运会",
            "红沿河核电厂二期",
            "“五项工程”",
            "25度以上坡耕地",
            "2015年",
            "PM2.5浓度",
            "每千名老人",
            "〔2011〕23号",
            "3万人口以上建制镇",
            "500万人口大市",
            "5万农村居民以下县",
            "提高水平到0.58",
            "总人口100万城市",
            "30万吨级码头",
            "进入全国前10名",
        ] {
            assert_eq!(read(clause), [], "{clause}");
        }
    }
}
