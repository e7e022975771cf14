//! The name of what is measured, cut out of the words around its number.

use super::clause::depth_after;
use super::number;
use super::period;
use super::unit::Class;
use super::words::{ACTIONS, ADVERBS, IDLE_ENDS, MAKING, NAME_OPENS, OPENING, TREATING, Words};

/// What separates the names and the numbers of a list.
pub(super) static SEPARATORS: Words = Words::new("、 和 及 与 以及 或 并 ，");

/// What separates the names of a list that holds 和 and its like in names.
pub(super) static ENUMERATION: Words = Words::new("、");

/// The verbs that open a stretch of text, and the rest of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Opening<'t> {
    /// Verbs of making.
    pub(super) makes: Vec<&'static str>,
    /// Verbs of treatment.
    pub(super) treats: Vec<&'static str>,
    /// What the verbs govern.
    pub(super) rest: &'t str,
}

impl Opening<'_> {
    /// Whether a verb of making or of treatment was read.
    pub(super) fn has_verb(&self) -> bool {
        !self.makes.is_empty() || !self.treats.is_empty()
    }
}

/// Takes the verbs off the beginning of `text`: 新建和改造|农村供水工程.
pub(super) fn opening(text: &str) -> Opening<'_> {
    let mut opening = Opening {
        rest: text.trim_start(),
        ..Opening::default()
    };
    let mut follows_verb = false;
    loop {
        let rest = opening.rest;
        if let Some(verb_behind) = ADVERBS
            .beginning(rest)
            .and_then(|word| rest.strip_prefix(word))
            .filter(|behind| behind.is_empty() || opens_duty(behind))
        {
            opening.rest = verb_behind;
            follows_verb = false;
            continue;
        }
        let makes = MAKING.beginning(rest);
        let treats = TREATING.beginning(rest);
        let opens = OPENING.beginning(rest);
        let longest = [makes, treats, opens]
            .into_iter()
            .flatten()
            .max_by_key(|word| word.len());
        let Some(word) = longest else {
            return opening;
        };
        let behind = rest.strip_prefix(word).unwrap_or_default();
        if treats == Some(word) && TREATMENTS.beginning(behind).is_some() {
            return opening;
        }
        // 建设培训基地: a verb right behind a verb belongs to the noun, unless nothing else follows.
        let is_verb = opens != Some(word);
        if is_verb && follows_verb && !is_all_verbs(behind) {
            return opening;
        }
        follows_verb = is_verb;
        if treats == Some(word) {
            opening.treats.push(treats.unwrap_or_default());
        } else if makes == Some(word) {
            opening.makes.push(makes.unwrap_or_default());
        }
        opening.rest = rest.strip_prefix(word).unwrap_or_default().trim_start();
    }
}

/// Whether `text` begins with a verb or an opener.
fn opens_duty(text: &str) -> bool {
    [&MAKING, &TREATING, &OPENING]
        .into_iter()
        .any(|words| words.beginning(text).is_some())
}

/// Whether `text` holds nothing but verbs and openers.
fn is_all_verbs(text: &str) -> bool {
    let mut rest = text;
    while let Some(shorter) = [&MAKING, &TREATING, &OPENING]
        .into_iter()
        .filter_map(|words| words.beginning(rest))
        .max_by_key(|word| word.len())
        .and_then(|word| rest.strip_prefix(word))
    {
        rest = shorter;
    }
    rest.is_empty()
}

/// Where the last verb of `text` ends, so that what follows is its object.
fn after_last_verb(text: &str) -> Option<&str> {
    text.char_indices().rev().find_map(|(at, _)| {
        let rest = text.get(at..)?;
        [&MAKING, &TREATING]
            .into_iter()
            .filter_map(|verbs| verbs.beginning(rest))
            .max_by_key(|verb| verb.len())
            .filter(|verb| verb.chars().nth(1).is_some())
            .and_then(|verb| rest.strip_prefix(verb))
    })
}

/// Whether a verb stands anywhere in `text`.
pub(super) fn has_verb(text: &str) -> bool {
    opening(text).has_verb() || after_last_verb(text).is_some()
}

/// Whether anything but verbs and openers stands in `text`.
pub(super) fn has_object(text: &str) -> bool {
    !opening(text).rest.is_empty()
}

