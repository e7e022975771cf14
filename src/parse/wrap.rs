//! Lines that a page width cut, put together again.
//!
//! Where paragraphs are indented, a line without indentation goes on with the paragraph above it when that breaks off.
//! Where they are not, the width of the page tells: a line as long as most others that breaks off was cut there.

use super::bodies::{ends_as_body, without_brackets};
use super::label;
use super::layout;
use super::line::{Line, OPENING, depth_behind, slice};
use super::marker;
use super::metadata;
use super::names;
use super::number;
use super::paragraph::is_page_mark;
use super::signature;
use super::steps;
use crate::model::{Role, TextRange};

/// The fewest characters of a line that may have been cut by the width of a page, when that is known and when not.
const NARROWEST: usize = 14;
const NARROWEST_UNKNOWN: usize = 30;

/// One line in this many breaks off at the edge of the page, at least, where lines were cut.
const CUT_SHARE: usize = 6;

/// How much shorter than the page a cut line may be, in half characters: a mark that must not open a line goes down
/// with the character before it.
const SLACK: usize = 5;

/// The fewest cut lines that tell the width of a page.
const FEWEST_CUT: usize = 4;

/// Words for governments that follow brackets in their names.
const GOVERNMENTS: &[&str] = &["人民政府", "政府", "管委会", "党委"];

/// How much shorter than the longest lines a cut list may be, in half characters, and how long these are at least.
const NEARLY: usize = 12;
const FEWEST_LONG: usize = 50;

/// Marks that close a sentence or announce what follows on lines of its own.
const STOPS: [char; 11] = ['。', '！', '？', '：', '；', '!', '?', ':', ';', '）', ')'];

/// What is known of the pages of a document.
struct Page {
    /// The width of a full line in half characters, when lines were cut at that.
    width: Option<usize>,
    /// The length of a full line in characters, when lines were cut at that.
    length: Option<usize>,
    /// The width of the longest line but a few, in half characters.
    longest: usize,
    /// Whether enumerated lines and labels are indented.
    is_indented: bool,
}

/// Joins the lines of `text` that belong together, and gives the gaps between them in order. `is_row`: which lines are rows of
/// a table; `is_head`: which are heads of pages.
pub(super) fn join(
    text: &str,
    lines: &[Line],
    is_row: &[bool],
    is_head: &[bool],
) -> (Vec<Line>, Vec<TextRange>) {
    let openings: Vec<Opening> = lines.iter().map(|line| Opening::of(text, line)).collect();
    let page = page(text, lines, &openings);
    let mut gaps = Vec::new();
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut last: Option<Last> = None;
    // How many marks of pages stand behind the last line.
    let mut marks = 0;
    for (at, &line) in lines.iter().enumerate() {
        steps::count(line.raw.end - line.raw.start);
        let is_mark = is_page_mark(slice(text, line.range)) || is_head.get(at) == Some(&true);
        if last.is_some() && is_mark {
            joined.push(line);
            marks += 1;
            continue;
        }
        let below = lines.get(at..).unwrap_or_default();
        let opening = openings.get(at).copied().unwrap_or_default();
        let goes_on = last.as_ref().is_some_and(|last| {
            (!line.after_blank || marks > 0)
                && line.level == 0
                && is_row.get(at) != Some(&true)
                && !is_tabular(slice(text, line.range))
                && goes_on(text, &page, last, below, opening, marks > 0)
        });
        if goes_on {
            // What stands between is a part of the gap.
            joined.truncate(joined.len() - marks);
        }
        marks = 0;
        if let Some(paragraph) = joined.last_mut().filter(|_| goes_on) {
            gaps.push(TextRange::new(paragraph.range.end, line.range.start));
            paragraph.range.end = line.range.end;
            paragraph.raw.end = line.raw.end;
            last = last.map(|last| Last {
                line,
                opening,
                depth: depth(slice(text, line.range), last.depth),
                ..last
            });
        } else {
            joined.push(line);
            last = Some(Last {
                line,
                opening,
                is_indented: opening.is_indented,
                is_label: opening.label.is_some(),
                depth: depth(slice(text, line.range), 0),
            });
        }
    }
    (joined, gaps)
}

/// How a line opens.
#[derive(Debug, Clone, Copy, Default)]
struct Opening {
    /// The length of its label.
    label: Option<usize>,
    /// Whether an enumerator opens it.
    is_marked: bool,
    /// Whether it is indented.
    is_indented: bool,
}

impl Opening {
    fn of(text: &str, line: &Line) -> Self {
        Self {
            label: label::opening(slice(text, line.range)).map(|(length, _)| length),
            is_marked: marker::read(text, line.range).is_some(),
            is_indented: slice(text, line.raw).starts_with(char::is_whitespace),
        }
    }

