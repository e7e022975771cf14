//! Lines that are a label and a list: 牵头单位：省农委。 A line may hold several: 牵头单位：省农委；配合单位：省财政厅。
//! Brackets around the whole line do not matter: （责任单位：省农委）

use super::prose::due_behind;
use super::{Clause, Part};
use crate::model::{Role, TextRange};
use crate::parse::bodies::is_named_body;
use crate::parse::due;
use crate::parse::label;
use crate::parse::line::{
    CLOSING, OPENING, depth_behind, slice, trimmed, trimmed_of, without_final_stop,
};
use crate::parse::names;
use crate::parse::signature;
use crate::parse::steps;
use crate::parse::vocabulary::Slot;

/// The clauses of a line that opens with a label, or whose last sentences do: ……。责任单位：省农委。
pub(super) fn read(text: &str, line: TextRange) -> Option<Vec<Part>> {
    let line = unbracketed(text, line);
    let printed = slice(text, line);
    let starts = labels(printed);
    let Some(&(first, ..)) = starts.first() else {
        return without_colons(text, line);
    };
    if label::is_contact(printed.get(first..).unwrap_or_default()) {
        return None;
    }
    let before = TextRange::new(line.start, line.start + first);
    let before = trimmed_of(text, before, |c| {
        c.is_whitespace() || DASHES.contains(&c) || BULLETS.contains(&c)
    });
    let clauses = clauses(text, line, &starts);
    // 推进改革，责任单位：省财政厅: within a sentence only what the labels name shows that they are some.
    let closes = before.is_empty() || slice(text, before).ends_with(['。', '；', '！']);
    if !closes && !clauses.iter().all(|part| is_told(text, part)) {
        return None;
    }
    let before = if closes {
        before
    } else {
        trimmed_of(text, before, |c| c.is_whitespace() || "，,".contains(c))
    };
    // 时间：2023-02-21 is when a site published a text.
    if let [Part::Clause(only)] = clauses[..]
        && only.slot == Slot::Deadline
        && slice(text, only.range).starts_with("时间")
        && signature::opens_date(text, only.value)
    {
        return None;
    }
    // Behind a list of bodies no further sentence follows that the task text in front could belong to.
    let runs_on = |part: &Part| matches!(part, Part::Clause(clause) if runs_on(text, clause.value));
    if before.is_empty() {
        return Some(clauses);
    }
    let is_closed = !clauses.iter().any(runs_on);
    is_closed.then(|| [vec![Part::Text(before)], clauses].concat())
}

/// Whether a further sentence follows in a list that says more than by when the task is done: 市财政局。10月底前完成.
fn runs_on(text: &str, value: TextRange) -> bool {
    let stop = slice(text, value).find('。');
    let behind = stop.map(|at| TextRange::new(value.start + at + '。'.len_utf8(), value.end));
    behind.is_some_and(|behind| due_behind(text, behind).is_none())
}

/// The clauses of a stretch that opens with a label; `None` when it does not.
pub(super) fn within(text: &str, line: TextRange) -> Option<Vec<Part>> {
    let starts = labels(slice(text, line));
    let is_opened = starts.first().is_some_and(|&(start, ..)| start == 0);
    if is_opened {
        return Some(clauses(text, line, &starts));
    }
    without_colons(text, line).filter(|parts| matches!(parts.first(), Some(Part::Clause(_))))
}

/// A stretch up to the first label in it, and the clauses of its labels: 省农委牵头；分管领导：王明.
pub(super) fn behind(text: &str, line: TextRange) -> (TextRange, Vec<Part>) {
    let starts = labels(slice(text, line));
    let Some(&(first, ..)) = starts.first() else {
        return (line, Vec::new());
    };
    let before = TextRange::new(line.start, line.start + first);
    let before = trimmed_of(text, before, |c| {
        c.is_whitespace() || "，,；;。".contains(c)
    });
    (before, clauses(text, line, &starts))
}

