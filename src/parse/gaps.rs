//! Texts without the breaks that the width of a page put into them, and the way back to the text with them.
//!
//! A document is read as its author wrote it: no word, list or label is cut. What was found is put back into the places of
//! the document's clean text at the end.

use std::borrow::Cow;

use super::line::slice;
use crate::model::{
    Block, FigureRow, Heading, HeadingText, NameMention, Outline, Statement, TextRange,
};

/// Where the stretches of a text without its gaps stand in the text with them.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Where a gap was, and how many bytes have been left out up to there.
    gaps: Vec<(usize, usize)>,
}

/// The text without its gaps, which are in order.
pub(super) fn close<'t>(text: &'t str, gaps: &[TextRange]) -> (Cow<'t, str>, Places) {
    if gaps.is_empty() {
        return (Cow::Borrowed(text), Places::default());
    }
    let mut kept = String::with_capacity(text.len());
    let mut places = Places::default();
    let (mut from, mut left_out) = (0, 0);
    for gap in gaps {
        kept.push_str(slice(text, TextRange::new(from, gap.start)));
        left_out += gap.end - gap.start;
        places.gaps.push((kept.len(), left_out));
        from = gap.end;
    }
    kept.push_str(slice(text, TextRange::new(from, text.len())));
    (Cow::Owned(kept), places)
}

impl Places {
    /// Where a stretch stands: from its first character to its last.
    pub(super) fn of(&self, range: TextRange) -> TextRange {
        let left_out = |count: usize| {
            let last = count.checked_sub(1).and_then(|last| self.gaps.get(last));
            last.map_or(0, |&(_, left_out)| left_out)
        };
        let at_start = self.gaps.partition_point(|&(at, _)| at <= range.start);
        let at_end = self.gaps.partition_point(|&(at, _)| at < range.end);
        let start = range.start + left_out(at_start);
        TextRange::new(start, (range.end + left_out(at_end)).max(start))
    }

    /// Puts everything that was found into its place.
    pub(super) fn put_back(&self, outline: &mut Outline) {
        if self.gaps.is_empty() {
            return;
        }
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
        *range = self.of(*range);
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
        self.each([&mut block.label]);
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
