//! Lines that are a label and a list: 牵头单位：省农委。 A line may hold several: 牵头单位：省农委；配合单位：省财政厅。
//! Brackets around the whole line do not matter: （责任单位：省农委）

use super::{Clause, Part};
use crate::model::TextRange;
use crate::parse::line::{slice, trimmed, without_final_stop};
use crate::parse::vocabulary::{LABELS, Slot};

/// The clauses of a line that opens with a label, or whose last sentences do: ……。责任单位：省农委。
pub(super) fn read(text: &str, line: TextRange) -> Option<Vec<Part>> {
    let line = unbracketed(text, line);
    let printed = slice(text, line);
    let starts = labels(printed);
    let &(first, ..) = starts.first()?;
    let before = trimmed(text, TextRange::new(line.start, line.start + first));
    if !before.is_empty() && !slice(text, before).ends_with('。') {
        return None;
    }
    let ends = starts.iter().skip(1).map(|&(start, ..)| start);
    let ends = ends.chain([printed.len()]);
    let clauses = starts
        .iter()
        .zip(ends)
        .map(|(&(start, length, slot), end)| {
            let range = trimmed(text, TextRange::new(start, end).shifted(line.start));
            let words = TextRange::new(line.start + start + length, range.end);
            let value = without_final_stop(text, trimmed(text, words));
            Part::Clause(Clause { slot, range, value })
        });
    let clauses: Vec<_> = clauses.collect();
    // Behind a list of bodies no further sentence follows that the task text in front could belong to.
    let runs_on = |part: &Part| matches!(part, Part::Clause(clause) if slice(text, clause.value).contains('。'));
    if before.is_empty() {
        return Some(clauses);
    }
    let is_closed = !clauses.iter().any(runs_on);
    is_closed.then(|| [vec![Part::Text(before)], clauses].concat())
}

/// The line without the brackets that enclose it.
fn unbracketed(text: &str, line: TextRange) -> TextRange {
    const BRACKETS: [(char, char); 4] = [('（', '）'), ('(', ')'), ('〔', '〕'), ('【', '】')];
    let printed = slice(text, line);
    BRACKETS
        .iter()
        .find_map(|&(open, close)| {
            let inner = printed.strip_prefix(open)?;
            let start = line.end - inner.len();
            let inner = inner.trim_end_matches('。').strip_suffix(close)?;
            Some(TextRange::new(start, start + inner.len()))
        })
        .unwrap_or(line)
}

/// Start, length and slot of every label that opens the line or follows a separator.
fn labels(line: &str) -> Vec<(usize, usize, Slot)> {
    let mut found = Vec::new();
    let mut after_separator = true;
    for (at, character) in line.char_indices() {
        if after_separator && let Some((length, slot)) = line.get(at..).and_then(label) {
            found.push((at, length, slot));
        }
        after_separator = character.is_whitespace() || "；;。，,".contains(character);
    }
    found
}

/// Length, colon included, and slot of the label that opens `text`.
fn label(text: &str) -> Option<(usize, Slot)> {
    LABELS.iter().find_map(|&(word, slot)| {
        let rest = text.strip_prefix(word)?.trim_start();
        let rest = rest.strip_prefix(['：', ':'])?;
        Some((text.len() - rest.len(), slot))
    })
}
