//! Rule sentences: what a document says once about all its statements (列第一位者为牵头单位，下同).

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::line::{CLOSING, OPENING, slice, trimmed};
use super::pieces::pieces;
use crate::model::{NameMention, Role, RuleEffect, RuleSentence, Statement, TextRange};

/// Words that give a rule sentence away.
struct Trigger {
    words: &'static [&'static str],
    /// What the sentence must say besides, one of these.
    with: &'static [&'static str],
    effect: RuleEffect,
    /// Whether the words open the rule, so that a list before them is no part of it.
    opens: bool,
}

const TRIGGERS: &[Trigger] = &[
    Trigger {
        words: &[
            "列第一位",
            "列在第一位",
            "列第一个",
            "列在第一个",
            "排第一位",
            "排在第一位",
            "排第一个",
            "排名第一",
            "排列第一",
            "排第一的",
            "列第一的",
            "位列第一",
            "列首位",
            "列在首位",
            "排首位",
            "排在首位",
            "排名首位",
            "居首位",
            "首位单位",
            "第一位单位",
            "第一个单位",
            "第一家单位",
            "首个单位",
            "首家单位",
            "第一个责任",
            "第一家责任",
            "首个责任",
            "首位责任",
            "第一位的",
            "第一位为",
            "第一个为",
            "首位的",
            "首位为",
            "第一责任单位为",
        ],
        with: &["牵头", "汇总单位", "主办单位", "主责单位"],
        effect: RuleEffect::FirstIsLead,
        opens: true,
    },
    Trigger {
        words: &[
            "无牵头单位",
            "未明确牵头",
            "没有牵头单位",
            "未列牵头",
            "未标明牵头",
            "未注明牵头",
            "无牵头部门",
            "没有牵头部门",
            "只有一个责任单位",
            "仅有一个责任单位",
            "只有一个单位",
            "仅有一个单位",
            "单一责任单位",
        ],
        with: &["即为牵头", "为牵头", "均为牵头", "是牵头", "视为牵头"],
        effect: RuleEffect::ResponsibleIsLead,
        opens: true,
    },
    Trigger {
        words: &[
            "不再列出",
            "不再一一列出",
            "不再一一列举",
            "不再逐一列出",
            "不再单独列出",
            "不再分别列出",
            "不再另行列出",
            "不再另列",
            "不再重复列出",
            "不再列入",
            "不再列举",
            "不再单列",
            "不一一列出",
            "不逐一列出",
            "不单独列出",
            "不另列出",
            "不另行列出",
            "不再做分工",
            "不再作分工",
            "不再单独分工",
            "不再赘述",
            "不再重复",
        ],
        with: &["均", "都"],
        effect: RuleEffect::ImplicitUnits,
        opens: false,
    },
];

/// Words before and after the bodies that an implicit-units sentence names.
const BEFORE_UNITS: &[&str] = &[
    "均涉及",
    "均需要",
    "均需由",
    "均需",
    "均由",
    "均须由",
    "均须",
    "均要求",
    "均要由",
    "均要",
    "都涉及",
    "都需要",
    "都需",
    "都由",
    "都要",
];
const AFTER_UNITS: &[&str] = &[
    "抓好落实",
    "组织落实",
    "贯彻落实",
    "具体落实",
    "落实",
    "参与",
    "配合",
    "共同负责",
    "负责",
    "实施",
    "，",
    ",",
    "。",
];

/// Words behind the bodies where these stand first: 各县区政府均为责任单位，不再列出.
const BEHIND_UNITS: &[&str] = &[
    "均为",
    "均是",
    "均有",
    "均应",
    "均需",
    "均须",
    "均要",
    "均负",
    "都是",
    "都有",
    "均列入",
    "均参与",
];

/// How many characters of a sentence are looked at on either side of the words.
const REACH: usize = 120;