    /// Whether a label or an enumerator opens it.
    fn opens(self) -> bool {
        self.label.is_some() || self.is_marked
    }
}

/// The last printed line of a paragraph.
struct Last {
    line: Line,
    opening: Opening,
    /// Whether the paragraph is indented.
    is_indented: bool,
    /// Whether the paragraph opens with a label.
    is_label: bool,
    /// How many brackets of the paragraph are open.
    depth: usize,
}

/// How many brackets are open behind a line before which `open` are.
fn depth(line: &str, open: usize) -> usize {
    line.chars().fold(open, depth_behind)
}

/// How many characters behind a line the brackets may close that are open there.
const MOST_LOOKED_AT: usize = 200;

/// Whether the brackets close in `lines` of which `depth` are open before them. One that never closes holds nothing.
fn closes_soon(text: &str, lines: &[Line], depth: usize) -> bool {
    let (mut open, mut left) = (depth, MOST_LOOKED_AT);
    for line in lines {
        let printed = slice(text, line.range);
        for character in printed.chars().take(left) {
            steps::count(1);
            open = depth_behind(open, character);
            if open == 0 {
                return true;
            }
        }
        left = left.saturating_sub(printed.chars().count());
        if left == 0 || line.after_blank {
            break;
        }
    }
    false
}

/// How many characters a statement in brackets may have that is broken over lines.
const LONGEST_STATEMENT: usize = 400;

/// Whether a statement stands in the brackets that are open behind the line `upper`, and closes in `lines`:
/// （市水利局、 ⏎ 市财政局负责）, or names alone. No list ends in 、, and what a sentence ends within is none.
fn is_in_statement(text: &str, upper: &str, lines: &[Line], depth: usize) -> bool {
    let opened = upper.rfind(OPENING).unwrap_or_default();
    let mut inner = upper.get(opened..).unwrap_or(upper).to_owned();
    let (mut open, mut left) = (depth, LONGEST_STATEMENT);
    for line in lines.iter().take_while(|line| !line.after_blank) {
        for character in slice(text, line.range).chars().take(left) {
            steps::count(1);
            open = depth_behind(open, character);
            if open == 0 {
                let is_list = || {
                    let names = inner.trim_start_matches(OPENING);
                    let names = TextRange::new(inner.len() - names.len(), inner.len());
                    let list = names::read(&inner, names, Role::Responsible, &[]);
                    list.names_bodies(&inner)
                };
                let is_statement = upper.ends_with('、') || layout::states(&inner) || is_list();
                return is_statement && !inner.contains('。');
            }
            inner.push(character);
        }
        left = left.saturating_sub(slice(text, line.range).chars().count());
    }
    false
}

