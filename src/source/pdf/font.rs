//! Fonts: how a string divides into codes, which text each stands for, and how wide it is printed.

use std::collections::HashMap;
use std::rc::Rc;

use encoding_rs::{BIG5, Encoding, GB18030};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use super::cmap::CMap;
use super::guard::Budget;
use super::names;
use crate::source::Problem;

/// The width of a Chinese character, in thousandths of the font size.
const FULL: f64 = 1000.0;

/// The width of a Latin letter of which nobody says it.
const HALF: f64 = 500.0;

/// The most ranges of widths of a font; real ones have a few hundred.
const WIDTH_RANGES: usize = 4_000;

/// The bit of a font's flags that says that its codes are its own.
const SYMBOLIC: u32 = 1 << 2;

/// The fonts that pages have used so far.
#[derive(Default)]
pub(super) struct Fonts {
    known: HashMap<(u32, i32), Rc<Font>>,
}

/// A font.
pub(super) struct Font {
    map: Option<CMap>,
    codes: Codes,
    widths: HashMap<u32, f64>,
    /// First and last code or character number, and the width of each between.
    width_ranges: Vec<(u32, u32, f64)>,
    /// The width of what is in neither; `None` to go by the character.
    width: Option<f64>,
}

/// How strings divide into codes, and what codes say by themselves.
enum Codes {
    /// One byte each, with the characters that are known.
    Bytes(Box<[Option<char>; 256]>),
    /// Two bytes each, which only the font understands.
    Pairs,
    /// As a map in the file divides them.
    Mapped(CMap),
    /// UTF-16, big endian.
    Utf16,
    /// A Chinese encoding.
    Encoded(&'static Encoding),
}

/// A printed code.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    /// Its text; `None` when nobody says what it stands for.
    pub(super) text: Option<String>,
    /// Its width in thousandths of the font size.
    pub(super) width: f64,
    /// Whether word spacing applies to it.
    pub(super) is_space: bool,
}

impl Fonts {
    /// The font of a name in the resources of a page.
    pub(super) fn get(
        &mut self,
        fonts: &Dict<'_>,
        name: &Name<'_>,
        budget: &mut Budget,
    ) -> Result<Option<Rc<Font>>, Problem> {
        let id = fonts
            .get_ref(name)
            .map(|reference| (reference.obj_number, reference.gen_number));
        if let Some(font) = id.and_then(|id| self.known.get(&id)) {
            return Ok(Some(Rc::clone(font)));
        }
        let Some(font) = fonts.get::<Dict<'_>>(name) else {
            return Ok(None);
        };
        let font = Rc::new(Font::read(&font, budget)?);
        if let Some(id) = id {
            self.known.insert(id, Rc::clone(&font));
        }
        Ok(Some(font))
    }
}

impl Font {
    fn read(font: &Dict<'_>, budget: &mut Budget) -> Result<Self, Problem> {
        let map = cmap(font.get::<Stream<'_>>("ToUnicode"), budget)?;
        let is_composite = font
            .get::<Name<'_>>("Subtype")
            .is_some_and(|kind| kind.as_str() == "Type0");
        let descendant = font.get::<Array<'_>>("DescendantFonts");
        let descendant = descendant.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let mut read = Self {
            map,
            codes: Codes::Pairs,
            widths: HashMap::new(),
            width_ranges: Vec::new(),
            width: None,
        };
        if is_composite {
            read.codes = match font.get::<Stream<'_>>("Encoding") {
                Some(stream) => cmap(Some(stream), budget)?.map_or(Codes::Pairs, Codes::Mapped),
                None => Codes::named(
                    font.get::<Name<'_>>("Encoding")
                        .as_ref()
                        .map_or("", Name::as_str),
                ),
            };
            // Widths go by character numbers, which are the codes only where no map lies between.
            if let (Codes::Pairs, Some(descendant)) = (&read.codes, &descendant) {
                read.width = Some(
                    descendant
                        .get::<Number>("DW")
                        .map_or(FULL, |width| width.as_f64()),
                );
                read.read_composite_widths(descendant);
            }
        } else {
            read.codes = Codes::Bytes(simple_codes(font));
            read.read_simple_widths(font);
        }
        Ok(read)
    }

    fn read_simple_widths(&mut self, font: &Dict<'_>) {
        let first = font
            .get::<Number>("FirstChar")
            .map_or(0, |first| first.as_i64());
        let widths = font.get::<Array<'_>>("Widths");
        let widths = widths.iter().flat_map(Array::iter::<Number>);
        for (code, width) in (first..256).zip(widths) {
            if let Ok(code) = u32::try_from(code) {
                self.widths.insert(code, width.as_f64());
            }
        }
    }

