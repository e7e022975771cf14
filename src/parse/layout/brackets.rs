//! Statements in brackets that close a task within a line, several to a line: （市水务局牵头）,
//! （牵头单位：市林业局；配合单位：市农业局）, （财政部牵头，各地区按职责分工负责，2022年底前完成）.

use super::label_lines;
use super::{Clause, Part};
use crate::model::{Role, RuleSentence, TextRange};
use crate::parse::bodies::{ends_as_body, is_department, is_leveled, is_named_body, says_more};
use crate::parse::due;
use crate::parse::label;
use crate::parse::line::{CLOSING, OPENING, slice, trimmed, trimmed_of};
use crate::parse::names;
use crate::parse::remarks::without_rules;
use crate::parse::rules;
use crate::parse::steps;
use crate::parse::vocabulary::Slot;

/// Marks that may stand behind a statement and belong to it.
const STOPS: [char; 7] = ['。', '；', ';', '，', ',', '、', '．'];

/// What words a bracket that states responsibility holds one of, unless it is a list of names alone.
const WORDS: &[&str] = &[
    "牵头", "负责", "责任", "配合", "落实", "主办", "承办", "参与", "协助", "协办", "分工", "参加",
    "实施", "统筹", "总责", "主责",
];

/// Whether what stands in brackets holds a word of who does something.
pub(in crate::parse) fn states(inner: &str) -> bool {
    WORDS.iter().any(|word| inner.contains(word))
}

/// Text and statements of a line that holds a statement in brackets.
pub(super) fn read(text: &str, line: TextRange) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut open = line.start;
    let mut has_statement = false;
    let brackets = brackets(slice(text, line));
    let bare = bare(text, line, &brackets);
    for bracket in brackets {
        let range = bracket.shifted(line.start);
        if range.start < open {
            continue;
        }
        let before = trimmed(text, TextRange::new(open, range.start));
        let due = || due_behind(text, range).filter(|_| has_statement && before.is_empty());
        // They stand in order.
        let is_bare = bare.binary_search(&range).is_ok();
        let statement = statement(text, range, before, line.end, is_bare);
        let Some(clauses) = statement.or_else(due) else {
            continue;
        };
        if is_text(slice(text, before)) {
            parts.push(Part::Text(before));
        }
        parts.extend(clauses);
        has_statement = true;
        let rest = slice(text, TextRange::new(range.end, line.end));
        open = line.end
            - rest
                .trim_start()
                .trim_start_matches(STOPS)
                .trim_start()
                .len();
    }
    if !has_statement {
        return None;
    }
    let rest = trimmed(text, TextRange::new(open, line.end));
    if is_text(slice(text, rest)) {
        parts.push(Part::Text(rest));
    }
    Some(parts)
}

/// Whether a stretch holds more than punctuation.
fn is_text(printed: &str) -> bool {
    printed.chars().any(char::is_alphanumeric)
}

/// The outermost bracketed stretches of a line in order, brackets included; one that never closes runs to the end.
fn brackets(line: &str) -> Vec<TextRange> {
    steps::count(line.len());
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, character) in line.char_indices() {
        if OPENING.contains(&character) {
            if depth == 0 {
                start = at;
            }
            depth += 1;
        } else if CLOSING.contains(&character) {
            if depth == 1 {
                found.push(TextRange::new(start, at + character.len_utf8()));
            }
            depth = depth.saturating_sub(1);
        } else if character == '。' && depth > 0 && !closes_soon(line, at) {
            // What a bracket never closes ends with its sentence: 〔责任单位：省农委按职责分工负责。
            found.push(TextRange::new(start, at));
            depth = 0;
        }
    }
    if depth > 0 {
        found.push(TextRange::new(start, line.len()));
    }
    found
}

/// Whether the bracket around the 。 at `at` closes soon behind it.
fn closes_soon(line: &str, at: usize) -> bool {
    steps::count(MOST_LOOKED_AT);
    let rest = line.get(at..).unwrap_or_default();
    let mut depth = 0_usize;
    for character in rest.chars().take(MOST_LOOKED_AT) {
        if OPENING.contains(&character) {
            depth += 1;
        } else if CLOSING.contains(&character) {
            match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return true,
            }
        }
    }
    false
}

