//! The words in which people ask: what each says about the question, and which stand on their own only beside others.

use std::sync::LazyLock;

use super::amounts::behind_unit;
use super::lacking::lacking;
use crate::model::Role;

/// Makes the kinds of words, with the name that the table has for each.
macro_rules! words {
    ($($(#[$says:meta])* $name:literal $word:ident,)*) => {
        /// What a word says about the question.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Word {
            /// A word for what a unit does for a task.
            Part(Part),
            /// The same as a noun: 牵头单位.
            PartUnit(Part),
            $($(#[$says])* $word,)*
        }

        /// What the table calls each of them.
        const NAMES: &[(&str, Word)] = &[$(($name, Word::$word),)*];
    };
}

words! {
    /// Politeness and particles, which say nothing: 请问, 一下, 呢.
    "filler" Filler,
    /// A character that is grammar between other grammar and text within text: 的, 有, 在.
    "particle" Particle,
    /// 分别, 各: of each of several by itself.
    "each" Each,
    /// 和, 与, 、: both.
    "and" And,
    /// 但, 而: both, and what is denied before is not denied behind.
    "but" But,
    /// 或, 还是: either.
    "or" Or,
    /// 没有, 不.
    "not" Not,
    /// 除了, 以外: leaves out what is named beside it.
    "except" Except,
    /// 方案, 全省: the document that the question is about.
    "document" Document,
    /// 任务, 工作.
    "task" Task,
    /// 单位, 部门.
    "unit" Unit,
    /// 城市.
    "city" City,
    /// 地区: cities and counties.
    "place" Place,
    /// 章.
    "chapter" Chapter,
    /// 节.
    "section" Section,
    /// 指标, 目标.
    "indicator" Indicator,
    /// 期限.
    "deadline" Deadline,
    /// 哪些, 什么.
    "which" Which,
    /// 多少, 几个.
    "how_many" HowMany,
    /// 几项, 多少项: of tasks without saying so.
    "how_many_tasks" HowManyTasks,
    /// 谁.
    "who" Who,
    /// 哪个厅: a body of one kind, of which nothing is counted.
    "who_of_kind" WhoOfKind,
    /// 是不是, 吗: asks whether it is so.
    "whether" Whether,
    /// 有没有: asks whether there is any.
    "whether_any" WhetherAny,
    /// 还有: others than those named.
    "also" Also,
    /// 哪一章, 第几章.
    "which_chapter" WhichChapter,
    /// 哪一节, 几节.
    "which_section" WhichSection,
    /// 哪个省: which of the provinces that plans govern.
    "which_region" WhichRegion,
    /// 哪份文件: which of the plans.
    "which_document" WhichDocument,
    /// 最新的: the last issued.
    "latest" Latest,
    /// 最早的: the first issued.
    "earliest" Earliest,
    /// 什么时候.
    "when" When,
    /// 做什么.
    "which_tasks" WhichTasks,
    /// 只: no more than the number beside it.
    "only" Only,
    /// 只有, 单独: by one body alone.
    "sole" Sole,
    /// 合作.
    "cooperate" Cooperate,
    /// 共同.
    "together" Together,
    /// 最多, 排名.
    "most" Most,
    /// 最少.
    "least" Least,
    /// 谁多, 哪个更多.
    "more" More,
    /// 更少.
    "fewer" Fewer,
    /// 没有牵头单位.
    "no_lead" NoLead,
    /// 有牵头单位.
    "with_lead" WithLead,
    /// 有责任单位.
    "with_unit" WithUnit,
    /// 没有责任单位: nobody has a part.
    "no_unit" NoUnit,
    /// 没有时限.
    "no_deadline" NoDeadline,
    /// 长期坚持, 持续推进: without an end.
    "ongoing" Ongoing,
    /// 没有指标.
    "no_indicator" NoIndicator,
    /// 约束性.
    "binding" Binding,
    /// 国家下达: the state sets the figure.
    "assigned" Assigned,
    /// 预期性.
    "expected" Expected,
    /// 量化.
    "measured" Measured,
    /// 涉及, 关于.
    "about" About,
    /// 达到, 提高到, 完成: beside a question about an amount or a time.
    "reach" Reach,
    /// 谁和谁, 哪两个单位: two bodies by what is between them.
    "which_two" WhichTwo,
    /// 占, 占比: a part of all there are.
    "share" Share,
    /// 文号, 印发机关: what the head of a document says.
    "head" Head,
    /// 印发, 发布: asks for the same beside 谁 and 什么时候.
    "issued" Issued,
    /// 全称, 简称: other names of a body.
    "full_name" FullName,
    /// 通过谁: what lies between two bodies.
    "path" Path,
    /// 现在叫什么.
    "renamed" Renamed,
    /// 前身.
    "predecessor" Predecessor,
    /// 它, 这个: points at something outside the question.
    "pronoun" Pronoun,
    /// 为什么, 怎么: what no slot holds.
    "beyond" Beyond,
    /// A longer word of the field that begins like one of these: 负责人, 单位产值.
    "text" Text,
}

impl Word {
    /// Whether it asks for something.
    pub(super) fn asks(self) -> bool {
        matches!(
            self,
            Self::Which
                | Self::HowMany
                | Self::HowManyTasks
                | Self::Who
                | Self::WhoOfKind
                | Self::When
                | Self::WhichTasks
                | Self::WhichChapter
                | Self::WhichSection
                | Self::WhichRegion
                | Self::WhichDocument
        )
    }
}

/// What a unit does for a task, as questions say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// 牵头.
    Lead,
    /// 负责: leads or is responsible.
    Responsible,
    /// 配合.
    Supporting,
    /// 参与, 承担: any part.
    Any,
}

impl Part {
    /// The roles that it stands for; empty for any.
    pub(super) fn roles(self) -> &'static [Role] {
        match self {
            Self::Lead => &[Role::Lead],
            Self::Responsible => &[Role::Lead, Role::Responsible],
            Self::Supporting => &[Role::Supporting],
            Self::Any => &[],
        }
    }

    /// The one role that the answer names beside a name; `None` for any.
    pub(super) fn role(self) -> Option<Role> {
        match self {
            Self::Lead => Some(Role::Lead),
            Self::Responsible => Some(Role::Responsible),
            Self::Supporting => Some(Role::Supporting),
            Self::Any => None,
        }
    }

    /// How a summary says it.
    pub(super) fn verb(self) -> &'static str {
        match self {
            Self::Lead => "牵头",
            Self::Responsible => "负责",
            Self::Supporting => "配合",
            Self::Any => "参与",
        }
    }

    /// How a summary says that a body does not do it.
    pub(super) fn denied(self, name: &str) -> String {
        match self {
            Self::Any => format!("{name}未参与"),
            part => format!("不由{name}{}", part.verb()),
        }
    }
}

