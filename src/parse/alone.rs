//! Labels that stand alone on a line, what they label on the next one: 责任单位 ⏎ 省财政厅、省教育厅.

use super::bodies::{is_named_body, is_person, is_post};
use super::due;
use super::label;
use super::label_words::BARE_LABELS;
use super::layout::{self, Clause, Part};
use super::line::{Line, slice};
use super::marker;
use super::names;
use super::paragraph::{Paragraph, Place};
use super::signature;
use super::table;
use super::vocabulary::Slot;
use crate::model::{Layout, Role, TextRange};

/// The longest label, in characters.
const LONGEST: usize = 12;

/// The most lines that one list goes on for.
const MOST_LINES: usize = 6;

/// What leaves a list open at the end of a line.
const OPEN: [char; 3] = ['、', '，', ','];

/// What ends a clause.
const CLAUSE_ENDS: [char; 5] = ['，', '；', '。', ',', ';'];

/// The label at the first of `lines` with what stands below it, and how many lines both take.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Paragraph, usize)> {
    let (first, next) = (lines.first()?, lines.get(1)?);
    let slot = slot(slice(text, first.range))?;
    let is_between_labels = || {
        let below = lines.get(2).map(|line| slice(text, line.range));
        below.is_some_and(|line| label::opening(line).is_some() || self::slot(line).is_some())
    };
    let is_person = || slot == Slot::Persons && may_be_person(text, next) && is_between_labels();
    if !fits(text, next, slot) && !is_person() {
        return None;
    }
    let below = lines.get(2..).unwrap_or_default().iter();
    let mut value = next.range;
    let mut taken = 2;
    for line in below.take(MOST_LINES) {
        if !slice(text, value).ends_with(OPEN) || !fits(text, line, slot) {
            break;
        }
        value.end = line.range.end;
        taken += 1;
    }
    let range = TextRange::new(first.range.start, value.end);
    let parts = vec![Part::Clause(Clause { slot, range, value })];
    Some((labelled(range, first.after_blank, parts), taken))
}

/// A paragraph of nothing but clauses.
fn labelled(range: TextRange, after_blank: bool, parts: Vec<Part>) -> Paragraph {
    Paragraph {
        range,
        after_blank,
        place: Place::Body,
        marker: None,
        layout: Some(Layout::LabelLines),
        parts,
        figures: None,
        is_of_table: false,
    }
}

/// The row of a table whose cells are labels and what they label: | 牵头单位 | 省教育厅 | 配合单位 | 省财政厅 |
pub(super) fn row(text: &str, line: &Line) -> Option<Paragraph> {
    let mut cells = table::cells(text, line)?;
    while cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    let mut parts = Vec::new();
    for pair in cells.chunks(2) {
        let [label, value] = pair else { return None };
        let slot = slot(slice(text, *label))?;
        let line = Line {
            range: *value,
            ..*line
        };
        let fits = slot == Slot::Persons || fits(text, &line, slot);
        let range = TextRange::new(label.start, value.end);
        parts.push(Part::Clause(Clause {
            slot,
            range,
            value: *value,
        }));
        if !fits {
            return None;
        }
    }
    (!parts.is_empty()).then(|| labelled(line.range, line.after_blank, parts))
}

/// What a line of nothing but names is that goes on with the list above it: 责任单位：省教育厅 ⏎ 省财政厅、省民政厅.
///
/// `lines` begin with that line. A body above a date signs; a list in 、 does not.
pub(super) fn further(text: &str, above: Option<&Paragraph>, lines: &[Line]) -> Option<Paragraph> {
    let line = lines.first()?;
    let above = above.filter(|above| above.layout == Some(Layout::LabelLines));
    let slot = match above.as_ref()?.parts.last()? {
        Part::Clause(Clause {
            slot: slot @ (Slot::Bodies(_) | Slot::MainlyResponsible),
            ..
        }) => *slot,
        _ => return None,
    };
    // Where a blank line stands before each line, none tells anything.
    let is_apart = line.after_blank && !above.is_some_and(|above| above.after_blank);
    if is_apart || is_signed(text, lines) || !fits(text, line, slot) {
        return None;
    }
    let list = names::read(text, line.range, Role::Responsible, &[]);
    // 高新区 alone may be the heading of what follows.
    let printed = slice(text, line.range);
    let is_department = printed.ends_with(['局', '厅', '委', '办', '部']);
    (list.names.len() > 1 || is_department).then(|| {
        let (range, value) = (line.range, line.range);
        let parts = vec![Part::Clause(Clause { slot, range, value })];
        labelled(line.range, line.after_blank, parts)
    })
}

