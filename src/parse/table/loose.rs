//! Tables that lost their lines: one cell to a line, cells behind spaces, or everything run together.
//!
//! Without marks the form of the words tells the cells apart: numbers, sentences, names of bodies, deadlines.

use super::header::{self, Column};
use super::{Table, clause, is_due};
use crate::model::{Layout, Role, TextRange};
use crate::parse::layout::Part;
use crate::parse::line::{Line, slice, trimmed};
use crate::parse::marker::{self, Marker, MarkerKind};
use crate::parse::names;
use crate::parse::paragraph::{Paragraph, Place, is_page_mark};
use crate::parse::vocabulary::Slot;

/// The fewest and the most columns that are looked for.
const FEWEST: usize = 3;
const MOST: usize = 9;

/// The table that begins at the first of `lines`, and how many lines it takes.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    one_cell_a_line(text, lines)
        .or_else(|| spaced(text, lines))
        .or_else(|| run_together(text, lines))
}

/// Heads on lines of their own, then cells on lines of their own.
fn one_cell_a_line(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let is_head = |line: &&Line| {
        line.level == 0
            && !slice(text, line.range).contains(['\t', '|', ' ', '　'])
            && header::column(slice(text, line.range)).is_some_and(|column| column != Column::Other || slice(text, line.range) == "备注")
            && marker::read(text, line.range).is_none()
    };
    let heads: Vec<TextRange> = lines
        .iter()
        .take(MOST)
        .take_while(is_head)
        .map(|line| line.range)
        .collect();
    if heads.len() < FEWEST {
        return None;
    }
    let columns = header::columns(text, &heads)?;
    let mut rows = Rows::new(text, columns);
    for line in lines.iter().take(heads.len()) {
        rows.table.frame(line);
    }
    let mut taken = heads.len();
    while let Some(line) = lines.get(taken) {
        if line.level > 0 || !rows.cell(line) {
            break;
        }
        taken += 1;
    }
    rows.close();
    (rows.count > 0).then_some((rows.table.paragraphs, taken))
}

/// Heads on one line with spaces between them, then rows on lines of their own that begin with a number.
fn spaced(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let first = lines.first()?;
    if !slice(text, first.range).contains([' ', '　']) {
        return None;
    }
    let columns = heads(text, first.range).filter(|(_, end)| *end == first.range.end)?.0;
    let mut rows = Rows::new(text, columns);
    rows.table.frame(first);
    let mut taken = 1;
    while let Some(line) = lines.get(taken) {
        if is_page_mark(slice(text, line.range)) {
            rows.table.frame(line);
        } else if let Some(number) = number(text, line.range) {
            rows.chunk(line, number, TextRange::new(number.end, line.range.end));
        } else if marker::read(text, line.range).is_some_and(|marker| marker.kind < MarkerKind::Arabic)
            && lines.get(taken + 1).is_some_and(|next| number_of(text, next).is_some())
        {
            rows.table.heading(line, line.range, MarkerKind::Category(0));
        } else {
            break;
        }
        taken += 1;
    }
    (rows.count > 0).then_some((rows.table.paragraphs, taken))
}

