//! Labels that stand alone on a line, what they label on the next one: 责任单位 ⏎ 省财政厅、省教育厅.

use super::bodies::is_named_body;
use super::due;
use super::label;
use super::layout::{Clause, Part};
use super::line::{Line, slice};
use super::marker;
use super::names;
use super::paragraph::{Paragraph, Place};
use super::vocabulary::{BARE_LABELS, Slot};
use crate::model::{Layout, Role, TextRange};

/// The longest label, in characters.
const LONGEST: usize = 12;

/// The most lines that one list goes on for.
const MOST_LINES: usize = 6;

/// What leaves a list open at the end of a line.
const OPEN: [char; 3] = ['、', '，', ','];

/// The label at the first of `lines` with what stands below it, and how many lines both take.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<(Paragraph, usize)> {
    let (first, next) = (lines.first()?, lines.get(1)?);
    let slot = slot(slice(text, first.range))?;
    if !fits(text, next, slot) {
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
    let paragraph = Paragraph {
        range,
        after_blank: first.after_blank,
        place: Place::Body,
        marker: None,
        layout: Some(Layout::LabelLines),
        parts: vec![Part::Clause(Clause { slot, range, value })],
        figures: None,
        is_of_table: false,
    };
    Some((paragraph, taken))
}

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
        // Who a person is, the form of a name does not tell here.
        Slot::Persons => false,
        Slot::Bodies(_) | Slot::MainlyResponsible => {
            let list = names::read(text, line.range, Role::Responsible, &[]);
            let is_named = |name: &names::Name| is_named_body(slice(text, name.range));
            !list.names.is_empty() && list.verbs == 0 && list.names.iter().all(is_named)
        }
    }
}
