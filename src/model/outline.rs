//! The outline of a document: what its layout says, before any name is understood.
//!
//! Room `parse` makes it, room `extract` reads it. All stretches are ranges of the document's clean text.

use super::{ClauseKind, Diagnostic, Role, TextRange};

/// A layout of the catalogue in `CONTRIBUTING.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layout {
    /// Paragraphs closed by label lines: 牵头单位：… 责任单位：…
    LabelLines,
    /// Statements in brackets that close a task within a line: （省农委牵头）
    Brackets,
    /// Sentences that state responsibility: 由省农委负责落实。
    Prose,
    /// Rows of a table with columns for tasks and for bodies.
    Table,
    /// Headings that name the body of all that stands below them: 一、省农委牵头工作
    Actors,
}

impl Layout {
    /// The layout's name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LabelLines => "label-lines",
            Self::Brackets => "brackets",
            Self::Prose => "prose",
            Self::Table => "table",
            Self::Actors => "actors",
        }
    }
}

/// The head of a document, each part where it was found in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutlineHead {
    /// The title, one stretch per printed line.
    pub title: Vec<TextRange>,
    /// The document's own number, never a cited one.
    pub document_number: Option<TextRange>,
    /// The signing body.
    pub issuer: Option<TextRange>,
    /// The date of signature.
    pub issued_on: Option<TextRange>,
}

/// A heading: its whole line and its bare title, without enumerator and final 。.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadingText {
    /// The heading with its enumerator and final 。, without indentation.
    pub line: TextRange,
    /// The title alone.
    pub title: TextRange,
}

/// A heading with the stretch of text that it governs, itself included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// The heading.
    pub text: HeadingText,
    /// Everything up to the next heading of the same or a higher level.
    pub body: TextRange,
}

/// A chapter: the highest heading level with two or more headings that have tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineChapter {
    /// Its heading.
    pub heading: Heading,
    /// Its sections in order.
    pub sections: Vec<OutlineSection>,
}

/// A section: the heading level below the chapters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineSection {
    /// Its heading.
    pub heading: Heading,
}

/// One printed mention of a body in a responsibility statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMention {
    /// The name as written, second name plate in brackets included: 省农委（省扶贫办）.
    pub name: TextRange,
    /// The role that the statement gives it.
    pub role: Role,
    /// A qualifying phrase as printed, such as 等配合省委有关部门落实.
    pub qualifier: Option<TextRange>,
    /// The line or clause that the mention stands in, label included.
    pub clause: TextRange,
    /// The ending that the name shares with others: 人民政府 for 五华区 in 五华区、西山区人民政府, 部门 for 教育 in 教育、财政等部门.
    /// In a table whose rows are broken, the rest of the name in the line below.
    pub shared: Option<TextRange>,
    /// The rule sentence that gave the role, as an index into [`Outline::rules`]; `None` when the statement itself does.
    pub rule: Option<usize>,
}

/// A responsibility statement: everything that closes one block of task text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// From its first label to its last visible character.
    pub range: TextRange,
    /// Every printed mention of a body, in the order of the document; nothing is merged.
    pub mentions: Vec<NameMention>,
    /// Whether 等 closes one of its lists.
    pub is_open_list: bool,
    /// A deadline printed in the statement (完成时限：…), without its label.
    pub deadline: Option<TextRange>,
}

/// A block of task text that shares one responsibility statement, or has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Index into [`Outline::chapters`].
    pub chapter: usize,
    /// Index into the chapter's sections; `None` when the block hangs on the chapter itself.
    pub section: Option<usize>,
    /// Headings between section and block, outermost first.
    pub headings: Vec<HeadingText>,
    /// Run-in heading such as 铁路建设, without its final 。; part of `text`.
    pub label: Option<TextRange>,
    /// First character after indentation and enumerator to last visible character.
    pub text: TextRange,
    /// The block's own statement.
    pub statement: Option<Statement>,
    /// Index of the block, its heading's or a sibling, whose statement this one takes over, when it has none of its own.
    pub inherits: Option<usize>,
    /// When it is due by a sentence about all that stands above that sentence: 以上任务年底前完成.
    pub due: Option<TextRange>,
}

/// A paragraph that is no task: a principle, a requirement, or text of a chapter without any statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseBlock {
    /// What it is.
    pub kind: ClauseKind,
    /// Its enumerator as printed: （一）.
    pub number: Option<TextRange>,
    /// Its run-in heading without the final 。; `None` when it has none.
    pub title: Option<TextRange>,
    /// Its text after the enumerator, heading included.
    pub text: TextRange,
}

/// A row of a table of indicators: its name and what it is to be in each year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// The whole row.
    pub range: TextRange,
    /// What is measured, its unit in brackets included: 森林蓄积量（亿立方米）.
    pub name: TextRange,
    /// The unit, when a column of its own prints it.
    pub unit: Option<TextRange>,
    /// The head of a column and what the row prints there, for every column of figures.
    pub values: Vec<(TextRange, TextRange)>,
    /// 约束性 or 预期性.
    pub attribute: Option<TextRange>,
}

/// What a rule sentence of a document changes in what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleEffect {
    /// 列第一位者为牵头单位，下同: the first unit of a list leads.
    FirstIsLead,
    /// 无牵头单位的，责任单位即为牵头单位: without a lead, those responsible lead.
    ResponsibleIsLead,
    /// 均需各市、县政府落实，不再列出: local bodies that stand for every task without being listed.
    ImplicitUnits,
}

/// A rule sentence, with the bodies it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSentence {
    /// What it changes.
    pub effect: RuleEffect,
    /// The sentence.
    pub range: TextRange,
    /// The bodies that an [`RuleEffect::ImplicitUnits`] sentence names.
    pub units: Vec<TextRange>,
}

/// What a document's layout says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    /// The head.
    pub head: OutlineHead,
    /// The layouts found, in the order of their first section.
    pub layouts: Vec<Layout>,
    /// Rule sentences in order.
    pub rules: Vec<RuleSentence>,
    /// Chapters in order.
    pub chapters: Vec<OutlineChapter>,
    /// Blocks of task text in the order of the document.
    pub blocks: Vec<Block>,
    /// Principles, requirements and other paragraphs without tasks, in order.
    pub clauses: Vec<ClauseBlock>,
    /// Rows of tables of indicators in order.
    pub figures: Vec<FigureRow>,
    /// Titles of attachments that a cover notice lists.
    pub attachments: Vec<TextRange>,
    /// What stands outside tasks, headings and clauses, in order: the lines of the head, of tables’ frames and of page
    /// marks, headings above the chapters and below the sections, enumerators, the marks between text and statement, remarks in tables.
    pub asides: Vec<TextRange>,
    /// Line breaks within paragraphs, where the width of a page cut them, in order.
    pub gaps: Vec<TextRange>,
    /// Whether the text is in traditional characters.
    pub is_traditional: bool,
    /// Share of the visible characters that went into a task, heading, statement, head or known clause, 0 to 1.
    pub coverage: f64,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
}
