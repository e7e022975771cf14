//! Lists of bodies: names as written, the role that a verb gives them, and whether 等 leaves the list open.

use super::line::{slice, trimmed};
use super::vocabulary::{
    ASSIST, ASSISTED_VERBS, CLOSING_VERBS, CONJUNCTIONS, GENERIC_BODIES, JOINTLY, NAME_ENDS,
    NAME_STARTS, OPEN,
};
use crate::model::{Role, RuleSentence, TextRange};

/// A name in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// The name as written.
    pub(super) range: TextRange,
    /// Its role.
    pub(super) role: Role,
    /// What the list says besides, such as 等配合省委有关部门落实.
    pub(super) qualifier: Option<TextRange>,
}

/// A list that has been read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    /// Its names in order.
    pub(super) names: Vec<Name>,
    /// Whether 等 closes it.
    pub(super) is_open: bool,
}

/// Reads the list at `range`, whose names have `role` unless a verb says otherwise. Rule sentences are no names.
pub(super) fn read(text: &str, range: TextRange, role: Role, rules: &[RuleSentence]) -> List {
    let range = without_rules(text, range, rules);
    let mut list = List::default();
    if let Some(assistance) = assistance(text, range) {
        read_plain(text, assistance.helpers, Role::Supporting, &mut list);
        for name in &mut list.names {
            name.qualifier = Some(assistance.qualifier);
        }
        read_plain(text, assistance.helped, Role::Lead, &mut list);
    } else {
        read_plain(text, range, role, &mut list);
    }
    list
}

/// The list up to the first rule sentence in it, and to the bracket that holds the sentence.
fn without_rules(text: &str, range: TextRange, rules: &[RuleSentence]) -> TextRange {
    let first = rules.partition_point(|rule| rule.range.end <= range.start);
    let end = rules.get(first).map_or(range.end, |rule| {
        rule.range.start.clamp(range.start, range.end)
    });
    let kept = TextRange::new(range.start, end);
    if end == range.end {
        return kept;
    }
    let printed = slice(text, kept).trim_end_matches(['（', '(', '，', ',', '、', '。', '；']);
    TextRange::new(range.start, range.start + printed.len())
}

/// A、B等配合C落实.
struct Assistance {
    helpers: TextRange,
    qualifier: TextRange,
    helped: TextRange,
}

fn assistance(text: &str, range: TextRange) -> Option<Assistance> {
    let printed = slice(text, range);
    let (before, after) = printed.rsplit_once(ASSIST)?;
    let (helped, _) = ASSISTED_VERBS
        .iter()
        .find_map(|verb| Some((after.strip_suffix(verb)?, verb)))
        .filter(|(helped, _)| !helped.is_empty())?;
    let verb = range.start + before.len();
    let helpers = TextRange::new(range.start, verb);
    let qualifier = open_tail(before).map_or(verb, |at| range.start + at);
    let start = verb + ASSIST.len();
    Some(Assistance {
        helpers,
        qualifier: TextRange::new(qualifier, range.end),
        helped: TextRange::new(start, start + helped.len()),
    })
}

fn read_plain(text: &str, range: TextRange, role: Role, list: &mut List) {
    let mut pending = list.names.len();
    let mut is_joint = false;
    for piece in pieces(text, range) {
        let (piece, verb) = without_verb(text, piece);
        let (before, after) = match slice(text, piece).find(JOINTLY) {
            Some(at) => (
                TextRange::new(piece.start, piece.start + at),
                TextRange::new(piece.start + at + JOINTLY.len(), piece.end),
            ),
            None => (TextRange::new(piece.start, piece.start), piece),
        };
        if !before.is_empty() || before.start != after.start {
            push(text, before, Role::Lead, list);
            pending = list.names.len();
            is_joint = true;
        }
        push(
            text,
            after,
            if is_joint { Role::Supporting } else { role },
            list,
        );
        if let Some(verb) = verb {
            let closed = list.names.get_mut(pending..).unwrap_or_default();
            for name in closed.iter_mut().filter(|_| !is_joint) {
                name.role = verb;
            }
            pending = list.names.len();
            is_joint = false;
        }
    }
}

/// Adds a name without its 等.
fn push(text: &str, range: TextRange, role: Role, list: &mut List) {
    let range = trimmed(text, range);
    let open = open_tail(slice(text, range));
    list.is_open |= open.is_some();
    let end = open.map_or(range.end, |at| range.start + at);
    let name = trimmed(text, TextRange::new(range.start, end));
    if !name.is_empty() {
        list.names.push(Name {
            range: name,
            role,
            qualifier: None,
        });
    }
}

/// Where the 等 stands that closes a list: 等, 等部门, 等有关单位.
fn open_tail(text: &str) -> Option<usize> {
    let (before, mut after) = text.rsplit_once(OPEN)?;
    while !after.is_empty() {
        after = GENERIC_BODIES
            .iter()
            .find_map(|word| after.strip_prefix(word))?;
    }
    Some(before.len())
}

/// A piece without the verb that closes it.
fn without_verb(text: &str, piece: TextRange) -> (TextRange, Option<Role>) {
    let printed = slice(text, piece);
    CLOSING_VERBS
        .iter()
        .find_map(|&(verb, role)| Some((printed.strip_suffix(verb)?, role)))
        .map_or((piece, None), |(rest, role)| {
            let end = piece.start + rest.len();
            (TextRange::new(piece.start, end), Some(role))
        })
}