/// The name before a number: `其中客运专线里程` → `客运专线里程`.
pub(super) fn name(text: &str) -> &str {
    let mut name = text.trim();
    if let Some(range) = period::phrase(name) {
        let (before, after) = (name.get(..range.start), name.get(range.end..));
        name = match (before, after) {
            (_, Some(after)) if !after.trim().is_empty() => after,
            (before, _) => before.unwrap_or_default(),
        };
    }
    name = without_base(name);
    name = without_enumeration(name.trim_start_matches(['，', ',', ' ', '、']));
    while let Some(rest) = NAME_OPENS
        .beginning(name)
        .and_then(|word| name.strip_prefix(word))
        .filter(|rest| !rest.is_empty())
    {
        name = rest.trim_start();
    }
    name.trim_end_matches('的')
}

/// 比重由8%: what a change starts from is no name.
fn without_base(name: &str) -> &str {
    let base = name.rfind(['由', '从']).filter(|&at| {
        name.get(at..)
            .and_then(|base| base.chars().nth(1))
            .is_some_and(number::opens)
    });
    base.and_then(|at| name.get(..at)).unwrap_or(name)
}

/// 地铁及轻轨等城市客运轨道交通里程 → 城市客运轨道交通里程.
fn without_enumeration(name: &str) -> &str {
    name.match_indices('等')
        .filter_map(|(at, word)| {
            let (before, after) = (name.get(..at)?, name.get(at + word.len()..)?);
            let is_word = before.ends_with(['中', '高', '初', '平', '同', '上', '优', '均', '对'])
                || after.starts_with(['级', '第', '于', '候', '次', '量']);
            let is_list = before.contains(['、', '及', '和']);
            (!is_word && is_list && after.chars().count() > 2).then_some(after)
        })
        .next_back()
        .unwrap_or(name)
}

/// The subject of a number behind its name: making verbs go, treatment follows the noun of things that are counted.
pub(super) fn named(text: &str, class: Class, has_predicate: bool) -> String {
    let name = name(text);
    if has_predicate {
        return name.to_owned();
    }
    if !matches!(class, Class::Count | Class::Place) {
        return without_inner_verb(name);
    }
    let opening = opening(name);
    let is_mixed = !opening.makes.is_empty() && !opening.treats.is_empty();
    if opening.rest.is_empty() || is_mixed {
        return name.to_owned();
    }
    if MEANS.beginning(name).is_some() {
        return after_last_verb(name).unwrap_or(name).to_owned();
    }
    treated(opening.rest, opening.treats.last().copied())
}

/// What opens the means before the deed: 利用边角地建设公园60个.
static MEANS: Words = Words::new("利用 依托 通过 围绕 面向 按照");

/// Nouns that a verb of treatment only describes: 改造项目, 整治任务.
static TREATMENTS: Words = Words::new("项目 工程 任务 面积 区域 点位 试点");

/// Verbs between the area of a plan and the name of what is measured.
static FULFILLING: Words = Words::new("完成 实现");

/// 全省完成造林面积 → 全省造林面积.
fn without_inner_verb(name: &str) -> String {
    let scene = SCENES.beginning(name).unwrap_or_default();
    let verb = name
        .strip_prefix(scene)
        .and_then(|rest| FULFILLING.beginning(rest))
        .filter(|_| !scene.is_empty());
    verb.map_or_else(|| name.to_owned(), |verb| name.replacen(verb, "", 1))
}

/// The area of a whole plan: names the scene, not the subject.
pub(super) static SCENES: Words =
    Words::new("全省 全市 全县 全区 全国 全州 全自治区 我省 我市 我县 我区");

/// `山洪沟` and 治理 → `山洪沟治理`.
fn treated(noun: &str, treatment: Option<&str>) -> String {
    match treatment.filter(|treatment| !noun.ends_with(treatment)) {
        Some(treatment) => format!("{noun}{treatment}"),
        None => noun.to_owned(),
    }
}

