//! Ruled tables: rules that cross make a grid, missing rules merge its cells, and glyphs fall into the cells.

use super::page::{Glyph, Line, Rule, is_wide, lines};
use crate::source::lines::Lines;

/// How far rules may miss each other, in points.
const TOLERANCE: f64 = 3.0;

/// A rule shorter than this is a stroke of a drawing.
const SHORTEST: f64 = 4.0;

/// The most rules in one direction that are looked at.
const RULES: usize = 2_000;

/// The most cells of a grid.
const CELLS: usize = 40_000;

/// A table on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// Borders of the columns from left to right, and of the rows from top to bottom.
    columns: Vec<f64>,
    rows: Vec<f64>,
    /// For each place of the grid, row by row, the first place of the cell that it is a part of.
    cells: Vec<usize>,
    /// What stands in the cell that begins at a place.
    glyphs: Vec<Vec<Glyph>>,
}

/// A rule along one direction: its place across, and where it begins and ends.
#[derive(Debug, Clone, Copy)]
struct Edge {
    at: f64,
    from: f64,
    to: f64,
}

/// The tables that rules make.
pub(super) fn find(rules: &[Rule]) -> Vec<Table> {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for rule in rules {
        let (width, height) = (
            (rule.to.0 - rule.from.0).abs(),
            (rule.to.1 - rule.from.1).abs(),
        );
        let edge = |at: f64, one: f64, other: f64| Edge {
            at,
            from: one.min(other),
            to: one.max(other),
        };
        if height <= 1.0 && width >= SHORTEST {
            across.push(edge(
                f64::midpoint(rule.from.1, rule.to.1),
                rule.from.0,
                rule.to.0,
            ));
        } else if width <= 1.0 && height >= SHORTEST {
            down.push(edge(
                f64::midpoint(rule.from.0, rule.to.0),
                rule.from.1,
                rule.to.1,
            ));
        }
    }
    across.truncate(RULES);
    down.truncate(RULES);
    let mut groups = Groups::new(across.len() + down.len());
    for (index, row) in across.iter().enumerate() {
        for (other, column) in down.iter().enumerate() {
            let crosses = row.from - TOLERANCE <= column.at
                && column.at <= row.to + TOLERANCE
                && column.from - TOLERANCE <= row.at
                && row.at <= column.to + TOLERANCE;
            if crosses {
                groups.join(index, across.len() + other);
            }
        }
    }
    let mut members: std::collections::BTreeMap<usize, (Vec<Edge>, Vec<Edge>)> =
        std::collections::BTreeMap::new();
    for (index, &edge) in across.iter().enumerate() {
        members.entry(groups.first(index)).or_default().0.push(edge);
    }
    for (index, &edge) in down.iter().enumerate() {
        members
            .entry(groups.first(across.len() + index))
            .or_default()
            .1
            .push(edge);
    }
    members
        .values()
        .filter_map(|(across, down)| Table::of(across, down))
        .collect()
}

impl Table {
    /// The table of rules that hang together; `None` when they make no grid.
    fn of(across: &[Edge], down: &[Edge]) -> Option<Self> {
        if across.len() < 2 || down.is_empty() {
            return None;
        }
        // Tables without rules at their sides end where their rows end.
        let ends = |edges: &[Edge]| {
            edges
                .iter()
                .flat_map(|edge| [edge.from, edge.to])
                .collect::<Vec<_>>()
        };
        let borders = |edges: &[Edge], others: &[Edge]| {
            let mut places: Vec<_> = edges.iter().map(|edge| edge.at).collect();
            let ends = ends(others);
            places.extend(ends.iter().copied().reduce(f64::min));
            places.extend(ends.iter().copied().reduce(f64::max));
            distinct(places)
        };
        let columns = borders(down, across);
        let mut rows = borders(across, down);
        rows.reverse();
        let (width, height) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
        if width * height < 2 || width * height > CELLS {
            return None;
        }
        let mut groups = Groups::new(width * height);
        for (row, pair) in rows.windows(2).enumerate() {
            let middle = middle(pair);
            for column in 0..width {
                let is_divided = |border: Option<&f64>| {
                    border.is_none_or(|&border| stands_at(down, border, middle))
                };
                if column + 1 < width && !is_divided(columns.get(column + 1)) {
                    groups.join(row * width + column, row * width + column + 1);
                }
                let middle = columns.get(column..column + 2).map_or(0.0, self::middle);
                let is_ruled = rows
                    .get(row + 1)
                    .is_none_or(|&border| stands_at(across, border, middle));
                if row + 1 < height && !is_ruled {
                    groups.join(row * width + column, (row + 1) * width + column);
                }
            }
        }
        let cells: Vec<_> = (0..width * height)
            .map(|place| groups.first(place))
            .collect();
        // A frame around text is no table.
        let is_one = cells.iter().all(|&cell| Some(&cell) == cells.first());
        (!is_one).then(|| Self {
            columns,
            rows,
            glyphs: vec![Vec::new(); cells.len()],
            cells,
        })
    }

