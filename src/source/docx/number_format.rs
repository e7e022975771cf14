//! Numbers of automatic numbering as Word prints them.

/// The number in a format of `w:numFmt`; `None` for formats without numbers.
pub(super) fn print(format: &str, number: u32) -> Option<String> {
    Some(match format {
        "none" | "bullet" => return None,
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letter(number),
        "lowerLetter" => letter(number).to_lowercase(),
        "decimalFullWidth" | "decimalFullWidth2" => {
            number.to_string().chars().map(full_width).collect()
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(number, '①', 20),
        "decimalEnclosedParen" => enclosed(number, '⑴', 20),
        "decimalEnclosedFullstop" => enclosed(number, '⒈', 20),
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "japaneseDigitalTenThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "taiwaneseDigital"
        | "koreanCounting" => han(
            number,
            &["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
            ["十", "百", "千"],
        ),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => han(
            number,
            &["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
            ["拾", "佰", "仟"],
        ),
        "ideographTraditional" => of_cycle(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => of_cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
        _ => number.to_string(),
    })
}

fn full_width(digit: char) -> char {
    char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０')).unwrap_or(digit)
}

/// One of a run of `count` characters from `first` on, the plain number beyond.
fn enclosed(number: u32, first: char, count: u32) -> String {
    let character = (1..=count)
        .contains(&number)
        .then(|| char::from_u32(u32::from(first) + number - 1))
        .flatten();
    character.map_or_else(|| number.to_string(), String::from)
}

fn of_cycle(number: u32, cycle: &str) -> String {
    let character = number
        .checked_sub(1)
        .and_then(|index| cycle.chars().nth(index as usize));
    character.map_or_else(|| number.to_string(), String::from)
}

/// A, B, … Z, AA, BB, …
fn letter(number: u32) -> String {
    const MOST: u32 = 26 * 20;
    let Some(index) = number.checked_sub(1).filter(|_| number <= MOST) else {
        return number.to_string();
    };
    let letter = char::from_u32(u32::from('A') + index % 26).unwrap_or('A');
    std::iter::repeat_n(letter, index as usize / 26 + 1).collect()
}

fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut printed = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            printed.push_str(letters);
            rest -= step;
        }
    }
    printed
}

/// A Chinese numeral below ten thousand, the plain number beyond.
fn han(number: u32, digits: &[&str; 10], powers: [&str; 3]) -> String {
    if !(1..10_000).contains(&number) {
        return if number == 0 {
            "零".to_owned()
        } else {
            number.to_string()
        };
    }
    let mut printed = String::new();
    let mut has_gap = false;
    for power in (0..4_u32).rev() {
        let digit = number / 10_u32.pow(power) % 10;
        if digit == 0 {
            has_gap = !printed.is_empty();
            continue;
        }
        if std::mem::take(&mut has_gap) {
            printed.push_str(digits.first().copied().unwrap_or_default());
        }
        // 十一, not 一十一.
        let opens_with_ten = power == 1 && digit == 1 && printed.is_empty();
        if !opens_with_ten {
            printed.push_str(digits.get(digit as usize).copied().unwrap_or_default());
        }
        let name = power
            .checked_sub(1)
            .and_then(|index| powers.get(index as usize));
        printed.push_str(name.copied().unwrap_or_default());
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn numbers_are_printed_as_word_prints_them() {
        for (format, number, printed) in [
            ("decimal", 12, Some("12")),
            ("decimalZero", 7, Some("07")),
            ("chineseCounting", 1, Some("一")),
            ("chineseCountingThousand", 10, Some("十")),
            ("chineseCountingThousand", 21, Some("二十一")),
            ("japaneseCounting", 105, Some("一百零五")),
            ("chineseCounting", 1010, Some("一千零一十")),
            ("chineseLegalSimplified", 11, Some("拾壹")),
            ("decimalEnclosedCircle", 3, Some("③")),
            ("decimalEnclosedParen", 2, Some("⑵")),
            ("decimalEnclosedCircle", 21, Some("21")),
            ("decimalFullWidth", 10, Some("１０")),
            ("upperLetter", 28, Some("BB")),
            ("lowerRoman", 14, Some("xiv")),
            ("ideographTraditional", 3, Some("丙")),
            ("bullet", 3, None),
        ] {
            assert_eq!(
                print(format, number).as_deref(),
                printed,
                "{format} {number}"
            );
        }
    }
}
