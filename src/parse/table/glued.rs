//! Tables of indicators that lost what stood between their cells: 空气质量优良天数比率（%）76.7＞80-约束性.
//!
//! Only signs part the figures of a row. A row is read when it holds as many figures as its head names columns, and stays
//! text when it does not: nobody knows where 25.430 is to be cut.

use crate::model::{FigureRow, TextRange};
use crate::parse::line::{Line, slice};
use crate::parse::paragraph::{Paragraph, Place};
use crate::parse::steps;

/// The longest head, and the longest row, in characters.
const LONGEST_HEAD: usize = 60;
const LONGEST_ROW: usize = 80;

/// How many lines without figures may follow each other.
const MOST_GROUPS: usize = 12;

/// What the last column says.
const ATTRIBUTES: &[&str] = &["约束性", "预期性"];

/// Heads of columns without a year.
const SUMS: &[&str] = &[
    "〔五年累计〕",
    "〔累计〕",
    "[累计]",
    "五年累计",
    "累计",
    "年均增速",
    "年均增长",
];

/// The table that begins at the first of `lines`, and how many lines it takes.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Vec<Paragraph>, usize)> {
    let first = lines.first()?;
    let heads = heads(text, first.range)?;
    let mut rows = vec![Paragraph::aside(
        first.range,
        first.after_blank,
        Place::Frame,
    )];
    // What stands behind the last row of figures is given back, so that each line is looked at a bounded number of times.
    let mut kept = 1;
    for line in lines.iter().skip(1) {
        let printed = slice(text, line.range);
        if printed.contains(['。', '，', '；']) || printed.chars().nth(LONGEST_ROW).is_some() {
            break;
        }
        let mut row = Paragraph::aside(line.range, line.after_blank, Place::Frame);
        row.figures = figures(text, line.range, &heads);
        // What groups rows is short; anything else ends the table.
        let is_row = row.figures.is_some() || ATTRIBUTES.iter().any(|word| printed.ends_with(word));
        let is_group = printed.chars().nth(8).is_none() && printed.chars().all(char::is_alphabetic);
        let has_figures = row.figures.is_some();
        if !(is_row || is_group) || (!has_figures && rows.len() - kept == MOST_GROUPS) {
            break;
        }
        rows.push(row);
        if has_figures {
            kept = rows.len();
        }
    }
    // A short line behind the last row opens what follows.
    rows.truncate(kept);
    (kept > 1).then_some((rows, kept))
}

/// The heads of the columns of figures: 指标2015年2020年〔五年累计〕属性.
fn heads(text: &str, line: TextRange) -> Option<Vec<TextRange>> {
    let printed = slice(text, line);
    let may_be_head = printed.contains("指标")
        && printed.contains('年')
        && printed.chars().nth(LONGEST_HEAD).is_none()
        && !printed.contains(['。', '，', '；', '：']);
    if !may_be_head {
        return None;
    }
    let mut heads = Vec::new();
    let mut at = 0;
    while let Some(rest) = printed.get(at..).filter(|rest| !rest.is_empty()) {
        steps::count(1);
        let year = rest.strip_prefix("20").and_then(|rest| {
            let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            (rest.len() - behind.len() == 2 && behind.starts_with('年')).then_some("2020年".len())
        });
        let sum = SUMS.iter().find(|word| rest.starts_with(**word));
        let length = year.or(sum.map(|word| word.len()));
        if let Some(length) = length {
            heads.push(TextRange::new(at, at + length).shifted(line.start));
        }
        at += length.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
    }
    (heads.len() > 1).then_some(heads)
}

