//! What the elements of a page do to its text.

/// What an element does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Runs within a line.
    Inline,
    /// A link.
    Link,
    /// Stands on lines of its own.
    Block,
    /// A paragraph: the next block ends it.
    Paragraph,
    /// A list without numbers.
    List,
    /// A list with numbers.
    OrderedList,
    /// An item of a list.
    Item,
    /// A line break.
    Break,
    /// Keeps its line ends.
    Preformatted,
    /// A table.
    Table,
    /// A group of rows.
    RowGroup,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// Holds no text of the document.
    Dropped,
    /// A part of the page beside the document, unless it holds most of the text.
    Aside,
    /// Nothing that prints, and nothing inside.
    Void,
}

/// The kind of an element by its name in lower case.
pub(super) fn kind(name: &[u8]) -> Kind {
    match name {
        b"a" => Kind::Link,
        b"abbr" | b"acronym" | b"b" | b"bdi" | b"bdo" | b"big" | b"cite" | b"code" | b"data"
        | b"del" | b"dfn" | b"em" | b"font" | b"i" | b"ins" | b"kbd" | b"label" | b"mark"
        | b"nobr" | b"q" | b"ruby" | b"rb" | b"s" | b"samp" | b"small" | b"span" | b"strike"
        | b"strong" | b"sub" | b"sup" | b"time" | b"tt" | b"u" | b"var" => Kind::Inline,
        b"p" => Kind::Paragraph,
        b"ul" | b"menu" | b"dir" | b"dl" => Kind::List,
        b"ol" => Kind::OrderedList,
        b"li" | b"dt" | b"dd" => Kind::Item,
        b"br" | b"hr" => Kind::Break,
        b"pre" | b"xmp" | b"listing" | b"plaintext" => Kind::Preformatted,
        b"table" => Kind::Table,
        b"thead" | b"tbody" | b"tfoot" => Kind::RowGroup,
        b"tr" => Kind::Row,
        b"td" | b"th" => Kind::Cell,
        b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"embed" | b"frame" | b"img"
        | b"input" | b"link" | b"meta" | b"param" | b"source" | b"track" | b"wbr" => Kind::Void,
        // The second reading of a ruby is pinyin.
        b"audio" | b"button" | b"canvas" | b"colgroup" | b"footer" | b"iframe" | b"map"
        | b"math" | b"nav" | b"noembed" | b"noframes" | b"noscript" | b"object" | b"option"
        | b"rp" | b"rt" | b"rtc" | b"script" | b"select" | b"style" | b"svg" | b"template"
        | b"textarea" | b"title" | b"video" => Kind::Dropped,
        b"aside" | b"header" => Kind::Aside,
        // Word writes elements such as <st1:chsdate> around words.
        other if other.contains(&b':') => Kind::Inline,
        _ => Kind::Block,
    }
}

impl Kind {
    /// Whether the element stands on lines of its own.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Inline | Self::Link | Self::Break | Self::Dropped | Self::Void
        )
    }

    /// Whether it is a part of a table.
    pub(super) fn is_of_table(self) -> bool {
        matches!(self, Self::Table | Self::RowGroup | Self::Row | Self::Cell)
    }
}
