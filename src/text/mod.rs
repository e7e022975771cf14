//! What Chinese text needs everywhere, free of any document's layout.

pub mod fold;
pub mod near;
pub mod normalize;
pub mod numeral;
pub mod pinyin;
pub mod script;
pub(crate) mod stretch;

use std::ops::Range;

/// The characters of a text in a range of characters; those of it that the text has not are left out.
pub(crate) fn characters(text: &str, range: &Range<usize>) -> String {
    text.chars().skip(range.start).take(range.len()).collect()
}

/// The first characters of a text, on one line; what was cut off is told by `…`.
pub(crate) fn opening(text: &str, length: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = line.chars();
    let mut opening: String = characters.by_ref().take(length).collect();
    if characters.next().is_some() {
        opening.push('…');
    }
    opening
}

/// Whether a character is Han: an ideograph, a compatibility ideograph, or the nought of years.
pub(crate) fn is_han(character: char) -> bool {
    matches!(
        character,
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_of_a_text_is_on_one_line_and_says_what_was_cut_off() {
        let check = |text: &str, expected: &str| assert_eq!(opening(text, 4), expected);
        check("", "");
        check("新建水库", "新建水库");
        check("新建水库3座", "新建水库…");
        check("新建\n\u{3000}\u{3000}水库", "新建 水…");
        check(" 新建\n", "新建");
    }
}
