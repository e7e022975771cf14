//! The page, as `make web` built it from `web/`, and `GraphiQL`, as `make graphiql` did from `web/graphiql/`.
//!
//! A build without it works all the same: there are no files then. As with the other files, a build for development reads
//! the folder at run time and a release carries it.

use std::borrow::Cow;
use std::fs;
use std::path::{Component, Path, PathBuf};

use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

/// What `make web` writes.
#[derive(RustEmbed)]
#[folder = "web/dist/"]
#[allow_missing = true]
struct Embedded;

/// What `make graphiql` writes.
#[derive(RustEmbed)]
#[folder = "web/graphiql/dist/"]
#[allow_missing = true]
struct EmbeddedIde;

/// Where `GraphiQL` stands among the files of the page.
const IDE: &str = "graphiql/";

/// A file of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFile {
    /// Its content.
    pub bytes: Cow<'static, [u8]>,
    /// The SHA-256 digest of the content.
    pub digest: [u8; 32],
}

/// Where the files of the page are from.
#[derive(Debug, Clone)]
pub struct Page {
    /// `None` for those carried in the binary.
    root: Option<PathBuf>,
}

impl Page {
    /// The page carried in the binary.
    #[must_use]
    pub fn embedded() -> Self {
        Self { root: None }
    }

    /// The page in a folder.
    #[must_use]
    pub fn at(root: PathBuf) -> Self {
        Self { root: Some(root) }
    }

    /// A file by its path within the page: `index.html`, `graphiql/main.js`; `None` when there is none.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<PageFile> {
        let is_inside = Path::new(path)
            .components()
            .all(|component| matches!(component, Component::Normal(_)));
        if !is_inside {
            return None;
        }
        match &self.root {
            None => {
                let file = match path.strip_prefix(IDE) {
                    Some(path) => EmbeddedIde::get(path)?,
                    None => Embedded::get(path)?,
                };
                Some(PageFile {
                    digest: file.metadata.sha256_hash(),
                    bytes: file.data,
                })
            }
            Some(root) => {
                let bytes = fs::read(root.join(path)).ok()?;
                Some(PageFile {
                    digest: Sha256::digest(&bytes).into(),
                    bytes: Cow::Owned(bytes),
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_page_lies_within_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("page/assets")).unwrap();
        fs::write(folder.path().join("secret"), "no").unwrap();
        fs::write(folder.path().join("page/assets/a.js"), "yes").unwrap();
        let page = Page::at(folder.path().join("page"));
        for (path, expected) in [
            ("assets/a.js", Some("yes")),
            ("assets/b.js", None),
            ("assets", None),
            ("../secret", None),
            ("assets/../../secret", None),
            ("/etc/hostname", None),
            ("", None),
        ] {
            let found = page.file(path).map(|file| file.bytes.into_owned());
            assert_eq!(found.as_deref(), expected.map(str::as_bytes), "{path}");
        }
    }

    #[test]
    fn a_digest_tells_contents_apart() {
        let folder = tempfile::tempdir().unwrap();
        let page = Page::at(folder.path().to_owned());
        let digest = |text: &str| {
            fs::write(folder.path().join("a"), text).unwrap();
            page.file("a").unwrap().digest
        };
        assert_eq!(digest("a"), digest("a"));
        assert_ne!(digest("a"), digest("b"));
    }
}
