//! One reading of Chinese text for documents and for what people type, with the way back to the text as published.

use std::iter;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// A text as it is compared and indexed, and where each of its characters stands in the original.
///
/// Characters without meaning (private use, control, format) are gone, compatibility forms, radicals, traditional and
/// variant characters are replaced by the plain simplified ones, case is lower, and white space stays only between
/// two words that need it (`gdp per capita`, but 现代农业). Each character is read without regard to its neighbours,
/// white space and the private-use decimal point apart: what a text contains, its normal form contains too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalized {
    /// The text in normal form.
    text: String,
    /// For each character of `text` the number of the original character that it comes from.
    origins: Vec<usize>,
    /// Characters of the original.
    original_length: usize,
}

impl Normalized {
    /// The normal form of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut writer = Writer::new(text.len());
        let mut characters = text.chars().enumerate().peekable();
        while let Some((origin, character)) = characters.next() {
            writer.original_length = origin + 1;
            if character.is_whitespace() {
                writer.white_space.get_or_insert(origin);
                continue;
            }
            if character == DECIMAL_POINT {
                let next = characters.peek().map(|&(_, next)| next);
                if writer.ends_with_digit() && next.is_some_and(is_digit) {
                    writer.push('.', origin);
                }
                continue;
            }
            writer.read(character, origin);
        }
        writer.finish()
    }

    /// The text in normal form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text in normal form, without the way back.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The characters of the original that `range`, in characters of the normal form, comes from.
    ///
    /// Characters dropped inside the range belong to it, those at its ends do not. An empty range, or one beyond the
    /// end, becomes an empty one.
    #[must_use]
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let origin = |index: usize| self.origins.get(index).copied();
        let start = origin(range.start).unwrap_or(self.original_length);
        let last = range.end.min(self.origins.len()).checked_sub(1);
        let end = last
            .and_then(origin)
            .map_or(start, |last| (last + 1).max(start));
        let is_empty = range.start >= range.end;
        start..if is_empty { start } else { end }
    }
}

/// The private-use character that 2012 notices print for the decimal point: 减少9\u{E010}2%.
const DECIMAL_POINT: char = '\u{E010}';

/// The normal form while it is written.
struct Writer {
    text: String,
    origins: Vec<usize>,
    original_length: usize,
    /// Where the white space began that stands before the next character.
    white_space: Option<usize>,
    last: Option<char>,
}

impl Writer {
    fn new(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            // Most characters are Han: three bytes each.
            origins: Vec::with_capacity(bytes / 3 + 1),
            original_length: 0,
            white_space: None,
            last: None,
        }
    }

    /// Writes what `character` is read as.
    fn read(&mut self, character: char, origin: usize) {
        match alone(character) {
            Some(read) => self.push(read, origin),
            None if is_without_meaning(character) => {}
            None => {
                for part in in_full(character) {
                    if part.is_whitespace() {
                        self.white_space.get_or_insert(origin);
                    } else {
                        self.push(part, origin);
                    }
                }
            }
        }
    }

    fn push(&mut self, character: char, origin: usize) {
        if let Some(space) = self.white_space.take()
            && self.last.is_some_and(|last| !is_wide(last))
            && !is_wide(character)
        {
            self.text.push(' ');
            self.origins.push(space);
        }
        self.text.push(character);
        self.origins.push(origin);
        self.last = Some(character);
    }

    fn ends_with_digit(&self) -> bool {
        self.white_space.is_none() && self.last.is_some_and(is_digit)
    }

    fn finish(self) -> Normalized {
        Normalized {
            text: self.text,
            origins: self.origins,
            original_length: self.original_length,
        }
    }
}

/// Digits, ASCII or full-width.
fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

/// Whether a character needs no space beside it: Han and the punctuation that goes with it.
fn is_wide(character: char) -> bool {
    u32::from(character) >= 0x2000
}

