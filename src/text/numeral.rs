//! Han numerals: 二○一二, 十五, 三千五百, 百亿, 两.

/// The digit that a character stands for: Arabic, full-width or Han, with every zero that notices print (○ 〇 零 Ｏ).
///
/// `None` for anything else, 十 百 千 万 亿 among it.
#[must_use]
pub fn digit(character: char) -> Option<u8> {
    let digit = match character {
        '0'..='9' => u32::from(character) - u32::from('0'),
        '０'..='９' => u32::from(character) - u32::from('０'),
        '○' | '〇' | '零' | 'Ｏ' | '◯' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '兩' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    };
    u8::try_from(digit).ok()
}

/// What a scale character multiplies by: 十 百 千 万 亿.
#[must_use]
pub fn scale(character: char) -> Option<u64> {
    Some(match character {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Whether numbers are written with a character.
#[must_use]
pub fn is_numeral(character: char) -> bool {
    digit(character).is_some() || scale(character).is_some()
}

/// The whole number that a run of Han or Arabic numerals stands for, by place (二○一二) or by scale (两千零十二, 百亿).
///
/// `None` when the run is empty, holds anything else or is too large.
#[must_use]
pub fn integer(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    // Between Han digits a Latin letter may stand for the zero: 二OO八.
    let is_han_digit = |c: char| !c.is_ascii() && digit(c).is_some_and(|digit| digit > 0);
    let holds_han = text.chars().any(is_han_digit);
    let letter = |c: char| (holds_han && matches!(c, 'O' | 'o')).then_some(0);
    let place = |c: char| digit(c).or_else(|| letter(c));
    if text.chars().all(|character| place(character).is_some()) {
        return text
            .chars()
            .filter_map(place)
            .try_fold(0_u64, |number, digit| {
                number.checked_mul(10)?.checked_add(u64::from(digit))
            });
    }
    // `total` holds what 万 and 亿 have closed, `section` the thousands being read, `pending` the last bare digits.
    let (mut total, mut section, mut pending) = (0_u64, 0_u64, 0_u64);
    for character in text.chars() {
        if let Some(digit) = digit(character) {
            pending = pending.checked_mul(10)?.checked_add(u64::from(digit))?;
            continue;
        }
        let scale = scale(character)?;
        if scale < 10_000 {
            // A scale that no digit precedes counts once: 十五, 零十二.
            section = section.checked_add(pending.max(1).checked_mul(scale)?)?;
        } else {
            section = section.checked_add(pending)?;
            if scale == 10_000 {
                total = total.checked_add(section.max(1).checked_mul(scale)?)?;
            } else {
                total = total.checked_add(section)?.max(1).checked_mul(scale)?;
            }
            section = 0;
        }
        pending = 0;
    }
    total.checked_add(section)?.checked_add(pending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_by_place_and_by_scale() {
        for (text, number) in [
            ("二○一二", 2012),
            ("二00三", 2003),
            ("二OO八", 2008),
            ("十", 10),
            ("十五", 15),
            ("二十", 20),
            ("一百零五", 105),
            ("两千零十二", 2012),
            ("百", 100),
            ("百亿", 10_000_000_000),
            ("三千五百万", 35_000_000),
            ("一亿二千万", 120_000_000),
            ("万亿", 1_000_000_000_000),
            ("12", 12),
            ("３５", 35),
        ] {
            assert_eq!(integer(text), Some(number), "{text}");
        }
        for text in [
            "",
            "个",
            "十个",
            "OO",
            "2O",
            "九九九九九九九九九九九九九九九九九九九九九",
        ] {
            assert_eq!(integer(text), None, "{text}");
        }
    }
}
