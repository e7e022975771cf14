//! Character maps: which text the codes of a font stand for, and how long its codes are.

use std::collections::HashMap;

/// A map from codes to text.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Lengths in bytes, lowest and highest code of the ranges of codes.
    spaces: Vec<(usize, u32, u32)>,
    single: HashMap<u32, String>,
    /// First and last code, and the text of the first; sorted.
    ranges: Vec<(u32, u32, String)>,
}

/// A word of a map.
#[derive(Debug, PartialEq, Eq)]
enum Word<'a> {
    /// Digits in angle brackets.
    Code(Vec<u8>),
    Open,
    Close,
    Other(&'a [u8]),
}

impl CMap {
    /// Reads a map; what is not understood is left out.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut words = Words { rest: bytes };
        while let Some(word) = words.next() {
            match word {
                Word::Other(b"begincodespacerange") => map.read_spaces(&mut words),
                Word::Other(b"beginbfchar") => map.read_single(&mut words),
                Word::Other(b"beginbfrange") => map.read_ranges(&mut words),
                _ => {}
            }
        }
        map.ranges.sort();
        map
    }

    /// The text of a code.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.single.get(&code) {
            return Some(text.clone());
        }
        let at = self.ranges.partition_point(|&(first, ..)| first <= code);
        let (first, last, text) = self.ranges.get(at.checked_sub(1)?)?;
        (code <= *last)
            .then(|| advanced(text, code - first))
            .flatten()
    }

    /// The length of the code at the start of `bytes`; `None` when the map says nothing of it.
    pub(super) fn code_length(&self, bytes: &[u8]) -> Option<usize> {
        let spaces = self.spaces.iter();
        let fits = |&&(length, first, last): &&(usize, u32, u32)| {
            bytes
                .get(..length)
                .is_some_and(|code| (first..=last).contains(&number(code)))
        };
        spaces.filter(fits).map(|&(length, ..)| length).min()
    }

    fn read_spaces(&mut self, words: &mut Words<'_>) {
        while let (Some(Word::Code(first)), Some(Word::Code(last))) = (words.next(), words.next()) {
            if (1..=4).contains(&first.len()) {
                self.spaces
                    .push((first.len(), number(&first), number(&last)));
            }
        }
    }

    fn read_single(&mut self, words: &mut Words<'_>) {
        while let (Some(Word::Code(code)), Some(Word::Code(text))) = (words.next(), words.next()) {
            self.single.insert(number(&code), utf16(&text));
        }
    }

    fn read_ranges(&mut self, words: &mut Words<'_>) {
        while let (Some(Word::Code(first)), Some(Word::Code(last))) = (words.next(), words.next()) {
            let (first, last) = (number(&first), number(&last));
            match words.next() {
                Some(Word::Code(text)) => self.ranges.push((first, last, utf16(&text))),
                Some(Word::Open) => {
                    let mut code = first;
                    while let Some(Word::Code(text)) = words.next() {
                        self.single.insert(code, utf16(&text));
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }
}

/// The text whose last character lies `by` further.
fn advanced(text: &str, by: u32) -> Option<String> {
    let last = text.chars().next_back()?;
    let head = text.strip_suffix(last)?;
    let last = char::from_u32(u32::from(last).checked_add(by)?)?;
    Some(format!("{head}{last}"))
}

fn number(code: &[u8]) -> u32 {
    code.iter()
        .take(4)
        .fold(0, |number, &byte| number << 8 | u32::from(byte))
}

fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| u16::from_be_bytes(pair));
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or('\u{FFFD}'))
        .collect()
}

/// The words of a map.
struct Words<'a> {
    rest: &'a [u8],
}

impl<'a> Words<'a> {
    fn next(&mut self) -> Option<Word<'a>> {
        loop {
            self.rest = self.rest.trim_ascii_start();
            let (&first, behind) = self.rest.split_first()?;
            match first {
                b'%' => {
                    let end = behind
                        .iter()
                        .position(|&byte| byte == b'\n' || byte == b'\r');
                    self.rest = end.and_then(|end| behind.get(end..)).unwrap_or_default();
                }
                b'<' if behind.first() != Some(&b'<') => {
                    let end = behind.iter().position(|&byte| byte == b'>')?;
                    let (digits, rest) = behind.split_at_checked(end)?;
                    self.rest = rest.get(1..).unwrap_or_default();
                    return Some(Word::Code(hex(digits)));
                }
                b'[' | b']' => {
                    self.rest = behind;
                    return Some(if first == b'[' {
                        Word::Open
                    } else {
                        Word::Close
                    });
                }
                _ => {
                    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"<[]%".contains(byte);
                    let end = behind
                        .iter()
                        .position(is_end)
                        .map_or(self.rest.len(), |end| end + 1);
                    let (word, rest) = self.rest.split_at_checked(end)?;
                    self.rest = rest;
                    return Some(Word::Other(word));
                }
            }
        }
    }
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let values: Vec<_> = digits
        .iter()
        .filter_map(|&digit| char::from(digit).to_digit(16))
        .filter_map(|value| u8::try_from(value).ok())
        .collect();
    values
        .chunks(2)
        .map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::CMap;

    #[test]
    fn codes_are_read_from_single_entries_ranges_and_lists() {
        let map = CMap::read(
            b"/CIDInit /ProcSet findresource begin % a comment\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0001> <7701> <0002> <D840DC0B> endbfchar\n\
              2 beginbfrange <0010> <0012> <0041> <0020><0021>[<519C> <59D4>] endbfrange",
        );
        for (code, text) in [
            (1, Some("省")),
            (2, Some("𠀋")),
            (0x12, Some("C")),
            (0x13, None),
            (0x21, Some("委")),
            (0x22, None),
        ] {
            assert_eq!(map.text(code).as_deref(), text, "{code:x}");
        }
        assert_eq!(map.code_length(&[0x51, 0x9C, 0x00]), Some(2));
        assert_eq!(map.code_length(&[0x51]), None);
    }

    #[test]
    fn maps_that_end_early_are_read_as_far_as_they_go() {
        for map in [
            "beginbfrange <00",
            "beginbfrange <00> <FFFFFFFF> <>",
            "beginbfchar <",
            "<",
            "%",
        ] {
            assert_eq!(CMap::read(map.as_bytes()).text(7), None, "{map}");
        }
    }
}
