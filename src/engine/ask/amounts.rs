//! What the figure of a target is compared with: 超过10%, 不低于1000万亩, 10%以下.

use super::lacking::strip;
use super::lexer::Bound;
use super::numbers::integer;
use crate::engine::IndicatorFilter;
use crate::engine::chance::float;
use crate::text::numeral;

/// A figure, and on which side of it the figures of the targets lie that are asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    side: Side,
    /// Without a scale: 1000万亩 are 10000000, 亩.
    number: f64,
    unit: String,
    /// The figure as it was typed.
    figure: String,
}

/// On which side of a number others lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Above,
    AtLeast,
    AtMost,
    Below,
}

impl Side {
    /// The whole numbers on that side of one.
    pub(super) fn bound(self, number: u64) -> Bound {
        let (least, most) = match self {
            Self::Above => (number.saturating_add(1), u64::MAX),
            Self::AtLeast => (number, u64::MAX),
            Self::AtMost => (0, number),
            Self::Below => (0, number.saturating_sub(1)),
        };
        Bound { least, most }
    }
}

/// Words before a number.
const BEFORE: &[(Side, &[&str])] = &[
    (Side::Above, &["超过", "高于", "大于", "多于"]),
    (Side::AtLeast, &["不低于", "不少于", "不小于", "至少"]),
    (Side::AtMost, &["不超过", "不高于", "不大于", "至多"]),
    (Side::Below, &["低于", "小于", "少于", "不足", "不到"]),
];

/// Words behind a number, which belongs to what they say.
const BEHIND: &[(Side, &[&str])] = &[
    (Side::AtLeast, &["及以上", "以上"]),
    (Side::AtMost, &["及以下", "以下", "以内"]),
];

/// Makes a number larger: 万亩, 亿元.
const SCALES: &[(&str, f64)] = &[("万", 1e4), ("亿", 1e8)];

/// What figures are in, without a scale.
const UNITS: &[&str] = &[
    "%",
    "个百分点",
    "百分点",
    "倍",
    "岁",
    "张",
    "台",
    "亩",
    "公顷",
    "公里",
    "平方公里",
    "平方米",
    "立方米",
    "米",
    "人",
    "人次",
    "户",
    "套",
    "元",
    "斤",
    "吨",
    "吨标准煤",
    "标准箱",
    "千瓦",
    "座",
    "所",
    "家",
    "个",
    "处",
];

impl Amount {
    /// The amount that a text begins with, and what follows it.
    pub(super) fn at(text: &str) -> Option<(Self, &str)> {
        let (side, (number, unit, figure), tail) = compared(text, |opened| {
            let (number, rest) = figure(opened)?;
            let tail = strip(rest, UNITS)?;
            let unit = rest.strip_suffix(tail)?.to_owned();
            let figure = opened.strip_suffix(tail)?.to_owned();
            Some(((number, unit, figure), tail))
        })?;
        let amount = Self {
            side,
            number,
            unit,
            figure,
        };
        Some((amount, tail))
    }

    /// Narrows to the targets whose figures lie on that side.
    pub(super) fn narrow(&self, filter: &mut IndicatorFilter) {
        filter.unit = Some(self.unit.clone());
        // The bounds of a filter are within it: what is above begins with the next number.
        match self.side {
            Side::Above => filter.min = Some(self.number.next_up()),
            Side::AtLeast => filter.min = Some(self.number),
            Side::AtMost => filter.max = Some(self.number),
            Side::Below => filter.max = Some(self.number.next_down()),
        }
    }

    /// Between which numbers of bodies it lies, both within it: 超过10个, 20家以上.
    pub(super) fn bodies(&self) -> Option<Bound> {
        let number = self.figure.trim_end_matches(['个', '家']);
        let number = integer(number).filter(|_| ["个", "家"].contains(&self.unit.as_str()));
        let (number, _) = number.filter(|(_, tail)| tail.is_empty())?;
        Some(self.side.bound(number))
    }

    /// How a condition says it.
    pub(super) fn words(&self) -> String {
        format!("数值{}", self.compared())
    }

    /// The same of a number that is named before.
    pub(super) fn compared(&self) -> String {
        let side = match self.side {
            Side::Above => "大于",
            Side::AtLeast => "不低于",
            Side::AtMost => "不高于",
            Side::Below => "小于",
        };
        format!("{side}{}", self.figure)
    }
}

/// What `read` reads of a text with the word before or behind it that says which side of it is meant.
pub(super) fn compared<'t, T>(
    text: &'t str,
    read: impl Fn(&'t str) -> Option<(T, &'t str)>,
) -> Option<(Side, T, &'t str)> {
    let side_of = |text: &'t str, sides: &[(Side, &[&str])]| {
        let mut sides = sides.iter();
        sides.find_map(|(side, words)| Some((*side, strip(text, words)?)))
    };
    let before = side_of(text, BEFORE);
    let (value, tail) = read(before.map_or(text, |(_, opened)| opened))?;
    match (before, side_of(tail, BEHIND)) {
        (Some((side, _)), None) => Some((side, value, tail)),
        (None, Some((side, tail))) => Some((side, value, tail)),
        _ => None,
    }
}