/// All words of all triggers, each with the place of its trigger.
static WORDS: LazyLock<(AhoCorasick, Vec<usize>)> = LazyLock::new(|| {
    let places = TRIGGERS.iter().enumerate();
    let words: Vec<(&str, usize)> = places
        .flat_map(|(place, trigger)| trigger.words.iter().map(move |word| (*word, place)))
        .collect();
    let finder = AhoCorasick::new(words.iter().map(|(word, _)| word));
    let finder = finder.expect("the words of this file are few and short");
    (finder, words.into_iter().map(|(_, place)| place).collect())
});

/// The rule sentences of a text in order.
pub(super) fn find(text: &str) -> Vec<RuleSentence> {
    let (finder, places) = &*WORDS;
    let mut rules: Vec<_> = finder
        .find_overlapping_iter(text)
        .filter_map(|found| {
            let place = places.get(found.pattern().as_usize())?;
            sentence(text, TRIGGERS.get(*place)?, found.start(), found.end())
        })
        .collect();
    rules.sort_by_key(|rule| (rule.range, rule.effect as u8));
    rules.dedup_by_key(|rule| (rule.range, rule.effect));
    // One sentence may hold several words: the longest stretch of an effect counts.
    rules.dedup_by(|next, known| next.effect == known.effect && known.range.contains(next.range));
    // 未明确牵头单位的，第一个责任单位为牵头单位: not all of them.
    let firsts: Vec<TextRange> = rules
        .iter()
        .filter(|rule| rule.effect == RuleEffect::FirstIsLead)
        .map(|rule| rule.range)
        .collect();
    let names_first = |rule: &RuleSentence| {
        let from = firsts.partition_point(|first| first.start < rule.range.start);
        let within = firsts.get(from..).unwrap_or_default().iter();
        let mut within = within.take_while(|first| first.start < rule.range.end);
        within.any(|&first| rule.range.contains(first))
    };
    rules.retain(|rule| rule.effect != RuleEffect::ResponsibleIsLead || !names_first(rule));
    rules
}

/// A rule that makes bodies lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeadRule {
    /// Its index among the rules.
    pub(super) index: usize,
    /// Where its sentence starts.
    start: usize,
    /// How many of those responsible lead.
    count: usize,
}

/// The first rule that makes bodies lead.
pub(super) fn lead_rule(rules: &[RuleSentence]) -> Option<LeadRule> {
    rules.iter().enumerate().find_map(|(index, rule)| {
        let count = match rule.effect {
            RuleEffect::FirstIsLead => 1,
            RuleEffect::ResponsibleIsLead => usize::MAX,
            RuleEffect::ImplicitUnits => return None,
        };
        let start = rule.range.start;
        Some(LeadRule {
            index,
            start,
            count,
        })
    })
}

/// Adds the leads that `rule` gives to the statements without any, in the order of the document.
///
/// It holds for what follows it; when it stands after all statements, for all.
pub(super) fn apply(text: &str, rule: LeadRule, statements: &mut [&mut Statement]) {
    let is_last = statements
        .last()
        .is_some_and(|last| last.range.end <= rule.start);
    for statement in statements {
        let holds = is_last || rule.start < statement.range.end;
        if holds
            && !(rule.count == 1 && each_for_itself(slice(text, statement.range)))
            && statement
                .mentions
                .iter()
                .all(|mention| mention.role != Role::Lead)
        {
            lead(rule, statement);
        }
    }
}

/// Whether a statement says that each body answers for a part of its own, so that none is before the others: 省农委、省水利厅
/// 分别负责.
fn each_for_itself(statement: &str) -> bool {
    const WORDS: [&str; 4] = ["分别负责", "分头负责", "各自负责", "各负其责"];
    WORDS.iter().any(|word| statement.contains(word))
}

fn lead(rule: LeadRule, statement: &mut Statement) {
    let added: Vec<_> = statement
        .mentions
        .iter()
        .filter(|mention| mention.role == Role::Responsible)
        .take(rule.count)
        .map(|mention| NameMention {
            role: Role::Lead,
            rule: Some(rule.index),
            ..mention.clone()
        })
        .collect();
    statement.mentions.splice(0..0, added);
}

