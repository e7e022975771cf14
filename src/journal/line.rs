//! The format of a line: `crc32 JSON`, with the version in the JSON.
//!
//! Fields that help to tell what a damaged line held stand before the document's bytes. Version 1 knows documents only;
//! version 2 adds who wrote a record, what people report, and keys; version 3 adds corrections. A record is written in the
//! first version that can hold it, so that an earlier program reads what it can understand.

mod corrections;
mod people;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::{Entry, Headline, Record, Sequence, Subject};
use crate::model::{InvalidDate, InvalidId, PlanManifest};
use corrections::CorrectionV3;
use people::{KeyV2, ObservationV2, ProgressV2};

/// The newest version.
const VERSION: u16 = 3;

/// The kind of a record that accepts a document.
const PLAN_ACCEPTED: &str = "PLAN_ACCEPTED";

/// Digits of the checksum.
const DIGITS: usize = 8;

/// What is read of a record whose entry is not asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    version: u16,
    /// The record's number.
    pub(super) sequence: Sequence,
    at: u64,
    by: Option<String>,
    kind: String,
    payload: Payload,
}

/// What a record is about.
#[derive(Debug, Deserialize)]
struct Payload {
    plan: Option<String>,
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
    #[error("its {field} is “{value}”")]
    Value { field: &'static str, value: String },
    #[error("it has format version {version}")]
    LaterVersion { sequence: Sequence, version: u16 },
}

/// The line of a record, line end included.
pub(super) fn encode(record: &Record) -> Result<Vec<u8>, serde_json::Error> {
    let mut line = b"00000000 ".to_vec();
    serde_json::to_writer(&mut line, &RecordV3::from(record))?;
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
    // Each version only adds to the one before, so one type reads all.
    header(line)?;
    serde_json::from_slice::<RecordV3>(json(line)?)?.try_into()
}

/// What the line says without the bytes of a document.
pub(super) fn headline(line: &[u8]) -> Result<Headline, LineError> {
    let header = header(line)?;
    let subject = match (&*header.kind, &header.payload.plan) {
        (PLAN_ACCEPTED, Some(plan)) => Subject::PlanAccepted(plan.parse()?),
        _ => Subject::Other(decode(line)?.entry),
    };
    Ok(Headline {
        sequence: header.sequence,
        at: header.at,
        author: header.by,
        subject,
    })
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

/// What the word of a field means.
fn meant<T>(
    field: &'static str,
    value: String,
    of_word: impl FnOnce(&str) -> Option<T>,
) -> Result<T, LineError> {
    of_word(&value).ok_or(LineError::Value { field, value })
}

#[derive(Serialize, Deserialize)]
struct RecordV3 {
    version: u16,
    sequence: Sequence,
    at: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(flatten)]
    entry: EntryV3,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", content = "payload", rename_all = "SCREAMING_SNAKE_CASE")]
enum EntryV3 {
    PlanAccepted {
        plan: String,
        name: String,
        manifest: ManifestV1,
        bytes: String,
    },
    PlanDeleted {
        plan: String,
    },
    ProgressRecorded(ProgressV2),
    ObservationRecorded(ObservationV2),
    CorrectionApplied(CorrectionV3),
    CorrectionReverted {
        correction: String,
        reason: String,
    },
    KeyCreated(KeyV2),
    KeyRevoked {
        key: String,
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

/// The first version that can hold a record.
fn version_of(record: &Record) -> u16 {
    match record.entry {
        Entry::CorrectionApplied(_) | Entry::CorrectionReverted { .. } => 3,
        Entry::PlanAccepted { .. } | Entry::PlanDeleted { .. } if record.author.is_none() => 1,
        _ => 2,
    }
}

impl From<&Record> for RecordV3 {
    fn from(record: &Record) -> Self {
        let entry = match &record.entry {
            Entry::PlanAccepted {
                plan,
                name,
                manifest,
                bytes,
            } => EntryV3::PlanAccepted {
                plan: plan.to_string(),
                name: name.clone(),
                manifest: manifest.into(),
                bytes: STANDARD.encode(bytes),
            },
            Entry::PlanDeleted { plan } => EntryV3::PlanDeleted {
                plan: plan.to_string(),
            },
            Entry::ProgressRecorded(progress) => EntryV3::ProgressRecorded(progress.into()),
            Entry::ObservationRecorded(observed) => EntryV3::ObservationRecorded(observed.into()),
            Entry::CorrectionApplied(correction) => EntryV3::CorrectionApplied(correction.into()),
            Entry::CorrectionReverted { correction, reason } => EntryV3::CorrectionReverted {
                correction: correction.to_string(),
                reason: reason.clone(),
            },
            Entry::KeyCreated(key) => EntryV3::KeyCreated(key.into()),
            Entry::KeyRevoked { key } => EntryV3::KeyRevoked {
                key: key.to_string(),
            },
        };
        Self {
            version: version_of(record),
            sequence: record.sequence,
            at: record.at,
            by: record.author.clone(),
            entry,
        }
    }
}

impl TryFrom<RecordV3> for Record {
    type Error = LineError;

    fn try_from(record: RecordV3) -> Result<Self, LineError> {
        let entry = match record.entry {
            EntryV3::PlanAccepted {
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
            EntryV3::PlanDeleted { plan } => Entry::PlanDeleted {
                plan: plan.parse()?,
            },
            EntryV3::ProgressRecorded(progress) => Entry::ProgressRecorded(progress.try_into()?),
            EntryV3::ObservationRecorded(observed) => {
                Entry::ObservationRecorded(observed.try_into()?)
            }
            EntryV3::CorrectionApplied(correction) => {
                Entry::CorrectionApplied(correction.try_into()?)
            }
            EntryV3::CorrectionReverted { correction, reason } => Entry::CorrectionReverted {
                correction: correction.parse()?,
                reason,
            },
            EntryV3::KeyCreated(key) => Entry::KeyCreated(key.try_into()?),
            EntryV3::KeyRevoked { key } => Entry::KeyRevoked { key: key.parse()? },
        };
        Ok(Self {
            sequence: record.sequence,
            at: record.at,
            author: record.by,
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