/// Text and clauses of a line whose last sentence is labels without colons: 牵头单位省农委，配合单位省财政厅。
///
/// Without the colon only lists of nothing but bodies and deadlines show that the words are labels.
fn without_colons(text: &str, line: TextRange) -> Option<Vec<Part>> {
    let printed = slice(text, line);
    if !LABEL_WORDS.iter().any(|word| printed.contains(word)) {
        return None;
    }
    let mut starts = Vec::new();
    let (mut opens_sentence, mut opens_piece) = (true, true);
    for (at, character) in printed.char_indices() {
        if (opens_sentence || opens_piece)
            && let Some(rest) = printed.get(at..)
            && let Some((length, slot)) = label::without_colon(rest)
        {
            // 牵头单位为省农委 may close a sentence.
            let behind = rest.get(length..).unwrap_or_default();
            let said = behind.len() - behind.trim_start_matches(COPULAS).len();
            if opens_sentence || said > 0 || !starts.is_empty() {
                starts.push((at, length + said, slot));
            }
        }
        if !character.is_whitespace() {
            opens_sentence = matches!(character, '。' | '；' | '！');
        }
        opens_piece =
            character.is_whitespace() || matches!(character, '，' | ',' | '；' | ';' | '。');
    }
    let &(first, ..) = starts.first()?;
    let before = TextRange::new(line.start, line.start + first);
    let before = trimmed_of(text, before, |c| {
        c.is_whitespace() || DASHES.contains(&c) || "，,".contains(c)
    });
    let clauses = clauses(text, line, &starts);
    let text_before = (!before.is_empty()).then_some(Part::Text(before));
    clauses
        .iter()
        .all(|part| is_told(text, part))
        .then(|| text_before.into_iter().chain(clauses).collect())
}

/// Whether a clause holds nothing but bodies, or when its task is due.
fn is_told(text: &str, part: &Part) -> bool {
    match part {
        Part::Clause(clause) if clause.slot == Slot::Deadline => {
            due::is_due(slice(text, clause.value))
        }
        Part::Clause(clause) if clause.slot != Slot::Persons => {
            let list = names::read(text, clause.value, Role::Responsible, &[]);
            let is_named = |name: &names::Name| is_named_body(slice(text, name.range));
            !list.names.is_empty() && list.verbs == 0 && list.names.iter().all(is_named)
        }
        _ => false,
    }
}

/// What may stand between such a label and the list.
const COPULAS: [char; 2] = ['为', '是'];

/// Whether a character around a clause is none of its words: white space, or a stroke before the next label.
fn ends_clause(character: char) -> bool {
    character.is_whitespace() || matches!(character, '|' | '｜')
}

/// What a line with labels without colons holds.
const LABEL_WORDS: [&str; 2] = ["单位", "部门"];

fn clauses(text: &str, line: TextRange, starts: &[(usize, usize, Slot)]) -> Vec<Part> {
    let length = line.end - line.start;
    let ends = starts.iter().skip(1).map(|&(start, ..)| start);
    let clauses =
        starts
            .iter()
            .zip(ends.chain([length]))
            .flat_map(|(&(start, length, slot), end)| {
                let range = trimmed(text, TextRange::new(start, end).shifted(line.start));
                let from = (line.start + start + length).min(range.end);
                let words = TextRange::new(from, range.end);
                let value = without_final_stop(text, trimmed_of(text, words, ends_clause));
                let clause = Clause { slot, range, value };
                let said = (slot == Slot::Persons).then(|| behind_persons(text, clause));
                said.flatten()
                    .unwrap_or_else(|| vec![clause])
                    .into_iter()
                    .map(Part::Clause)
            });
    clauses.collect()
}

