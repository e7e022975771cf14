//! Remarks in and behind lists of bodies: 省农委（牵头）, and what a rule says of all lists.

use super::bodies::{LEVELS, ends_as_body, is_body, is_person, is_post, without_brackets};
use super::line::{CLOSING, OPENING, depth_in_quotes, slice, trimmed, trimmed_of};
use super::names::Name;
use super::shared::is_joined;
use crate::model::{Role, RuleSentence, TextRange};

/// The list up to the first rule sentence in it, and to the bracket that holds the sentence.
pub(super) fn without_rules(text: &str, range: TextRange, rules: &[RuleSentence]) -> TextRange {
    let first = rules.partition_point(|rule| rule.range.end <= range.start);
    let end = rules.get(first).map_or(range.end, |rule| {
        rule.range.start.clamp(range.start, range.end)
    });
    let kept = TextRange::new(range.start, end);
    if end == range.end || stands_within(text, range, end) {
        return range;
    }
    let printed = slice(text, kept).trim_end_matches(['（', '(', '，', ',', '、', '。', '；']);
    TextRange::new(range.start, range.start + printed.len())
}

/// Whether the rule at `at` stands in the brackets of a name behind which the list goes on: 省农委（列首位者牵头，下同）、省水利厅.
fn stands_within(text: &str, range: TextRange, at: usize) -> bool {
    let opens = slice(text, TextRange::new(range.start, at)).ends_with(OPENING);
    let behind = slice(text, TextRange::new(at, range.end));
    let rest = behind.split_once(CLOSING).map_or("", |(_, rest)| rest);
    opens && rest.trim_start().starts_with(['、', '，', ','])
}

/// The list up to its first full stop, when what follows is no list: 省农委。未明确牵头单位的，按职责分工负责，下同.
pub(super) fn without_remarks(text: &str, range: TextRange) -> TextRange {
    let printed = slice(text, range);
    let stop = printed.find('。').filter(|&at| {
        let rest = printed.get(at..).unwrap_or_default();
        REMARK_WORDS.iter().any(|word| rest.contains(word))
    });
    stop.map_or(range, |at| TextRange::new(range.start, range.start + at))
}

/// The list up to the first label in it that names no bodies: 海关总署；适用范围：保税区.
///
/// The labels that do are known before a list is read. What stands before a colon may also be a body with its duty.
pub(super) fn without_other_label(text: &str, range: TextRange) -> TextRange {
    let printed = slice(text, range);
    let mut depth = 0_usize;
    let mut start = None;
    for (at, character) in printed.char_indices() {
        depth = depth_in_quotes(depth, character);
        match character {
            _ if depth > 0 => {}
            '；' | ';' | '，' | ',' | '。' => start = Some((at, at + character.len_utf8())),
            '：' | ':' => {
                let label = start.and_then(|(end, start)| Some((end, printed.get(start..at)?)));
                let names_nobody = |label: &str| {
                    let label = label.trim();
                    label.chars().nth(1).is_some()
                        && label.chars().all(char::is_alphabetic)
                        && (!is_body(label) || is_duty(label))
                        && !is_post(label)
                };
                if let Some((end, label)) = label
                    && names_nobody(label)
                {
                    return trimmed(text, TextRange::new(range.start, range.start + end));
                }
            }
            _ => {}
        }
    }
    range
}

/// Whether a label is a duty and a word for bodies: 监管单位, but not 市直单位.
fn is_duty(label: &str) -> bool {
    const STARTS: [char; 8] = ['各', '有', '相', '省', '市', '县', '区', '驻'];
    let noun = ["单位", "部门"].iter().any(|noun| label.ends_with(noun));
    noun && label.chars().count() == LABEL_LENGTH && !label.starts_with(STARTS)
}

/// How many characters a word for a duty and one for bodies are.
const LABEL_LENGTH: usize = 4;

/// Whether a piece of a list is the person who answers for the body before it: 省农委 王明.
pub(super) fn is_person_of(text: &str, all: &[TextRange], index: usize) -> bool {
    let above = index.checked_sub(1).and_then(|above| all.get(above));
    above.zip(all.get(index)).is_some_and(|(above, piece)| {
        let between = text.get(above.end..piece.start).unwrap_or_default();
        let above = slice(text, *above);
        let is_department = ends_as_body(above) && !above.ends_with(LEVELS);
        !between.is_empty()
            && between.chars().all(char::is_whitespace)
            && is_department
            && is_person(slice(text, *piece))
    })
}

/// Words of a remark on all lists that stands behind one of them.
const REMARK_WORDS: &[&str] = &["下同", "不再", "未明确", "无牵头", "未列", "另行"];

