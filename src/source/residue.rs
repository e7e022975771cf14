//! What sites and copies leave in a text: tags and entities of their systems, readings behind characters, strewn signs.
//!
//! It is taken out of the clean text of every format; the source text keeps it, and spans lead back to it.

use std::ops::Range;

use crate::text::is_han;

/// A stretch that is no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Residue {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// What is read in its place.
    pub(super) reads: Option<char>,
}

/// The longest tag, in bytes.
const LONGEST_TAG: usize = 300;

/// The longest name of a tag, in bytes.
const LONGEST_NAME: usize = 16;

/// Tags that end a line, those of headings (`h2`, `ih3`) aside.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "section",
    "article",
    "title",
    "center",
    "blockquote",
    "docsh",
    "br",
];

/// Tags that run within a line.
const INLINE: &[&str] = &[
    "a", "b", "big", "em", "font", "i", "s", "small", "span", "strong", "sub", "sup", "u",
];

/// Entities that copies leave behind, and what they stand for.
const ENTITIES: &[(&str, char)] = &[
    ("&nbsp;", ' '),
    ("&ensp;", ' '),
    ("&emsp;", '　'),
    ("&#160;", ' '),
    ("&#12288;", '　'),
    ("&ldquo;", '“'),
    ("&rdquo;", '”'),
    ("&lsquo;", '‘'),
    ("&rsquo;", '’'),
    ("&mdash;", '—'),
    ("&ndash;", '–'),
    ("&hellip;", '…'),
    ("&middot;", '·'),
    ("&times;", '×'),
    ("&permil;", '‰'),
    ("&quot;", '"'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
];

/// Vowels with their tone, and other letters of readings that ASCII lacks.
const TONED: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹɑɡ";

/// Whether a letter has a tone. Few characters of a text are looked up.
fn is_toned(character: char) -> bool {
    matches!(character, 'à'..='ɡ') && TONED.contains(character)
}

/// The longest reading, in letters.
const LONGEST_READING: usize = 7;

/// From this number of readings with a tone on, those without one are readings too: 的(de).
const READINGS: usize = 3;

/// Everything in `source` that is no text, in order. Takes time linear in its length.
pub(super) fn find(source: &str) -> Vec<Residue> {
    // Few texts hold any.
    if !source.contains(['<', '&', '@']) && !source.contains(is_toned) {
        return Vec::new();
    }
    let toned = source
        .match_indices(['（', '('])
        .filter_map(|(at, _)| reading(source, at))
        .filter(|(_, has_tone)| *has_tone)
        .count();
    let mut found = Vec::new();
    let mut end = 0;
    let mut line = Line::of(source);
    for (at, character) in source.char_indices() {
        if at < end {
            continue;
        }
        if character == '\n' {
            line = Line::of(source.get(at + 1..).unwrap_or_default());
        }
        let residue = match character {
            '<' => tag(source, at).and_then(|tag| {
                if line.is_blank && !tag.is_end && !tag.is_inline() {
                    line.opener = tag.name;
                }
                tag.residue(&line)
            }),
            '&' => entity(source, at),
            '@' => signs(source, at),
            '（' | '(' => reading(source, at)
                .filter(|(_, has_tone)| *has_tone || toned >= READINGS)
                .map(|(range, _)| Residue { range, reads: None }),
            _ => None,
        };
        match residue {
            Some(residue) => {
                end = residue.range.end;
                found.push(residue);
            }
            None => line.is_blank &= character.is_whitespace(),
        }
    }
    found
}

/// The line that is read.
struct Line<'t> {
    /// Whether nothing but tags and white space has stood on it.
    is_blank: bool,
    /// Whether it is a row of a table.
    is_row: bool,
    /// The name of a tag that opened it.
    opener: &'t str,
}

impl Line<'_> {
    /// The line that begins `text`.
    fn of(text: &str) -> Self {
        let line = text.split('\n').next().unwrap_or_default();
        Self {
            is_blank: true,
            is_row: line.contains(['|', '\t']),
            opener: "",
        }
    }
}

/// A tag as it stands.
struct Tag<'t> {
    name: &'t str,
    range: Range<usize>,
    is_end: bool,
}

