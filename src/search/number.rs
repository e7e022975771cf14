//! Quantities as they are printed and as they are asked for: 97%, 百分之九十七, 45亿斤, 五百万亩, 2.6万公里.

use crate::text::numeral;

/// What is counted in plans. The longest one that fits is taken.
const UNITS: &[&str] = &[
    "%",
    "‰",
    "个百分点",
    "百分点",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "公顷",
    "公斤",
    "千克",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "吨标准煤",
    "吨",
    "升",
    "度",
    "米",
    "亩",
    "斤",
    "美元",
    "元",
    "人次",
    "人",
    "户",
    "名",
    "个",
    "家",
    "所",
    "套",
    "项",
    "处",
    "座",
    "条",
    "辆",
    "台",
    "件",
    "次",
    "张",
    "册",
    "部",
    "种",
    "只",
    "头",
    "株",
    "期",
    "岁",
    "倍",
    "年",
    "月",
    "日",
    "天",
    "小时",
    "分钟",
    "位",
    "级",
    "标准箱",
    "标箱",
    "箱",
    "千伏",
    "吨级",
    "床",
    "届",
    "批",
    "支",
    "艘",
    "层",
    "轮",
    "km2",
    "km",
    "m2",
    "m3",
    "kg",
    "平米",
    "teu",
    "kv",
    "kw",
    "mw",
];

/// Units that are the same as another one; ㎡ is read as m2.
const SAME: &[(&str, &str)] = &[
    ("千米", "公里"),
    ("km", "公里"),
    ("平方千米", "平方公里"),
    ("km2", "平方公里"),
    ("千克", "公斤"),
    ("kg", "公斤"),
    ("m2", "平方米"),
    ("m3", "立方米"),
    ("平米", "平方米"),
    ("标箱", "标准箱"),
    ("teu", "标准箱"),
    ("kv", "千伏"),
    ("kw", "千瓦"),
    ("mw", "兆瓦"),
];

/// What goes with 成 as a word, so that no tenths are counted.
const BEHIND_TENTHS: &[char] = &[
    '为', '立', '长', '果', '员', '功', '绩', '效', '分', '品', '本', '都', '就', '型', '交', '不',
];

/// Characters of the longest one.
const LONGEST_UNIT: usize = 4;

/// A quantity at the beginning of some characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    /// How many characters it takes.
    pub(super) length: usize,
    /// The figure alone: 45.
    pub(super) figure: String,
    /// The figure as printed with what is counted: 45亿斤.
    pub(super) printed: String,
    /// The figure without its scale, with what is counted: 4500000000斤.
    pub(super) value: String,
    /// The same without what is counted: 4500000000.
    pub(super) number: String,
}

/// The quantity that `chars` begins with.
pub(super) fn read(chars: &[char]) -> Option<Quantity> {
    percentage(chars)
        .or_else(|| tenths(chars))
        .or_else(|| figure(chars))
        .or_else(|| decimals(chars))
        .or_else(|| numerals(chars))
}

fn percentage(chars: &[char]) -> Option<Quantity> {
    let rest = chars.strip_prefix(&['百', '分', '之'])?;
    let (length, figure) = pointed(rest)?;
    let printed = format!("{figure}%");
    Some(Quantity {
        length: 3 + length,
        value: printed.clone(),
        number: figure.clone(),
        figure,
        printed,
    })
}

/// 四点五, 九十七: a Han numeral with what stands behind its point; how many characters, and the figure.
fn pointed(chars: &[char]) -> Option<(usize, String)> {
    let numerals = chars.iter().take_while(|c| numeral::is_numeral(**c));
    let length = numerals.count();
    let whole: String = chars.get(..length)?.iter().collect();
    let whole = numeral::integer(&whole)?.to_string();
    let part: String = match chars.get(length..)? {
        ['点' | '.', part @ ..] => {
            let digits = part.iter().map_while(|c| numeral::digit(*c));
            digits.map(|digit| char::from(b'0' + digit)).collect()
        }
        _ => String::new(),
    };
    if part.is_empty() {
        return Some((length, whole));
    }
    Some((length + 1 + part.len(), format!("{whole}.{part}")))
}