/// Heads and rows in one run: 序号主要工作任务责任单位1修建公路市交通局2…
fn run_together(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let line = lines.first()?;
    let printed = slice(text, line.range);
    if !printed.starts_with("序号") && !printed.starts_with("序 号") {
        return None;
    }
    let (columns, end) = heads(text, line.range).filter(|(_, end)| *end < line.range.end)?;
    let mut rows = Rows::new(text, columns);
    let head = slice(text, TextRange::new(line.range.start, end)).to_owned();
    rows.table.paragraphs.push(Paragraph::aside(
        TextRange::new(line.range.start, end),
        line.after_blank,
        Place::Frame,
    ));
    let mut expected = 1_u64;
    let mut open: Option<(TextRange, usize)> = None;
    let mut from = end;
    let body = slice(text, TextRange::new(end, line.range.end));
    let mut skip = end;
    for (at, character) in body.char_indices() {
        let at = end + at;
        if at < skip {
            continue;
        }
        let rest = slice(text, TextRange::new(at, line.range.end));
        if rest.starts_with(&head) {
            // The head is printed again on the next page.
            rows.run(line, &mut open, from, at);
            rows.table.paragraphs.push(Paragraph::aside(TextRange::new(at, at + head.len()), false, Place::Frame));
            (from, skip) = (at + head.len(), at + head.len());
            continue;
        }
        if !character.is_ascii_digit() {
            continue;
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        skip = at + digits;
        let is_next = rest.get(..digits).and_then(|digits| digits.parse::<u64>().ok()) == Some(expected);
        let before = slice(text, TextRange::new(from, at));
        let follows = before.is_empty() || before.ends_with('。') || before.ends_with(['—', '-']) || ends_with_body(before) || open.is_none();
        let opens = rest.get(digits..).is_some_and(|rest| rest.starts_with(|c: char| !"年月日.．%％个万亿千百".contains(c)));
        if is_next && follows && opens {
            rows.run(line, &mut open, from, at);
            open = Some((TextRange::new(at, at + digits), at + digits));
            from = at + digits;
            expected += 1;
        }
    }
    rows.run(line, &mut open, from, line.range.end);
    (rows.count > 0).then_some((rows.table.paragraphs, 1))
}

/// Whether the last words of a text have the form of a body's name.
fn ends_with_body(text: &str) -> bool {
    names::is_named_body(last_piece(text)) || is_due_words(last_piece(text))
}

fn is_due_words(words: &str) -> bool {
    crate::parse::due::is_due(words)
}

fn last_piece(text: &str) -> &str {
    const REACH: usize = 40;
    let start = text
        .char_indices()
        .rev()
        .take(REACH)
        .find(|&(_, c)| "、，。；,;".contains(c))
        .map_or_else(
            || text.char_indices().rev().take(REACH).last().map_or(0, |(at, _)| at),
            |(at, c)| at + c.len_utf8(),
        );
    text.get(start..).unwrap_or_default().trim()
}

/// The columns whose heads open a stretch one after the other, and where the heads end.
fn heads(text: &str, range: TextRange) -> Option<(Vec<Column>, usize)> {
    const LONGEST_HEAD: usize = 12;
    let mut at = range.start;
    let mut found = Vec::new();
    let mut cells = Vec::new();
    while found.len() < MOST {
        let rest = slice(text, TextRange::new(at, range.end));
        let padding = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        // The longest stretch that is a head by itself, and that no digit opens.
        let head = rest
            .char_indices()
            .take(LONGEST_HEAD + 4)
            .map(|(at, c)| at + c.len_utf8())
            .filter(|&end| {
                let head = rest.get(..end).unwrap_or_default();
                !head.contains(char::is_numeric) && !head.ends_with(char::is_whitespace) && is_head_word(head)
            })
            .last();
        let Some(length) = head else { break };
        cells.push(TextRange::new(at + padding, at + padding + length));
        found.push(length);
        at += padding + length;
    }
    let columns = header::columns(text, &cells)?;
    (columns.len() >= 2 && cells.len() >= 2).then_some((columns, at))
}

/// Words that close the head of a column, those of what is to be done and the others: a head holds one sort only, for
/// 任务责任单位 is two.
const TEXT_HEADS: &[&str] = &["任务", "内容", "措施", "举措", "事项", "目标", "项目", "要求", "指标", "名称"];
const OTHER_HEADS: &[&str] = &[
    "序号", "单位", "部门", "时限", "时间", "领导", "备注", "类别", "领域", "责任人", "负责人", "期限",
];

/// Whether a stretch may be the head of one column where nothing marks its end.
fn is_head_word(head: &str) -> bool {
    let tight: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let holds = |words: &[&str]| words.iter().map(|word| tight.matches(word).count()).sum::<usize>();
    let closes = TEXT_HEADS.iter().chain(OTHER_HEADS).any(|word| tight.ends_with(word));
    let others = holds(OTHER_HEADS);
    closes
        && !tight.contains(['、', '，', '。', '（', '：'])
        && others <= 1
        && (others == 0 || holds(TEXT_HEADS) == 0)
        && header::column(&tight).is_some_and(|column| column != Column::Other || tight == "备注")
}

/// The number that opens a line and nothing but text behind it.
fn number(text: &str, line: TextRange) -> Option<TextRange> {
    let printed = slice(text, line);
    let digits = printed.len() - printed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = printed.get(digits..)?;
    let opens = rest.starts_with(char::is_whitespace) || rest.starts_with(|c: char| !"年月日.．%％、".contains(c));
    ((1..=3).contains(&digits) && opens && !rest.is_empty()).then(|| TextRange::new(line.start, line.start + digits))
}

fn number_of(text: &str, line: &Line) -> Option<TextRange> {
    number(text, line.range)
}

/// Rows whose cells are told apart by their form.
struct Rows<'t> {
    table: Table<'t>,
    /// How many rows have been closed.
    count: usize,
    /// The open row: its line, its number, its text and its other cells.
    number: Option<TextRange>,
    words: Option<TextRange>,
    clauses: Vec<(usize, TextRange)>,
    line: Option<Line>,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, columns: Vec<Column>) -> Self {
        Self {
            table: Table::new(text, columns),
            count: 0,
            number: None,
            words: None,
            clauses: Vec::new(),
            line: None,
        }
    }

    /// The columns of bodies and of deadlines, by their places.
    fn columns_of(&self, is_due: bool) -> Vec<usize> {
        (0..self.table.columns.len())
            .filter(|&at| match self.table.columns.get(at) {
                Some(Column::Clause(Slot::Deadline)) => is_due,
                Some(Column::Clause(Slot::Bodies(_) | Slot::MainlyResponsible)) => !is_due,
                _ => false,
            })
            .collect()
    }

    /// Reads a line that is a cell; false when it is none.
    fn cell(&mut self, line: &Line) -> bool {
        let text = self.table.text;
        let printed = slice(text, line.range);
        let is_number = printed.chars().all(|c| c.is_ascii_digit()) && printed.len() <= 3;
        let is_persons = self.table.columns.iter().any(|c| *c == Column::Clause(Slot::Persons));
        if is_page_mark(printed) {
            self.table.frame(line);
        } else if is_number {
            self.close();
            self.number = Some(line.range);
            self.line = Some(*line);
        } else if let Some(marker) = marker::read(text, line.range)
            && marker.kind < MarkerKind::Arabic
            && (self.words.is_none() || !self.clauses.is_empty())
        {
            if !printed.ends_with('。') && printed.chars().nth(30).is_none() && !printed.contains('，') {
                self.close();
                self.table.heading(line, line.range, MarkerKind::Category(0));
            } else {
                return false;
            }
        } else if self.words.is_some() && is_due(text, line.range) {
            self.place(line.range, true);
        } else if self.words.is_some() && self.is_list(line.range) {
            self.place(line.range, false);
        } else if header::columns(text, &[line.range]).is_some() || (header::column(printed).is_some_and(|c| matches!(c, Column::Number | Column::Clause(_))) && printed.chars().nth(8).is_none()) {
            self.table.frame(line);
        } else if is_persons && self.words.is_some() && printed.chars().nth(4).is_none() {
            self.clauses.push((usize::MAX, line.range));
        } else if self.words.is_some() && self.clauses.is_empty() {
            // The text goes on.
            if let Some(words) = &mut self.words {
                words.end = line.range.end;
            }
        } else if self.words.is_none() || (self.number.is_none() && printed.ends_with('。')) || !self.clauses.is_empty() {
            if self.words.is_some() && line.after_blank && !printed.ends_with('。') {
                return false;
            }
            // Under a merged number the next task of the same row follows.
            if self.words.is_some() {
                self.close();
            }
            self.words = Some(line.range);
            self.line = self.line.or(Some(*line));
        } else {
            return false;
        }
        true
    }

    fn is_list(&self, range: TextRange) -> bool {
        let text = self.table.text;
        let list = names::read(text, range, Role::Responsible, &[]);
        !slice(text, range).contains('。') && list.names_bodies(text)
    }

    /// Puts a cell into the next column that may hold it.
    fn place(&mut self, range: TextRange, is_due: bool) {
        let columns = self.columns_of(is_due);
        let last = self.clauses.iter().rev().find(|(at, _)| columns.contains(at)).copied();
        let text = self.table.text;
        let at = match last {
            // A list that a comma leaves open goes on.
            Some((at, above)) if slice(text, above).ends_with(['、', '，', ',']) => Some(at),
            Some((at, _)) => columns.iter().copied().find(|&next| next > at).or(Some(at)),
            None => columns.first().copied(),
        };
        if let Some(at) = at {
            self.clauses.push((at, range));
        }
    }

    fn close(&mut self) {
        let Some(words) = self.words.take() else {
            self.number = None;
            self.line = None;
            self.clauses.clear();
            return;
        };
        let mut parts = vec![Part::Text(words)];
        for (at, range) in self.clauses.drain(..) {
            if let Some(Column::Clause(slot)) = self.table.columns.get(at) {
                parts.push(clause(*slot, range));
            }
        }
        let start = self.number.map_or(words.start, |number| number.start.min(words.start));
        let end = parts.iter().map(|part| part.range().end).max().unwrap_or(words.end);
        self.table.paragraphs.push(Paragraph {
            range: TextRange::new(start, end.max(words.end)),
            after_blank: self.line.is_some_and(|line| line.after_blank),
            place: Place::Body,
            marker: Some(Marker {
                kind: MarkerKind::Row,
                range: self.number.unwrap_or(TextRange::new(words.start, words.start)),
                content: words,
            }),
            layout: Some(Layout::Table),
            parts,
            figures: None,
        });
        self.count += 1;
        self.number = None;
        self.line = None;
    }

    /// Reads what stands behind a number in one run: text, then names, then a deadline.
    fn chunk(&mut self, line: &Line, number: TextRange, rest: TextRange) {
        let text = self.table.text;
        let rest = trimmed(text, rest);
        let names_start = list_start(text, rest);
        self.line = Some(*line);
        self.number = Some(number);
        let words = trimmed(text, TextRange::new(rest.start, names_start));
        self.words = Some(if words.is_empty() { rest } else { words });
        if names_start < rest.end && !words.is_empty() {
            let cells = cells(text, TextRange::new(names_start, rest.end));
            for cell in cells {
                let is_due = is_due(text, cell);
                self.place(cell, is_due);
            }
        }
        self.close();
    }

    /// Closes the row that is open in one run, and puts aside what opens none.
    fn run(&mut self, line: &Line, open: &mut Option<(TextRange, usize)>, from: usize, to: usize) {
        let text = self.table.text;
        if let Some((number, start)) = open.take() {
            // A heading may close the row: …市财政局二、民生
            let rest = TextRange::new(start, to);
            let cut = heading_at_end(text, rest);
            self.chunk(line, number, TextRange::new(start, cut));
            if cut < to {
                self.table.heading(line, trimmed(text, TextRange::new(cut, to)), MarkerKind::Category(0));
            }
        } else {
            let rest = trimmed(text, TextRange::new(from, to));
            if !rest.is_empty() {
                self.table.heading(line, rest, MarkerKind::Category(0));
            }
        }
    }
}

