//! Metadata that sites print above a notice: 发文字号：辽政发〔2012〕5号, 【颁布单位】辽宁省人民政府.

use std::collections::BTreeSet;

use super::line::{slice, trimmed};
use crate::model::TextRange;

/// What a line of metadata tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// 文号.
    DocumentNumber,
    /// 发文机关.
    Issuer,
    /// 成文日期, never the day of publication.
    IssuedOn,
    /// 标题.
    Title,
    /// Anything else.
    Other,
}

const KEYS: &[(Field, &[&str])] = &[
    (
        Field::DocumentNumber,
        &[
            "文号",
            "发文字号",
            "文件字号",
            "文件文号",
            "发文号",
            "发文文号",
            "发布文号",
            "文件编号",
            "字号",
        ],
    ),
    (
        Field::Issuer,
        &[
            "发文机关",
            "发文单位",
            "发布机构",
            "发布机关",
            "发布单位",
            "发文机构",
            "制定机关",
            "颁布单位",
            "颁布机关",
            "制发机关",
            "印发机关",
            "公文机关",
        ],
    ),
    (
        Field::IssuedOn,
        &["成文日期", "签发日期", "成文时间", "发文日期", "印发日期"],
    ),
    (
        Field::Title,
        &["标题", "名称", "信息名称", "文件名称", "文件标题"],
    ),
    (
        Field::Other,
        &[
            "索引号",
            "主题分类",
            "信息分类",
            "组配分类",
            "发布日期",
            "公布日期",
            "发布时间",
            "生成日期",
            "实施日期",
            "有效性",
            "时效性",
            "主题词",
            "关键词",
            "公开方式",
            "来源",
            "信息来源",
            "签发人",
            "有效期",
            "体裁分类",
            "公开范围",
            "公开类别",
            "所属机构",
            "统一登记号",
            "文件类型",
            "废止日期",
            "主题",
            "分类",
            "语种",
            "服务对象",
            "生效日期",
            "发文时间",
            "时间",
            "公开日期",
            "有效性状态",
            "核心提示",
            "内容概述",
        ],
    ),
];

/// The longest key with its padding, in characters.
const LONGEST_KEY: usize = 12;

/// The fields of a line of metadata and their values; none for a line that is no metadata.
///
/// A line may be a row of keys and values (索引号：| 1134 | 发文机关：| 国务院) or hold several one behind the other.
pub(super) fn read(text: &str, line: TextRange) -> Vec<(Field, TextRange)> {
    let printed = slice(text, line);
    if printed.contains(['\t', '|']) {
        return row(text, line);
    }
    let spaced = spaced(text, line);
    if !spaced.is_empty() {
        return spaced;
    }
    single(text, line).map_or_else(Vec::new, |first| {
        let mut fields = vec![first];
        // Further keys behind the value: 发文机关：国务院 成文日期：2020年9月1日
        while let Some((before, next)) = fields.last().and_then(|&(_, value)| inner(text, value)) {
            if let Some((_, value)) = fields.last_mut() {
                *value = before;
            }
            fields.push(next);
        }
        fields
    })
}

fn single(text: &str, line: TextRange) -> Option<(Field, TextRange)> {
    let printed = slice(text, line);
    let (key, value) = match printed.strip_prefix('【') {
        Some(inner) => inner.split_once('】')?,
        None => printed.split_once(['：', ':'])?,
    };
    let value = trimmed(text, TextRange::new(line.end - value.len(), line.end));
    Some((field(key)?, value))
}

/// The field that a key names.
fn field(key: &str) -> Option<Field> {
    if key.chars().nth(LONGEST_KEY).is_some() {
        return None;
    }
    let tight: String = key.chars().filter(|c| !c.is_whitespace()).collect();
    let tight = tight.trim_matches(['：', ':', '【', '】', '[', ']']);
    KEYS.iter()
        .find(|(_, keys)| keys.contains(&tight))
        .map(|&(field, _)| field)
}

/// The cells of a row, keys and values in turn.
fn row(text: &str, line: TextRange) -> Vec<(Field, TextRange)> {
    let mut fields = Vec::new();
    let mut key = None;
    let mut start = line.start;
    for cell in slice(text, line).split(['\t', '|']) {
        let range = trimmed(text, TextRange::new(start, start + cell.len()));
        start += cell.len() + 1;
        if range.is_empty() {
            continue;
        }
        let whole = single(text, range).filter(|(_, value)| !value.is_empty());
        match (key.take(), field(slice(text, range))) {
            (_, Some(field)) => key = Some(field),
            (Some(field), None) => fields.push((field, range)),
            (None, None) => fields.extend(whole),
        }
    }
    fields
}