/// When a word is grammar rather than text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Always.
    Alone,
    /// When no text follows it, or a question word stands before it: 哪些单位, but not 单位产值.
    Noun,
    /// When a question about an amount, a time or a body stands beside it: 达到多少. It is no matter by itself.
    Verb,
    /// The same, but by itself it may be what is asked about: 减排由谁负责.
    Matter,
    /// When no text stands beside it.
    Apart,
}

/// The table of words, a line of several at a time.
const TABLE: &str = include_str!("words.txt");

/// Words by what they say. Within the text the longest word that begins at a place counts.
pub(super) static WORDS: LazyLock<Vec<(Word, Stand, &str)>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(|line| {
        let mut parts = line.split(' ');
        let word = parts.next().and_then(word_named);
        let stand = parts.next().and_then(stand_named);
        let both = word.zip(stand);
        parts.filter_map(move |text| both.map(|(word, stand)| (word, stand, text)))
    });
    words.collect()
});

fn stand_named(name: &str) -> Option<Stand> {
    Some(match name {
        "alone" => Stand::Alone,
        "noun" => Stand::Noun,
        "verb" => Stand::Verb,
        "matter" => Stand::Matter,
        "apart" => Stand::Apart,
        _ => return None,
    })
}

fn word_named(name: &str) -> Option<Word> {
    match name.split_once(':') {
        Some(("part", part)) => part_named(part).map(Word::Part),
        Some(("part_unit", part)) => part_named(part).map(Word::PartUnit),
        _ => {
            let mut names = NAMES.iter();
            names
                .find(|(known, _)| *known == name)
                .map(|(_, word)| *word)
        }
    }
}