/// Whether the first of `lines` goes on with the paragraph whose last printed line is `last`, at once or on the next page.
fn goes_on(
    text: &str,
    page: &Page,
    last: &Last,
    lines: &[Line],
    opening: Opening,
    is_next_page: bool,
) -> bool {
    let &Last {
        line: ref above,
        opening: above_opening,
        is_indented,
        is_label,
        depth,
    } = last;
    let Some(line) = lines.first().map(|line| line.range) else {
        return false;
    };
    let (upper, lower) = (slice(text, above.range), slice(text, line));
    let is_text = !is_tabular(upper) && !is_page_mark(upper);
    if depth > 0 && !opening.is_marked && is_text && is_in_statement(text, upper, lines, depth) {
        return true;
    }
    if opening.is_indented || is_tabular(upper) || is_page_mark(upper) {
        return false;
    }
    // A label on a line of its own.
    let opens = opening.opens();
    // Or at the end of one that is as long as the page is wide.
    if let Some(before) = upper.strip_suffix(['：', ':']) {
        let is_label = above_opening.label == Some(upper.len());
        let closes_line =
            || page.is_full(slice(text, above.raw).trim_end()) && label::closing(before).is_some();
        if is_label || closes_line() {
            return !opens;
        }
    }
    // No list ends in 、 or within brackets, however short its line is.
    let is_within = || depth > 0 && closes_soon(text, lines.get(..1).unwrap_or_default(), depth);
    if (upper.ends_with('、') && (is_label || is_next_page)) || (is_label && is_within()) {
        return !opens;
    }
    let is_of_head =
        number::whole(text, line).is_some() || signature::whole_date(text, line).is_some();
    let is_known = page.width.is_some() || page.length.is_some();
    // 各县（区）|人民政府 is one name, and no list of a label goes on at the margin of an indented document but the
    // rest of it, unless somebody signs there.
    let is_name_cut =
        upper.ends_with(['）', ')']) && GOVERNMENTS.iter().any(|w| lower.starts_with(w));
    let is_signed = || {
        let below = lines.get(1).map(|line| line.range);
        below.is_some_and(|date| signature::whole_date(text, date).is_some())
    };
    let is_rest_of_list = is_indented
        && page.is_indented
        && !upper.ends_with('。')
        && may_end_list(lower)
        && page.is_near_full(slice(text, above.raw).trim_end());
    if is_label && !opens && !is_of_head && (is_name_cut || is_rest_of_list) && !is_signed() {
        return true;
    }
    // At the margin of an indented document no paragraph begins with a figure, which no line end may divide, nor is the
    // end of a sentence one, however full the line above it is.
    let is_at_margin = is_indented && page.is_indented && !upper.ends_with(STOPS);
    let is_figure = is_at_margin && is_known && lower.starts_with(|c: char| c.is_ascii_digit());
    let is_end =
        is_at_margin && !(opens || is_label) && ends_sentence(lower) && width(lower) < width(upper);
    let narrowest = if is_known || is_end {
        NARROWEST
    } else {
        NARROWEST_UNKNOWN
    };
    let is_long = upper.chars().nth(narrowest - 1).is_some();
    let is_full = is_figure || is_end || page.is_full(slice(text, above.raw).trim_end());
    if !is_long || !(is_indented || is_full) || (is_known && !is_full) {
        return false;
    }
    let is_issuer = || signature::signs(lower) && is_signed();
    if is_of_head || !metadata::read(text, above.range).is_empty() || is_issuer() {
        return false;
    }
    // What is open in brackets goes on, whatever the next line begins with.
    if is_known && depth > 0 && closes_soon(text, lines, depth) {
        return true;
    }
    let breaks_off = !upper.ends_with(STOPS);
    let is_list_cut = upper.ends_with(['、', '，', ',']);
    // In an indented document nothing opens at the margin but the rest of a paragraph.
    let is_rest = is_indented && page.is_indented && is_known;
    (breaks_off && (!opens || (is_rest && opening.label.is_none()))) || (is_list_cut && !opens)
}

/// Whether a line may be the end of a list of bodies: 局、市交通运输局.
fn may_end_list(line: &str) -> bool {
    let line = line.trim_end_matches(['。', '；', '等']);
    let last = line.rsplit(['、', '，']).next().unwrap_or(line);
    !line.contains('。') && ends_as_body(without_brackets(last))
}

/// Whether a line is one sentence, or the end of one.
fn ends_sentence(line: &str) -> bool {
    let open = line.strip_suffix('。');
    open.is_some_and(|open| !open.contains(['。', '：']))
}

/// Whether a line may be a row of a table.
fn is_tabular(line: &str) -> bool {
    line.contains(['\t', '|', '│', '┃', '｜'])
}

/// The width of a line in half characters.
fn width(line: &str) -> usize {
    line.chars()
        .map(|character| if character.is_ascii() { 1 } else { 2 })
        .sum()
}

impl Page {
    /// Whether a line is nearly as long as the longest ones.
    fn is_near_full(&self, line: &str) -> bool {
        let width = width(line);
        self.longest >= FEWEST_LONG && width <= self.longest && width + NEARLY >= self.longest
    }

    /// Whether a line is as long as the page is wide.
    fn is_full(&self, line: &str) -> bool {
        let is_as_long = |length: usize, slack: usize, full: Option<usize>| {
            full.is_some_and(|full| length <= full && length + slack >= full)
        };
        is_as_long(width(line), SLACK, self.width)
            || is_as_long(line.chars().count(), SLACK / 2, self.length)
    }
}

/// How many lines, such as the title's, may be longer than the page is wide elsewhere.
const MOST_LONGER: usize = 2;

/// The length of the longest line but a few, when so many lines are as long and break off that lines were cut there.
fn full(lines: &[(usize, bool)], slack: usize, narrowest: usize) -> Option<usize> {
    longest(lines).into_iter().find(|&full| {
        let is_cut = |&&(length, breaks_off): &&(usize, bool)| {
            breaks_off && length <= full && length + slack >= full
        };
        let cut = lines.iter().filter(is_cut).count();
        full >= narrowest && cut >= FEWEST_CUT && cut * CUT_SHARE >= lines.len()
    })
}

/// The lengths of the longest lines, the longest first.
fn longest(lines: &[(usize, bool)]) -> [usize; MOST_LONGER + 1] {
    let mut longest = [0; MOST_LONGER + 1];
    for &(length, _) in lines {
        let mut carried = length;
        for place in &mut longest {
            if carried > *place {
                std::mem::swap(place, &mut carried);
            }
        }
    }
    longest
}

