//! Chapters that a query names by their numbers: 第五章, 五章, 第五、六章, 章:5-7.

use std::ops::Range;

use super::{Applied, InterpretedTerm, QueryReader, Within};
use crate::engine::QueryError;
use crate::search::Literal;
use crate::search::query::words::joins;
use crate::text::fold::fold;
use crate::text::numeral;

/// What stands between the first and the last of several chapters.
const RANGES: &[char] = &['-', '－', '–', '—', '~', '～', '至', '到'];

/// The most chapters of one range: no plan has as many.
const LONGEST: u32 = 100;

impl QueryReader<'_> {
    /// Recognises chapters among the plain words: the word 章 is a field word of its own.
    pub(super) fn read_chapters(&mut self) -> Result<(), QueryError> {
        for (bytes, numbers) in self.chapters_named() {
            let text = self.folded.text.get(bytes.clone()).unwrap_or_default();
            let text = text.to_owned();
            let range = self.folded.range(bytes);
            let Some(within) = self.around(&range).cloned() else {
                continue;
            };
            if self.kept.contains(&text) {
                continue;
            }
            self.add_chapters(range, text, &within, numbers)?;
        }
        Ok(())
    }

    /// Reads what the field word 章 stands before; it stays text when it is no number.
    pub(super) fn read_chapter_field(
        &mut self,
        literal: &Literal,
        within: &Within,
    ) -> Result<(), QueryError> {
        let folded = fold(&literal.text);
        let numbers = chapter_numbers(&folded).filter(|_| !self.kept.contains(&folded));
        match numbers {
            Some(numbers) => {
                self.add_chapters(literal.range.clone(), literal.text.clone(), within, numbers)
            }
            None => Ok(()),
        }
    }

    fn add_chapters(
        &mut self,
        range: Range<usize>,
        text: String,
        within: &Within,
        numbers: Vec<u32>,
    ) -> Result<(), QueryError> {
        let node = match numbers.as_slice() {
            [number] => self.view.only_chapter(*number)?,
            _ => None,
        };
        let understood = &mut self.understanding;
        understood.add_chapters(range.clone(), within, numbers);
        understood.terms.push(InterpretedTerm {
            range,
            text,
            node,
            role: None,
            is_negated: within.is_negated,
            applied: Applied::Filter,
        });
        Ok(())
    }

    /// Stretches of the query that name chapters: 第…章 wherever it stands, …章 where it stands alone.
    fn chapters_named(&self) -> Vec<(Range<usize>, Vec<u32>)> {
        let mut found = Vec::new();
        for (start, mark) in self.folded.text.match_indices('第') {
            let rest = self.folded.from(start + mark.len());
            let Some((numbers, _)) = rest.split_once('章') else {
                continue;
            };
            let end = start + mark.len() + numbers.len() + '章'.len_utf8();
            if let Some(numbers) = chapter_numbers(numbers) {
                found.push((start..end, numbers));
            }
        }
        let mut start = 0;
        for word in self.folded.text.split(' ') {
            let bytes = start..start + word.len();
            start = bytes.end + 1;
            let numbers = word.strip_suffix('章').and_then(chapter_numbers);
            let is_new = found
                .iter()
                .all(|(known, _)| known.end <= bytes.start || bytes.end <= known.start);
            if let Some(numbers) = numbers.filter(|_| is_new) {
                found.push((bytes, numbers));
            }
        }
        found
    }
}

/// The chapters that a text numbers: 5, 第五章, 五、六, 5-7; `None` when it is anything else.
pub(super) fn chapter_numbers(text: &str) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    for part in text.split(joins) {
        let mut ends = part.split(RANGES).map(chapter_number);
        let first = ends.next()??;
        let last = match ends.next() {
            Some(last) => last?,
            None => first,
        };
        if ends.next().is_some() || last < first || last - first > LONGEST {
            return None;
        }
        numbers.extend(first..=last);
    }
    Some(numbers)
}

fn chapter_number(text: &str) -> Option<u32> {
    let digits = text
        .trim()
        .trim_start_matches('第')
        .trim_end_matches('章')
        .trim();
    u32::try_from(numeral::integer(digits)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_are_numbered_in_many_forms() {
        let check = |text, expected: Option<&[u32]>| {
            assert_eq!(chapter_numbers(text).as_deref(), expected, "{text}");
        };
        check("5", Some(&[5]));
        check("第五章", Some(&[5]));
        check(" 5 ", Some(&[5]));
        check("五、六", Some(&[5, 6]));
        check("第5章和第6章", Some(&[5, 6]));
        check("5-7", Some(&[5, 6, 7]));
        check("十至十二", Some(&[10, 11, 12]));
        check("2,4-5", Some(&[2, 4, 5]));
        check("7-5", None);
        check("1-1000", None);
        check("农业", None);
        check("5、", None);
        check("", None);
    }
}
