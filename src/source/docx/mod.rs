//! Word documents: paragraphs, headings and tables in their order, with the numbers that Word prints by itself.
//!
//! Deleted and hidden text, field codes, headers, footers and notes are no part of the text.

mod body;
mod number_format;
mod numbering;
mod xml;

use super::Problem;
use super::container::Container;
use super::encoding;
use super::refusal::{Broken, Kind, PartFault};
use numbering::Numbering;
use xml::{Step, Xml};

/// What a container of office documents holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Package {
    /// A Word document.
    Word,
    /// A kind of file that is not read.
    Other(Kind),
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
            Package::Other(Kind::Workbook)
        } else if has_folder("ppt/") {
            Package::Other(Kind::Slides)
        } else {
            Package::Word
        }
    } else if has("OFD.xml") {
        Package::Other(Kind::Ofd)
    } else if has("mimetype") && has("content.xml") {
        Package::Other(Kind::OpenDocument)
    } else {
        Package::Archive
    }
}

/// The text of a Word document: one line per paragraph, heading or table row.
pub(super) fn extract(container: &mut Container<'_>) -> Result<String, Problem> {
    let relations = part(container, "_rels/.rels")?;
    let main = match &relations {
        Some(relations) => target(relations, "/officeDocument")?,
        None => None,
    };
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let Some(document) = part(container, &main)? else {
        return Err(Broken::NoText.into());
    };
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = part(container, &format!("{folder}/_rels/{file}.rels"))?;
    let mut beside = |kind: &str| -> Result<Option<String>, Problem> {
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
fn part(container: &mut Container<'_>, name: &str) -> Result<Option<String>, Problem> {
    let Some(index) = container.find(name.trim_start_matches('/')) else {
        return Ok(None);
    };
    let bytes = container.read(index)?;
    let Some((_, text)) = encoding::decode(&bytes) else {
        let (name, fault) = (name.to_owned(), PartFault::NoXml);
        return Err(Broken::Part { name, fault }.into());
    };
    Ok(Some(text))
}

/// The target of the relation whose type ends so.
fn target(relations: &str, kind: &str) -> Result<Option<String>, Problem> {
    let mut xml = Xml::new(".rels", relations);
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
