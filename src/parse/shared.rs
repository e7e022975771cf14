//! Endings that one name of a list holds for several: 五华区、西山区人民政府, 教育、财政部门.

use super::bodies::{LEVELS, ZONES, is_body, is_place, shared_ending};
use super::line::{ends_with_one, slice};
use super::names::Name;
use super::vocabulary::OPEN;
use crate::model::{Role, TextRange};

/// Gives places the ending that a later name of the list holds for all of them: 五华区、西山区人民政府.
pub(super) fn share_endings(text: &str, names: &mut [Name]) {
    let mut ending: Option<(TextRange, Role)> = None;
    // Whether the ending is of places of several levels, and says none of each.
    let mut is_of_levels = false;
    // Where the name behind begins.
    let mut next = None;
    for name in names.iter_mut().rev() {
        let printed = slice(text, name.range);
        let adjoins = next.is_some_and(|next| is_joined(text, name.range.end, next));
        if let Some(range) = governed_behind_open(text, name.range.end) {
            ending = Some((range, name.role)).filter(|_| is_place(printed));
            name.shared = ending.map(|(range, _)| range);
            is_of_levels = true;
        } else if let Some(word) = shared_ending(printed) {
            let place = printed.strip_suffix(word).unwrap_or_default();
            let start = name.range.end - word.len();
            // A bare name before it lacks the level as well.
            let level = place
                .chars()
                .next_back()
                .filter(|last| LEVELS.contains(last));
            let is_named = is_place(place) && level.is_some();
            ending = is_named.then_some((TextRange::new(start, name.range.end), name.role));
            is_of_levels = false;
        } else if let Some(word) = of_reserve(printed) {
            let start = name.range.end - word.len();
            ending = Some((TextRange::new(start, name.range.end), name.role));
            is_of_levels = true;
        } else if let Some((range, _)) = ending.filter(|&(range, role)| {
            let is_of_reserve = OF_RESERVES.contains(&slice(text, range));
            let is_of_zones = ZONES.iter().any(|zone| printed.ends_with(zone));
            let is_of_committee = slice(text, range).starts_with('管');
            // Cities and counties have governments: 福清市、江阴港区管委会.
            let is_governed = is_of_committee && printed.ends_with(['市', '县', '旗', '镇', '乡']);
            let may_share = is_place(printed) && !is_governed || is_of_zones && is_of_committee;
            // Prefectures have agencies, cities and counties governments: 遵义市、铜仁地区行署.
            let is_agency = slice(text, range).ends_with("署");
            let has_none = is_agency && printed.ends_with(['市', '县', '州', '旗']);
            // A reserve has a name of its own, no level.
            let is_other = is_of_reserve && printed.ends_with(LEVELS);
            adjoins && role == name.role && may_share && !has_none && !is_other
        }) {
            let level = slice(text, TextRange::new(0, range.start))
                .chars()
                .next_back();
            // The 州 of 福州 is no level.
            let is_bare = printed.chars().count() == 2 && printed.ends_with('州');
            let lacks_level = !printed.ends_with(LEVELS) || (is_bare && level != Some('州'));
            // What a bare name lacks as well: 县, or 经济开发区.
            let before = slice(text, TextRange::new(0, range.start));
            let zone = ZONES.iter().find(|zone| before.ends_with(**zone));
            let length = zone.map_or(level.map_or(0, char::len_utf8), |zone| zone.len());
            let start = if lacks_level && !is_of_levels {
                range.start - length
            } else {
                range.start
            };
            name.shared = Some(TextRange::new(start, range.end));
        } else {
            ending = None;
        }
        next = Some(name.range.start);
    }
}

/// What names of protected areas share with the places before them: 董寨、连康山国家级自然保护区管理局.
const OF_RESERVES: &[&str] = &["国家级自然保护区管理局", "自然保护区管理局"];

/// The ending of the name of a protected area.
fn of_reserve(printed: &str) -> Option<&'static str> {
    let ends = |word: &&&str| printed.strip_suffix(**word).is_some_and(is_place);
    OF_RESERVES.iter().find(ends).copied()
}

/// The word for governments that stands behind 等 and the levels of the places before it: 三亚、陵水等市县政府, 浦东新区等各区
/// 政府.
fn governed_behind_open(text: &str, at: usize) -> Option<TextRange> {
    let tail = text.get(at..)?.strip_prefix(OPEN)?;
    let rest = tail.trim_start_matches('各').trim_start_matches(LEVELS);
    let word = ["人民政府", "政府"]
        .into_iter()
        .find(|word| rest.starts_with(word))?;
    let start = at + OPEN.len_utf8() + tail.len() - rest.len();
    (rest.len() < tail.len()).then(|| TextRange::new(start, start + word.len()))
}

/// Words for the bodies of a field, longest first.
const OF_FIELDS: &[&str] = &["行政主管部门", "主管部门", "行政部门", "部门"];

/// What the names of fields end with that bodies of governments have: 教育, 住房城乡建设. Others, as 中国移动, are no fields.
const FIELDS_OF_BODIES: &[&str] = &[
    "教育",
    "科技",
    "科学技术",
    "工信",
    "信息化",
    "公安",
    "民政",
    "司法",
    "财政",
    "人社",
    "保障",
    "资源",
    "国土",
    "环境",
    "环保",
    "环境保护",
    "住建",
    "建设",
    "规划",
    "交通",
    "运输",
    "水利",
    "水务",
    "农业",
    "农村",
    "林业",
    "林草",
    "草原",
    "畜牧",
    "渔业",
    "海洋",
    "商务",
    "文化",
    "旅游",
    "文旅",
    "体育",
    "卫生",
    "计生",
    "健康",
    "卫健",
    "医保",
    "药监",
    "监管",
    "质监",
    "工商",
    "审计",
    "统计",
    "金融",
    "税务",
    "海关",
    "改革",
    "发改",
    "物价",
    "粮食",
    "能源",
    "扶贫",
    "振兴",
    "信访",
    "应急",
    "应急管理",
    "安监",
    "气象",
    "地震",
    "民族",
    "宗教",
    "外事",
    "国资",
    "编制",
    "组织",
    "宣传",
    "广电",
    "人防",
    "通信",
    "消防",
    "城管",
    "农牧",
    "牧业",
    "经信",
    "经贸",
    "商贸",
    "口岸",
    "知识产权",
    "文物",
    "供销",
    "移民",
    "水产",
    "储备",
    "数据",
    "退役军人",
    "医疗保障",
];

