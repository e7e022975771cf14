//! Headings that name who does all that stands below them: 一、市发展改革委牵头工作（8项）, or headings that are nothing
//! but the names of bodies.

use std::collections::HashMap;

use super::bodies::{ends_as_body, is_body, is_post, without_brackets};
use super::label;
use super::layout::{Clause, Part};
use super::line::{first_sentence, slice, trimmed, without_final_stop};
use super::marker::MarkerKind;
use super::tree::{Node, without_count};
use super::vocabulary::{NAME_STARTS, Slot, VERBS};
use crate::model::{Role, TextRange};

/// Verbs between the body and the word for tasks.
const OTHER_VERBS: &[(&str, Role)] = &[
    ("主抓", Role::Lead),
    ("主要负责", Role::Responsible),
    ("分管", Role::Responsible),
    ("包抓", Role::Responsible),
    ("联系", Role::Responsible),
    ("实施", Role::Responsible),
];

/// How several bodies do what they do.
const TOGETHER: &[&str] = &["共同", "联合", "分别", "分头"];

/// Words for what the body does.
const TASK_WORDS: &[&str] = &[
    "工作任务",
    "重点任务",
    "重点工作",
    "工作事项",
    "重点事项",
    "工作",
    "任务",
    "事项",
    "项目",
    "部分",
    "内容",
    "职责",
    "清单",
];

/// Words that may stand between verb and task.
const BETWEEN: &[&str] = &[
    "的", "落实", "推进", "重点", "主要", "具体", "年度", "完成", "实施",
];

/// The longest heading that names a body, in characters.
const LONGEST: usize = 40;

/// Nodes of one kind below the same one.
type Family = (Option<usize>, MarkerKind);

/// Tells the nodes that name a body for what stands below them, and what stands below as stated.
pub(super) fn mark(text: &str, nodes: &mut [Node]) {
    let mut found: HashMap<usize, Clause> = HashMap::new();
    let mut families: HashMap<Family, Vec<(usize, Option<Clause>)>> = HashMap::new();
    for (index, node) in nodes.iter().enumerate() {
        if !node.marker.kind.is_enumerator() && node.marker.kind != MarkerKind::Title(2) {
            continue;
        }
        let heads = node.has_children || node.parts.len() > 1;
        let title = heading_of(text, node);
        if let Some(clause) = title
            .filter(|_| heads)
            .and_then(|title| stated(text, title))
        {
            found.insert(index, clause);
        }
        let bare = title.filter(|_| heads).and_then(|title| bare(text, title));
        families
            .entry((node.parent, node.marker.kind))
            .or_default()
            .push((index, bare));
    }
    // Names alone count where all headings of a level are names, and half of them begin as names of bodies do.
    for family in families.into_values() {
        let begins = |clause: &Clause| {
            let name = slice(text, clause.value);
            NAME_STARTS.iter().any(|start| name.starts_with(start))
        };
        let bodies: Vec<Clause> = family.iter().filter_map(|(_, bare)| *bare).collect();
        let begin = bodies.iter().filter(|clause| begins(clause)).count();
        if family.len() > 1 && bodies.len() == family.len() && begin * 2 >= family.len() {
            found.extend(
                family
                    .into_iter()
                    .filter_map(|(index, bare)| Some((index, bare?))),
            );
        }
    }
    for index in 0..nodes.len() {
        let above = nodes.get(index).and_then(|node| node.parent);
        let inherited = above
            .and_then(|parent| nodes.get(parent))
            .and_then(|parent| parent.actor);
        let own = found.get(&index).copied();
        if let Some(node) = nodes.get_mut(index) {
            node.actor = own.or(inherited);
            node.own_actor = own;
            if node.actor.is_some() {
                node.has_statement = true;
            }
        }
    }
    for index in (0..nodes.len()).rev() {
        let Some(node) = nodes.get(index) else {
            continue;
        };
        let (states, parent) = (node.has_statement, node.parent);
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            parent.has_statement |= states;
        }
    }
}

/// Whether a line is a heading that names a body and its tasks, or how many they are: 省农委牵头工作, 省农委牵头（4项）.
pub(super) fn names_tasks(text: &str, line: TextRange) -> bool {
    let title = without_final_stop(text, line);
    let bare = without_count(text, title);
    let printed = slice(text, bare);
    let says_tasks = bare != title || TASK_WORDS.iter().any(|word| printed.ends_with(word));
    printed.chars().nth(LONGEST).is_none() && says_tasks && stated(text, title).is_some()
}

/// The title of a node whose own line is nothing but a heading.
fn heading_of(text: &str, node: &Node) -> Option<TextRange> {
    // 一、牵头单位：省农委 heads the items below it; alone it is a line of labels.
    if let Some(Part::Clause(clause)) = node.parts.first() {
        return Some(clause.range).filter(|&range| node.has_children && range == node.own);
    }
    let sentence = first_sentence(text, node.own);
    let is_short = slice(text, sentence).chars().nth(LONGEST).is_none();
    (sentence == node.own && is_short).then(|| without_final_stop(text, sentence))
}

/// Who leads or does what stands below a heading that says so.
fn stated(text: &str, title: TextRange) -> Option<Clause> {
    let counted = title;
    let title = without_count(text, counted);
    let printed = slice(text, title);
    if let Some((length, slot)) = label::opening(printed) {
        let value = trimmed(text, TextRange::new(title.start + length, title.end));
        return (slot != Slot::Deadline && !value.is_empty()).then_some(Clause {
            slot,
            range: title,
            value,
        });
    }
    // 省农委牵头（4项）: what is counted are tasks.
    let mut rest = TASK_WORDS
        .iter()
        .find_map(|word| printed.strip_suffix(word))
        .or((title != counted).then_some(printed))?;
    while let Some(shorter) = BETWEEN
        .iter()
        .chain(TASK_WORDS)
        .find_map(|word| rest.strip_suffix(word))
    {
        rest = shorter;
    }
    let (who, role) = VERBS
        .iter()
        .chain(OTHER_VERBS)
        .filter_map(|&(verb, role)| Some((rest.strip_suffix(verb)?, role)))
        .min_by_key(|(who, _)| who.len())?;
    let (who, role) = who
        .strip_suffix("牵头")
        .map_or((who, role), |who| (who, Role::Lead));
    // 省农委、省水利厅共同牵头工作
    let who = TOGETHER
        .iter()
        .find_map(|word| who.strip_suffix(word))
        .unwrap_or(who);
    clause(
        text,
        title,
        TextRange::new(title.start, title.start + who.len()),
        role,
    )
}

/// The body whose name a heading is.
fn bare(text: &str, title: TextRange) -> Option<Clause> {
    let name = without_count(text, title);
    let printed = slice(text, name);
    printed
        .split(['、', '，'])
        .all(|name| is_body(name) && ends_as_body(without_brackets(name)))
        .then(|| clause(text, title, name, Role::Responsible))
        .flatten()
}

fn clause(text: &str, range: TextRange, who: TextRange, role: Role) -> Option<Clause> {
    let printed = slice(text, who);
    let is_person = is_post(printed);
    let is_named = printed.split(['、', '，']).all(is_body);
    (is_person || (is_named && printed.chars().nth(2).is_some())).then_some(Clause {
        slot: if is_person {
            Slot::Persons
        } else {
            Slot::Bodies(role)
        },
        range,
        value: who,
    })
}
