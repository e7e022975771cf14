//! Divides a question into names, numbers, words of asking, and text.
//!
//! Names come first, then the longest of the words of asking and of the words of the corpus that begin at a place:
//! 合作社 is a word of the corpus and so never 合作. What is left is text, and `settle` makes text of the words of asking
//! that stand alone in it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::amounts::Amount;
use super::numbers::number;
use super::reading::Rank;
use super::settle::{Draft, settle, take_whether};
use super::words::{Stand, Word, longest};
use crate::engine::search::{Mention, Named, Vocabulary};
use crate::engine::{QueryError, View};
use crate::model::{Date, PlanId, UnitId};
use crate::text::characters;
use crate::text::normalize::Normalized;

/// Words of the corpus that are looked at for one beginning.
const CANDIDATES: usize = 200;

/// Opening and closing quotes: what stands between them is text.
const QUOTES: &[(char, char)] = &[
    ('“', '”'),
    ('"', '"'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
];

/// What divisions are called behind their short names.
const LEVELS: &[char] = &['省', '市', '州', '县', '区', '盟'];

/// What bodies of another level are called by before their names.
const ABOVE: &[&str] = &["国家", "中央", "全国", "省", "市", "州", "县", "区"];

/// A stretch of a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// Bytes of the normal form.
    pub(super) bytes: Range<usize>,
    pub(super) kind: Kind,
}

impl Token {
    /// Whether it asks for something.
    pub(super) fn asks(&self) -> bool {
        matches!(self.kind, Kind::Word(word) if word.asks())
    }
}

/// What a stretch of a question is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A name of units, cities or both.
    Name(Named),
    /// 第五章, 第二、三章, 第一章到第三章.
    Chapters(Vec<u32>),
    /// 黑政发〔2024〕46号.
    Document(PlanId),
    /// 第三节.
    SectionNumber(u32),
    /// 第三项.
    TaskNumber(u32),
    /// 2015年.
    Year(u16),
    /// 2012年3月底前: the last day.
    Due(Date),
    /// 前5名, 最多的三个, 哪三个: how many, and from which end where that is said.
    First(usize, Option<Rank>),
    /// 第二多, 排名第三, 第三少.
    Nth(usize, Rank),
    /// 超过5项, 不足3项, 三项.
    Bound(Bound),
    /// 超过10%, 1000万亩以上.
    Amount(Amount),
    /// A division that no plan is tied to, whose body is named behind it: 国家 in 国家发改委.
    Elsewhere,
    /// A word of asking.
    Word(Word),
    /// Text; in quotes when it is meant as it stands.
    Text { quoted: bool },
}

/// Between which numbers of tasks, both within it, something is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) least: u64,
    pub(super) most: u64,
}

impl Bound {
    pub(super) fn holds(self, count: u64) -> bool {
        (self.least..=self.most).contains(&count)
    }

    /// Whether it has no lower end, so that the fewest come first.
    pub(super) fn is_from_least(self) -> bool {
        self.least == 0
    }

    /// How a sentence says it of a number.
    pub(super) fn words(self) -> String {
        match (self.least, self.most) {
            (least, most) if least == most => format!("恰好 {least} 项"),
            (0, most) => format!("不多于 {most} 项"),
            (least, u64::MAX) => format!("不少于 {least} 项"),
            (least, most) => format!("在 {least} 到 {most} 项之间"),
        }
    }
}

/// A question in normal form, and what it is made of.
pub(super) struct Question {
    typed: String,
    normal: Normalized,
    /// The bodies of places that are named by their short names, by where these begin: 大连市 for 大连.
    bodies: HashMap<usize, Vec<UnitId>>,
    /// Where places are named that plans govern: 辽宁 means these plans.
    governed: HashSet<usize>,
    /// Where texts begin that name several subjects together: 燃气普及率和用水普及率.
    pub(super) several: HashSet<usize>,
    pub(super) tokens: Vec<Token>,
    /// With which word it asks whether something is so: 是不是, 吗, 没有 at its end.
    pub(super) asks_whether: Option<Word>,
}

