//! Words beside a name in a query: role words, and those that rule it out. 省农委牵头, 牵头单位是省农委, 省农委、省水利厅负责,
//! 鞍山市是责任单位的任务, 非省农委牵头, 除省农委外.

use std::ops::Range;

use super::vocabulary::Mention;
use crate::model::Role;
use crate::search::query::words::{self, BEYOND, Says, joins, without_tail};
use crate::text::fold::fold;

/// Role words behind a name, longest first where one begins another; with what must not follow them. `None` is any role.
const BEHIND: &[(&str, Option<Role>, &[char])] = &[
    ("牵头负责", Some(Role::Lead), &['人']),
    ("牵头", Some(Role::Lead), &['人']),
    ("主办", Some(Role::Lead), &['方']),
    ("负责", Some(Role::Responsible), &['人', '制', '同']),
    ("主管", Some(Role::Responsible), &['人', '部']),
    ("承担", None, &['者']),
    ("协办", Some(Role::Supporting), &['方']),
    ("协助", Some(Role::Supporting), &[]),
    ("配合", Some(Role::Supporting), &['饲', '比']),
    ("参与", None, &['者']),
    ("参加", None, &['者']),
];

/// Words for how a role is filled, between a name and its role word.
const MANNERS: &[&str] = &["共同", "联合", "具体", "主要"];

/// Words for the part itself: before a name, or behind it with nothing more than a tail after them.
const PARTS: &[(&str, Option<Role>)] = &[
    ("牵头单位", Some(Role::Lead)),
    ("主办单位", Some(Role::Lead)),
    ("牵头部门", Some(Role::Lead)),
    ("牵头的", Some(Role::Lead)),
    ("牵头", Some(Role::Lead)),
    ("责任部门", Some(Role::Responsible)),
    ("责任单位", Some(Role::Responsible)),
    ("负责单位", Some(Role::Responsible)),
    ("协办单位", Some(Role::Supporting)),
    ("配合单位", Some(Role::Supporting)),
    ("参与单位", None),
];

/// Words that may stand between a name and the word for its part.
const COPULAS: &[&str] = &["作为", "是", "为"];

/// Words that go before a name with a role word behind it.
const HEADS: &[&str] = &["由"];

/// Words that deny what the name and the role word behind them say: 不由省农委牵头.
const NEGATIONS: &[&str] = &["并非", "不是", "没有", "非", "不"];

/// The same between a name and its role word: 省农委不牵头.
const NEGATIONS_BETWEEN: &[&str] = &["没有", "不", "未"];

/// Asks whether, and so denies nothing.
const WHETHER: &str = "是不是";

/// A query in the form in which names are compared, with the way back.
pub(super) struct Folded {
    pub(super) text: String,
    /// For each byte of the text, and its end, the character of the query that it is from.
    characters: Vec<usize>,
}

impl Folded {
    pub(super) fn of(query: &str) -> Self {
        let (mut text, mut characters) = (String::new(), Vec::new());
        let mut length = 0;
        for character in query.chars() {
            let folded = match fold(character.encode_utf8(&mut [0; 4])) {
                empty if empty.is_empty() => " ".to_owned(),
                folded => folded,
            };
            characters.extend(std::iter::repeat_n(length, folded.len()));
            text.push_str(&folded);
            length += 1;
        }
        characters.push(length);
        Self { text, characters }
    }

    /// The characters of the query that a stretch of bytes is from.
    pub(super) fn range(&self, bytes: Range<usize>) -> Range<usize> {
        let character = |byte| self.characters.get(byte).copied().unwrap_or_default();
        let end = match bytes.end.checked_sub(1) {
            Some(last) if last >= bytes.start => character(last) + 1,
            _ => character(bytes.start),
        };
        character(bytes.start)..end
    }

