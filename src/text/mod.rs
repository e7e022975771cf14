//! What Chinese text needs everywhere, free of any document's layout.

pub mod fold;
pub mod near;
pub mod normalize;
pub mod numeral;
pub mod pinyin;
pub mod script;
pub(crate) mod stretch;

/// Whether a character is Han: an ideograph, a compatibility ideograph, or the nought of years.
pub(crate) fn is_han(character: char) -> bool {
    matches!(
        character,
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇'
    )
}