/// Keys and values with nothing but white space between them: 发布机构 市政府 文    号 辽政发〔2012〕5号. At least two.
fn spaced(text: &str, line: TextRange) -> Vec<(Field, TextRange)> {
    let printed = slice(text, line);
    if printed.contains(['：', ':', '。', '，']) || !printed.contains(char::is_whitespace) {
        return Vec::new();
    }
    let mut words = Vec::new();
    let mut start = line.start;
    for word in printed.split_inclusive(char::is_whitespace) {
        let range = trimmed(text, TextRange::new(start, start + word.len()));
        start += word.len();
        if !range.is_empty() {
            words.push(range);
        }
    }
    let mut fields: Vec<(Field, TextRange)> = Vec::new();
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        // A padded key is several words: 索 引 号.
        let key = (1..=MOST_PARTS).rev().find_map(|count| {
            let last = words.get(at + count - 1)?;
            let field = field(slice(text, TextRange::new(word.start, last.end)))?;
            Some((field, last.end, count))
        });
        match (key, fields.last_mut()) {
            (Some((field, end, count)), _) => {
                fields.push((field, TextRange::new(end, end)));
                at += count;
            }
            (None, None) => return Vec::new(),
            (None, Some((_, value))) => {
                let start = if value.is_empty() {
                    word.start
                } else {
                    value.start
                };
                *value = TextRange::new(start, word.end);
                at += 1;
            }
        }
    }
    let has_value = |(_, value): &(Field, TextRange)| !value.is_empty();
    if fields.len() > 1 && fields.iter().any(has_value) {
        fields
    } else {
        Vec::new()
    }
}

/// How many words a padded key may be.
const MOST_PARTS: usize = 4;

/// A key inside a value, behind white space or right behind the value: what stands before it, and its field.
fn inner(text: &str, value: TextRange) -> Option<(TextRange, (Field, TextRange))> {
    let printed = slice(text, value);
    set_apart(text, value, printed).or_else(|| glued(text, value, printed))
}

/// The shortest key, in characters, that may stand right behind a value; 文号 may as well.
const SHORTEST_GLUED: usize = 3;

/// The key before the first colon of a value: 011/2022-12文号：辽政发〔2012〕5号.
fn glued(text: &str, value: TextRange, printed: &str) -> Option<(TextRange, (Field, TextRange))> {
    let colon = printed.find(['：', ':'])?;
    let before = printed.get(..colon)?;
    let starts = before.char_indices().rev().take(LONGEST_KEY);
    let (at, _) = starts
        .filter(|&(at, _)| {
            let key = before.get(at..).unwrap_or_default();
            let is_long = key.chars().count() >= SHORTEST_GLUED || key == "文号";
            is_long && field(key).is_some()
        })
        .last()?;
    let rest = TextRange::new(value.start + at, value.end);
    let before = trimmed(text, TextRange::new(value.start, rest.start));
    Some((before, single(text, rest)?))
}

fn set_apart(
    text: &str,
    value: TextRange,
    printed: &str,
) -> Option<(TextRange, (Field, TextRange))> {
    printed
        .char_indices()
        .filter(|&(at, character)| {
            let before = printed.get(..at).unwrap_or_default();
            character != ' ' && (before.ends_with(char::is_whitespace) || character == '【')
        })
        .take(MOST_KEYS)
        .find_map(|(at, _)| {
            let rest = TextRange::new(value.start + at, value.end);
            let before = trimmed(text, TextRange::new(value.start, rest.start));
            Some((before, single(text, rest)?))
        })
}

/// How many places of a value are looked at for a further key.
const MOST_KEYS: usize = 40;

/// How many fields of a notice's metadata are printed again where its whole head is.
const FEWEST_REPEATED: usize = 2;

/// The metadata of a page, while it is read.
#[derive(Debug, Default)]
pub(super) struct Pages<'t> {
    /// The lines with a value.
    known: BTreeSet<&'t str>,
    /// How many fields stand in lines that are known.
    count: usize,
    /// The title or the number in them.
    names: Option<TextRange>,
}

impl<'t> Pages<'t> {
    /// The title or the number of a notice whose metadata `line` prints once more, when enough has been printed again: a
    /// single field may well stand above the title and below it.
    pub(super) fn repeated(
        &mut self,
        text: &'t str,
        line: TextRange,
        fields: &[(Field, TextRange)],
    ) -> Option<TextRange> {
        let filled = || fields.iter().filter(|(_, value)| !value.is_empty());
        if filled().next().is_none() || self.known.insert(slice(text, line)) {
            return None;
        }
        self.count += filled().count();
        let names =
            filled().find(|(field, _)| matches!(field, Field::Title | Field::DocumentNumber));
        self.names = self.names.or(names.map(|&(_, value)| value));
        self.names.filter(|_| self.count >= FEWEST_REPEATED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_may_follow_a_value_at_once() {
        let line = "索引号：011/2022-12文号：宜府发〔2022〕10号成文日期：2022-06-08";
        let found: Vec<_> = read(line, TextRange::new(0, line.len()))
            .into_iter()
            .map(|(field, value)| (field, slice(line, value)))
            .collect();
        let expected = [
            (Field::Other, "011/2022-12"),
            (Field::DocumentNumber, "宜府发〔2022〕10号"),
            (Field::IssuedOn, "2022-06-08"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn keys_and_values_may_be_set_apart_by_spaces() {
        let check = |line: &str, expected: &[(Field, &str)]| {
            let found: Vec<_> = read(line, TextRange::new(0, line.len()))
                .into_iter()
                .map(|(field, value)| (field, slice(line, value)))
                .collect();
            assert_eq!(found, expected, "{line}");
        };
        check(
            "发布机构 市政府 办公室 文    号 辽政发〔2012〕5号",
            &[
                (Field::Issuer, "市政府 办公室"),
                (Field::DocumentNumber, "辽政发〔2012〕5号"),
            ],
        );
        check("主题 教育 卫生", &[]);
        check("推进 主题 分类", &[]);
    }
}
