//! The analysis chain as data: four files, read once, and a fingerprint that a change of any of them changes.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::SearchError;
use super::ranking::Ranking;
use crate::text::normalize::Normalized;
use crate::text::pinyin::{Reading, readings, sound};

/// The layout of what is indexed; a new one makes every index be filled anew.
const LAYOUT: u8 = 9;

/// Characters of a term in which one may only sound alike.
const LONG_TERM: usize = 4;

/// The texts of the files in `index/`.
#[derive(Debug, Clone, Copy, Default)]
pub struct SettingsFiles<'a> {
    /// `analyzer.toml`: which layers are on, and what things weigh.
    pub analyzer: &'a str,
    /// `userdict.txt`: one term a line; what follows the first white space is not read.
    pub user_dictionary: &'a str,
    /// `synonyms.txt`: one group a line, its terms separated by white space or commas; `a => b c` in one direction only.
    pub synonyms: &'a str,
    /// `stopwords.txt`: one word a line.
    pub stopwords: &'a str,
}

/// The analysis chain.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Names the chain: documents analysed under another fingerprint must be indexed again.
    pub fingerprint: u64,
    /// Terms that are indexed beside the words of the general dictionary, in normal form.
    pub(super) terms: HashSet<String>,
    /// What else a term finds, in normal form.
    pub(super) synonyms: HashMap<String, Vec<Synonym>>,
    /// Characters of the longest term that finds something else.
    pub(super) longest_synonym: usize,
    /// The terms that mean a term as well, in normal form: 沈阳经济区 means 抚顺 as well.
    pub(super) wholes: HashMap<String, Vec<String>>,
    /// Words that are looked for only when there is nothing else.
    pub(super) stopwords: HashSet<String>,
    /// What things weigh.
    pub(super) ranking: Ranking,
    /// Terms that mean something else besides, by sound.
    sounds: HashMap<String, Vec<String>>,
    /// Long ones by what many speakers do not tell from it.
    alike: HashMap<String, Vec<String>>,
}

/// What another term finds too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Synonym {
    pub(super) text: String,
    pub(super) bond: Bond,
}

/// How near two terms are, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bond {
    /// They mean the same.
    Equal,
    /// Who asks for one means the other as well.
    Broader,
    /// They mean the same third thing: 落户 and 户籍 the registers of residents.
    Sibling,
}

