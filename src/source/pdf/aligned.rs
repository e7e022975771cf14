//! Tables without rules: a head of several words set apart, and columns that nothing crosses below it.
//!
//! Only heads that name what is to be done and by whom open one: text in two columns is no table.

use super::page::Glyph;
use super::table::Table;

/// Words set farther apart than so many characters stand in two cells.
const APART: f64 = 1.5;

/// The fewest cells of a head.
const HEADS: usize = 3;

/// The longest head of a column, and the longest line across all columns, in characters.
const LONGEST_HEAD: usize = 12;
const LONGEST_ACROSS: usize = 30;

/// The most lines of a table on one page.
const LINES: usize = 400;

/// Lines farther apart than so many characters are of two tables.
const FAR: f64 = 4.0;

/// A row begins where lines stand so much farther apart than lines of a cell do.
const NEXT_ROW: f64 = 1.15;

/// What one head of a table of tasks says, and what another does.
const BODIES: &[&str] = &["单位", "部门"];
const TASKS: &[&str] = &[
    "任务", "内容", "事项", "措施", "举措", "工作", "目标", "项目",
];

/// Words that stand close together.
#[derive(Debug, Clone)]
struct Piece {
    left: f64,
    right: f64,
    text: String,
}

/// What stands on one baseline.
#[derive(Debug, Clone)]
struct Row {
    y: f64,
    size: f64,
    pieces: Vec<Piece>,
}

/// The tables that words set apart make.
pub(super) fn find(glyphs: &[Glyph]) -> Vec<Table> {
    let rows = rows(glyphs);
    let mut tables = Vec::new();
    let mut at = 0;
    while let Some(head) = rows.get(at) {
        let found = head
            .is_head()
            .then(|| table(rows.get(at..).unwrap_or_default()))
            .flatten();
        match found {
            Some((table, taken)) => {
                tables.push(table);
                at += taken;
            }
            None => at += 1,
        }
    }
    tables
}

