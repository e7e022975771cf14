//! Pieces of a list: the stretches between separators that stand outside brackets and quotation marks.

use super::bodies::{UNFINISHED, ends_as_body, is_body, is_place, shared_ending, without_brackets};
use super::line::{OPENING, depth_in_quotes, ends_with_one, slice, trimmed};
use super::steps;
use super::vocabulary::{CONJUNCTIONS, LIST_OPENINGS, NAME_STARTS, OPEN};
use crate::model::TextRange;

/// The stretches between separators that stand outside brackets.
pub(super) fn pieces(text: &str, range: TextRange) -> Vec<TextRange> {
    let printed = slice(text, range);
    steps::count(printed.len());
    let mut pieces: Vec<TextRange> = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let mut close = |start: usize, end: usize| {
        let piece = trimmed(text, TextRange::new(start, end).shifted(range.start));
        let joined = pieces.last_mut().filter(|last| {
            let between = text.get(last.end..piece.start).unwrap_or_default();
            between.trim() == "、"
                && is_one_name(slice(text, **last), next_name(slice(text, piece)))
        });
        match joined {
            Some(last) => last.end = piece.end,
            None if !piece.is_empty() => pieces.push(piece),
            None => {}
        }
    };
    for (at, character) in printed.char_indices() {
        let is_within = depth > 0;
        depth = depth_in_quotes(depth, character);
        match character {
            _ if is_within || depth > 0 => {}
            '、' | '，' | ',' | '；' | ';' | '。' | '\t' | '|' | '/' | '／' | '①'..='⑳' => {
                close(start, at);
                start = at + character.len_utf8();
            }
            // A line break is where a page was cut; brackets belong to the name before them.
            _ if character.is_whitespace()
                && character != '\n'
                && !printed
                    .get(at..)
                    .unwrap_or_default()
                    .trim_start()
                    .starts_with(OPENING)
                && separates(printed, start, at) =>
            {
                close(start, at);
                start = at;
            }
            _ => {
                let rest = printed.get(at..).unwrap_or_default();
                if let Some(length) = glued_verb(printed.get(start..at).unwrap_or_default(), rest) {
                    close(start, at + length);
                    start = at + length;
                } else if let Some(length) =
                    conjunction(printed.get(start..at).unwrap_or_default(), rest)
                {
                    close(start, at);
                    start = at + length;
                }
            }
        }
    }
    close(start, printed.len());
    pieces
}

/// Whether white space stands between two names rather than inside a padded one.
fn separates(printed: &str, start: usize, at: usize) -> bool {
    let behind = printed.get(at..).unwrap_or_default().trim_start();
    let mut words = behind.split(|c: char| c.is_whitespace() || "、，,；;。".contains(c));
    // 各乡镇 人民政府: no body is called that alone.
    let is_ending = words
        .next()
        .is_some_and(|word| shared_ending(word) == Some(word));
    printed.get(start..at).is_some_and(|before| {
        let before = before.trim();
        let is_whole = before.chars().nth(2).is_some() && is_body(before);
        is_whole && !is_ending && !ends_with_one(before, UNFINISHED)
    })
}

/// Verbs that close a name and that the next name may follow at once.
const GLUED_VERBS: &[&str] = &["牵头负责", "牵头", "主办", "负责"];

/// Length of the verb that opens `rest` when it closes the name `before` and another name follows at once:
/// 省农委牵头省财政厅配合.
fn glued_verb(before: &str, rest: &str) -> Option<usize> {
    let verb = GLUED_VERBS.iter().find(|verb| rest.starts_with(**verb))?;
    let before = before.trim();
    if before.chars().nth(LONGEST_NAME).is_some() || !is_body(before) {
        return None;
    }
    let after = rest.get(verb.len()..)?;
    let begins = NAME_STARTS.iter().any(|start| after.starts_with(start));
    let name = next_name(after);
    (begins && name.chars().nth(2).is_some() && is_body(name)).then_some(verb.len())
}

/// Endings of names of bodies that name fields as well, of which one body may have several.
const FIELDS: &[&str] = &[
    "村",
    "水库",
    "实验室",
    "财政",
    "气象",
    "消防",
    "邮政",
    "海事",
    "民航",
    "烟草",
    "组织",
];

/// The conjunction that names of places hold: 浙江农林大学暨阳学院.
const IN_NAMES: &str = "暨";

/// How many bytes behind a conjunction are looked at.
const REACH: usize = 90;

/// Length of the conjunction that opens `rest` when `before` ends and what follows begins a name.
fn conjunction(before: &str, rest: &str) -> Option<usize> {
    let word = CONJUNCTIONS.iter().find(|word| rest.starts_with(**word))?;
    if before.chars().nth(LONGEST_NAME).is_some() {
        return None;
    }
    let before = before.trim();
    let base = before.split(OPEN).next().unwrap_or(before);
    // 财政、国土等部门以及汕头、湛江等市政府: 等 closes what stands before it, whatever names the fields have.
    let is_closed = base.len() < before.len() && ends_with_one(before, ANYBODY);
    // 国家粮食和储备局 is one name.
    let is_whole = is_body(base) && ends_as_body(without_brackets(base));
    if base.chars().nth(1).is_none() || !(is_whole || is_closed) {
        return None;
    }
    let after = rest.get(word.len()..)?;
    let begins = NAME_STARTS.iter().any(|start| after.starts_with(start));
    let name = next_name(after);
    let names_anybody = ends_with_one(base, ANYBODY) || ends_with_one(before, ANYBODY);
    if names_anybody && is_anybody(name) {
        return None;
    }
    // 县农业农村和科技局 is one body with two fields.
    let is_field = ends_with_one(without_brackets(base), FIELDS) || *word == IN_NAMES;
    // 歙县 is as whole a name as 休宁县.
    let is_long = name.chars().nth(2).is_some() || name.ends_with(['县', '旗']);
    // 市供电局及牟定、姚安县政府: the places share what the last of them says.
    let opens_list = || {
        let behind = after.strip_prefix(name).unwrap_or_default();
        let may_open = is_closed || base.ends_with(['局', '委', '厅', '办']);
        may_open && is_place(name) && behind.starts_with('、')
    };
    let is_other = begins || (!is_field && is_long && is_body(name)) || opens_list();
    (is_other && !is_one_name(before, name)).then_some(word.len())
}

