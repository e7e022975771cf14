//! API keys: who may write, and what.

use std::fmt;
use std::str::FromStr;

use super::{KeyId, UnitId};

/// What a key allows. Each role allows what the ones before it allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyRole {
    /// Reading, where reading needs a key.
    Read,
    /// Reporting progress of own units, and observed values of their tasks.
    Report,
    /// Accepting documents; reporting for any unit.
    Curate,
    /// Deleting.
    Admin,
}

impl KeyRole {
    /// All roles, the least first.
    pub const ALL: [Self; 4] = [Self::Read, Self::Report, Self::Curate, Self::Admin];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "READ",
            Self::Report => "REPORT",
            Self::Curate => "CURATE",
            Self::Admin => "ADMIN",
        }
    }
}

impl fmt::Display for KeyRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for KeyRole {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.into_iter().find(|role| role.word() == text);
        named.ok_or("READ, REPORT, CURATE or ADMIN")
    }
}

/// A key as it is kept: its secret only as a salted digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id, which is no secret.
    pub id: KeyId,
    /// Who bears it: the author of what is written with it.
    pub name: String,
    /// What it allows.
    pub role: KeyRole,
    /// The units that a [`KeyRole::Report`] key reports for.
    pub units: Vec<UnitId>,
    /// What the secret is digested with.
    pub salt: Vec<u8>,
    /// The digest of the secret.
    pub digest: Vec<u8>,
}
