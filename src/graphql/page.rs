//! Pages of lists, as the Relay connection specification cuts them.

use std::fmt::Debug;
use std::ops::Range;

use async_graphql::{Context, SimpleObject};

use super::cursor::Cursors;
use super::error::{Code, Fault, Result};
use super::scope::Scope;
use crate::engine::Listing;

/// The most items of one page, and the most ids of one `nodes`.
pub(crate) const PAGE_LIMIT: usize = 100;

/// Items of a page when neither `first` nor `last` is given.
pub(crate) const PAGE_DEFAULT: usize = 20;

/// The arguments of a connection field.
///
/// They are optional with the default in code: a default in the schema fails when a client leaves out the variable.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageArguments {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
}

/// Where a page lies in its list (分页信息).
#[derive(Debug, Clone, Default, PartialEq, Eq, SimpleObject)]
#[graphql(serial)]
pub(crate) struct PageInfo {
    /// Whether items follow the page (是否有下一页).
    pub(crate) has_next_page: bool,
    /// Whether items precede the page (是否有上一页).
    pub(crate) has_previous_page: bool,
    /// The cursor of the first item of the page (起始游标); null when the page is empty.
    pub(crate) start_cursor: Option<String>,
    /// The cursor of the last item of the page (结束游标); null when the page is empty.
    pub(crate) end_cursor: Option<String>,
}

impl PageInfo {
    /// Of the page with these cursors, at `places` of a list of `total_count` items.
    pub(crate) fn of<'a>(
        places: &Range<usize>,
        total_count: usize,
        mut cursors: impl Iterator<Item = &'a String> + Clone,
    ) -> Self {
        Self {
            has_next_page: places.end < total_count,
            has_previous_page: places.start > 0,
            end_cursor: cursors.clone().last().cloned(),
            start_cursor: cursors.next().cloned(),
        }
    }
}

/// A stretch of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page<T> {
    /// The items, each with its cursor.
    pub(crate) items: Vec<(String, T)>,
    pub(crate) info: PageInfo,
    /// Number of items of the whole list.
    pub(crate) total_count: usize,
}

impl PageArguments {
    pub(crate) fn new(
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Self {
        Self {
            first,
            after,
            last,
            before,
        }
    }

    /// The page of `list` that a field asks for; `question` tells the list from every other one.
    ///
    /// The page has no items when the field selects none of them, so that a count reads nothing.
    pub(crate) fn page<L: Listing>(
        &self,
        context: &Context<'_>,
        question: &impl Debug,
        list: &L,
    ) -> Result<Page<L::Item>> {
        let scope = Scope::of(context);
        scope.view().check_time()?;
        scope.report_damage(context);
        let mut page = self.cut(&Cursors::new(scope.view(), question), list)?;
        let selected = context.look_ahead();
        if !selected.field("nodes").exists() && !selected.field("edges").exists() {
            page.items.clear();
        }
        Ok(page)
    }

    fn cut<L: Listing>(&self, cursors: &Cursors, list: &L) -> Result<Page<L::Item>> {
        let first = size(self.first, "first")?;
        let last = size(self.last, "last")?;
        if first.is_some() && last.is_some() {
            let message = "a page is the first or the last items of a stretch: give one of `first` and `last`";
            return Err(Fault::new(Code::BadUserInput, message).at("last"));
        }
        let total_count = list.len();
        let mut start = match &self.after {
            Some(cursor) => list.up_to(&cursors.decode(cursor, "after")?),
            None => 0,
        };
        let mut end = match &self.before {
            Some(cursor) => list.before(&cursors.decode(cursor, "before")?),
            None => total_count,
        };
        match last {
            Some(last) => start = start.max(end.saturating_sub(last)),
            None => end = end.min(start.saturating_add(first.unwrap_or(PAGE_DEFAULT))),
        }
        let places = start..end.max(start);
        let items: Vec<_> = list
            .slice(places.clone())
            .into_iter()
            .map(|(position, item)| (cursors.encode(&position), item))
            .collect();
        Ok(Page {
            info: PageInfo::of(&places, total_count, items.iter().map(|(cursor, _)| cursor)),
            items,
            total_count,
        })
    }
}

/// A page size that may be asked for.
pub(crate) fn size(asked: Option<i32>, argument: &str) -> Result<Option<usize>> {
    let Some(asked) = asked else { return Ok(None) };
    match usize::try_from(asked) {
        Ok(size) if size <= PAGE_LIMIT => Ok(Some(size)),
        Ok(size) => Err(too_many(size, argument)),
        Err(_negative) => {
            let message = format!("`{argument}` is {asked}: it cannot be negative");
            Err(Fault::new(Code::BadUserInput, message).at(argument))
        }
    }
}

/// The error for more than [`PAGE_LIMIT`] items.
pub(crate) fn too_many(asked: usize, argument: &str) -> Fault {
    let message =
        format!("`{argument}` asks for {asked} items: at most {PAGE_LIMIT} go into one page");
    Fault::new(Code::PageTooLarge, message).at(argument)
}

impl<T> Page<T> {
    /// The items without their cursors.
    pub(crate) fn keys(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.items.iter().map(|(_, item)| item.clone()).collect()
    }

    /// The page with `nodes` in place of its items, in that order; what could not be read is left out.
    pub(crate) fn with<N>(self, nodes: impl IntoIterator<Item = Option<N>>) -> Page<N> {
        let cursors = self.items.into_iter().map(|(cursor, _)| cursor);
        let items = cursors
            .zip(nodes)
            .filter_map(|(cursor, node)| Some((cursor, node?)))
            .collect();
        Page {
            items,
            info: self.info,
            total_count: self.total_count,
        }
    }
}

/// Defines the connection and edge types of a node type.
macro_rules! connection {
    ($(#[$doc:meta])* $connection:ident, $(#[$edge_doc:meta])* $edge:ident, $node:ident) => {
        $(#[$edge_doc])*
        #[derive(async_graphql::SimpleObject)]
        #[graphql(serial)]
        pub(crate) struct $edge {
            /// The place of the item in this list (游标), for `after` and `before`.
            cursor: String,
            /// The item itself (节点).
            node: $node,
        }

        /// One page of a list.
        pub(crate) struct $connection {
            edges: Vec<$edge>,
            info: $crate::graphql::page::PageInfo,
            total_count: usize,
        }

        impl From<$crate::graphql::page::Page<$node>> for $connection {
            fn from(page: $crate::graphql::page::Page<$node>) -> Self {
                let edge = |(cursor, node)| $edge { cursor, node };
                let edges = page.items.into_iter().map(edge).collect();
                Self { edges, info: page.info, total_count: page.total_count }
            }
        }

        $(#[$doc])*
        #[async_graphql::Object(serial)]
        impl $connection {
            /// The items of the page with their cursors (带游标的条目).
            async fn edges(&self) -> &[$edge] {
                &self.edges
            }

            /// The items of the page without their cursors (条目).
            async fn nodes(&self) -> Vec<&$node> {
                self.edges.iter().map(|edge| &edge.node).collect()
            }

            /// Where the page lies in the list (分页信息).
            async fn page_info(&self) -> &$crate::graphql::page::PageInfo {
                &self.info
            }

            /// Number of items of the whole list, whatever the page (总数).
            async fn total_count(&self) -> usize {
                self.total_count
            }
        }
    };
}

pub(crate) use connection;
