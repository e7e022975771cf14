//! API keys: made, and told from texts that only look like one.
//!
//! A key is `pg_`, the digits of its id, `_` and 64 digits of a random secret. Kept is an Argon2id digest of the secret
//! under a salt of its own, compared in constant time. The digest takes a tenth of a second by design, so a key that was
//! right once is remembered by the SHA-256 of its text; that of a wrong one never is, and whoever tries is slowed down.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::{Engine, hex};
use crate::model::{ApiKey, KeyId, KeyRole, UnitId};

const PREFIX: &str = "pg_";

/// Argon2id as OWASP advises at least: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// How many keys are remembered.
const REMEMBERED: usize = 1024;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// There are no keys: nobody may write.
    ReadOnly,
    /// No key was given.
    Anonymous,
    /// What was given is no valid key.
    Unknown,
    /// The bearer of a key.
    Known(Caller),
}

/// The bearer of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The key.
    pub key: KeyId,
    /// The key's name.
    pub name: String,
    /// What the key allows.
    pub role: KeyRole,
    /// The units that a [`KeyRole::Report`] key reports for.
    pub units: Vec<UnitId>,
}

impl Access {
    /// What the key allows; `None` without a valid one.
    #[must_use]
    pub fn role(&self) -> Option<KeyRole> {
        match self {
            Self::Known(caller) => Some(caller.role),
            _ => None,
        }
    }
}

/// No randomness, or no memory for a digest.
#[derive(Debug, thiserror::Error)]
#[error("no key can be made: {0}")]
pub struct KeyError(String);

/// A secret that is shown once and never logged.
pub struct Secret(String);

impl Secret {
    /// The key as its bearer sends it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Makes a key, which is not yet kept, and the text that its bearer sends.
pub fn new_key(
    name: String,
    role: KeyRole,
    units: Vec<UnitId>,
) -> Result<(ApiKey, Secret), KeyError> {
    let (mut number, mut salt, mut secret) = ([0; 8], vec![0; 16], [0; 32]);
    for bytes in [&mut number[..], &mut salt, &mut secret] {
        getrandom::fill(bytes).map_err(|error| KeyError(error.to_string()))?;
    }
    let id = KeyId {
        number: u64::from_be_bytes(number),
    };
    let secret = hex(&secret);
    let digest = digest(&secret, &salt)?;
    let text = format!("{PREFIX}{:016x}_{secret}", id.number);
    let key = ApiKey {
        id,
        name,
        role,
        units,
        salt,
        digest,
    };
    Ok((key, Secret(text)))
}

/// Keys that were found right.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    /// By the SHA-256 of their text.
    right: Mutex<HashMap<[u8; 32], KeyId>>,
    /// Held while a digest is made.
    digesting: Mutex<()>,
}

impl Engine {
    /// Who sends this text in place of a key. Takes long for one that was not seen before: not for async workers.
    #[must_use]
    pub fn access(&self, text: Option<&str>) -> Access {
        if !self.shared.ledger.has_keys() {
            return Access::ReadOnly;
        }
        let Some(text) = text else {
            return Access::Anonymous;
        };
        match self.find_key(text) {
            Some(key) => Access::Known(Caller {
                key: key.id,
                name: key.name,
                role: key.role,
                units: key.units,
            }),
            None => Access::Unknown,
        }
    }

    fn find_key(&self, text: &str) -> Option<ApiKey> {
        let (number, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
        let id: KeyId = format!("key_{number}").parse().ok()?;
        let key = self.shared.ledger.key(id)?;
        let seen: [u8; 32] = Sha256::digest(text).into();
        let remembered = &self.shared.remembered;
        let right = || {
            remembered
                .right
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if right().get(&seen) == Some(&id) {
            return Some(key);
        }
        // Whoever guesses waits in line here, and takes memory for one digest at a time.
        let digesting = &remembered.digesting;
        let in_line = digesting.lock().unwrap_or_else(PoisonError::into_inner);
        let given = digest(secret, &key.salt).ok()?;
        drop(in_line);
        if !bool::from(given.ct_eq(&key.digest)) {
            return None;
        }
        let mut known = right();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(seen, id);
        Some(key)
    }
}

fn digest(secret: &str, salt: &[u8]) -> Result<Vec<u8>, KeyError> {
    let failed = |error: argon2::Error| KeyError(error.to_string());
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(32)).map_err(failed)?;
    let mut digest = vec![0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret.as_bytes(), salt, &mut digest)
        .map_err(failed)?;
    Ok(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_shows_its_secret_to_nobody_but_its_bearer() {
        let (key, secret) = new_key("甲".to_owned(), KeyRole::Curate, Vec::new()).unwrap();
        let (_, bare) = secret.reveal().rsplit_once('_').unwrap();
        assert_eq!(bare.len(), 64);
        assert!(!format!("{key:?} {secret:?}").contains(bare));
        assert_eq!(digest(bare, &key.salt).unwrap(), key.digest);
        assert_ne!(digest(bare, &[0; 16]).unwrap(), key.digest);
    }
}
