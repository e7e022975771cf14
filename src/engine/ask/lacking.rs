//! What a question says is lacking: 没有明确牵头单位, 没写责任单位, 没有时限.

use super::words::{Part, WORDS, Word};

/// Opens 没有明确牵头单位 and the like.
const LACKING: &[&str] = &["没有", "没", "无", "缺少", "缺乏", "缺", "未", "不"];

/// Those that deny a doing, and lack nothing by themselves.
const DENYING: &[char] = &['不', '未'];

/// What may stand between that and 牵头.
const LACKED: &[&str] = &[
    "明确的",
    "明确",
    "具体的",
    "具体",
    "完成的",
    "指定",
    "写明",
    "写",
    "确定",
    "设",
    "列出",
    "列",
    "安排",
    "规定",
    "单位",
    "部门",
    "人",
    "任何",
    "的",
    "量化的",
    "量化",
    "当过",
    "当",
    "担任过",
    "担任",
    "做过",
];

/// What a text says is lacking at its start, and in how many bytes: that somebody leads or has a part, a deadline, a target.
pub(super) fn lacking(text: &str) -> Option<(Word, usize)> {
    let opened = strip(text, LACKING)?;
    let mut rest = opened;
    while let Some(shorter) = strip(rest, LACKED) {
        rest = shorter;
    }
    // 未明确牵头单位 lacks a lead; 不牵头 says of somebody that he does not lead.
    if rest == opened && text.starts_with(DENYING) {
        return None;
    }
    if let Some((word, length)) = noun(rest) {
        return Some((word, text.len() - rest.len() + length));
    }
    let rest = rest.strip_prefix("牵头")?;
    let rest = strip(rest, &["单位", "部门", "人"]).unwrap_or(rest);
    Some((Word::NoLead, text.len() - rest.len()))
}

/// What the noun lacks that begins a text, and its bytes: 责任单位, 完成时限, 指标.
fn noun(text: &str) -> Option<(Word, usize)> {
    let words = WORDS.iter().filter(|(.., word)| text.starts_with(word));
    let (word, _, noun) = words.max_by_key(|(.., word)| word.len())?;
    let lacking = match word {
        Word::PartUnit(Part::Lead) => Word::NoLead,
        Word::PartUnit(Part::Responsible | Part::Any) => Word::NoUnit,
        Word::Deadline => Word::NoDeadline,
        Word::Indicator => Word::NoIndicator,
        _ => return None,
    };
    Some((lacking, noun.len()))
}

/// Whether what is lacking is that somebody leads, and not a lead of a task: 没有牵头, 没当过牵头单位.
pub(super) fn denies_doing(lacking: &str) -> bool {
    lacking.ends_with("牵头") || lacking.contains(['当', '担', '做'])
}

/// Whether what is denied stands behind what is done: 只参与不牵头.
pub(super) fn says_doing(denied: &str) -> bool {
    denied.starts_with('只')
}

pub(super) fn strip<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let longest = words.iter().filter(|word| text.starts_with(**word));
    let longest = longest.max_by_key(|word| word.len())?;
    text.strip_prefix(longest)
}