/// Private-use, control and format characters, and those that only choose a glyph.
fn is_without_meaning(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{E000}'..='\u{F8FF}'
                | '\u{F0000}'..='\u{10FFFF}'
                | '\u{AD}'
                | '\u{61C}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// What a character of the kinds that texts are full of is read as, whatever stands beside it; `None` for any other one.
pub(crate) fn alone(character: char) -> Option<char> {
    match character {
        '!'..='~' => Some(character.to_ascii_lowercase()),
        '\u{4E00}'..='\u{9FFF}' | '“' | '”' | '、' | '。' => Some(plain(character)),
        _ => half_width(character).map(|half| half.to_ascii_lowercase()),
    }
}

/// The ASCII character of a full-width form; `None` for anything else.
pub(crate) fn half_width(character: char) -> Option<char> {
    match character {
        '！'..='～' => char::from_u32(u32::from(character) - FULL_WIDTH),
        _ => None,
    }
}

/// What any character is read as.
fn in_full(character: char) -> impl Iterator<Item = char> {
    let parts = iter::once(character).nfkc();
    parts.flat_map(char::to_lowercase).map(plain)
}

/// How far the full-width form of an ASCII character stands from it.
const FULL_WIDTH: u32 = 0xFEE0;

/// The plain character that stands for `character`: 發 → 发, ⻓ → 长, ○ → 〇.
pub(super) fn plain(character: char) -> char {
    u32::from(character)
        .checked_sub(FIRST_VARIANT)
        .and_then(|index| VARIANTS.get(usize::try_from(index).ok()?).copied())
        .unwrap_or(character)
}

/// The first character that [`VARIANTS`] has a place for: variants are dashes, signs, radicals and Han.
const FIRST_VARIANT: u32 = 0x2000;

/// The characters from [`FIRST_VARIANT`] to the end of the Han block, each as it is read.
static VARIANTS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut plain: Vec<char> = ('\u{2000}'..='\u{9FFF}').collect();
    let lines = include_str!("variants.txt").lines();
    for group in lines
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
    {
        let mut characters = group.chars();
        let Some(stays) = characters.next() else {
            continue;
        };
        for variant in characters {
            let index = u32::from(variant).checked_sub(FIRST_VARIANT);
            let place = index.and_then(|index| plain.get_mut(usize::try_from(index).ok()?));
            if let Some(place) = place {
                *place = stays;
            }
        }
    }
    plain
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(Normalized::of(text).text(), expected, "{text:?}");
    }

    #[test]
    fn what_differs_only_in_print_is_one() {
        check("９７％，ＧＤＰ", "97%,gdp");
        check("４５亿斤", "45亿斤");
        check("100㎡ ① Ⅳ", "100m2 1 iv");
        check("⼀县⼀业", "一县一业");
        check("⻓春居⺠", "长春居民");
        check("發展現代農業", "发展现代农业");
        check("臺灣、颱風", "台湾、台风");
        check("二○一二年", "二〇一二年");
        check("３－５", "3-5");
    }

    #[test]
    fn common_characters_are_read_as_any_would_be() {
        for character in '\0'..=char::MAX {
            if let Some(read) = alone(character) {
                let in_full: String = in_full(character).collect();
                assert_eq!(in_full, read.to_string(), "{character:?}");
            }
        }
    }

    #[test]
    fn characters_without_meaning_are_dropped() {
        check("现代\u{E004}农业\u{200B}。\u{FEFF}\u{0}", "现代农业。");
        check("减少9\u{E010}2%", "减少9.2%");
        check("第\u{E010}九", "第九");
        check("9\u{E010}", "9");
    }

    #[test]
    fn white_space_stays_between_words_only() {
        check("现代　农业\r\n 发展", "现代农业发展");
        check(" GDP  per capita 增长 ", "gdp per capita增长");
        check(" \n", "");
    }

    #[test]
    fn the_way_back_leads_to_the_text_as_published() {
        let check = |text: &str, literal: &str, original: &str| {
            let normal = Normalized::of(text);
            let before = normal.text().split(literal).next().unwrap();
            let start = before.chars().count();
            let range = normal.source_range(start..start + literal.chars().count());
            let found = crate::text::characters(text, &range);
            assert_eq!(found, original, "{text:?}");
        };
        check("发展現代農業", "现代农业", "現代農業");
        check("达到９７％以上", "97%", "９７％");
        check(
            "发展现\u{E004}代\n农业\u{E004}",
            "现代农业",
            "现\u{E004}代\n农业",
        );
        check("每户100㎡左右", "100m", "100㎡");
        check("每户100㎡左右", "左右", "左右");
    }

    #[test]
    fn a_range_beyond_the_end_is_empty() {
        let normal = Normalized::of("农业");
        assert_eq!(normal.source_range(1..9), 1..2);
        assert_eq!(normal.source_range(5..9), 2..2);
        assert_eq!(normal.source_range(1..1), 1..1);
    }

    #[test]
    fn no_character_that_stays_becomes_another() {
        for character in VARIANTS.iter() {
            assert_eq!(plain(*character), *character);
        }
    }

    proptest! {
        #[test]
        fn normal_form_is_stable(text in "\\PC{0,40}|[农業⻓Ａa1１ 　\u{E004}\u{E010}，.%]{0,20}") {
            let once = Normalized::of(&text);
            let twice = Normalized::of(once.text());
            prop_assert_eq!(once.text(), twice.text());
        }

        #[test]
        fn ways_back_never_cross_nor_leave_the_text(text in "\\PC{0,40}|[农業Ａ 　\u{E004}㎡]{0,20}") {
            let normal = Normalized::of(&text);
            let length = text.chars().count();
            prop_assert_eq!(normal.origins.len(), normal.text().chars().count());
            prop_assert!(normal.origins.is_sorted());
            for index in 0..normal.origins.len() {
                let range = normal.source_range(index..index + 1);
                prop_assert_eq!(range.len(), 1);
                prop_assert!(range.end <= length);
            }
        }

        #[test]
        fn a_part_of_a_text_reads_as_it_does_in_the_whole(before in "[发展農業着乾]{0,6}", part in "[现代農業發⻓]{1,8}", after in "[县域後裏]{0,6}") {
            let whole = Normalized::of(&format!("{before}{part}{after}"));
            prop_assert!(whole.text().contains(Normalized::of(&part).text()));
        }
    }
}