fn part_named(name: &str) -> Option<Part> {
    Some(match name {
        "lead" => Part::Lead,
        "responsible" => Part::Responsible,
        "supporting" => Part::Supporting,
        "any" => Part::Any,
        _ => return None,
    })
}

/// Whether a text is nothing but a verb of asking, or 单位, which no task is about: 完成 in 任务完成了吗.
pub(super) fn is_mere_verb(text: &str) -> bool {
    let mut words = WORDS.iter();
    words.any(|(says, stand, word)| (*stand == Stand::Verb || *says == Word::Unit) && *word == text)
}

/// Whether a mark begins a text that belongs to a number: 97%, 4.5.
fn is_of_number(text: &str) -> bool {
    text.starts_with('%')
        || (text.strip_prefix('.'))
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The longest word that begins a text; a mark says nothing.
pub(super) fn longest(text: &str) -> Option<(Word, Stand, usize)> {
    let first = text.chars().next()?;
    if !first.is_alphanumeric() && !is_of_number(text) && first != '、' {
        return Some((Word::Filler, Stand::Alone, first.len_utf8()));
    }
    let fitting = WORDS.iter().filter(|(.., word)| text.starts_with(word));
    let known = fitting.max_by_key(|(.., word)| word.len());
    let known = known.map(|(word, stand, text)| (*word, *stand, text.len()));
    let of_known = known.map_or(0, |(.., length)| length);
    let lacking = lacking(text).filter(|(_, length)| *length > of_known);
    if let Some((word, length)) = lacking {
        return Some((word, Stand::Alone, length));
    }
    match known {
        Some((Word::HowMany, stand, length)) => {
            // 多少公里, 多少万亩, 多少年.
            let counted = text.get(length..).unwrap_or_default();
            let rest = behind_unit(counted).or_else(|| counted.strip_prefix('年'));
            Some((
                Word::HowMany,
                stand,
                text.len() - rest.unwrap_or(counted).len(),
            ))
        }
        // 几座, 几公里.
        None => {
            let counted = text.strip_prefix('几')?;
            let length = text.len() - behind_unit(counted)?.len();
            Some((Word::HowMany, Stand::Alone, length))
        }
        known => known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_says_something() {
        for line in TABLE.lines().filter(|line| !line.is_empty()) {
            let mut parts = line.split(' ');
            let word = parts.next().and_then(word_named);
            let stand = parts.next().and_then(stand_named);
            let is_known = word.is_some() && stand.is_some() && parts.all(|word| !word.is_empty());
            assert!(is_known || line.starts_with('#'), "{line}");
        }
        assert!(WORDS.len() > 500);
    }

    #[test]
    fn the_longest_word_counts() {
        let check = |text: &str, expected: Option<(Word, &str)>| {
            let found = longest(text).map(|(word, _, length)| (word, text.get(..length).unwrap()));
            assert_eq!(found, expected, "{text}");
        };
        check(
            "没有明确牵头单位的任务",
            Some((Word::NoLead, "没有明确牵头单位")),
        );
        check("未明确牵头单位", Some((Word::NoLead, "未明确牵头单位")));
        check("不牵头的任务", Some((Word::Not, "不")));
        check("没有牵头", Some((Word::NoLead, "没有牵头")));
        check("没写责任单位的任务", Some((Word::NoUnit, "没写责任单位")));
        check("多少人次", Some((Word::HowMany, "多少人次")));
        check("没有省财政厅", Some((Word::Not, "没有")));
        check("多少万亩耕地", Some((Word::HowMany, "多少万亩")));
        check("多少项任务", Some((Word::HowManyTasks, "多少项")));
        check(
            "牵头单位是谁",
            Some((Word::PartUnit(Part::Lead), "牵头单位")),
        );
        check("负责人", Some((Word::Text, "负责人")));
        check("?", Some((Word::Filler, "?")));
        check("渔业", None);
    }
}
