//! Lists of bodies: names as written, the role that a verb gives them, and whether 等 leaves the list open.

use super::bodies::{glued_at, is_body, is_named_body, is_post};
use super::due::is_due;
use super::joint::{acts_alone, divided_by_joint_word, is_apart, lead_together};
use super::line::{OPENING, slice, trimmed, trimmed_of};
use super::openings::without_opening;
use super::pieces::pieces;
use super::remarks::{
    is_bracket, is_person_of, marked, spread_marks, without_other_label, without_page_marks,
    without_remark, without_remarks, without_rules,
};
use super::shared::{share_departments, share_endings};
use super::verbs::{own_part, without_verb};
use super::vocabulary::{ASSIST, ASSISTED_VERBS, GENERIC_BODIES, NOTHING, OPEN, VERB_TRIMMINGS};
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
    /// The ending that the name shares with others: 人民政府 in 五华区、西山区人民政府, 部门 in 教育、财政等部门.
    pub(super) shared: Option<TextRange>,
    /// The role that the list gives to this name alone: 省农委（牵头）.
    pub(super) marked: Option<Role>,
}

/// A list that has been read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    /// Its names in order.
    pub(super) names: Vec<Name>,
    /// Whether 等 closes it.
    pub(super) is_open: bool,
    /// What it says of the time.
    pub(super) due: Option<TextRange>,
    /// How many verbs close a part of it.
    pub(super) verbs: usize,
    /// How many posts it names.
    pub(super) posts: usize,
    /// Whether a verb or a deadline stands at its end.
    pub(super) is_closed: bool,
    /// How many names the first verb closes.
    first: Option<usize>,
}

impl List {
    /// Whether it can be nothing but a statement of who does something: a verb at its end and names of bodies, half of
    /// them at least in the form of such names.
    pub(super) fn is_statement(&self, text: &str) -> bool {
        self.verbs > 0 && self.is_closed && self.has_fitting(text, 1, 2)
    }

    /// Whether its names have the form of names of bodies, all but one in three at most.
    pub(super) fn names_bodies(&self, text: &str) -> bool {
        self.has_fitting(text, 2, 3)
    }

    /// Whether at least `part` of `whole` names have the form of names of bodies.
    fn has_fitting(&self, text: &str, part: usize, whole: usize) -> bool {
        let fitting = self
            .names
            .iter()
            .filter(|name| name.shared.is_some() || is_body(slice(text, name.range)))
            .count();
        let is_short = |name: &Name| slice(text, name.range).chars().nth(LONGEST_NAME).is_none();
        (self.posts > 0 || !self.names.is_empty())
            && whole * fitting >= part * self.names.len()
            && self.names.iter().all(is_short)
    }
}

/// The longest name, in characters, of a body.
const LONGEST_NAME: usize = 40;

/// Reads the list at `range`, whose names have `role` unless a verb says otherwise. Rule sentences are no names.
pub(super) fn read(text: &str, range: TextRange, role: Role, rules: &[RuleSentence]) -> List {
    let range = without_rules(text, range, rules);
    let range = without_remarks(text, range);
    let range = without_other_label(text, range);
    let mut list = List::default();
    if let Some(assistance) = assistance(text, range) {
        read_plain(text, assistance.helpers, Role::Supporting, &mut list);
        for name in &mut list.names {
            name.qualifier = Some(assistance.qualifier);
        }
        read_plain(text, assistance.helped, Role::Lead, &mut list);
        list.verbs += 1;
        list.is_closed = true;
    } else {
        read_plain(text, range, role, &mut list);
        let closed = list.first.unwrap_or_default();
        name_doers(text, role, closed, &mut list.names);
    }
    share_endings(text, &mut list.names);
    share_departments(text, &mut list.names);
    spread_marks(text, &mut list.names);
    list
}

/// A、B等配合C落实.
struct Assistance {
    helpers: TextRange,
    qualifier: TextRange,
    helped: TextRange,
}