/// The stretches between separators that stand outside brackets.
fn pieces(text: &str, range: TextRange) -> Vec<TextRange> {
    let printed = slice(text, range);
    let mut pieces: Vec<TextRange> = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let mut close = |start: usize, end: usize| {
        let piece = trimmed(text, TextRange::new(start, end).shifted(range.start));
        let joined = pieces
            .last_mut()
            .filter(|last| is_one_name(slice(text, **last), slice(text, piece)));
        match joined {
            Some(last) => last.end = piece.end,
            None if !piece.is_empty() => pieces.push(piece),
            None => {}
        }
    };
    for (at, character) in printed.char_indices() {
        match character {
            '（' | '(' | '〔' | '[' | '【' | '《' => depth += 1,
            '）' | ')' | '〕' | ']' | '】' | '》' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '、' | '，' | ',' | '；' | ';' | '。' => {
                close(start, at);
                start = at + character.len_utf8();
            }
            _ if character.is_whitespace()
                && character != '\n'
                && separates(printed, start, at) =>
            {
                close(start, at);
                start = at;
            }
            _ => {
                let rest = printed.get(at..).unwrap_or_default();
                if let Some(length) = conjunction(printed.get(start..at).unwrap_or_default(), rest)
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

/// Whether white space stands between two names rather than inside a padded one. A line break is where a page was cut.
fn separates(printed: &str, start: usize, at: usize) -> bool {
    let ends = |character: char| NAME_ENDS.contains(character);
    printed
        .get(start..at)
        .is_some_and(|before| before.chars().nth(2).is_some() && before.ends_with(ends))
}

/// Length of the conjunction that opens `rest` when `before` ends and what follows begins a name.
fn conjunction(before: &str, rest: &str) -> Option<usize> {
    if !before.ends_with(|character| NAME_ENDS.contains(character)) {
        return None;
    }
    CONJUNCTIONS.iter().find_map(|word| {
        let after = rest.strip_prefix(word)?;
        let begins = NAME_STARTS.iter().any(|start| after.starts_with(start));
        begins.then_some(word.len())
    })
}

/// Whether 、 stands inside one collective name: 各县（市）、区人民政府.
fn is_one_name(before: &str, after: &str) -> bool {
    let collective = ["各", "有关", "相关"]
        .iter()
        .any(|word| before.starts_with(word));
    let is_open = before.ends_with(['市', '县', '区', '州', '地', '）', ')', '〕']);
    let continues = after.starts_with(['县', '区', '市', '州']);
    let closes = after.trim_end_matches(OPEN).ends_with("政府");
    collective && is_open && continues && closes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of a 责任单位 list with the first letter of their roles, `等` last when the list is open.
    fn check(list: &str, expected: &str) {
        let read = read(list, TextRange::new(0, list.len()), Role::Responsible, &[]);
        let mut found: Vec<_> = read
            .names
            .iter()
            .map(|name| {
                let role = match name.role {
                    Role::Lead => "L",
                    Role::Responsible => "R",
                    Role::Supporting => "S",
                };
                let qualifier = name.qualifier.map_or("", |range| slice(list, range));
                let name = slice(list, name.range);
                [
                    role,
                    ":",
                    name,
                    if qualifier.is_empty() { "" } else { "~" },
                    qualifier,
                ]
                .concat()
            })
            .collect();
        found.extend(read.is_open.then(|| "等".to_owned()));
        assert_eq!(found.join(" "), expected, "{list}");
    }

    #[test]
    fn names_are_divided_outside_brackets() {
        check("省教育厅", "R:省教育厅");
        check(
            "省农委、省林业厅，省气象局等",
            "R:省农委 R:省林业厅 R:省气象局 等",
        );
        check(
            "省农委（省扶贫办）、省民委",
            "R:省农委（省扶贫办） R:省民委",
        );
        check(
            "省水利厅、各市（地）人民政府（行署）",
            "R:省水利厅 R:各市（地）人民政府（行署）",
        );
        check(
            "各县（市、区）政府、市规划局、　六城区人民政府等",
            "R:各县（市、区）政府 R:市规划局 R:六城区人民政府 等",
        );
        check(
            "省财政厅、各县（市）、区人民政府",
            "R:省财政厅 R:各县（市）、区人民政府",
        );
        check(
            "沈阳经济区工作领导小组成员单位，相关各市等",
            "R:沈阳经济区工作领导小组成员单位 R:相关各市 等",
        );
        check(
            "省经济和信息化委、省公安厅和各市人民政府",
            "R:省经济和信息化委 R:省公安厅 R:各市人民政府",
        );
        check("省财政厅 省教育厅", "R:省财政厅 R:省教育厅");
        check(
            "省高等法院、省财政厅等有关部门",
            "R:省高等法院 R:省财政厅 等",
        );
        check("", "");
    }

    #[test]
    fn verbs_give_roles() {
        check(
            "省民政厅、省文联等配合省委有关部门落实",
            "S:省民政厅~等配合省委有关部门落实 S:省文联~等配合省委有关部门落实 L:省委有关部门 等",
        );
        check(
            "省财政厅牵头，省教育厅、省科技厅配合",
            "L:省财政厅 S:省教育厅 S:省科技厅",
        );
        check(
            "省财政厅牵头，省教育厅等按职责分工负责",
            "L:省财政厅 R:省教育厅 等",
        );
        check(
            "省财政厅会同省教育厅、省科技厅负责",
            "L:省财政厅 S:省教育厅 S:省科技厅",
        );
    }
}