/// Whether a text says which side of a number is meant, and nothing else: 至少, 不超过.
pub(super) fn is_side(text: &str) -> bool {
    let mut sides = BEFORE.iter();
    sides.any(|(_, words)| words.contains(&text))
}

/// What may stand in a number or beside it: digits, 到 of 3个到5个, 多 of 10多项, and what is counted.
const OF_NUMBERS: &[char] = &[
    '到', '至', '多', '余', '几', '来', '个', '家', '项', '条', '件', '次', '名', '位',
];

/// Whether a text is nothing but what is left of a number that was not understood: 10, 三五个, 至少. No task is about that.
pub(super) fn is_mere_number(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let mut sides = BEFORE.iter().chain(BEHIND);
        let said = sides.find_map(|(_, words)| strip(rest, words));
        let Some(shorter) = said.or_else(|| {
            rest.strip_prefix(|c: char| numeral::is_numeral(c) || OF_NUMBERS.contains(&c))
        }) else {
            return false;
        };
        rest = shorter;
    }
    true
}

/// A text without the figure and the unit that it ends with: 森林覆盖率达到 of 森林覆盖率达到42%.
pub(super) fn before_figure(text: &str) -> Option<&str> {
    let is_digit = |c: char| numeral::is_numeral(c) || c == '.';
    let mut starts = text.char_indices().filter(|(at, first)| {
        let before = text
            .get(..*at)
            .and_then(|before| before.chars().next_back());
        is_digit(*first) && !before.is_some_and(is_digit)
    });
    starts.find_map(|(at, _)| {
        let (subject, rest) = text.split_at_checked(at)?;
        let (_, rest) = figure(rest)?;
        strip(rest, UNITS)?.is_empty().then_some(subject)
    })
}

/// What follows the unit, with its scale, that a text begins with: 万公里, 亿元.
pub(super) fn behind_unit(text: &str) -> Option<&str> {
    let mut scales = SCALES.iter();
    let scaled = scales.find_map(|(scale, _)| text.strip_prefix(scale));
    strip(scaled.unwrap_or(text), UNITS)
}

/// The unit in which an amount is asked for: 公里 in 多少公里, 亩 in 多少万亩.
pub(super) fn measure(asked: &str) -> Option<&str> {
    let counted = strip(asked, &["多少", "几"])?;
    let mut scales = SCALES.iter();
    let scaled = scales.find_map(|(scale, _)| counted.strip_prefix(scale));
    let unit = scaled.unwrap_or(counted);
    strip(unit, UNITS)?.is_empty().then_some(unit)
}

/// A number with its scale, without what follows: 4.5, 3.2亿, 一千万.
fn figure(text: &str) -> Option<(f64, &str)> {
    let decimal: usize = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .map(char::len_utf8)
        .sum();
    let (digits, tail) = text.split_at_checked(decimal)?;
    if !digits.contains('.') {
        let (number, tail) = integer(text)?;
        return Some((float(number), tail));
    }
    let number: f64 = digits.parse().ok()?;
    let mut scales = SCALES.iter();
    let scaled = scales.find_map(|(word, scale)| Some((number * scale, tail.strip_prefix(word)?)));
    Some(scaled.unwrap_or((number, tail)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_with_its_side_its_scale_and_its_unit() {
        let check = |text: &str, words: &str, bounds: [Option<f64>; 2], unit: &str, left: &str| {
            let (amount, tail) = Amount::at(text).unwrap();
            let mut filter = IndicatorFilter::default();
            amount.narrow(&mut filter);
            assert_eq!(amount.words(), words, "{text}");
            assert_eq!([filter.min, filter.max], bounds, "{text}");
            assert_eq!(filter.unit.as_deref(), Some(unit), "{text}");
            assert_eq!(tail, left, "{text}");
        };
        let above = Some(10_f64.next_up());
        check("超过10%的指标", "数值大于10%", [above, None], "%", "的指标");
        check("10%以上的", "数值不低于10%", [Some(10.0), None], "%", "的");
        check(
            "不低于1000万亩",
            "数值不低于1000万亩",
            [Some(1e7), None],
            "亩",
            "",
        );
        check(
            "至少45亿斤",
            "数值不低于45亿斤",
            [Some(4.5e9), None],
            "斤",
            "",
        );
        let below = Some(3.2e8_f64.next_down());
        check(
            "低于3.2亿立方米",
            "数值小于3.2亿立方米",
            [None, below],
            "立方米",
            "",
        );
        check(
            "五千公里以下",
            "数值不高于五千公里",
            [None, Some(5e3)],
            "公里",
            "",
        );
        // No side, no unit, two sides.
        for text in ["10%", "超过10", "超过10%以上", "超过"] {
            assert_eq!(Amount::at(text), None, "{text}");
        }
    }
}
