//! The list of bundled plans: `plans/MANIFEST.toml`.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de};
use sha2::{Digest as _, Sha256};

use super::AssetError;
use crate::model::{Date, InvalidDate, PlanManifest};

/// A plan that comes with the program.
#[derive(Debug, Clone)]
pub struct BundledPlan {
    /// The file's name.
    pub name: String,
    /// The document as published.
    pub bytes: Cow<'static, [u8]>,
    /// What is known of it from outside its text.
    pub manifest: PlanManifest,
    /// Names of the manifest's keys that no source states.
    pub inferred: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    plan: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    file: String,
    /// The digest of the file. What comes with the program is held to it; of a document that is ingested another version may be
    /// the same plan.
    sha256: Option<String>,
    key: Option<String>,
    title: Option<String>,
    document_number: Option<String>,
    issuer: Option<String>,
    #[serde(default, deserialize_with = "date")]
    issued_on: Option<Date>,
    period_start: Option<u16>,
    period_end: Option<u16>,
    region: Option<String>,
    #[serde(default)]
    inferred: Vec<String>,
}

/// The plans of the manifest at `path`, each with the bytes that `open` gives for its file.
pub(super) fn read(
    path: &str,
    manifest: &str,
    open: impl Fn(&str) -> Result<Cow<'static, [u8]>, AssetError>,
) -> Result<Vec<BundledPlan>, AssetError> {
    rows(path, manifest)?
        .into_iter()
        .map(|row| {
            let bytes = open(&row.file)?;
            let found = format!("{:x}", Sha256::digest(&bytes));
            if let Some(expected) = &row.sha256
                && *expected != found
            {
                return Err(AssetError::OtherBytes {
                    file: row.file.clone(),
                    expected: expected.clone(),
                    found,
                });
            }
            let inferred = row.inferred.clone();
            Ok(BundledPlan {
                name: row.file.clone(),
                bytes,
                manifest: row.into(),
                inferred,
            })
        })
        .collect()
}

/// What the manifest at `path` says of `file`; `None` when it does not name it.
pub(super) fn manifest_of(
    path: &str,
    manifest: &str,
    file: &str,
) -> Result<Option<PlanManifest>, AssetError> {
    let rows = rows(path, manifest)?;
    let row = rows.into_iter().find(|row| row.file == file);
    Ok(row.map(PlanManifest::from))
}

fn rows(path: &str, manifest: &str) -> Result<Vec<Row>, AssetError> {
    let list: List = toml::from_str(manifest).map_err(|source| AssetError::Manifest {
        path: path.to_owned(),
        source: Box::new(source),
    })?;
    Ok(list.plan)
}

impl From<Row> for PlanManifest {
    fn from(row: Row) -> Self {
        Self {
            key: row.key,
            title: row.title,
            document_number: row.document_number,
            issuer: row.issuer,
            issued_on: row.issued_on,
            period_start: row.period_start,
            period_end: row.period_end,
            region: row.region,
        }
    }
}

/// A TOML date without time.
fn date<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Date>, D::Error> {
    let date = toml::value::Datetime::deserialize(input)?.to_string();
    date.parse()
        .map(Some)
        .map_err(|error: InvalidDate| de::Error::custom(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(file: &str) -> Result<Cow<'static, [u8]>, AssetError> {
        match file {
            "a.txt" => Ok(Cow::Borrowed(b"abc")),
            _ => Err(AssetError::Missing {
                path: file.to_owned(),
            }),
        }
    }

    const ROW: &str = "[[plan]]
file = \"a.txt\"
sha256 = \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"
title = \"分工\"
issued_on = 2012-02-17
inferred = [\"title\"]
";

    #[test]
    fn a_row_is_a_plan_with_its_bytes() {
        let plans = read("plans/MANIFEST.toml", ROW, open).unwrap();
        let [plan] = plans.as_slice() else {
            panic!("{plans:?}");
        };
        assert_eq!(plan.name, "a.txt");
        assert_eq!(plan.bytes.as_ref(), b"abc");
        assert_eq!(plan.manifest.title.as_deref(), Some("分工"));
        assert_eq!(plan.manifest.issued_on, Date::new(2012, 2, 17));
        assert_eq!(plan.manifest.issuer, None);
        assert_eq!(plan.inferred, ["title"]);
    }

    #[test]
    fn a_file_is_found_by_its_name() {
        let manifest = manifest_of("a", ROW, "a.txt").unwrap().unwrap();
        assert_eq!(manifest.title.as_deref(), Some("分工"));
        assert_eq!(manifest_of("a", ROW, "b.txt").unwrap(), None);
        let free = ROW.replace("sha256 = \"ba78", "# ");
        assert!(manifest_of("a", &free, "a.txt").unwrap().is_some());
    }

    #[test]
    fn a_list_that_does_not_fit_is_refused() {
        let other_bytes = ROW.replace("ba78", "0000");
        assert!(matches!(
            read("a", &other_bytes, open),
            Err(AssetError::OtherBytes { .. })
        ));
        for malformed in [
            ROW.replace("title", "tittle"),
            ROW.replace("02-17", "02-30"),
            "file = \"a.txt\"".to_owned(),
        ] {
            let outcome = read("a", &malformed, open);
            assert!(
                matches!(outcome, Err(AssetError::Manifest { .. })),
                "{malformed}"
            );
        }
    }
}
