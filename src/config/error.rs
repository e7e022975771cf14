//! Why the settings cannot be used, and what to write instead.

use std::path::PathBuf;
use std::{fmt, io};

use super::Expected;

/// Where settings are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Variables of the environment.
    Environment,
    /// A file.
    File(PathBuf),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Environment => f.write_str("environment"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// What to write in place of an unknown key, spelled as its place does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// A known key is like it.
    Nearest(String),
    /// None is: all known ones.
    Known(Vec<String>),
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nearest(key) => write!(f, "did you mean `{key}`?"),
            Self::Known(keys) => write!(f, "the known ones are {}", keys.join(", ")),
        }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file named by a flag is not there, or the one found cannot be read.
    #[error("cannot read the settings in {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is no TOML.
    #[error("the settings in {} are malformed", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where and why.
        #[source]
        source: toml::de::Error,
    },
    /// A key that no setting has.
    #[error("{place}: unknown setting `{key}`, {hint}")]
    UnknownKey {
        /// File or environment.
        place: Place,
        /// The key as written there.
        key: String,
        /// What to write instead.
        hint: Hint,
    },
    /// A value that cannot be read, or with which the program could not do its work.
    #[error("{place}: `{key}` is “{value}”, it must be {expected}")]
    Value {
        /// File or environment.
        place: Place,
        /// The key as written there.
        key: String,
        /// Its value.
        value: String,
        /// What it can be.
        expected: Expected,
    },
}
