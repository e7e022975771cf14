//! Rows of drawn boxes that take several lines, since their cells are narrow: each becomes one line again.
//!
//! │1│新建学校│市教育 │
//! │ │30所。  │局     │

use std::ops::Range;

/// The upright strokes between cells.
const STROKES: [char; 2] = ['│', '┃'];

/// All strokes that boxes are drawn with.
const DRAWN: Range<char> = '\u{2500}'..'\u{2580}';

/// The fewest stretches between rules of a box that has one around each row: its head and two rows.
const FEWEST_RULED: usize = 3;

/// Numerals of rows beside digits.
const HAN_NUMERALS: &str = "一二三四五六七八九十百";

/// The most digits of the number of a row.
const MOST_DIGITS: usize = 3;

/// `text` with each row of a drawn box on one line.
pub(super) fn joined(text: String) -> String {
    if !text.contains(STROKES) {
        return text;
    }
    let mut written = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(&line) = lines.peek() {
        if is_drawn(line) {
            let mut drawn = Vec::new();
            while let Some(line) = lines.next_if(|line| is_drawn(line)) {
                drawn.push(line);
            }
            write_box(&drawn, &mut written);
        } else {
            written.push_str(line);
            lines.next();
        }
    }
    written
}

/// Whether a line belongs to a box.
fn is_drawn(line: &str) -> bool {
    line.trim_start().starts_with(|c| DRAWN.contains(&c))
}

/// Whether a line is drawn and holds nothing else: ├──┼──┤, but not the empty row │  │  │.
fn is_rule(line: &str) -> bool {
    let is_stroke = |c: char| DRAWN.contains(&c) || c.is_whitespace();
    line.chars().all(is_stroke)
        && line.contains(|c: char| DRAWN.contains(&c) && !STROKES.contains(&c))
}

fn write_box(lines: &[&str], written: &mut String) {
    let is_row = |line: &&str| !is_rule(line);
    let stretches = lines.split(|line| is_rule(line));
    let stretches = stretches.filter(|stretch| !stretch.is_empty()).count();
    let is_ruled = stretches >= FEWEST_RULED;
    let first = lines
        .iter()
        .find(|line| is_row(line))
        .map(|line| cells(line));
    let is_numbered = first.is_some_and(|heads| {
        let head: String = heads
            .first()
            .map_or("", |head| head)
            .split_whitespace()
            .collect();
        head.starts_with(['序', '编'])
    });
    let widest = widest(lines.iter().filter(|line| !is_rule(line)));
    let mut rows: Vec<Vec<Drawn<'_>>> = Vec::new();
    for line in lines {
        if is_rule(line) {
            flush(&mut rows, written);
            written.push_str(line);
            continue;
        }
        let own = cells(line);
        let goes_on = rows.last().and_then(|row| row.last()).is_some_and(|above| {
            let is_empty = |cell: &&str| cell.trim().is_empty();
            let is_open = |cell: &&str| cell.trim_end().ends_with(['、', '，']);
            // The rules may part groups of rows as well, which have something in each cell.
            let is_rest = || own.iter().any(is_empty);
            let is_cut = || above.cells.iter().any(is_open);
            let belongs = if is_numbered {
                is_ruled || own.first().is_some_and(is_empty)
            } else {
                (is_ruled && (is_rest() || is_cut()))
                    || is_rest_of_full(&above.cells, &own, &widest)
            };
            above.cells.len() == own.len() && !own.iter().any(|cell| is_number(cell)) && belongs
        });
        let drawn = Drawn { line, cells: own };
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => row.push(drawn),
            None => rows.push(vec![drawn]),
        }
    }
    flush(&mut rows, written);
}

/// Whether few cells hold something, each below one that is as full as any of its column: no rule parts such a line from its
/// row. What holds something in its first cell alone is a group of rows.
fn is_rest_of_full(above: &[&str], own: &[&str], widest: &[usize]) -> bool {
    let is_filled = |cell: &&str| !cell.trim().is_empty();
    let filled = own.iter().filter(|cell| is_filled(cell)).count();
    let is_group = filled == 1 && own.first().is_some_and(is_filled);
    let columns = above.iter().zip(own).zip(widest);
    let mut below = columns.filter(|((_, cell), _)| is_filled(cell));
    own.len() >= FEWEST_WIDE
        && filled >= 1
        && !is_group
        && 2 * filled <= own.len()
        && below.all(|((above, _), widest)| width(above.trim()) + width("　") > *widest)
}

/// How many columns of the page the widest words of each column of a box take.
fn widest<'t>(rows: impl Iterator<Item = &'t &'t str>) -> Vec<usize> {
    let mut widest: Vec<usize> = Vec::new();
    for row in rows {
        for (at, cell) in cells(row).into_iter().enumerate() {
            if at == widest.len() {
                widest.push(0);
            }
            if let Some(known) = widest.get_mut(at) {
                *known = width(cell.trim()).max(*known);
            }
        }
    }
    widest
}

/// The fewest cells of a row whose empty ones tell that it goes on with the row above.
const FEWEST_WIDE: usize = 3;

