//! Cursors: the place of an item in a list, sealed against use with another list.

use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::error::{Code, Fault, Result};
use crate::engine::{Key, Position, View};

/// Makes and reads the cursors of one list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursors {
    /// Digest of the field with its filter and order: what makes two lists the same.
    list: u64,
    /// The state in which the cursor was given out. Lists go on by key after a change and never look at it; answers
    /// that cannot do so need it.
    generation: u64,
}

impl Cursors {
    /// Cursors for the list that `question` names: its field, filter and order.
    pub(crate) fn new(view: &View, question: &impl Debug) -> Self {
        let mut hasher = DefaultHasher::new();
        format!("{question:?}").hash(&mut hasher);
        Self {
            list: hasher.finish(),
            generation: view.snapshot().generation(),
        }
    }

    /// The cursor of the item at `position`.
    pub(crate) fn encode(&self, position: &Position) -> String {
        let (kind, key) = match &position.key {
            Key::Number(number) => ('n', number.to_string()),
            Key::Text(text) => ('t', text.clone()),
            Key::Reversed(text) => ('r', text.0.clone()),
        };
        let Self { list, generation } = self;
        let plain = format!("{list:x}.{generation:x}.{:x}.{kind}{key}", position.tie);
        BASE64_URL_SAFE_NO_PAD.encode(plain)
    }

    /// How many items precede those behind the cursor in `after`, when the data have not changed since it was given out.
    pub(crate) fn offset(&self, after: Option<&str>) -> Result<usize> {
        let Some(cursor) = after else { return Ok(0) };
        let position = self.decode(cursor, "after")?;
        match parse(cursor) {
            Some((_, generation, _)) if generation == self.generation => {
                Ok(usize::try_from(position.tie).unwrap_or(usize::MAX))
            }
            _ => {
                let message = "the data have changed since this cursor was given out, and with them the order of what was found: begin anew";
                Err(Fault::new(Code::StaleCursor, message).at("after"))
            }
        }
    }

    /// The position that the cursor in `argument` holds.
    pub(crate) fn decode(&self, cursor: &str, argument: &str) -> Result<Position> {
        let refuse = |why: &str| {
            let message = format!("the cursor “{cursor}” {why}: use one that this list gave out");
            Fault::new(Code::InvalidCursor, message).at(argument)
        };
        let (list, _, position) = parse(cursor).ok_or_else(|| refuse("is malformed"))?;
        if list != self.list {
            return Err(refuse(
                "belongs to a list with another field, filter or order",
            ));
        }
        Ok(position)
    }
}

/// The list, the generation and the position that a cursor holds.
fn parse(cursor: &str) -> Option<(u64, u64, Position)> {
    let plain = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = plain.splitn(4, '.');
    let mut number = || u64::from_str_radix(parts.next()?, 16).ok();
    let (list, generation, tie) = (number()?, number()?, number()?);
    let key = parts.next()?;
    let key = match key.split_at_checked(1)? {
        ("n", number) => Key::Number(number.parse().ok()?),
        ("t", text) => Key::Text(text.to_owned()),
        ("r", text) => Key::Reversed(std::cmp::Reverse(text.to_owned())),
        _ => return None,
    };
    Some((list, generation, Position { key, tie }))
}