    /// What a character of the query is as folded; nothing of one that is folded with another.
    pub(super) fn character(&self, place: usize) -> &str {
        let start = self.characters.partition_point(|at| *at < place);
        let end = self.characters.partition_point(|at| *at <= place);
        let end = end.min(self.text.len());
        self.text.get(start..end).unwrap_or_default()
    }

    pub(super) fn from(&self, byte: usize) -> &str {
        self.text.get(byte..).unwrap_or_default()
    }

    pub(super) fn up_to(&self, byte: usize) -> &str {
        self.text.get(..byte).unwrap_or_default()
    }
}

/// Stretches that may be names: what role words, joiners, marks and spaces leave; none without a role word.
pub(super) fn beside_roles(folded: &Folded) -> Vec<Range<usize>> {
    let words = || {
        let parts = PARTS.iter().map(|(word, _)| *word);
        parts.chain(BEHIND.iter().map(|(word, ..)| *word))
    };
    let text = folded.text.as_str();
    if !words().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let (mut found, mut start) = (Vec::new(), 0);
    let mut at = 0;
    while let Some(character) = folded.from(at).chars().next() {
        let rest = folded.from(at);
        let word = words()
            .filter(|word| rest.starts_with(word))
            .map(str::len)
            .max();
        let is_mark = !character.is_alphanumeric() || joins(character);
        let step = word.unwrap_or(character.len_utf8());
        if word.is_some() || is_mark {
            found.push(start..at);
            start = at + step;
        }
        at += step;
    }
    found.push(start..text.len());
    for stretch in &mut found {
        let heads = HEADS
            .iter()
            .find(|head| folded.from(stretch.start).starts_with(**head));
        stretch.start += heads.map_or(0, |head| head.len());
        let text = folded.text.get(stretch.clone()).unwrap_or_default();
        let copula = COPULAS.iter().find(|word| text.ends_with(**word));
        stretch.end -= copula.map_or(0, |word| word.len());
    }
    found.retain(|stretch| !stretch.is_empty());
    found
}

/// What stands beside a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beside {
    /// `None` for any role.
    pub(super) role: Option<Role>,
    /// Whether the tasks meant are those without it.
    pub(super) is_negated: bool,
    /// The bytes of the name and of what stands beside it.
    pub(super) stretch: Range<usize>,
}

/// The role word beside a name, or what rules it out; nothing before byte `read` is looked at again.
pub(super) fn beside(folded: &Folded, mention: &Mention<'_>, read: usize) -> Option<Beside> {
    let behind = folded.from(mention.end).trim_start();
    let denied = NEGATIONS_BETWEEN
        .iter()
        .find_map(|word| behind.strip_prefix(word));
    let done = denied.unwrap_or(behind);
    let manner = MANNERS.iter().find_map(|word| done.strip_prefix(word));
    let done = manner.unwrap_or(done);
    let found = BEHIND.iter().find_map(|(word, role, not_before)| {
        let rest = done.strip_prefix(word)?;
        (!rest.starts_with(*not_before)).then_some((*role, rest))
    });
    if let Some((role, rest)) = part_behind(behind).or(found) {
        let head = head_before(folded, mention.start, read);
        return Some(Beside {
            role,
            is_negated: head.is_negated || denied.is_some(),
            stretch: head.start..folded.text.len() - without_tail(rest).len(),
        });
    }
    let before = folded.up_to(mention.start).trim_end();
    let copula = COPULAS.iter().find_map(|word| before.strip_suffix(word));
    let before = copula.unwrap_or(before);
    if let Some((word, role)) = PARTS.iter().find(|(word, _)| before.ends_with(word)) {
        let start = before.len() - word.len();
        return (start >= read).then_some(Beside {
            role: *role,
            is_negated: false,
            stretch: start..mention.end,
        });
    }
    excepted(folded, mention, read)
}

/// Where what belongs to a name with a role word begins, and whether that denies it.
struct Head {
    start: usize,
    is_negated: bool,
}

