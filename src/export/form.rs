//! What can be exported and in which formats, with their words on the command line and in addresses.

use std::str::FromStr;

use super::ExportError;
use super::words::{self, Words, word_of};

/// The word for the codebook, which is made of the schema: no export of data, and nothing that needs a store.
pub const CODEBOOK: &str = "codebook";

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// The network of units.
    Network,
    /// The nodes of the network with their measures, where nodes and edges need a file each.
    Nodes,
    /// Tasks with everything that hangs on them.
    Tasks,
    /// The ledger (台账): each unit's part in each task.
    Ledger,
    /// Indicators.
    Indicators,
    /// Units by chapters, sections, cities or plans, with the letters of roles.
    Responsibility,
    /// What people have put right.
    Corrections,
    /// How far a plan has come by a year: its evaluation.
    Evaluation,
    /// Everything that the format holds.
    All,
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// GEXF 1.3, for Gephi.
    Gexf,
    /// `GraphML`.
    GraphMl,
    /// Comma-separated values.
    Csv,
    /// The adjacency matrix as comma-separated values.
    Matrix,
    /// UCINET's DL, an edge list with labels.
    Dl,
    /// Pajek's .net.
    Pajek,
    /// A JSON object per line.
    JsonLines,
    /// JSON-LD with the vocabularies ORG, PROV-O and Web Annotation.
    JsonLd,
    /// An Excel workbook.
    Xlsx,
    /// Apache Parquet.
    Parquet,
    /// Markdown, for reading and for whatever makes pages of it.
    Markdown,
    /// The manifest alone, as JSON.
    Manifest,
}

impl What {
    const WORDS: Words<Self> = &[
        ("network", Self::Network),
        ("nodes", Self::Nodes),
        ("tasks", Self::Tasks),
        ("ledger", Self::Ledger),
        ("indicators", Self::Indicators),
        ("responsibility", Self::Responsibility),
        ("corrections", Self::Corrections),
        ("evaluation", Self::Evaluation),
        ("all", Self::All),
    ];

    /// Its word on the command line and in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, &self)
    }

    /// Everything that can be exported.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.iter().map(|(_, what)| *what)
    }

    /// Whether it can be written so; a manifest tells of anything.
    pub(super) fn can_be(self, format: Format) -> bool {
        use Format::{
            Csv, Dl, Gexf, GraphMl, JsonLd, JsonLines, Manifest, Markdown, Matrix, Pajek, Parquet,
            Xlsx,
        };
        let formats: &[Format] = match self {
            Self::Network => &[Gexf, GraphMl, Csv, Matrix, Dl, Pajek, JsonLines, Xlsx],
            Self::Nodes => &[Csv],
            Self::Tasks => &[Csv, JsonLines, JsonLd, Xlsx, Parquet],
            Self::Ledger | Self::Indicators => &[Csv, JsonLines, Xlsx, Parquet],
            Self::Responsibility => &[Csv, Xlsx],
            Self::Corrections => &[Csv, JsonLines, Xlsx],
            Self::Evaluation => &[Markdown, Xlsx],
            Self::All => &[JsonLines, JsonLd, Xlsx],
        };
        format == Manifest || formats.contains(&format)
    }
}

impl Format {
    const WORDS: Words<Self> = &[
        ("gexf", Self::Gexf),
        ("graphml", Self::GraphMl),
        ("csv", Self::Csv),
        ("matrix", Self::Matrix),
        ("dl", Self::Dl),
        ("pajek", Self::Pajek),
        ("jsonl", Self::JsonLines),
        ("jsonld", Self::JsonLd),
        ("xlsx", Self::Xlsx),
        ("parquet", Self::Parquet),
        ("md", Self::Markdown),
        ("manifest", Self::Manifest),
    ];

    /// Its word on the command line and in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        word_of(Self::WORDS, &self)
    }

    /// The ending of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Matrix => "csv",
            Self::Pajek => "net",
            Self::Manifest => "json",
            _ => self.word(),
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Gexf => "application/gexf+xml",
            Self::GraphMl => "application/graphml+xml",
            Self::Csv | Self::Matrix => "text/csv; charset=utf-8",
            Self::Dl | Self::Pajek => "text/plain; charset=utf-8",
            Self::JsonLines => "application/jsonl; charset=utf-8",
            Self::JsonLd => "application/ld+json",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Manifest => "application/json",
        }
    }

    /// Whether a file of this format has its manifest inside.
    #[must_use]
    pub fn carries_manifest(self) -> bool {
        !matches!(self, Self::Csv | Self::Matrix | Self::Dl)
    }
}

impl FromStr for What {
    type Err = ExportError;

    fn from_str(text: &str) -> Result<Self, ExportError> {
        of_word(Self::WORDS, text).map_err(|error| match error {
            ExportError::UnknownWord { word, known } => ExportError::UnknownWord {
                word,
                known: format!("{known}, {CODEBOOK}"),
            },
            error => error,
        })
    }
}

impl FromStr for Format {
    type Err = ExportError;

    fn from_str(text: &str) -> Result<Self, ExportError> {
        of_word(Self::WORDS, text)
    }
}

fn of_word<T: Copy>(words: Words<T>, text: &str) -> Result<T, ExportError> {
    words::meaning(words, text).ok_or_else(|| ExportError::UnknownWord {
        word: text.to_owned(),
        known: words::listed(words),
    })
}