/// 三点二亿立方米: a Han numeral with a point, before what is counted.
fn decimals(chars: &[char]) -> Option<Quantity> {
    let (length, figure) = pointed(chars).filter(|(_, figure)| figure.contains('.'))?;
    let (scaled, zeros) = scales(chars.get(length..)?);
    let end = length + scaled;
    let unit = unit(chars.get(end..)?)?;
    let scale: String = chars.get(length..end)?.iter().collect();
    let number = shifted(&figure, zeros);
    Some(Quantity {
        length: end + unit.chars().count(),
        printed: format!("{figure}{scale}{unit}"),
        value: format!("{number}{}", plainest(unit)),
        figure,
        number,
    })
}

/// The most zeros that scales stand for: a hundred million times a hundred million is more than anybody counts.
const MOST_ZEROS: usize = 16;

/// The scales behind a figure: how many characters, and how many zeros they stand for.
fn scales(chars: &[char]) -> (usize, usize) {
    let (mut length, mut zeros) = (0, 0);
    while let Some((&character, scale)) = chars
        .get(length)
        .and_then(|c| numeral::scale(*c).map(|scale| (c, scale)))
    {
        // 2.6万千米 are kilometres.
        let rest = chars.get(length..).unwrap_or_default();
        if unit(rest).is_some_and(|unit| unit.starts_with(character)) {
            break;
        }
        let more = zeros + scale.ilog10() as usize;
        if more > MOST_ZEROS {
            break;
        }
        zeros = more;
        length += 1;
    }
    (length, zeros)
}

/// 六成, 6成: sixty of a hundred; 三成员 is none.
fn tenths(chars: &[char]) -> Option<Quantity> {
    let (tenths, rest) = chars.split_first()?;
    let tenths = numeral::digit(*tenths).filter(|digit| (1..10).contains(digit))?;
    let rest = rest.strip_prefix(&['成'])?;
    if rest
        .first()
        .is_some_and(|next| BEHIND_TENTHS.contains(next))
    {
        return None;
    }
    let number = format!("{tenths}0");
    Some(Quantity {
        length: 2,
        figure: number.clone(),
        printed: format!("{number}%"),
        value: format!("{number}%"),
        number,
    })
}

fn figure(chars: &[char]) -> Option<Quantity> {
    let mut length = 0;
    let mut figure = String::new();
    while let Some(&character) = chars.get(length) {
        let next_is_digit = chars.get(length + 1).is_some_and(char::is_ascii_digit);
        match character {
            '0'..='9' => figure.push(character),
            '.' if next_is_digit && !figure.is_empty() && !figure.contains('.') => figure.push('.'),
            ',' if next_is_digit && !figure.is_empty() => {}
            _ => break,
        }
        length += 1;
    }
    if figure.is_empty() {
        return None;
    }
    let mut printed = figure.clone();
    let (scaled, zeros) = scales(chars.get(length..).unwrap_or_default());
    printed.extend(chars.get(length..length + scaled).unwrap_or_default());
    length += scaled;
    let mut number = shifted(&figure, zeros);
    let rest = chars.get(length..).unwrap_or_default();
    let more = lesser(rest, &number, zeros).filter(|_| !figure.contains('.'));
    if let Some((more, sum)) = more {
        printed.extend(chars.get(length..length + more).unwrap_or_default());
        length += more;
        // The first digits alone are not the figure.
        (number, figure) = (sum.clone(), sum);
    }
    let unit = unit(chars.get(length..).unwrap_or_default()).unwrap_or_default();
    printed.push_str(unit);
    Some(Quantity {
        length: length + unit.chars().count(),
        figure,
        printed,
        value: format!("{number}{}", plainest(unit)),
        number,
    })
}

/// 6千 behind 2万, 5千万 behind 3亿, which are of less than `zeros` digits: how many characters, and the sum.
fn lesser(chars: &[char], number: &str, zeros: usize) -> Option<(usize, String)> {
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let scales = chars.iter().skip(digits).map_while(|c| numeral::scale(*c));
    let (count, scale) = scales.fold((0, 1_u64), |(count, all), one| {
        (count + 1, all.saturating_mul(one))
    });
    if digits == 0 || count == 0 || scale.ilog10() as usize >= zeros {
        return None;
    }
    let figure: String = chars.get(..digits)?.iter().collect();
    let less = figure.parse::<u64>().ok()?.checked_mul(scale)?;
    let sum = number.parse::<u64>().ok()?.checked_add(less)?;
    Some((digits + count, sum.to_string()))
}