/// Whether a character is a bracket around a remark.
pub(super) fn is_bracket(character: char) -> bool {
    OPENING.contains(&character) || CLOSING.contains(&character)
}

/// A name without a remark in brackets that says what the body does or who stands for it: 省农委（牵头）,
/// 省农委（李明）.
pub(super) fn without_remark(text: &str, range: TextRange) -> (TextRange, Option<TextRange>) {
    const REMARKS: &[&str] = &[
        "牵头",
        "主办",
        "负责",
        "分工",
        "排名",
        "不分先后",
        "下同",
        "配合",
        "协办",
        "参与",
        "协助",
        "协同",
        "按",
        "责任单位",
        "责任人",
        "负责人",
        "联系人",
        "联系电话",
    ];
    let printed = slice(text, range);
    let base = without_brackets(printed);
    let remark = TextRange::new(range.start + base.len(), range.end);
    let words = slice(text, remark);
    let names_person = || is_person(words.trim_matches(is_bracket).trim());
    if base.len() < printed.len()
        && (REMARKS.iter().any(|word| words.contains(word)) || names_person())
    {
        let name = trimmed(text, TextRange::new(range.start, remark.start));
        return (name, Some(remark));
    }
    (range, None)
}

/// A name without the mark of a page that was printed in the middle of its list: —1—.
pub(super) fn without_page_marks(text: &str, range: TextRange) -> TextRange {
    let is_mark = |c: char| matches!(c, '—' | '-' | '－' | '–') || c.is_whitespace();
    let printed = slice(text, range);
    let is_dashed = printed.starts_with(is_mark) || printed.ends_with(is_mark);
    if is_dashed {
        trimmed_of(text, range, |c| is_mark(c) || c.is_ascii_digit())
    } else {
        range
    }
}

/// Gives a mark to all names of a part, when commas divide a list into parts that each close with one:
/// 省税务局、省财政厅（牵头），省教育厅（配合）.
pub(super) fn spread_marks(text: &str, names: &mut [Name]) {
    mark_together(text, names);
    let closes = |pair: &[Name]| {
        let between = pair
            .first()
            .zip(pair.get(1))
            .and_then(|(one, next)| text.get(one.range.end..next.range.start));
        between.is_some_and(|between| between.contains(['，', '；', ',', ';']))
    };
    let mut ends: Vec<usize> = (1..names.len())
        .filter(|&at| names.get(at - 1..=at).is_some_and(closes))
        .collect();
    if ends.is_empty() {
        return;
    }
    ends.push(names.len());
    let marks = names.iter().filter(|name| name.marked.is_some()).count();
    let are_closed = |end: &usize| names.get(end - 1).is_some_and(|name| name.marked.is_some());
    if marks != ends.len() || !ends.iter().all(are_closed) {
        return;
    }
    let mut mark = None;
    for name in names.iter_mut().rev() {
        mark = name.marked.or(mark);
        name.marked = mark;
    }
}

/// Words that open the mark of several names.
const TOGETHER: &[&str] = &["共同", "联合", "并列"];

/// Gives the mark of several names to all of them: 省税务局、省财政厅（共同牵头）.
fn mark_together(text: &str, names: &mut [Name]) {
    let mut mark = None;
    let mut next = None;
    for name in names.iter_mut().rev() {
        let behind = text.get(name.range.end..).unwrap_or_default();
        let remark = behind.strip_prefix(OPENING).unwrap_or_default();
        let is_joined = next.is_some_and(|next| is_joined(text, name.range.end, next));
        if TOGETHER.iter().any(|word| remark.starts_with(word)) {
            mark = name.marked;
        } else if is_joined && name.marked.is_none() {
            name.marked = mark;
        } else {
            mark = None;
        }
        next = Some(name.range.start);
    }
}

/// The role that a remark in brackets gives to the body before it: （牵头）, （共同牵头）, but not （未明确牵头单位的，…）.
pub(super) fn marked(remark: &str) -> Option<Role> {
    let inner = remark.trim_matches(is_bracket).trim();
    let inner = TOGETHER
        .iter()
        .find_map(|word| inner.strip_prefix(word))
        .unwrap_or(inner);
    let opens = |words: &[&str]| words.iter().any(|word| inner.starts_with(word));
    if inner.contains(['，', ',', '。']) {
        None
    } else if opens(&["牵头", "主办", "主责", "总牵头"]) {
        Some(Role::Lead)
    } else if opens(&["配合", "协办", "参与", "协助", "协同"]) {
        Some(Role::Supporting)
    } else {
        None
    }
}
