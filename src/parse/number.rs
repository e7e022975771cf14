//! Document numbers: 辽政发〔2012〕5号, in the bracket variants that sites print.

use super::line::{slice, trimmed, trimmed_of};
use crate::model::TextRange;
use crate::text::numeral;

/// The longest code of an issuing body, in characters.
const LONGEST_CODE: usize = 12;

/// Every document number of a text in order.
pub(super) fn find(text: &str) -> impl Iterator<Item = TextRange> + '_ {
    text.match_indices('号').filter_map(|(at, word)| {
        let start = start(text.get(..at)?)?;
        Some(TextRange::new(start, at + word.len()))
    })
}

/// The number that a line is, brackets around it left out.
pub(super) fn whole(text: &str, line: TextRange) -> Option<TextRange> {
    let inner = trimmed(text, unbracketed(text, line));
    let before = slice(text, TextRange::new(line.start, inner.end)).strip_suffix('号')?;
    (line.start + start(before)? == inner.start).then_some(inner)
}

/// A title and the number in brackets that closes it: …的通知（辽政发〔2012〕5号）.
pub(super) fn closing(text: &str, line: TextRange) -> Option<(TextRange, TextRange)> {
    let before = slice(text, line).strip_suffix(['）', ')'])?;
    let end = line.start + before.len();
    let start = start(slice(text, TextRange::new(0, end)).strip_suffix('号')?)?;
    let title = slice(text, TextRange::new(line.start, start)).strip_suffix(['（', '('])?;
    let title = trimmed(text, TextRange::new(line.start, line.start + title.len()));
    Some((title, TextRange::new(start, end)))
}

/// A title and the number that opens its line: 辽政发〔2012〕5号辽宁省人民政府关于….
pub(super) fn opening(text: &str, line: TextRange) -> Option<(TextRange, TextRange)> {
    let number = find(slice(text, line)).next()?.shifted(line.start);
    let title = trimmed(text, TextRange::new(number.end, line.end));
    (number.start == line.start && !title.is_empty()).then_some((title, number))
}

/// The first number in `range` that runs on behind a title, without the title: 的实施意见黔府发〔2016〕90号.
pub(super) fn after_title(text: &str, range: TextRange, title_ends: &[&str]) -> Option<TextRange> {
    let mut number = find(slice(text, range)).next()?.shifted(range.start);
    // The code of the issuer begins where the title ends.
    let code = slice(text, number);
    let ends = title_ends
        .iter()
        .filter_map(|word| Some(code.rfind(word)? + word.len()));
    // 国办函〔2016〕118号 holds such a word itself.
    let opens_code = |&end: &usize| {
        let code = code.get(end..).unwrap_or_default();
        code.starts_with(char::is_alphabetic)
    };
    number.start += ends.filter(opens_code).max().unwrap_or_default();
    Some(number)
}

fn unbracketed(text: &str, line: TextRange) -> TextRange {
    if slice(text, line).ends_with('号') {
        line
    } else {
        trimmed_of(text, line, |character| "（）()".contains(character))
    }
}

/// Where the number starts whose 号 follows `before`.
fn start(before: &str) -> Option<usize> {
    let is_digit = |character: char| numeral::digit(character).is_some();
    let serial = before.trim_end();
    let rest = serial.trim_end_matches(is_digit);
    if rest.len() == serial.len() {
        return None;
    }
    let rest = rest.trim_end().trim_end_matches('第').trim_end();
    let year = rest.strip_suffix(['〕', ']', '］', '）', ')', '】'])?;
    let rest = year.trim_end_matches(is_digit);
    let digits = year.get(rest.len()..)?.chars().count();
    let code = rest
        .strip_suffix(['〔', '[', '［', '（', '(', '【'])?
        .trim_end();
    let length: usize = code
        .chars()
        .rev()
        .take(LONGEST_CODE)
        .take_while(|character| character.is_alphabetic())
        .map(char::len_utf8)
        .sum();
    (digits == 4 && length > 0).then(|| code.len() - length)
}
