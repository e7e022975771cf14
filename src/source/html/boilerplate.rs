//! What belongs to the page and not to the document: menus, lists of links, footers, lines about the site.

use super::element::Kind;
use super::tree::{Content, ROOT, Tree};

/// Words of class names and ids that name parts of a site.
const CHROME_NAMES: &[&str] = &[
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "bshare",
    "bdshare",
    "bdsharebuttonbox",
    "comment",
    "comments",
    "copyright",
    "crumb",
    "crumbs",
    "dqwz",
    "erweima",
    "ewm",
    "foot",
    "footer",
    "friendlink",
    "friendlinks",
    "login",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "pager",
    "pagination",
    "qrcode",
    "recommend",
    "related",
    "share",
    "sidebar",
    "sitemap",
    "toolbar",
    "topbar",
    "weizhi",
];

/// How lines about the site begin.
const CHROME_OPENINGS: &[&str] = &[
    "当前位置",
    "您的位置",
    "您现在的位置",
    "您所在的位置",
    "所在位置",
    "你的位置",
    "分享到",
    "分享：",
    "字体：",
    "字体:",
    "【字体",
    "[字体",
    "字号：",
    "字号:",
    "扫一扫",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "打印本页",
    "【打印",
    "[打印",
    "关闭窗口",
    "【关闭",
    "浏览次数",
    "浏览量",
    "点击数",
    "点击率",
    "访问量",
    "责任编辑：",
    "责任编辑:",
    "【责任编辑",
    "相关链接",
    "相关阅读",
];

/// What only lines about the site say.
const CHROME_PHRASES: &[&str] = &[
    "网站标识码",
    "ICP备",
    "公网安备",
    "版权所有",
    "扫一扫在手机",
    "All Rights Reserved",
    "浏览次数",
    "点击数：",
];

/// The most characters of a line about the site.
const CHROME_LINE: usize = 120;

/// From this number of links on, what holds little else is a menu or a list of other pages.
const LINKS: usize = 3;

/// Whether a class name or an id, in lower case, names a part of a site.
pub(super) fn names_chrome(name: &str) -> bool {
    name.split(|character: char| !character.is_ascii_alphabetic())
        .any(|word| CHROME_NAMES.contains(&word))
}

/// What an element holds.
#[derive(Debug, Clone, Copy, Default)]
struct Holding {
    /// Visible characters.
    all: usize,
    /// Those of links.
    linked: usize,
    links: usize,
    /// Whether attachments are listed.
    has_attachments: bool,
}

/// Marks what is dropped. Parts that are only named like a part of the site stay when they hold most of the text.
pub(super) fn mark(tree: &mut Tree) {
    mark_hidden(tree);
    let holdings = holdings(tree);
    let all = holdings.get(ROOT).map_or(0, |holding| holding.all);
    let mut index = ROOT + 1;
    while let Some(node) = tree.nodes.get_mut(index) {
        if let (Content::Element(element), Some(holding)) = (&node.content, holdings.get(index)) {
            let is_minor = holding.all * 2 <= all;
            let is_chrome = element.is_named_chrome
                || element.kind == Kind::Aside && holding.linked * 2 > holding.all;
            let is_links = element.kind.is_block()
                && holding.links >= LINKS
                && holding.linked * 10 >= holding.all * 6
                && !holding.has_attachments;
            node.is_dropped |= is_minor && (is_chrome || is_links);
        }
        index = if node.is_dropped { node.end } else { index + 1 };
    }
}

/// Marks what browsers do not show, and what never holds text of a document.
fn mark_hidden(tree: &mut Tree) {
    let mut index = ROOT + 1;
    while let Some(node) = tree.nodes.get_mut(index) {
        if let Content::Element(element) = &node.content {
            node.is_dropped = element.kind == Kind::Dropped || element.is_hidden;
        }
        index = if node.is_dropped {
            node.end.max(index + 1)
        } else {
            index + 1
        };
    }
}

/// What each element holds of what is not dropped yet.
fn holdings(tree: &Tree) -> Vec<Holding> {
    let mut holdings = vec![Holding::default(); tree.nodes.len()];
    let mut open: Vec<usize> = vec![ROOT];
    let mut links = 0_usize;
    let mut index = ROOT + 1;
    loop {
        // What ends here is added to what it lies in.
        while open.len() > 1
            && let Some(&inner) = open.last()
            && tree.nodes.get(inner).is_none_or(|node| node.end <= index)
        {
            open.pop();
            let held = holdings.get(inner).copied().unwrap_or_default();
            links -= usize::from(is_link(tree, inner));
            if let Some(outer) = open.last().and_then(|&outer| holdings.get_mut(outer)) {
                outer.all += held.all;
                outer.linked += held.linked;
                outer.links += held.links;
                outer.has_attachments |= held.has_attachments;
            }
        }
        let Some(node) = tree.nodes.get(index) else {
            return holdings;
        };
        if node.is_dropped {
            index = node.end.max(index + 1);
            continue;
        }
        match &node.content {
            Content::Text(range) => {
                let text = tree.text(range);
                let count = text.chars().filter(|c| !c.is_whitespace()).count();
                if let Some(outer) = open.last().and_then(|&outer| holdings.get_mut(outer)) {
                    outer.all += count;
                    outer.linked += if links > 0 { count } else { 0 };
                    outer.has_attachments |= text.contains("附件");
                }
            }
            Content::Element(_) => {
                let is_link = is_link(tree, index);
                links += usize::from(is_link);
                if let Some(holding) = holdings.get_mut(index) {
                    holding.links = usize::from(is_link);
                }
                open.push(index);
            }
        }
        index += 1;
    }
}

fn is_link(tree: &Tree, index: usize) -> bool {
    let content = tree.nodes.get(index).map(|node| &node.content);
    matches!(content, Some(Content::Element(element)) if element.kind == Kind::Link)
}

/// The lines of a page without those about the site. Rows of tables stay.
pub(super) fn without_chrome(text: &str) -> String {
    let is_chrome = |line: &&str| {
        let is_short = line.chars().count() <= CHROME_LINE && !line.contains('\t');
        is_short
            && (CHROME_OPENINGS
                .iter()
                .any(|opening| line.starts_with(opening))
                || CHROME_PHRASES.iter().any(|phrase| line.contains(phrase)))
    };
    text.split_inclusive('\n')
        .filter(|line| !is_chrome(line))
        .collect()
}
