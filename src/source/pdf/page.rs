//! A page as it is read: glyphs put together as lines, and the tables between them, from top to bottom.

use super::aligned;
use super::content::Content;
use super::table::{self, Table};

/// A printed character.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Where it begins on its baseline; y grows upwards.
    pub(super) x: f64,
    pub(super) y: f64,
    /// From where it begins to where it ends.
    pub(super) along: (f64, f64),
    pub(super) size: f64,
}

/// A drawn line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) from: (f64, f64),
    pub(super) to: (f64, f64),
}

/// A printed line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Where it ends without a closing mark, which may hang over the margin.
    pub(super) inner_right: f64,
    /// The baseline.
    pub(super) y: f64,
    pub(super) size: f64,
    /// The width of its first piece that no line end may divide.
    pub(super) first_width: f64,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    Line(Line),
    Table(Table),
}

/// A page from top to bottom.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Page {
    pub(super) parts: Vec<Part>,
    /// How wide it is, as its text runs.
    pub(super) width: f64,
}

impl Rule {
    /// The rule that a thin box stands for.
    pub(super) fn through_middle([x0, y0, x1, y1]: [f64; 4]) -> Self {
        let (x, y) = (f64::midpoint(x0, x1), f64::midpoint(y0, y1));
        if x1 - x0 > y1 - y0 {
            Self {
                from: (x0, y),
                to: (x1, y),
            }
        } else {
            Self {
                from: (x, y0),
                to: (x, y1),
            }
        }
    }

    pub(super) fn is_finite(&self) -> bool {
        [self.from.0, self.from.1, self.to.0, self.to.1]
            .into_iter()
            .all(f64::is_finite)
    }

    /// The rule on a page that is turned by so many quarters.
    fn turned(self, quarters: usize) -> Self {
        Self {
            from: turned(self.from, quarters),
            to: turned(self.to, quarters),
        }
    }
}

impl Page {
    /// Puts together what a page draws. Text in another direction than most of the page is a watermark and is left out.
    pub(super) fn of(content: Content) -> Self {
        let (glyphs, quarters) = upright(content.glyphs);
        let rules: Vec<_> = content
            .rules
            .into_iter()
            .map(|rule| rule.turned(quarters))
            .collect();
        let mut tables = table::find(&rules);
        let loose = outside(glyphs, &mut tables);
        let mut others = aligned::find(&loose);
        let loose = outside(loose, &mut others);
        let mut parts: Vec<_> = lines(loose).into_iter().map(Part::Line).collect();
        let tables = tables.into_iter().chain(others);
        let tables = tables.filter(|table| !table.is_blank());
        parts.extend(tables.map(Part::Table));
        parts.sort_by(|one, other| other.top().total_cmp(&one.top()));
        let (width, height) = content.size;
        let width = if quarters % 2 == 0 { width } else { height };
        Self { parts, width }
    }
}

/// Puts glyphs into the tables that they stand in, and gives the others.
fn outside(glyphs: Vec<Glyph>, tables: &mut [Table]) -> Vec<Glyph> {
    let place = |glyph: Glyph| {
        let left = tables
            .iter_mut()
            .try_fold(glyph, |glyph, table| match table.place(glyph) {
                Some(outside) => Ok(outside),
                None => Err(()),
            });
        left.ok()
    };
    glyphs.into_iter().filter_map(place).collect()
}

impl Part {
    fn top(&self) -> f64 {
        match self {
            Self::Line(line) => line.y,
            Self::Table(table) => table.top(),
        }
    }
}

/// A point of a page that is turned by so many quarters against the clock, turned back.
fn turned((x, y): (f64, f64), quarters: usize) -> (f64, f64) {
    match quarters % 4 {
        0 => (x, y),
        1 => (y, -x),
        2 => (-x, -y),
        _ => (-y, x),
    }
}

/// The glyphs of the direction that most have, turned upright, and by how many quarters they were turned.
fn upright(glyphs: Vec<Glyph>) -> (Vec<Glyph>, usize) {
    let mut counts = [0_usize; 4];
    let directions: Vec<_> = glyphs.iter().map(direction).collect();
    for direction in directions.iter().flatten() {
        if let Some(count) = counts.get_mut(*direction) {
            *count += 1;
        }
    }
    let quarters = (0..4)
        .rev()
        .max_by_key(|&quarters| counts.get(quarters))
        .unwrap_or(0);
    let glyphs = glyphs
        .into_iter()
        .zip(directions)
        .filter(|(_, direction)| direction.is_none_or(|direction| direction == quarters))
        .map(|(glyph, _)| {
            let (x, y) = turned((glyph.x, glyph.y), quarters);
            let along = turned(glyph.along, quarters);
            Glyph {
                x,
                y,
                along,
                ..glyph
            }
        });
    (glyphs.collect(), quarters)
}

