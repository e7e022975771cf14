//! Full-text search of Chinese plan text: what is indexed, how a query is read, what is found and why.
//!
//! The engine hands in [`Passage`]s under the number of the generation that they come from, and asks a pinned
//! [`Reader`]. Words, grams, scores and the engine below are this room's own affair.
//!
//! ```text
//! text ─ Settings/Analyzer ─ fields ─ Index::commit
//! query::parse ─ Expression ─ Reader::search ─ Hits ─ highlight
//! ```

mod analyzer;
mod best;
mod board;
mod fields;
mod found;
mod guarded;
mod highlight;
mod index;
mod lexicon;
mod lists;
mod names;
mod number;
mod ordinals;
mod plan;
pub mod query;
mod ranking;
mod reader;
mod scoring;
mod settings;
mod similar;
mod spelling;
mod titles;
mod tokens;
mod weighed;

use std::ops::Range;
use std::sync::Arc;

use crate::model::{NodeId, Role};

pub use best::Best;
pub use highlight::{Fragment, Marker, highlight};
pub use index::TantivyIndex;
pub use names::Names;
pub use ordinals::Ordinals;
pub use query::{Expression, Field, Form, Literal, Meaning, ParsedQuery};
pub use settings::{Settings, SettingsFiles};

/// What a passage stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Kind {
    /// A task with its text, headings and links.
    #[default]
    Task,
    /// A unit by its names.
    Unit,
    /// A division by its names.
    City,
    /// A chapter by its title.
    Chapter,
    /// A section by its title.
    Section,
    /// An indicator by its subject and phrase.
    Indicator,
}

/// A unit beside a task, as far as search needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitNames {
    /// What the unit does for the task.
    pub role: Role,
    /// Every name that it is asked for by, its canonical name first.
    pub names: Names,
}

/// One indexed thing. Parts that a kind does not have stay empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// What it stands for.
    pub kind: Kind,
    /// What `allowed` of a [`Request`] is asked with: a task's ordinal; for other kinds whatever the caller likes.
    pub ordinal: u32,
    /// What it is, given back with a hit; `None` for a task, which its ordinal tells.
    pub id: Option<NodeId>,
    /// Names of a unit, city, chapter, section or indicator, the one shown first; empty for a task.
    pub names: Vec<String>,
    /// A task's text, its label included.
    pub text: String,
    /// A task's run-in heading.
    pub label: Option<String>,
    /// Titles from chapter to the deepest heading.
    pub headings: Vec<String>,
    /// Units of a task.
    pub units: Vec<UnitNames>,
    /// Names of places tied to a task.
    pub cities: Vec<String>,
    /// Names of the division that its plan is made for, and of those around that.
    pub regions: Vec<String>,
    /// What its plan is called: its title, and the five years that it plans.
    pub titles: Vec<String>,
    /// Subjects of a task's indicators.
    pub indicators: Vec<String>,
}

/// One step from a generation to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// These passages in place of all that stood under `group`: a plan's digest, or the digest of a unit or city.
    Put {
        /// What is replaced and deleted together.
        group: u64,
        /// The passages.
        passages: Vec<Passage>,
    },
    /// Nothing stands under this group any more.
    Delete(u64),
    /// Nothing stands in the index any more; what follows fills it anew.
    Clear,
}

