//! Digests behind the ids of a plan and its parts.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::model::PlanId;

/// The digest of some parts; their borders count.
pub(crate) fn digest(parts: &[&str]) -> u64 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part);
    }
    first_eight(&hasher.finalize())
}

/// A plan's id: by issuer and number, else by the manifest's key, else by the bytes.
pub(super) fn plan_id(
    issuer: Option<&str>,
    number: Option<&str>,
    key: Option<&str>,
    sha256: [u8; 32],
) -> PlanId {
    let digest = match (number, key) {
        (Some(number), _) => digest(&["number", issuer.unwrap_or_default(), number]),
        (None, Some(key)) => digest(&["key", key]),
        (None, None) => first_eight(&sha256),
    };
    PlanId { digest }
}

fn first_eight(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .take(8)
        .fold(0, |digest, &byte| (digest << 8) | u64::from(byte))
}

/// Digests of things that may be equal: the second of two equal ones gets another digest.
#[derive(Debug, Default)]
pub(super) struct Occurrences(HashMap<u64, u32>);

impl Occurrences {
    /// The digest of the next thing made of `parts`.
    pub(super) fn digest(&mut self, parts: &[&str]) -> u64 {
        let content = digest(parts);
        let seen = self.0.entry(content).or_default();
        *seen += 1;
        digest(&[&content.to_string(), &seen.to_string()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_things_get_ids_of_their_own_in_the_same_order_each_time() {
        let run = || {
            let mut seen = Occurrences::default();
            [&["甲", "乙"], &["甲", "乙"], &["甲乙", ""]].map(|parts| seen.digest(parts))
        };
        let [first, second, third] = run();
        assert_eq!(run(), [first, second, third]);
        assert!(first != second && second != third && first != third);
    }
}
