//! Characters of simple fonts: names of glyphs, and codes of the usual encoding.

use encoding_rs::WINDOWS_1252;

/// Names of glyphs that are not their own character.
const NAMES: &[(&str, char)] = &[
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '−'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("underscore", '_'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("periodcentered", '·'),
    ("degree", '°'),
    ("perthousand", '‰'),
    ("multiply", '×'),
    ("plusminus", '±'),
    ("lessequal", '≤'),
    ("greaterequal", '≥'),
    ("notequal", '≠'),
    ("nbspace", '\u{A0}'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
];

/// The character of a glyph by its name.
pub(super) fn character(name: &str) -> Option<char> {
    let mut characters = name.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return Some(only);
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    let point = digits.filter(|digits| (4..=6).contains(&digits.len()));
    let named = NAMES.iter().find(|(known, _)| *known == name);
    named.map(|&(_, character)| character).or_else(|| {
        let point = u32::from_str_radix(point?, 16).ok()?;
        char::from_u32(point)
    })
}

/// The character of a code in the usual encoding of Western fonts.
pub(super) fn western(code: u8) -> Option<char> {
    let code = [code];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&code);
    text.chars()
        .next()
        .filter(|character| !character.is_control())
}
