//! Metadata that sites print above a notice: 发文字号：辽政发〔2012〕5号, 【颁布单位】辽宁省人民政府.

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
    /// Anything else.
    Other,
}

const KEYS: &[(Field, &[&str])] = &[
    (
        Field::DocumentNumber,
        &["文号", "发文字号", "发文文号", "文件编号", "字号"],
    ),
    (
        Field::Issuer,
        &[
            "发文机关",
            "发文单位",
            "发布机构",
            "发布机关",
            "制定机关",
            "颁布单位",
            "颁布机关",
        ],
    ),
    (Field::IssuedOn, &["成文日期", "签发日期"]),
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
            "标题",
            "名称",
            "信息名称",
            "主题词",
            "关键词",
            "公开方式",
            "来源",
            "信息来源",
            "签发人",
        ],
    ),
];

/// The longest key with its padding, in characters.
const LONGEST_KEY: usize = 12;

/// The field of a line of metadata and its value.
pub(super) fn read(text: &str, line: TextRange) -> Option<(Field, TextRange)> {
    let printed = slice(text, line);
    let (key, value) = match printed.strip_prefix('【') {
        Some(inner) => inner.split_once('】')?,
        None => printed.split_once(['：', ':'])?,
    };
    if key.chars().count() > LONGEST_KEY {
        return None;
    }
    let tight: String = key.chars().filter(|c| !c.is_whitespace()).collect();
    let (field, _) = KEYS
        .iter()
        .find(|(_, keys)| keys.contains(&tight.as_str()))?;
    let value = trimmed(text, TextRange::new(line.end - value.len(), line.end));
    Some((*field, value))
}
