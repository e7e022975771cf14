//! Numbers as notices print them: 2.6, １７００, 1,200, 三千五百, 十点五, 百分之九十, 六成五.

use crate::text::numeral;

/// A number at the beginning of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// Its decimal digits, such as `2.6`.
    pub(super) digits: String,
    /// Bytes that it takes.
    pub(super) length: usize,
    /// Written in Han numerals.
    pub(super) is_han: bool,
    /// Only a scale without a digit before it: 百 in 百亿元.
    pub(super) is_bare: bool,
    /// 百分之 or 千分之 stood before it and says the unit.
    pub(super) share: Option<&'static str>,
}

impl Number {
    /// A number that is not printed.
    pub(super) fn of(value: u8) -> Self {
        Self {
            digits: value.to_string(),
            length: 0,
            is_han: false,
            is_bare: false,
            share: None,
        }
    }

    /// The number times ten to the `power`, rounded once.
    pub(super) fn times_ten_to(&self, power: u32) -> Option<f64> {
        let value: f64 = format!("{}e{power}", self.digits).parse().ok()?;
        value.is_finite().then_some(value)
    }
}

/// The longest run of figures that is still read as one number.
const LONGEST: usize = 18;

/// What 百分之 and 千分之 make of the number behind them.
const SHARES: [(&str, &str); 4] = [
    ("百分之", "%"),
    ("千分之", "‰"),
    ("万分之", "‱"),
    ("十万分之", "/10万"),
];

/// Roman numerals, longer ones first.
const ROMAN: [(&str, &str); 10] = [
    ("III", "3"),
    ("II", "2"),
    ("IV", "4"),
    ("I", "1"),
    ("V", "5"),
    ("Ⅰ", "1"),
    ("Ⅱ", "2"),
    ("Ⅲ", "3"),
    ("Ⅳ", "4"),
    ("Ⅴ", "5"),
];

/// Every way to read a number at the beginning of `text`, the longest first.
///
/// Han numerals are ambiguous where a scale also opens a unit: 十万千瓦 is 十万 and 千瓦.
pub(super) fn readings(text: &str) -> Vec<Number> {
    for (prefix, share) in SHARES {
        if let Some(rest) = text.strip_prefix(prefix) {
            let mut numbers = readings(rest);
            for number in &mut numbers {
                number.length += prefix.len();
                number.share = Some(share);
            }
            return numbers;
        }
    }
    match tenths(text)
        .or_else(|| arabic(text))
        .or_else(|| roman(text))
    {
        Some(number) => vec![number],
        None => han(text),
    }
}

/// What makes another word of 成 behind a figure: 五成立, 一成不变.
const NOT_TENTHS: &str = "不为立本员果人就长熟都功品形交效套分语型绩灾千群片";

/// Tenths, which are told as a share: 六成 is 60 %, 四成五 is 45 %.
fn tenths(text: &str) -> Option<Number> {
    let figure = |character: char| numeral::digit(character).filter(|&digit| digit > 0);
    let (first, rest) = text.split_once('成')?;
    let mut characters = first.chars();
    let tens = figure(characters.next()?).filter(|_| characters.next().is_none())?;
    let next = rest.chars().next().unwrap_or(' ');
    let units = if next == '半' { Some(5) } else { figure(next) };
    let last = units.map_or("", |_| rest.get(..next.len_utf8()).unwrap_or_default());
    let behind = rest.strip_prefix(last)?;
    let is_word = behind.starts_with(|c: char| NOT_TENTHS.contains(c) || opens(c));
    let length = first.len() + '成'.len_utf8() + last.len();
    (!is_word).then(|| Number {
        digits: format!("{tens}{}", units.unwrap_or(0)),
        length,
        is_han: false,
        is_bare: false,
        share: Some("%"),
    })
}

/// Roman numerals of water and road classes: Ⅲ类, III类.
fn roman(text: &str) -> Option<Number> {
    let (word, digits) = ROMAN.iter().find(|(word, _)| text.starts_with(word))?;
    Some(Number {
        digits: (*digits).to_owned(),
        length: word.len(),
        is_han: false,
        is_bare: false,
        share: None,
    })
}

