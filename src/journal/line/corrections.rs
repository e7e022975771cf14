//! The written form of corrections.

use serde::{Deserialize, Serialize};

use super::{LineError, meant};
use crate::model::{
    Amendment, Correction, CorrectionKind, HeadField, InvalidId, Role, Unit, UnitKind,
};

#[derive(Serialize, Deserialize)]
pub(super) struct CorrectionV3 {
    correction: String,
    target: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    others: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// The units described: the target first when it is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    units: Vec<UnitV3>,
    subject: String,
    reason: String,
}

#[derive(Serialize, Deserialize)]
struct UnitV3 {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_name: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    jurisdiction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<String>,
}

impl From<&Correction> for CorrectionV3 {
    fn from(correction: &Correction) -> Self {
        let amendment = &correction.amendment;
        let others = amendment.others();
        Self {
            correction: amendment.kind().word().to_owned(),
            target: amendment.target().to_string(),
            others: others.iter().map(ToString::to_string).collect(),
            value: amendment.value(),
            role: amendment.role().map(|role| role.word().to_owned()),
            field: amendment.head_field().map(|field| field.word().to_owned()),
            units: amendment.units().map(Into::into).collect(),
            subject: correction.subject.clone(),
            reason: correction.reason.clone(),
        }
    }
}

impl TryFrom<CorrectionV3> for Correction {
    type Error = LineError;

    fn try_from(record: CorrectionV3) -> Result<Self, LineError> {
        let kind = meant("correction", record.correction, CorrectionKind::of_word)?;
        let role = record.role.map(|role| meant("role", role, Role::of_word));
        let field = record.field;
        let field = field.map(|field| meant("field", field, HeadField::of_word));
        let units: Vec<Unit> = record
            .units
            .into_iter()
            .map(TryInto::try_into)
            .collect::<Result<_, _>>()?;
        let mut units = units.into_iter();
        let unit = units.next().ok_or_else(|| missing("units"));
        let value = record.value.ok_or_else(|| missing("value"));
        let role = role.unwrap_or_else(|| Err(missing("role")));
        let amendment = match kind {
            CorrectionKind::MergeUnits => Amendment::MergeUnits {
                into: unit?,
                others: ids(&record.others)?,
            },
            CorrectionKind::SplitUnit => Amendment::SplitUnit {
                unit: unit?,
                into: units.collect(),
                assignments: ids(&record.others)?,
            },
            CorrectionKind::RenameUnit => Amendment::RenameUnit {
                unit: unit?,
                name: value?,
            },
            CorrectionKind::AddAlias => Amendment::AddAlias {
                unit: unit?,
                alias: value?,
            },
            CorrectionKind::SetRole => Amendment::SetRole {
                assignment: record.target.parse()?,
                role: role?,
            },
            CorrectionKind::AddAssignment => Amendment::AddAssignment {
                task: record.target.parse()?,
                unit: unit?,
                role: role?,
                name: value?,
            },
            CorrectionKind::RejectAssignment => Amendment::RejectAssignment {
                assignment: record.target.parse()?,
            },
            CorrectionKind::RejectIndicator => Amendment::RejectIndicator {
                indicator: record.target.parse()?,
            },
            CorrectionKind::SetHead => Amendment::SetHead {
                plan: record.target.parse()?,
                field: field.unwrap_or_else(|| Err(missing("field")))?,
                value: value?,
            },
        };
        Ok(Self {
            amendment,
            subject: record.subject,
            reason: record.reason,
        })
    }
}

impl From<&Unit> for UnitV3 {
    fn from(unit: &Unit) -> Self {
        Self {
            id: unit.id.to_string(),
            name: unit.name.clone(),
            full_name: unit.full_name.clone(),
            aliases: unit.aliases.clone(),
            kind: unit.kind.word().to_owned(),
            jurisdiction: unit.jurisdiction.map(|city| city.to_string()),
            city: unit.city.map(|city| city.to_string()),
            plan: unit.plan.map(|plan| plan.to_string()),
        }
    }
}

impl TryFrom<UnitV3> for Unit {
    type Error = LineError;

    fn try_from(record: UnitV3) -> Result<Self, LineError> {
        Ok(Self {
            id: record.id.parse()?,
            name: record.name,
            full_name: record.full_name,
            aliases: record.aliases,
            kind: meant("kind", record.kind, UnitKind::of_word)?,
            jurisdiction: record.jurisdiction.map(|id| id.parse()).transpose()?,
            city: record.city.map(|id| id.parse()).transpose()?,
            plan: record.plan.map(|id| id.parse()).transpose()?,
        })
    }
}

fn ids<Id>(texts: &[String]) -> Result<Vec<Id>, LineError>
where
    Id: std::str::FromStr<Err = InvalidId>,
{
    let read = texts.iter().map(|text| text.parse().map_err(Into::into));
    read.collect()
}

fn missing(field: &'static str) -> LineError {
    let value = String::new();
    LineError::Value { field, value }
}