impl Settings {
    /// Reads the files.
    pub fn parse(files: SettingsFiles<'_>) -> Result<Self, SearchError> {
        let table: toml::Table = files.analyzer.parse().map_err(|fault: toml::de::Error| {
            let before = fault
                .span()
                .and_then(|span| files.analyzer.get(..span.start));
            SearchError::Settings {
                file: "analyzer.toml",
                line: before.unwrap_or_default().matches('\n').count() + 1,
                fault: fault.message().to_owned(),
            }
        })?;
        let is_on = |layer: &str| {
            table
                .get(layer)
                .and_then(toml::Value::as_bool)
                .unwrap_or(true)
        };
        let mut settings = Self {
            fingerprint: fingerprint(files),
            ..Self::default()
        };
        if let Some(weights) = table.get("ranking").and_then(toml::Value::as_table) {
            settings.ranking = Ranking::parse(weights)?;
        }
        if is_on("user_dictionary") {
            settings.terms = lines(files.user_dictionary)
                .filter_map(|(_, line)| line.split_whitespace().next())
                .map(plain)
                .filter(|term| term.chars().count() > 1)
                .collect();
        }
        if is_on("synonyms") {
            for (line, group) in lines(files.synonyms) {
                settings.add_group(line, group)?;
            }
            settings.inherit();
            let lengths = settings.synonyms.keys().map(|term| term.chars().count());
            settings.longest_synonym = lengths.max().unwrap_or_default();
        }
        settings.stopwords = lines(files.stopwords)
            .map(|(_, word)| plain(word))
            .collect();
        let mut terms: Vec<&String> = settings
            .terms
            .iter()
            .chain(settings.synonyms.keys())
            .collect();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            if let Some(reading) = readings(term).first() {
                let known = settings.sounds.entry(reading.joined()).or_default();
                known.push(term.clone());
                if term.chars().count() >= LONG_TERM {
                    let known = settings.alike.entry(alike(reading)).or_default();
                    known.push(term.clone());
                }
            }
        }
        Ok(settings)
    }

    /// Terms that mean something else besides and are read so.
    pub(super) fn sounding(&self, letters: &str) -> impl Iterator<Item = &String> {
        let terms = self.sounds.get(letters).into_iter().flatten();
        // GDP is read as it is written.
        terms.filter(move |term| *term != letters && self.synonyms.contains_key(*term))
    }

    /// A term that sounds like a text and is another one.
    pub(super) fn sounding_like(&self, text: &str) -> Option<String> {
        let reading = readings(text).first()?.joined();
        let among = self.sounds.get(&reading)?.iter();
        let length = text.chars().count();
        among
            .filter(|term| *term != text && term.chars().count() == length)
            .min()
            .cloned()
    }

    /// A long term that is a text but for one character, which many speakers do not tell from it: 全民健身 for 全民健生.
    pub(super) fn sounding_alike(&self, text: &str) -> Option<String> {
        let among = self.alike.get(&alike(readings(text).first()?))?.iter();
        let length = text.chars().count();
        let is_one_off = |term: &&String| {
            let differ = text
                .chars()
                .zip(term.chars())
                .filter(|(one, other)| one != other);
            term.chars().count() == length && differ.count() == 1
        };
        among.filter(is_one_off).min().cloned()
    }

    fn add_group(&mut self, line: usize, group: &str) -> Result<(), SearchError> {
        let (from, to) = group.split_once("=>").unwrap_or((group, group));
        let (from, to) = (terms(from), terms(to));
        if from.is_empty() || to.is_empty() || (from == to && to.len() < 2) {
            return Err(SearchError::Settings {
                file: "synonyms.txt",
                line,
                fault: format!(
                    "“{group}” names nothing that means the same: write two terms or more"
                ),
            });
        }
        let bond = if from == to {
            Bond::Equal
        } else {
            Bond::Broader
        };
        for term in to.iter().filter(|_| bond == Bond::Broader) {
            self.wholes
                .entry(term.clone())
                .or_default()
                .extend(from.clone());
        }
        for term in &from {
            self.tie(term, &to, bond);
            if bond == Bond::Broader {
                self.tie(term, &from, Bond::Sibling);
            }
        }
        Ok(())
    }

    /// Ties a term to others, each by the nearest bond that a line gives it.
    fn tie(&mut self, term: &str, others: &[String], bond: Bond) {
        let known = self.synonyms.entry(term.to_owned()).or_default();
        for other in others.iter().filter(|other| *other != term) {
            match known.iter_mut().find(|known| known.text == *other) {
                Some(known) => known.bond = known.bond.min(bond),
                None => known.push(Synonym {
                    text: other.clone(),
                    bond,
                }),
            }
        }
    }

    /// What means the same finds the same: an abbreviation finds what its full form is led to.
    fn inherit(&mut self) {
        let mut inherited = Vec::new();
        for (term, known) in &self.synonyms {
            for equal in known.iter().filter(|other| other.bond == Bond::Equal) {
                let theirs = self.synonyms.get(&equal.text).into_iter().flatten();
                for other in theirs.filter(|other| other.bond != Bond::Sibling) {
                    inherited.push((term.clone(), other.clone()));
                }
            }
        }
        inherited.sort_by(|one, other| (&one.0, one.1.bond).cmp(&(&other.0, other.1.bond)));
        for (term, other) in inherited {
            self.tie(&term, &[other.text], other.bond);
        }
        for known in self.synonyms.values_mut() {
            known.sort_by_key(|other| other.bond);
        }
    }
}

/// What many speakers do not tell from a reading.
fn alike(reading: &Reading) -> String {
    reading.syllables().iter().map(|one| sound(one)).collect()
}

/// Lines that say something, with their numbers from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..)
        .zip(
            text.lines()
                .map(|line| line.split('#').next().unwrap_or_default().trim()),
        )
        .filter(|(_, line)| !line.is_empty())
}

fn terms(list: &str) -> Vec<String> {
    list.split(|c: char| c.is_whitespace() || ",，、=".contains(c))
        .map(plain)
        .filter(|term| !term.is_empty())
        .collect()
}

fn plain(text: &str) -> String {
    Normalized::of(text).into_text()
}

fn fingerprint(files: SettingsFiles<'_>) -> u64 {
    let mut digest = Sha256::new();
    digest.update([LAYOUT]);
    for file in [
        files.analyzer,
        files.user_dictionary,
        files.synonyms,
        files.stopwords,
    ] {
        digest.update(file.len().to_le_bytes());
        digest.update(file);
    }
    digest
        .finalize()
        .iter()
        .take(8)
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