fn head_before(folded: &Folded, start: usize, read: usize) -> Head {
    let before = folded.up_to(start);
    let head = HEADS.iter().find_map(|head| before.strip_suffix(head));
    let before = head.unwrap_or(before);
    let denial = NEGATIONS
        .iter()
        .find_map(|denial| before.strip_suffix(denial));
    let denial = denial.filter(|_| !before.ends_with(WHETHER));
    Head {
        start: denial.unwrap_or(before).len().max(read),
        is_negated: denial.is_some_and(|before| before.len() >= read),
    }
}

/// Whether a text has a role word, as far as its characters tell.
pub(super) fn has_role(text: &str) -> bool {
    let behind = BEHIND.iter().map(|(word, ..)| word);
    let words = behind.chain(PARTS.iter().map(|(word, _)| word));
    words.into_iter().any(|word| text.contains(word))
}

/// A name that is ruled out without a role: 除省农委外, 不含省农委.
fn excepted(folded: &Folded, mention: &Mention<'_>, read: usize) -> Option<Beside> {
    let rest = folded.from(mention.end);
    let closed = BEYOND.iter().find_map(|word| rest.strip_prefix(word));
    let before = folded.up_to(mention.start);
    let opened = words::DENIALS.iter().find_map(|denial| {
        let opened = before.strip_suffix(denial.word)?;
        (closed.is_some() || denial.says != Says::Opened).then_some(opened)
    });
    let opened = opened.filter(|opened| opened.len() >= read);
    // 外 alone is the beginning of many words.
    let says_so = opened.is_some() || closed.is_some_and(|_| !rest.starts_with('外'));
    says_so.then(|| Beside {
        role: None,
        is_negated: true,
        stretch: opened.unwrap_or(before).len()
            ..folded.text.len() - without_tail(closed.unwrap_or(rest)).len(),
    })
}

/// The word for a part behind a name, and what follows: a name after it would be the one that it belongs to.
fn part_behind(behind: &str) -> Option<(Option<Role>, &str)> {
    let copula = COPULAS.iter().find_map(|word| behind.strip_prefix(word));
    let rest = copula.unwrap_or(behind);
    let (role, rest) = PARTS
        .iter()
        .find_map(|(word, role)| Some((*role, rest.strip_prefix(word)?)))?;
    let ends = rest.is_empty() || rest.starts_with("的");
    ends.then_some((role, rest))
}

/// What is said of the names that follow, when only joiners stand between: 省农委、省水利厅牵头.
pub(super) fn shared(folded: &Folded, mentions: &[Mention<'_>], index: usize) -> Option<Beside> {
    let mention = mentions.get(index)?;
    let next = mentions.get(index + 1)?;
    let between = folded.text.get(mention.end..next.start)?;
    let mut characters = between.chars();
    let is_joiner = characters.next().is_some_and(joins);
    if !is_joiner || characters.next().is_some() || next.named.units.is_empty() {
        return None;
    }
    let said = beside(folded, next, mention.end).or_else(|| shared(folded, mentions, index + 1))?;
    let head = head_before(folded, mention.start, 0);
    Some(Beside {
        is_negated: said.is_negated || head.is_negated,
        stretch: head.start..next.start,
        ..said
    })
}

/// Words in which a query asks rather than says what is looked for.
const ASKING: &[&str] = &[
    "和",
    "与",
    "及",
    "、",
    "有哪些",
    "是哪些",
    "哪些",
    "哪几项",
    "多少",
    "什么",
    "任务",
    "工作",
    "事项",
    WHETHER,
    "请问",
    "查询",
    "列出",
    "由",
    "是",
    "有",
    "的",
    "了",
];

/// Whether a text only asks: beside a name that says which tasks are meant, 哪些任务 says nothing more.
pub(super) fn only_asks(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some(word) = ASKING.iter().find(|word| rest.starts_with(**word)) {
        rest = rest.strip_prefix(word).unwrap_or_default().trim_start();
    }
    rest.is_empty()
}