/// Glyphs by their baselines, from top to bottom, divided where they stand far apart.
fn rows(glyphs: &[Glyph]) -> Vec<Row> {
    let mut sorted: Vec<&Glyph> = glyphs
        .iter()
        .filter(|glyph| !glyph.text.trim().is_empty())
        .collect();
    sorted.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut rows: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in sorted {
        let first = rows.last().and_then(|row| row.first());
        let goes_on =
            first.is_some_and(|first| first.y - glyph.y <= 0.5 * first.size.max(glyph.size));
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().filter_map(Row::of).collect()
}

impl Row {
    fn of(mut glyphs: Vec<&Glyph>) -> Option<Self> {
        glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
        let first = glyphs.first()?;
        let (y, size) = (first.y, first.size);
        let mut pieces: Vec<Piece> = Vec::new();
        for glyph in glyphs {
            let right = glyph.x + glyph.along.0;
            match pieces
                .last_mut()
                .filter(|piece| glyph.x - piece.right <= APART * size)
            {
                Some(piece) => {
                    piece.right = piece.right.max(right);
                    piece.text.push_str(&glyph.text);
                }
                None => pieces.push(Piece {
                    left: glyph.x,
                    right,
                    text: glyph.text.clone(),
                }),
            }
        }
        Some(Self { y, size, pieces })
    }

    /// Whether its words are the heads of a table of tasks.
    fn is_head(&self) -> bool {
        let names = |words: &[&str]| {
            self.pieces
                .iter()
                .any(|piece| words.iter().any(|word| piece.text.contains(word)))
        };
        self.pieces.len() >= HEADS
            && self.pieces.iter().all(|piece| {
                piece.text.chars().nth(LONGEST_HEAD).is_none()
                    && !piece.text.contains(['：', ':', '，', '。'])
            })
            && names(BODIES)
            && names(TASKS)
    }
}

/// The table below a head, and how many rows of words it takes.
fn table(rows: &[Row]) -> Option<(Table, usize)> {
    let head = rows.first()?;
    let near = rows
        .windows(2)
        .take(LINES)
        .take_while(|pair| matches!(pair, [one, next] if one.y - next.y <= FAR * one.size));
    let near = rows.get(..=near.count())?;
    // What goes on beyond the last row with several cells is text below the table, a cell's last lines aside.
    let last = near.iter().rposition(|row| row.pieces.len() > 1)?;
    let columns = columns(near.get(..=last)?, head.size)?;
    if columns.len() != head.pieces.len() {
        return None;
    }
    let in_one = |piece: &Piece| {
        columns.iter().any(|&(left, right)| {
            piece.left >= left - head.size && piece.right <= right + head.size
        })
    };
    let is_across = |row: &Row| matches!(&row.pieces[..], [only] if !in_one(only));
    let fits = |row: &&Row| {
        let is_short = row
            .pieces
            .iter()
            .all(|piece| piece.text.chars().nth(LONGEST_ACROSS).is_none());
        row.pieces.iter().all(in_one) || (is_across(row) && is_short)
    };
    let mut taken = near.iter().take_while(fits).count();
    // A line across all columns is a heading of rows, never the end of a table.
    while taken > 1 && near.get(taken - 1).is_some_and(is_across) {
        taken -= 1;
    }
    let body = near.get(..taken).filter(|body| body.len() > 1)?;
    let breaks = breaks(body, &columns, is_across)?;
    let mut borders: Vec<f64> = vec![columns.first()?.0 - 0.2 * head.size];
    borders.extend(columns.iter().map(|&(_, right)| right + 0.2 * head.size));
    let mut lines = vec![head.y + head.size];
    lines.extend(breaks.iter().map(|&(y, _)| y));
    let across: Vec<bool> = breaks.iter().map(|&(_, is_across)| is_across).collect();
    Some((Table::aligned(borders, lines, &across), taken))
}

/// The stretches that columns take: what pieces cover, with gutters between that no piece crosses.
fn columns(rows: &[Row], size: f64) -> Option<Vec<(f64, f64)>> {
    let mut covered: Vec<(f64, f64)> = rows
        .iter()
        .filter(|row| row.pieces.len() > 1)
        .flat_map(|row| row.pieces.iter().map(|piece| (piece.left, piece.right)))
        .collect();
    covered.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for (left, right) in covered {
        match columns
            .last_mut()
            .filter(|last| left <= last.1 + 0.3 * size)
        {
            Some(last) => last.1 = last.1.max(right),
            None => columns.push((left, right)),
        }
    }
    (columns.len() > 1).then_some(columns)
}

/// Where each row of the table ends, from top to bottom, and whether it is a line across all columns.
fn breaks(
    body: &[Row],
    columns: &[(f64, f64)],
    is_across: impl Fn(&Row) -> bool,
) -> Option<Vec<(f64, bool)>> {
    let widest = columns
        .iter()
        .max_by(|one, other| (one.1 - one.0).total_cmp(&(other.1 - other.0)))?;
    let in_column = |row: &Row, column: &(f64, f64)| {
        row.pieces
            .iter()
            .any(|piece| piece.left >= column.0 - row.size && piece.right <= column.1 + row.size)
    };
    let first = columns.first()?;
    let is_number = |row: &Row| {
        row.pieces.first().is_some_and(|piece| {
            piece.right <= first.1 + row.size && piece.text.chars().all(|c| c.is_ascii_digit())
        })
    };
    // The lines of the widest column, and those across, carry the rows.
    let carried: Vec<(usize, &Row)> = body
        .iter()
        .enumerate()
        .filter(|(index, row)| *index == 0 || is_across(row) || in_column(row, widest))
        .collect();
    let distance = |pair: &[(usize, &Row)]| match pair {
        [(_, one), (_, next)] => one.y - next.y,
        _ => f64::INFINITY,
    };
    let of_cells = carried
        .windows(2)
        .skip(1)
        .filter(|pair| pair.iter().all(|(_, row)| !is_across(row)));
    let pitch = of_cells.map(distance).fold(f64::INFINITY, f64::min);
    let is_apart = |pair: &[(usize, &Row)]| distance(pair) > NEXT_ROW * pitch;
    let numbered = |rows: &mut dyn Iterator<Item = &Row>| rows.filter(|row| is_number(row)).count();
    let numbers = numbered(&mut body.iter().skip(1));
    let carried_numbers = numbered(&mut carried.iter().skip(1).map(|&(_, row)| row));
    let lines = carried.iter().skip(1);
    let lines = lines.filter(|(_, row)| !is_across(row)).count();
    let is_divided = carried
        .windows(2)
        .skip(1)
        .any(|pair| pair.iter().all(|(_, row)| !is_across(row)) && is_apart(pair));
    let opens = |index: usize, pair: &[(usize, &Row)]| match pair {
        [(_, one), (_, next)] => {
            let is_next = if numbers > 0 {
                numbers == lines || is_number(next) || is_apart(pair)
            } else {
                !is_divided || is_apart(pair)
            };
            index == 0 || is_across(one) || is_across(next) || is_next
        }
        _ => false,
    };
    // Where numbers stand at the top of their rows, cells do so too; else they stand in the middle.
    let is_top = numbers > 0 && carried_numbers == numbers;
    let mut breaks: Vec<(f64, bool)> = carried
        .windows(2)
        .enumerate()
        .filter(|(index, pair)| opens(*index, pair))
        .filter_map(|(_, pair)| match pair {
            [(_, one), (_, next)] => {
                let top = next.y + next.size;
                let end = if is_top {
                    top
                } else {
                    f64::midpoint(one.y, top)
                };
                Some((end, is_across(one)))
            }
            _ => None,
        })
        .collect();
    let end = body.last()?;
    let last = carried.last().is_some_and(|(_, row)| is_across(row));
    breaks.push((end.y - 0.5 * end.size, last));
    Some(breaks)
}