/// How far behind a 。 the bracket may close that stands around it, in characters.
const MOST_LOOKED_AT: usize = 200;

/// The deadline that a bracket behind a statement holds: （市水利局牵头）（2021年底前完成）.
fn due_behind(text: &str, range: TextRange) -> Option<Vec<Part>> {
    let inner = slice(text, range).strip_prefix(OPENING)?;
    let start = range.end - inner.len();
    let inner = inner.strip_suffix(CLOSING).unwrap_or(inner);
    let value = trimmed(text, TextRange::new(start, start + inner.len()));
    due::is_due(slice(text, value)).then(|| {
        vec![Part::Clause(Clause {
            slot: Slot::Deadline,
            range,
            value,
        })]
    })
}

/// Whether a bracket behind a name may hold its second name plate: 市教育局（市体育局）.
fn may_be_plate(before: &str, bracket: &str) -> bool {
    !bracket.contains(['、', '，', ',', '；', ' ']) && ends_as_body(before)
}

/// Whether a list that ends an item without a stop before it can be nothing but bodies: 修建泵站20座（市水利局）；
fn are_departments(text: &str, before: TextRange, list: &names::List) -> bool {
    let name_of = |name: &names::Name| slice(text, name.range);
    // A second name plate stands behind a name.
    !(list.names.len() == 1 && ends_as_body(slice(text, before)))
        && list.names.iter().all(|name| is_leveled(name_of(name)))
        && list
            .names
            .first()
            .is_some_and(|name| is_department(name_of(name)))
}

/// Whether a list names bodies and nothing else. Of three or more a few may have a name of no known form, as stations and
/// schools do: 市交通局、市商务局、市铁路办、抚州车务段.
fn are_named(text: &str, list: &names::List) -> bool {
    const FEW: usize = 3;
    let is_named = |name: &names::Name| is_named_body(slice(text, name.range));
    let others = list.names.iter().filter(|name| !is_named(name));
    let is_short_word = |name: &names::Name| {
        let name = slice(text, name.range);
        name.chars().nth(1).is_some()
            && name.chars().nth(LONGEST_OTHER).is_none()
            && name.chars().all(char::is_alphabetic)
            && !says_more(name)
    };
    let count = others.clone().count();
    let are_few = FEW * count <= list.names.len()
        && list.names.first().is_some_and(is_named)
        && others.clone().all(is_short_word);
    count == 0 || are_few
}

/// The brackets of a line that close its clauses one after the other and hold nothing but bodies, two at least: 新建果园25万亩
/// （市果业局、宝塔区政府）；建温室2万亩（市农业局）。 Or one that is the line, below what it closes, and names several.
fn bare(text: &str, line: TextRange, brackets: &[TextRange]) -> Vec<TextRange> {
    const FEWEST: usize = 2;
    let closes = |range: &TextRange| {
        let behind = slice(text, TextRange::new(range.end, line.end)).trim_start();
        let before = slice(text, TextRange::new(line.start, range.start));
        (behind.is_empty() || behind.starts_with(['；', ';', '。']))
            && !may_be_plate(before, slice(text, *range))
    };
    let brackets = brackets.iter().map(|range| range.shifted(line.start));
    let closing: Vec<_> = brackets
        .filter(closes)
        .filter(|&range| !states(slice(text, range)))
        .collect();
    let is_line = |range: &TextRange| {
        let printed = slice(text, *range);
        range.start == line.start && printed.contains('、')
    };
    let are_enough = closing.len() >= FEWEST || closing.iter().any(is_line);
    let are_all = are_enough && closing.iter().all(|&range| holds_offices(text, range));
    closing.into_iter().filter(|_| are_all).collect()
}

