//! Lists in a fixed order that can be entered at any position and read both ways.

use std::cmp::Reverse;
use std::ops::Range;

/// What a list is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A number, ascending; what is to descend is negated.
    Number(i64),
    /// A text, ascending by code point.
    Text(String),
    /// A text, descending by code point.
    Reversed(Reverse<String>),
}

/// The place of an item in its list: its sort key, and what tells equal keys apart.
///
/// A position means the same after the list has changed: what follows it is what sorts after it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The sort key.
    pub key: Key,
    /// Breaks ties; unique within a list.
    pub tie: u64,
}

impl Position {
    /// The position of an item that only its number orders.
    #[must_use]
    pub fn number(number: u64) -> Self {
        Self {
            key: Key::Number(0),
            tie: number,
        }
    }
}

/// A list in a fixed order.
pub trait Listing {
    /// What it lists.
    type Item;

    /// Number of items.
    fn len(&self) -> usize;

    /// Whether it has no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of items at or before `position`.
    fn up_to(&self, position: &Position) -> usize;

    /// Number of items strictly before `position`.
    fn before(&self, position: &Position) -> usize;

    /// The items at `range`, with their positions; what lies outside the list is left out.
    fn slice(&self, range: Range<usize>) -> Vec<(Position, Self::Item)>;
}

/// A list held in memory in its order.
#[derive(Debug, Clone)]
pub struct SortedList<T> {
    items: Vec<(Position, T)>,
}

impl<T> SortedList<T> {
    /// The list of `items`, in the order of their positions.
    #[must_use]
    pub fn new(mut items: Vec<(Position, T)>) -> Self {
        items.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self { items }
    }

    /// The items in order.
    pub fn items(&self) -> impl Iterator<Item = &T> {
        self.items.iter().map(|(_, item)| item)
    }
}

impl<T: Clone> Listing for SortedList<T> {
    type Item = T;

    fn len(&self) -> usize {
        self.items.len()
    }

    fn up_to(&self, position: &Position) -> usize {
        self.items.partition_point(|(other, _)| other <= position)
    }

    fn before(&self, position: &Position) -> usize {
        self.items.partition_point(|(other, _)| other < position)
    }

    fn slice(&self, range: Range<usize>) -> Vec<(Position, T)> {
        let end = range.end.min(self.items.len());
        self.items
            .get(range.start.min(end)..end)
            .unwrap_or_default()
            .to_vec()
    }
}
