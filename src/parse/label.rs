//! Labels: 牵头单位：, 【责任部门】, 分管省领导：, 完成时限：. A label is the word for a role and the word for a body.

use super::due::{DEADLINE_ENDS, DEADLINE_LABELS};
use super::label_words::{
    BARE_LABELS, CONTACTS, DIVISION_LABELS, JOINED_PERSONS, LABEL_LEVELS, LABEL_NOUNS, LABEL_ROLES,
    PERSON_HEADS, PERSON_NOUNS,
};
use super::line::{CLOSING, OPENING, depth_behind, ends_with};
use super::steps;
use super::vocabulary::Slot;
use crate::model::Role;

/// The longest label, in characters with its padding and what it says in brackets.
const LONGEST: usize = 60;

/// The longest label, in characters, that stands right behind other words.
const LONGEST_BARE: usize = 12;

/// The longest label, in characters, that a word for a limit of time makes one of deadlines.
const LONGEST_DEADLINE: usize = 6;

/// The characters that close the labels which are looked for behind other words.
const LAST: [char; 15] = [
    '位', '门', '室', '构', '关', '体', '人', '导', '长', '志', '限', '间', '期', '求', '工',
];

/// The characters that close the labels which may stand without a colon.
const BARE_LAST: [char; 5] = ['位', '门', '限', '间', '体'];

