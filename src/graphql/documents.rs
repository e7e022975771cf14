//! Documents that were parsed before, so that clients need not send them again and the server need not parse them.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use async_graphql::ServerError;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use sha2::{Digest as _, Sha256};

use super::error::{Code, Fault};
use super::kept::{Kept, Text};
use super::limits::Limits;
use super::{shape, validation};

/// SHA-256 of a document's text.
type Digest = [u8; 32];

/// A parsed document.
pub(crate) struct Document {
    pub(super) digest: Digest,
    pub(crate) text: String,
    pub(crate) parsed: ExecutableDocument,
    /// What is wrong with it; asked when it is known to be of measure.
    faults: OnceLock<Vec<ServerError>>,
    /// With marks where objects may come out empty; made when it first runs, for only then is it known to be of measure.
    marked: OnceLock<Option<ExecutableDocument>>,
}

impl Document {
    /// What is wrong with it by the rules of the specification, without the values of variables.
    pub(crate) fn faults(&self) -> &[ServerError] {
        self.faults.get_or_init(|| validation::faults(&self.text))
    }

    /// What the executor is given.
    pub(crate) fn runnable(&self) -> &ExecutableDocument {
        self.marked().unwrap_or(&self.parsed)
    }

    /// Whether that asks for more than the client does.
    pub(crate) fn is_marked(&self) -> bool {
        self.marked().is_some()
    }

    fn marked(&self) -> Option<&ExecutableDocument> {
        let marked = self.marked.get_or_init(|| shape::marked(&self.parsed));
        marked.as_ref()
    }
}

/// Bytes of a document as most have it.
const LIKELY_BYTES: u64 = 1 << 10;

/// A parsed document takes some times the memory of its text.
impl Text for Document {
    fn text(&self) -> &str {
        &self.text
    }
}

/// The documents that were answered last, and which ones are answered at all.
pub struct Documents {
    kept: Kept<Digest, Document>,
    /// The only documents that are answered; `None` for any.
    trusted: Option<HashSet<Digest>>,
}

impl Documents {
    /// Keeps documents with up to `bytes` of text and answers any.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        Self {
            kept: Kept::new(bytes, LIKELY_BYTES),
            trusted: None,
        }
    }

    /// The same, but answers only documents with one of these texts.
    #[must_use]
    pub fn trusting<'a>(bytes: u64, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let digests = texts.into_iter().map(digest);
        Self {
            trusted: Some(digests.collect()),
            ..Self::new(bytes)
        }
    }

    /// How often a document was found parsed, and how often not.
    #[must_use]
    pub fn hits_and_misses(&self) -> (u64, u64) {
        self.kept.hits_and_misses()
    }

    /// The document of a request: its text, or the hexadecimal SHA-256 of one that was sent before, or both.
    pub(crate) fn find(
        &self,
        limits: &Limits,
        text: Option<String>,
        persisted: Option<&str>,
    ) -> Result<Arc<Document>, ServerError> {
        let named = persisted.map(read_digest).transpose()?;
        let Some(text) = text else {
            let known = named.and_then(|digest| self.kept.get(&digest));
            return known.ok_or_else(|| {
                let message = "PersistedQueryNotFound";
                Fault::new(Code::PersistedQueryNotFound, message).into()
            });
        };
        limits.check_length(&text)?;
        let digest = digest(&text);
        if named.is_some_and(|named| named != digest) {
            let message = "the digest in `extensions.persistedQuery` is not that of the query";
            return Err(Fault::new(Code::BadUserInput, message)
                .at("extensions.persistedQuery.sha256Hash")
                .into());
        }
        if let Some(trusted) = &self.trusted
            && !trusted.contains(&digest)
        {
            let message = "this server answers only the documents that its operator trusts";
            return Err(Fault::new(Code::NotTrusted, message).into());
        }
        if let Some(known) = self.kept.get(&digest) {
            return Ok(known);
        }
        let parsed = parse_query(&text).map_err(|error| {
            let places = ServerError::from(error);
            let fault = ServerError::from(Fault::new(Code::ParseFailed, reason(&places.message)));
            ServerError {
                locations: places.locations,
                ..fault
            }
        })?;
        Ok(Arc::new(Document {
            digest,
            text,
            parsed,
            faults: OnceLock::new(),
            marked: OnceLock::new(),
        }))
    }

    /// Keeps a document that was found fit to be answered.
    pub(crate) fn keep(&self, document: &Arc<Document>) {
        self.kept.keep(document.digest, document);
    }
}

/// The most characters of what the parser says.
const LONGEST_REASON: usize = 200;

/// Why a text is no document. The parser draws the line with a mark below it, however long it is, and says on the last line
/// what it expected; where that was is told beside the message.
fn reason(drawing: &str) -> String {
    let last = drawing.lines().next_back().unwrap_or_default().trim();
    let said = last.strip_prefix("= ").unwrap_or(last);
    let said: String = said.chars().take(LONGEST_REASON).collect();
    format!("the document is no GraphQL: {said}")
}

fn digest(text: &str) -> Digest {
    Sha256::digest(text).into()
}

fn read_digest(text: &str) -> Result<Digest, ServerError> {
    let digits = text.as_bytes();
    let mut digest = [0; 32];
    let is_digest = digits.len() == 64
        && digest.iter_mut().zip(digits.chunks(2)).all(|(byte, pair)| {
            let pair = str::from_utf8(pair).ok();
            let read = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
            read.is_some_and(|read| {
                *byte = read;
                true
            })
        });
    if is_digest {
        return Ok(digest);
    }
    let message = "`sha256Hash` has 64 hexadecimal digits";
    Err(Fault::new(Code::BadUserInput, message)
        .at("extensions.persistedQuery.sha256Hash")
        .into())
}
