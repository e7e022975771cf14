//! Vocabularies: kinds of bodies, words of commitment, prefixes of document numbers, false friends of place names.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::table::{GazetteerError, rows};
use crate::model::{CityId, CommitmentStrength, TextRange, UnitKind};

/// Where a text must stand in a name to give its kind.
#[derive(Debug, Clone, Copy)]
enum Where {
    Prefix,
    Part,
    Suffix,
}

impl Where {
    fn of_word(word: &str) -> Option<Self> {
        match word {
            "prefix" => Some(Self::Prefix),
            "part" => Some(Self::Part),
            "suffix" => Some(Self::Suffix),
            _ => None,
        }
    }
}

/// Patterns of names in the order in which they are tried.
#[derive(Debug)]
pub(super) struct Kinds(Vec<(Where, String, UnitKind)>);

impl Kinds {
    pub(super) fn parse(text: &str) -> Result<Self, GazetteerError> {
        rows("kinds", text)
            .map(|row| {
                let row = row?;
                let [place, pattern, kind] = row.cells;
                Ok((
                    row.word(place, Where::of_word)?,
                    pattern.to_owned(),
                    row.word(kind, UnitKind::of_word)?,
                ))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The kind that the first fitting pattern gives.
    pub(super) fn of(&self, name: &str) -> Option<UnitKind> {
        let fits = |(place, pattern, _): &&(Where, String, UnitKind)| match place {
            Where::Prefix => name.starts_with(pattern.as_str()),
            Where::Part => name.contains(pattern.as_str()),
            Where::Suffix => name.ends_with(pattern.as_str()),
        };
        self.0.iter().find(fits).map(|&(_, _, kind)| kind)
    }
}

/// Words of commitment, found longest first.
#[derive(Debug)]
pub(super) struct Commitments {
    finder: AhoCorasick,
    strengths: Vec<CommitmentStrength>,
}

impl Commitments {
    pub(super) fn parse(text: &str) -> Result<Self, GazetteerError> {
        let (mut words, mut strengths) = (Vec::new(), Vec::new());
        for row in rows("commitments", text) {
            let row = row?;
            let [word, strength] = row.cells;
            strengths.push(row.word(strength, CommitmentStrength::of_word)?);
            words.push(word);
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(words)
            .map_err(|error| GazetteerError {
                table: "commitments",
                line: 1,
                fault: error.to_string(),
            })?;
        Ok(Self { finder, strengths })
    }

    pub(super) fn find(&self, text: &str) -> impl Iterator<Item = (TextRange, CommitmentStrength)> {
        self.finder.find_iter(text).filter_map(|found| {
            let strength = self.strengths.get(found.pattern().as_usize())?;
            Some((TextRange::new(found.start(), found.end()), *strength))
        })
    }
}

/// The divisions whose governments number their documents with a prefix, longest prefix first.
#[derive(Debug)]
pub(super) struct Issuers(Vec<(String, CityId)>);

impl Issuers {
    pub(super) fn parse(
        text: &str,
        city: impl Fn(u32) -> Option<CityId>,
    ) -> Result<Self, GazetteerError> {
        let mut prefixes = Vec::new();
        for row in rows("issuers", text) {
            let row = row?;
            let [prefix, code] = row.cells;
            let division = row
                .number(code)?
                .and_then(&city)
                .ok_or_else(|| row.fault(format!("“{code}” is not a code of divisions")))?;
            prefixes.push((prefix.to_owned(), division));
        }
        prefixes.sort_by_key(|(prefix, _): &(String, CityId)| std::cmp::Reverse(prefix.len()));
        Ok(Self(prefixes))
    }

    pub(super) fn of(&self, document_number: &str) -> Option<CityId> {
        self.0
            .iter()
            .find(|(prefix, _)| document_number.starts_with(prefix.as_str()))
            .map(|&(_, division)| division)
    }
}

/// Stands for “anywhere” in the table of false friends.
const ANYWHERE: &str = "*";

/// Names that are no places within certain phrases.
#[derive(Debug)]
pub(super) struct FalseFriends(HashMap<String, Vec<String>>);

impl FalseFriends {
    pub(super) fn parse(text: &str) -> Result<Self, GazetteerError> {
        let mut phrases: HashMap<String, Vec<String>> = HashMap::new();
        for row in rows("false_friends", text) {
            let row = row?;
            let [name, phrase] = row.cells;
            if phrase != ANYWHERE && !phrase.contains(name) {
                return Err(row.fault(format!("“{phrase}” does not hold “{name}”")));
            }
            phrases
                .entry(name.to_owned())
                .or_default()
                .push(phrase.to_owned());
        }
        Ok(Self(phrases))
    }

    /// Whether `name` at byte `at` of `text` is part of a phrase in which it is no place.
    pub(super) fn deny(&self, text: &str, at: usize, name: &str) -> bool {
        self.0.get(name).is_some_and(|phrases| {
            phrases.iter().any(|phrase| {
                phrase == ANYWHERE
                    || phrase.match_indices(name).any(|(offset, _)| {
                        at.checked_sub(offset)
                            .and_then(|start| text.get(start..))
                            .is_some_and(|rest| rest.starts_with(phrase.as_str()))
                    })
            })
        })
    }
}
