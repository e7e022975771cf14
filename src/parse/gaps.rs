//! What was found in a text without the breaks that the width of a page put into it, put back into the text with them.
//!
//! A document is read as its author wrote it: no word, list or label is cut. At the end everything that was found leads to
//! the places of the document's clean text.

use super::paragraph::{self, Paragraph};
use super::{line, padding, pages, table, wrap};
use crate::model::{
    Block, FigureRow, Heading, HeadingText, NameMention, Outline, Statement, TextRange,
};
use crate::text::stretch::Stretch;

/// Puts everything that was found in the text that is read into its place.
pub(super) fn put_back(read: &Stretch<'_>, outline: &mut Outline) {
    if !outline.gaps.is_empty() {
        Places(read).put_back(outline);
    }
}

/// The text without the breaks that cut its paragraphs, the gaps that these leave, and the paragraphs.
pub(super) fn unbroken(printed: &str) -> (Stretch<'_>, Vec<TextRange>, Vec<Paragraph>) {
    let whole = TextRange::new(0, printed.len());
    let lines = line::lines(printed);
    let is_row = table::spaced_rows(printed, &lines);
    let is_head = pages::running_heads(printed, &lines);
    let (_, mut gaps) = wrap::join(printed, &lines, &is_row, &is_head);
    gaps.extend(padding::gaps(printed, &lines, &is_row));
    gaps.extend(pages::gaps(&lines, &is_head));
    let mut gaps = apart(gaps);
    let read = Stretch::of(printed, whole, &gaps);
    let paragraphs = paragraph::all(&read.text);
    // The rows of a table show which of its lines a narrow cell cut: all is read once more with these put together.
    let breaks = table::breaks(&read.text, &paragraphs);
    if breaks.is_empty() {
        return (read, gaps, paragraphs);
    }
    gaps = joined(&read, gaps, &breaks);
    let read = Stretch::of(printed, whole, &gaps);
    let paragraphs = paragraph::all(&read.text);
    (read, gaps, paragraphs)
}

/// The gaps that `read` was read without, and the breaks that were found in it, in order.
fn joined(read: &Stretch<'_>, mut gaps: Vec<TextRange>, breaks: &[TextRange]) -> Vec<TextRange> {
    gaps.extend(breaks.iter().map(|&range| read.place(range)));
    apart(gaps)
}

/// Gaps in order, without those that others hold.
fn apart(mut gaps: Vec<TextRange>) -> Vec<TextRange> {
    // The longer of two that begin together stands first; what lies within another is none by itself.
    gaps.sort_unstable_by_key(|gap| (gap.start, std::cmp::Reverse(gap.end)));
    let mut end = 0;
    gaps.retain(|gap| {
        let is_apart = gap.start >= end;
        end = end.max(gap.end);
        is_apart
    });
    gaps
}

/// The places of the text that is read.
struct Places<'s>(&'s Stretch<'s>);

impl Places<'_> {
    fn put_back(&self, outline: &mut Outline) {
        let head = &mut outline.head;
        self.all(&mut head.title);
        self.each([
            &mut head.document_number,
            &mut head.issuer,
            &mut head.issued_on,
        ]);
        for rule in &mut outline.rules {
            self.put(&mut rule.range);
            self.all(&mut rule.units);
        }
        for chapter in &mut outline.chapters {
            self.heading(&mut chapter.heading);
            for section in &mut chapter.sections {
                self.heading(&mut section.heading);
            }
        }
        for block in &mut outline.blocks {
            self.block(block);
        }
        for clause in &mut outline.clauses {
            self.each([&mut clause.number, &mut clause.title]);
            self.put(&mut clause.text);
        }
        for row in &mut outline.figures {
            self.row(row);
        }
        self.all(&mut outline.attachments);
        self.all(&mut outline.asides);
    }

    fn put(&self, range: &mut TextRange) {
        *range = self.0.place(*range);
    }

    fn all(&self, ranges: &mut [TextRange]) {
        for range in ranges {
            self.put(range);
        }
    }

    fn each<const COUNT: usize>(&self, ranges: [&mut Option<TextRange>; COUNT]) {
        for range in ranges.into_iter().flatten() {
            self.put(range);
        }
    }

    fn text(&self, text: &mut HeadingText) {
        self.put(&mut text.line);
        self.put(&mut text.title);
    }

    fn heading(&self, heading: &mut Heading) {
        self.text(&mut heading.text);
        self.put(&mut heading.body);
    }

    fn block(&self, block: &mut Block) {
        for heading in &mut block.headings {
            self.text(heading);
        }
        self.each([&mut block.label, &mut block.due]);
        self.put(&mut block.text);
        if let Some(Statement {
            range,
            mentions,
            deadline,
            ..
        }) = &mut block.statement
        {
            self.put(range);
            self.each([deadline]);
            for mention in mentions {
                self.mention(mention);
            }
        }
    }

    fn mention(&self, mention: &mut NameMention) {
        self.put(&mut mention.name);
        self.put(&mut mention.clause);
        self.each([&mut mention.qualifier, &mut mention.shared]);
    }

    fn row(&self, row: &mut FigureRow) {
        self.put(&mut row.range);
        self.put(&mut row.name);
        self.each([&mut row.unit, &mut row.attribute]);
        for (head, value) in &mut row.values {
            self.put(head);
            self.put(value);
        }
    }
}
