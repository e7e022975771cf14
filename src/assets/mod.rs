//! Files carried in the binary: the bundled plan, the gazetteer's tables, the settings of the search index and the page.
//!
//! A build for development reads them from the repository at run time, a release carries them. A folder named by
//! `--data-root` takes the place of both; it may leave out `index/`.

mod bundle;
mod page;

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use crate::model::PlanManifest;

pub use bundle::BundledPlan;
pub use page::{Page, PageFile};

/// The file that says what is known of the plans in its folder from outside their texts.
pub const MANIFEST: &str = "MANIFEST.toml";

/// The repository's `data/`.
#[derive(RustEmbed)]
#[folder = "data/"]
#[include = "plans/*"]
#[include = "gazetteer/*.tsv"]
struct Embedded;

/// The repository's `index/`.
#[derive(RustEmbed)]
#[folder = "index/"]
#[include = "*.toml"]
#[include = "*.txt"]
struct EmbeddedIndex;

/// The repository's `schema/operations/`.
#[derive(RustEmbed)]
#[folder = "schema/operations/"]
#[include = "*.graphql"]
struct EmbeddedOperations;

/// Why a file that belongs to the program cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AssetError {
    /// There is no such file among those carried in the binary.
    #[error("this program carries no file `{path}`")]
    Missing {
        /// The file, from the data folder.
        path: String,
    },
    /// The file cannot be read from the folder that replaces what the binary carries.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A table is not UTF-8.
    #[error("`{path}` is not UTF-8 after byte {valid_up_to}")]
    NotText {
        /// The file, from the data folder.
        path: String,
        /// Number of bytes that are.
        valid_up_to: usize,
    },
    /// A manifest is malformed.
    #[error("`{path}` is malformed")]
    Manifest {
        /// The manifest.
        path: String,
        /// Where and why.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A bundled plan is not the file that the list describes.
    #[error(
        "`plans/{file}` has the SHA-256 {found}, not {expected}: `plans/MANIFEST.toml` describes another file"
    )]
    OtherBytes {
        /// The file.
        file: String,
        /// The digest that the list gives.
        expected: String,
        /// The file's digest.
        found: String,
    },
}

/// Where the program's files are from.
#[derive(Debug, Clone)]
pub struct Assets {
    /// `None` for the files carried in the binary.
    root: Option<PathBuf>,
}

impl Assets {
    /// The files carried in the binary.
    #[must_use]
    pub fn embedded() -> Self {
        Self { root: None }
    }

    /// The files of a folder laid out like `data/`.
    #[must_use]
    pub fn at(root: PathBuf) -> Self {
        Self { root: Some(root) }
    }

    /// A table of the gazetteer by its file name without ending: `units`.
    pub fn table(&self, name: &str) -> Result<Cow<'static, str>, AssetError> {
        self.text(&format!("gazetteer/{name}.tsv"))
    }

    /// The plans that an empty data folder is filled with, in the order of `plans/MANIFEST.toml`.
    pub fn bundled_plans(&self) -> Result<Vec<BundledPlan>, AssetError> {
        let path = format!("plans/{MANIFEST}");
        bundle::read(&path, &self.text(&path)?, |file| {
            self.bytes(&format!("plans/{file}"))
        })
    }

    /// A file of the settings of the search index by its name: `synonyms.txt`.
    pub fn index_file(&self, name: &str) -> Result<Cow<'static, str>, AssetError> {
        let path = format!("index/{name}");
        let replaced = self.root.iter().any(|root| root.join("index").is_dir());
        if replaced {
            return self.text(&path);
        }
        match EmbeddedIndex::get(name) {
            Some(file) => decode(&path, file.data),
            None => Err(AssetError::Missing { path }),
        }
    }

    /// The operations that front-ends of ours send: those carried in the binary, or those of the folder `operations/` of
    /// the one that replaces it.
    pub fn operations(&self) -> Result<Vec<String>, AssetError> {
        let folder = self.root.as_ref().map(|root| root.join("operations"));
        let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
            let carried = EmbeddedOperations::iter().filter_map(|name| {
                let file = EmbeddedOperations::get(&name)?;
                Some(decode(&format!("operations/{name}"), file.data).map(Cow::into_owned))
            });
            return carried.collect();
        };
        let unreadable = |source| AssetError::Unreadable {
            path: folder.clone(),
            source,
        };
        let mut operations = Vec::new();
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "graphql")
            {
                operations.push(fs::read_to_string(&path).map_err(unreadable)?);
            }
        }
        Ok(operations)
    }

    fn text(&self, path: &str) -> Result<Cow<'static, str>, AssetError> {
        decode(path, self.bytes(path)?)
    }

    fn bytes(&self, path: &str) -> Result<Cow<'static, [u8]>, AssetError> {
        if let Some(root) = &self.root {
            let path = root.join(path);
            return match fs::read(&path) {
                Ok(bytes) => Ok(Cow::Owned(bytes)),
                Err(source) => Err(AssetError::Unreadable { path, source }),
            };
        }
        let file = Embedded::get(path).ok_or_else(|| AssetError::Missing {
            path: path.to_owned(),
        })?;
        Ok(file.data)
    }
}

fn decode(path: &str, bytes: Cow<'static, [u8]>) -> Result<Cow<'static, str>, AssetError> {
    let not_text = |error: std::str::Utf8Error| AssetError::NotText {
        path: path.to_owned(),
        valid_up_to: error.valid_up_to(),
    };
    match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(not_text),
        Cow::Owned(bytes) => String::from_utf8(bytes)
            .map(Cow::Owned)
            .map_err(|error| not_text(error.utf8_error())),
    }
}

/// What the manifest in the folder of `file` says of it; `None` when there is no manifest or it does not name the file.
pub fn manifest_beside(file: &Path) -> Result<Option<PlanManifest>, AssetError> {
    let path = file.with_file_name(MANIFEST);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(AssetError::Unreadable { path, source }),
    };
    let name = file.file_name().unwrap_or_default();
    bundle::manifest_of(&path.display().to_string(), &text, &name.to_string_lossy())
}

/// What the manifest `bytes`, which lie at `path`, say of a file of their folder; `None` when they do not name it.
pub fn manifest_of(
    path: &str,
    bytes: &[u8],
    file: &str,
) -> Result<Option<PlanManifest>, AssetError> {
    let text = str::from_utf8(bytes).map_err(|error| AssetError::NotText {
        path: path.to_owned(),
        valid_up_to: error.valid_up_to(),
    })?;
    bundle::manifest_of(path, text, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_takes_the_place_of_what_the_binary_carries() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("gazetteer")).unwrap();
        fs::write(folder.path().join("gazetteer/units.tsv"), "名称\n").unwrap();
        fs::write(folder.path().join("gazetteer/kinds.tsv"), [b'a', 0xff]).unwrap();
        let assets = Assets::at(folder.path().to_owned());
        assert_eq!(assets.table("units").unwrap(), "名称\n");
        assert!(matches!(
            assets.table("kinds"),
            Err(AssetError::NotText { valid_up_to: 1, .. })
        ));
        assert!(matches!(
            assets.bundled_plans(),
            Err(AssetError::Unreadable { .. })
        ));
    }

    #[test]
    fn a_table_that_is_not_carried_is_named() {
        let error = Assets::embedded().table("nothing").unwrap_err();
        assert_eq!(
            error.to_string(),
            "this program carries no file `gazetteer/nothing.tsv`"
        );
    }
}
