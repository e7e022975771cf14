//! Tables that lost their lines: one cell to a line, or everything run together.
//!
//! Without marks the form of the words tells the cells apart: numbers, sentences, names of bodies, deadlines.

use super::header::{self, Column};
use super::rows::Rows;
use super::{spaced, stream};
use crate::model::TextRange;
use crate::parse::due::DEADLINE_LABELS;
use crate::parse::label;
use crate::parse::line::{Line, slice};
use crate::parse::marker;
use crate::parse::paragraph::{Paragraph, Place};
use crate::parse::steps;

/// The longest head of a column, in characters.
const LONGEST_HEAD: usize = 12;

/// The fewest and the most columns that are looked for.
const FEWEST: usize = 3;
const MOST: usize = 9;

/// How many lines may stand between the heads and the first row.
const MOST_FRAMES: usize = 20;

/// The table that begins at the first of `lines`, and how many lines it takes.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    one_cell_a_line(text, lines)
        .or_else(|| spaced::read(text, lines))
        .or_else(|| run_together(text, lines))
}

/// Heads on lines of their own, then cells on lines of their own.
fn one_cell_a_line(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let is_head = |line: &&Line| {
        let printed = slice(text, line.range);
        line.level == 0
            && printed.chars().nth(LONGEST_HEAD + 1).is_none()
            && !printed.contains(['\t', '|', ' ', '　'])
            && label::tight(printed, LONGEST_HEAD).is_some_and(|head| is_head_word(&head))
            && marker::read(text, line.range).is_none()
    };
    let first = lines.first()?;
    // Heads that begin with 序号 go on to the first number.
    let to_first_number = || {
        if slice(text, first.range) != "序号" {
            return None;
        }
        lines.iter().take(MOST + 1).position(|line| {
            slice(text, line.range) == "1" || marker::read(text, line.range).is_some()
        })
    };
    let count =
        to_first_number().unwrap_or_else(|| lines.iter().take(MOST).take_while(is_head).count());
    let heads: Vec<TextRange> = lines.iter().take(count).map(|line| line.range).collect();
    if heads.len() < FEWEST {
        return None;
    }
    let columns = header::columns(text, &heads)?;
    let mut rows = Rows::new(text, columns);
    rows.heads = heads
        .iter()
        .filter_map(|&head| label::tight(slice(text, head), header::LONGEST))
        .collect();
    for line in lines.iter().take(heads.len()) {
        rows.table.frame(line);
    }
    let mut taken = heads.len();
    // Heads that nothing but heads follows are given back.
    let farthest = heads.len() + MOST_FRAMES;
    while let Some(line) = lines.get(taken) {
        steps::count(1);
        let is_empty = rows.is_empty() && taken == farthest;
        if is_empty || line.level > 0 {
            break;
        }
        let below = lines.get(taken..).unwrap_or_default();
        match rows.cell(below) {
            0 => break,
            count => taken += count,
        }
    }
    rows.close();
    (rows.count > 0).then_some((rows.table.paragraphs, taken))
}

/// Heads and rows in one run: 序号主要工作任务责任单位1修建公路市交通局2…
fn run_together(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let line = lines.first()?;
    let printed = slice(text, line.range);
    if !printed.starts_with("序号") && !printed.starts_with("序 号") {
        return None;
    }
    let (columns, cells) = heads(text, line.range)?;
    let end = cells.last().map(|last| last.end);
    let end = end.filter(|&end| end < line.range.end)?;
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
            rows.table.paragraphs.push(Paragraph::aside(
                TextRange::new(at, at + head.len()),
                false,
                Place::Frame,
            ));
            (from, skip) = (at + head.len(), at + head.len());
            continue;
        }
        if !character.is_ascii_digit() {
            continue;
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        skip = at + digits;
        let is_next = rest
            .get(..digits)
            .and_then(|digits| digits.parse::<u64>().ok())
            == Some(expected);
        let before = slice(text, TextRange::new(from, at));
        let follows = before.is_empty()
            || before.ends_with(['。', '前', '底', '月', '—', '-'])
            || [
                "长期",
                "长期坚持",
                "持续推进",
                "持续实施",
                "全年",
                "常态化",
                "完成",
            ]
            .iter()
            .any(|word| before.ends_with(word))
            || stream::ends_with_body(before)
            || stream::heading_at_end(text, TextRange::new(from, at)) < at
            || open.is_none();
        let opens = rest.get(digits..).is_some_and(|rest| {
            // 6百姓安居工程 is no figure.
            rest.starts_with("百姓")
                || rest.starts_with(|c: char| !"年月日.．%％个万亿千百".contains(c))
        });
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

/// The columns whose heads open a stretch one after the other, and these heads.
pub(super) fn heads(text: &str, range: TextRange) -> Option<(Vec<Column>, Vec<TextRange>)> {
    let mut at = range.start;
    let mut cells = Vec::new();
    while cells.len() < MOST {
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
                !head.contains(char::is_numeric)
                    && !head.ends_with(char::is_whitespace)
                    && is_head_word(head)
            })
            .last();
        let Some(length) = head else { break };
        cells.push(TextRange::new(at + padding, at + padding + length));
        at += padding + length;
    }
    let columns = header::columns(text, &cells)?;
    (cells.len() >= 2).then_some((columns, cells))
}

/// Words that close the head of a column, those of what is to be done and the others: a head holds one sort only, for
/// 任务责任单位 is two.
const TEXT_HEADS: &[&str] = &[
    "任务",
    "内容",
    "措施",
    "举措",
    "事项",
    "目标",
    "目标值",
    "项目",
    "要求",
    "指标",
    "名称",
];
const OTHER_HEADS: &[&str] = &[
    "序号",
    "单位",
    "部门",
    "时限",
    "时间",
    "领导",
    "备注",
    "类别",
    "领域",
    "责任人",
    "负责人",
    "期限",
];

/// Whether a stretch may be the head of one column where nothing marks its end.
fn is_head_word(head: &str) -> bool {
    let tight: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let holds = |words: &[&str]| {
        words
            .iter()
            .map(|word| tight.matches(word).count())
            .sum::<usize>()
    };
    let closes = TEXT_HEADS
        .iter()
        .chain(OTHER_HEADS)
        .any(|word| tight.ends_with(word));
    let others = holds(OTHER_HEADS);
    DEADLINE_LABELS.contains(&tight.as_str())
        || closes
            && !tight.contains(['、', '，', '。', '（', '：'])
            && others <= 1
            && (others == 0 || holds(TEXT_HEADS) == 0)
            && header::column(&tight).is_some_and(|column| {
                !matches!(column, Column::Other | Column::Unknown) || tight == "备注"
            })
}
