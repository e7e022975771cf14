//! Traditional characters read as simplified ones, byte for byte in the same places.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::normalize::plain;

/// A text as it is read: every stretch of it stands at the same bytes as in the text that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'t> {
    /// The text in simplified characters.
    pub text: Cow<'t, str>,
    /// Whether the original is in traditional characters.
    pub is_traditional: bool,
}

/// One in this many Han characters has another traditional form at least, where a text is in traditional characters.
const TRADITIONAL_SHARE: usize = 12;

/// `text` in simplified characters when it is in traditional ones, and without the radicals and compatibility
/// characters that PDF files print for whole characters, nor marks of Markdown within lines.
///
/// A simplified text keeps the few characters that only look traditional: 乾县, 瞭望.
#[must_use]
pub fn reading(text: &str) -> Reading<'_> {
    let (mut han, mut traditional, mut has_others) = (0_usize, 0_usize, false);
    for character in text.chars() {
        if is_han(character) {
            han += 1;
            traditional += usize::from(plain(character) != character);
        } else {
            has_others |= is_stand_in(character);
        }
    }
    let is_traditional = traditional > 0 && traditional * TRADITIONAL_SHARE >= han;
    let text = if is_traditional || has_others {
        Cow::Owned(text.chars().map(|c| read(c, is_traditional)).collect())
    } else {
        Cow::Borrowed(text)
    };
    Reading {
        text: unmarked(text),
        is_traditional,
    }
}

/// Marks of Markdown and HTML within lines, each with what is read in its place.
const MARKS: &[(&str, &str)] = &[
    ("**", "  "),
    ("<br>", "、 "),
    ("<br/>", "、  "),
    ("<br />", "、   "),
];

/// The text with blanks where it says how letters look, and with separators where it breaks lines within a cell.
fn unmarked(text: Cow<'_, str>) -> Cow<'_, str> {
    MARKS.iter().fold(text, |text, (mark, blank)| {
        if text.contains(mark) {
            Cow::Owned(text.replace(mark, blank))
        } else {
            text
        }
    })
}

/// What a character is read as: one of the same length.
fn read(character: char, is_traditional: bool) -> char {
    let other = if is_han(character) && is_traditional {
        plain(character)
    } else if is_stand_in(character) {
        std::iter::once(character)
            .nfkc()
            .next()
            .map_or(character, plain)
    } else {
        character
    };
    if other.len_utf8() == character.len_utf8() {
        other
    } else {
        character
    }
}

fn is_han(character: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&character)
}

/// Radicals and compatibility ideographs.
fn is_stand_in(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}')
}

#[cfg(test)]
mod tests {
    use super::reading;

    #[test]
    fn traditional_texts_are_read_in_their_places() {
        let text = "責任單位：市財政局、市臺港澳辦。";
        let read = reading(text);
        assert!(read.is_traditional);
        assert_eq!(read.text, "责任单位：市财政局、市台港澳办。");
        assert_eq!(read.text.len(), text.len());
    }

    #[test]
    fn simplified_texts_stay() {
        let text = "乾县推进农村饮水安全工程建设，完善基础设施。";
        let read = reading(text);
        assert!(!read.is_traditional);
        assert_eq!(read.text, text);
        assert_eq!(reading("⼀、⻓江").text, "一、长江");
        assert_eq!(reading("**一、修路**").text, "  一、修路  ");
    }
}