/// The longest name before a conjunction, in characters.
const LONGEST_NAME: usize = 40;

/// Words for bodies that two of make up one name of nobody: 有关部门和单位.
const ANYBODY: &[&str] = &["部门", "单位", "机构", "企业", "地区", "地方"];

/// Whether a name is nothing but a word for bodies, whatever a further conjunction joins to it: 单位 in 部门和单位及各地区.
fn is_anybody(name: &str) -> bool {
    let rest = ANYBODY.iter().find_map(|word| name.strip_prefix(word));
    let goes_on = |rest: &str| CONJUNCTIONS.iter().any(|word| rest.starts_with(word));
    rest.is_some_and(|rest| rest.is_empty() || goes_on(rest))
}

/// Verbs that end a name, and what stands before them.
const VERBS: &[&str] = &[
    "按职责",
    "按照",
    "按分工",
    "负责",
    "牵头",
    "配合",
    "参与",
    "参加",
    "协办",
    "承办",
    "组织实施",
    "分别",
    "落实",
    "协助",
    "共同",
    "具体",
];

/// What stands before the next separator or verb: 教育部 in 教育部负责.
fn next_name(after: &str) -> &str {
    let end = after
        .char_indices()
        .take_while(|&(at, _)| at < REACH)
        .find(|&(_, character)| "、，,；;。（(".contains(character) || character.is_whitespace())
        .map_or(after.len(), |(at, _)| at);
    let name = after.get(..end).unwrap_or_default();
    let name = name.split(OPEN).next().unwrap_or(name);
    let begins_verb = |at: usize| {
        let rest = name.get(at..).unwrap_or_default();
        VERBS.iter().any(|verb| rest.starts_with(verb))
    };
    let mut places = name.char_indices().map(|(at, _)| at);
    let verb = places.find(|at| begins_verb(*at));
    verb.and_then(|at| name.get(..at)).unwrap_or(name)
}

/// Whether 、 stands inside one collective name: 各县（市）、区人民政府, 各市、县（市、区）, 各盟行政公署、市人民政府,
/// 各乡镇人民政府、街道办事处, 各省、自治区、直辖市人民政府, 省政府各部门、各直属机构, 市直有关部门、单位.
fn is_one_name(before: &str, after: &str) -> bool {
    // 由各区、市政府负责.
    let opened = LIST_OPENINGS
        .iter()
        .find_map(|word| before.strip_prefix(word));
    let before = opened.unwrap_or(before);
    // 市直有关部门、单位 are nobody in particular.
    if ends_with_one(before, ANYBODY) && ANYBODY.contains(&after) {
        return true;
    }
    // The two heads of each place: 各县区党委、政府.
    if before.starts_with('各') && before.ends_with("党委") {
        return ["政府", "人民政府"].contains(&after.trim_end_matches(OPEN));
    }
    let owner_shared = [
        "政府各部门",
        "国务院各部门",
        "国务院各部委",
        "政府各工作部门",
        "政府各组成部门",
        "政府各委办局",
    ];
    if owner_shared.iter().any(|word| before.ends_with(word)) {
        return after.starts_with("各直属") || after.starts_with("直属");
    }
    let collective = [
        "各",
        "有关",
        "相关",
        "全省各",
        "全市各",
        "全区各",
        "其他",
        "沿",
    ]
    .iter()
    .any(|word| before.starts_with(word));
    let is_open = before.ends_with([
        '省', '市', '县', '区', '州', '地', '盟', '旗', '镇', '乡', '）', ')', '〕',
    ]) || before.ends_with("行政公署")
        || before.ends_with("行署")
        || before.ends_with("街道")
        || before.ends_with("办事处")
        || (before.ends_with("政府") && after.starts_with("街道"));
    // 市、县（区）人民政府 are those of all places: no body is 市 alone.
    let is_of_levels = || before.split('、').all(|word| LEVELS.contains(&word));
    (collective || is_of_levels()) && is_open && are_levels(after.trim_end_matches(OPEN))
}

/// Words for a level.
const LEVELS: &[&str] = &["省", "市", "州", "县", "区", "盟", "旗", "乡", "镇", "地"];

/// Whether a text is nothing but words for levels and what governs them: 县（市、区）人民政府.
fn are_levels(mut after: &str) -> bool {
    let mut levels = 0_usize;
    loop {
        let rest = [
            "自治区",
            "直辖市",
            "省直管",
            "直管",
            "省辖市",
            "设区市",
            "设区的市",
            "自治州",
            "自治县",
            "县级市",
            "行政公署",
            "行署",
            "管委会",
            "人民政府",
            "政府",
            "街道办事处",
            "办事处",
            "街道",
            "县",
            "区",
            "市",
            "州",
            "盟",
            "旗",
            "镇",
            "乡",
            "（",
            "）",
            "(",
            ")",
            "〔",
            "〕",
            "、",
            "和",
        ]
        .iter()
        .find_map(|word| after.strip_prefix(word));
        match rest {
            Some(rest) => after = rest,
            None => break,
        }
        levels += 1;
    }
    levels > 0 && after.is_empty()
}
