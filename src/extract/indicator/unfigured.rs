//! Indicators without a figure: all of something (县县通, 全部到达), and what the state assigns.

use super::draft::Draft;
use super::subject;
use super::words::Words;
use crate::model::{IndicatorKind, Measure, TextRange};

/// Words that leave the figure to the state.
static ASSIGNED: Words = Words::new(
    "系国家分解指标 国家分解指标 国家分解下达 国家下达的指标 国家下达指标 国家下达的目标 国家下达目标 \
    国家下达的任务 国家下达任务 完成国家下达 国家核定",
);

/// Words of a fall in a name without a figure: 单位工业增加值用水量降低.
static FALLS: Words = Words::new("降低 减少 下降");

/// Words of a rise in a name without a figure.
static RISES: Words = Words::new("提高 增加 增长");

/// All of something is reached: the words before which the reached stands.
static REACHED_ALL: Words = Words::new(
    "全部到达 全部通达 全部覆盖 全部贯通 全部接入 全部开通 全部达标 全面贯通 全部建成 全部通",
);

/// All of something is reached: the words behind which all of it stands.
static REACHES_ALL: Words = Words::new(
    "通达全部 覆盖全部 到达全部 覆盖所有 通达所有 到达所有 全部拆除 全部淘汰 全部取缔 全部关停",
);

/// Each place after the other: 县县通.
static EVERY: Words = Words::new("县县通 乡乡通 村村通 镇镇通 市市通 户户通");

/// What stands between a name and the words that leave its figure to the state.
const BEFORE_ASSIGNED: [char; 10] = ['（', '(', '系', '完', '成', '达', '到', '在', '为', '于'];

/// What opens a clause of reach and is no part of its phrase.
static LIGHT: Words = Words::new("并 且 同时 和 以及");

/// What opens a clause of reach and is no part of its subject.
static OPENERS: Words = Words::new("在全国率先 率先 基本 实现 全面 力争 确保 到");

/// Whether `clause` leaves its figure to the state.
pub(super) fn is_assigned_by_state(clause: &str) -> bool {
    ASSIGNED.inside(clause).is_some()
}

/// The indicator of a clause in which no figure stands.
pub(super) fn read(clause: &str, is_binding: bool) -> Vec<Draft> {
    let draft = assigned(clause).filter(|_| is_binding || clause.contains("系国家"));
    draft.or_else(|| universal(clause)).into_iter().collect()
}

fn assigned(clause: &str) -> Option<Draft> {
    let word = ASSIGNED.inside(clause)?;
    let (name, _) = clause.split_once(word)?;
    let name = subject::name(name.trim_end_matches(BEFORE_ASSIGNED));
    let (name, measure) = match (FALLS.ending(name), RISES.ending(name)) {
        (Some(fall), _) => (name.strip_suffix(fall)?, Measure::Decrease),
        (_, Some(rise)) => (name.strip_suffix(rise)?, Measure::Increase),
        _ => (name, Measure::Level),
    };
    let draft = Draft {
        kind: IndicatorKind::Outcome,
        measure,
        ..Draft::unfigured(name, TextRange::new(0, clause.len()))
    };
    (!name.is_empty()).then_some(draft)
}

/// Clauses that set something for all without a figure.
fn universal(clause: &str) -> Option<Draft> {
    let start = LIGHT.beginning(clause).map_or(0, str::len);
    let stated = clause.get(start..)?;
    let name = reached_by_all(stated)?;
    let mut name = subject::name(&name);
    while let Some(rest) = OPENERS
        .beginning(name)
        .and_then(|word| name.strip_prefix(word))
    {
        name = rest;
    }
    let draft = Draft::unfigured(name, TextRange::new(start, clause.len()));
    (!name.is_empty()).then_some(draft)
}

/// What `stated` reaches for all, without the word for all.
fn reached_by_all(stated: &str) -> Option<String> {
    if let Some(word) = REACHED_ALL.inside(stated) {
        if let Some(name) = stated.strip_suffix(word) {
            return Some(name.to_owned());
        }
        let verb = word
            .strip_prefix("全部")
            .or_else(|| word.strip_prefix("全面"))?;
        return Some(stated.replacen(word, verb, 1));
    }
    if let Some(word) = REACHES_ALL.inside(stated) {
        let verb = word.replace("全部", "").replace("所有", "");
        return Some(stated.replacen(word, &verb, 1));
    }
    if !stated.contains("实现") {
        return None;
    }
    if EVERY.inside(stated).is_some() {
        return Some(stated.to_owned());
    }
    let covered = stated.strip_suffix("全覆盖")?;
    Some(format!("{covered}覆盖"))
}
