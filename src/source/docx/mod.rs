//! Word documents: paragraphs, headings and tables in their order, with the numbers that Word prints by itself.
//!
//! Deleted and hidden text, field codes, headers, footers and notes are no part of the text.

mod body;
mod number_format;
mod numbering;
mod xml;

use super::Fault;
use super::container::Container;
use super::encoding;
use numbering::Numbering;
use xml::{Step, Xml};

/// What a container of office documents holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Package {
    /// A Word document.
    Word,
    /// A kind of file that is not read, with its article.
    Other(&'static str),
    /// No office document: an archive of files.
    Archive,
}

/// What a container holds, by the names of its parts.
pub(super) fn package(container: &Container<'_>) -> Package {
    let has = |name: &str| container.find(name).is_some();
    let has_folder = |folder: &str| {
        container
            .entries()
            .iter()
            .any(|entry| entry.name.starts_with(folder))
    };
    if has("[Content_Types].xml") {
        if has_folder("xl/") {
            Package::Other("an Excel workbook (.xlsx)")
        } else if has_folder("ppt/") {
            Package::Other("a PowerPoint file (.pptx)")
        } else {
            Package::Word
        }
    } else if has("OFD.xml") {
        Package::Other("an OFD document")
    } else if has("mimetype") && has("content.xml") {
        Package::Other("an OpenDocument file (.odt)")
    } else {
        Package::Archive
    }
}

/// The text of a Word document: one line per paragraph, heading or table row.
pub(super) fn extract(container: &mut Container<'_>) -> Result<String, Fault> {
    let relations = part(container, "_rels/.rels")?;
    let main = match &relations {
        Some(relations) => target(relations, "/officeDocument")?,
        None => None,
    };
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let Some(document) = part(container, &main)? else {
        return Err(Fault::broken("the Word document has no text part"));
    };
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = part(container, &format!("{folder}/_rels/{file}.rels"))?;
    let mut beside = |kind: &str| -> Result<Option<String>, Fault> {
        let Some(relations) = &relations else {
            return Ok(None);
        };
        let Some(path) = target(relations, kind)? else {
            return Ok(None);
        };
        let path = match path.strip_prefix('/') {
            Some(from_root) => from_root.to_owned(),
            None => format!("{folder}/{path}"),
        };
        part(container, &path)
    };
    let (numbering, styles) = (beside("/numbering")?, beside("/styles")?);
    let numbering = Numbering::read(
        numbering.as_deref().unwrap_or_default(),
        styles.as_deref().unwrap_or_default(),
    )?;
    body::extract(&document, numbering)
}

/// A part of the container as text; `None` when there is none of that name.
fn part(container: &mut Container<'_>, name: &str) -> Result<Option<String>, Fault> {
    let Some(index) = container.find(name.trim_start_matches('/')) else {
        return Ok(None);
    };
    let bytes = container.read(index)?;
    let text = encoding::decode(&bytes).map(|(_, text)| text);
    text.map(Some)
        .ok_or_else(|| Fault::broken(format!("{name} of the Word document is no XML")))
}

/// The target of the relation whose type ends so.
fn target(relations: &str, kind: &str) -> Result<Option<String>, Fault> {
    let mut xml = Xml::new("a list of relations", relations);
    while let Some(step) = xml.next()? {
        if let Step::Start(tag) = step
            && tag.name() == "Relationship"
            && tag.get("Type").is_some_and(|found| found.ends_with(kind))
        {
            return Ok(tag.get("Target"));
        }
    }
    Ok(None)
}