fn assistance(text: &str, range: TextRange) -> Option<Assistance> {
    let printed = slice(text, range);
    let (before, after) = ASSIST.iter().find_map(|verb| printed.rsplit_once(verb))?;
    let (helped, _) = ASSISTED_VERBS
        .iter()
        .find_map(|verb| Some((after.strip_suffix(verb)?, verb)))
        .filter(|(helped, _)| is_helped(helped))?;
    let verb = range.start + before.len();
    let helpers = TextRange::new(range.start, verb);
    let qualifier = open_tail(before).map_or(verb, |at| range.start + at);
    let start = range.end - after.len();
    Some(Assistance {
        helpers,
        qualifier: TextRange::new(qualifier, range.end),
        helped: TextRange::new(start, start + helped.len()),
    })
}

/// Whether what stands between 配合 and its verb is a body: not so in 配合做好落实.
fn is_helped(helped: &str) -> bool {
    !helped.is_empty()
        && !VERB_TRIMMINGS.contains(&helped)
        && !helped.starts_with('、')
        && !helped.contains(['，', '；', ',', ';'])
}

fn read_plain(text: &str, range: TextRange, role: Role, list: &mut List) {
    let mut pending = list.names.len();
    let mut joint = None;
    let mut is_led = false;
    let all = pieces(text, range);
    let before = text.get(..range.start).unwrap_or_default();
    let is_bracketed = before.ends_with(OPENING);
    for (index, &piece) in all.iter().enumerate() {
        let is_apart = is_apart(text, range, &all, index);
        let piece = without_opening(text, piece);
        // 州发改委会同铁路公司，各企业落实: all of a kind act for themselves, and so do others with a verb of their own.
        if let Some(from) = joint
            && is_apart
            && (slice(text, piece).starts_with('各') || acts_alone(text, range, &all, from..index))
        {
            pending = list.names.len();
            joint = None;
        }
        if is_due(slice(text, piece)) {
            let start = list.due.map_or(piece.start, |due| due.start);
            list.due = Some(TextRange::new(start, piece.end));
            continue;
        }
        if is_person_of(text, &all, index) {
            continue;
        }
        let end = piece.end;
        let (piece, mut verb) = match without_verb(text, piece) {
            (whole, None) if is_bracketed => own_part(text, whole, role),
            found => found,
        };
        // 省商务厅负责指导 does its own part.
        let does_own = slice(text, TextRange::new(piece.end, end)).contains("负责");
        let (piece, due) = without_due(text, piece);
        if due.is_some() {
            list.due = list.due.or(due);
            verb = verb.or(Some(role));
        }
        list.is_closed = verb.is_some();
        let (before, after) = divided_by_joint_word(text, piece);
        if let Some(before) = before {
            // 省农委牵头，省水利厅会同各县落实: another leads already.
            push(text, before, if is_led { role } else { Role::Lead }, list);
            lead_together(text, list.names.get_mut(pending..).unwrap_or_default());
            pending = list.names.len();
            joint = Some(index);
        }
        let role = if joint.is_some() {
            Role::Supporting
        } else {
            role
        };
        push(text, after, role, list);
        if let Some(verb) = verb {
            list.verbs += 1;
            let closed = if does_own {
                usize::MAX
            } else {
                list.names.len()
            };
            list.first = list.first.or(Some(closed));
            is_led |= verb == Role::Lead && joint.is_none();
            let closed = list.names.get_mut(pending..).unwrap_or_default();
            for name in closed.iter_mut().filter(|_| joint.is_none()) {
                name.role = verb;
            }
            pending = list.names.len();
            joint = None;
        }
    }
}

/// Those before the first comma do what others only support, when nobody else does: 省商务厅，省财政厅配合. Not so those
/// whom a verb of their own makes support: 省商务厅指导，省供销社参与. `closed`: how many names the first verb closes.
fn name_doers(text: &str, role: Role, closed: usize, names: &mut [Name]) {
    let supports = |name: &Name| name.role == Role::Supporting;
    if role == Role::Supporting || !names.iter().all(supports) {
        return;
    }
    let pairs = names.iter().zip(names.iter().skip(1));
    let first = pairs.enumerate().find(|(_, (one, next))| {
        let between = text.get(one.range.end..next.range.start);
        between.is_some_and(|between| between.contains(['，', '；', ',', ';']))
    });
    if let Some((last, _)) = first
        && last + 1 < closed
    {
        for name in names.iter_mut().take(last + 1) {
            name.role = role;
        }
    }
}