    fn read_composite_widths(&mut self, descendant: &Dict<'_>) {
        let Some(list) = descendant.get::<Array<'_>>("W") else {
            return;
        };
        let number = |object: Option<Object<'_>>| object?.into_number();
        let code = |number: Number| u32::try_from(number.as_i64()).unwrap_or(0);
        let mut list = list.iter::<Object<'_>>();
        while let Some(first) = number(list.next()).map(code) {
            match list.next() {
                Some(Object::Array(widths)) => {
                    for (code, width) in (first..).zip(widths.iter::<Number>()) {
                        self.widths.insert(code, width.as_f64());
                    }
                }
                Some(Object::Number(last)) => {
                    let Some(width) = number(list.next()) else {
                        return;
                    };
                    if self.width_ranges.len() < WIDTH_RANGES {
                        self.width_ranges.push((first, code(last), width.as_f64()));
                    }
                }
                _ => return,
            }
        }
    }

    /// The codes of a string in their order.
    pub(super) fn show(&self, string: &[u8], mut each: impl FnMut(Shown)) {
        let mut rest = string;
        while !rest.is_empty() {
            let length = self.code_length(rest).clamp(1, rest.len());
            let (code, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = behind;
            each(self.shown(code));
        }
    }

    fn code_length(&self, rest: &[u8]) -> usize {
        match &self.codes {
            Codes::Bytes(_) => 1,
            Codes::Pairs => 2,
            Codes::Mapped(map) => map.code_length(rest).unwrap_or(2),
            // The second half of a pair outside the basic plane goes with the first.
            Codes::Utf16 => {
                2 + 2 * usize::from(
                    rest.first()
                        .is_some_and(|first| (0xD8..0xDC).contains(first)),
                )
            }
            Codes::Encoded(_) => match rest {
                [0..0x81, ..] => 1,
                [_, second, ..] if second.is_ascii_digit() => 4,
                _ => 2,
            },
        }
    }

    fn shown(&self, code: &[u8]) -> Shown {
        let number = code
            .iter()
            .fold(0, |number, &byte| number << 8 | u32::from(byte));
        let mapped = self.map.as_ref().and_then(|map| map.text(number));
        // A map that gives nothing printable for a code says nothing of it.
        let mapped = mapped.filter(|text| !text.is_empty() && !text.contains(['\0', '\u{FFFD}']));
        let text = mapped.or_else(|| self.codes.text(code));
        let width = self.width_of(number, text.as_deref());
        Shown {
            is_space: code == b" ",
            text,
            width,
        }
    }

    fn width_of(&self, code: u32, text: Option<&str>) -> f64 {
        let ranges = || {
            self.width_ranges
                .iter()
                .find(|(first, last, _)| (*first..=*last).contains(&code))
        };
        let of_text = || match text.and_then(|text| text.chars().next()) {
            Some(first) if first < '\u{2E80}' => HALF,
            _ => FULL,
        };
        let width = self.widths.get(&code).copied();
        width
            .or_else(|| ranges().map(|&(.., width)| width))
            .or(self.width)
            .unwrap_or_else(of_text)
    }
}

impl Codes {
    /// The division that a predefined map of this name stands for.
    fn named(name: &str) -> Self {
        if name.contains("UCS2") || name.contains("UTF16") {
            Self::Utf16
        } else if name.starts_with("GB") {
            Self::Encoded(GB18030)
        } else if name.contains("B5") {
            Self::Encoded(BIG5)
        } else {
            Self::Pairs
        }
    }

    /// What a code says by itself.
    fn text(&self, code: &[u8]) -> Option<String> {
        let encoding = match self {
            Self::Bytes(characters) => {
                let index = usize::from(*code.first()?);
                return characters.get(index).copied().flatten().map(String::from);
            }
            Self::Pairs | Self::Mapped(_) => return None,
            Self::Utf16 => encoding_rs::UTF_16BE,
            Self::Encoded(encoding) => encoding,
        };
        let text = encoding.decode_without_bom_handling_and_without_replacement(code)?;
        Some(text.into_owned())
    }
}

/// What the codes of a font of single bytes say by themselves.
fn simple_codes(font: &Dict<'_>) -> Box<[Option<char>; 256]> {
    let encoding = font.get::<Dict<'_>>("Encoding");
    let descriptor = font.get::<Dict<'_>>("FontDescriptor");
    let flags = descriptor
        .and_then(|descriptor| descriptor.get::<u32>("Flags"))
        .unwrap_or(0);
    let is_plain = encoding.is_none() && font.get::<Name<'_>>("Encoding").is_none();
    let mut characters = Box::new([None; 256]);
    if !(is_plain && flags & SYMBOLIC != 0) {
        for (code, character) in (0..=u8::MAX).zip(characters.iter_mut()) {
            *character = names::western(code);
        }
    }
    let differences = encoding.and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
    let mut code = 0_usize;
    for object in differences.iter().flat_map(Array::iter::<Object<'_>>) {
        match object {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(0),
            Object::Name(name) => {
                if let Some(character) = characters.get_mut(code) {
                    *character = names::character(name.as_str());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    characters
}

fn cmap(stream: Option<Stream<'_>>, budget: &mut Budget) -> Result<Option<CMap>, Problem> {
    let Some(stream) = stream else {
        return Ok(None);
    };
    Ok(budget.unpack(&stream)?.map(|bytes| CMap::read(&bytes)))
}
