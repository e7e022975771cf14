//! The elements and texts of a page in their order, each with where its inside ends.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::element::{Kind, kind};
use crate::source::Problem;
use crate::source::limits::ELEMENT_DEPTH;
use crate::source::refusal::TooLarge;

/// The most elements and texts of a page.
const NODES: usize = 2_000_000;

/// The root stands at 0.
pub(super) const ROOT: usize = 0;

/// A page. A node is followed by all that lies inside it.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    /// All texts, one after the other.
    texts: String,
}

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) content: Content,
    /// The first node behind all that lies inside.
    pub(super) end: usize,
    /// Whether it belongs to the page and not to the document.
    pub(super) is_dropped: bool,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Content {
    /// A stretch of text.
    Text(std::ops::Range<usize>),
    /// An element.
    Element(Element),
}

/// An element with what matters of its attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) kind: Kind,
    /// Columns of a cell.
    pub(super) columns: u16,
    /// Rows of a cell; the first number of a list, or the number of an item.
    pub(super) number: u16,
    /// Whether its class or id names a part of the page that is no document.
    pub(super) is_named_chrome: bool,
    /// Whether it is not shown.
    pub(super) is_hidden: bool,
    /// Whether it is a list that shows no numbers.
    pub(super) is_unnumbered: bool,
}

/// An element whose end is still to come.
struct Open {
    name: Vec<u8>,
    kind: Kind,
    node: usize,
}

impl Tree {
    /// Reads a page. What is nested wrongly is put right as browsers do, as far as text and tables go.
    pub(super) fn read(page: &str) -> Result<Self, Problem> {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut reader = Reader {
            tree: Self {
                nodes: vec![Node::element(Element::of(Kind::Block))],
                texts: String::new(),
            },
            open: Vec::new(),
        };
        for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
            if reader.tree.nodes.len() >= NODES {
                return Err(TooLarge::Elements(NODES).into());
            }
            match token {
                Token::StartTag(tag) => reader.start(&tag),
                Token::EndTag(tag) => reader.end(&tag.name),
                Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        reader.close_from(0);
        let mut tree = reader.tree;
        let end = tree.nodes.len();
        if let Some(root) = tree.nodes.first_mut() {
            root.end = end;
        }
        Ok(tree)
    }

    /// What stands in a text.
    pub(super) fn text(&self, range: &std::ops::Range<usize>) -> &str {
        self.texts.get(range.clone()).unwrap_or_default()
    }
}

impl Node {
    fn element(element: Element) -> Self {
        Self {
            content: Content::Element(element),
            end: 0,
            is_dropped: false,
        }
    }
}

impl Element {
    fn of(kind: Kind) -> Self {
        Self {
            kind,
            columns: 1,
            number: 1,
            is_named_chrome: false,
            is_hidden: false,
            is_unnumbered: false,
        }
    }

    fn read(tag: &StartTag<()>) -> Self {
        let value = |name: &[u8]| {
            let value = tag.attributes.get(name);
            value.map(|value| String::from_utf8_lossy(value).to_ascii_lowercase())
        };
        let number = |name: &[u8]| value(name).and_then(|text| text.trim().parse().ok());
        let kind = kind(&tag.name);
        let style = value(b"style").unwrap_or_default();
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        let named = value(b"class").into_iter().chain(value(b"id"));
        Self {
            kind,
            columns: number(b"colspan").unwrap_or(1),
            number: match kind {
                // No number of rows means all that follow in the group.
                Kind::Cell => {
                    number(b"rowspan").map_or(1, |rows| if rows == 0 { u16::MAX } else { rows })
                }
                Kind::Item => number(b"value").unwrap_or(0),
                _ => number(b"start").unwrap_or(1),
            },
            is_named_chrome: named
                .into_iter()
                .any(|name| super::boilerplate::names_chrome(&name)),
            is_hidden: value(b"hidden").is_some()
                || value(b"aria-hidden").is_some_and(|value| value == "true")
                || style.contains("display:none")
                || style.contains("visibility:hidden"),
            is_unnumbered: style.contains("list-style:none")
                || style.contains("list-style-type:none"),
        }
    }
}

/// Tags on their way into a tree.
struct Reader {
    tree: Tree,
    open: Vec<Open>,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) {
        let element = Element::read(tag);
        match element.kind {
            Kind::Item => self.close_nearest(&[Kind::Item], &[Kind::List, Kind::OrderedList]),
            Kind::Cell => self.close_nearest(&[Kind::Cell], &[Kind::Row]),
            Kind::Row => self.close_nearest(&[Kind::Row], &[Kind::RowGroup]),
            Kind::RowGroup => self.close_nearest(&[Kind::RowGroup], &[]),
            kind if kind.is_block() => self.close_nearest(&[Kind::Paragraph], &[]),
            _ => {}
        }
        let node = self.tree.nodes.len();
        self.tree.nodes.push(Node::element(element));
        let is_empty = matches!(element.kind, Kind::Void | Kind::Break)
            || tag.self_closing && tag.name.contains(&b':');
        if is_empty {
            self.close_node(node);
        } else {
            self.open.push(Open {
                name: tag.name.to_vec(),
                kind: element.kind,
                node,
            });
        }
    }

    /// Closes the innermost open element of a kind, unless an element of `bounds` or of a table lies between.
    fn close_nearest(&mut self, kinds: &[Kind], bounds: &[Kind]) {
        let open = self.open.iter().enumerate().rev().take(ELEMENT_DEPTH);
        for (index, element) in open {
            if kinds.contains(&element.kind) {
                return self.close_from(index);
            }
            let closes_part_of_table = kinds.iter().any(|kind| kind.is_of_table());
            let is_bound = if closes_part_of_table {
                element.kind == Kind::Table
            } else {
                element.kind.is_of_table()
            };
            if is_bound || bounds.contains(&element.kind) {
                return;
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        let kind = kind(name);
        // </p> and </br> without a start stand for one.
        if kind == Kind::Break {
            let node = self.tree.nodes.len();
            self.tree
                .nodes
                .push(Node::element(Element::of(Kind::Break)));
            return self.close_node(node);
        }
        let open = self.open.iter().enumerate().rev().take(ELEMENT_DEPTH);
        for (index, element) in open {
            if element.name == name {
                return self.close_from(index);
            }
            let is_bound = match kind {
                Kind::Table => false,
                _ if kind.is_of_table() => element.kind == Kind::Table,
                _ => element.kind.is_of_table(),
            };
            if is_bound {
                return;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let start = self.tree.texts.len();
        self.tree.texts.push_str(text);
        let node = self.tree.nodes.len();
        self.tree.nodes.push(Node {
            content: Content::Text(start..self.tree.texts.len()),
            end: node + 1,
            is_dropped: false,
        });
    }

    /// Closes the open elements from this one on.
    fn close_from(&mut self, index: usize) {
        for element in self.open.split_off(index.min(self.open.len())) {
            self.close_node(element.node);
        }
    }

    fn close_node(&mut self, node: usize) {
        let end = self.tree.nodes.len();
        if let Some(node) = self.tree.nodes.get_mut(node) {
            node.end = end;
        }
    }
}