/// Whether a list that ends where `range` does may be a statement: only what says when, a verb or a bracket closes one.
/// A cheap look before it is read.
pub(super) fn may_close(text: &str, range: TextRange) -> bool {
    let printed = slice(text, range);
    let last = printed.rsplit(['，', '；', '、', ',', ';']);
    let last = last.map(str::trim).find(|piece| !piece.is_empty());
    let Some(last) = last else { return false };
    let says_when = |at: usize| last.get(at..).is_some_and(is_due);
    let mut places = last.char_indices().filter(|&(_, c)| opens_due(c));
    last.ends_with(['）', ')', '〕', ']', '】', '办'])
        || ASSISTED_VERBS.iter().any(|verb| last.ends_with(verb))
        || says_when(0)
        || places.any(|(at, _)| says_when(at))
        || without_verb(last, TextRange::new(0, last.len()))
            .1
            .is_some()
}

/// A name without the deadline that follows it at once: 省农委于2022年底前完成, 省农委2022年底前完成.
fn without_due(text: &str, piece: TextRange) -> (TextRange, Option<TextRange>) {
    let printed = slice(text, piece);
    let found = printed
        .char_indices()
        .filter(|&(_, character)| opens_due(character))
        .map(|(at, _)| at)
        .find(|&at| {
            let (name, due) = (printed.get(..at), printed.get(at..));
            // What says when and no more: not so 省政府2009年工作任务分工的通知, 各单位于5月底前将措施报省政府.
            let says_when = |due: &str| {
                let says_what = ["的", "将", "把", "报", "工作", "任务"];
                is_due(due) && !says_what.iter().any(|word| due.contains(word))
            };
            due.is_some_and(says_when) && name.is_some_and(is_named_body)
        });
    match found {
        Some(at) => (
            TextRange::new(piece.start, piece.start + at),
            Some(TextRange::new(piece.start + at, piece.end)),
        ),
        None => (piece, None),
    }
}

/// Whether a deadline may begin with a character right behind a name.
fn opens_due(character: char) -> bool {
    character.is_ascii_digit()
        || ('０'..='９').contains(&character)
        || matches!(
            character,
            '于' | '在' | '到' | '每' | '力' | '长' | '持' | '年'
        )
}

/// Adds a name without its 等 and without remarks in brackets. Posts are persons, not bodies.
fn push(text: &str, range: TextRange, role: Role, list: &mut List) {
    let (range, remark) = without_remark(text, trimmed(text, range));
    let open = open_tail(slice(text, range));
    list.is_open |= open.is_some();
    let end = open.map_or(range.end, |at| range.start + at);
    let name = without_page_marks(text, TextRange::new(range.start, end));
    let (name, late) = without_remark(text, trimmed(text, name));
    if is_post(slice(text, name)) {
        list.posts += 1;
        return;
    }
    if NOTHING.contains(&slice(text, name)) {
        return;
    }
    let remark = remark.or(late);
    let cut = glued_at(slice(text, name)).map_or(name.start, |at| name.start + at);
    let names = [
        TextRange::new(name.start, cut),
        TextRange::new(cut, name.end),
    ];
    for range in names.into_iter().filter(|range| !range.is_empty()) {
        list.names.push(Name {
            range,
            role,
            qualifier: None,
            shared: None,
            marked: remark.and_then(|remark| marked(slice(text, remark))),
        });
    }
    // 省农委（省林业局配合） names another body.
    let inner = remark.map(|remark| trimmed_of(text, remark, is_bracket));
    let others = inner.map(|inner| read(text, inner, role, &[]));
    list.names.extend(
        others
            .filter(|others| others.is_statement(text))
            .into_iter()
            .flat_map(|others| others.names),
    );
}

