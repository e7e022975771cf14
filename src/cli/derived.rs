//! Folders of derived data: what we made there can be made anew, so it is removed without asking. What somebody else has put
//! there is left alone, also when the data folder is one that was never meant as such.

use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::Context as _;

/// A folder of derived data.
pub(super) struct Derived {
    folder: PathBuf,
    /// How names of files begin that only such a folder holds.
    marks: &'static [&'static str],
}

impl Derived {
    /// The store, as sled lays it out.
    pub(super) fn store(data_dir: &Path) -> Self {
        Self {
            folder: data_dir.join("store"),
            marks: &["conf", "db", "blobs", "snap."],
        }
    }

    /// The search index, as tantivy lays it out.
    pub(super) fn index(data_dir: &Path) -> Self {
        Self {
            folder: data_dir.join("index"),
            marks: &["meta.json", ".managed.json", ".tantivy-"],
        }
    }

    /// The folder, which is ours, empty, or not there yet.
    pub(super) fn ours(&self) -> anyhow::Result<&Path> {
        let folder = self.folder.as_path();
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(folder),
            entries => entries.with_context(|| format!("cannot read {}", folder.display()))?,
        };
        let mut foreign = None;
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if self.marks.iter().any(|mark| name.starts_with(mark)) {
                return Ok(folder);
            }
            foreign = Some(name);
        }
        match foreign {
            None => Ok(folder),
            Some(name) => anyhow::bail!(
                "{} holds {name}, which is not Plangraph's: move it away, or name another --data-dir",
                folder.display()
            ),
        }
    }

    /// Removes the folder, if it is there.
    pub(super) fn remove(&self) -> anyhow::Result<()> {
        let folder = self.ours()?;
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", folder.display()))
            }
            _ => Ok(()),
        }
    }
}
