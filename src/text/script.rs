//! Traditional characters read as simplified ones, byte for byte in the same places.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::is_han;
use super::normalize::plain;

/// A text as it is read: every stretch of it stands at the same bytes as in the text that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'t> {
    /// The text in simplified characters.
    pub text: Cow<'t, str>,
    /// Whether the original is in traditional characters.
    pub is_traditional: bool,
}

/// One in this many Han characters has another traditional form at least, where a text is in traditional characters.
const TRADITIONAL_SHARE: usize = 12;

/// `text` in simplified characters when it is in traditional ones, and without the radicals and compatibility
/// characters that PDF files print for whole characters, rare forms of brackets and points, nor marks of Markdown within
/// lines.
///
/// A simplified text keeps the few characters that only look traditional: 乾县, 瞭望.
#[must_use]
pub fn reading(text: &str) -> Reading<'_> {
    let (mut han, mut traditional, mut has_others) = (0_usize, 0_usize, false);
    for character in text.chars() {
        if is_stand_in(character) {
            has_others = true;
        } else if is_han(character) {
            han += 1;
            traditional += usize::from(plain(character) != character);
        }
    }
    let is_traditional = traditional > 0 && traditional * TRADITIONAL_SHARE >= han;
    let text = if is_traditional || has_others {
        Cow::Owned(text.chars().map(|c| read(c, is_traditional)).collect())
    } else {
        Cow::Borrowed(text)
    };
    Reading {
        text: unmarked(text),
        is_traditional,
    }
}

/// Words of Taiwan and Hong Kong, in simplified characters, what notices of the mainland print, and longer words in which
/// the characters only happen to stand side by side. Only words that notices do not use themselves: 支援 and 品质 may be
/// their own.
const REGIONAL_WORDS: &[(&str, &str, &[&str])] = &[
    ("最佳化", "优化", &[]),
    ("网际网路", "互联网", &[]),
    ("行动网路", "移动网络", &["专项行动网路"]),
    ("行动网络", "移动网络", &["专项行动网络"]),
    ("行动支付", "移动支付", &["专项行动支付"]),
    ("行动电话", "移动电话", &["行动电话会"]),
    (
        "网路",
        "网络",
        &["电网路", "管网路", "网路线", "网路由", "路网路"],
    ),
    ("资讯科技", "信息技术", &[]),
    ("资讯化", "信息化", &[]),
    ("资讯", "信息", &[]),
    ("资料库", "数据库", &[]),
    ("大资料", "大数据", &[]),
    ("数位化", "数字化", &[]),
    (
        "数位",
        "数字",
        &["多数位", "少数位", "人数位", "数位居", "数位列", "数位于"],
    ),
    ("数码化", "数字化", &[]),
    ("智慧型", "智能", &[]),
    ("人工智慧", "人工智能", &[]),
    ("软体", "软件", &[]),
    ("硬体", "硬件", &["坚硬体"]),
    ("伺服器", "服务器", &[]),
    ("云端运算", "云计算", &[]),
    ("云端", "云", &[]),
    ("晶片", "芯片", &[]),
    ("积体电路", "集成电路", &[]),
    ("专案", "项目", &[]),
    ("影片", "视频", &["电影片", "影片区"]),
    ("视讯", "视频", &[]),
    ("民众", "群众", &[]),
    (
        "程式",
        "程序",
        &["工程式", "流程式", "全程式", "过程式", "程式样"],
    ),
    ("演算法", "算法", &[]),
    ("奈米", "纳米", &[]),
    ("雷射", "激光", &[]),
    (
        "捷运",
        "地铁",
        &["快捷运", "便捷运", "捷运输", "捷运行", "捷运营", "捷运转"],
    ),
    ("计程车", "出租车", &[]),
    ("货柜", "集装箱", &[]),
    ("幼稚园", "幼儿园", &[]),
    ("计画", "计划", &["设计画", "统计画"]),
    ("规画", "规划", &[]),
    ("宽频", "宽带", &[]),
    ("频宽", "带宽", &[]),
    ("永续发展", "可持续发展", &[]),
    ("永续", "可持续", &[]),
];

