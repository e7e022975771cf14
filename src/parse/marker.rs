//! Enumerators that open a line: 第一章, 一、, （一）, 1., （1）, ⑴, ①, 1.1.

use super::line::{slice, trimmed_of};
use crate::model::TextRange;
use crate::text::numeral;

/// The types of enumerators, from the highest usual level to the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum MarkerKind {
    /// 第一篇, 第一编, 第一部分.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// A heading without enumerator, by its level: # in Markdown, or a line that stands alone.
    Title(u8),
    /// 一、
    Han,
    /// （一）
    HanBracketed,
    /// The number of a box, which stands within whatever holds it: 专栏1.
    Box,
    /// The words in the column of a table that group its rows, by the column.
    Category(u8),
    /// 1. 1、 ⒈
    Arabic,
    /// （1） 1） ⑴ 1.1
    ArabicBracketed,
    /// ① 1.1.1
    Circled,
    /// A row of a table.
    Row,
}

impl MarkerKind {
    /// Whether it is printed as an enumerator.
    pub(super) fn is_enumerator(self) -> bool {
        !matches!(self, Self::Title(_) | Self::Category(_) | Self::Row)
    }
}

/// An enumerator and what it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// Its type.
    pub(super) kind: MarkerKind,
    /// The enumerator as printed.
    pub(super) range: TextRange,
    /// The rest of the line.
    pub(super) content: TextRange,
}

/// What follows the last numeral of an enumeration within a sentence.
const COUNTED: [char; 16] = [
    '、', '，', ',', '和', '及', '与', '至', '到', '级', '类', '产', '期', '次', '线', '季', '批',
];

/// How long a line may be whose 第一章 is not set apart by a space.
const LONGEST_TIGHT_HEADING: usize = 40;

/// How many digits an item number may have.
const MOST_DIGITS: usize = 3;

/// The enumerator that opens a line.
pub(super) fn read(text: &str, line: TextRange) -> Option<Marker> {
    let printed = slice(text, line);
    let (kind, rest) = divided(printed)
        .or_else(|| bracketed(printed))
        .or_else(|| pointed(printed))
        .or_else(|| decimal(printed))
        .or_else(|| single_character(printed))
        .or_else(|| broken(printed))?;
    let end = line.end - rest.len();
    let content = trimmed_of(text, TextRange::new(end, line.end), |character| {
        character.is_whitespace() || (character == '、' && kind == MarkerKind::HanBracketed)
    });
    (!content.is_empty()).then_some(Marker {
        kind,
        range: TextRange::new(line.start, end),
        content,
    })
}

/// 第一章 and its like, 专栏1.
fn divided(line: &str) -> Option<(MarkerKind, &str)> {
    let is_heading = |rest: &str| {
        let set_apart = rest.starts_with(char::is_whitespace);
        set_apart || (!rest.contains(['。', '，']) && rest.chars().count() <= LONGEST_TIGHT_HEADING)
    };
    if let Some(numbered) = line.strip_prefix("专栏") {
        let rest = numbered.trim_start_matches(|c| is_digit(c) || is_han_numeral(c));
        let is_numbered = rest.len() < numbered.len();
        let rest = rest.strip_prefix(['：', ':']).unwrap_or(rest);
        return (is_numbered && is_heading(rest)).then_some((MarkerKind::Box, rest));
    }
    let numbered = line.strip_prefix('第')?;
    let (_, after) = number(numbered, |character| {
        is_han_numeral(character) || is_digit(character)
    })?;
    let mut characters = after.chars();
    let kind = match characters.next()? {
        '篇' | '编' => MarkerKind::Part,
        '部' if characters.as_str().starts_with('分') => {
            characters.next();
            MarkerKind::Part
        }
        '章' => MarkerKind::Chapter,
        '节' => MarkerKind::Section,
        _ => return None,
    };
    let rest = characters.as_str();
    is_heading(rest).then_some((kind, rest))
}

