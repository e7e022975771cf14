//! The XML of Word documents as a flat run of starts, ends and texts. No entity is ever expanded beyond the five of XML.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::source::Problem;
use crate::source::limits::ELEMENT_DEPTH;
use crate::source::refusal::{Broken, PartFault};

/// One step through a part.
pub(super) enum Step<'a> {
    /// An element begins.
    Start(Tag<'a>),
    /// The element of this local name ends.
    End(String),
    /// Text.
    Text(String),
}

/// The start of an element.
pub(super) struct Tag<'a>(BytesStart<'a>);

/// A part that is being read.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    name: &'static str,
}

impl<'a> Xml<'a> {
    pub(super) fn new(name: &'static str, part: &'a str) -> Self {
        let mut reader = Reader::from_str(part);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            depth: 0,
            name,
        }
    }

    /// The next step; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Step<'a>>, Problem> {
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(|_syntax| self.broken(PartFault::Syntax))?;
            return Ok(Some(match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    if self.depth > ELEMENT_DEPTH {
                        return Err(self.broken(PartFault::TooDeep));
                    }
                    Step::Start(Tag(tag))
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    Step::End(tag.local_name().as_ref().to_owned())
                }
                Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Step::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => match resolve(&reference) {
                    Some(character) => Step::Text(character.to_string()),
                    None => return Err(self.broken(PartFault::Entity)),
                },
                // Word writes none, and what they can define is only good for harm.
                Event::DocType(_) => return Err(self.broken(PartFault::DocumentType)),
                Event::Eof if self.depth > 0 => return Err(self.broken(PartFault::CutShort)),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    fn broken(&self, fault: PartFault) -> Problem {
        let name = self.name.to_owned();
        Broken::Part { name, fault }.into()
    }
}

impl Tag<'_> {
    /// The element's name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false);
        attributes
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)
            .map(|attribute| attribute.value.into_owned())
    }

    /// The number that an attribute holds.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether a switch element such as `w:vanish` is on.
    pub(super) fn is_on(&self) -> bool {
        let value = self.get("val");
        !value.is_some_and(|value| ["0", "false", "off", "none"].contains(&value.as_str()))
    }
}

/// The character that a reference stands for.
fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten();
    }
    match &*reference.xml10_content() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
