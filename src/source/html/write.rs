//! From a tree without boilerplate to lines.

use super::element::Kind;
use super::tree::{Content, Element, ROOT, Tree};
use crate::source::Problem;
use crate::source::lines::Lines;

/// The lines of a page.
pub(super) fn lines(tree: &Tree) -> Result<String, Problem> {
    let mut writer = Writer::default();
    let mut open: Vec<(usize, Element)> = Vec::new();
    let mut index = ROOT + 1;
    loop {
        while let Some(&(end, element)) = open.last()
            && end <= index
        {
            open.pop();
            writer.leave(element);
        }
        let Some(node) = tree.nodes.get(index) else {
            break;
        };
        if node.is_dropped {
            index = node.end.max(index + 1);
            continue;
        }
        match &node.content {
            Content::Text(range) => writer.text(tree.text(range)),
            Content::Element(element) => {
                writer.enter(*element);
                open.push((node.end, *element));
            }
        }
        index += 1;
        if writer.lines.is_full() {
            return Err(Problem::too_much_text());
        }
    }
    Ok(writer.lines.finish())
}

/// Lines in the making, and what decides how the next text is printed.
#[derive(Default)]
struct Writer {
    lines: Lines,
    /// White space that is printed when more text follows, and whether a line end is in it.
    space: Option<bool>,
    /// How many elements that keep their line ends are open.
    preformatted: usize,
    /// The number of the next item of each open list; `None` for a list without numbers.
    lists: Vec<Option<u32>>,
    /// A number to be printed before the text of an item, unless the text has one of its own.
    number: Option<u32>,
}

impl Writer {
    fn enter(&mut self, element: Element) {
        if element.kind.is_block() || element.kind == Kind::Break {
            self.end_line();
        }
        match element.kind {
            Kind::Table => self.lines.open_table(),
            Kind::Row => self.lines.open_row(),
            Kind::Cell => self
                .lines
                .open_cell(element.columns.into(), element.number.into()),
            Kind::List => self.lists.push(None),
            Kind::OrderedList => {
                let first = u32::from(element.number);
                self.lists.push((!element.is_unnumbered).then_some(first));
            }
            Kind::Item => {
                if let Some(Some(next)) = self.lists.last_mut() {
                    if element.number > 0 {
                        *next = u32::from(element.number);
                    }
                    self.number = Some(*next);
                    *next += 1;
                }
            }
            Kind::Preformatted => self.preformatted += 1,
            _ => {}
        }
    }

    fn leave(&mut self, element: Element) {
        if element.kind.is_block() {
            self.end_line();
        }
        match element.kind {
            Kind::Table => self.lines.close_table(),
            Kind::RowGroup => self.lines.end_row_group(),
            Kind::List | Kind::OrderedList => drop(self.lists.pop()),
            Kind::Item => self.number = None,
            Kind::Preformatted => self.preformatted -= 1,
            _ => {}
        }
    }

    fn end_line(&mut self) {
        self.space = None;
        self.lines.end_line();
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.lines.end_line();
                }
                self.lines.push(line);
            }
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.trim_start_matches(is_space);
            let space = rest.get(..rest.len() - word.len()).unwrap_or_default();
            if !space.is_empty() {
                let has_line_end = space.contains('\n');
                self.space = Some(self.space.unwrap_or(false) || has_line_end);
            }
            let end = word.find(is_space).unwrap_or(word.len());
            let (printed, behind) = word.split_at_checked(end).unwrap_or((word, ""));
            if !printed.is_empty() {
                self.word(printed);
            }
            rest = behind;
        }
    }

    fn word(&mut self, word: &str) {
        let first = word.chars().next();
        if let Some(number) = self.number.take()
            && !first.is_some_and(|first| first.is_numeric() || "（(〇".contains(first))
        {
            self.lines.push(&format!("{number}."));
            self.space = None;
        }
        if let (Some(has_line_end), Some(last), Some(first)) =
            (self.space.take(), self.lines.last(), first)
        {
            // Where the source of a page was wrapped, Chinese has no space.
            if !(has_line_end && is_wide(last) && is_wide(first)) {
                self.lines.push(" ");
            }
        }
        self.lines.push(word);
    }
}

/// White space that collapses; the ideographic and the no-break space do not.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// Whether a character fills a square, as Chinese characters and their punctuation do.
fn is_wide(character: char) -> bool {
    character >= '\u{2E80}' || "“”‘’—…·".contains(character)
}