fn arabic(text: &str) -> Option<Number> {
    let mut digits = String::new();
    let mut length = 0;
    let mut has_point = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next_is_digit = characters.peek().is_some_and(|&next| is_arabic(next));
        match character {
            _ if is_arabic(character) => {
                digits.extend(numeral::digit(character).map(|digit| char::from(b'0' + digit)));
            }
            '.' | '．' if !has_point && !digits.is_empty() && next_is_digit => {
                digits.push('.');
                has_point = true;
            }
            ',' if !has_point && !digits.is_empty() && next_is_digit => {}
            _ => break,
        }
        length += character.len_utf8();
    }
    (!digits.is_empty() && digits.len() <= LONGEST).then_some(Number {
        digits,
        length,
        is_han: false,
        is_bare: false,
        share: None,
    })
}

fn han(text: &str) -> Vec<Number> {
    let ends: Vec<usize> = text
        .char_indices()
        .take_while(|&(_, character)| is_han_numeral(character) || character == '点')
        .map(|(at, character)| at + character.len_utf8())
        .take(LONGEST)
        .collect();
    ends.into_iter()
        .rev()
        .filter_map(|end| han_whole(text.get(..end)?))
        .collect()
}

/// The number that the whole of a Han run stands for.
///
/// 万 and 亿 at its end are left to the unit (三千五百|万亩), unless they also stand inside (一亿二千万).
fn han_whole(run: &str) -> Option<Number> {
    let stem = run.trim_end_matches(['万', '亿']);
    let kept = if stem.is_empty() || stem.contains(['万', '亿']) {
        run
    } else {
        stem
    };
    let digits = match kept.split_once('点') {
        Some((whole, decimals)) => {
            let decimals: Option<String> = decimals
                .chars()
                .map(|character| numeral::digit(character).map(|digit| char::from(b'0' + digit)))
                .collect();
            let decimals = decimals.filter(|decimals| !decimals.is_empty())?;
            format!("{}.{decimals}", numeral::integer(whole)?)
        }
        None => numeral::integer(kept)?.to_string(),
    };
    Some(Number {
        digits,
        length: kept.len(),
        is_han: true,
        is_bare: kept
            .chars()
            .all(|character| character != '十' && numeral::scale(character).is_some()),
        share: None,
    })
}

/// Whether `character` is a digit of an Arabic number, full-width ones among them.
pub(super) fn is_arabic(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

/// Whether `character` may open a number.
pub(super) fn opens(character: char) -> bool {
    is_arabic(character) || is_han_numeral(character) || matches!(character, 'I' | 'V' | 'Ⅰ'..='Ⅴ')
}

/// Whether `character` is a Han numeral or scale.
pub(super) fn is_han_numeral(character: char) -> bool {
    !is_arabic(character)
        && (numeral::digit(character).is_some() || numeral::scale(character).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_script() {
        for (text, digits, length) in [
            ("2.6万公里", "2.6", 3),
            ("１７００公里", "1700", 12),
            ("８５．５％", "85.5", 12),
            ("1,200万人", "1200", 5),
            ("3.", "3", 1),
            ("三千五百万亩", "3500", 12),
            ("一亿二千万元", "120000000", 15),
            ("十点五年", "10.5", 9),
            ("百分之九十五", "95", 18),
            ("六成以上", "60", 6),
            ("四成五，", "45", 9),
            ("两成半", "25", 9),
            ("三成立方", "3", 3),
            ("超百", "", 0),
            ("百亿元", "100", 3),
        ] {
            let first = readings(text).into_iter().next();
            let read = first.map_or((String::new(), 0), |number| (number.digits, number.length));
            assert_eq!(read, (digits.to_owned(), length), "{text}");
        }
    }

    #[test]
    fn a_scale_may_belong_to_the_unit() {
        let lengths: Vec<_> = readings("十万千瓦").iter().map(|n| n.length).collect();
        assert!(lengths.contains(&3), "{lengths:?}");
    }
}