/// The direction of a glyph in quarters against the clock; `None` for one without width.
fn direction(glyph: &Glyph) -> Option<usize> {
    /// Text that slants more than this is no text of the page.
    const SLANT: f64 = 0.2;
    const SLANTED: usize = 4;
    let (x, y) = glyph.along;
    if x == 0.0 && y == 0.0 {
        return None;
    }
    Some(if y.abs() <= SLANT * x.abs() {
        if x > 0.0 { 0 } else { 2 }
    } else if x.abs() <= SLANT * y.abs() {
        if y > 0.0 { 1 } else { 3 }
    } else {
        SLANTED
    })
}

/// Glyphs put together as lines, from top to bottom. Blank lines are left out.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut lines = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let is_next = line.first().is_some_and(|first| {
            // Raised and lowered characters belong to the line.
            first.y - glyph.y > 0.5 * first.size.max(glyph.size)
        });
        if is_next {
            lines.extend(Line::of(std::mem::take(&mut line)));
        }
        line.push(glyph);
    }
    lines.extend(Line::of(line));
    lines
}

impl Line {
    fn of(mut glyphs: Vec<Glyph>) -> Option<Self> {
        glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
        let size = usual_size(&glyphs);
        let y = usual(glyphs.iter().map(|glyph| glyph.y))?;
        let mut text = String::new();
        let mut end = f64::NEG_INFINITY;
        let mut last: Option<&Glyph> = None;
        let (mut left, mut right, mut inner_right) =
            (f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        for glyph in &glyphs {
            // Bold type may be the same character drawn twice.
            let is_double = last.is_some_and(|last| {
                last.text == glyph.text && (glyph.x - last.x).abs() < 0.2 * size
            });
            if is_double {
                continue;
            }
            let is_blank = glyph.text.chars().all(char::is_whitespace);
            if !text.is_empty() && is_gap(&text, glyph, glyph.x - end, size) {
                text.push(' ');
            }
            text.extend(glyph.text.chars().map(|character| {
                if character.is_control() {
                    ' '
                } else {
                    character
                }
            }));
            let glyph_end = glyph.x + glyph.along.0;
            end = end.max(glyph_end);
            if !is_blank {
                left = left.min(glyph.x);
                right = right.max(glyph_end);
                if !glyph.text.starts_with(is_closing) {
                    inner_right = right;
                }
            }
            last = Some(glyph);
        }
        let text = text.trim();
        (!text.is_empty()).then(|| Self {
            text: text.to_owned(),
            left,
            right,
            inner_right,
            y,
            size,
            first_width: first_width(&glyphs, left),
        })
    }
}

/// Whether so much room before a glyph stands for a space. Between Chinese and Latin, typesetting leaves a little.
fn is_gap(text: &str, glyph: &Glyph, gap: f64, size: f64) -> bool {
    let last = text.chars().next_back().unwrap_or(' ');
    let first = glyph.text.chars().next().unwrap_or(' ');
    if last.is_whitespace() || first.is_whitespace() {
        return false;
    }
    let enough = if is_wide(last) || is_wide(first) {
        0.6
    } else {
        0.2
    };
    gap > enough * size
}

/// The width of what stands at the start of a line and cannot be divided: a word or number, or one Chinese character,
/// with the marks behind that may not begin a line.
fn first_width(glyphs: &[Glyph], left: f64) -> f64 {
    let mut end = left;
    // What came before: nothing or an opening mark, which takes the next character along; a word; anything else.
    let (mut is_open, mut in_word) = (true, false);
    for glyph in glyphs.iter().filter(|glyph| glyph.x >= left) {
        let Some(first) = glyph.text.chars().next() else {
            continue;
        };
        let is_closing = is_closing(first);
        let is_wide = is_wide(first);
        let goes_on = is_open || is_closing || in_word && !is_wide;
        if first.is_whitespace() || !goes_on {
            break;
        }
        end = end.max(glyph.x + glyph.along.0);
        is_open = "（《「『【〈〔［｛“‘([".contains(first);
        in_word = !is_wide && !is_closing || in_word && first == '.';
    }
    end - left
}

/// Whether a mark may not begin a line.
fn is_closing(character: char) -> bool {
    "，。、；：！？）》」』】〉〕］｝”’,.;:!?)]}%％".contains(character)
}

/// The size that most glyphs of a line have.
fn usual_size(glyphs: &[Glyph]) -> f64 {
    usual(glyphs.iter().map(|glyph| glyph.size)).unwrap_or(0.0)
}

/// The middle one of some numbers, the lower of two.
pub(super) fn usual(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<_> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len().saturating_sub(1) / 2).copied()
}

/// Whether a character fills a square.
pub(super) fn is_wide(character: char) -> bool {
    character >= '\u{2E80}' || "“”‘’—…·".contains(character)
}