impl Question {
    pub(super) fn of(view: &View, question: &str) -> Result<Self, QueryError> {
        let vocabulary = view.vocabulary();
        let normal = Normalized::of(question);
        let lexer = Lexer {
            view,
            text: normal.text(),
            names: names(view, &vocabulary, normal.text()),
        };
        let short = lexer
            .names
            .iter()
            .filter(|(_, named)| named.units.is_empty());
        let bodies = short.map(|(bytes, named)| (bytes.start, bodies(view, &vocabulary, named)));
        let bodies = bodies.collect();
        let regions: HashSet<_> = (view.snapshot().plans())
            .filter_map(|entry| entry.region)
            .collect();
        let governed = lexer.names.iter().filter(|(_, named)| {
            let mut cities = named.cities.iter();
            cities.any(|city| regions.contains(city))
        });
        let governed = governed.map(|(bytes, _)| bytes.start).collect();
        let mut tokens = settle(lexer.divide()?);
        let asks_whether = take_whether(&mut tokens);
        let texts = tokens
            .iter()
            .filter(|token| matches!(token.kind, Kind::Text { .. }));
        let several = texts.filter(|token| {
            let text = normal.text().get(token.bytes.clone()).unwrap_or_default();
            view.subjects(text).len() > 1
        });
        let several = several.map(|token| token.bytes.start).collect();
        Ok(Self {
            typed: question.to_owned(),
            normal,
            bodies,
            governed,
            several,
            tokens,
            asks_whether,
        })
    }

    /// The bodies that a name at `bytes` may stand for where it says who does something.
    pub(super) fn bodies<'q>(&'q self, bytes: &Range<usize>, named: &'q Named) -> &'q [UnitId] {
        match self.bodies.get(&bytes.start) {
            Some(bodies) if named.units.is_empty() => bodies,
            _ => &named.units,
        }
    }

    /// Whether the place that begins there is one that plans govern.
    pub(super) fn is_governed(&self, start: usize) -> bool {
        self.governed.contains(&start)
    }

    pub(super) fn text(&self, bytes: &Range<usize>) -> &str {
        self.normal.text().get(bytes.clone()).unwrap_or_default()
    }

    /// The characters of the question as typed that a stretch comes from.
    pub(super) fn range(&self, bytes: &Range<usize>) -> Range<usize> {
        let character = |byte| self.text(&(0..byte)).chars().count();
        self.normal
            .source_range(character(bytes.start)..character(bytes.end))
    }

    /// A stretch as it was typed, and not in normal form.
    pub(super) fn typed(&self, bytes: &Range<usize>) -> String {
        self.at(&self.range(bytes))
    }

    /// What was typed in a range of characters.
    pub(super) fn at(&self, range: &Range<usize>) -> String {
        characters(&self.typed, range)
    }

    /// The text of a question that says nothing else.
    pub(super) fn only_text(&self) -> Option<&str> {
        let says = |token: &&Token| token.kind != Kind::Word(Word::Filler);
        let mut said = self.tokens.iter().filter(says);
        let only = said.next().filter(|_| said.next().is_none())?;
        let is_text = only.kind == (Kind::Text { quoted: false });
        is_text.then(|| self.text(&only.bytes))
    }

    /// Whether something is said of all: 都, 所有, 每项.
    pub(super) fn says_all(&self) -> bool {
        let texts = self.tokens.iter().map(|token| self.text(&token.bytes));
        let mut texts = texts.map(|text| text.trim_end_matches('的'));
        texts.any(|text| ["都", "所有", "全部", "每个", "每项"].contains(&text))
    }

    pub(super) fn says_word(&self, word: Word) -> bool {
        (self.tokens.iter()).any(|token| token.kind == Kind::Word(word))
    }

    /// Everything.
    pub(super) fn whole(&self) -> Range<usize> {
        0..self.normal.text().len()
    }
}

/// The names in a text, without places that are part of another word.
fn names(view: &View, vocabulary: &Vocabulary, text: &str) -> Vec<(Range<usize>, Named)> {
    let mentions = vocabulary.mentions(text);
    let is_meant = |start: usize, end: usize, named: &Named| {
        let name = text.get(start..end).unwrap_or_default();
        !named.units.is_empty() || !view.gazetteer().is_false_friend(text, start, name)
    };
    mentions
        .filter(|mention| is_meant(mention.start, mention.end, mention.named))
        .map(|mention| (mention.start..mention.end, mention.named.clone()))
        .collect()
}

/// The bodies that bear the full names of places.
fn bodies(view: &View, vocabulary: &Vocabulary, places: &Named) -> Vec<UnitId> {
    let cities = places
        .cities
        .iter()
        .filter_map(|id| view.gazetteer().city(*id));
    let mut bodies: Vec<UnitId> = Vec::new();
    for city in cities {
        let whole = |mention: &Mention<'_>| mention.start == 0 && mention.end == city.name.len();
        let named = vocabulary.mentions(&city.name).filter(whole);
        bodies.extend(named.flat_map(|mention| mention.named.units.iter().copied()));
    }
    bodies.sort_unstable();
    bodies.dedup();
    bodies
}

struct Lexer<'a> {
    view: &'a View,
    text: &'a str,
    names: Vec<(Range<usize>, Named)>,
}