/// 五百万亩, 十二个, 二〇一五年: Han numerals of two characters or more, before what is counted. 一县一业 is none, nor is 五年.
fn numerals(chars: &[char]) -> Option<Quantity> {
    let length = chars
        .iter()
        .take_while(|c| numeral::is_numeral(**c))
        .count();
    let run = chars.get(..length).filter(|run| run.len() > 1)?;
    // 万亩 counts nothing, and 十五 without a scale within (二三) is no number either.
    run.first()
        .filter(|&&first| numeral::digit(first).is_some() || first == '十')?;
    let unit = unit(chars.get(length..)?)?;
    let is_year = run.len() == 4 && unit == "年";
    (is_year || run.iter().any(|&c| numeral::scale(c).is_some())).then_some(())?;
    let number = numeral::integer(&run.iter().collect::<String>())?.to_string();
    let value = format!("{number}{}", plainest(unit));
    Some(Quantity {
        length: length + unit.chars().count(),
        figure: number.clone(),
        printed: value.clone(),
        value,
        number,
    })
}

/// What is counted at the beginning of some characters.
fn unit(chars: &[char]) -> Option<&'static str> {
    let rest: String = chars.iter().take(LONGEST_UNIT).collect();
    let units = UNITS.iter().copied();
    units
        .filter(|unit| rest.starts_with(unit))
        .max_by_key(|unit| unit.len())
}

/// The unit that stands for all that are the same.
fn plainest(unit: &str) -> &str {
    let same = SAME.iter().find(|(other, _)| *other == unit);
    same.map_or(unit, |(_, plainest)| plainest)
}

/// `figure` × 10^`zeros` in plain digits.
fn shifted(figure: &str, zeros: usize) -> String {
    let (whole, part) = figure.split_once('.').unwrap_or((figure, ""));
    let part = format!("{part:0<zeros$}");
    let moved: String = part.chars().take(zeros).collect();
    let left: String = part.chars().skip(zeros).collect();
    let left = left.trim_end_matches('0');
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if left.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{left}")
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn one_quantity_has_one_value_however_it_is_printed() {
        let check = |text: &str, length, figure: &str, value: &str| {
            let chars: Vec<char> = text.chars().collect();
            let found = read(&chars).unwrap();
            assert_eq!(
                (found.length, &*found.figure, &*found.value),
                (length, figure, value),
                "{text}"
            );
        };
        check("97%以上", 3, "97", "97%");
        check("百分之九十七", 6, "97", "97%");
        check("百分之四点五", 6, "4.5", "4.5%");
        check("45亿斤", 4, "45", "4500000000斤");
        check("2.6万公里的", 6, "2.6", "26000公里");
        check("26000公里", 7, "26000", "26000公里");
        check("6,120万亩", 7, "6120", "61200000亩");
        check("2015年", 5, "2015", "2015年");
        check("0.50", 4, "0.50", "0.5");
        check("五百万亩", 4, "5000000", "5000000亩");
        check("十二个县", 3, "12", "12个");
        check("1800万标准箱", 8, "1800", "18000000标准箱");
        check("2.6万千米", 6, "2.6", "26000公里");
        check("5千瓦", 3, "5", "5千瓦");
        check("11m2", 4, "11", "11平方米");
        check("二〇一五年", 5, "2015", "2015年");
        check("2万6千公里", 6, "26000", "26000公里");
        check("3亿5千万元", 6, "350000000", "350000000元");
        check("1.6千万亩", 6, "1.6", "16000000亩");
        check("220kv", 5, "220", "220千伏");
        check("六成以上", 2, "60", "60%");
        check("6成", 2, "60", "60%");
        check("一千八百万标箱", 7, "18000000", "18000000标准箱");
        check("三点二亿立方米", 7, "3.2", "320000000立方米");
        check("二点六万千米", 6, "2.6", "26000公里");
    }

    #[test]
    fn what_is_no_figure_is_no_quantity() {
        for text in [
            "百分之",
            "一县一业",
            "五年",
            "万亩",
            "三大",
            "三成员",
            "三点意见",
            "三点一线",
            "一成不变",
            "十二五",
            "",
            ".5",
            "gdp",
        ] {
            assert_eq!(read(&text.chars().collect::<Vec<_>>()), None, "{text}");
        }
    }
}
