//! The analysis chain as data: four files, read once, and a fingerprint that a change of any of them changes.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::SearchError;
use crate::text::normalize::Normalized;

/// The layout of what is indexed; a new one makes every index be filled anew.
const LAYOUT: u8 = 1;

/// The texts of the files in `index/`.
#[derive(Debug, Clone, Copy, Default)]
pub struct SettingsFiles<'a> {
    /// `analyzer.toml`: which layers are on.
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
    /// The longest of them, in characters.
    pub(super) longest_term: usize,
    /// What means the same, in normal form.
    pub(super) synonyms: HashMap<String, Vec<String>>,
    /// Words that are looked for only when there is nothing else.
    pub(super) stopwords: HashSet<String>,
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
                line: before.unwrap_or_default().lines().count().max(1),
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
        if is_on("user_dictionary") {
            settings.terms = lines(files.user_dictionary)
                .filter_map(|(_, line)| line.split_whitespace().next())
                .map(plain)
                .filter(|term| term.chars().count() > 1)
                .collect();
            settings.longest_term = settings
                .terms
                .iter()
                .map(|term| term.chars().count())
                .max()
                .unwrap_or_default();
        }
        if is_on("synonyms") {
            for (line, group) in lines(files.synonyms) {
                settings.add_group(line, group)?;
            }
        }
        settings.stopwords = lines(files.stopwords)
            .map(|(_, word)| plain(word))
            .collect();
        Ok(settings)
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
        for term in &from {
            let known = self.synonyms.entry(term.clone()).or_default();
            for other in &to {
                if other != term && !known.contains(other) {
                    known.push(other.clone());
                }
            }
        }
        Ok(())
    }
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