/// The longest name of a field, in characters.
const LONGEST_FIELD: usize = 8;

/// Gives fields the word that the last of them, or 等 behind it, holds for all: 教育、财政部门, 教育、财政等部门.
pub(super) fn share_departments(text: &str, names: &mut [Name]) {
    let mut ending: Option<(TextRange, Role)> = None;
    let mut next = None;
    for name in names.iter_mut().rev() {
        let printed = slice(text, name.range);
        let adjoins = next.is_some_and(|next| is_joined(text, name.range.end, next));
        let word = OF_FIELDS.iter().find_map(|word| {
            let field = printed.strip_suffix(word)?;
            is_field(field).then_some(word.len())
        });
        if let Some(length) = word {
            let start = name.range.end - length;
            ending = Some((TextRange::new(start, name.range.end), name.role));
        } else if name.shared.is_some() || !is_field(printed) {
            ending = None;
        } else {
            let behind = || Some((behind_open(text, name.range.end)?, name.role));
            ending = ending
                .filter(|&(_, role)| adjoins && role == name.role)
                .or_else(behind);
            name.shared = ending.map(|(range, _)| range);
        }
        next = Some(name.range.start);
    }
}

/// The word for bodies that stands behind 等: 等部门, 等8个部门, 等有关部门.
fn behind_open(text: &str, at: usize) -> Option<TextRange> {
    let rest = text.get(at..)?;
    let tail = rest.strip_prefix(OPEN)?;
    let between: usize = tail
        .chars()
        .take_while(|character| "有关相个".contains(*character) || character.is_numeric())
        .map(char::len_utf8)
        .sum();
    let start = at + OPEN.len_utf8() + between;
    let tail = text.get(start..)?;
    let word = OF_FIELDS.iter().find(|word| tail.starts_with(**word))?;
    Some(TextRange::new(start, start + word.len()))
}

/// Whether a word names a field rather than a body: 教育, 住房城乡建设.
fn is_field(word: &str) -> bool {
    let is_short = word.chars().nth(LONGEST_FIELD).is_none();
    FIELDS_OF_BODIES.contains(&word)
        || is_short && ends_with_one(word, FIELDS_OF_BODIES) && !is_body(word)
}

/// Whether nothing but a mark of enumeration stands between two names.
pub(super) fn is_joined(text: &str, end: usize, start: usize) -> bool {
    let between = text.get(end..start).unwrap_or("。").trim();
    matches!(between, "、" | "和" | "及" | "与" | "以及" | "")
}

#[cfg(test)]
mod tests {
    use crate::model::{Role, TextRange};
    use crate::parse::line::slice;
    use crate::parse::names::read;

    #[test]
    fn places_of_several_levels_share_their_governments() {
        let list = "三亚、乐东、陵水等市县政府";
        let read = read(list, TextRange::new(0, list.len()), Role::Supporting, &[]);
        let shared: Vec<_> = read.names.iter().map(|name| name.shared).collect();
        assert!(read.is_open && shared.len() == 3, "{shared:?}");
        let is_word = |range: &Option<TextRange>| range.is_some_and(|r| slice(list, r) == "政府");
        assert!(shared.iter().all(is_word), "{shared:?}");
    }

    /// The names of a list, each with the ending that it shares.
    fn check(list: &str, expected: &str) {
        let read = read(list, TextRange::new(0, list.len()), Role::Responsible, &[]);
        let names = read.names.iter().map(|name| {
            let shared = name.shared.map(|range| ["+", slice(list, range)].concat());
            [slice(list, name.range), &shared.unwrap_or_default()].concat()
        });
        assert_eq!(names.collect::<Vec<_>>().join(" "), expected, "{list}");
    }

    #[test]
    fn places_share_what_they_can_have() {
        check("遵义市、铜仁地区行署", "遵义市 铜仁地区行署");
        check(
            "江北、江南集中区管委会",
            "江北+集中区管委会 江南集中区管委会",
        );
        check(
            "市林业局、信阳市、董寨、连康山国家级自然保护区管理局",
            "市林业局 信阳市 董寨+国家级自然保护区管理局 连康山国家级自然保护区管理局",
        );
    }

    #[test]
    fn fields_share_the_word_for_their_bodies() {
        check("教育、财政部门", "教育+部门 财政部门");
        check(
            "教育、住房城乡建设主管部门",
            "教育+主管部门 住房城乡建设主管部门",
        );
        check("发展改革、人社等部门负责", "发展改革+部门 人社+部门");
        check(
            "省教育厅会同财政、水利等8个部门",
            "省教育厅 财政+部门 水利+部门",
        );
        check("省教育厅、财政厅等部门", "省教育厅 财政厅");
        check("发展改革、农牧业等部门", "发展改革+部门 农牧业+部门");
        check("省教育厅、中国移动等部门", "省教育厅 中国移动");
        check("省教育厅、有关部门", "省教育厅 有关部门");
        check("教育、财政等", "教育 财政");
    }
}