/// The rule around the words at `start..end`, if it is one.
fn sentence(text: &str, trigger: &Trigger, start: usize, end: usize) -> Option<RuleSentence> {
    let before = slice(text, TextRange::new(0, start));
    let after = slice(text, TextRange::new(end, text.len()));
    let stops: &[char] = if trigger.opens {
        &['。', '；', ';', '：', ':', '\n', '，', ',', '、']
    } else {
        &['。', '；', ';', '：', ':', '\n']
    };
    let back = reach(before.chars().rev(), stops, &CLOSING, &OPENING);
    let forth = reach(after.chars(), &['。', '；', ';', '\n'], &OPENING, &CLOSING);
    let whole = trimmed(text, TextRange::new(start - back, end + forth));
    let range = if trigger.opens {
        whole
    } else {
        from_below(text, whole)
    };
    let printed = slice(text, range);
    let fits = trigger.with.iter().any(|word| printed.contains(word));
    fits.then(|| RuleSentence {
        effect: trigger.effect,
        range,
        units: match trigger.effect {
            RuleEffect::ImplicitUnits => units(printed, range.start)
                .map(|units| pieces(text, units))
                .unwrap_or_default(),
            _ => Vec::new(),
        },
    })
}

/// The rule without the list before it, where it says that it speaks of what follows: 省农委，以下均需各市落实，不再列出.
fn from_below(text: &str, range: TextRange) -> TextRange {
    let printed = slice(text, range);
    let opens = |&(at, _): &(usize, &str)| {
        let before = printed.get(..at).unwrap_or_default();
        before.trim_end().ends_with(['，', ',', '、'])
    };
    let below = printed.match_indices("以下").find(opens);
    TextRange::new(range.start + below.map_or(0, |(at, _)| at), range.end)
}

/// The bytes up to a stop or the bracket that encloses the words. `deeper` and `higher` are brackets as they are met.
fn reach(
    characters: impl Iterator<Item = char>,
    stops: &[char],
    deeper: &[char],
    higher: &[char],
) -> usize {
    let (mut depth, mut bytes) = (0_usize, 0);
    for character in characters.take(REACH) {
        if depth == 0 && (stops.contains(&character) || higher.contains(&character)) {
            break;
        }
        if deeper.contains(&character) {
            depth += 1;
        } else if higher.contains(&character) {
            depth -= 1;
        }
        bytes += character.len_utf8();
    }
    bytes
}

/// Where the bodies stand that share in every task: 各市、县〔市、区〕政府.
fn units(sentence: &str, start: usize) -> Option<TextRange> {
    let named = BEFORE_UNITS
        .iter()
        .find_map(|word| Some(sentence.find(word)? + word.len()))
        .and_then(|from| {
            let rest = sentence.get(from..)?;
            let length = AFTER_UNITS.iter().filter_map(|word| rest.find(word)).min();
            Some((from, from + length.unwrap_or(rest.len())))
        })
        .filter(|(from, to)| from < to);
    let (from, to) = named.or_else(|| {
        let end = BEHIND_UNITS
            .iter()
            .filter_map(|word| sentence.find(word))
            .min()?;
        Some((last_stretch(sentence.get(..end)?), end))
    })?;
    (from < to).then(|| TextRange::new(from, to).shifted(start))
}

/// Where the last stretch of a sentence begins: behind a mark or a bracket that is open, else at the start.
fn last_stretch(before: &str) -> usize {
    let mut depth = 0_usize;
    for (at, character) in before.char_indices().rev() {
        if CLOSING.contains(&character) {
            depth += 1;
        } else if OPENING.contains(&character) && depth > 0 {
            depth -= 1;
        } else if OPENING.contains(&character)
            || (depth == 0 && matches!(character, '，' | ',' | '；' | '：'))
        {
            return at + character.len_utf8();
        }
    }
    0
}