fn page(text: &str, lines: &[Line], openings: &[Opening]) -> Page {
    let measured = |length: fn(&str) -> usize| -> Vec<(usize, bool)> {
        let printed = lines.iter().map(|line| slice(text, line.raw).trim_end());
        printed
            .map(|line| (length(line), !line.ends_with(STOPS)))
            .collect()
    };
    let widths = measured(width);
    let [.., longest] = longest(&widths);
    let width = full(&widths, SLACK, 2 * NARROWEST);
    let length = full(&measured(|line| line.chars().count()), 0, NARROWEST);
    let openings = openings.iter().filter(|opening| opening.opens());
    let count = openings.clone().count();
    let indented = openings.filter(|opening| opening.is_indented).count();
    Page {
        width,
        length,
        longest,
        is_indented: count > 0 && 5 * indented >= 4 * count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::line::lines;
    use crate::parse::table::spaced_rows;

    /// The lines of a text, those put together that belong together.
    fn joined(text: &str) -> Vec<Line> {
        let lines = lines(text);
        join(text, &lines, &spaced_rows(text, &lines), &[]).0
    }

    fn check(text: &str, expected: &[&str]) {
        let lines: Vec<_> = joined(text)
            .iter()
            .map(|line| slice(text, line.range))
            .collect();
        assert_eq!(lines, expected, "{text}");
    }

    #[test]
    fn wrapped_lines_are_one() {
        let long = "加强农业综合生产能力建设，全面实施新增四十五亿斤粮食生产能力建设规划";
        check(
            &format!("　　{long}\n加快建设。\n　　二\n"),
            &[&format!("{long}\n加快建设。"), "二"],
        );
        // Lines of any length were cut in an indented document, where an end of a sentence stands at the margin.
        check(
            "　　一、划定红线，保护面积不低于全市的\n35%。\n　　责任单位：省农委\n",
            &[
                "一、划定红线，保护面积不低于全市的\n35%。",
                "责任单位：省农委",
            ],
        );
        // Blank lines, new paragraphs, enumerators and pages without indentation end a line.
        for text in [
            format!("　　{long}\n\n加快建设。"),
            format!("　　{long}\n　　加快建设。"),
            format!("{long}\n加快建设。"),
            format!("　　{long}。\n加快建设。"),
            format!("　　{long}\n一、加快建设。"),
        ] {
            assert_eq!(joined(&text).len(), 2, "{text}");
        }
        check(
            "责任单位：\n省农委、省水利厅",
            &["责任单位：\n省农委、省水利厅"],
        );
        check(
            "责任单位：省公安厅（省交警\n总队）、省水利厅\n种粮",
            &["责任单位：省公安厅（省交警\n总队）、省水利厅", "种粮"],
        );
        check(
            "责任单位：省水利厅，各县（区）\n人民政府\n种粮",
            &["责任单位：省水利厅，各县（区）\n人民政府", "种粮"],
        );
        let list = "　　责任单位：省水利厅、省财政厅、省教育厅、省科技厅、省住房";
        let wrapped = format!("{list}\n和城乡建设厅\n");
        check(
            &format!("{wrapped}{wrapped}{list}\n省政府\n2012年2月7日\n"),
            &[
                wrapped.trim(),
                wrapped.trim(),
                list.trim(),
                "省政府",
                "2012年2月7日",
            ],
        );
        check(
            &format!("{wrapped}{wrapped}{list}\n扩大种粮，修路20条。\n"),
            &[
                wrapped.trim(),
                wrapped.trim(),
                list.trim(),
                "扩大种粮，修路20条。",
            ],
        );
    }

    #[test]
    fn the_width_of_a_page_tells_where_lines_were_cut() {
        let paragraph = "加强农业综合生产能力建设，全面实施新增四十五亿斤粮食生产能力建设规划，加快产能建设，推进农田水利，";
        let characters: Vec<char> = paragraph.repeat(4).chars().collect();
        let cut: Vec<String> = characters.chunks(20).map(String::from_iter).collect();
        let text = format!("一、农业\n{}\n责任单位：省农委\n", cut.join("\n"));
        assert_eq!(joined(&text).len(), 3);
        // A title in one line is no part of the page.
        let titled = format!("{}通知\n{text}", "关于分解落实重点任务".repeat(4));
        assert_eq!(joined(&titled).len(), 4);
        // A bracket that never closes holds no further lines.
        let text = format!(
            "一、农业（试行\n{}。\n二、工业建设\n责任单位：省农委\n",
            cut.join("（\n")
        );
        let joined = joined(&text);
        assert_eq!(slice(&text, joined[joined.len() - 2].range), "二、工业建设");
    }
}