impl Lexer<'_> {
    fn divide(&self) -> Result<Vec<Draft>, QueryError> {
        let mut drafts: Vec<Draft> = Vec::new();
        let mut at = 0;
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let (kind, stand, length) = self.next(at, rest)?;
            let bytes = at..at + length;
            at = bytes.end;
            let last = drafts.last_mut();
            match (&kind, last) {
                (Kind::Text { quoted: false }, Some((last, _)))
                    if last.kind == (Kind::Text { quoted: false }) =>
                {
                    last.bytes.end = bytes.end;
                }
                _ => drafts.push((Token { bytes, kind }, stand)),
            }
        }
        Ok(drafts)
    }

    fn next(&self, at: usize, rest: &str) -> Result<(Kind, Stand, usize), QueryError> {
        if let Some((kind, length)) = quoted(rest).or_else(|| number(rest)) {
            // 专利申请量增长10%以上 and 三项基本医疗保险 are what a task speaks of.
            let stand = match kind {
                Kind::Amount(_) | Kind::Bound(_) => Stand::Apart,
                _ => Stand::Alone,
            };
            return Ok((kind, stand, length));
        }
        if let Some((plan, length)) = self.view.plan_numbered_at(rest) {
            return Ok((Kind::Document(plan), Stand::Alone, length));
        }
        let name = self.names.iter().find(|(bytes, _)| bytes.start == at);
        let word = longest(rest);
        let known = self.known(at, rest)?;
        let length_of_word = word.map_or(0, |(.., length)| length);
        if let Some((bytes, named)) = name {
            // 沈阳经济区 is no 沈阳; but every longer name of a unit is a name itself.
            let longer = known.max(length_of_word) > bytes.len();
            if !(longer && named.units.is_empty()) {
                return Ok((Kind::Name(named.clone()), Stand::Alone, bytes.len()));
            }
        } else if let Some(length) = self.strange_division(at, rest) {
            return Ok((Kind::Elsewhere, Stand::Alone, length));
        }
        Ok(match word {
            Some((Word::Text, _, length)) => (
                Kind::Text { quoted: false },
                Stand::Alone,
                length.max(known),
            ),
            // 各市 is a word of the corpus, and asks of each.
            Some((word, stand, length))
                if length >= known || (word == Word::Each && is_noun(rest.get(length..known))) =>
            {
                (Kind::Word(word), stand, length)
            }
            _ => {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                (Kind::Text { quoted: false }, Stand::Alone, known.max(first))
            }
        })
    }

    /// Bytes of a division that no plan is tied to and whose body is named behind it: 北京市 in 北京市发改委, 国家 in
    /// 国家发改委, which are not ours.
    fn strange_division(&self, at: usize, rest: &str) -> Option<usize> {
        let names_body = |length: &usize| {
            let mut names = self.names.iter();
            names.any(|(bytes, named)| bytes.start == at + length && !named.units.is_empty())
        };
        let gazetteer = self.view.gazetteer();
        let lengths = gazetteer.division_names_starting(rest).flat_map(|name| {
            let level = rest.get(name.len()..).and_then(|tail| tail.chars().next());
            let level = level.filter(|level| LEVELS.contains(level));
            let longer = level.map(|level| name.len() + level.len_utf8());
            std::iter::once(name.len()).chain(longer)
        });
        let above = ABOVE.iter().filter(|word| rest.starts_with(**word));
        let above = above.map(|word| word.len());
        lengths.chain(above).find(names_body)
    }

    /// Bytes of the longest word of the corpus that begins here, as far as no name begins within it.
    fn known(&self, at: usize, rest: &str) -> Result<usize, QueryError> {
        let beginning: String = rest.chars().take(2).collect();
        if beginning.chars().count() < 2 {
            return Ok(0);
        }
        let words = self.view.reader().words(&beginning, CANDIDATES)?;
        let fitting = words
            .iter()
            .filter(|(word, _)| rest.starts_with(word.as_str()));
        let longest = fitting.map(|(word, _)| word.len()).max().unwrap_or(0);
        let cut = (self.names.iter()).any(|(bytes, named)| {
            !named.units.is_empty() && at < bytes.start && bytes.start < at + longest
        });
        Ok(if cut { 0 } else { longest })
    }
}

/// Whether a text is one of the nouns of asking: 市, 单位.
fn is_noun(text: Option<&str>) -> bool {
    let known = text.and_then(|text| Some((longest(text)?, text.len())));
    known.is_some_and(|((_, stand, length), whole)| stand == Stand::Noun && length == whole)
}

fn quoted(rest: &str) -> Option<(Kind, usize)> {
    let first = rest.chars().next()?;
    let (open, close) = QUOTES.iter().find(|(open, _)| *open == first)?;
    let inside = rest.strip_prefix(*open)?;
    let length = inside.find(*close)?;
    let whole = open.len_utf8() + length + close.len_utf8();
    (length > 0).then_some((Kind::Text { quoted: true }, whole))
}
