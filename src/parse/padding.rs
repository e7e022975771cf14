//! Spaces that a program put around figures and Latin letters: 到 2025 年，建成 5G 基站 2 万个. They part nothing.

use std::sync::LazyLock;

use regex::Regex;

use super::line::{Line, slice};
use super::steps;
use crate::model::TextRange;
use crate::text::is_han;

/// The fewest padded places that show a habit.
const FEWEST: usize = 6;

/// The gaps of `text` that padding leaves, in order, when it pads figures throughout. `is_row`: which lines are rows of a
/// table, whose spaces part cells.
pub(super) fn gaps(text: &str, lines: &[Line], is_row: &[bool]) -> Vec<TextRange> {
    let (mut padded, mut bare) = (Vec::new(), 0_usize);
    for (line, is_row) in lines.iter().zip(is_row) {
        if !is_row {
            bare += read(text, line.range, &mut padded);
        }
    }
    // Where most figures stand right behind their words a space parts something.
    if padded.len() < FEWEST || padded.len() < bare {
        padded.clear();
    }
    let words = lines.iter().zip(is_row).filter(|&(_, is_row)| !is_row);
    padded.extend(words.flat_map(|(line, _)| within_figures(text, line.range)));
    padded.sort_unstable();
    padded
}

/// The spaces within the figures of a line that words stand around, each before three digits: 新修公路1 200公里. 任务1 5月底前
/// holds two numbers.
fn within_figures(text: &str, line: TextRange) -> Vec<TextRange> {
    static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\p{Han}([0-9]{1,3}(?: [0-9]{3})+)(?:\.[0-9]+)?[\p{Han}%％]")
            .expect("the pattern of this file is valid")
    });
    let printed = slice(text, line);
    if !printed.contains(' ') {
        return Vec::new();
    }
    let is_numbered = |start: usize| {
        let before = printed.get(..start).unwrap_or_default();
        NUMBERED.iter().any(|word| before.ends_with(word))
    };
    let figures = FIGURE
        .captures_iter(printed)
        .filter_map(|found| found.get(1))
        .filter(|figure| !is_numbered(figure.start()));
    let spaces = figures.flat_map(|figure| {
        let places = figure.as_str().match_indices(' ');
        places.map(move |(at, _)| figure.start() + at)
    });
    spaces
        .map(|at| TextRange::new(at, at + 1).shifted(line.start))
        .collect()
}

/// What is numbered, so that another figure may follow its number: 专栏1 100项重点工程.
const NUMBERED: [&str; 4] = ["专栏", "附件", "附表", "附图"];

/// Adds the padding of a line, and counts the places without any. What a line begins with may be its enumerator.
fn read(text: &str, line: TextRange, padded: &mut Vec<TextRange>) -> usize {
    let printed = slice(text, line);
    steps::count(printed.len());
    let mut bare = 0;
    let mut space: Option<usize> = None;
    let mut last: Option<char> = None;
    let mut has_words = false;
    for (at, character) in printed.char_indices() {
        if matches!(character, ' ' | '\u{A0}') {
            // Two spaces part cells.
            last = last.filter(|_| space.is_none());
            space = Some(at);
            continue;
        }
        let meet = last.is_some_and(|last| {
            (is_han(last) && opens_figure(character)) || (closes_figure(last) && is_han(character))
        });
        if meet && has_words {
            match space {
                Some(start) => padded.push(TextRange::new(start, at).shifted(line.start)),
                None => bare += 1,
            }
        }
        has_words |= is_han(character);
        (last, space) = (Some(character), None);
    }
    bare
}

fn opens_figure(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

fn closes_figure(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '%' | '％')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::line::lines;

    #[test]
    fn spaces_around_figures_are_no_gaps_but_where_they_are_a_habit() {
        let gaps = |text: &str| gaps(text, &lines(text), &vec![false; lines(text).len()]).len();
        let padded = "1. 到 2025 年，建成 5G 基站 20 个，占比 8% 以上。";
        assert_eq!(gaps(&padded.repeat(2)), 16);
        assert_eq!(gaps("到 2025 年"), 0);
        assert_eq!(gaps("新修公路1 200公里，解决12 000 000人饮水"), 3);
        assert_eq!(gaps("任务1 5月底前完成，专栏1 10项工程"), 0);
        assert_eq!(gaps("附件1 2025年任务"), 0);
        assert_eq!(gaps("专栏1 100项重点工程"), 0);
        // Cells, and one slip of a typist.
        assert_eq!(gaps(&"1 建成  20个  6月\n".repeat(9)), 0);
        assert_eq!(
            gaps(&format!("{} 9月", "到2025年，建成20个基站，".repeat(9))),
            0
        );
    }
}