/// Where the 等 stands that closes a list: 等, 等部门, 等有关单位, 等8个部门.
fn open_tail(text: &str) -> Option<usize> {
    let (before, mut after) = text.rsplit_once(OPEN)?;
    while !after.is_empty() {
        after = GENERIC_BODIES
            .iter()
            .find_map(|word| after.strip_prefix(word))
            .or_else(|| {
                let rest = after.trim_start_matches(|c: char| c.is_numeric() || c == '十');
                (rest.len() < after.len()).then_some(rest)
            })?;
    }
    Some(before.len())
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
            "省财政厅，各盟行政公署、市人民政府",
            "R:省财政厅 R:各盟行政公署、市人民政府",
        );
        check(
            "沈阳经济区工作领导小组成员单位，相关各市等",
            "R:沈阳经济区工作领导小组成员单位 R:相关各市 等",
        );
        check(
            "省经济和信息化委、省公安厅和各市人民政府",
            "R:省经济和信息化委 R:省公安厅 R:各市人民政府",
        );
        check(
            "司法部、商务部和各省、自治区、直辖市人民政府",
            "R:司法部 R:商务部 R:各省、自治区、直辖市人民政府",
        );
        check(
            "环境保护部牵头，各省、自治区、直辖市人民政府负责组织实施",
            "L:环境保护部 R:各省、自治区、直辖市人民政府",
        );
        check(
            "县财政局、农业农村和科技局、民政局",
            "R:县财政局 R:农业农村和科技局 R:民政局",
        );
        check(
            "省财政厅（李建军）、省教育厅（王 勇、陈斌）",
            "R:省财政厅 R:省教育厅",
        );
        check("省财政厅 省教育厅", "R:省财政厅 R:省教育厅");
        check("省农委2022年底前完成", "R:省农委");
        check(
            "省农委力争2022年底前完成、市于洪区政府",
            "R:省农委 R:市于洪区政府",
        );
        check(
            "省政府关于落实省政府2009年20项任务分工的通知",
            "R:省政府关于落实省政府2009年20项任务分工的通知",
        );
        check(
            "各单位于5月底前将措施报省政府",
            "R:各单位于5月底前将措施报省政府",
        );
        check("市减灾委各成员单位负责", "R:市减灾委各成员单位");
        check("市长江办、市2020行动办", "R:市长江办 R:市2020行动办");
        check(
            "省高等法院、省财政厅等有关部门",
            "R:省高等法院 R:省财政厅 等",
        );
        check(
            "省直有关部门和单位及各市、省教育厅",
            "R:省直有关部门和单位 R:各市 R:省教育厅",
        );
        check(
            "省教育厅、市直有关部门、单位",
            "R:省教育厅 R:市直有关部门、单位",
        );
        check(
            "省商务厅、沈阳海关；适用范围：各保税区，区外不适用",
            "R:省商务厅 R:沈阳海关",
        );
        check("省商务厅，适用于：各市", "R:省商务厅");
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
        check(
            "省民政厅，省财政厅、省教育厅会同省科技厅负责",
            "R:省民政厅 L:省财政厅 L:省教育厅 S:省科技厅",
        );
        check(
            "省财政厅会同省教育厅、省科技厅，省民政厅落实",
            "L:省财政厅 S:省教育厅 S:省科技厅 R:省民政厅",
        );
        check(
            "省财政厅会同省教育厅，省科技厅，省民政厅负责",
            "L:省财政厅 S:省教育厅 S:省科技厅 S:省民政厅",
        );
        check("省商务厅，省财政厅配合", "R:省商务厅 S:省财政厅");
        check("省商务厅指导，省供销社参与", "S:省商务厅 S:省供销社");
        check("省商务厅负责指导，省供销社配合", "R:省商务厅 S:省供销社");
        check("省商务厅、各市结合实际落实", "R:省商务厅 R:各市");
    }
}
