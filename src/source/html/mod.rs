//! Web pages: tags become a tree, boilerplate is taken off, and what remains is written line by line.
//!
//! Nothing here walks the tree by recursion, so no page nests too deep for it.

mod boilerplate;
mod element;
mod tree;
mod write;

use super::Problem;
use tree::Tree;

/// The text of a page: one line per paragraph, heading or table row.
pub(super) fn extract(page: &str) -> Result<String, Problem> {
    let mut tree = Tree::read(page)?;
    boilerplate::mark(&mut tree);
    let text = write::lines(&tree)?;
    Ok(boilerplate::without_chrome(&text))
}

/// Whether decoded text is a page: it begins as one, or has the name and the tags of one.
pub(super) fn is_page(name: &str, text: &str) -> bool {
    const LOOKED_AT: usize = 1024;
    let opening: String = text.chars().take(LOOKED_AT).collect();
    let opening = opening.to_ascii_lowercase();
    let mut rest = opening.trim_start();
    // What may stand before the page itself.
    while let Some((_, behind)) = ["<?xml", "<!--"]
        .iter()
        .any(|mark| rest.starts_with(mark))
        .then(|| rest.split_once('>'))
        .flatten()
    {
        rest = behind.trim_start();
    }
    let begins_as_page = ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| rest.starts_with(tag));
    let extension = super::extension(name);
    let has_name = ["html", "htm", "shtml", "xhtml"].contains(&extension.as_str());
    begins_as_page || (has_name && opening.contains('<')) || begins_as_fragment(rest)
}

/// Whether a text begins with an element that only pages have.
fn begins_as_fragment(text: &str) -> bool {
    let tags = [
        "<div", "<table", "<p", "<h1", "<h2", "<h3", "<article", "<meta",
    ];
    tags.iter().any(|tag| {
        text.strip_prefix(tag)
            .is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\r', '\t']))
    })
}