/// Where the heading begins that closes a row in one run; its end when there is none.
fn heading_at_end(text: &str, range: TextRange) -> usize {
    const LONGEST_HEADING: usize = 30;
    let printed = slice(text, range);
    printed
        .char_indices()
        .rev()
        .take(LONGEST_HEADING)
        .map(|(at, _)| range.start + at)
        .find(|&at| {
            let rest = TextRange::new(at, range.end);
            let before = slice(text, TextRange::new(range.start, at));
            !slice(text, rest).contains(['。', '，'])
                && before.ends_with(|c: char| crate::parse::bodies::is_body(last_piece(before)) || c == '前' || c == '。')
                && marker::read(text, rest).is_some_and(|marker| marker.kind <= MarkerKind::HanBracketed)
        })
        .unwrap_or(range.end)
}

/// Where the names begin that close a stretch: behind its last full stop, or at the first name of the list at its end.
fn list_start(text: &str, range: TextRange) -> usize {
    let printed = slice(text, range);
    if let Some(at) = printed.rfind('。') {
        let start = range.start + at + '。'.len_utf8();
        return start;
    }
    if let Some(at) = printed.rfind([' ', '　']) {
        let start = range.start + at;
        let list = names::read(text, trimmed(text, TextRange::new(start, range.end)), Role::Responsible, &[]);
        if list.names_bodies(text) {
            // Further names may stand before it, each behind a space.
            let mut first = start;
            while let Some(at) = slice(text, TextRange::new(range.start, first)).trim_end().rfind([' ', '　']) {
                let piece = trimmed(text, TextRange::new(range.start + at, first));
                let list = names::read(text, piece, Role::Responsible, &[]);
                let is_cell = list.names_bodies(text) || is_due(text, piece);
                if !is_cell || piece.is_empty() {
                    break;
                }
                first = range.start + at;
            }
            return first;
        }
    }
    // The leftmost place from which all is names that begin as the names of bodies do.
    const STARTS: &[&str] = &["省", "市", "县", "区", "州", "各", "国家"];
    const REACH: usize = 120;
    let candidates: Vec<usize> = printed
        .char_indices()
        .rev()
        .take(REACH)
        .filter(|&(at, _)| printed.get(at..).is_some_and(|rest| STARTS.iter().any(|start| rest.starts_with(start))))
        .map(|(at, _)| range.start + at)
        .collect();
    let mut best = range.end;
    for at in candidates {
        let cells = cells(text, TextRange::new(at, range.end));
        let all_names = cells.iter().all(|&cell| {
            let list = names::read(text, cell, Role::Responsible, &[]);
            is_due(text, cell) || (list.names_bodies(text) && list.names.iter().all(|name| crate::parse::bodies::is_body(slice(text, name.range))))
        });
        if !all_names {
            break;
        }
        best = at;
    }
    best
}

/// The cells of a stretch of names that nothing separates: 市发改委市统计局、市财政局年底前.
fn cells(text: &str, range: TextRange) -> Vec<TextRange> {
    const STARTS: &[&str] = &["省", "市", "县", "区", "州", "各", "国家", "团"];
    let printed = slice(text, range);
    let mut cells = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, character) in printed.char_indices() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let before = printed.get(start..at).unwrap_or_default();
        let name = last_piece(before);
        let rest = printed.get(at..).unwrap_or_default();
        let opens = STARTS.iter().any(|start| rest.starts_with(start)) || character.is_ascii_digit() || rest.starts_with("年底") || rest.starts_with("长期") || rest.starts_with("全年") || rest.starts_with("每年");
        let is_cut = depth == 0 && name.chars().nth(2).is_some() && crate::parse::bodies::is_body(name) && opens;
        if is_cut || character.is_whitespace() {
            let cell = trimmed(text, TextRange::new(start, at).shifted(range.start));
            if !cell.is_empty() {
                cells.push(cell);
            }
            start = at;
        }
    }
    let cell = trimmed(text, TextRange::new(start, printed.len()).shifted(range.start));
    if !cell.is_empty() {
        cells.push(cell);
    }
    cells
}