    /// The table between borders of columns, from left to right, and of rows, from top to bottom; the cells of a row
    /// that runs across are one.
    pub(super) fn aligned(columns: Vec<f64>, rows: Vec<f64>, across: &[bool]) -> Self {
        let width = columns.len().saturating_sub(1);
        let height = rows.len().saturating_sub(1);
        let cells: Vec<_> = (0..width * height)
            .map(|place| {
                let row = place / width.max(1);
                let is_across = across.get(row).copied().unwrap_or_default();
                if is_across { row * width } else { place }
            })
            .collect();
        Self {
            glyphs: vec![Vec::new(); cells.len()],
            columns,
            rows,
            cells,
        }
    }

    pub(super) fn top(&self) -> f64 {
        self.rows.first().copied().unwrap_or_default()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.glyphs.iter().all(Vec::is_empty)
    }

    /// Puts a glyph into its cell; gives it back when it stands outside.
    pub(super) fn place(&mut self, glyph: Glyph) -> Option<Glyph> {
        let (x, y) = (glyph.x + glyph.along.0 / 2.0, glyph.y + glyph.size * 0.3);
        let column = self.columns.partition_point(|&border| border <= x);
        let row = self.rows.partition_point(|&border| border >= y);
        let (width, height) = (self.columns.len() - 1, self.rows.len() - 1);
        if !(1..=width).contains(&column) || !(1..=height).contains(&row) {
            return Some(glyph);
        }
        let cell = self.cells.get((row - 1) * width + column - 1).copied();
        let cell = cell.and_then(|cell| self.glyphs.get_mut(cell));
        match cell {
            Some(cell) => {
                cell.push(glyph);
                None
            }
            None => Some(glyph),
        }
    }

    /// The rows as lines.
    pub(super) fn text(&self) -> String {
        let width = self.columns.len() - 1;
        let mut lines = Lines::default();
        lines.open_table();
        for (row, cells) in self.cells.chunks(width).enumerate() {
            lines.open_row();
            let mut column = 0;
            while let Some(&cell) = cells.get(column) {
                let span = cells
                    .iter()
                    .skip(column)
                    .take_while(|&&other| other == cell)
                    .count();
                if cell / width < row {
                    lines.continue_cell(span);
                } else {
                    lines.open_cell(span, 1);
                    for paragraph in self.paragraphs(cell) {
                        lines.push(&paragraph);
                        lines.end_line();
                    }
                }
                column += span;
            }
        }
        lines.close_table();
        lines.finish()
    }

    /// The paragraphs of a cell: lines that its width cut are joined.
    fn paragraphs(&self, cell: usize) -> Vec<String> {
        let printed = lines(self.glyphs.get(cell).cloned().unwrap_or_default());
        let edge = printed
            .iter()
            .map(|line| line.right)
            .fold(f64::NEG_INFINITY, f64::max);
        let width = self.columns.len() - 1;
        let first = cell % width;
        let span = self
            .cells
            .iter()
            .skip(cell)
            .take_while(|&&other| other == cell)
            .count();
        // Text is set as wide as its cell, or nearly so.
        let border = self.columns.get(first + span).copied().unwrap_or(edge);
        let mut paragraphs: Vec<String> = Vec::new();
        let mut last: Option<&Line> = None;
        for line in &printed {
            let is_cut =
                last.is_some_and(|last| border - last.right < line.first_width + last.size);
            match paragraphs.last_mut().filter(|_| is_cut) {
                Some(paragraph) => {
                    let is_word =
                        |character: char| character.is_alphabetic() && !is_wide(character);
                    if paragraph.ends_with(is_word) && line.text.starts_with(is_word) {
                        paragraph.push(' ');
                    }
                    paragraph.push_str(&line.text);
                }
                None => paragraphs.push(line.text.clone()),
            }
            last = Some(line);
        }
        paragraphs
    }
}

/// Whether one of the rules stands at `border` beside `place`.
fn stands_at(edges: &[Edge], border: f64, place: f64) -> bool {
    edges
        .iter()
        .any(|edge| (edge.at - border).abs() <= TOLERANCE && edge.from <= place && place <= edge.to)
}

fn middle(pair: &[f64]) -> f64 {
    match pair {
        [one, other] => f64::midpoint(*one, *other),
        _ => 0.0,
    }
}

/// Ascending places of which near ones are one.
fn distinct(mut places: Vec<f64>) -> Vec<f64> {
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, kept| *next - *kept <= TOLERANCE);
    places
}

/// Things that hang together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The first thing of the group of a thing.
    fn first(&mut self, thing: usize) -> usize {
        let mut first = thing;
        while let Some(&next) = self.0.get(first)
            && next != first
        {
            first = next;
        }
        // The next one to ask has a short way.
        let mut on_way = thing;
        while let Some(next) = self.0.get_mut(on_way)
            && *next != first
        {
            on_way = std::mem::replace(next, first);
        }
        first
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        if let Some(group) = self.0.get_mut(one.max(other)) {
            *group = one.min(other);
        }
    }
}