/// Whether a bracket holds names of bodies, one of them at least that of an office or a government.
fn holds_offices(text: &str, bracket: TextRange) -> bool {
    let inner = trimmed_of(text, bracket, |c| {
        OPENING.contains(&c) || CLOSING.contains(&c)
    });
    let list = names::read(text, inner, Role::Responsible, &[]);
    let governs = |name: &str| {
        ["政府", "管委会", "管委"]
            .iter()
            .any(|end| name.ends_with(end))
    };
    let name_of = |name: &names::Name| slice(text, name.range);
    let is_office = |name: &names::Name| {
        (is_leveled(name_of(name)) && is_department(name_of(name))) || governs(name_of(name))
    };
    list.verbs == 0
        && list.posts == 0
        && list.names.iter().any(is_office)
        && list.names.iter().all(|name| is_named_body(name_of(name)))
}

/// The longest name of no known form, in characters.
const LONGEST_OTHER: usize = 12;

/// The clauses of a bracketed stretch that states responsibility; `is_bare` when its line shows that names alone do.
fn statement(
    text: &str,
    range: TextRange,
    before: TextRange,
    line_end: usize,
    is_bare: bool,
) -> Option<Vec<Part>> {
    let printed = slice(text, range);
    let inner = printed.strip_prefix(OPENING)?;
    let start = range.end - inner.len();
    let inner = inner.strip_suffix(CLOSING).unwrap_or(inner);
    let inner = trimmed(text, TextRange::new(start, start + inner.len()));
    // （联系人：王明） tells whom to ask.
    if label::is_contact(slice(text, inner)) {
        return None;
    }
    if let Some(clauses) = label_lines::within(text, inner) {
        return Some(clauses);
    }
    let (value, labelled) = label_lines::behind(text, inner);
    if is_note(text, value) && labelled.iter().any(|part| names_bodies(text, part)) {
        return Some(labelled);
    }
    let said = rules_of(text, value);
    // What a rule says of all lists says nothing of this one.
    let words = slice(text, without_rules(text, value, &said));
    let says_so = states(words);
    let closes_sentence = slice(text, before).ends_with(['。', '；', '！', '.', ';']);
    let ends_line = slice(text, TextRange::new(range.end, line_end))
        .trim_start_matches(STOPS)
        .trim()
        .is_empty();
    if !(says_so || closes_sentence || ends_line || is_bare) {
        return None;
    }
    let list = names::read(text, value, Role::Responsible, &said);
    // Names alone, or some behind the last verb: （省农委牵头，省财政厅、省水利厅）.
    let is_named = |name: &names::Name| is_named_body(slice(text, name.range));
    // 市政协办 and 创建责任办 only hold such a word.
    let says_nothing = || !says_so || list.names.iter().all(is_named);
    let are_bare =
        || says_nothing() && (closes_sentence || is_bare || are_departments(text, before, &list));
    let is_list = (list.verbs > 0 || are_bare())
        && list.posts == 0
        && list.names_bodies(text)
        && are_named(text, &list);
    (list.is_statement(text) || is_list).then(|| {
        let clause = Clause {
            slot: Slot::Bodies(Role::Responsible),
            range: if labelled.is_empty() { range } else { value },
            value,
        };
        [vec![Part::Clause(clause)], labelled].concat()
    })
}

/// Whether what stands before the labels of a bracket says what the task is and names nobody: （约束性指标，牵头单位：省农委）.
fn is_note(text: &str, note: TextRange) -> bool {
    let list = names::read(text, note, Role::Responsible, &[]);
    let is_body = |name: &names::Name| is_named_body(slice(text, name.range));
    !note.is_empty()
        && list.verbs + list.posts == 0
        && slice(text, note).chars().nth(LONGEST_OTHER).is_none()
        && !list.names.iter().any(is_body)
}

/// Whether a clause names bodies.
fn names_bodies(text: &str, part: &Part) -> bool {
    matches!(part, Part::Clause(clause) if matches!(clause.slot, Slot::Bodies(_) | Slot::MainlyResponsible)
        && names::read(text, clause.value, Role::Responsible, &[]).names_bodies(text))
}

/// The rule sentences of a stretch, in their places in the text.
fn rules_of(text: &str, range: TextRange) -> Vec<RuleSentence> {
    let mut found = rules::find(slice(text, range));
    for rule in &mut found {
        rule.range = rule.range.shifted(range.start);
    }
    found
}
