//! What can be wrong with a journal, in words.

use std::fmt;
use std::path::PathBuf;

use super::Sequence;

/// A line that is not what was written. The others stay readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The line, from 1.
    pub line: u64,
    /// The number that the record should bear, going by the lines before it.
    pub sequence: Sequence,
    /// What is wrong with it.
    pub fault: String,
    /// What it held, as far as can be told; empty when nothing can.
    pub held: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {} of the journal (record {}) is damaged: {}",
            self.line, self.sequence, self.fault
        )?;
        if self.held.is_empty() {
            write!(f, "; what it held cannot be told")
        } else {
            write!(f, "; it held {}", self.held)
        }
    }
}

/// The end of a journal that a crash cut short: it was never acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Torn {
    /// The line, from 1.
    pub line: u64,
    /// Its length in bytes.
    pub bytes: u64,
    /// The file that its bytes were moved to.
    pub kept_in: PathBuf,
}

impl fmt::Display for Torn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {} of the journal ended after {} bytes, as a crash leaves it: it was moved to {}",
            self.line,
            self.bytes,
            self.kept_in.display()
        )
    }
}

/// What the bytes of a damaged line still say of its content.
pub(super) fn held(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let words: Vec<String> = ["kind", "plan", "name"]
        .into_iter()
        .filter_map(|field| {
            let (_, rest) = text.split_once(&format!("\"{field}\":\""))?;
            let (value, _) = rest.split_once('"')?;
            Some(format!("{field} “{value}”"))
        })
        .collect();
    words.join(", ")
}
