//! Archives: each file within is a document of its own.

use super::Problem;
use super::container::Container;
use super::docx::{self, Package};
use super::limits::{ARCHIVE_DEPTH, UNPACKED_BYTES};
use super::refusal::{Refusal, TooLarge};
use super::signature::{self, Signature};

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The archive's name and the path within it: 通知.zip/附件/分工表.docx.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The files of an archive that is called `name`, in the order of its directory; `None` for a file that is no archive.
///
/// Archives within are opened too. Folders, hidden files and what systems add by themselves are left out. A file that
/// cannot be unpacked is refused, and the others are given all the same.
#[must_use]
pub fn members(name: &str, bytes: &[u8]) -> Option<Vec<Result<Member, Refusal>>> {
    let mut found = Vec::new();
    let mut budget = UNPACKED_BYTES;
    collect(name, bytes, 1, &mut budget, &mut found).then_some(found)
}

/// Adds the files of an archive; false for a file that is none.
fn collect(
    name: &str,
    bytes: &[u8],
    depth: usize,
    budget: &mut u64,
    found: &mut Vec<Result<Member, Refusal>>,
) -> bool {
    if signature::of(bytes) != Some(Signature::Zip) {
        return false;
    }
    // A broken container is refused as the document that it may have been.
    let Ok(container) = Container::open(bytes) else {
        return false;
    };
    if docx::package(&container) != Package::Archive || container.entries().is_empty() {
        return false;
    }
    if depth > ARCHIVE_DEPTH {
        let problem = Problem::from(TooLarge::Depth(ARCHIVE_DEPTH));
        found.push(Err(problem.of(name)));
        return true;
    }
    let mut container = container.with_budget(*budget);
    for index in 0..container.entries().len() {
        let Some(entry) = container.entries().get(index) else {
            break;
        };
        if entry.is_folder || is_hidden(&entry.name) {
            continue;
        }
        let name = format!("{name}/{}", entry.name);
        match container.read(index) {
            Ok(bytes) => {
                *budget = container.budget();
                if !collect(&name, &bytes, depth + 1, budget, found) {
                    found.push(Ok(Member { name, bytes }));
                }
                container = container.with_budget(*budget);
            }
            Err(problem) => found.push(Err(problem.of(&name))),
        }
    }
    true
}

/// Whether a file is hidden or was added by a system and not by a person.
fn is_hidden(path: &str) -> bool {
    let parts = || path.split(['/', '\\']);
    parts().any(|part| part.starts_with('.') || part == "__MACOSX")
        || parts()
            .next_back()
            .is_some_and(|file| ["Thumbs.db", "desktop.ini"].contains(&file))
}
