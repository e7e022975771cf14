//! Role words beside a name in a query: 省农委牵头, 牵头单位 省农委, 省农委、省水利厅负责, 鞍山市是责任单位的任务.

use std::ops::Range;

use super::vocabulary::Mention;
use crate::model::Role;
use crate::text::fold::fold;

/// Role words behind a name, longest first where one begins another; with what must not follow them.
const BEHIND: &[(&str, Role, &[char])] = &[
    ("牵头负责", Role::Lead, &['人']),
    ("牵头", Role::Lead, &['人']),
    ("主办", Role::Lead, &['方']),
    ("负责", Role::Responsible, &['人', '制', '同']),
    ("承担", Role::Responsible, &['者']),
    ("协办", Role::Supporting, &['方']),
    ("协助", Role::Supporting, &[]),
    ("配合", Role::Supporting, &['饲', '比']),
    ("参与", Role::Supporting, &['者']),
];

/// Words for the part itself: before a name, or behind it with nothing more than a tail after them.
const PARTS: &[(&str, Role)] = &[
    ("牵头单位", Role::Lead),
    ("主办单位", Role::Lead),
    ("牵头部门", Role::Lead),
    ("牵头", Role::Lead),
    ("责任部门", Role::Responsible),
    ("责任单位", Role::Responsible),
    ("负责单位", Role::Responsible),
    ("协办单位", Role::Supporting),
    ("配合单位", Role::Supporting),
    ("参与单位", Role::Supporting),
];

/// Words that may stand between a name and the word for its part.
const COPULAS: &[&str] = &["作为", "是", "为"];

/// Words that go with a role word and say nothing of their own.
const TAILS: &[&str] = &["的任务", "的工作", "的事项", "单位", "部门", "任务", "的"];

/// Words that go before a name with a role word behind it.
const HEADS: &[&str] = &["由"];

/// What joins the names of units that share a role word.
const JOINERS: &[char] = &['、', ',', '和', '与', '及'];

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
        let is_mark = !character.is_alphanumeric() || JOINERS.contains(&character);
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

/// The role word beside a name, with the stretch of both; nothing before byte `read` is looked at again.
pub(super) fn beside(
    folded: &Folded,
    mention: &Mention<'_>,
    read: usize,
) -> Option<(Role, Range<usize>)> {
    let behind = folded.from(mention.end).trim_start();
    let found = BEHIND.iter().find_map(|(word, role, not_before)| {
        let rest = behind.strip_prefix(word)?;
        (!rest.starts_with(*not_before)).then_some((*role, rest))
    });
    let found = part_behind(behind).or(found);
    if let Some((role, rest)) = found {
        let tail = TAILS.iter().find_map(|tail| rest.strip_prefix(tail));
        let end = folded.text.len() - tail.unwrap_or(rest).len();
        let before = folded.up_to(mention.start);
        let head = HEADS.iter().find_map(|head| before.strip_suffix(head));
        let start = head.map_or(mention.start, str::len).max(read);
        return Some((role, start..end));
    }
    let before = folded.up_to(mention.start).trim_end();
    let (word, role) = PARTS.iter().find(|(word, _)| before.ends_with(word))?;
    let start = before.len() - word.len();
    (start >= read).then_some((*role, start..mention.end))
}

/// The word for a part behind a name, and what follows: a name after it would be the one that it belongs to.
fn part_behind(behind: &str) -> Option<(Role, &str)> {
    let copula = COPULAS.iter().find_map(|word| behind.strip_prefix(word));
    let rest = copula.unwrap_or(behind);
    let (role, rest) = PARTS
        .iter()
        .find_map(|(word, role)| Some((*role, rest.strip_prefix(word)?)))?;
    let ends = rest.is_empty() || rest.starts_with("的");
    ends.then_some((role, rest))
}

/// The role word of the names that follow, when only joiners stand between: 省农委、省水利厅牵头.
pub(super) fn shared(
    folded: &Folded,
    mentions: &[Mention<'_>],
    index: usize,
) -> Option<(Role, Range<usize>)> {
    let mention = mentions.get(index)?;
    let next = mentions.get(index + 1)?;
    let between = folded.text.get(mention.end..next.start)?;
    let mut characters = between.chars();
    let is_joiner = characters.next().is_some_and(|one| JOINERS.contains(&one));
    if !is_joiner || characters.next().is_some() || next.named.units.is_empty() {
        return None;
    }
    let (role, _) =
        beside(folded, next, mention.end).or_else(|| shared(folded, mentions, index + 1))?;
    Some((role, mention.start..next.start))
}
