//! Divides a question into names, numbers, words of asking, and text.
//!
//! Names come first, then the longest of the words of asking and of the words of the corpus that begin at a place:
//! 合作社 is a word of the corpus and so never 合作. What is left is text, and so are words of asking that stand alone
//! in it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::amounts::Amount;
use super::numbers::number;
use super::reading::Rank;
use super::words::{Part, Stand, Word, longest};
use crate::engine::search::{Mention, Named, Vocabulary};
use crate::engine::{QueryError, View};
use crate::model::{Date, UnitId};
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

/// A stretch of a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// Bytes of the normal form.
    pub(super) bytes: Range<usize>,
    pub(super) kind: Kind,
}

/// What a stretch of a question is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A name of units, cities or both.
    Name(Named),
    /// 第五章, 第二、三章, 第一章到第三章.
    Chapters(Vec<u32>),
    /// 第三节.
    SectionNumber(u32),
    /// 2015年.
    Year(u16),
    /// 2012年3月底前: the last day.
    Due(Date),
    /// 前5名.
    First(usize),
    /// 第二多, 排名第三, 第三少.
    Nth(usize, Rank),
    /// 超过5项, 不足3项.
    Bound(Bound),
    /// 超过10%, 1000万亩以上.
    Amount(Amount),
    /// A word of asking.
    Word(Word),
    /// Text; in quotes when it is meant as it stands.
    Text { quoted: bool },
}

/// Between which numbers of tasks a body is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    AtLeast(u64),
    AtMost(u64),
}

impl Bound {
    pub(super) fn holds(self, count: u64) -> bool {
        match self {
            Self::AtLeast(least) => count >= least,
            Self::AtMost(most) => count <= most,
        }
    }

    /// How a sentence says it of a number.
    pub(super) fn words(self) -> String {
        match self {
            Self::AtLeast(least) => format!("不少于 {least} 项"),
            Self::AtMost(most) => format!("不多于 {most} 项"),
        }
    }
}

