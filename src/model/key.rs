//! API keys: who may write, and what.

use std::fmt;

use super::words::words;
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

words! {
    KeyRole {
        Read = "READ",
        Report = "REPORT",
        Curate = "CURATE",
        Admin = "ADMIN",
    }
}

impl fmt::Display for KeyRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
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