/// Why the index did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The engine below failed.
    #[error("the search index cannot {action}")]
    Engine {
        /// What was tried.
        action: &'static str,
        /// Why it failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// What the index holds cannot be read. It holds nothing that the store does not, so it can be made anew.
    #[error("the search index is damaged: run `plangraph reindex`")]
    Damaged {
        /// What failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The changes of a commit broke off; whoever hands them over knows why.
    #[error("the changes of the search index broke off")]
    Interrupted,
    /// A file of the analysis chain cannot be used.
    #[error("{file} line {line}: {fault}")]
    Settings {
        /// Which file.
        file: &'static str,
        /// Its line, from 1.
        line: usize,
        /// What is wrong and what is expected.
        fault: String,
    },
}

/// Whoever hands over changes cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interrupted;

/// The changes of a commit.
pub type Changes<'a> = &'a mut dyn Iterator<Item = Result<Change, Interrupted>>;

/// What every search engine under the seam does.
pub trait Index: Send + Sync {
    /// The generation that the index holds; `None` when it is new, or was made with other settings and so is empty.
    fn generation(&self) -> Option<u64>;

    /// Applies `changes` and records `generation`, in one atomic and durable step. Readers made before do not see it. Changes
    /// are taken one by one, so that a whole corpus never lies in memory; when one says that the rest will not come, nothing
    /// is changed.
    fn commit(&self, generation: u64, changes: Changes<'_>) -> Result<(), SearchError>;

    /// The current state, to be pinned by whoever reads for as long as it reads.
    fn reader(&self) -> Arc<dyn Reader>;

    /// The files whose bytes are not those that were written, by name. Reads all of them.
    fn damaged(&self) -> Result<Vec<String>, SearchError>;
}

/// One pinned state of an [`Index`].
pub trait Reader: Send + Sync {
    /// The generation of this state; `None` for a new index.
    fn generation(&self) -> Option<u64>;

    /// Everything that a query finds, and the page of it that was asked for.
    fn search(&self, request: &Request<'_>) -> Result<Hits, SearchError>;

    /// Tasks that are like some texts: at most a hundred, the most alike first.
    fn similar(&self, request: &Similar<'_>) -> Result<Hits, SearchError>;

    /// What goes on from what was typed, in normal form: names, titles, labels and frequent words, by their characters, their
    /// sound or its first letters; the best first.
    fn complete(&self, typed: &str, at_most: usize) -> Result<Vec<Completion>, SearchError>;

    /// Words of task texts, labels and headings that begin with `prefix`, most frequent first, with the number of tasks.
    fn words(&self, prefix: &str, at_most: usize) -> Result<Vec<(String, u64)>, SearchError>;

    /// The words of a text that a query would look for, without those that say little.
    fn terms(&self, text: &str) -> Result<Vec<String>, SearchError>;

    /// Where the words of a text stand in it, in characters.
    fn word_ranges(&self, text: &str) -> Vec<Range<usize>>;
}

/// A place that a query names, with the places that it stands for besides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceNames {
    /// As the query names it.
    pub name: String,
    /// Names of the places within it.
    pub within: Vec<String>,
    /// Names of the place around it: looked for when it and what is within it are found too seldom.
    pub around: Vec<String>,
    /// Whether some plans are made for it or for what is within it, and others are not: then it means what these plans say.
    pub is_region: bool,
}

/// Which passages are allowed; asked with a passage's kind and ordinal.
pub type Allowed<'a> = &'a dyn Fn(Kind, u32) -> bool;

/// What is asked of a [`Reader`].
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// What is looked for; [`Expression::Nothing`] finds everything that is allowed.
    pub expression: &'a Expression,
    /// The kind looked for.
    pub kind: Kind,
    /// Which passages may be found.
    pub allowed: Allowed<'a>,
    /// The sets that [`Expression::Among`] names by their places.
    pub sets: &'a [Allowed<'a>],
    /// Words that must not be corrected or read as pinyin.
    pub keep_as_text: &'a [String],
    /// Places that the query names.
    pub places: &'a [PlaceNames],
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to describe at most.
    pub limit: usize,
    /// Whether to say why each was found, which takes longer than to find it.
    pub is_explained: bool,
}

/// What a [`Reader`] is asked for what is alike.
#[derive(Clone, Copy)]
pub struct Similar<'a> {
    /// The texts to be like, each with what it counts beside the others.
    pub texts: &'a [(String, f32)],
    /// Which passages may be found.
    pub allowed: Allowed<'a>,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to describe at most.
    pub limit: usize,
    /// Whether to say why each was found.
    pub is_explained: bool,
}

/// A way to go on from what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The text to search for.
    pub text: String,
    /// Where it stands: a name of a thing, a title, a label, or a word of texts.
    pub part: Part,
    /// What was typed of it, in characters; `None` when that cannot be told.
    pub range: Option<Range<usize>>,
}