/// A question in normal form, and what it is made of.
pub(super) struct Question {
    normal: Normalized,
    /// The bodies of places that are named by their short names, by where these begin: 大连市 for 大连.
    bodies: HashMap<usize, Vec<UnitId>>,
    /// Where places are named that plans govern: 辽宁 means these plans.
    governed: HashSet<usize>,
    pub(super) tokens: Vec<Token>,
    /// Whether it asks whether something is so: 是不是, 吗, 没有 at its end.
    pub(super) asks_whether: bool,
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
        Ok(Self {
            normal,
            bodies,
            governed,
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

    /// Whether something is said of all: 都, 所有, 每项.
    pub(super) fn says_all(&self) -> bool {
        let texts = self.tokens.iter().map(|token| self.text(&token.bytes));
        let mut texts = texts.map(|text| text.trim_end_matches('的'));
        texts.any(|text| ["都", "所有", "全部", "每个", "每项"].contains(&text))
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

/// A token with how it must stand to be grammar.
type Draft = (Token, Stand);

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
            // 专利申请量增长10%以上 is what a task speaks of.
            let stand = match kind {
                Kind::Amount(_) => Stand::Apart,
                _ => Stand::Alone,
            };
            return Ok((kind, stand, length));
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
            return Ok((Kind::Word(Word::Beyond), Stand::Alone, length));
        }
        Ok(match word {
            Some((Word::Text, _, length)) => (
                Kind::Text { quoted: false },
                Stand::Alone,
                length.max(known),
            ),
            Some((word, stand, length)) if length >= known => (Kind::Word(word), stand, length),
            _ => {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                (Kind::Text { quoted: false }, Stand::Alone, known.max(first))
            }
        })
    }

    /// Bytes of a division that no plan is tied to and whose body is named behind it: 北京市 in 北京市发改委, which is not ours.
    fn strange_division(&self, at: usize, rest: &str) -> Option<usize> {
        let names_body = |length: &usize| {
            let mut names = self.names.iter();
            names.any(|(bytes, named)| bytes.start == at + length && !named.units.is_empty())
        };
        let gazetteer = self.view.gazetteer();
        let mut lengths = gazetteer.division_names_starting(rest).flat_map(|name| {
            let level = rest.get(name.len()..).and_then(|tail| tail.chars().next());
            let level = level.filter(|level| LEVELS.contains(level));
            let longer = level.map(|level| name.len() + level.len_utf8());
            std::iter::once(name.len()).chain(longer)
        });
        lengths.find(names_body)
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

fn quoted(rest: &str) -> Option<(Kind, usize)> {
    let first = rest.chars().next()?;
    let (open, close) = QUOTES.iter().find(|(open, _)| *open == first)?;
    let inside = rest.strip_prefix(*open)?;
    let length = inside.find(*close)?;
    let whole = open.len_utf8() + length + close.len_utf8();
    (length > 0).then_some((Kind::Text { quoted: true }, whole))
}

/// Makes text of names of bodies that are part of it: 农村信用社 in 深化农村信用社改革.
fn embed(drafts: &mut [Draft]) {
    let is_text = |draft: Option<&Draft>| {
        draft.is_some_and(|(token, _)| token.kind == Kind::Text { quoted: false })
    };
    for at in 1..drafts.len() {
        let is_within = is_text(drafts.get(at - 1)) && is_text(drafts.get(at + 1));
        if let Some((token, _)) = drafts.get_mut(at)
            && let Kind::Name(named) = &token.kind
            && is_within
            && named.cities.is_empty()
        {
            token.kind = Kind::Text { quoted: false };
        }
    }
}

/// Makes text of words of asking that do not stand as they must, and joins text with the particles within it.
fn settle(mut drafts: Vec<Draft>) -> Vec<Token> {
    embed(&mut drafts);
    let is_text = |draft: Option<&Draft>| {
        draft.is_some_and(|(token, _)| matches!(token.kind, Kind::Text { .. }))
    };
    let mut settled: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut left = drafts.into_iter().peekable();
    while let Some((mut token, stand)) = left.next() {
        let before = settled.last();
        let after = left.peek();
        let stands = match stand {
            Stand::Alone => true,
            Stand::Noun => !is_text(after) || asks(before),
            // 牵头推进 says no more than 牵头.
            Stand::Verb if says_part(before) && !is_text(after) => {
                token.kind = Kind::Word(Word::Filler);
                true
            }
            Stand::Verb => asks(before) || asks(after) || is_doer(before) || is_timed(&settled),
            Stand::Apart => !is_text(before) && !is_text(after),
        };
        if !stands {
            token.kind = Kind::Text { quoted: false };
        }
        settled.push((token, stand));
    }
    qualify(&mut settled);
    pass_ranked_numbers(&mut settled);
    join(settled.into_iter().map(|(token, _)| token).collect())
}

/// Makes text of what qualifies text: 约束性 in 约束性指标分解方案.
fn qualify(drafts: &mut [Draft]) {
    let is_text = |draft: &Draft| draft.0.kind == Kind::Text { quoted: false };
    for at in (1..drafts.len()).rev() {
        if let Some([(token, _), next]) = drafts.get_mut(at - 1..=at)
            && let Kind::Word(Word::Binding | Word::Expected | Word::Measured) = token.kind
            && is_text(next)
        {
            token.kind = Kind::Text { quoted: false };
        }
    }
}

/// Passes over the number that is ranked: 任务数量 in 任务数量第二多的单位 asks for none.
fn pass_ranked_numbers(drafts: &mut [Draft]) {
    for at in (1..drafts.len()).rev() {
        if let Some([(token, _), (next, _)]) = drafts.get_mut(at - 1..=at)
            && token.kind == Kind::Word(Word::HowMany)
            && let Kind::Nth(..) | Kind::Word(Word::Most | Word::Least | Word::More | Word::Fewer) =
                next.kind
        {
            token.kind = Kind::Word(Word::Filler);
        }
    }
}

/// Whether it is said by when: 2012年3月底前要完成.
fn is_timed(drafts: &[Draft]) -> bool {
    let mut before = drafts
        .iter()
        .rev()
        .skip_while(|(token, _)| token.kind == Kind::Word(Word::Particle));
    before
        .next()
        .is_some_and(|(token, _)| matches!(token.kind, Kind::Due(_)))
}

/// Whether a token says what a body does for a task.
fn says_part(draft: Option<&Draft>) -> bool {
    draft.is_some_and(|(token, _)| {
        matches!(
            token.kind,
            Kind::Word(Word::Part(Part::Lead | Part::Responsible))
        )
    })
}

/// Whether a token asks, so that a noun or a verb beside it is grammar.
fn asks(draft: Option<&Draft>) -> bool {
    let asking = |word: &Word| {
        matches!(
            word,
            Word::Which
                | Word::HowMany
                | Word::HowManyTasks
                | Word::Who
                | Word::WhoOfKind
                | Word::WhichSection
                | Word::When
                | Word::WhichTasks
                | Word::Reach
        )
    };
    draft.is_some_and(|(token, _)| match &token.kind {
        Kind::Word(word) => asking(word),
        Kind::Year(_) | Kind::Due(_) => true,
        _ => false,
    })
}

/// Whether a token is a body that something can be said of: 省教育厅支持哪些任务, 哪些单位支持….
fn is_doer(draft: Option<&Draft>) -> bool {
    draft.is_some_and(|(token, _)| match &token.kind {
        Kind::Name(named) => !named.units.is_empty(),
        Kind::Word(word) => matches!(word, Word::Unit),
        _ => false,
    })
}

/// Takes the words that ask whether something is so, and says whether there are any: 没有 at the end is one.
fn take_whether(tokens: &mut [Token]) -> bool {
    let is_filler = |token: &&mut Token| matches!(token.kind, Kind::Word(Word::Filler));
    if let Some(last) = tokens.iter_mut().rev().find(|token| !is_filler(token))
        && last.bytes.start > 0
        && last.kind == Kind::Word(Word::Not)
    {
        last.kind = Kind::Word(Word::Whether);
    }
    let mut asks = false;
    for token in tokens {
        if token.kind == Kind::Word(Word::Whether) {
            token.kind = Kind::Word(Word::Filler);
            asks = true;
        }
    }
    asks
}

/// Joins neighbouring text, and text with a particle or 和 between: 农村和城市, 生产的安全.
fn join(tokens: Vec<Token>) -> Vec<Token> {
    let plain = Kind::Text { quoted: false };
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        if token.kind == plain {
            let between = match joined.as_slice() {
                [.., one, middle] if is_weak(&middle.kind) && one.kind == plain => 1,
                [.., one] if one.kind == plain => 0,
                _ => usize::MAX,
            };
            if between < 2 {
                joined.truncate(joined.len() - between);
                if let Some(last) = joined.last_mut() {
                    last.bytes.end = token.bytes.end;
                    continue;
                }
            }
        }
        joined.push(token);
    }
    joined
}

fn is_weak(kind: &Kind) -> bool {
    matches!(kind, Kind::Word(Word::Particle | Word::Each | Word::And))
}
