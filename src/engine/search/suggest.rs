//! What half a typed word may become: names by their characters, their pinyin or its first letters, then titles, labels and words likewise.

use std::ops::Range;

use super::vocabulary::Suggested;
use crate::engine::{QueryError, View};
use crate::model::NodeId;
use crate::search::{Completion, Expression, Form, Kind, Literal, Part, Request};
use crate::text::pinyin::{readings, toneless};
use crate::text::{fold::fold, is_han, normalize::Normalized};

/// Something to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The text to search for.
    pub text: String,
    /// What it names; `None` for a word.
    pub node: Option<NodeId>,
    /// What kind of thing it names; `None` for a word.
    pub kind: Option<Kind>,
    /// What was typed of it, in characters.
    pub ranges: Vec<Range<usize>>,
}

/// How what was typed meets a name; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Beginning,
    Pinyin,
    Initials,
    Within,
    OtherName,
}

/// How many titles that hold a name are looked at for the one that is it.
const NAMESAKES: usize = 20;

impl View {
    /// At most `first` ways to go on from `prefix`: units and divisions, then titles, labels and words.
    pub fn suggest(&self, prefix: &str, first: usize) -> Result<Vec<Suggestion>, QueryError> {
        self.check_time()?;
        if !self.is_indexed() {
            return Err(QueryError::IndexBehind);
        }
        // ü is typed as v, and tones say nothing that letters do not.
        let typed = fold(&toneless(prefix).replace(['ü', 'Ü'], "v"));
        if typed.is_empty() || first == 0 {
            return Ok(Vec::new());
        }
        let found = self.going_on_from(&typed, first)?;
        if !found.is_empty() || !typed.chars().any(is_han) {
            return Ok(found);
        }
        // 大莲 and 大lian sound like 大连.
        match readings(&typed).first() {
            Some(sound) if sound.syllables().len() > 1 => {
                self.going_on_from(&sound.joined(), first)
            }
            _ => Ok(found),
        }
    }

    fn going_on_from(&self, typed: &str, first: usize) -> Result<Vec<Suggestion>, QueryError> {
        let vocabulary = self.vocabulary();
        let mut names: Vec<_> = vocabulary
            .suggested()
            .iter()
            .filter_map(|name| meet(name, typed).map(|(rank, range)| (rank, range, name)))
            .collect();
        names.sort_by_key(|(rank, _, name)| (*rank, name.text.chars().count(), &name.text));
        let mut suggestions: Vec<_> = names
            .into_iter()
            .take(first)
            .map(|(_, range, name)| Suggestion {
                text: name.text.clone(),
                node: Some(name.node),
                kind: Some(match name.node {
                    NodeId::City(_) => Kind::City,
                    _ => Kind::Unit,
                }),
                ranges: range.into_iter().collect(),
            })
            .collect();
        for completion in self.reader().complete(typed, first)? {
            if suggestions.len() >= first {
                break;
            }
            if suggestions
                .iter()
                .any(|known| fold(&known.text) == completion.text)
            {
                continue;
            }
            match completion.part {
                Part::Name => suggestions.extend(self.suggested_title(&completion)?),
                _ => suggestions.push(Suggestion {
                    text: completion.text,
                    node: None,
                    kind: None,
                    ranges: Vec::from_iter(completion.range),
                }),
            }
        }
        suggestions.truncate(first);
        Ok(suggestions)
    }

    /// The chapter, section or indicator that bears a name; units and cities are suggested by their own.
    fn suggested_title(&self, completion: &Completion) -> Result<Option<Suggestion>, QueryError> {
        let expression = Expression::Literal(Literal {
            text: completion.text.clone(),
            range: 0..completion.text.chars().count(),
            form: Form::Phrase,
            field: None,
        });
        let named = |kind| {
            self.reader().search(&Request {
                expression: &expression,
                kind,
                allowed: &|_, _| true,
                sets: &[],
                keep_as_text: &[],
                places: &[],
                offset: 0,
                limit: NAMESAKES,
                is_explained: false,
            })
        };
        let mut hits = Vec::new();
        for kind in [Kind::Chapter, Kind::Section, Kind::Indicator] {
            hits.extend(named(kind)?.items);
        }
        for hit in hits {
            let Some(node) = hit.id else { continue };
            if hit.kind == Kind::Indicator {
                return Ok(Some(Suggestion {
                    text: completion.text.clone(),
                    node: Some(node),
                    kind: Some(Kind::Indicator),
                    ranges: Vec::from_iter(completion.range.clone()),
                }));
            }
            let Some(text) = self.title(node)? else {
                continue;
            };
            let normal = Normalized::of(&text);
            if normal.text() == completion.text {
                let range = completion.range.clone();
                let ranges = range.map(|range| normal.source_range(range));
                return Ok(Some(Suggestion {
                    ranges: Vec::from_iter(ranges),
                    text,
                    node: Some(node),
                    kind: Some(hit.kind),
                }));
            }
        }
        Ok(None)
    }
}

/// How what was typed meets a name, and what of the name shown it is; `None` when it does not.
fn meet(name: &Suggested, typed: &str) -> Option<(Rank, Option<Range<usize>>)> {
    if let Some(range) = found(&name.text, typed) {
        let rank = if range.start == 0 {
            Rank::Beginning
        } else {
            Rank::Within
        };
        return Some((rank, Some(range)));
    }
    let letters: String = typed.split_whitespace().collect();
    if letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
        let whole = name.readings.first().map_or(0, |it| it.syllables().len());
        for reading in &name.readings {
            // 省农委 is read without its first character too.
            let start = whole.saturating_sub(reading.syllables().len());
            if reading.joined().starts_with(&letters) {
                let mut left = letters.len();
                let syllables = reading.syllables().iter();
                let met = syllables.take_while(|syllable| {
                    let met = left > 0;
                    left = left.saturating_sub(syllable.len());
                    met
                });
                return Some((Rank::Pinyin, Some(start..start + met.count())));
            }
            if reading.initials().starts_with(&letters) {
                return Some((Rank::Initials, Some(start..start + letters.len())));
            }
        }
        return None;
    }
    let bears = |other: &String| other.starts_with(typed);
    name.others
        .iter()
        .any(bears)
        .then_some((Rank::OtherName, None))
}

/// Where a text in its normal form holds what was typed, in characters of the text as it is.
fn found(text: &str, typed: &str) -> Option<Range<usize>> {
    let normal = Normalized::of(text);
    let (before, _) = normal.text().split_once(typed)?;
    let start = before.chars().count();
    Some(normal.source_range(start..start + typed.chars().count()))
}