/// Up to how many what fits only loosely fills up: a page and a half.
pub const FILLED: usize = 30;

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hits {
    /// Number of all passages found, what fits only loosely included.
    pub total: u64,
    /// Number of those that fit the whole query; of what fits only loosely no more is found than fills up a page and a half.
    pub close: u64,
    /// Ordinals of all tasks found.
    pub tasks: Ordinals,
    /// Whether what is like the hits may fill up: words side by side were asked for, and nothing was ruled out.
    pub is_open: bool,
    /// Whether a word of the query was met by something wider only, so that nothing fits the whole query.
    pub is_wide: bool,
    /// The page asked for: what fits the whole query first, then by score, then by ordinal.
    pub items: Vec<Hit>,
    /// What was searched in place of what was typed.
    pub corrections: Vec<Correction>,
    /// What was searched beside what was typed.
    pub expansions: Vec<Expansion>,
    /// What to mark in the texts shown, for [`highlight()`].
    pub terms: Vec<String>,
    /// Words to be marked only where a sentence has all of a group, for [`Marker::with_joint`].
    pub joint: Vec<Vec<String>>,
    /// The places of the request that words of the query name.
    pub places: Vec<String>,
}

impl Hits {
    /// These, and behind them what was found of another kind.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.total += other.total;
        self.close += other.close;
        self.tasks.extend(other.tasks);
        self.items.extend(other.items);
        for correction in other.corrections {
            if !self.corrections.contains(&correction) {
                self.corrections.push(correction);
            }
        }
        for expansion in other.expansions {
            if !self
                .expansions
                .iter()
                .any(|known| known.term == expansion.term)
            {
                self.expansions.push(expansion);
            }
        }
        self.terms.extend(other.terms);
        self.joint.extend(other.joint);
        self.places.extend(other.places);
        self
    }
}

/// One passage found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its kind.
    pub kind: Kind,
    /// [`Passage::ordinal`].
    pub ordinal: u32,
    /// [`Passage::id`].
    pub id: Option<NodeId>,
    /// Its score; comparable within one answer, one kind, and among what is as close.
    pub score: f32,
    /// Whether it fits the whole query; what fits only loosely comes behind, whatever its score.
    pub is_close: bool,
    /// Why it was found, heaviest first.
    pub matches: Vec<TermMatch>,
}

impl Hit {
    /// A task that is a hit because it is there: nothing was looked for in it.
    #[must_use]
    pub fn of_task(ordinal: u32) -> Self {
        Self {
            kind: Kind::Task,
            ordinal,
            id: None,
            score: 1.0,
            is_close: true,
            matches: Vec::new(),
        }
    }
}

/// Part of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The text of a task.
    Text,
    /// Its run-in heading.
    Label,
    /// Chapter, section and deeper titles.
    Heading,
    /// Units that lead.
    Lead,
    /// Units of any role.
    Unit,
    /// Places.
    City,
    /// The division that the plan is made for, and those around it.
    Region,
    /// Words of the plan's title, and the name of the five years that it plans.
    Title,
    /// Subjects of indicators.
    Indicator,
    /// Names of a unit, city, chapter, section or indicator.
    Name,
}

/// How a term met a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchKind {
    /// As a word.
    Word,
    /// As two neighbouring characters.
    Bigram,
    /// As the literal stretch of text.
    Phrase,
    /// As a quantity in whatever form.
    Number,
    /// As another name of the same thing.
    Alias,
    /// As a word that means the same.
    Synonym,
    /// As the Han characters that were typed in pinyin.
    Pinyin,
    /// As what was probably meant.
    Correction,
    /// As the beginning of a word.
    Prefix,
}

/// A term that met a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct TermMatch {
    /// The term as searched.
    pub term: String,
    /// Where it stands.
    pub part: Part,
    /// How it met the passage.
    pub how: MatchKind,
    /// What it added to the score.
    pub weight: f32,
}

/// A stretch of the query that was searched as something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Where it stands in the query, in characters.
    pub range: Range<usize>,
    /// As typed.
    pub from: String,
    /// As searched.
    pub to: String,
    /// Whether it was searched so; otherwise it is a proposal.
    pub is_applied: bool,
    /// [`MatchKind::Correction`] or [`MatchKind::Pinyin`].
    pub how: MatchKind,
}

/// A term and what was searched beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The term.
    pub term: String,
    /// What means the same, or nearly.
    pub to: Vec<String>,
}