/// What a row says; `None` when its figures are not as many as the columns.
fn figures(text: &str, line: TextRange, heads: &[TextRange]) -> Option<FigureRow> {
    let printed = slice(text, line);
    let attribute = ATTRIBUTES.iter().find(|word| printed.ends_with(**word))?;
    let end = line.end - attribute.len();
    let before = slice(text, TextRange::new(line.start, end));
    // The figures begin behind the unit in brackets, or at the first sign or digit.
    let start = before
        .rfind(['）', ')'])
        .map(|at| {
            at + before
                .get(at..)
                .map_or(0, |rest| rest.chars().next().map_or(0, char::len_utf8))
        })
        .or_else(|| before.find(|c: char| c.is_ascii_digit() || is_sign(c)))?;
    let cells = cells(before.get(start..)?)?;
    if cells.len() != heads.len() || start == 0 {
        return None;
    }
    let values: Vec<_> = heads
        .iter()
        .zip(cells)
        .map(|(&head, cell)| (head, cell.shifted(line.start + start)))
        .filter(|&(_, cell)| slice(text, cell).contains(|c: char| c.is_ascii_digit()))
        .collect();
    (!values.is_empty()).then(|| FigureRow {
        range: line,
        name: TextRange::new(line.start, line.start + start),
        unit: None,
        values,
        attribute: Some(TextRange::new(end, line.end)),
    })
}

/// Signs that open a figure: a bound, a sum in brackets, or nothing to tell.
fn is_sign(character: char) -> bool {
    matches!(
        character,
        '＞' | '>' | '≥' | '≤' | '＜' | '<' | '﹥' | '﹤' | '〔' | '[' | '-' | '—' | '－' | '–'
    )
}

/// The figures that signs part; `None` when anything else stands among them.
fn cells(figures: &str) -> Option<Vec<TextRange>> {
    steps::count(figures.len());
    let mut cells: Vec<TextRange> = Vec::new();
    // Whether what stands at the end of the last cell may go on.
    let mut is_open = false;
    for (at, character) in figures.char_indices() {
        let end = at + character.len_utf8();
        let is_dash = matches!(character, '-' | '—' | '－' | '–');
        let goes_on =
            character.is_ascii_digit() || matches!(character, '.' | '％' | '%' | '〕' | ']');
        match cells.last_mut().filter(|_| is_open && goes_on) {
            Some(cell) => cell.end = end,
            None if goes_on || is_sign(character) => cells.push(TextRange::new(at, end)),
            None if character.is_whitespace() => {}
            None => return None,
        }
        is_open =
            !is_dash && !character.is_whitespace() && !matches!(character, '〕' | ']' | '%' | '％');
    }
    // Two decimal points in one figure are two figures that nothing parts.
    let is_one = |cell: &TextRange| slice(figures, *cell).matches('.').count() < 2;
    cells.iter().all(is_one).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::line::lines;

    /// The rows of a table as name and figures.
    fn check(table: &str, expected: &[(&str, &[&str])]) {
        let lines = lines(table);
        let (rows, _) = read(table, &lines).unwrap_or_default();
        let found: Vec<(&str, Vec<&str>)> = rows
            .iter()
            .filter_map(|row| row.figures.as_ref())
            .map(|row| {
                let values = row.values.iter().map(|&(_, value)| slice(table, value));
                (slice(table, row.name), values.collect())
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|&(name, values)| (name, values.to_vec()))
            .collect();
        assert_eq!(found, expected, "{table}");
    }

    #[test]
    fn signs_part_figures_that_nothing_else_does() {
        check(
            "指标2015年2020年〔五年累计〕属性\n生态环境\n空气质量优良天数比率（%）76.7＞80-约束性\n\
             化学需氧量排放总量减少（%）--〔10〕约束性\n森林蓄积量（亿立方米）151≥165〔14〕约束性\n第一章 总则",
            &[
                ("空气质量优良天数比率（%）", &["76.7", "＞80"]),
                ("化学需氧量排放总量减少（%）", &["〔10〕"]),
                ("森林蓄积量（亿立方米）", &["151", "≥165", "〔14〕"]),
            ],
        );
        // Nothing tells where these are to be cut.
        check("指标2015年2020年属性\n研发投入强度（%）2.12.5预期性", &[]);
        check(
            "到2015年，指标要达到2020年的水平。\n空气质量（%）76.7＞80约束性",
            &[],
        );
    }
}
