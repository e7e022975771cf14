//! The format of a line: `crc32 JSON`, with the version in the JSON.
//!
//! Fields that help to tell what a damaged line held stand before the document's bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::{Entry, Record, Sequence};
use crate::model::{InvalidDate, InvalidId, PlanId, PlanManifest};

/// The version that is written.
const VERSION: u16 = 1;

/// Digits of the checksum.
const DIGITS: usize = 8;

/// What is read of a record whose entry is not asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    version: u16,
    /// The record's number.
    pub(super) sequence: Sequence,
    kind: String,
    payload: Subject,
}

/// What a record is about.
#[derive(Debug, Deserialize)]
struct Subject {
    plan: Option<String>,
}

impl Header {
    /// The plan whose document the record accepts; `None` for a record of another kind.
    pub(super) fn accepted_plan(&self) -> Option<PlanId> {
        let plan = self.payload.plan.as_ref()?;
        (self.kind == "PLAN_ACCEPTED").then(|| plan.parse().ok())?
    }
}

/// Why a line yields no record.
#[derive(Debug, thiserror::Error)]
pub(super) enum LineError {
    #[error("its checksum is not that of its text")]
    Checksum,
    #[error("its text is no record: {0}")]
    Json(#[from] serde_json::Error),
    #[error("its document is not in base64: {0}")]
    Base64(#[from] base64::DecodeError),
    #[error("{0}")]
    Id(#[from] InvalidId),
    #[error("{0}")]
    Date(#[from] InvalidDate),
    #[error("it has format version {version}")]
    LaterVersion { sequence: Sequence, version: u16 },
}

/// The line of a record, line end included.
pub(super) fn encode(record: &Record) -> Result<Vec<u8>, serde_json::Error> {
    let mut line = b"00000000 ".to_vec();
    serde_json::to_writer(&mut line, &RecordV1::from(record))?;
    let json = line.get(DIGITS + 1..).unwrap_or_default();
    let checksum = format!("{:08x}", crc32fast::hash(json));
    line.splice(..DIGITS, checksum.into_bytes());
    line.push(b'\n');
    Ok(line)
}

/// The number of the record on a line without its line end, once its checksum and version are right.
pub(super) fn header(line: &[u8]) -> Result<Header, LineError> {
    let header: Header = serde_json::from_slice(json(line)?)?;
    match header.version {
        1..=VERSION => Ok(header),
        version => Err(LineError::LaterVersion {
            sequence: header.sequence,
            version,
        }),
    }
}

/// The record on a line without its line end.
pub(super) fn decode(line: &[u8]) -> Result<Record, LineError> {
    // Version 1 is the first and the only one; a later version adds its own type and is chosen by `Header::version`.
    header(line)?;
    serde_json::from_slice::<RecordV1>(json(line)?)?.try_into()
}

/// The JSON of a line whose checksum is right.
fn json(line: &[u8]) -> Result<&[u8], LineError> {
    let (checksum, rest) = line.split_at_checked(DIGITS).ok_or(LineError::Checksum)?;
    let json = rest.strip_prefix(b" ").ok_or(LineError::Checksum)?;
    if format!("{:08x}", crc32fast::hash(json)).as_bytes() == checksum {
        Ok(json)
    } else {
        Err(LineError::Checksum)
    }
}

#[derive(Serialize, Deserialize)]
struct RecordV1 {
    version: u16,
    sequence: Sequence,
    at: u64,
    #[serde(flatten)]
    entry: EntryV1,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", content = "payload", rename_all = "SCREAMING_SNAKE_CASE")]
enum EntryV1 {
    PlanAccepted {
        plan: String,
        name: String,
        manifest: ManifestV1,
        bytes: String,
    },
    PlanDeleted {
        plan: String,
    },
}

#[derive(Serialize, Deserialize)]
struct ManifestV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period_start: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period_end: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
}

impl From<&Record> for RecordV1 {
    fn from(record: &Record) -> Self {
        let entry = match &record.entry {
            Entry::PlanAccepted {
                plan,
                name,
                manifest,
                bytes,
            } => EntryV1::PlanAccepted {
                plan: plan.to_string(),
                name: name.clone(),
                manifest: manifest.into(),
                bytes: STANDARD.encode(bytes),
            },
            Entry::PlanDeleted { plan } => EntryV1::PlanDeleted {
                plan: plan.to_string(),
            },
        };
        Self {
            version: VERSION,
            sequence: record.sequence,
            at: record.at,
            entry,
        }
    }
}

impl TryFrom<RecordV1> for Record {
    type Error = LineError;

    fn try_from(record: RecordV1) -> Result<Self, LineError> {
        let entry = match record.entry {
            EntryV1::PlanAccepted {
                plan,
                name,
                manifest,
                bytes,
            } => Entry::PlanAccepted {
                plan: plan.parse()?,
                name,
                manifest: manifest.try_into()?,
                bytes: STANDARD.decode(bytes)?,
            },
            EntryV1::PlanDeleted { plan } => Entry::PlanDeleted {
                plan: plan.parse()?,
            },
        };
        Ok(Self {
            sequence: record.sequence,
            at: record.at,
            entry,
        })
    }
}

impl From<&PlanManifest> for ManifestV1 {
    fn from(manifest: &PlanManifest) -> Self {
        Self {
            key: manifest.key.clone(),
            title: manifest.title.clone(),
            document_number: manifest.document_number.clone(),
            issuer: manifest.issuer.clone(),
            issued_on: manifest.issued_on.map(|date| date.to_string()),
            period_start: manifest.period_start,
            period_end: manifest.period_end,
            region: manifest.region.clone(),
        }
    }
}

impl TryFrom<ManifestV1> for PlanManifest {
    type Error = LineError;

    fn try_from(manifest: ManifestV1) -> Result<Self, LineError> {
        Ok(Self {
            key: manifest.key,
            title: manifest.title,
            document_number: manifest.document_number,
            issuer: manifest.issuer,
            issued_on: manifest.issued_on.map(|date| date.parse()).transpose()?,
            period_start: manifest.period_start,
            period_end: manifest.period_end,
            region: manifest.region,
        })
    }
}