/// The subject of a number before its noun.
///
/// `before` is what stands before the number, `noun` what follows its unit.
pub(super) fn counted(before: &str, noun: &str, class: Class) -> String {
    let noun = noun.split("为载体").next().unwrap_or(noun);
    let noun = without_modifier(without_idle_end(noun.trim()));
    let opening = opening(before);
    let governed = if before.trim_end().ends_with('等') {
        ""
    } else {
        after_last_verb(opening.rest).unwrap_or(opening.rest)
    };
    let is_place_only = SCENES.hold(governed);
    let governed = if governed.contains(['、', '每', '，']) || is_place_only {
        ""
    } else {
        governed.trim_end_matches(['的', '以', '有'])
    };
    let noun = format!("{governed}{noun}");
    if matches!(class, Class::Count | Class::Place | Class::Great) {
        return treated(&noun, opening.treats.last().copied());
    }
    let verbs: String = opening
        .treats
        .iter()
        .chain(&opening.makes)
        .copied()
        .collect();
    if opening.treats.is_empty() {
        noun
    } else {
        format!("{verbs}{noun}")
    }
}

/// 具有国际影响、国内一流的大学 → 大学; a short modifier stays.
fn without_modifier(noun: &str) -> &str {
    const SHORT: usize = 4;
    let noun = noun.strip_prefix('的').unwrap_or(noun);
    let cut = noun.find('的').filter(|&at| {
        noun.get(..at)
            .is_some_and(|before| before.chars().count() >= SHORT)
    });
    let noun = cut
        .and_then(|at| noun.get(at + '的'.len_utf8()..))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(noun);
    before_list(noun)
}

/// The first name of a list, brackets (县（市、区）) left whole.
fn before_list(noun: &str) -> &str {
    let mut depth = 0;
    let cut = noun.char_indices().find(|&(_, character)| {
        depth = depth_after(depth, character);
        depth == 0 && character == '、'
    });
    cut.and_then(|(at, _)| noun.get(..at)).unwrap_or(noun)
}

/// 重点中小河流治理工程 → 重点中小河流治理; 防洪工程 stays, since 防洪 alone is no noun.
fn without_idle_end(noun: &str) -> &str {
    let kept = IDLE_ENDS.ending(noun).and_then(|end| {
        let rest = noun.strip_suffix(end)?;
        let is_action = ACTIONS.ending(rest).is_some_and(|action| action != "防洪");
        (!rest.is_empty() && (is_action || end == "建设规划")).then_some(rest)
    });
    kept.unwrap_or(noun)
}

/// The subjects of a list of numbers before their nouns, which share an end: 10处大型灌区、25处中型灌区节水改造.
pub(super) fn shared(nouns: &[&str]) -> Vec<String> {
    let Some((last, earlier)) = nouns.split_last() else {
        return Vec::new();
    };
    let mut subjects: Vec<String> = Vec::with_capacity(nouns.len());
    for (index, noun) in earlier.iter().enumerate() {
        let next = earlier.get(index + 1).unwrap_or(last);
        let noun = if is_modifier(noun) {
            format!("{noun}{}", unmodified(next))
        } else {
            (*noun).to_owned()
        };
        let end = shared_end(&noun, last);
        subjects.push(if noun.ends_with(end) {
            noun
        } else {
            format!("{noun}{end}")
        });
    }
    subjects.push((*last).to_owned());
    subjects
}

/// What closes a modifier that waits for its noun: 大型, 国家级.
const MODIFIER_ENDS: [char; 4] = ['型', '级', '类', '性'];

fn is_modifier(noun: &str) -> bool {
    noun.ends_with(MODIFIER_ENDS)
}

/// 小型病险水库 → 病险水库.
fn unmodified(noun: &str) -> &str {
    const LONGEST_MODIFIER: usize = 4;
    noun.char_indices()
        .take(LONGEST_MODIFIER)
        .find(|(_, character)| MODIFIER_ENDS.contains(character))
        .and_then(|(at, character)| noun.get(at + character.len_utf8()..))
        .unwrap_or(noun)
}

/// What closes the name of a place: 县, 镇, 村.
const PLACE_ENDS: [char; 7] = ['县', '镇', '村', '乡', '区', '市', '省'];