/// Bodies on a line of their own below a sentence that they close as a label would: 1.森林覆盖率达到45%。 ⏎ 省林业厅、省农委
pub(super) fn unlabelled(
    text: &str,
    above: Option<&Paragraph>,
    lines: &[Line],
) -> Option<Paragraph> {
    let line = lines.first().filter(|line| line.level == 0)?;
    let above = above.filter(|above| above.place == Place::Body && above.layout.is_none())?;
    let is_apart = line.after_blank && !above.after_blank;
    let closes = slice(text, above.range).ends_with('。') || above.marker.is_some();
    if !closes || is_apart || above.is_of_table || is_signed(text, lines) {
        return None;
    }
    let clause = layout::bodies(text, line.range)?;
    Some(labelled(
        line.range,
        line.after_blank,
        vec![Part::Clause(clause)],
    ))
}

/// Whether the first of `lines` is the body that signs, its date on the next one.
fn is_signed(text: &str, lines: &[Line]) -> bool {
    let below = || lines.get(1).map(|below| below.range);
    lines
        .first()
        .is_some_and(|line| signature::signs(slice(text, line.range)))
        && below().is_some_and(|below| signature::whole_date(text, below).is_some())
}

/// Whether a line may be the name of a person, of several or of posts, as the labels around it let it be.
fn may_be_person(text: &str, line: &Line) -> bool {
    let printed = slice(text, line.range);
    let is_name = |name: &str| name.chars().nth(LONGEST_PERSON).is_none();
    line.level == 0
        && marker::read(text, line.range).is_none()
        && !printed.contains(['。', '：', ':', '；'])
        && printed.chars().any(char::is_alphabetic)
        && printed.split(['、', '，', ',']).map(str::trim).all(is_name)
}

/// The longest name of a person or a post, in characters.
const LONGEST_PERSON: usize = 10;

/// The slot of a line that is nothing but a label.
fn slot(line: &str) -> Option<Slot> {
    let word = line.trim_end_matches(['：', ':']);
    let word = label::tight(word, LONGEST)?;
    let is_bare = BARE_LABELS.contains(&word.as_str()) || word == "时间" || word == "分工";
    label::slot(&word).filter(|_| !is_bare)
}

/// Whether a line is what a label of that slot announces, and no more.
fn fits(text: &str, line: &Line, slot: Slot) -> bool {
    let printed = slice(text, line.range);
    if line.level > 0
        || marker::read(text, line.range).is_some()
        || label::opening(printed).is_some()
    {
        return false;
    }
    match slot {
        Slot::Deadline => due::is_due(printed.trim_end_matches('。')),
        Slot::Persons => is_person(printed) || printed.split(['、', '，', ',', ' ']).all(is_post),
        // Prose shows it by its first clause: the rest is not read to learn it.
        Slot::Bodies(_) | Slot::MainlyResponsible => {
            let clause = printed.split(CLAUSE_ENDS).next().unwrap_or_default();
            let end = line.range.start + clause.len();
            let tells = !clause.is_empty() && !clause.contains(['（', '(']);
            let may_fit = !tells || holds_bodies(text, TextRange::new(line.range.start, end));
            may_fit && holds_bodies(text, line.range)
        }
    }
}

/// Whether a stretch is a list of bodies and nothing else.
fn holds_bodies(text: &str, range: TextRange) -> bool {
    let list = names::read(text, range, Role::Responsible, &[]);
    let is_named = |name: &names::Name| is_named_body(slice(text, name.range));
    !list.names.is_empty() && list.verbs == 0 && list.names.iter().all(is_named)
}