/// The tag that begins at `at`.
fn tag(source: &str, at: usize) -> Option<Tag<'_>> {
    let rest = source.get(at + 1..)?;
    let (is_end, rest) = rest
        .strip_prefix('/')
        .map_or((false, rest), |rest| (true, rest));
    let length = rest
        .bytes()
        .take(LONGEST_NAME)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = rest
        .get(..length)
        .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let behind = rest.get(length..)?;
    if !behind.starts_with(['>', '/', ' ']) {
        return None;
    }
    let close = behind
        .bytes()
        .take(LONGEST_TAG)
        .position(|byte| matches!(byte, b'>' | b'<' | b'\n'))
        .filter(|&close| behind.as_bytes().get(close) == Some(&b'>'))?;
    let end = source.len() - behind.len() + close + 1;
    Some(Tag {
        name,
        range: at..end,
        is_end,
    })
}

impl Tag<'_> {
    /// Whether it runs within a line, however it is written.
    fn is_inline(&self) -> bool {
        INLINE
            .iter()
            .any(|name| self.name.eq_ignore_ascii_case(name))
    }

    /// What is read for it. What opens a line and is not known ends a line where it is closed.
    fn residue(self, line: &Line<'_>) -> Option<Residue> {
        let name = self.name.to_ascii_lowercase();
        // A break within a cell parts its lines; the cell is read with it.
        if name == "br" && line.is_row {
            return None;
        }
        let is_heading = name
            .trim_start_matches('i')
            .strip_prefix('h')
            .is_some_and(|level| {
                level.len() == 1 && level.starts_with(|c: char| c.is_ascii_digit())
            });
        let reads = match name.as_str() {
            "td" | "th" => self.is_end.then_some('\t'),
            _ if is_heading || BLOCKS.contains(&name.as_str()) => Some('\n'),
            _ if self.is_end && self.name.eq_ignore_ascii_case(line.opener) => Some('\n'),
            _ => None,
        };
        Some(Residue {
            range: self.range,
            reads,
        })
    }
}

fn entity(source: &str, at: usize) -> Option<Residue> {
    let rest = source.get(at..)?;
    let (entity, character) = ENTITIES
        .iter()
        .find(|(entity, _)| rest.starts_with(entity))?;
    Some(Residue {
        range: at..at + entity.len(),
        reads: Some(*character),
    })
}

/// Several @ in a row, which are strewn into copies so that no search finds them.
fn signs(source: &str, at: usize) -> Option<Residue> {
    let rest = source.get(at..)?;
    let length = rest.len() - rest.trim_start_matches('@').len();
    (length > 1).then(|| Residue {
        range: at..at + length,
        reads: None,
    })
}

/// The reading in brackets behind a character, and whether it has a tone: 國(guó).
fn reading(source: &str, at: usize) -> Option<(Range<usize>, bool)> {
    if !source.get(..at)?.ends_with(is_han) {
        return None;
    }
    let mut has_tone = false;
    for (count, (offset, character)) in source.get(at..)?.char_indices().skip(1).enumerate() {
        match character {
            '）' | ')' if count > 0 => {
                return Some((at..at + offset + character.len_utf8(), has_tone));
            }
            'a'..='z' | 'ü' => {}
            _ if is_toned(character) => has_tone = true,
            _ => return None,
        }
        if count == LONGEST_READING {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find;

    fn check(text: &str, expected: &str) {
        let mut read = String::new();
        let mut from = 0;
        for residue in find(text) {
            read.push_str(text.get(from..residue.range.start).unwrap());
            read.extend(residue.reads);
            from = residue.range.end;
        }
        read.push_str(text.get(from..).unwrap());
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn tags_and_entities_are_no_text() {
        check(
            "<docsh>浙政办发〔2022〕47号</docsh>通知",
            "\n浙政办发〔2022〕47号\n通知",
        );
        check(
            "<ih3>一、市场。</ih3>优化。<note>（责任单位：省建设厅）</note>推进。",
            "\n一、市场。\n优化。（责任单位：省建设厅）推进。",
        );
        check("<dochead>通知</dochead>正文<B>重点</B>", "通知\n正文重点");
        check("<span style=\"a\">修路</span>&nbsp;5公里", "修路 5公里");
        check("|甲<br>乙|，p<5", "|甲<br>乙|，p<5");
        check("甲<br>乙", "甲\n乙");
        check("<SPAN>修路</SPAN>5公里", "修路5公里");
        check("<Dochead>通知</dochead>正文", "通知\n正文");
        check("PM2.5<35，<10，x<", "PM2.5<35，<10，x<");
    }

    #[test]
    fn readings_and_strewn_signs_are_no_text() {
        check("國(guó)務(wù)院", "國務院");
        check("國(guó)務(wù)院的(de)省(shěng)", "國務院的省");
        check("长度（km）、应用（app）", "长度（km）、应用（app）");
        check("近日@@，中共中央@@@、a@b.cn", "近日，中共中央、a@b.cn");
    }
}
