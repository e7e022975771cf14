//! Which texts are plans: stories and news are none.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::head::Head;
use super::line::slice;
use super::paragraph::{Paragraph, Place};
use super::tree::Tree;
use crate::text::is_han;

/// Verbs that plans are made of.
const PLAN_WORDS: &[&str] = &[
    "推进", "加强", "加快", "完善", "建设", "发展", "实施", "健全", "落实", "提高", "规划", "保障",
    "推动", "促进",
];

/// Words that only titles of plans hold.
const PLAN_TITLES: &[&str] = &[
    "五年规划",
    "规划纲要",
    "发展规划",
    "国民经济",
    "“十",
    "行动计划",
    "实施方案",
    "实施意见",
];

/// Words of the first lines of news stories.
const NEWS_WORDS: &[&str] = &["本报讯", "新华社", "记者", "通讯员"];

/// What opens or closes a responsibility statement inside a line.
const STATEMENT_MARKS: &[&str] = &[
    "牵头）",
    "牵头)",
    "负责）",
    "负责)",
    "配合）",
    "配合)",
    "牵头单位：",
    "牵头单位:",
    "责任单位：",
    "责任单位:",
    "按职责分工负责",
    "负责落实。",
];

static STATEMENTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    // Of the kinds of matches this one has the fastest search.
    let mut finder = AhoCorasick::builder();
    finder.match_kind(MatchKind::LeftmostFirst);
    finder
        .build(STATEMENT_MARKS)
        .expect("the words of this file are valid")
});

/// How often a line that no layout reads speaks of responsibility as statements do.
pub(super) fn unread_statements(text: &str, paragraph: &Paragraph) -> usize {
    if paragraph.layout.is_some() || paragraph.place == Place::Preamble {
        return 0;
    }
    let line = slice(text, paragraph.range);
    if !STATEMENTS.is_match(line) {
        return 0;
    }
    let marks = STATEMENT_MARKS.iter();
    marks.map(|mark| line.matches(mark).count()).sum()
}

/// Whether a text is written in Chinese: what is written in another language may quote a statement, but is no notice. Nor is
/// what has Chinese on lines of another kind: a program, or a list of words with what they are for.
pub(super) fn is_in_chinese(text: &str) -> bool {
    /// So many lines prove nothing: addresses and names of products begin so.
    const FEW: usize = 3;
    let words = text.split(|character: char| !character.is_ascii_alphabetic());
    let foreign = words.filter(|word| !word.is_empty()).count();
    let written = text.chars().filter(|&character| is_han(character)).count();
    let (mut prose, mut other) = (0, 0);
    for line in text.lines().map(str::trim) {
        let mut letters = line.chars();
        match letters.find(|&it| is_han(it) || it.is_ascii_alphabetic()) {
            Some(first) if is_han(first) && !is_quoted_item(line) => prose += 1,
            Some(_) => other += 1,
            None => {}
        }
    }
    written >= foreign && (other <= FEW || other <= prose)
}

/// Whether a line is an item of a list in a program, "农业", and not a row of quoted cells, which ends with a cell.
fn is_quoted_item(line: &str) -> bool {
    line.starts_with('"') && line.ends_with(',')
}

/// Whether a text without statements is a plan or a cover notice all the same: it has the head of one, statements in a
/// layout that is not read, or headings and the words of a plan in at least a third of its paragraphs.
pub(super) fn is_plan(text: &str, head: &Head, tree: &Tree, paragraphs: &[Paragraph]) -> bool {
    const FIRST_LINES: usize = 5;
    let has_title = !head.parts.title.is_empty();
    let signs = [
        has_title,
        head.has_addressee,
        head.parts.document_number.is_some(),
    ];
    if signs.into_iter().filter(|&sign| sign).count() > 1 {
        return true;
    }
    // The title of a plan proper says so itself.
    let title: String = head
        .parts
        .title
        .iter()
        .map(|&line| slice(text, line))
        .collect();
    if PLAN_TITLES.iter().any(|word| title.contains(word)) {
        return true;
    }
    let says = |range, words: &[&str]| words.iter().any(|word| slice(text, range).contains(word));
    let first = paragraphs.iter().take(FIRST_LINES);
    let is_news = first.map(|p| p.range).any(|range| says(range, NEWS_WORDS));
    let unread = |paragraph| unread_statements(text, paragraph);
    if !is_news && paragraphs.iter().map(unread).sum::<usize>() > 1 {
        return true;
    }
    let headings = tree.nodes.iter().filter(|node| node.is_heading).count();
    let parts = tree.nodes.iter().flat_map(|node| &node.parts);
    let planned = parts.clone().filter(|part| says(part.range(), PLAN_WORDS));
    !is_news && headings + usize::from(has_title) > 1 && planned.count() * 3 >= parts.count()
}