/// （一） and （1）.
fn bracketed(line: &str) -> Option<(MarkerKind, &str)> {
    let inside = line.strip_prefix(['（', '('])?;
    let (kind, after) = number(inside, is_han_numeral)
        .map(|(_, after)| (MarkerKind::HanBracketed, after))
        .or_else(|| arabic(inside).map(|after| (MarkerKind::ArabicBracketed, after)))?;
    Some((kind, after.strip_prefix(['）', ')'])?))
}

/// 一、, 1. and 1）.
fn pointed(line: &str) -> Option<(MarkerKind, &str)> {
    let points = ['、', '．', '.', '﹒'];
    if let Some((printed, after)) = number(line, is_han_numeral) {
        let rest = after.strip_prefix(points)?;
        // 一、二、三产业 and 一、二级公路 are no enumerators, 二、十大任务 and 二、一批项目 are.
        let goes_on = number(rest, is_han_numeral).is_some_and(|(next, after)| {
            after.starts_with(COUNTED) && numeral::integer(next) > numeral::integer(printed)
        });
        return (!goes_on).then_some((MarkerKind::Han, rest));
    }
    let after = arabic(line)?;
    if let Some(rest) = after.strip_prefix(['）', ')']) {
        return Some((MarkerKind::ArabicBracketed, rest));
    }
    let rest = after.strip_prefix(points)?;
    // 2.6万公里 is a figure, 2.2012年 an item that begins with a year, 2.3.6万公里 one that begins with a figure.
    let is_figure =
        rest.starts_with(is_digit) && !begins_with_year(rest) && !begins_with_decimal(rest);
    (!is_figure).then_some((MarkerKind::Arabic, rest))
}

/// What a figure measures that white space may part from it: 2.6 万公里.
const MEASURES: &[&str] = &[
    "万", "亿", "千", "百", "公里", "公顷", "公斤", "平方", "立方", "吨", "米", "亩", "元", "倍",
    "个", "度", "小时", "年", "美元", "海里", "兆", "分", "厘米", "毫",
];

/// 1.1 and 1.1.2, set apart from what they open.
fn decimal(line: &str) -> Option<(MarkerKind, &str)> {
    let mut rest = arabic(line)?;
    let mut levels = 0;
    while let Some(next) = rest.strip_prefix(['.', '．']).and_then(arabic) {
        (rest, levels) = (next, levels + 1);
    }
    let kind = match levels {
        0 => return None,
        1 => MarkerKind::ArabicBracketed,
        _ => MarkerKind::Circled,
    };
    let title = rest.trim_start();
    let is_set_apart = title.len() < rest.len();
    let is_figure = MEASURES.iter().any(|word| title.starts_with(word));
    let opens = title.starts_with(|c: char| c.is_alphabetic() || c == '“' || c == '《');
    (is_set_apart && opens && !is_figure).then_some((kind, rest))
}

/// ①, ⑴, ⒈ and ㈠.
fn single_character(line: &str) -> Option<(MarkerKind, &str)> {
    let mut characters = line.chars();
    let kind = match characters.next()? {
        '①'..='⑳' => MarkerKind::Circled,
        '⑴'..='⒇' => MarkerKind::ArabicBracketed,
        '⒈'..='⒛' => MarkerKind::Arabic,
        '㈠'..='㈩' => MarkerKind::HanBracketed,
        _ => return None,
    };
    Some((kind, characters.as_str()))
}

/// （二） as copies leave it that cut characters in halves: ?。ǘ┩. Which number it was nobody knows.
fn broken(line: &str) -> Option<(MarkerKind, &str)> {
    const LONGEST: usize = 4;
    let rest = line.strip_prefix(['?', '？'])?.strip_prefix('。')?;
    let is_word = |c: char| ('\u{3400}'..='\u{9FFF}').contains(&c) || c.is_ascii();
    let is_stroke = |c: char| ('\u{2500}'..='\u{257F}').contains(&c);
    let opening = || rest.char_indices().take(LONGEST);
    let stroke = opening().find(|&(_, c)| is_stroke(c));
    let odd = || opening().take_while(|&(_, c)| !is_word(c)).last();
    let (at, last) = stroke.or_else(odd)?;
    Some((MarkerKind::HanBracketed, rest.get(at + last.len_utf8()..)?))
}

