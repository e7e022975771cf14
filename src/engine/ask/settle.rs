//! Tells grammar from text: words of asking that stand as they must are grammar, and what is left is text.

use super::lexer::{Kind, Token};
use super::words::{Part, Stand, Word};

/// A token with how it must stand to be grammar.
pub(super) type Draft = (Token, Stand);

/// Makes text of words of asking that do not stand as they must, and joins text with the particles within it.
pub(super) fn settle(mut drafts: Vec<Draft>) -> Vec<Token> {
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
            // 高速公路要修多少公里, 什么时候开展中期评估: nobody is said to do it.
            Stand::Verb if is_part(&token) && !is_doer(before) && is_of_amount(before, after) => {
                token.kind = Kind::Word(Word::Reach);
                true
            }
            // 达到90%以上的指标, but 专利申请量增长10%以上 is what a task speaks of.
            Stand::Verb | Stand::Matter if is_amount(after) => !is_text(before),
            Stand::Verb | Stand::Matter => {
                asks(before) || asks(after) || is_doer(before) || is_timed(&settled)
            }
            // 牵头的比例, but 优良天数的比例.
            Stand::Apart if token.kind == Kind::Word(Word::Share) => {
                !is_text(last_said(&settled)) && !is_text(after)
            }
            Stand::Apart => !is_text(before) && !is_text(after),
        };
        if !stands {
            token.kind = Kind::Text { quoted: false };
        }
        settled.push((token, stand));
    }
    repeat(&mut settled);
    qualify(&mut settled);
    cooperate(&mut settled);
    pass_ranked_numbers(&mut settled);
    join(settled.into_iter().map(|(token, _)| token).collect())
}

/// Takes the words that ask whether something is so, and says which one there is: 没有 at the end asks as 有没有 does.
pub(super) fn take_whether(tokens: &mut [Token]) -> Option<Word> {
    // 哪些章没有 asks for those that have none.
    let asks_which = tokens.iter().any(Token::asks);
    let is_filler = |token: &&mut Token| matches!(token.kind, Kind::Word(Word::Filler));
    if let Some(last) = tokens.iter_mut().rev().find(|token| !is_filler(token))
        && !asks_which
        && last.bytes.start > 0
        && last.kind == Kind::Word(Word::Not)
    {
        last.kind = Kind::Word(Word::WhetherAny);
    }
    let mut asks = None;
    for token in tokens {
        if let Kind::Word(word @ (Word::Whether | Word::WhetherAny)) = token.kind {
            token.kind = Kind::Word(Word::Filler);
            asks = asks.or(Some(word));
        }
    }
    asks
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

/// Makes a question of a verb that is said and denied at once: 参加没参加, 负责不负责.
fn repeat(drafts: &mut [Draft]) {
    for at in 2..drafts.len() {
        if let Some([(one, _), (not, _), (other, _)]) = drafts.get_mut(at - 2..=at)
            && matches!(one.kind, Kind::Word(Word::Part(_)))
            && one.kind == other.kind
            && not.kind == Kind::Word(Word::Not)
        {
            not.kind = Kind::Word(Word::Whether);
            other.kind = Kind::Word(Word::Filler);
        }
    }
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

/// Makes 配合 behind 和谁 what two bodies do with each other: 省环保厅跟谁配合得最多, but 谁配合省环保厅.
fn cooperate(drafts: &mut [Draft]) {
    let mut asks_whom = false;
    for at in 2..drafts.len() {
        let Some([(one, _), (link, _), (token, _)]) = drafts.get_mut(at - 2..=at) else {
            continue;
        };
        let joins = link.kind == Kind::Word(Word::And) && matches!(one.kind, Kind::Name(_));
        asks_whom = match token.kind {
            Kind::Word(Word::Who | Word::Which) => joins,
            Kind::Word(Word::Unit) => asks_whom,
            Kind::Word(Word::Part(Part::Supporting)) if asks_whom => {
                token.kind = Kind::Word(Word::Cooperate);
                false
            }
            _ => false,
        };
    }
}

/// Passes over the number that is ranked: 任务数量 in 任务数量第二多的单位 asks for none.
fn pass_ranked_numbers(drafts: &mut [Draft]) {
    for at in (1..drafts.len()).rev() {
        if let Some([(token, _), (next, _)]) = drafts.get_mut(at - 1..=at)
            && token.kind == Kind::Word(Word::HowMany)
            && let Kind::Nth(..)
            | Kind::First(..)
            | Kind::Word(Word::Most | Word::Least | Word::More | Word::Fewer) = next.kind
        {
            token.kind = Kind::Word(Word::Filler);
        }
    }
}

fn is_part(token: &Token) -> bool {
    matches!(token.kind, Kind::Word(Word::Part(_)))
}

/// Whether an amount or a time is asked for beside a verb.
fn is_of_amount(before: Option<&Draft>, after: Option<&Draft>) -> bool {
    let is = |draft: Option<&Draft>, wanted: &[Word]| {
        draft.is_some_and(|(token, _)| wanted.iter().any(|word| token.kind == Kind::Word(*word)))
    };
    is(before, &[Word::When]) || is(after, &[Word::When, Word::HowMany])
}

/// Whether it is said by when: 2012年3月底前要完成, 2015年要实现.
fn is_timed(drafts: &[Draft]) -> bool {
    last_said(drafts).is_some_and(|(token, _)| matches!(token.kind, Kind::Due(_) | Kind::Year(_)))
}

/// The last one but for particles.
fn last_said(drafts: &[Draft]) -> Option<&Draft> {
    let mut before = drafts.iter().rev();
    before.find(|(token, _)| token.kind != Kind::Word(Word::Particle))
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
    draft.is_some_and(|(token, _)| match token.kind {
        Kind::Word(word) => word.asks() || word == Word::Reach,
        Kind::Year(_) | Kind::Due(_) => true,
        _ => false,
    })
}

fn is_amount(draft: Option<&Draft>) -> bool {
    draft.is_some_and(|(token, _)| matches!(token.kind, Kind::Amount(_)))
}

/// Whether a token is a body that something can be said of: 省教育厅支持哪些任务, 哪些单位支持….
fn is_doer(draft: Option<&Draft>) -> bool {
    draft.is_some_and(|(token, _)| match &token.kind {
        Kind::Name(named) => !named.units.is_empty(),
        Kind::Word(word) => matches!(word, Word::Unit),
        _ => false,
    })
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