/// The end of `last` that `noun` shares: what follows the noun of the same kind, or an action.
fn shared_end<'t>(noun: &str, last: &'t str) -> &'t str {
    let tail: String = {
        let count = noun.chars().count();
        noun.chars().skip(count.saturating_sub(2)).collect()
    };
    let after = |at: usize, length: usize| last.get(at + length..).unwrap_or_default();
    if let Some(at) = last.find(&tail).filter(|_| tail.len() > '县'.len_utf8()) {
        return after(at, tail.len());
    }
    if noun.ends_with(PLACE_ENDS) {
        // 县级 is a modifier, not a place.
        let place = last
            .match_indices(PLACE_ENDS)
            .find(|&(at, place)| !after(at, place.len()).starts_with('级'));
        return place.map_or("", |(at, place)| after(at, place.len()));
    }
    let action = last
        .char_indices()
        .filter_map(|(at, _)| last.get(at..))
        .find(|rest| ACTIONS.beginning(rest).is_some());
    action.unwrap_or_default()
}

/// Names of a list before 分别 or 均, each made whole: 二氧化硫 → 二氧化硫排放.
pub(super) fn listed(names: &[&str]) -> Vec<String> {
    let Some((last, _)) = names.split_last() else {
        return Vec::new();
    };
    if names.iter().any(|name| is_modifier(name)) {
        return shared(names);
    }
    let first = names.first().copied().unwrap_or_default();
    let shared = METRICS.ending(last).unwrap_or_default();
    names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let is_whole = METRICS.ending(name).is_some();
            let starts_short = index > 0 && name.chars().count() <= 3;
            match metric_head(first) {
                // 发明专利申请量和授权量: the second name shares the head of the first.
                Some(head) if starts_short && name.chars().last() == first.chars().last() => {
                    format!("{head}{name}")
                }
                _ if is_whole => (*name).to_owned(),
                _ => format!("{name}{shared}"),
            }
        })
        .collect()
}

/// 发明专利申请量 → 发明专利.
fn metric_head(name: &str) -> Option<&str> {
    let start = name.char_indices().rev().nth(2)?.0;
    name.get(..start).filter(|head| !head.is_empty())
}

/// Ends of names of what is measured.
static METRICS: Words = Words::new(
    "低保标准 补助标准 保障标准 最低工资标准 排放总量 排放量 排放强度 排放 产生量 使用量 消耗量 消耗 用水量 能耗 覆盖率 普及率 入学率 毛入学率 \
    巩固率 达标率 处理率 利用率 参保率 就业率 合格率 率 面积 产量 总产量 吞吐量 保有量 拥有量 \
    人均可支配收入 人均纯收入 居民人均可支配收入 居民人均纯收入 人均收入 收入 增加值 产值 总产值 销售收入 \
    总额 额 投资 比重 比例 占比 里程 人数 户数 数量 数 水平 能力 指数 浓度 总量 规模 寿命 密度",
);

/// The parts of a list of names.
pub(super) fn parts<'t>(list: &'t str, separators: &Words) -> Vec<&'t str> {
    let mut parts = vec![list];
    for separator in separators.each() {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_share_their_end() {
        for (nouns, expected) in [
            (
                &["大型灌区", "中型灌区节水改造"][..],
                &["大型灌区节水改造", "中型灌区节水改造"][..],
            ),
            (
                &["大型", "中型灌溉排水泵站改造"],
                &["大型灌溉排水泵站改造", "中型灌溉排水泵站改造"],
            ),
            (
                &["大中型", "小型病险水库", "大中型病险水闸除险加固"],
                &[
                    "大中型病险水库除险加固",
                    "小型病险水库除险加固",
                    "大中型病险水闸除险加固",
                ],
            ),
            (
                &["地级城市", "县级市防洪工程"],
                &["地级城市防洪工程", "县级市防洪工程"],
            ),
        ] {
            assert_eq!(shared(nouns), expected);
        }
    }

    #[test]
    fn names_share_metric_or_head() {
        assert_eq!(
            listed(&["化学需氧量", "二氧化硫", "氮氧化物排放"]),
            ["化学需氧量排放", "二氧化硫排放", "氮氧化物排放"]
        );
        assert_eq!(
            listed(&["发明专利申请量", "授权量"]),
            ["发明专利申请量", "发明专利授权量"]
        );
    }
}
