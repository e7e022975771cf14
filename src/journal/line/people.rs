//! The written form of what people report, and of keys.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::{LineError, meant};
use crate::model::{ApiKey, KeyRole, ObservedValue, Progress, ProgressStatus};

#[derive(Serialize, Deserialize)]
pub(super) struct ProgressV2 {
    task: String,
    unit: String,
    year: u16,
    status: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachment_url: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ObservationV2 {
    indicator: String,
    year: u16,
    /// The shortest decimal that is this very number: JSON readers may round.
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct KeyV2 {
    id: String,
    name: String,
    role: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    units: Vec<String>,
    salt: String,
    digest: String,
}

impl From<&Progress> for ProgressV2 {
    fn from(progress: &Progress) -> Self {
        Self {
            task: progress.task.to_string(),
            unit: progress.unit.to_string(),
            year: progress.year,
            status: progress.status.word().to_owned(),
            text: progress.text.clone(),
            attachment_url: progress.attachment_url.clone(),
        }
    }
}

impl TryFrom<ProgressV2> for Progress {
    type Error = LineError;

    fn try_from(record: ProgressV2) -> Result<Self, LineError> {
        Ok(Self {
            task: record.task.parse()?,
            unit: record.unit.parse()?,
            year: record.year,
            status: meant("status", record.status, ProgressStatus::of_word)?,
            text: record.text,
            attachment_url: record.attachment_url,
        })
    }
}

impl From<&ObservedValue> for ObservationV2 {
    fn from(observed: &ObservedValue) -> Self {
        Self {
            indicator: observed.indicator.to_string(),
            year: observed.year,
            value: observed.value.to_string(),
            note: observed.note.clone(),
            source: observed.source.clone(),
        }
    }
}

impl TryFrom<ObservationV2> for ObservedValue {
    type Error = LineError;

    fn try_from(record: ObservationV2) -> Result<Self, LineError> {
        let value = record
            .value
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite());
        let Some(value) = value else {
            return Err(LineError::Value {
                field: "value",
                value: record.value,
            });
        };
        Ok(Self {
            indicator: record.indicator.parse()?,
            year: record.year,
            value,
            note: record.note,
            source: record.source,
        })
    }
}

impl From<&ApiKey> for KeyV2 {
    fn from(key: &ApiKey) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name.clone(),
            role: key.role.word().to_owned(),
            units: key.units.iter().map(ToString::to_string).collect(),
            salt: STANDARD.encode(&key.salt),
            digest: STANDARD.encode(&key.digest),
        }
    }
}

impl TryFrom<KeyV2> for ApiKey {
    type Error = LineError;

    fn try_from(record: KeyV2) -> Result<Self, LineError> {
        let units = record.units.iter().map(|unit| unit.parse());
        Ok(Self {
            id: record.id.parse()?,
            name: record.name,
            role: meant("role", record.role, KeyRole::of_word)?,
            units: units.collect::<Result<_, _>>()?,
            salt: STANDARD.decode(record.salt)?,
            digest: STANDARD.decode(record.digest)?,
        })
    }
}