/// Whether one more character has room in the line of a cell.
fn leaves_room(line: &str) -> bool {
    width(line) >= width(line.trim_end()) + width("　")
}

/// A line of a row and its cells.
struct Drawn<'t> {
    line: &'t str,
    cells: Vec<&'t str>,
}

/// Writes rows, each with the lines that it takes.
fn flush(rows: &mut Vec<Vec<Drawn<'_>>>, written: &mut String) {
    for row in rows.drain(..) {
        if let [drawn] = &row[..] {
            written.push_str(drawn.line);
            continue;
        }
        let count = row.first().map_or(0, |drawn| drawn.cells.len());
        written.push('│');
        for at in 0..count {
            write_cell(
                row.iter().filter_map(|drawn| drawn.cells.get(at).copied()),
                written,
            );
            written.push('│');
        }
        if row.last().is_some_and(|drawn| drawn.line.ends_with('\n')) {
            written.push('\n');
        }
    }
}

/// Writes the lines of a cell one behind the other. A line that leaves room ends where its writer ended it.
fn write_cell<'t>(lines: impl Iterator<Item = &'t str>, written: &mut String) {
    let start = written.len();
    let mut is_ended = false;
    for line in lines {
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        let before = written.get(start..).unwrap_or_default();
        let is_marked = before.ends_with(is_mark) || words.starts_with(is_mark);
        if is_ended && !before.is_empty() && !is_marked {
            written.push(' ');
        }
        written.push_str(words);
        is_ended = leaves_room(line);
    }
}

fn is_mark(character: char) -> bool {
    !character.is_alphanumeric()
}

/// How many columns a text takes on a page with wide Chinese characters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The cells of a row with the space around them.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim().trim_start_matches(STROKES);
    line.trim_end_matches(STROKES).split(STROKES).collect()
}

/// Whether a cell holds the number of a row: 1, 1., 1、, （1）, 十二.
fn is_number(cell: &str) -> bool {
    let cell = cell.trim().trim_start_matches(['（', '(']);
    let cell = cell.trim_end_matches(['）', ')', '、', '.', '．']);
    let is_short = cell.chars().nth(MOST_DIGITS).is_none();
    let is_numeral = |c: char| c.is_numeric() || HAN_NUMERALS.contains(c);
    is_short && !cell.is_empty() && cell.chars().all(is_numeral)
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_row_of_a_box_is_one_line() {
        fn check(text: &str, expected: &str) {
            assert_eq!(joined(text.to_owned()), expected);
        }
        let ruled = "┌─┐\n│序号│任务│单位　　│\n├─┤\n│1 │种粮，│市农委、│\n│  │选种。│市财　　│\n│  │　　　│政局　　│\n├─┤\n│2 │修路　│市交通局│\n│  │　　　│各县　　│\n└─┘\n";
        check(
            ruled,
            "┌─┐\n│序号│任务│单位　　│\n├─┤\n│1│种粮，选种。│市农委、市财 政局│\n├─┤\n│2│修路│市交通局各县│\n└─┘\n",
        );
        // Without rules between its rows only numbers show where they begin.
        let open = "┌─┐\n│序号│任务│\n├─┤\n│1 │种粮│\n│  │选种│\n│2 │修路│\n└─┘";
        check(open, "┌─┐\n│序号│任务│\n├─┤\n│1│种粮选种│\n│2 │修路│\n└─┘");
        // Rules may part groups of rows.
        let groups = "┌─┐\n│任务│单位│\n├─┤\n│种粮│市农委│\n│修路│市交通局│\n├─┤\n│建厂│市工信局、│\n│　　│市财政局│\n├─┤\n│建屋、│市住建局、│\n│修房│市规划局│\n└─┘";
        check(
            groups,
            "┌─┐\n│任务│单位│\n├─┤\n│种粮│市农委│\n│修路│市交通局│\n├─┤\n│建厂│市工信局、市财政局│\n├─┤\n│建屋、修房│市住建局、市规划局│\n└─┘",
        );
        // Without either, what stands below cells without room, most others empty.
        check(
            "│任务　│牵头　│单位　　　│时限│\n├─┤\n│种粮选│市农委│市财政局、│年底│\n│种　　│　　　│市林业局　│　　│\n│修路　│市交委│市公安局　│长期│\n│　　　│　　　│市建设局　│　　│\n",
            "│任务　│牵头　│单位　　　│时限│\n├─┤\n│种粮选种│市农委│市财政局、市林业局│年底│\n│修路　│市交委│市公安局　│长期│\n│　　　│　　　│市建设局　│　　│\n",
        );
        for same in [
            "│序号│任务│\n├─┤\n│1.│种粮│\n│2、│选种│\n├─┤\n│（3）│修路│\n│十二│建厂│\n",
            "│类别│任务│\n│农业│种粮│\n│　　│选种│\n",
            "│任务　　　　│牵头　　│单位　　│\n├─┤\n│发展种粮大户│市农业局│市财政局│\n│工业　　　　│　　　　│　　　　│\n│建设工业园区│市工信局│市国土局│\n",
            "一、农业\n",
            "│1│种粮│\n│2│选种│\n",
        ] {
            check(same, same);
        }
    }
}