/// The persons of a clause and the statement behind them: 分管领导：王明；省农委牵头，省财政厅配合.
fn behind_persons(text: &str, clause: Clause) -> Option<Vec<Clause>> {
    let (persons, said) = slice(text, clause.value).split_once(['；', ';'])?;
    let end = clause.value.start + persons.len();
    let value = trimmed(
        text,
        TextRange::new(clause.value.end - said.len(), clause.value.end),
    );
    let states = names::read(text, value, Role::Responsible, &[]).is_statement(text);
    states.then(|| {
        let persons = Clause {
            range: TextRange::new(clause.range.start, end),
            value: TextRange::new(clause.value.start, end),
            ..clause
        };
        let said = Clause {
            slot: Slot::Bodies(Role::Responsible),
            range: TextRange::new(value.start, clause.range.end),
            value,
        };
        vec![persons, said]
    })
}

/// The line without the brackets that enclose it.
fn unbracketed(text: &str, line: TextRange) -> TextRange {
    let printed = slice(text, line);
    let Some(inner) = printed.strip_prefix(OPENING) else {
        return half_bracketed(text, line);
    };
    let start = line.end - inner.len();
    // （牵头单位：省农委， ⏎ 责任单位：省财政厅）
    if !printed.contains(CLOSING) {
        return TextRange::new(start, line.end);
    }
    let inner = inner.trim_end_matches(['。', '；']);
    let Some(inner) = inner.strip_suffix(CLOSING) else {
        return line;
    };
    // The last bracket must close the first one: not so in （一）种粮（责任单位：省农委）.
    let mut depth = 0_usize;
    for character in inner.chars() {
        if OPENING.contains(&character) {
            depth += 1;
        } else if CLOSING.contains(&character) {
            match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return line,
            }
        }
    }
    TextRange::new(start, start + inner.len())
}

/// The line without a final bracket that closes none of its own.
fn half_bracketed(text: &str, line: TextRange) -> TextRange {
    let printed = slice(text, line).trim_end_matches(['。', '；']);
    let mut depth = 0_usize;
    let stray = printed.char_indices().find(|&(_, character)| {
        let closes = CLOSING.contains(&character);
        let is_stray = closes && depth == 0;
        depth += usize::from(OPENING.contains(&character));
        depth -= usize::from(closes && !is_stray);
        is_stray
    });
    stray
        .filter(|&(at, character)| at + character.len_utf8() == printed.len())
        .map_or(line, |(at, _)| TextRange::new(line.start, line.start + at))
}

/// What may stand between a sentence and the labels behind it.
const DASHES: [char; 3] = ['—', '－', '-'];

/// Marks of lists that may stand before a label.
pub(in crate::parse) const BULLETS: [char; 23] = [
    '◎', '◉', '⊙', '❖', '➤', '◦', '●', '○', '★', '☆', '■', '□', '◆', '◇', '▲', '△', '►', '▶', '➢',
    '＊', '•', '▪', '※',
];

/// Start, length and slot of every label that opens the line or follows a separator, brackets left out.
fn labels(line: &str) -> Vec<(usize, usize, Slot)> {
    steps::count(line.len());
    let mut found: Vec<(usize, usize, Slot)> = Vec::new();
    let (mut after_separator, mut depth) = (true, 0_usize);
    let mut next = 0;
    for (at, character) in line.char_indices() {
        if at < next {
            continue;
        }
        // A label may stand right behind a list: 省水利厅责任单位：省财政厅.
        if let (0, '：' | ':', Some(&(start, length, _))) = (depth, character, found.last())
            && let from = start + length
            && let Some((label, slot)) = line.get(from..at).and_then(label::closing)
            && label > 0
        {
            let start = from + label;
            found.push((start, at + character.len_utf8() - start, slot));
            after_separator = false;
            continue;
        }
        if (after_separator || character == '【')
            && depth == 0
            && let Some((length, slot)) = line.get(at..).and_then(label::opening)
        {
            found.push((at, length, slot));
            next = at + length;
            after_separator = false;
            continue;
        }
        depth = depth_behind(depth, character);
        after_separator = character.is_whitespace()
            || matches!(character, '；' | ';' | '。' | '，' | ',' | '、' | '|' | '—')
            || BULLETS.contains(&character);
    }
    found
}