/// Length, colon included, and slot of the label that opens `text`.
pub(super) fn opening(text: &str) -> Option<(usize, Slot)> {
    if let Some(framed) = framed(text) {
        return Some(framed);
    }
    let mut depth = 0_usize;
    for (at, character) in text.char_indices().take(LONGEST) {
        steps::count(1);
        match character {
            _ if OPENING.contains(&character) => depth += 1,
            _ if CLOSING.contains(&character) => depth = depth.checked_sub(1)?,
            '：' | ':' if depth == 0 => {
                let printed = text.get(..at)?;
                let slot = slot(&tight(printed, LONGEST)?).filter(|_| !is_behind_name(printed))?;
                return Some((at + character.len_utf8(), slot));
            }
            '、' if depth == 0 && joins_nouns(text, at) => {}
            '。' | '；' | '，' | '、' | ';' | ',' | '\n' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Whether a label stands behind a name and white space, and is none together with it: 各镇（街道） 完成时限.
fn is_behind_name(printed: &str) -> bool {
    let is_label = |part: &str| tight(part, LONGEST).is_some_and(|word| named(&word).is_some());
    let last = printed.trim_end().rsplit_once(char::is_whitespace);
    last.is_some_and(|(_, last)| is_label(last)) && !is_label(printed)
}

/// Whether the 、 at `at` joins two nouns of one label: 责任单位、责任人：.
fn joins_nouns(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let nouns = ["单位", "部门"];
    let after = after.trim_start_matches('、');
    nouns.iter().any(|noun| before.ends_with(noun))
        && (nouns.iter().any(|noun| after.starts_with(noun)) || opens_person(after))
}

/// Whether a text opens with a word for whoever answers for a body.
fn opens_person(text: &str) -> bool {
    JOINED_PERSONS.iter().any(|word| text.starts_with(word))
}

/// A label without the persons that it names beside the bodies: 责任单位 of 责任单位及负责人.
fn without_persons(word: &str) -> &str {
    let bare = JOINED_PERSONS
        .iter()
        .filter_map(|person| word.strip_suffix(person))
        .min_by_key(|bare| bare.len());
    bare.and_then(|bare| {
        let joins = ["及其", "以及", "及", "和", "与", "、", "/", "／"];
        joins.iter().find_map(|join| bare.strip_suffix(join))
    })
    .filter(|bare| bare.ends_with("单位") || bare.ends_with("部门"))
    .unwrap_or(word)
}

/// Whether a text only tells whom to ask, as lines do that state nothing: 联系人：王明，电话：8890. 电话网络诈骗治理：建立预警机制
/// is a task, and 联系人：王明；牵头单位：市农委 states something.
pub(super) fn is_contact(text: &str) -> bool {
    const COLONS: [char; 2] = ['：', ':'];
    let Some((label, said)) = text.split_once(COLONS) else {
        return CONTACTS.iter().any(|word| text.starts_with(word));
    };
    // 联系人及电话 is one label.
    let is_word = |label: String| {
        let mut words = label.split(['及', '和', '与', '、', '/']);
        words.all(|word| CONTACTS.contains(&word))
    };
    let states = |(at, _): (usize, &str)| {
        let label = said.get(..at).and_then(closing);
        label.is_some_and(|(_, slot)| slot != Slot::Persons)
    };
    tight(label, LONGEST).is_some_and(is_word) && !said.match_indices(COLONS).any(states)
}

/// Length and slot of the label in brackets that opens `text`: `【牵头单位】`, `[责任单位]`.
fn framed(text: &str) -> Option<(usize, Slot)> {
    let pairs = [('【', '】'), ('〔', '〕'), ('[', ']')];
    let (word, rest) = pairs
        .iter()
        .find_map(|&(open, close)| text.strip_prefix(open)?.split_once(close))?;
    let slot = slot(&tight(word, LONGEST)?)?;
    let rest = rest.trim_start_matches(['：', ':']);
    Some((text.len() - rest.len(), slot))
}

/// Length and slot of the label that opens `text` without a colon: 牵头单位省农委. The longest that does.
pub(super) fn without_colon(text: &str) -> Option<(usize, Slot)> {
    steps::count(LONGEST_BARE);
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take(LONGEST_BARE)
        .filter_map(|end| {
            let word = text.get(..end).filter(|word| word.ends_with(BARE_LAST))?;
            Some((end, exact(word)?))
        })
        .last()
}

/// Where the label starts whose colon follows `before`, whatever stands before it, and its slot.
pub(super) fn closing(before: &str) -> Option<(usize, Slot)> {
    steps::count(LONGEST_BARE);
    if !before.ends_with(LAST) {
        return None;
    }
    let mut longest = None;
    for (start, _) in before.char_indices().rev().take(LONGEST_BARE) {
        let word = before.get(start..)?;
        // The end of the name before it: 县城投公司|责任人.
        let is_of_name = start > 0 && NAME_ENDS.iter().any(|end| word.starts_with(end));
        if is_of_name {
            continue;
        }
        let is_bare = BARE_LABELS.contains(&word) || word == "分工" || word == "时间";
        if let Some(slot) = exact(word).filter(|_| !is_bare) {
            longest = Some((start, slot));
        }
    }
    longest
}

/// What ends names of bodies and opens labels of persons as well.
const NAME_ENDS: [&str; 4] = ["公司", "集团", "院", "校"];

/// The slot of a label without its colon, or of the head of a column.
pub(super) fn slot(word: &str) -> Option<Slot> {
    let names_limit = DEADLINE_ENDS.iter().any(|end| ends_with(word, end));
    if names_limit && word.chars().nth(LONGEST_DEADLINE).is_none() {
        return Some(Slot::Deadline);
    }
    named(word)
}

/// The slot of a label that is one by its own words, whatever level it names.
fn named(word: &str) -> Option<Slot> {
    exact(word).or_else(|| {
        let inner = LABEL_LEVELS
            .iter()
            .find_map(|level| word.strip_prefix(level))?;
        exact(inner)
    })
}

/// `text` without white space and without what stands in brackets; `None` when it is too long for a label.
pub(super) fn tight(text: &str, longest: usize) -> Option<String> {
    let mut depth = 0_usize;
    let mut word = String::new();
    for (count, character) in text.chars().enumerate() {
        if count > longest {
            return None;
        }
        let is_within = depth > 0;
        depth = depth_behind(depth, character);
        let is_mark = character.is_whitespace() || CLOSING.contains(&character);
        if !is_within && depth == 0 && !is_mark {
            word.push(character);
        }
    }
    Some(word)
}

fn exact(word: &str) -> Option<Slot> {
    if DEADLINE_LABELS.contains(&word) {
        return Some(Slot::Deadline);
    }
    if CONTACTS.contains(&word) {
        return Some(Slot::Persons);
    }
    if DIVISION_LABELS.contains(&word) {
        return Some(Slot::Bodies(Role::Responsible));
    }
    // 牵头负责领导 has two heads; the second may be none.
    let heads = || {
        let roles = LABEL_ROLES.iter().map(|(role, _)| role);
        PERSON_HEADS.iter().chain(roles)
    };
    let is_head = |head: &str| {
        heads().any(|first| {
            let second = head.strip_prefix(first);
            second.is_some_and(|second| heads().any(|&head| head == second))
        })
    };
    let is_person =
        |noun: &str| ends_with(word, noun) && word.strip_suffix(noun).is_some_and(is_head);
    if PERSON_NOUNS.iter().any(|noun| is_person(noun)) {
        return Some(Slot::Persons);
    }
    let word = without_persons(word);
    LABEL_ROLES.iter().find_map(|&(role, slot)| {
        let rest = word.strip_prefix(role)?;
        let is_bare = rest.is_empty() && BARE_LABELS.contains(&role);
        let is_label = !rest.is_empty() && LABEL_NOUNS.contains(&rest);
        // Two roles in one label: the one that says more counts, 协同责任单位 support.
        let second = LABEL_ROLES
            .iter()
            .filter_map(|(other, slot)| Some((rest.strip_prefix(other)?, *slot)))
            .find(|(noun, _)| !noun.is_empty() && LABEL_NOUNS.contains(noun));
        match second {
            _ if is_bare || is_label => Some(slot),
            Some((_, other)) if slot == Slot::Bodies(Role::Responsible) => Some(other),
            Some(_) => Some(slot),
            None => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_roles_and_bodies() {
        use Slot::*;
        for (text, expected) in [
            ("牵头单位：省农委", Some(("省农委", Bodies(Role::Lead)))),
            (
                "责 任 单 位: 省农委",
                Some((" 省农委", Bodies(Role::Responsible))),
            ),
            (
                "责任单位（排名第一的为牵头单位，下同）：省农委",
                Some(("省农委", Bodies(Role::Responsible))),
            ),
            (
                "市级配合部门：市农委",
                Some(("市农委", Bodies(Role::Supporting))),
            ),
            ("【牵头单位】省农委", Some(("省农委", Bodies(Role::Lead)))),
            ("牵头：省农委", Some(("省农委", Bodies(Role::Lead)))),
            ("落实：各县", Some(("各县", Bodies(Role::Responsible)))),
            ("分管省领导：王明", Some(("王明", Persons))),
            ("区政府分管领导：王明", Some(("王明", Persons))),
            ("牵头负责领导：王明", Some(("王明", Persons))),
            (
                "部门分工：省农委牵头",
                Some(("省农委牵头", Bodies(Role::Responsible))),
            ),
            ("完成时限：年底前", Some(("年底前", Deadline))),
            ("主要责任单位：省农委", Some(("省农委", MainlyResponsible))),
            (
                "责任单位及负责人：省农委",
                Some(("省农委", Bodies(Role::Responsible))),
            ),
            (
                "牵头单位、责任人：省农委",
                Some(("省农委", Bodies(Role::Lead))),
            ),
            (
                "配合部门、单位：省农委",
                Some(("省农委", Bodies(Role::Supporting))),
            ),
            ("牵头单位、市县：省农委", None),
            ("任务如下：", None),
            ("责任单位省农委", None),
            ("实施：推进", None),
        ] {
            let found = opening(text).map(|(length, slot)| (text.get(length..).unwrap(), slot));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_label_is_found_behind_other_words() {
        for (before, expected) in [
            ("省农委责任单位", Some("责任单位")),
            ("省农委第一责任单位", Some("第一责任单位")),
            ("省农业农村厅完成时限", Some("完成时限")),
            ("省农业农村厅", None),
        ] {
            let found = closing(before).map(|(start, _)| before.get(start..).unwrap());
            assert_eq!(found, expected, "{before}");
        }
    }
}
