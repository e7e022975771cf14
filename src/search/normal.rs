//! Text in the one form in which documents and literals meet, with the way back to the text as given.

use crate::text::fold::fold;

/// Characters of a text in normal form, each with the place it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Normal {
    /// The characters.
    pub(super) chars: Vec<char>,
    /// For each of them the character of the given text that it came from.
    pub(super) origin: Vec<usize>,
}

/// `text` in normal form.
pub(super) fn normalize(text: &str) -> Normal {
    let mut normal = Normal::default();
    let mut gap: Option<usize> = None;
    let mut buffer = [0; 4];
    for (place, given) in text.chars().enumerate() {
        if given.is_whitespace() {
            gap.get_or_insert(place);
            continue;
        }
        if given.is_control() || ('\u{e000}'..='\u{f8ff}').contains(&given) {
            continue;
        }
        for character in fold(given.encode_utf8(&mut buffer)).chars() {
            let joins = |one: &char| one.is_ascii_alphanumeric();
            if let Some(place) = gap.take()
                && normal.chars.last().is_some_and(joins)
                && joins(&character)
            {
                normal.chars.push(' ');
                normal.origin.push(place);
            }
            normal.chars.push(character);
            normal.origin.push(place);
        }
    }
    normal
}