/// The run of numeral characters that opens `text`, and what follows; `None` when there is no run.
fn number(text: &str, is_numeral: fn(char) -> bool) -> Option<(&str, &str)> {
    let after = text.trim_start_matches(is_numeral);
    let number = text.get(..text.len() - after.len())?;
    (!number.is_empty()).then_some((number, after))
}

/// What follows an item number.
fn arabic(text: &str) -> Option<&str> {
    number(text, is_digit)
        .filter(|(number, _)| number.chars().count() <= MOST_DIGITS)
        .map(|(_, after)| after)
}

fn begins_with_year(text: &str) -> bool {
    number(text, is_digit)
        .is_some_and(|(number, after)| number.chars().count() == 4 && after.starts_with('年'))
}

/// Whether a text begins with a decimal number and what it measures.
fn begins_with_decimal(text: &str) -> bool {
    let behind = |text| number(text, is_digit).map(|(_, after)| after);
    let decimals = behind(text).and_then(|after| behind(after.strip_prefix(['.', '．'])?));
    let measures = |measured: &str| MEASURES.iter().any(|word| measured.starts_with(word));
    decimals.is_some_and(|measured| measured.starts_with(['%', '％']) || measures(measured))
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// Whether a character is a Han numeral.
pub(super) fn is_han_numeral(character: char) -> bool {
    !is_digit(character)
        && (numeral::digit(character).is_some() || matches!(character, '十' | '百'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerators_are_told_from_figures() {
        use MarkerKind::*;
        for (line, expected) in [
            (
                "第十章　健全保障措施",
                Some((Chapter, "第十章", "健全保障措施")),
            ),
            (
                "第一节明确任务分工",
                Some((Section, "第一节", "明确任务分工")),
            ),
            ("第二部分　重点任务", Some((Part, "第二部分", "重点任务"))),
            ("第一部门", None),
            ("一、分工原则", Some((Han, "一、", "分工原则"))),
            ("二、十大任务", Some((Han, "二、", "十大任务"))),
            ("二、一批重大项目", Some((Han, "二、", "一批重大项目"))),
            ("三、一次性补贴", Some((Han, "三、", "一次性补贴"))),
            ("1﹒种粮", Some((Arabic, "1﹒", "种粮"))),
            ("一、二级公路", None),
            (
                "（十五） 健全机制。",
                Some((HanBracketed, "（十五）", "健全机制。")),
            ),
            ("(二)加强", Some((HanBracketed, "(二)", "加强"))),
            ("12.城镇", Some((Arabic, "12.", "城镇"))),
            ("１．启动", Some((Arabic, "１．", "启动"))),
            ("2、修复", Some((Arabic, "2、", "修复"))),
            ("1.2012年底前", Some((Arabic, "1.", "2012年底前"))),
            ("（1）新建", Some((ArabicBracketed, "（1）", "新建"))),
            ("3）新建", Some((ArabicBracketed, "3）", "新建"))),
            ("⑴新建", Some((ArabicBracketed, "⑴", "新建"))),
            ("①新建", Some((Circled, "①", "新建"))),
            ("1.2 新建", Some((ArabicBracketed, "1.2", "新建"))),
            ("1.2.10　新建", Some((Circled, "1.2.10", "新建"))),
            ("2.6 万公里普通公路", None),
            ("4．3.5万人脱贫", Some((Arabic, "4．", "3.5万人脱贫"))),
            ("1.2.3新建", None),
            ("1.2新建", None),
            ("?。ǘ┩建港", Some((HanBracketed, "?。ǘ┩", "建港"))),
            ("?。﹩优化", Some((HanBracketed, "?。﹩", "优化"))),
            ("?。建港", None),
            ("2.6万公里普通公路", None),
            ("2012年，建成", None),
            ("一、二、三产业融合", None),
            ("第一产业稳步发展，", None),
            ("（系国家分解指标）", None),
            ("一、", None),
        ] {
            let read = read(line, TextRange::new(0, line.len()));
            let read = read.map(|m| (m.kind, slice(line, m.range), slice(line, m.content)));
            assert_eq!(read, expected, "{line}");
        }
    }
}