/// A title of a text in traditional characters as the mainland prints it, in its characters and its words.
#[must_use]
pub fn mainland(title: &str) -> String {
    let simplified: String = title.chars().map(|c| read(c, true)).collect();
    let mut words = simplified;
    for (regional, ours, longer) in REGIONAL_WORDS {
        if words.contains(regional) {
            words = with_word(&words, regional, ours, longer);
        }
    }
    words
}

/// `text` with `ours` for `regional`, but where it is a part of a `longer` word.
fn with_word(text: &str, regional: &str, ours: &str, longer: &[&str]) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in text.match_indices(regional) {
        let is_part = longer.iter().any(|word| {
            let start = word
                .find(regional)
                .and_then(|offset| at.checked_sub(offset));
            let here = start.and_then(|start| text.get(start..));
            here.is_some_and(|here| here.starts_with(word))
        });
        if !is_part {
            replaced.push_str(text.get(from..at).unwrap_or_default());
            replaced.push_str(ours);
            from = at + regional.len();
        }
    }
    replaced.push_str(text.get(from..).unwrap_or_default());
    replaced
}

/// Marks of Markdown and HTML within lines, each with what is read in its place.
const MARKS: &[(&str, &str)] = &[
    ("**", "  "),
    ("<br>", "、 "),
    ("<br/>", "、  "),
    ("<br />", "、   "),
];

/// The text with blanks where it says how letters look, and with separators where it breaks lines within a cell.
fn unmarked(text: Cow<'_, str>) -> Cow<'_, str> {
    MARKS.iter().fold(text, |text, (mark, blank)| {
        if text.contains(mark) {
            Cow::Owned(text.replace(mark, blank))
        } else {
            text
        }
    })
}

/// What a character is read as: one of the same length.
fn read(character: char, is_traditional: bool) -> char {
    let other = if let Some(usual) = usual(character) {
        usual
    } else if is_stand_in(character) {
        std::iter::once(character)
            .nfkc()
            .next()
            .map_or(character, plain)
    } else if is_han(character) && is_traditional {
        plain(character)
    } else {
        character
    };
    if other.len_utf8() == character.len_utf8() {
        other
    } else {
        character
    }
}

/// Radicals and compatibility ideographs, and brackets and points that others stand for as well.
fn is_stand_in(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}')
        || usual(character).is_some()
}

/// The bracket that notices print most often for one of the same rank, 〔 for ［, and the point for one that looks like it.
fn usual(character: char) -> Option<char> {
    Some(match character {
        '［' | '﹝' => '〔',
        '］' | '﹞' => '〕',
        '〖' => '【',
        '〗' => '】',
        '﹙' => '（',
        '﹚' => '）',
        '∶' | '﹕' | '︰' => '：',
        '﹐' => '，',
        '﹑' | '､' => '、',
        '﹔' => '；',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::reading;

    #[test]
    fn traditional_texts_are_read_in_their_places() {
        let text = "責任單位：市財政局、市臺港澳辦。";
        let read = reading(text);
        assert!(read.is_traditional);
        assert_eq!(read.text, "责任单位：市财政局、市台港澳办。");
        assert_eq!(read.text.len(), text.len());
    }

    #[test]
    fn titles_of_traditional_texts_are_read_in_our_words() {
        let title = "推動數位政府與網際網路最佳化專案";
        assert_eq!(super::mainland(title), "推动数字政府与互联网优化项目");
        // The characters of two words side by side are no such word.
        let title = "發展快捷運輸，多數位於城區的電網路線與工程式樣";
        let expected = "发展快捷运输，多数位于城区的电网路线与工程式样";
        assert_eq!(super::mainland(title), expected);
    }

    #[test]
    fn simplified_texts_stay() {
        let text = "乾县推进农村饮水安全工程建设，完善基础设施。";
        let read = reading(text);
        assert!(!read.is_traditional);
        assert_eq!(read.text, text);
        assert_eq!(reading("⼀、⻓江").text, "一、长江");
        assert_eq!(reading("修路。［省交通厅］").text, "修路。〔省交通厅〕");
        assert_eq!(
            reading("单位∶省农委﹑省水利厅").text,
            "单位：省农委、省水利厅"
        );
        assert_eq!(reading("**一、修路**").text, "  一、修路  ");
    }
}
