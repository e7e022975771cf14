//! The pages of a file as one text: page marks are dropped, and lines that the width of the page cut are joined.

use std::collections::HashMap;

use super::Paged;
use super::page::{Line, Page, Part, is_wide, usual};
use crate::source::Problem;
use crate::source::limits::TEXT_BYTES;

/// A line further in than so many characters begins a paragraph.
const INDENTED: f64 = 0.8;

/// From this multiple of the usual distance of lines on, a paragraph has ended.
const FAR: f64 = 1.6;

/// From this number of lines on, a page shows its own margins.
const LINES: usize = 10;

/// Where the lines of a page begin and end.
#[derive(Debug, Clone, Copy)]
struct Margins {
    left: f64,
    right: f64,
}

/// How the text of a file is set.
struct Setting {
    /// Usual distance of lines, in characters.
    pitch: f64,
    /// Whether paragraphs begin further in than their other lines.
    is_indented: bool,
}

/// Joins the pages.
pub(super) fn join(pages: &[Page]) -> Result<Paged, Problem> {
    let kept = without_marks(pages);
    let all: Vec<_> = kept
        .iter()
        .flatten()
        .filter_map(|&part| line_of(part))
        .collect();
    let width = usual(pages.iter().map(|page| page.width)).unwrap_or_default();
    let general = Margins::of(&all, width);
    let setting = Setting::of(&kept, general);
    let mut paged = Paged::default();
    let mut length = 0_u32;
    // The last line, when the next part may go on with it.
    let mut last: Option<(&Line, Margins, usize)> = None;
    let mut begun = 0;
    for (number, parts) in kept.iter().enumerate() {
        let own: Vec<_> = parts.iter().filter_map(|&part| line_of(part)).collect();
        let margins = if own.len() < LINES {
            general
        } else {
            Margins::of(&own, pages.get(number).map_or(width, |page| page.width))
        };
        for part in parts {
            let mut write = |text: &str, joins: bool| {
                // Only words of letters are parted by a space where a line ends.
                let is_letter = |character: char| character.is_alphabetic() && !is_wide(character);
                let is_word = paged.text.ends_with(is_letter) && text.starts_with(is_letter);
                let glue = if joins && is_word {
                    " "
                } else if joins || paged.text.is_empty() {
                    ""
                } else {
                    "\n"
                };
                paged.text.push_str(glue);
                length += count(glue);
                while begun <= number {
                    paged.pages.push(if begun == 0 { 0 } else { length });
                    begun += 1;
                }
                paged.text.push_str(text);
                length += count(text);
            };
            match part {
                Part::Line(line) => {
                    let joins = last.is_some_and(|(last, before, page)| {
                        setting.goes_on(last, before, line, margins, page == number)
                    });
                    write(&line.text, joins);
                    last = Some((line, margins, number));
                }
                Part::Table(table) => {
                    write(table.text().trim_end_matches('\n'), false);
                    last = None;
                }
            }
            if paged.text.len() > TEXT_BYTES {
                return Err(Problem::too_much_text());
            }
        }
    }
    while begun < kept.len() {
        paged.pages.push(length);
        begun += 1;
    }
    if !paged.text.is_empty() {
        paged.text.push('\n');
    }
    Ok(paged)
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn line_of(part: &Part) -> Option<&Line> {
    match part {
        Part::Line(line) => Some(line),
        Part::Table(_) => None,
    }
}

impl Margins {
    /// The margins that lines keep on a page of this width; one line may stand out.
    ///
    /// Where few lines end at the same place, none of them was cut there: the margin is as wide as that on the left.
    fn of(lines: &[&Line], width: f64) -> Self {
        let second = usize::from(lines.len() > LINES);
        let mut lefts: Vec<_> = lines.iter().map(|line| line.left).collect();
        let mut rights: Vec<_> = lines.iter().map(|line| line.inner_right).collect();
        lefts.sort_by(f64::total_cmp);
        rights.sort_by(|one, other| other.total_cmp(one));
        let left = lefts.get(second).copied().unwrap_or_default();
        let right = rights.get(second).copied().unwrap_or_default();
        let at_end = lines
            .iter()
            .filter(|line| line.inner_right > right - line.size)
            .count();
        let is_kept = at_end >= 3 && at_end * 8 >= lines.len();
        Self {
            left,
            right: if is_kept {
                right
            } else {
                right.max(width - left)
            },
        }
    }
}

impl Setting {
    fn of(pages: &[Vec<&Part>], margins: Margins) -> Self {
        let mut distances = Vec::new();
        let (mut indented, mut all) = (0_usize, 0_usize);
        for parts in pages {
            let lines: Vec<_> = parts.iter().filter_map(|&part| line_of(part)).collect();
            for pair in lines.windows(2) {
                if let [one, other] = pair
                    && one.size > 0.0
                {
                    distances.push((one.y - other.y) / one.size);
                }
            }
            all += lines.len();
            indented += lines
                .iter()
                .filter(|line| line.left > margins.left + INDENTED * line.size)
                .count();
        }
        Self {
            pitch: usual(distances.into_iter()).unwrap_or(1.5),
            is_indented: indented * 10 >= all,
        }
    }

    /// Whether `next` goes on with the paragraph of `line`: it is not set further in or far below, and its beginning had
    /// no room at the end of `line`.
    fn goes_on(
        &self,
        line: &Line,
        before: Margins,
        next: &Line,
        margins: Margins,
        is_same_page: bool,
    ) -> bool {
        let size = line.size.max(1.0);
        let is_other_type = (line.size - next.size).abs() > 0.15 * size;
        let had_room = before.right - line.right > next.first_width + 0.5 * size;
        let is_further_in = next.left > margins.left + INDENTED * size;
        let is_far = is_same_page && line.y - next.y > FAR * self.pitch * size;
        if is_other_type || had_room || is_further_in || is_far {
            return false;
        }
        // Without indentation, a full line that ends a sentence may end a paragraph: what begins like one does.
        let has_ended = line.text.ends_with(['。', '；', '：', '！', '？']);
        self.is_indented || !has_ended || !begins_paragraph(&next.text)
    }
}

/// Whether a line begins with an enumerator or a label.
fn begins_paragraph(text: &str) -> bool {
    const NUMBER: usize = 4;
    const LABEL: usize = 10;
    let opening = text.trim_start_matches(['（', '(', '第']);
    let number = opening
        .chars()
        .take_while(|&character| {
            character.is_numeric() || "一二三四五六七八九十百".contains(character)
        })
        .count();
    let behind = opening.chars().nth(number);
    let is_numbered = (1..=NUMBER).contains(&number)
        && behind.is_some_and(|mark| "、.．）)章节条项".contains(mark))
        || text.starts_with(|character| ('①'..='⒛').contains(&character));
    let label = text.split(['：', ':']).next().unwrap_or_default();
    let is_labelled = label.len() < text.len() && (2..=LABEL).contains(&label.chars().count());
    is_numbered || is_labelled
}

/// The parts of each page without its number and without what stands at the same end of most pages.
fn without_marks(pages: &[Page]) -> Vec<Vec<&Part>> {
    // How many pages have a line of this shape at this end.
    let mut counts: HashMap<(bool, String), usize> = HashMap::new();
    for page in pages {
        let ends = [(false, page.parts.first()), (true, page.parts.last())];
        for (is_last, part) in ends {
            if let Some(shape) = part.and_then(shape) {
                *counts.entry((is_last, shape)).or_default() += 1;
            }
        }
    }
    let is_repeated = |is_last, shape: String| {
        let count = counts.get(&(is_last, shape)).copied().unwrap_or_default();
        count >= 3 && count * 5 >= pages.len() * 3
    };
    let mut kept = Vec::with_capacity(pages.len());
    for page in pages {
        let last = page.parts.len().saturating_sub(1);
        let is_mark = |(index, part): (usize, &Part)| {
            let is_end = index == 0 || index == last;
            let shape = shape(part).filter(|_| is_end);
            shape.is_some_and(|shape| is_page_mark(&shape) || is_repeated(index != 0, shape))
        };
        let parts = page.parts.iter().enumerate();
        kept.push(
            parts
                .filter(|&part| !is_mark(part))
                .map(|(_, part)| part)
                .collect(),
        );
    }
    kept
}

/// A short line with its numbers taken for one.
fn shape(part: &Part) -> Option<String> {
    const LENGTH: usize = 60;
    let line = line_of(part).filter(|line| line.text.chars().count() <= LENGTH)?;
    let digits = |character: char| {
        if character.is_ascii_digit() {
            '#'
        } else {
            character
        }
    };
    let mut shape: String = line.text.chars().map(digits).collect();
    while shape.contains("##") {
        shape = shape.replace("##", "#");
    }
    Some(shape)
}

/// Whether a line is the number of its page: —1—, - 12 -, 第3页, 第3页 共9页, 3/9.
fn is_page_mark(shape: &str) -> bool {
    let is_dash = |character: char| "-—–－―─·•".contains(character);
    let bare: String = shape
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    let inner = bare.trim_matches(is_dash);
    let has_dashes = bare.starts_with(is_dash) && bare.ends_with(is_dash);
    (inner == "#" && has_dashes)
        || [
            "第#页",
            "第#页共#页",
            "第#页/共#页",
            "#/#",
            "第#页,共#页",
            "第#页，共#页",
            "Page#of#",
        ]
        .contains(&inner)
}
